//! What a report says, and what it does not let through.

use std::sync::Arc;

use super::*;
use crate::checks::{Finding, Report};
use crate::exercise::{
    Branch, Cell, CellKind, Effect, Entry, Event, Exercise, Inject, NoteKind, Objective, Outcome, Reach,
    check, review,
};
use crate::model::{AnyEntity, Edit, Id, Plan, Readiness, Stakeholder};

const EVIL: &str = "<script>alert(1)</script> | [x](http://evil.example) `a` **b** \u{202e}";

fn evil() -> Exercise {
    let mut plan = Plan::empty(Id::from_bits(1));
    plan.info.marking = format!("EXERCISE {EVIL}");
    plan.info.h_hour = "2016-05-23T00:00+03:00".parse().ok();
    let mut exercise = Exercise::on(Id::from_bits(2), Arc::new(plan));
    exercise.title = EVIL.to_owned();
    exercise.notes = format!("{EVIL}\n1. {EVIL}\n- {EVIL}");
    exercise.objectives.push(Objective {
        id: Id::from_bits(3),
        name: EVIL.to_owned(),
        criteria: EVIL.to_owned(),
    });
    exercise.cells.push(Cell {
        id: Id::from_bits(4),
        name: EVIL.to_owned(),
        kind: CellKind::Players,
        plays: None,
        brief: EVIL.to_owned(),
    });
    exercise.branches.push(Branch {
        id: Id::from_bits(5),
        name: EVIL.to_owned(),
        is_usual: false,
    });
    let mut inject = Inject::new(Id::from_bits(6), "1", 10);
    inject.title = EVIL.to_owned();
    inject.expected = EVIL.to_owned();
    inject.notes = EVIL.to_owned();
    inject.to = vec![Id::from_bits(4)];
    inject.objectives = vec![Id::from_bits(3)];
    inject.effects = vec![
        Effect {
            edit: Edit::SetReadiness(Readiness::Ready),
            reach: Reach::Nobody,
        },
        Effect::told(Edit::AssignSector {
            sector: Id::from_bits(99),
            holder: None,
        }),
    ];
    let mut other = Inject::new(Id::from_bits(7), "2", 20);
    other.branch = Some(Id::from_bits(5));
    exercise.injects = vec![inject, other];
    exercise
}

fn played() -> Session {
    let mut session = Session::begin(Arc::new(evil()));
    let room = |minute: i64| crate::model::Instant::from_unix_minutes(24_000_000 + minute, 180);
    let mut add = |at: i64, event: Event| {
        let room = room(at);
        session.add(Entry { at, room, event }).unwrap();
    };
    add(0, Event::Resumed);
    add(10, Event::Published(Id::from_bits(6)));
    add(
        12,
        Event::Noted {
            cell: None,
            inject: Some(Id::from_bits(6)),
            kind: NoteKind::Strength,
            text: EVIL.to_owned(),
        },
    );
    let mut party = Stakeholder::new();
    party.name = EVIL.to_owned();
    add(
        25,
        Event::Decided {
            cell: Some(Id::from_bits(4)),
            answers: Some(Id::from_bits(6)),
            text: EVIL.to_owned(),
            edits: vec![Edit::Create(AnyEntity::from((Id::from_bits(8), party)))],
            reach: Reach::Told,
        },
    );
    add(
        30,
        Event::Skipped {
            inject: Id::from_bits(7),
            why: EVIL.to_owned(),
        },
    );
    add(
        31,
        Event::Withdrawn {
            entry: 4,
            why: format!("by mistake {EVIL}"),
        },
    );
    add(
        40,
        Event::Assessed {
            objective: Id::from_bits(3),
            outcome: Outcome::PartlyMet,
            text: EVIL.to_owned(),
        },
    );
    add(41, Event::Ended);
    session
}

/// Finds one critical thing on a plan that is ready and names nobody.
fn judge(plan: &Arc<Plan>) -> Report {
    let mut findings = Vec::new();
    if plan.readiness == Readiness::Ready && plan.stakeholders.is_empty() {
        findings.push(finding());
    }
    Report {
        findings,
        ..Report::default()
    }
}

fn finding() -> Finding {
    Finding {
        code: "A01",
        name: "overlapping-responsibility",
        severity: Severity::Critical,
        title: EVIL.to_owned(),
        message: EVIL.to_owned(),
        subjects: Vec::new(),
        phases: Vec::new(),
        interval: crate::model::Interval::ALWAYS,
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: 1.0,
        why: Vec::new(),
        who_must_act: Vec::new(),
        fingerprint: "f".to_owned(),
        waiver: None,
    }
}

fn told<T>(tell: impl FnOnce(&AfterAction<'_>) -> T) -> T {
    let session = played();
    let review = review(&session, &mut |plan, _| Some(judge(plan))).unwrap();
    let remarks = check(session.exercise());
    let picture = |svg: &str| Picture {
        at: 10,
        caption: EVIL.to_owned(),
        svg: svg.to_owned(),
    };
    let pictures = [
        picture("<svg width=\"5\"><clipPath id=\"c\"/></svg>"),
        picture("<svg width=\"5\" onload=\"alert(1)\"/>"),
    ];
    tell(&AfterAction {
        session: &session,
        review: &review,
        remarks: &remarks,
        pictures: &pictures,
        content: "1a2b3c4d",
    })
}

const SECTIONS: [&str; 10] = [
    "Who took part",
    "Objectives",
    "Injects and reactions",
    "Findings over time",
    "What failed",
    "What was so and what was believed",
    "The map",
    "The log",
    "What to keep and what to change",
    "Remarks on the exercise itself",
];

#[test]
fn a_page_has_every_section_and_lets_no_markup_through() {
    let page = told(html);
    for section in SECTIONS {
        assert!(page.contains(&format!("<h2>{section}</h2>")), "{section}");
    }
    assert!(!page.contains("<script"));
    assert!(!page.contains("href="));
    // Nothing is loaded: every source is in the page.
    assert!(page.matches("src=\"").count() == page.matches("src=\"data:image/svg+xml;base64,").count());
    assert!(page.contains("<clipPath id=\"map-1-c\"/>") && !page.contains("onload="));
    assert_eq!(page.matches("aria-label=\"&lt;script").count(), 1);
    assert_eq!(page.matches("src=\"data:").count(), 1);
    assert!(!page.contains('\u{202e}'));
    assert_eq!(
        page.matches("class=\"marking\">EXERCISE &lt;script&gt;").count(),
        2
    );
    assert!(page.contains("<s>2: &lt;script&gt;") || page.contains("<s>Inject 2: &lt;script&gt;"));
    assert!(page.contains("by entry 6: by mistake"));
    assert!(page.contains("after 15 min"));
    assert!(page.contains("230010C MAY 16"));
    assert_eq!(page, told(html));
}

#[test]
fn markdown_has_every_section_and_lets_no_markup_through() {
    let report = told(|of| markdown(of, "my report"));
    for section in SECTIONS {
        assert!(report.text.contains(&format!("\n## {section}\n")), "{section}");
    }
    let plain = report
        .text
        .replace("\\<", "")
        .replace("\\|", "")
        .replace("\\[", "");
    assert!(!plain.contains("<script"));
    // Every `<` that is not escaped is a line break of ours, every `[` a picture of ours.
    assert_eq!(plain.matches('<').count(), plain.matches("<br>").count());
    assert_eq!(plain.matches('[').count(), plain.matches("![").count());
    assert!(plain.contains("](my%20report-map-1.svg)"));
    assert!(!report.text.contains("http://"));
    // In a table each row has as many cells as the table has columns.
    let mut columns = 0;
    for line in plain.lines() {
        if line.starts_with("| ") {
            let cells = line.matches('|').count();
            assert!(columns == 0 || cells == columns, "{line}");
            columns = cells;
        } else if !line.starts_with('|') {
            columns = 0;
        }
    }
    let names: Vec<&str> = report.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "my report-findings.svg",
            "my report-map-1.svg",
            "my report-map-2.svg"
        ]
    );
    assert_eq!(report, told(|of| markdown(of, "my report")));
}

#[test]
fn what_a_reader_would_take_for_a_list_stays_text() {
    let report = told(|of| markdown(of, "r"));
    assert!(report.text.contains("\n1\\. \\<script"));
    assert!(report.text.contains("\n\\- \\<script"));
}

#[test]
fn pictures_are_of_the_start_the_end_and_what_was_critical() {
    let session = played();
    let review = review(&session, &mut |plan, _| Some(judge(plan))).unwrap();
    let chosen = pictured(&session, &review);
    let times: Vec<i64> = chosen.iter().map(|moment| moment.at).collect();
    assert_eq!(times, [0, 10, 25, 41]);
    assert!(
        chosen[1].caption.ends_with("1 critical finding appeared"),
        "{}",
        chosen[1].caption
    );
    assert!(
        chosen[2].caption.ends_with("1 critical finding was resolved"),
        "{}",
        chosen[2].caption
    );
}

#[test]
fn too_many_moments_are_thinned_evenly() {
    let moment = |at| Pictured {
        at,
        caption: String::new(),
        plan: Arc::new(Plan::empty(Id::from_bits(1))),
    };
    let kept = thinned((0..100).map(moment).collect());
    let times: Vec<i64> = kept.iter().map(|moment| moment.at).collect();
    assert_eq!(times, [0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 99]);
    assert_eq!(thinned((0..12).map(moment).collect()).len(), 12);
}

#[test]
fn a_players_card_says_nothing_of_what_is_expected_and_what_will_follow() {
    let mut exercise = evil();
    let inject = &mut exercise.injects[0];
    inject.text = "The bridges are closed".to_owned();
    inject.expected = "EXPECTED".to_owned();
    inject.notes = "NOTES".to_owned();
    inject.attachments = vec!["map.pdf".to_owned()];
    let players = cards(&exercise, CardsFor::Players);
    for said in ["The bridges are closed", "map.pdf", "EXERCISE &lt;script&gt;"] {
        assert!(players.contains(said), "{said}");
    }
    let controllers = cards(&exercise, CardsFor::Controllers);
    for secret in ["EXPECTED", "NOTES", "Mark plan as ready (known to nobody)"] {
        assert!(
            !players.contains(secret) && controllers.contains(secret),
            "{secret}"
        );
    }
    assert!(!players.contains("<script") && !controllers.contains("<script"));
    assert_eq!(players.matches("<article>").count(), 2);
}

#[test]
fn how_long_something_took_is_said_in_days_hours_and_minutes() {
    assert_eq!(
        [0, 5, 65, 1440, 1505].map(long),
        ["0 min", "5 min", "1 h 5 min", "1 d", "1 d 1 h 5 min"]
    );
}

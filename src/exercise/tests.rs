//! What a log makes of an exercise: what is due, what is so, what each cell believes, what is withdrawn; X01 to X04.

use std::sync::Arc;

use super::*;
use crate::checks::check as check_plan;
use crate::model::{Edit, Id, Minute, Plan, Sector, Stakeholder, edits_between};
use crate::testing::sketch::Sketch;

const ALPHA: Id<Cell> = Id::from_bits(11);
const BRAVO: Id<Cell> = Id::from_bits(12);
const CLOSED: Id<Branch> = Id::from_bits(21);
const HOLD_GROUND: Id<Objective> = Id::from_bits(31);

fn sector(plan: &Plan, name: &str) -> Id<Sector> {
    let mut all = plan.sectors.iter();
    all.find(|(_, row)| row.name == name).unwrap().0
}

fn holder(plan: &Plan, name: &str) -> Option<Id<Stakeholder>> {
    plan.sectors.get(sector(plan, name)).unwrap().holder
}

/// Two stakeholders side by side, each played by a cell. Four injects: 1 gives B's ground to A, told to Alpha; 2 is a
/// rumour told to Bravo that it was given back; 3 follows from 1 and lies on a branch; 4 says nothing at all.
fn exercise() -> Arc<Exercise> {
    let plan = Arc::new(Sketch::of(&[&["AB"]]).plan().clone());
    let of = |name: &str| {
        plan.stakeholders
            .iter()
            .find(|(_, row)| row.name == name)
            .unwrap()
            .0
    };
    let mut exercise = Exercise::on(Id::from_bits(1), Arc::clone(&plan));
    (exercise.starts, exercise.ends) = (0, 600);
    for (id, name, plays) in [(ALPHA, "Alpha", "A"), (BRAVO, "Bravo", "B")] {
        exercise.cells.push(Cell {
            id,
            name: name.to_owned(),
            kind: CellKind::Players,
            plays: Some(of(plays)),
            brief: String::new(),
        });
    }
    exercise.branches.push(Branch {
        id: CLOSED,
        name: "If the road is closed".to_owned(),
        is_usual: false,
    });
    exercise.objectives.push(Objective {
        id: HOLD_GROUND,
        name: "Hold the ground".to_owned(),
        criteria: String::new(),
    });
    let assign = |to: &str| Edit::AssignSector {
        sector: sector(&plan, "B"),
        holder: Some(of(to)),
    };
    let mut injects: Vec<Inject> = [(1, 60), (2, 120), (3, 180), (4, 240)]
        .into_iter()
        .map(|(number, due)| {
            let mut inject = Inject::new(Id::from_bits(number), number.to_string(), due);
            inject.controller = "Desk".to_owned();
            inject.expected = "Ask".to_owned();
            inject.to = vec![ALPHA];
            inject.objectives = vec![HOLD_GROUND];
            inject
        })
        .collect();
    injects[0].effects = vec![Effect::told(assign("A"))];
    injects[1].to = vec![BRAVO];
    injects[1].effects = vec![Effect {
        edit: assign("B"),
        reach: Reach::Rumour,
    }];
    injects[2].after = Some(injects[0].id);
    injects[2].branch = Some(CLOSED);
    exercise.injects = injects;
    Arc::new(exercise)
}

fn inject(number: u64) -> Id<Inject> {
    Id::from_bits(number)
}

fn entry(at: Minute, event: Event) -> Entry {
    Entry {
        at,
        room: None,
        event,
    }
}

fn played(entries: &[(Minute, Event)]) -> Session {
    let entries: Vec<Entry> = entries
        .iter()
        .map(|(at, event)| entry(*at, event.clone()))
        .collect();
    Session::of(exercise(), &entries).unwrap()
}

fn serials(injects: &[&Inject]) -> Vec<String> {
    injects.iter().map(|inject| inject.serial.clone()).collect()
}

#[test]
fn what_is_due_waits_until_it_is_published_held_or_left_out() {
    let session = played(&[]);
    assert_eq!(serials(&session.state().queue(59)), [""; 0]);
    assert_eq!(serials(&session.state().queue(120)), ["1", "2"]);
    let session = played(&[
        (120, Event::Published(inject(1))),
        (
            120,
            Event::Held {
                inject: inject(2),
                until: Some(300),
            },
        ),
        (
            240,
            Event::Skipped {
                inject: inject(4),
                why: String::new(),
            },
        ),
    ]);
    assert_eq!(serials(&session.state().queue(299)), [""; 0]);
    assert_eq!(serials(&session.state().queue(300)), ["2"]);
}

#[test]
fn what_lies_on_a_branch_is_due_once_that_is_taken() {
    let took = |taken| Event::Took {
        branch: CLOSED,
        taken,
    };
    assert_eq!(serials(&played(&[]).state().queue(200)), ["1", "2"]);
    assert_eq!(
        serials(&played(&[(0, took(true))]).state().queue(200)),
        ["1", "2", "3"]
    );
    let left = played(&[(0, took(true)), (5, took(false))]);
    assert_eq!(serials(&left.state().queue(200)), ["1", "2"]);
}

#[test]
fn what_is_so_and_what_a_cell_believes_may_differ() {
    let session = played(&[(60, Event::Published(inject(1)))]);
    let (plan, state) = (&session.exercise().plan, session.state());
    let [a, b] = ["A", "B"].map(|name| holder(plan, name));
    assert_eq!(holder(&state.truth, "B"), a);
    // Alpha was told, Bravo was not.
    assert!(Arc::ptr_eq(&state.known[&ALPHA], &state.truth));
    assert_eq!(holder(&state.known[&BRAVO], "B"), b);
    let informed = played(&[(60, Event::Published(inject(1))), (70, Event::Informed(BRAVO))]);
    assert_eq!(holder(&informed.state().known[&BRAVO], "B"), a);
    // A rumour changes what its cell believes, and nothing else.
    let rumour = played(&[
        (60, Event::Published(inject(1))),
        (70, Event::Informed(BRAVO)),
        (120, Event::Published(inject(2))),
    ]);
    assert_eq!(holder(&rumour.state().known[&BRAVO], "B"), b);
    assert_eq!(holder(&rumour.state().truth, "B"), a);
    assert_eq!(holder(&rumour.state().known[&ALPHA], "B"), a);
}

#[test]
fn what_did_not_happen_nobody_gets_to_know_of() {
    let mut exercise = (*exercise()).clone();
    let ground = sector(&exercise.plan, "B");
    // In the plan the ground is gone by then, and Alpha does not know.
    exercise.injects[1].effects = vec![Effect {
        edit: Edit::Delete(vec![ground.into()]),
        reach: Reach::Nobody,
    }];
    exercise.injects[0].due = 130;
    let entries = [
        entry(120, Event::Published(inject(2))),
        entry(130, Event::Published(inject(1))),
    ];
    let session = Session::of(Arc::new(exercise), &entries).unwrap();
    let state = session.state();
    assert_eq!(state.failures.len(), 1);
    assert_eq!((state.failures[0].entry, state.failures[0].cell), (1, None));
    let plan = &session.exercise().plan;
    assert_eq!(holder(&state.known[&ALPHA], "B"), holder(plan, "B"));
}

#[test]
fn a_repeated_inject_is_told_again_and_does_nothing_twice() {
    let once = played(&[(60, Event::Published(inject(1)))]);
    let twice = played(&[
        (60, Event::Published(inject(1))),
        (90, Event::Published(inject(1))),
    ]);
    assert_eq!(once.state().truth, twice.state().truth);
    assert_eq!(twice.state().stands[&inject(1)], Stand::Published(60, 2));
}

#[test]
fn what_is_withdrawn_is_as_if_it_had_never_been() {
    let published = (60, Event::Published(inject(1)));
    let withdrawn = |entry| Event::Withdrawn {
        entry,
        why: "the wrong one".to_owned(),
    };
    let session = played(&[published.clone(), (61, withdrawn(0))]);
    assert_eq!(session.state().truth, session.exercise().plan);
    assert_eq!(serials(&session.state().queue(60)), ["1"]);
    // It cannot be withdrawn twice, and a withdrawal cannot be withdrawn.
    let mut again = session.clone();
    assert_eq!(again.add(entry(62, withdrawn(0))), Err(Refusal::NoEntry(0)));
    assert_eq!(again.add(entry(62, withdrawn(1))), Err(Refusal::NoEntry(1)));
    again.add(entry(63, Event::Published(inject(1)))).unwrap();
    assert_ne!(again.state().truth, again.exercise().plan);
}

#[test]
fn players_decisions_change_the_plan_or_are_refused() {
    let exercise = exercise();
    let plan = &exercise.plan;
    let renamed = |plan: &Plan| {
        let id = sector(plan, "A");
        let mut row = plan.sectors.get(id).unwrap().clone();
        row.name = "North".to_owned();
        Edit::Update((id, row).into()).apply(plan).unwrap()
    };
    let edits = edits_between(plan, &renamed(plan));
    let decided = |edits: &[Edit]| Event::Decided {
        cell: Some(ALPHA),
        answers: None,
        text: "Rename it".to_owned(),
        edits: edits.to_vec(),
        reach: Reach::Told,
    };
    let mut session = Session::begin(Arc::clone(&exercise));
    session.add(entry(5, decided(&edits))).unwrap();
    assert!(
        session
            .state()
            .truth
            .sectors
            .iter()
            .any(|(_, row)| row.name == "North")
    );
    assert!(
        session.state().known[&BRAVO]
            .sectors
            .iter()
            .all(|(_, row)| row.name != "North")
    );
    let gone = Edit::Delete(vec![sector(plan, "A").into()]);
    session.add(entry(6, decided(&[gone]))).unwrap();
    let before = session.clone();
    assert!(matches!(
        session.add(entry(7, decided(&edits))),
        Err(Refusal::DoesNotFit(_))
    ));
    assert_eq!(session, before);
}

#[test]
fn entries_that_do_not_fit_are_refused_and_change_nothing() {
    let mut session = played(&[(60, Event::Published(inject(1)))]);
    let before = session.clone();
    let refused = [
        (59, Event::Paused, Refusal::TimeGoesBack { from: 60, to: 59 }),
        (60, Event::Jumped(10), Refusal::TimeGoesBack { from: 60, to: 10 }),
        (60, Event::Published(inject(9)), Refusal::NoInject(inject(9))),
        (
            60,
            Event::Informed(Id::from_bits(9)),
            Refusal::NoCell(Id::from_bits(9)),
        ),
        (60, Event::Paced(0), Refusal::NoPace),
        (
            60,
            Event::Skipped {
                inject: inject(1),
                why: String::new(),
            },
            Refusal::Delivered("Inject 1".to_owned()),
        ),
    ];
    for (at, event, why) in refused {
        assert_eq!(session.add(entry(at, event)), Err(why));
        assert_eq!(session, before);
    }
    session.add(entry(60, Event::Ended)).unwrap();
    assert_eq!(
        session.add(entry(61, Event::Published(inject(2)))),
        Err(Refusal::Ended)
    );
    session
        .add(entry(
            61,
            Event::Assessed {
                objective: HOLD_GROUND,
                outcome: Outcome::Met,
                text: String::new(),
            },
        ))
        .unwrap();
}

#[test]
fn a_session_is_the_same_however_it_is_come_to() {
    let entries = [
        (10, Event::Resumed),
        (60, Event::Published(inject(1))),
        (70, Event::Informed(BRAVO)),
        (
            80,
            Event::Withdrawn {
                entry: 1,
                why: String::new(),
            },
        ),
        (120, Event::Published(inject(2))),
        (130, Event::Ended),
    ];
    let session = played(&entries);
    for count in 0..=entries.len() {
        assert_eq!(session.after(count), played(&entries[..count]), "{count}");
    }
}

#[test]
fn a_review_says_what_was_raised_by_what_and_how_long_it_was_open() {
    let plan = Arc::new(Sketch::of(&[&["AB"]]).plan().clone());
    let mut exercise = (*exercise()).clone();
    exercise.plan = Arc::clone(&plan);
    let unheld = Edit::AssignSector {
        sector: sector(&plan, "B"),
        holder: None,
    };
    let held = Edit::AssignSector {
        sector: sector(&plan, "B"),
        holder: holder(&plan, "B"),
    };
    exercise.injects[0].effects = vec![Effect::told(unheld)];
    let entries = [
        entry(60, Event::Published(inject(1))),
        entry(
            150,
            Event::Decided {
                cell: Some(BRAVO),
                answers: Some(inject(1)),
                text: "Take it back".to_owned(),
                edits: vec![held],
                reach: Reach::Told,
            },
        ),
    ];
    let session = Session::of(Arc::new(exercise), &entries).unwrap();
    let review = review(&session, &mut |plan, _| Some(check_plan(plan, None))).unwrap();
    let raised: Vec<&Tracked> = review
        .tracked
        .iter()
        .filter(|known| known.finding.code == "A05")
        .collect();
    assert_eq!(raised.len(), 1);
    assert_eq!((raised[0].raised, raised[0].raised_by), (60, Some(0)));
    assert_eq!(raised[0].resolved, Some((150, 1)));
    assert_eq!(raised[0].minutes_open(600), 90);
    let reaction = &review.reactions[0];
    assert_eq!(
        (reaction.published, reaction.answered, reaction.decisions),
        (60, Some(150), 1)
    );
    assert_eq!((reaction.settled, reaction.raised > 0), (Some(150), true));
    assert_eq!(review.objectives[0].delivered, 1);
}

#[test]
fn the_map_at_a_chosen_minute_goes_into_the_report() {
    let pictured = |at: Minute| Event::Pictured {
        at,
        caption: "As we left it".to_owned(),
    };
    let session = played(&[
        (60, Event::Published(inject(1))),
        (90, pictured(30)),
        (95, pictured(90)),
        (100, Event::Ended),
    ]);
    let review = review(&session, &mut |plan, _| Some(check_plan(plan, None))).unwrap();
    let chosen = report::pictured(&session, &review);
    let of: Vec<(Minute, bool)> = chosen
        .iter()
        .filter(|picture| picture.caption == "As we left it")
        .map(|picture| (picture.at, Arc::ptr_eq(&picture.plan, &session.exercise().plan)))
        .collect();
    assert_eq!(of, [(30, true), (90, false)]);
}

fn found(exercise: Exercise) -> Vec<String> {
    let mut found: Vec<String> = check(&Arc::new(exercise))
        .iter()
        .map(|remark| format!("{} {}", remark.rule.code, remark.title))
        .collect();
    found.sort();
    found
}

#[test]
fn an_exercise_that_is_fit_to_be_run_has_no_remarks() {
    assert_eq!(found((*exercise()).clone()), [""; 0]);
}

#[test]
fn x01_an_inject_lacks_who_delivers_it_who_gets_it_or_what_should_follow() {
    let mut exercise = (*exercise()).clone();
    exercise.injects[0].controller.clear();
    exercise.injects[1].to.clear();
    exercise.injects[3].expected.clear();
    assert_eq!(
        found(exercise),
        [
            "X01 Inject 1 is incomplete",
            "X01 Inject 2 is incomplete",
            "X01 Inject 4 is incomplete"
        ]
    );
}

#[test]
fn x02_an_inject_comes_before_its_cause_or_two_come_at_once() {
    let mut exercise = (*exercise()).clone();
    exercise.injects[2].due = 30;
    exercise.injects[3].due = 60;
    assert_eq!(
        found(exercise),
        [
            "X02 Inject 1 and Inject 4 come at once",
            "X02 Inject 3 comes before Inject 1"
        ]
    );
}

#[test]
fn x03_an_objective_that_nothing_practises() {
    let mut exercise = (*exercise()).clone();
    for inject in &mut exercise.injects {
        inject.objectives.clear();
    }
    assert_eq!(found(exercise), ["X03 Hold the ground is not practised"]);
}

#[test]
fn x04_an_effect_that_does_not_fit_the_plan_by_then() {
    let mut exercise = (*exercise()).clone();
    let gone = Edit::Delete(vec![sector(&exercise.plan, "B").into()]);
    exercise.injects[0].effects.push(Effect {
        edit: gone,
        reach: Reach::Everybody,
    });
    // On a branch that the dry run does not take it is tried all the same.
    exercise.injects[2].effects = vec![Effect::told(Edit::AssignSector {
        sector: sector(&exercise.plan, "B"),
        holder: None,
    })];
    let lost = "X04 An effect of Inject";
    let found = found(exercise);
    assert!(
        found.iter().any(|line| line == &format!("{lost} 2 fails")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|line| line == &format!("{lost} 3 fails")),
        "{found:?}"
    );
    assert!(
        !found.iter().any(|line| line == &format!("{lost} 1 fails")),
        "{found:?}"
    );
}

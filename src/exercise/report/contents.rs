//! What stands in a report, in order, as pieces that either form prints.

use super::super::log::{Event, NoteKind};
use super::super::scenario::{CellKind, Inject};
use super::super::session::Session;
use super::AfterAction;
use super::words::{
    cell_names, done_text, entry_text, entry_title, finding_text, inject_name, long, severity_text,
    stand_text, time_text,
};
use crate::compare::Difference;
use crate::model::{Id, Minute};

/// A piece of a report.
pub(super) enum Block {
    /// The heading of a section.
    Heading(&'static str),
    /// A paragraph.
    Text(String),
    /// What is what, line by line.
    Facts(Vec<(&'static str, String)>),
    /// Rows under names.
    Table(&'static [&'static str], Vec<Row>),
    /// Open findings over time, drawn.
    Chart,
    /// A picture of the map, by its place.
    Picture(usize),
}

/// A row of a table.
pub(super) struct Row {
    /// What stands in it.
    pub cells: Vec<String>,
    /// It counts no more: all but its last cell is struck through.
    pub is_struck: bool,
}

impl Row {
    fn of<const N: usize>(cells: [String; N]) -> Self {
        Self {
            cells: cells.into(),
            is_struck: false,
        }
    }
}

/// Returns the pieces, without title and marking.
pub(super) fn blocks(of: &AfterAction<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    span(of, &mut blocks);
    cells(of, &mut blocks);
    objectives(of, &mut blocks);
    injects(of, &mut blocks);
    findings(of, &mut blocks);
    failed(of, &mut blocks);
    believed(of.session, &mut blocks);
    pictures(of, &mut blocks);
    log(of, &mut blocks);
    remarks(of, &mut blocks);
    blocks
}

/// A table under its heading, or a sentence where it has no row.
fn section(
    blocks: &mut Vec<Block>,
    heading: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Row>,
    none: &str,
) {
    blocks.push(Block::Heading(heading));
    blocks.push(if rows.is_empty() {
        Block::Text(none.to_owned())
    } else {
        Block::Table(columns, rows)
    });
}

fn span(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let (exercise, state) = (of.session.exercise(), of.session.state());
    if !exercise.notes.is_empty() {
        blocks.push(Block::Text(exercise.notes.clone()));
    }
    let plan = &exercise.plan.info;
    let mut facts = vec![
        ("Prepared by", exercise.author.clone()),
        ("On the plan", plan.title.clone()),
        (
            "Planned",
            format!(
                "{} to {}",
                time_text(exercise, exercise.starts),
                time_text(exercise, exercise.ends)
            ),
        ),
        (
            "Played",
            format!(
                "{} to {}, {}{}",
                time_text(exercise, exercise.starts),
                time_text(exercise, state.at),
                long(state.at.saturating_sub(exercise.starts)),
                if state.has_ended { "" } else { "; it was not ended" }
            ),
        ),
        ("In the room", room(of.session)),
        ("Exercise content", of.content.to_owned()),
    ];
    facts.retain(|(_, what)| !what.is_empty());
    blocks.push(Block::Facts(facts));
}

fn room(session: &Session) -> String {
    let mut rooms = session.entries().iter().filter_map(|entry| entry.room);
    let Some(first) = rooms.next() else {
        return String::new();
    };
    let last = rooms.next_back().unwrap_or(first);
    let minutes = last.minutes_since(first).max(0);
    format!(
        "{} to {}, {}",
        first.date_time_group(),
        last.date_time_group(),
        long(minutes)
    )
}

fn cells(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let exercise = of.session.exercise();
    let rows = exercise.cells.iter().map(|cell| {
        let plays = cell.plays.map(|party| exercise.plan.label_of(party));
        Row::of([
            exercise.cell_name(cell.id),
            cell.kind.title().to_owned(),
            plays.unwrap_or_default(),
            cell.brief.clone(),
        ])
    });
    section(
        blocks,
        "Who took part",
        &["Cell", "Kind", "Plays", "Brief"],
        rows.collect(),
        "No cell.",
    );
}

fn objectives(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let exercise = of.session.exercise();
    let rows = of.review.objectives.iter().map(|assessed| {
        let objective = exercise.objective(assessed.objective);
        Row::of([
            objective.map_or_else(|| assessed.objective.to_string(), |of| of.name.clone()),
            objective.map(|of| of.criteria.clone()).unwrap_or_default(),
            assessed.outcome.title().to_owned(),
            assessed.text.clone(),
            format!("{} of {}", assessed.delivered, assessed.listed),
        ])
    });
    section(
        blocks,
        "Objectives",
        &["Objective", "Met when", "Outcome", "Seen by", "Injects delivered"],
        rows.collect(),
        "No objective.",
    );
}

fn injects(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let (session, exercise) = (of.session, of.session.exercise());
    let rows = session.state().injects.iter().map(|inject| {
        let reaction = of.review.reactions.iter().find(|known| known.inject == inject.id);
        let after = |at: Option<Minute>| {
            let published = reaction.map(|known| known.published);
            at.zip(published)
                .map(|(at, published)| format!("after {}", long(at.saturating_sub(published))))
        };
        let settled = reaction.map_or_else(String::new, |known| {
            let settled = after(known.settled);
            settled.unwrap_or_else(|| (if known.raised > 0 { "not yet" } else { "" }).to_owned())
        });
        let number = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_default();
        let mut title = inject.title.clone();
        if let Some(branch) = inject.branch.and_then(|branch| exercise.branch(branch)) {
            title = format!("{title} ({})", branch.name);
        }
        Row::of([
            inject.serial.clone(),
            time_text(exercise, inject.due),
            stand_text(session, inject),
            inject.method.title().to_owned(),
            cell_names(exercise, &inject.to),
            title,
            inject.expected.clone(),
            after(reaction.and_then(|known| known.answered)).unwrap_or_default(),
            number(reaction.map(|known| known.decisions)),
            number(reaction.map(|known| known.raised)),
            settled,
            notes(session, inject),
        ])
    });
    section(
        blocks,
        "Injects and reactions",
        &[
            "Serial",
            "Due",
            "Delivered",
            "Method",
            "To",
            "Title",
            "Expected action",
            "First answer",
            "Decisions",
            "Findings raised",
            "Settled",
            "Evaluator notes",
        ],
        rows.collect(),
        "No inject.",
    );
}

/// What evaluators were to look for, and what was written down about it.
fn notes(session: &Session, inject: &Inject) -> String {
    let mut notes = Vec::new();
    if !inject.notes.is_empty() {
        notes.push(inject.notes.clone());
    }
    for (place, entry) in session.entries().iter().enumerate() {
        if let Event::Noted {
            inject: Some(of),
            kind,
            text,
            ..
        } = &entry.event
            && *of == inject.id
            && !session.state().withdrawn.contains(&place)
        {
            notes.push(format!("{}: {text}", kind.title()));
        }
    }
    notes.join("\n")
}

fn findings(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let (session, exercise) = (of.session, of.session.exercise());
    let now = session.state().at;
    blocks.push(Block::Heading("Findings over time"));
    blocks.push(Block::Chart);
    let by =
        |at: Minute, entry: usize| format!("{}, {}", time_text(exercise, at), entry_title(session, entry));
    let rows: Vec<Row> = of
        .review
        .tracked
        .iter()
        .map(|known| {
            let raised = known.raised_by;
            let raised =
                raised.map_or_else(|| "Open at the start".to_owned(), |entry| by(known.raised, entry));
            let resolved = known
                .resolved
                .map_or_else(|| "Open at the end".to_owned(), |(at, entry)| by(at, entry));
            Row::of([
                severity_text(known.finding.severity).to_owned(),
                finding_text(&known.finding),
                raised,
                resolved,
                long(known.minutes_open(now)),
            ])
        })
        .collect();
    blocks.push(if rows.is_empty() {
        Block::Text("Nothing was found at any time.".to_owned())
    } else {
        Block::Table(&["Severity", "Finding", "Raised", "Resolved", "Open for"], rows)
    });
}

fn failed(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let (session, exercise) = (of.session, of.session.exercise());
    let rows = session.state().failures.iter().map(|failure| {
        let at = session.entries().get(failure.entry).map(|entry| entry.at);
        Row::of([
            at.map(|at| time_text(exercise, at)).unwrap_or_default(),
            entry_title(session, failure.entry),
            failure.what.clone(),
            failure.cell.map_or_else(
                || "The plan".to_owned(),
                |cell| format!("As {} knows it", exercise.cell_name(cell)),
            ),
            failure.why.to_string(),
        ])
    });
    section(
        blocks,
        "What failed",
        &["When", "By", "What was to be done", "In which plan", "Why not"],
        rows.collect(),
        "Every effect fitted the plan.",
    );
}

/// Where a cell believed something else than what was so.
fn believed(session: &Session, blocks: &mut Vec<Block>) {
    let (exercise, state) = (session.exercise(), session.state());
    let mut rows = Vec::new();
    let players = exercise
        .cells
        .iter()
        .filter(|cell| cell.kind == CellKind::Players);
    for cell in players {
        let Some(known) = state.known.get(&cell.id) else {
            continue;
        };
        for thing in Difference::between(known, &state.truth).things {
            rows.push(Row::of([
                exercise.cell_name(cell.id),
                thing.title(),
                thing.pieces().join("; "),
            ]));
        }
    }
    section(
        blocks,
        "What was so and what was believed",
        &["Cell", "What", "From what it believed at the end to what was so"],
        rows,
        "At the end every cell knew the plan as it was.",
    );
}

fn pictures(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    if of.pictures.is_empty() {
        return;
    }
    blocks.push(Block::Heading("The map"));
    blocks.extend((0..of.pictures.len()).map(Block::Picture));
}

fn log(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let (session, exercise) = (of.session, of.session.exercise());
    let state = session.state();
    let rows = session.entries().iter().enumerate().map(|(place, entry)| {
        let is_struck = state.withdrawn.contains(&place);
        let mut lines = vec![entry_text(session, place)];
        lines.extend(done_text(of.review, place));
        let room = entry.room.map(crate::model::Instant::date_time_group);
        Row {
            cells: vec![
                (place + 1).to_string(),
                time_text(exercise, entry.at),
                room.unwrap_or_default(),
                entry.event.kind().to_owned(),
                lines.join("\n"),
                if is_struck {
                    withdrawn(session, place)
                } else {
                    String::new()
                },
            ],
            is_struck,
        }
    });
    section(
        blocks,
        "The log",
        &["Entry", "Exercise", "Room", "Kind", "What", "Withdrawn"],
        rows.collect(),
        "Nothing happened yet.",
    );
}

/// Which entry withdrew this one, and why.
fn withdrawn(session: &Session, place: usize) -> String {
    let by = session
        .entries()
        .iter()
        .enumerate()
        .find_map(|(by, entry)| match &entry.event {
            Event::Withdrawn { entry, why } if *entry as usize == place => Some((by, why)),
            _ => None,
        });
    match by {
        Some((by, why)) if why.is_empty() => format!("by entry {}", by + 1),
        Some((by, why)) => format!("by entry {}: {why}", by + 1),
        None => String::new(),
    }
}

fn remarks(of: &AfterAction<'_>, blocks: &mut Vec<Block>) {
    let lessons = lessons(of.session);
    section(
        blocks,
        "What to keep and what to change",
        &["Kind", "About", "What"],
        lessons,
        "Nothing was written down as a strength or an issue.",
    );
    let rows = of.remarks.iter().map(|remark| {
        Row::of([
            severity_text(remark.severity).to_owned(),
            format!("{} {}", remark.rule.code, remark.title),
            remark.message.clone(),
        ])
    });
    section(
        blocks,
        "Remarks on the exercise itself",
        &["Severity", "Remark", "Why"],
        rows.collect(),
        "The exercise is complete and in order.",
    );
}

/// Strengths and issues that were written down, strengths first.
fn lessons(session: &Session) -> Vec<Row> {
    let about = |cell: Option<Id<_>>, inject: Option<Id<Inject>>| {
        let cell = cell.map(|cell| session.exercise().cell_name(cell));
        let about = cell.into_iter().chain(inject.map(|id| inject_name(session, id)));
        about.collect::<Vec<_>>().join(", ")
    };
    let of_kind = |wanted: NoteKind| {
        let entries = session.entries().iter().enumerate();
        entries.filter_map(move |(place, entry)| match &entry.event {
            Event::Noted {
                cell,
                inject,
                kind,
                text,
            } if *kind == wanted && !session.state().withdrawn.contains(&place) => Some(Row::of([
                kind.title().to_owned(),
                about(*cell, *inject),
                text.clone(),
            ])),
            _ => None,
        })
    };
    of_kind(NoteKind::Strength)
        .chain(of_kind(NoteKind::Issue))
        .collect()
}

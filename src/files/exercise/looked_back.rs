//! What happened in an exercise as tables: the log, findings over time, objectives, reactions.
//!
//! For spreadsheets, so times are numbers: minutes from H-hour, and how long something took in minutes. What is said
//! in sentences is said as the report says it.

use crate::exercise::report::{entry_text, stand_text};
use crate::exercise::{Review, Session};
use crate::model::Minute;

use super::super::csv::csv_field;

/// One table: names, then rows.
fn table<const N: usize>(columns: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = columns.map(csv_field).join(",");
    text.push_str("\r\n");
    for row in rows {
        text.push_str(&row.map(|cell| csv_field(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Returns the log.
pub fn write_log(session: &Session, review: &Review) -> String {
    let exercise = session.exercise();
    let columns = [
        "Entry",
        "Minute",
        "Time",
        "Room",
        "Kind",
        "Serial",
        "What",
        "Done",
        "Withdrawn",
    ];
    let rows = session.entries().iter().enumerate().map(|(place, entry)| {
        let at = exercise
            .plan
            .info
            .h_hour
            .and_then(|h_hour| h_hour.after(entry.at));
        let inject = entry.event.inject().and_then(|id| session.state().inject(id));
        let moment = review.moments.iter().find(|moment| moment.entry == place);
        let done = moment.map(|moment| moment.done.as_slice()).unwrap_or_default();
        let done: Vec<String> = done.iter().map(crate::exercise::Done::text).collect();
        let is_withdrawn = session.state().withdrawn.contains(&place);
        [
            (place + 1).to_string(),
            entry.at.to_string(),
            number(at),
            number(entry.room),
            entry.event.kind().to_owned(),
            inject.map(|inject| inject.serial.clone()).unwrap_or_default(),
            entry_text(session, place),
            done.join("; "),
            (if is_withdrawn { "yes" } else { "" }).to_owned(),
        ]
    });
    table(columns, rows)
}

/// Returns every finding that was open at some time.
pub fn write_findings(session: &Session, review: &Review) -> String {
    let now = session.state().at;
    let by = |entry: Option<usize>| entry.map(|entry| entry_text(session, entry));
    let columns = [
        "Code",
        "Name",
        "Severity",
        "Title",
        "Raised at minute",
        "Raised by entry",
        "Raised by",
        "Resolved at minute",
        "Resolved by entry",
        "Resolved by",
        "Minutes open",
        "Fingerprint",
    ];
    let rows = review.tracked.iter().map(|known| {
        let finding = &known.finding;
        let resolved = known.resolved.map(|(_, entry)| entry);
        [
            finding.code.to_owned(),
            finding.name.to_owned(),
            finding.severity.to_string(),
            finding.title.clone(),
            known.raised.to_string(),
            number(known.raised_by.map(|entry| entry + 1)),
            by(known.raised_by).unwrap_or_else(|| "Open at the start".to_owned()),
            number(known.resolved.map(|(at, _)| at)),
            number(resolved.map(|entry| entry + 1)),
            by(resolved).unwrap_or_default(),
            known.minutes_open(now).to_string(),
            finding.fingerprint.clone(),
        ]
    });
    table(columns, rows)
}

/// Returns how far the objectives were met.
pub fn write_objectives(session: &Session, review: &Review) -> String {
    let columns = [
        "Objective",
        "Met when",
        "Outcome",
        "Seen by",
        "Injects listed",
        "Injects delivered",
    ];
    let rows = review.objectives.iter().map(|assessed| {
        let objective = session.exercise().objective(assessed.objective);
        [
            objective.map_or_else(|| assessed.objective.to_string(), |of| of.name.clone()),
            objective.map(|of| of.criteria.clone()).unwrap_or_default(),
            assessed.outcome.title().to_owned(),
            assessed.text.clone(),
            assessed.listed.to_string(),
            assessed.delivered.to_string(),
        ]
    });
    table(columns, rows)
}

/// Returns what became of every inject, and how the cells reacted to it.
pub fn write_reactions(session: &Session, review: &Review) -> String {
    let exercise = session.exercise();
    let columns = [
        "Serial",
        "Title",
        "To",
        "Due at minute",
        "What became of it",
        "Delivered at minute",
        "Minutes to the first answer",
        "Decisions",
        "Findings raised",
        "Minutes until they were resolved",
    ];
    let rows = session.state().injects.iter().map(|inject| {
        let known = review.reactions.iter().find(|known| known.inject == inject.id);
        let to: Vec<String> = inject.to.iter().map(|cell| exercise.cell_name(*cell)).collect();
        let after = |at: Option<Minute>| number(at.zip(known).map(|(at, known)| at - known.published));
        [
            inject.serial.clone(),
            inject.title.clone(),
            to.join("; "),
            inject.due.to_string(),
            stand_text(session, inject),
            number(known.map(|known| known.published)),
            after(known.and_then(|known| known.answered)),
            number(known.map(|known| known.decisions)),
            number(known.map(|known| known.raised)),
            after(known.and_then(|known| known.settled)),
        ]
    });
    table(columns, rows)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::checks::Report;
    use crate::exercise::{Effect, Entry, Event, Exercise, Inject, Objective, Outcome, review};
    use crate::model::{Edit, Id, Plan, Readiness};

    fn session() -> Session {
        let mut exercise = Exercise::on(Id::from_bits(1), Arc::new(Plan::empty(Id::from_bits(2))));
        exercise.objectives.push(Objective {
            id: Id::from_bits(3),
            name: "=Warn".to_owned(),
            criteria: String::new(),
        });
        let mut inject = Inject::new(Id::from_bits(4), "1", 10);
        inject.title = "Bridges, closed".to_owned();
        inject.effects = vec![Effect::told(Edit::SetReadiness(Readiness::Ready))];
        exercise.injects.push(inject);
        let mut session = Session::begin(Arc::new(exercise));
        let events = [
            Event::Published(Id::from_bits(4)),
            Event::Paused,
            Event::Withdrawn {
                entry: 1,
                why: String::new(),
            },
            Event::Assessed {
                objective: Id::from_bits(3),
                outcome: Outcome::Met,
                text: "\"seen\"".to_owned(),
            },
        ];
        for (at, event) in (10..).zip(events) {
            let room = None;
            session.add(Entry { at, room, event }).unwrap();
        }
        session
    }

    #[test]
    fn tables_have_a_row_for_each_and_no_formula() {
        let session = session();
        let review = review(&session, &mut |_, _| Some(Report::default())).unwrap();
        assert_eq!(
            write_log(&session, &review),
            "Entry,Minute,Time,Room,Kind,Serial,What,Done,Withdrawn\r\n\
             1,10,,,Published,1,\"1 Bridges, closed\",Mark plan as ready,\r\n\
             2,11,,,Clock stopped,,The clock stands,,yes\r\n\
             3,12,,,Withdrawn,,Entry 2,,\r\n\
             4,13,,,Assessment,,\"'=Warn, met: \"\"seen\"\"\",,\r\n"
        );
        assert_eq!(
            write_objectives(&session, &review).lines().nth(1),
            Some("'=Warn,,Met,\"\"\"seen\"\"\",0,0")
        );
        assert_eq!(
            write_reactions(&session, &review).lines().nth(1),
            Some("1,\"Bridges, closed\",,10,H+10 min,10,,0,0,")
        );
        assert_eq!(write_findings(&session, &review).lines().count(), 1);
    }
}

//! The master scenario events list as a table: written with the usual column names, and read back by them.
//!
//! What a table has no column for (effects, above all) stays as it is: a row is known by its serial. Cells, objectives
//! and branches are named by their names; one that is not known is made.

use std::fmt::Write as _;

use crate::exercise::{Branch, Cell, CellKind, Exercise, Inject, Method, Objective};
use crate::model::{Id, Instant, Minute, minute_text, read_minute};

use super::super::csv::csv_field;
use super::super::exchange::table::{ReadTableError, rows, text_of};
use super::columns::{COLUMNS, Column, column_of};

/// Several names in one cell.
const BETWEEN: &str = "; ";

/// What became of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableReport {
    /// Injects that are new.
    pub added: usize,
    /// Injects that were there and were changed.
    pub changed: usize,
    /// What was guessed, made or left out, a sentence each.
    pub notes: Vec<String>,
}

/// Returns the list as CSV.
pub fn write_injects(exercise: &Exercise) -> String {
    let mut out = COLUMNS.map(|(_, name, _)| csv_field(name)).join(",");
    out.push_str("\r\n");
    for inject in &exercise.injects {
        let cells = COLUMNS.map(|(column, ..)| csv_field(&cell(exercise, inject, column)));
        // Writing to a String cannot fail.
        let _ = write!(out, "{}\r\n", cells.join(","));
    }
    out
}

fn cell(exercise: &Exercise, inject: &Inject, column: Column) -> String {
    let names = |names: Vec<String>| names.join(BETWEEN);
    match column {
        Column::Serial => inject.serial.clone(),
        Column::Time => time_text(exercise, inject.due),
        Column::Title => inject.title.clone(),
        Column::From => inject.from.clone(),
        Column::To => names(inject.to.iter().map(|cell| exercise.cell_name(*cell)).collect()),
        Column::Controller => inject.controller.clone(),
        Column::Method => inject.method.title().to_owned(),
        Column::Text => inject.text.clone(),
        Column::Expected => inject.expected.clone(),
        Column::Objectives => names(
            inject
                .objectives
                .iter()
                .filter_map(|id| Some(exercise.objective(*id)?.name.clone()))
                .collect(),
        ),
        Column::After => inject
            .after
            .and_then(|after| Some(exercise.inject(after)?.serial.clone()))
            .unwrap_or_default(),
        Column::Branch => inject
            .branch
            .and_then(|branch| Some(exercise.branch(branch)?.name.clone()))
            .unwrap_or_default(),
        Column::Attachments => names(inject.attachments.clone()),
        Column::Notes => inject.notes.clone(),
    }
}

/// A date where there is an H-hour, else minutes from H as people say them.
fn time_text(exercise: &Exercise, minute: Minute) -> String {
    let h_hour = exercise.plan.info.h_hour;
    match h_hour.and_then(|h_hour| h_hour.after(minute)) {
        Some(at) => at.to_string(),
        None => minute_text(minute),
    }
}

/// Reads what [`time_text`] writes, plain minutes, and dates without an offset, which are those of H-hour's.
fn read_time(exercise: &Exercise, text: &str) -> Option<Minute> {
    if let Some(minute) = read_minute(text) {
        return Some(minute);
    }
    let h_hour = exercise.plan.info.h_hour?;
    let offset = h_hour.to_string();
    let offset = offset.get(offset.len().checked_sub(6)?..)?;
    let plain = text.trim().replace(' ', "T");
    let at: Instant = plain
        .parse()
        .or_else(|_| format!("{plain}{offset}").parse())
        .ok()?;
    Some(at.minutes_since(h_hour))
}

/// Takes the bytes of a table into an exercise, in whatever encoding they come.
///
/// # Errors
/// As [`read_injects`].
pub fn read_table(bytes: &[u8], exercise: &Exercise) -> Result<(Exercise, TableReport), ReadTableError> {
    read_injects(&text_of(bytes)?, exercise)
}

/// Takes a table into an exercise: rows whose serial is known change that inject, others are new ones.
///
/// # Errors
/// [`ReadTableError`] where it is no table at all.
pub fn read_injects(text: &str, exercise: &Exercise) -> Result<(Exercise, TableReport), ReadTableError> {
    let table = rows::read_named(text)?;
    let mut report = TableReport::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    for name in &table.names {
        let column = column_of(name).filter(|column| !columns.contains(&Some(*column)));
        if column.is_none() {
            report.notes.push(format!("Column `{name}` was left out."));
        }
        columns.push(column);
    }
    let place_of = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
    let mut taken = exercise.clone();
    let mut follow: Vec<(Id<Inject>, String)> = Vec::new();
    for row in &table.rows {
        let serial = place_of(Column::Serial).map_or("", |place| row.cell(place));
        let serial = if serial.is_empty() {
            taken.next_serial()
        } else {
            serial.to_owned()
        };
        let known = taken.injects.iter().position(|inject| inject.serial == serial);
        let there = known.and_then(|place| taken.injects.get(place));
        let mut inject = there.cloned().unwrap_or_else(|| {
            let id = Id::derived(["inject", &taken.id.to_string(), &serial]);
            Inject::new(id, serial, taken.starts)
        });
        for (place, column) in columns.iter().enumerate() {
            let (Some(column), said) = (column, row.cell(place)) else {
                continue;
            };
            match column {
                Column::Time if !said.is_empty() => match read_time(&taken, said) {
                    Some(due) => inject.due = due,
                    None => report.notes.push(format!(
                        "Line {}: `{said}` is no time; write 90, H+1:30 h or 2016-06-04T09:00+03:00.",
                        row.line
                    )),
                },
                Column::After => {
                    follow.retain(|(id, _)| *id != inject.id);
                    inject.after = None;
                    if !said.is_empty() {
                        follow.push((inject.id, said.to_owned()));
                    }
                }
                column => take(
                    &mut taken,
                    &mut inject,
                    *column,
                    said,
                    row.line,
                    &mut report.notes,
                ),
            }
        }
        if let Some(there) = known.and_then(|place| taken.injects.get_mut(place)) {
            *there = inject;
        } else {
            report.added += 1;
            taken.injects.push(inject);
        }
    }
    for (id, serial) in follow {
        let after = taken.injects.iter().find(|inject| inject.serial == serial);
        let after = after.map(|inject| inject.id);
        if after.is_none() {
            report
                .notes
                .push(format!("There is no inject `{serial}` to follow from."));
        }
        if let Some(inject) = taken.injects.iter_mut().find(|inject| inject.id == id) {
            inject.after = after;
        }
    }
    let is_changed = |inject: &&Inject| {
        let known = taken.injects.iter().find(|now| now.id == inject.id);
        known.is_some_and(|now| now != *inject)
    };
    report.changed = exercise.injects.iter().filter(is_changed).count();
    taken.sort();
    Ok((taken, report))
}

/// Takes a cell that says itself.
fn take(
    exercise: &mut Exercise,
    inject: &mut Inject,
    column: Column,
    said: &str,
    line: usize,
    notes: &mut Vec<String>,
) {
    let names = || {
        said.split([';', '\n'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
    };
    match column {
        Column::Title => said.clone_into(&mut inject.title),
        Column::From => said.clone_into(&mut inject.from),
        Column::Controller => said.clone_into(&mut inject.controller),
        Column::Text => said.clone_into(&mut inject.text),
        Column::Expected => said.clone_into(&mut inject.expected),
        Column::Notes => said.clone_into(&mut inject.notes),
        Column::Attachments => inject.attachments = names().map(str::to_owned).collect(),
        Column::Method if said.is_empty() => {}
        Column::Method => match Method::from_title(said) {
            Some(method) => inject.method = method,
            None => notes.push(format!(
                "Line {line}: `{said}` is no way to deliver an inject; there are {}.",
                Method::ALL
                    .iter()
                    .map(|method| method.title())
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        },
        Column::To => {
            inject.to = names().map(|name| cell_called(exercise, name, notes)).collect();
        }
        Column::Objectives => {
            inject.objectives = names()
                .map(|name| objective_called(exercise, name, notes))
                .collect();
        }
        Column::Branch => {
            let name = said.trim();
            inject.branch = (!name.is_empty()).then(|| branch_called(exercise, name, notes));
        }
        Column::Serial | Column::Time | Column::After => {}
    }
}

fn is_called(name: &str, wanted: &str) -> bool {
    name.to_lowercase() == wanted.to_lowercase()
}

fn cell_called(exercise: &mut Exercise, name: &str, notes: &mut Vec<String>) -> Id<Cell> {
    if let Some(cell) = exercise.cells.iter().find(|cell| is_called(&cell.name, name)) {
        return cell.id;
    }
    notes.push(format!("Cell `{name}` was made; say whom it plays."));
    let id = Id::derived(["cell", &exercise.id.to_string(), name]);
    exercise.cells.push(Cell {
        id,
        name: name.to_owned(),
        kind: CellKind::Players,
        plays: None,
        brief: String::new(),
    });
    id
}

fn objective_called(exercise: &mut Exercise, name: &str, notes: &mut Vec<String>) -> Id<Objective> {
    let known = exercise
        .objectives
        .iter()
        .find(|objective| is_called(&objective.name, name));
    if let Some(objective) = known {
        return objective.id;
    }
    notes.push(format!("Objective `{name}` was made."));
    let id = Id::derived(["objective", &exercise.id.to_string(), name]);
    exercise.objectives.push(Objective {
        id,
        name: name.to_owned(),
        criteria: String::new(),
    });
    id
}

fn branch_called(exercise: &mut Exercise, name: &str, notes: &mut Vec<String>) -> Id<Branch> {
    let known = exercise
        .branches
        .iter()
        .find(|branch| is_called(&branch.name, name));
    if let Some(branch) = known {
        return branch.id;
    }
    notes.push(format!("Branch `{name}` was made; the dry run does not take it."));
    let id = Id::derived(["branch", &exercise.id.to_string(), name]);
    exercise.branches.push(Branch {
        id,
        name: name.to_owned(),
        is_usual: false,
    });
    id
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::exercise::Effect;
    use crate::model::{Edit, Plan, Readiness};

    fn exercise() -> Exercise {
        let mut plan = Plan::empty(Id::from_bits(2));
        plan.info.h_hour = "2016-05-23T00:00+03:00".parse().ok();
        let mut exercise = Exercise::on(Id::from_bits(1), Arc::new(plan));
        exercise.objectives.push(Objective {
            id: Id::from_bits(4),
            name: "Warn civilians".to_owned(),
            criteria: String::new(),
        });
        let mut first = Inject::new(Id::from_bits(5), "1", 90);
        first.title = "Bridges, closed".to_owned();
        first.text = "All bridges\nto Baghdad are closed.".to_owned();
        first.to = vec![exercise.cells[0].id];
        first.objectives = vec![Id::from_bits(4)];
        first.method = Method::Radio;
        first.effects = vec![Effect::told(Edit::SetReadiness(Readiness::Ready))];
        let mut second = Inject::new(Id::from_bits(6), "2", -30);
        second.after = Some(first.id);
        second.attachments = vec!["map.pdf".to_owned(), "=list.xlsx".to_owned()];
        exercise.injects = vec![first, second];
        exercise.sort();
        exercise
    }

    #[test]
    fn what_is_written_reads_back_and_effects_stay() {
        let exercise = exercise();
        let (read, report) = read_injects(&write_injects(&exercise), &exercise).unwrap();
        assert_eq!(read, exercise);
        assert_eq!(report, TableReport::default());
    }

    #[test]
    fn a_list_of_somebody_elses_is_taken_by_the_usual_names() {
        let text = "Event #;DTG;Responsible Player;Delivery Method;Event Description;Colour\n\
                    12a;2016-05-23 02:00;Police; radio ;Shots at the gate;red\n\
                    13;soon;Police;drum;Nothing;\n";
        let (read, report) = read_injects(text, &exercise()).unwrap();
        let taken = read.injects.iter().find(|inject| inject.serial == "12a").unwrap();
        assert_eq!(
            (taken.due, taken.method, taken.text.as_str()),
            (120, Method::Radio, "Shots at the gate")
        );
        assert_eq!(read.cell_name(taken.to[0]), "Police");
        assert_eq!((report.added, report.changed), (2, 0));
        assert_eq!(
            report.notes,
            [
                "Column `Colour` was left out.",
                "Cell `Police` was made; say whom it plays.",
                "Line 3: `soon` is no time; write 90, H+1:30 h or 2016-06-04T09:00+03:00.",
                "Line 3: `drum` is no way to deliver an inject; there are Briefing, Radio, Telephone, E-mail, Message, Letter, Visit, Media, Sighting.",
            ]
        );
    }
}

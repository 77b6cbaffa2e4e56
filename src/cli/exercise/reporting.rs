//! `entente exercise report` and `entente exercise export`: what is written of an exercise for people and spreadsheets.

use std::path::Path;

use anyhow::{Context, bail};

use crate::backdrop;
use crate::drawing::paper::moments;
use crate::drawing::{Bounds, Theme};
use crate::exercise::report::{self, AfterAction, CardsFor, Picture};
use crate::exercise::{Session, check};
use crate::files::basemap::BaseMap;
use crate::files::exercise::{looked_back, table};

use super::super::DONE;
use super::super::arguments::{ExerciseTable, ExportExerciseArguments, ReportExerciseArguments};
use super::super::output::{note, write_output};
use super::running::Judged;
use super::source;

/// The forms of a report.
enum ReportForm {
    Html,
    Markdown,
}

/// Writes the after-action report.
pub fn report(arguments: &ReportExerciseArguments) -> anyhow::Result<u8> {
    let form = match ending(&arguments.output).as_deref() {
        Some("html" | "htm") => ReportForm::Html,
        Some("md") => ReportForm::Markdown,
        _ => bail!(
            "{}: the file's ending says the form: .html or .md",
            arguments.output.display()
        ),
    };
    let source = source::exercise(&arguments.source)?;
    let session = source::played(&source, arguments.log.as_deref())?;
    let judged = Judged::of(&session)?;
    let pictures = if arguments.no_maps {
        Vec::new()
    } else {
        pictures(&session, &judged)?
    };
    let told = AfterAction {
        session: &session,
        review: &judged.review,
        remarks: &check(&source.exercise),
        pictures: &pictures,
        content: &source.hash.short(),
    };
    match form {
        ReportForm::Html => write_output(&arguments.output, report::html(&told).as_bytes())?,
        ReportForm::Markdown => {
            let stem = arguments.output.file_stem().map(|stem| stem.to_string_lossy());
            let written = report::markdown(&told, &stem.unwrap_or_default());
            for (name, svg) in &written.files {
                write_output(&arguments.output.with_file_name(name), svg.as_bytes())?;
            }
            write_output(&arguments.output, written.text.as_bytes())?;
            note(&format!("{} pictures beside it", written.files.len()));
        }
    }
    Ok(DONE)
}

/// The map at some moments, with what was found.
fn pictures(session: &Session, judged: &Judged) -> anyhow::Result<Vec<Picture>> {
    let map = BaseMap::embedded()?;
    let ground = |view: Bounds, zoom: f64| {
        let look = backdrop::Look { view, zoom };
        Some(backdrop::ground(&map, look, Theme::Light.colours()))
    };
    moments(session, &judged.review, &|plan| judged.report(plan), &ground)
        .context("the map cannot be drawn; --no-maps leaves it out")
}

/// Writes cards, or a table.
pub fn export(arguments: &ExportExerciseArguments) -> anyhow::Result<u8> {
    let source = source::exercise(&arguments.source)?;
    let what = arguments.what;
    let text = match ending(&arguments.output).as_deref() {
        Some("html" | "htm") if what == ExerciseTable::Injects => {
            let whom = if arguments.for_controllers {
                CardsFor::Controllers
            } else {
                CardsFor::Players
            };
            report::cards(&source.exercise, whom)
        }
        Some("html" | "htm") => {
            bail!("cards are of injects; what happened is in `entente exercise report`, or in a .csv")
        }
        Some("csv") if what == ExerciseTable::Injects => table::write_injects(&source.exercise),
        Some("csv") => {
            let session = source::played(&source, arguments.log.as_deref())?;
            let review = Judged::of(&session)?.review;
            match what {
                ExerciseTable::Findings => looked_back::write_findings(&session, &review),
                ExerciseTable::Objectives => looked_back::write_objectives(&session, &review),
                ExerciseTable::Reactions => looked_back::write_reactions(&session, &review),
                ExerciseTable::Injects | ExerciseTable::Log => looked_back::write_log(&session, &review),
            }
        }
        _ => bail!(
            "{}: the file's ending says the form: .csv or .html",
            arguments.output.display()
        ),
    };
    write_output(&arguments.output, text.as_bytes())?;
    Ok(DONE)
}

fn ending(output: &Path) -> Option<String> {
    let ending = output.extension().and_then(|ending| ending.to_str());
    ending.map(str::to_ascii_lowercase)
}

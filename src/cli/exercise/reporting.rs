//! `entente exercise report` and `entente exercise export`: what is written of an exercise for people and spreadsheets.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::drawing::Theme;
use crate::drawing::paper::{Findings, Form, Product};
use crate::exercise::report::{self, AfterAction, CardsFor, Picture, pictured};
use crate::exercise::{Session, check};
use crate::files::basemap::BaseMap;
use crate::files::exercise::{looked_back, table};
use crate::model::{Id, Minute, Phase, Plan};

use super::super::DONE;
use super::super::arguments::{ExerciseTable, ExportExerciseArguments, ReportExerciseArguments};
use super::super::output::{note, write_output};
use super::super::picture::{Ask, Printer};
use super::running::Judged;
use super::source;

/// Width and height of a picture in a report, points.
const SIZE: [f32; 2] = [1100.0, 760.0];

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
    let printer = Printer {
        theme: Theme::Light,
        map: Some(BaseMap::embedded()?),
    };
    let mut pictures = Vec::new();
    for moment in pictured(session, &judged.review) {
        let plan = &moment.plan;
        let files = printer.print(&Ask {
            plan,
            report: judged.report(plan),
            phase: phase_at(plan, moment.at),
            findings: Findings::Shown,
            form: Form::Picture {
                size: SIZE,
                extent: None,
            },
            product: Product::Svg,
            blocks: &[],
            date: "",
            content: "",
        });
        let files = files.context("the map cannot be drawn; --no-maps leaves it out")?;
        let svg = files.into_iter().next().unwrap_or_default();
        pictures.push(Picture {
            at: moment.at,
            caption: moment.caption,
            svg: String::from_utf8(svg).context("the map cannot be drawn; --no-maps leaves it out")?,
        });
    }
    Ok(pictures)
}

/// The phase that it is at a minute, where it is one.
fn phase_at(plan: &Arc<Plan>, at: Minute) -> Option<Id<Phase>> {
    let holds = |phase: &Phase| phase.interval().is_some_and(|interval| interval.contains(at));
    let mut phases = plan
        .phases_in_order()
        .into_iter()
        .filter(|(_, phase)| holds(phase));
    match (phases.next(), phases.next()) {
        (Some((id, _)), None) => Some(id),
        _ => None,
    }
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

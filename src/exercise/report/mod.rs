//! The after-action report: what was practised, what happened, who reacted to what, and what is to be learned.
//!
//! Pure values in, text out: the same session gives the same bytes. A report has everything in it and names nothing
//! outside but, in Markdown, the picture files that lie beside it. Names and texts come from files that somebody else
//! may have written: all of it is escaped, and a report holds no script.

mod cards;
mod chart;
mod contents;
mod html;
mod inline;
mod markdown;
mod words;

use std::sync::Arc;

use super::log::Event;
use super::review::Review;
use super::rules::Remark;
use super::session::Session;
use crate::model::{Minute, Plan, Severity};

pub use cards::{CardsFor, cards};
pub use words::{entry_text, long, stand_text, time_text};

/// Most moments between start and end that get a picture.
const MAX_MOMENTS: usize = 12;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct AfterAction<'r> {
    /// What happened.
    pub session: &'r Session,
    /// What became of the plan meanwhile.
    pub review: &'r Review,
    /// What is wrong with the exercise itself.
    pub remarks: &'r [Remark],
    /// The map at some moments.
    pub pictures: &'r [Picture],
    /// The hash of the exercise's content; none: it is not said.
    pub content: &'r str,
}

/// A picture of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The minute that it shows.
    pub at: Minute,
    /// What it shows.
    pub caption: String,
    /// The picture, SVG.
    pub svg: String,
}

/// A moment that is worth a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// The minute.
    pub at: Minute,
    /// Why.
    pub caption: String,
    /// The plan by then.
    pub plan: Arc<Plan>,
}

/// A report for a text editor, with the pictures that belong beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithFiles {
    /// The report.
    pub text: String,
    /// The pictures: the name of each file, and its SVG.
    pub files: Vec<(String, String)>,
}

/// Returns the report as one HTML page that needs nothing else.
pub fn html(of: &AfterAction<'_>) -> String {
    html::page(of)
}

/// Returns the report as Markdown. The names of its pictures begin with `stem`.
pub fn markdown(of: &AfterAction<'_>, stem: &str) -> WithFiles {
    markdown::text(of, stem)
}

/// Chooses what is worth a picture: the start, whatever a critical finding came or went with (where there is too much of
/// that, some of it, evenly), what was asked for in the log, and the end.
pub fn pictured(session: &Session, review: &Review) -> Vec<Pictured> {
    let exercise = session.exercise();
    let critical = |findings: &[crate::checks::Finding]| {
        findings
            .iter()
            .filter(|finding| finding.severity == Severity::Critical)
            .count()
    };
    let mut moments: Vec<Pictured> = Vec::new();
    for moment in &review.moments {
        let (came, went) = (critical(&moment.appeared), critical(&moment.vanished));
        let mut why = Vec::new();
        if came > 0 {
            why.push(words::counted(
                came,
                "critical finding appeared",
                "critical findings appeared",
            ));
        }
        if went > 0 {
            why.push(words::counted(
                went,
                "critical finding was resolved",
                "critical findings were resolved",
            ));
        }
        if why.is_empty() {
            continue;
        }
        let what = words::entry_title(session, moment.entry);
        moments.push(Pictured {
            at: moment.at,
            caption: format!("{what}: {}", why.join(", ")),
            plan: Arc::clone(&moment.plan),
        });
    }
    // What somebody chose is there in any case.
    let mut moments = thinned(moments);
    moments.extend(asked_for(session, review));
    moments.sort_by_key(|moment| moment.at);
    let mut chosen = vec![Pictured {
        at: exercise.starts,
        caption: "The start".to_owned(),
        plan: Arc::clone(&exercise.plan),
    }];
    chosen.extend(moments);
    chosen.push(Pictured {
        at: session.state().at,
        caption: "The end".to_owned(),
        plan: Arc::clone(&session.state().truth),
    });
    chosen
}

/// The moments that somebody wanted to see in the report.
fn asked_for(session: &Session, review: &Review) -> Vec<Pictured> {
    let withdrawn = &session.state().withdrawn;
    let plan_at = |at: Minute| {
        let before = review.moments.iter().rev().find(|moment| moment.at <= at);
        before.map_or_else(
            || Arc::clone(&session.exercise().plan),
            |moment| Arc::clone(&moment.plan),
        )
    };
    let entries = session.entries().iter().enumerate();
    entries
        .filter(|(place, _)| !withdrawn.contains(place))
        .filter_map(|(_, entry)| match &entry.event {
            Event::Pictured { at, caption } => Some(Pictured {
                at: *at,
                caption: if caption.is_empty() {
                    "Chosen for the report".to_owned()
                } else {
                    caption.clone()
                },
                plan: plan_at(*at),
            }),
            _ => None,
        })
        .collect()
}

/// Of too many, as many as there may be: the first, the last, and some between at even steps.
fn thinned(moments: Vec<Pictured>) -> Vec<Pictured> {
    let count = moments.len();
    if count <= MAX_MOMENTS {
        return moments;
    }
    let kept: Vec<usize> = (0..MAX_MOMENTS)
        .map(|place| place * (count - 1) / (MAX_MOMENTS - 1))
        .collect();
    let all = moments.into_iter().enumerate();
    all.filter(|(place, _)| kept.contains(place))
        .map(|(_, moment)| moment)
        .collect()
}

#[cfg(test)]
mod tests;

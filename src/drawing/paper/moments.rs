//! The map at the moments of an exercise that its report shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::print::{Findings, Form, Job, JobError, Product, print};
use crate::checks::Report;
use crate::drawing::base::Ground;
use crate::drawing::{Bounds, Theme};
use crate::exercise::report::{Picture, pictured};
use crate::exercise::{Review, Session};
use crate::model::{Id, Minute, Phase, Plan};

/// Width and height of a picture in a report, points.
const SIZE: [f32; 2] = [1100.0, 760.0];

/// Draws the map at every moment that a report shows, with what was found; `report` says what was found on one of the
/// session's plans, `ground` what lies beneath.
///
/// # Errors
/// [`JobError`] where a map cannot be drawn.
pub fn moments<'r>(
    session: &Session,
    review: &Review,
    report: &dyn Fn(&Arc<Plan>) -> Option<&'r Report>,
    ground: &dyn Fn(Bounds, f64) -> Option<Ground>,
) -> Result<Vec<Picture>, JobError> {
    let mut pictures = Vec::new();
    for moment in pictured(session, review) {
        let plan = &moment.plan;
        let files = print(&Job {
            plan,
            report: report(plan),
            phase: phase_at(plan, moment.at),
            viewpoint: None,
            hidden: &BTreeSet::new(),
            findings: Findings::Shown,
            theme: Theme::Light,
            ground,
            form: Form::Picture {
                size: SIZE,
                extent: None,
            },
            product: Product::Svg,
            blocks: &[],
            date: "",
            content: "",
        })?;
        let svg = files.into_iter().next().unwrap_or_default();
        pictures.push(Picture {
            at: moment.at,
            caption: moment.caption,
            svg: String::from_utf8_lossy(&svg).into_owned(),
        });
    }
    Ok(pictures)
}

/// The phase that it is at a minute, where it is one.
fn phase_at(plan: &Plan, at: Minute) -> Option<Id<Phase>> {
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

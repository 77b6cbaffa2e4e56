//! The boundary register: every boundary from point to point, as it is read out over the radio.
//!
//! Legs are the edges of the line as drawn; their directions are those at their starts, from true north.

use super::{Block, Facts, Shown};
use crate::checks::wording::{position, wind};
use crate::drawing::figures::{Units, bearing_text};
use crate::drawing::words::{in_force_text, name_of, uncapital, when_text};
use crate::geometry::{Path, bearing_deg, length_m};
use crate::model::{Boundary, Id};

pub(super) fn blocks(shown: &Shown<'_>, blocks: &mut Vec<Block>) {
    let plan = shown.plan;
    let mut rows: Vec<(Id<Boundary>, &Boundary)> = plan
        .boundaries
        .iter()
        .filter(|(_, boundary)| shown.shows(&boundary.when))
        .collect();
    rows.sort_by_key(|(id, boundary)| (boundary.name.to_lowercase(), *id));
    if rows.is_empty() {
        blocks.push(Block::Paragraph("No boundary is drawn.".to_owned()));
        return;
    }
    blocks.push(Block::Paragraph(
        "Positions are MGRS references on WGS 84, to one metre. Left and right are as seen from the first point to \
         the last; directions are from true north."
            .to_owned(),
    ));
    blocks.extend(
        rows.into_iter()
            .map(|(id, boundary)| facts(shown, id, boundary).into()),
    );
}

fn facts(shown: &Shown<'_>, id: Id<Boundary>, boundary: &Boundary) -> Facts {
    let plan = shown.plan;
    let party = |side: Option<_>| side.map_or_else(|| "nobody named".to_owned(), |id| plan.label_of(id));
    let mut facts = Facts::of(name_of(plan, id.into()));
    facts.fact("Left", party(boundary.left));
    facts.fact("Right", party(boundary.right));
    if let Some(owner) = boundary.inclusive_to {
        facts.fact("The feature", format!("inclusive to {}", plan.label_of(owner)));
    }
    let kind = boundary.kind.title();
    facts.fact(
        "Kind",
        boundary
            .echelon
            .map_or(kind.clone(), |echelon| format!("{kind}, {}", echelon.word())),
    );
    if let Some([one, other]) = boundary.between {
        let (one, other) = (name_of(plan, one.into()), name_of(plan, other.into()));
        facts.fact("Follows", format!("the edge shared by {one} and {other}"));
    }
    facts.fact("When", when_text(plan, &boundary.when));
    facts.fact("Agreement", agreement(shown, boundary));
    facts.fact("Course", course(&boundary.path));
    facts
}

fn agreement(shown: &Shown<'_>, boundary: &Boundary) -> String {
    let Some(id) = boundary.agreement else {
        return "none named".to_owned();
    };
    let name = name_of(shown.plan, id.into());
    match shown.plan.agreements.get(id) {
        Some(agreement) => {
            let (_, state) = in_force_text(shown.plan, id, agreement, shown.standing, shown.phase);
            format!("{name}: {}", uncapital(&state))
        }
        None => format!("{name}, which is not in the plan"),
    }
}

/// Returns a line in words, a leg a line: `From 38S … north-east (047°) for 2.13 km to 38S …`.
pub(super) fn course(path: &Path) -> String {
    let mut lines = Vec::new();
    for (place, (from, to)) in path.edges().filter(|(from, to)| from != to).enumerate() {
        let direction = bearing_deg(from, to);
        let leg = format!(
            "{} ({}) for {} to {}",
            wind(direction),
            bearing_text(direction, 0),
            Units::Kilometres.measured(length_m(&Path::new(vec![from, to]))),
            position(to)
        );
        lines.push(if place == 0 {
            format!("From {} {leg}", position(from))
        } else {
            format!("then {leg}")
        });
    }
    let Some(last) = lines.last_mut() else {
        let only = path
            .points
            .first()
            .map(|at| format!("A single point, {}.", position(*at)));
        return only.unwrap_or_else(|| "Not drawn.".to_owned());
    };
    last.push('.');
    if lines.len() > 1 {
        let whole = Units::Kilometres.measured(length_m(path));
        lines.push(format!("In all {whole} in {} legs.", lines.len()));
    }
    lines.join("\n")
}

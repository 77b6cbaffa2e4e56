//! Sectors and the area of operations.

use std::sync::Arc;

use crate::geometry::Area;
use crate::model::{Id, Pattern, Sector, SectorState, Stakeholder};

use super::{Context, Drawn, Rank};
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Align, Anchor, Dash, Item, Label, Layer, Mark, Stroke, Text, Texture, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::style::{LAYER_OPACITY, font, width};

/// Draws a sector: its holder's colour and pattern, an outline that is broken until the claim is
/// agreed, and the name. A sector that is only a layer over others is paler and thinner.
pub(super) fn sector(context: &Context, id: Id<Sector>, sector: &Sector) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&sector.when) || sector.area.is_empty() {
        return drawn;
    }
    let style = context.style(holder_of(sector, context.shown.from));
    let shape = Arc::new(Shape::of_area(&sector.area));
    let (fill, outline) = if sector.role.is_primary() {
        (style.fill, width::SECTOR)
    } else {
        (style.outline.opacity(LAYER_OPACITY), width::SECTOR * 0.6)
    };
    let mark = Mark::Fill {
        shape: Arc::clone(&shape),
        colour: fill,
        texture: texture(style.pattern).map(|texture| (texture, style.ink)),
    };
    drawn.item(Layer::Sectors, id, mark);
    let dash = match sector.state {
        SectorState::Agreed | SectorState::Held => Dash::Solid,
        SectorState::Planned | SectorState::Claimed | SectorState::Disputed => Dash::Long,
    };
    let mark = Mark::Line {
        shape: Arc::clone(&shape),
        stroke: Stroke::solid(outline, style.outline).dashed(dash),
    };
    drawn.item(Layer::Sectors, id, mark);
    if sector.name.is_empty() {
        return drawn;
    }
    let name = Text::new(
        sector.name.to_uppercase(),
        font::SECTOR,
        Weight::SemiBold,
        style.text,
    );
    let mut lines = vec![name.spaced(font::SECTOR_SPACING)];
    if let Some(next) = next_holder(sector, context) {
        let words = format!("to {}", context.style(Some(next)).label);
        lines.push(Text::new(words, font::SECONDARY, Weight::Regular, style.text));
    }
    let anchor = match sector.label_at {
        Some(at) => Anchor::Fixed(world_from_ground(at)),
        None => Anchor::Inside(shape),
    };
    let label = Label {
        subject: Some(id.into()),
        lines,
        anchor,
        align: Align::Centre,
    };
    drawn.label(Rank::Sector, label);
    drawn
}

/// Who holds a sector at a minute; `None`: before all handovers.
fn holder_of(sector: &Sector, minute: Option<i64>) -> Option<Id<Stakeholder>> {
    let passed = sector
        .handovers
        .iter()
        .filter(|handover| minute.is_some_and(|minute| handover.at <= minute));
    passed
        .max_by_key(|handover| handover.at)
        .map(|handover| handover.to)
        .or(sector.holder)
}

/// To whom a sector goes within the time that is shown.
fn next_holder(sector: &Sector, context: &Context) -> Option<Id<Stakeholder>> {
    let shown = context.shown;
    let within = sector
        .handovers
        .iter()
        .filter(|handover| shown.contains(handover.at) && shown.from.is_none_or(|from| from < handover.at));
    within
        .min_by_key(|handover| handover.at)
        .map(|handover| handover.to)
}

fn texture(pattern: Pattern) -> Option<Texture> {
    match pattern {
        Pattern::Plain => None,
        Pattern::Diagonal => Some(Texture::Diagonal),
        Pattern::BackDiagonal => Some(Texture::BackDiagonal),
        Pattern::Dots => Some(Texture::Dots),
        Pattern::Cross => Some(Texture::Cross),
        Pattern::Horizontal => Some(Texture::Horizontal),
        Pattern::Vertical => Some(Texture::Vertical),
        Pattern::Lattice => Some(Texture::Lattice),
    }
}

/// Draws the area of operations: a thin broken line, and a veil over all that is outside.
pub(super) fn operations(context: &Context, area: &Area) -> Drawn {
    let mut drawn = Drawn::default();
    let shape = Arc::new(Shape::of_area(area));
    let veil = Mark::Outside {
        shape: Arc::clone(&shape),
        colour: context.colours().outside,
    };
    let edge = Mark::Line {
        shape,
        stroke: Stroke::solid(width::OPERATIONS, context.colours().ink).dashed(Dash::DashDot),
    };
    for mark in [veil, edge] {
        drawn
            .items
            .push(Arc::new(Item::of(Layer::Operations, None, mark)));
    }
    drawn
}

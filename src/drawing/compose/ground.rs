//! Sectors and the area of operations.

use std::sync::Arc;

use crate::geometry::Area;
use crate::model::{Id, Pattern, Sector, Stakeholder};

use super::standing::Status;
use super::{Context, Drawn, Rank};
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Align, Anchor, Dash, Item, Label, Layer, Mark, Stroke, Text, Texture, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::style::{Rgba, font, width};

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
        (
            style.outline.opacity(context.colours().layer_opacity),
            width::SECTOR * 0.6,
        )
    };
    let mark = Mark::Fill {
        shape: Arc::clone(&shape),
        colour: fill,
        texture: texture(style.pattern).map(|texture| (texture, style.ink)),
    };
    drawn.item(Layer::Sectors, id, mark);
    let status = context.statuses.of_sector(sector);
    let mark = Mark::Line {
        shape: Arc::clone(&shape),
        stroke: status.on(Stroke::solid(outline, style.outline)),
    };
    drawn.item(Layer::Sectors, id, mark);
    if sector.name.is_empty() {
        return drawn;
    }
    let anchor = match sector.label_at {
        Some(at) => Anchor::Fixed(world_from_ground(at)),
        None => Anchor::Inside(shape),
    };
    let label = Label {
        subject: Some(id.into()),
        lines: Vec::new(),
        anchor,
        align: Align::Centre,
    };
    drawn.label_in(Rank::Sector, ways(context, sector, status, style.text), &label);
    drawn
}

/// The ways to write a sector's name, the fullest first: in spaced capitals with the name in its own
/// language, to whom it goes and that it is disputed; then with less beside it; then smaller, on one
/// line or on more; at last a few letters for it.
fn ways(context: &Context, sector: &Sector, status: Status, ink: Rgba) -> Vec<Vec<Text>> {
    let capitals = sector.name.to_uppercase();
    let wide =
        |line: String| Text::new(line, font::SECTOR, Weight::SemiBold, ink).spaced(font::SECTOR_SPACING);
    let small = |line: String| Text::new(line, font::SECONDARY, Weight::SemiBold, ink).spaced(0.6);
    let beside = |words: String| Text::new(words, font::SECONDARY, Weight::Regular, ink);
    let native = Some(sector.native_name.trim())
        .filter(|native| !native.is_empty() && *native != sector.name)
        .map(|native| Text::new(native, font::SECTOR, Weight::SemiBold, ink));
    let next =
        next_holder(sector, context).map(|next| beside(context.passes_to(&context.style(Some(next)).label)));
    let disputed = (status == Status::Disputed).then(|| beside(context.said("DISPUTED")));
    let with = |lines: Vec<Text>, more: [&Option<Text>; 3]| -> Vec<Text> {
        lines
            .into_iter()
            .chain(more.into_iter().flatten().cloned())
            .collect()
    };
    let lines: Vec<Text> = name_lines(&capitals).into_iter().map(wide).collect();
    let words: Vec<Text> = capitals
        .split_whitespace()
        .map(|word| small(word.to_owned()))
        .collect();
    vec![
        with(lines.clone(), [&native, &disputed, &next]),
        with(lines.clone(), [&None, &disputed, &next]),
        with(lines, [&None, &disputed, &None]),
        with(vec![small(capitals.clone())], [&None, &disputed, &None]),
        with(words, [&None, &disputed, &None]),
        with(vec![small(initials(&capitals))], [&None, &disputed, &None]),
        vec![small(initials(&capitals))],
    ]
}

/// A few letters for a name: the first of each word and all of its numbers; of one word the first three.
fn initials(capitals: &str) -> String {
    let mut words = capitals
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | ','))
        .filter(|word| !word.is_empty());
    let (first, more) = (words.next(), words.next());
    let Some((first, more)) = first.zip(more) else {
        return capitals.chars().take(3).collect();
    };
    let short = |word: &str| -> String {
        if word.chars().all(char::is_numeric) {
            word.to_owned()
        } else {
            word.chars().take(1).collect()
        }
    };
    [first, more].into_iter().chain(words).map(short).collect()
}

/// Letters of a name that stand on one line, and the most of a line.
const ONE_LINE: usize = 18;
const LONGEST_LINE: usize = 26;

/// Returns a name on one line or, where it is long, on two of about the same length; the rest is cut.
fn name_lines(name: &str) -> Vec<String> {
    let count = name.chars().count();
    let spaces = name.char_indices().filter(|(_, letter)| letter.is_whitespace());
    // What is too long for two lines loses the end of the second only.
    let line = name
        .char_indices()
        .nth(LONGEST_LINE - 2)
        .map_or(name.len(), |(at, _)| at);
    let middle = (name.len() / 2).min(line);
    let space = spaces
        .map(|(at, _)| at)
        .min_by_key(|at| at.abs_diff(middle))
        .filter(|_| count > ONE_LINE);
    let (first, second) = space.map_or((name, ""), |at| name.split_at(at));
    let shortened = |line: &str| {
        let line = line.trim();
        if line.chars().count() <= LONGEST_LINE {
            return line.to_owned();
        }
        let kept: String = line.chars().take(LONGEST_LINE - 1).collect();
        format!("{}…", kept.trim_end())
    };
    let lines = [first, second].into_iter().filter(|line| !line.trim().is_empty());
    lines.map(shortened).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_room_is_a_few_letters() {
        let letters = ["NORTHWEST", "INDUSTRIAL QUARTER EAST", "SECTOR 12", "الفلوجة"];
        assert_eq!(letters.map(initials), ["NOR", "IQE", "S12", "الف"]);
    }

    #[test]
    fn a_long_name_stands_on_two_lines_and_loses_only_its_end() {
        assert_eq!(name_lines("WEST BANK"), ["WEST BANK"]);
        assert_eq!(
            name_lines("INDUSTRIAL QUARTER EAST"),
            ["INDUSTRIAL", "QUARTER EAST"]
        );
        assert_eq!(
            name_lines("THE NORTHERN SECTOR OF THE COMBINED STABILISATION TASK FORCE, WESTERN PART"),
            ["THE NORTHERN SECTOR OF", "THE COMBINED STABILISATIO…"]
        );
        assert_eq!(
            name_lines("OBERLANDESGERICHTSBEZIRKSGRENZE"),
            ["OBERLANDESGERICHTSBEZIRKS…"]
        );
    }
}

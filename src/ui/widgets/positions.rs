//! Fields of positions: shown as the planner likes them, read in every form.
//!
//! What the text says is `geometry::coordinates`' to find out. Where latitude and longitude may be
//! exchanged, both readings are offered and none is taken unseen.

use egui::{Context, Id, Ui};

use crate::geometry::coordinates::{CoordinateFormat, Doubt, ReadCoordinates, read, write};
use crate::geometry::{Bounds, Position};
use crate::ui::words::{said, say};

use super::fields::{Asked, Refusal, typed_asking};
use super::label::Label;

/// How positions are shown, and where the plan is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PositionStyle {
    /// How they are written.
    pub format: CoordinateFormat,
    /// The ground the plan is about: what is far from it and near when exchanged is asked about.
    pub near: Option<Bounds>,
}

impl PositionStyle {
    /// Returns the style of this frame.
    pub fn of(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Id::unique("position style")).unwrap_or_default())
    }

    /// Makes it the style of the frames that follow.
    pub fn set(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Id::unique("position style"), self));
    }
}

/// A position, typed in any form.
pub fn position_field(ui: &mut Ui, label: impl Into<Label>, value: Position) -> Option<Position> {
    let style = PositionStyle::of(ui.ctx());
    let shown = write(value, style.format);
    typed_asking(ui, &label.into(), &shown, 1, |text, asked| {
        one(text, asked, style)
    })
}

/// A position that may be absent.
pub fn maybe_position_field(
    ui: &mut Ui,
    label: impl Into<Label>,
    value: Option<Position>,
) -> Option<Option<Position>> {
    let style = PositionStyle::of(ui.ctx());
    let shown = value.map(|value| write(value, style.format)).unwrap_or_default();
    typed_asking(ui, &label.into(), &shown, 1, |text, asked| {
        if text.trim().is_empty() {
            return Ok(None);
        }
        one(text, asked, style).map(Some)
    })
}

/// Positions, one a line, at least `fewest`. A line that was not touched keeps its position to the step,
/// whatever the form it is shown in leaves out.
pub fn positions_area(
    ui: &mut Ui,
    label: impl Into<Label>,
    value: &[Position],
    fewest: usize,
) -> Option<Vec<Position>> {
    let style = PositionStyle::of(ui.ctx());
    let lines: Vec<String> = value.iter().map(|point| write(*point, style.format)).collect();
    let rows = lines.len().clamp(3, 12);
    typed_asking(ui, &label.into(), &lines.join("\n"), rows, |text, asked| {
        let known = |line: &str| {
            let place = lines.iter().position(|shown| shown == line)?;
            value.get(place).copied()
        };
        // What is known is written exactly, so that the whole is read and judged as one list.
        let exact: Vec<String> = text
            .lines()
            .map(|line| {
                known(line.trim()).map_or_else(|| line.to_owned(), |at| write(at, CoordinateFormat::Degrees))
            })
            .collect();
        let points = taken(&exact.join("\n"), asked, style)?;
        if points.len() < fewest {
            return Err(Refusal::from(said(format!(
                "expected at least {fewest} positions, one a line"
            ))));
        }
        Ok(points)
    })
}

fn one(text: &str, asked: Asked, style: PositionStyle) -> Result<Position, Refusal> {
    match taken(text, asked, style)?.as_slice() {
        [position] => Ok(*position),
        several => Err(Refusal::from(said(format!(
            "expected one position, found {}",
            several.len()
        )))),
    }
}

fn taken(text: &str, asked: Asked, style: PositionStyle) -> Result<Vec<Position>, Refusal> {
    let found = read(text, style.near).map_err(|error| Refusal::from(error.to_string()))?;
    if let Some(positions) = found.sure() {
        return Ok(positions);
    }
    match found.typed() {
        Some(positions) if asked == Asked::Again => Ok(positions),
        typed => Err(Refusal {
            why: doubt_text(found.doubt()).to_owned(),
            instead: instead(&found, style.format),
            if_insisted: typed.is_some(),
        }),
    }
}

/// The other way to take a text: how it is called, and as a text that can be taken in one way only.
fn instead(found: &ReadCoordinates, format: CoordinateFormat) -> Option<[String; 2]> {
    let other = found.other()?;
    let name = match (other.as_slice(), found.doubt()) {
        ([one], _) => said(format!("Take {}", write(*one, format))),
        (several, Some(Doubt::LetterS)) => said(format!("Take all {} in the south", several.len())),
        (several, _) => said(format!("Exchange all {}", several.len())),
    };
    let exact = other.iter().map(|at| write(*at, CoordinateFormat::Degrees));
    Some([name, exact.collect::<Vec<_>>().join("\n")])
}

/// Says why a text may mean something else.
pub fn doubt_text(doubt: Option<Doubt>) -> &'static str {
    match doubt {
        Some(Doubt::LetterS) => {
            say("S may be the band or the southern half: as the band it is far from the plan")
        }
        _ => {
            say("Latitude and longitude may be exchanged: as typed this is no position, or far from the plan")
        }
    }
}

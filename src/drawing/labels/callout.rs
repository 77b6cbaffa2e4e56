//! Where the card of a finding stands: never on what it speaks of, nor on a name or a symbol.

use std::sync::Arc;

use super::cover::Cover;
use super::room::{Rect, Room};
use super::{Callout, Frame, Measure, PlacedCallout};

/// Space between the card's edge and its text.
const PAD: [f32; 2] = [14.0, 10.0];
/// Room for the shape of the severity before the first line.
const SHAPE: f32 = 18.0;
/// Space between two lines.
const LEADING: f32 = 3.0;
/// Distance between two places that are tried.
const STEP: f32 = 22.0;
/// Places tried to each side.
const STEPS: i16 = 26;
/// Space kept between the card and what it speaks of.
const APART: f32 = 16.0;
/// Half the size of what stands at a place.
const SYMBOL: f32 = 15.0;
/// What lying on a line costs: as much as standing so much farther away.
const ON_LINE: f32 = 60.0;
/// What each square point of what it speaks of costs that the card covers.
const COVERED: f32 = 4.0;
/// What covering the very place costs that the card's line leads to.
const ON_PLACE: f32 = 1e7;

/// Places the card; `None` where what it speaks of is not in view.
///
/// Places hang on the point that the card's line leads to, so that the card moves with the ground.
pub(super) fn place(
    callout: &Arc<Callout>,
    frame: &Frame<'_>,
    measure: Measure<'_>,
    room: &Room,
) -> Option<PlacedCallout> {
    let about = callout.about.with(callout.at);
    let turn = frame.camera.turns(about, frame.size).next()?;
    let whole = frame.whole().grown(-8.0);
    let pointed = frame.screen(callout.at, turn);
    let [left, top] = frame.screen(callout.about.min, turn);
    let [right, bottom] = frame.screen(callout.about.max, turn);
    let point = right - left < 1.0 && bottom - top < 1.0;
    let apart = if point { APART + SYMBOL } else { APART };
    let spoken_of = Rect::new(left, top, right, bottom).grown(apart);
    // Where the point is out of view, the card stands near the part that is not.
    let visible = frame.whole().grown(-1.0);
    let to = visible.nearest(pointed);

    let ground = callout.ground.as_ref();
    let cover = ground.map(|shape| Cover::of(shape, frame, turn, APART));
    let covered = |rect: Rect| match &cover {
        Some(cover) => cover.of_rect(rect),
        None => spoken_of.shared(rect),
    };

    let sizes: Vec<[f32; 2]> = callout.lines.iter().map(measure).collect();
    let indent = |line: usize| if line == 0 { SHAPE } else { 0.0 };
    let widths = sizes
        .iter()
        .enumerate()
        .map(|(line, [width, _])| width + indent(line));
    let width = widths.fold(120.0, f32::max) + 2.0 * PAD[0];
    let gaps = LEADING * sizes.len().saturating_sub(1) as f32;
    let height = sizes.iter().map(|[_, height]| height).sum::<f32>() + gaps + 2.0 * PAD[1];

    let mut best: Option<(f32, Rect)> = None;
    for row in -STEPS..=STEPS {
        for column in -STEPS..=STEPS {
            let x = to[0] + f32::from(column) * STEP - width / 2.0;
            let y = to[1] + f32::from(row) * STEP - height / 2.0;
            let rect = Rect::new(x, y, x + width, y + height);
            if !whole.contains(rect) {
                continue;
            }
            let near = rect.nearest(to);
            let mut cost = libm::hypotf(near[0] - to[0], near[1] - to[1]);
            // A card below or beside leaves the eye's way from the name to the ground free.
            cost += f32::from(row.abs()) * 0.2;
            cost += covered(rect) * COVERED;
            if rect
                .grown(APART / 2.0)
                .contains(Rect::new(to[0], to[1], to[0], to[1]))
            {
                cost += ON_PLACE;
            }
            if best.is_some_and(|(known, _)| known <= cost) {
                continue;
            }
            cost += room.taken_of(rect.grown(3.0)) * 2.0;
            if !room.is_clear(rect) {
                cost += ON_LINE;
            }
            if best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, rect));
            }
        }
    }
    let (_, rect) = best?;
    let mut y = rect.top + PAD[1];
    let mut lines = Vec::new();
    for (line, [_, line_height]) in sizes.iter().enumerate() {
        lines.push([rect.left + PAD[0] + indent(line), y]);
        y += line_height + LEADING;
    }
    let first = sizes.first().map_or(0.0, |[_, line_height]| *line_height);
    let from = rect.nearest(pointed);
    // The line ends at the ring round a symbol, not on its face.
    let leader_end = if point {
        let off = [from[0] - pointed[0], from[1] - pointed[1]];
        let length = libm::hypotf(off[0], off[1]).max(1.0);
        let share = ((SYMBOL + 9.0) / length).min(1.0);
        [pointed[0] + off[0] * share, pointed[1] + off[1] * share]
    } else {
        pointed
    };
    Some(PlacedCallout {
        callout: Arc::clone(callout),
        shape: [rect.left + PAD[0] + 5.0, rect.top + PAD[1] + first / 2.0],
        leader: [from, leader_end],
        rect,
        lines,
    })
}

//! Measuring along clicked points.
//!
//! Keeps vertices only: what they measure is said by [`Measured`](crate::drawing::Measured). Proposes no
//! edit, ever.

use crate::geometry::Position;

use std::borrow::Cow;

use super::{Except, MapEvent, MapEventKind, Reaction, Shown, Sketch, Snap, Tool, ToolView, snap};

/// How near the first vertex a click must be to close the line, in points of the screen.
const CLOSING_POINTS: f64 = 9.0;

/// Vertices placed so far, and whether more follow.
#[derive(Debug, Default)]
pub struct Measure {
    placed: Vec<Position>,
    stage: Stage,
    snapped: Option<Snap>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The line goes on to the pointer.
    Open { pointer: Option<Position> },
    /// The line has ended; the next click begins another.
    Ended,
    /// The line leads back to its first vertex; the next click begins another.
    Closed,
}

impl Default for Stage {
    fn default() -> Self {
        Self::Open { pointer: None }
    }
}

impl Measure {
    /// The first vertex, where the position is near enough to close the line with.
    fn closing(&self, event: &MapEvent, view: &ToolView<'_>) -> Option<Position> {
        let first = *self.placed.first()?;
        if self.placed.len() < 3 || !self.is_open() {
            return None;
        }
        let local = super::hit::Local::around(event.at, view.metres_per_point);
        let [x, y] = local.points_from(first);
        (x.abs() <= CLOSING_POINTS && y.abs() <= CLOSING_POINTS).then_some(first)
    }

    const fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    fn place(&mut self, at: Position) {
        if self.stage != Stage::Closed && self.placed.len() >= 3 && self.placed.first() == Some(&at) {
            self.stage = Stage::Closed;
            return;
        }
        if !self.is_open() {
            self.placed.clear();
        }
        if self.placed.last() != Some(&at) {
            self.placed.push(at);
        }
        self.stage = Stage::Open { pointer: Some(at) };
    }

    fn end(&mut self) {
        if self.is_open() && self.placed.len() >= 2 {
            self.stage = Stage::Ended;
        }
    }

    /// Takes the last step back: the end first, then vertices.
    fn take_back(&mut self) {
        match self.stage {
            Stage::Open { pointer } => {
                self.placed.pop();
                self.stage = Stage::Open { pointer };
            }
            Stage::Ended | Stage::Closed => self.stage = Stage::Open { pointer: None },
        }
    }
}

impl Tool for Measure {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        let closing = self.closing(event, view);
        let first = |at| Snap {
            at,
            what: "the first point".to_owned(),
        };
        let snapped = || {
            closing
                .map(first)
                .or_else(|| snap(event.at, view, Except::default()))
        };
        self.snapped = if event.alt { None } else { snapped() };
        let at = self.snapped.as_ref().map_or(event.at, |snap| snap.at);
        match event.kind {
            MapEventKind::Moved => {
                if let Stage::Open { pointer } = &mut self.stage {
                    *pointer = Some(at);
                }
            }
            MapEventKind::Clicked => self.place(at),
            // The click before it placed the vertex.
            MapEventKind::DoubleClicked | MapEventKind::Finish => self.end(),
            MapEventKind::Delete => self.take_back(),
            MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released => {
                return Reaction::NotMine;
            }
        }
        Reaction::Nothing
    }

    fn sketch(&self) -> Sketch {
        let mut points = self.placed.clone();
        let mut closed = self.stage == Stage::Closed;
        if let Stage::Open {
            pointer: Some(pointer),
        } = self.stage
            && !points.is_empty()
        {
            // At the first vertex the line shows what a click would make of it.
            closed = points.len() >= 3 && points.first() == Some(&pointer);
            if !closed && points.last() != Some(&pointer) {
                points.push(pointer);
            }
        }
        Sketch {
            points,
            closed,
            snapped: self.snapped.clone(),
            shown: Shown::Measured,
        }
    }

    fn hint(&self) -> Cow<'static, str> {
        match (self.stage, self.placed.len()) {
            (Stage::Ended | Stage::Closed, _) => {
                "The next click measures anew; Backspace goes on with this line, Esc drops it"
            }
            (_, 0) => {
                "Click where to measure from; Space places it at the middle of the map, Alt does not snap"
            }
            (_, 1 | 2) => "Click the next point; Enter ends, Backspace takes one back, Esc drops all",
            _ => {
                "Double-click or Enter ends; the first point closes the line and gives its area; Esc drops all"
            }
        }
        .into()
    }

    fn cancel(&mut self) -> bool {
        let begun = !self.placed.is_empty();
        *self = Self::default();
        begun
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Id, Plan, Sector};

    const KINDS: [(char, MapEventKind); 5] = [
        ('c', MapEventKind::Clicked),
        ('m', MapEventKind::Moved),
        ('d', MapEventKind::DoubleClicked),
        ('e', MapEventKind::Finish),
        ('b', MapEventKind::Delete),
    ];

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    /// Plays events, a letter each, at the places given; 50 m are a point of the screen.
    fn play(tool: &mut Measure, plan: &Plan, events: &str, places: &[Position]) {
        let nothing = BTreeSet::new();
        let view = ToolView {
            plan,
            selection: &nothing,
            phase: None,
            hidden: &nothing,
            locked: &nothing,
            crowd: &crate::drawing::Crowd::default(),
            metres_per_point: 50.0,
            zoom: 10.0,
            snaps: true,
            beneath: None,
            ids: &crate::editor::IdSource::new(1),
        };
        for (letter, at) in events.chars().zip(places) {
            let kind = KINDS.iter().find(|(known, _)| *known == letter).unwrap().1;
            let event = MapEvent {
                kind,
                at: *at,
                shift: false,
                alt: false,
                ctrl: false,
            };
            assert_eq!(
                tool.react(&event, &view),
                Reaction::Nothing,
                "nothing is written into the plan"
            );
        }
    }

    fn empty() -> Plan {
        Plan::empty(Id::from_bits(1))
    }

    const A: (f64, f64) = (33.30, 43.70);
    const B: (f64, f64) = (33.30, 43.80);
    const C: (f64, f64) = (33.40, 43.80);

    fn places(places: &[(f64, f64)]) -> Vec<Position> {
        places
            .iter()
            .map(|&(latitude, longitude)| at(latitude, longitude))
            .collect()
    }

    #[test]
    fn the_line_follows_the_pointer_until_it_is_ended_and_stays_until_the_next_click() {
        let mut tool = Measure::default();
        play(&mut tool, &empty(), "cm", &places(&[A, B]));
        assert_eq!(tool.sketch().points, places(&[A, B]));
        play(&mut tool, &empty(), "cdm", &places(&[B, B, C]));
        assert_eq!(
            tool.sketch().points,
            places(&[A, B]),
            "the pointer no longer draws"
        );
        play(&mut tool, &empty(), "c", &places(&[C]));
        assert_eq!(tool.sketch().points, places(&[C]));
    }

    #[test]
    fn a_click_on_the_first_point_closes_and_backspace_opens_again() {
        let mut tool = Measure::default();
        // 33.3001 is 11 m from A: within reach.
        play(&mut tool, &empty(), "cccm", &places(&[A, B, C, (33.3001, 43.70)]));
        assert!(tool.sketch().closed, "what a click would do is shown before it");
        play(&mut tool, &empty(), "c", &places(&[(33.3001, 43.70)]));
        assert!(tool.sketch().closed);
        assert_eq!(tool.sketch().points, places(&[A, B, C]));
        play(&mut tool, &empty(), "b", &places(&[A]));
        assert!(!tool.sketch().closed);
        play(&mut tool, &empty(), "be", &places(&[A, A]));
        assert_eq!(tool.sketch().points, places(&[A, B]));
    }

    #[test]
    fn two_points_enclose_nothing_and_one_measures_nothing() {
        let mut tool = Measure::default();
        play(&mut tool, &empty(), "cc", &places(&[A, B]));
        play(&mut tool, &empty(), "m", &places(&[A]));
        assert!(!tool.sketch().closed);
        // A line that has ended can be closed after all.
        let mut tool = Measure::default();
        play(&mut tool, &empty(), "cccec", &places(&[A, B, C, C, A]));
        assert!(tool.sketch().closed);
        let mut tool = Measure::default();
        play(&mut tool, &empty(), "cem", &places(&[A, A, B]));
        assert_eq!(
            tool.sketch().points,
            places(&[A, B]),
            "one point does not end a line"
        );
    }

    #[test]
    fn esc_drops_what_was_measured_and_then_has_nothing_to_drop() {
        let mut tool = Measure::default();
        play(&mut tool, &empty(), "cce", &places(&[A, B, B]));
        assert!(tool.cancel());
        assert!(tool.sketch().points.is_empty());
        assert!(!tool.cancel());
    }

    #[test]
    fn vertices_of_the_plan_are_snapped_to() {
        let mut plan = empty();
        let sector = Sector::new(crate::geometry::Area::from_outer(places(&[A, B, C])));
        plan = crate::model::Edit::Create((Id::from_bits(4), sector).into())
            .apply(&plan)
            .unwrap();
        let mut tool = Measure::default();
        play(
            &mut tool,
            &plan,
            "cc",
            &places(&[(33.3015, 43.7015), (33.35, 43.75)]),
        );
        assert_eq!(tool.sketch().points, places(&[A, (33.35, 43.75)]));
    }
}

//! Choosing what range rings are drawn round.
//!
//! Says where, and round what; how far is the workspace's choice. Proposes no edit, ever.

use crate::geometry::Position;
use crate::model::AnyId;

use super::hit::{Drawn, hits, shape_of};
use std::borrow::Cow;

use super::{
    Except, MapEvent, MapEventKind, Reaction, RingCentre, Shown, Sketch, Snap, Tool, ToolView, snap,
};

/// The place under the pointer.
#[derive(Debug, Default)]
pub struct PlaceRings {
    pointer: Option<(RingCentre, Position)>,
    snapped: Option<Snap>,
}

/// Returns the force or site with a symbol under the position: rings move with it.
fn owner(event: &MapEvent, view: &ToolView<'_>) -> Option<(AnyId, Position)> {
    hits(event.at, view).into_iter().find_map(|id| match id {
        AnyId::Force(_) | AnyId::Site(_) => match shape_of(view.plan, id, view.phase)? {
            Drawn::Point(at) => Some((id, at)),
            Drawn::Area(_) | Drawn::Path(_) => None,
        },
        _ => None,
    })
}

impl Tool for PlaceRings {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        let (centre, at) = if let Some((id, at)) = owner(event, view).filter(|_| !event.alt) {
            let what = id.name_in(view.plan).unwrap_or_default().to_owned();
            self.snapped = Some(Snap { at, what });
            (RingCentre::Of(id), at)
        } else {
            self.snapped = if event.alt {
                None
            } else {
                snap(event.at, view, Except::default())
            };
            let at = self.snapped.as_ref().map_or(event.at, |snap| snap.at);
            (RingCentre::At(at), at)
        };
        match event.kind {
            MapEventKind::Moved => {
                self.pointer = Some((centre, at));
                Reaction::Nothing
            }
            MapEventKind::Clicked => {
                self.pointer = None;
                Reaction::Rings(centre)
            }
            MapEventKind::DoubleClicked | MapEventKind::Finish | MapEventKind::Delete => Reaction::Nothing,
            MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released => Reaction::NotMine,
        }
    }

    fn sketch(&self) -> Sketch {
        let (about, at) = match self.pointer {
            Some((centre, at)) => (Some(centre), vec![at]),
            None => (None, Vec::new()),
        };
        Sketch {
            points: at,
            closed: false,
            snapped: self.snapped.clone(),
            shown: about.map_or(Shown::Shape, Shown::Rings),
        }
    }

    fn hint(&self) -> Cow<'static, str> {
        "Click a place, a force or a site to draw the rings round it; the card says how far, Esc leaves"
            .into()
    }

    fn cancel(&mut self) -> bool {
        // Rings that were placed stay: the card takes them away.
        *self = Self::default();
        false
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Edit, Force, Id, Placement, Plan, When};

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_click_on_a_force_makes_the_rings_its_own_and_alt_does_not() {
        let stands = at(33.35, 43.78);
        let force = Force {
            placements: vec![Placement {
                at: stands,
                when: When::default(),
            }],
            ..Force::new()
        };
        let id: Id<Force> = Id::from_bits(5);
        let plan = Edit::Create((id, force).into())
            .apply(&Plan::empty(Id::from_bits(1)))
            .unwrap();
        let nothing = BTreeSet::new();
        let view = ToolView {
            plan: &plan,
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
        let click = |at, alt| {
            let event = MapEvent {
                kind: MapEventKind::Clicked,
                at,
                shift: false,
                alt,
                ctrl: false,
            };
            PlaceRings::default().react(&event, &view)
        };
        // 15 points to the east of it: on its symbol.
        let near = at(33.35, 43.788);
        assert_eq!(click(near, false), Reaction::Rings(RingCentre::Of(id.into())));
        assert_eq!(click(near, true), Reaction::Rings(RingCentre::At(near)));
        let far = at(33.40, 43.9);
        assert_eq!(click(far, false), Reaction::Rings(RingCentre::At(far)));
    }
}

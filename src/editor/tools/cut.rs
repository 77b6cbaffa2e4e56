//! Verbs that need a line, an area or a place: it is drawn, and the map shows what would come of it.

use std::borrow::Cow;

use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Edit, Id, Sector};
use crate::verbs::{self, VerbError};

use super::draw::{Draw, DrawStyle};
use super::hit::hits;
use super::{MapEvent, MapEventKind, Reaction, Sketch, Tool, ToolView};

/// What is done with what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Split the selected sector along a line.
    Split,
    /// Give a part of the selected sector to its neighbour.
    Cede,
    /// Cut an area out of what is selected.
    CutOut,
    /// Add an area to what is selected.
    AddPart,
    /// Fill the gap that is clicked.
    FillGap,
}

impl Verb {
    /// Every verb, in order.
    pub const ALL: [Self; 5] = [
        Self::Split,
        Self::Cede,
        Self::CutOut,
        Self::AddPart,
        Self::FillGap,
    ];
}

/// A verb in hand.
#[derive(Debug)]
pub struct Cut {
    verb: Verb,
    draw: Draw,
    /// Why what is drawn so far cannot be done.
    trouble: Option<String>,
    /// Nothing fit is selected yet.
    needs_object: bool,
}

impl Cut {
    /// Takes a verb in hand.
    pub fn new(verb: Verb, style: DrawStyle) -> Self {
        let draw = match verb {
            Verb::Split | Verb::Cede => Draw::line(style),
            Verb::CutOut | Verb::AddPart => Draw::area(style),
            Verb::FillGap => Draw::point(),
        };
        Self {
            verb,
            draw,
            trouble: None,
            needs_object: true,
        }
    }

    /// What the verb is about: selected, of the right kind, and not locked.
    fn objects(&self, view: &ToolView<'_>) -> Vec<AnyId> {
        let fits = |id: &AnyId| match (self.verb, id) {
            (_, id) if view.locked.contains(id) => false,
            (_, AnyId::Sector(_)) => true,
            (Verb::CutOut | Verb::AddPart, AnyId::Measure(_) | AnyId::Site(_)) => {
                super::shape_of(view.plan, *id, view.phase)
                    .is_some_and(|shape| matches!(shape, super::Drawn::Area(_)))
            }
            _ => false,
        };
        view.selection.iter().copied().filter(fits).collect()
    }

    fn edit(&self, drawn: &Geometry, view: &ToolView<'_>) -> Result<Edit, VerbError> {
        let objects = self.objects(view);
        let sectors: Vec<Id<Sector>> = objects
            .iter()
            .filter_map(|id| match id {
                AnyId::Sector(id) => Some(*id),
                _ => None,
            })
            .collect();
        let mut ids = view.ids.clone();
        let mut fresh = || ids.bits();
        match (self.verb, drawn, sectors.as_slice(), objects.as_slice()) {
            (Verb::Split, Geometry::Path(line), [id], _) => verbs::split(view.plan, *id, line, &mut fresh),
            (Verb::Cede, Geometry::Path(line), [id], _) => {
                verbs::cede(view.plan, *id, None, line, &mut fresh)
            }
            // Of two, the one that is cut gives.
            (Verb::Cede, Geometry::Path(line), [a, b], _) => {
                verbs::cede(view.plan, *a, Some(*b), line, &mut fresh)
                    .or_else(|_| verbs::cede(view.plan, *b, Some(*a), line, &mut fresh))
            }
            (Verb::CutOut, Geometry::Area(area), _, [id]) => {
                verbs::subtract(view.plan, *id, area, &mut fresh)
            }
            (Verb::AddPart, Geometry::Area(area), _, [id]) => verbs::add(view.plan, *id, area, &mut fresh),
            (Verb::FillGap, Geometry::Point(at), [id], _) => {
                verbs::fill_gap(view.plan, *id, *at, view.phase, &mut fresh)
            }
            (Verb::Split | Verb::FillGap, ..) => Err(VerbError::Select("one sector first")),
            (Verb::Cede, ..) => Err(VerbError::Select(
                "the sector that gives, or it and the one that takes",
            )),
            (Verb::CutOut | Verb::AddPart, ..) => Err(VerbError::Select("one area first")),
        }
    }

    /// A click selects what the verb is to be about, while nothing fit is selected.
    fn choose(&self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        let under = hits(event.at, view).into_iter();
        let wanted = |id: &AnyId| {
            let alone = std::collections::BTreeSet::from([*id]);
            let view = ToolView {
                selection: &alone,
                ..*view
            };
            !self.objects(&view).is_empty()
        };
        match under.into_iter().find(wanted) {
            Some(id) => Reaction::Select(std::collections::BTreeSet::from([id])),
            None => Reaction::Nothing,
        }
    }
}

impl Tool for Cut {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        self.needs_object = self.objects(view).is_empty();
        if self.needs_object {
            return match event.kind {
                MapEventKind::Clicked => self.choose(event, view),
                MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released => Reaction::NotMine,
                _ => Reaction::Nothing,
            };
        }
        match self.draw.react(event, view) {
            Reaction::Drawn(geometry) => {
                self.trouble = None;
                match self.edit(&geometry, view) {
                    Ok(edit) => Reaction::Commit(edit),
                    Err(error) => Reaction::Refuse(error.to_string()),
                }
            }
            Reaction::Nothing => match self.draw.so_far() {
                // A gap is looked for where the pointer is: nothing has been clicked yet.
                None if self.verb == Verb::FillGap && event.kind == MapEventKind::Moved => {
                    self.shown(&Geometry::Point(event.at), view)
                }
                None => {
                    self.trouble = None;
                    Reaction::DropDraft
                }
                Some(geometry) => self.shown(&geometry, view),
            },
            reaction => reaction,
        }
    }

    fn sketch(&self) -> Sketch {
        self.draw.sketch()
    }

    fn hint(&self) -> Cow<'static, str> {
        if self.needs_object {
            return match self.verb {
                Verb::Split => "Click the sector to split",
                Verb::Cede => "Click the sector that gives ground",
                Verb::CutOut => "Click the area to cut ground out of",
                Verb::AddPart => "Click the area to add ground to",
                Verb::FillGap => "Click the sector that is to take the gap",
            }
            .into();
        }
        if let Some(trouble) = &self.trouble {
            return format!("So far not possible: {trouble}").into();
        }
        let verb = match self.verb {
            Verb::Split => "Draw the line to split along",
            Verb::Cede => "Draw the line to cede beyond",
            Verb::CutOut => "Draw what is cut out",
            Verb::AddPart => "Draw what is added",
            Verb::FillGap => return "Click the gap to fill; Esc leaves".into(),
        };
        format!("{verb}: {}", lower_first(&self.draw.hint())).into()
    }

    fn last(&self) -> Option<Position> {
        self.draw.last()
    }

    fn cancel(&mut self) -> bool {
        self.trouble = None;
        self.draw.cancel()
    }
}

impl Cut {
    fn shown(&mut self, geometry: &Geometry, view: &ToolView<'_>) -> Reaction {
        match self.edit(geometry, view) {
            Ok(edit) => {
                self.trouble = None;
                Reaction::Draft(edit)
            }
            Err(error) => {
                self.trouble = Some(error.to_string());
                Reaction::DropDraft
            }
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

//! Actions on shapes: verbs in hand, verbs on what is selected, how lines are drawn, copy and paste.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::editor::tools::{DrawStyle, ToolKind, Verb};
use crate::editor::{Command, Editor, ShapeVerb};
use crate::model::{AnyId, Edit};
use crate::ui::words::say;

use super::asks::Asks;
use super::panels::shape_card::CardKind;

/// Something that can be done to shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shaping {
    /// Take a verb in hand that needs something drawn.
    Verb(Verb),
    /// Make one sector of those selected.
    Merge,
    /// Give each of two its half of what both claim.
    HalveOverlap,
    /// Keep what is selected to the area of operations.
    Clip,
    /// Ask for the numbers that a verb needs.
    Card(CardKind),
    /// Bring forces onto their sectors.
    AlignForces,
    /// Draw in a style.
    Style(DrawStyle),
    /// Snap or not.
    Snapping,
    /// Copy what is selected to the clipboard.
    Copy,
    /// Copy it and delete it.
    Cut,
    /// Add what the clipboard holds.
    Paste,
    /// Copy what is selected beside itself.
    Duplicate,
    /// Select all that the holder of what is selected has.
    SelectHolder,
    /// Select all that is as what is selected: of its kind and role.
    SelectAlike,
    /// Select what the finding looked at is about.
    SelectFinding,
}

impl Shaping {
    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Verb(Verb::Split) => say("Split by a line"),
            Self::Verb(Verb::Cede) => say("Cede a part to a neighbour"),
            Self::Verb(Verb::CutOut) => say("Cut ground out"),
            Self::Verb(Verb::AddPart) => say("Add ground"),
            Self::Verb(Verb::FillGap) => say("Fill a gap"),
            Self::Merge => say("Merge sectors"),
            Self::HalveOverlap => say("Halve an overlap"),
            Self::Clip => say("Clip to area of operations"),
            Self::Card(CardKind::Simplify) => say("Simplify…"),
            Self::Card(CardKind::Zone) => say("Buffer zone along a line…"),
            Self::Card(CardKind::Offset) => say("Copy at a distance…"),
            Self::Card(CardKind::Move) => say("Move by distance and bearing…"),
            Self::Card(CardKind::Rotate) => say("Rotate…"),
            Self::Card(CardKind::Scale) => say("Scale…"),
            Self::AlignForces => say("Align forces to their sectors"),
            Self::Style(DrawStyle::Vertices) => say("Draw vertex by vertex"),
            Self::Style(DrawStyle::Rectangle) => say("Draw rectangles"),
            Self::Style(DrawStyle::Circle) => say("Draw circles"),
            Self::Style(DrawStyle::Freehand) => say("Draw freehand"),
            Self::Snapping => say("Snap to what is drawn"),
            Self::Copy => say("Copy"),
            Self::Cut => say("Cut"),
            Self::Paste => say("Paste"),
            Self::Duplicate => say("Duplicate"),
            Self::SelectHolder => say("Select all of this stakeholder"),
            Self::SelectAlike => say("Select all like this"),
            Self::SelectFinding => say("Select what the finding is about"),
        }
    }

    /// Returns what it does, for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Verb(Verb::Split) => {
                say("Draw a line across the selected sector; the part cut off becomes a sector of its own")
            }
            Self::Verb(Verb::Cede) => {
                say("Draw a line; the part beyond it goes to the neighbour, and their boundary with it")
            }
            Self::Verb(Verb::CutOut) => {
                say("Draw ground to take out of the selected area: a hole, or a bay at its edge")
            }
            Self::Verb(Verb::AddPart) => {
                say("Draw ground to add to the selected area, or a further part of it; fills holes")
            }
            Self::Verb(Verb::FillGap) => say("Click ground that nobody covers; the selected sector takes it"),
            Self::Merge => say("Make one sector of those selected; the largest keeps its name and holder"),
            Self::HalveOverlap => say("Both selected sectors end at the middle of what they both claim"),
            Self::Clip => say("Take from the selected areas what lies outside the area of operations"),
            Self::Card(CardKind::Simplify) => say("Fewer vertices, with neighbours staying neighbours"),
            Self::Card(CardKind::Zone) => {
                say("A buffer zone along the selected boundary or line, half on each side")
            }
            Self::Card(CardKind::Offset) => {
                say("A copy of the selected shape, farther out or in, or beside a line")
            }
            Self::Card(CardKind::Move) => say("Move what is selected so far in that direction"),
            Self::Card(CardKind::Rotate) => say("Turn what is selected round its middle"),
            Self::Card(CardKind::Scale) => say("Make what is selected larger or smaller"),
            Self::AlignForces => {
                say("Selected forces that stand outside their stakeholder's ground go to its nearest sector")
            }
            Self::Style(DrawStyle::Vertices) => say("Lines and areas are drawn by clicking each vertex"),
            Self::Style(DrawStyle::Rectangle) => say("Areas are drawn between two opposite corners"),
            Self::Style(DrawStyle::Circle) => say("Areas are drawn round a centre"),
            Self::Style(DrawStyle::Freehand) => {
                say("Lines and areas follow the pointer while the button is down")
            }
            Self::Snapping => {
                say("Vertices stick to what is drawn and to rivers and borders; Alt leaves that out once")
            }
            Self::Copy => say("Copy what is selected, as GeoJSON too"),
            Self::Cut => say("Copy what is selected and take it out of the plan"),
            Self::Paste => say("Add what was copied, here or in another program as GeoJSON"),
            Self::Duplicate => say("Copy what is selected a little beside itself"),
            Self::SelectHolder => {
                say("Everything on the map that the stakeholder of what is selected holds or owns")
            }
            Self::SelectAlike => say("Everything on the map of the same kind and role as what is selected"),
            Self::SelectFinding => say("Select all objects that the finding looked at speaks of"),
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        const fn command(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::COMMAND, key)
        }
        const fn shifted(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::SHIFT, key)
        }
        Some(match self {
            Self::Verb(Verb::Split) => shifted(Key::S),
            Self::Verb(Verb::Cede) => shifted(Key::C),
            Self::Verb(Verb::CutOut) => shifted(Key::H),
            Self::Verb(Verb::AddPart) => shifted(Key::A),
            Self::Verb(Verb::FillGap) => shifted(Key::G),
            Self::Merge => shifted(Key::M),
            Self::HalveOverlap => shifted(Key::O),
            Self::Card(CardKind::Simplify) => shifted(Key::I),
            Self::Card(CardKind::Zone) => shifted(Key::B),
            Self::Card(CardKind::Move) => shifted(Key::V),
            Self::Card(CardKind::Rotate) => shifted(Key::R),
            Self::Snapping => KeyboardShortcut::new(Modifiers::NONE, Key::N),
            Self::Copy => command(Key::C),
            Self::Cut => command(Key::X),
            Self::Paste => command(Key::V),
            Self::Duplicate => command(Key::U),
            _ => return None,
        })
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        let selection = &editor.workspace().selection;
        let sectors = selection
            .iter()
            .filter(|id| matches!(id, AnyId::Sector(_)))
            .count();
        match self {
            Self::Merge => sectors >= 2,
            Self::HalveOverlap => sectors == 2,
            Self::Card(CardKind::Simplify) => sectors >= 1,
            Self::Card(CardKind::Zone | CardKind::Offset) => editor.workspace().selected().is_some(),
            Self::AlignForces => selection.iter().any(|id| matches!(id, AnyId::Force(_))),
            Self::Clip => !selection.is_empty() && editor.plan().info.area_of_operations.is_some(),
            Self::Card(_)
            | Self::Copy
            | Self::Cut
            | Self::Duplicate
            | Self::SelectHolder
            | Self::SelectAlike => !selection.is_empty(),
            Self::SelectFinding => editor.finding().is_some(),
            Self::Verb(_) | Self::Style(_) | Self::Snapping | Self::Paste => true,
        }
    }

    /// Returns what it would do at once with what is selected: shown on the map while it is pointed at.
    pub fn preview(self, editor: &Editor) -> Option<Edit> {
        let verb = match self {
            Self::Merge => ShapeVerb::Merge,
            Self::HalveOverlap => ShapeVerb::HalveOverlap,
            Self::Clip => ShapeVerb::Clip,
            Self::AlignForces => ShapeVerb::AlignForces,
            Self::Duplicate => ShapeVerb::Duplicate,
            _ => return None,
        };
        editor.shaped(verb).ok()
    }

    /// Returns whether it is on, for what can be on or off.
    pub fn is_on(self, editor: &Editor) -> Option<bool> {
        match self {
            Self::Style(style) => Some(editor.workspace().draw_style == style),
            Self::Snapping => Some(editor.workspace().snaps),
            _ => None,
        }
    }

    /// Asks for what it does.
    pub fn run(self, editor: &Editor, asks: &mut Asks) {
        match self {
            Self::Verb(verb) => asks.command(Command::TakeTool(ToolKind::Verb(verb))),
            Self::Merge => asks.command(Command::Shape(ShapeVerb::Merge)),
            Self::HalveOverlap => asks.command(Command::Shape(ShapeVerb::HalveOverlap)),
            Self::Clip => asks.command(Command::Shape(ShapeVerb::Clip)),
            Self::AlignForces => asks.command(Command::Shape(ShapeVerb::AlignForces)),
            Self::Duplicate => asks.command(Command::Shape(ShapeVerb::Duplicate)),
            Self::Card(card) => asks.card = Some(card),
            Self::Style(style) => asks.command(Command::SetDrawStyle(style)),
            Self::Snapping => asks.command(Command::SetSnapping(!editor.workspace().snaps)),
            Self::Copy => asks.copied = editor.copied(),
            Self::Cut => {
                asks.copied = editor.copied();
                if asks.copied.is_some() {
                    asks.command(Command::DeleteSelected);
                }
            }
            Self::Paste => asks.paste = true,
            Self::SelectHolder => asks.command(Command::Select(editor.of_same_holder())),
            Self::SelectAlike => asks.command(Command::Select(editor.alike())),
            Self::SelectFinding => {
                if let Some((_, finding)) = editor.finding() {
                    asks.command(Command::Select(finding.subjects.iter().copied().collect()));
                }
            }
        }
    }
}

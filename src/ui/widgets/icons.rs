//! The drawn set of icons: thin lines in a square, in the colour of the text beside them.
//!
//! Drawn, not typed: no font has all of them, and they look alike at every size. Unit symbols and the
//! map's marks are `drawing`'s.

use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
};

use super::paragraph::Hinted;
use crate::model::Kind;
use crate::ui::theme::Look;

/// A drawn icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A party.
    Stakeholder,
    /// A stance of one party towards another.
    Relation,
    /// A way to speak to each other.
    Channel,
    /// An understanding.
    Agreement,
    /// A span of time.
    Phase,
    /// A formation.
    Force,
    /// Ground that somebody answers for.
    Sector,
    /// A line with a party on each side.
    Boundary,
    /// A control measure.
    Measure,
    /// A place.
    Site,
    /// A route for civilians.
    Corridor,
    /// The plan itself.
    Plan,
    /// Drawn on the map.
    Eye,
    /// Not drawn on the map.
    EyeClosed,
    /// Cannot be grabbed.
    Locked,
    /// Can be grabbed.
    Unlocked,
    /// Add.
    Add,
    /// Take away.
    Remove,
    /// Opened: what belongs to it follows.
    Opened,
    /// Closed: what belongs to it is not shown.
    Closed,
    /// Look closer.
    Target,
    /// Sheets over each other.
    Layers,
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

impl Icon {
    /// Returns the icon of a kind of entity.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Stakeholder => Self::Stakeholder,
            Kind::Relation => Self::Relation,
            Kind::Channel => Self::Channel,
            Kind::Agreement => Self::Agreement,
            Kind::Phase => Self::Phase,
            Kind::Force => Self::Force,
            Kind::Sector => Self::Sector,
            Kind::Boundary => Self::Boundary,
            Kind::Measure => Self::Measure,
            Kind::Site => Self::Site,
            Kind::Corridor => Self::Corridor,
        }
    }

    /// Paints it in the middle of the rectangle, twelve points wide.
    pub fn paint(self, painter: &Painter, rect: Rect, ink: Color32) {
        let pen = Pen {
            painter,
            centre: rect.center(),
            stroke: Stroke::new(1.3, ink),
        };
        match self {
            Self::Stakeholder => pen.filled(&[(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]),
            Self::Relation => {
                pen.line(&[(-5.0, -2.0), (5.0, -2.0), (2.5, -4.5)]);
                pen.line(&[(5.0, 2.0), (-5.0, 2.0), (-2.5, 4.5)]);
            }
            Self::Channel => {
                pen.ring((-4.0, 0.0), 2.0);
                pen.ring((4.0, 0.0), 2.0);
                pen.line(&[(-2.0, 0.0), (2.0, 0.0)]);
            }
            Self::Agreement => {
                pen.closed(&[(-4.0, -5.0), (4.0, -5.0), (4.0, 5.0), (-4.0, 5.0)]);
                pen.line(&[(-2.0, 0.5), (-0.5, 2.0), (2.2, -1.8)]);
            }
            Self::Phase => {
                pen.ring((0.0, 0.0), 5.0);
                pen.line(&[(0.0, -3.0), (0.0, 0.0), (2.4, 1.4)]);
            }
            Self::Force => pen.closed(&[(-5.5, -3.5), (5.5, -3.5), (5.5, 3.5), (-5.5, 3.5)]),
            Self::Sector => pen.closed(&[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]),
            Self::Boundary => pen.line(&[(-4.5, 4.5), (4.5, -4.5)]),
            Self::Measure => {
                pen.line(&[(-3.5, 5.0), (-3.5, -5.0), (4.5, -3.0), (-3.5, 0.0)]);
            }
            Self::Site => {
                pen.closed(&[(-4.0, 5.0), (-4.0, -0.5), (0.0, -5.0), (4.0, -0.5), (4.0, 5.0)]);
            }
            Self::Corridor => {
                pen.line(&[(-5.5, 0.0), (-3.0, 0.0)]);
                pen.line(&[(-1.0, 0.0), (1.5, 0.0)]);
                pen.line(&[(2.5, -3.2), (5.5, 0.0), (2.5, 3.2)]);
            }
            Self::Plan => {
                pen.closed(&[(-5.5, -4.0), (5.5, -4.0), (5.5, 4.0), (-5.5, 4.0)]);
                pen.line(&[(0.0, -4.0), (0.0, 4.0)]);
            }
            Self::Eye | Self::EyeClosed => {
                pen.line(&[(-6.0, 0.0), (-3.2, -2.8), (0.0, -3.8), (3.2, -2.8), (6.0, 0.0)]);
                pen.line(&[(-6.0, 0.0), (-3.2, 2.8), (0.0, 3.8), (3.2, 2.8), (6.0, 0.0)]);
                pen.ring((0.0, 0.0), 1.7);
                if self == Self::EyeClosed {
                    pen.line(&[(-5.0, 5.0), (5.0, -5.0)]);
                }
            }
            Self::Locked | Self::Unlocked => {
                pen.closed(&[(-4.0, -0.5), (4.0, -0.5), (4.0, 5.0), (-4.0, 5.0)]);
                let right = if self == Self::Locked { -0.5 } else { -3.0 };
                pen.line(&[
                    (-2.4, -0.5),
                    (-2.4, -3.4),
                    (-1.2, -5.0),
                    (1.2, -5.0),
                    (2.4, -3.4),
                    (2.4, right),
                ]);
            }
            Self::Add => {
                pen.line(&[(-4.0, 0.0), (4.0, 0.0)]);
                pen.line(&[(0.0, -4.0), (0.0, 4.0)]);
            }
            Self::Remove => {
                pen.line(&[(-3.2, -3.2), (3.2, 3.2)]);
                pen.line(&[(-3.2, 3.2), (3.2, -3.2)]);
            }
            Self::Opened => pen.filled(&[(-3.4, -1.8), (3.4, -1.8), (0.0, 2.6)]),
            Self::Closed => pen.filled(&[(-1.8, -3.4), (2.6, 0.0), (-1.8, 3.4)]),
            Self::Layers => {
                pen.closed(&[(0.0, -5.5), (6.0, -2.3), (0.0, 0.9), (-6.0, -2.3)]);
                pen.line(&[(-6.0, 0.7), (0.0, 3.9), (6.0, 0.7)]);
                pen.line(&[(-6.0, 3.7), (0.0, 6.9), (6.0, 3.7)]);
            }
            Self::Up => pen.line(&[(-3.6, 1.8), (0.0, -1.8), (3.6, 1.8)]),
            Self::Down => pen.line(&[(-3.6, -1.8), (0.0, 1.8), (3.6, -1.8)]),
            Self::Target => {
                pen.ring((0.0, 0.0), 3.6);
                for (x, y) in [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)] {
                    pen.line(&[(x * 3.6, y * 3.6), (x * 6.0, y * 6.0)]);
                }
            }
        }
    }
}

/// Lines round a centre.
struct Pen<'a> {
    painter: &'a Painter,
    centre: Pos2,
    stroke: Stroke,
}

impl Pen<'_> {
    fn places(&self, points: &[(f32, f32)]) -> Vec<Pos2> {
        points
            .iter()
            .map(|(x, y)| self.centre + Vec2::new(*x, *y))
            .collect()
    }

    fn line(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::line(self.places(points), self.stroke));
    }

    fn closed(&self, points: &[(f32, f32)]) {
        self.painter
            .add(Shape::closed_line(self.places(points), self.stroke));
    }

    fn filled(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::convex_polygon(
            self.places(points),
            self.stroke.color,
            Stroke::NONE,
        ));
    }

    fn ring(&self, (x, y): (f32, f32), radius: f32) {
        self.painter
            .circle_stroke(self.centre + Vec2::new(x, y), radius, self.stroke);
    }
}

/// An icon of the size of a letter, beside a name.
pub fn icon(ui: &mut Ui, icon: Icon, ink: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    icon.paint(ui.painter(), rect, ink);
}

/// A quiet button with an icon; `name` is its name and what is shown under the pointer.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    icon_button_at(ui, rect, &response, icon, name);
    response.hinted(name)
}

/// Paints an icon button that has its place and answer already.
pub fn icon_button_at(ui: &Ui, rect: Rect, response: &Response, icon: Icon, name: &str) {
    let look = Look::of(ui.ctx());
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name));
    let corner = CornerRadius::same(5);
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, corner, look.hover);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, look.accent);
        ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    }
    let ink = if !enabled {
        look.hairline
    } else if response.hovered() {
        look.text
    } else {
        look.muted
    };
    icon.paint(ui.painter(), rect, ink);
}

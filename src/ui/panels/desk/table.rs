//! Tables of the desk: columns that give way when it gets narrow, and rows drawn only where they are seen.
//!
//! Knows nothing of what stands in a row. Texts that do not fit are cut with a mark and whole on hover.

use egui::{
    Color32, CornerRadius, Layout, Rangef, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::ui::theme::Look;
use crate::ui::widgets::{cut_name, link, name_text, title_text};
use crate::ui::words::say;

/// Height of a row, points.
pub const ROW: f32 = 29.0;
/// Height of the line of column titles, points.
pub const HEADER: f32 = 24.0;
/// Between two columns, points.
const GAP: f32 = 10.0;
/// Left and right of a row's contents, points.
const MARGIN: f32 = 16.0;

/// How far a field's text stands in, points.
const FIELD_INSET: f32 = 8.0;

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
pub enum Width {
    /// So many points.
    Fixed(f32),
    /// A share of what the others leave.
    Share(f32),
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// How wide it is.
    pub width: Width,
    /// The table's least width in which it is shown, points; 0: always.
    pub from: f32,
    /// Its contents stand at the right.
    pub right: bool,
    /// Its cells are fields, whose text stands a little in.
    pub field: bool,
}

impl Column {
    /// A column that is always there.
    pub const fn new(title: &'static str, width: Width) -> Self {
        Self {
            title,
            width,
            from: 0.0,
            right: false,
            field: false,
        }
    }

    /// Its cells are fields.
    #[must_use]
    pub const fn field(mut self) -> Self {
        self.field = true;
        self
    }

    /// Gives way in narrower tables.
    #[must_use]
    pub const fn from(mut self, width: f32) -> Self {
        self.from = width;
        self
    }

    /// Stands at the right.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// Where the columns stand in a width; `None`: not shown.
#[derive(Clone, Debug)]
pub struct Columns {
    places: Vec<(Option<Rangef>, bool)>,
}

impl Columns {
    /// Shares a width out.
    pub fn of(width: f32, columns: &[Column]) -> Self {
        let shown = |column: &&Column| width >= column.from;
        let count = columns.iter().filter(shown).count();
        let (mut fixed, mut shares) = (0.0, 0.0);
        for column in columns.iter().filter(shown) {
            match column.width {
                Width::Fixed(points) => fixed += points,
                Width::Share(share) => shares += share,
            }
        }
        let gaps = GAP * count.saturating_sub(1) as f32;
        let free = (width - 2.0 * MARGIN - gaps - fixed).max(0.0);
        let mut left = MARGIN;
        let places = columns.iter().map(|column| {
            if width < column.from {
                return (None, column.right);
            }
            let size = match column.width {
                Width::Fixed(points) => points,
                Width::Share(share) => free * share / f32::max(shares, 1e-6),
            };
            let place = Rangef::new(left, left + size);
            left += size + GAP;
            (Some(place), column.right)
        });
        Self {
            places: places.collect(),
        }
    }
}

/// Draws the columns' titles.
pub fn header(ui: &mut Ui, columns: &[Column]) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEADER), Sense::hover());
    let places = Columns::of(width, columns);
    let mut row = Row::new(ui, rect, &places);
    for column in columns {
        row.cell(|ui| {
            if column.field {
                ui.add_space(FIELD_INSET);
            }
            let look = Look::of(ui.ctx());
            cut_name(ui, &name_text(say(column.title), 11.0).color(look.muted))
        });
    }
}

/// Draws `count` rows of one height, only those that are seen; `show` is a row to bring into view.
/// Returns the rectangle that the rows are seen in.
pub fn rows(
    ui: &mut Ui,
    salt: &str,
    count: usize,
    show: Option<usize>,
    mut draw: impl FnMut(&mut Ui, Rect, usize),
) -> Rect {
    let area = ScrollArea::vertical()
        .id_salt(salt)
        .min_scrolled_height(0.0)
        .auto_shrink(false);
    let output = area.show_viewport(ui, |ui, seen| {
        ui.set_height(count as f32 * ROW);
        let corner = ui.max_rect().min;
        let width = ui.available_width();
        let rect_of = |place: usize| {
            let top = corner.y + place as f32 * ROW;
            Rect::from_min_size(pos2(corner.x, top), vec2(width, ROW))
        };
        let first = (seen.min.y / ROW).floor().max(0.0) as usize;
        let end = ((seen.max.y / ROW).ceil().max(0.0) as usize).min(count);
        for place in first..end {
            let rect = rect_of(place);
            let inside = UiBuilder::new().id_salt((salt, place)).max_rect(rect);
            ui.scope_builder(inside, |ui| draw(ui, rect, place));
        }
        if let Some(place) = show.filter(|place| *place < count) {
            ui.scroll_to_rect(rect_of(place), None);
        }
    });
    output.inner_rect
}

/// Draws a row's ground and returns its response; `name` is what a screen reader says.
///
/// With `focusable` the row is a stop of the Tab key; without, a list as a whole is.
pub fn ground(ui: &mut Ui, rect: Rect, name: &str, chosen: bool, sense: Sense) -> Response {
    let look = Look::of(ui.ctx());
    let rect = rect.shrink2(vec2(4.0, 1.0));
    let response = ui.interact(rect, ui.scope_id().with("ground"), sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, chosen, name));
    let fill = if chosen {
        look.accent_background
    } else if response.hovered() {
        look.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
    if response.has_focus() {
        let edge = Stroke::new(1.0, look.accent);
        ui.painter()
            .rect_stroke(rect, CornerRadius::same(6), edge, StrokeKind::Inside);
    }
    response
}

/// The cells of one row, filled from left to right.
pub struct Row<'a> {
    ui: &'a mut Ui,
    rect: Rect,
    columns: &'a Columns,
    next: usize,
}

impl<'a> Row<'a> {
    /// Starts at the first column.
    pub fn new(ui: &'a mut Ui, rect: Rect, columns: &'a Columns) -> Self {
        Self {
            ui,
            rect,
            columns,
            next: 0,
        }
    }

    /// Fills the next cell; not called where the column is not shown.
    pub fn cell<R>(&mut self, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
        let (place, right) = self.columns.places.get(self.next).copied()?;
        self.next += 1;
        let place = place?;
        let left = self.rect.left();
        let rect = Rect::from_x_y_ranges(left + place.min..=left + place.max, self.rect.y_range());
        let layout = if right {
            Layout::right_to_left(egui::Align::Center)
        } else {
            Layout::left_to_right(egui::Align::Center)
        };
        let inside = UiBuilder::new()
            .id_salt(("cell", self.next))
            .max_rect(rect)
            .layout(layout);
        let inner = self.ui.scope_builder(inside, |ui| {
            ui.shrink_clip_rect(rect.expand2(vec2(3.0, 0.0)));
            contents(ui)
        });
        Some(inner.inner)
    }

    /// Fills the next cell with a field and sets a value to what it gave, if anything.
    pub fn set<T>(&mut self, value: &mut T, field: impl FnOnce(&mut Ui) -> Option<T>) {
        if let Some(given) = self.cell(field).flatten() {
            *value = given;
        }
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> Option<Response> {
        self.cell(|ui| words(ui, text, Look::of(ui.ctx()).text))
    }

    /// Secondary text.
    pub fn muted(&mut self, text: &str) -> Option<Response> {
        self.cell(|ui| words(ui, text, Look::of(ui.ctx()).muted))
    }

    /// Text that leads the eye.
    pub fn strong(&mut self, text: &str) -> Option<Response> {
        self.cell(|ui| {
            let look = Look::of(ui.ctx());
            cut_name(ui, &title_text(text, 12.5).color(look.text))
        })
    }
}

/// A text on one line, cut where there is no more room; in any script.
pub fn words(ui: &mut Ui, text: &str, ink: Color32) -> Response {
    cut_name(ui, &name_text(text, 12.5).color(ink))
}

/// A link with a name of its own, so that the same word in two rows is told apart.
pub fn named_link(ui: &mut Ui, text: &str, name: &str) -> Response {
    let response = link(ui, text);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column::new("Name", Width::Share(3.0)),
        Column::new("Parties", Width::Share(1.0)).from(500.0),
        Column::new("Size", Width::Fixed(80.0)).right(),
    ];

    #[test]
    fn columns_fill_the_width_and_the_lesser_ones_give_way() {
        let wide = Columns::of(1000.0, &COLUMNS);
        let ends: Vec<f32> = wide.places.iter().map(|(place, _)| place.unwrap().max).collect();
        assert!((ends[2] - (1000.0 - MARGIN)).abs() < 0.01, "{ends:?}");
        let narrow = Columns::of(400.0, &COLUMNS);
        assert!(narrow.places[1].0.is_none());
        assert!((narrow.places[2].0.unwrap().max - (400.0 - MARGIN)).abs() < 0.01);
    }

    #[test]
    fn a_width_too_small_for_its_fixed_columns_gives_no_negative_ones() {
        for (place, _) in Columns::of(60.0, &COLUMNS).places {
            assert!(place.is_none_or(|place| place.span() >= 0.0));
        }
    }
}

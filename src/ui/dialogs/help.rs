//! Keys and About.

use egui::{Context, Role, Sense, Ui, WidgetInfo, vec2};

use super::Stays;
use super::frame::{buttons, light_modal, scroll};
use crate::editor::Desk;
use crate::editor::tools::ToolKind;
use crate::files::basemap::CREDIT;
use crate::ui::action::{Action, MENUS};
use crate::ui::map::text::{bidi_job, bidi_job_semibold};
use crate::ui::theme::Look;
use crate::ui::widgets::{muted, paragraph, quiet_button};
use crate::ui::words::say;

/// What is said about keys that belong to no action.
const MAP_KEYS: &[(&str, &str)] = &[
    ("Arrows", "Move the map; with Shift in small steps"),
    ("Space", "Click at the middle of the map"),
    ("Enter", "Finish the shape"),
    ("Backspace", "Take the last vertex back"),
    (
        "Esc",
        "Step back: drop the gesture, the form, the tool, the selection",
    ),
    ("Alt", "Do not snap; Alt-click removes a vertex"),
    ("Tab", "Go to the next field or button"),
];

/// Columns of keys in a window that has room for them.
const COLUMNS: usize = 3;
/// The least width of a column, points.
const COLUMN: f32 = 280.0;

/// Keys of one kind, under a title.
struct Keys {
    title: &'static str,
    rows: Vec<(String, &'static str)>,
}

impl Keys {
    fn of(ctx: &Context, title: &'static str, actions: impl Iterator<Item = Action>) -> Self {
        let rows = actions.filter_map(|action| {
            let key = ctx.format_shortcut(&action.shortcut()?);
            Some((key, action.text().trim_end_matches('…')))
        });
        Self {
            title,
            rows: rows.collect(),
        }
    }

    /// How many lines it takes, with its title and the space above.
    fn height(&self) -> usize {
        self.rows.len() + 2
    }
}

/// Every key: the map's first, then those of the tools, the menus and the tabs.
fn all_keys(ctx: &Context) -> Vec<Keys> {
    let map = MAP_KEYS
        .iter()
        .map(|(key, what)| (say(key).to_owned(), say(what)));
    let mut all = vec![
        Keys {
            title: say("Map"),
            rows: map.collect(),
        },
        Keys::of(ctx, say("Tools"), ToolKind::ALL.into_iter().map(Action::Tool)),
    ];
    all.extend(
        MENUS
            .iter()
            .map(|(title, actions)| Keys::of(ctx, say(title), actions.iter().flatten().copied())),
    );
    all.push(Keys::of(
        ctx,
        say("Findings and tables"),
        Desk::ALL.into_iter().map(Action::OpenDesk),
    ));
    all.retain(|keys| !keys.rows.is_empty());
    all
}

/// Shares keys out among columns of about the same height, in order.
fn columns(all: Vec<Keys>, count: usize) -> Vec<Vec<Keys>> {
    let whole: usize = all.iter().map(Keys::height).sum();
    let mut shared: Vec<Vec<Keys>> = (0..count.max(1)).map(|_| Vec::new()).collect();
    let mut before = 0;
    for keys in all {
        // In the column in which its middle lies.
        let middle = before + keys.height() / 2;
        let place = (middle * shared.len() / whole.max(1)).min(shared.len() - 1);
        before += keys.height();
        if let Some(column) = shared.get_mut(place) {
            column.push(keys);
        }
    }
    shared
}

/// Draws every key.
pub(super) fn shortcuts_ui(ctx: &Context) -> Stays {
    let room = ctx.content_rect().width() - 84.0;
    let count = ((room / COLUMN) as usize).clamp(1, COLUMNS);
    let width = (COLUMN + 30.0) * count as f32;
    light_modal(ctx, say("Keys"), width, |ui| {
        scroll(ui, 720.0, |ui| {
            ui.columns(count, |uis| {
                for (ui, keys) in uis.iter_mut().zip(columns(all_keys(ctx), count)) {
                    for keys in keys {
                        keys_ui(ui, &keys);
                    }
                }
            });
        });
        if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
            Stays::Closed
        } else {
            Stays::Open
        }
    })
}

/// Width of the keys' names, points.
const NAMES: f32 = 92.0;

fn keys_ui(ui: &mut Ui, keys: &Keys) {
    ui.add_space(6.0);
    muted(ui, keys.title);
    ui.spacing_mut().item_spacing.y = 0.0;
    let look = Look::of(ui.ctx());
    for (key, what) in &keys.rows {
        let width = ui.available_width();
        let mut job = bidi_job(what, 11.5, look.text);
        job.wrap.max_width = (width - NAMES - 8.0).max(60.0);
        let said = ui.painter().layout_job(job);
        let name = ui.painter().layout_job(bidi_job_semibold(key, 11.5, look.text));
        let (rect, response) = ui.allocate_exact_size(vec2(width, said.size().y + 4.0), Sense::hover());
        ui.painter().galley(rect.min, name, look.text);
        ui.painter().galley(rect.min + vec2(NAMES, 0.0), said, look.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{key}: {what}")));
    }
}

/// Draws version, credits and licences.
pub(super) fn about_ui(ctx: &Context) -> Stays {
    light_modal(ctx, say("About Entente"), 520.0, |ui| {
        ui.label(concat!("Version ", env!("CARGO_PKG_VERSION")));
        ui.add_space(6.0);
        paragraph(
            ui,
            say(
                "Keeps forces that distrust each other from clashing, and civilians out of the way. Neutral and \
             protective: no targeting, no tracking of persons. Nothing goes to a network, unless you add \
             an online map and switch it on.",
            ),
        );
        ui.add_space(6.0);
        muted(ui, CREDIT);
        muted(
            ui,
            say("Fonts: Inter, Noto Sans Arabic, Noto Sans Hebrew (SIL Open Font License 1.1). Code: MIT."),
        );
        if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
            Stays::Closed
        } else {
            Stays::Open
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_listed_once_in_columns_of_about_the_same_height() {
        let ctx = Context::default();
        let with_key = Action::all().filter(|action| action.shortcut().is_some());
        let expected: std::collections::BTreeSet<&str> = with_key
            .map(|action| action.text().trim_end_matches('…'))
            .collect();
        let shared = columns(all_keys(&ctx), COLUMNS);
        let rows = shared.iter().flatten().flat_map(|keys| &keys.rows);
        let found: Vec<&str> = rows.map(|(_, what)| *what).collect();
        for what in &expected {
            assert_eq!(found.iter().filter(|known| *known == what).count(), 1, "{what}");
        }
        assert_eq!(found.len(), expected.len() + MAP_KEYS.len());
        let heights: Vec<usize> = shared
            .iter()
            .map(|column| column.iter().map(Keys::height).sum())
            .collect();
        let (least, most) = (heights.iter().min().unwrap(), heights.iter().max().unwrap());
        assert!(most - least < 16, "{heights:?}");
    }
}

//! The window: egui and nothing else names it.
//!
//! Panels read `&Editor` and push [`asks::Asks`]; nothing here changes the plan. Only here is the clock
//! of the wall read and chance drawn; both are handed in to the editor.

pub mod action;
mod additions;
pub mod app;
pub mod asks;
pub mod compare;
mod desk_height;
pub mod dialogs;
pub mod exercise;
mod fall;
pub mod map;
pub mod panels;
pub mod shaping;
pub mod theme;
pub mod widgets;
pub mod words;

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::files::lock::computer_name;
use crate::files::{Folders, Starts};
use crate::model::Instant;
use crate::ui::words::{said, say};

pub use app::EntenteApp;

/// So many starts in a row that drew nothing switch the safe mode on.
const FAILED_STARTS: u32 = 2;
/// The sample of the first start.
const FIRST_SAMPLE: &str = "fallujah";

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Why no window can be opened, as a phrase for a sentence.
pub fn run(plan: Option<PathBuf>, sample: Option<String>, safe_mode: bool) -> Result<(), String> {
    let user = ["USER", "USERNAME", "LOGNAME"]
        .map(std::env::var)
        .into_iter()
        .find_map(Result::ok);
    let computer = match computer_name() {
        name if name.is_empty() => std::env::var("COMPUTERNAME").unwrap_or_default(),
        name => name,
    };
    fall::watch();
    let starts = Folders::of_user().map(|folders| Starts::in_folder(folders.config));
    let failed = starts.as_ref().map_or(0, Starts::begin);
    let safe_mode = safe_mode || failed >= FAILED_STARTS;
    let surroundings = Surroundings::of_user(&user.unwrap_or_default(), &computer, safe_mode);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title(say("Entente"))
            .with_app_id("entente")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    let make = move |cc: &eframe::CreationContext<'_>| {
        let ctx = cc.egui_ctx.clone();
        let jobs = Jobs::threaded(move || ctx.request_repaint());
        let mut editor = Editor::new(surroundings, jobs, today(), RandomState::new().hash_one("ids"));
        let last = editor
            .preferences()
            .recent
            .first()
            .filter(|path| path.is_file())
            .cloned();
        editor.obey(match (plan, sample, last) {
            (Some(path), _, _) | (None, None, Some(path)) => Command::Open(path),
            (None, Some(name), _) => Command::OpenSample(name),
            (None, None, None) => Command::OpenSample(FIRST_SAMPLE.to_owned()),
        });
        prepare(&cc.egui_ctx);
        Ok(Box::new(EntenteApp::new(editor).counting(starts)) as Box<dyn eframe::App>)
    };
    eframe::run_native(say("Entente"), options, Box::new(make)).map_err(|error| why(&error))
}

/// Gives a context the program's fonts and looks; once, before the first frame.
pub fn prepare(ctx: &egui::Context) {
    map::text::install_fonts(ctx);
    theme::apply(ctx);
    // The size of the interface is an action, and remembered.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// Says in the user's words why there is no window, and on a bare Linux what to install.
fn why(error: &eframe::Error) -> String {
    let text = error.to_string();
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !has_display {
        return say("there is no display").to_owned();
    }
    if text.contains("LibraryOpenError") || text.contains("NoGlutinConfigs") || text.contains("XNotSupported")
    {
        return said(format!(
            "the display's libraries are missing: on Debian install libx11-6 libxcursor1 libx11-xcb1 libxi6 \
             libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri; the system says: {text}"
        ));
    }
    text
}

/// Today at midnight UTC, from the system's clock: findings are judged anew once a day.
fn today() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the window is where the clock is known")]
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since_1970.map_or(0, |passed| passed.as_secs() / 86_400);
    let minutes = i64::try_from(days).unwrap_or(0).saturating_mul(1440);
    Instant::from_unix_minutes(minutes, 0).unwrap_or_default()
}

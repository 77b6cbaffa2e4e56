//! The application's window: regions, shortcuts, what comes in from outside.
//!
//! One frame: the editor takes what the worker answered, panels read it and ask, the editor obeys.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Frame, Margin, Panel, Rect, Ui};

use crate::drawing::Camera;
use crate::editor::tools::ToolKind;
use crate::editor::{Command, Editor, ExerciseCommand, LayerChange, Source, ground};
use crate::files::Starts;
use crate::geometry::Bounds;
use crate::geometry::coordinates::write;
use crate::model::{Edit, Instant, Plan};
use crate::ui::words::{said, say};

use super::action::Action;
use super::asks::{Asks, Dialog, View};
use super::compare::{self, CompareState};
use super::desk_height::DeskHeight;
use super::dialogs::{Dialogs, found_places};
use super::exercise::{self, ExerciseState};
use super::fall::{self, After, Fall};
use super::map::canvas::{self, MapState};
use super::panels;
use super::panels::desk::DeskState;
use super::panels::inspector::InspectorState;
use super::panels::outline::OutlineState;
use super::panels::shape_card::ShapeCard;
use super::panels::typed_places::TypedPlaces;
use super::shaping::Shaping;
use super::theme::{self, Look};
use super::widgets::PositionStyle;

/// A start went well once so many frames were drawn.
const FRAMES_OF_A_START: u32 = 5;

/// The window's state: the editor, and what only a window has.
pub struct EntenteApp {
    editor: Editor,
    map: MapState,
    outline: OutlineState,
    inspector: InspectorState,
    desk: DeskState,
    compare: CompareState,
    exercise: ExerciseState,
    dialogs: Dialogs,
    typed_places: TypedPlaces,
    card: Option<ShapeCard>,
    ground: Ground,
    desk_height: DeskHeight,
    hidden: BTreeSet<View>,
    /// The edit that the map shows as if it were done.
    previewed: Option<Edit>,
    /// The camera that brings the whole plan into view, and the map's size it was made for.
    fitted: Option<(Camera, egui::Vec2)>,
    hint: Option<String>,
    title: String,
    /// A frame broke, and nobody has said yet what is to be done.
    fallen: Option<Fall>,
    /// What is told once frames are drawn: that the start went well.
    started: Option<Starts>,
    frames: u32,
    was_focused: bool,
    /// The next frame breaks: to see that nothing is lost by it.
    #[cfg(test)]
    pub(super) breaks: bool,
}

impl EntenteApp {
    /// Makes the window's contents; the context must have been [`prepared`](super::prepare).
    pub fn new(editor: Editor) -> Self {
        Self {
            editor,
            map: MapState::default(),
            outline: OutlineState::default(),
            inspector: InspectorState::default(),
            desk: DeskState::default(),
            compare: CompareState::default(),
            exercise: ExerciseState::default(),
            dialogs: Dialogs::default(),
            typed_places: TypedPlaces::default(),
            card: None,
            ground: Ground::default(),
            desk_height: DeskHeight::default(),
            // Heat and the grid are for whoever asks for them.
            hidden: BTreeSet::from([View::Heat, View::Grid, View::PhasesToScale]),
            previewed: None,
            fitted: None,
            hint: None,
            title: String::new(),
            fallen: None,
            started: None,
            frames: 0,
            was_focused: true,
            #[cfg(test)]
            breaks: false,
        }
    }

    /// Says so there, once the window has drawn some frames.
    #[must_use]
    pub fn counting(mut self, started: Option<Starts>) -> Self {
        self.started = started;
        self
    }

    /// Returns the editor.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Returns where a position is on the screen; `None` until the map was drawn.
    pub fn screen_of(&self, position: crate::geometry::Position) -> Option<egui::Pos2> {
        let rect = self.map.rect?;
        let camera = &self.editor.workspace().camera;
        let at = camera.screen_from_ground(position, [rect.width(), rect.height()]);
        Some(rect.min + egui::Vec2::from(at))
    }

    /// Asks the editor; for tests and for what the system hands in.
    pub fn obey(&mut self, command: Command) {
        self.editor.obey(command);
    }

    /// Does what comes before drawing: answers, dropped files, the close button, keys.
    pub fn logic(&mut self, ctx: &egui::Context, today: Instant) {
        self.editor.set_today(today);
        self.editor.collect();
        self.tick(ctx);
        theme::choose(ctx, self.editor.preferences().theme);
        super::words::choose(self.editor.preferences().language);
        ctx.set_zoom_factor(self.editor.preferences().interface.factor());
        let dropped: Vec<_> = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_path_buf())
                .collect()
        });
        for path in dropped {
            // While a map is being chosen, or the layers are open, what is dropped is a map.
            let as_map = self.dialogs.is_adding_map() || panels::layers::is_open(ctx);
            self.editor.obey(if as_map {
                Command::ChangeLayers(LayerChange::Add(Source::File(path)))
            } else {
                Command::Dropped(path)
            });
            if self.dialogs.is_adding_map() {
                self.dialogs.close();
            }
        }
        if !ctx.input(|input| input.focused) {
            self.was_focused = false;
        } else if !std::mem::replace(&mut self.was_focused, true) {
            self.editor.obey(Command::LookAtFile);
        }
        // A window that broke closes without a question: the journal has what is not saved.
        let may_ask = self.fallen.is_none();
        if ctx.input(|input| input.viewport().close_requested()) && !self.editor.is_quitting() && may_ask {
            self.editor.obey(Command::Quit);
            if !self.editor.is_quitting() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            }
        }
        if self.editor.is_quitting() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        if self.editor.take_offer() {
            self.dialogs.open(&Dialog::Recover, &self.editor);
        }
        self.name_window(ctx);
    }

    /// Draws the window and lets the editor obey what was asked. Where that breaks, nothing of the plan does.
    pub fn show(&mut self, ui: &mut Ui) {
        if let Some(fallen) = &self.fallen {
            match fallen.ui(ui, self.editor.document().is_unsaved()) {
                After::Waits => {}
                After::GoOn => self.stand_up(),
                After::Restart => self.start_again(ui.ctx()),
            }
            return;
        }
        if let Err(mut fall) = fall::drawn(|| self.show_whole(ui)) {
            self.editor.flush_journal();
            if let Some(folder) = self.editor.reports_folder() {
                fall.report(&folder);
            }
            self.fallen = Some(fall);
            ui.ctx().request_repaint();
            return;
        }
        self.frames = self.frames.saturating_add(1);
        if self.frames == FRAMES_OF_A_START
            && let Some(started) = self.started.take()
        {
            started.went_well();
        }
    }

    /// Makes what the window remembers anew; the editor stays.
    fn stand_up(&mut self) {
        self.fallen = None;
        self.map = MapState::default();
        self.outline = OutlineState::default();
        self.inspector = InspectorState::default();
        self.desk = DeskState::default();
        self.compare = CompareState::default();
        self.exercise = ExerciseState::default();
        self.dialogs = Dialogs::default();
        self.typed_places = TypedPlaces::default();
        self.card = None;
        self.previewed = None;
        self.fitted = None;
        self.editor.obey(Command::DropDraft);
        self.editor.obey(Command::DropDrawn);
        self.editor.obey(Command::TakeTool(ToolKind::Select));
    }

    /// Closes, and starts the program again; the journal offers what is not saved.
    fn start_again(&mut self, ctx: &egui::Context) {
        self.editor.flush_journal();
        let path = self.editor.document().file.as_ref().map(|file| file.path.clone());
        self.editor.let_go();
        if fall::start_again(path.as_deref()) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        } else {
            self.stand_up();
        }
    }

    fn show_whole(&mut self, ui: &mut Ui) {
        #[cfg(test)]
        assert!(!std::mem::take(&mut self.breaks), "broken");
        let mut asks = Asks::default();
        let style = PositionStyle {
            format: self.editor.preferences().coordinates,
            near: self.ground.of(self.editor.plan()),
        };
        style.set(ui.ctx());
        if !self.dialogs.is_open(&self.editor) {
            self.keys(ui.ctx(), &mut asks);
        }
        // What is being typed is finished first, so that Ctrl+S saves it too.
        let by_key = std::mem::take(&mut asks.commands);
        if ui.ctx().text_edit_focused() && (!by_key.is_empty() || asks.dialog.is_some()) {
            ui.ctx().memory_mut(egui::Memory::stop_text_input);
        }
        self.regions(ui, &mut asks);
        panels::notices::ui(ui.ctx(), &self.editor, &mut asks);
        let base = self.map.screen.base();
        let middle = style.near.map(Bounds::center);
        let places = |query: &str| {
            base.map(|base| found_places(base, query, middle))
                .unwrap_or_default()
        };
        self.dialogs.show(ui.ctx(), &self.editor, &places, &mut asks);
        self.hint = asks.hint.take();
        asks.commands.extend(by_key);
        self.do_all(ui.ctx(), asks);
    }

    fn regions(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let look = Look::of(ui.ctx());
        let hidden = self.hidden.clone();
        let is_shown = |view: View| !hidden.contains(&view);
        let bar = Frame::new()
            .fill(look.panel)
            .inner_margin(Margin::symmetric(14, 0));
        Panel::top(say("top bar"))
            .exact_size(44.0)
            .frame(bar)
            .show(ui, |ui| panels::top_bar::ui(ui, &self.editor, &is_shown, asks));
        let status = panels::status::Status {
            hint: self.hint.as_deref(),
            pointer: self.map.pointer,
            metres_per_point: self.metres_per_point(),
        };
        Panel::bottom(say("status line"))
            .exact_size(26.0)
            .frame(bar)
            .show(ui, |ui| panels::status::ui(ui, &self.editor, &status));
        if let Some(comparing) = self.editor.comparing() {
            let (state, map) = (&mut self.compare, &mut self.map);
            compare::ui(ui, &self.editor, comparing, state, map, &is_shown, asks);
            return;
        }
        if let Some(exercising) = self.editor.exercising() {
            exercise::bands_ui(ui, &self.editor, exercising, &mut self.exercise, asks);
        }
        let side = Frame::new().fill(look.panel).inner_margin(Margin::ZERO);
        // What an extract lacks is not to be read beside it.
        let releasing = self.editor.releasing().is_some();
        if let Some(exercising) = self.editor.exercising().filter(|_| is_shown(View::Outline)) {
            Panel::left("exercise")
                .default_size(300.0)
                .size_range(220.0..=480.0)
                .frame(side)
                .show(ui, |ui| {
                    exercise::left_ui(ui, &self.editor, exercising, &mut self.exercise, asks);
                });
        } else if is_shown(View::Outline) && !releasing {
            Panel::left("outline")
                .default_size(262.0)
                .size_range(190.0..=440.0)
                .frame(side)
                .show(ui, |ui| {
                    panels::outline::ui(ui, &self.editor, &mut self.outline, asks);
                });
        }
        if let Some(importing) = self.editor.importing() {
            // As wide as its fields want, where the desk still has room for its tabs.
            let narrow = ui.ctx().content_rect().width() < 1400.0;
            Panel::right("import")
                .default_size(if narrow { 306.0 } else { 392.0 })
                .size_range(280.0..=600.0)
                .frame(side)
                .show(ui, |ui| panels::import::ui(ui, &self.editor, importing, asks));
        } else if let Some(incoming) = self.editor.incoming() {
            Panel::right("version")
                .default_size(340.0)
                .size_range(280.0..=600.0)
                .frame(side)
                .show(ui, |ui| panels::incoming::ui(ui, incoming, asks));
        } else if let Some(releasing) = self.editor.releasing() {
            Panel::right("release")
                .default_size(340.0)
                .size_range(280.0..=600.0)
                .frame(side)
                .show(ui, |ui| panels::release::ui(ui, &self.editor, releasing, asks));
        } else if let Some(exercising) = self.editor.exercising().filter(|_| {
            // What is selected on the map is worked on; else the card of the inject is there.
            is_shown(View::Inspector) && self.editor.workspace().selection.is_empty()
        }) {
            Panel::right("inject")
                .default_size(330.0)
                .size_range(260.0..=520.0)
                .frame(side)
                .show(ui, |ui| exercise::right_ui(ui, &self.editor, exercising, asks));
        } else if is_shown(View::Inspector) {
            Panel::right("inspector")
                .default_size(306.0)
                .size_range(240.0..=480.0)
                .frame(side)
                .show(ui, |ui| {
                    panels::inspector::ui(ui, &self.editor, &mut self.inspector, asks);
                });
        }
        egui::CentralPanel::default()
            .frame(Frame::new().fill(look.panel))
            .show(ui, |ui| {
                Panel::top("phases").exact_size(40.0).frame(bar).show(ui, |ui| {
                    let widths = if is_shown(View::PhasesToScale) {
                        panels::phase_strip::Widths::ToScale
                    } else {
                        panels::phase_strip::Widths::Equal
                    };
                    panels::phase_strip::ui(ui, &self.editor, widths, asks);
                });
                match self.editor.releasing() {
                    Some(releasing) => panels::release::band_ui(ui, &self.editor, releasing, asks),
                    None => panels::file_bar::ui(ui, &self.editor, asks),
                }
                if is_shown(View::Desk) && !releasing {
                    let room = ui.available_height();
                    let share = if self.editor.exercising().is_some() {
                        0.4
                    } else {
                        0.32
                    };
                    let desk = Panel::bottom(self.desk_height.salt(room))
                        .default_size((room * share).clamp(150.0, 360.0))
                        .size_range(90.0..=(room - 160.0).max(100.0))
                        .resizable(true)
                        .frame(
                            Frame::new()
                                .fill(look.panel)
                                .inner_margin(Margin::symmetric(10, 4)),
                        )
                        .show(ui, |ui| self.desk_ui(ui, asks));
                    self.desk_height.shown(desk.response.rect.height());
                }
                self.map_ui(ui, &is_shown, asks);
            });
    }

    /// What stands under the map: the plan's tabs, or in an exercise its own.
    fn desk_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let Some(exercising) = self.editor.exercising() else {
            panels::desk::ui(ui, &self.editor, &mut self.desk, asks);
            return;
        };
        let (state, desk, editor) = (&mut self.exercise, &mut self.desk, &self.editor);
        exercise::desk_ui(ui, exercising, state, asks, |ui, asks| {
            panels::desk::ui(ui, editor, desk, asks);
        });
    }

    /// Tells the exercise the room's time, and draws on while its clock runs.
    fn tick(&mut self, ctx: &egui::Context) {
        let Some(exercising) = self.editor.exercising() else {
            self.exercise = ExerciseState::default();
            return;
        };
        let room_ms = (ctx.input(|input| input.time) * 1000.0) as i64;
        if exercising.clock().is_running() {
            ctx.request_repaint_after(std::time::Duration::from_millis(200));
        }
        if room_ms != self.editor.room_ms() {
            self.editor
                .obey(Command::Exercise(ExerciseCommand::Tick(room_ms)));
        }
    }

    fn map_ui(&mut self, ui: &mut Ui, is_shown: &dyn Fn(View) -> bool, asks: &mut Asks) {
        let map = ui.available_rect_before_wrap();
        canvas::ui(ui, &self.editor, &mut self.map, is_shown, asks);
        if self.editor.releasing().is_some() {
            // Looked at only: no tool, no other view of it.
            self.map.screen.floating = Vec::new();
            return;
        }
        let mut floating = vec![panels::tool_bar::ui(ui, &self.editor, map, asks)];
        if let Some(tools) = floating.first().copied() {
            floating.extend(panels::draw_styles::ui(ui, &self.editor, tools, asks));
        }
        let viewpoint = panels::viewpoint::ui(ui, &self.editor, map, asks);
        let layers = panels::layers::ui(ui, &self.editor, viewpoint, asks);
        floating.extend(panels::network::ui(ui, &self.editor, layers, asks));
        floating.extend([viewpoint, layers]);
        floating.extend(panels::measure_card::ui(ui, &self.editor, map, asks));
        floating.extend(panels::shape_card::ui(
            ui,
            &self.editor,
            &mut self.card,
            map,
            asks,
        ));
        floating.extend(panels::live_card::ui(ui, &self.editor, map));
        if self.editor.exercising().is_none() {
            floating.extend(panels::welcome::ui(ui, &self.editor, map, asks));
        }
        floating.extend(panels::typed_places::ui(
            ui,
            &self.editor,
            &mut self.typed_places,
            map,
            asks,
        ));
        self.map.screen.floating = floating;
        let beside = self.drawn_at(map).unwrap_or(map.center());
        panels::new_object::ui(ui, &self.editor, map, beside, asks);
    }

    /// Where on the screen the shape just drawn is.
    fn drawn_at(&self, map: Rect) -> Option<egui::Pos2> {
        let points = self.editor.drawn()?.geometry.points();
        let camera = &self.editor.workspace().camera;
        let screen = |position| camera.screen_from_ground(position, [map.width(), map.height()]);
        let right = points
            .into_iter()
            .map(screen)
            .max_by(|a, b| a[0].total_cmp(&b[0]))?;
        Some(map.min + egui::vec2(right[0], right[1]))
    }

    fn metres_per_point(&self) -> f64 {
        let camera = &self.editor.workspace().camera;
        let latitude = self.map.pointer.map_or_else(
            || crate::drawing::mercator::ground_from_world(camera.centre).latitude(),
            crate::geometry::Position::latitude,
        );
        camera.metres_per_point(latitude)
    }

    /// Keys work everywhere but where text is typed; those with a modifier work there too.
    fn keys(&self, ctx: &egui::Context, asks: &mut Asks) {
        let typing = ctx.egui_wants_keyboard_input() && ctx.memory(|memory| memory.focused().is_some());
        let typing = typing && ctx.text_edit_focused();
        // Shift held besides does not keep a key from being taken for the one without: the ones that need
        // it come first.
        let mut keys: Vec<_> = Action::all()
            .filter_map(|action| Some((action, action.shortcut()?)))
            .collect();
        keys.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
        for (action, shortcut) in keys {
            let in_text = !shortcut.modifiers.command && typing;
            let text_keys = typing && matches!(action, Action::Undo | Action::Redo | Action::SelectAll);
            // What is being typed is not yet in the plan, and so not yet unsaved; Ctrl+S finishes it first.
            let available = action.is_available(&self.editor) || typing && action == Action::Save;
            if in_text || text_keys || !available {
                continue;
            }
            if ctx.input_mut(|input| input.consume_shortcut(&shortcut)) {
                action.run(&self.editor, asks);
            }
        }
        if !typing && !self.editor.takes_positions() {
            self.clipboard_keys(ctx, asks);
        }
        if !typing
            && self.card.is_none()
            && ctx.input(|input| input.key_pressed(egui::Key::Escape))
            && !egui::Popup::is_any_open(ctx)
            && !panels::phase_strip::is_dragging(ctx)
            && !self.exercise.is_dragging()
        {
            asks.command(Command::StepBack);
        }
    }

    /// The keys of the clipboard come as events of their own.
    fn clipboard_keys(&self, ctx: &egui::Context, asks: &mut Asks) {
        let events = ctx.input(|input| input.events.clone());
        for event in events {
            match event {
                egui::Event::Copy => Shaping::Copy.run(&self.editor, asks),
                egui::Event::Cut => Shaping::Cut.run(&self.editor, asks),
                egui::Event::Paste(text) => asks.command(Command::Paste(text)),
                _ => {}
            }
        }
    }

    fn do_all(&mut self, ctx: &egui::Context, asks: Asks) {
        if let Some(text) = &asks.copied {
            ctx.copy_text(text.clone());
        }
        if asks.copy_pointer
            && let Some(at) = self.map.last_pointer
        {
            ctx.copy_text(write(at, self.editor.preferences().coordinates));
        }
        if let Some(view) = asks.toggle
            && !self.hidden.remove(&view)
        {
            self.hidden.insert(view);
        }
        if asks.zoom != 0.0
            && let Some(rect) = self.map.rect
        {
            let middle = [rect.width() / 2.0, rect.height() / 2.0];
            let camera =
                self.editor
                    .workspace()
                    .camera
                    .zoom_at(middle, [rect.width(), rect.height()], asks.zoom);
            self.editor.obey(Command::MoveCamera(camera));
        }
        let camera = self.editor.workspace().camera;
        self.dialogs.view = self
            .map
            .rect
            .map(|rect| camera.view([rect.width(), rect.height()]));
        if asks.layers {
            panels::layers::toggle(ctx);
        }
        if let Some(kind) = asks.card {
            self.card = Some(ShapeCard::new(kind));
        }
        if asks.paste {
            // The clipboard's text comes back as an event.
            ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        }
        if let Some((desk, view)) = asks.desk_view {
            self.desk.look(desk, view);
            self.hidden.remove(&View::Desk);
        }
        if let Some(dialog) = &asks.dialog {
            self.dialogs.open(dialog, &self.editor);
        }
        let mut busy = !asks.commands.is_empty() || asks.dialog.is_some() || asks.layers;
        if asks.preview != self.previewed {
            busy = true;
            self.editor.obey(match &asks.preview {
                Some(edit) => Command::Preview(edit.clone()),
                None => Command::DropDraft,
            });
            self.previewed = asks.preview;
        }
        for command in asks.commands {
            self.editor.obey(command);
        }
        self.look_where_wanted();
        if busy {
            ctx.request_repaint();
        }
    }

    /// Moves the camera to what a command wants to show, and to the whole plan when it is new.
    fn look_where_wanted(&mut self) {
        let Some(rect) = self.map.rect else { return };
        // While nobody looked elsewhere, a map of another size shows the whole plan anew.
        let camera = self.editor.workspace().camera;
        let untouched = self
            .fitted
            .is_some_and(|(fitted, size)| fitted == camera && size != rect.size());
        if untouched || !self.editor.workspace().camera_set {
            self.editor.obey(Command::ShowAll);
            self.fitted = None;
        }
        let whole = self.fitted.is_none();
        let wanted = self.editor.take_wanted_view();
        let size = [rect.width(), rect.height()];
        if let Some(bounds) = wanted {
            let camera = Camera::fit(bounds, size, 56.0);
            if whole {
                self.fitted = Some((camera, rect.size()));
            }
            self.editor.obey(Command::MoveCamera(camera));
        } else if !self.editor.workspace().camera_set {
            // An empty plan: the country this was first made for, until somebody looks elsewhere.
            let corners = [(28.9, 38.6), (37.5, 48.9)];
            let corners = corners.map(|(lat, lon)| crate::geometry::Position::nearest(lat, lon));
            let bounds = crate::drawing::Bounds::of(corners.map(crate::drawing::mercator::world_from_ground));
            self.editor.obey(Command::MoveCamera(crate::drawing::Camera::fit(
                bounds, size, 24.0,
            )));
        }
    }

    fn name_window(&mut self, ctx: &egui::Context) {
        let title = match self.editor.exercising() {
            Some(exercising) => &exercising.exercise().title,
            None => &self.editor.plan().info.title,
        };
        let name = if title.is_empty() {
            say("Untitled plan")
        } else {
            title
        };
        let mark = if self.editor.is_unsaved() { " •" } else { "" };
        let title = said(format!("{name}{mark} — Entente"));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// The ground a plan is about, looked up once for a plan.
#[derive(Default)]
struct Ground {
    known: Option<(Arc<Plan>, Option<Bounds>)>,
}

impl Ground {
    fn of(&mut self, plan: &Arc<Plan>) -> Option<Bounds> {
        let known = self.known.take().filter(|(known, _)| Arc::ptr_eq(known, plan));
        let (_, ground) = self
            .known
            .insert(known.unwrap_or_else(|| (Arc::clone(plan), ground(plan))));
        *ground
    }
}

impl eframe::App for EntenteApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        EntenteApp::logic(self, ctx, super::today());
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }
}

//! The dialog for printing: what is on the sheet, how large, as which file; with a small picture of it.
//!
//! Draws nothing of the sheet itself: the picture is the one that would be printed, made small.

use std::path::PathBuf;

use egui::{
    Align, Context, Layout, Rect, RichText, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    Vec2,
};

use super::Stays;
use super::file::{file_stem, usual_folder};
use super::frame::{buttons, modal, scroll};
use crate::drawing::annex::Chapter;
use crate::drawing::paper::{Findings, Form, Paper, Product, SCALES, Sheet, Turned};
use crate::drawing::words::{day_text, name_of};
use crate::drawing::{Bounds, Theme};
use crate::editor::{Command, Editor, Preview, PrintOrder};
use crate::model::{Id, Phase};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    choice_picker, labelled, muted, number_field, paragraph, primary_button, quiet_button, text_field, tick,
};
use crate::ui::words::{said, say};

/// Width of the fields, points.
const FIELDS: f32 = 340.0;
/// Room for the small picture, points.
const PICTURE: Vec2 = Vec2::new(380.0, 440.0);
/// Scales offered beside what can be typed.
const USUAL: [u32; 7] = [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];

/// What kind of file is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Pdf,
    Svg,
    Png,
}

impl Format {
    const ALL: [Self; 3] = [Self::Pdf, Self::Svg, Self::Png];

    fn text(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Svg => "SVG",
            Self::Png => say("PNG, 200 dots an inch"),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    const fn product(self) -> Product {
        match self {
            Self::Pdf => Product::Pdf,
            Self::Svg => Product::Svg,
            Self::Png => Product::Png { dpi: 200.0 },
        }
    }
}

/// Which ground is on the sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Plan,
    View,
}

/// What is chosen, and what was last asked to be shown small.
pub(super) struct PrintDialog {
    format: Format,
    paper: Paper,
    turned: Turned,
    scale: Option<u32>,
    ground: Ground,
    view: Option<Bounds>,
    phase: Option<Id<Phase>>,
    findings: bool,
    map: bool,
    chapters: Vec<Chapter>,
    theme: Theme,
    date: String,
    path: PathBuf,
    asked: Option<PrintOrder>,
    picture: Option<Picture>,
}

/// A small picture as it is on the graphics card, and the bytes it was made of.
struct Picture {
    bytes: usize,
    texture: TextureHandle,
}

impl PrintDialog {
    /// Starts with all of the plan on an A3 sheet, in the phase shown; `view` is what the map shows.
    pub(super) fn new(editor: &Editor, view: Option<Bounds>) -> Self {
        let path = usual_folder(editor).join(format!("{}.pdf", file_stem(editor)));
        Self {
            format: Format::Pdf,
            paper: Paper::A3,
            turned: Turned::AsFits,
            scale: None,
            ground: Ground::Plan,
            view,
            phase: editor.workspace().phase,
            findings: true,
            map: true,
            chapters: Chapter::ALL.to_vec(),
            theme: Theme::Light,
            date: day_text(editor.today()),
            path,
            asked: None,
            picture: None,
        }
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let order = self.order(editor);
        if self.asked.as_ref() != Some(&order) {
            asks.command(Command::PreviewPrint(Box::new(order.clone())));
            self.asked = Some(order.clone());
        }
        modal(
            ctx,
            say("Print or export the map"),
            FIELDS + PICTURE.x + 24.0,
            |ui| {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui_with_layout(
                        Vec2::new(FIELDS, PICTURE.y),
                        Layout::top_down(Align::Min),
                        |ui| {
                            ui.set_width(FIELDS);
                            scroll(ui, PICTURE.y, |ui| self.fields_ui(ui, editor));
                        },
                    );
                    ui.add_space(8.0);
                    self.picture_ui(ui, editor, &order);
                });
                let fault = self.fault(editor);
                if let Some(fault) = &fault {
                    paragraph(ui, RichText::new(said(fault)).color(Look::of(ui.ctx()).critical));
                }
                buttons(ui, |ui| {
                    let ready = fault.is_none();
                    let done = ui
                        .add_enabled_ui(ready, |ui| primary_button(ui, say("Print to file"), 130.0))
                        .inner
                        .clicked();
                    if done {
                        asks.command(Command::Print {
                            path: self.path.clone(),
                            order: Box::new(order.clone()),
                            replace: false,
                        });
                        return Stays::Closed;
                    }
                    if quiet_button(ui, say("Cancel")).clicked() {
                        Stays::Closed
                    } else {
                        Stays::Open
                    }
                })
            },
        )
    }

    fn order(&self, editor: &Editor) -> PrintOrder {
        let extent = match self.ground {
            Ground::Plan => None,
            Ground::View => self.view,
        };
        PrintOrder {
            form: if self.map {
                Form::Sheet(Sheet {
                    paper: self.paper,
                    turned: self.turned,
                    scale: self.scale,
                    extent,
                })
            } else {
                Form::Annex
            },
            product: self.format.product(),
            phase: self.phase,
            findings: if self.findings {
                Findings::Shown
            } else {
                Findings::Hidden
            },
            theme: self.theme,
            chapters: self.chapters.clone(),
            date: self.date.clone(),
            hidden: editor.workspace().hidden.clone(),
        }
    }

    /// Why it cannot be printed as it is.
    fn fault(&self, editor: &Editor) -> Option<String> {
        if !self.map && self.chapters.is_empty() {
            return Some(say("Choose at least one page").to_owned());
        }
        if self.path.file_name().is_none() {
            return Some(say("Say which file it goes to").to_owned());
        }
        let preview = editor.print_preview()?;
        let of_this = self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.preview() == preview.order);
        preview.picture.as_ref().err().filter(|_| of_this).cloned()
    }

    fn fields_ui(&mut self, ui: &mut Ui, editor: &Editor) {
        let format = choice_picker(ui, say("Format"), self.format.text(), Some(&self.format), || {
            Format::ALL
                .map(|format| (format, format.text().to_owned()))
                .to_vec()
        });
        if let Some(format) = format {
            self.format = format;
            self.path.set_extension(format.ending());
        }
        self.pages_ui(ui);
        ui.add_enabled_ui(self.map, |ui| self.sheet_ui(ui));
        self.content_ui(ui, editor);
        if let Some(date) = text_field(ui, say("Date"), &self.date) {
            self.date = date;
        }
        if let Some(path) = text_field(ui, say("File"), &self.path.display().to_string()) {
            self.path = PathBuf::from(path.trim());
            if self.path.extension().is_none() && self.path.file_name().is_some() {
                self.path.set_extension(self.format.ending());
            }
        }
    }

    fn pages_ui(&mut self, ui: &mut Ui) {
        labelled(ui, say("Pages"), |ui| {
            ui.vertical(|ui| {
                tick(ui, &mut self.map, say("Map"));
                for chapter in Chapter::ALL {
                    let mut wanted = self.chapters.contains(&chapter);
                    if tick(ui, &mut wanted, said(chapter.title())).changed() {
                        self.chapters.retain(|known| *known != chapter);
                        self.chapters.extend(wanted.then_some(chapter));
                        self.chapters.sort();
                    }
                }
            });
        });
    }

    fn sheet_ui(&mut self, ui: &mut Ui) {
        let paper = choice_picker(ui, say("Paper"), self.paper.name(), Some(&self.paper), || {
            Paper::ALL.map(|paper| (paper, paper_text(paper))).to_vec()
        });
        self.paper = paper.unwrap_or(self.paper);
        let turned = choice_picker(
            ui,
            say("Orientation"),
            turned_text(self.turned),
            Some(&self.turned),
            || {
                [Turned::AsFits, Turned::Portrait, Turned::Landscape]
                    .map(|turned| (turned, turned_text(turned).to_owned()))
                    .to_vec()
            },
        );
        self.turned = turned.unwrap_or(self.turned);
        let ground = choice_picker(
            ui,
            say("Ground"),
            ground_text(self.ground),
            Some(&self.ground),
            || {
                [Ground::Plan, Ground::View]
                    .map(|ground| (ground, ground_text(ground).to_owned()))
                    .to_vec()
            },
        );
        self.ground = ground.unwrap_or(self.ground);
        let scale = choice_picker(
            ui,
            say("Scale"),
            &scale_text(self.scale),
            Some(&self.scale),
            || {
                let usual = USUAL.map(|scale| (Some(scale), scale_text(Some(scale))));
                [(None, scale_text(None))].into_iter().chain(usual).collect()
            },
        );
        self.scale = scale.unwrap_or(self.scale);
        if let Some(typed) = number_field(ui, say("Scale 1 :"), self.scale, "") {
            self.scale = typed.map(|scale| scale.clamp(*SCALES.start(), *SCALES.end()));
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, editor: &Editor) {
        let plan = editor.plan();
        let name = |phase: Option<Id<Phase>>| {
            phase.map_or_else(|| say("All phases").to_owned(), |id| name_of(plan, id.into()))
        };
        let phase = choice_picker(ui, say("Phase"), &name(self.phase), Some(&self.phase), || {
            let phases = plan.phases_in_order().into_iter().map(|(id, _)| Some(id));
            [None]
                .into_iter()
                .chain(phases)
                .map(|phase| (phase, name(phase)))
                .collect()
        });
        self.phase = phase.unwrap_or(self.phase);
        labelled(ui, say("Findings"), |ui| {
            tick(ui, &mut self.findings, say("Draw findings on the map"))
        });
        let theme = choice_picker(
            ui,
            say("Colours"),
            theme_text(self.theme),
            Some(&self.theme),
            || {
                Theme::ALL
                    .map(|theme| (theme, theme_text(theme).to_owned()))
                    .to_vec()
            },
        );
        self.theme = theme.unwrap_or(self.theme);
        let hidden = editor.workspace().hidden.len();
        if hidden > 0 {
            let text =
                crate::ui::widgets::counted(hidden, say("hidden object is"), say("hidden objects are"));
            muted(ui, said(format!("{text} left out.")));
        }
    }

    /// The first page, small; while it is made, what was there before is pale.
    fn picture_ui(&mut self, ui: &mut Ui, editor: &Editor, order: &PrintOrder) {
        let look = Look::of(ui.ctx());
        let height = PICTURE.y.min(super::frame::scroll_height(ui, PICTURE.y));
        let (room, response) = ui.allocate_exact_size(Vec2::new(PICTURE.x, height), Sense::hover());
        ui.painter().rect_filled(room, 6.0, look.window);
        let preview = editor.print_preview();
        let current = preview.is_some_and(|preview| preview.order == order.preview());
        if let Some(Preview {
            picture: Ok(picture), ..
        }) = preview
        {
            self.show(ui, room.shrink(8.0), picture, current);
        }
        let text = match preview {
            Some(Preview { picture: Err(_), .. }) if current => say("No picture"),
            Some(_) if current => "",
            _ => say("Drawing the sheet…"),
        };
        let name = if text.is_empty() {
            say("Picture of the first page")
        } else {
            text
        };
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
        if !text.is_empty() {
            let font = egui::FontId::proportional(12.0);
            let galley = ui.painter().layout_no_wrap(text.to_owned(), font, look.text);
            let plate = Rect::from_center_size(room.center(), galley.size() + Vec2::new(16.0, 8.0));
            ui.painter().rect_filled(plate, 5.0, look.panel);
            ui.painter()
                .galley(room.center() - galley.size() / 2.0, galley, look.text);
        }
    }

    fn show(&mut self, ui: &Ui, room: Rect, png: &std::sync::Arc<Vec<u8>>, current: bool) {
        // The bytes are kept alive by the editor, so that their address stays their own.
        let bytes = std::sync::Arc::as_ptr(png) as usize;
        if self.picture.as_ref().is_none_or(|picture| picture.bytes != bytes) {
            let Ok(read) = image::load_from_memory_with_format(png, image::ImageFormat::Png) else {
                return;
            };
            let read = read.to_rgba8();
            let size = [read.width() as usize, read.height() as usize];
            let pixels = egui::ColorImage::from_rgba_unmultiplied(size, read.as_raw());
            let texture = ui.ctx().load_texture("sheet", pixels, TextureOptions::LINEAR);
            self.picture = Some(Picture { bytes, texture });
        }
        let Some(picture) = &self.picture else { return };
        let look = Look::of(ui.ctx());
        let size = picture.texture.size_vec2();
        let scale = (room.width() / size.x).min(room.height() / size.y);
        let rect = Rect::from_center_size(room.center(), size * scale);
        let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
        let tint = egui::Color32::WHITE.gamma_multiply(if current { 1.0 } else { 0.45 });
        ui.painter().image(picture.texture.id(), rect, whole, tint);
        ui.painter()
            .rect_stroke(rect, 0.0, Stroke::new(1.0, look.hairline), StrokeKind::Outside);
    }
}

fn paper_text(paper: Paper) -> String {
    let [short, long] = paper.size_mm();
    said(format!("{}, {short:.0} × {long:.0} mm", paper.name()))
}

fn turned_text(turned: Turned) -> &'static str {
    match turned {
        Turned::AsFits => say("As it fits"),
        Turned::Portrait => say("Portrait"),
        Turned::Landscape => say("Landscape"),
    }
}

fn ground_text(ground: Ground) -> &'static str {
    match ground {
        Ground::Plan => say("All of the plan"),
        Ground::View => say("What is in view"),
    }
}

fn theme_text(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => say("Light"),
        Theme::Dark => say("Dark"),
        Theme::HighContrast => say("High contrast"),
        Theme::HighContrastDark => say("High contrast, dark"),
    }
}

fn scale_text(scale: Option<u32>) -> String {
    match scale {
        None => say("As large as it fits").to_owned(),
        Some(scale) => format!("1:{}", crate::checks::wording::grouped(f64::from(scale))),
    }
}

//! The card that asks what a shape just drawn is to be; a holder can be chosen or newly made here.

use egui::{ComboBox, Frame, Rect, Stroke, TextEdit, Ui, Vec2};

use crate::editor::tools::ToolKind;
use crate::editor::{Command, Editor, HolderChoice, NewObject, WhenChoice};
use crate::model::{Plan, StakeholderKind, Vocabulary};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{labelled, primary_button, quiet_button};
use crate::ui::words::{said, say};

/// Draws the card beside what was drawn, inside the map.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect, beside: egui::Pos2, asks: &mut Asks) {
    let Some(drawn) = editor.drawn() else { return };
    let look = Look::of(ui.ctx());
    let size = Vec2::new(300.0, 250.0);
    let free = map.shrink(12.0);
    let corner = egui::pos2(
        (beside.x + 24.0).clamp(
            free.left() + 48.0,
            (free.right() - size.x).max(free.left() + 48.0),
        ),
        (beside.y - 40.0).clamp(free.top(), (free.bottom() - size.y).max(free.top())),
    );
    let id = egui::Id::unique("new object");
    let mut form = drawn.clone();
    let area = egui::Area::new(id)
        .fixed_pos(corner)
        .order(egui::Order::Foreground)
        .constrain_to(free);
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(look.panel)
            .stroke(Stroke::new(1.0, look.hairline))
            .corner_radius(8)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(14);
        frame.show(ui, |ui| {
            ui.set_width(size.x - 28.0);
            form_ui(ui, editor.plan(), &mut form);
            ui.add_space(6.0);
            let make = ui
                .horizontal(|ui| {
                    let make = primary_button(ui, heading(form.tool), 120.0).clicked();
                    if quiet_button(ui, say("Drop")).clicked() {
                        asks.command(Command::DropDrawn);
                    }
                    make
                })
                .inner;
            let entered =
                ui.input(|input| input.key_pressed(egui::Key::Enter)) && !egui::Popup::is_any_open(ui.ctx());
            if form != *drawn {
                asks.command(Command::AskAbout(Box::new(form.clone())));
            }
            if make || entered {
                asks.command(Command::MakeDrawn);
            }
        });
    });
}

fn heading(tool: ToolKind) -> &'static str {
    match tool {
        ToolKind::Boundary => say("Make boundary"),
        ToolKind::Corridor => say("Make corridor"),
        ToolKind::PointMeasure | ToolKind::LineMeasure | ToolKind::AreaMeasure => say("Make measure"),
        ToolKind::Force => say("Make force"),
        ToolKind::Site => say("Make site"),
        ToolKind::Sector
        | ToolKind::Select
        | ToolKind::Reshape
        | ToolKind::AreaOfOperations
        | ToolKind::Measure
        | ToolKind::Rings
        | ToolKind::Verb(_) => say("Make sector"),
    }
}

fn form_ui(ui: &mut Ui, plan: &Plan, form: &mut NewObject) {
    ui.label(title(heading(form.tool).replace("Make", say("New")), 13.5));
    labelled(ui, say("Name"), |ui| {
        let response = ui.add(TextEdit::singleline(&mut form.name).desired_width(f32::INFINITY));
        let shown = form.name.clone();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
            info.label = Some(say("Name").to_owned());
            info
        });
        // The first thing to type is the name.
        if ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
    });
    let holder_label = match form.tool {
        ToolKind::Boundary => say("Left"),
        ToolKind::Corridor | ToolKind::PointMeasure | ToolKind::LineMeasure | ToolKind::AreaMeasure => {
            say("Owner")
        }
        ToolKind::Force => say("Stakeholder"),
        ToolKind::Site => say("Operator"),
        _ => say("Holder"),
    };
    holder_ui(ui, plan, holder_label, &mut form.holder);
    match form.tool {
        ToolKind::Boundary => {
            holder_ui(ui, plan, say("Right"), &mut form.right);
            word_ui(ui, say("Kind"), &mut form.boundary_kind);
        }
        ToolKind::PointMeasure | ToolKind::LineMeasure | ToolKind::AreaMeasure => {
            word_ui(ui, say("Kind"), &mut form.measure_kind);
        }
        ToolKind::Force => {
            word_ui(ui, say("Function"), &mut form.function);
            let mut echelon = form.echelon.unwrap_or_default();
            word_ui(ui, say("Echelon"), &mut echelon);
            form.echelon = Some(echelon);
        }
        ToolKind::Site => word_ui(ui, say("Kind"), &mut form.site_kind),
        ToolKind::Corridor => labelled(ui, say("Width"), |ui| {
            let value = egui::DragValue::new(&mut form.width_m)
                .range(1..=20_000)
                .suffix(" m");
            let response = ui.add(value);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, say("Width")));
        }),
        _ => word_ui(ui, say("Role"), &mut form.role),
    }
    when_ui(ui, plan, &mut form.when);
}

fn word_ui<W: Vocabulary>(ui: &mut Ui, label: &str, word: &mut W) {
    if let Some(chosen) = crate::ui::widgets::word_picker(ui, label, *word) {
        *word = chosen;
    }
}

fn holder_ui(ui: &mut Ui, plan: &Plan, label: &str, choice: &mut HolderChoice) {
    let shown = match choice {
        HolderChoice::Nobody => say("Nobody yet").to_owned(),
        HolderChoice::Existing(id) => plan.label_of(*id),
        HolderChoice::New { .. } => say("New stakeholder").to_owned(),
    };
    labelled(ui, label, |ui| {
        let combo = ComboBox::from_id_salt(("holder", label))
            .selected_text(&shown)
            .width(ui.available_width())
            .truncate();
        let response = combo.show_ui(ui, |ui| {
            if ui
                .selectable_label(*choice == HolderChoice::Nobody, say("Nobody yet"))
                .clicked()
            {
                *choice = HolderChoice::Nobody;
            }
            for (id, party) in plan.stakeholders.iter() {
                let this = HolderChoice::Existing(id);
                if ui.selectable_label(*choice == this, party.label()).clicked() {
                    *choice = this;
                }
            }
            ui.separator();
            let is_new = matches!(choice, HolderChoice::New { .. });
            if ui.selectable_label(is_new, say("New stakeholder…")).clicked() && !is_new {
                *choice = HolderChoice::New {
                    name: String::new(),
                    kind: StakeholderKind::default(),
                };
            }
        });
        response.response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, label);
            info.current_text_value = Some(shown.clone());
            info
        });
    });
    if let HolderChoice::New { name, kind } = choice {
        let spoken = said(format!("New {} name", label.to_lowercase()));
        labelled(ui, say("Its name"), |ui| {
            let edit = TextEdit::singleline(name)
                .desired_width(f32::INFINITY)
                .hint_text(say("Who answers for it"));
            let response = ui.add(edit);
            let shown = name.clone();
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, say("Who answers for it"));
                info.label = Some(spoken.clone());
                info
            });
        });
        word_ui(ui, say("Its kind"), kind);
    }
}

fn when_ui(ui: &mut Ui, plan: &Plan, when: &mut WhenChoice) {
    if plan.phases.is_empty() {
        return;
    }
    let name = |choice: WhenChoice| match choice {
        WhenChoice::WholePlan => say("Whole plan").to_owned(),
        WhenChoice::Phase(id) => plan
            .phases
            .get(id)
            .map(|phase| phase.name.clone())
            .unwrap_or_default(),
    };
    let shown = name(*when);
    labelled(ui, say("When"), |ui| {
        let combo = ComboBox::from_id_salt("when")
            .selected_text(&shown)
            .width(ui.available_width())
            .truncate();
        let phases = plan
            .phases_in_order()
            .into_iter()
            .map(|(id, _)| WhenChoice::Phase(id));
        let response = combo.show_ui(ui, |ui| {
            for choice in std::iter::once(WhenChoice::WholePlan).chain(phases) {
                ui.selectable_value(when, choice, name(choice));
            }
        });
        response.response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, say("When"));
            info.current_text_value = Some(shown.clone());
            info
        });
    });
}

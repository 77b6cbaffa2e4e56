//! What a plan says of itself: title, marking, times, deadlines, sources.

use std::sync::Arc;

use egui::{Context, Ui};

use super::Stays;
use super::frame::{modal, scroll};
use crate::editor::Editor;
use crate::files::ron_text::plan_hash;
use crate::model::{Deadline, Edit, Plan, PlanInfo};
use crate::ui::asks::Asks;
use crate::ui::widgets::{
    instant_field, labelled, lines_field, link, muted, needed_minute_field, primary_button, quiet_button,
    section, stakeholder_picker, text_area, text_field, word_picker,
};
use crate::ui::words::{said, say};

/// Draws the fields; each change is one step of the history at once.
pub(super) fn ui(ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
    modal(ctx, say("Plan details"), 520.0, |ui| {
        let plan = editor.plan();
        let mut info = plan.info.clone();
        scroll(ui, 560.0, |ui| {
            content_ui(ui, plan);
            fields_ui(ui, editor, &mut info, asks);
            deadlines_ui(ui, &mut info);
            section(ui, say("Area of operations"));
            if info.area_of_operations.is_some() {
                ui.horizontal(|ui| {
                    muted(ui, say("Gaps are looked for inside it."));
                    if quiet_button(ui, say("Remove area of operations")).clicked() {
                        asks.commit(Edit::SetAreaOfOperations(None));
                    }
                });
            } else {
                muted(
                    ui,
                    say("None: gaps cannot be judged. Draw it with the tool of that name (A)."),
                );
            }
        });
        if info != plan.info {
            asks.commit(Edit::SetInfo(Box::new(info)));
        }
        let done = super::frame::buttons(ui, |ui| primary_button(ui, say("Done"), 110.0).clicked());
        if done { Stays::Closed } else { Stays::Open }
    })
}

/// Says by which eight digits the plan as it is now can be told from any other; they are on paper and in reports
/// too.
fn content_ui(ui: &mut Ui, plan: &Arc<Plan>) {
    let place = egui::Id::unique("plan_content");
    let known = ui.data(|data| data.get_temp::<(Arc<Plan>, String)>(place));
    let digits = match known {
        Some((of, digits)) if Arc::ptr_eq(&of, plan) => digits,
        _ => {
            let digits = plan_hash(plan).map(|hash| hash.short()).unwrap_or_default();
            ui.data_mut(|data| data.insert_temp(place, (Arc::clone(plan), digits.clone())));
            digits
        }
    };
    let hint = say("Two plans with the same digits here, in a report or on a sheet are the same plan");
    muted(ui, said(format!("Content {digits}"))).on_hover_text(hint);
}

fn fields_ui(ui: &mut Ui, editor: &Editor, info: &mut PlanInfo, asks: &mut Asks) {
    if let Some(title) = text_field(ui, say("Title"), &info.title) {
        info.title = title;
    }
    if let Some(purpose) = word_picker(ui, say("Purpose"), info.purpose) {
        info.purpose = purpose;
    }
    if let Some(readiness) = word_picker(ui, say("Readiness"), editor.plan().readiness) {
        asks.commit(Edit::SetReadiness(readiness));
    }
    if let Some(marking) = text_field(ui, say("Marking"), &info.marking) {
        info.marking = marking;
    }
    if let Some(author) = text_field(ui, say("Author"), &info.author) {
        info.author = author;
    }
    if let Some(h_hour) = instant_field(ui, "H-hour", info.h_hour) {
        info.h_hour = h_hour;
    }
    if let Some(created) = instant_field(ui, say("Created"), info.created) {
        info.created = created;
    }
    if let Some(viewpoint) = stakeholder_picker(ui, say("As seen by"), editor.plan(), info.viewpoint) {
        info.viewpoint = viewpoint;
    }
    labelled(ui, say("Hot weather"), |ui| {
        let response = ui.checkbox(&mut info.hot_weather, say("Over 35 °C is expected"));
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::CheckBox, true, info.hot_weather, say("Hot weather"))
        });
    });
    if let Some(sources) = lines_field(ui, say("Sources"), &info.sources) {
        info.sources = sources;
    }
    if let Some(notes) = text_area(ui, say("Notes"), &info.notes) {
        info.notes = notes;
    }
}

fn deadlines_ui(ui: &mut Ui, info: &mut PlanInfo) {
    section(ui, say("Deadlines"));
    let mut removed = None;
    for (place, deadline) in info.deadlines.iter_mut().enumerate() {
        let number = place + 1;
        ui.push_id(("deadline", place), |ui| {
            if let Some(name) = text_field(ui, say("What"), &deadline.name) {
                deadline.name = name;
            }
            if let Some(at) = needed_minute_field(ui, say("When"), deadline.at) {
                deadline.at = at;
            }
            if let Some(about) = text_field(ui, say("About"), &deadline.about) {
                deadline.about = about;
            }
            let remove = link(ui, say("Remove"));
            let name = said(format!("Remove deadline {number}"));
            remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if remove.clicked() {
                removed = Some(place);
            }
        });
        ui.add_space(4.0);
    }
    if let Some(place) = removed {
        info.deadlines.remove(place);
    }
    if quiet_button(ui, say("Add deadline")).clicked() {
        let name = said(format!("Deadline {}", info.deadlines.len() + 1));
        info.deadlines.push(Deadline {
            name,
            ..Deadline::new(0)
        });
    }
}

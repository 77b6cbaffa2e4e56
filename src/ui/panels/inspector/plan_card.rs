//! Nothing selected: the plan as a whole.

use egui::Ui;

use crate::editor::Editor;
use crate::model::{Edit, Plan, PlanInfo};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Icon, count_text, icon, link, name_text, paragraph, title_field, word_picker};
use crate::ui::words::say;

use super::discussion::DiscussionState;
use super::facts::fact;
use super::findings;

pub(super) fn ui(ui: &mut Ui, editor: &Editor, discussion: &mut DiscussionState, asks: &mut Asks) {
    let plan = editor.plan();
    super::header(
        ui,
        say("Plan"),
        |ui, look| icon(ui, Icon::Plan, look.muted),
        |ui| {
            let id = ui.make_persistent_id(say("plan title"));
            if let Some(title) = title_field(ui, id, say("Plan title"), &plan.info.title) {
                set_info(plan, asks, |info| info.title = title);
            }
        },
    );
    super::scrolled(ui, |ui| {
        super::open_questions::ui(ui, editor, None, asks);
        fields(ui, plan, asks);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            facts(ui, plan);
        });
        discussion.ui(ui, editor, None, asks);
        if let Some(report) = editor.report() {
            let worst: Vec<_> = report
                .findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| finding.is_open())
                .collect();
            findings::list(ui, editor, asks, say("Worst findings"), &worst);
        }
        ui.add_space(8.0);
        if link(ui, Action::PlanDetails.text()).clicked() {
            Action::PlanDetails.run(editor, asks);
        }
    });
}

fn set_info(plan: &Plan, asks: &mut Asks, change: impl FnOnce(&mut PlanInfo)) {
    let mut info = plan.info.clone();
    change(&mut info);
    asks.commit(Edit::SetInfo(Box::new(info)));
}

fn fields(ui: &mut Ui, plan: &Plan, asks: &mut Asks) {
    if let Some(purpose) = word_picker(ui, say("Purpose"), plan.info.purpose) {
        set_info(plan, asks, |info| info.purpose = purpose);
    }
    if let Some(readiness) = word_picker(ui, say("Readiness"), plan.readiness) {
        asks.commit(Edit::SetReadiness(readiness));
    }
}

fn facts(ui: &mut Ui, plan: &Plan) {
    ui.add_space(8.0);
    ui.separator();
    ui.add_space(4.0);
    let h_hour = plan.info.h_hour.map(crate::model::Instant::date_time_group);
    fact(ui, say("H-hour"), h_hour.as_deref().unwrap_or(say("not set")));
    let marking = if plan.info.marking.is_empty() {
        say("none")
    } else {
        &plan.info.marking
    };
    fact(ui, say("Marking"), marking);
    for (label, count) in counts(plan) {
        if count > 0 {
            fact(ui, label, &count_text(count as u64));
        }
    }
    if plan.entity_count() == 0 {
        ui.add_space(4.0);
        let look = Look::of(ui.ctx());
        let text = say("Nothing is drawn yet. Draw the area of operations, then the sectors in it.");
        paragraph(ui, name_text(text, 12.5).color(look.muted));
    }
}

fn counts(plan: &Plan) -> [(&'static str, usize); 10] {
    [
        (say("Stakeholders"), plan.stakeholders.len()),
        (say("Sectors"), plan.sectors.len()),
        (say("Forces"), plan.forces.len()),
        (say("Boundaries"), plan.boundaries.len()),
        (say("Agreements"), plan.agreements.len()),
        (say("Control measures"), plan.measures.len()),
        (say("Sites and camps"), plan.sites.len()),
        (say("Corridors"), plan.corridors.len()),
        (say("Channels"), plan.channels.len()),
        (say("Phases"), plan.phases.len()),
    ]
}

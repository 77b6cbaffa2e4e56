//! The plan as one stakeholder would see it: the panel in the inspector's place, with what is shown and withheld
//! and why, and the band over the map that says as whom one looks.

use std::collections::BTreeSet;

use egui::{Frame, Margin, Panel, RichText, ScrollArea, Ui};

use super::inspector::kind_title;
use crate::editor::{Command, Editor, ReleaseCommand, Releasing};
use crate::model::{AnyId, ExtractOf, Plan};
use crate::release::{Leak, Sensitive, Why, WhyNot, can_be_released_to};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Fold, choice_picker, compare_names, cut_name, fold, muted, paragraph, primary_button, quiet_button, tick,
    title_text,
};
use crate::ui::words::{said, say};

/// Room for the buttons below, points.
const BUTTONS: f32 = 52.0;
/// The grid of a coarse extract, metres.
const GRID_M: u32 = 1_000;

/// Draws the band over the map.
pub fn band_ui(ui: &mut Ui, editor: &Editor, releasing: &Releasing, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let frame = Frame::new()
        .fill(look.field)
        .inner_margin(Margin::symmetric(14, 6));
    let who = editor.plan().label_of(releasing.of.stakeholder);
    let text = match releasing.extract.withheld.len() {
        1 => said(format!("As {who} sees it. 1 object is withheld.")),
        count => said(format!("As {who} sees it. {count} objects are withheld.")),
    };
    Panel::top("extract-band").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).strong().color(look.text));
            if quiet_button(ui, say("Back to the plan")).clicked() {
                asks.command(Command::Release(ReleaseCommand::Leave));
            }
        });
    });
}

/// Draws the panel.
pub fn ui(ui: &mut Ui, editor: &Editor, releasing: &Releasing, asks: &mut Asks) {
    let plan = editor.plan();
    Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            cut_name(ui, &title_text(say("Release to a stakeholder"), 14.0));
            muted(
                ui,
                say("The map shows the extract itself: what is not on it is not in the file."),
            );
            ui.add_space(4.0);
            let room = (ui.available_height() - BUTTONS).max(80.0);
            ScrollArea::vertical()
                .id_salt("release")
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    // Clear of the bar that scrolls.
                    ui.set_width(ui.available_width() - 12.0);
                    choices_ui(ui, plan, releasing, asks);
                    leaks_ui(ui, plan, &releasing.leaks, asks);
                    lists_ui(ui, plan, releasing, asks);
                });
            ui.separator();
            ui.horizontal(|ui| {
                let may = releasing.leaks.is_empty();
                let save = ui.add_enabled_ui(may, |ui| primary_button(ui, say("Save extract…"), 130.0));
                if save.inner.clicked() {
                    asks.dialog(Dialog::SaveExtract);
                }
                if quiet_button(ui, say("Leave")).clicked() {
                    asks.command(Command::Release(ReleaseCommand::Leave));
                }
            });
        });
}

fn choices_ui(ui: &mut Ui, plan: &Plan, releasing: &Releasing, asks: &mut Asks) {
    let mut of = releasing.of;
    let chosen = choice_picker(
        ui,
        say("Stakeholder"),
        &plan.label_of(of.stakeholder),
        Some(&of.stakeholder),
        || {
            let all = can_be_released_to(plan).into_iter();
            let mut all: Vec<_> = all.map(|id| (id, plan.label_of(id))).collect();
            all.sort_by(|one, other| compare_names(&one.1, &other.1));
            all
        },
    );
    if let Some(stakeholder) = chosen {
        of.stakeholder = stakeholder;
    }
    ui.add_space(4.0);
    muted(ui, say("Of what is not its own:"));
    let coarse = &mut of.generalised;
    let mut grid = coarse.grid_m.is_some();
    if tick(ui, &mut grid, say("Positions on a grid of 1 km")).changed() {
        coarse.grid_m = grid.then_some(GRID_M);
    }
    tick(ui, &mut coarse.names_hidden, say("Kinds in place of names"));
    tick(
        ui,
        &mut coarse.contacts_dropped,
        say("No contacts, whatever is shared"),
    );
    ui.add_space(6.0);
    muted(
        ui,
        say(
            "Never in an extract: notes, tags, sources and imported properties, policy and waivers, open questions, \
             deadlines, the area of operations, the history.",
        ),
    );
    if of != releasing.of {
        look_as(of, asks);
    }
}

fn look_as(of: ExtractOf, asks: &mut Asks) {
    asks.command(Command::Release(ReleaseCommand::LookAs(Some(of))));
}

/// What H16 objects to, and what can be done about it.
fn leaks_ui(ui: &mut Ui, plan: &Plan, leaks: &[Leak], asks: &mut Asks) {
    if leaks.is_empty() {
        return;
    }
    let look = Look::of(ui.ctx());
    ui.add_space(8.0);
    paragraph(
        ui,
        RichText::new(say("H16 objects: this would go out and should not")).color(look.critical),
    );
    for leak in leaks {
        paragraph(ui, RichText::new(leak_text(plan, leak)).color(look.text));
        muted(ui, remedy(leak.what));
        if let Some(id) = leak.of
            && quiet_button(ui, say("Go to it in the plan")).clicked()
        {
            asks.command(Command::Release(ReleaseCommand::Leave));
            asks.command(Command::ShowObjects(BTreeSet::from([id])));
        }
        ui.add_space(4.0);
    }
}

fn leak_text(plan: &Plan, leak: &Leak) -> String {
    let of = leak
        .of
        .map_or_else(|| said("The plan itself"), |id| plan.name_of(id));
    match leak.what {
        Sensitive::Contacts => said(format!("Contacts of {of}")),
        Sensitive::Safeguards => said(format!("Safeguards of the screening at {of}")),
        Sensitive::Names(hidden) => said(format!("{of} names {}, which is withheld", plan.name_of(hidden))),
    }
}

fn remedy(what: Sensitive) -> &'static str {
    match what {
        Sensitive::Contacts => say("Share it with those concerned, or leave contacts out above."),
        Sensitive::Safeguards => say("Share it with those concerned."),
        Sensitive::Names(_) => say("Word it anew, or put kinds in place of names above."),
    }
}

/// What is shown and withheld, by why.
fn lists_ui(ui: &mut Ui, plan: &Plan, releasing: &Releasing, asks: &mut Asks) {
    let withheld = &releasing.extract.withheld;
    ui.add_space(6.0);
    fold(ui, say("Withheld"), Some(withheld.len()), Fold::Open, |ui| {
        let rows = withheld.iter().map(|(id, why)| (*id, why_not(plan, *why)));
        rows_ui(ui, plan, rows.collect(), None);
    });
    let shown = &releasing.extract.shown;
    fold(ui, say("Shown"), Some(shown.len()), Fold::Closed, |ui| {
        let rows = shown.iter().map(|(id, why)| (*id, why_shown(plan, *why)));
        rows_ui(ui, plan, rows.collect(), Some(asks));
    });
}

/// Objects under the reason they have in common; what is on the map can be shown there.
fn rows_ui(ui: &mut Ui, plan: &Plan, mut rows: Vec<(AnyId, String)>, mut asks: Option<&mut Asks>) {
    rows.sort_by(|one, other| {
        let name = |id: AnyId| plan.name_of(id);
        one.1
            .cmp(&other.1)
            .then_with(|| one.0.kind().cmp(&other.0.kind()))
            .then_with(|| compare_names(&name(one.0), &name(other.0)))
    });
    for group in rows.chunk_by(|one, other| one.1 == other.1) {
        let Some((_, reason)) = group.first() else {
            continue;
        };
        ui.add_space(2.0);
        muted(ui, reason);
        for (id, _) in group {
            let text = format!("{} {}", kind_title(*id), plan.name_of(*id));
            match &mut asks {
                Some(asks) => {
                    if ui.add(egui::Button::new(text).wrap().frame(false)).clicked() {
                        asks.command(Command::ShowObjects(BTreeSet::from([*id])));
                    }
                }
                None => drop(paragraph(ui, text)),
            }
        }
    }
}

/// Says why a stakeholder sees something.
pub fn why_shown(plan: &Plan, why: Why) -> String {
    match why {
        Why::Own => say("Its own").to_owned(),
        Why::Everybody => say("Shared with everybody").to_owned(),
        Why::Named => say("Shared with it by name").to_owned(),
        Why::Concerned => say("Names it").to_owned(),
        Why::Agreed(id) => said(format!("Agreed in {}", plan.name_of(id.into()))),
        Why::Touches(id) => said(format!("Touches its sector {}", plan.name_of(id.into()))),
        Why::Meets(id) => said(format!("Meets its force {}", plan.name_of(id.into()))),
        Why::WorksIn(id) => said(format!("Works in its sector {}", plan.name_of(id.into()))),
        Why::NamedBy(id) => said(format!("Named by {}", plan.name_of(id))),
    }
}

fn why_not(plan: &Plan, why: WhyNot) -> String {
    match why {
        WhyNot::AuthorOnly => say("The author's alone").to_owned(),
        WhyNot::SharedWithOthers => say("Shared with others by name").to_owned(),
        WhyNot::NotConcerned => say("Does not concern it").to_owned(),
        WhyNot::OwnerWithheld(id) => said(format!("Of {}, who is withheld", plan.label_of(id))),
        WhyNot::Incomplete => say("Says nothing without what is withheld").to_owned(),
    }
}

//! The groups of a file: what each is to be, whose, and when.

use egui::Ui;

use crate::editor::ImportOrder;
use crate::files::exchange::{Choice, Group, GroupKey, MapKind, Owner, ShapeSort};
use crate::files::text::visible;
use crate::model::{Plan, Stakeholder};
use crate::ui::widgets::{
    Fold, Label, choice_bare, compare_names, cut_name, fold, labelled, link, muted, several_bare, tick,
    title_text,
};
use crate::ui::words::{said, say};

/// Groups that are shown; beyond, they are taken as they are.
const SHOWN: usize = 150;

/// Draws the groups with their choices.
pub(super) fn ui(ui: &mut Ui, plan: &Plan, groups: &[Group], order: &mut ImportOrder) {
    fold(ui, say("What was found"), Some(groups.len()), Fold::Open, |ui| {
        if groups.len() > 2 {
            ui.horizontal(|ui| {
                for (text, leave_out) in [(say("Take all"), false), (say("Take none"), true)] {
                    if link(ui, text).clicked() {
                        for group in groups {
                            let choice = order.choices.entry(group.key.clone()).or_default();
                            choice.leave_out = leave_out;
                        }
                    }
                }
            });
        }
        for group in groups.iter().take(SHOWN) {
            let before = order.choices.get(&group.key).cloned().unwrap_or_default();
            let mut choice = before.clone();
            group_ui(ui, plan, group, &mut choice);
            if choice == Choice::default() {
                order.choices.remove(&group.key);
            } else if choice != before {
                order.choices.insert(group.key.clone(), choice);
            }
        }
        if groups.len() > SHOWN {
            let more = groups.len() - SHOWN;
            muted(ui, said(format!("{more} more groups are taken as they are.")));
        }
        if groups.is_empty() {
            muted(ui, say("Nothing."));
        }
    });
}

fn group_ui(ui: &mut Ui, plan: &Plan, group: &Group, choice: &mut Choice) {
    let name = name_of(group);
    let mut taken = !choice.leave_out;
    ui.horizontal(|ui| {
        let response = tick(ui, &mut taken, "");
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, taken, &name));
        if response.changed() {
            choice.leave_out = !taken;
        }
        cut_name(ui, &title_text(&name, 12.5));
    });
    if choice.leave_out {
        return;
    }
    ui.indent(("group", &group.key), |ui| {
        kind_ui(ui, group, &name, choice);
        let kind = choice.kind.or(group.kind);
        if !matches!(kind, Some(MapKind::Boundary | MapKind::AreaOfOperations)) {
            owner_ui(ui, plan, group, &name, choice);
        }
        if kind != Some(MapKind::AreaOfOperations) {
            phases_ui(ui, plan, group, &name, choice);
        }
    });
    ui.add_space(4.0);
}

/// What a group is called: `Police/Checkpoints: 4 points, measure`.
fn name_of(group: &Group) -> String {
    let GroupKey { folder, kind, shape } = &group.key;
    let folder = if folder.is_empty() {
        String::new()
    } else {
        format!("{}: ", visible(folder))
    };
    let count = said(counted(*shape, group.count));
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!(", {}", visible(&kind.replace('_', " ")))
    };
    format!("{folder}{count}{kind}")
}

/// How many of what: `4 points`.
fn counted(shape: ShapeSort, count: usize) -> String {
    match (shape, count) {
        (ShapeSort::Point, 1) => "1 point".to_owned(),
        (ShapeSort::Point, _) => format!("{count} points"),
        (ShapeSort::Line, 1) => "1 line".to_owned(),
        (ShapeSort::Line, _) => format!("{count} lines"),
        (ShapeSort::Area, 1) => "1 polygon".to_owned(),
        (ShapeSort::Area, _) => format!("{count} polygons"),
        (ShapeSort::Mixed, _) => format!("{count} mixed shapes"),
        (ShapeSort::Nothing, _) => format!("{count} without a shape"),
    }
}

fn kind_ui(ui: &mut Ui, group: &Group, name: &str, choice: &mut Choice) {
    let as_is = match group.kind {
        Some(kind) => said(kind.title()),
        None if group.key.shape == ShapeSort::Nothing => say("Left out: it has no shape").to_owned(),
        None => say("As each is drawn").to_owned(),
    };
    let shown = choice
        .kind
        .map_or_else(|| as_is.clone(), |kind| said(kind.title()));
    let label = Label::of(name, say("Kind"));
    let chosen = labelled(ui, label.clone(), |ui| {
        choice_bare(ui, &label.name, &shown, Some(&choice.kind), || {
            let kinds = group.key.shape.kinds().filter(|kind| Some(*kind) != group.kind);
            let kinds = kinds.map(|kind| (Some(kind), said(kind.title())));
            std::iter::once((None, as_is)).chain(kinds).collect()
        })
    });
    if let Some(kind) = chosen {
        choice.kind = kind;
    }
}

fn owner_ui(ui: &mut Ui, plan: &Plan, group: &Group, name: &str, choice: &mut Choice) {
    let as_written = match group.owners.as_slice() {
        [] => say("Nobody is named").to_owned(),
        owners => said(format!("As named: {}", visible(&owners.join(", ")))),
    };
    let shown = match &choice.owner {
        Owner::AsWritten => as_written.clone(),
        Owner::Nobody => say("Nobody").to_owned(),
        Owner::Of(owner) => owner_text(plan, owner),
    };
    let label = Label::of(name, say("Owner"));
    let chosen = labelled(ui, label.clone(), |ui| {
        choice_bare(ui, &label.name, &shown, Some(&choice.owner), || {
            let mut owners = vec![(Owner::AsWritten, as_written)];
            if !group.owners.is_empty() {
                owners.push((Owner::Nobody, say("Nobody").to_owned()));
            }
            // Whoever the file may mean and the plan does not have is made.
            let folder = group.key.folder.rsplit('/').next().unwrap_or_default();
            let named = group.owners.iter().map(String::as_str).chain([folder]);
            let mut new: Vec<&str> = named
                .filter(|name| !name.is_empty() && !is_known(plan, name))
                .collect();
            new.sort_unstable();
            new.dedup();
            owners.extend(new.iter().map(|name| {
                let owner = (*name).to_owned();
                (Owner::Of(owner), owner_text(plan, name))
            }));
            let mut known: Vec<(Owner, String)> = plan
                .stakeholders
                .iter()
                .map(|(id, party)| {
                    let is_own = is_own_name(plan, party);
                    let owner = if is_own {
                        party.name.clone()
                    } else {
                        id.to_string()
                    };
                    (Owner::Of(owner), party.label().to_owned())
                })
                .collect();
            known.sort_by(|one, other| compare_names(&one.1, &other.1));
            owners.extend(known);
            owners
        })
    });
    if let Some(owner) = chosen {
        choice.owner = owner;
    }
}

/// An owner in words, with a mark where there is none of that name yet.
fn owner_text(plan: &Plan, owner: &str) -> String {
    let by_id = owner.parse().ok().and_then(|id| plan.stakeholders.get(id));
    match by_id {
        Some(party) => party.label().to_owned(),
        None if is_known(plan, owner) => visible(owner),
        None => said(format!("New: {}", visible(owner))),
    }
}

fn is_known(plan: &Plan, name: &str) -> bool {
    let mut parties = plan.stakeholders.iter();
    parties.any(|(_, party)| party.name == name || party.short_name == name)
}

fn is_own_name(plan: &Plan, party: &Stakeholder) -> bool {
    let bearers = plan
        .stakeholders
        .iter()
        .filter(|(_, other)| other.name == party.name);
    !party.name.is_empty() && bearers.count() == 1
}

/// Places in the list of phases before the phases themselves.
const AS_WRITTEN: usize = 0;
const WHOLE_PLAN: usize = 1;

fn phases_ui(ui: &mut Ui, plan: &Plan, group: &Group, name: &str, choice: &mut Choice) {
    let as_written = match group.phases.as_slice() {
        [] => say("No phase is named").to_owned(),
        phases => said(format!("As named: {}", visible(&phases.join(", ")))),
    };
    let shown = match &choice.phases {
        None => as_written.clone(),
        Some(phases) if phases.is_empty() => say("Whole plan").to_owned(),
        Some(phases) => visible(&phases.join(", ")),
    };
    let names: Vec<String> = phase_names(plan, group);
    let place_of = |phase: &String| names.iter().position(|name| name == phase).map(|place| place + 2);
    let current: Vec<usize> = match &choice.phases {
        None => vec![AS_WRITTEN],
        Some(phases) if phases.is_empty() => vec![WHOLE_PLAN],
        Some(phases) => phases.iter().filter_map(place_of).collect(),
    };
    let label = Label::of(name, say("Phases"));
    let changed = labelled(ui, label.clone(), |ui| {
        several_bare(ui, &label.name, &shown, &current, || {
            let first = [as_written, say("Whole plan").to_owned()];
            let words = names.iter().map(|name| {
                let is_new = !plan.phases.iter().any(|(_, phase)| phase.name == *name);
                let lead = if is_new { say("New: ") } else { "" };
                format!("{lead}{}", visible(name))
            });
            first.into_iter().chain(words).enumerate().collect()
        })
    });
    let Some(changed) = changed else { return };
    let added = changed.iter().find(|place| !current.contains(place));
    choice.phases = match added {
        Some(&AS_WRITTEN) => None,
        Some(&WHOLE_PLAN) => Some(Vec::new()),
        _ => {
            let chosen = changed
                .iter()
                .filter_map(|place| names.get(place.checked_sub(2)?));
            let chosen: Vec<String> = chosen.cloned().collect();
            // With the last phase taken away, it is as it was written.
            (!chosen.is_empty()).then_some(chosen)
        }
    };
}

/// The plan's phases in order, then those that the file names and the plan does not have.
fn phase_names(plan: &Plan, group: &Group) -> Vec<String> {
    let known = plan
        .phases_in_order()
        .into_iter()
        .map(|(_, phase)| phase.name.clone());
    let mut names: Vec<String> = Vec::new();
    for name in known.chain(group.phases.iter().cloned()) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

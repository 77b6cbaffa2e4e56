//! Several entities selected: what they are, and what can be done to all of them at once.

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;

use crate::editor::{Command, Editor};
use crate::model::{
    Agreement, AnyEntity, AnyId, Boundary, Channel, Edit, Kind, Measure, Plan, Relation, Sector, Site, When,
};
use crate::ui::asks::Asks;
use crate::ui::theme::title;
use crate::ui::widgets::{counted, quiet_button, stakeholder_picker, when_picker};
use crate::ui::words::{said, say};

use super::facts::fact;
use super::findings;

pub(super) fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks, selection: &BTreeSet<AnyId>) {
    let count = selection.len();
    ui.label(title(said(format!("{count} objects")), 15.0));
    super::scrolled(ui, |ui| {
        all(ui, editor, asks, selection);
    });
}

fn all(ui: &mut Ui, editor: &Editor, asks: &mut Asks, selection: &BTreeSet<AnyId>) {
    let plan = editor.plan();
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for id in selection {
        *kinds.entry(id.kind()).or_default() += 1;
    }
    for (kind, count) in &kinds {
        fact(ui, &plural(*kind), &count.to_string());
    }
    ui.add_space(6.0);
    assign(ui, plan, asks, selection);
    retime(ui, plan, asks, selection);
    ui.horizontal_wrapped(|ui| {
        if quiet_button(ui, say("Show on map")).clicked() {
            asks.command(Command::ShowObjects(selection.clone()));
        }
        let workspace = editor.workspace();
        let hidden = selection.iter().all(|id| workspace.hidden.contains(id));
        if quiet_button(ui, if hidden { say("Show all") } else { say("Hide all") }).clicked() {
            let ids = selection.clone();
            asks.command(Command::SetHidden { ids, hidden: !hidden });
        }
        let locked = selection.iter().all(|id| workspace.locked.contains(id));
        if quiet_button(
            ui,
            if locked {
                say("Unlock all")
            } else {
                say("Lock all")
            },
        )
        .clicked()
        {
            let ids = selection.clone();
            asks.command(Command::SetLocked { ids, locked: !locked });
        }
        if quiet_button(ui, say("Delete all")).clicked() {
            asks.command(Command::DeleteSelected);
        }
    });
    ui.add_space(4.0);
    super::states::several_ui(ui, editor, selection, asks);
    findings::ui(ui, editor, asks, selection);
}

fn plural(kind: Kind) -> String {
    match kind {
        Kind::Boundary => say("Boundaries").to_owned(),
        Kind::Measure => say("Control measures").to_owned(),
        kind => {
            let mut letters = kind.word().chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            said(format!("{}{}s", first.unwrap_or_default(), letters.as_str()))
        }
    }
}

/// One holder for all sectors, where there is nothing but sectors.
fn assign(ui: &mut Ui, plan: &Plan, asks: &mut Asks, selection: &BTreeSet<AnyId>) {
    let sectors: Vec<_> = selection
        .iter()
        .filter_map(|id| match id {
            AnyId::Sector(id) => Some(*id),
            _ => None,
        })
        .collect();
    if sectors.len() != selection.len() {
        return;
    }
    let holders: Vec<_> = sectors
        .iter()
        .filter_map(|id| plan.sectors.get(*id))
        .map(|sector| sector.holder)
        .collect();
    let first = holders.first().copied().flatten();
    let common = first.filter(|_| holders.iter().all(|holder| *holder == first));
    let label = if common.is_none() && holders.iter().any(Option::is_some) {
        say("Holder (various)")
    } else {
        say("Holder")
    };
    let Some(holder) = stakeholder_picker(ui, label, plan, common) else {
        return;
    };
    let edits = sectors.iter().map(|sector| Edit::AssignSector {
        sector: *sector,
        holder,
    });
    let count = counted(sectors.len(), "sector", "sectors");
    let what = match holder {
        Some(holder) => said(format!("Assign {count} to {}", plan.label_of(holder))),
        None => said(format!("Take {count} from their holders")),
    };
    asks.commit(Edit::together(what, edits.collect()));
}

/// One time for all that have one.
fn retime(ui: &mut Ui, plan: &Plan, asks: &mut Asks, selection: &BTreeSet<AnyId>) {
    let entities: Vec<AnyEntity> = selection.iter().filter_map(|id| id.entity_in(plan)).collect();
    let whens: Vec<&When> = entities.iter().filter_map(when_of).collect();
    let Some(first) = whens.first() else { return };
    let label = if whens.iter().all(|when| when == first) {
        say("When")
    } else {
        say("When (various)")
    };
    let Some(when) = when_picker(ui, label, plan, first) else {
        return;
    };
    let changed: Vec<Edit> = entities
        .iter()
        .filter_map(|entity| at_time(entity, &when))
        .map(Edit::Update)
        .collect();
    let what = said(format!(
        "Change when of {}",
        counted(changed.len(), "object", "objects")
    ));
    asks.commit(Edit::together(what, changed));
}

macro_rules! timed {
    ($( $entity:ident ),+) => {
        /// Returns when an entity holds, where its kind says so in one field.
        fn when_of(entity: &AnyEntity) -> Option<&When> {
            match entity {
                $( AnyEntity::$entity(_, row) => Some(&row.when), )+
                _ => None,
            }
        }

        /// Returns the entity at another time.
        fn at_time(entity: &AnyEntity, when: &When) -> Option<AnyEntity> {
            match entity {
                $( AnyEntity::$entity(id, row) => {
                    let when = when.clone();
                    Some((*id, $entity { when, ..(**row).clone() }).into())
                } )+
                _ => None,
            }
        }
    };
}
timed!(Relation, Channel, Agreement, Sector, Boundary, Measure, Site);

//! Forces: whose they are, how they look, where they stand and march, whom they are to meet.

use crate::geometry::Path;
use crate::model::sidc::{SymbolCode, bring_in_line, symbol_code};
use crate::model::{
    Edit, Force, Id, Interval, Move, Phase, Placement, Stakeholder, Symbol, Task, TaskKind, When, identity,
};
use crate::ui::widgets::{self, Fold, Hinted};
use crate::ui::words::{said, say};

use super::form::Form;
use super::kinds::{Inspected, common_fields};

const ARMED: &[(Option<bool>, &str)] = &[
    (None, "As its stakeholder"),
    (Some(true), "Armed"),
    (Some(false), "Not armed"),
];

impl Inspected for Force {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.party(say("Stakeholder"), &mut self.stakeholder);
        form.one(say("Superior"), &mut self.superior, say("None"));
        form.word(say("Function"), &mut self.symbol.function);
        form.maybe_word(say("Echelon"), &mut self.symbol.echelon, say("Not said"));
        form.word(say("Posture"), &mut self.posture);
        form.one(say("Sector"), &mut self.sector, say("None"));
        form.number(say("Personnel"), &mut self.personnel, "");
    }

    fn blocks(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        let last = self.placements.last().map(|placement| placement.at);
        form.list(
            say("Placements"),
            "placement",
            &mut self.placements,
            |form| {
                let phase = form.editor.workspace().phase;
                Ok(Placement {
                    when: phase.map_or_else(When::always, |phase| When::in_phases([phase])),
                    ..Placement::new(last.unwrap_or_else(|| super::middle_of_map(form.editor)))
                })
            },
            |form, placement| {
                form.position(say("Where"), &mut placement.at);
                form.when(say("When"), &mut placement.when);
            },
        );
        let next = next_move(self);
        form.list(
            say("Moves"),
            "move",
            &mut self.moves,
            |_| next,
            |form, leg| {
                form.needed_minute(say("Leaves"), &mut leg.start);
                form.needed_minute(say("Arrives"), &mut leg.end);
                form.path(say("Route"), &mut leg.path);
            },
        );
        task(form, id, &mut self.task);
        form.block(say("Means"), None, Fold::Closed, |form| {
            form.word(say("Mobility"), &mut self.mobility);
            form.choice(say("Armed"), &mut self.armed, ARMED);
            form.number(say("Max range"), &mut self.max_range_m, "m");
        });
        form.block(say("Symbol"), None, Fold::Closed, |form| {
            form.flag(say("Planned"), &mut self.symbol.planned);
            form.flag(say("Headquarters"), &mut self.symbol.headquarters);
            form.flag(say("Task force"), &mut self.symbol.task_force);
            code(form, self.stakeholder, &mut self.symbol);
        });
    }

    fn meant(mut self, id: Id<Self>, before: &Self) -> Edit {
        bring_in_line(&mut self.symbol, &before.symbol);
        moved_placement(&self, before).map_or_else(
            || Edit::Update(self.clone().any(id)),
            |placement| Edit::PlaceForce {
                force: id,
                at: placement.at,
                when: placement.when,
            },
        )
    }
}

/// The symbol code: shown as the viewpoint sees the force, typed or pasted to set the fields above.
fn code(form: &mut Form<'_>, stakeholder: Option<Id<Stakeholder>>, symbol: &mut Symbol) {
    let plan = form.plan();
    let phase = form.editor.workspace().phase.and_then(|id| plan.phases.get(id));
    let time = phase.and_then(Phase::interval).unwrap_or(Interval::ALWAYS);
    let side = identity(plan, plan.info.viewpoint, stakeholder, time);
    let shown = symbol_code(symbol, side, plan.info.purpose);
    let label = form.label("SIDC");
    if let Some((code, text)) = widgets::symbol_code_field(form, label, &shown) {
        code.put_into(symbol, &text);
    }
    form.horizontal(|ui| {
        let copy = widgets::link(ui, say("Copy code"));
        if copy
            .hinted(say("As the viewpoint of the map sees the force"))
            .clicked()
        {
            ui.ctx().copy_text(shown.clone());
        }
    });
    let Some(given) = &symbol.sidc else {
        return;
    };
    match SymbolCode::read(given) {
        Ok(code) => {
            let beyond: Vec<&str> = code.all_beyond().collect();
            if !beyond.is_empty() {
                form.note(said(format!(
                    "The code says more than is drawn: {}. It is kept.",
                    beyond.join(", ")
                )));
            }
        }
        Err(error) => form.note(said(format!("This code is kept but cannot be read: {error}"))),
    }
}

/// Returns the one placement that only stands elsewhere now, where nothing else changed and no other is
/// for the same time.
fn moved_placement(after: &Force, before: &Force) -> Option<Placement> {
    let as_before = Force {
        placements: after.placements.clone(),
        ..before.clone()
    };
    if as_before != *after || after.placements.len() != before.placements.len() {
        return None;
    }
    let pairs = after.placements.iter().zip(&before.placements);
    let mut changed = pairs.filter(|(new, old)| new != old);
    let (new, old) = changed.next()?;
    let same_time = after.placements.iter().filter(|other| other.when == new.when);
    (changed.next().is_none() && new.when == old.when && same_time.count() == 1).then(|| new.clone())
}

/// A march from the first placement to the last, as a start; it needs two.
fn next_move(force: &Force) -> Result<Move, &'static str> {
    let (Some(from), Some(to)) = (force.placements.first(), force.placements.last()) else {
        return Err(say("Say first where it stands before and after the move"));
    };
    if from.at == to.at {
        return Err(say("Say first where it stands before and after the move"));
    }
    let start = force.moves.last().map_or(0, |leg| leg.end);
    Ok(Move::new(Path::new(vec![from.at, to.at]), start, start + 60))
}

fn task(form: &mut Form<'_>, id: Id<Force>, task: &mut Option<Task>) {
    let first = if task.is_some() { Fold::Open } else { Fold::Closed };
    form.block(say("Task with another force"), None, first, |form| {
        const KINDS: &[(Option<TaskKind>, &str)] = &[
            (None, "None"),
            (Some(TaskKind::Linkup), "Linkup"),
            (Some(TaskKind::Passage), "Passage"),
            (Some(TaskKind::Relief), "Relief"),
        ];
        let Some(other) = task
            .as_ref()
            .map(|task| task.with)
            .or_else(|| form.plan().forces.ids().find(|other| *other != id))
        else {
            form.note(say("Place another force first."));
            return;
        };
        let mut kind = task.as_ref().map(|task| task.kind);
        form.choice(say("Task"), &mut kind, KINDS);
        *task = match (kind, task.take()) {
            (None, _) => None,
            (Some(kind), Some(known)) => Some(Task { kind, ..known }),
            (Some(kind), None) => Some(Task::new(kind, other)),
        };
        if let Some(task) = task {
            form.needed(say("With"), &mut task.with);
            form.one(say("Meet at"), &mut task.at, say("Not said"));
        }
    });
}

//! The clauses of an agreement: each names what is drawn elsewhere, so that geometry is drawn once.

use crate::geometry::{Area, Geometry};
use crate::model::{Agreement, AnyId, Clause, Corridor, Id, Kind, Plan, Sector, Stakeholder, When};
use crate::ui::widgets::{Fold, any_picker, area_text, choice_picker};
use crate::ui::words::{said, say};

use super::form::Form;

/// Every clause with its fields, and a menu to add one.
pub(super) fn ui(form: &mut Form<'_>, agreement: &mut Agreement) {
    form.block(
        say("Clauses"),
        Some(agreement.clauses.len()),
        Fold::Open,
        |form| {
            let removed = form.rows("clause", &mut agreement.clauses, clause_ui);
            if let Some(place) = removed {
                forget_clause(agreement, place);
            }
            let plan = form.plan();
            let first = agreement.parties.first().map(|party| party.stakeholder);
            let who = first.or_else(|| plan.stakeholders.ids().next());
            form.menu_button(say("Add clause"), |ui| {
                for (title, clause) in offers(plan, who) {
                    let response = ui.add_enabled(clause.is_ok(), egui::Button::new(title));
                    match clause {
                        Ok(clause) if response.clicked() => agreement.clauses.push(clause),
                        Err(reason) => drop(response.on_disabled_hover_text(reason)),
                        Ok(_) => {}
                    }
                }
            });
        },
    );
}

/// Readings name clauses by their place: those of a removed clause go, those behind it move up.
fn forget_clause(agreement: &mut Agreement, place: usize) {
    for party in &mut agreement.parties {
        party.readings.retain(|reading| reading.clause as usize != place);
        for reading in &mut party.readings {
            if reading.clause as usize > place {
                reading.clause -= 1;
            }
        }
    }
}

/// Every sort of clause about what the plan has, or what to do first.
fn offers(plan: &Plan, who: Option<Id<Stakeholder>>) -> Vec<(&'static str, Result<Clause, &'static str>)> {
    let who = who.ok_or(say("Add a stakeholder first"));
    let sector = plan.sectors.ids().next().ok_or(say("Draw a sector first"));
    let corridor: Result<Id<Corridor>, _> = plan.corridors.ids().next().ok_or(say("Draw a corridor first"));
    let channel = plan.channels.ids().next().ok_or(say("Add a channel first"));
    let first = |kinds: &[Kind], reason| first_of(plan, kinds).ok_or(reason);
    let line = first(LINES, say("Draw a boundary or control line first"));
    let closed = first(GROUNDS, say("Draw a control area, sector or site first"));
    let way = first(WAYS, say("Draw a corridor, control area or sector first"));
    let spared = first(SPARED, say("Draw a control area or place a site first"));
    let with = |other: Result<AnyId, &'static str>, make: fn(Id<Stakeholder>, AnyId) -> Clause| {
        who.and_then(|who| other.map(|other| make(who, other)))
    };
    vec![
        (
            say("Holds ground"),
            who.map(|who| Clause::HoldsGround {
                who,
                sectors: Vec::new(),
            }),
        ),
        (
            say("Separation"),
            line.map(|along| Clause::Separation {
                along,
                stand_off_m: None,
            }),
        ),
        (
            say("Keeps out"),
            with(closed, |who, area| Clause::KeepsOut { who, area }),
        ),
        (
            say("Passage"),
            with(way, |who, through| Clause::Passage {
                who,
                through,
                when: When::always(),
            }),
        ),
        (
            say("Shared ground"),
            who.and_then(|lead| sector.map(|sector| Clause::SharedGround { sector, lead })),
        ),
        (
            say("Civilian passage"),
            corridor.map(|corridor| Clause::CivilianPassage { corridor }),
        ),
        (say("No fires"), spared.map(|at| Clause::NoFires { at })),
        (
            say("Handover"),
            who.and_then(|to| sector.map(|sector| Clause::Handover { sector, to, at: 0 })),
        ),
        (
            say("Incident procedure"),
            channel.map(|channel| Clause::IncidentProcedure {
                channel,
                within_hours: 24,
            }),
        ),
        (
            say("Limits"),
            who.map(|who| Clause::Limits {
                who,
                largest_echelon: None,
                people: None,
            }),
        ),
    ]
}

const LINES: &[Kind] = &[Kind::Boundary, Kind::Measure];
const GROUNDS: &[Kind] = &[Kind::Measure, Kind::Sector, Kind::Site];
const WAYS: &[Kind] = &[Kind::Corridor, Kind::Measure, Kind::Sector];
const SPARED: &[Kind] = &[Kind::Measure, Kind::Site];

fn all_of(plan: &Plan, kinds: &[Kind]) -> Vec<AnyId> {
    let mut ids = Vec::new();
    plan.each_id(&mut |id| {
        if kinds.contains(&id.kind()) {
            ids.push(id);
        }
    });
    ids
}

fn first_of(plan: &Plan, kinds: &[Kind]) -> Option<AnyId> {
    let of_kind = |kind: &Kind| all_of(plan, &[*kind]).first().copied();
    kinds.iter().find_map(of_kind)
}

fn clause_ui(form: &mut Form<'_>, clause: &mut Clause) {
    form.said(say("Says"), &said(clause.title()));
    match clause {
        Clause::HoldsGround { who, sectors } => {
            form.needed(say("Who"), who);
            form.several(say("Sectors"), sectors, say("None"));
        }
        Clause::Separation { along, stand_off_m } => {
            named(form, say("Along"), along, LINES);
            form.number(say("Stand-off"), stand_off_m, "m");
        }
        Clause::KeepsOut { who, area } => {
            form.needed(say("Who"), who);
            named(form, say("Out of"), area, GROUNDS);
        }
        Clause::Passage { who, through, when } => {
            form.needed(say("Who"), who);
            named(form, say("Through"), through, WAYS);
            form.when(say("When"), when);
        }
        Clause::SharedGround { sector, lead } => {
            form.needed(say("Sector"), sector);
            form.needed(say("Lead"), lead);
        }
        Clause::CivilianPassage { corridor } => form.needed(say("Corridor"), corridor),
        Clause::NoFires { at } => named(form, say("Into"), at, SPARED),
        Clause::Handover { sector, to, at } => {
            form.needed(say("Sector"), sector);
            form.needed(say("To"), to);
            form.needed_minute(say("At"), at);
        }
        Clause::IncidentProcedure {
            channel,
            within_hours,
        } => {
            form.needed(say("Channel"), channel);
            form.count(say("Within"), within_hours, "h");
        }
        Clause::Limits {
            who,
            largest_echelon,
            people,
        } => {
            form.needed(say("Who"), who);
            form.maybe_word(say("Largest unit"), largest_echelon, say("Any"));
            form.number(say("People"), people, "");
        }
    }
}

fn named(form: &mut Form<'_>, label: &str, value: &mut AnyId, kinds: &[Kind]) {
    let (label, plan) = (form.label(label), form.plan());
    if let Some(chosen) = any_picker(form, label, plan, Some(*value), all_of(plan, kinds).into_iter()) {
        *value = chosen;
    }
}

/// The ground that a party takes a clause to speak of: taken over from something drawn.
pub(super) fn ground(form: &mut Form<'_>, area: &mut Option<Area>) {
    let plan = form.plan();
    let shown = match area {
        None => say("Not given").to_owned(),
        Some(area) => said(format!(
            "As taken over, {}",
            area_text(crate::geometry::drawn_area_m2(area))
        )),
    };
    let label = form.label(say("Ground"));
    // What is chosen: keep what is there, nothing, or a copy of something's ground.
    let kept = Ground::AsItIs;
    let chosen = choice_picker(form, label, &shown, Some(&kept), || {
        let mut choices = vec![(Ground::None, say("Not given").to_owned())];
        choices.extend(all_of(plan, GROUNDS).into_iter().filter_map(|id| {
            ground_of(plan, id)?;
            Some((Ground::Of(id), said(format!("Ground of {}", id.name_in(plan)?))))
        }));
        choices
    });
    match chosen {
        Some(Ground::None) => *area = None,
        Some(Ground::Of(id)) => *area = ground_of(plan, id).cloned(),
        Some(Ground::AsItIs) | None => {}
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Ground {
    AsItIs,
    None,
    Of(AnyId),
}

fn ground_of(plan: &Plan, id: AnyId) -> Option<&Area> {
    match id {
        AnyId::Sector(id) => plan.sectors.get(id).map(|sector: &Sector| &sector.area),
        AnyId::Measure(id) => plan
            .measures
            .get(id)
            .map(|measure| &measure.shape)
            .and_then(Geometry::as_area),
        AnyId::Site(id) => plan
            .sites
            .get(id)
            .map(|site| &site.shape)
            .and_then(Geometry::as_area),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Party, Reading};

    #[test]
    fn readings_follow_their_clause_when_one_before_it_goes() {
        let mut agreement = Agreement::new();
        let mut party = Party::new(Id::from_bits(1));
        party.readings = vec![Reading::new(0), Reading::new(1), Reading::new(2)];
        agreement.parties.push(party);
        forget_clause(&mut agreement, 1);
        let left: Vec<u32> = agreement.parties[0]
            .readings
            .iter()
            .map(|reading| reading.clause)
            .collect();
        assert_eq!(left, [0, 1]);
    }

    #[test]
    fn every_sort_of_clause_is_offered_under_its_own_title() {
        let mut plan = Plan::empty(Id::from_bits(1));
        assert!(offers(&plan, None).iter().all(|(_, clause)| clause.is_err()));
        let who = Id::from_bits(2);
        let ground = crate::geometry::Area::from_outer(vec![crate::geometry::Position::nearest(33.0, 43.0)]);
        let sector = Sector::new(ground);
        plan = crate::model::Edit::Create((Id::from_bits(3), sector).into())
            .apply(&plan)
            .unwrap();
        for (title, clause) in offers(&plan, Some(who)) {
            if let Ok(clause) = clause {
                assert_eq!(clause.title(), title);
            }
        }
    }
}

//! Who is spoken of: parties of entities and findings.

use crate::checks::Finding;
use crate::model::{AnyId, Id, Plan, Stakeholder};

/// Returns what an entity is called.
pub fn name_of(plan: &Plan, id: AnyId) -> String {
    plan.name_of(id)
}

/// Returns the stakeholders that an entity speaks of, in the order of its fields, each once.
pub fn stakeholders_of(plan: &Plan, id: AnyId) -> Vec<Id<Stakeholder>> {
    let mut found = Vec::new();
    match id {
        AnyId::Stakeholder(id) => found.push(id),
        AnyId::Sector(id) => {
            if let Some(sector) = plan.sectors.get(id) {
                found.extend(sector.holder);
                found.extend(sector.lead);
            }
        }
        AnyId::Force(id) => found.extend(plan.forces.get(id).and_then(|force| force.stakeholder)),
        AnyId::Boundary(id) => {
            if let Some(boundary) = plan.boundaries.get(id) {
                found.extend(boundary.left);
                found.extend(boundary.right);
            }
        }
        AnyId::Measure(id) => {
            if let Some(measure) = plan.measures.get(id) {
                found.extend(measure.owner);
                found.extend(&measure.affected);
            }
        }
        AnyId::Site(id) => found.extend(plan.sites.get(id).and_then(|site| site.operator)),
        AnyId::Corridor(id) => found.extend(plan.corridors.get(id).and_then(|corridor| corridor.owner)),
        AnyId::Agreement(id) => {
            let parties = plan.agreements.get(id).map(|agreement| &agreement.parties);
            found.extend(parties.into_iter().flatten().map(|party| party.stakeholder));
        }
        AnyId::Relation(_) | AnyId::Channel(_) | AnyId::Phase(_) => {
            if let Some(entity) = id.entity_in(plan) {
                entity.each_reference(&mut |to| {
                    if let AnyId::Stakeholder(party) = to {
                        found.push(party);
                    }
                });
            }
        }
    }
    let mut once = Vec::new();
    for party in found {
        if !once.contains(&party) {
            once.push(party);
        }
    }
    once
}

/// Returns the stakeholders that a finding concerns, each once.
pub fn parties_of(plan: &Plan, finding: &Finding) -> Vec<Id<Stakeholder>> {
    let mut parties = Vec::new();
    for party in finding.subjects.iter().flat_map(|id| stakeholders_of(plan, *id)) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// Returns labels of stakeholders: `Golden Division, PMF`; a dash for nobody.
pub fn labels(plan: &Plan, parties: &[Id<Stakeholder>]) -> String {
    if parties.is_empty() {
        return "—".to_owned();
    }
    let labels: Vec<String> = parties.iter().map(|id| plan.label_of(*id)).collect();
    labels.join(", ")
}

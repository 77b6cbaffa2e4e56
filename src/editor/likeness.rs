//! What is like what is selected: of the same stakeholder, of the same kind and role.

use std::collections::BTreeSet;

use crate::model::{AnyId, Id, Plan, Stakeholder};

use super::Editor;
use super::tools::each_drawn;

impl Editor {
    /// Returns everything shown that is held or owned by who holds or owns something selected.
    pub fn of_same_holder(&self) -> BTreeSet<AnyId> {
        let plan = self.plan();
        let selection = self.workspace().selection.iter();
        let parties: BTreeSet<Id<Stakeholder>> = selection.flat_map(|id| parties_of(plan, *id)).collect();
        self.shown(|id| parties_of(plan, id).iter().any(|party| parties.contains(party)))
    }

    /// Returns everything shown of the same kind and role as something selected.
    pub fn alike(&self) -> BTreeSet<AnyId> {
        let plan = self.plan();
        let kinds: Vec<String> = self
            .workspace()
            .selection
            .iter()
            .map(|id| kind_of(plan, *id))
            .collect();
        self.shown(|id| kinds.contains(&kind_of(plan, id)))
    }

    fn shown(&self, is_wanted: impl Fn(AnyId) -> bool) -> BTreeSet<AnyId> {
        let centre = crate::drawing::mercator::ground_from_world(self.workspace().camera.centre);
        let view = self.tool_view(self.plan(), centre);
        let drawn = each_drawn(&view).map(|(id, _)| id);
        drawn.filter(|id| is_wanted(*id)).collect()
    }
}

/// Who holds or owns something; a boundary has two.
fn parties_of(plan: &Plan, id: AnyId) -> Vec<Id<Stakeholder>> {
    let one = |party: Option<Id<Stakeholder>>| party.into_iter().collect();
    match id {
        AnyId::Stakeholder(id) => vec![id],
        AnyId::Sector(id) => one(plan.sectors.get(id).and_then(|sector| sector.holder)),
        AnyId::Force(id) => one(plan.forces.get(id).and_then(|force| force.stakeholder)),
        AnyId::Measure(id) => one(plan.measures.get(id).and_then(|measure| measure.owner)),
        AnyId::Boundary(id) => plan.boundaries.get(id).map_or_else(Vec::new, |boundary| {
            [boundary.left, boundary.right].into_iter().flatten().collect()
        }),
        _ => Vec::new(),
    }
}

/// What kind of thing it is, and in which role.
fn kind_of(plan: &Plan, id: AnyId) -> String {
    let role = match id {
        AnyId::Sector(id) => plan.sectors.get(id).map(|sector| sector.role.to_string()),
        AnyId::Force(id) => plan.forces.get(id).map(|force| force.symbol.function.to_string()),
        AnyId::Measure(id) => plan.measures.get(id).map(|measure| measure.kind.to_string()),
        AnyId::Site(id) => plan.sites.get(id).map(|site| site.kind.to_string()),
        AnyId::Boundary(id) => plan.boundaries.get(id).map(|boundary| boundary.kind.to_string()),
        _ => None,
    };
    format!("{} {}", id.kind(), role.unwrap_or_default())
}

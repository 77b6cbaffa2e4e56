//! The plan: a value, complete without clock, files, screen or user.

use std::collections::BTreeSet;

use crate::geometry::Area;

use super::id::Lettered;
use super::record::{record, vocabulary};
use super::reference::Refer;
use super::tables::each_table;
use super::{
    Agreement, AnyEntity, AnyId, Approval, Boundary, Channel, Corridor, Discussion, ExtractOf, Force, Id,
    Instant, Measure, Minute, OpenConflict, Phase, Policy, Relation, Sector, Site, Stakeholder, Table,
};

macro_rules! plan {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Everything a plan says. Cheap to clone: rows are shared.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Plan {
            /// Which plan it is, whatever its file is called.
            pub id: Id<Plan>,
            /// What it was branched from.
            pub base: Option<Base>,
            /// For whom it is an extract of its base; `None`: it is a whole plan.
            pub extract: Option<ExtractOf>,
            /// How far it is.
            pub readiness: Readiness,
            /// Title, times, area of operations and the like.
            pub info: PlanInfo,
            /// How strictly it is judged.
            pub policy: Policy,
            $(
                #[doc = concat!("Every ", $word, " by id.")]
                pub $table: Table<$entity>,
            )+
            /// Who approved which content of it.
            pub approvals: Vec<Approval>,
            /// What drafts said differently and nobody has decided yet.
            pub conflicts: Vec<OpenConflict>,
            /// What was said about it and proposed.
            pub discussion: Discussion,
        }

        impl Plan {
            /// Makes a plan that says nothing.
            pub fn empty(id: Id<Plan>) -> Self {
                Self {
                    id,
                    base: None,
                    extract: None,
                    readiness: Readiness::default(),
                    info: PlanInfo::default(),
                    policy: Policy::default(),
                    $( $table: Table::default(), )+
                    approvals: Vec::new(),
                    conflicts: Vec::new(),
                    discussion: Discussion::default(),
                }
            }

            /// Returns the plan with these entities, each in place of what has its id. References may dangle
            /// afterwards: an [`Edit`](super::Edit) is how somebody changes a plan.
            #[must_use]
            pub fn with(mut self, entities: impl IntoIterator<Item = AnyEntity>) -> Self {
                for entity in entities {
                    match entity { $( AnyEntity::$entity(id, row) => self.$table.put(id, Some(row)), )+ }
                }
                self
            }

            /// Calls `see` with every id of every entity, in table order.
            pub fn each_id(&self, see: &mut dyn FnMut(AnyId)) {
                $( for id in self.$table.ids() { see(id.into()); } )+
            }

            /// Calls `see` with every reference: who holds it (`None`: the plan's information) and to whom.
            pub fn each_reference(&self, see: &mut dyn FnMut(Option<AnyId>, AnyId)) {
                self.info.each_reference(&mut |to| see(None, to));
                $( for (id, entity) in self.$table.iter() {
                    entity.each_reference(&mut |to| see(Some(id.into()), to));
                } )+
            }
        }
    };
}
each_table!(plan);

impl Lettered for Plan {
    const LETTER: char = 'e';
}

impl Plan {
    /// Returns the plan with only these of its forces, sectors, boundaries, measures, sites and
    /// corridors; all that is not drawn stays. Rows are shared.
    #[must_use]
    pub fn excerpt(&self, drawn: &BTreeSet<AnyId>) -> Self {
        let mut excerpt = Self {
            id: self.id,
            base: self.base.clone(),
            extract: self.extract,
            readiness: self.readiness,
            info: self.info.clone(),
            policy: self.policy.clone(),
            approvals: self.approvals.clone(),
            conflicts: self.conflicts.clone(),
            discussion: self.discussion.clone(),
            stakeholders: self.stakeholders.clone(),
            relations: self.relations.clone(),
            channels: self.channels.clone(),
            agreements: self.agreements.clone(),
            phases: self.phases.clone(),
            ..Self::empty(self.id)
        };
        for id in drawn {
            match *id {
                AnyId::Force(id) => excerpt.forces.put(id, self.forces.row(id).cloned()),
                AnyId::Sector(id) => excerpt.sectors.put(id, self.sectors.row(id).cloned()),
                AnyId::Boundary(id) => excerpt.boundaries.put(id, self.boundaries.row(id).cloned()),
                AnyId::Measure(id) => excerpt.measures.put(id, self.measures.row(id).cloned()),
                AnyId::Site(id) => excerpt.sites.put(id, self.sites.row(id).cloned()),
                AnyId::Corridor(id) => excerpt.corridors.put(id, self.corridors.row(id).cloned()),
                AnyId::Stakeholder(_)
                | AnyId::Relation(_)
                | AnyId::Channel(_)
                | AnyId::Agreement(_)
                | AnyId::Phase(_) => {}
            }
        }
        excerpt
    }

    /// Returns the references that lead nowhere: who holds them (`None`: the plan's information) and
    /// the id that is not in the plan, each once, in order.
    pub fn dangling(&self) -> Vec<(Option<AnyId>, AnyId)> {
        let mut dangling = Vec::new();
        self.each_reference(&mut |from, to| {
            if !to.is_in(self) {
                dangling.push((from, to));
            }
        });
        dangling.sort_unstable();
        dangling.dedup();
        dangling
    }

    /// Returns the phases in order of start, then id.
    pub fn phases_in_order(&self) -> Vec<(Id<Phase>, &Phase)> {
        let mut phases: Vec<_> = self.phases.iter().collect();
        phases.sort_by_key(|(id, phase)| (phase.start, *id));
        phases
    }

    /// Returns the stakeholder's name for labels; its id where it is not in the plan.
    pub fn label_of(&self, stakeholder: Id<Stakeholder>) -> String {
        self.stakeholders
            .get(stakeholder)
            .map_or_else(|| stakeholder.to_string(), |party| party.label().to_owned())
    }

    /// Returns what an entity is called: its name, a party's label, else whom it joins, else its kind and id.
    pub fn name_of(&self, id: AnyId) -> String {
        let parties = |parties: &[Id<Stakeholder>], between: &str| {
            let labels: Vec<String> = parties.iter().map(|party| self.label_of(*party)).collect();
            labels.join(between)
        };
        let joined = match id {
            AnyId::Stakeholder(party) => return self.label_of(party),
            AnyId::Relation(id) => self.relations.get(id).map(|it| parties(&[it.from, it.to], " → ")),
            AnyId::Channel(id) => self.channels.get(id).map(|it| parties(&it.parties, " – ")),
            _ => None,
        };
        match id.name_in(self) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => joined.unwrap_or_else(|| format!("{} {id}", id.kind())),
        }
    }

    /// Returns how many entities there are.
    pub fn entity_count(&self) -> usize {
        let mut count = 0;
        self.each_id(&mut |_| count += 1);
        count
    }
}

/// What a plan was branched from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// That plan's id.
    pub id: Id<Plan>,
    /// Its content hash then.
    pub hash: String,
    /// What the branch is called; empty: it has no name of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

vocabulary! {
    /// How far a plan is.
    pub enum Readiness {
        /// Being worked on.
        #[default] Draft = "draft",
        /// Put forward.
        Ready = "ready",
        /// Agreed.
        Approved = "approved",
    }
}

vocabulary! {
    /// What a plan is for.
    pub enum Purpose {
        /// To be used.
        #[default] Plan = "plan",
        /// To be played.
        Exercise = "exercise",
        /// To be compared.
        Analysis = "analysis",
    }
}

record! {
    /// What a plan says of itself.
    #[derive(Default)]
    pub struct PlanInfo {
        head {}
        required {}
        optional {
            /// Its title.
            title: String,
            /// What it is for.
            purpose: Purpose,
            /// The handling caveat shown on screen and paper.
            marking: String,
            /// The office that wrote it.
            author: String,
            /// When it was begun.
            created: Option<Instant>,
            /// When minute 0 is.
            h_hour: Option<Instant>,
            /// The ground the plan is about.
            area_of_operations: Option<Area>,
            /// As seen by whom unit symbols are framed.
            viewpoint: Option<Id<Stakeholder>>,
            /// Minutes by which something must be.
            deadlines: Vec<Deadline>,
            /// Heat over 35 °C is expected.
            hot_weather: bool,
            /// What the plan rests on.
            sources: Vec<String>,
            /// Free text.
            notes: String,
        }
    }
}

record! {
    /// A minute by which something must be.
    pub struct Deadline {
        head {
            /// What it is called.
            name: String,
        }
        required {
            /// When.
            at: Minute,
        }
        optional {
            /// What it is about.
            about: String,
        }
    }
}

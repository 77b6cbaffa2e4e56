//! The plan as a tree, flattened to the rows that are open: stakeholders with what is theirs, then the
//! rest by kind.
//!
//! Built anew only where plan, report, filter or openness changed; says nothing of how a row looks.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::Report;
use crate::model::{AnyId, Id, Plan, Severity, Stakeholder};
use crate::ui::widgets::{Icon, name_key};
use crate::ui::words::say;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node {
    /// An entity; a stakeholder's row has what is theirs below it.
    Entity(AnyId),
    /// A title with the entities of a kind below it.
    Group(Group),
}

/// Titles with entities below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// Sectors that nobody answers for, forces of nobody.
    NoHolder,
    Boundaries,
    Agreements,
    Measures,
    Sites,
    Corridors,
    Channels,
    Phases,
}

impl Group {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::NoHolder => say("No holder"),
            Self::Boundaries => say("Boundaries"),
            Self::Agreements => say("Agreements"),
            Self::Measures => say("Control measures"),
            Self::Sites => say("Sites and camps"),
            Self::Corridors => say("Civilian corridors"),
            Self::Channels => say("Channels"),
            Self::Phases => say("Phases"),
        }
    }

    /// Returns true where its entities are drawn on the map.
    pub(super) const fn is_on_map(self) -> bool {
        !matches!(self, Self::Agreements | Self::Channels | Self::Phases)
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What it stands for.
    pub node: Node,
    /// 0 for stakeholders and titles.
    pub depth: u8,
    /// What belongs to it, filter or not; `None` for a leaf.
    pub members: Option<Vec<AnyId>>,
    /// Its members follow.
    pub open: bool,
    /// The worst open finding about it, or, where it is closed, about what belongs to it.
    pub worst: Option<Severity>,
}

impl Row {
    /// Returns the entities that hiding or locking the row is about.
    pub(super) fn subjects(&self) -> &[AnyId] {
        match (&self.members, &self.node) {
            (Some(members), _) => members,
            (None, Node::Entity(id)) => std::slice::from_ref(id),
            (None, Node::Group(_)) => &[],
        }
    }
}

/// Returns the icon of a row's node.
pub(super) const fn icon(node: Node) -> Option<Icon> {
    match node {
        Node::Entity(id) => Some(Icon::of(id.kind())),
        Node::Group(_) => None,
    }
}

/// Returns the row below which an entity is listed; `None` for a stakeholder and for relations, which
/// are not listed.
pub(super) fn home(plan: &Plan, id: AnyId) -> Option<Node> {
    let of = |stakeholder: Option<Id<Stakeholder>>| {
        let known = stakeholder.filter(|id| plan.stakeholders.contains(*id));
        known.map_or(Node::Group(Group::NoHolder), |id| Node::Entity(id.into()))
    };
    Some(match id {
        AnyId::Stakeholder(_) | AnyId::Relation(_) => return None,
        AnyId::Sector(id) => of(plan.sectors.get(id)?.holder),
        AnyId::Force(id) => of(plan.forces.get(id)?.stakeholder),
        AnyId::Channel(_) => Node::Group(Group::Channels),
        AnyId::Agreement(_) => Node::Group(Group::Agreements),
        AnyId::Phase(_) => Node::Group(Group::Phases),
        AnyId::Boundary(_) => Node::Group(Group::Boundaries),
        AnyId::Measure(_) => Node::Group(Group::Measures),
        AnyId::Site(_) => Node::Group(Group::Sites),
        AnyId::Corridor(_) => Node::Group(Group::Corridors),
    })
}

/// Returns true where a row is open before anybody touched it: stakeholders are, titles are not.
pub(super) const fn is_open_at_first(node: Node) -> bool {
    matches!(node, Node::Entity(_) | Node::Group(Group::NoHolder))
}

/// Returns the rows that are open. `touched` are those that are not as they were at first; with a filter
/// only what has it in its name, native name or tags is listed, and all of that is open.
pub(super) fn rows(plan: &Plan, report: Option<&Report>, touched: &BTreeSet<Node>, filter: &str) -> Vec<Row> {
    let worst = worst_by_subject(report);
    let needle = filter.trim().to_lowercase();
    let mut rows = Vec::new();
    for (node, members) in branches(plan) {
        let listed: Vec<AnyId> = members
            .iter()
            .copied()
            .filter(|id| is_named(plan, *id, &needle))
            .collect();
        let itself = match node {
            Node::Entity(id) => is_named(plan, id, &needle),
            Node::Group(_) => false,
        };
        if listed.is_empty() && !itself && (!needle.is_empty() || matches!(node, Node::Group(_))) {
            continue;
        }
        // What a name stands for is found by it, and then all of it is of interest.
        let listed = if itself && listed.is_empty() {
            members.clone()
        } else {
            listed
        };
        let open = if needle.is_empty() {
            is_open_at_first(node) != touched.contains(&node)
        } else {
            true
        };
        let of = |id: &AnyId| worst.get(id).copied();
        let own = match node {
            Node::Entity(id) => of(&id),
            Node::Group(_) => None,
        };
        let below = if open {
            None
        } else {
            members.iter().filter_map(of).max()
        };
        let has_members = !members.is_empty();
        rows.push(Row {
            node,
            depth: 0,
            members: Some(members),
            open: open && has_members,
            worst: own.max(below),
        });
        if open {
            rows.extend(listed.into_iter().map(|id| Row {
                node: Node::Entity(id),
                depth: 1,
                members: None,
                open: false,
                worst: of(&id),
            }));
        }
    }
    rows
}

/// Every branch with its members, sorted by name.
fn branches(plan: &Plan) -> Vec<(Node, Vec<AnyId>)> {
    let mut members: BTreeMap<Node, Vec<AnyId>> = BTreeMap::new();
    plan.each_id(&mut |id| {
        if let Some(home) = home(plan, id) {
            members.entry(home).or_default().push(id);
        }
    });
    let mut stakeholders: Vec<_> = plan.stakeholders.iter().collect();
    stakeholders.sort_by_cached_key(|(id, party)| (name_key(&party.name), *id));
    let stakeholders = stakeholders.into_iter().map(|(id, _)| Node::Entity(id.into()));
    let groups = [
        Group::NoHolder,
        Group::Boundaries,
        Group::Agreements,
        Group::Measures,
        Group::Sites,
        Group::Corridors,
        Group::Channels,
        Group::Phases,
    ];
    stakeholders
        .chain(groups.map(Node::Group))
        .map(|node| {
            let mut members = members.remove(&node).unwrap_or_default();
            if node == Node::Group(Group::Phases) {
                members = plan
                    .phases_in_order()
                    .into_iter()
                    .map(|(id, _)| id.into())
                    .collect();
            } else {
                members.sort_by_cached_key(|id| (rank(*id), name_key(id.name_in(plan).unwrap_or("")), *id));
            }
            (node, members)
        })
        .collect()
}

/// Ground before forces.
const fn rank(id: AnyId) -> u8 {
    if matches!(id, AnyId::Force(_)) { 1 } else { 0 }
}

fn worst_by_subject(report: Option<&Report>) -> BTreeMap<AnyId, Severity> {
    let mut worst: BTreeMap<AnyId, Severity> = BTreeMap::new();
    let findings = report.into_iter().flat_map(|report| &report.findings);
    for finding in findings.filter(|finding| finding.is_open()) {
        for subject in &finding.subjects {
            let known = worst.entry(*subject).or_insert(finding.severity);
            *known = finding.severity.max(*known);
        }
    }
    worst
}

macro_rules! named {
    ($( $entity:ident in $table:ident ),+) => {
        /// Returns true where the name, native name or a tag has the needle, which is in lower case.
        fn is_named(plan: &Plan, id: AnyId, needle: &str) -> bool {
            let has = |text: &String| text.to_lowercase().contains(needle);
            if needle.is_empty() {
                return true;
            }
            match id {
                $( AnyId::$entity(id) => plan.$table.get(id).is_some_and(|entity| {
                    has(&entity.name) || has(&entity.native_name) || entity.tags.iter().any(has)
                }), )+
            }
        }
    };
}
named!(
    Stakeholder in stakeholders,
    Relation in relations,
    Channel in channels,
    Agreement in agreements,
    Phase in phases,
    Force in forces,
    Sector in sectors,
    Boundary in boundaries,
    Measure in measures,
    Site in sites,
    Corridor in corridors
);

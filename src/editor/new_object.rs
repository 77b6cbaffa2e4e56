//! What a shape just drawn is to be: a name, a holder (chosen or newly made), a kind.

use crate::geometry::Geometry;
use crate::model::{
    AnyEntity, AnyId, Boundary, BoundaryKind, Corridor, Echelon, Edit, Entity, Force, Function, Id, Measure,
    MeasureKind, Phase, Placement, Plan, Sector, SectorRole, Site, SiteKind, Stakeholder, StakeholderKind,
    When,
};

use super::ids::IdSource;
use super::tools::ToolKind;

/// Who answers for a new object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HolderChoice {
    /// Nobody yet.
    #[default]
    Nobody,
    /// One of the plan's stakeholders.
    Existing(Id<Stakeholder>),
    /// One made together with the object.
    New {
        /// Its name.
        name: String,
        /// What kind of party it is.
        kind: StakeholderKind,
    },
}

/// When a new object holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenChoice {
    /// As long as the plan.
    #[default]
    WholePlan,
    /// In one phase.
    Phase(Id<Phase>),
}

/// A drawn shape and what it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewObject {
    /// The tool that drew it.
    pub tool: ToolKind,
    /// The shape.
    pub geometry: Geometry,
    /// Its name.
    pub name: String,
    /// The holder, owner or operator; of a boundary the one on the left.
    pub holder: HolderChoice,
    /// Of a boundary the one on the right.
    pub right: HolderChoice,
    /// When it holds.
    pub when: WhenChoice,
    /// Of a sector.
    pub role: SectorRole,
    /// Of a boundary.
    pub boundary_kind: BoundaryKind,
    /// Of a control measure.
    pub measure_kind: MeasureKind,
    /// Of a site.
    pub site_kind: SiteKind,
    /// Of a force.
    pub function: Function,
    /// Of a force or boundary.
    pub echelon: Option<Echelon>,
    /// Of a corridor, metres.
    pub width_m: u32,
}

impl NewObject {
    /// Starts the form with what is likely: a free name, the phase shown, the holder used last.
    pub fn drawn(
        tool: ToolKind,
        geometry: Geometry,
        plan: &Plan,
        phase: Option<Id<Phase>>,
        last: &HolderChoice,
    ) -> Self {
        let measure_kind = match tool {
            ToolKind::LineMeasure => MeasureKind::PhaseLine,
            ToolKind::AreaMeasure => MeasureKind::NoEntryZone,
            _ => MeasureKind::CoordinatingPoint,
        };
        let holder = match last {
            HolderChoice::Existing(id) if plan.stakeholders.contains(*id) => last.clone(),
            _ => plan
                .stakeholders
                .iter()
                .find(|(_, party)| party.kind != StakeholderKind::Adversary)
                .map_or_else(first_holder, |(id, _)| HolderChoice::Existing(id)),
        };
        Self {
            name: free_name(tool, plan),
            tool,
            geometry,
            holder,
            right: HolderChoice::Nobody,
            when: phase.map_or(WhenChoice::WholePlan, WhenChoice::Phase),
            role: SectorRole::default(),
            boundary_kind: BoundaryKind::default(),
            measure_kind,
            site_kind: SiteKind::Settlement,
            function: Function::Infantry,
            echelon: Some(Echelon::Battalion),
            width_m: 100,
        }
    }

    /// Returns the edit that makes it, new stakeholders first, and the ids made.
    pub fn edit(&self, plan: &Plan, ids: &mut IdSource) -> (Edit, AnyId) {
        let mut edits = Vec::new();
        let holder = chosen(&self.holder, plan, ids, &mut edits);
        let right = chosen(&self.right, plan, ids, &mut edits);
        let when = match self.when {
            WhenChoice::WholePlan => When::always(),
            WhenChoice::Phase(phase) => When::in_phases([phase]),
        };
        let entity = self.entity(plan, ids, [holder, right], when);
        let id = entity.id();
        let label = format!("Draw {} {}", id.kind(), self.name);
        edits.push(Edit::Create(entity));
        (Edit::together(label, edits), id)
    }

    fn entity(
        &self,
        plan: &Plan,
        ids: &mut IdSource,
        [holder, right]: [Option<Id<Stakeholder>>; 2],
        when: When,
    ) -> AnyEntity {
        let name = self.name.trim().to_owned();
        let path = || self.geometry.as_path().cloned().unwrap_or_default();
        match self.tool {
            ToolKind::Boundary => {
                let kind = self.boundary_kind;
                let boundary = Boundary {
                    name,
                    left: holder,
                    right,
                    kind,
                    echelon: self.echelon,
                    when,
                    ..Boundary::new(path())
                };
                (ids.fresh(plan), boundary).into()
            }
            ToolKind::Corridor => {
                let windows = if when == When::always() {
                    Vec::new()
                } else {
                    vec![when]
                };
                let corridor = Corridor {
                    name,
                    owner: holder,
                    windows,
                    ..Corridor::new(path(), self.width_m)
                };
                (ids.fresh(plan), corridor).into()
            }
            ToolKind::PointMeasure | ToolKind::LineMeasure | ToolKind::AreaMeasure => {
                let kind = self.measure_kind;
                let measure = Measure {
                    name,
                    owner: holder,
                    kind,
                    when,
                    ..Measure::new(self.geometry.clone())
                };
                (ids.fresh(plan), measure).into()
            }
            ToolKind::Force => {
                let at = self.geometry.as_point().into_iter();
                let mut force = Force::new();
                force.name = name;
                force.stakeholder = holder;
                force.symbol.function = self.function;
                force.symbol.echelon = self.echelon;
                force.placements = at
                    .map(|at| Placement {
                        when: when.clone(),
                        ..Placement::new(at)
                    })
                    .collect();
                (ids.fresh(plan), force).into()
            }
            ToolKind::Site => {
                let kind = self.site_kind;
                let site = Site {
                    name,
                    operator: holder,
                    kind,
                    when,
                    ..Site::new(self.geometry.clone())
                };
                (ids.fresh(plan), site).into()
            }
            ToolKind::Sector
            | ToolKind::Select
            | ToolKind::Reshape
            | ToolKind::AreaOfOperations
            | ToolKind::Measure
            | ToolKind::Rings
            | ToolKind::Verb(_) => {
                let area = self.geometry.as_area().cloned().unwrap_or_default();
                let sector = Sector {
                    name,
                    holder,
                    role: self.role,
                    when,
                    ..Sector::new(area)
                };
                (ids.fresh(plan), sector).into()
            }
        }
    }
}

/// With nobody in the plan yet, the first holder is made in the same gesture.
fn first_holder() -> HolderChoice {
    HolderChoice::New {
        name: String::new(),
        kind: StakeholderKind::default(),
    }
}

fn chosen(
    choice: &HolderChoice,
    plan: &Plan,
    ids: &mut IdSource,
    edits: &mut Vec<Edit>,
) -> Option<Id<Stakeholder>> {
    match choice {
        HolderChoice::Nobody => None,
        HolderChoice::Existing(id) => Some(*id),
        HolderChoice::New { name, .. } if name.trim().is_empty() => None,
        HolderChoice::New { name, kind } => {
            let id = ids.fresh(plan);
            let armed = !matches!(
                kind,
                StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup
            );
            let name = name.trim().to_owned();
            edits.push(Edit::Create(
                (
                    id,
                    Stakeholder {
                        name,
                        kind: *kind,
                        armed,
                        ..Stakeholder::new()
                    },
                )
                    .into(),
            ));
            Some(id)
        }
    }
}

/// Returns a name that no other of its kind has: `Sector 4`.
fn free_name(tool: ToolKind, plan: &Plan) -> String {
    fn first_free<E: Entity>(word: &str, plan: &Plan) -> String {
        let table = E::table(plan);
        (table.len() + 1..=2 * table.len() + 1)
            .map(|number| format!("{word} {number}"))
            .find(|name| table.iter().all(|(_, entity)| entity.name() != name))
            .unwrap_or_default()
    }
    match tool {
        ToolKind::Boundary => first_free::<Boundary>("Boundary", plan),
        ToolKind::Corridor => first_free::<Corridor>("Corridor", plan),
        ToolKind::PointMeasure => first_free::<Measure>("Point", plan),
        ToolKind::LineMeasure => first_free::<Measure>("Line", plan),
        ToolKind::AreaMeasure => first_free::<Measure>("Zone", plan),
        ToolKind::Force => first_free::<Force>("Force", plan),
        ToolKind::Site => first_free::<Site>("Site", plan),
        ToolKind::Sector
        | ToolKind::Select
        | ToolKind::Reshape
        | ToolKind::AreaOfOperations
        | ToolKind::Measure
        | ToolKind::Rings
        | ToolKind::Verb(_) => first_free::<Sector>("Sector", plan),
    }
}

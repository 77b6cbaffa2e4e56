//! Copying what holds in one phase to another: sectors, placements of forces, boundaries, measures and
//! corridors are made to hold there too.
//!
//! What is already said of the other phase stays: a holder that has ground there, a force that stands or
//! marches there, two parties that have a boundary there are left alone. So is what cannot be given the
//! other phase without changing when it holds else.

use crate::drawing::words::name_of;
use crate::model::{
    AnyEntity, AnyId, Boundary, Corridor, Edit, Force, Id, Interval, Measure, Phase, Placement, Plan, Sector,
    Stakeholder, When,
};

use super::extent::{Extent, extent_in, with_phase};
use super::states::holder_at;

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayoutKind {
    /// Sectors.
    Sectors,
    /// Where forces stand.
    Forces,
    /// Boundaries.
    Boundaries,
    /// Control measures.
    Measures,
    /// Corridors.
    Corridors,
}

impl LayoutKind {
    /// Every kind, in order.
    pub const ALL: [Self; 5] = [
        Self::Sectors,
        Self::Forces,
        Self::Boundaries,
        Self::Measures,
        Self::Corridors,
    ];

    /// Returns what it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sectors => "Sectors",
            Self::Forces => "Places of forces",
            Self::Boundaries => "Boundaries",
            Self::Measures => "Control measures",
            Self::Corridors => "Corridors",
        }
    }
}

/// What of a kind would be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Of which kind.
    pub kind: LayoutKind,
    /// What would hold in the other phase too.
    pub copied: Vec<AnyId>,
    /// What would not although it holds in the first alone, and why.
    pub left: Vec<(AnyId, String)>,
    edits: Vec<Edit>,
}

/// Returns what of each kind holds in one phase and would be made to hold in another.
pub fn layout_of(plan: &Plan, from: Id<Phase>, to: Id<Phase>) -> Vec<Layout> {
    let copying = plan
        .phases
        .get(from)
        .zip(plan.phases.get(to))
        .filter(|_| from != to);
    let kinds = LayoutKind::ALL.into_iter().map(|kind| {
        let mut layout = Layout {
            kind,
            copied: Vec::new(),
            left: Vec::new(),
            edits: Vec::new(),
        };
        if let Some((first, other)) = copying {
            let copying = Copying {
                plan,
                first,
                other,
                to,
            };
            copying.fill(&mut layout);
        }
        layout
    });
    kinds.collect()
}

/// Copies these kinds from one phase to another, as one edit.
pub fn copy_layout(plan: &Plan, from: Id<Phase>, to: Id<Phase>, kinds: &[LayoutKind]) -> Edit {
    let layouts = layout_of(plan, from, to).into_iter();
    let chosen = layouts.filter(|layout| kinds.contains(&layout.kind));
    let name = |id: Id<Phase>| name_of(plan, id.into());
    Edit::together(
        format!("Copy layout of {} to {}", name(from), name(to)),
        chosen.flat_map(|layout| layout.edits).collect(),
    )
}

/// What becomes of one object.
enum Outcome {
    /// It holds in the other phase too.
    Copied(AnyEntity),
    /// It does not, and why.
    Left(String),
    /// It does not hold in the first phase, or holds in the other anyway.
    Nothing,
}

struct Copying<'a> {
    plan: &'a Plan,
    first: &'a Phase,
    other: &'a Phase,
    to: Id<Phase>,
}

impl Copying<'_> {
    fn fill(&self, layout: &mut Layout) {
        let mut put = |id: AnyId, outcome: Outcome| match outcome {
            Outcome::Copied(entity) => {
                layout.copied.push(id);
                layout.edits.push(Edit::Update(entity));
            }
            Outcome::Left(reason) => layout.left.push((id, reason)),
            Outcome::Nothing => {}
        };
        let plan = self.plan;
        match layout.kind {
            LayoutKind::Sectors => {
                plan.sectors
                    .iter()
                    .for_each(|(id, sector)| put(id.into(), self.sector(id, sector)));
            }
            LayoutKind::Forces => {
                plan.forces
                    .iter()
                    .for_each(|(id, force)| put(id.into(), self.force(id, force)));
            }
            LayoutKind::Boundaries => {
                plan.boundaries
                    .iter()
                    .for_each(|(id, boundary)| put(id.into(), self.boundary(id, boundary)));
            }
            LayoutKind::Measures => {
                plan.measures
                    .iter()
                    .for_each(|(id, measure)| put(id.into(), self.measure(id, measure)));
            }
            LayoutKind::Corridors => {
                plan.corridors
                    .iter()
                    .for_each(|(id, corridor)| put(id.into(), self.corridor(id, corridor)));
            }
        }
    }

    fn in_first(&self, when: &When) -> bool {
        extent_in(when, self.first, &self.plan.phases) != Extent::None
    }

    fn in_other(&self, when: &When) -> bool {
        extent_in(when, self.other, &self.plan.phases) != Extent::None
    }

    /// It is to be looked at: it holds in the first phase and not in the other.
    fn only_first(&self, when: &When) -> bool {
        self.in_first(when) && !self.in_other(when)
    }

    fn longer(&self, when: &When, store: impl FnOnce(When) -> AnyEntity) -> Outcome {
        match with_phase(self.plan, when, self.to) {
            Some(longer) => Outcome::Copied(store(longer)),
            None => Outcome::Left(self.no_time()),
        }
    }

    fn no_time(&self) -> String {
        format!(
            "no single time says when it holds now and {} too",
            name_of(self.plan, self.to.into())
        )
    }

    fn sector(&self, id: Id<Sector>, sector: &Sector) -> Outcome {
        if !self.only_first(&sector.when) {
            return Outcome::Nothing;
        }
        // Who would hold it then: a handover in between counts.
        if let Some(holder) = holder_at(sector, self.other.start)
            && self.holds_in_other(holder)
        {
            let holder = self.plan.label_of(holder);
            return Outcome::Left(format!("{holder} has ground then already"));
        }
        self.longer(&sector.when, |when| {
            let sector = Sector {
                when,
                ..sector.clone()
            };
            (id, sector).into()
        })
    }

    /// True where a stakeholder has a sector in the other phase.
    fn holds_in_other(&self, holder: Id<Stakeholder>) -> bool {
        self.plan.sectors.iter().any(|(_, sector)| {
            self.in_other(&sector.when) && holder_at(sector, self.other.start) == Some(holder)
        })
    }

    fn force(&self, id: Id<Force>, force: &Force) -> Outcome {
        let stands = |placement: &&Placement| self.in_first(&placement.when);
        let (None, Some(place)) = (
            force.placements.iter().find(|place| self.in_other(&place.when)),
            force.placements.iter().rposition(|place| stands(&place)),
        ) else {
            return Outcome::Nothing;
        };
        let marches = force.moves.iter().any(|march| {
            let march = Interval {
                from: Some(march.start),
                until: Some(march.end),
            };
            let other = self.other.interval();
            other.is_some_and(|other| other.intersection(march).is_some())
        });
        if marches {
            return Outcome::Left("it marches then".to_owned());
        }
        let mut force = force.clone();
        let Some(placement) = force.placements.get_mut(place) else {
            return Outcome::Nothing;
        };
        if let Some(longer) = with_phase(self.plan, &placement.when, self.to) {
            placement.when = longer;
        } else {
            // A second placement at the same spot says what one time cannot.
            let again = Placement {
                when: When::in_phases([self.to]),
                ..placement.clone()
            };
            force.placements.push(again);
        }
        Outcome::Copied((id, force).into())
    }

    fn boundary(&self, id: Id<Boundary>, boundary: &Boundary) -> Outcome {
        if !self.only_first(&boundary.when) {
            return Outcome::Nothing;
        }
        let sides = |boundary: &Boundary| {
            let (left, right) = (boundary.left, boundary.right);
            (left.min(right), left.max(right))
        };
        let said = boundary.left.is_some()
            && self
                .plan
                .boundaries
                .iter()
                .any(|(_, other)| self.in_other(&other.when) && sides(other) == sides(boundary));
        if said {
            return Outcome::Left("the two have a boundary then already".to_owned());
        }
        self.longer(&boundary.when, |when| {
            let boundary = Boundary {
                when,
                ..boundary.clone()
            };
            (id, boundary).into()
        })
    }

    fn measure(&self, id: Id<Measure>, measure: &Measure) -> Outcome {
        if !self.only_first(&measure.when) {
            return Outcome::Nothing;
        }
        self.longer(&measure.when, |when| {
            let measure = Measure {
                when,
                ..measure.clone()
            };
            (id, measure).into()
        })
    }

    fn corridor(&self, id: Id<Corridor>, corridor: &Corridor) -> Outcome {
        let windows = &corridor.windows;
        let (None, Some(place)) = (
            windows.iter().find(|window| self.in_other(window)),
            windows.iter().rposition(|window| self.in_first(window)),
        ) else {
            return Outcome::Nothing;
        };
        let mut corridor = corridor.clone();
        match corridor.windows.get_mut(place) {
            Some(window) => match with_phase(self.plan, window, self.to) {
                Some(longer) => *window = longer,
                None => corridor.windows.push(When::in_phases([self.to])),
            },
            None => return Outcome::Nothing,
        }
        Outcome::Copied((id, corridor).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Area, Geometry, Path, Position};
    use crate::model::{Minute, Move};

    fn phase_id(place: u64) -> Id<Phase> {
        Id::from_bits(place)
    }

    fn at(place: u64) -> Position {
        Position::nearest(33.0 + place as f64 / 100.0, 43.0)
    }

    fn sector(name: &str, holder: u64, phases: &[u64]) -> Sector {
        Sector {
            name: name.to_owned(),
            holder: Some(Id::from_bits(holder)),
            when: When::in_phases(phases.iter().map(|place| phase_id(*place))),
            ..Sector::new(Area::from_outer(vec![
                at(1),
                at(2),
                Position::nearest(33.0, 43.1),
            ]))
        }
    }

    fn placed(phases: &[u64], place: u64) -> Placement {
        Placement {
            when: When::in_phases(phases.iter().map(|place| phase_id(*place))),
            ..Placement::new(at(place))
        }
    }

    /// Two phases; parties 1 to 3; North of 1 in the first phase alone; South of 2 in the first, and West
    /// of 2 in both; three forces: one in the first phase, one that marches in the second, one in both.
    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for place in 0..2 {
            let start = place as Minute * 60;
            let phase = Phase {
                name: format!("P{place}"),
                end: Some(start + 60),
                ..Phase::new(start)
            };
            put((phase_id(place), phase).into());
        }
        for bits in 1..=3 {
            let party = Stakeholder {
                name: format!("Party {bits}"),
                ..Stakeholder::new()
            };
            put((Id::<Stakeholder>::from_bits(bits), party).into());
        }
        let sectors = [
            sector("North", 1, &[0]),
            sector("South", 2, &[0]),
            sector("West", 2, &[0, 1]),
        ];
        for (bits, sector) in sectors.into_iter().enumerate() {
            put((Id::<Sector>::from_bits(bits as u64), sector).into());
        }
        let moves = vec![Move::new(Path::new(vec![at(1), at(2)]), 70, 80)];
        let forces = [
            (vec![placed(&[0], 1)], Vec::new()),
            (vec![placed(&[0], 2)], moves),
            (vec![placed(&[0], 3), placed(&[1], 4)], Vec::new()),
        ];
        for (bits, (placements, moves)) in forces.into_iter().enumerate() {
            let force = Force {
                placements,
                moves,
                ..Force::new()
            };
            put((Id::<Force>::from_bits(bits as u64), force).into());
        }
        let measure = Measure {
            when: When {
                until: Some(30),
                ..When::in_phases([phase_id(0)])
            },
            ..Measure::new(Geometry::Point(at(1)))
        };
        put((Id::<Measure>::from_bits(1), measure).into());
        let corridor = Corridor {
            windows: vec![When {
                until: Some(30),
                ..When::in_phases([phase_id(0)])
            }],
            ..Corridor::new(Path::new(vec![at(1), at(2)]), 100)
        };
        put((Id::<Corridor>::from_bits(1), corridor).into());
        plan
    }

    #[test]
    fn what_is_said_already_stays_and_the_rest_holds_in_the_next_phase_too() {
        let plan = plan();
        let layouts = layout_of(&plan, phase_id(0), phase_id(1));
        let counts: Vec<(usize, usize)> = layouts
            .iter()
            .map(|layout| (layout.copied.len(), layout.left.len()))
            .collect();
        assert_eq!(counts, [(1, 1), (1, 1), (0, 0), (0, 1), (1, 0)]);
        assert_eq!(layouts[0].left[0].1, "Party 2 has ground then already");
        let edit = copy_layout(&plan, phase_id(0), phase_id(1), &LayoutKind::ALL);
        let after = edit.apply(&plan).unwrap();
        let when = |bits| after.sectors.get(Id::from_bits(bits)).unwrap().when.phases.len();
        assert_eq!([when(0), when(1), when(2)], [2, 1, 2]);
        let placements = |bits| &after.forces.get(Id::from_bits(bits)).unwrap().placements;
        assert_eq!(placements(0), &[placed(&[0, 1], 1)]);
        assert_eq!(placements(1), &[placed(&[0], 2)]);
        assert_eq!(placements(2).len(), 2);
        let windows = &after.corridors.get(Id::from_bits(1)).unwrap().windows;
        assert_eq!(windows.len(), 2);
        // A second copy finds nothing left to do.
        let again = copy_layout(&after, phase_id(0), phase_id(1), &LayoutKind::ALL);
        assert_eq!(again.apply(&after).unwrap(), after);
    }

    #[test]
    fn kinds_that_are_not_chosen_are_left_alone() {
        let plan = plan();
        let edit = copy_layout(&plan, phase_id(0), phase_id(1), &[LayoutKind::Forces]);
        let after = edit.apply(&plan).unwrap();
        assert_eq!(after.sectors, plan.sectors);
        assert_ne!(after.forces, plan.forces);
    }
}

//! Which agreements are in force, and what they cover.
//!
//! An agreement counts only while every party has accepted, its preconditions are met, it is valid,
//! and its parties can still reach each other. Whether it *should* exist is the K rules' question.

use super::parties::Parties;
use super::time::{Slices, Spans};
use super::{Ground, Grounds, Situation};
use crate::geometry::{
    Frame, Geometry, Path, Position, Rim, Shape, area_m2, difference, parts_near, path_inside, total_length_m,
};
use crate::model::{
    Acceptance, Agreement, AnyId, Clause, Corridor, Id, Plan, Precondition, Proof, Sector, Stakeholder,
    Thresholds,
};

/// The agreements of a plan, and what they cover.
#[derive(Debug)]
pub struct Agreements<'a> {
    plan: &'a Plan,
    /// Those that are ever in force.
    in_force: Vec<InForce<'a>>,
    /// Those that nobody refused or left, as if they were in force all the time.
    meant: Vec<InForce<'a>>,
}

/// An agreement and when it is in force.
#[derive(Debug)]
struct InForce<'a> {
    id: Id<Agreement>,
    agreement: &'a Agreement,
    spans: Spans,
}

/// Why an agreement is not in force in a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A party has not accepted, and what it said.
    Acceptance(Id<Stakeholder>, Acceptance),
    /// It is not valid then.
    Time,
    /// No channel between its parties works then.
    Channel,
    /// A precondition is not met then, in the plan's words.
    Precondition(String),
}

/// What a separation clause covers: the line and the time.
struct Line {
    spans: Spans,
    paths: Vec<Path>,
    inside: Option<Shape>,
}

impl<'a> Agreements<'a> {
    pub(super) fn new(plan: &'a Plan, slices: &Slices, parties: &Parties<'_>) -> Self {
        let in_force = plan.agreements.iter().filter_map(|(id, agreement)| {
            let spans = spans_in_force(plan, slices, parties, agreement);
            (!spans.is_empty()).then_some(InForce { id, agreement, spans })
        });
        let meant = plan
            .agreements
            .iter()
            .filter(|(_, agreement)| !is_refused(agreement));
        Self {
            plan,
            in_force: in_force.collect(),
            meant: meant
                .map(|(id, agreement)| InForce {
                    id,
                    agreement,
                    spans: slices.all(),
                })
                .collect(),
        }
    }

    /// Returns when an agreement is in force.
    pub fn in_force(&self, agreement: Id<Agreement>) -> Spans {
        let row = self.in_force.iter().find(|row| row.id == agreement);
        row.map_or_else(Spans::never, |row| row.spans.clone())
    }

    /// Returns when any agreement that replaces this one is in force.
    pub fn replaced(&self, agreement: Id<Agreement>) -> Spans {
        self.in_force
            .iter()
            .filter(|row| row.agreement.supersedes.contains(&agreement))
            .fold(Spans::never(), |all, row| all.or(&row.spans))
    }

    /// Returns the agreements that list both parties and that have a clause which speaks of one of these
    /// sectors, or of a separation, in force or not; those that a party refused or left are none.
    pub fn meant_for(
        &self,
        parties: (Id<Stakeholder>, Id<Stakeholder>),
        sectors: [Id<Sector>; 2],
    ) -> Vec<(Id<Agreement>, &'a Agreement)> {
        let speaks = |clause: &Clause| match clause {
            Clause::SharedGround { sector, .. } => sectors.contains(sector),
            Clause::HoldsGround { sectors: held, .. } => held.iter().any(|held| sectors.contains(held)),
            Clause::Separation { .. } => true,
            _ => false,
        };
        let rows = self.meant.iter().filter(|row| lists(row.agreement, parties));
        rows.filter(|row| row.agreement.clauses.iter().any(speaks))
            .map(|row| (row.id, row.agreement))
            .collect()
    }

    /// Returns the slices in which an agreement in force between two parties says what to do when
    /// forces clash.
    pub fn incident_procedure(&self, parties: (Id<Stakeholder>, Id<Stakeholder>)) -> Spans {
        clauses(&self.in_force, parties)
            .filter(|(_, clause)| matches!(clause, Clause::IncidentProcedure { .. }))
            .fold(Spans::never(), |all, (row, _)| all.or(&row.spans))
    }

    /// Returns true where agreements, were they all in force, would cover an overlap.
    pub fn would_cover_overlap(
        &self,
        parties: (Id<Stakeholder>, Id<Stakeholder>),
        part: &Shape,
        grounds: &Grounds<'_>,
    ) -> bool {
        !self
            .overlap_covered_by(&self.meant, parties, part, grounds)
            .is_empty()
    }

    /// Returns true where agreements, were they all in force, would cover an edge.
    pub fn would_cover_edge(
        &self,
        sides: [(Id<Sector>, Id<Stakeholder>); 2],
        edge: &[Path],
        frame: &Frame,
    ) -> bool {
        !self.edge_covered_by(&self.meant, sides, edge, frame).is_empty()
    }

    /// Returns the slices in which an overlap of two parties' ground is covered: by shared ground, or
    /// by a clause that one of the two holds the ground.
    ///
    /// Covered is the ground that any of the agreements in force speaks of, at least the share that
    /// the policy asks for.
    pub fn cover_overlap(
        &self,
        parties: (Id<Stakeholder>, Id<Stakeholder>),
        part: &Shape,
        grounds: &Grounds<'_>,
    ) -> Spans {
        self.overlap_covered_by(&self.in_force, parties, part, grounds)
    }

    fn overlap_covered_by(
        &self,
        agreements: &[InForce<'a>],
        parties: (Id<Stakeholder>, Id<Stakeholder>),
        part: &Shape,
        grounds: &Grounds<'_>,
    ) -> Spans {
        let share = share_wanted(&self.plan.policy.thresholds);
        let mut said: Vec<(&Spans, &Ground<'_>)> = Vec::new();
        for (agreement, clause) in clauses(agreements, parties) {
            let sectors: &[Id<Sector>] = match clause {
                Clause::SharedGround { sector, .. } => std::slice::from_ref(sector),
                Clause::HoldsGround { who, sectors } if *who == parties.0 || *who == parties.1 => sectors,
                _ => continue,
            };
            let named = sectors.iter().filter_map(|sector| grounds.of_sector(*sector));
            said.extend(named.map(|ground| (&agreement.spans, ground)));
        }
        if said.is_empty() {
            return Spans::never();
        }
        let total = area_m2(part);
        let ever = said.iter().fold(Spans::never(), |all, (spans, _)| all.or(spans));
        let pieces = ever.pieces(said.iter().flat_map(|(spans, _)| spans.cuts()));
        let covered = pieces.into_iter().filter(|run| {
            let now = said.iter().filter(|(spans, _)| spans.contains(run.start));
            // Where it cannot be decided it is not covered.
            difference(part, now.map(|(_, ground)| &*ground.shape))
                .is_ok_and(|left| area_m2(&left) <= (1.0 - share) * total)
        });
        covered.collect()
    }

    /// Returns the slices in which an edge between two sectors is covered: by a separation along it, or
    /// by clauses that each of the two holds its side.
    pub fn cover_edge(
        &self,
        sides: [(Id<Sector>, Id<Stakeholder>); 2],
        edge: &[Path],
        frame: &Frame,
    ) -> Spans {
        self.edge_covered_by(&self.in_force, sides, edge, frame)
    }

    fn edge_covered_by(
        &self,
        agreements: &[InForce<'a>],
        sides: [(Id<Sector>, Id<Stakeholder>); 2],
        edge: &[Path],
        frame: &Frame,
    ) -> Spans {
        let [(left, left_holder), (right, right_holder)] = sides;
        let parties = (left_holder, right_holder);
        let thresholds = &self.plan.policy.thresholds;
        let (mut holds_left, mut holds_right) = (Spans::never(), Spans::never());
        let mut lines: Vec<Line> = Vec::new();
        for (agreement, clause) in clauses(agreements, parties) {
            match clause {
                Clause::HoldsGround { who, sectors } => {
                    if *who == left_holder && sectors.contains(&left) {
                        holds_left = holds_left.or(&agreement.spans);
                    }
                    if *who == right_holder && sectors.contains(&right) {
                        holds_right = holds_right.or(&agreement.spans);
                    }
                }
                Clause::Separation { along, .. } => {
                    let (paths, inside) = self.line_of(*along);
                    lines.push(Line {
                        spans: agreement.spans.clone(),
                        paths,
                        inside,
                    });
                }
                _ => {}
            }
        }
        let held = holds_left.and(&holds_right);
        if lines.is_empty() {
            return held;
        }
        let within_m = 2.0 * f64::from(thresholds.snap_m);
        let wanted = share_wanted(thresholds) * total_length_m(edge);
        let ever = lines.iter().fold(Spans::never(), |all, line| all.or(&line.spans));
        let pieces = ever.pieces(lines.iter().flat_map(|line| line.spans.cuts()));
        let separated: Spans = pieces
            .into_iter()
            .filter(|run| {
                let now = || lines.iter().filter(|line| line.spans.contains(run.start));
                let paths: Vec<Path> = now().flat_map(|line| line.paths.iter().cloned()).collect();
                let near = total_length_m(&parts_near(frame, edge, &paths, within_m));
                let inside = now().filter_map(|line| line.inside.as_ref()).map(|shape| {
                    let parts = edge.iter().flat_map(|path| path_inside(path, shape));
                    total_length_m(&parts.collect::<Vec<_>>())
                });
                near.max(inside.fold(0.0, f64::max)) >= wanted
            })
            .collect();
        held.or(&separated)
    }

    /// Returns the slices in which a party may be at a place of another's by a passage clause.
    pub fn passage(
        &self,
        who: Id<Stakeholder>,
        host: Id<Stakeholder>,
        at: Position,
        slices: &Slices,
        grounds: &Grounds<'_>,
    ) -> Spans {
        let mut covered = Spans::never();
        for (agreement, clause) in clauses(&self.in_force, (who, host)) {
            let Clause::Passage {
                who: passing,
                through,
                when,
            } = clause
            else {
                continue;
            };
            if *passing == who && self.reaches(*through, at, grounds) {
                let valid = slices.of_when(when, self.plan);
                covered = covered.or(&agreement.spans.and(&valid));
            }
        }
        covered
    }

    /// Returns what two parties have agreed not to fire into, and when that is in force.
    pub fn no_fires(&self, parties: (Id<Stakeholder>, Id<Stakeholder>)) -> Vec<(&Spans, AnyId)> {
        self.clauses(parties)
            .filter_map(|(agreement, clause)| match clause {
                Clause::NoFires { at } => Some((&agreement.spans, *at)),
                _ => None,
            })
            .collect()
    }

    /// Returns the slices in which a clause on civilian passage along a corridor is in force that all
    /// of these are party to.
    pub fn civilian_passage(&self, corridor: Id<Corridor>, parties: &[Id<Stakeholder>]) -> Spans {
        let lists = |agreement: &Agreement| {
            parties
                .iter()
                .all(|who| agreement.parties.iter().any(|party| party.stakeholder == *who))
        };
        let names = |agreement: &Agreement| {
            agreement.clauses.iter().any(
                |clause| matches!(clause, Clause::CivilianPassage { corridor: named } if *named == corridor),
            )
        };
        self.in_force
            .iter()
            .filter(|row| lists(row.agreement) && names(row.agreement))
            .fold(Spans::never(), |all, row| all.or(&row.spans))
    }

    /// Returns the clauses of agreements that are ever in force and that both are party to.
    fn clauses(
        &self,
        (a, b): (Id<Stakeholder>, Id<Stakeholder>),
    ) -> impl Iterator<Item = (&InForce<'a>, &'a Clause)> {
        let lists =
            move |agreement: &Agreement, who| agreement.parties.iter().any(|party| party.stakeholder == who);
        self.in_force
            .iter()
            .filter(move |row| lists(row.agreement, a) && lists(row.agreement, b))
            .flat_map(|row| row.agreement.clauses.iter().map(move |clause| (row, clause)))
    }

    /// Returns the lines of a boundary or measure, and its ground where it has some.
    fn line_of(&self, along: AnyId) -> (Vec<Path>, Option<Shape>) {
        match along {
            AnyId::Boundary(id) => {
                let boundary = self.plan.boundaries.get(id);
                (
                    boundary
                        .map(|boundary| boundary.path.clone())
                        .into_iter()
                        .collect(),
                    None,
                )
            }
            AnyId::Measure(id) => match self.plan.measures.get(id).map(|measure| &measure.shape) {
                Some(Geometry::Path(path)) => (vec![path.clone()], None),
                Some(Geometry::Area(area)) => (Vec::new(), Some(Shape::of(area))),
                _ => (Vec::new(), None),
            },
            _ => (Vec::new(), None),
        }
    }

    /// Returns true where a corridor, measure, sector or site has the place.
    fn reaches(&self, through: AnyId, at: Position, grounds: &Grounds<'_>) -> bool {
        let near = |path: &Path, half_width_m: f64| {
            crate::geometry::distance_to_path_m(&Frame::at(at), at, path) <= half_width_m
        };
        let snap_m = f64::from(self.plan.policy.thresholds.snap_m);
        let shape_has = |shape: &Geometry| match shape {
            Geometry::Area(area) => Shape::of(area).contains(at, Rim::Inside),
            Geometry::Path(path) => near(path, 2.0 * snap_m),
            Geometry::Point(point) => crate::geometry::distance_m(*point, at) <= 2.0 * snap_m,
        };
        match through {
            AnyId::Sector(id) => grounds
                .of_sector(id)
                .is_some_and(|ground| ground.shape.contains(at, Rim::Inside)),
            AnyId::Corridor(id) => self
                .plan
                .corridors
                .get(id)
                .is_some_and(|corridor| near(&corridor.path, f64::from(corridor.width_m) / 2.0)),
            AnyId::Measure(id) => self
                .plan
                .measures
                .get(id)
                .is_some_and(|measure| shape_has(&measure.shape)),
            AnyId::Site(id) => self.plan.sites.get(id).is_some_and(|site| shape_has(&site.shape)),
            _ => false,
        }
    }
}

impl Situation<'_> {
    /// Returns what keeps an agreement from being in force in a slice; nothing where it is.
    pub fn obstacles(&self, agreement: &Agreement, slice: u32) -> Vec<Obstacle> {
        let unwilling = agreement.parties.iter().filter(|party| !party.has_accepted());
        let mut obstacles: Vec<Obstacle> = unwilling
            .map(|party| Obstacle::Acceptance(party.stakeholder, party.state))
            .collect();
        if !self.slices.of_when(&agreement.when, self.plan).contains(slice) {
            obstacles.push(Obstacle::Time);
        }
        let members: Vec<_> = agreement.parties.iter().map(|party| party.stakeholder).collect();
        if !self.parties.connected(&members).contains(slice) {
            obstacles.push(Obstacle::Channel);
        }
        let conditions = agreement.preconditions.iter();
        let unmet = conditions
            .filter(|condition| !met(self.plan, &self.slices, agreement, condition).contains(slice));
        obstacles.extend(unmet.map(|condition| Obstacle::Precondition(condition.text.clone())));
        obstacles
    }
}

/// Returns true for an agreement that a party refused, left or broke: nobody means it any more.
pub fn is_refused(agreement: &Agreement) -> bool {
    let gone = |state| {
        matches!(
            state,
            Acceptance::Rejected | Acceptance::Withdrawn | Acceptance::Breached
        )
    };
    agreement.parties.iter().any(|party| gone(party.state))
}

fn lists(agreement: &Agreement, (a, b): (Id<Stakeholder>, Id<Stakeholder>)) -> bool {
    let has = |who| agreement.parties.iter().any(|party| party.stakeholder == who);
    has(a) && has(b)
}

/// Returns the clauses of those agreements that both are party to.
fn clauses<'r, 'a>(
    agreements: &'r [InForce<'a>],
    parties: (Id<Stakeholder>, Id<Stakeholder>),
) -> impl Iterator<Item = (&'r InForce<'a>, &'a Clause)> {
    agreements
        .iter()
        .filter(move |row| lists(row.agreement, parties))
        .flat_map(|row| row.agreement.clauses.iter().map(move |clause| (row, clause)))
}

/// Returns the share of a part that must be covered.
fn share_wanted(thresholds: &Thresholds) -> f64 {
    f64::from(thresholds.agreement_cover_permille) / 1000.0
}

/// Returns when an agreement is in force: every listed party has accepted, it is valid, its
/// preconditions are met, and at least one channel between its parties works.
pub(super) fn spans_in_force(
    plan: &Plan,
    slices: &Slices,
    parties: &Parties<'_>,
    agreement: &Agreement,
) -> Spans {
    if agreement.parties.is_empty() || !agreement.parties.iter().all(crate::model::Party::has_accepted) {
        return Spans::never();
    }
    let members: Vec<_> = agreement.parties.iter().map(|party| party.stakeholder).collect();
    let valid = slices
        .of_when(&agreement.when, plan)
        .and(&parties.connected(&members));
    agreement.preconditions.iter().fold(valid, |spans, condition| {
        spans.and(&met(plan, slices, agreement, condition))
    })
}

/// Returns when a precondition is met: where its proof says so, and always where the planner says so.
fn met(plan: &Plan, slices: &Slices, agreement: &Agreement, condition: &Precondition) -> Spans {
    if condition.met {
        return slices.all();
    }
    let from = match condition.by {
        Some(Proof::PhaseReached(phase)) => plan.phases.get(phase).map(|phase| phase.start),
        Some(Proof::NotificationAcknowledged(party)) => acknowledged(plan, agreement, party),
        None => None,
    };
    from.map_or_else(Spans::never, |from| {
        slices.of_interval(crate::model::Interval {
            from: Some(from),
            until: None,
        })
    })
}

/// Returns the minute by which a party has acknowledged every notification to it of the sites and
/// corridors that the agreement's clauses name; `None` where one is open or there is none.
fn acknowledged(plan: &Plan, agreement: &Agreement, party: Id<Stakeholder>) -> Option<i64> {
    use crate::model::Refer as _;
    let mut named = Vec::new();
    agreement
        .clauses
        .iter()
        .for_each(|clause| clause.each_reference(&mut |id| named.push(id)));
    let notifications = named.iter().flat_map(|id| match id {
        AnyId::Site(id) => plan.sites.get(*id).map_or(&[][..], |site| &site.notifications),
        AnyId::Corridor(id) => plan
            .corridors
            .get(*id)
            .map_or(&[][..], |corridor| &corridor.notifications),
        _ => &[],
    });
    let mut answers = notifications
        .filter(|notification| notification.party == party)
        .map(|notification| notification.acknowledged);
    let first = answers.next()??;
    answers.try_fold(first, |latest, answer| Some(latest.max(answer?)))
}

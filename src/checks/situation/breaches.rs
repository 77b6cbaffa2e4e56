//! What on the map contradicts a clause: forces, marches and sectors where their party agreed not to be.
//!
//! A clause binds those that answer to the party too. It is looked at while the agreement is valid and
//! what the clause names holds, accepted by all or not: a plan is to keep what it asks of others. Lines and
//! zones between parties are `separations`'.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::presence::walked;
use super::{Ground, Part, Presence, Situation, Spans, Stay, frame_of, is_refused};
use crate::geometry::{
    Bounds, Frame, Geometry, Layout, Path, Position, Rim, Shape, buffer_path, buffer_position, buffer_shape,
    length_m, path_inside, point_along, total_length_m,
};
use crate::model::{Agreement, AnyId, Clause, Echelon, Id, Stakeholder};

/// One object that contradicts one clause in a run of slices.
#[derive(Clone, Debug)]
pub struct Breach {
    /// The agreement.
    pub agreement: Id<Agreement>,
    /// Which of its clauses, counted from 0.
    pub clause: usize,
    /// The force, the sector, or the party whose people are counted.
    pub object: AnyId,
    /// The party to the agreement that it belongs to.
    pub member: Id<Stakeholder>,
    /// What the clause names.
    pub target: Option<AnyId>,
    /// When.
    pub run: Range<u32>,
    /// How far it goes.
    pub measured: Measured,
    /// Where: a place, a way, or ground; nothing for numbers of people.
    pub geometry: Option<Geometry>,
    /// A place on that.
    pub at: Option<Position>,
}

/// How far an object goes against a clause, in metres, square metres, steps or people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// Stands so deep inside ground it keeps out of.
    Inside(f64),
    /// Marches so far through it.
    Through(f64),
    /// Holds so much of it, or of the ground beyond a line.
    Holds(f64),
    /// Is so far beyond the line.
    Beyond(f64),
    /// Is so far from the line, and should be this far.
    Near(f64, f64),
    /// Reaches so far; what must not be fired at is so far away.
    Reaches(f64, f64),
    /// Is of this size, and should not be larger than that.
    Larger(Echelon, Echelon),
    /// Are so many, and should not be more than that.
    People(u32, u32),
}

impl Measured {
    /// Returns one number that grows as it worsens.
    pub fn value(self) -> f64 {
        match self {
            Self::Inside(metres) | Self::Through(metres) | Self::Holds(metres) | Self::Beyond(metres) => {
                metres
            }
            Self::Near(metres, least) => least - metres,
            Self::Reaches(reach, away) => reach - away,
            Self::Larger(size, most) => (step(size) - step(most)) as f64,
            Self::People(count, most) => f64::from(count.saturating_sub(most)),
        }
    }
}

fn step(size: Echelon) -> i64 {
    let place = Echelon::ALL.iter().position(|known| *known == size);
    place.map_or(0, |place| place as i64)
}

/// A clause with what every look at it needs.
pub(super) struct Bound<'s, 'a> {
    id: Id<Agreement>,
    pub agreement: &'a Agreement,
    number: usize,
    /// When the agreement is valid.
    pub valid: &'s Spans,
}

/// Where an object is in one piece of time.
pub(super) enum Whereabouts {
    /// It stands there.
    At(Position),
    /// It marches along there.
    Along(Path),
}

impl<'a> Situation<'a> {
    /// Returns everything that contradicts a clause, by agreement and clause, each object in order of time.
    pub fn breaches(&self) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for (id, agreement) in self.plan.agreements.iter() {
            if is_refused(agreement) || agreement.clauses.is_empty() {
                continue;
            }
            let valid = self.slices.of_when(&agreement.when, self.plan);
            if valid.is_empty() {
                continue;
            }
            for (number, clause) in agreement.clauses.iter().enumerate() {
                let bound = Bound {
                    id,
                    agreement,
                    number,
                    valid: &valid,
                };
                match clause {
                    Clause::KeepsOut { who, area } => self.kept_out(&bound, *who, *area, &mut breaches),
                    Clause::Separation { along, stand_off_m } => {
                        let stand_off_m = f64::from(stand_off_m.unwrap_or(0));
                        self.separated(&bound, *along, stand_off_m, &mut breaches);
                    }
                    Clause::NoFires { at } => self.not_fired_at(&bound, *at, &mut breaches),
                    Clause::Limits {
                        who,
                        largest_echelon,
                        people,
                    } => self.limited(&bound, *who, (*largest_echelon, *people), &mut breaches),
                    _ => {}
                }
            }
        }
        breaches
    }

    /// Returns true where what the first party promised binds the second.
    fn binds(&self, who: Id<Stakeholder>, party: Id<Stakeholder>) -> bool {
        party == who || self.parties.superiors(party).contains(&who)
    }

    /// Returns the party to an agreement that a stakeholder belongs to: itself, else its nearest superior.
    pub(super) fn member_of(&self, agreement: &Agreement, party: Id<Stakeholder>) -> Option<Id<Stakeholder>> {
        let chain = std::iter::once(party).chain(self.parties.superiors(party));
        let listed = |who: &Id<Stakeholder>| agreement.parties.iter().any(|entry| entry.stakeholder == *who);
        chain.into_iter().find(listed)
    }

    /// Returns the ground that a clause names, with what is kept round it, and when that holds; `None`
    /// where it is not in the plan.
    fn named_ground(&self, named: AnyId, keep_away: bool) -> Option<(Arc<Shape>, Spans)> {
        let (drawn, round_m, when) = match named {
            AnyId::Sector(id) => {
                let ground = self.grounds.of_sector(id)?;
                return Some((Arc::clone(&ground.shape), ground.spans.clone()));
            }
            AnyId::Measure(id) => {
                let measure = self.plan.measures.get(id)?;
                let away_m = measure.stand_off_m.filter(|_| keep_away).unwrap_or(0);
                (&measure.shape, away_m, &measure.when)
            }
            AnyId::Site(id) => {
                let site = self.plan.sites.get(id)?;
                (&site.shape, site.buffer_m.unwrap_or(0), &site.when)
            }
            _ => return None,
        };
        let spans = self.slices.of_when(when, self.plan);
        // A point or line is at least a metre of ground.
        let radius_m = f64::from(round_m.max(1));
        let shape = match drawn {
            Geometry::Point(at) => buffer_position(&Frame::at(*at), *at, radius_m),
            Geometry::Path(path) => {
                let frame = Frame::around(path.points.iter().copied());
                buffer_path(&frame, path, radius_m).ok()?
            }
            Geometry::Area(area) if round_m == 0 => return Some((self.shape(area), spans)),
            Geometry::Area(area) => {
                let shape = self.shape(area);
                buffer_shape(&frame_of(&[&shape]), &shape, radius_m).ok()?
            }
        };
        Some((Arc::new(shape), spans))
    }

    /// Calls `see` with where a force is, for each piece of its time in `during`.
    pub(super) fn follow(
        &self,
        force: &Presence<'_>,
        during: &Spans,
        near: Option<Bounds>,
        mut see: impl FnMut(Range<u32>, Whereabouts),
    ) {
        if let (Some(near), Some(bounds)) = (near, force.bounds)
            && !near.meets(bounds)
        {
            return;
        }
        for (run, stay) in &force.stays {
            let pieces = during.and(&Spans::of(run.clone()));
            for piece in pieces.runs() {
                match stay {
                    Stay::At(at) => see(piece.clone(), Whereabouts::At(*at)),
                    Stay::On(leg) => {
                        for slice in piece.clone() {
                            let way = walked(leg, self.slices.interval(slice));
                            see(slice..slice + 1, Whereabouts::Along(way));
                        }
                    }
                }
            }
        }
    }

    fn kept_out(&self, bound: &Bound<'_, 'a>, who: Id<Stakeholder>, area: AnyId, out: &mut Vec<Breach>) {
        let Some((shape, holds)) = self.named_ground(area, true) else {
            return;
        };
        let (Some(bounds), during) = (shape.bounds(), bound.valid.and(&holds)) else {
            return;
        };
        if during.is_empty() {
            return;
        }
        let laid = Layout::of_shape(&frame_of(&[&shape]), &shape);
        for force in &self.forces {
            if !force.party.is_some_and(|party| self.binds(who, party)) {
                continue;
            }
            self.follow(force, &during, Some(bounds), |run, place| {
                let found = match place {
                    Whereabouts::At(at) if shape.contains(at, Rim::Outside) => {
                        let deep_m = laid.outline_distance_m(at);
                        Some((Measured::Inside(deep_m), Geometry::Point(at), Some(at)))
                    }
                    Whereabouts::At(_) => None,
                    Whereabouts::Along(way) => through(&way, &shape),
                };
                if let Some((measured, geometry, at)) = found {
                    out.push(bound.breach(
                        (force.id.into(), who),
                        Some(area),
                        run,
                        measured,
                        Some(geometry),
                        at,
                    ));
                }
            });
        }
        for ground in self
            .grounds
            .near(bounds)
            .filter(|ground| ground.sector.role.is_primary())
        {
            let held = ground
                .holders
                .spans(|holders| holders.iter().any(|holder| self.binds(who, *holder)));
            let during = during.and(&held).and(&ground.spans);
            if during.is_empty() {
                continue;
            }
            // What cannot be told is A01's and G01's to report, not a breach.
            let Ok(overlap) = self.overlap(&ground.shape, &shape) else {
                continue;
            };
            out.extend(self.held(bound, (ground, who), area, &during, &overlap.parts));
        }
    }

    /// Returns the breach of a sector that has these parts of ground it should not have.
    pub(super) fn held(
        &self,
        bound: &Bound<'_, 'a>,
        (ground, who): (&Ground<'_>, Id<Stakeholder>),
        target: AnyId,
        during: &Spans,
        parts: &[Part],
    ) -> Vec<Breach> {
        let (least_m2, width_m) = (
            f64::from(self.thresholds().min_overlap_m2),
            f64::from(self.thresholds().sliver_width_m),
        );
        let counted: Vec<&Part> = parts
            .iter()
            .filter(|part| part.area_m2 >= least_m2 && !part.is_sliver(width_m))
            .collect();
        let Some(largest) = counted.iter().max_by(|a, b| a.area_m2.total_cmp(&b.area_m2)) else {
            return Vec::new();
        };
        let whole = crate::geometry::union(counted.iter().map(|part| &*part.shape));
        let geometry = whole.map_or_else(|_| largest.shape.to_area(), |shape| shape.to_area());
        let measured = Measured::Holds(counted.iter().map(|part| part.area_m2).sum());
        let at = largest.circle().map(|circle| circle.center);
        let breach = |run: &Range<u32>| {
            let geometry = Some(Geometry::Area(geometry.clone()));
            bound.breach(
                (ground.id.into(), who),
                Some(target),
                run.clone(),
                measured,
                geometry,
                at,
            )
        };
        during.runs().iter().map(breach).collect()
    }

    fn not_fired_at(&self, bound: &Bound<'_, 'a>, named: AnyId, out: &mut Vec<Breach>) {
        let Some((shape, holds)) = self.named_ground(named, false) else {
            return;
        };
        let (Some(bounds), during) = (shape.bounds(), bound.valid.and(&holds)) else {
            return;
        };
        let frame = Frame::at(bounds.center());
        let laid = Layout::of_shape(&frame, &shape);
        for force in self.forces.iter().filter(|force| force.armed) {
            let reach_m = f64::from(force.force.max_range_m.unwrap_or(0));
            let member = force
                .party
                .and_then(|party| self.member_of(bound.agreement, party));
            let (Some(member), true) = (member, reach_m > 0.0) else {
                continue;
            };
            self.follow(force, &during, Some(bounds.grown_m(reach_m)), |run, place| {
                let (away_m, geometry, at) = match place {
                    Whereabouts::At(at) => (laid.distance_m(at), Geometry::Point(at), Some(at)),
                    Whereabouts::Along(way) => {
                        let gap = laid.gap(&Layout::of_path(&frame, &way));
                        let away_m = gap.map_or(f64::INFINITY, |gap| gap.distance_m);
                        (away_m, Geometry::Path(way), gap.map(|gap| gap.to))
                    }
                };
                if away_m < reach_m {
                    let measured = Measured::Reaches(reach_m, away_m);
                    let object = (force.id.into(), member);
                    out.push(bound.breach(object, Some(named), run, measured, Some(geometry), at));
                }
            });
        }
    }

    fn limited(
        &self,
        bound: &Bound<'_, 'a>,
        who: Id<Stakeholder>,
        (largest, most): (Option<Echelon>, Option<u32>),
        out: &mut Vec<Breach>,
    ) {
        let ground = self.limited_ground(bound.agreement, who);
        let is_there = |place: &Whereabouts| match place {
            _ if ground.is_empty() => true,
            Whereabouts::At(at) => ground.iter().any(|shape| shape.contains(*at, Rim::Inside)),
            Whereabouts::Along(way) => ground.iter().any(|shape| through(way, shape).is_some()),
        };
        let mut present: BTreeMap<usize, Spans> = BTreeMap::new();
        for (number, force) in self.forces.iter().enumerate() {
            if !force.party.is_some_and(|party| self.binds(who, party)) {
                continue;
            }
            let size = force.force.symbol.echelon;
            let too_large = size.zip(largest).filter(|(size, most)| size > most);
            self.follow(force, bound.valid, None, |run, place| {
                if !is_there(&place) {
                    return;
                }
                if let Some((size, most)) = too_large {
                    let (geometry, at) = match place {
                        Whereabouts::At(at) => (Geometry::Point(at), Some(at)),
                        Whereabouts::Along(way) => {
                            let at = way.points.first().copied();
                            (Geometry::Path(way), at)
                        }
                    };
                    let measured = Measured::Larger(size, most);
                    let object = (force.id.into(), who);
                    out.push(bound.breach(object, None, run.clone(), measured, Some(geometry), at));
                }
                let known = present.entry(number).or_default();
                *known = known.or(&Spans::of(run));
            });
        }
        if let Some(most) = most {
            out.extend(self.crowds(bound, who, most, &present));
        }
    }

    /// Returns the runs in which more people are present than agreed; those of a formation whose superior
    /// counts its own are counted with it.
    fn crowds(
        &self,
        bound: &Bound<'_, 'a>,
        who: Id<Stakeholder>,
        most: u32,
        present: &BTreeMap<usize, Spans>,
    ) -> Vec<Breach> {
        let rows: Vec<(&Presence<'_>, &Spans)> = present
            .iter()
            .filter_map(|(number, spans)| Some((self.forces.get(*number)?, spans)))
            .filter(|(force, _)| force.force.personnel.is_some())
            .collect();
        let ever = rows.iter().fold(Spans::never(), |all, (_, spans)| all.or(spans));
        let pieces = ever.pieces(rows.iter().flat_map(|(_, spans)| spans.cuts()));
        let mut breaches = Vec::new();
        for run in pieces {
            let here: BTreeMap<_, u32> = rows
                .iter()
                .filter(|(_, spans)| spans.contains(run.start))
                .map(|(force, _)| (force.id, force.force.personnel.unwrap_or(0)))
                .collect();
            let with_superior = |id| {
                let mut seen = vec![id];
                let mut at = id;
                while let Some(above) = self.plan.forces.get(at).and_then(|force| force.superior) {
                    if here.contains_key(&above) && above != id {
                        return true;
                    }
                    if seen.contains(&above) {
                        break;
                    }
                    seen.push(above);
                    at = above;
                }
                false
            };
            let counted = here.iter().filter(|(id, _)| !with_superior(**id));
            let count = counted.fold(0_u32, |sum, (_, people)| sum.saturating_add(*people));
            if count > most {
                let measured = Measured::People(count, most);
                breaches.push(bound.breach((who.into(), who), None, run, measured, None, None));
            }
        }
        breaches
    }

    /// Returns the ground that an agreement gives a party or lets it pass; empty: it names none.
    fn limited_ground(&self, agreement: &Agreement, who: Id<Stakeholder>) -> Vec<Arc<Shape>> {
        let mut named: Vec<AnyId> = Vec::new();
        for clause in &agreement.clauses {
            match clause {
                Clause::HoldsGround { who: holder, sectors } if *holder == who => {
                    named.extend(sectors.iter().map(|sector| AnyId::from(*sector)));
                }
                Clause::Passage {
                    who: passing,
                    through,
                    ..
                } if *passing == who => named.push(*through),
                Clause::SharedGround { sector, .. } => named.push((*sector).into()),
                _ => {}
            }
        }
        let shape = |id: AnyId| match id {
            AnyId::Corridor(id) => {
                let corridor = self.plan.corridors.get(id)?;
                let frame = Frame::around(corridor.path.points.iter().copied());
                let shape = buffer_path(&frame, &corridor.path, f64::from(corridor.width_m.max(1)) / 2.0);
                Some(Arc::new(shape.ok()?))
            }
            id => self.named_ground(id, false).map(|(shape, _)| shape),
        };
        named.into_iter().filter_map(shape).collect()
    }
}

/// Returns how far a way leads through ground, and the longest piece of it there.
fn through(way: &Path, shape: &Shape) -> Option<(Measured, Geometry, Option<Position>)> {
    let inside = path_inside(way, shape);
    let total_m = total_length_m(&inside);
    let longest = inside.iter().max_by(|a, b| length_m(a).total_cmp(&length_m(b)))?;
    let at = point_along(longest, length_m(longest) / 2.0);
    // A way that only touches the outline leads round it.
    let enters = at.is_some_and(|at| shape.contains(at, Rim::Outside));
    (enters && total_m > 0.0).then(|| (Measured::Through(total_m), Geometry::Path(longest.clone()), at))
}

impl Bound<'_, '_> {
    /// Returns a breach of the clause by an object of a party.
    pub(super) fn breach(
        &self,
        (object, member): (AnyId, Id<Stakeholder>),
        target: Option<AnyId>,
        run: Range<u32>,
        measured: Measured,
        geometry: Option<Geometry>,
        at: Option<Position>,
    ) -> Breach {
        Breach {
            agreement: self.id,
            clause: self.number,
            object,
            member,
            target,
            run,
            measured,
            geometry,
            at,
        }
    }
}

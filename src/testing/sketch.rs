//! Plans drawn with letters: a test reads like a map.
//!
//! A letter is a sector held by the stakeholder of that letter, a dot uncovered ground, a cell one
//! square kilometre near Fallujah; another sketch is laid on top. Real coordinates, so that curvature
//! and slivers are as they are. It builds plans and prints findings; it judges nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::{Checker, Finding, Fix, Report, check, wording};
use crate::geometry::{Area, Frame, Geometry, Part, Path, Position, Ring};
use crate::model::{
    Acceptance, Agreement, AnyEntity, Boundary, Channel, ChannelMode, ChannelState, Clause, Corridor, Edit,
    Entity, Force, Handover, Id, Instant, Measure, MeasureKind, Party, Phase, Placement, Plan, Relation,
    RelationState, Sector, Site, SiteKind, Stakeholder, StakeholderKind, Waiver,
};

/// A plan being drawn.
#[derive(Clone, Debug)]
pub struct Sketch {
    plan: Plan,
    columns: usize,
    rows: usize,
}

type Cell = (i32, i32);

impl Sketch {
    /// Draws sectors from layers of rows, north at the top. A letter that comes again in a later layer
    /// is another sector of the same holder, named `A2`, `A3` and so on.
    pub fn of(layers: &[&[&str]]) -> Self {
        let mut sketch = Self {
            plan: Plan::empty(Id::from_bits(1)),
            columns: 0,
            rows: 0,
        };
        for (number, layer) in layers.iter().enumerate() {
            let mut cells: BTreeMap<char, BTreeSet<Cell>> = BTreeMap::new();
            for (row, line) in layer.iter().enumerate() {
                sketch.columns = sketch.columns.max(line.chars().count());
                for (column, letter) in line.chars().enumerate().filter(|(_, letter)| *letter != '.') {
                    cells
                        .entry(letter)
                        .or_default()
                        .insert((column as i32, row as i32));
                }
            }
            sketch.rows = sketch.rows.max(layer.len());
            for (letter, cells) in cells {
                sketch = sketch.sector(number, letter, &cells);
            }
        }
        sketch
    }

    fn sector(self, layer: usize, letter: char, cells: &BTreeSet<Cell>) -> Self {
        let mut sector = Sector::new(area_of(cells));
        sector.holder = Some(party(letter));
        let known = self
            .plan
            .sectors
            .iter()
            .filter(|(_, sector)| sector.holder == Some(party(letter)));
        sector.name = match known.count() {
            0 => letter.to_string(),
            count => format!("{letter}{}", count + 1),
        };
        let id: Id<Sector> = Id::from_bits((layer as u64) << 8 | u64::from(letter));
        self.party(letter).create(id, sector)
    }

    /// Returns the plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Adds the stakeholder of a letter, an armed state force, unless it is there.
    #[must_use]
    pub fn party(self, letter: char) -> Self {
        if self.plan.stakeholders.contains(party(letter)) {
            return self;
        }
        let mut stakeholder = Stakeholder::new();
        stakeholder.name = letter.to_string();
        stakeholder.armed = true;
        self.create(party(letter), stakeholder)
    }

    /// Changes the stakeholder of a letter.
    #[must_use]
    pub fn party_with(self, letter: char, how: impl FnOnce(&mut Stakeholder)) -> Self {
        self.party(letter).update(party(letter), how)
    }

    /// Makes the stakeholder of a letter the adversary.
    #[must_use]
    pub fn adversary(self, letter: char) -> Self {
        self.party_with(letter, |party| party.kind = StakeholderKind::Adversary)
    }

    /// Makes one stakeholder answer to another.
    #[must_use]
    pub fn answers_to(self, below: char, above: char) -> Self {
        self.party(above)
            .party_with(below, |stakeholder| stakeholder.answers_to = Some(party(above)))
    }

    /// Declares how two stand to each other, always.
    #[must_use]
    pub fn relation(self, from: char, to: char, state: RelationState) -> Self {
        let mut relation = Relation::new(party(from), party(to));
        relation.state = state;
        let id = Id::from_bits(self.plan.relations.len() as u64 + 1);
        self.party(from).party(to).create(id, relation)
    }

    /// Connects two by a channel.
    #[must_use]
    pub fn channel(self, a: char, b: char, mode: ChannelMode, state: ChannelState) -> Self {
        let mut channel = Channel::new(vec![party(a), party(b)]);
        channel.mode = mode;
        channel.state = state;
        let id = Id::from_bits(self.plan.channels.len() as u64 + 1);
        self.create(id, channel)
    }

    /// Adds a liaison cell that is up.
    #[must_use]
    pub fn liaison(self, a: char, b: char) -> Self {
        self.channel(a, b, ChannelMode::LiaisonCell, ChannelState::Up)
    }

    /// Adds an agreement that all these have accepted in writing.
    #[must_use]
    pub fn agreement(self, parties: &[char], clauses: Vec<Clause>) -> Self {
        let mut agreement = Agreement::new();
        agreement.name = format!("Agreement {}", self.plan.agreements.len() + 1);
        agreement.clauses = clauses;
        agreement.parties = parties
            .iter()
            .map(|letter| {
                let mut entry = Party::new(party(*letter));
                entry.state = Acceptance::Accepted;
                entry
            })
            .collect();
        let id = Id::from_bits(self.plan.agreements.len() as u64 + 1);
        self.create(id, agreement)
    }

    /// Changes the agreement added as the `number`th, counted from 1.
    #[must_use]
    pub fn agreement_with(self, number: u64, how: impl FnOnce(&mut Agreement)) -> Self {
        self.update(Id::from_bits(number), how)
    }

    /// Adds phases one after the other: names, each with its length in hours, from H-hour on.
    #[must_use]
    pub fn phases(mut self, phases: &[(&str, i64)]) -> Self {
        let mut start = 0;
        for (number, (name, hours)) in phases.iter().enumerate() {
            let mut phase = Phase::new(start);
            phase.name = String::from(*name);
            start += hours * 60;
            phase.end = Some(start);
            self = self.create(Id::from_bits(number as u64 + 1), phase);
        }
        self
    }

    /// Changes the sector of a name.
    #[must_use]
    pub fn sector_with(self, name: &str, how: impl FnOnce(&mut Sector)) -> Self {
        let id = self.sector_id(name);
        self.update(id, how)
    }

    /// Makes a sector hold in these phases only, counted from 1.
    #[must_use]
    pub fn in_phases(self, name: &str, phases: &[u64]) -> Self {
        let phases: Vec<Id<Phase>> = phases.iter().map(|number| Id::from_bits(*number)).collect();
        self.sector_with(name, |sector| sector.when.phases = phases)
    }

    /// Makes a sector pass to another at an hour after H-hour, with nothing else settled.
    #[must_use]
    pub fn handover(self, name: &str, to: char, hour: i64) -> Self {
        self.party(to).sector_with(name, |sector| {
            sector.handovers.push(Handover::new(party(to), hour * 60));
        })
    }

    /// Returns the id of the sector of a name; one that is not in the plan where there is none.
    pub fn sector_id(&self, name: &str) -> Id<Sector> {
        let found = self.plan.sectors.iter().find(|(_, sector)| sector.name == name);
        found.map_or(Id::from_bits(0), |(id, _)| id)
    }

    /// Makes the whole sketch the area of operations.
    #[must_use]
    pub fn area_of_operations(self) -> Self {
        let columns = self.columns as i32;
        let rows = self.rows as i32;
        let cells = (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row)));
        let area = area_of(&cells.collect());
        self.with(&Edit::SetAreaOfOperations(Some(area)))
    }

    /// Says when H-hour is.
    #[must_use]
    pub fn h_hour(self, at: &str) -> Self {
        let mut info = self.plan.info.clone();
        info.h_hour = at.parse::<Instant>().ok();
        self.with(&Edit::SetInfo(Box::new(info)))
    }

    /// Adds a force of a letter, standing `x` km east and `y` km south of the sketch's north-west corner.
    #[must_use]
    pub fn force(self, name: &str, letter: char, x: f64, y: f64) -> Self {
        let mut force = Force::new();
        force.name = String::from(name);
        force.stakeholder = Some(party(letter));
        force.placements = vec![Placement::new(place(x, y))];
        let id = Id::from_bits(self.plan.forces.len() as u64 + 1);
        self.party(letter).create(id, force)
    }

    /// Changes the force of a name.
    #[must_use]
    pub fn force_with(self, name: &str, how: impl FnOnce(&mut Force)) -> Self {
        let found = self.plan.forces.iter().find(|(_, force)| force.name == name);
        let id = found.map_or(Id::from_bits(0), |(id, _)| id);
        self.update(id, how)
    }

    /// Adds a site, `x` km east and `y` km south of the sketch's north-west corner.
    #[must_use]
    pub fn site(self, name: &str, kind: SiteKind, x: f64, y: f64) -> Self {
        let mut site = Site::new(Geometry::Point(place(x, y)));
        site.name = String::from(name);
        site.kind = kind;
        let id = Id::from_bits(self.plan.sites.len() as u64 + 1);
        self.create(id, site)
    }

    /// Adds a corridor 100 m wide through these places.
    #[must_use]
    pub fn corridor(self, name: &str, places: &[(f64, f64)]) -> Self {
        let mut corridor = Corridor::new(path(places), 100);
        corridor.name = String::from(name);
        let id = Id::from_bits(self.plan.corridors.len() as u64 + 1);
        self.create(id, corridor)
    }

    /// Changes the corridor of a name.
    #[must_use]
    pub fn corridor_with(self, name: &str, how: impl FnOnce(&mut Corridor)) -> Self {
        let found = self
            .plan
            .corridors
            .iter()
            .find(|(_, corridor)| corridor.name == name);
        let id = found.map_or(Id::from_bits(0), |(id, _)| id);
        self.update(id, how)
    }

    /// Changes the phase added as the `number`th, counted from 1.
    #[must_use]
    pub fn phase_with(self, number: u64, how: impl FnOnce(&mut Phase)) -> Self {
        self.update(Id::from_bits(number), how)
    }

    /// Adds a boundary through these places, with its sides as seen along it.
    #[must_use]
    pub fn boundary(self, left: char, right: char, places: &[(f64, f64)]) -> Self {
        let mut boundary = Boundary::new(path(places));
        boundary.name = format!("{left}/{right}");
        boundary.left = Some(party(left));
        boundary.right = Some(party(right));
        let id = Id::from_bits(self.plan.boundaries.len() as u64 + 1);
        self.create(id, boundary)
    }

    /// Changes the boundary added as the `number`th, counted from 1.
    #[must_use]
    pub fn boundary_with(self, number: u64, how: impl FnOnce(&mut Boundary)) -> Self {
        self.update(Id::from_bits(number), how)
    }

    /// Adds a control measure.
    #[must_use]
    pub fn measure(self, name: &str, kind: MeasureKind, shape: Geometry) -> Self {
        let mut measure = Measure::new(shape);
        measure.name = String::from(name);
        measure.kind = kind;
        let id = Id::from_bits(self.plan.measures.len() as u64 + 1);
        self.create(id, measure)
    }

    /// Changes the measure of a name.
    #[must_use]
    pub fn measure_with(self, name: &str, how: impl FnOnce(&mut Measure)) -> Self {
        let found = self
            .plan
            .measures
            .iter()
            .find(|(_, measure)| measure.name == name);
        let id = found.map_or(Id::from_bits(0), |(id, _)| id);
        self.update(id, how)
    }

    /// Changes the site of a name.
    #[must_use]
    pub fn site_with(self, name: &str, how: impl FnOnce(&mut Site)) -> Self {
        let found = self.plan.sites.iter().find(|(_, site)| site.name == name);
        let id = found.map_or(Id::from_bits(0), |(id, _)| id);
        self.update(id, how)
    }

    /// Adds any entity.
    ///
    /// # Panics
    /// Where the id is taken or something it names is not there.
    #[must_use]
    pub fn create<E: Entity>(self, id: Id<E>, entity: E) -> Self
    where
        AnyEntity: From<(Id<E>, E)>,
    {
        self.with(&Edit::Create(AnyEntity::from((id, entity))))
    }

    /// Changes an entity.
    ///
    /// # Panics
    /// Where it is not there.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a sketch that does not hold together is a fault of the test"
    )]
    pub fn update<E: Entity>(self, id: Id<E>, how: impl FnOnce(&mut E)) -> Self
    where
        AnyEntity: From<(Id<E>, E)>,
    {
        let Some(mut entity) = E::table(&self.plan).get(id).cloned() else {
            panic!("there is no {} {id} in the sketch", E::KIND);
        };
        how(&mut entity);
        self.with(&Edit::Update(AnyEntity::from((id, entity))))
    }

    /// Applies an edit.
    ///
    /// # Panics
    /// Where it does not apply.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a sketch that does not hold together is a fault of the test"
    )]
    pub fn with(mut self, edit: &Edit) -> Self {
        match edit.apply(&self.plan) {
            Ok(plan) => self.plan = plan,
            Err(error) => panic!("{error}"),
        }
        self
    }

    /// Returns the worst finding of one rule.
    ///
    /// # Panics
    /// Where there is none.
    #[expect(
        clippy::panic,
        reason = "a test that asks for a finding is about that finding"
    )]
    pub fn first(&self, code: &str) -> Finding {
        let report = check(&self.plan, None);
        let found = report.findings.into_iter().find(|finding| finding.code == code);
        let Some(finding) = found else {
            panic!("there is no finding of {code}");
        };
        finding
    }

    /// Returns what could be done about the worst finding of one rule.
    ///
    /// # Panics
    /// Where there is none.
    pub fn fixes(&self, code: &str) -> Vec<Fix> {
        let report = check(&self.plan, None);
        Checker::new().fixes(&self.plan, &report, &self.first(code))
    }

    /// Accepts the worst finding of one rule as it is.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn waived(self, code: &str) -> Self {
        let Finding {
            subjects, at, value, ..
        } = self.first(code);
        let waiver = Waiver::of(
            code,
            subjects,
            at,
            value,
            "Joint operations",
            "known and accepted",
        );
        self.with(&Edit::Waive(waiver))
    }

    /// Returns the findings of one rule as lines: `A01 A B: 4.00 km², major`.
    pub fn findings(&self, code: &str) -> Vec<String> {
        lines(&self.plan, &check(&self.plan, None), code)
    }
}

/// Returns the id of the stakeholder of a letter.
pub fn party(letter: char) -> Id<Stakeholder> {
    Id::from_bits(u64::from(letter))
}

/// Returns the place `x` km east and `y` km south of a sketch's north-west corner.
pub fn place(x: f64, y: f64) -> Position {
    Frame::at(Position::nearest(33.35, 43.78)).ground_from_plane([x * 1000.0, -y * 1000.0])
}

/// Returns the path through such places.
pub fn path(places: &[(f64, f64)]) -> Path {
    Path::new(places.iter().map(|(x, y)| place(*x, *y)).collect())
}

/// Returns the area within such places.
pub fn area(places: &[(f64, f64)]) -> Area {
    Area::from_outer(path(places).points)
}

/// Returns the findings of one rule in a report as lines: code, names of the subjects, first measure,
/// severity, and whether they are waived.
pub fn lines(plan: &Plan, report: &Report, code: &str) -> Vec<String> {
    let of_rule = report.findings.iter().filter(|finding| finding.code == code);
    of_rule
        .map(|finding| {
            let names = finding.subjects.iter().map(|id| match id.name_in(plan) {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => id.to_string(),
            });
            let subjects: Vec<String> = std::iter::once(code.to_owned()).chain(names).collect();
            let measure = finding
                .measures
                .first()
                .map_or_else(String::new, |(name, value)| {
                    if name.ends_with("_m2") {
                        format!("{}, ", wording::area(*value))
                    } else if name.ends_with("_people") {
                        format!("{} people, ", wording::grouped(*value))
                    } else if name.ends_with("_share") {
                        format!("{:.0} %, ", value * 100.0)
                    } else if name.ends_with("_minutes") {
                        format!("{}, ", wording::duration(*value as i64))
                    } else if !name.ends_with("_m") {
                        format!("{}, ", wording::grouped(*value))
                    } else {
                        format!("{}, ", wording::length(*value))
                    }
                });
            let waived = if finding.is_open() { "" } else { ", waived" };
            format!("{}: {measure}{}{waived}", subjects.join(" "), finding.severity)
        })
        .collect()
}

/// Returns the area of some cells: a part for each group that hangs together along edges.
fn area_of(cells: &BTreeSet<Cell>) -> Area {
    let mut left = cells.clone();
    let mut parts = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = BTreeSet::from([first]);
        let mut open = vec![first];
        while let Some((column, row)) = open.pop() {
            for next in [
                (column + 1, row),
                (column - 1, row),
                (column, row + 1),
                (column, row - 1),
            ] {
                if left.remove(&next) {
                    group.insert(next);
                    open.push(next);
                }
            }
        }
        parts.push(outline(&group));
    }
    Area { parts }
}

/// Traces the outline of a group of cells, a vertex at every corner of a cell on it, so that
/// neighbours share all their vertices.
fn outline(cells: &BTreeSet<Cell>) -> Part {
    let mut edges: BTreeSet<(Cell, Cell)> = BTreeSet::new();
    for &(column, row) in cells {
        let corners = [
            (column, row + 1),
            (column + 1, row + 1),
            (column + 1, row),
            (column, row),
        ];
        for (from, to) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
            // An edge between two cells of the group is drawn by both, once each way.
            if !edges.remove(&(to, from)) {
                edges.insert((from, to));
            }
        }
    }
    let mut rings: Vec<Vec<Cell>> = Vec::new();
    while let Some((start, mut at)) = edges.pop_first() {
        let mut ring = vec![start];
        let mut before = start;
        while at != start {
            ring.push(at);
            let step = (at.0 - before.0, at.1 - before.1);
            // Rows count southwards, so this is the turn to the left: it keeps to the same cell.
            let left = (at.0 + step.1, at.1 - step.0);
            let ahead = (at.0 + step.0, at.1 + step.1);
            let right = (at.0 - step.1, at.1 + step.0);
            let next = [left, ahead, right]
                .into_iter()
                .find(|next| edges.remove(&(at, *next)));
            before = at;
            at = next.unwrap_or(start);
        }
        rings.push(ring);
    }
    // The outer ring has the westernmost edge; it was found first, since edges are in order.
    let mut rings = rings.into_iter().map(|ring| {
        Ring::new(
            ring.into_iter()
                .map(|(column, row)| place(f64::from(column), f64::from(row)))
                .collect(),
        )
    });
    Part {
        outer: rings.next().unwrap_or_default(),
        holes: rings.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::drawn_area_m2;

    #[test]
    fn a_cell_is_a_square_kilometre_and_holes_are_holes() {
        let sketch = Sketch::of(&[&["AAA", "A.A", "AAA"], &["..B"]]);
        let area_m2 = |name| {
            let sector = sketch.plan().sectors.get(sketch.sector_id(name)).unwrap();
            drawn_area_m2(&sector.area)
        };
        assert!((area_m2("A") - 8e6).abs() < 100.0, "{}", area_m2("A"));
        assert!((area_m2("B") - 1e6).abs() < 100.0);
    }

    #[test]
    fn cells_that_touch_in_a_corner_are_two_parts() {
        let sketch = Sketch::of(&[&["A.", ".A"]]);
        let sector = sketch.plan().sectors.get(sketch.sector_id("A")).unwrap();
        assert_eq!(sector.area.parts.len(), 2);
        assert!(sector.area.defects().is_empty());
    }
}

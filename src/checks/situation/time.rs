//! Time as checks see it: slices within which nothing changes, and facts over them.
//!
//! Every distinct instant of the plan cuts its span; a [`Spans`] is a set of slices, a [`Timeline`] a
//! fact that changes from slice to slice. So a plan with thousands of instants costs no more than its
//! facts really change. Judges nothing.

use std::ops::Range;

use crate::model::{AnyId, Id, Interval, Minute, Phase, Plan, When};

/// The slices of a plan's span, in order, numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slices {
    intervals: Vec<Interval>,
    /// Phases in order of start with the slices they last.
    phases: Vec<(Id<Phase>, Spans)>,
}

impl Slices {
    /// Cuts the plan's span at every instant it names.
    pub fn of(plan: &Plan) -> Self {
        let span = span_of(plan);
        let mut cuts: Vec<Minute> = Vec::new();
        each_instant(plan, &mut |minute| {
            if span.from.is_none_or(|from| from < minute) && span.until.is_none_or(|until| minute < until) {
                cuts.push(minute);
            }
        });
        cuts.sort_unstable();
        cuts.dedup();
        let starts = std::iter::once(span.from).chain(cuts.iter().copied().map(Some));
        let ends = cuts.iter().copied().map(Some).chain([span.until]);
        let intervals = starts
            .zip(ends)
            .map(|(from, until)| Interval { from, until })
            .collect();
        let mut slices = Self {
            intervals,
            phases: Vec::new(),
        };
        slices.phases = plan
            .phases_in_order()
            .into_iter()
            .map(|(id, phase)| {
                (
                    id,
                    phase
                        .interval()
                        .map_or_else(Spans::never, |i| slices.of_interval(i)),
                )
            })
            .collect();
        slices
    }

    /// Returns how many slices there are; at least one.
    pub fn len(&self) -> u32 {
        self.intervals.len() as u32
    }

    /// Returns false: the span has at least one slice.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// Returns every slice.
    pub fn all(&self) -> Spans {
        Spans::of(0..self.len())
    }

    /// Returns the interval of one slice; all time where there is no such slice.
    pub fn interval(&self, slice: u32) -> Interval {
        self.intervals
            .get(slice as usize)
            .copied()
            .unwrap_or(Interval::ALWAYS)
    }

    /// Returns the interval of a run of slices.
    pub fn interval_of(&self, run: &Range<u32>) -> Interval {
        Interval {
            from: self.interval(run.start).from,
            until: self.interval(run.end.saturating_sub(1)).until,
        }
    }

    /// Returns the slice that has a minute; `None` outside the span.
    pub fn at(&self, minute: Minute) -> Option<u32> {
        let place = self
            .intervals
            .partition_point(|slice| slice.until.is_some_and(|until| until <= minute));
        let holds = self.intervals.get(place)?.contains(minute);
        holds.then_some(place as u32)
    }

    /// Returns the slices that lie in an interval wholly.
    pub fn of_interval(&self, interval: Interval) -> Spans {
        let start = interval.from.map_or(0, |minute| {
            self.intervals
                .partition_point(|slice| slice.from.is_none_or(|from| from < minute)) as u32
        });
        let end = interval.until.map_or(self.len(), |minute| {
            self.intervals
                .partition_point(|slice| slice.until.is_some_and(|until| until <= minute)) as u32
        });
        Spans::of(start..end)
    }

    /// Returns the slices in which a time holds.
    pub fn of_when(&self, when: &When, plan: &Plan) -> Spans {
        when.intervals(&plan.phases)
            .into_iter()
            .map(|interval| self.of_interval(interval))
            .fold(Spans::never(), |all, one| all.or(&one))
    }

    /// Returns the phases that have a slice of this run, in order of start.
    pub fn phases_in(&self, run: &Range<u32>) -> Vec<Id<Phase>> {
        self.phases
            .iter()
            .filter(|(_, spans)| spans.meets(run))
            .map(|(id, _)| *id)
            .collect()
    }

    /// Returns the slices of a phase; none where it is not in the plan or ends before it starts.
    pub fn of_phase(&self, phase: Id<Phase>) -> Spans {
        self.phases
            .iter()
            .find(|(id, _)| *id == phase)
            .map_or_else(Spans::never, |(_, spans)| spans.clone())
    }
}

/// Returns the time that is looked at: from the first phase's start to the latest phase's end, or all
/// time where there is no phase that lasts.
pub fn span_of(plan: &Plan) -> Interval {
    let phases = plan.phases.iter().filter_map(|(_, phase)| phase.interval());
    phases
        .reduce(|a, b| Interval {
            from: a.from.min(b.from),
            until: a.until.zip(b.until).map(|(a, b)| a.max(b)),
        })
        .unwrap_or(Interval::ALWAYS)
}

/// Calls `see` with every instant at which something may change.
fn each_instant(plan: &Plan, see: &mut dyn FnMut(Minute)) {
    each_when(plan, &mut |_, when| {
        when.from.into_iter().chain(when.until).for_each(&mut *see);
    });
    for (_, phase) in plan.phases.iter() {
        see(phase.start);
        phase.end.into_iter().for_each(&mut *see);
    }
    for (_, force) in plan.forces.iter() {
        for leg in &force.moves {
            see(leg.start);
            see(leg.end);
        }
    }
    for (_, sector) in plan.sectors.iter() {
        for handover in &sector.handovers {
            see(handover.at);
            see(handover.at.saturating_sub(Minute::from(handover.overlap_minutes)));
        }
    }
}

/// Calls `see` with every time that an entity says something holds, in table and id order.
pub fn each_when(plan: &Plan, see: &mut dyn FnMut(AnyId, &When)) {
    for (id, stakeholder) in plan.stakeholders.iter() {
        see(id.into(), &stakeholder.active);
    }
    for (id, relation) in plan.relations.iter() {
        see(id.into(), &relation.when);
    }
    for (id, channel) in plan.channels.iter() {
        see(id.into(), &channel.when);
    }
    for (id, agreement) in plan.agreements.iter() {
        see(id.into(), &agreement.when);
        for clause in &agreement.clauses {
            if let crate::model::Clause::Passage { when, .. } = clause {
                see(id.into(), when);
            }
        }
    }
    for (id, force) in plan.forces.iter() {
        for placement in &force.placements {
            see(id.into(), &placement.when);
        }
    }
    for (id, sector) in plan.sectors.iter() {
        see(id.into(), &sector.when);
    }
    for (id, boundary) in plan.boundaries.iter() {
        see(id.into(), &boundary.when);
    }
    for (id, measure) in plan.measures.iter() {
        see(id.into(), &measure.when);
    }
    for (id, site) in plan.sites.iter() {
        see(id.into(), &site.when);
        site.closed.iter().for_each(|closed| see(id.into(), closed));
    }
    for (id, corridor) in plan.corridors.iter() {
        corridor.windows.iter().for_each(|window| see(id.into(), window));
    }
}

/// A set of slices, as runs in order that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spans {
    runs: Vec<Range<u32>>,
}

impl Spans {
    /// Returns the empty set.
    pub fn never() -> Self {
        Self::default()
    }

    /// Returns the set of one run.
    pub fn of(run: Range<u32>) -> Self {
        Self {
            runs: if run.start < run.end {
                vec![run]
            } else {
                Vec::new()
            },
        }
    }

    /// Returns true where there is no slice.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Returns the runs of adjacent slices, in order.
    pub fn runs(&self) -> &[Range<u32>] {
        &self.runs
    }

    /// Returns true where the slice is in the set.
    pub fn contains(&self, slice: u32) -> bool {
        let after = self.runs.partition_point(|run| run.end <= slice);
        self.runs.get(after).is_some_and(|run| run.start <= slice)
    }

    /// Returns true where the set has a slice of this run.
    pub fn meets(&self, run: &Range<u32>) -> bool {
        let after = self.runs.partition_point(|own| own.end <= run.start);
        self.runs.get(after).is_some_and(|own| own.start < run.end)
    }

    /// Returns the slices of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut runs = Vec::new();
        let (mut mine, mut yours) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        while let (Some(a), Some(b)) = (mine.peek(), yours.peek()) {
            let (start, end) = (a.start.max(b.start), a.end.min(b.end));
            if start < end {
                runs.push(start..end);
            }
            if a.end <= b.end {
                mine.next();
            } else {
                yours.next();
            }
        }
        Self { runs }
    }

    /// Returns the slices of any of the two.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut all: Vec<Range<u32>> = self.runs.iter().chain(&other.runs).cloned().collect();
        all.sort_unstable_by_key(|run| (run.start, run.end));
        let mut runs: Vec<Range<u32>> = Vec::with_capacity(all.len());
        for run in all {
            match runs.last_mut() {
                Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
                _ => runs.push(run),
            }
        }
        Self { runs }
    }

    /// Returns the slices of this that are not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut runs = Vec::new();
        for run in &self.runs {
            let mut start = run.start;
            for cut in other
                .runs
                .iter()
                .filter(|cut| cut.end > run.start && cut.start < run.end)
            {
                if start < cut.start {
                    runs.push(start..cut.start);
                }
                start = start.max(cut.end);
            }
            if start < run.end {
                runs.push(start..run.end);
            }
        }
        Self { runs }
    }

    /// Returns the first slices of the runs and those after their ends: where a fact changes.
    pub fn cuts(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|run| [run.start, run.end])
    }

    /// Returns the runs, cut further at `cuts`: within a piece nothing that was cut for changes.
    pub fn pieces(&self, cuts: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
        let mut cuts: Vec<u32> = cuts.into_iter().collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::with_capacity(self.runs.len());
        for run in &self.runs {
            let first = cuts.partition_point(|cut| *cut <= run.start);
            let mut start = run.start;
            for cut in cuts.iter().skip(first).take_while(|cut| **cut < run.end) {
                pieces.push(start..*cut);
                start = *cut;
            }
            pieces.push(start..run.end);
        }
        pieces
    }
}

impl FromIterator<Range<u32>> for Spans {
    fn from_iter<I: IntoIterator<Item = Range<u32>>>(runs: I) -> Self {
        Self {
            runs: runs.into_iter().filter(|run| run.start < run.end).collect(),
        }
        .or(&Self::never())
    }
}

/// A fact over slices: runs in order that do not overlap, each with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<T> {
    runs: Vec<(Range<u32>, T)>,
}

impl<T> Timeline<T> {
    /// Makes a timeline of runs in order.
    pub fn of(runs: Vec<(Range<u32>, T)>) -> Self {
        Self { runs }
    }

    /// Returns the value in a slice; `None` where there is none.
    pub fn at(&self, slice: u32) -> Option<&T> {
        let after = self.runs.partition_point(|(run, _)| run.end <= slice);
        self.runs
            .get(after)
            .filter(|(run, _)| run.start <= slice)
            .map(|(_, value)| value)
    }

    /// Returns runs and values in order.
    pub fn runs(&self) -> &[(Range<u32>, T)] {
        &self.runs
    }

    /// Returns the slices at which the value changes.
    pub fn cuts(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|(run, _)| [run.start, run.end])
    }

    /// Returns the slices whose value passes.
    pub fn spans(&self, wanted: impl Fn(&T) -> bool) -> Spans {
        self.runs
            .iter()
            .filter(|(_, value)| wanted(value))
            .map(|(run, _)| run.clone())
            .collect()
    }
}

/// Joins runs that touch or overlap into one, keeping the worst case; the earlier wins ties.
///
/// So what holds in adjacent slices is one finding, judged by its worst slice.
pub fn merged<C, K: Ord>(mut runs: Vec<(Range<u32>, C)>, badness: impl Fn(&C) -> K) -> Vec<(Range<u32>, C)> {
    runs.sort_by_key(|(run, _)| (run.start, run.end));
    let mut joined: Vec<(Range<u32>, C)> = Vec::new();
    for (run, case) in runs {
        match joined.last_mut() {
            Some((last, worst)) if run.start <= last.end => {
                last.end = last.end.max(run.end);
                if badness(&case) > badness(worst) {
                    *worst = case;
                }
            }
            _ => joined.push((run, case)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Edit};

    fn spans(runs: &[(u32, u32)]) -> Spans {
        runs.iter().map(|(start, end)| *start..*end).collect()
    }

    #[test]
    fn sets_of_slices_behave_as_sets() {
        let (a, b) = (spans(&[(0, 3), (5, 9)]), spans(&[(2, 6), (8, 12)]));
        assert_eq!(a.and(&b), spans(&[(2, 3), (5, 6), (8, 9)]));
        assert_eq!(a.or(&b), spans(&[(0, 12)]));
        assert_eq!(a.without(&b), spans(&[(0, 2), (6, 8)]));
        assert_eq!(a.pieces([1, 5, 7, 20]), [0..1, 1..3, 5..7, 7..9]);
        assert_eq!(spans(&[(0, 2), (2, 4)]), spans(&[(0, 4)]));
        for slice in 0..13 {
            assert_eq!(
                a.contains(slice),
                (0..3).contains(&slice) || (5..9).contains(&slice)
            );
        }
    }

    fn plan_with(phases: &[(i64, Option<i64>)]) -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        for (number, (start, end)) in phases.iter().enumerate() {
            let mut phase = Phase::new(*start);
            phase.end = *end;
            let id: Id<Phase> = Id::from_bits(number as u64 + 1);
            plan = Edit::Create(AnyEntity::from((id, phase))).apply(&plan).unwrap();
        }
        plan
    }

    #[test]
    fn phases_cut_the_span_and_gaps_between_them_are_slices_too() {
        let slices = Slices::of(&plan_with(&[(0, Some(10)), (20, Some(30))]));
        let ends: Vec<_> = (0..slices.len()).map(|slice| slices.interval(slice)).collect();
        let interval = |from, until| Interval {
            from: Some(from),
            until: Some(until),
        };
        assert_eq!(ends, [interval(0, 10), interval(10, 20), interval(20, 30)]);
        assert!(slices.phases_in(&(1..2)).is_empty());
        assert_eq!(slices.of_when(&When::always(), &plan_with(&[])), slices.all());
    }

    #[test]
    fn an_open_phase_leaves_the_span_open_and_no_phase_means_all_time() {
        let open = Slices::of(&plan_with(&[(0, Some(10)), (10, None)]));
        assert_eq!((open.len(), open.interval(1).until), (2, None));
        let none = Slices::of(&plan_with(&[]));
        assert_eq!((none.len(), none.interval(0)), (1, Interval::ALWAYS));
    }

    #[test]
    fn what_ends_before_the_span_holds_in_no_slice_and_what_outlives_it_in_all() {
        let slices = Slices::of(&plan_with(&[(0, Some(10))]));
        let of = |from, until| slices.of_interval(Interval { from, until });
        assert!(of(Some(-20), Some(0)).is_empty());
        assert!(of(Some(10), None).is_empty());
        assert_eq!(of(Some(-5), Some(99)), slices.all());
        assert_eq!(of(None, Some(10)), slices.all());
    }
}

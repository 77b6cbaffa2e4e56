//! The corridors: when they are open, how many people get through by when.
//!
//! Windows are known in slices, for what happens along the way, and in minutes, for how many pass: a
//! window in minutes counts as written even where it begins before the plan's span; where an end is
//! left open, the span's is taken. Whether that is enough is for the rules to say.

use super::places::is_local;
use super::time::{Slices, Spans};
use crate::geometry::{Bounds, Frame, Shape, buffer_path, length_m};
use crate::model::{Corridor, CorridorMode, Id, Interval, Minute, Plan, Stakeholder, Thresholds, When};

/// A corridor as checks see it.
#[derive(Debug)]
pub struct Way<'a> {
    /// Its id.
    pub id: Id<Corridor>,
    /// As the plan has it.
    pub corridor: &'a Corridor,
    /// When it is open, in slices.
    pub open: Spans,
    /// When it is open, in minutes: in order and apart, before and after the plan's span too.
    pub windows: Vec<Interval>,
    /// True where a window names a phase that is not in the plan: then nobody knows when it is open.
    pub has_lost_window: bool,
    /// The box round its whole width; `None` where it has no line.
    pub bounds: Option<Bounds>,
    span: Interval,
}

/// When the last of some people is through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// By this minute.
    By(Minute),
    /// Not before the last window has closed.
    Never,
    /// Nobody has said when it opens or how many pass.
    Unknown,
}

impl<'a> Way<'a> {
    fn of(plan: &'a Plan, slices: &Slices, id: Id<Corridor>, corridor: &'a Corridor) -> Self {
        let always = [When::always()];
        let windows = if corridor.windows.is_empty() {
            &always[..]
        } else {
            &corridor.windows
        };
        let lost = |when: &When| when.phases.iter().any(|phase| !plan.phases.contains(*phase));
        let open = windows.iter().map(|window| slices.of_when(window, plan));
        let half_m = f64::from(corridor.width_m) / 2.0;
        Self {
            id,
            corridor,
            open: open.fold(Spans::never(), |all, one| all.or(&one)),
            windows: joined(
                windows
                    .iter()
                    .flat_map(|when| when.intervals(&plan.phases))
                    .collect(),
            ),
            has_lost_window: windows.iter().any(lost),
            bounds: corridor.path.bounds().map(|bounds| bounds.grown_m(half_m)),
            span: slices.interval_of(&(0..slices.len())),
        }
    }

    /// Returns its name; its id where it has none.
    pub fn name(&self) -> String {
        if self.corridor.name.is_empty() {
            self.id.to_string()
        } else {
            self.corridor.name.clone()
        }
    }

    /// Returns who runs it, where the plan has that stakeholder.
    pub fn owner(&self, plan: &Plan) -> Option<Id<Stakeholder>> {
        self.corridor
            .owner
            .filter(|party| plan.stakeholders.contains(*party))
    }

    /// Returns a plane round it, good for distances near it.
    pub fn frame(&self) -> Frame {
        Frame::around(self.corridor.path.points.iter().copied())
    }

    /// Returns its ground: the line in its whole width; `None` where it has none, or it cannot be told.
    pub fn strip(&self) -> Option<Shape> {
        if !is_local(self.corridor.path.bounds()) {
            return None;
        }
        let half_m = f64::from(self.corridor.width_m.min(100_000)) / 2.0;
        let strip = buffer_path(&self.frame(), &self.corridor.path, half_m).ok()?;
        (!strip.is_empty()).then_some(strip)
    }

    /// Returns the windows with their open ends cut to the plan's span; those that are left.
    pub fn cut_windows(&self) -> impl Iterator<Item = Interval> + '_ {
        let cut = |window: &Interval| Interval {
            from: window.from.or(self.span.from),
            until: window.until.or(self.span.until),
        };
        self.windows
            .iter()
            .map(cut)
            .filter(|window| window.intersection(Interval::ALWAYS).is_some())
    }

    /// Returns how many minutes it is open before a minute, or altogether; `None` where it is open
    /// without beginning or end.
    pub fn open_minutes_before(&self, limit: Option<Minute>) -> Option<Minute> {
        let before = Interval {
            from: None,
            until: limit,
        };
        self.cut_windows()
            .filter_map(|window| window.intersection(before))
            .try_fold(0_i64, |all, window| Some(all.saturating_add(window.minutes()?)))
    }

    /// Returns the minutes of its longest window: 0 without any, `None` where it has no end.
    pub fn longest_window_minutes(&self) -> Option<Minute> {
        self.cut_windows()
            .try_fold(0_i64, |most, window| Some(most.max(window.minutes()?)))
    }

    /// Returns when the last of some people is through, at the rate that the plan gives.
    pub fn through(&self, people: u32) -> Through {
        let Some(rate) = self.corridor.people_per_hour.filter(|_| !self.has_lost_window) else {
            return Through::Unknown;
        };
        if rate == 0 {
            return Through::Never;
        }
        let mut left = i64::try_from((u64::from(people) * 60).div_ceil(u64::from(rate))).unwrap_or(i64::MAX);
        for window in self.cut_windows() {
            let Some(from) = window.from else {
                return Through::Unknown;
            };
            match window.minutes() {
                Some(minutes) if minutes < left => left -= minutes,
                _ => return Through::By(from.saturating_add(left)),
            }
        }
        Through::Never
    }

    /// Returns how many hours the way takes from end to end; `None` where the policy gives no speed.
    pub fn journey_h(&self, thresholds: &Thresholds) -> Option<f64> {
        let km_per_h = speed_km_per_h(self.corridor.mode, thresholds);
        (km_per_h > 0).then(|| length_m(&self.corridor.path) / 1000.0 / f64::from(km_per_h))
    }
}

/// Returns how fast people get on by a mode.
pub fn speed_km_per_h(mode: CorridorMode, thresholds: &Thresholds) -> u32 {
    match mode {
        CorridorMode::Foot => thresholds.corridor_foot_km_per_h,
        CorridorMode::Vehicle => thresholds.corridor_vehicle_km_per_h,
        CorridorMode::Boat => thresholds.corridor_boat_km_per_h,
    }
}

/// Returns every corridor, in id order.
pub(super) fn ways<'a>(plan: &'a Plan, slices: &Slices) -> Vec<Way<'a>> {
    plan.corridors
        .iter()
        .map(|(id, corridor)| Way::of(plan, slices, id, corridor))
        .collect()
}

/// Joins intervals that touch or overlap.
fn joined(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut all: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match all.last_mut() {
            Some(last) if last.until.is_none_or(|until| next.from <= Some(until)) => {
                last.until = last.until.and_then(|until| next.until.map(|end| end.max(until)));
            }
            _ => all.push(next),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sketch::{Sketch, path};

    fn way(windows: &[(Option<Minute>, Option<Minute>)], rate: u32) -> Sketch {
        let mut corridor = Corridor::new(path(&[(0.0, 0.0), (6.0, 0.0)]), 100);
        corridor.people_per_hour = Some(rate);
        corridor.windows = windows
            .iter()
            .map(|(from, until)| When {
                from: *from,
                until: *until,
                ..When::always()
            })
            .collect();
        Sketch::of(&[])
            .phases(&[("P1", 24)])
            .create(Id::from_bits(1), corridor)
    }

    fn found<T>(sketch: &Sketch, ask: impl Fn(&Way<'_>) -> T) -> T {
        let slices = Slices::of(sketch.plan());
        ask(&ways(sketch.plan(), &slices)[0])
    }

    #[test]
    fn windows_are_joined_and_their_open_ends_are_those_of_the_span() {
        let both = way(
            &[(Some(60), Some(120)), (Some(90), Some(180)), (Some(600), None)],
            60,
        );
        assert_eq!(found(&both, |way| way.open_minutes_before(None)), Some(120 + 840));
        assert_eq!(found(&both, |way| way.open_minutes_before(Some(100))), Some(40));
        assert_eq!(
            found(&both, |way| way.longest_window_minutes().map(|lasts| lasts / 60)),
            Some(14)
        );
        let always = way(&[], 60);
        assert_eq!(found(&always, |way| way.open_minutes_before(None)), Some(1440));
        let before = way(&[(Some(-120), Some(60))], 60);
        assert_eq!(found(&before, |way| way.open_minutes_before(None)), Some(180));
    }

    #[test]
    fn people_get_through_window_by_window() {
        let two = way(&[(Some(0), Some(60)), (Some(120), Some(240))], 60);
        let of = |people| found(&two, |way| way.through(people));
        assert_eq!(of(60), Through::By(60));
        assert_eq!(of(61), Through::By(121));
        assert_eq!(of(180), Through::By(240));
        assert_eq!(of(181), Through::Never);
        assert_eq!(found(&way(&[], 0), |way| way.through(1)), Through::Never);
    }
}

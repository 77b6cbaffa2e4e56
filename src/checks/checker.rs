//! The checker: a plan in, a report out.
//!
//! It remembers what shapes have to do with each other, so that after one vertex moved only that
//! vertex's neighbours are computed again; what it says never depends on what it remembers. It starts
//! no thread and reads no clock: both are handed in.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::catalogue::rules;
use super::executor::{Cancelled, Executor, OneThread, Work};
use super::rule::{Findings, Rule};
use super::rules::waiver_without_finding;
use super::situation::Situation;
use super::situation::memory::Memory;
use super::{Finding, Report, verdict};
use crate::model::{Instant, Level, Plan, Waiver};

/// Checks plans. A clone is another handle on the same memory; handles may be used at once.
#[derive(Clone, Debug, Default)]
pub struct Checker {
    memory: Arc<Memory>,
}

impl Checker {
    /// Makes a checker that remembers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns all findings on a plan, worst first.
    ///
    /// Without `as_of` no waiver lapses and nothing is imminent.
    ///
    /// # Errors
    /// [`Cancelled`] where `cancel` was set before all was judged.
    pub fn check(
        &self,
        plan: &Plan,
        as_of: Option<Instant>,
        executor: &dyn Executor,
        cancel: &AtomicBool,
    ) -> Result<Report, Cancelled> {
        self.memory.next_generation();
        let work = Work::new(executor, cancel);
        let situation = Situation::of(plan, as_of, &self.memory, work)?;
        judge(&situation, work)
    }

    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }
}

/// Returns all findings on a plan, worst first, computed on this thread with nothing remembered.
pub fn check(plan: &Plan, as_of: Option<Instant>) -> Report {
    let go_on = AtomicBool::new(false);
    Checker::new()
        .check(plan, as_of, &OneThread, &go_on)
        .unwrap_or_default()
}

/// Runs every rule that the policy does not switch off, and binds what is waived.
///
/// That a waiver meets no finding (D08) is known only once all other rules have spoken and waivers are
/// bound. So that rule is asked last, with the waivers left over; then those of its own findings are bound.
pub(super) fn judge(situation: &Situation<'_>, work: Work<'_>) -> Result<Report, Cancelled> {
    let (policy, as_of) = (&situation.plan.policy, situation.as_of);
    let wanted: Vec<(&'static Rule, Level)> = rules()
        .iter()
        .map(|rule| (*rule, verdict::level_of(policy, rule.code)))
        .filter(|(_, level)| *level != Level::Off)
        .collect();
    let found = work.map(&wanted, 1, |&(rule, level)| {
        findings_of(rule, level, situation, &|findings| {
            (rule.check)(situation, findings);
        })
    })?;
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    let last = &waiver_without_finding::RULE;
    let is_last = |waiver: &Waiver| waiver.code == last.code;
    // A rule that is off, or not known here, has said nothing that a waiver could meet.
    let judged = |waiver: &Waiver| wanted.iter().any(|(rule, _)| rule.code == waiver.code);
    let idle = verdict::bind_waivers(policy, as_of, &mut findings, |waiver| {
        judged(waiver) && !is_last(waiver)
    });
    let level = verdict::level_of(policy, last.code);
    if level != Level::Off {
        let tell = |waivers: &[&Waiver]| {
            findings_of(last, level, situation, &|findings| {
                waiver_without_finding::tell(waivers, findings);
            })
        };
        let mut told = tell(&idle);
        let idle = verdict::bind_waivers(policy, as_of, &mut told, is_last);
        findings.extend(told);
        findings.extend(tell(&idle));
    }
    Ok(verdict::report(as_of, findings))
}

/// Returns what one rule finds, at a level.
fn findings_of(
    rule: &'static Rule,
    level: Level,
    situation: &Situation<'_>,
    check: &dyn Fn(&mut Findings<'_, '_>),
) -> Vec<Finding> {
    let mut findings = Findings::of(rule, situation);
    check(&mut findings);
    let mut found = findings.into_found();
    found.retain_mut(|finding| match level.applied_to(finding.severity) {
        Some(severity) => {
            finding.severity = severity;
            true
        }
        None => false,
    });
    found
}

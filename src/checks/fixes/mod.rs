//! What could be done about a finding, and what would become of it.
//!
//! A rule proposes; a trial run of the checks decides: a fix *resolves* where afterwards the finding is
//! gone and nothing is critical that was not, else it is a *next step* that names what it would raise. A
//! fix that makes an edge between two holders makes its boundary too. Fixes are computed when asked for.

pub(super) mod agreement;
pub(super) mod corridor;
pub(super) mod edges;
pub(super) mod fire_line;
pub(super) mod force;
pub(super) mod ground;
pub(super) mod merge;
mod neighbourhood;
pub(super) mod overlap;
pub(super) mod settlement;
pub(super) mod time;
pub(super) mod way;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use super::catalogue::explain;
use super::checker::{Checker, judge};
use super::executor::{Cancelled, Executor, OneThread, Work};
use super::rule::Proposal;
use super::rules::missing_boundary::adjacent_pairs;
use super::situation::Situation;
use super::{Finding, Fix, FixKind, Report};
use crate::geometry::{Area, Geometry, Shape, area_m2, intersection};
use crate::model::{AnyId, Edit, Entity, Id, Plan, Severity, Stakeholder, When};

use neighbourhood::Neighbourhoods;

/// Finds fixes for the findings of one report.
pub struct Fixer<'a> {
    checker: &'a Checker,
    situation: Situation<'a>,
    report: &'a Report,
    work: Work<'a>,
    adjacent: BTreeSet<(Id<Stakeholder>, Id<Stakeholder>)>,
    known: Known,
    neighbourhoods: Neighbourhoods,
}

/// A finding by what it is about.
type Key = (&'static str, Vec<AnyId>);

/// What was found before an edit.
#[derive(Default)]
struct Known {
    all: BTreeSet<Key>,
    /// Those that are critical and open.
    critical: BTreeSet<Key>,
}

impl Known {
    fn of(report: &Report) -> Self {
        let critical = |finding: &&Finding| finding.is_open() && finding.severity == Severity::Critical;
        Self {
            all: report.findings.iter().map(key).collect(),
            critical: report.findings.iter().filter(critical).map(key).collect(),
        }
    }
}

/// How much is found out about a fix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Its kind.
    Kind,
    /// Its kind and what it would raise.
    Raises,
}

/// What a trial run showed.
struct Trial {
    report: Report,
    /// Holders that are neighbours then.
    adjacent: BTreeSet<(Id<Stakeholder>, Id<Stakeholder>)>,
    /// By sector: who holds it at any time.
    boundaries: Vec<Edit>,
    exempt: BTreeSet<Key>,
}

impl Checker {
    /// Prepares to find fixes for the findings of a report on this plan.
    ///
    /// # Errors
    /// [`Cancelled`] where `cancel` was set before the plan was looked at.
    pub fn fixer<'a>(
        &'a self,
        plan: &'a Plan,
        report: &'a Report,
        executor: &'a dyn Executor,
        cancel: &'a AtomicBool,
    ) -> Result<Fixer<'a>, Cancelled> {
        let work = Work::new(executor, cancel);
        let situation = Situation::of(plan, report.as_of, self.memory(), work)?;
        Ok(Fixer {
            checker: self,
            adjacent: adjacent_holders(&situation),
            neighbourhoods: Neighbourhoods::of(&situation),
            situation,
            report,
            work,
            known: Known::of(report),
        })
    }

    /// Returns what could be done about one finding, on this thread; resolving fixes first.
    pub fn fixes(&self, plan: &Plan, report: &Report, finding: &Finding) -> Vec<Fix> {
        let go_on = AtomicBool::new(false);
        let fixer = self.fixer(plan, report, &OneThread, &go_on);
        fixer.and_then(|fixer| fixer.fixes(finding)).unwrap_or_default()
    }
}

impl Fixer<'_> {
    /// Returns what could be done about a finding of the report; resolving fixes first, each kind in
    /// the rule's order. Every edit applies to the plan.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag was set before all was tried.
    pub fn fixes(&self, finding: &Finding) -> Result<Vec<Fix>, Cancelled> {
        self.find(finding, Depth::Raises, self.work)
    }

    /// Returns what [`Self::fixes`] returns for each of many findings, except that next steps of which
    /// no trial run could make more are not tried, and do not say what they would raise.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag was set before all was tried.
    pub fn kinds(&self, findings: &[Finding]) -> Result<Vec<Vec<Fix>>, Cancelled> {
        let alone = self.work.on_this_thread();
        let fixes = self
            .work
            .map(findings, 1, |finding| self.find(finding, Depth::Kind, alone))?;
        fixes.into_iter().collect()
    }

    fn find(&self, finding: &Finding, depth: Depth, work: Work<'_>) -> Result<Vec<Fix>, Cancelled> {
        let Some(rule) = explain(finding.code) else {
            return Ok(Vec::new());
        };
        let mut fixes = Vec::new();
        for proposal in (rule.fixes)(&self.situation, finding) {
            fixes.extend(self.try_out(finding, proposal, depth, work)?);
        }
        fixes.sort_by_key(|fix| fix.kind != FixKind::Resolves);
        Ok(fixes)
    }

    /// Finds out what becomes of a proposal; `None` where the edit does not apply or changes nothing.
    fn try_out(
        &self,
        finding: &Finding,
        proposal: Proposal,
        depth: Depth,
        work: Work<'_>,
    ) -> Result<Option<Fix>, Cancelled> {
        let plan = self.situation.plan;
        let changed = proposal.edit.apply(plan).ok();
        let Some(changed) = changed.filter(|changed| changed != plan) else {
            return Ok(None);
        };
        if proposal.needs_judgement && depth == Depth::Kind {
            return Ok(Some(Fix {
                id: proposal.id,
                title: proposal.title,
                kind: FixKind::NextStep { raises: Vec::new() },
                edit: proposal.edit,
            }));
        }
        if let Some(excerpt) = self.neighbourhoods.excerpt(plan, &changed, finding)
            && let Some(fix) = self.try_on(&excerpt, finding, proposal.clone(), work)?
        {
            return Ok(Some(fix));
        }
        self.try_on(plan, finding, proposal, work)
    }

    /// Runs the checks on the plan, or the excerpt of it, as it would be; `None` where the edit does
    /// not apply to it.
    fn try_on(
        &self,
        plan: &Plan,
        finding: &Finding,
        proposal: Proposal,
        work: Work<'_>,
    ) -> Result<Option<Fix>, Cancelled> {
        let Proposal {
            id,
            title,
            mut edit,
            needs_judgement,
        } = proposal;
        let Ok(changed) = edit.apply(plan) else {
            return Ok(None);
        };
        // An excerpt has findings of its own making: what lies outside is not there.
        let local = if std::ptr::eq(plan, self.situation.plan) {
            Known::default()
        } else {
            Known::of(&judge(&self.situation_of(plan, work)?, work)?)
        };
        let mut trial = self.run(&changed, finding, &local, work)?;
        if !trial.boundaries.is_empty() {
            let mut edits = vec![edit.clone()];
            edits.append(&mut trial.boundaries);
            let whole = Edit::together(title.clone(), edits);
            if let Ok(with_boundaries) = whole.apply(plan) {
                edit = whole;
                trial = self.run(&with_boundaries, finding, &local, work)?;
            }
        }
        let gone = !trial.report.findings.iter().any(|left| is_same(finding, left));
        let was_critical = |key: &Key| self.known.critical.contains(key) || local.critical.contains(key);
        let raised: Vec<&Finding> = trial
            .report
            .findings
            .iter()
            .filter(|found| found.is_open() && found.severity == Severity::Critical)
            .filter(|found| !was_critical(&key(found)) && !trial.exempt.contains(&key(found)))
            .collect();
        let kind = if gone && raised.is_empty() && !needs_judgement {
            FixKind::Resolves
        } else {
            FixKind::NextStep {
                raises: self.raises(&trial.report, &raised, &local),
            }
        };
        Ok(Some(Fix {
            id,
            title,
            kind,
            edit,
        }))
    }

    fn is_known(&self, finding: &Finding, local: &Known) -> bool {
        let key = key(finding);
        self.known.all.contains(&key) || local.all.contains(&key)
    }

    /// Returns code and title of what is critical then and was not, and of what was not found before.
    fn raises(&self, after: &Report, critical: &[&Finding], local: &Known) -> Vec<String> {
        let fresh = after
            .findings
            .iter()
            .filter(|found| found.is_open() && found.severity > Severity::Info)
            .filter(|found| !self.is_known(found, local));
        let mut raises = Vec::new();
        for found in critical.iter().copied().chain(fresh) {
            let said = format!("{} {}", found.code, found.title);
            if !raises.contains(&said) {
                raises.push(said);
            }
        }
        raises
    }

    fn situation_of<'p>(&'p self, plan: &'p Plan, work: Work<'_>) -> Result<Situation<'p>, Cancelled> {
        Situation::of(plan, self.report.as_of, self.checker.memory(), work)
    }

    fn run(&self, plan: &Plan, finding: &Finding, local: &Known, work: Work<'_>) -> Result<Trial, Cancelled> {
        let situation = self.situation_of(plan, work)?;
        let report = judge(&situation, work)?;
        let adjacent = adjacent_holders(&situation);
        let fresh_edges = report.findings.iter().filter(|found| {
            found.code == "B01" && found.code != finding.code && !self.is_known(found, local)
        });
        let boundaries = fresh_edges
            .flat_map(|edge| edges::boundary_edits(&situation, edge, finding))
            .collect();
        let mut trial = Trial {
            exempt: BTreeSet::new(),
            adjacent,
            boundaries,
            report,
        };
        trial.exempt = trial
            .report
            .findings
            .iter()
            .filter(|found| found.code.starts_with(['K', 'L']))
            .filter(|found| self.is_new_neighbourhood(&situation, &trial, found))
            .map(key)
            .collect();
        Ok(trial)
    }

    /// Returns true for a finding between two holders whom the fix made neighbours.
    fn is_new_neighbourhood(&self, after: &Situation<'_>, trial: &Trial, finding: &Finding) -> bool {
        let fresh = |a: Id<Stakeholder>, b: Id<Stakeholder>| {
            let sides = (a.min(b), a.max(b));
            trial.adjacent.contains(&sides) && !self.adjacent.contains(&sides)
        };
        match *finding.subjects.as_slice() {
            [AnyId::Stakeholder(a), AnyId::Stakeholder(b)] => fresh(a, b),
            [AnyId::Sector(a), AnyId::Sector(b)] => {
                let pair = after.pairs.iter().find(|pair| {
                    after
                        .grounds_of(pair)
                        .is_some_and(|(first, second)| first.id == a && second.id == b)
                });
                let contests = pair.map_or(&[][..], |pair| pair.contests.runs());
                let mut all = contests.iter().flat_map(|(_, contests)| contests).peekable();
                all.peek().is_some() && all.all(|contest| fresh(contest.a, contest.b))
            }
            _ => false,
        }
    }
}

/// Returns an id for what a fix creates: the same for the same finding and role on every machine, and
/// free in this plan.
pub(super) fn new_id<E: Entity>(plan: &Plan, finding: &Finding, role: &str) -> Id<E> {
    let mut id = Id::derived(["fix", finding.fingerprint.as_str(), role]);
    let mut number = 2;
    while E::any_id(id).is_in(plan) {
        id = Id::derived(["fix", finding.fingerprint.as_str(), role, &number.to_string()]);
        number += 1;
    }
    id
}

/// Returns the edit that gives an object another shape; the area of operations where there is no id.
pub(super) fn redraw(id: Option<AnyId>, to: Area) -> Edit {
    match id {
        Some(id) => Edit::Reshape {
            id,
            to: Geometry::Area(to),
        },
        None => Edit::SetAreaOfOperations(Some(to)),
    }
}

/// Returns the time of a finding for what a fix creates: in phases where those say it, else in minutes.
pub(super) fn when_of(situation: &Situation<'_>, finding: &Finding) -> When {
    let mut when = When {
        phases: finding.phases.clone(),
        from: finding.interval.from,
        until: finding.interval.until,
    };
    let whole = situation.slices.of_when(&when, situation.plan);
    let during = situation.slices.of_interval(finding.interval);
    if whole != during {
        // Time between phases: minutes alone say it.
        when.phases = Vec::new();
    }
    if during == situation.slices.all() {
        when = When::always();
    }
    when
}

fn key(finding: &Finding) -> Key {
    (finding.code, finding.subjects.clone())
}

/// Returns true where a finding is still there: same code and subjects, and where both are ground,
/// some of the same ground.
fn is_same(before: &Finding, after: &Finding) -> bool {
    if before.code != after.code || before.subjects != after.subjects {
        return false;
    }
    match (&before.geometry, &after.geometry) {
        (Some(Geometry::Area(before)), Some(Geometry::Area(after))) => {
            // What cannot be told apart is taken to be still there.
            intersection(&Shape::of(before), &Shape::of(after)).map_or(true, |shared| area_m2(&shared) >= 1.0)
        }
        _ => true,
    }
}

/// Returns the pairs of holders that are neighbours somewhere at some time.
fn adjacent_holders(situation: &Situation<'_>) -> BTreeSet<(Id<Stakeholder>, Id<Stakeholder>)> {
    adjacent_pairs(situation)
        .flat_map(|pair| pair.contests.runs())
        .flat_map(|(_, contests)| contests)
        .map(|contest| (contest.a.min(contest.b), contest.a.max(contest.b)))
        .collect()
}

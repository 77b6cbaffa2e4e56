//! An agreement drafted from what is selected, or from what a finding is about: parties from holders and
//! sides, clauses from kinds, the time from when all of it holds.
//!
//! A draft asks nobody and claims nothing: every party's state is draft.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::Finding;
use crate::drawing::words::name_of;
use crate::editor::timing::held;
use crate::geometry::{Geometry, Path, Rim, Shape, path_inside};
use crate::model::{
    Agreement, AnyId, Clause, Edit, Id, Interval, Measure, MeasureKind, Party, Plan, Sector, SiteKind,
    Stakeholder, When,
};

/// Within how many hours an incident is looked into, where a channel is among what is agreed.
const INCIDENT_HOURS: u32 = 24;

/// Why no agreement can be drafted. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// There is nothing to agree on.
    #[error("select sectors, boundaries, corridors, measures, sites or stakeholders to agree on first")]
    Nothing,
    /// Nobody is concerned.
    #[error("nobody holds or owns what is selected; say whose it is first")]
    Nobody,
    /// One party cannot agree with itself.
    #[error("only {0} is concerned; select what the other party holds too")]
    Alone(String),
    /// Two of the things never hold together.
    #[error("{one} and {other} hold at no common time")]
    NoTime {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
}

/// Drafts an agreement on these objects, under that id.
///
/// # Errors
/// Where they give no two parties or no common time; see [`DraftError`].
pub fn draft(plan: &Plan, on: &BTreeSet<AnyId>, new: Id<Agreement>) -> Result<Edit, DraftError> {
    drafted(plan, on, "drafted from what was selected", new)
}

/// Drafts an agreement on what a finding is about, under that id.
///
/// # Errors
/// As [`draft`].
pub fn draft_about(plan: &Plan, finding: &Finding, new: Id<Agreement>) -> Result<Edit, DraftError> {
    let on: BTreeSet<AnyId> = finding.subjects.iter().copied().collect();
    let source = format!("drafted from {}: {}", finding.code, finding.title);
    drafted(plan, &on, &source, new)
}

fn drafted(plan: &Plan, on: &BTreeSet<AnyId>, source: &str, new: Id<Agreement>) -> Result<Edit, DraftError> {
    let mut drafting = Drafting {
        plan,
        on,
        parties: Vec::new(),
        clauses: Vec::new(),
        named: Vec::new(),
    };
    for id in on {
        drafting.concern(*id);
    }
    if drafting.named.is_empty() && drafting.parties.is_empty() {
        return Err(if on.iter().any(|id| is_agreed_on(*id)) {
            DraftError::Nobody
        } else {
            DraftError::Nothing
        });
    }
    match drafting.parties.as_slice() {
        [] => return Err(DraftError::Nobody),
        [one] => return Err(DraftError::Alone(plan.label_of(*one))),
        _ => {}
    }
    drafting.agree();
    let agreement = Agreement {
        name: drafting.name(),
        parties: drafting.parties.iter().copied().map(Party::new).collect(),
        when: common_time(plan, &drafting.named)?,
        source: source.to_owned(),
        clauses: drafting.clauses,
        ..Agreement::new()
    };
    let label = format!("Draft agreement {}", agreement.name);
    Ok(Edit::together(label, vec![Edit::Create((new, agreement).into())]))
}

/// True for what an agreement can speak of.
fn is_agreed_on(id: AnyId) -> bool {
    !matches!(id, AnyId::Phase(_) | AnyId::Agreement(_) | AnyId::Relation(_))
}

struct Drafting<'a> {
    plan: &'a Plan,
    on: &'a BTreeSet<AnyId>,
    parties: Vec<Id<Stakeholder>>,
    clauses: Vec<Clause>,
    /// What the clauses speak of.
    named: Vec<AnyId>,
}

impl Drafting<'_> {
    fn party(&mut self, parties: impl IntoIterator<Item = Id<Stakeholder>>) {
        for party in parties {
            if self.plan.stakeholders.contains(party) && !self.parties.contains(&party) {
                self.parties.push(party);
            }
        }
    }

    /// Adds whom an object concerns.
    fn concern(&mut self, id: AnyId) {
        let plan = self.plan;
        match id {
            AnyId::Stakeholder(id) => self.party([id]),
            AnyId::Sector(sector) => {
                if let Some(sector) = plan.sectors.get(sector) {
                    self.party(sector.holder.into_iter().chain(sector.lead));
                    self.named.push(id);
                }
            }
            AnyId::Force(force) => {
                let force = plan.forces.get(force);
                self.party(force.and_then(|force| force.stakeholder));
            }
            AnyId::Boundary(boundary) => {
                if let Some(boundary) = plan.boundaries.get(boundary) {
                    self.party(boundary.left.into_iter().chain(boundary.right));
                    self.named.push(id);
                }
            }
            AnyId::Measure(measure) => {
                if let Some(measure) = plan.measures.get(measure) {
                    self.party(measure.owner.into_iter().chain(measure.affected.iter().copied()));
                    self.named.push(id);
                }
            }
            AnyId::Site(site) => {
                if let Some(site) = plan.sites.get(site) {
                    self.party(site.operator);
                    self.party(self.holders_round(&site.shape));
                    self.named.push(id);
                }
            }
            AnyId::Corridor(corridor) => {
                if let Some(corridor) = plan.corridors.get(corridor) {
                    self.party(corridor.owner);
                    self.party(self.holders_along(&corridor.path));
                    self.named.push(id);
                }
            }
            AnyId::Channel(channel) => {
                if let Some(channel) = plan.channels.get(channel) {
                    self.party(channel.parties.iter().copied());
                    self.named.push(id);
                }
            }
            AnyId::Relation(_) | AnyId::Agreement(_) | AnyId::Phase(_) => {}
        }
    }

    /// Who holds ground that a place lies in.
    fn holders_round(&self, place: &Geometry) -> Vec<Id<Stakeholder>> {
        let points = place.points();
        self.holders(|sector| {
            let bounds = sector.area.bounds();
            let near = points
                .iter()
                .any(|at| bounds.is_some_and(|bounds| bounds.contains(*at)));
            near && {
                let shape = Shape::of(&sector.area);
                points.iter().any(|at| shape.contains(*at, Rim::Inside))
            }
        })
    }

    /// Who holds ground that a route crosses.
    fn holders_along(&self, path: &Path) -> Vec<Id<Stakeholder>> {
        self.holders(|sector| !path_inside(path, &Shape::of(&sector.area)).is_empty())
    }

    fn holders(&self, is_concerned: impl Fn(&Sector) -> bool) -> Vec<Id<Stakeholder>> {
        let concerned = self
            .plan
            .sectors
            .iter()
            .filter(|(_, sector)| sector.holder.is_some() && is_concerned(sector));
        concerned.filter_map(|(_, sector)| sector.holder).collect()
    }

    /// Writes the clauses, in the order of ground, lines, zones, ways, places and channels.
    fn agree(&mut self) {
        let plan = self.plan;
        let mut ground: BTreeMap<Id<Stakeholder>, Vec<Id<Sector>>> = BTreeMap::new();
        let mut shared = Vec::new();
        let mut guests = Vec::new();
        let mut others = Vec::new();
        for id in self.on {
            match *id {
                AnyId::Sector(id) => {
                    let Some(sector) = plan.sectors.get(id) else {
                        continue;
                    };
                    match (sector.holder, sector.lead) {
                        (_, Some(lead)) if sector.shared => {
                            shared.push(Clause::SharedGround { sector: id, lead });
                        }
                        (Some(holder), _) => ground.entry(holder).or_default().push(id),
                        (None, _) => {}
                    }
                    guests.extend(self.guests_in(id, sector));
                }
                AnyId::Boundary(id) => others.push(Clause::Separation {
                    along: id.into(),
                    stand_off_m: None,
                }),
                AnyId::Measure(id) => {
                    if let Some(measure) = plan.measures.get(id) {
                        others.extend(self.of_measure(id, measure));
                    }
                }
                AnyId::Corridor(corridor) => others.push(Clause::CivilianPassage { corridor }),
                AnyId::Site(id) => {
                    let kind = plan.sites.get(id).map(|site| site.kind);
                    if kind.is_some_and(is_spared) {
                        others.push(Clause::NoFires { at: id.into() });
                    }
                }
                AnyId::Channel(channel) => others.push(Clause::IncidentProcedure {
                    channel,
                    within_hours: INCIDENT_HOURS,
                }),
                AnyId::Stakeholder(_)
                | AnyId::Relation(_)
                | AnyId::Agreement(_)
                | AnyId::Phase(_)
                | AnyId::Force(_) => {}
            }
        }
        let holds = ground
            .into_iter()
            .map(|(who, sectors)| Clause::HoldsGround { who, sectors });
        self.clauses = holds.chain(shared).chain(guests).chain(others).collect();
    }

    /// Passage through a sector for the selected forces of others.
    fn guests_in(&self, id: Id<Sector>, sector: &Sector) -> Vec<Clause> {
        let mut guests: Vec<Id<Stakeholder>> = Vec::new();
        for on in self.on {
            let AnyId::Force(force) = on else { continue };
            let whose = self.plan.forces.get(*force).and_then(|force| force.stakeholder);
            guests.extend(whose.filter(|who| Some(*who) != sector.holder));
        }
        guests.sort_unstable();
        guests.dedup();
        let passage = guests.into_iter().map(|who| Clause::Passage {
            who,
            through: id.into(),
            when: When::always(),
        });
        passage.collect()
    }

    fn of_measure(&self, id: Id<Measure>, measure: &Measure) -> Vec<Clause> {
        let along = AnyId::from(id);
        // Whom it binds; where it binds everybody, all but its owner.
        let bound = || -> Vec<Id<Stakeholder>> {
            if measure.affected.is_empty() {
                let others = self.parties.iter().copied();
                others.filter(|party| Some(*party) != measure.owner).collect()
            } else {
                measure.affected.clone()
            }
        };
        match measure.kind {
            MeasureKind::NoFireArea | MeasureKind::RestrictiveFireArea => {
                vec![Clause::NoFires { at: along }]
            }
            MeasureKind::NoEntryZone | MeasureKind::RestrictedAccessArea => bound()
                .into_iter()
                .map(|who| Clause::KeepsOut { who, area: along })
                .collect(),
            MeasureKind::BufferZone => self
                .parties
                .iter()
                .map(|who| Clause::KeepsOut {
                    who: *who,
                    area: along,
                })
                .collect(),
            MeasureKind::SeparationLine => vec![Clause::Separation {
                along,
                stand_off_m: measure.stand_off_m,
            }],
            MeasureKind::PassagePoint | MeasureKind::SafeLane | MeasureKind::SupplyRoute => bound()
                .into_iter()
                .map(|who| Clause::Passage {
                    who,
                    through: along,
                    when: When::always(),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The names of what it is about, else of the parties.
    fn name(&self) -> String {
        let labels: Vec<String> = if self.named.is_empty() {
            self.parties
                .iter()
                .map(|party| self.plan.label_of(*party))
                .collect()
        } else {
            self.named.iter().map(|id| name_of(self.plan, *id)).collect()
        };
        let first: Vec<&str> = labels.iter().take(2).map(String::as_str).collect();
        let more = if labels.len() > 2 {
            format!(" and {} more", labels.len() - 2)
        } else {
            String::new()
        };
        format!("{}{more}", first.join(" – "))
    }
}

/// Places that nobody is to fire into.
fn is_spared(kind: SiteKind) -> bool {
    !matches!(
        kind,
        SiteKind::Hazard | SiteKind::River | SiteKind::Road | SiteKind::Railway
    )
}

/// The time in which all of these hold: always, whole phases, or from one minute to another.
fn common_time(plan: &Plan, named: &[AnyId]) -> Result<When, DraftError> {
    let mut common = vec![Interval::ALWAYS];
    let mut last = None;
    let mut whole = true;
    for id in named {
        let Some(times) = times(plan, *id) else { continue };
        whole &= times.contains(&When::always());
        let own: Vec<Interval> = times.iter().flat_map(|when| held(when, &plan.phases)).collect();
        let next: Vec<Interval> = common
            .iter()
            .flat_map(|one| own.iter().filter_map(|other| one.intersection(*other)))
            .collect();
        if next.is_empty() {
            return Err(DraftError::NoTime {
                one: last.map_or_else(|| "The plan".to_owned(), |last| name_of(plan, last)),
                other: name_of(plan, *id),
            });
        }
        common = next;
        last = Some(*id);
    }
    if whole {
        return Ok(When::always());
    }
    common.sort_unstable();
    let order = plan.phases_in_order();
    let inside = order.iter().filter(|(_, phase)| {
        let whole = When {
            from: Some(phase.start),
            until: phase.end,
            ..When::always()
        };
        let intervals = whole.intervals(&plan.phases);
        intervals.iter().all(|interval| {
            common
                .iter()
                .any(|part| part.intersection(*interval) == Some(*interval))
        })
    });
    let phases = When::in_phases(inside.map(|(id, _)| *id));
    let covers = |when: &When| {
        let held = held(when, &plan.phases);
        common
            .iter()
            .all(|part| held.iter().any(|whole| whole.intersection(*part) == Some(*part)))
    };
    if !phases.phases.is_empty() && covers(&phases) {
        return Ok(phases);
    }
    let open = common.iter().any(|part| part.until.is_none());
    Ok(When {
        from: common.first().and_then(|first| first.from),
        until: common
            .iter()
            .filter_map(|part| part.until)
            .max()
            .filter(|_| !open),
        ..When::always()
    })
}

/// When an object holds: in any of these times.
fn times(plan: &Plan, id: AnyId) -> Option<Vec<When>> {
    Some(match id {
        AnyId::Sector(id) => vec![plan.sectors.get(id)?.when.clone()],
        AnyId::Boundary(id) => vec![plan.boundaries.get(id)?.when.clone()],
        AnyId::Measure(id) => vec![plan.measures.get(id)?.when.clone()],
        AnyId::Site(id) => vec![plan.sites.get(id)?.when.clone()],
        AnyId::Channel(id) => vec![plan.channels.get(id)?.when.clone()],
        AnyId::Corridor(id) => {
            let windows = plan.corridors.get(id)?.windows.clone();
            if windows.is_empty() {
                vec![When::always()]
            } else {
                windows
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

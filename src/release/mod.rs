//! What one stakeholder may see of a plan: the redacted extract.
//!
//! An extract is a plan of its own: it has its own id, names the plan that it was made of and that plan's content
//! hash as its base, and says for whom it was made. It is built from nothing: what is not put in is not there, so
//! policy, waivers, open questions, sources, deadlines, the area of operations, histories and journals never are.
//! Objects are put in by their sharing (`sight`, with the table of whom what concerns), field by field (`redact`,
//! where a new field does not compile until it was decided on), coarser where that is wanted (`generalise`).
//! Whatever names something withheld is emptied there, or goes too where it would say nothing without it; so the
//! id of something withheld is nowhere in an extract. Times stay: where a phase is withheld, what happens in it
//! has its minutes.
//!
//! The content hash of the base says nothing of what the base says; two extracts of one state of a plan have the
//! same, so a stakeholder can tell whether something changed between two extracts, and nothing more.
//!
//! Reads no file, judges no plan, and knows no person: a stakeholder is an organisation.
//!
//! ```
//! use entente::files::ron_text;
//! use entente::model::ExtractOf;
//! use entente::release::release;
//!
//! let sample = entente::samples::find("fallujah").ok_or("no sample")?;
//! let plan = ron_text::read(sample.text.as_bytes())?.plan;
//! let stakeholder = plan.stakeholders.ids().next().ok_or("no stakeholder")?;
//! let of = ExtractOf { stakeholder, generalised: Default::default() };
//! let extract = release(&plan, "6d1f", of)?;
//! assert!(!extract.withheld.is_empty());
//! assert!(extract.plan.dangling().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod coming_back;
mod generalise;
mod leaks;
mod redact;
mod sight;
mod touch;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AnyEntity, AnyId, Base, Edit, EditError, ExtractOf, Id, Plan, PlanInfo, Stakeholder, StakeholderKind,
};

use redact::{Right, redacted};
use sight::{Sight, may_see, owner};

pub use coming_back::{NotOfThisPlan, came_back};
pub use leaks::{Leak, Sensitive, leaks_by_sharing, leaks_in};
pub use sight::{Why, WhyNot};

/// What one stakeholder may see of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// It, as a plan.
    pub plan: Plan,
    /// What is in it and why, by id.
    pub shown: BTreeMap<AnyId, Why>,
    /// What is not in it and why, by id.
    pub withheld: BTreeMap<AnyId, WhyNot>,
}

/// Why no extract was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// Nobody in the plan has that id.
    #[error("{0} is no stakeholder of the plan")]
    NoStakeholder(Id<Stakeholder>),
    /// The stakeholder's own row is kept from it.
    #[error("{0} is itself withheld from it by its sharing; change its sharing first")]
    Hidden(Id<Stakeholder>),
    /// The others fight it: nothing is agreed with it, and nothing goes out to it.
    #[error("{0} is the adversary; nothing is released to it")]
    Adversary(Id<Stakeholder>),
    /// The plan is itself an extract: what it says of others is not the plan's to pass on.
    #[error("the plan is an extract made for one stakeholder; it cannot be released to another")]
    IsAnExtract,
    /// What is withheld cannot be taken out.
    #[error("what is withheld cannot be taken out: {0}")]
    Edit(EditError),
}

/// Makes the extract of a plan for a stakeholder; `hash` is the plan's content hash. The same plan gives the same
/// extract.
///
/// # Errors
/// [`ReleaseError`]
pub fn release(plan: &Plan, hash: &str, of: ExtractOf) -> Result<Extract, ReleaseError> {
    let party = of.stakeholder;
    if plan.extract.is_some() {
        return Err(ReleaseError::IsAnExtract);
    }
    let row = plan
        .stakeholders
        .get(party)
        .ok_or(ReleaseError::NoStakeholder(party))?;
    if row.kind == StakeholderKind::Adversary {
        return Err(ReleaseError::Adversary(party));
    }
    if !may_see(&row.sharing, party) {
        return Err(ReleaseError::Hidden(party));
    }
    let mut shown = BTreeMap::new();
    let mut withheld = BTreeMap::new();
    let sight = Sight::of(plan, party);
    for entity in entities(plan) {
        match sight.verdict(&entity) {
            Ok(why) => drop(shown.insert(entity.id(), why)),
            Err(why) => drop(withheld.insert(entity.id(), why)),
        }
    }
    let (kept, shown) = closed(plan, of, shown)?;
    for id in ids(plan) {
        if shown.contains_key(&id) {
            withheld.remove(&id);
        } else {
            // Shown by its sharing, and lost since.
            withheld.entry(id).or_insert(WhyNot::Incomplete);
        }
    }
    let coarse = entities(&kept).into_iter().map(|entity| {
        if is_own(plan, entity.id(), party) {
            entity
        } else {
            generalise::generalised(entity, of.generalised)
        }
    });
    let mut extract = Plan::empty(extract_id(plan, party)).with(coarse);
    extract.base = Some(Base {
        id: plan.id,
        hash: hash.to_owned(),
        name: String::new(),
    });
    extract.extract = Some(of);
    extract.info = info(&plan.info, of);
    Ok(Extract {
        plan: extract,
        shown,
        withheld,
    })
}

/// Returns the stakeholders that an extract can be made for, in id order.
pub fn can_be_released_to(plan: &Plan) -> Vec<Id<Stakeholder>> {
    let may = |(id, row): &(Id<Stakeholder>, &Stakeholder)| {
        row.kind != StakeholderKind::Adversary && may_see(&row.sharing, *id)
    };
    let all = plan.stakeholders.iter().filter(may);
    all.map(|(id, _)| id).collect()
}

/// Returns who sees an object by its sharing and by whom it concerns, and why, in id order; whoever it comes along
/// for because something else names it is not among them. `None`: it is not in the plan.
pub fn seen_by(plan: &Plan, id: AnyId) -> Option<Vec<(Id<Stakeholder>, Why)>> {
    let entity = id.entity_in(plan)?;
    let seen = can_be_released_to(plan).into_iter().filter_map(|party| {
        let why = Sight::of(plan, party).verdict(&entity).ok()?;
        Some((party, why))
    });
    Some(seen.collect())
}

/// Returns the id that the extract of a plan for a stakeholder has: never the plan's own, so that one is not taken
/// for the other.
pub fn extract_id(plan: &Plan, party: Id<Stakeholder>) -> Id<Plan> {
    Id::derived(["extract", &plan.id.to_string(), &party.to_string()])
}

/// Takes out what is not shown until nothing names anything that is not: what names somebody or some phase that
/// may be seen brings it along, what cannot be without something withheld goes too.
fn closed(
    plan: &Plan,
    of: ExtractOf,
    mut core: BTreeMap<AnyId, Why>,
) -> Result<(Plan, BTreeMap<AnyId, Why>), ReleaseError> {
    // What may come along; whatever loses its last mention on the way leaves it.
    let mut may_come: BTreeSet<AnyId> = ids(plan)
        .into_iter()
        .filter(|id| matches!(id, AnyId::Stakeholder(_) | AnyId::Phase(_)))
        .collect();
    loop {
        let put = core.iter().filter_map(|(id, why)| {
            let entity = id.entity_in(plan)?;
            Some(redacted(&entity, right(plan, *id, *why, of)))
        });
        let redacted_core: Vec<AnyEntity> = put.collect();
        let coming = named_by(plan, &redacted_core, &core, &may_come, of.stakeholder);
        let rows = coming.iter().filter_map(|(id, why)| {
            let entity = id.entity_in(plan)?;
            Some(redacted(&entity, right(plan, *id, *why, of)))
        });
        let gone: Vec<AnyId> = ids(plan)
            .into_iter()
            .filter(|id| !core.contains_key(id) && !coming.contains_key(id))
            .collect();
        let whole = plan.clone().with(redacted_core.iter().cloned().chain(rows));
        let kept = Edit::Delete(gone).apply(&whole).map_err(ReleaseError::Edit)?;
        let lost: Vec<AnyId> = core.keys().filter(|id| !id.is_in(&kept)).copied().collect();
        for id in &lost {
            core.remove(id);
        }
        let left: Vec<AnyEntity> = core.keys().filter_map(|id| id.entity_in(&kept)).collect();
        let still = named_by(plan, &left, &core, &may_come, of.stakeholder);
        if lost.is_empty() && still.keys().eq(coming.keys()) {
            core.extend(coming);
            return Ok((kept, core));
        }
        may_come.retain(|id| still.contains_key(id));
    }
}

/// The stakeholders and phases that these entities name, may come along, and are not there anyway.
fn named_by(
    plan: &Plan,
    entities: &[AnyEntity],
    core: &BTreeMap<AnyId, Why>,
    may_come: &BTreeSet<AnyId>,
    party: Id<Stakeholder>,
) -> BTreeMap<AnyId, Why> {
    let mut named = BTreeMap::new();
    for entity in entities {
        entity.each_reference(&mut |to| {
            if !may_come.contains(&to) || core.contains_key(&to) || named.contains_key(&to) {
                return;
            }
            let row = to.entity_in(plan);
            if row.is_some_and(|row| may_see(row.sharing(), party)) {
                named.insert(to, Why::NamedBy(entity.id()));
            }
        });
    }
    named
}

fn right(plan: &Plan, id: AnyId, why: Why, of: ExtractOf) -> Right {
    let own = is_own(plan, id, of.stakeholder);
    Right {
        party: of.stakeholder,
        whole: why.is_whole(),
        contacts: own || !of.generalised.contacts_dropped,
        names: own || !of.generalised.names_hidden,
    }
}

/// True for the stakeholder itself and what it holds, owns, runs or takes.
fn is_own(plan: &Plan, id: AnyId, party: Id<Stakeholder>) -> bool {
    id == party.into()
        || id
            .entity_in(plan)
            .is_some_and(|entity| owner(&entity) == Some(party))
}

fn ids(plan: &Plan) -> Vec<AnyId> {
    let mut ids = Vec::new();
    plan.each_id(&mut |id| ids.push(id));
    ids
}

fn entities(plan: &Plan) -> Vec<AnyEntity> {
    ids(plan)
        .into_iter()
        .filter_map(|id| id.entity_in(plan))
        .collect()
}

/// What the extract says of itself, taken apart in full so that nothing goes out unseen.
fn info(whole: &PlanInfo, of: ExtractOf) -> PlanInfo {
    let PlanInfo {
        title,
        purpose,
        marking,
        author,
        created: _,
        h_hour,
        // The ground of the whole operation is more than one stakeholder's.
        area_of_operations: _,
        viewpoint: _,
        deadlines: _,
        hot_weather,
        sources: _,
        notes: _,
    } = whole;
    let title = if of.generalised.names_hidden { "" } else { title };
    PlanInfo {
        title: title.to_owned(),
        purpose: *purpose,
        marking: marking.clone(),
        author: author.clone(),
        h_hour: *h_hour,
        viewpoint: Some(of.stakeholder),
        hot_weather: *hot_weather,
        ..PlanInfo::default()
    }
}

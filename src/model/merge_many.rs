//! Several drafts of one plan become one: each is merged in turn, and what they say differently is kept in
//! the plan with who said what.

use super::{AnyId, Changes, Conflict, Edit, OpenConflict, Plan, Says, Version, merge};

/// What the plan that all drafts began with is called among the versions.
pub const BASE: &str = "As it was";
/// What came of putting drafts together, where it is no draft's own.
pub const TOGETHER: &str = "Put together";

/// What a conflict is about: the entity and the field.
type About = (Option<AnyId>, Option<&'static str>);

/// Merges what drafts made of `base`: the first one's identity, everybody's changes. Conflicts that nobody
/// decided are in the plan, among those that were open before. Where there is none, it matters not whose draft
/// comes first.
pub fn merge_many(base: &Plan, drafts: &[(String, Plan)]) -> Plan {
    let Some((_, first)) = drafts.first() else {
        return base.clone();
    };
    let plans: Vec<&Plan> = drafts.iter().map(|(_, draft)| draft).collect();
    let (mut plan, mut found) = in_turn(base, &plans);
    if plans.len() > 2 {
        // In an order of their own: what comes of them, and whether there is a question, depends on nothing else.
        let mut ordered = plans.clone();
        ordered.sort_by_cached_key(|draft| format!("{:?}", Changes::between(base, draft)));
        let (together, mut asked) = in_turn(base, &ordered);
        // What one draft took away may hide that two others speak against each other.
        for (place, one) in ordered.iter().enumerate() {
            for other in ordered.iter().skip(place + 1) {
                add(&mut asked, merge(base, one, other).conflicts.iter().map(about));
            }
        }
        if asked.is_empty() {
            found.clear();
            plan = together;
            plan.id = first.id;
            plan.base.clone_from(&first.base);
            plan.extract = first.extract;
        } else {
            add(&mut found, asked.into_iter());
        }
    }
    let mut open: Vec<OpenConflict> = Vec::new();
    for (about, field) in found {
        // Whether something is there at all comes before what it says.
        let is_whole = |known: &OpenConflict| known.about == about && known.field.is_none();
        if about.is_some() && open.iter().any(is_whole) {
            continue;
        }
        open.push(OpenConflict {
            about,
            field: field.map(str::to_owned),
            versions: versions(base, drafts, &plan, about, field),
        });
    }
    plan.conflicts.retain(|known| {
        let same = |new: &OpenConflict| new.about == known.about && new.field == known.field;
        !open.iter().any(same)
    });
    plan.conflicts.extend(open);
    plan
}

/// Merges each draft with what came of those before it.
fn in_turn(base: &Plan, drafts: &[&Plan]) -> (Plan, Vec<About>) {
    let mut found = Vec::new();
    let mut drafts = drafts.iter();
    let mut plan = drafts
        .next()
        .map_or_else(|| base.clone(), |first| (*first).clone());
    for draft in drafts {
        let merged = merge(base, &plan, draft);
        plan = merged.plan;
        add(&mut found, merged.conflicts.iter().map(about));
    }
    (plan, found)
}

fn about(conflict: &Conflict) -> About {
    (conflict.entity(), conflict.field())
}

fn add(found: &mut Vec<About>, more: impl Iterator<Item = About>) {
    for about in more {
        if !found.contains(&about) {
            found.push(about);
        }
    }
}

/// Who says what: drafts that changed it, those that say the same together; then what came of putting them
/// together, then what all began with.
fn versions(
    base: &Plan,
    drafts: &[(String, Plan)],
    plan: &Plan,
    about: Option<AnyId>,
    field: Option<&str>,
) -> Vec<Version> {
    let before = Says::of(base, about);
    let mut versions: Vec<Version> = Vec::new();
    for (by, draft) in drafts {
        let says = Says::of(draft, about);
        if says.same_in(&before, field) {
            continue;
        }
        match versions.iter_mut().find(|known| known.says.same_in(&says, field)) {
            Some(known) => known.by = format!("{}, {by}", known.by),
            None => versions.push(Version { by: by.clone(), says }),
        }
    }
    for (by, says) in [(TOGETHER, Says::of(plan, about)), (BASE, before)] {
        let is_new = !versions.iter().any(|known| known.says.same_in(&says, field));
        // Two drafts that made the same thing new began with nothing: that is no version of a field.
        let counts = field.is_none() || says != Says::Nothing;
        if is_new && counts {
            versions.push(Version {
                by: by.to_owned(),
                says,
            });
        }
    }
    versions
}

impl OpenConflict {
    /// Returns the version that a plan has.
    pub fn held_by(&self, plan: &Plan) -> Option<&Version> {
        let now = Says::of(plan, self.about);
        let field = self.field.as_deref();
        self.versions
            .iter()
            .find(|version| version.says.same_in(&now, field))
    }

    /// Returns the edit that decides it for a version.
    pub fn decided(&self, version: &Version) -> Edit {
        Edit::Decide {
            about: self.about,
            field: self.field.clone(),
            by: version.by.clone(),
        }
    }
}

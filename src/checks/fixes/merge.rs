//! Making one object of two: what named the one that goes names the one that stays, and its id is
//! noted.
//!
//! Shape and all other fields are those of the one that stays. Where the two hold at times that cannot
//! be joined in one, that is left to judgement.

use super::super::rule::Proposal;
use super::super::situation::Situation;
use super::super::{Finding, wording};
use crate::model::{AnyEntity, AnyId, Edit, Plan, When};

/// Proposes to merge either of two objects into the other.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [a, b] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let ways = [("merge-into-a", a, b), ("merge-into-b", b, a)];
    let proposals = ways.into_iter().filter_map(|(role, kept, gone)| {
        let title = format!(
            "Merge {} into {}",
            wording::name(situation, gone),
            wording::name(situation, kept)
        );
        let (edit, times_joined) = merged(situation.plan, &title, kept, gone)?;
        Some(if times_joined {
            Proposal::resolving(role, title, edit)
        } else {
            Proposal::next_step(role, format!("{title}, at its times alone"), edit)
        })
    });
    proposals.collect()
}

/// Returns the edit that makes one of two, and whether it holds whenever either did.
fn merged(plan: &Plan, title: &str, kept: AnyId, gone: AnyId) -> Option<(Edit, bool)> {
    let (entity, times_joined) = noted(plan, kept, gone)?;
    let mut edits = vec![Edit::Update(entity.redirected(gone, kept))];
    edits.extend(Edit::redirecting(plan, &[gone], kept));
    edits.push(Edit::Delete(vec![gone]));
    Some((Edit::together(title, edits), times_joined))
}

/// Returns the one that stays with a note of the other, and with the times of both where these can be
/// joined; `None` for kinds that are not drawn.
fn noted(plan: &Plan, kept: AnyId, gone: AnyId) -> Option<(AnyEntity, bool)> {
    macro_rules! noted {
        ($table:ident, $kept:ident, $gone:ident, $join:ident $field:ident) => {{
            let mut entity = plan.$table.get($kept)?.clone();
            let other = plan.$table.get($gone)?;
            let name = if other.name.is_empty() {
                $gone.to_string()
            } else {
                format!("{} ({})", other.name, $gone)
            };
            let foreign = other.foreign_id.as_deref();
            let foreign = foreign.map_or_else(String::new, |id| format!(", imported as {id}"));
            if !entity.notes.is_empty() {
                entity.notes.push('\n');
            }
            entity.notes.push_str(&format!("Merged with {name}{foreign}."));
            let joined = $join(&mut entity.$field, &other.$field);
            Some((AnyEntity::from(($kept, entity)), joined))
        }};
    }
    match (kept, gone) {
        (AnyId::Sector(a), AnyId::Sector(b)) => noted!(sectors, a, b, join when),
        (AnyId::Boundary(a), AnyId::Boundary(b)) => noted!(boundaries, a, b, join when),
        (AnyId::Measure(a), AnyId::Measure(b)) => noted!(measures, a, b, join when),
        (AnyId::Site(a), AnyId::Site(b)) => noted!(sites, a, b, join when),
        (AnyId::Corridor(a), AnyId::Corridor(b)) => noted!(corridors, a, b, join_windows windows),
        _ => None,
    }
}

/// Makes a time hold whenever either does, if one time can say so.
fn join(kept: &mut When, gone: &When) -> bool {
    if kept == gone || *kept == When::always() {
        return true;
    }
    if *gone == When::always() {
        *kept = When::always();
        return true;
    }
    let same_limits = kept.from == gone.from && kept.until == gone.until;
    if !same_limits || kept.phases.is_empty() || gone.phases.is_empty() {
        return false;
    }
    let fresh = gone.phases.iter().filter(|phase| !kept.phases.contains(phase));
    let fresh: Vec<_> = fresh.copied().collect();
    kept.phases.extend(fresh);
    true
}

/// Makes a corridor open whenever either is; without a window it always is.
fn join_windows(kept: &mut Vec<When>, gone: &[When]) -> bool {
    if gone.is_empty() {
        kept.clear();
    }
    if !kept.is_empty() {
        let fresh = gone.iter().filter(|window| !kept.contains(window));
        let fresh: Vec<When> = fresh.cloned().collect();
        kept.extend(fresh);
    }
    true
}

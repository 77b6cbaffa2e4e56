//! Leading every mention of some entities to another that stays in their place.

use std::collections::BTreeMap;

use super::super::{AnyEntity, AnyId, Boundary, Id, Plan};
use super::Edit;

impl Edit {
    /// Returns the edits that make all who name some entities name another of their kind; those that go,
    /// and the one that stays, are left to the caller.
    pub fn redirecting(plan: &Plan, gone: &[AnyId], kept: AnyId) -> Vec<Self> {
        let mut redirected: BTreeMap<AnyId, AnyEntity> = BTreeMap::new();
        plan.each_reference(&mut |from, to| {
            if let Some(from) = from
                && gone.contains(&to)
                && from != kept
                && !gone.contains(&from)
                && let Some(entity) = redirected.get(&from).cloned().or_else(|| from.entity_in(plan))
            {
                redirected.insert(from, entity.redirected(to, kept));
            }
        });
        redirected.into_values().map(unpaired).map(Self::Update).collect()
    }
}

/// A boundary between a sector and itself follows no edge.
fn unpaired(entity: AnyEntity) -> AnyEntity {
    let AnyEntity::Boundary(id, boundary) = &entity else {
        return entity;
    };
    if boundary.between.is_none_or(|[a, b]| a != b) {
        return entity;
    }
    let id: Id<Boundary> = *id;
    AnyEntity::from((
        id,
        Boundary {
            between: None,
            ..(**boundary).clone()
        },
    ))
}

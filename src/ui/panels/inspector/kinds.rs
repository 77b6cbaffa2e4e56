//! What the inspector knows of every kind of entity.

use std::collections::BTreeMap;

use crate::model::{AnyEntity, Edit, Entity, Extra, Id, Sharing};

use super::form::Form;

/// A kind of entity with its form.
pub(super) trait Inspected: Entity {
    /// Returns the fields that every kind has.
    fn common(&mut self) -> Common<'_>;

    /// Returns it as an entity of any kind.
    fn any(self, id: Id<Self>) -> AnyEntity;

    /// The fields one looks at first.
    fn fields(&mut self, id: Id<Self>, form: &mut Form<'_>);

    /// Lists and what is rarely used, in blocks that fold.
    fn blocks(&mut self, id: Id<Self>, form: &mut Form<'_>);

    /// Returns the edit that leads from `before` to this: the special verb where there is one.
    fn meant(self, id: Id<Self>, before: &Self) -> Edit {
        let _ = before;
        Edit::Update(self.any(id))
    }
}

/// The fields that every kind has.
pub(super) struct Common<'a> {
    /// What it is called.
    pub name: &'a mut String,
    /// The name in its own language and script.
    pub native_name: &'a mut String,
    /// Free text.
    pub notes: &'a mut String,
    /// Free words to filter by.
    pub tags: &'a mut Vec<String>,
    /// Where this comes from.
    pub source: &'a mut String,
    /// The id it had in the file it was imported from.
    pub foreign_id: Option<&'a str>,
    /// Who may see it in an extract.
    pub sharing: &'a mut Sharing,
    /// Unknown properties an import brought.
    pub extra: &'a BTreeMap<String, Extra>,
}

/// Implements what is the same for every kind.
macro_rules! common_fields {
    () => {
        fn common(&mut self) -> $crate::ui::panels::inspector::kinds::Common<'_> {
            $crate::ui::panels::inspector::kinds::Common {
                name: &mut self.name,
                native_name: &mut self.native_name,
                notes: &mut self.notes,
                tags: &mut self.tags,
                source: &mut self.source,
                foreign_id: self.foreign_id.as_deref(),
                sharing: &mut self.sharing,
                extra: &self.extra,
            }
        }

        fn any(self, id: $crate::model::Id<Self>) -> $crate::model::AnyEntity {
            (id, self).into()
        }
    };
}
pub(super) use common_fields;

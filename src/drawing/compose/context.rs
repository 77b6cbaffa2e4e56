//! What every drawn row depends on beside itself: theme, time, and how stakeholders look.

use std::collections::BTreeMap;

use crate::model::{Id, Interval, Phase, Plan, Relation, Stakeholder, Table, When};

use super::View;
use crate::drawing::holder::{HolderStyle, Identity, holder_style, identity};
use crate::drawing::style::{Colours, Theme};

/// What a row is drawn by; two that are the same draw every row alike.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) theme: Theme,
    /// The time that is shown.
    pub(super) shown: Interval,
    viewpoint: Option<Id<Stakeholder>>,
    phase: Option<Id<Phase>>,
    pub(super) phases: Table<Phase>,
    stakeholders: Table<Stakeholder>,
    relations: Table<Relation>,
    holders: BTreeMap<Id<Stakeholder>, (HolderStyle, Identity)>,
    nobody: HolderStyle,
}

impl Context {
    pub(super) fn of(plan: &Plan, view: &View<'_>) -> Self {
        let phase = view.phase.and_then(|id| plan.phases.get(id));
        let shown = phase.and_then(Phase::interval).unwrap_or(Interval::ALWAYS);
        let viewpoint = view.viewpoint.or(plan.info.viewpoint);
        let look = |id| {
            let style = holder_style(plan, view.theme, Some(id));
            (id, (style, identity(plan, viewpoint, Some(id), shown)))
        };
        Self {
            theme: view.theme,
            shown,
            viewpoint,
            phase: view.phase,
            holders: plan.stakeholders.ids().map(look).collect(),
            nobody: holder_style(plan, view.theme, None),
            phases: plan.phases.clone(),
            stakeholders: plan.stakeholders.clone(),
            relations: plan.relations.clone(),
        }
    }

    /// Returns true where both draw every row alike.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.theme == other.theme
            && self.shown == other.shown
            && self.viewpoint == other.viewpoint
            && self.phase == other.phase
            && self.phases == other.phases
            && self.stakeholders == other.stakeholders
            && self.relations == other.relations
    }

    pub(super) fn colours(&self) -> &'static Colours {
        self.theme.colours()
    }

    /// Returns true where a time has a minute in what is shown; always where everything is.
    pub(super) fn shows(&self, when: &When) -> bool {
        self.phase.is_none()
            || when
                .intervals(&self.phases)
                .into_iter()
                .any(|interval| interval.intersection(self.shown).is_some())
    }

    /// Returns how a holder's ground looks.
    pub(super) fn style(&self, holder: Option<Id<Stakeholder>>) -> HolderStyle {
        let Some(id) = holder else {
            return self.nobody.clone();
        };
        self.holders.get(&id).map_or_else(
            || HolderStyle {
                label: id.to_string(),
                ..self.nobody.clone()
            },
            |(style, _)| style.clone(),
        )
    }

    /// Returns the frame of a stakeholder's units.
    pub(super) fn identity(&self, of: Option<Id<Stakeholder>>) -> Identity {
        of.and_then(|id| self.holders.get(&id))
            .map_or(Identity::Unknown, |(_, identity)| *identity)
    }
}

//! What every drawn row depends on beside itself: theme, time, and how stakeholders look.

use std::collections::BTreeMap;

use crate::checks::Standing;
use crate::checks::wording::minute as written_minute;
use crate::language::Language;
use crate::model::{Id, Instant, Interval, Phase, Plan, Relation, Stakeholder, Table, When, unhidden};

use super::View;
use super::standing::Statuses;
use crate::drawing::holder::{HolderStyle, Identity, holder_style, identity};
use crate::drawing::style::{Colours, Rgba, Theme};

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
    /// How far lines and areas are agreed on in that time.
    pub(super) statuses: Statuses,
    h_hour: Option<Instant>,
    language: Language,
}

impl Context {
    pub(super) fn of(plan: &Plan, view: &View<'_>, standing: &Standing) -> Self {
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
            statuses: Statuses::of(plan, standing, shown),
            h_hour: plan.info.h_hour,
            language: view.language,
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
            && self.statuses == other.statuses
            && self.h_hour == other.h_hour
            && self.language == other.language
    }

    /// Returns words of the program in the language of the picture, in the order of speech.
    pub(super) fn said(&self, words: &str) -> String {
        let mut said = self.read(words);
        said.retain(|letter| !matches!(letter, '\u{2066}'..='\u{2069}'));
        said
    }

    /// As [`Context::said`], with the marks that keep a name in its own order: for [`Text::said`]. What hides in
    /// a name is shown as an escape.
    pub(super) fn read(&self, words: &str) -> String {
        let words = unhidden(words);
        self.language.read(&words).unwrap_or_else(|| words.into_owned())
    }

    /// Returns to whom ground goes: `to CTS`.
    pub(super) fn passes_to(&self, label: &str) -> String {
        self.said(&format!(" to {label}")).trim_start().to_owned()
    }

    /// Returns a line of a text in the language of the picture: marked, so that it is read from the right even
    /// where it begins with a name from the left.
    pub(super) fn line(&self, words: String) -> String {
        const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
        if self.language.is_right_to_left() {
            format!("{RIGHT_TO_LEFT_MARK}{words}")
        } else {
            words
        }
    }

    pub(super) fn colours(&self) -> &'static Colours {
        self.theme.colours()
    }

    /// Returns the ink of numbers on symbols, and the ground of letters on it.
    pub(super) fn number_ink(&self) -> [Rgba; 2] {
        [self.colours().ink, self.colours().halo.opacity(1.0)]
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

    /// Returns from when until when something holds, as orders write it: date-time groups where H-hour
    /// is set, else minutes from it; of several times the first that is shown. `None` for always.
    pub(super) fn effective(&self, when: &When) -> Option<String> {
        let mut spans = when.intervals(&self.phases);
        spans.sort_unstable();
        let mut merged: Vec<Interval> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last)
                    if last
                        .until
                        .is_none_or(|until| span.from.is_none_or(|from| from <= until)) =>
                {
                    last.until = last.until.and_then(|mine| Some(mine.max(span.until?)));
                }
                _ => merged.push(span),
            }
        }
        let shown = merged.iter().find(|span| span.intersection(self.shown).is_some());
        let span = shown.or(merged.first())?;
        let written = |minute| {
            let dated = self.h_hour.and_then(|hour| hour.after(minute));
            dated.map_or_else(|| written_minute(minute), Instant::date_time_group)
        };
        match (span.from.map(written), span.until.map(written)) {
            (Some(from), Some(until)) => Some(format!("{from} – {until}")),
            (Some(from), None) => Some(self.said(&format!("from {from}"))),
            (None, Some(until)) => Some(self.said(&format!("until {until}"))),
            (None, None) => None,
        }
    }
}

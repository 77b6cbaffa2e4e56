//! What every kind has and is rarely changed: other names, notes, who may see it, where it comes from.

use std::sync::Arc;

use crate::language::Language;
use crate::model::{AnyId, Extra, Id, Plan, Sharing, Stakeholder};
use crate::release::{Why, seen_by};
use crate::ui::panels::release::why_shown;
use crate::ui::widgets::Fold;
use crate::ui::words::{language, said, say};

use super::form::Form;
use super::kinds::Common;

const SHARINGS: &[(u8, &str)] = &[
    (0, "Everybody"),
    (1, "Those concerned"),
    (2, "These only"),
    (3, "The author only"),
];

pub(super) fn ui(form: &mut Form<'_>, id: AnyId, common: Common<'_>) {
    let Common {
        name: _,
        native_name,
        notes,
        tags,
        source,
        foreign_id,
        sharing,
        extra,
    } = common;
    form.block(say("More"), None, Fold::Closed, |form| {
        form.text(say("Native name"), native_name);
        form.prose(say("Notes"), notes);
        form.words(say("Tags"), tags);
        form.text(say("Source"), source);
        sharing_ui(form, sharing);
        seen_by_ui(form, id);
        form.said(say("Id"), &id.to_string());
        if let Some(foreign) = foreign_id {
            form.said(say("Foreign id"), foreign);
        }
        for (name, value) in extra {
            form.said(name, &extra_text(value));
        }
    });
}

fn sharing_ui(form: &mut Form<'_>, sharing: &mut Sharing) {
    let mut kind = match sharing {
        Sharing::All => 0,
        Sharing::Concerned => 1,
        Sharing::Named(_) => 2,
        Sharing::AuthorOnly => 3,
    };
    let before = kind;
    form.choice(say("Shown to"), &mut kind, SHARINGS);
    if kind != before {
        *sharing = match kind {
            0 => Sharing::All,
            1 => Sharing::Concerned,
            2 => Sharing::Named(Vec::<Id<Stakeholder>>::new()),
            _ => Sharing::AuthorOnly,
        };
    }
    if let Sharing::Named(named) = sharing {
        form.parties(say("Named"), named);
    }
}

/// Who sees it in an extract, and why each does.
#[derive(Clone)]
struct SeenBy {
    id: AnyId,
    plan: Arc<Plan>,
    language: Language,
    lines: Vec<(String, String)>,
}

/// Lists who sees it in an extract: worked out once for a plan, not every frame.
fn seen_by_ui(form: &mut Form<'_>, id: AnyId) {
    let place = egui::Id::unique("seen-by");
    let plan = form.editor.plan();
    let known = form.data(|data| data.get_temp::<SeenBy>(place));
    let fits =
        |known: &SeenBy| known.id == id && Arc::ptr_eq(&known.plan, plan) && known.language == language();
    let known = known.filter(fits).unwrap_or_else(|| SeenBy {
        id,
        plan: Arc::clone(plan),
        language: language(),
        lines: seen_by_lines(plan, id),
    });
    for (who, why) in &known.lines {
        form.said(who, why);
    }
    form.data_mut(|data| data.insert_temp(place, known));
}

fn seen_by_lines(plan: &Plan, id: AnyId) -> Vec<(String, String)> {
    let seen: Vec<(Id<Stakeholder>, Why)> = seen_by(plan, id).unwrap_or_default();
    if seen.is_empty() {
        let nobody = match id {
            AnyId::Stakeholder(_) | AnyId::Phase(_) => say("whoever sees what names it"),
            _ => say("nobody"),
        };
        return vec![(say("Seen by").to_owned(), nobody.to_owned())];
    }
    let line = |(party, why): (Id<Stakeholder>, Why)| {
        let who = plan.label_of(party);
        (said(format!("Seen by {who}")), why_shown(plan, why))
    };
    seen.into_iter().map(line).collect()
}

/// Returns a property that an import brought, on one line.
fn extra_text(extra: &Extra) -> String {
    match extra {
        Extra::Null => "nothing".to_owned(),
        Extra::Flag(true) => "yes".to_owned(),
        Extra::Flag(false) => "no".to_owned(),
        Extra::Whole(number) => number.to_string(),
        Extra::Number(number) => number.get().to_string(),
        Extra::Text(text) => text.clone(),
        Extra::List(items) => items.iter().map(extra_text).collect::<Vec<_>>().join(", "),
        Extra::Map(items) => {
            let pairs = items
                .iter()
                .map(|(name, value)| format!("{name}: {}", extra_text(value)));
            pairs.collect::<Vec<_>>().join("; ")
        }
    }
}

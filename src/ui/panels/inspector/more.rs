//! What every kind has and is rarely changed: other names, notes, who may see it, where it comes from.

use crate::model::{Extra, Id, Sharing, Stakeholder};
use crate::ui::widgets::Fold;
use crate::ui::words::say;

use super::form::Form;
use super::kinds::Common;

const SHARINGS: &[(u8, &str)] = &[
    (0, "Everybody"),
    (1, "Those concerned"),
    (2, "These only"),
    (3, "The author only"),
];

pub(super) fn ui(form: &mut Form<'_>, id: &str, common: Common<'_>) {
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
        form.said(say("Id"), id);
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

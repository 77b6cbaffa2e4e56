//! The report of an import: what was taken, and what was guessed, assumed, kept aside or left out.

use egui::Ui;

use crate::files::exchange::{Imported, Note, NoteSort, Places};
use crate::files::text::visible;
use crate::ui::widgets::{Fold, fold, muted, paragraph};
use crate::ui::words::{in_words, language, said, say};

/// Notes of one sort that are shown.
const SHOWN: usize = 100;

/// What a sort of note is called, and whether its notes are seen at first.
const SORTS: [(NoteSort, &str, Fold); 5] = [
    (NoteSort::NotTaken, "Left out", Fold::Open),
    (NoteSort::Dropped, "Dropped", Fold::Open),
    (NoteSort::Guessed, "Guessed", Fold::Closed),
    (NoteSort::Kept, "Kept aside", Fold::Closed),
    (NoteSort::Default, "Assumed", Fold::Closed),
];

/// Draws the report, sort by sort.
pub(super) fn ui(ui: &mut Ui, imported: &Imported) {
    let count = imported
        .taken
        .iter()
        .map(|taken| taken.added + taken.updated)
        .sum();
    fold(ui, say("Taken"), Some(count), Fold::Open, |ui| {
        for taken in &imported.taken {
            let kind = said(taken.kind.title());
            let known = match taken.updated {
                0 => String::new(),
                updated => said(format!(", {updated} in the plan before")),
            };
            paragraph(ui, said(format!("{kind}: {} new{known}", taken.added)));
        }
        if imported.taken.is_empty() {
            muted(ui, say("Nothing."));
        }
    });
    for (sort, title, open) in SORTS {
        let notes: Vec<_> = imported.notes.iter().filter(|note| note.sort == sort).collect();
        if notes.is_empty() {
            continue;
        }
        fold(ui, say(title), Some(notes.len()), open, |ui| {
            for note in notes.iter().take(SHOWN) {
                let places = places_told(note, &imported.places);
                paragraph(ui, said(visible(&note.text)));
                if !places.is_empty() {
                    muted(ui, places);
                }
            }
            if notes.len() > SHOWN {
                muted(ui, said(format!("… and {} more", notes.len() - SHOWN)));
            }
        });
    }
}

/// Where a note is, in brackets, in the order in which it is read; empty where it is about the whole file.
fn places_told(note: &Note, places: &Places) -> String {
    let listed: Vec<String> = note.listed(places).iter().map(in_words).collect();
    let comma = if language().is_right_to_left() {
        "، "
    } else {
        ", "
    };
    let shown = listed.join(comma);
    match note.features.len() - listed.len() {
        0 if listed.is_empty() => String::new(),
        0 => format!("({shown})"),
        more => in_words(format!("({shown} and {more} more)")),
    }
}

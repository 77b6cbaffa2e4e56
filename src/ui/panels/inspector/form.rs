//! One line a field: a form changes a copy of an entity in place, and the copy becomes one edit.
//!
//! Fields in lists are named after their row, so that each has a name of its own. A form asks nothing
//! of the editor by itself; whoever made the copy compares it with the original.

use std::ops::{Deref, DerefMut};

use egui::Ui;

use crate::drawing::Theme;
use crate::editor::Editor;
use crate::geometry::{Path, Position};
use crate::model::{Colour, Entity, Id, Instant, Minute, Plan, Stakeholder, Vocabulary, When};
use crate::ui::asks::Asks;
use crate::ui::widgets::{self, Fold, Icon, Label};
use crate::ui::words::{said, say};

/// Fields under each other. It is also the place they are drawn in.
pub(super) struct Form<'a> {
    ui: &'a mut Ui,
    /// What is read.
    pub editor: &'a Editor,
    /// What is asked, beside changing the copy.
    pub asks: &'a mut Asks,
    /// What the fields are part of: `Placement 1`; empty: the entity itself.
    whole: String,
}

impl Deref for Form<'_> {
    type Target = Ui;

    fn deref(&self) -> &Ui {
        self.ui
    }
}

impl DerefMut for Form<'_> {
    fn deref_mut(&mut self) -> &mut Ui {
        self.ui
    }
}

impl<'a> Form<'a> {
    pub(super) fn new(ui: &'a mut Ui, editor: &'a Editor, asks: &'a mut Asks) -> Self {
        Self {
            ui,
            editor,
            asks,
            whole: String::new(),
        }
    }

    /// Returns the plan that the fields speak of.
    pub fn plan(&self) -> &'a Plan {
        self.editor.plan()
    }

    /// Returns the label of a field of this part.
    pub fn label(&self, shown: &str) -> Label {
        Label::of(&self.whole, shown)
    }

    /// A line of text.
    pub fn text(&mut self, label: &str, value: &mut String) {
        set(
            value,
            widgets::text_field(self.ui, Label::of(&self.whole, label), value),
        );
    }

    /// Several lines of text.
    pub fn prose(&mut self, label: &str, value: &mut String) {
        set(
            value,
            widgets::text_area(self.ui, Label::of(&self.whole, label), value),
        );
    }

    /// Words between commas.
    pub fn words(&mut self, label: &str, value: &mut Vec<String>) {
        set(
            value,
            widgets::words_field(self.ui, Label::of(&self.whole, label), value),
        );
    }

    /// One item a line.
    pub fn lines(&mut self, label: &str, value: &mut Vec<String>) {
        set(
            value,
            widgets::lines_field(self.ui, Label::of(&self.whole, label), value),
        );
    }

    /// A whole number that may be absent.
    pub fn number(&mut self, label: &str, value: &mut Option<u32>, unit: &str) {
        let label = self.label(label);
        set(value, widgets::number_field(self.ui, label, *value, unit));
    }

    /// A whole number.
    pub fn count(&mut self, label: &str, value: &mut u32, unit: &str) {
        let label = self.label(label);
        set(value, widgets::count_field(self.ui, label, *value, unit));
    }

    /// A minute from H-hour that may be absent.
    pub fn minute(&mut self, label: &str, value: &mut Option<Minute>) {
        let label = self.label(label);
        set(value, widgets::minute_field(self.ui, label, *value));
    }

    /// A minute from H-hour.
    pub fn needed_minute(&mut self, label: &str, value: &mut Minute) {
        let label = self.label(label);
        set(value, widgets::needed_minute_field(self.ui, label, *value));
    }

    /// A calendar instant that may be absent.
    pub fn instant(&mut self, label: &str, value: &mut Option<Instant>) {
        let label = self.label(label);
        set(value, widgets::instant_field(self.ui, label, *value));
    }

    /// One word of a vocabulary.
    pub fn word<W: Vocabulary>(&mut self, label: &str, value: &mut W) {
        let label = self.label(label);
        set(value, widgets::word_picker(self.ui, label, *value));
    }

    /// One word of a vocabulary or none.
    pub fn maybe_word<W: Vocabulary>(&mut self, label: &str, value: &mut Option<W>, none: &str) {
        let label = self.label(label);
        set(value, widgets::maybe_word_picker(self.ui, label, *value, none));
    }

    /// One of a few values with their words.
    pub fn choice<T: Clone + PartialEq>(&mut self, label: &str, value: &mut T, choices: &[(T, &str)]) {
        let label = self.label(label);
        let shown = choices.iter().find(|(known, _)| known == value);
        let shown = shown.map_or_else(String::new, |(_, word)| said(word));
        let chosen = widgets::choice_picker(self.ui, label, &shown, Some(&*value), || {
            let owned = choices.iter().map(|(value, word)| (value.clone(), said(word)));
            owned.collect()
        });
        set(value, chosen);
    }

    /// Yes or no.
    pub fn flag(&mut self, label: &str, value: &mut bool) {
        let label = self.label(label);
        let name = label.name.clone();
        let mut ticked = *value;
        let changed = widgets::labelled(self.ui, label, |ui| {
            let enabled = ui.is_enabled();
            let response = widgets::tick(ui, &mut ticked, "");
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, enabled, ticked, &name));
            response.changed()
        });
        set(value, changed.then_some(ticked));
    }

    /// A colour of the set, one of its own, or the one given by the plan.
    pub fn colour(&mut self, label: &str, value: &mut Option<Colour>) {
        const NAMES: [&str; 8] = [
            "Blue",
            "Green",
            "Vermilion",
            "Ochre",
            "Violet",
            "Plum",
            "Sky blue",
            "Brown",
        ];
        let set_of_eight = || {
            let colours = Theme::Light.colours().holders.into_iter().map(|colour| {
                let [red, green, blue, _] = colour.0;
                Colour([red, green, blue])
            });
            colours.zip(NAMES)
        };
        let name = |colour: Option<Colour>| match colour {
            None => say("Given by the plan").to_owned(),
            Some(colour) => {
                let known = set_of_eight().find(|(known, _)| *known == colour);
                known.map_or_else(|| colour.to_string(), |(_, name)| say(name).to_owned())
            }
        };
        let field = self.label(label);
        let chosen = widgets::choice_picker(self.ui, field, &name(*value), Some(&*value), || {
            let all = std::iter::once(None).chain(set_of_eight().map(|(colour, _)| Some(colour)));
            all.map(|colour| (colour, name(colour))).collect()
        });
        set(value, chosen);
        if value.is_some() {
            let field = Label {
                name: said(format!("{label} code")),
                shown: String::new(),
            };
            set(value, widgets::colour_field(self.ui, field, *value));
        }
    }

    /// One entity of a kind or none.
    pub fn one<E: Entity>(&mut self, label: &str, value: &mut Option<Id<E>>, none: &str) {
        let (label, plan) = (self.label(label), self.plan());
        set(value, widgets::entity_picker(self.ui, label, plan, *value, none));
    }

    /// One entity of a kind that must be there.
    pub fn needed<E: Entity>(&mut self, label: &str, value: &mut Id<E>) {
        let (label, plan) = (self.label(label), self.plan());
        set(value, widgets::needed_entity_picker(self.ui, label, plan, *value));
    }

    /// Several entities of a kind.
    pub fn several<E: Entity>(&mut self, label: &str, value: &mut Vec<Id<E>>, none: &str) {
        let (label, plan) = (self.label(label), self.plan());
        set(value, widgets::entities_picker(self.ui, label, plan, value, none));
    }

    /// One stakeholder or nobody.
    pub fn party(&mut self, label: &str, value: &mut Option<Id<Stakeholder>>) {
        self.one(label, value, say("Nobody"));
    }

    /// Several stakeholders.
    pub fn parties(&mut self, label: &str, value: &mut Vec<Id<Stakeholder>>) {
        self.several(label, value, say("Nobody"));
    }

    /// When something holds.
    pub fn when(&mut self, label: &str, value: &mut When) {
        let (label, plan) = (self.label(label), self.plan());
        set(value, widgets::when_picker(self.ui, label, plan, value));
    }

    /// A position.
    pub fn position(&mut self, label: &str, value: &mut Position) {
        let label = self.label(label);
        set(value, widgets::position_field(self.ui, label, *value));
    }

    /// A position that may be absent.
    pub fn maybe_position(&mut self, label: &str, value: &mut Option<Position>) {
        let label = self.label(label);
        set(value, widgets::maybe_position_field(self.ui, label, *value));
    }

    /// A line, a position a row.
    pub fn path(&mut self, label: &str, value: &mut Path) {
        let label = self.label(label);
        let points = widgets::positions_area(self.ui, label, &value.points, 2);
        set(value, points.map(Path::new));
    }

    /// A block that opens and closes.
    pub fn block(
        &mut self,
        title: &str,
        count: Option<usize>,
        first: Fold,
        fill: impl FnOnce(&mut Form<'_>),
    ) {
        let (editor, asks, whole) = (self.editor, &mut *self.asks, self.whole.clone());
        widgets::fold(self.ui, title, count, first, |ui| {
            fill(&mut Form {
                ui,
                editor,
                asks,
                whole,
            });
        });
    }

    /// A block for something that may be absent as a whole.
    pub fn optional<T: Default>(
        &mut self,
        title: &str,
        value: &mut Option<T>,
        fill: impl FnOnce(&mut Form<'_>, &mut T),
    ) {
        let first = if value.is_some() { Fold::Open } else { Fold::Closed };
        let thing = title.to_lowercase();
        self.block(title, None, first, |form| match value {
            None => {
                if widgets::quiet_button(form, said(format!("Add {thing}"))).clicked() {
                    *value = Some(T::default());
                }
            }
            Some(given) => {
                fill(form, given);
                if widgets::link(form, said(format!("Remove {thing}"))).clicked() {
                    *value = None;
                }
            }
        });
    }

    /// A block with rows that can be added and removed; `one` is what a row is called, `new` makes one or
    /// says why it cannot. Returns the place of the row that was removed.
    pub fn list<T>(
        &mut self,
        title: &str,
        one: &str,
        rows: &mut Vec<T>,
        new: impl FnOnce(&Form<'_>) -> Result<T, &'static str>,
        row: impl FnMut(&mut Form<'_>, &mut T),
    ) -> Option<usize> {
        let mut removed = None;
        let first = if rows.is_empty() { Fold::Closed } else { Fold::Open };
        self.block(title, Some(rows.len()), first, |form| {
            removed = form.rows(one, rows, row);
            let new = new(form);
            let button = egui::Button::new(said(format!("Add {one}")));
            let response = form.add_enabled(new.is_ok(), button);
            match new {
                Ok(new) if response.clicked() => rows.push(new),
                Err(reason) => drop(response.on_disabled_hover_text(reason)),
                Ok(_) => {}
            }
        });
        removed
    }

    /// Rows that can be removed, each named after its number.
    pub fn rows<T>(
        &mut self,
        one: &str,
        rows: &mut Vec<T>,
        mut row: impl FnMut(&mut Form<'_>, &mut T),
    ) -> Option<usize> {
        let mut removed = None;
        for (place, item) in rows.iter_mut().enumerate() {
            let name = self.label(&format!("{} {}", capital(one), place + 1)).name;
            let (editor, asks) = (self.editor, &mut *self.asks);
            let ui = &mut *self.ui;
            ui.push_id((one, place), |ui| {
                ui.horizontal(|ui| {
                    widgets::muted(ui, &name);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let remove = said(format!("Remove {}", uncapital(&name)));
                        if widgets::icon_button(ui, Icon::Remove, &remove).clicked() {
                            removed = Some(place);
                        }
                    });
                });
                row(
                    &mut Form {
                        ui,
                        editor,
                        asks,
                        whole: name,
                    },
                    item,
                );
            });
            self.ui.add_space(4.0);
        }
        if let Some(place) = removed {
            rows.remove(place);
        }
        removed
    }

    /// A line that only says something.
    pub fn note(&mut self, text: impl Into<String>) {
        widgets::muted(self.ui, text);
    }

    /// A line that only says something, beside a label.
    pub fn said(&mut self, label: &str, value: &str) {
        widgets::labelled(self.ui, self.label(label), |ui| {
            widgets::cut_name(ui, &widgets::name_text(value, 12.5));
        });
    }
}

fn set<T>(value: &mut T, changed: Option<T>) {
    if let Some(changed) = changed {
        *value = changed;
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

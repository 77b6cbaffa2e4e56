//! The form that records what a party said to an agreement: what, how it is known, when, by which channel.
//!
//! An acceptance is never one click: it needs evidence and a date.

use egui::{Popup, RectAlign, Response, RichText, Ui};

use crate::editor::Editor;
use crate::model::{Acceptance, Agreement, Channel, Edit, Evidence, Id, Instant, Party, Stakeholder};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{paragraph, primary_button};
use crate::ui::words::{said, say};

use super::choices::{chips, word_chips};
use super::popup;

/// What is being recorded, before it is.
#[derive(Clone, Debug)]
pub struct Form {
    of: (Id<Agreement>, Id<Stakeholder>),
    state: Acceptance,
    evidence: Option<Evidence>,
    /// The instant as typed.
    at: String,
    via: Option<Id<Channel>>,
}

impl Form {
    fn new(of: Id<Agreement>, party: &Party, today: Instant) -> Self {
        Self {
            of: (of, party.stakeholder),
            state: party.state,
            evidence: party.evidence,
            at: party.at.unwrap_or(today).to_string(),
            via: party.via,
        }
    }

    /// Returns the edit; else what is missing.
    fn edit(&self) -> Result<Edit, String> {
        let typed = self.at.trim();
        let at: Option<Instant> = if typed.is_empty() {
            None
        } else {
            Some(
                typed
                    .parse()
                    .map_err(|error: crate::model::InstantError| error.to_string())?,
            )
        };
        let answered = matches!(
            self.state,
            Acceptance::Accepted | Acceptance::AcceptedWithReservation
        );
        if answered && self.evidence.is_none() {
            return Err(say("Say how the acceptance is known").to_owned());
        }
        if answered && at.is_none() {
            return Err(say("Say when it was accepted").to_owned());
        }
        let (agreement, party) = self.of;
        Ok(Edit::RecordAcceptance {
            agreement,
            party,
            state: self.state,
            evidence: self.evidence,
            at,
            via: self.via,
        })
    }
}

/// Draws the form below a party's chip once that was clicked.
pub fn popup_ui(
    chip: &Response,
    editor: &Editor,
    id: Id<Agreement>,
    party: &Party,
    form: &mut Option<Form>,
    asks: &mut Asks,
) {
    if chip.clicked() {
        *form = Some(Form::new(id, party, editor.today()));
    }
    let label = editor.plan().label_of(party.stakeholder);
    let name = said(format!("What {label} said"));
    let recorded = popup::form(chip, &name, 340.0, RectAlign::BOTTOM_START, |ui| {
        let form = form.as_mut().filter(|form| form.of == (id, party.stakeholder))?;
        let agreement = super::name_of(editor.plan(), id.into());
        let question = title(said(format!("What did {label} say to {agreement}?")), 12.5);
        paragraph(ui, question);
        form_ui(ui, editor, form)
    });
    if let Some(edit) = recorded.flatten() {
        asks.commit(edit);
        *form = None;
        Popup::close_all(&chip.ctx);
    }
}

/// Draws the form; the edit once Record was pressed.
fn form_ui(ui: &mut Ui, editor: &Editor, form: &mut Form) -> Option<Edit> {
    let look = Look::of(ui.ctx());
    let caption = |ui: &mut Ui, text: &str| {
        ui.add_space(4.0);
        paragraph(ui, RichText::new(text).small().color(look.muted));
    };
    caption(ui, say("It is"));
    if let Some(state) = word_chips(ui, say("State"), Some(form.state)) {
        form.state = state;
    }
    caption(ui, say("Known by"));
    if let Some(evidence) = word_chips(ui, say("Evidence"), form.evidence) {
        form.evidence = Some(evidence);
    }
    caption(ui, say("On"));
    let date = egui::TextEdit::singleline(&mut form.at)
        .hint_text(say("2016-05-23 or 2016-05-23T18:00+03:00"))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 4));
    ui.add(date).accessible_name(say("Date of what was said"));
    let party = form.of.1;
    let channels: Vec<(Option<Id<Channel>>, String)> = editor
        .plan()
        .channels
        .iter()
        .filter(|(id, channel)| channel.parties.contains(&party) || form.via == Some(*id))
        .map(|(id, _)| (Some(id), super::name_of(editor.plan(), id.into())))
        .collect();
    if !channels.is_empty() {
        caption(ui, say("Through"));
        let none = std::iter::once((None, say("Not said").to_owned()));
        let choices: Vec<_> = none.chain(channels).collect();
        if let Some(via) = chips(ui, say("Channel"), Some(form.via), &choices) {
            form.via = via;
        }
    }
    ui.add_space(6.0);
    let edit = form.edit();
    let mut recorded = None;
    ui.horizontal(|ui| {
        let ready = edit.is_ok();
        let button = ui
            .add_enabled_ui(ready, |ui| primary_button(ui, say("Record"), 84.0))
            .inner;
        let entered = ui.input(|input| input.key_pressed(egui::Key::Enter))
            && ui.memory(|memory| memory.focused().is_none());
        match edit {
            Ok(edit) if button.clicked() || entered => recorded = Some(edit),
            Ok(_) => {}
            Err(missing) => {
                let text = RichText::new(missing).small().color(look.muted);
                paragraph(ui, text);
            }
        }
    });
    recorded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(state: Acceptance, evidence: Option<Evidence>, at: &str) -> Form {
        Form {
            of: (Id::from_bits(1), Id::from_bits(2)),
            state,
            evidence,
            at: at.to_owned(),
            via: None,
        }
    }

    #[test]
    fn an_acceptance_needs_evidence_and_a_date() {
        let missing = |evidence, at| form(Acceptance::Accepted, evidence, at).edit().unwrap_err();
        assert_eq!(missing(None, "2016-05-23"), "Say how the acceptance is known");
        assert_eq!(missing(Some(Evidence::Written), " "), "Say when it was accepted");
        assert!(missing(Some(Evidence::Written), "soon").contains("is not an instant"));
        assert!(
            form(Acceptance::Accepted, Some(Evidence::Verbal), "2016-05-23")
                .edit()
                .is_ok()
        );
    }

    #[test]
    fn silence_needs_neither() {
        let edit = form(Acceptance::Silent, None, "").edit().unwrap();
        let Edit::RecordAcceptance {
            state, at, evidence, ..
        } = edit
        else {
            panic!("{edit:?}");
        };
        assert_eq!((state, at, evidence), (Acceptance::Silent, None, None));
    }
}

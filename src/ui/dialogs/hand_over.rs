//! The handover of a sector, step by step: who to whom, when, where the two meet, who sends an officer,
//! and whether the taker has accepted.
//!
//! Nothing is written down before Write down is pressed; what cannot be is said in a sentence.

use egui::{Context, RichText, Ui};

use super::Stays;
use super::frame::{buttons, modal, scroll};
use crate::drawing::words::name_of;
use crate::editor::Editor;
use crate::editor::timing::{Contact, Handing, HandoverError, meeting_place, phase_edges};
use crate::model::{Id, Instant, Measure, MeasureKind, Minute, Plan, Sector, Stakeholder};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{
    choice_picker, count_field, minute_text, muted, needed_minute_field, paragraph, position_field,
    primary_button, quiet_button, stakeholders_by_label, tick,
};
use crate::ui::words::{said, say};

/// What is being written down.
pub(super) struct HandOverDialog {
    handing: Handing,
}

/// Minutes of overlap that are offered.
const OVERLAPS: [u32; 5] = [0, 120, 360, 720, 1440];

impl HandOverDialog {
    /// Starts a handover of a sector, or takes one up; `None` where the sector or the handover is gone.
    pub(super) fn new(sector: Id<Sector>, place: Option<usize>, editor: &Editor) -> Option<Self> {
        let plan = editor.plan();
        let handing = match place {
            Some(place) => Handing::of(plan, sector, place)?,
            None => Handing::new(plan, sector, editor.workspace().phase)?,
        };
        Some(Self { handing })
    }

    /// Draws the steps.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let plan = editor.plan();
        if !plan.sectors.contains(self.handing.sector) {
            return Stays::Closed;
        }
        let sector = name_of(plan, self.handing.sector.into());
        modal(ctx, say("Hand a sector over"), 480.0, |ui| {
            ui.add(egui::Label::new(title(&sector, 12.5)).truncate());
            let faults = scroll(ui, 620.0, |ui| {
                self.who_ui(ui, plan);
                self.when_ui(ui, plan);
                self.contact_ui(ui, plan);
                self.liaison_ui(ui, plan);
                self.acceptance_ui(ui, plan);
                let faults = self.handing.faults(plan);
                ui.add_space(6.0);
                said_ui(ui, &faults);
                faults
            });
            buttons(ui, |ui| {
                let button = ui
                    .add_enabled_ui(faults.is_empty(), |ui| {
                        primary_button(ui, say("Write down"), 120.0)
                    })
                    .inner;
                if quiet_button(ui, say("Cancel")).clicked() {
                    return Stays::Closed;
                }
                if button.clicked() {
                    match self.handing.edit(plan, editor.fresh_id()) {
                        Ok(edit) => asks.commit(edit),
                        Err(error) => asks.refuse(&error),
                    }
                    return Stays::Closed;
                }
                Stays::Open
            })
        })
    }

    fn who_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        step_ui(ui, say("1  Who takes over"));
        let giver = self.handing.giver(plan);
        let from = giver.map_or_else(|| say("Nobody").to_owned(), |giver| plan.label_of(giver));
        muted(ui, said(format!("{from} holds it until then.")));
        let shown = self
            .handing
            .to
            .map_or_else(|| say("Choose…").to_owned(), |to| plan.label_of(to));
        let chosen = choice_picker(ui, say("To"), &shown, self.handing.to.as_ref(), || {
            let parties = stakeholders_by_label(plan, &[]).into_iter();
            parties.filter(|(id, _)| Some(*id) != giver).collect()
        });
        if chosen.is_some() && chosen != self.handing.to {
            self.handing.to = chosen;
            // Whom the officers are sent by, and who accepted, was said of the other.
            self.handing.accepted = false;
        }
    }

    fn when_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        step_ui(ui, say("2  When"));
        let edges = phase_edges(plan, self.handing.sector);
        let known = edges.iter().find(|(at, _)| *at == self.handing.at);
        let shown = known.map_or_else(|| say("Another time").to_owned(), |(_, name)| name.clone());
        let chosen = choice_picker(ui, say("Phase edge"), &shown, Some(&self.handing.at), || {
            edges
                .iter()
                .map(|(at, name)| (*at, format!("{name} ({})", minute_text(*at))))
                .collect()
        });
        if let Some(at) = chosen.or_else(|| needed_minute_field(ui, say("At"), self.handing.at)) {
            self.handing.at = at;
        }
        if let Some(group) = clock(plan, self.handing.at) {
            muted(ui, group);
        }
        ui.horizontal(|ui| {
            muted(ui, say("Both hold it before that for"));
            for minutes in OVERLAPS {
                let text = match minutes {
                    0 => say("no time").to_owned(),
                    minutes => format!("{} h", minutes / 60),
                };
                let chosen = self.handing.overlap_minutes == minutes;
                let button = ui.add(egui::Button::selectable(chosen, &text));
                let button = button.accessible_name(said(format!("Overlap of {text}")));
                if button.clicked() {
                    self.handing.overlap_minutes = minutes;
                }
            }
        });
        if let Some(minutes) = count_field(ui, say("Overlap"), self.handing.overlap_minutes, "min") {
            self.handing.overlap_minutes = minutes;
        }
    }

    fn contact_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        step_ui(ui, say("3  Where the two meet"));
        let shown = match self.handing.contact {
            Contact::Open => say("Not said").to_owned(),
            Contact::At(measure) => name_of(plan, measure.into()),
            Contact::New(_) => say("A new contact point").to_owned(),
        };
        let place = meeting_place(plan, self.handing.sector, self.handing.to);
        let current = self.handing.contact;
        let chosen = choice_picker(ui, say("Contact point"), &shown, Some(&current), || {
            let mut choices = vec![(Contact::Open, say("Not said").to_owned())];
            let new = match current {
                Contact::New(_) => Some(current),
                _ => place.map(Contact::New),
            };
            choices.extend(new.map(|new| (new, say("A new contact point").to_owned())));
            choices.extend(contact_points(plan).map(|(id, name)| (Contact::At(id), name)));
            choices
        });
        if let Some(chosen) = chosen {
            self.handing.contact = chosen;
        }
        if let Contact::New(at) = self.handing.contact {
            if let Some(at) = position_field(ui, say("Placed at"), at) {
                self.handing.contact = Contact::New(at);
            }
            muted(
                ui,
                say(
                    "On the edge between the two where they have one; it is manned from the overlap until a day after.",
                ),
            );
        }
    }

    fn liaison_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        step_ui(ui, say("4  Who has sent a liaison officer"));
        let both = [self.handing.giver(plan), self.handing.to];
        for party in both.into_iter().flatten() {
            let mut sent = self.handing.liaison.contains(&party);
            if tick(ui, &mut sent, plan.label_of(party)).changed() {
                self.handing.liaison.retain(|other| *other != party);
                if sent {
                    self.handing.liaison.push(party);
                }
            }
        }
    }

    fn acceptance_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        step_ui(ui, say("5  Acceptance"));
        let who: Option<Id<Stakeholder>> = self.handing.to;
        let text = who.map_or_else(
            || say("The taker has accepted").to_owned(),
            |to| said(format!("{} has accepted", plan.label_of(to))),
        );
        tick(ui, &mut self.handing.accepted, text);
        muted(
            ui,
            say("Tick it when you know it; until then the handover stands among the findings."),
        );
    }
}

fn step_ui(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(title(text, 12.5));
}

/// What cannot be, a sentence each.
fn said_ui(ui: &mut Ui, faults: &[HandoverError]) {
    let look = Look::of(ui.ctx());
    for fault in faults {
        let text = fault.to_string();
        let mut letters = text.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let text: String = first.chain(letters).collect();
        // What is yet to be said is no fault.
        let ink = match fault {
            HandoverError::NoTaker => look.muted,
            _ => look.critical,
        };
        paragraph(ui, RichText::new(text).color(ink));
    }
}

/// The measures at which parties can meet, by name.
fn contact_points(plan: &Plan) -> impl Iterator<Item = (Id<Measure>, String)> {
    let points = plan.measures.iter().filter(|(_, measure)| {
        let meets = matches!(
            measure.kind,
            MeasureKind::ContactPoint
                | MeasureKind::CoordinatingPoint
                | MeasureKind::LinkupPoint
                | MeasureKind::PassagePoint
        );
        meets && measure.shape.as_point().is_some()
    });
    points.map(|(id, _)| (id, name_of(plan, id.into())))
}

fn clock(plan: &Plan, at: Minute) -> Option<String> {
    let instant = plan.info.h_hour?.after(at)?;
    Some(Instant::date_time_group(instant))
}

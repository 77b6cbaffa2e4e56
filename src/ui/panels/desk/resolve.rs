//! What Resolve offers: the fixes of a finding, each with what it does and what it would raise.
//!
//! The trial runs are the editor's; until they are done the popup says so.

use egui::{Popup, RectAlign, RichText, Sense, Ui, vec2};

use crate::checks::{Finding, Fix, FixKind};
use crate::editor::agreeing::draft_about;
use crate::editor::{Command, Editor, FindingKey};
use crate::model::{AnyId, Id};
use crate::ui::action::agree;
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::{Look, semibold};
use crate::ui::widgets::{cut_name, link, muted, paragraph, title_text};
use crate::ui::words::{in_words, said, say};

use super::popup;
use super::table::named_link;

/// Draws the link of a finding's row and, once it was clicked, the popup.
pub fn ui(ui: &mut Ui, editor: &Editor, place: usize, finding: &Finding, name: &str, asks: &mut Asks) {
    let link = named_link(ui, say("Resolve"), &said(format!("Resolve {name}")));
    if link.clicked() {
        // Trial runs are made for the finding looked at, and their effect is seen on the map.
        asks.command(Command::ShowFinding(place));
    }
    let chosen = popup::form(
        &link,
        &said(format!("Fixes of {name}")),
        350.0,
        RectAlign::TOP_END,
        |ui| offers_ui(ui, editor, finding, asks),
    );
    if chosen == Some(true) {
        Popup::close_all(ui.ctx());
    }
}

/// Draws what can be done; true once a fix was chosen.
fn offers_ui(ui: &mut Ui, editor: &Editor, finding: &Finding, asks: &mut Asks) -> bool {
    ui.spacing_mut().item_spacing.y = 2.0;
    cut_name(
        ui,
        &title_text(&format!("{}  {}", finding.code, in_words(&finding.title)), 12.5),
    );
    let looked_at = editor
        .finding()
        .is_some_and(|(_, looked_at)| FindingKey::of(finding).is_of(looked_at));
    let fixes = editor.fixes().filter(|_| looked_at);
    let Some(fixes) = fixes else {
        muted(ui, say("Trying out…"));
        return false;
    };
    let mut done = more_ui(ui, editor, finding, fixes, asks);
    if fixes.is_empty() {
        muted(
            ui,
            say("No fix to offer: change the plan by hand, or waive the finding with a reason"),
        );
        return done;
    }
    for fix in fixes {
        if fix_ui(ui, fix, asks) {
            asks.commit(fix.edit.clone());
            done = true;
        }
    }
    done
}

/// Draws what leads on and is no fix: an agreement to be drafted, a handover to be written down. True
/// once one was chosen.
fn more_ui(ui: &mut Ui, editor: &Editor, finding: &Finding, fixes: &[Fix], asks: &mut Asks) -> bool {
    let handed = finding.code.starts_with('T') && !matches!(finding.code, "T04" | "T08");
    let sector = finding.subjects.iter().find_map(|id| match id {
        AnyId::Sector(id) if handed && editor.plan().sectors.contains(*id) => Some(*id),
        _ => None,
    });
    if let Some(sector) = sector
        && link(ui, say("Hand over step by step…")).clicked()
    {
        asks.dialog(Dialog::HandOver(sector, None));
        return true;
    }
    let drafted = fixes.iter().any(|fix| fix.id.starts_with("draft-"));
    // Names, shapes and chains of command are not agreed on.
    let agreed_on = finding.code.starts_with(['A', 'B', 'F', 'H', 'K', 'T']);
    let can = agreed_on && !drafted && draft_about(editor.plan(), finding, Id::from_bits(0)).is_ok();
    if can && link(ui, say("Draft an agreement about it")).clicked() {
        agree::about(editor, finding, asks);
        return true;
    }
    false
}

/// Draws one fix; true where it was chosen. While it is pointed at, the map shows its effect.
fn fix_ui(ui: &mut Ui, fix: &Fix, asks: &mut Asks) -> bool {
    let look = Look::of(ui.ctx());
    let (ink, says) = match &fix.kind {
        FixKind::Resolves => (look.accent, say("Resolves it").to_owned()),
        FixKind::NextStep { raises } if raises.is_empty() => {
            (look.muted, say("A step towards it").to_owned())
        }
        FixKind::NextStep { raises } => (look.major, said(format!("Would raise {}", raises.join(", ")))),
    };
    let place = ui.scope_builder(
        egui::UiBuilder::new().id_salt(fix.id).sense(Sense::click()),
        |ui| {
            let response = ui.response();
            let fill = if response.hovered() || response.has_focus() {
                look.hover
            } else {
                look.panel
            };
            egui::Frame::new()
                .fill(fill)
                .corner_radius(6)
                .outer_margin(egui::Margin::symmetric(-8, 0))
                .inner_margin(egui::Margin::symmetric(8, 5))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                    paragraph(ui, RichText::new(said(&fix.title)).family(semibold()));
                    paragraph(ui, RichText::new(says).small().color(ink));
                });
        },
    );
    let response = place.response;
    if response.hovered() || response.has_focus() {
        asks.preview(&fix.edit);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, said(&fix.title)));
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

//! What the checks found: one row a finding, worst first, with what can be done about it.
//!
//! Rows are drawn only where they are seen. While the plan is ahead of its report, rows are pale. Which
//! findings are listed is `listing`'s; what Resolve offers is `resolve`'s.

use egui::{EventFilter, Key, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::checks::{Finding, Summary};
use crate::editor::tools::ToolKind;
use crate::editor::{Command, Dated, Editor, FindingKey};
use crate::model::{Edit, Level, Plan, Severity};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, Icon, counted, empty_note, icon, link, muted, severity_mark};
use crate::ui::words::{said, say};

use super::listing::{Grouping, Line, Listing, Sorting, Wanted};
use super::resolve;
use super::table::{self, Column, Columns, Row, Width, named_link};
use super::words::{day_text, labels, main_measure, parties_of, time_of};

/// Columns of a finding's row.
const COLUMNS: [Column; 7] = [
    Column::new("", Width::Fixed(16.0)),
    Column::new("Rule", Width::Fixed(34.0)),
    Column::new("Finding", Width::Share(5.0)),
    Column::new("Stakeholders", Width::Share(3.0)).from(720.0),
    Column::new("Phases", Width::Fixed(72.0)).from(600.0),
    Column::new("Measure", Width::Fixed(84.0)).right().from(520.0),
    Column::new("", Width::Fixed(170.0)).right(),
];

/// Width that the counts by severity take at most; the tab has the sum, so a narrow desk drops them.
const COUNTS: f32 = 130.0;

/// Height of the line below the list, points.
const FOOT: f32 = 24.0;

/// What the findings remember between frames.
#[derive(Default)]
pub struct FindingsState {
    wanted: Wanted,
    listing: Listing,
    /// The finding that was last brought into view.
    seen: Option<FindingKey>,
}

impl FindingsState {
    /// Shows every finding again.
    pub fn look_for_all(&mut self) {
        self.wanted.filter.clear();
    }
}

/// Draws counts, grouping and filter; filled from the right.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, state: &mut FindingsState) {
    order_ui(ui, &mut state.wanted);
    if let Some(report) = editor.report().filter(|_| ui.available_width() > COUNTS) {
        counts(ui, report.summary());
    }
    let room = ui.available_width() - 8.0;
    if room > 90.0 {
        let filter = egui::TextEdit::singleline(&mut state.wanted.filter)
            .hint_text(say("Filter"))
            .desired_width(room.min(150.0) - 16.0)
            .margin(egui::Margin::symmetric(8, 3));
        let response = ui.add(filter);
        let text = state.wanted.filter.clone();
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &text, &text, say("Filter"));
            info.label = Some(say("Filter findings").to_owned());
            info
        });
    }
}

/// A word that opens the choice of groups and of the order in them.
fn order_ui(ui: &mut Ui, wanted: &mut Wanted) {
    let look = Look::of(ui.ctx());
    let (place, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
    let text = egui::RichText::new(wanted.grouping.title()).color(look.muted);
    let button = egui::Button::new(text).frame(false);
    let menu = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for choice in Grouping::ALL {
            if ui
                .radio_value(&mut wanted.grouping, choice, choice.title())
                .clicked()
            {
                ui.close();
            }
        }
        ui.separator();
        for choice in Sorting::ALL {
            if ui
                .radio_value(&mut wanted.sorting, choice, choice.title())
                .clicked()
            {
                ui.close();
            }
        }
    });
    menu.0
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, say("Groups and order of findings")));
    let ink = if menu.0.hovered() { look.text } else { look.muted };
    Icon::Opened.paint(ui.painter(), place, ink);
}

fn counts(ui: &mut Ui, summary: Summary) {
    let look = Look::of(ui.ctx());
    let counts = [
        (Severity::Info, summary.info),
        (Severity::Minor, summary.minor),
        (Severity::Major, summary.major),
        (Severity::Critical, summary.critical),
    ];
    ui.spacing_mut().item_spacing.x = 3.0;
    ui.add_space(8.0);
    for (severity, count) in counts {
        if severity == Severity::Info && count == 0 {
            continue;
        }
        ui.label(egui::RichText::new(count.to_string()).color(look.muted));
        severity_mark(ui, severity).hinted(format!("{count} {}", severity.word()));
        ui.add_space(7.0);
    }
}

/// Draws the list.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut FindingsState, asks: &mut Asks) {
    let Some(dated) = editor.document().report.clone() else {
        no_report_ui(ui, editor);
        return;
    };
    let fresh = editor.document().fresh_report().is_some();
    let whole = ui.available_rect_before_wrap();
    let foot = Rect::from_min_max(whole.left_bottom() - vec2(0.0, FOOT), whole.max);
    let list = Rect::from_min_max(whole.min + vec2(0.0, 4.0), foot.right_top());
    ui.scope_builder(UiBuilder::new().id_salt("foot").max_rect(foot), |ui| {
        foot_ui(ui, editor, &dated, fresh);
    });
    let place = UiBuilder::new().id_salt("list").max_rect(list);
    ui.scope_builder(place, |ui| {
        let count = state.listing.lines(&dated, &state.wanted).len();
        if count == 0 {
            // A low desk has less room than what there is to say.
            let area = egui::ScrollArea::vertical().min_scrolled_height(0.0);
            area.auto_shrink(false)
                .show(ui, |ui| nothing_ui(ui, &dated, &state.wanted.filter, asks));
        } else {
            list_ui(ui, editor, &dated, fresh, state, asks);
        }
    });
}

fn list_ui(
    ui: &mut Ui,
    editor: &Editor,
    dated: &Dated,
    fresh: bool,
    state: &mut FindingsState,
    asks: &mut Asks,
) {
    let lines = state.listing.made().to_vec();
    let looked_at = editor.finding().map(|(place, _)| place);
    let list = ui.scope_id().with("findings");
    let area = ui.interact(ui.max_rect(), list, Sense::focusable_noninteractive());
    area.widget_info(|| WidgetInfo::labeled(Role::List, true, say("Findings, arrows to go through them")));
    if area.has_focus() {
        keys(ui, list, &lines, looked_at, asks);
    }
    let key = editor.finding().map(|(_, finding)| FindingKey::of(finding));
    let show = if key == state.seen {
        None
    } else {
        lines
            .iter()
            .position(|line| looked_at.is_some_and(|place| *line == Line::Finding(place)))
    };
    state.seen = key;
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    let mut turned = None;
    table::rows(
        ui,
        "findings",
        lines.len(),
        show,
        |ui, rect, number| match lines.get(number) {
            Some(Line::Head { title, count, open }) => {
                let clicked = head_ui(ui, rect, title, *count, *open);
                turned = clicked.then(|| title.clone()).or(turned.take());
            }
            Some(Line::Finding(place)) => {
                if let Some(finding) = dated.report.findings.get(*place) {
                    let row = FindingRow {
                        editor,
                        plan: &dated.plan,
                        place: *place,
                        finding,
                        chosen: looked_at == Some(*place),
                        fresh,
                        list,
                    };
                    row.ui(ui, rect, &columns, asks);
                }
            }
            None => {}
        },
    );
    if let Some(title) = turned
        && !state.wanted.turned.remove(&title)
    {
        state.wanted.turned.insert(title);
    }
}

/// Goes through the findings listed: a list is one stop of the Tab key, arrows move in it.
fn keys(ui: &Ui, list: egui::Id, lines: &[Line], looked_at: Option<usize>, asks: &mut Asks) {
    let arrows = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list, arrows));
    let places: Vec<usize> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Finding(place) => Some(*place),
            Line::Head { .. } => None,
        })
        .collect();
    let now = looked_at.and_then(|looked_at| places.iter().position(|place| *place == looked_at));
    let (down, up, enter) = ui.input(|input| {
        (
            input.key_pressed(Key::ArrowDown),
            input.key_pressed(Key::ArrowUp),
            input.key_pressed(Key::Enter),
        )
    });
    let next = match now {
        _ if !down && !up => None,
        None => places.first(),
        Some(now) if down => places.get(now + 1),
        Some(now) => now.checked_sub(1).and_then(|before| places.get(before)),
    };
    if let Some(next) = next {
        asks.command(Command::LookAtFinding(Some(*next)));
    } else if enter && let Some(place) = looked_at {
        asks.command(Command::ShowFinding(place));
    }
}

fn head_ui(ui: &mut Ui, rect: Rect, title: &str, count: usize, open: bool) -> bool {
    let look = Look::of(ui.ctx());
    let response = table::ground(ui, rect, &format!("{title}, {count}"), false, Sense::click());
    let columns = Columns::of(
        rect.width(),
        &[
            Column::new("", Width::Fixed(10.0)),
            Column::new("", Width::Share(1.0)),
        ],
    );
    let mut row = Row::new(ui, rect, &columns);
    row.cell(|ui| {
        let arrow = if open { Icon::Opened } else { Icon::Closed };
        icon(ui, arrow, look.muted);
    });
    row.cell(|ui| {
        ui.label(crate::ui::widgets::title_text(title, 12.0));
        ui.label(egui::RichText::new(count.to_string()).small().color(look.muted));
    });
    response.clicked()
}

/// One finding's row.
struct FindingRow<'a> {
    editor: &'a Editor,
    plan: &'a Plan,
    place: usize,
    finding: &'a Finding,
    chosen: bool,
    fresh: bool,
    list: egui::Id,
}

impl FindingRow<'_> {
    fn ui(&self, ui: &mut Ui, rect: Rect, columns: &Columns, asks: &mut Asks) {
        let Self { plan, finding, .. } = *self;
        let name = format!("{} {}", finding.code, said(&finding.title));
        // Not a stop of the Tab key by itself: the list is, and its links are.
        let ground = table::ground(ui, rect, &name, self.chosen, Sense::CLICK);
        if ground.clicked() {
            ui.memory_mut(|memory| memory.request_focus(self.list));
            asks.command(Command::LookAtFinding(Some(self.place)));
        }
        if ground.double_clicked() {
            asks.command(Command::ShowFinding(self.place));
        }
        if ground.hovered() {
            asks.hint(said(&finding.message));
        }
        ground.context_menu(|ui| self.menu_ui(ui, asks));
        if !self.fresh || !finding.is_open() {
            ui.set_opacity(0.55);
        }
        let mut row = Row::new(ui, rect, columns);
        row.cell(|ui| severity_mark(ui, finding.severity));
        row.strong(finding.code);
        row.text(&said(&finding.title));
        row.muted(&labels(plan, &parties_of(plan, finding)));
        row.muted(&said(time_of(plan, finding)));
        row.text(&main_measure(finding));
        row.cell(|ui| self.links_ui(ui, &name, asks));
    }

    /// The links at the right end, filled from the right.
    fn links_ui(&self, ui: &mut Ui, name: &str, asks: &mut Asks) {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.spacing_mut().button_padding.x = 0.0;
        if let Some(waiver) = &self.finding.waiver {
            let response = named_link(ui, say("Take back"), &said(format!("Take back waiver of {name}")));
            let until = waiver
                .until
                .map_or_else(String::new, |until| said(format!(", until {}", day_text(until))));
            let said = format!("{}{until}: {}", waiver.by, waiver.reason);
            if response.hinted(said).clicked() {
                asks.commit(Edit::Unwaive {
                    code: waiver.code.clone(),
                    subjects: waiver.subjects.clone(),
                    at: waiver.at,
                });
            }
        } else {
            ui.add_enabled_ui(self.fresh, |ui| {
                if named_link(ui, say("Waive"), &said(format!("Waive {name}"))).clicked() {
                    asks.dialog(Dialog::Waive(self.place));
                }
            });
            resolve::ui(ui, self.editor, self.place, self.finding, name, asks);
        }
        if named_link(ui, say("Show"), &said(format!("Show {name}"))).clicked() {
            asks.command(Command::ShowFinding(self.place));
        }
    }

    fn menu_ui(&self, ui: &mut Ui, asks: &mut Asks) {
        if ui.button(say("Show on map")).clicked() {
            asks.command(Command::ShowFinding(self.place));
        }
        if ui.button(say("Why this finding?")).clicked() {
            asks.command(Command::LookAtFinding(Some(self.place)));
            asks.dialog(Dialog::Explain(self.place));
        }
        let open = self.fresh && self.finding.is_open();
        if ui.add_enabled(open, egui::Button::new(say("Waive…"))).clicked() {
            asks.dialog(Dialog::Waive(self.place));
        }
    }
}

fn no_report_ui(ui: &mut Ui, editor: &Editor) {
    inset(ui, |ui| {
        if editor.is_checking() {
            empty_note(ui, say("Checking…"));
        } else {
            empty_note(
                ui,
                say(
                    "Not checked: the check broke down. Treat this plan as unchecked; undoing the last change may help.",
                ),
            );
        }
    });
}

/// Says that nothing was found, and what that is worth.
fn nothing_ui(ui: &mut Ui, dated: &Dated, filter: &str, asks: &mut Asks) {
    let plan = &dated.plan;
    inset(ui, |ui| {
        if !dated.report.findings.is_empty() && !filter.trim().is_empty() {
            let count = dated.report.findings.len();
            empty_note(
                ui,
                &said(format!("None of {count} findings has “{}” in it", filter.trim())),
            );
            return;
        }
        ui.add_space(10.0);
        ui.label(crate::ui::theme::title(say("Nothing found"), 13.0));
        ui.add_space(2.0);
        muted(ui, what_was_checked(plan));
        if plan.info.area_of_operations.is_none() {
            ui.add_space(6.0);
            muted(
                ui,
                say("No area of operations is drawn, so ground that nobody answers for cannot be judged"),
            );
            if link(ui, say("Draw area of operations")).clicked() {
                asks.command(Command::TakeTool(ToolKind::AreaOfOperations));
            }
        }
        if plan.stakeholders.is_empty() && plan.sectors.is_empty() {
            ui.add_space(6.0);
            muted(
                ui,
                say("The plan says nothing yet: draw a sector and say who answers for it"),
            );
            if link(ui, say("Draw sector")).clicked() {
                asks.command(Command::TakeTool(ToolKind::Sector));
            }
        }
        let off = plan
            .policy
            .levels
            .values()
            .filter(|level| **level == Level::Off)
            .count();
        if off > 0 {
            ui.add_space(6.0);
            muted(
                ui,
                said(format!(
                    "{off} of the rules are switched off by the plan's policy"
                )),
            );
            if link(ui, say("Open policy")).clicked() {
                asks.open_desk(crate::editor::Desk::Policy);
            }
        }
    });
}

fn what_was_checked(plan: &Plan) -> String {
    said(format!(
        "Checked: {}, {}, {}, {} and {}",
        counted(plan.sectors.len(), "sector", "sectors"),
        counted(plan.forces.len(), "force", "forces"),
        counted(plan.agreements.len(), "agreement", "agreements"),
        counted(plan.channels.len(), "channel", "channels"),
        counted(plan.phases.len(), "phase", "phases"),
    ))
}

/// What the list is about and as of when.
fn foot_ui(ui: &mut Ui, editor: &Editor, dated: &Dated, fresh: bool) {
    let look = Look::of(ui.ctx());
    let mut parts = Vec::new();
    if !fresh {
        let state = if editor.is_checking() {
            say("Checking…")
        } else {
            say("Not checked since the last change")
        };
        parts.push(state.to_owned());
    }
    if let Some(as_of) = dated.as_of {
        parts.push(said(format!("Judged as of {}", day_text(as_of))));
    }
    let waived = dated.report.summary().waived;
    if waived > 0 {
        parts.push(said(format!("{waived} waived")));
    }
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        let text = egui::RichText::new(parts.join("   ·   "))
            .small()
            .color(look.muted);
        ui.add(egui::Label::new(text).truncate());
    });
}

fn inset(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 6))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            contents(ui);
        });
}

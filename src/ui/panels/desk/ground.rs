//! Ground: who holds how many km², phase by phase, what is covered, held twice, held by nobody.
//!
//! The figures are those of `entente coverage`: no threshold, waiver or agreement is applied. Computed off
//! the window's thread; while they are about an older plan they are pale.

use std::sync::Arc;

use egui::{Color32, CornerRadius, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::checks::{Coverage, CoverageOf, SliceCoverage, holder_name};
use crate::drawing::words::labels;
use crate::drawing::{HolderStyle, Rgba, holder_style};
use crate::editor::{Command, Editor, Held};
use crate::files::csv_field;
use crate::files::text::visible;
use crate::model::{Id, Pattern, Phase, Plan};
use crate::ui::asks::Asks;
use crate::ui::map::text::colour;
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, area_text, compare_names, cut_name, empty_note, link, name_text};
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width};

/// Height of a bar, points.
const BAR: f32 = 13.0;
/// Between two strokes of a pattern, points.
const STROKES: f32 = 5.0;

const COLUMNS: [Column; 5] = [
    Column::new("Holder", Width::Share(3.0)),
    Column::new("Ground", Width::Fixed(96.0)).right(),
    Column::new("Share", Width::Fixed(64.0)).right(),
    Column::new("Of the area of operations", Width::Share(4.0)).from(420.0),
    Column::new("Sectors", Width::Fixed(58.0)).right().from(640.0),
];

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// Who holds most comes first.
    #[default]
    Largest,
    /// Who holds least comes first.
    Smallest,
    /// By name.
    Name,
}

/// What the tab remembers between frames.
#[derive(Default)]
pub struct GroundState {
    order: Order,
    lines: Option<Kept>,
}

/// The lines as they were made, and of what.
struct Kept {
    coverage: Arc<Coverage>,
    plan: Arc<Plan>,
    phase: Option<Id<Phase>>,
    order: Order,
    lines: Vec<Line>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    /// The time that the lines below it are about.
    Head { title: String, span: String },
    /// A figure.
    Figure {
        of: CoverageOf,
        name: String,
        area_m2: f64,
        /// Of the area of operations, else of what is covered.
        share: f64,
        sectors: Option<usize>,
    },
}

/// Draws what can be copied.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let Some(Held {
        plan,
        coverage: Ok(coverage),
    }) = editor.held()
    else {
        return;
    };
    let current = Arc::ptr_eq(plan, editor.plan());
    let response = ui
        .add_enabled_ui(current, |ui| link(ui, say("Copy as CSV")))
        .inner;
    if response.hovered() {
        asks.hint(say(
            "Copy every figure of every phase, as entente coverage --format csv writes them",
        ));
    }
    if response.clicked() {
        asks.copied = Some(coverage.csv(plan, &|text| csv_field(&visible(text))));
    }
}

/// Draws the table.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut GroundState, asks: &mut Asks) {
    if editor.plan().sectors.is_empty() {
        super::note(ui, |ui| {
            empty_note(ui, say("No sector yet: nobody holds any ground"));
        });
        return;
    }
    let Some(held) = editor.held() else {
        super::note(ui, |ui| empty_note(ui, say("Measuring…")));
        return;
    };
    let coverage = match &held.coverage {
        Ok(coverage) => coverage,
        Err(error) => {
            let text = said(format!("The ground cannot be measured: {error}"));
            super::note(ui, |ui| empty_note(ui, &text));
            return;
        }
    };
    let stale = !Arc::ptr_eq(&held.plan, editor.plan());
    header_ui(ui, state, coverage_has_operations(coverage));
    let lines = lines_of(state, &held.plan, coverage, editor.workspace().phase);
    if stale {
        // As pale as findings about an older plan.
        ui.multiply_opacity(0.45);
    }
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "ground", lines.len(), None, |ui, rect, place| {
        if let Some(line) = lines.get(place) {
            line_ui(ui, rect, &columns, editor, &held.plan, line, asks);
        }
    });
}

fn coverage_has_operations(coverage: &Coverage) -> bool {
    coverage
        .slices
        .first()
        .is_some_and(|slice| slice.area_of_operations_m2.is_some())
}

/// The columns' titles; the first two order the list.
fn header_ui(ui: &mut Ui, state: &mut GroundState, has_operations: bool) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, table::HEADER), Sense::hover());
    let columns = Columns::of(width, &COLUMNS);
    let mut row = Row::new(ui, rect, &columns);
    let order = state.order;
    let sorts = |ui: &mut Ui, title: &str, hint: &str, mark: &str, chosen: bool| {
        let look = Look::of(ui.ctx());
        let ink = if chosen { look.text } else { look.muted };
        let text = egui::RichText::new(format!("{title}{mark}"))
            .size(11.0)
            .color(ink);
        let response = ui.add(egui::Button::new(text).frame(false));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, hint));
        response.hinted(hint).clicked()
    };
    let by_name = row.cell(|ui| {
        let mark = if order == Order::Name { " ↓" } else { "" };
        sorts(
            ui,
            say("Holder"),
            say("Order by name"),
            mark,
            order == Order::Name,
        )
    });
    if by_name == Some(true) {
        state.order = Order::Name;
    }
    let by_size = row.cell(|ui| {
        let (mark, hint) = match order {
            Order::Largest => (" ↓", say("Order by ground, the smallest first")),
            Order::Smallest => (" ↑", say("Order by ground, the largest first")),
            Order::Name => ("", say("Order by ground, the largest first")),
        };
        sorts(ui, say("Ground"), hint, mark, order != Order::Name)
    });
    if by_size == Some(true) {
        state.order = if order == Order::Largest {
            Order::Smallest
        } else {
            Order::Largest
        };
    }
    let plain = |ui: &mut Ui, text: &str| {
        let look = Look::of(ui.ctx());
        cut_name(ui, &name_text(text, 11.0).color(look.muted))
    };
    row.cell(|ui| plain(ui, say("Share")));
    let whole = if has_operations {
        say("Of the area of operations")
    } else {
        say("Of what is covered")
    };
    row.cell(|ui| plain(ui, whole));
    row.cell(|ui| plain(ui, say("Sectors")));
}

/// The lines for the phase shown, made anew only when what they depend on has changed.
fn lines_of<'s>(
    state: &'s mut GroundState,
    plan: &Arc<Plan>,
    coverage: &Arc<Coverage>,
    phase: Option<Id<Phase>>,
) -> &'s [Line] {
    let order = state.order;
    let same = |kept: &Kept| {
        Arc::ptr_eq(&kept.coverage, coverage)
            && Arc::ptr_eq(&kept.plan, plan)
            && kept.phase == phase
            && kept.order == order
    };
    let kept = state.lines.take().filter(same).unwrap_or_else(|| Kept {
        coverage: Arc::clone(coverage),
        plan: Arc::clone(plan),
        phase,
        order,
        lines: lines(plan, coverage, phase, order),
    });
    &state.lines.insert(kept).lines
}

fn lines(plan: &Plan, coverage: &Coverage, phase: Option<Id<Phase>>, order: Order) -> Vec<Line> {
    let mut lines = Vec::new();
    let shown = |slice: &&SliceCoverage| phase.is_none_or(|phase| slice.phases.contains(&phase));
    let slices: Vec<&SliceCoverage> = coverage.slices.iter().filter(shown).collect();
    // Slices in which nothing about the ground changes are one.
    for run in slices.chunk_by(|one, next| is_same_ground(one, next)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let whole = SliceCoverage {
            interval: crate::model::Interval {
                from: first.interval.from,
                until: last.interval.until,
            },
            ..(*first).clone()
        };
        let title = first.phase_names(plan).join(", ");
        lines.push(Line::Head {
            title: if title.is_empty() {
                say("Outside every phase").to_owned()
            } else {
                title
            },
            span: whole.span(),
        });
        lines.extend(figures(plan, &whole, order));
    }
    lines
}

fn is_same_ground(one: &SliceCoverage, next: &SliceCoverage) -> bool {
    one.phases == next.phases
        && one.interval.until == next.interval.from
        && one.holders == next.holders
        && one.pairs == next.pairs
        && one.covered_m2 == next.covered_m2
}

/// Holders in the wanted order, then what the ground is as a whole.
fn figures(plan: &Plan, slice: &SliceCoverage, order: Order) -> Vec<Line> {
    let whole_m2 = slice.area_of_operations_m2.unwrap_or(slice.covered_m2);
    let share = |area_m2: f64| if whole_m2 > 0.0 { area_m2 / whole_m2 } else { 0.0 };
    let line = |(of, area_m2): (CoverageOf, f64)| Line::Figure {
        of,
        name: name_of(plan, of),
        area_m2,
        share: share(area_m2),
        sectors: sectors_of(plan, of, slice),
    };
    let (mut holders, others): (Vec<_>, Vec<_>) = slice
        .figures()
        .into_iter()
        .partition(|(of, _)| matches!(of, CoverageOf::Holder(_)));
    match order {
        Order::Largest => holders.sort_by(|a, b| b.1.total_cmp(&a.1)),
        Order::Smallest => holders.sort_by(|a, b| a.1.total_cmp(&b.1)),
        Order::Name => holders.sort_by(|a, b| compare_names(&name_of(plan, a.0), &name_of(plan, b.0))),
    }
    holders.into_iter().chain(others).map(line).collect()
}

fn name_of(plan: &Plan, of: CoverageOf) -> String {
    match of {
        CoverageOf::AreaOfOperations => say("Area of operations").to_owned(),
        CoverageOf::Covered => say("Covered").to_owned(),
        CoverageOf::Uncovered => say("Covered by nobody").to_owned(),
        CoverageOf::MultiplyCovered => say("Covered by more than one holder").to_owned(),
        CoverageOf::Holder(holder) => {
            holder_name(plan, holder).unwrap_or_else(|| say("Sectors without a holder").to_owned())
        }
    }
}

/// How many sectors a holder answers for in some minute of the time.
fn sectors_of(plan: &Plan, of: CoverageOf, slice: &SliceCoverage) -> Option<usize> {
    let CoverageOf::Holder(holder) = of else {
        return None;
    };
    let holds = |sector: &crate::model::Sector| {
        let intervals = sector.when.intervals(&plan.phases);
        let in_time = |interval: crate::model::Interval| interval.intersection(slice.interval).is_some();
        sector.holder == holder && intervals.into_iter().any(in_time)
    };
    Some(plan.sectors.iter().filter(|(_, sector)| holds(sector)).count())
}

fn line_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    editor: &Editor,
    plan: &Plan,
    line: &Line,
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let (of, name, area_m2, share, sectors) = match line {
        Line::Head { title, span } => {
            let mut row = Row::new(ui, rect, columns);
            row.strong(title);
            row.cell(|_| ());
            row.cell(|_| ());
            row.muted(span);
            return;
        }
        Line::Figure {
            of,
            name,
            area_m2,
            share,
            sectors,
        } => (*of, name, *area_m2, *share, *sectors),
    };
    let heard = format!("{name}: {}, {}", area_text(area_m2), percent(share));
    let chosen = match of {
        CoverageOf::Holder(Some(id)) => editor.workspace().selection.contains(&id.into()),
        _ => false,
    };
    let ground = table::ground(ui, rect, &heard, chosen, Sense::click());
    if let (CoverageOf::Holder(Some(id)), true) = (of, ground.clicked()) {
        asks.command(Command::Select([id.into()].into()));
    }
    let mut row = Row::new(ui, rect, columns);
    row.cell(|ui| {
        let (chip, _) = ui.allocate_exact_size(vec2(18.0, BAR), Sense::hover());
        bar_ui(ui, chip, plan, of);
        let ink = if matches!(of, CoverageOf::Holder(_)) {
            look.text
        } else {
            look.muted
        };
        table::words(ui, name, ink)
    });
    row.text(&area_text(area_m2));
    row.muted(&percent(share));
    row.cell(|ui| {
        let room = ui.max_rect();
        let width = (room.width() * share.clamp(0.0, 1.0) as f32).max(1.0);
        let corner = pos2(room.left(), room.center().y - BAR / 2.0);
        bar_ui(ui, Rect::from_min_size(corner, vec2(width, BAR)), plan, of);
        if let CoverageOf::Holder(Some(id)) = of {
            // The label too: neither colour nor pattern has to be known.
            let label = labels(plan, &[id]);
            if width + 60.0 < room.width() {
                let at = pos2(corner.x + width + 6.0, room.center().y);
                let job = crate::ui::map::text::bidi_job(&label, 11.0, look.muted);
                let galley = ui.painter().layout_job(job);
                ui.painter()
                    .galley(at - vec2(0.0, galley.size().y / 2.0), galley, look.muted);
            }
        }
    });
    row.text(&sectors.map(|count| count.to_string()).unwrap_or_default());
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.095 {
        "< 0.1 %".to_owned()
    } else {
        format!("{percent:.1} %")
    }
}

/// A bar in the colour and pattern that the ground has on the map.
fn bar_ui(ui: &Ui, rect: Rect, plan: &Plan, of: CoverageOf) {
    let look = Look::of(ui.ctx());
    let plain = |edge: Color32, pattern| (edge.gamma_multiply(0.18), edge, edge.gamma_multiply(0.6), pattern);
    let (fill, edge, ink, pattern) = match of {
        CoverageOf::Holder(holder) => of_style(&holder_style(plan, look.theme, holder)),
        CoverageOf::MultiplyCovered => plain(look.critical, Pattern::Diagonal),
        CoverageOf::Uncovered => plain(look.muted, Pattern::Dots),
        CoverageOf::Covered | CoverageOf::AreaOfOperations => plain(look.muted, Pattern::Plain),
    };
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, CornerRadius::same(2), fill);
    strokes(&painter, rect, pattern, ink);
    painter.rect_stroke(
        rect,
        CornerRadius::same(2),
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    );
}

fn of_style(style: &HolderStyle) -> (Color32, Color32, Color32, Pattern) {
    let stronger = |Rgba([red, green, blue, _]): Rgba, opacity: f32| {
        colour(Rgba([red, green, blue, 255]).opacity(opacity))
    };
    (
        stronger(style.fill, 0.35),
        colour(style.outline),
        stronger(style.ink, 0.75),
        style.pattern,
    )
}

/// Draws a pattern into a bar, whose painter cuts it off.
fn strokes(painter: &egui::Painter, rect: Rect, pattern: Pattern, ink: Color32) {
    let pen = Stroke::new(1.0, ink);
    let count = (rect.width() / STROKES).ceil() as i32;
    let high = (rect.height() / STROKES).ceil() as i32;
    let x = |place: i32| rect.left() + place as f32 * STROKES;
    let y = |place: i32| rect.top() + (place as f32 + 0.5) * STROKES;
    let slanted = |up: bool| {
        for place in -high..=count {
            let (low, top) = (
                pos2(x(place), rect.bottom()),
                pos2(x(place) + rect.height(), rect.top()),
            );
            let line = if up {
                [low, top]
            } else {
                [Pos2::new(low.x, top.y), Pos2::new(top.x, low.y)]
            };
            painter.line_segment(line, pen);
        }
    };
    match pattern {
        Pattern::Plain => {}
        Pattern::Diagonal => slanted(true),
        Pattern::BackDiagonal => slanted(false),
        Pattern::Lattice => {
            slanted(true);
            slanted(false);
        }
        Pattern::Horizontal => {
            for place in 0..high {
                painter.hline(rect.x_range(), y(place), pen);
            }
        }
        Pattern::Vertical => {
            for place in 0..=count {
                painter.vline(x(place) + STROKES / 2.0, rect.y_range(), pen);
            }
        }
        Pattern::Dots | Pattern::Cross => {
            for (column, row) in (0..=count).flat_map(|column| (0..high).map(move |row| (column, row))) {
                let at = pos2(x(column) + STROKES / 2.0, y(row));
                if pattern == Pattern::Dots {
                    painter.circle_filled(at, 0.9, ink);
                } else {
                    painter.line_segment([at - vec2(1.5, 0.0), at + vec2(1.5, 0.0)], pen);
                    painter.line_segment([at - vec2(0.0, 1.5), at + vec2(0.0, 1.5)], pen);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::coverage;

    fn sample(name: &str) -> Plan {
        let text = crate::samples::find(name).unwrap().text;
        crate::files::ron_text::read(text.as_bytes()).unwrap().plan
    }

    #[test]
    fn every_figure_of_a_phase_is_that_of_coverage_and_in_the_wanted_order() {
        let plan = sample("fallujah");
        let coverage = coverage(&plan).unwrap();
        for (phase, _) in plan.phases_in_order() {
            let lines = lines(&plan, &coverage, Some(phase), Order::Largest);
            let figures: Vec<(CoverageOf, f64)> = lines
                .iter()
                .filter_map(|line| match line {
                    Line::Figure { of, area_m2, .. } => Some((*of, *area_m2)),
                    Line::Head { .. } => None,
                })
                .collect();
            let slice = coverage
                .slices
                .iter()
                .find(|slice| slice.phases.contains(&phase))
                .unwrap();
            for figure in slice.figures() {
                assert!(figures.contains(&figure), "{figure:?}");
            }
            let first: Vec<f64> = figures
                .iter()
                .take_while(|(of, _)| matches!(of, CoverageOf::Holder(_)))
                .map(|(_, area_m2)| *area_m2)
                .collect();
            assert!(first.len() > 1 && first.is_sorted_by(|a, b| a >= b), "{first:?}");
        }
    }

    #[test]
    fn all_phases_are_listed_one_after_the_other_with_their_times() {
        let plan = sample("fallujah");
        let coverage = coverage(&plan).unwrap();
        let heads: Vec<Line> = lines(&plan, &coverage, None, Order::Name)
            .into_iter()
            .filter(|line| matches!(line, Line::Head { .. }))
            .collect();
        assert!(heads.len() >= plan.phases.len(), "{heads:?}");
        let Line::Head { title, span } = &heads[0] else {
            panic!()
        };
        assert!(title.starts_with("P0") && span.starts_with("H-"), "{heads:?}");
    }

    #[test]
    fn shares_are_said_to_a_tenth_and_nothing_is_rounded_to_nought() {
        assert_eq!(percent(0.123_4), "12.3 %");
        assert_eq!(percent(0.000_4), "< 0.1 %");
        assert_eq!(percent(0.0), "0.0 %");
        let nobody = CoverageOf::Holder(None);
        assert_eq!(
            name_of(&Plan::empty(Id::from_bits(1)), nobody),
            "Sectors without a holder"
        );
    }
}

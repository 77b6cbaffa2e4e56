//! Heat: where findings weigh most, by severity and by how long they hold.
//!
//! Each open finding warms its ground by its severity (1 to 4) times the hours it holds within the time
//! shown; where several lie over each other their warmth adds up. Lines and points warm what is near
//! them. The hottest of the report has the full tone: heat compares places of one plan, not plans.

use std::sync::Arc;

use crate::checks::{Finding, Report};
use crate::drawing::scene::{Item, Layer, Mark};
use crate::drawing::shape::Shape as Drawn;
use crate::drawing::style::Rgba;
use crate::geometry::{Area, Frame, Geometry, Shape, buffer_path, buffer_position};
use crate::model::{Interval, Minute, Severity};

use super::{Context, View, findings::holds};

/// Lines and points warm what is this near, metres.
const NEAR_M: f64 = 400.0;
/// The tone of the hottest finding alone, and the least that can be seen.
const HOTTEST: f32 = 0.55;
const LEAST: f32 = 0.07;

/// Returns the warmth of every finding that holds in what is shown, coolest first.
pub(super) fn heat(context: &Context, report: &Report, view: &View<'_>, whole: Interval) -> Vec<Arc<Item>> {
    let shown = context.shown.intersection(whole).unwrap_or(whole);
    let mut warm: Vec<(f64, &Geometry)> = report
        .findings
        .iter()
        .filter(|finding| finding.is_open() && holds(context, view, finding))
        .filter_map(|finding| Some((weight(finding, shown), finding.geometry.as_ref()?)))
        .collect();
    warm.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let Some(most) = warm.last().map(|(weight, _)| *weight) else {
        return Vec::new();
    };
    let red = context.colours().of_severity(Severity::Critical);
    let items = warm
        .into_iter()
        .filter_map(|(weight, geometry)| Some(item(&ground_of(geometry)?, red, (weight / most) as f32)));
    items.map(Arc::new).collect()
}

/// Severity times hours; what holds for ever counts as long as the time shown, or a day where that has
/// no end either.
fn weight(finding: &Finding, shown: Interval) -> f64 {
    const DAY: Minute = 24 * 60;
    let within = finding.interval.intersection(shown).unwrap_or(finding.interval);
    let minutes = within.minutes().or(shown.minutes()).unwrap_or(DAY).max(1);
    f64::from(finding.severity as u8 + 1) * minutes as f64 / 60.0
}

fn ground_of(geometry: &Geometry) -> Option<Area> {
    let shape: Shape = match geometry {
        Geometry::Area(area) => return Some(area.clone()),
        Geometry::Path(path) => buffer_path(&Frame::at(*path.points.first()?), path, NEAR_M).ok()?,
        Geometry::Point(point) => buffer_position(&Frame::at(*point), *point, NEAR_M),
    };
    Some(shape.to_area())
}

fn item(area: &Area, colour: Rgba, share: f32) -> Item {
    let mark = Mark::Fill {
        shape: Arc::new(Drawn::of_area(area)),
        colour: colour.opacity((share * HOTTEST).max(LEAST)),
        texture: None,
    };
    Item::of(Layer::Findings, None, mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::check;
    use crate::drawing::compose;
    use crate::drawing::style::Theme;
    use crate::model::RelationState;
    use crate::testing::sketch::Sketch;

    const HOUR: Minute = 60;

    fn span(from: Option<Minute>, until: Option<Minute>) -> Interval {
        Interval { from, until }
    }

    /// The opacities of the heat of a sketch, coolest first.
    fn tones(sketch: &Sketch) -> Vec<u8> {
        let report = check(sketch.plan(), None);
        let nothing = std::collections::BTreeSet::new();
        let mut view = View {
            theme: Theme::Light,
            phase: None,
            viewpoint: None,
            hidden: &nothing,
            selection: &nothing,
            hovered: None,
            show_findings: false,
            show_heat: true,
            selected_finding: None,
            language: crate::language::Language::English,
        };
        let tones = |view: &View<'_>| -> Vec<u8> {
            let scene = compose(sketch.plan(), Some(&report), view);
            let heat = scene.layer(Layer::Findings).iter();
            heat.map(|item| match &item.mark {
                Mark::Fill { colour, .. } => colour.0[3],
                other => panic!("heat is filled ground, not {other:?}"),
            })
            .collect()
        };
        let shown = tones(&view);
        view.show_heat = false;
        assert!(tones(&view).is_empty(), "nothing is coloured unasked");
        shown
    }

    #[test]
    fn what_lasts_twice_as_long_is_twice_as_warm() {
        let overlaps: [&[&str]; 2] = [&["AAAA....AAAA"], &["..BB......BB"]];
        let sketch = Sketch::of(&overlaps)
            .relation('A', 'B', RelationState::Rival)
            .phases(&[("P1", 24), ("P2", 24)]);
        let all = tones(&sketch);
        let hottest = all.last().copied().unwrap();
        assert_eq!(hottest, (255.0 * HOTTEST).round() as u8);
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A01")
            .unwrap();
        let mut short = finding.clone();
        short.interval = span(Some(0), Some(24 * HOUR));
        let shown = span(Some(0), Some(48 * HOUR));
        assert!((weight(finding, shown) - 4.0 * 48.0).abs() < 1e-9);
        assert!((weight(&short, shown) - 4.0 * 24.0).abs() < 1e-9);
        short.interval = span(Some(12 * HOUR), None);
        assert!((weight(&short, shown) - 4.0 * 36.0).abs() < 1e-9);
        assert!((weight(&short, Interval::ALWAYS) - 4.0 * 24.0).abs() < 1e-9);
    }
}

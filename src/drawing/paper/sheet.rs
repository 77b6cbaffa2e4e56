//! The sheet: which paper, which ground at which scale, and where on it everything stands.
//!
//! Lengths are millimetres until the frame is fixed, then points of the drawing. A scale that is not
//! given is the largest round one at which all of the plan fits; a paper that is not turned by hand is
//! turned so that this scale is larger. What is drawn in the frame is [`map`](super::map)'s, what stands
//! beside it [`furniture`](super::furniture)'s and [`legend`](super::legend)'s.

use std::str::FromStr;

use super::document::{FOOT_MM, MARGIN_MM, MARKING_MM, stamp_scale};
use super::projection::{Plane, edge_of, middle_of};
use crate::drawing::{Bounds, Camera};

/// Scales between these are sheets; beyond them a map would be a plan of a house or an atlas.
pub const SCALES: std::ops::RangeInclusive<u32> = 10_000..=1_000_000;

/// Scales that people know, the largest first.
const ROUND: [u32; 20] = [
    10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000, 150_000,
    200_000, 250_000, 300_000, 400_000, 500_000, 600_000, 750_000, 1_000_000,
];

/// A point of an A4 sheet, in millimetres; on larger ones it grows, half as fast as they do.
const POINT_MM: f32 = 0.25;
/// Room for the title, in points.
const TITLE: f32 = 46.0;
/// Room for the labels of the grid round the frame, in points.
const GRID: f32 = 17.0;
/// Room for the credit below the frame, in points.
const CREDIT: f32 = 20.0;
/// Width of the column beside the map, or height of the strip below it, in points.
const BESIDE: f32 = 236.0;
const BELOW: f32 = 218.0;
/// Space between map and column, in points.
const GAP: f32 = 12.0;

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
    /// 420 × 594 mm.
    A2,
    /// 594 × 841 mm.
    A1,
    /// 841 × 1189 mm.
    A0,
}

impl Paper {
    /// Every size, the smallest first.
    pub const ALL: [Self; 5] = [Self::A4, Self::A3, Self::A2, Self::A1, Self::A0];

    /// Returns width and height in millimetres, upright.
    pub const fn size_mm(self) -> [f32; 2] {
        match self {
            Self::A4 => [210.0, 297.0],
            Self::A3 => [297.0, 420.0],
            Self::A2 => [420.0, 594.0],
            Self::A1 => [594.0, 841.0],
            Self::A0 => [841.0, 1189.0],
        }
    }

    /// Returns its name: `A4`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::A1 => "A1",
            Self::A0 => "A0",
        }
    }
}

impl FromStr for Paper {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL
            .into_iter()
            .find(|paper| paper.name().eq_ignore_ascii_case(text.trim()));
        known.ok_or_else(|| format!("there is no paper `{text}`; there are: A4, A3, A2, A1, A0"))
    }
}

/// How the paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turned {
    /// As it suits the ground.
    #[default]
    AsFits,
    /// The short side below.
    Portrait,
    /// The long side below.
    Landscape,
}

/// What sheet is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// The paper.
    pub paper: Paper,
    /// How it lies.
    pub turned: Turned,
    /// 50,000 for 1:50,000; `None`: the largest round scale at which the ground fits.
    pub scale: Option<u32>,
    /// The ground that must be on it, in world points; `None`: all of the plan.
    pub extent: Option<Bounds>,
}

/// Why a sheet cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SheetError {
    /// The scale is none of a sheet.
    #[error("1:{scale} is no scale for a sheet: between 1:10,000 and 1:1,000,000, as in --scale 50000")]
    Scale {
        /// What was asked for.
        scale: u32,
    },
    /// The ground is too large at any scale.
    #[error(
        "the ground does not fit on {paper} at 1:1,000,000: it would need 1:{needed}; name a part of it with --extent W,S,E,N, or a larger paper"
    )]
    TooLarge {
        /// On which paper.
        paper: &'static str,
        /// At which scale it would fit.
        needed: u64,
    },
    /// There is nothing that would say where the sheet is.
    #[error(
        "the plan has nothing on the map, so there is no telling where the sheet is: name the ground with --extent W,S,E,N"
    )]
    Nowhere,
}

/// Where everything stands on a sheet, in points from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plot {
    /// Width and height in millimetres.
    pub(super) size_mm: [f32; 2],
    /// How large a point is.
    pub(super) mm_per_point: f32,
    /// The frame of the map: left, top, right, bottom.
    pub(super) frame: [f32; 4],
    /// The title's room.
    pub(super) title: [f32; 4],
    /// Room for scale, north and grid.
    pub(super) furniture: [f32; 4],
    /// Room for the legend, column by column.
    pub(super) legend: [f32; 4],
    /// The upper left corner of the credit.
    pub(super) credit: [f32; 2],
}

/// A sheet whose place and scale are decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fitted {
    pub(super) plot: Plot,
    pub(super) plane: Plane,
    pub(super) camera: Camera,
    pub(super) scale: u32,
    pub(super) metres_per_point: f64,
    /// The scale at which the ground would just fit.
    least: f64,
}

impl Sheet {
    /// Decides place and scale; `plan` is the box of all that is drawn.
    pub(super) fn fit(&self, plan: Bounds) -> Result<Fitted, SheetError> {
        if let Some(scale) = self.scale.filter(|scale| !SCALES.contains(scale)) {
            return Err(SheetError::Scale { scale });
        }
        // A plan keeps off the frame; what somebody framed by hand is framed so.
        let (ground, margin) = match self.extent {
            Some(extent) => (extent, 1.0),
            None => (plan, 1.08),
        };
        if ground.is_empty() {
            return Err(SheetError::Nowhere);
        }
        let [short, long] = self.paper.size_mm();
        let sizes = match self.turned {
            Turned::Portrait => vec![[short, long]],
            Turned::Landscape => vec![[long, short]],
            Turned::AsFits => vec![[long, short], [short, long]],
        };
        let fitted = sizes
            .into_iter()
            .map(|size_mm| self.fit_on(plot(size_mm), ground, margin));
        let best = fitted.min_by(|one, other| needed(one).total_cmp(&needed(other)));
        best.unwrap_or(Err(SheetError::Nowhere))
    }

    fn fit_on(&self, plot: Plot, ground: Bounds, margin: f64) -> Result<Fitted, SheetError> {
        // The middle of the ground in its own plane is the middle of the sheet.
        let first = Plane::new(middle_of(ground), 1.0);
        let seen = plane_bounds(&first, ground);
        let plane = Plane::new(first.position(seen.centre()), 1.0);
        let seen = plane_bounds(&plane, ground);
        let [left, top, right, bottom] = plot.frame;
        let frame_m = [right - left, bottom - top].map(|side| f64::from(side * plot.mm_per_point) / 1000.0);
        let one = plane.camera(1.0).points_per_unit();
        let ground_m = seen.size().map(|side| side * one);
        let least = (ground_m[0] / frame_m[0]).max(ground_m[1] / frame_m[1]) * margin;
        let scale =
            match self.scale {
                Some(scale) => scale,
                None => ROUND.into_iter().find(|round| f64::from(*round) >= least).ok_or(
                    SheetError::TooLarge {
                        paper: self.paper.name(),
                        needed: (least / 10_000.0).ceil() as u64 * 10_000,
                    },
                )?,
            };
        let metres_per_point = f64::from(plot.mm_per_point) / 1000.0 * f64::from(scale);
        let plane = Plane::new(plane.centre(), metres_per_point);
        Ok(Fitted {
            plot,
            plane,
            camera: plane.camera(metres_per_point),
            scale,
            metres_per_point,
            least,
        })
    }
}

impl Fitted {
    /// Returns width and height of the frame in points.
    pub(super) fn size(&self) -> [f32; 2] {
        let [left, top, right, bottom] = self.plot.frame;
        [right - left, bottom - top]
    }

    /// Returns the part of the plane in the frame.
    pub(super) fn view(&self) -> Bounds {
        self.camera.view(self.size())
    }
}

/// Smaller is better: the scale at which the ground would just fit, or beyond all where it does not.
fn needed(fitted: &Result<Fitted, SheetError>) -> f64 {
    match fitted {
        Ok(fitted) => fitted.least,
        Err(SheetError::TooLarge { needed, .. }) => *needed as f64 + 1e7,
        Err(_) => f64::INFINITY,
    }
}

fn plane_bounds(plane: &Plane, world: Bounds) -> Bounds {
    Bounds::of(edge_of(world).map(|point| plane.plane_from_world(point)))
}

/// Returns where everything stands on paper of a size.
fn plot(size_mm: [f32; 2]) -> Plot {
    let stamped = stamp_scale(size_mm);
    let mm_per_point = POINT_MM * libm::sqrtf(stamped);
    let [width, height] = size_mm.map(|side| side / mm_per_point);
    let margin = MARGIN_MM / mm_per_point;
    let marking = MARKING_MM * stamped / mm_per_point;
    let foot = FOOT_MM * stamped / mm_per_point;
    let (left, right) = (margin, width - margin);
    let top = margin + marking + 5.0;
    let low = height - margin - marking - foot - 1.0;
    let title = [left, top, right, top + TITLE];
    let credit = [left, low - CREDIT];
    let map_top = title[3] + GRID;
    if width > height {
        let beside = right - BESIDE;
        let frame = [left + GRID, map_top, beside - GAP - GRID, credit[1] - GRID];
        let split = frame[3] + GRID - FURNITURE;
        Plot {
            size_mm,
            mm_per_point,
            frame,
            title,
            furniture: [beside, split, right, frame[3] + GRID],
            legend: [beside, title[3], right, split - 8.0],
            credit,
        }
    } else {
        let below = credit[1] - BELOW;
        let frame = [left + GRID, map_top, right - GRID, below - GRID - 2.0];
        Plot {
            size_mm,
            mm_per_point,
            frame,
            title,
            furniture: [left, below, left + BESIDE, credit[1]],
            legend: [left + BESIDE + GAP, below, right, credit[1]],
            credit,
        }
    }
}

/// Height of scale, north and grid in the column, in points.
pub(super) const FURNITURE: f32 = 178.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::mercator::world_from_ground;
    use crate::geometry::Position;

    fn ground(south: f64, west: f64, north: f64, east: f64) -> Bounds {
        let corners = [(south, west), (north, east)];
        Bounds::of(corners.map(|(lat, lon)| world_from_ground(Position::new(lat, lon).unwrap())))
    }

    fn sheet(paper: Paper) -> Sheet {
        Sheet {
            paper,
            turned: Turned::AsFits,
            scale: None,
            extent: None,
        }
    }

    #[test]
    fn the_scale_is_the_largest_round_one_at_which_the_plan_fits() {
        let plan = ground(33.30, 43.70, 33.40, 43.85);
        let scales = Paper::ALL.map(|paper| sheet(paper).fit(plan).unwrap().scale);
        assert!(scales.is_sorted_by(|one, other| one >= other), "{scales:?}");
        for paper in Paper::ALL {
            let fitted = sheet(paper).fit(plan).unwrap();
            let seen = plane_bounds(&fitted.plane, plan);
            assert!(fitted.view().contains(seen), "{paper:?}");
        }
    }

    #[test]
    fn paper_turns_as_the_ground_lies() {
        let wide = sheet(Paper::A4).fit(ground(33.30, 43.50, 33.40, 44.20)).unwrap();
        let tall = sheet(Paper::A4).fit(ground(33.00, 43.70, 33.60, 43.80)).unwrap();
        assert!(wide.plot.size_mm[0] > wide.plot.size_mm[1]);
        assert!(tall.plot.size_mm[0] < tall.plot.size_mm[1]);
    }

    #[test]
    fn a_sheet_at_a_given_scale_has_its_ground_in_the_middle() {
        let wanted = Sheet {
            scale: Some(50_000),
            ..sheet(Paper::A3)
        };
        let plan = ground(33.30, 43.70, 33.40, 43.85);
        let fitted = wanted.fit(plan).unwrap();
        let [width, height] = fitted.size();
        let across = f64::from(width) * fitted.metres_per_point;
        let paper = f64::from(width * fitted.plot.mm_per_point) / 1000.0;
        assert!((across / paper - 50_000.0).abs() < 0.1);
        let middle = plane_bounds(&fitted.plane, plan).centre();
        let [x, y] = fitted.camera.screen_from_world(middle, fitted.size());
        assert!(
            (x - width / 2.0).abs() < 0.5 && (y - height / 2.0).abs() < 0.5,
            "{x} {y}"
        );
    }

    #[test]
    fn what_cannot_be_says_why_and_what_to_do() {
        let plan = ground(33.30, 43.70, 33.40, 43.85);
        let off = Sheet {
            scale: Some(9_999),
            ..sheet(Paper::A4)
        };
        assert_eq!(off.fit(plan), Err(SheetError::Scale { scale: 9_999 }));
        assert_eq!(sheet(Paper::A4).fit(Bounds::EMPTY), Err(SheetError::Nowhere));
        let error = sheet(Paper::A4).fit(ground(10.0, 20.0, 50.0, 60.0)).unwrap_err();
        assert!(error.to_string().contains("--extent"), "{error}");
        assert_eq!("a3".parse(), Ok(Paper::A3));
        assert!(
            "letter"
                .parse::<Paper>()
                .unwrap_err()
                .contains("A4, A3, A2, A1, A0")
        );
    }

    #[test]
    fn nothing_on_a_sheet_lies_on_anything_else() {
        for paper in Paper::ALL {
            let [short, long] = paper.size_mm();
            for size_mm in [[short, long], [long, short]] {
                let plot = plot(size_mm);
                let rooms = [plot.frame, plot.title, plot.furniture, plot.legend];
                for (place, one) in rooms.iter().enumerate() {
                    assert!(one[0] < one[2] && one[1] < one[3], "{size_mm:?} {one:?}");
                    for other in rooms.iter().skip(place + 1) {
                        let apart = one[2] <= other[0]
                            || other[2] <= one[0]
                            || one[3] <= other[1]
                            || other[3] <= one[1];
                        assert!(apart, "{size_mm:?} {one:?} {other:?}");
                    }
                }
            }
        }
    }
}

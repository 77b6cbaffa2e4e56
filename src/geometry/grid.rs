//! The fine grid on which shapes are computed.
//!
//! A fine step is 2⁻²⁰ of a 1e-7 degree step, about 10 nm: positions as drawn lie on it exactly, and
//! only the places where edges cross are rounded, there and nowhere else. The grid is a plane:
//! x is longitude, unwrapped, y latitude. Knows no rings and no shapes.

use i_overlay::i_float::int::point::IntPoint;

use super::Position;

/// A point of the fine grid: `x` longitude (unwrapped), `y` latitude.
pub(super) type Spot = IntPoint<i64>;

/// A closed ring in open form.
pub(super) type Contour = Vec<Spot>;

/// An outer ring, counter-clockwise, and its holes, clockwise.
pub(super) type Patch = Vec<Contour>;

/// Fine steps in one step of 1e-7 degree.
///
/// With 20 bits a longitude of three turns still is an exact `f64`, which keeps the filter of
/// [`turn`] sound.
pub(super) const FINE: i64 = 1 << 20;

/// Fine steps in 360° of longitude.
pub(super) const TURN: i64 = 3_600_000_000 * FINE;

/// Fine steps from the equator to a pole.
pub(super) const POLE: i64 = 900_000_000 * FINE;

/// Degrees in one fine step.
pub(super) const DEGREES_PER_FINE: f64 = 1e-7 / FINE as f64;

/// Radians in one fine step.
pub(super) const RADIANS_PER_FINE: f64 = DEGREES_PER_FINE * (std::f64::consts::PI / 180.0);

/// Returns the spot of a position, its longitude in ±180°.
pub(super) fn spot(position: Position) -> Spot {
    Spot::new(
        i64::from(position.lon_e7()) * FINE,
        i64::from(position.lat_e7()) * FINE,
    )
}

/// Returns the position nearest to a spot; halves go up, the longitude is wrapped into ±180°.
pub(super) fn position(spot: Spot) -> Position {
    let lat = to_step(spot.y).clamp(-900_000_000, 900_000_000);
    let mut lon = to_step(spot.x);
    if !(-1_800_000_000..=1_800_000_000).contains(&lon) {
        lon = (lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    }
    Position::from_e7(lat as i32, lon as i32).unwrap_or_else(|| Position::nearest(0.0, 0.0))
}

/// Returns a fine coordinate in steps of 1e-7 degree, rounded to the nearest.
pub(super) fn to_step(fine: i64) -> i64 {
    (fine + FINE / 2).div_euclid(FINE)
}

/// Returns on which side of the line from `a` to `b` the spot `c` lies: 1 left, -1 right, 0 on it.
///
/// Exact: floating point decides only where its error bound allows.
///
/// # Source
/// The filter is the first stage of J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic
/// and Fast Robust Geometric Predicates" (1997); differences of fine coordinates are exact here.
pub(super) fn turn(a: Spot, b: Spot, c: Spot) -> i32 {
    let (abx, aby) = (b.x - a.x, b.y - a.y);
    let (acx, acy) = (c.x - a.x, c.y - a.y);
    let left = abx as f64 * acy as f64;
    let right = aby as f64 * acx as f64;
    let determinant = left - right;
    let bound = 1e-15 * (left.abs() + right.abs());
    if determinant > bound {
        1
    } else if determinant < -bound {
        -1
    } else {
        let exact = i128::from(abx) * i128::from(acy) - i128::from(aby) * i128::from(acx);
        exact.signum() as i32
    }
}

/// Returns true where `spot` lies on the straight line from `a` to `b`, its ends included.
pub(super) fn on_segment(a: Spot, b: Spot, spot: Spot) -> bool {
    (a.x.min(b.x)..=a.x.max(b.x)).contains(&spot.x)
        && (a.y.min(b.y)..=a.y.max(b.y)).contains(&spot.y)
        && turn(a, b, spot) == 0
}

/// Returns where two lines cross each other properly, each with an end on either side of the other;
/// the place is rounded to the nearest fine step.
pub(super) fn crossing(a: Spot, b: Spot, c: Spot, d: Spot) -> Option<Spot> {
    let (sc, sd) = (turn(a, b, c), turn(a, b, d));
    if sc * sd >= 0 || turn(c, d, a) * turn(c, d, b) >= 0 {
        return None;
    }
    Some(crossing_place(a, b, c, d))
}

/// Returns the place where two lines that are not parallel cross, rounded to the nearest fine step.
pub(super) fn crossing_place(a: Spot, b: Spot, c: Spot, d: Spot) -> Spot {
    let wide = |step: i64| i128::from(step);
    let (abx, aby) = (wide(b.x - a.x), wide(b.y - a.y));
    let (cdx, cdy) = (wide(d.x - c.x), wide(d.y - c.y));
    let over = wide(c.x - a.x) * cdy - wide(c.y - a.y) * cdx;
    let under = abx * cdy - aby * cdx;
    // Exact before it is rounded, so the place is the same whichever line is named first.
    let place = |step: i128| muldiv(step, over, under);
    Spot::new(a.x + place(abx), a.y + place(aby))
}

/// Returns `step · over / under`, rounded, halves up, where `|over| ≤ |under| < 2¹⁰⁸` and `|step| < 2⁵⁴`.
fn muldiv(step: i128, over: i128, under: i128) -> i64 {
    const HALF: u32 = 27;
    if under == 0 {
        return 0;
    }
    // Only for edges spanning most of the earth are bits lost, and then far below a fine step.
    let shrink = (128 - under.unsigned_abs().leading_zeros()).saturating_sub(96);
    let sign = under.signum();
    let (over, under) = ((over * sign) >> shrink, (under * sign) >> shrink);
    // The product may have 162 bits: the high part of the step is divided first, then the rest.
    let (high, low) = (step >> HALF, step & ((1 << HALF) - 1));
    let upper = high * over;
    let (whole, rest) = (upper.div_euclid(under), upper.rem_euclid(under));
    let lower = rest * (1 << HALF) + low * over;
    (whole * (1 << HALF) + (2 * lower + under).div_euclid(2 * under)) as i64
}

/// Returns twice the signed area of a ring in square fine steps, counter-clockwise positive.
pub(super) fn twice_area(contour: &[Spot]) -> i128 {
    let Some(&first) = contour.first() else {
        return 0;
    };
    let mut sum = 0_i128;
    let mut before = first;
    for &spot in contour.iter().skip(1) {
        sum += i128::from(before.x - first.x) * i128::from(spot.y - first.y)
            - i128::from(before.y - first.y) * i128::from(spot.x - first.x);
        before = spot;
    }
    sum
}

/// Returns the edges of a ring, the closing one last.
pub(super) fn edges(contour: &[Spot]) -> impl Iterator<Item = (Spot, Spot)> + '_ {
    let next = contour.iter().copied().cycle().skip(1);
    contour.iter().copied().zip(next)
}

/// Returns the longitude step from `from` to `to` that goes the short way: over 180° it turns back.
pub(super) fn short_way(from: i64, to: i64) -> i64 {
    let step = to - from;
    if step > TURN / 2 {
        step - TURN
    } else if step < -TURN / 2 {
        step + TURN
    } else {
        step
    }
}

/// Returns the spots of a line, its longitudes made continuous: no step is over 180°.
pub(super) fn unwrapped(positions: impl IntoIterator<Item = Position>) -> impl Iterator<Item = Spot> {
    let mut at: Option<(i64, i64)> = None;
    positions.into_iter().map(spot).map(move |drawn| {
        let x = at.map_or(drawn.x, |(x, before)| x + short_way(before, drawn.x));
        at = Some((x, drawn.x));
        Spot::new(x, drawn.y)
    })
}

/// A box of the fine grid, its edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Extent {
    pub(super) min: Spot,
    pub(super) max: Spot,
}

impl Extent {
    /// Returns the box of these spots; `None` where there is none.
    pub(super) fn of(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        let mut spots = spots.into_iter();
        let first = spots.next()?;
        let mut extent = Self {
            min: first,
            max: first,
        };
        for spot in spots {
            extent.min.x = extent.min.x.min(spot.x);
            extent.min.y = extent.min.y.min(spot.y);
            extent.max.x = extent.max.x.max(spot.x);
            extent.max.y = extent.max.y.max(spot.y);
        }
        Some(extent)
    }

    /// Returns true where the two boxes share more than an edge.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// Returns true where the box has the spot, its edges included.
    pub(super) fn has(self, spot: Spot) -> bool {
        (self.min.x..=self.max.x).contains(&spot.x) && (self.min.y..=self.max.y).contains(&spot.y)
    }

    /// Returns the box moved along x.
    pub(super) fn shifted(self, dx: i64) -> Self {
        Self {
            min: Spot::new(self.min.x + dx, self.min.y),
            max: Spot::new(self.max.x + dx, self.max.y),
        }
    }

    /// Returns what both boxes have; `None` where they are apart.
    pub(super) fn common(self, other: Self) -> Option<Self> {
        let min = Spot::new(self.min.x.max(other.min.x), self.min.y.max(other.min.y));
        let max = Spot::new(self.max.x.min(other.max.x), self.max.y.min(other.max.y));
        (min.x <= max.x && min.y <= max.y).then_some(Self { min, max })
    }

    /// Returns true where the other box lies in this one.
    pub(super) fn surrounds(self, other: Self) -> bool {
        self.has(other.min) && self.has(other.max)
    }

    /// Returns twice the x of the middle.
    fn twice_middle(self) -> i64 {
        self.min.x + self.max.x
    }

    /// Returns the whole turns that bring this box's middle nearest to that of `other`, as fine steps.
    pub(super) fn turns_towards(self, other: Self) -> i64 {
        let apart = (other.twice_middle() - self.twice_middle()) / 2;
        (apart + TURN / 2).div_euclid(TURN) * TURN
    }

    /// Returns the whole turns that bring this box's middle into [-180°, 180°), as fine steps.
    pub(super) fn turns_home(self) -> i64 {
        -(self.twice_middle() / 2 + TURN / 2).div_euclid(TURN) * TURN
    }

    /// Returns every shift by whole turns under which `other` overlaps this box.
    pub(super) fn shifts_of(self, other: Self) -> impl Iterator<Item = i64> {
        let near = other.turns_towards(self);
        [near, near - TURN, near + TURN]
            .into_iter()
            .filter(move |&dx| self.overlaps(other.shifted(dx)))
    }
}

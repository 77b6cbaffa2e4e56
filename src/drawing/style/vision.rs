//! How colours look to eyes without red or green cones, and how far apart two colours are: for tests of
//! the palette alone.
//!
//! # Source
//! Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
//! Deficiency" (2009), severity 1.0. Difference: CIE 142-2001 (CIEDE2000), white D65; formulas as in
//! Sharma, Wu and Dalal (2005).

use super::Rgba;

/// Who looks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Eyes {
    /// With all three kinds of cones.
    Usual,
    /// Without green cones.
    Deuteranopia,
    /// Without red cones.
    Protanopia,
}

impl Eyes {
    pub(super) const ALL: [Self; 3] = [Self::Usual, Self::Deuteranopia, Self::Protanopia];

    /// Returns the colour that usual eyes would have to be shown to see the same.
    pub(super) fn see(self, colour: Rgba) -> Rgba {
        let rows = match self {
            Self::Usual => return colour,
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        };
        let [red, green, blue] = linear(colour);
        let part = |[r, g, b]: [f64; 3]| {
            let light = (r * red + g * green + b * blue).clamp(0.0, 1.0);
            let shown = if light <= 0.003_130_8 {
                light * 12.92
            } else {
                1.055 * libm::pow(light, 1.0 / 2.4) - 0.055
            };
            (shown * 255.0).round() as u8
        };
        let [red, green, blue] = rows.map(part);
        Rgba([red, green, blue, 255])
    }
}

fn linear(Rgba([red, green, blue, _]): Rgba) -> [f64; 3] {
    [red, green, blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            libm::pow((part + 0.055) / 1.055, 2.4)
        }
    })
}

/// Returns L*, a* and b*.
fn lab(colour: Rgba) -> [f64; 3] {
    let [red, green, blue] = linear(colour);
    let bend = |share: f64| {
        if share > 216.0 / 24389.0 {
            libm::cbrt(share)
        } else {
            (24389.0 / 27.0 * share + 16.0) / 116.0
        }
    };
    let x = bend((0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47);
    let y = bend(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue);
    let z = bend((0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Returns how light a colour is, 0 to 100: what is left of it in grey.
pub(super) fn lightness(colour: Rgba) -> f64 {
    let [lightness, ..] = lab(colour);
    lightness
}

/// Returns how far apart two colours are; 1 is just seen when they touch.
pub(super) fn difference(one: Rgba, other: Rgba) -> f64 {
    difference_of(lab(one), lab(other))
}

fn difference_of([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_chroma = f64::midpoint(libm::hypot(a1, b1), libm::hypot(a2, b2));
    let seventh = |value: f64| libm::pow(value, 7.0);
    let share = |chroma: f64| (seventh(chroma) / (seventh(chroma) + seventh(25.0))).sqrt();
    let stretch = 1.0 + 0.5 * (1.0 - share(mean_chroma));
    let polar = |a: f64, b: f64| {
        let a = a * stretch;
        let hue = libm::atan2(b, a).to_degrees().rem_euclid(360.0);
        (libm::hypot(a, b), if a == 0.0 && b == 0.0 { 0.0 } else { hue })
    };
    let ((c1, h1), (c2, h2)) = (polar(a1, b1), polar(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let hue_step = 2.0 * (c1 * c2).sqrt() * libm::sin((turn / 2.0).to_radians());
    let hue = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => f64::midpoint(sum, 360.0),
        sum => (sum - 360.0) / 2.0,
    };
    let (lightness, chroma) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let cosine = |degrees: f64| libm::cos(degrees.to_radians());
    let t = 1.0 - 0.17 * cosine(hue - 30.0) + 0.24 * cosine(2.0 * hue) + 0.32 * cosine(3.0 * hue + 6.0)
        - 0.20 * cosine(4.0 * hue - 63.0);
    let off = (lightness - 50.0) * (lightness - 50.0);
    let by_lightness = 1.0 + 0.015 * off / (20.0 + off).sqrt();
    let (by_chroma, by_hue) = (1.0 + 0.045 * chroma, 1.0 + 0.015 * chroma * t);
    let bent = (hue - 275.0) / 25.0;
    let rotation = -libm::sin((60.0 * libm::exp(-bent * bent)).to_radians()) * 2.0 * share(chroma);
    let (l, c, h) = ((l2 - l1) / by_lightness, (c2 - c1) / by_chroma, hue_step / by_hue);
    (l * l + c * c + h * h + rotation * c * h).sqrt()
}

#[test]
fn differences_are_those_of_the_published_test_data() {
    // Sharma, Wu and Dalal, table 1, pairs 1, 7, 17, 25 and 34.
    for (one, other, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        let found = difference_of(one, other);
        assert!((found - expected).abs() < 1e-4, "{found} {expected}");
    }
}

#[test]
fn red_and_green_look_alike_without_their_cones() {
    let (red, green) = (Rgba::hex(0x00B0_4030), Rgba::hex(0x0060_6A30));
    let [usual, deuteranopia, _] = Eyes::ALL.map(|eyes| difference(eyes.see(red), eyes.see(green)));
    assert!(
        usual > 30.0 && deuteranopia < usual / 2.0,
        "{usual} {deuteranopia}"
    );
}

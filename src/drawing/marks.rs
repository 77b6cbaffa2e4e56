//! Symbols of sites and of point measures, as lists of primitives.
//!
//! A site is a disc with a plain picture in it, violet where it serves displaced people; a hazard is a
//! diamond. A point measure is the standard's flag with its letters, standing on its place. The names
//! beside them are labels, not part of the symbol.
//!
//! # Source
//! Point measures: APP-6(D), control measure points (flag with the location at its tip; coordination
//! point: a circle with a cross). Site pictures are ours.

use crate::model::{MeasureKind, Severity, SiteKind};

use super::style::{Colours, Rgba, SeverityShape, size};
use super::symbols::{Glyph, Primitive, ellipse, line};

/// Returns true for the kinds of site that serve displaced people.
pub const fn serves_displaced_people(kind: SiteKind) -> bool {
    matches!(
        kind,
        SiteKind::Camp | SiteKind::Reception | SiteKind::CollectionPoint | SiteKind::ScreeningPoint
    )
}

/// Returns the colour that a site and its name have.
pub const fn site_colour(kind: SiteKind, colours: &Colours) -> Rgba {
    if serves_displaced_people(kind) {
        colours.civilian
    } else {
        colours.site
    }
}

/// Returns the symbol of a site, its origin in the middle.
pub fn site(kind: SiteKind, colours: &Colours) -> Glyph {
    let radius = size::SITE;
    let outline = if kind == SiteKind::Hazard {
        let out = radius * 1.25;
        vec![[0.0, -out], [out, 0.0], [0.0, out], [-out, 0.0]]
    } else {
        ellipse([0.0; 2], [radius; 2], 40)
    };
    let mut glyph = Glyph::of(vec![Primitive::Fill {
        points: outline,
        colour: site_colour(kind, colours),
    }]);
    for primitive in picture(kind, radius * 0.58, colours.on_site) {
        glyph.push(primitive);
    }
    glyph
}

/// The picture of a kind, within a box of ±`unit`.
fn picture(kind: SiteKind, unit: f32, ink: Rgba) -> Vec<Primitive> {
    let scaled = |points: &[[f32; 2]]| {
        points
            .iter()
            .map(|[x, y]| [x * unit, y * unit])
            .collect::<Vec<_>>()
    };
    let fill = |points: &[[f32; 2]]| Primitive::Fill {
        points: scaled(points),
        colour: ink,
    };
    let disc = |[x, y]: [f32; 2], radius: f32| Primitive::Fill {
        points: ellipse([x * unit, y * unit], [radius * unit; 2], 14),
        colour: ink,
    };
    let stroke = |points: &[[f32; 2]]| line(scaled(points), 1.4, ink);
    let thick = |points: &[[f32; 2]]| line(scaled(points), 2.4, ink);
    let tent = [[0.0, -0.85], [0.95, 0.75], [-0.95, 0.75]];
    match kind {
        SiteKind::Hospital => vec![
            thick(&[[0.0, -0.9], [0.0, 0.9]]),
            thick(&[[-0.9, 0.0], [0.9, 0.0]]),
        ],
        SiteKind::School => vec![
            stroke(&[[-0.6, -0.95], [-0.6, 0.95]]),
            fill(&[[-0.6, -0.95], [0.85, -0.5], [-0.6, 0.0]]),
        ],
        SiteKind::Worship => vec![
            fill(&[
                [-0.8, 0.85],
                [-0.8, 0.2],
                [-0.5, -0.2],
                [0.0, -0.45],
                [0.5, -0.2],
                [0.8, 0.2],
                [0.8, 0.85],
            ]),
            stroke(&[[0.0, -0.4], [0.0, -1.0]]),
        ],
        SiteKind::Water => vec![fill(&[
            [0.0, -1.0],
            [0.45, -0.2],
            [0.62, 0.3],
            [0.4, 0.8],
            [0.0, 0.95],
            [-0.4, 0.8],
            [-0.62, 0.3],
            [-0.45, -0.2],
        ])],
        SiteKind::Power => vec![
            fill(&[[0.3, -1.0], [-0.6, 0.15], [0.05, 0.15]]),
            fill(&[[-0.3, 1.0], [0.6, -0.15], [-0.05, -0.15]]),
        ],
        SiteKind::Dam => vec![fill(&[[-0.45, -0.8], [0.05, -0.8], [0.85, 0.8], [-0.75, 0.8]])],
        SiteKind::Bridge => vec![
            stroke(&[[-1.0, -0.85], [-0.6, -0.4], [0.6, -0.4], [1.0, -0.85]]),
            stroke(&[[-1.0, 0.85], [-0.6, 0.4], [0.6, 0.4], [1.0, 0.85]]),
        ],
        SiteKind::Market => vec![
            fill(&[[-0.9, -0.15], [-0.65, -0.8], [0.65, -0.8], [0.9, -0.15]]),
            stroke(&[[-0.65, -0.15], [-0.65, 0.85], [0.65, 0.85], [0.65, -0.15]]),
        ],
        SiteKind::Heritage => vec![
            fill(&[[0.0, -0.95], [0.9, -0.4], [-0.9, -0.4]]),
            stroke(&[[-0.6, -0.3], [-0.6, 0.6]]),
            stroke(&[[0.0, -0.3], [0.0, 0.6]]),
            stroke(&[[0.6, -0.3], [0.6, 0.6]]),
            stroke(&[[-0.9, 0.8], [0.9, 0.8]]),
        ],
        SiteKind::Settlement => vec![fill(&[
            [0.0, -0.9],
            [0.9, -0.05],
            [0.6, -0.05],
            [0.6, 0.8],
            [-0.6, 0.8],
            [-0.6, -0.05],
            [-0.9, -0.05],
        ])],
        SiteKind::Camp => vec![fill(&tent)],
        SiteKind::Reception => vec![
            Primitive::Line {
                points: scaled(&tent),
                closed: true,
                width: 1.4,
                colour: ink,
                dashed: false,
            },
            disc([0.0, 0.3], 0.3),
        ],
        SiteKind::CollectionPoint => vec![
            fill(&[[-0.36, -1.0], [0.36, -1.0], [0.0, -0.42]]),
            fill(&[[1.0, -0.36], [1.0, 0.36], [0.42, 0.0]]),
            fill(&[[0.36, 1.0], [-0.36, 1.0], [0.0, 0.42]]),
            fill(&[[-1.0, 0.36], [-1.0, -0.36], [-0.42, 0.0]]),
            disc([0.0, 0.0], 0.24),
        ],
        SiteKind::ScreeningPoint => vec![
            Primitive::Line {
                points: ellipse([-0.2 * unit, -0.2 * unit], [0.6 * unit; 2], 18),
                closed: true,
                width: 1.4,
                colour: ink,
                dashed: false,
            },
            thick(&[[0.25, 0.25], [0.9, 0.9]]),
        ],
        SiteKind::Hazard => vec![thick(&[[0.0, -0.85], [0.0, 0.25]]), disc([0.0, 0.75], 0.24)],
        SiteKind::River => vec![
            stroke(&[
                [-0.95, -0.25],
                [-0.5, -0.55],
                [0.0, -0.25],
                [0.5, -0.55],
                [0.95, -0.25],
            ]),
            stroke(&[
                [-0.95, 0.45],
                [-0.5, 0.15],
                [0.0, 0.45],
                [0.5, 0.15],
                [0.95, 0.45],
            ]),
        ],
        SiteKind::Road => vec![
            stroke(&[[-0.3, -0.9], [-0.75, 0.9]]),
            stroke(&[[0.3, -0.9], [0.75, 0.9]]),
        ],
        SiteKind::Railway => vec![
            stroke(&[[0.0, -0.95], [0.0, 0.95]]),
            stroke(&[[-0.6, -0.55], [0.6, -0.55]]),
            stroke(&[[-0.6, 0.0], [0.6, 0.0]]),
            stroke(&[[-0.6, 0.55], [0.6, 0.55]]),
        ],
        SiteKind::BuiltUpArea => vec![
            fill(&[[-0.9, 0.8], [-0.9, -0.2], [-0.15, -0.2], [-0.15, 0.8]]),
            fill(&[[0.1, 0.8], [0.1, -0.8], [0.85, -0.8], [0.85, 0.8]]),
        ],
        SiteKind::Other => vec![disc([0.0, 0.0], 0.42)],
    }
}

/// Returns the letters that the standard, or where it has none we, put at a measure.
///
/// # Source
/// FM 3-90 and JP 3-09 for the abbreviations of lines and fire measures; SEP, NEZ, RAA and LANE are ours.
pub const fn letters(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::PhaseLine => "PL",
        MeasureKind::LimitOfAdvance => "LOA",
        MeasureKind::LineOfDeparture => "LD",
        MeasureKind::ForwardLine => "FLOT",
        MeasureKind::ReleaseLine => "RL",
        MeasureKind::HandoverLine => "BHL",
        MeasureKind::CoordinatingPoint => "CRP",
        MeasureKind::ContactPoint => "CP",
        MeasureKind::LinkupPoint => "LU",
        MeasureKind::PassagePoint => "PP",
        MeasureKind::Checkpoint => "CKP",
        MeasureKind::RallyPoint => "RLY",
        MeasureKind::NoFireArea => "NFA",
        MeasureKind::RestrictiveFireArea => "RFA",
        MeasureKind::RestrictiveFireLine => "RFL",
        MeasureKind::CoordinatedFireLine => "CFL",
        MeasureKind::FireSupportCoordinationLine => "FSCL",
        MeasureKind::SeparationLine => "SEP",
        MeasureKind::BufferZone => "BZ",
        MeasureKind::NoEntryZone => "NEZ",
        MeasureKind::RestrictedAccessArea => "RAA",
        MeasureKind::AssemblyArea => "AA",
        MeasureKind::Objective => "OBJ",
        MeasureKind::SupplyRoute => "MSR",
        MeasureKind::SafeLane => "LANE",
    }
}

/// Returns the symbol of a measure at a point: its origin is the place itself.
pub fn point_measure(kind: MeasureKind, abbreviation: &str, colours: &Colours) -> Glyph {
    let ink = colours.ink;
    let face = colours.halo.opacity(0.92);
    let half = size::POINT / 2.0;
    if kind == MeasureKind::CoordinatingPoint {
        let reach = half * 0.9;
        let diagonal = reach * std::f32::consts::FRAC_1_SQRT_2;
        let ring = ellipse([0.0; 2], [reach; 2], 36);
        return Glyph::of(vec![
            Primitive::Fill {
                points: ring.clone(),
                colour: face,
            },
            line(vec![[-diagonal, -diagonal], [diagonal, diagonal]], 1.5, ink),
            line(vec![[-diagonal, diagonal], [diagonal, -diagonal]], 1.5, ink),
            Primitive::Line {
                points: ring,
                closed: true,
                width: 1.5,
                colour: ink,
                dashed: false,
            },
        ]);
    }
    let words = if abbreviation.is_empty() {
        letters(kind)
    } else {
        abbreviation
    };
    let (shoulder, top) = (-half * 0.75, -half * 2.45);
    let flag = vec![
        [0.0, 0.0],
        [-half, shoulder],
        [-half, top],
        [half, top],
        [half, shoulder],
    ];
    Glyph::of(vec![
        Primitive::Fill {
            points: flag.clone(),
            colour: face,
        },
        Primitive::Line {
            points: flag,
            closed: true,
            width: 1.5,
            colour: ink,
            dashed: false,
        },
        Primitive::Letters {
            at: [0.0, f32::midpoint(shoulder, top)],
            words: words.to_owned(),
            size: match words.chars().count() {
                0..=2 => 9.5,
                3 => 7.5,
                _ => 6.2,
            },
            colour: ink,
        },
    ])
}

/// Returns the badge of a finding: the shape of its severity, with a thin edge of the ground's colour.
pub fn badge(severity: Severity, colours: &Colours) -> Glyph {
    let colour = colours.of_severity(severity);
    let edge = colours.halo.opacity(1.0);
    let radius = size::BADGE;
    let outlined = |points: Vec<[f32; 2]>, face| {
        vec![
            Primitive::Line {
                points: points.clone(),
                closed: true,
                width: 3.0,
                colour: edge,
                dashed: false,
            },
            Primitive::Fill { points, colour: face },
        ]
    };
    Glyph::of(match SeverityShape::of(severity) {
        SeverityShape::Triangle => outlined(triangle(radius), colour),
        SeverityShape::Disc => outlined(ellipse([0.0; 2], [radius * 0.86; 2], 24), colour),
        SeverityShape::Ring => {
            let ring = ellipse([0.0; 2], [radius * 0.74; 2], 24);
            let mut parts = outlined(ring.clone(), edge);
            parts.push(Primitive::Line {
                points: ring,
                closed: true,
                width: 1.6,
                colour,
                dashed: false,
            });
            parts
        }
        SeverityShape::Dash => vec![line(vec![[-radius * 0.8, 0.0], [radius * 0.8, 0.0]], 2.0, colour)],
    })
}

/// Returns an upright triangle that looks as large as a disc of this radius.
pub fn triangle(radius: f32) -> Vec<[f32; 2]> {
    vec![
        [0.0, -radius * 1.02],
        [radius * 1.1, radius * 0.86],
        [-radius * 1.1, radius * 0.86],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::style::Theme;

    #[test]
    fn every_kind_of_site_has_its_own_picture_inside_its_disc() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            let sites: Vec<_> = SiteKind::ALL.iter().map(|kind| site(*kind, colours)).collect();
            for (place, glyph) in sites.iter().enumerate() {
                let kind = SiteKind::ALL[place];
                assert!(!sites[..place].contains(glyph), "{kind}");
                assert!(glyph.primitives.len() > 1, "{kind}");
                let limit = size::SITE * if kind == SiteKind::Hazard { 1.26 } else { 1.01 };
                assert!(
                    glyph.reach.iter().all(|reach| *reach <= limit),
                    "{kind} {:?}",
                    glyph.reach
                );
            }
        }
    }

    #[test]
    fn every_kind_of_measure_has_its_own_letters() {
        let all: Vec<_> = MeasureKind::ALL.iter().map(|kind| letters(*kind)).collect();
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{one}");
        }
    }

    #[test]
    fn a_flag_stands_on_its_place_and_carries_its_abbreviation() {
        let colours = Theme::Light.colours();
        let flag = point_measure(MeasureKind::ContactPoint, "7", colours);
        assert!(flag.reach[3] < 1.0 && flag.reach[1] > 20.0);
        let says = |glyph: &Glyph, expected: &str| {
            let mut primitives = glyph.primitives.iter();
            primitives
                .any(|primitive| matches!(primitive, Primitive::Letters { words, .. } if words == expected))
        };
        assert!(says(&flag, "7"));
        assert!(says(&point_measure(MeasureKind::ContactPoint, "", colours), "CP"));
        let ring = point_measure(MeasureKind::CoordinatingPoint, "", colours);
        assert!((ring.reach[1] - ring.reach[3]).abs() < 0.1);
    }

    #[test]
    fn badges_tell_severities_apart_by_shape() {
        let colours = Theme::Dark.colours();
        let badges: Vec<_> = Severity::ALL
            .iter()
            .map(|severity| badge(*severity, colours).primitives.len())
            .collect();
        assert_eq!(badges, [1, 3, 2, 2]);
        assert_ne!(
            badge(Severity::Major, colours).reach,
            badge(Severity::Critical, colours).reach
        );
    }
}

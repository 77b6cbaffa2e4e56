//! What layers and classes of vector tiles mean.
//!
//! Three sets of names are known: OpenMapTiles, Protomaps and Shortbread. What is of no use under a plan
//! (shops, house numbers, names of streets) is left out; a layer that none of them has is drawn plainly.

use super::pieces::{AreaKind, LineKind, NameKind};

/// What a feature is, by its geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Point,
    Line,
    Area,
}

/// What a feature is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Area(AreaKind),
    Line(LineKind),
    Name(NameKind),
}

/// Properties that say what a feature is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marks<'t> {
    /// `class`, `kind` and the like.
    pub(super) kind: &'t str,
    /// `subclass`, `kind_detail`.
    pub(super) detail: &'t str,
    /// `admin_level`.
    pub(super) admin_level: Option<i64>,
    /// A border at sea.
    pub(super) at_sea: bool,
    /// `rail: true`.
    pub(super) is_rail: bool,
}

/// Layers of the known sets that are not drawn.
const LEFT_OUT: &[&str] = &[
    "addresses",
    "aerialways",
    "aerodrome_label",
    "aeroway",
    "bridges",
    "dam_lines",
    "dam_polygons",
    "ferries",
    "globallandcover",
    "housenumber",
    "mountain_peak",
    "park",
    "physical_line",
    "physical_point",
    "pier_lines",
    "pier_polygons",
    "poi",
    "pois",
    "public_transport",
    "sites",
    "street_labels",
    "street_labels_points",
    "street_polygons",
    "streets_polygons_labels",
    "transportation_name",
    "water_lines_labels",
];

/// Returns what a feature is drawn as; `None`: not at all.
pub(super) fn meaning(layer: &str, form: Form, marks: Marks<'_>) -> Option<Meaning> {
    let area = |kind| (form == Form::Area).then_some(Meaning::Area(kind));
    let line = |kind: Option<LineKind>| kind.filter(|_| form == Form::Line).map(Meaning::Line);
    let name = |kind: Option<NameKind>| kind.filter(|_| form == Form::Point).map(Meaning::Name);
    match layer {
        "earth" => area(AreaKind::Land),
        "ocean" | "water_polygons" if marks.kind != "glacier" => area(AreaKind::Water),
        "water" => match form {
            Form::Area => area(AreaKind::Water),
            Form::Line => line(waterway(marks.kind)),
            Form::Point => name(Some(NameKind::Water)),
        },
        "waterway" | "water_lines" => line(waterway(marks.kind)),
        "landcover" | "landuse" | "land" | "natural" => ground(marks).and_then(area),
        "building" | "buildings" => area(AreaKind::Building),
        "transportation" | "roads" | "streets" | "transit" => line(way(marks)),
        "boundary" | "boundaries" => line(border(marks)),
        "place" | "places" | "place_labels" => name(place(marks)),
        "boundary_labels" => name(match marks.admin_level {
            Some(2) => Some(NameKind::Country),
            Some(3 | 4) => Some(NameKind::Region),
            _ => None,
        }),
        "water_name" | "water_polygons_labels" => name(Some(NameKind::Water)),
        known if LEFT_OUT.contains(&known) || known == "water_polygons" || known == "ocean" => None,
        _ => Some(match form {
            Form::Point => Meaning::Name(NameKind::Other),
            Form::Line => Meaning::Line(LineKind::Other),
            Form::Area => Meaning::Area(AreaKind::Other),
        }),
    }
}

fn waterway(kind: &str) -> Option<LineKind> {
    match kind {
        "river" | "canal" => Some(LineKind::River),
        "stream" | "ditch" | "drain" => Some(LineKind::Stream),
        _ => None,
    }
}

fn ground(marks: Marks<'_>) -> Option<AreaKind> {
    match marks.kind {
        "wood" | "forest" => Some(AreaKind::Wood),
        "residential" | "suburb" | "neighbourhood" | "commercial" | "industrial" | "retail"
        | "urban_area" | "urban" | "garages" | "railway" | "quarter" => Some(AreaKind::BuiltUp),
        _ => None,
    }
}

fn way(marks: Marks<'_>) -> Option<LineKind> {
    if marks.is_rail {
        return Some(LineKind::Railway);
    }
    Some(match marks.kind {
        "motorway" | "highway" => LineKind::Motorway,
        "trunk" | "primary" | "major_road" => LineKind::MajorRoad,
        "secondary" | "tertiary" | "medium_road" => LineKind::MediumRoad,
        "minor" | "minor_road" | "street" | "residential" | "unclassified" | "service" | "living_street"
        | "pedestrian" | "street_limited" | "busway" | "other" => LineKind::MinorRoad,
        "path" | "track" | "footway" | "cycleway" | "steps" | "bridleway" => LineKind::Path,
        "rail" | "transit" | "tram" | "subway" | "light_rail" | "narrow_gauge" | "funicular" | "monorail" => {
            LineKind::Railway
        }
        _ => return None,
    })
}

fn border(marks: Marks<'_>) -> Option<LineKind> {
    if marks.at_sea {
        return None;
    }
    match (marks.admin_level, marks.kind) {
        (Some(2), _) | (None, "country") => Some(LineKind::Border),
        (Some(3 | 4), _) | (None, "region" | "macroregion") => Some(LineKind::Province),
        _ => None,
    }
}

fn place(marks: Marks<'_>) -> Option<NameKind> {
    match (marks.kind, marks.detail) {
        ("country", _) => Some(NameKind::Country),
        ("state" | "region" | "province", _) => Some(NameKind::Region),
        ("city" | "capital" | "state_capital", _) | ("locality", "city") => Some(NameKind::City),
        ("town", _) | ("locality", "town") => Some(NameKind::Town),
        ("village" | "hamlet" | "isolated_dwelling" | "locality", _) => Some(NameKind::Village),
        ("suburb" | "quarter" | "neighbourhood" | "macrohood" | "borough", _) => Some(NameKind::Quarter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_sets_of_names_mean_the_same() {
        let kind = |kind| Marks {
            kind,
            ..Marks::default()
        };
        let level = |admin_level| Marks {
            admin_level: Some(admin_level),
            ..Marks::default()
        };
        let rows: &[(&str, Form, Marks<'_>, Option<Meaning>)] = &[
            (
                "water",
                Form::Area,
                kind("lake"),
                Some(Meaning::Area(AreaKind::Water)),
            ),
            (
                "ocean",
                Form::Area,
                Marks::default(),
                Some(Meaning::Area(AreaKind::Water)),
            ),
            (
                "waterway",
                Form::Line,
                kind("river"),
                Some(Meaning::Line(LineKind::River)),
            ),
            (
                "water",
                Form::Line,
                kind("river"),
                Some(Meaning::Line(LineKind::River)),
            ),
            (
                "water_lines",
                Form::Line,
                kind("canal"),
                Some(Meaning::Line(LineKind::River)),
            ),
            (
                "transportation",
                Form::Line,
                kind("motorway"),
                Some(Meaning::Line(LineKind::Motorway)),
            ),
            (
                "roads",
                Form::Line,
                kind("highway"),
                Some(Meaning::Line(LineKind::Motorway)),
            ),
            (
                "streets",
                Form::Line,
                kind("motorway"),
                Some(Meaning::Line(LineKind::Motorway)),
            ),
            (
                "building",
                Form::Area,
                Marks::default(),
                Some(Meaning::Area(AreaKind::Building)),
            ),
            (
                "boundary",
                Form::Line,
                level(2),
                Some(Meaning::Line(LineKind::Border)),
            ),
            (
                "boundaries",
                Form::Line,
                kind("country"),
                Some(Meaning::Line(LineKind::Border)),
            ),
            ("boundaries", Form::Line, level(8), None),
            (
                "place",
                Form::Point,
                kind("town"),
                Some(Meaning::Name(NameKind::Town)),
            ),
            (
                "place_labels",
                Form::Point,
                kind("town"),
                Some(Meaning::Name(NameKind::Town)),
            ),
            ("poi", Form::Point, kind("shop"), None),
            (
                "trenches",
                Form::Line,
                Marks::default(),
                Some(Meaning::Line(LineKind::Other)),
            ),
        ];
        for (layer, form, marks, expected) in rows {
            assert_eq!(meaning(layer, *form, *marks), *expected, "{layer} {marks:?}");
        }
    }
}

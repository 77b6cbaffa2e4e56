//! Plans to start from: the usual phases, and a country's districts as sectors that nobody holds yet.
//!
//! The map beneath has districts as lines for looking at, not as ground; the districts of a plan come from
//! a file, as partners send it, or are those of Iraq that the program carries. They are looked at before they are
//! taken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::geometry::{Shape, union};
use crate::model::{Edit, EditError, Extra, Id, Minute, Phase, PhaseKind, Plan, Sector};

/// A plan to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// Nothing but the usual phases.
    Phases,
    /// The usual phases, and the districts of Iraq that the program carries.
    Iraq,
    /// The usual phases, and the districts of a file.
    Districts(PathBuf),
}

/// Minutes of each of the usual phases.
const DAY: Minute = 24 * 60;

/// The usual phases in order; the second begins at H-hour.
pub const USUAL_PHASES: [(&str, PhaseKind); 5] = [
    ("Shaping", PhaseKind::Shape),
    ("Isolation", PhaseKind::Isolate),
    ("Attack", PhaseKind::Attack),
    ("Clearing", PhaseKind::Clear),
    ("Stabilisation", PhaseKind::Stabilise),
];

/// Properties in which files of districts keep their names, the likeliest first.
const NAMES: [&str; 15] = [
    "shapeName",
    "ADM3_EN",
    "ADM2_EN",
    "ADM1_EN",
    "adm3_name",
    "adm2_name",
    "adm1_name",
    "NAME_3",
    "NAME_2",
    "NAME_1",
    "name_en",
    "NAME_EN",
    "NAME",
    "Name",
    "district",
];
/// Properties in which they keep their Arabic names.
const NATIVE_NAMES: [&str; 6] = ["ADM3_AR", "ADM2_AR", "ADM1_AR", "name_ar", "NAME_AR", "NL_NAME_2"];

/// Returns a plan of the usual phases: a day each, shaping on the day before H-hour.
pub(super) fn usual_phases(id: Id<Plan>) -> Result<Plan, EditError> {
    let starts = (-1..).map(|day: Minute| day * DAY);
    let phases = USUAL_PHASES.iter().zip(starts).map(|((name, kind), start)| {
        let phase = Phase {
            name: (*name).to_owned(),
            kind: *kind,
            end: Some(start + DAY),
            ..Phase::new(start)
        };
        // From the name, so that the phases of two such plans are the same when they are merged.
        Edit::Create((Id::derived(["phase", name]), phase).into())
    });
    Edit::together("", phases.collect()).apply(&Plan::empty(id))
}

/// Makes a plan of districts from one that a file of polygons was read into: each sector has its name, and
/// the area of operations is all of them together. Where that cannot be decided, it has each as a part.
pub(super) fn with_districts(plan: &Plan) -> Result<Plan, EditError> {
    let mut edits: Vec<Edit> = Vec::new();
    let tellings = telling_property(plan);
    let names: Vec<&str> = NAMES.into_iter().chain(tellings.as_deref()).collect();
    for (id, sector) in plan.sectors.iter() {
        let mut named = sector.clone();
        take_name(&mut named.name, sector, &names);
        take_name(&mut named.native_name, sector, &NATIVE_NAMES);
        if named != *sector {
            edits.push(Edit::Update((id, named).into()));
        }
    }
    let shapes: Vec<Shape> = plan
        .sectors
        .iter()
        .map(|(_, sector)| Shape::of(&sector.area))
        .collect();
    if !shapes.is_empty() {
        let whole = union(&shapes).map(|whole| whole.to_area());
        let whole = whole.unwrap_or_else(|_| {
            let parts = plan
                .sectors
                .iter()
                .flat_map(|(_, sector)| sector.area.parts.clone());
            crate::geometry::Area {
                parts: parts.collect(),
            }
        });
        edits.push(Edit::SetAreaOfOperations(Some(whole)));
    }
    Edit::together("", edits).apply(plan)
}

/// Returns the unknown property that tells the sectors apart best in words, for files that call the name
/// something else; none where words are missing or the same for many.
fn telling_property(plan: &Plan) -> Option<String> {
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, sector) in plan.sectors.iter() {
        for (name, value) in &sector.extra {
            if let Extra::Text(text) = value
                && text.chars().filter(|letter| letter.is_alphabetic()).count() > 2
            {
                values.entry(name).or_default().insert(text);
            }
        }
    }
    let (name, values) = values.into_iter().max_by_key(|(_, values)| values.len())?;
    (values.len() * 10 > plan.sectors.len() * 8).then(|| name.to_owned())
}

fn take_name(name: &mut String, sector: &Sector, properties: &[&str]) {
    if !name.is_empty() {
        return;
    }
    let written = properties
        .iter()
        .find_map(|property| match sector.extra.get(*property) {
            Some(Extra::Text(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        });
    if let Some(text) = written {
        text.trim().clone_into(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::exchange::{MapKind, Options, geojson};

    #[test]
    fn a_name_is_found_under_whatever_it_is_called() {
        let mut plan = Plan::empty(Id::from_bits(1));
        for (number, name) in [(7, "Fallujah"), (8, "Ramadi"), (9, "Heet")] {
            let mut sector = Sector::new(crate::geometry::Area::from_outer(vec![
                crate::geometry::Position::new(33.0, 43.0).unwrap(),
            ]));
            for (property, value) in [("n", name), ("province", "Anbar"), ("code", "IQ-1")] {
                sector
                    .extra
                    .insert(property.to_owned(), Extra::Text(value.to_owned()));
            }
            let create = Edit::Create((Id::from_bits(number), sector).into());
            plan = create.apply(&plan).unwrap();
        }
        assert_eq!(telling_property(&plan).as_deref(), Some("n"));
    }

    #[test]
    fn the_usual_phases_follow_each_other() {
        let plan = usual_phases(Id::from_bits(1)).unwrap();
        let phases = plan.phases_in_order();
        assert_eq!(phases.len(), 5);
        assert_eq!((phases[0].1.start, phases[1].1.start), (-DAY, 0));
        for pair in phases.windows(2) {
            assert_eq!(pair[0].1.end, Some(pair[1].1.start));
        }
    }

    #[test]
    fn districts_get_their_names_and_are_the_area_of_operations_together() {
        let square = |west: u32, name: &str| {
            let east = west + 1;
            format!(
                r#"{{"type": "Feature", "properties": {{"shapeName": "{name}", "ADM2_AR": "قضاء"}}, "geometry": {{"type": "Polygon",
                "coordinates": [[[{west}, 33], [{east}, 33], [{east}, 34], [{west}, 34], [{west}, 33]]]}}}}"#
            )
        };
        let text = format!(
            r#"{{"type": "FeatureCollection", "features": [{}, {}]}}"#,
            square(43, "Fallujah"),
            square(44, "Ramadi")
        );
        let base = usual_phases(Id::from_bits(1)).unwrap();
        let options = Options {
            kind: Some(MapKind::Sector),
            into: Some(&base),
            ..Options::default()
        };
        let read = geojson::read(text.as_bytes(), &options).unwrap();
        let plan = with_districts(&read.plan).unwrap();
        let mut names: Vec<&str> = plan
            .sectors
            .iter()
            .map(|(_, sector)| sector.name.as_str())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["Fallujah", "Ramadi"]);
        assert!(
            plan.sectors
                .iter()
                .all(|(_, sector)| sector.native_name == "قضاء" && sector.holder.is_none())
        );
        let area = plan.info.area_of_operations.unwrap();
        assert_eq!((area.parts.len(), area.parts[0].holes.len()), (1, 0));
        assert_eq!(plan.phases.len(), 5);
    }
}

//! A GeoJSON file to a plan.
//!
//! In three passes: what each feature is and how it is drawn; which object of the plan it is; what its
//! properties say. A pass needs all of the one before: an id may be spoken for by a later feature, a
//! corridor may lead to a later site.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::files::exchange::{Imported, MapKind, NoteSort, Options, Places, Taken};
use crate::geometry::{Area, Geometry, Position};
use crate::model::{AnyEntity, AnyId, Edit, Force, Id, Kind, Plan, Site};

use super::super::cast::Cast;
use super::super::groups::sort_out;
use super::super::identity::{Identities, Identity};
use super::super::note::Notes;
use super::ReadGeoJsonError;
use super::feature::{FeatureReader, Shared};
use super::json::Json;
use super::lookup::Lookup;
use super::property::Properties;
use super::recognise::{Object, features_of, recognised};
use super::shapes::same_ground;

/// Largest file that is read, bytes.
pub(super) const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Most features in a file.
const MAX_FEATURES: usize = 100_000;

/// Reads a plan from a GeoJSON file, into the plan of the options or a new one.
///
/// The same bytes give the same plan, whatever the file is called; a new plan's id derives from them.
///
/// # Errors
/// Where the file is no GeoJSON, beyond the limits, or has features of which none could be taken.
/// A feature that could not be taken beside others that could is a note.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Imported, ReadGeoJsonError> {
    let text = text_of(bytes)?;
    let handed = Handed {
        json: Json::parse(text)?,
        seed: text,
        notes: Notes::default(),
        places: Places::default(),
    };
    read_handed(handed, options)
}

/// What any reader hands over: a collection in the terms of GeoJSON, whatever it was made of.
pub(in crate::files::exchange) struct Handed<'j> {
    /// The collection.
    pub json: Json<'j>,
    /// What the id of a new plan derives from: the file's own text.
    pub seed: &'j str,
    /// What was noted on the way here.
    pub notes: Notes,
    /// Where its features stand in the file.
    pub places: Places,
}

/// Reads a plan from what a reader hands over.
///
/// # Errors
/// As [`read`].
pub(in crate::files::exchange) fn read_handed(
    handed: Handed<'_>,
    options: &Options<'_>,
) -> Result<Imported, ReadGeoJsonError> {
    let Handed {
        mut json,
        seed,
        mut notes,
        places,
    } = handed;
    let (groups, left_out) = sort_out(&mut json, options, &mut notes);
    let features = features_of(&json)?;
    if features.len() > MAX_FEATURES {
        return Err(ReadGeoJsonError::TooMany {
            what: "features",
            most: MAX_FEATURES,
        });
    }
    let objects = recognised(&features, &left_out, options, &mut notes)?;
    let new_plan = || Plan::empty(Id::derived(["plan", seed]));
    let start = options.into.cloned().unwrap_or_else(new_plan);
    let named = identified(objects, options.into, &mut notes);
    let Content {
        mut edits,
        area,
        taken,
    } = content_of(named, &start, options, &mut notes);
    if features.is_empty() {
        notes.about_file(NoteSort::NotTaken, "the file has no features");
    } else if taken.is_empty() && left_out.len() < features.len() {
        return Err(ReadGeoJsonError::NothingTaken {
            features: features.len(),
            notes: notes.finish(),
            groups,
        });
    }
    edits.extend(info_edit(&json, &start, area, &mut notes));
    Ok(Imported {
        plan: Edit::together("Import", edits).apply(&start)?,
        taken,
        notes: notes.finish(),
        places,
        groups,
        table: None,
    })
}

/// Returns the bytes as text, without a byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, ReadGeoJsonError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadGeoJsonError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        ReadGeoJsonError::NotUtf8 {
            line: before.split(|byte| *byte == b'\n').count(),
        }
    })?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// An object and which one of the plan it is; nobody is the area of operations.
struct Named<'j> {
    object: Object<'j>,
    identity: Option<Identity>,
}

/// Second pass: which object of the plan each is.
fn identified<'j>(objects: Vec<Object<'j>>, base: Option<&Plan>, notes: &mut Notes) -> Vec<Named<'j>> {
    let mut identities = Identities::new(base);
    for object in &objects {
        if let (Some(kind), Some(foreign)) = (entity_kind(object.kind), &object.foreign) {
            identities.reserve(kind, foreign);
        }
    }
    objects
        .into_iter()
        .map(|object| {
            let identity = entity_kind(object.kind).map(|kind| match &object.foreign {
                Some(foreign) if object.part == 0 => {
                    identities.of_foreign(kind, foreign, object.feature, notes)
                }
                Some(foreign) => {
                    let numbered = identities.numbered(kind, foreign);
                    identities.of_foreign(kind, &numbered, object.feature, notes)
                }
                None => {
                    let name = name_of(&object);
                    let shape = shape_text(object.shape.as_ref());
                    identities.of_shape(kind, name, &shape, object.feature, notes)
                }
            });
            Named { object, identity }
        })
        .collect()
}

fn entity_kind(kind: MapKind) -> Option<Kind> {
    Some(match kind {
        MapKind::AreaOfOperations => return None,
        MapKind::Sector => Kind::Sector,
        MapKind::Force => Kind::Force,
        MapKind::Boundary => Kind::Boundary,
        MapKind::Measure => Kind::Measure,
        MapKind::Corridor => Kind::Corridor,
        MapKind::Site => Kind::Site,
    })
}

/// Returns a shape in words that ids derive from: they must stay as they are for ever.
fn shape_text(shape: Option<&Geometry>) -> String {
    let mut text = String::new();
    let mut line = |name: &str, points: &[Position]| {
        text.push_str(name);
        for point in points {
            // Writing to a String cannot fail.
            let _ = write!(text, " {point}");
        }
        text.push('\n');
    };
    match shape {
        None => {}
        Some(Geometry::Point(point)) => line("point", &[*point]),
        Some(Geometry::Path(path)) => line("line", &path.points),
        Some(Geometry::Area(area)) => {
            for part in &area.parts {
                line("outer", &part.outer.points);
                for hole in &part.holes {
                    line("hole", &hole.points);
                }
            }
        }
    }
    text
}

/// What the features say, as a whole.
struct Content {
    /// What makes and changes entities, in an order in which each edit fits.
    edits: Vec<Edit>,
    /// The area of operations; without parts where none is drawn.
    area: Area,
    taken: Vec<Taken>,
}

/// Third pass: what the properties say.
fn content_of(named: Vec<Named<'_>>, start: &Plan, options: &Options<'_>, notes: &mut Notes) -> Content {
    let mut shared = Shared {
        cast: Cast::new(options.into),
        owner: options.owner,
        phases: options.phases,
        sites: sites_of(&named, start),
        forces: forces_of(&named, start),
    };
    let mut counts: BTreeMap<MapKind, Taken> = BTreeMap::new();
    let mut area = Area::default();
    // Sites come first: a corridor may name one only when it is there.
    let (mut sites, mut others) = (Vec::new(), Vec::new());
    // A force may answer to one that comes later, or the two to each other: who answers to whom comes last.
    let mut superiors = Vec::new();
    for Named { object, identity } in named {
        let Object { feature, kind, .. } = object;
        let Some(identity) = identity else {
            drop_properties(object.json, feature, notes);
            if let Some(Geometry::Area(more)) = object.shape {
                area.parts.extend(more.parts);
            }
            count(&mut counts, kind, start.info.area_of_operations.is_some());
            continue;
        };
        let known = identity.id.entity_in(start);
        let is_known = known.is_some();
        let reader = FeatureReader {
            properties: Properties::new(object.json, kind, feature, notes),
            shared: &mut shared,
            json: object.json,
            shape: object.shape,
            part: object.part,
            is_known,
        };
        let Some(mut entity) = reader.read(identity.id, known.clone(), identity.foreign) else {
            notes.about(feature, NoteSort::NotTaken, "no geometry");
            continue;
        };
        count(&mut counts, kind, is_known);
        if let AnyEntity::Force(id, row) = &entity
            && row
                .superior
                .is_some_and(|superior| !start.forces.contains(superior))
        {
            let alone = Force {
                superior: None,
                ..(**row).clone()
            };
            let alone = AnyEntity::from((*id, alone));
            superiors.push(Edit::Update(std::mem::replace(&mut entity, alone)));
        }
        let edits = if kind == MapKind::Site {
            &mut sites
        } else {
            &mut others
        };
        match known {
            Some(known) if known == entity => {}
            Some(_) => edits.push(Edit::Update(entity)),
            None => edits.push(Edit::Create(entity)),
        }
    }
    let mut edits = shared.cast.into_edits();
    edits.extend(sites);
    edits.extend(others);
    edits.extend(superiors);
    Content {
        edits,
        area,
        taken: counts.into_values().collect(),
    }
}

fn count(counts: &mut BTreeMap<MapKind, Taken>, kind: MapKind, is_known: bool) {
    let taken = counts.entry(kind).or_insert(Taken {
        kind,
        added: 0,
        updated: 0,
    });
    taken.updated += usize::from(is_known);
    taken.added += usize::from(!is_known);
}

/// Returns every site that a corridor may name: the file's before the plan's.
fn sites_of(named: &[Named<'_>], start: &Plan) -> Lookup<Site> {
    let mut sites = Lookup::default();
    for Named { object, identity } in named {
        if let Some(identity) = identity
            && let AnyId::Site(id) = identity.id
            && (object.shape.is_some() || start.sites.contains(id))
        {
            sites.add(id, identity.foreign.as_deref(), name_of(object));
        }
    }
    for (id, site) in start.sites.iter() {
        sites.add(id, site.foreign_id.as_deref(), &site.name);
    }
    sites
}

/// Returns every force that a force may answer to: the file's before the plan's.
fn forces_of(named: &[Named<'_>], start: &Plan) -> Lookup<Force> {
    let mut forces = Lookup::default();
    for Named { object, identity } in named {
        if let Some(identity) = identity
            && let AnyId::Force(id) = identity.id
        {
            forces.add(id, identity.foreign.as_deref(), name_of(object));
        }
    }
    for (id, force) in start.forces.iter() {
        forces.add(id, force.foreign_id.as_deref(), &force.name);
    }
    forces
}

/// Returns the name that an object's feature gives.
fn name_of<'j>(object: &Object<'j>) -> &'j str {
    let properties = object.json.get("properties");
    let name = properties.and_then(|properties| properties.get("name"));
    name.and_then(Json::as_text).unwrap_or_default()
}

/// Notes what an area of operations says that a plan has no place for.
fn drop_properties(json: &Json<'_>, feature: usize, notes: &mut Notes) {
    let Some(Json::Map(members)) = json.get("properties") else {
        return;
    };
    for (name, value) in members {
        if name != "kind" && *value != Json::Null {
            notes.about(
                feature,
                NoteSort::Dropped,
                format!("`{name}` of the area of operations"),
            );
        }
    }
}

/// Takes the area of operations, and of the file's own members its title and attribution. The rest has
/// no place in a plan.
fn info_edit(json: &Json<'_>, start: &Plan, area: Area, notes: &mut Notes) -> Option<Edit> {
    let mut info = start.info.clone();
    let is_same = info
        .area_of_operations
        .as_ref()
        .is_some_and(|known| same_ground(known, &area));
    if !area.is_empty() && !is_same {
        info.area_of_operations = Some(area);
    }
    let members = match json {
        Json::Map(members) if json.get("type").and_then(Json::as_text) == Some("FeatureCollection") => {
            members.as_slice()
        }
        _ => &[],
    };
    for (name, value) in members {
        match (&**name, value) {
            ("type" | "features" | "bbox", _) | (_, Json::Null) => {}
            ("crs", crs) if names_wgs_84(crs) => {}
            ("crs", _) => notes.about_file(
                NoteSort::Dropped,
                "the coordinate system: positions are read as WGS 84 longitude and latitude",
            ),
            ("name" | "title", Json::Text(title)) if info.title.is_empty() => info.title = title.to_string(),
            ("name" | "title", Json::Text(_)) => {}
            ("attribution", Json::Text(source)) => {
                if !info.sources.iter().any(|known| known == source) {
                    info.sources.push(source.to_string());
                }
            }
            _ => notes.about_file(NoteSort::Dropped, format!("the file's member `{name}`")),
        }
    }
    (info != start.info).then(|| Edit::SetInfo(Box::new(info)))
}

/// True for the coordinate system that GeoJSON has, in the words of its older versions.
fn names_wgs_84(crs: &Json<'_>) -> bool {
    let name = crs
        .get("properties")
        .and_then(|properties| properties.get("name"))
        .and_then(Json::as_text);
    name.is_some_and(|name| name.ends_with("CRS84") || name.ends_with(":4326"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_derived_from_shapes_stay_as_they_are() {
        let shape = Geometry::Point(Position::new(33.35, 43.78).unwrap());
        assert_eq!(shape_text(Some(&shape)), "point 33.3500000 43.7800000\n");
    }
}

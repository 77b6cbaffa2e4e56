//! The groups of objects that a file has, and what is chosen for them.
//!
//! Objects of one folder, one kind and one sort of shape are a group: the planner decides about the lot.
//! A choice is put into the features before anything is made of them, so whoever reads them later sees a
//! file that says so itself. What a choice does not speak of stays as it is written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::geojson::json::Json;
use super::note::{NoteSort, Notes};
use super::{MapKind, Options};

/// Properties that other programs keep the name of a folder or layer in, and those in which files of
/// districts name the province around each.
const FOLDERS: [&str; 12] = [
    "folder",
    "Folder",
    "layer",
    "Layer",
    "ADM1_EN",
    "adm1_name",
    "adm1",
    "NAME_1",
    "province",
    "Province",
    "governorate",
    "Governorate",
];
/// Most names of owners that a group lists.
const LISTED: usize = 4;

/// What makes objects one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct GroupKey {
    /// The folder or layer, with those around it: `Police/Checkpoints`; empty where there is none.
    pub folder: String,
    /// The kind the objects say they are, as written; empty where they do not say.
    pub kind: String,
    /// How they are drawn.
    pub shape: ShapeSort,
}

/// How an object is drawn, as far as choices go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum ShapeSort {
    /// Points.
    Point,
    /// Lines.
    Line,
    /// Polygons.
    Area,
    /// Several of these.
    Mixed,
    /// Not drawn.
    Nothing,
}

impl ShapeSort {
    /// Returns the word: `points`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Point => "points",
            Self::Line => "lines",
            Self::Area => "polygons",
            Self::Mixed => "mixed shapes",
            Self::Nothing => "without a shape",
        }
    }

    /// Returns the kinds that can be drawn so.
    pub fn kinds(self) -> impl Iterator<Item = MapKind> {
        MapKind::ALL.iter().copied().filter(move |kind| match self {
            Self::Point => matches!(kind, MapKind::Force | MapKind::Measure | MapKind::Site),
            Self::Line => matches!(
                kind,
                MapKind::Boundary | MapKind::Measure | MapKind::Corridor | MapKind::Site
            ),
            Self::Area => matches!(
                kind,
                MapKind::AreaOfOperations | MapKind::Sector | MapKind::Measure | MapKind::Site
            ),
            Self::Mixed => true,
            Self::Nothing => matches!(kind, MapKind::Force),
        })
    }

    /// Returns what is made of objects that do not say what they are.
    pub const fn usual_kind(self) -> Option<MapKind> {
        match self {
            Self::Point => Some(MapKind::Force),
            Self::Line => Some(MapKind::Boundary),
            Self::Area => Some(MapKind::Sector),
            Self::Mixed | Self::Nothing => None,
        }
    }

    fn of(geometry: Option<&Json<'_>>) -> Self {
        let Some(geometry) = geometry else {
            return Self::Nothing;
        };
        match geometry.get("type").and_then(Json::as_text) {
            Some("Point" | "MultiPoint") => Self::Point,
            Some("LineString" | "MultiLineString") => Self::Line,
            Some("Polygon" | "MultiPolygon") => Self::Area,
            Some("GeometryCollection") => {
                let Some(Json::List(members)) = geometry.get("geometries") else {
                    return Self::Nothing;
                };
                let mut sorts: Vec<Self> = members.iter().map(|member| Self::of(Some(member))).collect();
                sorts.sort_unstable();
                sorts.dedup();
                match sorts.as_slice() {
                    [only] => *only,
                    [] => Self::Nothing,
                    _ => Self::Mixed,
                }
            }
            _ => Self::Nothing,
        }
    }
}

/// Objects that choices are made for together.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Group {
    /// What makes them one.
    pub key: GroupKey,
    /// How many there are.
    pub count: usize,
    /// What becomes of them where nothing is chosen; `None`: that differs, or nothing.
    pub kind: Option<MapKind>,
    /// Whom they name as holder, owner or operator, a few of them.
    pub owners: Vec<String>,
    /// The phases they name, a few of them.
    pub phases: Vec<String>,
}

/// What is chosen for a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    /// Leave the whole group out.
    pub leave_out: bool,
    /// What its objects are; `None`: what they say, or what is guessed.
    pub kind: Option<MapKind>,
    /// Whose they are.
    pub owner: Owner,
    /// When they hold, by names of phases, none of them for the whole plan; `None`: as they say.
    pub phases: Option<Vec<String>>,
}

/// Whose the objects of a group are.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Owner {
    /// Whom they name.
    #[default]
    AsWritten,
    /// Nobody's, whomever they name.
    Nobody,
    /// This one's, by name or by id; made where there is none.
    Of(String),
}

/// What is chosen, group by group.
pub type Choices = BTreeMap<GroupKey, Choice>;

/// Lists the groups of a collection and puts what is chosen into its features. Returns the groups, and
/// the places of the features that are left out.
pub(super) fn sort_out(
    json: &mut Json<'_>,
    options: &Options<'_>,
    notes: &mut Notes,
) -> (Vec<Group>, BTreeSet<usize>) {
    let mut groups: BTreeMap<GroupKey, Group> = BTreeMap::new();
    let mut left_out = BTreeSet::new();
    for (place, feature) in features_mut(json).into_iter().enumerate() {
        let key = key_of(feature);
        let group = groups.entry(key.clone()).or_insert_with(|| Group {
            kind: MapKind::from_word(&key.kind).or_else(|| {
                let unsaid = key.kind.is_empty();
                unsaid.then(|| options.kind.or(key.shape.usual_kind())).flatten()
            }),
            key: key.clone(),
            count: 0,
            owners: Vec::new(),
            phases: Vec::new(),
        });
        group.count += 1;
        list(&mut group.owners, property(feature, "stakeholder"));
        list(&mut group.phases, property(feature, "phases"));
        let Some(choice) = options.choices.and_then(|choices| choices.get(&key)) else {
            continue;
        };
        if choice.leave_out {
            left_out.insert(place);
            notes.about(place, NoteSort::NotTaken, "left out, as chosen");
        } else {
            let kind = choice.kind.or(group.kind);
            choose(feature, choice, kind, place, notes);
        }
    }
    (groups.into_values().collect(), left_out)
}

/// Puts a choice into a feature.
fn choose(feature: &mut Json<'_>, choice: &Choice, kind: Option<MapKind>, place: usize, notes: &mut Notes) {
    let mut set = |name: &'static str, value: Json<'static>, told: String| {
        if put(feature, name, value) {
            notes.about(place, NoteSort::Default, format!("{name}: {told}, as chosen"));
        }
    };
    if let Some(kind) = choice.kind {
        set("kind", text(kind.word()), kind.word().to_owned());
    }
    // A boundary has two sides and the area of operations is everybody's: neither has an owner.
    if !matches!(kind, Some(MapKind::Boundary | MapKind::AreaOfOperations)) {
        match &choice.owner {
            Owner::AsWritten => {}
            Owner::Nobody => set("stakeholder", Json::Null, "nobody".to_owned()),
            Owner::Of(name) => set("stakeholder", text(name), name.clone()),
        }
    }
    if let Some(phases) = &choice.phases
        && kind != Some(MapKind::AreaOfOperations)
    {
        let told = if phases.is_empty() {
            "the whole plan".to_owned()
        } else {
            phases.join(", ")
        };
        set(
            "phases",
            Json::List(phases.iter().map(|name| text(name)).collect()),
            told,
        );
    }
}

fn text(text: &str) -> Json<'static> {
    Json::Text(Cow::Owned(text.to_owned()))
}

/// Sets a property; false where it says so already.
fn put(feature: &mut Json<'_>, name: &'static str, value: Json<'static>) -> bool {
    let Json::Map(members) = feature else {
        return false;
    };
    let place = members.iter().rposition(|(known, _)| known == "properties");
    let place = place.unwrap_or_else(|| {
        members.push((Cow::Borrowed("properties"), Json::Null));
        members.len() - 1
    });
    let Some((_, properties)) = members.get_mut(place) else {
        return false;
    };
    if !matches!(properties, Json::Map(_)) {
        *properties = Json::Map(Vec::new());
    }
    let Json::Map(properties) = properties else {
        return false;
    };
    let mut given = properties.iter().filter(|(known, _)| known == name);
    let same = match (given.next_back(), &value) {
        (Some((_, known)), value) => known == value,
        (None, value) => *value == Json::Null,
    };
    if !same {
        properties.retain(|(known, _)| known != name);
        properties.push((Cow::Borrowed(name), value));
    }
    !same
}

/// The features of a collection; a lone feature counts as one.
fn features_mut<'m, 'j>(json: &'m mut Json<'j>) -> Vec<&'m mut Json<'j>> {
    let is_feature = json.get("type").and_then(Json::as_text) == Some("Feature");
    if is_feature {
        return vec![json];
    }
    let Json::Map(members) = json else {
        return Vec::new();
    };
    let features = members.iter_mut().rev().find(|(name, _)| name == "features");
    match features {
        Some((_, Json::List(features))) => features.iter_mut().collect(),
        _ => Vec::new(),
    }
}

fn key_of(feature: &Json<'_>) -> GroupKey {
    let folder = FOLDERS
        .iter()
        .find_map(|name| property(feature, name)?.as_text())
        .unwrap_or_default();
    let kind = property(feature, "kind")
        .and_then(Json::as_text)
        .unwrap_or_default();
    let tidy = kind.trim().to_lowercase().replace([' ', '-'], "_");
    let known = MapKind::from_word(&tidy).map(MapKind::word);
    GroupKey {
        folder: folder.to_owned(),
        kind: known.unwrap_or(kind).to_owned(),
        shape: ShapeSort::of(feature.get("geometry")),
    }
}

fn property<'f, 'j>(feature: &'f Json<'j>, name: &str) -> Option<&'f Json<'j>> {
    feature.get("properties")?.get(name)
}

/// Adds the names that a property holds, as long as there are few.
fn list(names: &mut Vec<String>, value: Option<&Json<'_>>) {
    let mut add = |name: &str| {
        if names.len() < LISTED && !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    match value {
        Some(Json::Text(name)) => add(name),
        Some(Json::List(items)) => items.iter().filter_map(Json::as_text).for_each(add),
        _ => {}
    }
}

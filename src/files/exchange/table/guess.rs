//! What a column holds, by its name and by what stands in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::geometry::coordinates;

use super::super::hints::folded;
use super::super::typed::known_name;
use super::mapping::Field;
use super::place::decimal;
use super::rows::{Row, Table};
use super::wkt::is_wkt;

/// Filled cells of a column that are looked at, and rows that they are looked for in.
const SAMPLE: usize = 20;
const MOST_ROWS: usize = 10_000;
/// Longest cell that may be a position, bytes.
const LONGEST_POSITION: usize = 200;

/// Names of columns beyond the fields' own, folded, in English, French and Arabic.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Latitude,
        &[
            "lat",
            "y",
            "north",
            "northing",
            "lat dd",
            "lat wgs84",
            "gps lat",
            "gps latitude",
            "point y",
            "ycoord",
            "y coord",
            "decimal latitude",
            "عرض",
            "خط عرض",
            "دائرة عرض",
            "خط العرض",
        ],
    ),
    (
        Field::Longitude,
        &[
            "lon",
            "long",
            "lng",
            "x",
            "east",
            "easting",
            "lon dd",
            "long dd",
            "lon wgs84",
            "gps lon",
            "gps long",
            "gps longitude",
            "point x",
            "xcoord",
            "x coord",
            "decimal longitude",
            "طول",
            "خط طول",
        ],
    ),
    (
        Field::Position,
        &[
            "coordinates",
            "coordinate",
            "coords",
            "coord",
            "mgrs",
            "utm",
            "grid",
            "grid reference",
            "grid ref",
            "gr",
            "lat lon",
            "lat long",
            "latlon",
            "latlong",
            "lat lng",
            "gps",
            "dms",
            "coordonnees",
            "احداثيات",
            "احداثية",
        ],
    ),
    (
        Field::Wkt,
        &["geom", "geometry", "the geom", "shape", "geo shape"],
    ),
    (
        Field::Type,
        &[
            "type",
            "kind",
            "category",
            "class",
            "feature type",
            "site type",
            "facility type",
            "unit type",
            "genre",
            "categorie",
            "نوع",
            "فئة",
            "تصنيف",
        ],
    ),
    (
        Field::Property("name"),
        &[
            "unit",
            "unit name",
            "formation",
            "title",
            "label",
            "place",
            "place name",
            "site name",
            "facility",
            "facility name",
            "designation",
            "nom",
            "unite",
            "اسم",
            "وحدة",
            "اسم وحدة",
            "تشكيل",
        ],
    ),
    (
        Field::Property("native_name"),
        &[
            "arabic name",
            "name ar",
            "name arabic",
            "local name",
            "nom arabe",
            "اسم عربي",
            "اسم محلي",
        ],
    ),
    (
        Field::Property("stakeholder"),
        &[
            "owner",
            "holder",
            "side",
            "party",
            "faction",
            "operator",
            "belligerent",
            "affiliation",
            "actor",
            "organisation",
            "organization",
            "org",
            "agency",
            "proprietaire",
            "partie",
            "acteur",
            "جهة",
            "طرف",
            "مالك",
            "جهة مسؤولة",
        ],
    ),
    (
        Field::Property("echelon"),
        &["size", "level", "taille", "niveau", "حجم", "مستوى"],
    ),
    (
        Field::Property("function"),
        &[
            "arm",
            "branch",
            "speciality",
            "specialty",
            "fonction",
            "arme",
            "صنف",
            "اختصاص",
        ],
    ),
    (
        Field::Property("sidc"),
        &["symbol", "symbol code", "symbol id", "app6", "2525", "milstd"],
    ),
    (
        Field::Property("superior"),
        &[
            "parent",
            "parent unit",
            "parent id",
            "higher",
            "higher unit",
            "higher hq",
            "reports to",
            "subordinate to",
            "superieur",
            "unite mere",
            "مرجع",
            "قيادة عليا",
            "تابع ل",
            "وحدة ام",
        ],
    ),
    (
        Field::Property("personnel"),
        &[
            "strength",
            "men",
            "manpower",
            "headcount",
            "troops",
            "effectif",
            "effectifs",
            "قوام",
            "عدد افراد",
            "عدد مقاتلين",
        ],
    ),
    (
        Field::Property("people"),
        &[
            "population",
            "persons",
            "individuals",
            "idps",
            "beneficiaries",
            "سكان",
            "عدد سكان",
            "نازحين",
        ],
    ),
    (
        Field::Property("notes"),
        &[
            "note",
            "remark",
            "remarks",
            "comment",
            "comments",
            "description",
            "details",
            "remarque",
            "remarques",
            "commentaire",
            "ملاحظات",
            "ملاحظة",
            "وصف",
        ],
    ),
    (
        Field::Property("id"),
        &[
            "uid",
            "guid",
            "uuid",
            "identifier",
            "ref",
            "reference",
            "pcode",
            "identifiant",
            "معرف",
            "رمز",
        ],
    ),
    (Field::Property("phases"), &["phase", "مرحلة", "مراحل"]),
    (Field::Property("buffer_m"), &["buffer", "radius m"]),
];

/// Returns what a column of that name holds; `None`: that cannot be told from the name.
fn field_of_name(name: &str) -> Option<Field> {
    // Folded once: a table may have five hundred columns.
    static FIELDS: LazyLock<BTreeMap<String, Field>> = LazyLock::new(|| {
        let mut fields = BTreeMap::new();
        for (field, names) in NAMES {
            for name in *names {
                fields.entry(folded(name)).or_insert(*field);
            }
        }
        fields
    });
    let words = folded(name);
    if let Some(field) = FIELDS.get(&words) {
        return Some(*field);
    }
    let own = words.replace(' ', "_");
    let field = own.parse::<Field>().ok();
    field
        .filter(|field| !matches!(field, Field::Ignore | Field::Keep))
        .or_else(|| known_name(name).map(Field::Property))
}

/// True where the first row names the columns: nothing in it is a number or a position, and a word is known
/// or the row below looks otherwise.
pub(super) fn is_header(first: &Row<'_>, second: Option<&Row<'_>>) -> bool {
    let cells = 0..first.cells.len();
    let is_value = |row: &Row<'_>, column: usize| {
        let cell = row.cell(column);
        decimal(cell).is_some() || is_wkt(cell) || is_position(cell)
    };
    if cells.clone().any(|column| is_value(first, column)) {
        return false;
    }
    let known = |column: usize| field_of_name(first.cell(column)).is_some();
    cells.clone().any(known)
        || second.is_some_and(|second| cells.clone().any(|column| is_value(second, column)))
}

/// Guesses what each column holds; each field but once.
pub(super) fn guessed_fields(table: &Table<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::with_capacity(table.names.len());
    for name in &table.names {
        let guess = field_of_name(name).filter(|_| table.has_header);
        let guess = guess.filter(|field| !fields.contains(field));
        fields.push(guess.unwrap_or(Field::Keep));
    }
    guess_places(table, &mut fields);
    guess_names(table, &mut fields);
    fields
}

/// Finds coordinates by what stands in the columns, where no column is called so.
fn guess_places(table: &Table<'_>, fields: &mut [Field]) {
    let is_placed = |fields: &[Field]| {
        let has = |field| fields.contains(&field);
        has(Field::Position) || has(Field::Wkt) || has(Field::Latitude) && has(Field::Longitude)
    };
    if is_placed(fields) {
        return;
    }
    for field in [Field::Wkt, Field::Position] {
        let test = if field == Field::Wkt { is_wkt } else { is_position };
        let found = (0..fields.len()).find(|column| {
            let is_free = matches!(fields.get(*column), Some(Field::Keep | Field::Property("name")));
            is_free && mostly(table, *column, test)
        });
        if let Some(known) = found.and_then(|column| fields.get_mut(column)) {
            *known = field;
            return;
        }
    }
    // Two columns of decimal degrees, in the order that planners write them.
    let degrees =
        |cell: &str| decimal(cell).is_some_and(|number| number.abs() <= 180.0 && cell.contains(['.', ',']));
    let columns: Vec<usize> = (0..fields.len())
        .filter(|column| fields.get(*column) == Some(&Field::Keep) && mostly(table, *column, degrees))
        .collect();
    if let [first, second] = columns.as_slice() {
        for (column, field) in [(*first, Field::Latitude), (*second, Field::Longitude)] {
            if let Some(known) = fields.get_mut(column) {
                *known = field;
            }
        }
    }
}

/// Takes the first column of words for names, where no column is called so.
fn guess_names(table: &Table<'_>, fields: &mut [Field]) {
    if fields.contains(&Field::Property("name")) {
        return;
    }
    let wordy = |cell: &str| decimal(cell).is_none() && cell.chars().any(char::is_alphabetic);
    let called = [
        "location",
        "site",
        "town",
        "village",
        "city",
        "lieu",
        "موقع",
        "مدينة",
    ];
    let by_name = table
        .names
        .iter()
        .zip(fields.iter())
        .position(|(name, field)| *field == Field::Keep && called.contains(&folded(name).as_str()));
    let by_content = || {
        let free = |column: &usize| fields.get(*column) == Some(&Field::Keep);
        (0..fields.len())
            .filter(free)
            .find(|column| mostly(table, *column, wordy))
    };
    let found = by_name.or_else(|| (!table.has_header).then(by_content).flatten());
    if let Some(field) = found.and_then(|column| fields.get_mut(column)) {
        *field = Field::Property("name");
    }
}

/// True where most of the first values of a column pass, and there are any.
fn mostly(table: &Table<'_>, column: usize, test: impl Fn(&str) -> bool) -> bool {
    let cells: Vec<&str> = table
        .rows
        .iter()
        .take(MOST_ROWS)
        .map(|row| row.cell(column))
        .filter(|cell| !cell.is_empty())
        .take(SAMPLE)
        .collect();
    let passing = cells.iter().filter(|cell| test(cell)).count();
    passing * 2 > cells.len()
}

/// True for a position that stands in one cell; a bare number is none.
fn is_position(cell: &str) -> bool {
    if cell.len() > LONGEST_POSITION {
        return false;
    }
    let digits = cell.chars().filter(|letter| letter.is_numeric()).count();
    digits >= 4 && decimal(cell).is_none() && coordinates::read_one(cell, None).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_understood_in_three_languages() {
        let field = |name: &str| field_of_name(name).map(Field::word);
        assert_eq!(field("LATITUDE"), Some("latitude"));
        assert_eq!(field("Lat."), Some("latitude"));
        assert_eq!(field("خط العرض"), Some("latitude"));
        assert_eq!(field("خط الطول"), Some("longitude"));
        assert_eq!(field("Coordonnées"), Some("position"));
        assert_eq!(field("الإحداثيات"), Some("position"));
        assert_eq!(field("Unité"), Some("name"));
        assert_eq!(field("الجهة"), Some("stakeholder"));
        assert_eq!(field("Parent Unit"), Some("superior"));
        assert_eq!(field("from_minute"), Some("from_minute"));
        assert_eq!(field("Colour"), None);
    }
}

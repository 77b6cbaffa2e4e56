//! The named places: countries, governorates of Iraq, GeoNames, and a hand-made supplement for Iraq.
//!
//! A place of the supplement that GeoNames has too becomes one with it. A place is named from the
//! zoom at which it is important enough and has room beside the more important ones: so there are
//! neither empty views nor heaps of names.

use std::path::Path;

use anyhow::Context;

use entente::files::basemap::write::PlaceSource;
use entente::files::basemap::{PlaceKind, fold};
use entente::geometry::mercator::unit_from_degrees;

use crate::cut::twice_area;
use crate::source::{self, Row, Vertex, steps};

const STEP_E7: u32 = entente::files::basemap::format::PLACE_STEP_E7.unsigned_abs();

/// Two places of one name nearer than this are one, in degrees.
const SAME_PLACE_DEG: f64 = 0.05;
/// How near two names may come on the screen, in pixels.
const ROOM_PX: f64 = 36.0;
/// Zoom at which every place is named, in tenths.
const LAST_ZOOM_TENTHS: u8 = 120;

/// Reads all places; their zooms are set.
pub fn collect(data: &Path) -> anyhow::Result<Vec<PlaceSource>> {
    let table = |file: &str| source::read_table(&data.join(file));
    let mut settlements = table("places.tsv")?
        .iter()
        .map(settlement)
        .collect::<anyhow::Result<Vec<_>>>()
        .context("places.tsv")?;
    for row in table("places_iraq_supplement.tsv")? {
        let place = supplement(&row).context("places_iraq_supplement.tsv")?;
        match settlements.iter_mut().find(|known| is_same(known, &place)) {
            Some(known) => add_to(known, place),
            None => settlements.push(place),
        }
    }
    settlements.sort_by(|one, other| {
        let order = |place: &PlaceSource| (std::cmp::Reverse(weight(place)), place.kind);
        order(one)
            .cmp(&order(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    give_room(&mut settlements);

    let countries = table("world/countries_labels.tsv")?;
    let mut places: Vec<_> = countries
        .iter()
        .map(country)
        .collect::<anyhow::Result<_>>()
        .context("countries")?;
    places.sort_by_key(|place| std::cmp::Reverse(place.population));
    places.extend(governorates(
        &data.join("middle_east/admin1_iraq_geoboundaries.geojson"),
    )?);
    places.append(&mut settlements);
    Ok(places)
}

fn settlement(row: &Row) -> anyhow::Result<PlaceSource> {
    let population = row.number("pop")? as u32;
    let (own, ascii) = (row.text("name"), row.text("ascii"));
    let (name, other_name) = if ascii.is_empty() { (own, "") } else { (ascii, own) };
    Ok(PlaceSource {
        kind: match population {
            100_000.. => PlaceKind::City,
            10_000.. => PlaceKind::Town,
            _ => PlaceKind::Village,
        },
        population,
        country: row.text("cc").to_owned(),
        name: name.to_owned(),
        name_ar: row.text("name_ar").to_owned(),
        other_name: other_name.to_owned(),
        ..at(row.number("lat")?, row.number("lon")?)
    })
}

fn supplement(row: &Row) -> anyhow::Result<PlaceSource> {
    Ok(PlaceSource {
        kind: match row.text("kind") {
            "city" => PlaceKind::City,
            "town" => PlaceKind::Town,
            "village" => PlaceKind::Village,
            "area" => PlaceKind::Locality,
            "airfield" => PlaceKind::Airfield,
            "camp" => PlaceKind::Camp,
            "landmark" => PlaceKind::Landmark,
            other => anyhow::bail!("there is no kind of place called `{other}`"),
        },
        uncertainty_hm: (row.number("uncertainty_km")? * 10.0).round() as u32,
        country: "IQ".to_owned(),
        name: row.text("name").to_owned(),
        name_ar: row.text("name_ar").to_owned(),
        ..at(row.number("lat")?, row.number("lon")?)
    })
}

fn country(row: &Row) -> anyhow::Result<PlaceSource> {
    let (code, name, long) = (row.text("iso_a2"), row.text("name"), row.text("name_long"));
    Ok(PlaceSource {
        kind: PlaceKind::Country,
        min_zoom_tenths: (row.number("min_label")? * 10.0).round() as u8,
        population: row.number("pop_est")? as u32,
        country: Some(code)
            .filter(|code| code.len() == 2)
            .unwrap_or_default()
            .to_owned(),
        name: name.to_owned(),
        name_ar: row.text("name_ar").to_owned(),
        other_name: Some(long)
            .filter(|long| *long != name)
            .unwrap_or_default()
            .to_owned(),
        ..at(row.number("lat")?, row.number("lon")?)
    })
}

fn governorates(path: &Path) -> anyhow::Result<Vec<PlaceSource>> {
    let features = source::read_features(path, STEP_E7)?;
    let label = |feature: &source::Feature| {
        let outer = feature.parts.iter().filter_map(|part| part.first());
        let largest = outer.max_by_key(|ring| twice_area(ring).abs())?;
        let [lon_steps, lat_steps] = centre(largest);
        Some(PlaceSource {
            kind: PlaceKind::Governorate,
            min_zoom_tenths: 65,
            country: "IQ".to_owned(),
            name: feature.text("n")?.to_owned(),
            name_ar: feature.text("ar").unwrap_or_default().to_owned(),
            lat_steps,
            lon_steps,
            ..at(0.0, 0.0)
        })
    };
    Ok(features.iter().filter_map(label).collect())
}

/// The centre of gravity of a ring.
fn centre(ring: &[Vertex]) -> Vertex {
    let wide = |vertex: &Vertex| vertex.map(f64::from);
    let origin = ring.first().map_or([0.0; 2], wide);
    let next = ring.iter().skip(1).chain(ring.first());
    let mut sums = [0.0; 3];
    for (one, next) in ring.iter().map(wide).zip(next.map(wide)) {
        let from_origin = |point: [f64; 2]| [point[0] - origin[0], point[1] - origin[1]];
        let (one, next) = (from_origin(one), from_origin(next));
        let cross = one[0] * next[1] - one[1] * next[0];
        sums[0] += cross * (one[0] + next[0]);
        sums[1] += cross * (one[1] + next[1]);
        sums[2] += cross * 3.0;
    }
    let middle =
        |axis: f64, start: f64| (start + if sums[2] == 0.0 { 0.0 } else { axis / sums[2] }).round() as i32;
    [middle(sums[0], origin[0]), middle(sums[1], origin[1])]
}

/// A nameless place at a position in degrees.
fn at(latitude: f64, longitude: f64) -> PlaceSource {
    PlaceSource {
        kind: PlaceKind::Village,
        min_zoom_tenths: 0,
        lat_steps: steps(latitude, STEP_E7),
        lon_steps: steps(longitude, STEP_E7),
        population: 0,
        uncertainty_hm: 0,
        country: String::new(),
        name: String::new(),
        name_ar: String::new(),
        other_name: String::new(),
    }
}

fn is_same(known: &PlaceSource, other: &PlaceSource) -> bool {
    let near = f64::from(steps(SAME_PLACE_DEG, STEP_E7));
    let apart = |one: i32, other: i32| f64::from(one.abs_diff(other));
    let near =
        apart(known.lat_steps, other.lat_steps) < near && apart(known.lon_steps, other.lon_steps) < near;
    let latin = || {
        [&known.name, &known.other_name]
            .iter()
            .any(|name| fold(name) == fold(&other.name))
    };
    let arabic = || !other.name_ar.is_empty() && fold(&known.name_ar) == fold(&other.name_ar);
    near && known.country == other.country && (latin() || arabic())
}

/// GeoNames has the surer position and the population, the supplement may know a name more.
fn add_to(known: &mut PlaceSource, other: PlaceSource) {
    if known.name_ar.is_empty() {
        known.name_ar = other.name_ar;
    }
    if known.other_name.is_empty() && other.name != known.name {
        known.other_name = other.name;
    }
    known.kind = known.kind.min(other.kind);
}

/// How important a place is: its people, or how many it would have if it were a usual one.
fn weight(place: &PlaceSource) -> u32 {
    let usual = match place.kind {
        PlaceKind::City => 100_000,
        PlaceKind::Town | PlaceKind::Airfield | PlaceKind::Landmark => 15_000,
        _ => 1000,
    };
    if place.population > 0 {
        place.population
    } else {
        usual
    }
}

/// Sets the zoom from which each place is named; they must come the most important first.
fn give_room(places: &mut [PlaceSource]) {
    let mut taken: Vec<[f64; 2]> = Vec::with_capacity(places.len());
    for place in places {
        let degrees = |steps: i32| f64::from(steps) * f64::from(STEP_E7) / 1e7;
        let [x, y] = unit_from_degrees(degrees(place.lat_steps), degrees(place.lon_steps));
        let square = |other: &[f64; 2]| (other[0] - x) * (other[0] - x) + (other[1] - y) * (other[1] - y);
        let nearest = taken.iter().map(square).fold(1.0, f64::min).sqrt();
        let with_room = (10.0 * libm::log2(ROOM_PX / (256.0 * nearest))).ceil();
        let tenths = with_room.clamp(0.0, f64::from(LAST_ZOOM_TENTHS)) as u8;
        place.min_zoom_tenths = tenths.max(important_from(weight(place)));
        taken.push([x, y]);
    }
}

/// The first zoom, in tenths, at which a place of so many people matters, however alone it lies.
fn important_from(people: u32) -> u8 {
    match people {
        5_000_000.. => 30,
        2_000_000.. => 35,
        1_000_000.. => 40,
        500_000.. => 45,
        250_000.. => 50,
        100_000.. => 55,
        50_000.. => 60,
        20_000.. => 65,
        10_000.. => 70,
        3_000.. => 75,
        _ => 85,
    }
}

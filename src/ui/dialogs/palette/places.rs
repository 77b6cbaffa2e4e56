//! Places of the base map as the palette lists them: with what tells two of one name apart.

use crate::editor::Pin;
use crate::files::basemap::{BaseMap, Fit, Place, PlaceKind};
use crate::geometry::{Position, bearing_deg, distance_m};
use crate::ui::words::said;

/// A place of the base map.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// Its name and where it is.
    pub pin: Pin,
    /// Its name in Arabic; may be empty.
    pub native: String,
    /// What it is, near what, in which country.
    pub about: String,
    /// How well its name fits.
    pub fit: Fit,
    /// How many people live there; 0 where nobody says.
    pub population: u32,
}

/// Most places listed.
const LISTED: usize = 25;

/// Finds places by any of their names; of those alike in fit and people, the nearest come first.
pub fn found_places(map: &BaseMap<'_>, query: &str, near: Option<Position>) -> Vec<FoundPlace> {
    let hits = map.search_near(query, near);
    let found = |(place, fit): (&Place<'_>, Fit)| FoundPlace {
        pin: Pin {
            name: place.name.to_owned(),
            at: place.position,
        },
        native: place.name_ar.unwrap_or_default().to_owned(),
        about: about(map, place),
        fit,
        population: place.population.unwrap_or(0),
    };
    hits.into_iter().take(LISTED).map(found).collect()
}

fn about(map: &BaseMap<'_>, place: &Place<'_>) -> String {
    let kind = kind_word(place.kind);
    let country = map
        .country(place.country)
        .filter(|country| country.name != place.name)
        .map(|country| country.name);
    let city = match place.kind {
        PlaceKind::Country | PlaceKind::Governorate | PlaceKind::City => None,
        _ => map
            .city_near(place.position)
            .filter(|city| city.name != place.name),
    };
    let mut words = vec![kind.to_owned()];
    words.extend(city.map(|city| beside(city, place.position)));
    words.extend(country.map(str::to_owned));
    words.join(" · ")
}

/// `12 km NW of Fallujah`.
fn beside(city: &Place<'_>, at: Position) -> String {
    let km = (distance_m(city.position, at) / 1000.0).round();
    if km < 1.0 {
        return format!("in {}", city.name);
    }
    said(format!(
        "{km} km {} of {}",
        side(bearing_deg(city.position, at)),
        city.name
    ))
}

fn side(bearing_deg: f64) -> &'static str {
    const SIDES: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
    let eighth = (bearing_deg / 45.0).round().rem_euclid(8.0) as usize;
    SIDES.get(eighth).copied().unwrap_or("N")
}

fn kind_word(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Country => "country",
        PlaceKind::Governorate => "governorate",
        PlaceKind::City => "city",
        PlaceKind::Town => "town",
        PlaceKind::Village => "village",
        PlaceKind::Locality => "locality",
        PlaceKind::Airfield => "airfield",
        PlaceKind::Camp => "camp",
        PlaceKind::Landmark => "landmark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_one_name_are_told_apart_and_the_nearest_comes_first() {
        let map = BaseMap::embedded().unwrap();
        let fallujah = found_places(&map, "fallujah", None);
        let first = fallujah.first().unwrap();
        assert_eq!(first.native, "الفلوجة");
        assert_eq!(first.about, "city · Iraq");
        let near = Position::new(33.3, 43.7).unwrap();
        let found = found_places(&map, "al karmah", Some(near));
        let abouts: Vec<&str> = found.iter().map(|place| place.about.as_str()).collect();
        assert!(abouts.iter().any(|about| about.contains("Iraq")), "{abouts:?}");
        assert!(found.len() <= LISTED);
    }

    #[test]
    fn sides_of_the_world_go_round() {
        for (bearing, expected) in [
            (0.0, "N"),
            (22.4, "N"),
            (22.6, "NE"),
            (180.0, "S"),
            (340.0, "N"),
            (315.0, "NW"),
        ] {
            assert_eq!(side(bearing), expected);
        }
    }
}

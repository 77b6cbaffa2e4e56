//! What people type and paste, and what is said where it cannot be read.

use proptest::prelude::*;

use super::*;
use crate::geometry::{Bounds, Position, distance_m};

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn fallujah() -> Bounds {
    Bounds::of_line([at(33.2, 43.6), at(33.5, 44.0)]).unwrap()
}

fn check(text: &str, expected: Position) {
    let reading = read_one(text, None).unwrap_or_else(|error| panic!("{text}: {error}"));
    let typed = reading.typed.unwrap_or_else(|| panic!("{text}: {reading:?}"));
    assert!(
        distance_m(typed, expected) < 0.8,
        "{text}: {typed}, not {expected}"
    );
    assert_eq!(reading.doubt, None, "{text}");
}

fn refused(text: &str, expected: &str) {
    let error = read(text, None).unwrap_err().to_string();
    assert!(error.contains(expected), "{text}: {error}");
}

#[test]
fn degrees_are_read_however_they_are_written() {
    for text in [
        "33.35 43.78",
        "33.35,43.78",
        "33.35, 43.78",
        "33.35; 43.78",
        "33.35/43.78",
        "(33.35, 43.78)",
        "[33.35,43.78]",
        "+33.35 +43.78",
        "+33.35+043.78/",
        "33,35 43,78",
        "33,35; 43,78",
        "33,35, 43,78",
        "33,35N 43,78E",
        "33.35N 43.78E",
        "33.35 N, 43.78 E",
        "33.35n43.78e",
        "N33.35 E43.78",
        "N 33.35, E 43.78",
        "43.78 E 33.35 N",
        "E43.78 N33.35",
        "33.35N E43.78",
        "33.35° N 43.78° E",
        "33.35º, 43.78º",
        "33.35 North 43.78 East",
        "33.35 north, 43.78",
        "lat 33.35 lon 43.78",
        "lat: 33.35, lng: 43.78",
        "Latitude=33.35 Longitude=43.78",
        "lon 43.78 lat 33.35",
        "lon, lat: 43.78, 33.35",
        "Lat/Lon 33.35 43.78",
        "{\"lat\": 33.35, \"lon\": 43.78}",
        "POINT(43.78 33.35)",
        "WGS 84 33.35 43.78",
        "geo:33.35,43.78",
        "geo:33.35,43.78,120;crs=wgs84;u=35",
        "GEO:33.35,43.78?z=12",
        "٣٣٫٣٥ ٤٣٫٧٨",
        "٣٣٫٣٥° شمالاً، ٤٣٫٧٨° شرقاً",
        "۳۳.۳۵ ۴۳.۷۸",
        "\u{200f}33.35\u{a0}43.78\u{200e}",
        "  33.3500000   43.7800000 ",
        "33.35\t43.78",
        "33.350000000000001 43.779999999999999",
    ] {
        check(text, at(33.35, 43.78));
    }
    check("-33.35 -43.78", at(-33.35, -43.78));
    check("−33.35, −43.78", at(-33.35, -43.78));
    check("33.35 S 43.78 W", at(-33.35, -43.78));
    check("-33.35-43.78", at(-33.35, -43.78));
    check("33 43", at(33.0, 43.0));
    check("33,43", at(33.0, 43.0));
    check(".5 -.25", at(0.5, -0.25));
    check("0 180", at(0.0, 180.0));
    check("90 0", at(90.0, 0.0));
}

#[test]
fn minutes_and_seconds_are_read_with_marks_of_every_kind() {
    for text in [
        "33°21′00″N 43°46′48″E",
        "33°21'00\"N 43°46'48\"E",
        "33º21’00”N, 43º46’48”E",
        "33˚21´00¨N 43˚46´48¨E",
        "33° 21' 00'' N 43° 46' 48'' E",
        "33 21 00 N 43 46 48 E",
        "33 21 00 43 46 48",
        "33 21 0.0, 43 46 48.0",
        "33°21.0′N 43°46.8′E",
        "33 21.0 43 46.8",
        "33 21,0 43 46,8",
        "N33°21.000 E043°46.800",
        "33-21-00N 043-46-48E",
        "33:21:00N 043:46:48E",
        "33d21m00s N 43d46m48s E",
        "33d21'00\" 43d46'48\"",
        "33 deg 21 min N 43 deg 46 min 48 sec E",
        "3321N 0434648E",
        "332100N0434648E",
        "3321.0N 04346.8E",
        "E 43 46 48 N 33 21 00",
        "33° 21′ 43° 46′ 48″",
        "٣٣°٢١′٠٠″ شمال ٤٣°٤٦′٤٨″ شرق",
        "33°21′ شمالا 43°46′48″ شرقا",
    ] {
        check(text, at(33.35, 43.78));
    }
    check("33°21'S 43°46.8'W", at(-33.35, -43.78));
    check("-33 21 00 -43 46 48", at(-33.35, -43.78));
    check("-0 30 0 -0 15 0", at(-0.5, -0.25));
}

#[test]
fn grids_are_read_however_they_are_written() {
    for text in [
        "38S LB 86481 90753",
        "38SLB8648190753",
        "38s lb 86481 90753",
        "38 S LB 86481 90753",
        "38S LB 8648190753",
        "MGRS: 38S LB 86481 90753",
        "38SLB 86481,90753",
        "٣٨S LB ٨٦٤٨١ ٩٠٧٥٣",
        "38S 386481 3690753",
        "38S 386481E 3690753N",
        "38S 386481mE 3690753mN",
        "38S 386481 m E 3690753 m N",
        "38S E 386481 N 3690753",
        "38 N 386481 3690753",
        "38N 386,481 3,690,753",
        "UTM zone 38N 386481.4 3690753.2",
        "utm 38 north, 386481, 3690753",
        "38S 386481,3690753",
        "386481E 3690753N 38S",
        "3690753N 386481E 38N",
        "Zone: 38 Hemisphere: N Easting: 386481 Northing: 3690753",
    ] {
        check(text, at(33.35, 43.78));
    }
    let square = read_one("38S LB 864 907", None).unwrap().typed.unwrap();
    assert!(distance_m(square, at(33.35, 43.78)) < 75.0);
    check("33H 500000 6300000", at(-33.439_394_7, 15.0));
    check(
        "19 south 500000 6300000",
        read_one("19H 500000 6300000", None).unwrap().typed.unwrap(),
    );
    check("Z 2000000 2000000", at(90.0, 0.0));
    check("A 2000000E 2000000N", at(-90.0, 0.0));
    check("ZAH 00000 00000", at(90.0, 0.0));
}

#[test]
fn a_grid_reference_without_its_zone_is_taken_where_the_plan_is() {
    let reading = read_one("LB 86481 90753", Some(fallujah())).unwrap();
    assert!(distance_m(reading.typed.unwrap(), at(33.35, 43.78)) < 0.8);
    let reading = read_one("386481 3690753", Some(fallujah())).unwrap();
    assert!(distance_m(reading.typed.unwrap(), at(33.35, 43.78)) < 0.8);
    refused("LB 86481 90753", "needs its zone");
    refused("386481 3690753", "needs its zone");
}

#[test]
fn exchanged_coordinates_are_offered_and_never_taken() {
    let reading = read_one("143.78 33.35", None).unwrap();
    assert_eq!(reading.typed, None);
    assert_eq!(
        (reading.other, reading.doubt),
        (Some(at(33.35, 143.78)), Some(Doubt::Exchanged))
    );

    let reading = read_one("43.78 33.35", Some(fallujah())).unwrap();
    assert_eq!(reading.typed, Some(at(43.78, 33.35)));
    assert_eq!(
        (reading.other, reading.doubt),
        (Some(at(33.35, 43.78)), Some(Doubt::Exchanged))
    );
    // Letters can be wrong as well.
    let reading = read_one("43.78 N 33.35 E", Some(fallujah())).unwrap();
    assert_eq!(reading.doubt, Some(Doubt::Exchanged));

    for (text, near) in [
        ("43.78 33.35", None),
        ("33.35 43.78", Some(fallujah())),
        ("33.5 43.5", Some(fallujah())),
        ("-10.5 20.5", Some(fallujah())),
    ] {
        assert_eq!(read_one(text, near).unwrap().doubt, None, "{text}");
    }
    let list = read("143.78 33.35\n43.78 33.4", None).unwrap();
    assert_eq!(list.typed(), None);
    assert_eq!(list.other(), Some(vec![at(33.35, 143.78), at(33.4, 43.78)]));
    assert_eq!(list.sure(), None);
}

#[test]
fn the_letter_s_is_the_band_unless_the_plan_is_in_the_south() {
    let northern = read_one("34S 500000 3690753", None).unwrap();
    assert!(northern.typed.unwrap().latitude() > 0.0 && northern.doubt.is_none());
    let south = read_one("34S 500000 6300000", None).unwrap();
    assert!(south.typed.unwrap().latitude() < 0.0);
    let southern_ground = Bounds::of_line([at(-57.5, 20.5), at(-56.0, 21.5)]).unwrap();
    let reading = read_one("34S 500000 3690753", Some(southern_ground)).unwrap();
    assert_eq!(reading.doubt, Some(Doubt::LetterS));
    assert!(reading.other.unwrap().latitude() < -56.0);
}

#[test]
fn lists_are_read_and_the_line_that_cannot_be_is_named() {
    let three = [at(33.35, 43.78), at(33.36, 43.79), at(33.37, 43.8)];
    for text in [
        "33.35 43.78\n33.36 43.79\n33.37 43.80",
        "33.35 43.78; 33.36 43.79; 33.37 43.80",
        "33.35, 43.78; 33.36, 43.79; 33.37, 43.80;",
        "33.35,43.78\r\n\r\n33.36,43.79\r\n33.37,43.80\r\n",
        "33,35; 43,78\n33,36; 43,79\n33,37; 43,80",
        "33.35N 43.78E, 33.36N 43.79E, 33.37N 43.80E",
    ] {
        assert_eq!(read(text, None).unwrap().sure().unwrap(), three, "{text}");
    }
    let two = read("38S LB 86481 90753, 38S LB 87000 91000", None).unwrap();
    assert_eq!(two.readings.len(), 2);
    refused(
        "33.35 43.78\n\n33.36 E\n",
        "line 3, `33.36 E`: a position is a latitude and a longitude",
    );
    refused(
        "33.35 43.78; hill 402; 33.3 43.7",
        "line 2, `hill 402`: `hill` is not part",
    );
    let cut = read(&format!("33 43\n{}", "x".repeat(60)), None).unwrap_err();
    assert_eq!(cut.found.chars().count(), 41);
}

#[test]
fn what_is_wrong_is_named_with_how_to_write_it() {
    for (text, expected) in [
        ("", "expected a position: write 33.35 43.78"),
        (" \n ", "expected a position"),
        ("33.35", "found one number"),
        ("hello", "`hello` is not part of a position"),
        ("Fallujah 33.35 43.78", "`Fallujah` is not part"),
        ("195 33", "latitude 195° is beyond 90°"),
        ("95 N 33 E", "latitude 95° is beyond 90°"),
        ("33 N 185 E", "longitude 185° is beyond 180°"),
        ("195 185", "latitude 195° is beyond 90°"),
        ("33 61 00 N 43 46 48 E", "from 0 to 59.99…, found `61`"),
        (
            "33.5 21 N 43 46 E",
            "only the last part of an angle has decimals, found `33.5`",
        ),
        ("33 N 43 S", "for the same side of the world"),
        ("-33 S 43 E", "a sign and a letter together"),
        ("33,35,43,78", "in several ways"),
        ("33 43 44", "in several ways"),
        ("38S LB 868 9063", "as many digits for the easting"),
        ("38S LB", "as many digits"),
        ("38I LB 86 90", "no grid square `38ILB`"),
        ("38R LB 86481 90753", "does not reach into its zone"),
        ("38T 386481 3690753", "this northing lies at latitude 33.3°"),
        ("61S 386481 3690753", "there is no UTM zone `61S`"),
        ("38I 386481 3690753", "there is no UTM zone `38I`"),
        ("38S 986481 3690753", "986481 m is no easting"),
        ("38S 386481 13690753", "13690753 m is no northing"),
        ("1e5 2", "in several ways"),
        ("nan inf", "`nan` is not part"),
        ("999999999999999999999999 2", "latitude"),
    ] {
        let error = read(text, None).map_or_else(|error| error.to_string(), |read| format!("{read:?}"));
        assert!(error.contains(expected), "{text}: {error}");
    }
}

fn anywhere() -> impl Strategy<Value = Position> {
    let edges = prop_oneof![
        Just(0),
        Just(80_000_000),
        Just(720_000_000),
        Just(840_000_000),
        Just(-800_000_000),
        -900_000_000..=900_000_000
    ];
    let sides = prop_oneof![
        Just(0),
        Just(1_800_000_000),
        Just(-1_800_000_000),
        Just(420_000_000),
        -1_800_000_000..=1_800_000_000
    ];
    (edges, sides).prop_map(|(lat, lon)| Position::from_e7(lat, lon).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_written_is_read_again(position in anywhere()) {
        for format in CoordinateFormat::ALL {
            for text in [write(position, format), write_short(position, format)] {
                let reading = read_one(&text, None).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
                let typed = reading.typed.ok_or_else(|| TestCaseError::fail(text.clone()))?;
                prop_assert!(distance_m(position, typed) < 3.0, "{} {} {}", position, text, typed);
                prop_assert_eq!(reading.doubt, None);
            }
            let typed = read_one(&write(position, format), None).unwrap().typed.unwrap();
            match format {
                CoordinateFormat::Mgrs | CoordinateFormat::Utm => prop_assert!(distance_m(position, typed) < 0.75),
                _ => prop_assert_eq!(typed, position),
            }
        }
    }

    #[test]
    fn no_text_makes_it_fail(text in ".{0,60}") {
        let _ = read(&text, Some(fallujah()));
    }

    #[test]
    fn no_text_of_the_right_letters_makes_it_fail(text in "[0-9NSEWLBZA .,;°'\"′+:/\\n٣-]{0,40}") {
        let _ = read(&text, None);
        let _ = read(&text, Some(fallujah()));
    }
}

//! What a planner reads when a plan file is not as it should be. Proves, one situation each:
//!
//! * every message names line and column, shows the line and says what was expected and what to do;
//! * none of them names a type of the program or quotes its parser;
//! * a file that is cut off, newer, something else than a plan, or half merged by git is called that.

use entente::files::ron_text::read;
use insta::assert_snapshot;

/// A small plan as a person might write it: no seal, several fields a line.
const PLAN: &str = r#"(
  format: 1,
  id: "e-00000001",
  info: (title: "North", deadlines: [(name: "Rain", at: 60)]),
  policy: (levels: {"A01": Off}, thresholds: (snap_m: 7)),
  stakeholders: {
    "p-2m9x0kte": (name: "Police", kind: Police, armed: true),
  },
  relations: {
    "r-2m9x0kte": (from: "p-2m9x0kte", to: "p-2m9x0kte", state: Allied),
  },
  sectors: {
    "s-7k3qf2xm": (
      name: "Sector North",
      area: [(outer: r"
        33.3491000 43.7860000
        33.3591000 43.7860000
        33.3591000 43.7960000
      ")],
      holder: "p-2m9x0kte",
      when: (from: -60, until: 120),
    ),
  },
  sites: {
    "t-00000001": (shape: Point("33.3 43.7"), people: (low: 1, best: 2, high: 3)),
  },
)
"#;

/// Returns what is said of the plan with `from` replaced by `to`.
fn message(from: &str, to: &str) -> String {
    assert!(PLAN.contains(from), "{from}");
    let message = read(PLAN.replacen(from, to, 1).as_bytes())
        .unwrap_err()
        .to_string();
    for foreign in [
        "enum", "struct", "variant", "PlanV1", "Expected", "u32", "i64", "ron::", "serde",
    ] {
        assert!(!message.contains(foreign), "{foreign} in: {message}");
    }
    message
}

/// Returns what is said of the plan up to `end`.
fn cut_before(end: &str) -> String {
    let (start, _) = PLAN.split_once(end).unwrap();
    read(start.as_bytes()).unwrap_err().to_string()
}

#[test]
fn the_plan_itself_reads() {
    read(PLAN.as_bytes()).unwrap();
}

#[test]
fn an_unknown_field_is_named_with_the_known_ones() {
    assert_snapshot!(message("holder: ", "holdr: "), @r##"
    line 20, column 7: unknown field `holdr` in a sector; did you mean `holder`? known fields are name, native_name, area, holder, shared, lead, supporting, role, state, agreement, when, may_reach_beyond, handovers, label_at, notes, tags, source, foreign_id, sharing, extra
      in sectors › s-7k3qf2xm
      20 |       holdr: "p-2m9x0kte",
         |       ^
    Correct this line, or open a backup of the plan.
    "##);
    let unknown = message("snap_m: 7", "snap: 7");
    let says = "line 5, column 47: unknown field `snap` in the thresholds; did you mean `snap_m`? known fields are \
                snap_m, sliver_width_m, min_overlap_m2,";
    assert!(unknown.starts_with(says), "{unknown}");
    assert!(unknown.contains("in policy › thresholds"), "{unknown}");
}

#[test]
fn an_unknown_word_is_named_with_the_known_ones() {
    assert_snapshot!(message("state: Allied", "state: Freind"), @r##"
    line 10, column 65: `Freind` is not a word for state; expected one of Allied, Cooperating, Neutral, Unknown, NoContact, Rival, Hostile
      in relations › r-2m9x0kte › state
      10 |     "r-2m9x0kte": (from: "p-2m9x0kte", to: "p-2m9x0kte", state: Freind),
         |                                                                 ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("Point(", "Pont("), @r##"
    line 25, column 27: `Pont` is not a word for shape; did you mean `Point`? expected one of Point, Path, Area
      in sites › t-00000001 › shape
      25 |     "t-00000001": (shape: Pont("33.3 43.7"), people: (low: 1, best: 2, high: 3)),
         |                           ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_missing_or_doubled_field_is_named() {
    assert_snapshot!(message(r#"from: "p-2m9x0kte", "#, ""), @r##"
    line 10, column 19: a relation needs the field `from`, which is not here
      in relations › r-2m9x0kte
      10 |     "r-2m9x0kte": (to: "p-2m9x0kte", state: Allied),
         |                   ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("holder: ", "role: Hold, role: "), @r##"
    line 20, column 19: the field `role` is here a second time in a sector
      in sectors › s-7k3qf2xm
      20 |       role: Hold, role: "p-2m9x0kte",
         |                   ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn numbers_are_held_to_what_they_may_be() {
    assert_snapshot!(message("low: 1", "low: one"), @r##"
    line 25, column 61: expected a whole number
      in sites › t-00000001 › people › low
      25 |     "t-00000001": (shape: Point("33.3 43.7"), people: (low: one, best: 2, high: 3)),
         |                                                             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("low: 1", "low: 1.5"), @r##"
    line 25, column 61: expected a whole number
      in sites › t-00000001 › people › low
      25 |     "t-00000001": (shape: Point("33.3 43.7"), people: (low: 1.5, best: 2, high: 3)),
         |                                                             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("low: 1", "low: 12a"), @r##"
    line 25, column 61: expected a whole number
      in sites › t-00000001 › people › low
      25 |     "t-00000001": (shape: Point("33.3 43.7"), people: (low: 12a, best: 2, high: 3)),
         |                                                             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("low: 1", "low: -1"), @r##"
    line 25, column 61: `-1` is too small; expected a whole number of 0 or more
      in sites › t-00000001 › people › low
      25 |     "t-00000001": (shape: Point("33.3 43.7"), people: (low: -1, best: 2, high: 3)),
         |                                                             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("low: 1", "low: 99999999999"), @r##"
    line 25, column 61: `99999999999` is too large
      in sites › t-00000001 › people › low
      25 | …": (shape: Point("33.3 43.7"), people: (low: 99999999999, best: 2, high: 3)),
         |                                               ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_bad_position_is_named_by_its_own_line() {
    assert_snapshot!(message("33.3591000 43.7960000", "33.3591000,43.7960000"), @r##"
    line 18, column 9: `33.3591000,43.7960000` has no longitude
      in sectors › s-7k3qf2xm › area › 1 › outer
      18 |         33.3591000,43.7960000
         |         ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("33.3591000 43.7960000", "133.3591000 43.7960000"), @r##"
    line 18, column 9: latitude 133.3591 is not between -90 and 90 degrees
      in sectors › s-7k3qf2xm › area › 1 › outer
      18 |         133.3591000 43.7960000
         |         ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("33.3591000 43.7960000", "33.3591000"), @r##"
    line 18, column 9: `33.3591000` has no longitude
      in sectors › s-7k3qf2xm › area › 1 › outer
      18 |         33.3591000
         |         ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(r#"Point("33.3 43.7")"#, r#"Point("33.3")"#), @r##"
    line 25, column 33: expected `latitude longitude` in decimal degrees, found `33.3`
      in sites › t-00000001 › shape
      25 |     "t-00000001": (shape: Point("33.3"), people: (low: 1, best: 2, high: 3)),
         |                                 ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_shape_needs_a_position() {
    assert_snapshot!(message("        33.3491000 43.7860000\n        33.3591000 43.7860000\n        33.3591000 43.7960000\n", ""), @r##"
    line 15, column 22: a shape needs at least one position
      in sectors › s-7k3qf2xm › area › 1 › outer
      15 |       area: [(outer: r"
         |                      ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn an_id_twice_is_refused_with_both_lines() {
    assert_snapshot!(message(r#"    "s-7k3qf2xm": ("#, "    \"s-7k3qf2xm\": (area: []),\n    \"s-7k3qf2xm\": ("), @r##"
    line 14, column 5: `s-7k3qf2xm` is here a second time, first in line 13
      in sectors
      14 |     "s-7k3qf2xm": (
         |     ^
    Remove one of the two; an object that is another one needs another id.
    "##);
    assert_snapshot!(message(r#""A01": Off"#, r#""A01": Off, "A01": Critical"#), @r##"
    line 5, column 33: `A01` is here a second time, first in line 5
      in policy › levels
      5 |   policy: (levels: {"A01": Off, "A01": Critical}, thresholds: (snap_m: 7)),
        |                                 ^
    Remove one of the two; an object that is another one needs another id.
    "##);
}

#[test]
fn an_id_of_another_kind_is_refused() {
    assert_snapshot!(message(r#""s-7k3qf2xm""#, r#""p-7k3qf2xm""#), @r##"
    line 13, column 5: `p-7k3qf2xm` is not an id of this kind: expected `s-` and 8 of the letters 0-9 a-z without i, l, o, u
      in sectors
      13 |     "p-7k3qf2xm": (
         |     ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(r#"holder: "p-2m9x0kte""#, r#"holder: "police""#), @r##"
    line 20, column 15: `police` is not an id of this kind: expected `p-` and 8 of the letters 0-9 a-z without i, l, o, u
      in sectors › s-7k3qf2xm › holder
      20 |       holder: "police",
         |               ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn words_numbers_and_texts_are_told_apart() {
    assert_snapshot!(message("armed: true", "armed: yes"), @r##"
    line 7, column 57: expected `true` or `false`
      in stakeholders › p-2m9x0kte › armed
      7 |     "p-2m9x0kte": (name: "Police", kind: Police, armed: yes),
        |                                                         ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(r#"name: "Sector North""#, "name: Sector North"), @r##"
    line 14, column 13: expected text in double quotes
      in sectors › s-7k3qf2xm › name
      14 |       name: Sector North,
         |             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(r#"Point("33.3 43.7")"#, r#""33.3 43.7""#), @r##"
    line 25, column 27: expected a word without quotes
      in sites › t-00000001 › shape
      25 |     "t-00000001": (shape: "33.3 43.7", people: (low: 1, best: 2, high: 3)),
         |                           ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn dates_and_colours_show_what_they_look_like() {
    assert_snapshot!(message(r#"title: "North""#, r#"h_hour: "tomorrow""#), @r##"
    line 4, column 18: `tomorrow` is not an instant: expected `2016-05-23T00:00+03:00`, or a day as `2016-05-23` (midnight UTC)
      in info › h_hour
      4 |   info: (h_hour: "tomorrow", deadlines: [(name: "Rain", at: 60)]),
        |                  ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("armed: true", r#"colour: "blue""#), @r##"
    line 7, column 58: `blue` is not a colour: expected `#` and six hexadecimal digits, as in `#0072b2`
      in stakeholders › p-2m9x0kte › colour
      7 |     "p-2m9x0kte": (name: "Police", kind: Police, colour: "blue"),
        |                                                          ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn commas_brackets_and_quotes_are_missed_where_they_belong() {
    assert_snapshot!(message(r#""Sector North","#, r#""Sector North""#), @r##"
    line 15, column 7: a comma is missing before this
      in sectors › s-7k3qf2xm › name
      15 |       area: [(outer: r"
         |       ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(r#""Sector North","#, r#""Sector North,"#), @r##"
    line 14, column 13: this text seems to lack its closing quote
      in sectors › s-7k3qf2xm › name
      14 |       name: "Sector North,
         |             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("until: 120),", "until: 120,"), @r##"
    line 23, column 3: `)` is missing before this: what begins in line 13 is not closed
      in sectors › s-7k3qf2xm
      23 |   },
         |   ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("when: (from: -60, until: 120)", "when: [from: -60, until: 120]"), @r##"
    line 21, column 13: expected fields in `( )`
      in sectors › s-7k3qf2xm › when
      21 |       when: [from: -60, until: 120],
         |             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("area: [(", "area: (("), @r##"
    line 15, column 13: expected a list in `[ ]`
      in sectors › s-7k3qf2xm › area
      15 |       area: ((outer: r"
         |             ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message("levels: {", "levels: ["), @r##"
    line 5, column 20: expected entries in `{ }`
      in policy › levels
      5 |   policy: (levels: ["A01": Off}, thresholds: (snap_m: 7)),
        |                    ^
    Correct this line, or open a backup of the plan.
    "##);
    assert_snapshot!(message(")\n", ") and more\n"), @r##"
    line 27, column 3: nothing may follow after the closing `)`
      27 | ) and more
         |   ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn an_escape_that_is_none_is_shown() {
    assert_snapshot!(message(r#""North""#, r#""No\qrth""#), @r##"
    line 4, column 22: no such escape after a backslash; a backslash itself is written `\\`
      in info › title
      4 |   info: (title: "No\qrth", deadlines: [(name: "Rain", at: 60)]),
        |                      ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_comment_that_is_not_closed_is_shown_where_it_begins() {
    assert_snapshot!(message("format: 1,", "format: 1, /* note"), @r##"
    line 2, column 14: this comment is not closed
      2 |   format: 1, /* note
        |              ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn nesting_without_end_is_refused() {
    assert_snapshot!(message(r#""North""#, &"[".repeat(60)), @r##"
    line 4, column 17: expected text in double quotes
      in info › title
      4 |   info: (title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[, deadlines: […
        |                 ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_mark_of_a_git_conflict_is_called_that() {
    assert_snapshot!(message("      holder", "<<<<<<< ours\n      holder"), @r##"
    line 20, column 1: this is the mark of an unresolved git conflict
      in sectors › s-7k3qf2xm
      20 | <<<<<<< ours
         | ^
    Merge the versions with `entente merge`, or take one of them.
    "##);
    assert_snapshot!(message("        33.3591000 43.7860000", "<<<<<<< ours\n        33.3591000 43.7860000"), @r##"
    line 17, column 1: this is the mark of an unresolved git conflict
      in sectors › s-7k3qf2xm › area › 1 › outer
      17 | <<<<<<< ours
         | ^
    Merge the versions with `entente merge`, or take one of them.
    "##);
}

#[test]
fn a_format_must_be_one_that_exists() {
    assert_snapshot!(message("format: 1", "format: 2"), @r##"this plan has format 2, and this Entente reads formats up to 1. Open it with a newer Entente; nothing was changed"##);
    assert_snapshot!(message("format: 1", "format: 0"), @r##"
    line 2, column 11: there is no plan format 0; expected 1
      in format
      2 |   format: 0,
        |           ^
    Open a backup of the plan.
    "##);
    assert_snapshot!(message("format: 1", "format: one"), @r##"
    line 2, column 11: expected a whole number
      in format
      2 |   format: one,
        |           ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[test]
fn a_file_that_is_cut_off_is_called_that() {
    assert_snapshot!(cut_before("43.7960000"), @r##"
    line 18, column 19: the file is cut off: what begins in line 15 is not closed
      in sectors › s-7k3qf2xm › area › 1 › outer
      18 |         33.3591000 
         |                   ^
    Open a backup of the plan, or fetch the file again: what followed is not in it.
    "##);
    assert_snapshot!(cut_before("Police"), @r##"
    line 7, column 27: the file is cut off: what begins in line 7 is not closed
      in stakeholders › p-2m9x0kte › name
      7 |     "p-2m9x0kte": (name: "
        |                           ^
    Open a backup of the plan, or fetch the file again: what followed is not in it.
    "##);
    assert_snapshot!(cut_before("  sites"), @r##"
    line 23, column 5: the file is cut off: what begins in line 1 is not closed
      23 |   },
         |     ^
    Open a backup of the plan, or fetch the file again: what followed is not in it.
    "##);
    let header = "// Entente plan 1, sha256 00\n(\n";
    assert_snapshot!(read(header.as_bytes()).unwrap_err(), @r##"
    line 2, column 2: the file is cut off: what begins in line 2 is not closed
      2 | (
        |  ^
    Open a backup of the plan, or fetch the file again: what followed is not in it.
    "##);
}

#[test]
fn what_is_no_plan_is_called_what_it_looks_like() {
    let message = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_snapshot!(message(b""), @r##"the file is empty. Open a backup of the plan"##);
    assert_snapshot!(message(b" \r\n"), @r##"the file is empty. Open a backup of the plan"##);
    assert_snapshot!(message(b"Dear colleague"), @r##"this is not a plan: it has no `format` field. Choose a file that Entente wrote, usually `.plan.ron`, or open a backup"##);
    assert_snapshot!(message(br#"{"type": "FeatureCollection"}"#), @r##"this is not a plan: it looks like JSON or GeoJSON. Bring its content into a plan with `entente import`, or Import in the window"##);
    assert_snapshot!(message(b"<kml/>"), @r##"this is not a plan: it looks like XML or KML. Bring its content into a plan with `entente import`, or Import in the window"##);
    assert_snapshot!(message(b"// Entente exercise 1, sha256 00\n(start: 1)"), @r##"this is not a plan: it is an Entente exercise. Open it as what it is"##);
    assert_snapshot!(message(b"(format: 1,\n title: \"\xff\")"), @r##"line 2, column 10: here are bytes that are no text (UTF-8). This is not a plan, or it is damaged; open a backup"##);
    assert_snapshot!(message(&vec![b' '; 64 * 1024 * 1024 + 1]), @r##"the file is larger than 64 MB. This is not a plan, or it is damaged; open a backup"##);
}

#[test]
fn what_cannot_be_seen_in_a_line_is_shown_as_its_escape() {
    assert_snapshot!(message("kind: Police", "kind: Po\u{202e}lice"), @r##"
    line 7, column 42: `Po` is not a word for kind; expected one of StateForce, Police, Militia, TribalForce, RegionalForce, Coalition, UnNgo, CivilAuthority, CivilGroup, Adversary
      in stakeholders › p-2m9x0kte › kind
      7 |     "p-2m9x0kte": (name: "Police", kind: Po\u{202e}lice, armed: true),
        |                                          ^
    Correct this line, or open a backup of the plan.
    "##);
}

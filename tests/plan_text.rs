//! A plan as text. Proves:
//!
//! * a plan reads back as itself, and is written in the same bytes, whatever its texts and numbers are;
//! * no truncation and no flipped bit loads as another plan that claims to be sealed, and none panics;
//! * byte order marks and foreign line endings do no harm, and what an editor changed is said.

use entente::files::Seal;
use entente::files::ron_text::{self, read, write};
use entente::model::{AnyEntity, Edit, Extra, Id, Plan};
use entente::testing::{Chance, generate};

use crate::odd_plans::{name_of, named, odd_plan};

fn check_round_trip(plan: &Plan, label: &str) {
    let text = write(plan).unwrap();
    let back = read(text.as_bytes()).unwrap_or_else(|error| panic!("{label}: {error}\n{text}"));
    assert_eq!(back.plan, *plan, "{label}");
    assert_eq!(back.seal, Seal::Sealed, "{label}");
    assert_eq!(write(&back.plan).unwrap(), text, "{label}");
    assert_eq!(ron_text::plan_hash(plan).unwrap(), back.hash, "{label}");
}

#[test]
fn a_plan_reads_back_as_itself_and_is_written_in_the_same_bytes() {
    for seed in 0..400 {
        check_round_trip(&odd_plan(seed), &format!("odd plan {seed}"));
    }
    for seed in 0..20 {
        let mut chance = Chance::new(seed);
        let mut plan = generate::plan(&mut chance, generate::Size::MEDIUM);
        check_round_trip(&plan, &format!("generated plan {seed}"));
        for step in 0..10 {
            // Some edits must be refused; the plan then stays as it is.
            plan = generate::edit(&mut chance, &plan).apply(&plan).unwrap_or(plan);
            check_round_trip(&plan, &format!("generated plan {seed} after {step} edits"));
        }
    }
    check_round_trip(
        &generate::plan(&mut Chance::new(1), generate::Size::LARGE),
        "large plan",
    );
    check_round_trip(&generate::covering(1, 500, 7, 3), "covering plan");
}

#[test]
fn a_plan_looks_as_its_page_says() {
    let mut plan = named("Sektor Nord – الفلوجة");
    plan.info.title = "Northern corridor".to_owned();
    plan.info.marking = "EXERCISE".to_owned();
    insta::assert_snapshot!(write(&plan).unwrap(), @r##"
    // Entente plan 1, sha256 21812da1d35fab14fd2e2a4507e3b509a08baa6b6285e90e3442f724190acc61
    // Positions are latitude longitude, WGS 84 degrees. Times are minutes from H-hour unless they are dates.
    (
      format: 1,
      id: "e-00000007",
      info: (
        title: "Northern corridor",
        marking: "EXERCISE",
      ),
      sectors: {
        "s-00000001": (
          name: "Sektor Nord – الفلوجة",
          area: [(outer: r"
            33.0000000 43.0000000
            33.0000000 44.0000000
            34.0000000 44.0000000
          ")],
        ),
      },
    )
    "##);
}

#[test]
fn what_takes_over_or_hides_is_escaped_in_the_file() {
    let text = write(&named("a\u{202e}b\u{200b}c\u{0}d")).unwrap();
    assert!(text.contains(r#"name: "a\u{202e}b\u{200b}c\0d","#), "{text}");
}

#[test]
fn line_endings_and_a_byte_order_mark_change_neither_plan_nor_seal() {
    let plan = odd_plan(3);
    let text = write(&plan).unwrap();
    for foreign in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
    ] {
        let back = read(foreign.as_bytes()).unwrap();
        assert_eq!((back.seal, &back.plan), (Seal::Sealed, &plan));
        assert_eq!(ron_text::content_hash(&foreign), back.hash);
    }
}

#[test]
fn an_edit_outside_entente_is_read_and_said() {
    let text = write(&named("North")).unwrap();
    let edited = read(text.replace("North", "South").as_bytes()).unwrap();
    assert_eq!(name_of(&edited.plan), "South");
    assert!(matches!(edited.seal, Seal::Broken { .. }) && edited.seal.warning().is_some());
    let (_, unsealed) = text.split_once('\n').unwrap();
    let unsealed = read(unsealed.as_bytes()).unwrap();
    assert_eq!(unsealed.seal, Seal::Missing);
    assert!(unsealed.seal.warning().is_some());
    let again = read(write(&edited.plan).unwrap().as_bytes()).unwrap();
    assert_eq!((again.seal, again.seal.warning()), (Seal::Sealed, None));
}

#[test]
fn no_truncation_loads_as_a_sealed_plan() {
    let plan = odd_plan(11);
    let text = write(&plan).unwrap();
    for end in 0..text.len() {
        if let Ok(back) = read(&text.as_bytes()[..end]) {
            assert_ne!(back.seal, Seal::Sealed, "{end} bytes of {}", text.len());
            assert_eq!(
                back.plan,
                plan,
                "only white space can be missing, {end} bytes of {}",
                text.len()
            );
        }
    }
}

#[test]
fn no_flipped_bit_loads_as_another_sealed_plan() {
    let plan = odd_plan(11);
    let mut bytes = write(&plan).unwrap().into_bytes();
    let (mut refused, mut noticed) = (0, 0);
    for place in 0..bytes.len() {
        for bit in 0..8 {
            bytes[place] ^= 1 << bit;
            match read(&bytes) {
                Err(_) => refused += 1,
                Ok(back) if back.seal == Seal::Sealed => {
                    assert_eq!(back.plan, plan, "byte {place}, bit {bit}");
                }
                Ok(back) => noticed += usize::from(back.plan != plan),
            }
            bytes[place] ^= 1 << bit;
        }
    }
    assert!(
        refused > 1_000 && noticed > 100,
        "{refused} refused, {noticed} noticed by the seal alone"
    );
}

#[test]
fn properties_nest_as_deep_as_imports_bring_them_and_no_deeper() {
    let nested = |depth: usize| {
        let mut property = Extra::Null;
        for level in 0..depth {
            property = if level % 2 == 0 {
                Extra::List(vec![property])
            } else {
                Extra::Map([("k".to_owned(), property)].into())
            };
        }
        let mut sector = named("North").sectors.get(Id::from_bits(1)).unwrap().clone();
        sector.extra.insert("property".to_owned(), property);
        let update = Edit::Update(AnyEntity::from((Id::from_bits(1), sector)));
        update.apply(&named("North")).unwrap()
    };
    let plan = nested(32);
    let text = write(&plan).unwrap();
    assert_eq!(read(text.as_bytes()).unwrap().plan, plan);
    for depth in [40, 80, 160, 3_000] {
        let error = write(&nested(depth)).unwrap_err();
        assert!(
            error.to_string().contains("nested too deeply"),
            "{depth}: {error}"
        );
    }
}

//! Builds the embedded sample plans and writes them to `assets/samples/`.
//!
//! `cargo run --example make_samples --no-default-features`
//!
//! The same constants give the same bytes; a test compares them with the assets. It reads nothing, and
//! runs no check: what the checks find in the samples is asserted in `tests/samples.rs`.
#![expect(clippy::print_stdout, reason = "a command-line tool says what it wrote")]

mod agreed;
mod agreements;
mod boundaries;
mod channels;
mod draft;
mod exercise;
mod fallujah;
mod forces;
mod ground;
mod keys;
mod lines;
mod measures;
mod mosul;
mod notes;
mod order_of_battle;
mod parties;
mod places;
mod relief;
mod sectors;

use std::path::Path;

use anyhow::Context as _;
use entente::files::ron_text;
use entente::model::Plan;

/// Where the samples are kept, from the package's folder.
const FOLDER: &str = "assets/samples";
/// What the exercise is called.
const EXERCISE: &str = "fallujah-exercise";
/// What the names of its file and of its log end in.
const EXERCISE_ENDINGS: [&str; 2] = [".exercise.ron", ".exercise.log"];

fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for (name, plan) in plans()? {
        let text = ron_text::write(&plan)?;
        let file = folder.join(format!("{name}.plan.ron"));
        std::fs::write(&file, &text).with_context(|| file.display().to_string())?;
        println!("{name}: {} entities, {} bytes", plan.entity_count(), text.len());
    }
    let [_, (_, agreed), _] = plans()?;
    for (ending, text) in EXERCISE_ENDINGS.iter().zip(exercise::texts(&agreed)?) {
        let file = folder.join(format!("{EXERCISE}{ending}"));
        std::fs::write(&file, &text).with_context(|| file.display().to_string())?;
        println!("{EXERCISE}{ending}: {} bytes", text.len());
    }
    Ok(())
}

/// Builds the plans, with the names of their files.
fn plans() -> anyhow::Result<[(&'static str, Plan); 3]> {
    let fallujah = fallujah::plan()?;
    let hash = ron_text::read(ron_text::write(&fallujah)?.as_bytes())?.hash;
    let agreed = agreed::plan(&fallujah, hash.to_string())?;
    let mosul = mosul::plan()?;
    Ok([
        ("fallujah", fallujah),
        ("fallujah-agreed", agreed),
        ("mosul", mosul),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assets_are_what_this_writes() {
        for (name, plan) in plans().unwrap() {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(FOLDER)
                .join(format!("{name}.plan.ron"));
            let kept = std::fs::read_to_string(&file).unwrap();
            let written = ron_text::write(&plan).unwrap();
            assert!(kept == written, "{name}: run the example again");
        }
    }

    #[test]
    fn the_exercise_and_its_log_are_what_this_writes() {
        let [_, (_, agreed), _] = plans().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
        for (ending, written) in EXERCISE_ENDINGS.iter().zip(exercise::texts(&agreed).unwrap()) {
            let kept = std::fs::read_to_string(folder.join(format!("{EXERCISE}{ending}"))).unwrap();
            assert!(kept == written, "{EXERCISE}{ending}: run the example again");
        }
    }

    #[test]
    fn a_second_run_gives_the_same_plans() {
        assert_eq!(plans().unwrap(), plans().unwrap());
    }

    #[test]
    fn a_ring_that_does_not_join_is_refused() {
        use crate::ground::{Along, Back, RIVER_CENTRE, RIVER_JOLAN, RIVER_SOUTHERN, area, line};

        assert!(line(&[Along(RIVER_JOLAN), Along(RIVER_CENTRE)]).is_ok());
        assert!(line(&[Along(RIVER_JOLAN), Along(RIVER_SOUTHERN)]).is_err());
        assert!(line(&[Along(RIVER_JOLAN), Back(RIVER_CENTRE)]).is_err());
        assert!(area(&[Along(RIVER_JOLAN), Along(RIVER_CENTRE)]).is_err());
    }
}

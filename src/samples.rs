//! The sample plans that the program carries, and the ground of a template, as text.
//!
//! Reads nothing and judges nothing: `files::ron_text` reads a text, `checks` says what is in it. How the
//! texts are made: `examples/make_samples`.
//!
//! ```
//! use entente::samples;
//!
//! assert!(samples::find("fallujah").is_some());
//! assert!(samples::find("atlantis").is_none());
//! ```

/// An embedded plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What it is called on the command line: `fallujah`.
    pub name: &'static str,
    /// The plan's title.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// The plan file's text.
    pub text: &'static str,
}

/// Every sample; the first is opened on the first start.
pub const ALL: &[Sample] = &[
    Sample {
        name: "fallujah",
        title: "Fallujah 2016",
        about: "The operation of 2016 in six phases, with findings of every kind planted in it",
        text: include_str!("../assets/samples/fallujah.plan.ron"),
    },
    Sample {
        name: "fallujah-agreed",
        title: "Fallujah 2016, agreed",
        about: "The same plan resolved: nothing critical and nothing major is left",
        text: include_str!("../assets/samples/fallujah-agreed.plan.ron"),
    },
    Sample {
        name: "mosul",
        title: "Mosul 2016",
        about: "A large operation of seven phases and many parties, with what goes wrong in such planted in it",
        text: include_str!("../assets/samples/mosul.plan.ron"),
    },
];

/// An embedded exercise, with the log of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExerciseSample {
    /// What it is called on the command line: `fallujah-exercise`.
    pub name: &'static str,
    /// The exercise's title.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// The exercise file's text.
    pub text: &'static str,
    /// The log's text.
    pub log: &'static str,
}

/// Every sample exercise.
pub const EXERCISES: &[ExerciseSample] = &[ExerciseSample {
    name: "fallujah-exercise",
    title: "Fallujah 2016: keeping the understanding",
    about: "An exercise of half a day: what was agreed comes apart in 20 injects; with the log of a run",
    text: include_str!("../assets/samples/fallujah-exercise.exercise.ron"),
    log: include_str!("../assets/samples/fallujah-exercise.exercise.log"),
}];

/// The districts of Iraq as polygons, GeoJSON: a template's ground. From geoBoundaries gbOpen IRQ ADM2 2021 (Iraq
/// Central Statistics Office, OCHA Iraq), CC BY 3.0 IGO, simplified; not authoritative.
pub const DISTRICTS_OF_IRAQ: &str = include_str!("../assets/districts/iraq.geojson");

/// Returns the sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.name == name)
}

/// Returns the sample exercise of that name.
pub fn find_exercise(name: &str) -> Option<&'static ExerciseSample> {
    EXERCISES.iter().find(|sample| sample.name == name)
}

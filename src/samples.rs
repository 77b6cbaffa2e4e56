//! The plans that come with the program.
//!
//! Text only: whoever wants a plan reads it like any other file. `cargo run --example make_samples`
//! writes them anew.

/// A plan that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What it is asked for by.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// The plan file.
    pub text: &'static str,
}

/// Every sample.
pub const ALL: &[Sample] = &[
    Sample {
        name: "fallujah",
        title: "Fallujah 2016",
        about: "the operation of 2016 in six phases, with planted findings that its notes list; training data, approximate",
        text: include_str!("../assets/samples/fallujah.plan.ron"),
    },
    Sample {
        name: "fallujah-agreed",
        title: "Fallujah 2016, agreed",
        about: "the same plan resolved: no critical and no major finding; training data, approximate",
        text: include_str!("../assets/samples/fallujah-agreed.plan.ron"),
    },
];

/// Returns the sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.name == name)
}

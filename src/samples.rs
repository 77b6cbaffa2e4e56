//! The plans that come with the program. (Stub until they land.)

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
pub const ALL: &[Sample] = &[];

/// Returns the sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.name == name)
}

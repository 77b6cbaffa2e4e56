//! What an import has to say, told once however many objects it is about.

use std::collections::BTreeMap;
use std::fmt;

/// Something that an import did beside taking what was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// What sort of thing.
    pub sort: NoteSort,
    /// What exactly, in a few words; may quote the file, control characters included.
    pub text: String,
    /// The objects it is about, by their place in the file counted from 0; none: the whole file.
    pub features: Vec<usize>,
}

/// What an import did, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteSort {
    /// An object could not be taken.
    NotTaken,
    /// An object was taken without something that the plan has no place for.
    Dropped,
    /// Something could not be understood and is kept aside as an unknown property.
    Kept,
    /// Something is not written but follows from what is.
    Guessed,
    /// Something is not written, and the usual value was assumed.
    Default,
}

impl NoteSort {
    /// Returns the word: `not-taken`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotTaken => "not-taken",
            Self::Dropped => "dropped",
            Self::Kept => "kept",
            Self::Guessed => "guessed",
            Self::Default => "default",
        }
    }
}

/// One line: `not-taken: no geometry (features[3])`.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told(&Places::default()))
    }
}

impl Note {
    /// Returns the note as one line that says where: `not-taken: no geometry (line 12)`.
    pub fn told(&self, places: &Places) -> String {
        let listed = self.places_told(places);
        let lead = if listed.is_empty() { "" } else { " " };
        format!("{}: {}{lead}{listed}", self.sort.word(), self.text)
    }

    /// Returns where it is in brackets: `(line 12, line 14)`; empty where it is about the whole file.
    pub fn places_told(&self, places: &Places) -> String {
        let listed = self.listed(places);
        match self.features.len() - listed.len() {
            0 if listed.is_empty() => String::new(),
            0 => format!("({})", listed.join(", ")),
            more => format!("({} and {more} more)", listed.join(", ")),
        }
    }

    /// Returns the first places, each as it is told alone: `line 12`. The others are counted, not listed.
    pub fn listed(&self, places: &Places) -> Vec<String> {
        const LISTED: usize = 5;
        let listed = self.features.iter().take(LISTED);
        listed.map(|feature| places.told(*feature)).collect()
    }
}

/// Where the objects of a file stand, so that a note can say it in the file's own terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Places {
    /// The line of each object, counted from 1; empty where a format has no lines worth naming.
    pub lines: Vec<usize>,
}

impl Places {
    /// Returns where an object stands: `line 12`, or `features[3]` where there are no lines.
    pub fn told(&self, feature: usize) -> String {
        match self.lines.get(feature) {
            Some(line) => format!("line {line}"),
            None => format!("features[{feature}]"),
        }
    }
}

/// Gathers notes; the same words about several objects are one note.
#[derive(Debug, Default)]
pub(super) struct Notes {
    texts: BTreeMap<(NoteSort, String), Vec<usize>>,
}

impl Notes {
    /// Notes something about an object.
    pub(super) fn about(&mut self, feature: usize, sort: NoteSort, text: impl Into<String>) {
        let features = self.texts.entry((sort, text.into())).or_default();
        if features.last() != Some(&feature) {
            features.push(feature);
        }
    }

    /// Notes something about the whole file.
    pub(super) fn about_file(&mut self, sort: NoteSort, text: impl Into<String>) {
        self.texts.entry((sort, text.into())).or_default();
    }

    /// Returns the notes by sort, then in the order of the file.
    pub(super) fn finish(self) -> Vec<Note> {
        let mut notes: Vec<_> = self
            .texts
            .into_iter()
            .map(|((sort, text), mut features)| {
                features.sort_unstable();
                features.dedup();
                Note { sort, text, features }
            })
            .collect();
        notes.sort_by_key(|note| (note.sort, note.features.first().copied()));
        notes
    }
}

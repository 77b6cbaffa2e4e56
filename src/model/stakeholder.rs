//! Who has a say: forces, authorities, agencies, and the adversary.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::record::{entity, record, vocabulary};
use super::reference::no_references;
use super::{Id, When};

entity! {
    /// A party to the plan.
    pub struct Stakeholder in stakeholders, 'p', "stakeholder" {
        required {}
        optional {
            /// The name for labels; empty: the name.
            short_name: String,
            /// What kind of party it is.
            kind: StakeholderKind,
            /// Whose orders it takes.
            answers_to: Option<Id<Stakeholder>>,
            /// Who supports it without commanding it.
            backed_by: Vec<Id<Stakeholder>>,
            /// Bears arms.
            armed: bool,
            /// The colour its ground is drawn in; absent: given by its place in the table.
            colour: Option<Colour>,
            /// The pattern its ground is drawn in, so that colour never carries meaning alone.
            pattern: Option<Pattern>,
            /// When it takes part.
            active: When,
            /// What it is entitled to do.
            mandate: Mandate,
            /// Offices to reach it by.
            contacts: Vec<Contact>,
            /// Languages its liaison speaks.
            languages: Vec<String>,
        }
    }
}

impl Stakeholder {
    /// Returns the name for labels.
    pub fn label(&self) -> &str {
        if self.short_name.is_empty() {
            &self.name
        } else {
            &self.short_name
        }
    }
}

vocabulary! {
    /// What kind of party a stakeholder is.
    pub enum StakeholderKind {
        /// Regular forces of a state.
        #[default] StateForce = "state-force",
        /// Police of any sort.
        Police = "police",
        /// A militia or popular mobilisation.
        Militia = "militia",
        /// A tribal force.
        TribalForce = "tribal-force",
        /// Forces of a region with a command of its own.
        RegionalForce = "regional-force",
        /// Foreign forces in support.
        Coalition = "coalition",
        /// The United Nations or an aid agency.
        UnNgo = "un-ngo",
        /// A civil authority.
        CivilAuthority = "civil-authority",
        /// A group of civilians.
        CivilGroup = "civil-group",
        /// Who the others fight: counted as present, never deconflicted with.
        Adversary = "adversary",
    }
}

vocabulary! {
    /// Patterns that tell holders apart in black and white.
    pub enum Pattern {
        /// No pattern.
        #[default] Plain = "plain",
        /// Lines rising to the right.
        Diagonal = "diagonal",
        /// Lines falling to the right.
        BackDiagonal = "back-diagonal",
        /// Dots.
        Dots = "dots",
        /// Small crosses.
        Cross = "cross",
        /// Level lines.
        Horizontal = "horizontal",
        /// Upright lines.
        Vertical = "vertical",
        /// Crossing diagonals.
        Lattice = "lattice",
    }
}

record! {
    /// What a stakeholder is entitled to do.
    #[derive(Default)]
    pub struct Mandate {
        head {}
        required {}
        optional {
            /// May hold ground.
            hold_ground: bool,
            /// May detain.
            detain: bool,
            /// May screen displaced people.
            screen: bool,
            /// May give aid.
            give_aid: bool,
        }
    }
}

record! {
    /// An office by which a stakeholder is reached; never a person.
    #[derive(Default)]
    pub struct Contact {
        head {}
        required {}
        optional {
            /// The office or duty post.
            office: String,
            /// Telephone, frequency, address.
            means: String,
            /// When it is manned.
            hours: String,
        }
    }
}

/// A colour of the screen, text `#0072b2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

no_references!(Colour);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Why a text is no colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a colour: expected `#` and six hexadecimal digits, as in `#0072b2`")]
pub struct ColourError(pub String);

impl FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        let bad = || ColourError(text.chars().take(20).collect());
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)
            .ok_or_else(bad)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(bad());
        }
        let value = u32::from_str_radix(digits, 16).map_err(|_| bad())?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

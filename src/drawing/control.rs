//! How each kind of control measure is drawn as a line or an area, and what is written at it.
//!
//! A table: who holds what, and whether it is agreed on, is said elsewhere. Point measures are symbols
//! ([`marks`](super::marks)).
//!
//! # Source
//! MIL-STD-2525E and APP-6(E), control measures; FM 1-02.2 chapter 8: letters at both ends of a line,
//! `PL` before a phase line's name, the name of a line that is also a phase line in brackets below its
//! letters, `CFL` and `RFL` before and `FSCL` behind the name, effective times below; a no-fire area is
//! hatched, a restrictive one is not; a coordinated fire line is dashed, a restrictive one is not; the
//! forward line of own troops is a row of half circles. Separation lines, buffer and no-entry zones,
//! restricted access areas and safe lanes have no form there: theirs are ours.

use crate::model::MeasureKind;

use super::marks::letters;
use super::scene::{Dash, Decor, Texture};

/// How a kind of measure is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Gaps in its line, in force or not.
    pub dash: Dash,
    /// What sits on its line.
    pub decor: Decor,
    /// Whether it is two lines side by side.
    pub twin: bool,
    /// What fills its area.
    pub texture: Option<Texture>,
    /// How letters and name are put together.
    pub naming: Naming,
    /// Whether times and establishing party are written: it restricts fires.
    pub fires: bool,
    /// Whether it is named along the line rather than at its ends.
    pub along: bool,
}

/// How letters and name are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// `PL AMBER`.
    Before,
    /// `AMBER FSCL`.
    Behind,
    /// `LOA`, below it `(PL AMBER)`.
    Bracketed,
    /// `NFA`, below it the name.
    Above,
}

/// Returns how a kind of measure is drawn.
pub const fn form(kind: MeasureKind) -> Form {
    let plain = Form {
        dash: Dash::Solid,
        decor: Decor::None,
        twin: false,
        texture: None,
        naming: Naming::Before,
        fires: false,
        along: false,
    };
    match kind {
        MeasureKind::LimitOfAdvance
        | MeasureKind::LineOfDeparture
        | MeasureKind::ReleaseLine
        | MeasureKind::HandoverLine => Form {
            naming: Naming::Bracketed,
            ..plain
        },
        MeasureKind::ForwardLine => Form {
            decor: Decor::Bumps,
            naming: Naming::Bracketed,
            ..plain
        },
        MeasureKind::RestrictiveFireLine => Form { fires: true, ..plain },
        MeasureKind::CoordinatedFireLine => Form {
            dash: Dash::Long,
            fires: true,
            ..plain
        },
        MeasureKind::FireSupportCoordinationLine => Form {
            naming: Naming::Behind,
            fires: true,
            ..plain
        },
        MeasureKind::NoFireArea => Form {
            texture: Some(Texture::Diagonal),
            naming: Naming::Above,
            fires: true,
            ..plain
        },
        MeasureKind::RestrictiveFireArea => Form {
            naming: Naming::Above,
            fires: true,
            ..plain
        },
        MeasureKind::SeparationLine => Form { twin: true, ..plain },
        MeasureKind::BufferZone => Form {
            twin: true,
            texture: Some(Texture::Dots),
            naming: Naming::Above,
            ..plain
        },
        MeasureKind::NoEntryZone => Form {
            twin: true,
            texture: Some(Texture::Lattice),
            naming: Naming::Above,
            ..plain
        },
        MeasureKind::RestrictedAccessArea => Form {
            texture: Some(Texture::Cross),
            naming: Naming::Above,
            ..plain
        },
        MeasureKind::SupplyRoute => Form { along: true, ..plain },
        MeasureKind::SafeLane => Form {
            decor: Decor::Chevrons,
            along: true,
            ..plain
        },
        MeasureKind::PhaseLine
        | MeasureKind::AssemblyArea
        | MeasureKind::Objective
        | MeasureKind::CoordinatingPoint
        | MeasureKind::ContactPoint
        | MeasureKind::LinkupPoint
        | MeasureKind::PassagePoint
        | MeasureKind::Checkpoint
        | MeasureKind::RallyPoint => plain,
    }
}

/// Returns what is written at a measure, line by line: its letters (`abbreviation` where there is one,
/// else those of its kind) and its name in capitals, which may begin or end with the letters itself.
pub fn words(kind: MeasureKind, abbreviation: &str, name: &str) -> Vec<String> {
    let letters = if abbreviation.trim().is_empty() {
        letters(kind)
    } else {
        abbreviation.trim()
    };
    let letters = letters.to_uppercase();
    let name = name.trim().to_uppercase();
    let bare = without(&name, &letters);
    if bare.is_empty() {
        return vec![letters];
    }
    match form(kind).naming {
        Naming::Before => vec![format!("{letters} {bare}")],
        Naming::Behind => vec![format!("{bare} {letters}")],
        Naming::Bracketed => vec![letters, format!("({bare})")],
        Naming::Above => vec![letters, bare.to_owned()],
    }
}

/// The name without the letters at its beginning or end, where they are words of their own.
fn without<'n>(name: &'n str, letters: &str) -> &'n str {
    if name == letters {
        return "";
    }
    let apart = |rest: &&str| rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric());
    let after = name.strip_prefix(letters).filter(apart);
    let apart = |rest: &&str| {
        rest.chars()
            .next_back()
            .is_none_or(|letter| !letter.is_alphanumeric())
    };
    let before = name.strip_suffix(letters).filter(apart);
    let rest = after.or(before).unwrap_or(name);
    rest.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | ':' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind, what is written at one named Amber, and its form: gaps, what sits on it, what fills it.
    ///
    /// # Source
    /// As the module's.
    #[test]
    fn every_kind_has_the_letters_and_the_form_of_the_standard() {
        let written: Vec<String> = MeasureKind::ALL
            .iter()
            .map(|kind| {
                let Form {
                    dash,
                    decor,
                    twin,
                    texture,
                    fires,
                    along,
                    ..
                } = form(*kind);
                let mut said = vec![format!("{kind}: {}", words(*kind, "", "Amber").join(" / "))];
                said.extend((dash != Dash::Solid).then(|| "dashed".to_owned()));
                said.extend((decor != Decor::None).then(|| format!("{decor:?}").to_lowercase()));
                said.extend(twin.then(|| "twin".to_owned()));
                said.extend(texture.map(|texture| format!("{texture:?}").to_lowercase()));
                said.extend(fires.then(|| "times".to_owned()));
                said.extend(along.then(|| "along".to_owned()));
                said.join(", ")
            })
            .collect();
        assert_eq!(
            written,
            [
                "phase-line: PL AMBER",
                "limit-of-advance: LOA / (AMBER)",
                "line-of-departure: LD / (AMBER)",
                "forward-line: FLOT / (AMBER), bumps",
                "release-line: RL / (AMBER)",
                "handover-line: BHL / (AMBER)",
                "coordinating-point: CRP AMBER",
                "contact-point: CP AMBER",
                "linkup-point: LU AMBER",
                "passage-point: PP AMBER",
                "checkpoint: CKP AMBER",
                "rally-point: RLY AMBER",
                "no-fire-area: NFA / AMBER, diagonal, times",
                "restrictive-fire-area: RFA / AMBER, times",
                "restrictive-fire-line: RFL AMBER, times",
                "coordinated-fire-line: CFL AMBER, dashed, times",
                "fire-support-coordination-line: AMBER FSCL, times",
                "separation-line: SEP AMBER, twin",
                "buffer-zone: BZ / AMBER, twin, dots",
                "no-entry-zone: NEZ / AMBER, twin, lattice",
                "restricted-access-area: RAA / AMBER, cross",
                "assembly-area: AA AMBER",
                "objective: OBJ AMBER",
                "supply-route: MSR AMBER, along",
                "safe-lane: LANE AMBER, chevrons, along",
            ]
        );
    }

    #[test]
    fn a_name_that_has_the_letters_already_does_not_say_them_twice() {
        let said = |kind, abbreviation, name| words(kind, abbreviation, name).join(" / ");
        assert_eq!(said(MeasureKind::PhaseLine, "PL", "PL Amber"), "PL AMBER");
        assert_eq!(said(MeasureKind::PhaseLine, "", "Plum"), "PL PLUM");
        assert_eq!(
            said(MeasureKind::LimitOfAdvance, "LOA", "PL Blue"),
            "LOA / (PL BLUE)"
        );
        assert_eq!(said(MeasureKind::SupplyRoute, "ASR", "ASR Tampa"), "ASR TAMPA");
        assert_eq!(
            said(MeasureKind::FireSupportCoordinationLine, "", "III Corps FSCL"),
            "III CORPS FSCL"
        );
        assert_eq!(said(MeasureKind::NoFireArea, "", ""), "NFA");
        assert_eq!(said(MeasureKind::NoFireArea, "NFA", "NFA"), "NFA");
    }
}

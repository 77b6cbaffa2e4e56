//! What the palette finds: coordinates, actions, objects of the plan and places, the best fit first.
//!
//! Names are compared folded, so that case, diacritics and the spellings of Arabic letters are alike;
//! where no name fits, letters in order are enough for actions and objects. Draws nothing.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::editor::{Editor, Pin};
use crate::files::basemap::fold;
use crate::geometry::Position;
use crate::geometry::coordinates::{CoordinateFormat, Doubt, Reading, read_one, write, write_short};
use crate::model::{AnyId, Plan};
use crate::ui::action::Action;
use crate::ui::widgets::PositionStyle;
use crate::ui::words::say;

use super::places::FoundPlace;

/// What a line stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Action(Action),
    Object(AnyId),
    Place(Pin),
    /// Coordinates that cannot be read; what is wrong.
    Nothing,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// What it is called.
    pub(super) text: String,
    /// The same in its own script.
    pub(super) native: String,
    /// What tells it from others of that name; a key for an action.
    pub(super) about: String,
    /// What it stands for.
    pub(super) found: Found,
    rank: Rank,
}

/// Where a line comes in the list: the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    fit: u8,
    group: u8,
    /// Less is better: fewer people are more.
    weight: u64,
}

/// Most lines shown.
const SHOWN: usize = 40;

/// How well a name fits; [`Fit`](crate::files::basemap::Fit) has the first of them in this order.
const WHOLE: u8 = 0;
const WORD_START: u8 = 1;
const INSIDE: u8 = 2;
const KIND: u8 = 3;
const LETTERS: u8 = 4;

/// Returns what a text finds; without a text, every action.
pub(super) fn lines(
    query: &str,
    editor: &Editor,
    style: &PositionStyle,
    places: &dyn Fn(&str) -> Vec<FoundPlace>,
    key: &dyn Fn(Action) -> String,
) -> Vec<Line> {
    let mut lines = coordinates(query, style);
    let wanted = fold(query);
    let mut letters = Letters::new(query);
    let group_of_actions = 0;
    for action in Action::all().filter(|action| action.is_available(editor)) {
        let names: &[&str] = match action {
            Action::Language(language) => &[action.text(), language.english()],
            _ => &[action.text()],
        };
        let Some((fit, weight)) = letters.fit(&wanted, names) else {
            continue;
        };
        let rank = Rank {
            fit,
            group: group_of_actions,
            weight,
        };
        lines.push(Line {
            text: action.text().to_owned(),
            native: String::new(),
            about: key(action),
            found: Found::Action(action),
            rank,
        });
    }
    if wanted.is_empty() {
        lines.truncate(SHOWN);
        return lines;
    }
    let plan = editor.plan();
    plan.each_id(&mut |id| lines.extend(object(plan, id, &wanted, &mut letters)));
    for place in places(query) {
        let rank = Rank {
            fit: place.fit as u8,
            group: 2,
            weight: u64::MAX - u64::from(place.population),
        };
        lines.push(Line {
            text: place.pin.name.clone(),
            native: place.native,
            about: place.about,
            found: Found::Place(place.pin),
            rank,
        });
    }
    lines.sort_by_key(|line| line.rank);
    lines.truncate(SHOWN);
    lines
}

/// An object found by its name, its own script, its id, its symbol code or what it is.
fn object(plan: &Plan, id: AnyId, wanted: &str, letters: &mut Letters) -> Option<Line> {
    let name = id.name_in(plan).unwrap_or_default();
    let native = id.native_name_in(plan).unwrap_or_default();
    let code = id.to_string();
    let short = short_name(plan, id);
    let named = letters.fit(wanted, &[name, native, short]);
    let by_code = fold(&code).starts_with(wanted) && wanted.len() > 1;
    let kind = kind_of(plan, id);
    let (fit, weight) = match named {
        Some(found) if found.0 < LETTERS => found,
        _ if by_code => (WHOLE, 0),
        _ if wanted.len() > 2 && each_word_in(wanted, &fold(&format!("{name} {native} {kind}"))) => (KIND, 0),
        other => other?,
    };
    let text = if name.is_empty() { code } else { name.to_owned() };
    Some(Line {
        text,
        native: native.to_owned(),
        about: kind,
        found: Found::Object(id),
        rank: Rank {
            fit,
            group: 1,
            weight,
        },
    })
}

/// Returns true where every word of a text begins a word of another: `hospital falluj` of a hospital so called.
fn each_word_in(wanted: &str, text: &str) -> bool {
    wanted
        .split(' ')
        .all(|word| text.split(' ').any(|other| other.starts_with(word)))
}

fn short_name(plan: &Plan, id: AnyId) -> &str {
    match id {
        AnyId::Stakeholder(id) => plan.stakeholders.get(id).map(|party| party.short_name.as_str()),
        _ => None,
    }
    .unwrap_or_default()
}

/// What an object is, in a word or two: `site, hospital`.
fn kind_of(plan: &Plan, id: AnyId) -> String {
    let nearer = match id {
        AnyId::Site(id) => plan.sites.get(id).map(|site| site.kind.word()),
        AnyId::Measure(id) => plan.measures.get(id).map(|measure| measure.kind.word()),
        AnyId::Stakeholder(id) => plan.stakeholders.get(id).map(|party| party.kind.word()),
        AnyId::Force(id) => plan.forces.get(id).map(|force| force.symbol.function.word()),
        _ => None,
    };
    let kind = id.kind().word();
    match nearer {
        Some(word) if word != "other" => format!("{kind}, {}", word.replace('-', " ")),
        _ => kind.to_owned(),
    }
}

/// Coordinates of any form: as typed, and exchanged where that may be meant.
fn coordinates(query: &str, style: &PositionStyle) -> Vec<Line> {
    let line = |at: Position, about: &str, weight| {
        let text = write(at, style.format);
        // Degrees say at a glance which reading it is.
        let native = match style.format {
            CoordinateFormat::Degrees => String::new(),
            _ => write_short(at, CoordinateFormat::Degrees),
        };
        Line {
            native,
            about: about.to_owned(),
            found: Found::Place(Pin {
                name: text.clone(),
                at,
            }),
            text,
            rank: Rank {
                fit: WHOLE,
                group: 0,
                weight,
            },
        }
    };
    match read_one(query, style.near) {
        Ok(Reading {
            typed, other, doubt, ..
        }) => {
            // Bare numbers are offered both ways: whoever looks sees which is which.
            let about_other = match doubt {
                Some(Doubt::LetterS) => say("position in the southern half"),
                Some(Doubt::Exchanged) if style.near.is_some() => say("exchanged: near the plan"),
                Some(Doubt::Exchanged) | None => say("latitude and longitude exchanged"),
            };
            let typed = typed.map(|at| line(at, say("position, as typed"), 0));
            let other = other.map(|at| line(at, about_other, 1));
            typed.into_iter().chain(other).collect()
        }
        Err(error) if is_meant_as_coordinates(query) => vec![Line {
            text: error.to_string(),
            native: String::new(),
            about: String::new(),
            found: Found::Nothing,
            rank: Rank {
                fit: LETTERS,
                group: 9,
                weight: 0,
            },
        }],
        Err(_) => Vec::new(),
    }
}

/// Returns true for a text with more digits than letters: a name is not, coordinates are.
fn is_meant_as_coordinates(query: &str) -> bool {
    let digits = query.chars().filter(|letter| letter.is_numeric()).count();
    let letters = query.chars().filter(|letter| letter.is_alphabetic()).count();
    digits >= 4 && digits > letters
}

/// Compares names, letter by letter where nothing else fits.
struct Letters {
    matcher: Matcher,
    pattern: Pattern,
    buffer: Vec<char>,
}

impl Letters {
    fn new(query: &str) -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            matcher: Matcher::new(config),
            pattern: Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart),
            buffer: Vec::new(),
        }
    }

    /// Returns how the best of some names fits, and its weight among those that fit alike.
    fn fit(&mut self, wanted: &str, names: &[&str]) -> Option<(u8, u64)> {
        let named = names.iter().filter(|name| !name.is_empty());
        named.filter_map(|name| self.fit_of(wanted, name)).min()
    }

    fn fit_of(&mut self, wanted: &str, name: &str) -> Option<(u8, u64)> {
        let folded = fold(name);
        let length = folded.len() as u64;
        if folded == wanted {
            return Some((WHOLE, 0));
        }
        if !wanted.is_empty()
            && let Some(at) = folded.find(wanted)
        {
            let starts = at == 0 || folded.get(..at).is_some_and(|before| before.ends_with(' '));
            let fit = if starts || folded.contains(&format!(" {wanted}")) {
                WORD_START
            } else {
                INSIDE
            };
            return Some((fit, length));
        }
        let score = self
            .pattern
            .score(Utf32Str::new(name, &mut self.buffer), &mut self.matcher)?;
        Some((LETTERS, u64::from(u32::MAX - score)))
    }
}

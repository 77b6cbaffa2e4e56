//! A quick look over RON text, before and after it is read in earnest.
//!
//! Before: how large and how deep it is, which format it states, whether a key is there twice (which
//! `ron` would accept in silence, the last one winning). After an error: where in the plan the place
//! is, as `sectors › s-7k3qf2xm › area`. Knows no types and judges no grammar: what is not RON passes
//! here and is reported by the reader.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Deepest nesting of brackets; the plan itself needs 10, a property that an import brought two a level.
pub const MAX_DEPTH: usize = 80;
/// Most rows in the tables.
pub const MAX_OBJECTS: usize = 100_000;
/// Most vertices in all shapes.
pub const MAX_VERTICES: usize = 2_000_000;
/// Longest text that is no block of positions, bytes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Most groups and texts: keeps a file of a million empty brackets from filling the memory.
pub const MAX_VALUES: usize = 4_000_000;

/// What a look over the text found.
#[derive(Debug, Default)]
pub struct Outline<'t> {
    /// What stands after `format:` in the outermost group, and where.
    pub format: Option<(usize, &'t str)>,
    /// The first trouble; the look ends there.
    pub trouble: Option<(usize, Trouble)>,
    /// The text ends within a group or text: where the innermost one begins.
    pub unclosed: Option<usize>,
}

/// What a look can find wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nested deeper than [`MAX_DEPTH`].
    Depth,
    /// More rows than [`MAX_OBJECTS`].
    Objects,
    /// More vertices than [`MAX_VERTICES`].
    Vertices,
    /// A text longer than [`MAX_TEXT_BYTES`].
    Text,
    /// More than [`MAX_VALUES`].
    Values,
    /// A key twice in one map: the key, and where it was first.
    Twice(String, usize),
}

/// Where in the plan an offset is.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Field names, keys and list positions (from 1), outermost first.
    pub path: Vec<String>,
    /// Where the innermost group that is open there begins.
    pub group: Option<usize>,
    /// The bracket that would close that group.
    pub closing: Option<char>,
    /// Where the last word or text that begins before the offset begins.
    pub token: usize,
    /// That is a text of several lines, and no block: one that lacks its closing quote, as a rule.
    pub runs_on: bool,
}

/// Looks over the text.
pub fn outline(text: &str) -> Outline<'_> {
    let mut outline = Outline::default();
    let mut nest = Nest::default();
    let mut seen: Vec<Option<BTreeMap<Cow<str>, usize>>> = Vec::new();
    let (mut objects, mut vertices, mut values) = (0, 0, 0);
    for (at, token) in Tokens::new(text) {
        let trouble = match token {
            Token::Open(bracket) => {
                values += 1;
                seen.push((bracket == '{').then(BTreeMap::new));
                (seen.len() > MAX_DEPTH).then_some(Trouble::Depth)
            }
            Token::Close => {
                seen.pop();
                None
            }
            Token::Text { body, closed } => {
                values += 1;
                if !closed {
                    outline.unclosed = Some(at);
                }
                let block = is_block(body);
                if block {
                    vertices += body.split_ascii_whitespace().count() / 2;
                }
                (!block && body.len() > MAX_TEXT_BYTES).then_some(Trouble::Text)
            }
            Token::Colon => {
                let depth = seen.len();
                match (seen.last_mut(), nest.last) {
                    (Some(Some(keys)), Some((key_at, Token::Text { body, .. }))) => {
                        objects += usize::from(depth == 2);
                        let key = unescaped(body);
                        match keys.get(&key) {
                            Some(first) => {
                                outline.trouble = Some((key_at, Trouble::Twice(key.into_owned(), *first)));
                                return outline;
                            }
                            None => drop(keys.insert(key, key_at)),
                        }
                        None
                    }
                    _ => None,
                }
            }
            Token::Word(word) => {
                let key = nest.groups.last().and_then(|group| group.key);
                if outline.format.is_none() && nest.groups.len() == 1 && key == Some("format") {
                    outline.format = Some((at, word));
                }
                None
            }
            Token::Comma => None,
        };
        nest.take(at, token);
        let trouble = trouble
            .or((objects > MAX_OBJECTS).then_some(Trouble::Objects))
            .or((vertices > MAX_VERTICES).then_some(Trouble::Vertices))
            .or((values > MAX_VALUES).then_some(Trouble::Values));
        if let Some(trouble) = trouble {
            outline.trouble = Some((at, trouble));
            return outline;
        }
    }
    outline.unclosed = outline.unclosed.or(nest.groups.last().map(|group| group.at));
    outline
}

/// Says where in the plan the offset is.
pub fn place(text: &str, offset: usize) -> Place {
    let mut nest = Nest::default();
    let (mut last, mut runs_on) = (0, false);
    for (at, token) in Tokens::new(text) {
        if at >= offset && !matches!(token, Token::Colon) {
            break;
        }
        if let Token::Word(body) | Token::Text { body, .. } = token {
            last = at;
            runs_on = body.contains('\n') && !is_block(body);
        }
        nest.take(at, token);
    }
    let group = nest.groups.last();
    Place {
        path: nest.path(),
        group: group.map(|group| group.at),
        closing: group.map(|group| match group.bracket {
            '[' => ']',
            '{' => '}',
            _ => ')',
        }),
        token: last,
        runs_on,
    }
}

/// Positions: digits, signs, points and white space only.
fn is_block(body: &str) -> bool {
    body.bytes().all(|byte| {
        matches!(
            byte,
            b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E' | b' ' | b'\n' | b'\t'
        )
    })
}

/// Two keys are the same whatever escapes they are written with.
fn unescaped(body: &str) -> Cow<'_, str> {
    if body.contains('\\') {
        ron::from_str(&format!("\"{body}\"")).map_or(Cow::Borrowed(body), Cow::Owned)
    } else {
        Cow::Borrowed(body)
    }
}

/// The groups that are open.
#[derive(Default)]
struct Nest<'t> {
    groups: Vec<Group<'t>>,
    last: Option<(usize, Token<'t>)>,
}

struct Group<'t> {
    bracket: char,
    at: usize,
    key: Option<&'t str>,
    number: usize,
}

impl<'t> Nest<'t> {
    fn take(&mut self, at: usize, token: Token<'t>) {
        match token {
            Token::Open(bracket) => self.groups.push(Group {
                bracket,
                at,
                key: None,
                number: 1,
            }),
            Token::Close => drop(self.groups.pop()),
            Token::Colon => {
                if let (Some(group), Some((_, Token::Word(key) | Token::Text { body: key, .. }))) =
                    (self.groups.last_mut(), self.last)
                {
                    group.key = Some(key);
                }
            }
            Token::Comma => {
                if let Some(group) = self.groups.last_mut() {
                    group.key = None;
                    group.number += 1;
                }
            }
            Token::Word(_) | Token::Text { .. } => {}
        }
        self.last = Some((at, token));
    }

    fn path(&self) -> Vec<String> {
        self.groups
            .iter()
            .filter_map(|group| match (group.key, group.bracket) {
                (Some(key), _) => Some(key.to_owned()),
                (None, '[') => Some(group.number.to_string()),
                (None, _) => None,
            })
            .collect()
    }
}

#[derive(Clone, Copy, Debug)]
enum Token<'t> {
    Open(char),
    Close,
    Comma,
    Colon,
    Word(&'t str),
    Text { body: &'t str, closed: bool },
}

/// The tokens with their offsets; comments are passed over.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        let bytes = self.rest().as_bytes();
        let mut place = 0;
        while let Some(pair) = bytes.get(place..place + 2) {
            match pair {
                b"/*" => depth += 1,
                b"*/" => depth = depth.saturating_sub(1),
                _ => {
                    place += 1;
                    continue;
                }
            }
            place += 2;
            if depth == 0 {
                self.at += place;
                return;
            }
        }
        self.at = self.text.len();
    }

    /// Takes a text whose body begins `skip` bytes on.
    fn text_from(&mut self, skip: usize, end: End) -> Token<'t> {
        let body = self.rest().get(skip..).unwrap_or_default();
        let (length, end_length) = match end {
            End::Quote => (quoted_length(body), 1),
            End::Raw(hashes) => (body.find(&format!("\"{}", "#".repeat(hashes))), 1 + hashes),
        };
        self.at += skip + length.map_or(body.len(), |length| length + end_length);
        Token::Text {
            body: body.get(..length.unwrap_or(body.len())).unwrap_or_default(),
            closed: length.is_some(),
        }
    }
}

/// How a text ends.
#[derive(Clone, Copy)]
enum End {
    /// At a quote without a backslash before it.
    Quote,
    /// At a quote followed by that many `#`.
    Raw(usize),
}

/// Returns how far the closing quote is, escapes passed over.
fn quoted_length(body: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let found = from + body.get(from..)?.find(['"', '\\'])?;
        if body.as_bytes().get(found) == Some(&b'"') {
            return Some(found);
        }
        let escaped = body.get(found + 1..)?.chars().next()?;
        from = found + 1 + escaped.len_utf8();
    }
}

/// Where a text begins with `"`, `b"`, `r"`, `r##"`, `br"`: the length of that, and how it ends.
fn text_start(rest: &str) -> Option<(usize, End)> {
    let bytes = usize::from(rest.starts_with('b'));
    let raw = usize::from(rest.get(bytes..)?.starts_with('r'));
    let after = rest.get(bytes + raw..)?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    if after.as_bytes().get(hashes) != Some(&b'"') || (raw == 0 && hashes > 0) {
        return None;
    }
    let end = if raw == 1 { End::Raw(hashes) } else { End::Quote };
    Some((bytes + raw + hashes + 1, end))
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '+' | '-' | '#')
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (usize, Token<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.rest();
            let letter = rest.chars().next()?;
            let at = self.at;
            let mark = match letter {
                '(' | '[' | '{' => Some(Token::Open(letter)),
                ')' | ']' | '}' => Some(Token::Close),
                ',' => Some(Token::Comma),
                ':' => Some(Token::Colon),
                _ => None,
            };
            if let Some(mark) = mark {
                self.at += 1;
                return Some((at, mark));
            }
            if let Some((skip, end)) = text_start(rest) {
                return Some((at, self.text_from(skip, end)));
            }
            if is_word(letter) {
                let length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
                self.at += length;
                return Some((at, Token::Word(rest.get(..length).unwrap_or_default())));
            }
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.skip_block_comment();
            } else {
                self.at += letter.len_utf8();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r##"// (
( /* [ /* { */ */
  format: 7, a: r#"("#, b: "\"(", 'x',
  sectors: { "s-1": (area: Area([(outer: "
    1 2
    3 4"), (outer: x)])), "s-2": (),},
)"##;

    fn path(needle: &str) -> String {
        place(TEXT, TEXT.find(needle).unwrap()).path.join("/")
    }

    #[test]
    fn places_are_named_by_keys_and_numbers() {
        assert_eq!(path("7"), "format");
        assert_eq!(path("4\"),"), "sectors/s-1/area/1/outer");
        assert_eq!(path("x)])"), "sectors/s-1/area/2/outer");
        assert_eq!(path("(),}"), "sectors/s-2");
        assert_eq!(path("},\n"), "sectors");
    }

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        let outline = outline(TEXT);
        assert_eq!(outline.format.map(|(_, word)| word), Some("7"));
        assert_eq!((outline.trouble, outline.unclosed), (None, None));
    }

    #[test]
    fn what_is_cut_off_is_found_where_it_begins() {
        let unclosed = |text| outline(text).unclosed;
        assert_eq!(unclosed("(a: [1"), Some(4));
        assert_eq!(unclosed("(a: \"x"), Some(4));
        assert_eq!(unclosed("(a: r#\"x\""), Some(4));
        assert_eq!(unclosed("(a: \"x\\"), Some(4));
        assert_eq!(unclosed("(a: 1)"), None);
    }

    #[test]
    fn a_key_twice_is_found_however_it_is_written() {
        let twice = |text| outline(text).trouble;
        assert_eq!(
            twice(r#"(a: {"A1": x, "\u{41}1": y})"#),
            Some((14, Trouble::Twice("A1".to_owned(), 5)))
        );
        assert_eq!(twice(r#"(a: {"A1": x}, b: {"A1": y})"#), None);
    }

    #[test]
    fn limits_are_found_before_anything_is_built() {
        let trouble = |text: String| outline(&text).trouble.map(|(_, trouble)| trouble);
        assert_eq!(trouble("[".repeat(1_000_000)), Some(Trouble::Depth));
        assert_eq!(
            trouble(format!("(a: \"{}\")", "é".repeat(40_000))),
            Some(Trouble::Text)
        );
        assert_eq!(trouble(format!("(a: \"{}\")", "1 2\n".repeat(40_000))), None);
        assert_eq!(
            trouble(format!("(a: r\"{}\")", "1 2 ".repeat(MAX_VERTICES + 1))),
            Some(Trouble::Vertices)
        );
        assert_eq!(
            trouble(format!("[{}", "(),".repeat(MAX_VALUES + 1))),
            Some(Trouble::Values)
        );
        let rows: Vec<_> = (0..=MAX_OBJECTS).map(|row| format!("\"{row}\":(),")).collect();
        let rows = rows.concat();
        assert_eq!(trouble(format!("(sectors: {{{rows}}})")), Some(Trouble::Objects));
    }
}

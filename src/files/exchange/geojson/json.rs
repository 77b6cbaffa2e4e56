//! JSON as it comes from other programs, read in one pass into values that borrow from the text.
//!
//! Why not `serde_json`: there a single number beyond the range of a float, or the `NaN` that Python
//! writes, makes the whole file unreadable, while here it costs the one feature that holds it; a number
//! keeps its digits, so that a numeric id is written back as it was; and a list of numbers (nearly all of
//! a map is positions) costs no allocation. Nesting and the number of values are limited. Two leniencies
//! besides `NaN` and `Infinity`: raw control characters in texts, and half a surrogate pair becomes U+FFFD.
//!
//! Knows nothing of maps.

use std::borrow::Cow;

use super::ReadGeoJsonError;

/// Lists and objects within each other; a GeoJSON file with properties of its own needs about ten.
const MAX_DEPTH: usize = 32;
/// Values in a file; bounds memory to a few hundred megabytes.
const MAX_VALUES: usize = 8_000_000;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::files) enum Json<'a> {
    Null,
    Flag(bool),
    /// A number as written; `NaN`, `Infinity` and `-Infinity` too.
    Number(&'a str),
    Text(Cow<'a, str>),
    /// A list of nothing but numbers, at least one: what stands between the brackets.
    Numbers(&'a str),
    /// Any other list.
    List(Vec<Json<'a>>),
    /// Names and values in their order; a name may come twice.
    Map(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Reads a whole text.
    pub(in crate::files) fn parse(text: &'a str) -> Result<Self, ReadGeoJsonError> {
        let mut cursor = Cursor {
            text,
            at: 0,
            values: 0,
        };
        let value = cursor.value(0)?;
        cursor.skip_blanks();
        if cursor.at < text.len() {
            return Err(cursor.expected("the end of the file: one JSON value is all it may hold"));
        }
        Ok(value)
    }

    /// Returns the member of that name, the last where there are several; null counts as absent.
    pub(in crate::files) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(members) = self else {
            return None;
        };
        let (_, value) = members.iter().rev().find(|(known, _)| known == name)?;
        (*value != Self::Null).then_some(value)
    }

    /// Returns the text, where it is one.
    pub(in crate::files) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items of a list; `None` where it is none.
    pub(in crate::files) fn items(&self) -> Option<Cow<'_, [Self]>> {
        match self {
            Self::Numbers(numbers) => Some(tokens(numbers).map(Self::Number).collect()),
            Self::List(items) => Some(Cow::Borrowed(items)),
            _ => None,
        }
    }

    /// Returns the value as text for a message, shortened.
    pub(in crate::files) fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => (*number).to_owned(),
            Self::Text(text) if text.chars().count() <= 40 => format!("`{text}`"),
            Self::Text(text) => format!("`{}…`", text.chars().take(39).collect::<String>()),
            Self::Numbers(_) | Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
        }
    }
}

/// Splits the inside of a list of numbers.
pub(in crate::files) fn tokens(numbers: &str) -> impl Iterator<Item = &str> {
    numbers.split(',').map(|token| token.trim_matches(is_blank))
}

/// Reads a number as written; not finite for `NaN`, `Infinity` and what no float can hold.
pub(in crate::files) fn float(number: &str) -> f64 {
    number.parse().unwrap_or(f64::NAN)
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// True for a number of the JSON grammar, or one of the three words for what is not finite.
pub(in crate::files) fn is_number(token: &str) -> bool {
    let unsigned = token.strip_prefix('-').unwrap_or(token);
    if matches!(unsigned, "Infinity") || token == "NaN" {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

struct Cursor<'a> {
    text: &'a str,
    /// In bytes; always between two characters.
    at: usize,
    values: usize,
}

impl<'a> Cursor<'a> {
    fn value(&mut self, depth: usize) -> Result<Json<'a>, ReadGeoJsonError> {
        self.skip_blanks();
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(ReadGeoJsonError::TooMany {
                what: "values",
                most: MAX_VALUES,
            });
        }
        match self.peek() {
            Some(b'{' | b'[') if depth == MAX_DEPTH => Err(self.expected(&format!(
                "no more than {MAX_DEPTH} lists and objects within each other"
            ))),
            Some(b'{') => self.map(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            _ => self.word(),
        }
    }

    fn map(&mut self, depth: usize) -> Result<Json<'a>, ReadGeoJsonError> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_blanks();
        if self.take(b'}') {
            return Ok(Json::Map(members));
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a name in double quotes"));
            }
            let name = self.string()?;
            self.skip_blanks();
            if !self.take(b':') {
                return Err(self.expected("`:` after the name"));
            }
            members.push((name, self.value(depth)?));
            self.skip_blanks();
            if self.take(b'}') {
                return Ok(Json::Map(members));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json<'a>, ReadGeoJsonError> {
        self.at += 1;
        if let Some(numbers) = self.numbers() {
            return Ok(Json::Numbers(numbers));
        }
        let mut items = Vec::new();
        self.skip_blanks();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.skip_blanks();
            if self.take(b']') {
                return Ok(Json::List(items));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// Takes the rest of a list where it holds nothing but numbers.
    fn numbers(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let inside = rest.get(..rest.find([']', '[', '"', '{'])?)?;
        if !rest.get(inside.len()..)?.starts_with(']') || !tokens(inside).all(is_number) {
            return None;
        }
        self.at += inside.len() + 1;
        Some(inside)
    }

    /// A word: a number, or one of the names JSON knows.
    fn word(&mut self) -> Result<Json<'a>, ReadGeoJsonError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end =
            rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '+' | '-' | '.'));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let value = match word {
            "null" => Json::Null,
            "true" => Json::Flag(true),
            "false" => Json::Flag(false),
            number if is_number(number) => Json::Number(number),
            _ => return Err(self.expected("a value: text in double quotes, a number, a list or an object")),
        };
        self.at += word.len();
        Ok(value)
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ReadGeoJsonError> {
        let open = self.at;
        self.at += 1;
        let mut unescaped: Option<String> = None;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = rest.find(['"', '\\']) else {
                self.at = open;
                return Err(self.expected("a text that is closed with `\"`; the file may be cut off"));
            };
            let plain = rest.get(..length).unwrap_or_default();
            self.at += length;
            if self.take(b'"') {
                return Ok(match unescaped {
                    None => Cow::Borrowed(plain),
                    Some(mut text) => {
                        text.push_str(plain);
                        Cow::Owned(text)
                    }
                });
            }
            let text = unescaped.get_or_insert_default();
            text.push_str(plain);
            text.push(self.escape()?);
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Result<char, ReadGeoJsonError> {
        let letter = self.text.as_bytes().get(self.at + 1);
        let plain = match letter {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(*letter),
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.expected("an escape that JSON knows")),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char, ReadGeoJsonError> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| hex)
        };
        let Some(first) = unit(self.at) else {
            return Err(self.expected("four hexadecimal digits after `\\u`"));
        };
        let pair = unit(self.at + 6).map(|second| [first, second]);
        if let Some([Ok(letter)]) = pair
            .filter(|_| (0xd800..0xdc00).contains(&first))
            .map(|pair| char::decode_utf16(pair).collect::<Vec<_>>())
            .as_deref()
        {
            self.at += 12;
            return Ok(*letter);
        }
        self.at += 6;
        Ok(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn skip_blanks(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    fn expected(&self, what: &str) -> ReadGeoJsonError {
        let before = self.text.get(..self.at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = self.text.get(line_start..).unwrap_or_default();
        let column = before.get(line_start..).unwrap_or_default().chars().count();
        // Files without line breaks are common: show what is around the place, not the whole line.
        let excerpt = line
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .skip(column.saturating_sub(30))
            .take(60);
        ReadGeoJsonError::NotJson {
            line: before.matches('\n').count() + 1,
            column: column + 1,
            expected: if self.at < self.text.len() {
                what.to_owned()
            } else {
                format!("{what}, but the file ends here: it is cut off")
            },
            excerpt: excerpt.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match Json::parse(text) {
            Ok(value) => format!("{value:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_value_is_read() {
        assert_eq!(
            shown(
                r#" {"a": [1, -2.5e3 ,NaN], "b": [1, "x"], "c": {}, "d": [], "e": [null, true], "f": 12345678901234567890} "#
            ),
            r#"Map([("a", Numbers("1, -2.5e3 ,NaN")), ("b", List([Number("1"), Text("x")])), ("c", Map([])), ("d", List([])), ("e", List([Null, Flag(true)])), ("f", Number("12345678901234567890"))])"#
        );
    }

    #[test]
    fn escapes_are_resolved_and_half_a_pair_is_replaced() {
        assert_eq!(
            Json::parse(r#""a\"\\\/\n\u00e9\ud83d\udea7\ud83d x\udea7""#),
            Ok(Json::Text("a\"\\/\né🚧\u{fffd} x\u{fffd}".into()))
        );
        assert_eq!(Json::parse("\"plain\""), Ok(Json::Text(Cow::Borrowed("plain"))));
    }

    #[test]
    fn the_last_of_two_members_counts_and_null_is_absent() {
        let value = Json::parse(r#"{"a": 1, "a": 2, "b": null}"#).unwrap();
        assert_eq!(value.get("a"), Some(&Json::Number("2")));
        assert_eq!(value.get("b"), None);
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for text in [
            "",
            "{",
            "[1,",
            "[1 2]",
            "{\"a\" 1}",
            "{a: 1}",
            "[01]",
            "[1.]",
            "[.5]",
            "[+1]",
            "[1e]",
            "tru",
            "[\"a]",
            "[1]]",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\\u+123\"",
            "[-]",
            "[--1]",
            "[1,,2]",
            "[,]",
            "[1,]",
            "'a'",
            "[inf]",
            "[-NaN]",
        ] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            shown("{\"a\": 1,\n \"b\" 2}"),
            "line 2, column 6: expected `:` after the name, found: ` \"b\" 2}`"
        );
    }

    #[test]
    fn nesting_is_limited() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Json::parse(&nested(MAX_DEPTH)).is_ok());
        assert!(Json::parse(&nested(MAX_DEPTH + 1)).is_err());
        assert!(Json::parse(&"[".repeat(1_000_000)).is_err());
        assert!(Json::parse(&"{\"a\":".repeat(1_000_000)).is_err());
    }
}

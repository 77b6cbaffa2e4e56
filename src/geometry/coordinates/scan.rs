//! From what somebody typed to numbers, marks and letters.
//!
//! Every digit, minus, comma and prime that people and their programs write becomes one of its kind.
//! What they mean together is `angle`'s.

/// A piece of a text about a position.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number, its sign included.
    Number(Number),
    /// The sign of degrees, minutes or seconds.
    Mark(Mark),
    /// A letter or word for a side of the world.
    Side(Side),
    /// A word for latitude or longitude.
    Label(Axis),
    /// A comma or semicolon.
    Between,
    /// A word that says nothing here.
    Word(String),
}

/// What an angle is counted along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Latitude,
    Longitude,
}

/// Which part of an angle a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Degrees,
    Minutes,
    Seconds,
}

/// A side of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    North,
    South,
    East,
    West,
}

impl Side {
    pub(super) fn axis(self) -> Axis {
        match self {
            Self::North | Self::South => Axis::Latitude,
            Self::East | Self::West => Axis::Longitude,
        }
    }

    pub(super) fn is_negative(self) -> bool {
        matches!(self, Self::South | Self::West)
    }
}

/// A decimal number as it was written, exact to twelve places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// As typed, for messages.
    pub(super) text: String,
    /// A sign was written; true for minus.
    pub(super) sign: Option<bool>,
    /// Digits before the point.
    pub(super) whole: String,
    /// Digits after it; `None` where there was no point.
    pub(super) fraction: Option<String>,
}

/// Places kept of a number.
const PLACES: usize = 12;

impl Number {
    /// Returns its size in 1e-12; a number with more than nine digits before the point counts as the
    /// largest of nine, which is out of every range.
    pub(super) fn size_e12(&self) -> i128 {
        let whole = if self.whole.trim_start_matches('0').len() > 9 {
            999_999_999
        } else {
            self.whole.parse().unwrap_or(0)
        };
        let fraction = self.fraction.as_deref().unwrap_or_default();
        let kept: String = fraction
            .chars()
            .chain("000000000000".chars())
            .take(PLACES)
            .collect();
        whole * 1_000_000_000_000 + kept.parse::<i128>().unwrap_or(0)
    }
}

/// How a comma between two digits is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// It stands between two numbers.
    Separates,
    /// It is a decimal point.
    IsPoint,
}

/// Makes one kind of every digit, minus, comma, blank and mark; leaves out marks of direction.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|letter| {
            Some(match letter {
                '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{61c}'
                | '\u{64b}'..='\u{652}'
                | '\u{640}' => return None,
                '٠'..='٩' => digit(letter, '٠'),
                '۰'..='۹' => digit(letter, '۰'),
                '０'..='９' => digit(letter, '０'),
                '٫' => '.',
                '،' | '，' => ',',
                '؛' | '；' => ';',
                '−' | '–' | '—' | '‐' | '‑' | '‒' | '﹣' | '－' => '-',
                '＋' => '+',
                '°' | 'º' | '˚' | '∘' | '⁰' | 'ᵒ' => '°',
                '\'' | '′' | '’' | '‘' | '‛' | 'ʹ' | 'ʼ' | '´' | '`' | '＇' | '‵' => '\'',
                '"' | '″' | '”' | '“' | '„' | '‟' | 'ʺ' | '˝' | '＂' | '¨' | '‶' => '"',
                '\n' => '\n',
                _ if letter.is_whitespace() || letter.is_control() => ' ',
                _ => letter,
            })
        })
        .collect()
}

fn digit(letter: char, zero: char) -> char {
    char::from(b'0' + (letter as u32 - zero as u32) as u8)
}

/// Returns true where a comma stands right between two digits.
pub(super) fn has_comma_in_number(plain: &str) -> bool {
    let letters: Vec<char> = plain.chars().collect();
    letters.windows(3).any(
        |around| matches!(around, [before, ',', after] if before.is_ascii_digit() && after.is_ascii_digit()),
    )
}

/// Splits a plain text into tokens. `None` where commas taken as points leave no way to tell two numbers
/// apart: `33,35,43,78`.
pub(super) fn tokens(plain: &str, comma: Comma) -> Option<Vec<Token>> {
    let letters: Vec<char> = plain.chars().collect();
    let has_sides = plain
        .chars()
        .any(|letter| matches!(letter, 'N' | 'S' | 'E' | 'W' | 'n' | 's' | 'e' | 'w'));
    let at = |place: usize| letters.get(place).copied();
    let is_digit = |place: usize| at(place).is_some_and(|letter| letter.is_ascii_digit());
    let mut tokens: Vec<Token> = Vec::new();
    let mut place = 0;
    while let Some(letter) = at(place) {
        let after_digit = place > 0 && is_digit(place - 1);
        let starts_number = |place: usize| is_digit(place) || at(place) == Some('.') && is_digit(place + 1);
        match letter {
            '+' | '-' if starts_number(place + 1) && !(after_digit && letter == '-' && has_sides) => {
                let (number, next) = number(&letters, place + 1, comma, Some(letter == '-'))?;
                tokens.push(Token::Number(number));
                place = next;
            }
            _ if starts_number(place) => {
                let (number, next) = number(&letters, place, comma, None)?;
                tokens.push(Token::Number(number));
                place = next;
            }
            '°' | '\'' | '"' => {
                let double = letter == '\'' && at(place + 1) == Some('\'');
                let mark = match letter {
                    '°' => Mark::Degrees,
                    '\'' if !double => Mark::Minutes,
                    _ => Mark::Seconds,
                };
                // A quotation mark round a word is no mark of an angle.
                if matches!(tokens.last(), Some(Token::Number(_))) {
                    tokens.push(Token::Mark(mark));
                }
                place += if double { 2 } else { 1 };
            }
            ',' | ';' => {
                tokens.push(Token::Between);
                place += 1;
            }
            _ if letter.is_alphabetic() => {
                let rest = letters.iter().skip(place);
                let word: String = rest.take_while(|letter| letter.is_alphabetic()).collect();
                place += word.chars().count();
                tokens.push(word_token(&word, &tokens));
            }
            _ => place += 1,
        }
    }
    Some(tokens)
}

/// Reads a number from a place; also returns where it ends.
fn number(letters: &[char], from: usize, comma: Comma, sign: Option<bool>) -> Option<(Number, usize)> {
    let is_digit = |place: usize| letters.get(place).is_some_and(char::is_ascii_digit);
    let digits = |from: usize| -> String {
        let rest = letters.iter().skip(from);
        rest.take_while(|letter| letter.is_ascii_digit()).collect()
    };
    let whole = digits(from);
    let mut end = from + whole.len();
    let is_point = match letters.get(end) {
        Some('.') => true,
        Some(',') => comma == Comma::IsPoint && is_digit(end + 1),
        _ => false,
    };
    let fraction = is_point.then(|| digits(end + 1));
    if let Some(fraction) = &fraction {
        end += 1 + fraction.len();
        // A second comma: which of them is the point?
        if comma == Comma::IsPoint && letters.get(end) == Some(&',') && is_digit(end + 1) {
            return None;
        }
    }
    let start = if sign.is_some() { from - 1 } else { from };
    let text = letters.iter().skip(start).take(end - start).collect();
    Some((
        Number {
            text,
            sign,
            whole,
            fraction,
        },
        end,
    ))
}

fn word_token(word: &str, before: &[Token]) -> Token {
    // `33d21m00s`: only where minutes were spelled so is an s for seconds.
    let after_minutes = matches!(before, [.., Token::Mark(Mark::Minutes), Token::Number(_)]);
    let after_number = matches!(before, [.., Token::Number(_)]);
    match word.to_lowercase().as_str() {
        "s" if after_minutes && word == "s" => Token::Mark(Mark::Seconds),
        "d" | "deg" | "degs" | "degree" | "degrees" | "درجة" | "درجه" if after_number => {
            Token::Mark(Mark::Degrees)
        }
        "m" | "min" | "mins" | "minute" | "minutes" | "دقيقة" | "دقيقه" if after_number => {
            Token::Mark(Mark::Minutes)
        }
        "sec" | "secs" | "second" | "seconds" | "ثانية" | "ثانيه" if after_number => {
            Token::Mark(Mark::Seconds)
        }
        "n" | "north" | "nord" | "norte" | "شمال" | "شمالا" => Token::Side(Side::North),
        "s" | "south" | "sud" | "süd" | "sur" | "جنوب" | "جنوبا" => Token::Side(Side::South),
        "e" | "east" | "est" | "ost" | "este" | "شرق" | "شرقا" => Token::Side(Side::East),
        "w" | "west" | "ouest" | "oeste" | "غرب" | "غربا" => Token::Side(Side::West),
        "lat" | "latitude" | "عرض" | "العرض" => Token::Label(Axis::Latitude),
        "lon" | "long" | "lng" | "longitude" | "طول" | "الطول" => Token::Label(Axis::Longitude),
        _ => Token::Word(word.to_owned()),
    }
}

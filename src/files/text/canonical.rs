//! The one form in which a value is written.
//!
//! `ron` writes every group over several lines; here a group comes on one line where it fits, so that
//! `when: (phases: ["h-00000001"])` is one line of a difference, not five. Rows of tables always have
//! one field a line. Blocks of positions keep their lines. Text stays readable in its script: what
//! `ron` escapes without need (`\'`, vowel signs) is written plainly, what cannot be seen stays escaped.
//! Works on `ron`'s own pretty form only; it is no formatter for what people write.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Lines;

use super::can_be_seen;

/// Longest line that several values share, characters.
const WIDTH: usize = 100;

/// Indent of what stands outermost, of the tables, and of their rows: groups that are never joined.
const OPEN_LEVELS: usize = 2;

/// Column at which the last line of a block of positions goes on (`geometry::text` writes it so).
const BLOCK_END: usize = 6;

/// Turns `ron`'s pretty form (two spaces, `\n`) into the canonical one, with a final newline.
pub fn canonical(pretty: &str) -> String {
    let mut out = String::with_capacity(pretty.len());
    let mut lines = pretty.lines().peekable();
    while let Some(item) = Item::take(&mut lines) {
        item.write(&mut out, 0);
    }
    out
}

/// A line, a group of items between brackets, or a block of positions.
enum Item<'t> {
    Line(Cow<'t, str>),
    Group {
        open: Cow<'t, str>,
        items: Vec<Item<'t>>,
        close: &'t str,
    },
    Block {
        open: &'t str,
        positions: Vec<&'t str>,
        close: &'t str,
    },
}

impl<'t> Item<'t> {
    fn take(lines: &mut Peekable<Lines<'t>>) -> Option<Self> {
        let open = lines.next()?.trim_start();
        if open.ends_with("r\"") {
            let mut positions = Vec::new();
            for line in lines.by_ref() {
                let close = line.trim_start();
                if close.starts_with('"') {
                    return Some(Self::Block {
                        open,
                        positions,
                        close,
                    });
                }
                positions.push(line);
            }
            return Some(Self::Block {
                open,
                positions,
                close: "",
            });
        }
        let text = plain(open);
        let Some(bracket) = open.chars().next_back().and_then(closing) else {
            return Some(Self::Line(text));
        };
        let mut items = Vec::new();
        while let Some(next) = lines.peek() {
            let close = next.trim_start();
            if close.starts_with(bracket) {
                lines.next();
                return Some(Self::Group {
                    open: text,
                    items,
                    close,
                });
            }
            items.extend(Self::take(lines));
        }
        Some(Self::Group {
            open: text,
            items,
            close: "",
        })
    }

    fn write(&self, out: &mut String, level: usize) {
        indent(out, level);
        match self {
            Self::Group { open, items, close } if !self.joins(level) => {
                out.push_str(open);
                out.push('\n');
                for item in items {
                    item.write(out, level + 1);
                }
                indent(out, level);
                out.push_str(close);
            }
            _ => self.write_joined(out),
        }
        out.push('\n');
    }

    fn write_joined(&self, out: &mut String) {
        match self {
            Self::Line(text) => out.push_str(text),
            Self::Block {
                open,
                positions,
                close,
            } => {
                out.push_str(open);
                out.push('\n');
                for line in positions {
                    out.push_str(line);
                    out.push('\n');
                }
                out.extend(std::iter::repeat_n(' ', BLOCK_END));
                out.push_str(close);
            }
            Self::Group { open, items, close } => {
                out.push_str(open);
                for (number, item) in items.iter().enumerate() {
                    if number > 0 {
                        out.push(' ');
                    }
                    item.write_joined(out);
                }
                if out.ends_with(',') {
                    out.pop();
                }
                out.push_str(close);
            }
        }
    }

    /// Whether the group goes on one line.
    fn joins(&self, level: usize) -> bool {
        let Self::Group { open, .. } = self else {
            return true;
        };
        let row = level == OPEN_LEVELS && open.starts_with('"');
        level >= OPEN_LEVELS && !row && self.fits(&mut (2 * level))
    }

    /// Adds what it takes to the column; false where a line gets too long.
    fn fits(&self, column: &mut usize) -> bool {
        match self {
            Self::Line(text) => *column += text.chars().count(),
            Self::Block { open, close, .. } => {
                if *column + open.len() > WIDTH {
                    return false;
                }
                *column = BLOCK_END + close.len();
            }
            Self::Group { open, items, close } => {
                *column += open.chars().count();
                for item in items {
                    *column += 1;
                    if !item.fits(column) {
                        return false;
                    }
                }
                *column += close.len();
            }
        }
        *column <= WIDTH
    }
}

fn indent(out: &mut String, level: usize) {
    out.extend(std::iter::repeat_n("  ", level));
}

fn closing(bracket: char) -> Option<char> {
    match bracket {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Takes back the escapes that no reader needs.
fn plain(line: &str) -> Cow<'_, str> {
    if !line.contains('\\') {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let (letter, escape) = unescaped(after);
        if let Some(letter) = letter {
            text.push(letter);
        } else {
            text.push('\\');
            text.push_str(after.get(..escape).unwrap_or_default());
        }
        rest = after.get(escape..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Returns the letter where the escape after a backslash is not needed, and the escape's length.
fn unescaped(after: &str) -> (Option<char>, usize) {
    if after.starts_with('\'') {
        return (Some('\''), 1);
    }
    let code = after
        .strip_prefix("u{")
        .and_then(|code| code.split_once('}'))
        .map(|(code, _)| code);
    let Some(code) = code else {
        return (None, after.chars().next().map_or(0, char::len_utf8));
    };
    let letter = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    (letter.filter(|letter| can_be_seen(*letter)), code.len() + 3)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn what_fits_shares_a_line_and_rows_never_do() {
        let pretty = [
            "(",
            "  info: (",
            "    deadlines: [",
            "      (",
            "        at: 60,",
            "      ),",
            "    ],",
            "  ),",
            "  sectors: {",
            "    \"s-00000001\": (",
            "      area: [",
            "        (",
            "          outer: r\"",
            "        1.0 2.0",
            "        1.0 3.0",
            "      \",",
            "          holes: [",
            "            r\"",
            "        1.1 2.1",
            "      \",",
            "          ],",
            "        ),",
            "      ],",
            "      tags: [",
            "        \"a\",",
            "        \"b\",",
            "      ],",
            "      extra: {},",
            "    ),",
            "    \"s-00000002\": (),",
            "  },",
            ")",
        ];
        assert_snapshot!(canonical(&pretty.join("\n")), @r##"
        (
          info: (
            deadlines: [(at: 60)],
          ),
          sectors: {
            "s-00000001": (
              area: [(outer: r"
                1.0 2.0
                1.0 3.0
              ", holes: [r"
                1.1 2.1
              "])],
              tags: ["a", "b"],
              extra: {},
            ),
            "s-00000002": (),
          },
        )
        "##);
    }

    #[test]
    fn a_group_too_long_for_a_line_has_an_item_a_line() {
        let word = "x".repeat(50);
        let pretty = format!(
            "(\n  a: (\n    b: [\n      (\n        c: {word},\n        d: 1,\n      ),\n      (\n        c: {word},\n      ),\n    ],\n  ),\n)"
        );
        assert_snapshot!(canonical(&pretty).replace(&word, "(50)"), @r##"
        (
          a: (
            b: [
              (c: (50), d: 1),
              (c: (50)),
            ],
          ),
        )
        "##);
    }

    #[test]
    fn readable_text_loses_its_escapes_and_nothing_else_does() {
        for (written, kept) in [
            (r"Anbar\'s", "Anbar's"),
            (r"\u{64e}\u{0301}", "\u{64e}\u{301}"),
            (r#"\u{202e}\u{200b}\n\t\0\\\""#, r#"\u{202e}\u{200b}\n\t\0\\\""#),
            (r"\\u{64e} \\'", r"\\u{64e} \\'"),
        ] {
            assert_eq!(plain(written), kept);
        }
    }
}

//! Text of a plan within Markdown.

use super::text::visible;

/// Returns one cell of a table: what would be markup is escaped, what cannot be seen is shown as escapes.
pub fn markdown_field(text: &str) -> String {
    let mut safe = String::new();
    for letter in visible(text).chars() {
        match letter {
            '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '\\' | '#' => {
                safe.push('\\');
                safe.push(letter);
            }
            '\n' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}

//! Descriptions in HTML as plain text: no mark-up, no script, no link, lines kept.

/// Returns the text that a reader of the description sees.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = rest.find('<') {
        let (before, tag) = rest.split_at(place);
        text.push_str(before);
        let Some(end) = end_of_tag(tag) else {
            // `5 < 6` is no tag.
            let (sign, behind) = tag.split_at(1);
            text.push_str(sign);
            rest = behind;
            continue;
        };
        let (inside, behind) = tag.split_at(end);
        let name = name_of(inside);
        rest = match name.as_str() {
            "script" | "style" => after_closing(behind, &name),
            _ => behind,
        };
        match name.as_str() {
            "br" | "p" | "/p" | "div" | "/div" | "tr" | "/tr" | "li" | "h1" | "h2" | "h3" | "/table" => {
                text.push('\n');
            }
            "/td" | "/th" => text.push(' '),
            _ => {}
        }
    }
    text.push_str(rest);
    tidied(&without_entities(&text))
}

/// Returns where a tag ends, behind its `>`; `None` where this is none.
fn end_of_tag(tag: &str) -> Option<usize> {
    if tag.starts_with("<!--") {
        return Some(tag.find("-->").map_or(tag.len(), |end| end + 3));
    }
    let second = tag.chars().nth(1)?;
    (second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?'))
        .then(|| tag.find('>').map(|end| end + 1))
        .flatten()
}

fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches('<').chars();
    let name = name.take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/');
    let name: String = name.collect::<String>().to_ascii_lowercase();
    // `<br/>` is `br`, `</p>` is `/p`.
    name.trim_end_matches('/').to_owned()
}

fn after_closing<'t>(text: &'t str, name: &str) -> &'t str {
    let closing = format!("</{name}");
    let lower = text.to_ascii_lowercase();
    let Some(start) = lower.find(&closing) else {
        return "";
    };
    let behind = text.get(start..).unwrap_or_default();
    behind
        .find('>')
        .and_then(|end| behind.get(end + 1..))
        .unwrap_or_default()
}

fn without_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('&') {
        let (before, entity) = rest.split_at(place);
        plain.push_str(before);
        // No entity is longer than this; what is longer is an `&` and text.
        let end = entity.char_indices().take(12).find(|(_, letter)| *letter == ';');
        let letter = end.and_then(|(end, _)| Some((end, letter_of(entity.get(1..end)?)?)));
        if let Some((end, letter)) = letter {
            plain.push(letter);
            rest = entity.get(end + 1..).unwrap_or_default();
        } else {
            plain.push('&');
            rest = entity.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain
}

fn letter_of(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "deg" => '°',
        _ => return None,
    })
}

/// Returns lines without blanks at their ends, no two empty ones after each other.
fn tidied(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_become_text() {
        assert_eq!(plain("plain, 5 < 6 & more"), "plain, 5 < 6 & more");
        assert_eq!(
            plain(
                "<b>Held</b> by the 1st&nbsp;Bn.<br/>Since <i>May</i> &amp; June<script>alert(1 > 0)</script>"
            ),
            "Held by the 1st Bn.\nSince May & June"
        );
        assert_eq!(
            plain("<table><tr><td>Beds</td><td>40</td></tr><tr><td>Staff</td><td>7</td></tr></table>"),
            "Beds 40\n\nStaff 7"
        );
        assert_eq!(plain("<!-- x --><p>مستشفى</p>"), "مستشفى");
        assert_eq!(plain("&#1593;&#x639; &bogus; &"), "عع &bogus; &");
        assert_eq!(plain("<script>never closed"), "");
        assert_eq!(plain("<unclosed"), "<unclosed");
    }
}

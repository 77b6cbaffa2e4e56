//! Fields of comma-separated text, as spreadsheets read them.
//!
//! Knows no table: rows are whoever writes them.

/// Returns one CSV field, quoted where it must be; what a spreadsheet would run as a formula is made text.
pub fn csv_field(field: &str) -> String {
    let neutral = match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if field.parse::<f64>().is_err() => format!("'{field}"),
        _ => field.to_owned(),
    };
    if neutral.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", neutral.replace('"', "\"\""))
    } else {
        neutral
    }
}

#[cfg(test)]
mod tests {
    use super::csv_field as csv;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        assert_eq!(csv("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(csv("-12.5"), "-12.5");
        assert_eq!(csv("@home, sweet"), "\"'@home, sweet\"");
        assert_eq!(csv("a \"b\""), "\"a \"\"b\"\"\"");
    }
}

//! Numbers as people read them: km², km, thousands.

/// Returns square metres as people say them: `42.1 km²`, `8,200 m²`.
pub fn area_text(area_m2: f64) -> String {
    let km2 = area_m2 / 1e6;
    if km2 >= 1000.0 {
        format!("{} km²", count_text(km2.round() as u64))
    } else if km2 >= 99.95 {
        format!("{km2:.0} km²")
    } else if km2 >= 9.995 {
        format!("{km2:.1} km²")
    } else if km2 >= 0.0995 {
        format!("{km2:.2} km²")
    } else {
        format!("{} m²", count_text(area_m2.max(0.0).round() as u64))
    }
}

/// Returns metres as people say them: `31.8 km`, `420 m`.
pub fn length_text(length_m: f64) -> String {
    let km = length_m / 1e3;
    if km >= 999.5 {
        format!("{} km", count_text(km.round() as u64))
    } else if km >= 99.95 {
        format!("{km:.0} km")
    } else if km >= 0.9995 {
        format!("{km:.1} km")
    } else {
        format!("{} m", length_m.max(0.0).round() as u64)
    }
}

/// Returns a whole number with commas: `18,000`.
pub fn count_text(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns how many of something there are: `1 sector`, `3 sectors`.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        count_text(count as u64),
        if count == 1 { one } else { several }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_places_and_a_unit() {
        for (area_m2, text) in [
            (42_104_000.0, "42.1 km²"),
            (118_400_000.0, "118 km²"),
            (3_216_000.0, "3.22 km²"),
            (8_200.4, "8,200 m²"),
            (1_234_567_890.0, "1,235 km²"),
            (-0.0, "0 m²"),
        ] {
            assert_eq!(area_text(area_m2), text);
        }
        for (length_m, text) in [(31_840.0, "31.8 km"), (999.0, "999 m"), (250_400.0, "250 km")] {
            assert_eq!(length_text(length_m), text);
        }
        assert_eq!(count_text(1_234_567), "1,234,567");
        assert_eq!(counted(1, "sector", "sectors"), "1 sector");
    }
}

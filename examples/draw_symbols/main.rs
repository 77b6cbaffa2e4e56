//! Prints every symbol as one SVG page, or as lines for a comparison with other programs.
//!
//! ```text
//! cargo run --example draw_symbols -- light 48 > symbols.svg
//! cargo run --example draw_symbols -- dark 24 lines > symbols.tsv
//! ```
//!
//! The lines are: name, symbol code (empty for sites and measures), SVG elements round their origin.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::process::ExitCode;

use entente::drawing::Theme;
use entente::drawing::style::size;
use entente::drawing::symbols::{contact_sheet, glyph_svg, specimens};
use entente::model::Purpose;
use entente::model::sidc::symbol_code;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (theme, height, is_lines) = match words.as_slice() {
        [theme, height] => (*theme, *height, false),
        [theme, height, "lines"] => (*theme, *height, true),
        _ => return usage(),
    };
    let theme = match theme {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => return usage(),
    };
    let Ok(height) = height.parse::<f32>() else {
        return usage();
    };
    let specimens = specimens(theme);
    if !is_lines {
        println!("{}", contact_sheet(theme, &specimens, height));
        return ExitCode::SUCCESS;
    }
    for specimen in &specimens {
        let code = specimen
            .unit
            .as_ref()
            .map(|(symbol, identity)| symbol_code(symbol, *identity, Purpose::Plan));
        let drawn = glyph_svg(&specimen.glyph.scaled(height / size::FRAME));
        println!("{}\t{}\t{drawn}", specimen.name, code.unwrap_or_default());
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!(
        "give a theme (light or dark) and a height in points, then `lines` for lines instead of a page"
    );
    ExitCode::from(2)
}

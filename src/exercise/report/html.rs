//! A report as a page: one file without script that loads nothing.

use std::fmt::Write as _;

use base64::Engine as _;

use super::contents::{Block, Row, blocks};
use super::inline::inline;
use super::words::time_text;
use super::{AfterAction, Picture, chart};
use crate::model::can_be_seen;

/// How the page looks, on a screen and on paper.
const STYLE: &str = "\
@page{size:A4 landscape;margin:12mm}\
body{font:14px/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:1240px;margin:0 auto;padding:16px}\
h1{font-size:24px;margin:12px 0 4px}\
h2{font-size:18px;margin:28px 0 8px;break-after:avoid}\
p,td,th,dd{white-space:pre-line}\
.marking{text-align:center;font-weight:bold;border:1px solid #111;padding:4px}\
table{border-collapse:collapse;width:100%;font-size:12.5px}\
th,td{border:1px solid #999;padding:3px 6px;text-align:left;vertical-align:top;overflow-wrap:break-word}\
th{background:#eee}\
thead{display:table-header-group}\
tr{break-inside:avoid}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}\
dt{font-weight:bold}\
dd{margin:0}\
figure{margin:12px 0;break-inside:avoid}\
img,svg{max-width:100%;height:auto}\
.wide{overflow-x:auto}\
";

/// Nothing may run and nothing may be loaded but what is in the page.
pub(super) const POLICY: &str =
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'";

/// Returns the page.
pub(super) fn page(of: &AfterAction<'_>) -> String {
    let exercise = of.session.exercise();
    let title = escaped(&exercise.title);
    let marking = match escaped(&exercise.plan.info.marking) {
        marking if marking.is_empty() => marking,
        marking => format!("<div class=\"marking\">{marking}</div>\n"),
    };
    let mut body = Body::default();
    for block in blocks(of) {
        print(of, &block, &mut body);
    }
    let Body { text, faces } = body;
    let faces = faces.join("\n");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}: after-action report</title>\n<style>{STYLE}\n{faces}</style>\n\
         </head>\n<body>\n{marking}<h1>{title}</h1>\n<p>After-action report</p>\n{text}{marking}</body>\n</html>\n"
    )
}

/// A page in the making.
#[derive(Default)]
struct Body<'r> {
    text: String,
    /// The faces of its pictures, each once.
    faces: Vec<&'r str>,
}

fn print<'r>(of: &AfterAction<'r>, block: &Block, body: &mut Body<'r>) {
    let page = &mut body.text;
    // Writing to a String cannot fail.
    let _ = match block {
        Block::Heading(heading) => writeln!(page, "<h2>{}</h2>", escaped(heading)),
        Block::Text(text) => writeln!(page, "<p>{}</p>", escaped(text)),
        Block::Facts(facts) => {
            page.push_str("<dl>\n");
            for (what, fact) in facts {
                let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(what), escaped(fact));
            }
            writeln!(page, "</dl>")
        }
        Block::Table(columns, rows) => {
            page.push_str("<div class=\"wide\"><table>\n<thead><tr>");
            for column in *columns {
                let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(column));
            }
            page.push_str("</tr></thead>\n<tbody>\n");
            for row in rows {
                print_row(row, page);
            }
            writeln!(page, "</tbody></table></div>")
        }
        Block::Chart => writeln!(page, "<figure>\n{}</figure>", chart::svg(of.session, of.review)),
        Block::Picture(place) => match of.pictures.get(*place) {
            Some(picture) => {
                let at = escaped(&time_text(of.session.exercise(), picture.at));
                let caption = escaped(&picture.caption);
                let shown = show(picture, &format!("map-{}-", place + 1), &mut body.faces);
                writeln!(
                    page,
                    "<figure>{shown}<figcaption>{at}: {caption}</figcaption></figure>"
                )
            }
            None => Ok(()),
        },
    };
}

/// A picture as part of the page; as an image where it is more than a plain drawing.
fn show<'r>(picture: &'r Picture, prefix: &str, faces: &mut Vec<&'r str>) -> String {
    let caption = escaped(&picture.caption);
    let Some(inline) = inline(&picture.svg, prefix) else {
        let svg = base64::engine::general_purpose::STANDARD.encode(&picture.svg);
        return format!("<img alt=\"{caption}\" src=\"data:image/svg+xml;base64,{svg}\">");
    };
    for face in inline.faces {
        if !faces.contains(&face) {
            faces.push(face);
        }
    }
    inline.svg.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{caption}\" "),
        1,
    )
}

fn print_row(row: &Row, page: &mut String) {
    page.push_str("<tr>");
    let last = row.cells.len().saturating_sub(1);
    for (place, cell) in row.cells.iter().enumerate() {
        let cell = escaped(cell);
        let _ = if row.is_struck && place < last && !cell.is_empty() {
            write!(page, "<td><s>{cell}</s></td>")
        } else {
            write!(page, "<td>{cell}</td>")
        };
    }
    page.push_str("</tr>\n");
}

/// Makes text of what would be markup; what cannot be seen becomes an escape, lines stay lines.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push('\n'),
            letter if can_be_seen(letter) => safe.push(letter),
            letter => {
                let _ = write!(safe, "{}", letter.escape_unicode());
            }
        }
    }
    safe
}

//! Pictures within a page: their faces are in it once, whatever the number of pictures, and names within one picture
//! do not meet those of another.
//!
//! Only what is plain drawing goes into the page itself; any other picture is shown as an image, which can do nothing.

/// Elements that only draw.
const PLAIN: &[&str] = &[
    "circle", "clipPath", "defs", "ellipse", "g", "line", "path", "pattern", "polygon", "polyline", "rect",
    "svg", "text", "title", "tspan",
];

/// A picture that can be part of a page.
pub(super) struct Inline<'s> {
    /// The picture, without its faces.
    pub svg: String,
    /// Its faces, rules of a style sheet.
    pub faces: Vec<&'s str>,
}

/// Returns a picture as part of a page, its names begun with `prefix`; `None` where it is more than a plain drawing.
pub(super) fn inline<'s>(svg: &'s str, prefix: &str) -> Option<Inline<'s>> {
    let (before, faces, after) = match svg.split_once("<style>") {
        Some((before, rest)) => {
            let (faces, after) = rest.split_once("</style>")?;
            (before, faces, after)
        }
        None => (svg, "", ""),
    };
    let faces: Vec<&str> = faces
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let drawing = format!("{before}{after}");
    (faces.iter().all(|face| is_face(face)) && is_plain(&drawing)).then(|| Inline {
        svg: drawing
            .replace(" id=\"", &format!(" id=\"{prefix}"))
            .replace("url(#", &format!("url(#{prefix}")),
        faces,
    })
}

/// Whether a rule defines a face that is in it, and nothing else.
fn is_face(rule: &str) -> bool {
    let inner = rule
        .strip_prefix("@font-face{")
        .and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| {
        !inner.contains(['{', '}', '<', '@', '\\'])
            && inner.matches("url(").count() == inner.matches("url(data:font/").count()
    })
}

/// Whether there are elements that draw alone, and attributes that neither do nor load anything.
fn is_plain(drawing: &str) -> bool {
    let names = drawing.split('<').skip(1).all(|tag| {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let end = name
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        name.get(..end).is_some_and(|name| PLAIN.contains(&name))
    });
    // What stands before a sign of equality, whatever is around it: rather an image too many than one too few.
    let attributes = drawing.split('=').all(|before| {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ':' | '-');
        let name = before.trim_end().rsplit(|letter| !is_of_name(letter)).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        !name.starts_with("on") && !name.ends_with("href") && name != "style"
    });
    let loads = drawing.matches("url(").count() != drawing.matches("url(#").count();
    names && attributes && !loads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_drawing_is_part_of_the_page_and_its_names_are_its_own() {
        let face = "@font-face{font-family:\"Inter\";src:url(data:font/ttf;base64,AAAA)}";
        let svg = format!(
            "<svg width=\"1\">\n<style>\n{face}\n</style>\n<clipPath id=\"c1\"/><g clip-path=\"url(#c1)\"/></svg>"
        );
        let found = inline(&svg, "p3-").unwrap();
        assert_eq!(found.faces, [face]);
        assert_eq!(
            found.svg,
            "<svg width=\"1\">\n\n<clipPath id=\"p3-c1\"/><g clip-path=\"url(#p3-c1)\"/></svg>"
        );
    }

    #[test]
    fn what_is_more_than_a_drawing_is_not() {
        for svg in [
            "<svg><script>alert(1)</script></svg>",
            "<svg onload=\"alert(1)\"/>",
            "<svg\nonload=\"alert(1)\"/>",
            "<svg id=\"a>\" onload = \"alert(1)\"/>",
            "<svg/onload=\"alert(1)\"/>",
            "<svg><a href=\"http://evil.example\"/></svg>",
            "<svg><foreignObject/></svg>",
            "<svg><rect fill=\"url(http://evil.example)\"/></svg>",
            "<svg><style>@import 'x';</style></svg>",
            "<svg><style>@font-face{src:url(http://evil.example)}</style></svg>",
            "<svg><!-- --></svg>",
            "<svg><style>",
            "<svg><style></style><style>x{}</style></svg>",
        ] {
            assert!(inline(svg, "p").is_none(), "{svg}");
        }
    }
}

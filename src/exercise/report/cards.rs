//! Injects as cards to be printed and handed out, two on a page.

use std::fmt::Write as _;

use super::super::scenario::{Effect, Exercise, Inject};
use super::html::{POLICY, escaped};
use super::words::{cell_names, time_text};

/// Who gets the cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardsFor {
    /// Those who are to act on them: what they are told, from whom, when and how.
    Players,
    /// Those who deliver them: all of it.
    Controllers,
}

/// How cards look: each takes half a page of paper.
const STYLE: &str = "\
@page{size:A4;margin:12mm}\
body{font:15px/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:800px;margin:0 auto;padding:12px}\
article{border:1.5px solid #111;padding:12px 16px;margin:0 0 12px;box-sizing:border-box}\
h1{font-size:19px;margin:0 0 6px}\
p,dd{white-space:pre-line;margin:6px 0;overflow-wrap:anywhere}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:6px 0;font-size:13.5px}\
dt{font-weight:bold}\
dd{margin:0}\
.marking{text-align:center;font-weight:bold;font-size:12px}\
.said{font-size:16px}\
@media print{body{padding:0}article{min-height:130mm;margin:0 0 6mm;break-inside:avoid}\
article:nth-of-type(even){break-after:page}article:last-of-type{break-after:auto}}\
";

/// Returns the injects as cards, one page of HTML that needs nothing else.
pub fn cards(exercise: &Exercise, whom: CardsFor) -> String {
    let title = escaped(&exercise.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{title}: injects</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n"
    );
    for inject in &exercise.injects {
        card(exercise, inject, whom, &mut page);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn card(exercise: &Exercise, inject: &Inject, whom: CardsFor, page: &mut String) {
    let marking = match escaped(&exercise.plan.info.marking) {
        marking if marking.is_empty() => marking,
        marking => format!("<div class=\"marking\">{marking}</div>\n"),
    };
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<article>\n{marking}<h1>{}</h1>\n<dl>\n",
        escaped(&inject.label())
    );
    let mut facts = vec![
        ("Time", time_text(exercise, inject.due)),
        ("From", inject.from.clone()),
        ("To", cell_names(exercise, &inject.to)),
        ("By", inject.method.title().to_owned()),
    ];
    if whom == CardsFor::Controllers {
        facts.extend(of_controllers(exercise, inject));
    }
    facts.push(("With", inject.attachments.join("\n")));
    for (what, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let _ = writeln!(page, "<dt>{what}</dt><dd>{}</dd>", escaped(fact));
    }
    let _ = writeln!(page, "</dl>\n<p class=\"said\">{}</p>", escaped(&inject.text));
    if whom == CardsFor::Controllers {
        let effects: Vec<String> = inject
            .effects
            .iter()
            .map(|effect| effect_text(exercise, effect))
            .collect();
        let more = [
            ("Expected action", inject.expected.clone()),
            ("Evaluator notes", inject.notes.clone()),
            ("What it does to the plan", effects.join("\n")),
        ];
        page.push_str("<dl>\n");
        for (what, fact) in more.iter().filter(|(_, fact)| !fact.is_empty()) {
            let _ = writeln!(page, "<dt>{what}</dt><dd>{}</dd>", escaped(fact));
        }
        page.push_str("</dl>\n");
    }
    let _ = writeln!(page, "{marking}</article>");
}

/// What only those are told who run the exercise.
fn of_controllers(exercise: &Exercise, inject: &Inject) -> [(&'static str, String); 4] {
    let objectives: Vec<&str> = inject
        .objectives
        .iter()
        .filter_map(|id| Some(exercise.objective(*id)?.name.as_str()))
        .collect();
    let after = inject.after.and_then(|id| exercise.inject(id));
    let branch = inject.branch.and_then(|id| exercise.branch(id));
    [
        ("Controller", inject.controller.clone()),
        ("Objectives", objectives.join("\n")),
        ("After", after.map(Inject::label).unwrap_or_default()),
        (
            "Only",
            branch.map(|branch| branch.name.clone()).unwrap_or_default(),
        ),
    ]
}

/// Says what an effect does, and who gets to know.
fn effect_text(exercise: &Exercise, effect: &Effect) -> String {
    let reach = effect.reach.title().to_lowercase();
    format!("{} ({reach})", effect.edit.label(&exercise.plan))
}

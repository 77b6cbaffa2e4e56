//! X02: the page of a rule on exercises. `exercise::check` judges by it; on a plan alone there is nothing to judge.

use super::super::rule::Rule;
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    code: "X02",
    name: "inject-out-of-order",
    title: "Inject out of order",
    summary: "Checks exercises for injects before what they follow from, and two at once to the same players.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "HSEEP (2020)",
    check: |_, _| {},
    fixes: |_, _| Vec::new(),
};

const PAGE: &str = "\
## What it finds

Injects of an exercise that are due before the inject that they follow from, that follow from one which is not \
on the list, or that come to the same cell of players in the same minute. Minor, always. Two on different \
branches are not held against each other.

## Why it matters

Players who are told of a consequence before its cause stop believing the exercise; of two messages in one \
minute one goes unheard.

## Example

\"Families at the closed bridge\" is due at H+30 min, \"Bridges closed\", which it follows from, at H+1 h.

## What to do

Drag the inject on the time line; what follows from it moves along.

## Source

HSEEP (2020): pacing of a master scenario events list.
";

//! X01: the page of a rule on exercises. `exercise::check` judges by it; on a plan alone there is nothing to judge.

use super::super::rule::Rule;
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    code: "X01",
    name: "inject-incomplete",
    title: "Inject incomplete",
    summary: "Checks exercises for injects without controller, players or expected action.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "HSEEP (US Homeland Security Exercise and Evaluation Program, 2020)",
    check: |_, _| {},
    fixes: |_, _| Vec::new(),
};

const PAGE: &str = "\
## What it finds

Injects of an exercise that do not say who delivers them, which cell gets them, or what the players are expected \
to do. One finding for each inject. Minor, always. It is found when an exercise is prepared, not on a plan.

## Why it matters

An inject that nobody delivers is not delivered, and one without an expected action cannot be evaluated: \
afterwards nobody can say whether the players did well.

## Example

Inject 7, \"Bridges closed\", names no controller. On the day each controller takes it for the other's.

## What to do

Name the post that delivers it, the cells that get it, and what should follow.

## Source

HSEEP (US Homeland Security Exercise and Evaluation Program, 2020): the columns of a master scenario events \
list.
";

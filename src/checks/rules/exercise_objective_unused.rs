//! X03: the page of a rule on exercises. `exercise::check` judges by it; on a plan alone there is nothing to judge.

use super::super::rule::Rule;
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    code: "X03",
    name: "objective-not-exercised",
    title: "Objective not exercised",
    summary: "Checks exercises for objectives that no inject practises.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "HSEEP (2020)",
    check: |_, _| {},
    fixes: |_, _| Vec::new(),
};

const PAGE: &str = "\
## What it finds

Objectives of an exercise that no inject on its list names. Minor, always.

## Why it matters

What nothing in the exercise asks for is not practised, and whoever reads the report takes it for met or missed.

## Example

\"Tell civilians of a closed route within two hours\" is an objective, and no inject closes a route.

## What to do

Give an inject that objective, write one, or take the objective out.

## Source

HSEEP (2020): every inject serves an objective, every objective has one.
";

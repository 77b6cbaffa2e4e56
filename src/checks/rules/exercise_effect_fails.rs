//! X04: the page of a rule on exercises. `exercise::check` judges by it; on a plan alone there is nothing to judge.

use super::super::rule::Rule;
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    code: "X04",
    name: "effect-fails",
    title: "Effect fails",
    summary: "Checks exercises for effects that do not fit the plan when they are simulated.",
    page: PAGE,
    default: Level::Major,
    thresholds: &[],
    source: "Entente: what a controller says has happened must have happened in the plan",
    check: |_, _| {},
    fixes: |_, _| Vec::new(),
};

const PAGE: &str = "\
## What it finds

Effects of injects that refer to something which is not in the plan by then, or fail for another reason, when \
the whole list is played in order with the usual branches; what lies on another branch is tried on that one. \
Also tried is what each cell will know of the plan by then. Major, always.

## Why it matters

An effect that fails on the day leaves the plan as it was while the players are told that it changed; every \
finding after that is about another situation.

## Example

Inject 4 deletes a checkpoint, inject 9 moves it.

## What to do

Record the effect anew, change the order, or take it out.

## Source

A rule of Entente's own.
";

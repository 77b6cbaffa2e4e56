//! What the trainer's room says of times and spans.

use super::queue::span_text;
use super::*;
use crate::model::Id as PlanId;

#[test]
fn a_minute_is_said_from_h_hour_and_as_a_date() {
    let mut plan = Plan::empty(PlanId::from_bits(1));
    assert_eq!(clock_text(&plan, 90), "H+1:30 h");
    plan.info.h_hour = "2016-05-23T00:00+03:00".parse().ok();
    assert_eq!(clock_text(&plan, 90), "H+1:30 h · 230130C MAY 16");
}

#[test]
fn spans_have_no_h_hour() {
    assert_eq!(
        [0, 5, 60, 1500].map(span_text),
        ["0 min", "5 min", "1 h", "1 d 01:00"]
    );
}

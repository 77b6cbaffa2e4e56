//! Laws of merging lists: what an item is that is no longer there is asked, never guessed.

use entente::model::{Conflict, Deadline, Edit, Id, Plan, PlanInfo, merge};

/// A plan with these deadlines, each as `name when`.
fn plan(deadlines: &[&str]) -> Plan {
    let deadline = |text: &&str| {
        let (name, at) = text.split_once(' ').unwrap();
        Deadline {
            name: name.to_owned(),
            at: at.parse().unwrap(),
            about: String::new(),
        }
    };
    let info = PlanInfo {
        deadlines: deadlines.iter().map(deadline).collect(),
        ..PlanInfo::default()
    };
    Edit::SetInfo(Box::new(info))
        .apply(&Plan::empty(Id::from_bits(1)))
        .unwrap()
}

/// Merges both ways round: the deadlines that come of it, or `None` for a conflict.
#[track_caller]
fn check(base: &[&str], ours: &[&str], theirs: &[&str], expected: Option<&[&str]>) {
    for (ours, theirs) in [(ours, theirs), (theirs, ours)] {
        let merged = merge(&plan(base), &plan(ours), &plan(theirs));
        match expected {
            Some(expected) => assert_eq!((merged.plan, merged.conflicts), (plan(expected), vec![])),
            None => assert_eq!(merged.conflicts, [Conflict::Plan { field: "deadlines" }]),
        }
    }
}

#[test]
fn of_items_called_alike_each_is_followed_by_what_it_says() {
    // The second became the first of its name: it is still the one that they took away.
    check(&["A 1", "A 2"], &["A 2"], &["A 1"], Some(&[]));
    check(
        &["A 1", "A 2", "B 1"],
        &["A 2", "B 1"],
        &["A 1", "A 2"],
        Some(&["A 2"]),
    );
    check(
        &["A 1", "A 2"],
        &["A 1", "A 3"],
        &["A 1", "A 2", "B 1"],
        Some(&["A 1", "A 3", "B 1"]),
    );
    // Which of the two became the third?
    check(&["A 1", "A 2"], &["A 3"], &["A 1"], None);
}

#[test]
fn what_both_made_another_of_does_not_become_two() {
    // A new name: gone and come, or the same with another name?
    check(&["A 1"], &["B 1"], &["C 1"], None);
    check(&["A 1"], &["B 1"], &[], None);
    check(&["A 1"], &["B 1"], &["A 2"], None);
    // Nobody else touched it, or nothing came.
    check(&["A 1"], &["B 1"], &["A 1", "C 1"], Some(&["B 1", "C 1"]));
    check(&["A 1", "B 1"], &["B 1"], &["B 2"], Some(&["B 2"]));
}

#[test]
fn no_merge_says_one_thing_twice() {
    check(&["A 1"], &["A 2"], &["A 1", "A 2"], None);
    check(&["A 1"], &["A 1", "B 1"], &["A 1", "B 1"], Some(&["A 1", "B 1"]));
    check(&["A 1"], &["A 1", "B 1"], &["A 1", "B 2"], None);
}

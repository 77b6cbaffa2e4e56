//! What the lists and the table say of plans side by side.

use super::*;
use crate::editor::{Command, CompareCommand, Course};
use crate::model::Edit;
use crate::ui::panels::fixture::{SOUTH, editor};

#[test]
fn differences_and_scores_are_copied_with_the_names_of_both_plans() {
    let mut editor = editor();
    editor.obey(Command::Commit(Edit::Delete([SOUTH.into()].into())));
    editor.obey(Command::Compare(CompareCommand::Open));
    editor.obey(Command::Compare(CompareCommand::Choose(0, Course::Step(2))));
    for _ in 0..4 {
        editor.collect();
    }
    let comparing = editor.comparing().unwrap();
    let text = differences_text(comparing);
    let mut lines = text.lines();
    assert!(lines.next().unwrap().ends_with(" → Now"), "{text}");
    assert!(
        lines.any(|line| line.starts_with("Sector South: removed")),
        "{text}"
    );
    let csv = scores_csv(comparing);
    assert!(csv.lines().nth(1).unwrap().contains("All phases"), "{csv}");
    assert!(
        csv.lines().any(|line| line.starts_with("Now,Fallujah 2016,")),
        "{csv}"
    );
    assert!(scores_markdown(comparing).contains("## Now"));
}

#[test]
fn numbers_of_charts_are_short() {
    let said = [0.0, 3.0, 12.34, 231.6, 12_345.0, 2_400_000.0].map(charts::short);
    assert_eq!(said, ["0", "3", "12.3", "232", "12 k", "2.4 M"]);
}

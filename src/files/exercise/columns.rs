//! The columns of a master scenario events list: what each holds, how it is written, and what others call it.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Serial,
    Time,
    Title,
    From,
    To,
    Controller,
    Method,
    Text,
    Expected,
    Objectives,
    After,
    Branch,
    Attachments,
    Notes,
}

/// The columns as they are written, each with other names that it is known by.
pub(super) const COLUMNS: [(Column, &str, &[&str]); 14] = [
    (
        Column::Serial,
        "Serial",
        &[
            "event",
            "event number",
            "event no",
            "inject",
            "inject number",
            "number",
            "no",
            "nr",
            "id",
            "msel number",
        ],
    ),
    (
        Column::Time,
        "Time",
        &[
            "due",
            "event time",
            "exercise time",
            "delivery time",
            "date time",
            "dtg",
            "minute",
            "when",
        ],
    ),
    (
        Column::Title,
        "Title",
        &["name", "subject", "event title", "short title", "event"],
    ),
    (Column::From, "From", &["sender", "originator", "source"]),
    (
        Column::To,
        "To",
        &[
            "recipient",
            "recipients",
            "responsible",
            "responsible player",
            "player",
            "players",
            "audience",
        ],
    ),
    (
        Column::Controller,
        "Controller",
        &["delivered by", "responsible controller", "simulator"],
    ),
    (
        Column::Method,
        "Method",
        &["delivery method", "mode", "means", "channel", "delivery"],
    ),
    (
        Column::Text,
        "Text",
        &[
            "message",
            "inject text",
            "event description",
            "description",
            "scenario",
            "details",
        ],
    ),
    (
        Column::Expected,
        "Expected action",
        &[
            "expected player action",
            "expected actions",
            "expected response",
            "expected outcome",
            "expected",
        ],
    ),
    (
        Column::Objectives,
        "Objectives",
        &[
            "objective",
            "exercise objective",
            "exercise objectives",
            "related objective",
        ],
    ),
    (
        Column::After,
        "After",
        &["depends on", "follows", "dependency", "predecessor"],
    ),
    (Column::Branch, "Branch", &["condition", "contingency", "if"]),
    (
        Column::Attachments,
        "Attachments",
        &["attachment", "files", "handouts", "documents"],
    ),
    (
        Column::Notes,
        "Evaluator notes",
        &["notes", "remarks", "comments", "evaluator note", "evaluation"],
    ),
];

/// Returns what a column of that name holds.
pub(super) fn column_of(name: &str) -> Option<Column> {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = COLUMNS.iter().find(|(_, own, _)| own.to_lowercase() == plain);
    own.or_else(|| {
        COLUMNS
            .iter()
            .find(|(.., others)| others.contains(&plain.as_str()))
    })
    .map(|(column, ..)| *column)
}

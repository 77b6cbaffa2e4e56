//! What the columns of a table were taken for, each to be taken for something else.

use egui::Ui;

use crate::editor::ImportOrder;
use crate::files::exchange::table::{Field, TableLook};
use crate::files::text::visible;
use crate::ui::widgets::{Fold, Label, choice_bare, fold, labelled, muted};

/// Draws the columns with their first values.
pub(super) fn ui(ui: &mut Ui, table: &TableLook, order: &mut ImportOrder) {
    fold(ui, "Columns", Some(table.columns.len()), Fold::Open, |ui| {
        let between = match table.delimiter {
            '\t' => "tabs".to_owned(),
            other => format!("`{other}`"),
        };
        let header = if table.has_header {
            "the first line names them"
        } else {
            "no line names them"
        };
        muted(
            ui,
            format!("{} rows, {between} between columns, {header}.", table.rows),
        );
        for column in &table.columns {
            let name = visible(&column.name);
            let label = Label {
                shown: name.clone(),
                name: format!("Column {name}"),
            };
            let guessed = if column.guessed && column.field != Field::Keep {
                " (guessed)"
            } else {
                ""
            };
            let shown = format!("{}{guessed}", column.field.title());
            let chosen = labelled(ui, label.clone(), |ui| {
                choice_bare(ui, &label.name, &shown, Some(&column.field), || {
                    Field::all().map(|field| (field, field.title())).collect()
                })
            });
            if let Some(field) = chosen {
                order.mapping.columns.insert(column.name.clone(), field);
            }
            if !column.samples.is_empty() {
                muted(ui, visible(&column.samples.join(" · ")));
            }
            ui.add_space(2.0);
        }
    });
}

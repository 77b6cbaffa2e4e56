//! What the columns of a table were taken for, each to be taken for something else.

use egui::Ui;

use crate::editor::ImportOrder;
use crate::files::exchange::table::{Field, TableLook};
use crate::files::text::visible;
use crate::ui::widgets::{Fold, choice_bare, cut_name, fold, muted, name_text, title_text};
use crate::ui::words::{said, say};

/// Room for the name of a column, points.
const NAME: f32 = 130.0;

/// Draws the columns with their first values.
pub(super) fn ui(ui: &mut Ui, table: &TableLook, order: &mut ImportOrder) {
    fold(ui, say("Columns"), Some(table.columns.len()), Fold::Open, |ui| {
        let between = match table.delimiter {
            '\t' => "tabs".to_owned(),
            other => format!("`{other}`"),
        };
        let header = if table.has_header {
            say("the first line names them")
        } else {
            say("no line names them")
        };
        muted(
            ui,
            said(format!(
                "{} rows, {between} between columns, {header}.",
                table.rows
            )),
        );
        for column in &table.columns {
            let name = visible(&column.name);
            let title = said(column.field.title());
            let shown = if column.guessed && column.field != Field::Keep {
                said(format!("{title} (guessed)"))
            } else {
                title
            };
            let chosen = ui.horizontal(|ui| {
                ui.allocate_ui(egui::Vec2::new(NAME, ui.spacing().interact_size.y), |ui| {
                    ui.set_width(NAME);
                    cut_name(ui, &title_text(&name, 12.5));
                });
                choice_bare(
                    ui,
                    &said(format!("Column {name}")),
                    &shown,
                    Some(&column.field),
                    || Field::all().map(|field| (field, said(field.title()))).collect(),
                )
            });
            let chosen = chosen.inner;
            if let Some(field) = chosen {
                order.mapping.columns.insert(column.name.clone(), field);
            }
            if !column.samples.is_empty() {
                cut_name(ui, &name_text(&visible(&column.samples.join(" · ")), 11.0));
            }
            ui.add_space(2.0);
        }
    });
}

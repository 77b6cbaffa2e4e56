//! Coverage as rows: one figure a row, for tables, spreadsheets and paper.
//!
//! Names and orders figures; computes none.

use std::fmt::Write as _;

use super::coverage::{Coverage, SliceCoverage};
use super::wording;
use crate::model::{Id, Plan, Stakeholder};

/// What a figure of coverage is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageOf {
    /// The area of operations.
    AreaOfOperations,
    /// The ground of all sectors together.
    Covered,
    /// Ground of the area of operations that no sector has.
    Uncovered,
    /// Ground of two or more different holders.
    MultiplyCovered,
    /// The ground of one holder; `None`: of sectors that nobody holds.
    Holder(Option<Id<Stakeholder>>),
}

impl SliceCoverage {
    /// Returns every figure but those of pairs, in the order they are listed in.
    pub fn figures(&self) -> Vec<(CoverageOf, f64)> {
        let area = self
            .area_of_operations_m2
            .map(|area_m2| (CoverageOf::AreaOfOperations, area_m2));
        let nobodys = self.uncovered_m2.map(|area_m2| (CoverageOf::Uncovered, area_m2));
        let mut figures: Vec<_> = area.into_iter().collect();
        figures.push((CoverageOf::Covered, self.covered_m2));
        figures.extend(nobodys);
        figures.push((CoverageOf::MultiplyCovered, self.multiply_covered_m2));
        figures.extend(
            self.holders
                .iter()
                .map(|held| (CoverageOf::Holder(held.stakeholder), held.area_m2)),
        );
        figures
    }

    /// Returns the names of the phases it lies in.
    pub fn phase_names(&self, plan: &Plan) -> Vec<String> {
        let name = |id: &Id<crate::model::Phase>| {
            let phase = plan.phases.get(*id);
            phase.map_or_else(|| id.to_string(), |phase| phase.name.clone())
        };
        self.phases.iter().map(name).collect()
    }

    /// Returns its time in words: `H+36 h to H+60 h`.
    pub fn span(&self) -> String {
        let minute =
            |minute: Option<i64>, open: &str| minute.map_or_else(|| open.to_owned(), wording::minute);
        format!(
            "{} to {}",
            minute(self.interval.from, "the beginning"),
            minute(self.interval.until, "open end")
        )
    }
}

impl Coverage {
    /// Returns a comma-separated table, one row a figure, so that a spreadsheet can pivot it. `field`
    /// makes a text safe and quotes it.
    pub fn csv(&self, plan: &Plan, field: &dyn Fn(&str) -> String) -> String {
        let mut text = String::from("from_minute,until_minute,phases,what,name,other,area_m2\n");
        let sector = |id| plan.sectors.get(id).map_or("", |sector| sector.name.as_str());
        for slice in &self.slices {
            let minute = |minute: Option<i64>| minute.map(|minute| minute.to_string()).unwrap_or_default();
            let (from, until) = (minute(slice.interval.from), minute(slice.interval.until));
            let phases = field(&slice.phase_names(plan).join("; "));
            let mut row = |what: &str, name: &str, other: &str, area_m2: f64| {
                let (name, other) = (field(name), field(other));
                let _ = writeln!(text, "{from},{until},{phases},{what},{name},{other},{area_m2}");
            };
            for (of, area_m2) in slice.figures() {
                match of {
                    CoverageOf::AreaOfOperations => row("area-of-operations", "", "", area_m2),
                    CoverageOf::Covered => row("covered", "", "", area_m2),
                    CoverageOf::Uncovered => row("uncovered", "", "", area_m2),
                    CoverageOf::MultiplyCovered => row("multiply-covered", "", "", area_m2),
                    CoverageOf::Holder(holder) => {
                        row(
                            "holder",
                            &holder_name(plan, holder).unwrap_or_default(),
                            "",
                            area_m2,
                        );
                    }
                }
            }
            for pair in &slice.pairs {
                row("pair", sector(pair.a), sector(pair.b), pair.area_m2);
            }
        }
        text
    }
}

/// Returns a holder's whole name; `None` for nobody, the id for one that is not in the plan.
pub fn holder_name(plan: &Plan, holder: Option<Id<Stakeholder>>) -> Option<String> {
    holder.map(|id| {
        plan.stakeholders
            .get(id)
            .map_or_else(|| id.to_string(), |party| party.name.clone())
    })
}

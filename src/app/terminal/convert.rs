//! `convert`: a plan written anew in the current format, or one of its tables as CSV.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::plan_file::{Failure, Reading};
use super::{Answer, Form, TableChoice, csv_table, table};
use crate::app::format;
use crate::app::session::SaveFailure;
use crate::app::store::{Overwrite, save};
use crate::app::words::count;
use crate::domain::plan::Plan;

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The whole content.
    pub text: String,
    /// `plan`, or the name of the table.
    pub what: &'static str,
    /// Records in the table; children in the plan.
    pub records: usize,
}

/// What `convert` answers once it has written a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConvertAnswer {
    /// The file that was read.
    pub from: String,
    /// The file that was written.
    pub out: String,
    /// `plan`, or the name of the table.
    pub what: &'static str,
    /// The version of the plan file that was written; null for a table.
    pub version: Option<u32>,
    /// Records in the table; children in the plan.
    pub records: usize,
    /// Where the file that was replaced is kept, if one was.
    pub backup: Option<String>,
    /// Something to know about the writing, though it is good.
    pub note: Option<String>,
}

/// Turns a plan into text: the plan file itself, or a table.
///
/// # Errors
/// [`Failure::Usage`] when a table is asked for without its name or the other way round; [`Failure::Save`] when the
/// plan holds what a file cannot.
pub fn convert_answer(plan: &Plan, to: Form, table: Option<TableChoice>) -> Result<Converted, Failure> {
    match (to, table) {
        (Form::Plan, None) => {
            let text = format::write(plan).map_err(SaveFailure::from)?;
            Ok(Converted { text, what: "plan", records: plan.children.len() })
        }
        (Form::Csv, Some(table)) => {
            let reading = Reading::new(plan);
            let text = csv_table(&reading.sight(), table)
                .map_err(|error| Failure::Answer(io::Error::other(error)))?;
            let (what, records) = match table {
                TableChoice::Children => ("children", plan.children.len()),
                TableChoice::Staff => ("staff", plan.workers.len()),
                TableChoice::Absences => ("absences", plan.absences.len()),
                TableChoice::Teams => ("teams", plan.teams.len()),
            };
            Ok(Converted { text, what, records })
        }
        (Form::Plan, Some(_)) => {
            Err(Failure::Usage("--table goes with --to csv; a plan is always written whole".to_owned()))
        }
        (Form::Csv, None) => {
            Err(Failure::Usage("--to csv needs --table children, staff, absences or teams".to_owned()))
        }
    }
}

/// Refuses to write over a file that is there, unless that was asked for.
pub(super) fn refuse_existing(out: &Path, replace: bool) -> Result<(), Failure> {
    if replace || !out.exists() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{} is already there, so nothing was written. Give another name, or --replace to write over it",
        out.display()
    )))
}

impl Converted {
    /// Writes it to `out`, through links, with a backup of what was there. A file that is there is only written over
    /// when `replace` says so.
    ///
    /// # Errors
    /// [`Failure::Save`]: nothing was written, or not all of it, and the sentence says what became of it.
    pub fn save(&self, from: &Path, out: &Path, replace: bool) -> Result<ConvertAnswer, Failure> {
        let overwrite = if replace { Overwrite::Yes } else { Overwrite::No };
        refuse_existing(out, replace)?;
        // A spreadsheet takes CSV without the mark for its own code page and spoils every accent.
        let mark = if self.what == "plan" { "" } else { "\u{feff}" };
        let saved = save(out, &format!("{mark}{}", self.text), None, overwrite).map_err(SaveFailure::from)?;
        Ok(ConvertAnswer {
            from: from.display().to_string(),
            out: out.display().to_string(),
            what: self.what,
            version: (self.what == "plan").then_some(format::CURRENT_VERSION),
            records: self.records,
            backup: saved.backup.map(|path| path.display().to_string()),
            note: saved.note,
        })
    }
}

impl Answer for ConvertAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let records = match self.what {
            "plan" => {
                let children = count(self.records, "child", "children");
                format!("Wrote the plan of {children}, version {}", self.version.unwrap_or_default())
            }
            "staff" => format!("Wrote {} of staff", count(self.records, "member", "members")),
            "children" => format!("Wrote {}", count(self.records, "child", "children")),
            "absences" => format!("Wrote {}", count(self.records, "absence", "absences")),
            _ => format!("Wrote {}", count(self.records, "team", "teams")),
        };
        writeln!(out, "{records}, to {}", table::plain(&self.out))?;
        if let Some(backup) = &self.backup {
            writeln!(out, "What was there before is kept as {}", table::plain(backup))?;
        }
        Ok(())
    }
}

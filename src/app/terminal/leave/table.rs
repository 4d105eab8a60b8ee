//! The answer of `leave` for a person.

use std::io::{self, Write};

use super::super::plan_file::shown;
use super::super::table::{Side, Table, plain};
use super::super::{Answer, label_of};
use super::{CoverLine, FindingLine, HandoverOf, LeaveAnswer, PersonLine};
use crate::app::words::{count, working_days};
use crate::domain::plan::{CaseType, DueKind};

impl Answer for LeaveAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        writeln!(out, "{}", if self.safe { "Safe" } else { "Not safe" })?;
        writeln!(out, "{}", plain(&self.sentence))?;
        let cover = if self.cover.is_empty() { "nobody".to_owned() } else { names(&self.cover) };
        writeln!(
            out,
            "{}, {} in their name; cover: {}",
            working_days(self.working_days),
            count(self.children as usize, "child", "children"),
            plain(&cover)
        )?;
        section(out, "Why it is not safe", self.findings.iter().filter(|found| found.weight == "unsafe"))?;
        section(out, "To be known", self.findings.iter().filter(|found| found.weight == "know"))?;
        if !self.alternatives.is_empty() {
            writeln!(out, "\nThe nearest days that are safe")?;
            for days in &self.alternatives {
                writeln!(out, "  {} to {}", shown(&days.from), shown(&days.to))?;
            }
        }
        if !self.cover_that_would_do.is_empty() {
            writeln!(out, "\nCover that would make it safe")?;
            cover_table(&self.cover_that_would_do).write(out)?;
        }
        if !self.handover.is_empty() {
            writeln!(out, "\nTo be handed over")?;
            handover_table(&self.handover).write(out)?;
        }
        Ok(())
    }
}

fn names(people: &[PersonLine]) -> String {
    people.iter().map(|person| person.name.as_str()).collect::<Vec<&str>>().join(", then ")
}

fn section<'f>(
    out: &mut dyn Write,
    heading: &str,
    findings: impl Iterator<Item = &'f FindingLine>,
) -> io::Result<()> {
    let mut first = true;
    for finding in findings {
        if first {
            writeln!(out, "\n{heading}")?;
            first = false;
        }
        writeln!(out, "  {}", plain(&finding.sentence))?;
    }
    Ok(())
}

fn cover_table(cover: &[CoverLine]) -> Table {
    let mut table = Table::new(&[("Who", Side::Left), ("Days", Side::Right), ("Why", Side::Left)]);
    for line in cover {
        let but: Vec<String> = line.but.iter().map(|but| format!("But: {but}")).collect();
        let days = format!("{} of {}", line.days_covered, line.days);
        table.row_with([names(&line.people), days, line.because.clone()], &but);
    }
    table
}

fn handover_table(lines: &[HandoverOf]) -> Table {
    let mut table = Table::new(&[
        ("Reference", Side::Left),
        ("Case type", Side::Left),
        ("Cover", Side::Left),
        ("Days without", Side::Right),
        ("Last seen", Side::Left),
        ("Due", Side::Left),
    ]);
    for line in lines {
        let due: Vec<String> = line
            .due
            .iter()
            .map(|due| format!("{} {}", label_of::<DueKind>(due.kind), shown(&due.on)))
            .collect();
        table.row([
            line.reference.clone(),
            label_of::<CaseType>(line.case_type).to_owned(),
            line.cover.as_ref().map_or_else(|| "nobody".to_owned(), |person| person.name.clone()),
            line.days_without.to_string(),
            line.last_seen.as_deref().map_or_else(|| "not recorded".to_owned(), shown),
            due.join("; "),
        ]);
    }
    table
}

//! `import` as readable tables.

use std::io::{self, Write};

use super::Answer;
use super::import::{Asked, ImportAnswer, Tally, Unread};
use super::plan_file::shown;
use super::table::{Side, Table, plain};
use crate::app::words::{count, thousands};

use Side::{Left, Right};

impl Answer for ImportAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "Lists as at {}: {}\n", shown(&self.as_at), plain(&self.label))?;
        self.rows_table().write(out)?;
        let sums =
            if self.reconcile.adds_up { "Every row is accounted for" } else { "The rows do not add up" };
        let children = count(self.reconcile.children_in_lists, "child", "children");
        writeln!(out, "\n{sums}; the lists hold {children}")?;
        self.left_out(out)?;
        self.changes(out)?;
        self.questions(out)?;
        self.not_understood(out)?;
        let plan = format!(
            "{}, {} of staff and {}",
            count(self.children_in_plan, "child", "children"),
            count(self.staff_in_plan, "member", "members"),
            count(self.teams_in_plan, "team", "teams")
        );
        match &self.out {
            Some(file) => writeln!(out, "\nWrote the plan of {plan}, to {}", plain(file))?,
            None => writeln!(out, "\nThis is a preview of a plan of {plan}. To write it, give --out PLAN")?,
        }
        if let Some(backup) = &self.backup {
            writeln!(out, "What was there before is kept as {}", plain(backup))?;
        }
        Ok(())
    }
}

impl ImportAnswer {
    fn rows_table(&self) -> Table {
        let mut table = Table::new(&[
            ("List", Left),
            ("Rows", Right),
            ("Taken", Right),
            ("Vacancies", Right),
            ("Merged", Right),
            ("Left out", Right),
            ("Refused", Right),
            ("Blank", Right),
            ("From", Left),
        ]);
        let cells = |name: &str, rows: &Tally, from: String| {
            let numbers = [
                rows.rows_read,
                rows.taken,
                rows.vacancies,
                rows.merged,
                rows.left_out,
                rows.refused,
                rows.blank,
            ];
            std::iter::once(name.to_owned())
                .chain(numbers.map(thousands))
                .chain(std::iter::once(from))
                .collect::<Vec<_>>()
        };
        for list in &self.lists {
            let sheet = list.sheet.as_ref().map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
            table.row(cells(&list.name, &list.rows, format!("{}{sheet}", list.file)));
        }
        let sums = [
            ("All lists of children", &self.reconcile.children),
            ("All staff lists", &self.reconcile.staff),
            ("All absences", &self.reconcile.absences),
            ("All census returns", &self.reconcile.census),
        ];
        for (name, rows) in sums.into_iter().filter(|(_, rows)| rows.rows_read > 0) {
            table.row(cells(name, rows, String::new()));
        }
        table
    }

    fn left_out(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&[("Rows", Right), ("Left out because", Left)]);
        for list in &self.lists {
            for left_out in &list.left_out_because {
                table.row([thousands(left_out.rows), format!("{} ({})", left_out.why, list.name)]);
            }
        }
        table.write(out)
    }

    fn changes(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.changes.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nChanges: {}", thousands(self.changes.len()))?;
        let mut table = Table::new(&[
            ("Change", Left),
            ("Whose", Left),
            ("What", Left),
            ("Before", Left),
            ("After", Left),
            ("Why", Left),
        ]);
        for change in &self.changes {
            let typed = ["This undoes what was typed since the last list".to_owned()];
            table.row_with(
                [
                    change.kind.to_owned(),
                    change.reference.clone(),
                    change.field.to_owned(),
                    change.before.clone(),
                    change.after.clone(),
                    change.why.clone(),
                ],
                if change.overrides_typed { &typed } else { &[] },
            );
        }
        table.write(out)
    }

    fn questions(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.questions.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nTo decide")?;
        for question in &self.questions {
            let line = match question {
                Asked::SamePerson { a, b, why, likely } => format!(
                    "{a} and {b} {} one person ({why}). If they are: --one-person \"{a}={b}\"",
                    if *likely { "are very likely" } else { "may be" }
                ),
                Asked::ManyMissing { missing, of } => format!(
                    "{missing} of {} from the last list are not in this one. If their work has ended: --close-missing; \
                     if not: --keep-missing",
                    count(*of, "child", "children")
                ),
            };
            writeln!(out, "  {}", plain(&line))?;
        }
        Ok(())
    }

    fn not_understood(&self, out: &mut dyn Write) -> io::Result<()> {
        for (severity, heading) in
            [("row_refused", "Rows refused"), ("value_ignored", "Values left out"), ("note", "Notes")]
        {
            let of_it: Vec<&Unread> =
                self.not_understood.iter().filter(|it| it.severity == severity).collect();
            if of_it.is_empty() {
                continue;
            }
            writeln!(out, "\n{heading}: {}", thousands(of_it.len()))?;
            let mut table = Table::new(&[("Where", Left), ("What stands there", Left), ("Why", Left)]);
            for it in of_it {
                table.row([place(it), it.text.clone(), it.why.clone()]);
            }
            table.write(out)?;
        }
        Ok(())
    }
}

fn place(it: &Unread) -> String {
    let mut parts = vec![it.file.clone()];
    parts.extend(it.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    parts.extend(it.row.map(|row| format!("row {row}")));
    parts.extend(it.column.as_ref().map(|column| format!("column {column}")));
    parts.extend(it.heading.as_ref().map(|heading| format!("“{heading}”")));
    parts.join(", ")
}

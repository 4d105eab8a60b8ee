//! The answer of `target` for a person.

use std::io::{self, Write};

use super::super::Answer;
use super::super::plan_file::shown;
use super::super::table::{Side, Table, plain};
use super::answer::{AnswerPart, FrontierPart, GridPart, KeptLine, SensitivityPart, TargetAnswer, ValueText};
use crate::app::words::{count, thousands};

impl Answer for TargetAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let council = if self.council.is_empty() { String::new() } else { format!(", {}", self.council) };
        writeln!(out, "{}", plain(&format!("{}{council}, as at {}", self.title, shown(&self.as_at))))?;
        for promise in &self.promises {
            writeln!(out, "Promised: {}", plain(&promise.words))?;
        }
        if let Some(vary) = &self.vary {
            writeln!(out, "Varied: {}", plain(&vary.words))?;
        }
        if let Some(answer) = &self.answer {
            writeln!(out)?;
            print_answer(answer, out)?;
        }
        if let Some(frontier) = &self.frontier {
            writeln!(out, "\nYears of 100 in which every promise is kept, by posts and start")?;
            print_frontier(frontier, out)?;
        }
        if let Some(sensitivity) = &self.sensitivity {
            writeln!(out, "\nHow the answer moves with what is supposed, most first")?;
            print_sensitivity(sensitivity, out)?;
        }
        if let Some(grid) = &self.grid {
            let years = count(grid.runs as usize, "simulated year", "simulated years");
            writeln!(out, "\nEvery combination on the same chances, {years} each")?;
            print_grid(grid, out)?;
        }
        Ok(())
    }
}

fn years(kept: &KeptLine) -> String {
    format!("{:.1}", kept.share * 100.0)
}

fn pounds(value: f64) -> String {
    let sign = if value < -0.5 { "−" } else { "" };
    format!("{sign}£{}", thousands(value.abs().round() as usize))
}

fn value(value: ValueText) -> String {
    value.0.words()
}

fn print_answer(answer: &AnswerPart, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", plain(&answer.sentence))?;
    if let Some(binds) = &answer.binds {
        writeln!(out, "{}", plain(&binds.sentence))?;
    }
    writeln!(out)?;
    let mut table = Table::new(&[
        ("Value", Side::Right),
        ("Enough", Side::Left),
        ("Years of 100", Side::Right),
        ("95 % interval", Side::Left),
        ("Simulated", Side::Right),
        ("Pay", Side::Right),
    ]);
    for tried in &answer.tried {
        let enough = if tried.enough { "yes" } else { "no" };
        let enough = if tried.certain { enough.to_owned() } else { format!("{enough}, likely") };
        let (low, high) = (tried.all.low * 100.0, tried.all.high * 100.0);
        table.row([
            value(tried.value),
            enough,
            years(&tried.all),
            format!("{low:.1} to {high:.1}"),
            thousands(tried.all.runs as usize),
            pounds(tried.pay.mean),
        ]);
    }
    table.write(out)?;
    if !answer.how.is_empty() {
        writeln!(out)?;
    }
    answer.how.iter().try_for_each(|how| writeln!(out, "{}", plain(how)))
}

fn print_frontier(frontier: &FrontierPart, out: &mut dyn Write) -> io::Result<()> {
    let mut table =
        Table::new(&[("Start", Side::Left), ("Years by posts, * where it is enough", Side::Left)]);
    for (column, start) in frontier.starts.iter().enumerate() {
        let cells = frontier.posts.iter().zip(&frontier.cells).filter_map(|(posts, row)| {
            let cell = row.get(column)?;
            let mark = if cell.enough { "*" } else { "" };
            Some(format!("{posts}: {:.0}{mark}", cell.kept.share * 100.0))
        });
        table.row([shown(start), cells.collect::<Vec<_>>().join("  ")]);
    }
    table.write(out)
}

fn print_sensitivity(sensitivity: &SensitivityPart, out: &mut dyn Write) -> io::Result<()> {
    let answer = |answer: Option<ValueText>| answer.map_or_else(|| "none".to_owned(), value);
    writeln!(out, "As supposed: {}", answer(sensitivity.answer))?;
    let mut table = Table::new(&[("What", Side::Left), ("Lower", Side::Left), ("Higher", Side::Left)]);
    for bar in &sensitivity.bars {
        table.row([
            bar.what.clone(),
            format!("{} at {} %", answer(bar.low.answer), bar.low.percent),
            format!("{} at {} %", answer(bar.high.answer), bar.high.percent),
        ]);
    }
    table.write(out)
}

fn print_grid(grid: &GridPart, out: &mut dyn Write) -> io::Result<()> {
    for (number, axis) in grid.axes.iter().enumerate() {
        writeln!(out, "{}. {}", number + 1, plain(&axis.text))?;
    }
    let mut table = Table::new(&[
        ("Values", Side::Left),
        ("Without", Side::Right),
        ("Against the plan", Side::Right),
        ("Pay more", Side::Right),
        ("Kept", Side::Right),
        ("", Side::Left),
    ]);
    for cell in &grid.cells {
        let values: Vec<String> = cell.values.iter().copied().map(value).collect();
        table.row([
            values.join(", "),
            format!("{:.1}", cell.no_named_social_worker.mean),
            format!("{:+.1} ± {:.1}", cell.against_plan.mean, cell.against_plan.error),
            pounds(cell.pay),
            cell.kept.as_ref().map_or_else(|| "–".to_owned(), years),
            cell.refused.clone().unwrap_or_default(),
        ]);
    }
    table.write(out)
}

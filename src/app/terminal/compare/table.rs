//! `compare` as a readable answer: a sentence for each scenario first, then the plans side by side, then each scenario.

use std::io::{self, Write};

use super::super::plan_file::shown;
use super::super::table::{Side, Table, plain};
use super::super::{Answer, Spreading};
use super::answer::{CompareAnswer, DifferenceOf, Figures, ScenarioLine};
use crate::app::compare::words::{UNTOLD, money};
use crate::app::words::{count, thousands};

use Side::{Left, Right};

impl Answer for CompareAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        if self.replications == 0 {
            return writeln!(out, "Stopped before there was anything to compare");
        }
        for scenario in &self.scenarios {
            writeln!(out, "{}: {}", plain(&scenario.name), plain(&scenario.sentence))?;
        }
        writeln!(out, "{}", self.basis())?;
        for why in &self.refused {
            writeln!(out, "The plan itself cannot be played: {}", plain(why))?;
        }
        writeln!(out, "\nSide by side")?;
        self.side_by_side().write(out)?;
        for scenario in &self.scenarios {
            self.scenario(scenario, out)?;
        }
        Ok(())
    }
}

impl CompareAnswer {
    fn basis(&self) -> String {
        let runs = count(self.replications as usize, "run of each plan", "runs of each plan");
        let stopped = if self.stopped {
            format!("Stopped after {runs} of at most {}", thousands(self.wanted as usize))
        } else {
            runs
        };
        format!("{stopped}, on the same chances; seed {}", self.seed)
    }

    /// Means over the runs; where a figure is counted by day, over the days as well.
    fn side_by_side(&self) -> Table {
        let mut table = Table::new(&[
            ("Plan", Left),
            ("No named worker", Right),
            ("Held by managers", Right),
            ("Over cap", Right),
            ("Wait, working days", Right),
            ("Three or more workers", Right),
            ("Pay", Right),
            ("Months of staff", Right),
        ]);
        let scenarios = self.scenarios.iter().map(|scenario| (scenario.name.as_str(), &scenario.figures));
        for (name, figures) in [("The plan", &self.base)].into_iter().chain(scenarios) {
            let Some(figures) = figures else {
                table.row([name.to_owned(), "cannot be played".to_owned()]);
                continue;
            };
            let Figures { no_named_social_worker, manager_held, workers_over_cap, person_months, .. } =
                figures;
            let staff = [&person_months.permanent, &person_months.agency, &person_months.fixed_term];
            let months: f64 = staff.iter().map(|spread| spread.mean).sum();
            table.row([
                name.to_owned(),
                one(mean(&no_named_social_worker.mean)),
                one(mean(&manager_held.mean)),
                one(mean(&workers_over_cap.mean)),
                one(figures.mean_wait_working_days.mean),
                percent(&figures.three_or_more_workers),
                money(figures.pay.mean),
                thousands(months.round() as usize),
            ]);
        }
        table
    }

    fn scenario(&self, scenario: &ScenarioLine, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", plain(&scenario.name))?;
        for change in &scenario.changes {
            let off = if change.on { "" } else { " (switched off)" };
            writeln!(out, "  {}. {}{off}", change.place, plain(&change.words))?;
            if let Some(left_out) = scenario.left_out.iter().find(|left_out| left_out.place == change.place) {
                writeln!(out, "      Left out: {}", plain(&left_out.why))?;
            }
        }
        let Some(paired) = &scenario.paired else { return Ok(()) };
        writeln!(out, "  Less the plan, in the whole forecast")?;
        let mut table = Table::new(&[
            ("Figure", Left),
            ("Difference", Right),
            ("Error", Right),
            ("Lower in", Right),
            ("", Left),
        ]);
        let months = &paired.person_months;
        let rows: [(&str, &DifferenceOf, f64, usize); 10] = [
            ("Child-days with no named worker", &paired.child_days_without, 1.0, 0),
            ("Wait, working days", &paired.mean_wait_working_days, 1.0, 1),
            ("Allocations", &paired.allocations, 1.0, 0),
            ("Three or more workers, per cent", &paired.three_or_more_workers, 100.0, 1),
            ("Over the cap, each day", &paired.workers_over_cap, 1.0, 1),
            ("Held by managers, each day", &paired.manager_held, 1.0, 1),
            ("Pay, pounds", &paired.pay, 1.0, 0),
            ("Months of permanent staff", &months.permanent, 1.0, 1),
            ("Months of agency staff", &months.agency, 1.0, 1),
            ("Months of fixed-term staff", &months.fixed_term, 1.0, 1),
        ];
        for (name, of, times, decimals) in rows {
            table.row(cells(
                name.to_owned(),
                [of.mean * times, of.error * times, of.lower],
                of.told,
                decimals,
            ));
        }
        table.write(out)?;
        if let Some(rows) = &paired.by_month.no_named_social_worker {
            writeln!(out, "  Children with no named social worker each day, less the plan’s")?;
            let mut table = Table::new(&[
                ("Month", Left),
                ("Difference", Right),
                ("Error", Right),
                ("Lower in", Right),
                ("", Left),
            ]);
            let means = rows.mean.iter().zip(&rows.error).zip(&rows.lower);
            for (month, ((mean, error), lower)) in self.months.iter().zip(means) {
                table.row(cells(month_words(month), [*mean, *error, *lower], mean.abs() > *error, 1));
            }
            table.write(out)?;
        }
        for team in &scenario.teams {
            writeln!(out, "  {}", plain(team))?;
        }
        contributions(scenario, out)
    }
}

fn contributions(scenario: &ScenarioLine, out: &mut dyn Write) -> io::Result<()> {
    let Some(made) = scenario.contributions.as_ref().filter(|made| !made.changes.is_empty()) else {
        return Ok(());
    };
    writeln!(out, "  What each change contributes: child-days with no named worker, less without it")?;
    let mut table = Table::new(&[
        ("Change", Left),
        ("Difference", Right),
        ("Error", Right),
        ("Lower in", Right),
        ("", Left),
    ]);
    for change in &made.changes {
        let of = &change.child_days_without;
        let name = format!("{}. {}", change.place, change.words);
        table.row(cells(name, [of.mean, of.error, of.lower], of.told, 0));
    }
    table.write(out)
}

/// A row of a table of differences: mean, error and the share of runs in which it is lower.
fn cells(name: String, [mean, error, lower]: [f64; 3], told: bool, decimals: usize) -> [String; 5] {
    let sign = if mean > 0.0 { "+" } else { "" };
    let sure = if told { String::new() } else { UNTOLD.to_owned() };
    [
        name,
        format!("{sign}{mean:.decimals$}"),
        format!("±{error:.decimals$}"),
        format!("{:.0}%", lower * 100.0),
        sure,
    ]
}

/// "March 2027" for the first day of a month as it stands in JSON.
fn month_words(iso: &str) -> String {
    iso.parse::<chrono::NaiveDate>()
        .map_or_else(|_| iso.to_owned(), |month| month.format("%B %Y").to_string())
}

fn mean(row: &[f64]) -> f64 {
    row.iter().sum::<f64>() / row.len().max(1) as f64
}

fn one(value: f64) -> String {
    format!("{value:.1}")
}

fn percent(share: &Spreading) -> String {
    format!("{:.1}%", share.mean * 100.0)
}

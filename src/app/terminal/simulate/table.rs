//! `simulate` as a readable answer: a sentence first, then what stands behind it.

use std::io::{self, Write};

use super::super::plan_file::shown;
use super::super::table::{Side, Table, plain};
use super::super::{Answer, label_of};
use super::answer::{ByDay, SimulateAnswer, Spreading, TeamDays};
use crate::app::words::{count, thousands};
use crate::domain::plan::ChangeReason;
use crate::domain::sim::LossReason;

use Side::{Left, Right};

/// Children at risk that are listed: all of them are in the JSON.
const MOST_AT_RISK: usize = 15;

impl Answer for SimulateAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        let Some(last) = self.days.len().checked_sub(1).filter(|_| self.replications > 0) else {
            return writeln!(out, "Stopped before the first run was finished");
        };
        writeln!(out, "{}", self.sentence(last))?;
        writeln!(out, "{}", self.basis())?;
        writeln!(out, "\nMonth by month")?;
        self.months(last).write(out)?;
        self.teams(out, last)?;
        self.waits(out)?;
        self.reasons(out)?;
        self.workers(out)?;
        self.children(out)?;
        let runs: Vec<String> =
            self.replications_at.0.iter().map(|(at, run)| format!("{run} ({})", percentile(at))).collect();
        writeln!(out, "\nRuns to look at with --trace, by child-days without: {}", runs.join(", "))
    }
}

impl SimulateAnswer {
    fn sentence(&self, last: usize) -> String {
        let (unnamed, open) = (&self.no_named_social_worker, &self.open_children);
        let at = |row: &[f64], day: usize| row.get(day).copied().unwrap_or_default();
        format!(
            "On {} about {} have no named social worker, and in 9 runs of 10 between {} and {}; today {}",
            self.days.get(last).map_or_else(String::new, |day| shown(day)),
            format_args!(
                "{} of {}",
                whole(at(&unnamed.p50, last)),
                count(at(&open.p50, last) as usize, "open child", "open children")
            ),
            whole(at(&unnamed.p5, last)),
            whole(at(&unnamed.p95, last)),
            format_args!("{} of {}", whole(at(&unnamed.p50, 0)), whole(at(&open.p50, 0))),
        )
    }

    fn basis(&self) -> String {
        let runs = count(self.replications as usize, "run", "runs");
        let stopped = if self.stopped {
            format!("Stopped after {runs} of at most {}", thousands(self.wanted as usize))
        } else {
            runs
        };
        let error = self
            .relative_error
            .map_or_else(String::new, |error| format!("; the error of the mean is {}", percent(error)));
        format!("{stopped}; seed {}{error}", self.seed)
    }

    /// The plan's own day, the last day of each month, and the last day of all.
    fn months(&self, last: usize) -> Table {
        let mut table = Table::new(&[
            ("Day", Left),
            ("Open", Right),
            ("No named worker", Right),
            ("5th", Right),
            ("25th", Right),
            ("Middle", Right),
            ("75th", Right),
            ("95th", Right),
            ("Held by managers", Right),
            ("Free places", Right),
            ("Over cap", Right),
        ]);
        for day in (0..=last).filter(|day| *day == 0 || *day == last || self.ends_month(*day)) {
            let mean = |days: &ByDay| one(days.mean.get(day));
            let unnamed = &self.no_named_social_worker;
            table.row([
                self.days.get(day).map_or_else(String::new, |day| shown(day)),
                mean(&self.open_children),
                mean(unnamed),
                one(unnamed.p5.get(day)),
                one(unnamed.p25.get(day)),
                one(unnamed.p50.get(day)),
                one(unnamed.p75.get(day)),
                one(unnamed.p95.get(day)),
                mean(&self.manager_held),
                mean(&self.free_places),
                mean(&self.workers_over_cap),
            ]);
        }
        table
    }

    fn ends_month(&self, day: usize) -> bool {
        let month = |day: usize| self.days.get(day).and_then(|date| date.get(..7));
        month(day) != month(day + 1)
    }

    fn teams(&self, out: &mut dyn Write, last: usize) -> io::Result<()> {
        writeln!(out, "\nTeams on the last day")?;
        let mut table = Table::new(&[
            ("Team", Left),
            ("Open", Right),
            ("Capacity", Right),
            ("No named worker", Right),
            ("5th", Right),
            ("95th", Right),
            ("Failing from", Left),
        ]);
        let nobody = |team: &&TeamDays| team.id.is_some() || team.open.p95.iter().any(|open| *open > 0.0);
        for team in self.by_team.iter().filter(nobody) {
            let unnamed = &team.no_named_social_worker;
            table.row([
                team.name.clone().unwrap_or_else(|| "No team".to_owned()),
                one(team.open.mean.get(last)),
                one(team.capacity.mean.get(last)),
                one(unnamed.mean.get(last)),
                one(unnamed.p5.get(last)),
                one(unnamed.p95.get(last)),
                team.first_failing_week.as_deref().map_or_else(|| "–".to_owned(), shown),
            ]);
        }
        table.write(out)?;
        writeln!(
            out,
            "  A team fails when more than {} have no named social worker; the week is the first in which the chance of \
             it is above {}%",
            count(usize::from(self.failing_children), "of its children", "of its children"),
            self.failing_chance_percent
        )
    }

    fn waits(&self, out: &mut dyn Write) -> io::Result<()> {
        let wait = &self.mean_wait_working_days;
        writeln!(
            out,
            "\nWaits for a worker: {} working days on average{}",
            one(Some(&wait.mean)),
            between(wait)
        )?;
        let all: u64 = self.waits.iter().sum();
        let mut table = Table::new(&[("Working days", Left), ("Share", Right)]);
        for (label, from, to) in WAITS {
            let within = self.waits.iter().skip(from).take(to.saturating_sub(from)).sum::<u64>();
            table.row([label.to_owned(), percent(within as f64 / all.max(1) as f64)]);
        }
        if all > 0 { table.write(out) } else { Ok(()) }
    }

    fn reasons(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = &self.allocations;
        writeln!(out, "\nAllocations in a run: {}{}", one(Some(&all.mean)), between(all))?;
        let mut table = Table::new(&[("Code", Left), ("Reason", Left), ("In a run", Right)]);
        for (code, spread) in self.reasons.0.iter().filter(|(_, spread)| spread.mean > 0.0) {
            let label = label_of::<ChangeReason>(code).to_owned();
            table.row([(*code).to_owned(), label, one(Some(&spread.mean))]);
        }
        table.write(out)
    }

    fn workers(&self, out: &mut dyn Write) -> io::Result<()> {
        let of = &self.workers_in_year;
        writeln!(out, "\nWorkers in the last twelve months, of the children open at the end")?;
        let mut table =
            Table::new(&[("Children", Left), ("One", Right), ("Two", Right), ("Three or more", Right)]);
        for (whose, shares) in [("All", &of.all), ("Looked after", &of.looked_after)] {
            let share = |spread: &Spreading| percent(spread.mean);
            table.row([
                whose.to_owned(),
                share(&shares.one),
                share(&shares.two),
                share(&shares.three_or_more),
            ]);
        }
        table.write(out)?;
        let national = &of.national_three_or_more.0;
        let national: Vec<String> =
            national.iter().map(|(day, share)| format!("{:.0}% at {}", share * 100.0, shown(day))).collect();
        writeln!(out, "  Looked after in England, three or more: {} [DfE]", national.join(", "))
    }

    fn children(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = self.children_at_risk.len();
        if all == 0 {
            return writeln!(
                out,
                "\nNone of today’s children lost their worker or was without one in any run"
            );
        }
        let shown = all.min(MOST_AT_RISK);
        writeln!(out, "\nToday’s children most likely to lose their worker ({shown} of {})", thousands(all))?;
        let mut table = Table::new(&[
            ("Reference", Left),
            ("4 weeks", Right),
            ("13 weeks", Right),
            ("26 weeks", Right),
            ("A day without in 26", Right),
            ("Most often because", Left),
        ]);
        for child in self.children_at_risk.iter().take(MOST_AT_RISK) {
            table.row([
                child.reference.clone(),
                percent(child.loses_worker.weeks_4),
                percent(child.loses_worker.weeks_13),
                percent(child.loses_worker.weeks_26),
                percent(child.day_without.weeks_26),
                child.reason.map_or_else(|| "–".to_owned(), |key| label_of::<LossReason>(key).to_owned()),
            ]);
        }
        table.write(out)
    }
}

/// Working days waited, from the first to before the last.
const WAITS: [(&str, usize, usize); 6] = [
    ("The same day", 0, 1),
    ("1 to 5", 1, 6),
    ("6 to 10", 6, 11),
    ("11 to 20", 11, 21),
    ("21 to 60", 21, 61),
    ("More than 60", 61, usize::MAX),
];

fn percentile(key: &str) -> &'static str {
    match key {
        "p5" => "a good year",
        "p25" => "a better one than most",
        "p50" => "the middle one",
        "p75" => "a worse one than most",
        _ => "a bad year",
    }
}

fn between(spread: &Spreading) -> String {
    format!(", in 9 runs of 10 between {} and {}", one(Some(&spread.p5)), one(Some(&spread.p95)))
}

fn whole(value: f64) -> String {
    thousands(value.round() as usize)
}

fn one(value: Option<&f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

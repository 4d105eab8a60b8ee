//! `figures` as readable tables.

use std::io::{self, Write};

use super::figures::{Figure, FiguresAnswer};
use super::plan_file::shown;
use super::table::{Side, Table, plain};
use super::{Answer, label_of};
use crate::app::definitions as define;
use crate::app::words::{count, one_decimal, percent, thousands};
use crate::domain::state::ChildState;

use Side::{Left, Right};

impl Answer for FiguresAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        let whose = self.team.as_deref().unwrap_or("the whole service");
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        let children = count(self.open_children as usize, "open child", "open children");
        writeln!(out, "Figures of {} on {}: {children}\n", plain(whose), shown(&self.on))?;
        self.main_table().write(out)?;
        self.left_out_tables(out)?;
        self.people_tables(out)?;
        if self.team.is_none() && !self.teams.is_empty() {
            writeln!(out, "\nTeams")?;
            self.teams_table().write(out)?;
            if self.open_children_in_no_team > 0 {
                writeln!(out, "Open children in no team: {}", self.open_children_in_no_team)?;
            }
        }
        Ok(())
    }
}

impl FiguresAnswer {
    fn main_table(&self) -> Table {
        let mut table =
            Table::new(&[("Figure", Left), ("Value", Right), ("Numerator", Right), ("Denominator", Right)]);
        for figure in &self.figures {
            table.row_with(
                [
                    figure.label.to_owned(),
                    value(figure),
                    number(figure.numerator),
                    number(figure.denominator),
                ],
                &wrapped(figure.definition),
            );
        }
        table
    }

    fn left_out_tables(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}: {}", define::LEFT_OUT.label, thousands(self.left_out.children as usize))?;
        note(out, define::LEFT_OUT.text)?;
        let mut states = Table::new(&[("State", Left), ("Children", Right)]);
        for (state, children) in &self.left_out.by_state.0 {
            states.row([label_of::<ChildState>(state).to_owned(), thousands(*children as usize)]);
        }
        states.write(out)?;

        writeln!(out, "\n{}", define::BANDS.label)?;
        note(out, define::BANDS.text)?;
        let mut bands = Table::new(&[("Children", Left), ("Social workers", Right), ("FTE", Right)]);
        for band in &self.bands {
            bands.row([band.label.to_owned(), thousands(band.workers as usize), number(band.fte)]);
        }
        bands.write(out)
    }

    fn people_tables(&self, out: &mut dyn Write) -> io::Result<()> {
        let team = |team: &Option<String>| team.clone().unwrap_or_else(|| "–".to_owned());
        writeln!(out, "\n{}: {}", define::OVER_CAP.label, thousands(self.over_cap.len()))?;
        let mut over = Table::new(&[
            ("Name", Left),
            ("Team", Left),
            ("Children", Right),
            ("Cap", Right),
            ("Points", Right),
            ("Cap in points", Right),
        ]);
        for worker in &self.over_cap {
            over.row([
                worker.name.clone(),
                team(&worker.team),
                thousands(worker.children as usize),
                worker.cap_children.to_string(),
                number(worker.points),
                worker.cap_points.map_or_else(|| "–".to_owned(), number),
            ]);
        }
        over.write(out)?;

        writeln!(out, "\n{}: at most {} each", define::SPANS.label, self.most_supervised)?;
        note(out, define::SPANS.text)?;
        let mut spans = Table::new(&[
            ("Manager", Left),
            ("Team", Left),
            ("Supervises", Right),
            ("Holds children", Right),
            ("", Left),
        ]);
        for span in &self.spans {
            spans.row([
                span.name.clone(),
                team(&span.team),
                span.supervises.to_string(),
                span.holds_children.to_string(),
                if span.over { "more than the rules allow".to_owned() } else { String::new() },
            ]);
        }
        spans.write(out)
    }

    fn teams_table(&self) -> Table {
        let mut table = Table::new(&[
            ("Team", Left),
            ("Children", Right),
            ("Left out", Right),
            ("Holders", Right),
            ("Over cap", Right),
            ("Average (DfE)", Right),
            ("Everyone", Right),
            ("Vacancy", Right),
            ("Agency", Right),
            ("Turnover", Right),
            ("Sickness", Right),
        ]);
        for team in &self.teams {
            table.row([
                team.team.clone(),
                thousands(team.open_children as usize),
                thousands(team.left_out as usize),
                thousands(team.holders as usize),
                thousands(team.over_cap as usize),
                one_decimal(team.average_caseload),
                one_decimal(team.average_everyone),
                percent(team.vacancy_percent),
                percent(team.agency_percent),
                percent(team.turnover_percent),
                percent(team.absence_percent),
            ]);
        }
        table
    }
}

fn value(figure: &Figure) -> String {
    if figure.unit == "percent" { percent(figure.value) } else { one_decimal(figure.value) }
}

/// As few decimals as say it: 18, 16.4.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn note(out: &mut dyn Write, text: &str) -> io::Result<()> {
    wrapped(text).iter().try_for_each(|line| writeln!(out, "  {line}"))
}

/// A definition in lines of at most 100 characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut()
            && (line.is_empty() || line.chars().count() + 1 + word.chars().count() <= 100)
        {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

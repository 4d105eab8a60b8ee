//! The words in which promises and variations are written and read (docs/TERMINAL.md): text to data and back.
//!
//! # Promises
//! - What is written reads back equal, whatever the plan has become.
//! - Capitals, hyphens, plurals and the order of the parts after the first do not matter.
//! - What is not understood is refused with its place and what to write instead; nothing is guessed.

mod promise;
mod reader;
#[cfg(test)]
mod tests;
mod vary;
mod written;

pub use promise::promises;

use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::Plan;

/// Why a text is no promise or no variation, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct GrammarError {
    /// The place in the text, in characters from 0.
    pub at: usize,
    /// What is wrong and what to write, without a full stop.
    pub sentence: String,
}

impl GrammarError {
    /// The text, a line that points to the place in it, and the sentence.
    pub fn pointed(&self, text: &str) -> String {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("  {line}\n  {}^\n{}", " ".repeat(self.at), self.sentence)
    }
}

/// What a text may name: the plan's teams and its working days. Without a plan teams are named by id alone.
struct Known<'p> {
    plan: Option<&'p Plan>,
    calendar: Option<WorkingCalendar>,
}

impl Known<'_> {
    /// The plan's working days, made ready when they are needed.
    fn calendar(&mut self) -> &WorkingCalendar {
        let plan = self.plan;
        self.calendar.get_or_insert_with(|| {
            plan.map_or_else(WorkingCalendar::default, |plan| WorkingCalendar::new(&plan.calendar))
        })
    }
}

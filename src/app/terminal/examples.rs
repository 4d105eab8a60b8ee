//! `examples`: the example plans that come with the program.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::Answer;
use super::plan_file::Failure;
use super::table::{Side, Table};
use crate::app::examples::{EXAMPLES, open};
use crate::app::session::OpenFailure;
use crate::domain::plan::Plan;

/// What `examples` answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExamplesAnswer {
    /// The examples, the simplest first.
    pub examples: Vec<ExampleLine>,
}

/// One example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleLine {
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
}

/// The examples.
pub fn examples_answer() -> ExamplesAnswer {
    let examples = EXAMPLES.iter().map(|example| ExampleLine { name: example.name, about: example.about });
    ExamplesAnswer { examples: examples.collect() }
}

/// An example by its name, with hyphens or spaces and whatever the case of its letters, moved to the week of `as_at`.
///
/// # Errors
/// [`Failure::Usage`] when there is none of that name.
pub fn example(name: &str, as_at: NaiveDate) -> Result<Plan, Failure> {
    let simple = |name: &str| name.trim().replace(['-', '_'], " ").to_lowercase();
    let which = EXAMPLES.iter().position(|example| simple(example.name) == simple(name));
    let which = which.ok_or_else(|| {
        let names: Vec<&str> = EXAMPLES.iter().map(|example| example.name).collect();
        Failure::Usage(format!(
            "There is no example called “{}”. There are: {}",
            name.trim(),
            names.join(", ")
        ))
    })?;
    open(which, as_at).map_err(|error| OpenFailure::from(error).into())
}

impl Answer for ExamplesAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&[("Name", Side::Left), ("What it shows", Side::Left)]);
        for example in &self.examples {
            table.row([example.name.to_owned(), example.about.to_owned()]);
        }
        table.write(out)
    }
}

//! The terminal program: what each command answers, as data and as a readable table.
//!
//! # Promises
//! - Every command is a pure function from a plan and its options to an answer; printing an answer changes nothing.
//! - Answers go to one place and messages to the other, so that answers can be read by another program.
//! - The JSON is stable: fields are added, never renamed, removed or given another meaning (docs/TERMINAL.md).
//! - The same plan and options give the same bytes.

mod args;
mod calendar;
mod check;
mod compare;
mod convert;
mod csv_tables;
mod duty;
mod examples;
mod figures;
mod figures_table;
mod flags;
mod import;
mod import_table;
mod interrupt;
mod leave;
mod plan_file;
mod progress;
mod rota;
mod scenario;
mod simulate;
mod table;
mod target;
mod typed;

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

pub use args::{
    Args, CalendarArgs, CheckArgs, Command, CompareArgs, ConvertArgs, DutyArgs, ExamplesArgs, FiguresArgs,
    FlagsArgs, Form, ImportArgs, LeaveArgs, MOST_WEEKS, RotaArgs, SimulateArgs, TableChoice, TargetArgs,
};
pub use calendar::{CalendarAnswer, calendar_answer};
pub use check::{CheckAnswer, ProblemLine, check_answer};
pub use compare::{
    ChangeLine, CompareAnswer, ContributionLine, ContributionLines, DifferenceOf, DifferenceRows, Figures,
    LeftOutLine, MonthsOf, OfStaff, PairedOf, ScenarioLine, StateMonths, TeamMonths, compare_answer,
};
pub use convert::{ConvertAnswer, Converted, convert_answer};
pub use csv_tables::csv_table;
pub use duty::{DutyAnswer, ShareLine, TurnLine, duty_answer};
pub use examples::{ExampleLine, ExamplesAnswer, example, examples_answer};
pub use figures::{Figure, FiguresAnswer, figures_answer};
pub use flags::{AheadLine, ChildLine, FlagsAnswer, RemedyLine, flags_answer};
pub use import::{ImportAnswer, import_answer, import_options};
pub use leave::{
    AlternativeLine, CoverLine, DueLine, FindingLine, HandoverOf, LeaveAnswer, PersonLine, leave_answer,
};
pub use plan_file::{Failure, Reading, counts_of};
pub use rota::{
    AbsenceLine, AllowanceLine, CrunchLine, DutyLine, GroupLine, ManagerLine, PersonLine as RotaPersonLine,
    RotaAnswer, SessionLine, ShareLine as RotaShareLine, SupervisionLine, TeamDayLine, TeamDaysLine,
    rota_answer,
};
pub use simulate::{
    AtRisk, ByDay, Named, SimulateAnswer, Spreading, StateDays, TeamDays, TypeDays, Within, WorkersInYear,
    WorkersInYearOf, simulate_answer,
};

use scenario::{carried_out, open_as};
pub use target::{
    AnswerPart, AxisLine, BarEnd, BarLine, BindsLine, DifferenceLine, FrontierPart, FrontierPoint, GridLine,
    GridPart, KeptLine, PromiseLine, SensitivityPart, TargetAnswer, TriedLine, ValueText, VaryLine,
};

use crate::app::words::count;
use crate::domain::plan::Words;
use crate::domain::state::ChildState;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Fine.
    Fine,
    /// The plan has problems of severity error, a trace does not agree, leave is not safe, or a duty turn cannot be met.
    /// Where there is an answer, it was given.
    Problems,
    /// Something could not be read or written, or the usage was wrong. Nothing was answered.
    Unusable,
}

impl Exit {
    /// The status that a shell sees.
    pub const fn status(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Problems => 1,
            Self::Unusable => 2,
        }
    }
}

/// Something that can be read by a program or by a person.
trait Answer: Serialize {
    /// Writes it for a person.
    fn print(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Carries a command out: its answer to `answers`, everything else to `messages`.
pub fn run(args: &Args, answers: &mut dyn Write, messages: &mut dyn Write) -> Exit {
    let done = match &args.command {
        Command::Check(args) => check(args, answers, messages),
        Command::Flags(args) => flags(args, answers, messages),
        Command::Figures(args) => figures(args, answers, messages),
        Command::Simulate(args) => simulate::simulate(args, answers, messages),
        Command::Compare(args) => compare::compare(args, answers, messages),
        Command::Target(args) => target::target(args, answers, messages),
        Command::Leave(args) => leave::leave(args, answers, messages),
        Command::Rota(args) => rota(args, answers, messages),
        Command::Duty(args) => duty::duty(args, answers, messages),
        Command::Import(args) => import(args, answers, messages),
        Command::Calendar(args) => calendar::calendar(args, answers, messages),
        Command::Convert(args) => convert(args, answers, messages),
        Command::Examples(args) => examples(args, answers, messages),
    };
    done.unwrap_or_else(|failure| {
        say(messages, &failure.to_string());
        Exit::Unusable
    })
}

fn check(args: &CheckArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let answer = check_answer(&plan, &Reading::new(&plan).sight());
    give(&answer, args.json, answers)?;
    Ok(if answer.errors > 0 { Exit::Problems } else { Exit::Fine })
}

fn flags(args: &FlagsArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let reading = Reading::new(&plan);
    let answer = flags_answer(&reading.sight(), args.on, args.weeks)?;
    give(&answer, args.json, answers)?;
    Ok(warn_of_errors(answer.problems.errors, &args.plan, messages))
}

fn figures(args: &FiguresArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let reading = Reading::new(&plan);
    let answer = figures_answer(&reading.sight(), args.on, args.team.as_deref())?;
    give(&answer, args.json, answers)?;
    Ok(warn_of_errors(answer.problems.errors, &args.plan, messages))
}

fn rota(args: &RotaArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let reading = Reading::new(&plan);
    let answer = rota_answer(&reading.sight(), args.team.as_deref(), args.from, args.to)?;
    give(&answer, args.json, answers)?;
    Ok(warn_of_errors(answer.problems.errors, &args.plan, messages))
}

fn import(args: &ImportArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let base = args.into.as_deref().map(|path| open(path, messages)).transpose()?;
    if let Some(out) = &args.out {
        convert::refuse_existing(out, args.replace)?;
    }
    let files: Vec<&Path> =
        args.children.iter().chain(&args.staff).chain(&args.absences).map(AsRef::as_ref).collect();
    let options = import_options(args, base.as_ref())?;
    let (plan, mut answer) = import_answer(base.as_ref(), &files, &options)?;
    if let Some(out) = &args.out {
        answer.may_be_written(args.close_missing || args.keep_missing)?;
        let from = args.into.as_deref().unwrap_or(out);
        let saved = convert_answer(&plan, Form::Plan, None)?.save(from, out, args.replace)?;
        if let Some(note) = &saved.note {
            say(messages, note);
        }
        answer.out = Some(saved.out);
        answer.backup = saved.backup;
    }
    give(&answer, args.json, answers)?;
    let errors = answer.problems.errors;
    Ok(match &args.out {
        Some(plan) => warn_of_errors(errors, plan, messages),
        None if errors == 0 => Exit::Fine,
        None => {
            let number = count(errors, "error", "errors");
            say(messages, &format!("The plan would have {number}. Once it is written, check lists them"));
            Exit::Problems
        }
    })
}

fn convert(args: &ConvertArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let mut plan = carried_out(&args.plan, args.scenario.as_deref(), messages)?;
    if args.without_sickness {
        plan = crate::domain::rota::sickness::without_sickness(&plan);
    }
    let converted = convert_answer(&plan, args.to, args.table)?;
    let Some(out) = &args.out else {
        return written(answers.write_all(converted.text.as_bytes()).and_then(|()| answers.flush()));
    };
    let answer = converted.save(&args.plan, out, args.replace)?;
    if let Some(note) = &answer.note {
        say(messages, note);
    }
    give(&answer, args.json, answers)?;
    Ok(Exit::Fine)
}

fn examples(args: &ExamplesArgs, answers: &mut dyn Write, messages: &mut dyn Write) -> Result<Exit, Failure> {
    let (Some(name), Some(out)) = (&args.name, &args.out) else {
        give(&examples_answer(), args.json, answers)?;
        return Ok(Exit::Fine);
    };
    let plan = example(name, args.as_at.unwrap_or_else(|| chrono::Local::now().date_naive()))?;
    let answer = convert_answer(&plan, Form::Plan, None)?.save(Path::new(name), out, args.replace)?;
    if let Some(note) = &answer.note {
        say(messages, note);
    }
    give(&answer, args.json, answers)?;
    Ok(Exit::Fine)
}

/// Opens the plan, and passes on what had to be changed on the way in.
fn open(path: &Path, messages: &mut dyn Write) -> Result<crate::domain::plan::Plan, Failure> {
    let (plan, notes) = plan_file::open(path)?;
    for note in notes {
        say(messages, &note);
    }
    Ok(plan)
}

/// Gives an answer in the form that was asked for.
fn give(answer: &impl Answer, json: bool, answers: &mut dyn Write) -> Result<(), Failure> {
    let given = if json {
        let json = serde_json::to_writer_pretty(&mut *answers, answer).map_err(io::Error::from);
        json.and_then(|()| writeln!(answers))
    } else {
        answer.print(answers)
    };
    written(given.and_then(|()| answers.flush())).map(|_| ())
}

/// A reader who has seen enough and closed the pipe has had their answer.
fn written(result: io::Result<()>) -> Result<Exit, Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Answer(error)),
        _ => Ok(Exit::Fine),
    }
}

/// Says so when the answer rests on a plan with errors in it.
fn warn_of_errors(errors: usize, plan: &Path, messages: &mut dyn Write) -> Exit {
    if errors == 0 {
        return Exit::Fine;
    }
    let number = count(errors, "error", "errors");
    let line = format!(
        "The plan has {number}, so this answer may be wrong. To see them: caseload-cli check {}",
        plan.display()
    );
    say(messages, &line);
    Exit::Problems
}

/// One message a line. A message that nobody can be given is not worth stopping for.
fn say(messages: &mut dyn Write, text: &str) {
    for line in text.lines() {
        writeln!(messages, "{}", table::plain(line)).ok();
    }
}

/// Numbers by name, in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByName(pub Vec<(&'static str, u32)>);

impl ByName {
    /// Children by state, by the states' keys.
    fn states(counts: impl IntoIterator<Item = (ChildState, u32)>) -> Self {
        Self(counts.into_iter().map(|(state, number)| (state.key(), number)).collect())
    }
    /// The sum.
    pub fn total(&self) -> u32 {
        self.0.iter().map(|(_, number)| number).sum()
    }
}

impl Serialize for ByName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, number) in &self.0 {
            map.serialize_entry(name, number)?;
        }
        map.end()
    }
}

/// The label of a word that an answer holds by its key.
fn label_of<W: Words>(key: &'static str) -> &'static str {
    W::from_key(key).map_or(key, Words::label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_the_plan_are_said_and_change_the_status_but_nothing_else() {
        let mut messages = Vec::new();
        assert_eq!(warn_of_errors(0, Path::new("plan.ron"), &mut messages).status(), 0);
        assert!(messages.is_empty());
        assert_eq!(warn_of_errors(3, Path::new("plan.ron"), &mut messages).status(), 1);
        assert_eq!(
            String::from_utf8(messages).unwrap(),
            "The plan has 3 errors, so this answer may be wrong. To see them: caseload-cli check plan.ron\n"
        );
    }

    #[test]
    fn a_reader_who_leaves_early_is_no_failure_and_a_full_disk_is() {
        assert_eq!(written(Err(io::ErrorKind::BrokenPipe.into())).ok(), Some(Exit::Fine));
        let failure = written(Err(io::ErrorKind::StorageFull.into())).unwrap_err();
        assert!(failure.to_string().starts_with("The answer could not be written: "), "{failure}");
    }

    #[test]
    fn every_state_has_its_number_in_the_order_of_the_design() {
        let counts = ChildState::ALL.iter().map(|state| (*state, 1));
        let json = serde_json::to_string(&ByName::states(counts)).unwrap();
        assert!(json.starts_with(r#"{"named":1,"named_covered":1,"#), "{json}");
        assert_eq!(json.matches(":1").count(), 13);
    }
}

//! `simulate`: plays the plan forward many times and tells what may come, or tells one run event by event.

mod answer;
mod csv_days;
mod table;
mod trace;

use std::io::{self, Write};
use std::sync::Arc;

pub use answer::{
    AtRisk, ByDay, Named, SimulateAnswer, Spreading, StateDays, TeamDays, TypeDays, Within, WorkersInYear,
    WorkersInYearOf, simulate_answer,
};
pub(super) use answer::{by_day, rounded, spreading};

use super::args::SimulateArgs;
use super::plan_file::Failure;
use super::progress::Progress;
use super::{Answer as _, Exit, interrupt, open_as, say, written};
use crate::app::forecast::play::{Ended, model_of, play, threads};
use crate::app::forecast::wanted::{WINDOW_BYTES, Wanted};
use crate::app::words::{count, thousands};
use crate::domain::plan::Plan;
use crate::domain::sim::{Asked, Model, Results, Summary};

/// What the runs that were asked for by number may take.
const MOST_BYTES: usize = 2 << 30;
/// Room that is made for runs before the first of them.
const AT_ONCE: usize = 256 << 20;

/// Carries the command out.
pub(super) fn simulate(
    args: &SimulateArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    let asked = trace::Asked::of(args, &plan)?;
    if let Some(runs) = args.replications {
        Arc::make_mut(&mut plan.forecast).fixed_runs = Some(runs);
    }
    let (seed, weeks) = asked.as_ref().map_or((args.seed, args.weeks), trace::Asked::seed_and_weeks);
    let model = model_of(&plan, None, &Asked { seed, weeks, watches: Vec::new() })
        .map_err(|sentences| Failure::Refused(sentences.join("\n")))?;
    if let Some(asked) = asked {
        return asked.answer(&model, answers);
    }
    let wanted = wanted(args, &plan, &model)?;
    if let Some(note) = wanted.note() {
        say(messages, &note);
    }
    let (results, stopped) = played(&model, &wanted, args.threads, messages)?;
    let summary = Summary::new(&results, model.children(), &plan.forecast);
    drop(results);
    let given = if args.csv {
        csv_days::write(&summary, answers)
    } else {
        let answer = simulate_answer(&plan, &summary, &plan.forecast, wanted.most, stopped);
        if args.json { as_json(&answer, answers) } else { answer.print(answers) }
    };
    written(given.and_then(|()| answers.flush()))
}

fn wanted(args: &SimulateArgs, plan: &Plan, model: &Model) -> Result<Wanted, Failure> {
    let Some(runs) = args.replications else {
        return Ok(Wanted::of(&plan.forecast, model.layout(), WINDOW_BYTES));
    };
    let fit = Wanted::of(&plan.forecast, model.layout(), MOST_BYTES).most;
    if fit < runs {
        return Err(Failure::Usage(format!(
            "There is room for {} of this plan, not {}. Ask for fewer, or for fewer weeks",
            count(fit as usize, "run", "runs"),
            thousands(runs as usize)
        )));
    }
    Ok(Wanted::exactly(runs))
}

/// Plays the runs, and tells how far the work has come. The results, and whether somebody stopped it.
fn played(
    model: &Model,
    wanted: &Wanted,
    on: Option<u16>,
    messages: &mut dyn Write,
) -> Result<(Results, bool), Failure> {
    let threads = on.map_or_else(|| threads(usize::MAX), usize::from);
    let mut results = Results::none(model.layout(), model.seed(), 0, model.children().len());
    let room = AT_ONCE / Results::bytes_a_run(model.layout()).max(1);
    results.reserve(room.min(wanted.most as usize));
    let mut progress = Progress::new(wanted, "runs", messages);
    let mut tell = |results: &Results, step: bool| progress.tell(results.runs(), step);
    let ended = interrupt::with(|stop| play(model, &mut results, wanted, threads, stop, &mut tell));
    let stopped = ended == Ended::Stopped;
    if ended == Ended::Failed {
        progress.clear();
        return Err(Failure::Fault);
    }
    progress.end(results.runs(), stopped);
    Ok((results, stopped))
}

/// One line for each field of the answer: the arrays by day are long, and nobody reads them a number a line.
struct LineForEachField {
    depth: usize,
}

impl serde_json::ser::Formatter for LineForEachField {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }
    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth == 1 { writer.write_all(b"\n  ") } else { Ok(()) }
    }
}

/// Writes an answer as JSON, one line for each of its fields.
pub(super) fn as_json(answer: &impl serde::Serialize, answers: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *answers, LineForEachField { depth: 0 });
    answer.serialize(&mut serializer).map_err(io::Error::from)?;
    writeln!(answers)
}

//! `compare`: scenarios beside the plan on the same chances.

mod answer;
mod chosen;
mod table;

use std::io::Write;
use std::sync::Arc;

pub use answer::{
    ChangeLine, CompareAnswer, ContributionLine, ContributionLines, DifferenceOf, DifferenceRows, Figures,
    LeftOutLine, MonthsOf, OfStaff, PairedOf, ScenarioLine, StateMonths, TeamMonths, compare_answer,
};

use super::args::CompareArgs;
use super::plan_file::Failure;
use super::progress::Progress;
use super::simulate::as_json;
use super::{Answer as _, Exit, interrupt, open, say, written};
use crate::app::compare::{Contributions, Once};
use crate::app::forecast::play::{Ended, threads};
use crate::app::forecast::wanted::WINDOW_BYTES;
use crate::app::words::{count, thousands};
use crate::domain::plan::Plan;
use crate::domain::sim::Asked;

/// What the runs that were asked for by number may take, of all plans together.
const MOST_BYTES: usize = 2 << 30;

/// Carries the command out.
pub(super) fn compare(
    args: &CompareArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut plan = open(&args.plan, messages)?;
    let chosen = chosen::chosen_scenarios(&plan, &args.scenarios)?;
    if let Some(runs) = args.replications {
        Arc::make_mut(&mut plan.forecast).fixed_runs = Some(runs);
    }
    let plan: Arc<Plan> = Arc::new(plan);
    let asked = Asked { seed: args.seed, weeks: args.weeks, watches: Vec::new() };
    let on = args.threads.map_or_else(|| threads(usize::MAX), usize::from);
    let bytes = args.replications.map_or(WINDOW_BYTES, |_| MOST_BYTES / (chosen.len() + 1));
    let mut once = Once::new(&plan, &chosen, &asked, bytes, on)
        .map_err(|sentences| Failure::Refused(sentences.join("\n")))?;
    let wanted = *once.wanted();
    match (wanted.note(), args.replications) {
        (Some(_), Some(runs)) => {
            return Err(Failure::Usage(format!(
                "There is room for {} of each of these plans, not {}. Ask for fewer, or for fewer weeks or scenarios",
                count(wanted.most as usize, "run", "runs"),
                thousands(runs as usize)
            )));
        }
        (Some(note), None) => say(messages, &note),
        (None, _) => {}
    }
    let mut progress = Progress::new(&wanted, "runs of each plan", messages);
    let ended = interrupt::with(|stop| once.play(stop, &mut |runs, step| progress.tell(runs, step)));
    if ended == Ended::Failed {
        progress.clear();
        return Err(Failure::Fault);
    }
    let stopped = ended == Ended::Stopped;
    let compared = once.compared(stopped);
    progress.end(compared.runs, stopped);
    let contributions: Vec<Contributions> = if args.contributions && !stopped {
        interrupt::with(|stop| once.contributions(stop)).ok_or(Failure::Fault)?
    } else {
        Vec::new()
    };
    if args.contributions && !stopped {
        for column in &compared.columns {
            if column.scenario.is_some() && column.outcome.is_err() {
                let name = &column.name;
                say(
                    messages,
                    &format!(
                        "“{name}” cannot be played: it is not told what each of its changes contributes"
                    ),
                );
            }
        }
    }
    let seed = args.seed.unwrap_or(plan.forecast.seed);
    let answer = compare_answer(&compared, &contributions, seed).ok_or(Failure::Fault)?;
    let given = if args.json { as_json(&answer, answers) } else { answer.print(answers) };
    written(given.and_then(|()| answers.flush()))
}

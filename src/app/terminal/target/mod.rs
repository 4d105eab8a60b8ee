//! `target`: the least that keeps the plan's promises, and what surrounds it.

mod answer;
mod table;

use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub use answer::{
    AnswerPart, AxisLine, BarEnd, BarLine, BindsLine, DifferenceLine, FrontierPart, FrontierPoint, GridLine,
    GridPart, KeptLine, PromiseLine, SensitivityPart, TargetAnswer, TriedLine, ValueText, VaryLine,
};

use super::args::TargetArgs;
use super::plan_file::Failure;
use super::scenario::open_as;
use super::simulate::as_json;
use super::{Answer as _, Exit, interrupt, say, written};
use crate::app::forecast::play::threads;
use crate::app::target::{Answer, Frontier, Grid, News, Sensitivity, Study, StudyProgress, study};
use crate::app::view::target::frontier::FrontierQuestion;
use crate::domain::plan::Plan;
use crate::domain::target::{GrammarError, Variation, promises};

/// What the studies came to.
#[derive(Debug, Default)]
struct Found {
    answer: Option<Arc<Answer>>,
    frontier: Option<Arc<Frontier>>,
    sensitivity: Option<Arc<Sensitivity>>,
    grid: Option<Arc<Grid>>,
    stopped: bool,
}

/// Carries the command out.
pub(super) fn target(
    args: &TargetArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut plan = open_as(&args.plan, args.scenario.as_deref(), messages)?;
    ask(args, &mut plan)?;
    let axes = args.grid.as_deref().map(|text| axes(text, &plan)).transpose()?;
    let plan = Arc::new(plan);
    let studies = studies(args, &plan, axes);
    let threads = args.threads.map_or_else(|| threads(usize::MAX), usize::from);
    let begun = Instant::now();
    let found = interrupt::with(|stop| carried_out(&studies, &plan, threads, stop, messages))?;
    let end = if found.stopped { "Stopped after" } else { "Done in" };
    say(messages, &format!("{end} {:.1} seconds", begun.elapsed().as_secs_f64()));
    let answer = TargetAnswer::new(&plan, &found);
    let given = if args.json { as_json(&answer, answers) } else { answer.print(answers) };
    written(given.and_then(|()| answers.flush()))
}

/// Puts what was asked for into the plan, in place of its own.
fn ask(args: &TargetArgs, plan: &mut Plan) -> Result<(), Failure> {
    let years = (args.confidence.unwrap_or(0.95) * 100.0).round();
    let mut typed = Vec::new();
    for text in &args.promise {
        typed.extend(promises(text, years as u8).map_err(|error| not_understood("promise", text, &error))?);
    }
    let vary = args
        .vary
        .as_deref()
        .map(|text| Variation::parse(text, plan).map_err(|error| not_understood("variation", text, &error)));
    let vary = vary.transpose()?;
    let target = Arc::make_mut(&mut plan.target);
    if !typed.is_empty() {
        target.promises = typed;
    }
    if vary.is_some() {
        target.vary = vary;
    }
    if let Some(seed) = args.seed {
        Arc::make_mut(&mut plan.forecast).seed = seed;
    }
    Ok(())
}

/// The variations of a grid, parted by semicolons.
fn axes(text: &str, plan: &Plan) -> Result<Vec<Variation>, Failure> {
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    let read = |part: &str| {
        let part = part.trim();
        Variation::parse(part, plan).map_err(|error| not_understood("variation", part, &error))
    };
    parts.map(read).collect()
}

fn not_understood(what: &str, text: &str, error: &GrammarError) -> Failure {
    Failure::Usage(format!("The {what} is not understood:\n{}", error.pointed(text)))
}

/// What is to be played, in order.
fn studies(args: &TargetArgs, plan: &Plan, axes: Option<Vec<Variation>>) -> Vec<Study> {
    // A grid needs no question.
    let asks = axes.is_none() || (plan.target.vary.is_some() && !plan.target.promises.is_empty());
    let mut studies = Vec::new();
    if asks {
        studies.push(Study::Search);
    }
    if args.frontier {
        studies.push(FrontierQuestion::of(plan).study());
    }
    if args.sensitivity {
        studies.push(Study::Sensitivity);
    }
    studies.extend(axes.map(|axes| Study::Grid { axes }));
    studies
}

fn carried_out(
    studies: &[Study],
    plan: &Arc<Plan>,
    threads: usize,
    stop: &AtomicBool,
    messages: &mut dyn Write,
) -> Result<Found, Failure> {
    let rewritten = io::stderr().is_terminal();
    let mut found = Found::default();
    for wanted in studies {
        let mut last = String::new();
        let mut hear = |news: News| match news {
            News::Answer(answer) => found.answer = Some(answer),
            News::Frontier(frontier) => found.frontier = Some(frontier),
            News::Sensitivity(sensitivity) => found.sensitivity = Some(sensitivity),
            News::Grid(grid) => found.grid = Some(grid),
            News::Progress { done, of, words } => {
                let text = format!("Step {} of {of}. {words}", done.saturating_add(1).min(of));
                if rewritten {
                    write!(messages, "\r{text:100}").and_then(|()| messages.flush()).ok();
                } else if words != last {
                    say(messages, &text);
                }
                last = words;
            }
            News::Ended(_) => {}
        };
        let ended = study(wanted, plan, threads, stop, &mut hear);
        if rewritten {
            write!(messages, "\r{:100}\r", "").ok();
        }
        match ended {
            StudyProgress::Refused(sentences) => return Err(Failure::Refused(sentences.join("\n"))),
            StudyProgress::Failed => return Err(Failure::Fault),
            StudyProgress::Stopped => found.stopped = true,
            StudyProgress::Finished | StudyProgress::Idle | StudyProgress::Running { .. } => {}
        }
        if stop.load(Ordering::Relaxed) {
            found.stopped = true;
            break;
        }
    }
    Ok(found)
}

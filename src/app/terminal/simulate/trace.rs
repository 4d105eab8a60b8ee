//! One run told event by event, a JSON object a line; and such a file played again and compared.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::args::SimulateArgs;
use super::super::plan_file::{Failure, iso};
use super::super::{Exit, written};
use super::answer::Named;
use crate::app::format;
use crate::app::store::Fingerprint;
use crate::app::words::{count, thousands};
use crate::domain::plan::{Plan, Words as _};
use crate::domain::sim::trace::{AwayWhy, CaseNo, Event, NeedWhy, PersonNo, Trace, What};
use crate::domain::sim::{Layout, MODEL_VERSION, Model, Simulator};
use crate::domain::state::ChildState;

/// The first line of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    /// The version of the model.
    model_version: u32,
    /// The seed.
    seed: u64,
    /// The number of the run.
    run: u32,
    /// SHA-256 of the plan as the program writes it.
    plan: String,
    /// How many weeks were looked ahead.
    weeks: u16,
}

/// What is asked for in place of figures.
pub(super) struct Asked {
    header: Header,
    /// The lines to compare with.
    compare: Option<(PathBuf, BufReader<File>)>,
}

impl Asked {
    /// What the options ask for: nothing, a trace, or a file to be compared.
    pub(super) fn of(args: &SimulateArgs, plan: &Plan) -> Result<Option<Self>, Failure> {
        if let Some(path) = &args.verify_trace {
            return Self::compared(path, &fingerprint(plan)?).map(Some);
        }
        let Some(run) = args.trace else { return Ok(None) };
        let header = Header {
            model_version: MODEL_VERSION,
            seed: args.seed.unwrap_or(plan.forecast.seed),
            run,
            plan: fingerprint(plan)?,
            weeks: args.weeks.unwrap_or(plan.forecast.weeks),
        };
        Ok(Some(Self { header, compare: None }))
    }

    fn compared(path: &Path, plan: &str) -> Result<Self, Failure> {
        let unread =
            |error: &io::Error| Failure::Usage(format!("{} could not be read: {error}", path.display()));
        let file = File::open(path).map_err(|error| unread(&error))?;
        let mut lines = BufReader::new(file);
        let first = line(&mut lines).map_err(|error| unread(&error))?.unwrap_or_default();
        let header: Header = serde_json::from_str(&first).map_err(|_| {
            let sentence = "is not a trace: its first line should say of which plan, seed and run it is";
            Failure::Usage(format!("{} {sentence}", path.display()))
        })?;
        if header.model_version != MODEL_VERSION {
            return Err(Failure::Usage(format!(
                "The trace was made with version {} of the model, and this program has version {MODEL_VERSION}: they \
                 cannot be compared",
                header.model_version
            )));
        }
        if header.plan != plan {
            return Err(Failure::Usage(
                "The trace was made with another plan, or with this one before it was changed: they cannot be compared"
                    .to_owned(),
            ));
        }
        Ok(Self { header, compare: Some((path.to_owned(), lines)) })
    }

    /// Which seed and how many weeks.
    pub(super) fn seed_and_weeks(&self) -> (Option<u64>, Option<u16>) {
        (Some(self.header.seed), Some(self.header.weeks))
    }

    /// Plays the run and tells or compares it.
    pub(super) fn answer(self, model: &Model, answers: &mut dyn Write) -> Result<Exit, Failure> {
        let trace = Simulator::new(model).trace(self.header.run, &AtomicBool::new(false));
        let trace = trace.ok_or(Failure::Fault)?;
        let names = Names { trace: &trace, layout: model.layout() };
        match self.compare {
            None => written(tell(&self.header, &names, answers).and_then(|()| answers.flush())),
            Some((path, lines)) => compare(&names, &path, lines, answers),
        }
    }
}

/// SHA-256 of the plan as the program writes it: comments and layout of the file do not matter.
fn fingerprint(plan: &Plan) -> Result<String, Failure> {
    let text = format::write(plan).map_err(|error| Failure::Save(error.into()))?;
    Ok(Fingerprint::of(text.as_bytes()).sha256())
}

fn tell(header: &Header, names: &Names<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, header)?;
    writeln!(out)?;
    for event in &names.trace.events {
        serde_json::to_writer(&mut *out, &names.event(event))?;
        writeln!(out)?;
    }
    Ok(())
}

/// The next line that is not blank, without its end.
fn line(lines: &mut impl BufRead) -> io::Result<Option<String>> {
    loop {
        let mut text = String::new();
        if lines.read_line(&mut text)? == 0 {
            return Ok(None);
        }
        if !text.trim().is_empty() {
            return Ok(Some(text.trim().to_owned()));
        }
    }
}

fn compare(
    names: &Names<'_>,
    path: &Path,
    mut lines: impl BufRead,
    answers: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut next =
        || line(&mut lines).map_err(|e| Failure::Usage(format!("{} could not be read: {e}", path.display())));
    let events = &names.trace.events;
    let mut difference = None;
    for (place, event) in events.iter().enumerate() {
        let (ours, theirs) = (names.event(event), next()?);
        let same = theirs.as_deref().is_some_and(|text| {
            let theirs = serde_json::from_str::<Value>(text);
            theirs.is_ok_and(|theirs| serde_json::to_value(&ours).is_ok_and(|ours| ours == theirs))
        });
        if !same {
            let theirs = theirs.unwrap_or_else(|| "nothing: it ends here".to_owned());
            difference = Some((place, theirs, serde_json::to_string(&ours).unwrap_or_default()));
            break;
        }
    }
    if difference.is_none()
        && let Some(more) = next()?
    {
        difference = Some((events.len(), more, "nothing: the run ends here".to_owned()));
    }
    let (exit, text) = match difference {
        None => (Exit::Fine, format!("All {} agree\n", count(events.len(), "event", "events"))),
        Some((place, theirs, ours)) => {
            let first = format!("Event {} is the first that differs", thousands(place + 1));
            (Exit::Problems, format!("{first}\nIn the file: {theirs}\nPlayed again: {ours}\n"))
        }
    };
    written(answers.write_all(text.as_bytes()).and_then(|()| answers.flush()))?;
    Ok(exit)
}

/// What the things of a run are called: those of the plan by their ids, new children N1, N2 …, starters S1, S2 …
struct Names<'t> {
    trace: &'t Trace,
    layout: &'t Layout,
}

impl Names<'_> {
    fn case(&self, CaseNo(number): CaseNo) -> String {
        let place = number as usize;
        self.trace.children.get(place).map_or_else(
            || format!("N{}", (place + 1).saturating_sub(self.trace.children.len())),
            ToString::to_string,
        )
    }

    fn person(&self, PersonNo(number): PersonNo) -> String {
        let place = number as usize;
        self.trace.workers.get(place).map_or_else(
            || format!("S{}", (place + 1).saturating_sub(self.trace.workers.len())),
            ToString::to_string,
        )
    }

    fn team(&self, place: usize) -> Option<String> {
        self.trace.teams.get(place).copied().flatten().map(|team| team.to_string())
    }

    fn date(&self, day: u32) -> Option<String> {
        self.layout.days.get(day as usize).copied().map(iso)
    }

    /// An event as the fields of a JSON object.
    fn event(&self, event: &Event) -> Named<Value> {
        let (name, more) = self.what(&event.what);
        let mut fields =
            vec![("day", event.day.into()), ("date", self.date(event.day).into()), ("event", name.into())];
        fields.extend(more);
        Named(fields)
    }

    fn what(&self, what: &What) -> (&'static str, Vec<(&'static str, Value)>) {
        let case = |case| ("case", Value::from(self.case(case)));
        let person = |person| ("person", Value::from(self.person(person)));
        let team = |team| ("team", Value::from(self.team(team)));
        match *what {
            What::Opened { case: of, family, team: to, case_type, priority, again } => {
                let again = ("again", again.map(|earlier| self.case(earlier)).into());
                let (case_type, priority) = (case_type.key().into(), priority.key().into());
                let fields = [("case_type", case_type), ("priority", priority), again];
                ("opened", [vec![case(of), ("family", family.into()), team(to)], fields.to_vec()].concat())
            }
            What::Closed { case: of } => ("closed", vec![case(of)]),
            What::Became { case: of, case_type } => {
                ("became", vec![case(of), ("case_type", case_type.key().into())])
            }
            What::Needs { case: of, team: to, why } => {
                ("needs", vec![case(of), team(to), ("why", need_key(why).into())])
            }
            What::NeedsNoMore { case: of } => ("needs_no_more", vec![case(of)]),
            What::Sent { case: of } => ("sent", vec![case(of)]),
            What::HeldByManager { case: of } => ("held_by_manager", vec![case(of)]),
            What::Allocated { case: of, to, reason, waited, over_cap } => {
                let to = ("person", self.person(to).into());
                let (waited, over_cap) = (("waited", waited.into()), ("over_cap", over_cap.into()));
                ("allocated", vec![case(of), to, ("reason", reason.key().into()), waited, over_cap])
            }
            What::Escalated { case: of, step } => {
                ("escalated", vec![case(of), ("step", (u32::from(step) + 1).into())])
            }
            What::Away { person: who, why } => ("away", vec![person(who), ("why", away_key(why).into())]),
            What::Back { person: who, why } => ("back", vec![person(who), ("why", away_key(why).into())]),
            What::Notice { person: who, last_day } => {
                ("notice", vec![person(who), ("last_day", self.date(last_day).into())])
            }
            What::Left { person: who } => ("left", vec![person(who)]),
            What::Started { person: who, team: to, role, contract, asye } => {
                let (role, contract) = (("role", role.key().into()), ("contract", contract.key().into()));
                ("started", vec![person(who), team(to), role, contract, ("asye", asye.into())])
            }
            What::DayEnds { by_state, unnamed, waiting } => {
                let states = ChildState::ALL.iter().zip(by_state);
                let states = states.map(|(state, children)| (state.key(), children.into()));
                let unnamed = ("no_named_social_worker", unnamed.into());
                ("day_ends", states.chain([unnamed, ("waiting", waiting.into())]).collect())
            }
        }
    }
}

fn need_key(why: NeedWhy) -> &'static str {
    match why {
        NeedWhy::Backlog => "backlog",
        NeedWhy::New => "new",
        NeedWhy::WorkerLeft => "worker_left",
        NeedWhy::LongAbsence => "long_absence",
        NeedWhy::Transfer => "transfer",
        NeedWhy::MayNotHold => "may_not_hold",
    }
}

fn away_key(why: AwayWhy) -> &'static str {
    match why {
        AwayWhy::ShortIllness => "short_illness",
        AwayWhy::LongIllness => "long_illness",
        AwayWhy::Leave => "leave",
        AwayWhy::Planned => "planned",
    }
}

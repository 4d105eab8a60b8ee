//! What happens in a replayed year, as plain sentences with the plan's own names and references.

use super::replay::ReplayLine;
use crate::app::words;
use crate::app::words::capital;
use crate::domain::calendar::format_date;
use crate::domain::ids::Thing;
use crate::domain::lookup::{IdMap, Lookup};
use crate::domain::plan::{CaseType, Contract, Plan, Role, Words as _, lower_first};
use crate::domain::sim::Layout;
use crate::domain::sim::trace::{AwayWhy, CaseNo, NeedWhy, PersonNo, Trace, What};
use crate::domain::state::ChildState;

/// Who is who in a year: the plan's people by name, the others by what they are and their number.
pub(super) struct Names<'a> {
    trace: &'a Trace,
    layout: &'a Layout,
    lookup: Lookup<'a>,
    starters: IdMap<u32, (Role, usize)>,
}

impl<'a> Names<'a> {
    pub(super) fn new(trace: &'a Trace, layout: &'a Layout, plan: &'a Plan) -> Self {
        let started = trace.events.iter().filter_map(|event| match event.what {
            What::Started { person, team, role, .. } => Some((person.0, (role, team))),
            _ => None,
        });
        Self { trace, layout, lookup: Lookup::new(plan), starters: started.collect() }
    }

    /// The child's reference, or "new child 17".
    fn child(&self, case: CaseNo) -> String {
        let place = case.0 as usize;
        match self.trace.children.get(place) {
            Some(id) => self
                .lookup
                .child(*id)
                .map_or_else(|| format!("{id} (no longer in the plan)"), |child| child.reference.clone()),
            None => format!("new child {}", place - self.trace.children.len() + 1),
        }
    }

    fn child_thing(&self, case: CaseNo) -> Option<Thing> {
        let id = *self.trace.children.get(case.0 as usize)?;
        self.lookup.child(id).map(|_| Thing::Child(id))
    }

    /// The worker's name, or "new social worker 2 in Assessment North".
    fn person(&self, person: PersonNo) -> String {
        let place = person.0 as usize;
        if let Some(id) = self.trace.workers.get(place) {
            return self.lookup.worker_name(*id);
        }
        let number = place - self.trace.workers.len() + 1;
        self.starters.get(&person.0).map_or_else(
            || format!("new member of staff {number}"),
            |(role, team)| {
                let team = self.team(*team).map_or_else(String::new, |team| format!(" in {team}"));
                format!("new {} {number}{team}", role.label().to_lowercase())
            },
        )
    }

    fn person_thing(&self, person: PersonNo) -> Option<Thing> {
        let id = *self.trace.workers.get(person.0 as usize)?;
        self.lookup.worker(id).map(|_| Thing::Worker(id))
    }

    /// The name of a team by its place in the year's list; `None` for those in no team.
    fn team(&self, place: usize) -> Option<String> {
        self.trace.teams.get(place).copied().flatten().map(|id| self.lookup.team_name(id))
    }

    /// " in Assessment North", or nothing.
    fn in_team(&self, place: usize) -> String {
        self.team(place).map_or_else(String::new, |team| format!(" in {team}"))
    }

    /// One event as a line; `None` for the count at the end of a day, which is shown by itself.
    pub(super) fn told(&self, what: &What) -> Option<ReplayLine> {
        let words = match *what {
            What::Opened { case, team, case_type, priority, again, .. } => {
                let to = self.team(team).map_or_else(String::new, |team| format!(" to {team}"));
                let before = again.map_or_else(String::new, |before| {
                    format!("; the same child as {}, come again", self.child(before))
                });
                let priority = priority.label().to_lowercase();
                format!("{} comes{to}: {}, {priority} priority{before}", self.child(case), kind(case_type))
            }
            What::Closed { case } => format!("{} is closed", self.child(case)),
            What::Became { case, case_type } => {
                format!("The work with {} becomes {}", self.child(case), kind(case_type))
            }
            What::Needs { case, team, why } => {
                format!("{} needs a worker{}: {}", self.child(case), self.in_team(team), need(why))
            }
            What::NeedsNoMore { case } => {
                format!("{} no longer needs another worker: theirs is back", self.child(case))
            }
            What::Sent { case } => format!(
                "{} is sent on: the sending worker is no longer named ({})",
                self.child(case),
                ChildState::TransferNobody.label().to_lowercase()
            ),
            What::HeldByManager { case } => {
                format!("A manager holds {} until somebody has room", self.child(case))
            }
            What::Allocated { case, to, reason, waited, over_cap } => {
                let waited = match waited {
                    0 => "did not wait".to_owned(),
                    days => format!("waited {}", words::working_days(days)),
                };
                let over = if over_cap { "; this goes over their cap" } else { "" };
                let reason = lower_first(reason.label());
                format!("{} is given to {}: {reason}; {waited}{over}", self.child(case), self.person(to))
            }
            What::Escalated { case, step } => self.escalated(case, step),
            What::Away { person, why } => format!("{} is away: {}", self.person(person), away(why)),
            What::Back { person, why } => format!("{}: {} ends", self.person(person), away(why)),
            What::Notice { person, last_day } => {
                let last = self.layout.days.get(last_day as usize).map_or_else(
                    || "after the end of the forecast".to_owned(),
                    |day| format!("on {}", format_date(*day)),
                );
                format!("{} gives notice: their last day is {last}", self.person(person))
            }
            What::Left { person } => format!("{} has left", self.person(person)),
            What::Started { person, contract, asye, .. } => {
                let mut more = Vec::new();
                if contract != Contract::Permanent {
                    more.push(contract.label().to_lowercase());
                }
                if asye {
                    more.push("newly qualified".to_owned());
                }
                let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
                format!("{} starts{more}", self.person(person))
            }
            What::DayEnds { .. } => return None,
        };
        Some(ReplayLine { words: capital(&words), thing: self.thing(what) })
    }

    /// The plan's rules may have changed since: a step that is gone is told by its number.
    fn escalated(&self, case: CaseNo, step: u8) -> String {
        let child = self.child(case);
        self.lookup.plan.policy.escalation.get(usize::from(step)).map_or_else(
            || format!("{child} has waited until step {} of the escalation", u32::from(step) + 1),
            |step| {
                let days = words::working_days(u32::from(step.after_working_days));
                format!("{child} has waited {days}: {} is told", step.to)
            },
        )
    }

    /// The child or member of staff of the plan whom it happens to: of an allocation the child, else the worker.
    fn thing(&self, what: &What) -> Option<Thing> {
        match *what {
            What::Opened { case, again, .. } => {
                self.child_thing(case).or_else(|| again.and_then(|before| self.child_thing(before)))
            }
            What::Closed { case }
            | What::Became { case, .. }
            | What::Needs { case, .. }
            | What::NeedsNoMore { case }
            | What::Sent { case }
            | What::HeldByManager { case }
            | What::Escalated { case, .. } => self.child_thing(case),
            What::Allocated { case, to, .. } => self.child_thing(case).or_else(|| self.person_thing(to)),
            What::Away { person, .. }
            | What::Back { person, .. }
            | What::Notice { person, .. }
            | What::Left { person }
            | What::Started { person, .. } => self.person_thing(person),
            What::DayEnds { .. } => None,
        }
    }
}

fn kind(case_type: CaseType) -> String {
    lower_first(case_type.label())
}

fn need(why: NeedWhy) -> &'static str {
    match why {
        NeedWhy::Backlog => "nobody holds them yet, or a manager or a duty rota does",
        NeedWhy::New => "the work is new",
        NeedWhy::WorkerLeft => "their worker leaves or has left",
        NeedWhy::LongAbsence => "their worker is away too long",
        NeedWhy::Transfer => "the work moves there",
        NeedWhy::MayNotHold => "their worker may not hold what the work has become",
    }
}

fn away(why: AwayWhy) -> &'static str {
    match why {
        AwayWhy::ShortIllness => "a short illness",
        AwayWhy::LongIllness => "a long illness",
        AwayWhy::Leave => "annual leave",
        AwayWhy::Planned => "an absence that is in the plan",
    }
}

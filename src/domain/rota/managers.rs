//! A manager's span, supervision and own cases against what one person can do (docs/MODEL.md §18).

use super::supervision::{every_weeks, in_order};
use crate::domain::ahead::Outlook;
use crate::domain::capacity::{Loads, carried_by};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::lookup::IdMap;
use crate::domain::plan::{Plan, Role, Team, Worker};
use crate::domain::state::{Sight, spell_on};

/// Weeks of a year, and months.
const WEEKS: f64 = 52.0;
const MONTHS: f64 = 12.0;

/// What a manager's week holds, hours on average.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagerLoad {
    /// Who.
    pub manager: WorkerId,
    /// People they supervise, in post.
    pub span: u32,
    /// The most that the service wants one to supervise.
    pub most: u32,
    /// Individual supervision with its writing up, and group supervision, hours a week.
    pub supervision: f64,
    /// Children of those they supervise and of the team they manage.
    pub children: u32,
    /// Oversight of them, hours a week.
    pub oversight: f64,
    /// Children in their own name.
    pub own_cases: u32,
    /// Hours a week that those take: as much of a full week as they are of the cap of a social worker.
    pub own: f64,
    /// Everything else, hours a week.
    pub other: f64,
    /// Hours a week that they have.
    pub has: f64,
    /// The sum of what is asked of them.
    pub asked: f64,
    /// What a team of the most that the service wants would free, hours a week; zero when the span is within it.
    pub freed_by_smaller_team: f64,
    /// What that means, in a sentence.
    pub sentence: String,
}

/// Every manager of a team and everybody who supervises, the most overburdened first.
pub fn manager_loads(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads) -> Vec<ManagerLoad> {
    let plan = sight.plan();
    let date = loads.date;
    let mut supervised: IdMap<WorkerId, Vec<&Worker>> = IdMap::default();
    for worker in plan.workers.iter().filter(|worker| worker.in_post(date)) {
        if let Some(supervisor) = worker.supervisor.filter(|supervisor| *supervisor != worker.id) {
            supervised.entry(supervisor).or_default().push(worker);
        }
    }
    let children = Children::counted(sight, outlook, loads);
    let mut found: Vec<ManagerLoad> = in_order(plan)
        .into_iter()
        .filter(|worker| worker.in_post(date))
        .filter_map(|worker| {
            let people = supervised.get(&worker.id).map_or(&[][..], Vec::as_slice);
            let manages: Vec<&Team> =
                plan.teams.iter().filter(|team| team.manager == Some(worker.id)).map(AsRef::as_ref).collect();
            let one = || Week { plan, loads, worker, people, manages: &manages }.load(&children);
            (!people.is_empty() || !manages.is_empty()).then(one)
        })
        .collect();
    // As sorting keeps the order of equals, ties stay in the order of teams and names.
    found.sort_by(|one, other| (other.asked - other.has).total_cmp(&(one.asked - one.has)));
    found
}

/// Who carries each open child, and which team its work sits with.
struct Children(Vec<(Option<WorkerId>, Option<TeamId>)>);

impl Children {
    fn counted(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads) -> Self {
        let open = sight.plan().children.iter().zip(&outlook.spells);
        let open = open.filter(|(child, _)| child.is_open(loads.date));
        Self(
            open.filter_map(|(child, spells)| {
                spell_on(spells, loads.date).map(|spell| (carried_by(child, &spell), child.team))
            })
            .collect(),
        )
    }

    /// Children of these people and teams, each once; not those that `not` carries.
    fn of(&self, people: &[&Worker], teams: &[&Team], not: WorkerId) -> u32 {
        let theirs = |(carried, team): &&(Option<WorkerId>, Option<TeamId>)| {
            *carried != Some(not)
                && (carried.is_some_and(|carried| people.iter().any(|worker| worker.id == carried))
                    || team.is_some_and(|id| teams.iter().any(|team| team.id == id)))
        };
        self.0.iter().filter(theirs).count() as u32
    }
}

/// One person who manages or supervises.
struct Week<'a> {
    plan: &'a Plan,
    loads: &'a Loads,
    worker: &'a Worker,
    /// Whom they supervise, in post.
    people: &'a [&'a Worker],
    manages: &'a [&'a Team],
}

impl Week<'_> {
    fn load(&self, children: &Children) -> ManagerLoad {
        let rules = &self.plan.rota;
        let minutes = f64::from(rules.supervision_minutes) + f64::from(rules.supervision_writing_minutes);
        // 52 ÷ every weeks a year, over the 52 weeks of the year: one in so many weeks.
        let individual: f64 = self
            .people
            .iter()
            .map(|worker| minutes / 60.0 / f64::from(every_weeks(self.plan, worker, self.loads.date)))
            .sum();
        let group = rules.group_supervision_weeks.map_or(0.0, |weeks| {
            let hours = f64::from(rules.group_supervision_minutes) / 60.0 / f64::from(weeks.max(1));
            hours * self.manages.len() as f64
        });
        let watched = children.of(self.people, self.manages, self.worker.id);
        let oversight_of = |children: u32| {
            f64::from(children) * f64::from(rules.oversight_minutes_a_month) / 60.0 * MONTHS / WEEKS
        };
        let own_cases = self.loads.of(self.worker.id).children;
        let cap = self.plan.policy.role_cap(Role::SocialWorker).children;
        let own = if cap == 0 { 0.0 } else { f64::from(own_cases) / f64::from(cap) * rules.week_hours };
        // Somebody who supervises and is no manager has no manager's other work.
        let manager = self.worker.role.is_manager() || !self.manages.is_empty();
        let fte = self.worker.fte.value();
        let other = if manager { rules.manager_other_hours * fte } else { 0.0 };
        let (span, most) = (self.people.len() as u32, u32::from(self.plan.policy.most_supervised));
        let freed = if span > most {
            let theirs = children.of(self.people, &[], self.worker.id);
            (individual + oversight_of(theirs)) * f64::from(span - most) / f64::from(span)
        } else {
            0.0
        };
        let oversight = oversight_of(watched);
        let mut load = ManagerLoad {
            manager: self.worker.id,
            span,
            most,
            supervision: individual + group,
            children: watched,
            oversight,
            own_cases,
            own,
            other,
            has: rules.week_hours * fte,
            asked: individual + group + oversight + own + other,
            freed_by_smaller_team: freed,
            sentence: String::new(),
        };
        load.sentence = sentence(&self.worker.name, &load);
        load
    }
}

/// What a week means: "Moira Nash is asked for 41.2 hours a week and has 37.0 …".
fn sentence(name: &str, load: &ManagerLoad) -> String {
    let people = |number: u32| format!("{number} {}", if number == 1 { "person" } else { "people" });
    let over = load.asked - load.has;
    let mut text = if over >= 0.05 {
        format!(
            "{name} is asked for {:.1} hours a week and has {:.1}: {over:.1} too many",
            load.asked, load.has
        )
    } else {
        format!("{name} is asked for {:.1} of the {:.1} hours that they have in a week", load.asked, load.has)
    };
    if load.span > load.most {
        text = format!(
            "{text}. They supervise {}, {} more than the most of {}; a team of {} would free {:.1} hours a week",
            people(load.span),
            load.span - load.most,
            load.most,
            load.most,
            load.freed_by_smaller_team
        );
    } else if over >= 0.05 && load.own_cases > 0 {
        let cases = if load.own_cases == 1 { "case takes" } else { "cases take" };
        text = format!("{text}. Their own {} {cases} {:.1}", load.own_cases, load.own);
    }
    text
}

#[cfg(test)]
mod tests;

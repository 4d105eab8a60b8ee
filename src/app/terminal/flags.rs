//! `flags`: the children with no named social worker, on a day and over the weeks ahead, why, and what would put it
//! right.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::plan_file::{Failure, ProblemCounts, counts_of, day, iso, shown};
use super::table::{Side, Table, plain};
use super::{Answer, ByName, MOST_WEEKS, label_of};
use crate::app::words::{count, run_why, thousands, why};
use crate::domain::ahead::{Outlook, Today, UnnamedRun, responsible_manager, unnamed_runs};
use crate::domain::check::check;
use crate::domain::plan::{CaseType, Child, Words as _};
use crate::domain::remedy::Remedies;
use crate::domain::state::{ChildState, Sight};

/// How many remedies are given for each child at most.
pub const MOST_REMEDIES: usize = 3;

/// What `flags` answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlagsAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// The day that `states`, the counts and `children` are for.
    pub on: String,
    /// The last day that `ahead` looks at.
    pub horizon_to: String,
    /// How many weeks that is from `on`.
    pub horizon_weeks: u16,
    /// Children open on the day.
    pub open_children: u32,
    /// Children in each state on the day: all states, adding up to `open_children`.
    pub states: ByName,
    /// Children with no named social worker on the day, under the plan's own rules.
    pub no_named_social_worker: u32,
    /// Those of them who may never be without one.
    pub may_never_wait: u32,
    /// The rules: which states count as *no named social worker*, in words.
    pub counted_states: String,
    /// Children without a present worker on the day, whether or not one is named.
    pub without_a_present_worker: u32,
    /// Each child with no named social worker on the day, the most pressing first.
    pub children: Vec<ChildLine>,
    /// Each run of days without a named social worker that touches the days from `on` to `horizon_to`, in order.
    pub ahead: Vec<AheadLine>,
    /// How many problems the plan has.
    pub problems: ProblemCounts,
}

/// A child with no named social worker on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChildLine {
    /// The child's id in the plan.
    pub id: String,
    /// The case system's reference.
    pub reference: String,
    /// The team's name, or null.
    pub team: Option<String>,
    /// The case type's key.
    pub case_type: &'static str,
    /// The state's key.
    pub state: &'static str,
    /// Since when they have been in that state, or null when it is not recorded.
    pub since: Option<String>,
    /// Since when they have had no named social worker, or null when it is not recorded.
    pub unnamed_since: Option<String>,
    /// Working days from `unnamed_since` to the day, both counted.
    pub working_days: Option<u32>,
    /// The last day without one as far as is known; null when it goes on past the horizon.
    pub until: Option<String>,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// Whether children of this case type may never be without one.
    pub may_never_wait: bool,
    /// The name of the manager who answers for the child, or null.
    pub responsible_manager: Option<String>,
    /// Single changes that would put it right, each tried, the best first.
    pub remedies: Vec<RemedyLine>,
    /// Why there is none, when there is none.
    pub no_remedy: Option<String>,
}

/// A run of days on which a child has no named social worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AheadLine {
    /// The child's id in the plan.
    pub id: String,
    /// The case system's reference.
    pub reference: String,
    /// The team's name, or null.
    pub team: Option<String>,
    /// The case type's key.
    pub case_type: &'static str,
    /// Whether children of this case type may never be without one.
    pub may_never_wait: bool,
    /// First day; before the plan's own date where it has already begun.
    pub from: String,
    /// Last day, or the horizon's last day when it goes on past that.
    pub to: String,
    /// Whether it goes on past the horizon, as far as is known.
    pub goes_on: bool,
    /// Working days from `from` to `to`, both counted.
    pub working_days: u32,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// Single changes that would put it right, each tried, the best first.
    pub remedies: Vec<RemedyLine>,
    /// Why there is none, when there is none.
    pub no_remedy: Option<String>,
}

/// A single change that was tried and works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemedyLine {
    /// What it does.
    pub what: String,
    /// Why this and not another.
    pub because: String,
}

/// Finds the children with no named social worker on a day (the plan's own if `None`) and over the `weeks` from it
/// (the plan's own horizon if `None`).
///
/// # Errors
/// [`Failure::Usage`] for a day before the plan's own date and for no weeks or more than [`MOST_WEEKS`].
pub fn flags_answer(
    sight: &Sight<'_>,
    on: Option<NaiveDate>,
    weeks: Option<u16>,
) -> Result<FlagsAnswer, Failure> {
    let plan = sight.plan();
    let on = day(plan, on)?;
    if weeks.is_some_and(|weeks| weeks == 0 || weeks > MOST_WEEKS) {
        return Err(Failure::Usage(format!("Give a number of weeks from 1 to {MOST_WEEKS}")));
    }
    let weeks = weeks.unwrap_or(plan.about.horizon_weeks);
    let to = on.checked_add_signed(chrono::Duration::weeks(i64::from(weeks))).unwrap_or(NaiveDate::MAX);
    let outlook = Outlook { to, ..Outlook::new(sight) };
    let finder = Finder { sight, remedies: Remedies::new(sight, &outlook), on };

    let mut states = [0_u32; ChildState::ALL.len()];
    let mut without_present = 0;
    let mut children = Vec::new();
    let mut ahead = Vec::new();
    for (place, (child, spells)) in plan.children.iter().zip(&outlook.spells).enumerate() {
        let today = outlook.today(plan, place, on);
        if let Some(today) = &today {
            states[today.spell.state as usize] += 1;
            without_present += u32::from(!today.spell.present);
        }
        for run in unnamed_runs(sight, child, spells, (on, to)) {
            let line = finder.run(child, &run);
            if let Some(today) = today.filter(|today| today.spell.unnamed && run.from <= on) {
                children.push((today.unnamed_since, finder.child(child, &today, &line)));
            }
            ahead.push((run.from, run.to, line));
        }
    }
    // A child of whom nobody knows since when may have waited longest: nothing sorts before something.
    children.sort_by(|(a_since, a), (b_since, b)| {
        (!a.may_never_wait, a_since, &a.reference).cmp(&(!b.may_never_wait, b_since, &b.reference))
    });
    ahead.sort_by(|(a_from, a_to, a), (b_from, b_to, b)| {
        (a_from, a_to, &a.reference).cmp(&(b_from, b_to, &b.reference))
    });
    let children: Vec<ChildLine> = children.into_iter().map(|(_, line)| line).collect();

    Ok(FlagsAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        on: iso(on),
        horizon_to: iso(to),
        horizon_weeks: weeks,
        open_children: states.iter().sum(),
        states: ByName::states(ChildState::ALL.iter().copied().zip(states)),
        no_named_social_worker: children.len() as u32,
        may_never_wait: children.iter().filter(|child| child.may_never_wait).count() as u32,
        counted_states: plan.policy.unnamed_in_words(),
        without_a_present_worker: without_present,
        children,
        ahead: ahead.into_iter().map(|(_, _, line)| line).collect(),
        problems: counts_of(&check(sight)),
    })
}

/// Turns children and their runs into lines.
struct Finder<'s, 'p> {
    sight: &'s Sight<'p>,
    remedies: Remedies<'s, 'p>,
    on: NaiveDate,
}

impl Finder<'_, '_> {
    fn run(&self, child: &Child, run: &UnnamedRun) -> AheadLine {
        let lookup = &self.sight.lookup;
        let found = self.remedies.for_run(child, run, MOST_REMEDIES);
        let no_remedy = found.is_empty().then(|| self.remedies.nothing_works(child));
        AheadLine {
            id: child.id.to_string(),
            reference: child.reference.clone(),
            team: child.team.map(|team| lookup.team_name(team)),
            case_type: child.case_type.key(),
            may_never_wait: self.sight.plan().policy.never_wait.contains(&child.case_type),
            from: iso(run.from),
            to: iso(run.to),
            goes_on: run.goes_on,
            working_days: run.working_days,
            reason: run_why(lookup, run),
            remedies: found
                .into_iter()
                .map(|remedy| RemedyLine { what: remedy.what, because: remedy.because })
                .collect(),
            no_remedy,
        }
    }

    fn child(&self, child: &Child, today: &Today, run: &AheadLine) -> ChildLine {
        let sight = self.sight;
        let manager = responsible_manager(sight, child, &today.spell, self.on);
        ChildLine {
            id: run.id.clone(),
            reference: run.reference.clone(),
            team: run.team.clone(),
            case_type: run.case_type,
            state: today.spell.state.key(),
            since: today.since.map(iso),
            unnamed_since: today.unnamed_since.map(iso),
            working_days: today
                .unnamed_since
                .map(|since| sight.calendar.working_days_between(since, self.on)),
            until: (!run.goes_on).then(|| run.to.clone()),
            reason: why(&sight.lookup, &today.spell),
            may_never_wait: run.may_never_wait,
            responsible_manager: manager.map(|id| sight.lookup.worker_name(id)),
            remedies: run.remedies.clone(),
            no_remedy: run.no_remedy.clone(),
        }
    }
}

impl Answer for FlagsAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let on = shown(&self.on);
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        writeln!(
            out,
            "No named social worker on {on}: {} of {}",
            thousands(self.no_named_social_worker as usize),
            count(self.open_children as usize, "open child", "open children"),
        )?;
        if self.may_never_wait > 0 {
            let number = count(self.may_never_wait as usize, "child", "children");
            writeln!(out, "May never be without one, and are: {number}")?;
        }
        let absent = count(self.without_a_present_worker as usize, "child", "children");
        writeln!(out, "Without a present worker, named or not: {absent}")?;
        writeln!(out, "Counted as no named social worker: {}\n", self.counted_states)?;

        let mut states = Table::new(&[("State", Side::Left), ("Children", Side::Right)]);
        for (state, number) in &self.states.0 {
            states.row([label_of::<ChildState>(state).to_owned(), thousands(*number as usize)]);
        }
        states.row(["All open children".to_owned(), thousands(self.open_children as usize)]);
        states.write(out)?;

        if !self.children.is_empty() {
            writeln!(out, "\nNo named social worker on {on}")?;
            self.children_table().write(out)?;
        }
        let later: Vec<&AheadLine> =
            self.ahead.iter().filter(|line| line.from.as_str() > self.on.as_str()).collect();
        let to = shown(&self.horizon_to);
        if later.is_empty() {
            return writeln!(
                out,
                "\nAfter {on}: as far as is known, no other child is without a named social worker up to {to}"
            );
        }
        writeln!(out, "\nAfter {on} and up to {to}, as far as is known")?;
        ahead_table(&later).write(out)
    }
}

impl FlagsAnswer {
    fn children_table(&self) -> Table {
        let mut table = Table::new(&[
            ("Reference", Side::Left),
            ("Team", Side::Left),
            ("Case type", Side::Left),
            ("State", Side::Left),
            ("Since", Side::Left),
            ("Working days", Side::Right),
            ("Until", Side::Left),
            ("Why", Side::Left),
        ]);
        for child in &self.children {
            let mut beneath = Vec::new();
            if child.may_never_wait {
                beneath.push("May never be without a named social worker".to_owned());
            }
            if let Some(manager) = &child.responsible_manager {
                beneath.push(format!("Manager who answers for the child: {manager}"));
            }
            beneath.extend(remedy_lines(&child.remedies, child.no_remedy.as_deref()));
            table.row_with(
                [
                    child.reference.clone(),
                    child.team.clone().unwrap_or_else(|| "–".to_owned()),
                    label_of::<CaseType>(child.case_type).to_owned(),
                    label_of::<ChildState>(child.state).to_owned(),
                    child.unnamed_since.as_deref().map_or_else(|| "not recorded".to_owned(), shown),
                    child.working_days.map_or_else(|| "–".to_owned(), |days| thousands(days as usize)),
                    child.until.as_deref().map_or_else(|| "no end known".to_owned(), shown),
                    child.reason.clone(),
                ],
                &beneath,
            );
        }
        table
    }
}

fn ahead_table(lines: &[&AheadLine]) -> Table {
    let mut table = Table::new(&[
        ("Reference", Side::Left),
        ("Team", Side::Left),
        ("Case type", Side::Left),
        ("From", Side::Left),
        ("To", Side::Left),
        ("Working days", Side::Right),
        ("Why", Side::Left),
    ]);
    for line in lines {
        let mut beneath = Vec::new();
        if line.may_never_wait {
            beneath.push("May never be without a named social worker".to_owned());
        }
        beneath.extend(remedy_lines(&line.remedies, line.no_remedy.as_deref()));
        let to = shown(&line.to);
        table.row_with(
            [
                line.reference.clone(),
                line.team.clone().unwrap_or_else(|| "–".to_owned()),
                label_of::<CaseType>(line.case_type).to_owned(),
                shown(&line.from),
                if line.goes_on { format!("{to} and on") } else { to },
                thousands(line.working_days as usize),
                line.reason.clone(),
            ],
            &beneath,
        );
    }
    table
}

fn remedy_lines(remedies: &[RemedyLine], none: Option<&str>) -> Vec<String> {
    let tried = remedies.iter().enumerate().map(|(i, remedy)| {
        let start = if i == 0 { "To put it right" } else { "or" };
        format!("{start}: {} ({})", remedy.what, remedy.because)
    });
    tried.chain(none.map(str::to_owned)).collect()
}

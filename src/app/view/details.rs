//! The panel at the right: what is selected, its facts in sentences, what would put it right, and its form.

use super::form::FormView;
use super::record_form::form;
use crate::app::reading::Reading;
use crate::app::view::children::{Wanted, visit_due};
use crate::app::view::forecast::children::child_facts;
use crate::app::view::forecast::teams::team_facts;
use crate::app::view::teams;
use crate::app::words;
use crate::domain::ahead::{UnnamedRun, last_worker, responsible_manager};
use crate::domain::calendar::format_date;
use crate::domain::capacity::cap_on;
use crate::domain::edit::{Edit, name_of};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{Decision, Plan, Words as _, lower_first};
use crate::domain::remedy::Remedy;
use crate::domain::sim::Summary;

/// Everything the panel shows of one thing.
#[derive(Clone, Debug)]
pub struct Details {
    /// The thing.
    pub thing: Thing,
    /// What it is called.
    pub title: String,
    /// What kind of thing it is.
    pub kind: &'static str,
    /// What there is to say, a sentence a line.
    pub facts: Vec<String>,
    /// Things that belong with it: what they are called, and what they are.
    pub links: Vec<(String, Thing)>,
    /// Children behind it, to be shown on the children screen.
    pub children: Option<(String, Wanted)>,
    /// Runs of days without a named social worker, each with what would put it right.
    pub runs: Vec<RunView>,
    /// What is wrong with it.
    pub problems: Vec<String>,
    /// Its form.
    pub form: FormView,
}

/// A run of days without a named social worker, with its remedies.
#[derive(Clone, Debug)]
pub struct RunView {
    /// From, to, how long.
    pub when: String,
    /// Why.
    pub why: String,
    /// Single changes that were tried and work.
    pub remedies: Vec<Remedy>,
    /// Why there are none.
    pub none: Option<String>,
}

/// The panel's content, or `None` when the thing is not in the plan. With a forecast also what is likely.
pub fn details(reading: &Reading, summary: Option<&Summary>, thing: Thing) -> Option<Details> {
    let plan = &reading.plan;
    let mut form = form(plan, thing)?;
    // The name stands above it already.
    "As recorded".clone_into(&mut form.title);
    let mut details = Details {
        thing,
        title: name_of(plan, thing),
        kind: kind_of(thing),
        facts: Vec::new(),
        links: links(plan, thing),
        children: None,
        runs: Vec::new(),
        problems: reading
            .problems_of(thing)
            .map(|problem| format!("{}. {}", problem.what, problem.fix))
            .collect(),
        form,
    };
    match thing {
        Thing::Child(id) => child(reading, summary, id, &mut details),
        Thing::Worker(id) => worker(reading, id, &mut details),
        Thing::Team(id) => team(reading, summary, id, &mut details),
        Thing::Absence(id) => {
            if let Some(absence) = plan.absences.get(id) {
                let days = crate::app::view::absences::working_days(reading, absence);
                let children = reading.loads.of(absence.worker).children;
                details.facts.push(format!(
                    "{} on which they would have worked; {} in their name",
                    words::working_days(days),
                    words::count(children as usize, "child", "children")
                ));
                let of = Wanted { worker: Some(absence.worker), ..Wanted::default() };
                details.children = Some(("Show their children".to_owned(), of));
            }
        }
        _ => {}
    }
    Some(details)
}

/// A remedy as it is done: the change, and a line in the log of who decided it and why.
fn decided(plan: &Plan, child: ChildId, remedy: &Remedy) -> Edit {
    let decision = Decision {
        on: plan.about.as_at,
        by: plan.about.author.clone(),
        child: Some(child),
        what: remedy.what.clone(),
        why: remedy.because.clone(),
    };
    Edit::Together {
        label: lower_first(&remedy.what),
        edits: vec![remedy.edit.clone(), Edit::Decide(decision)],
    }
}

/// The things that a thing belongs with.
fn links(plan: &Plan, thing: Thing) -> Vec<(String, Thing)> {
    let team = |id: Option<TeamId>| id.map(|id| ("Team".to_owned(), Thing::Team(id)));
    let person = |what: &str, id: Option<WorkerId>| id.map(|id| (what.to_owned(), Thing::Worker(id)));
    let found: Vec<(String, Thing)> = match thing {
        Thing::Child(id) => plan.children.get(id).map_or_else(Vec::new, |child| {
            let family = child.family.map(|family| ("Family".to_owned(), Thing::Family(family)));
            person("Held by", child.holder.worker_on(plan.about.as_at))
                .into_iter()
                .chain(team(child.team))
                .chain(family)
                .collect()
        }),
        Thing::Worker(id) => plan.workers.get(id).map_or_else(Vec::new, |worker| {
            let post = plan.posts.iter().find(|post| post.filling.worker() == Some(id));
            let post = post.map(|post| ("Post".to_owned(), Thing::Post(post.id)));
            team(worker.team)
                .into_iter()
                .chain(person("Supervised by", worker.supervisor))
                .chain(post)
                .collect()
        }),
        Thing::Absence(id) => plan.absences.get(id).map_or_else(Vec::new, |absence| {
            let covers = absence.cover.iter().map(|cover| ("Cover".to_owned(), Thing::Worker(*cover)));
            person("Who", Some(absence.worker)).into_iter().chain(covers).collect()
        }),
        Thing::Post(id) => plan.posts.get(id).map_or_else(Vec::new, |post| {
            person("Filled or covered by", post.filling.worker()).into_iter().chain(team(post.team)).collect()
        }),
        Thing::Team(id) => plan
            .teams
            .get(id)
            .map_or_else(Vec::new, |team| person("Manager", team.manager).into_iter().collect()),
        Thing::Family(id) => plan
            .children
            .iter()
            .filter(|child| child.family == Some(id))
            .map(|child| ("Child".to_owned(), Thing::Child(child.id)))
            .collect(),
        _ => Vec::new(),
    };
    found.into_iter().map(|(what, to)| (format!("{what}: {}", name_of(plan, to)), to)).collect()
}

fn kind_of(thing: Thing) -> &'static str {
    match thing {
        Thing::About => "Plan",
        Thing::Calendar => "Calendar",
        Thing::Policy => "Rules",
        Thing::Demand => "Demand",
        Thing::Workforce => "Workforce",
        Thing::Forecast => "Forecast settings",
        Thing::Target => "Promises and costs",
        Thing::Rota => "Rules of the rota",
        Thing::Decisions => "Decisions",
        Thing::Team(_) => "Team",
        Thing::Post(_) => "Post",
        Thing::Worker(_) => "Member of staff",
        Thing::Absence(_) => "Absence",
        Thing::Family(_) => "Family",
        Thing::Child(_) => "Child",
        Thing::Scenario(_) => "Scenario",
    }
}

fn child(reading: &Reading, summary: Option<&Summary>, id: ChildId, details: &mut Details) {
    let plan = &reading.plan;
    let Some(place) = plan.children.iter().position(|child| child.id == id) else { return };
    let Some(child) = plan.children.at(place) else { return };
    let Some(today) = reading.today.get(place).copied().flatten() else {
        details.facts.push("Not open on the plan’s date".to_owned());
        return;
    };
    let sight = reading.sight();
    let facts = &mut details.facts;
    let flag = if today.spell.unnamed {
        "no named social worker"
    } else {
        "has a named social worker, or needs none"
    };
    facts.push(format!("{}: {flag}", today.spell.state.label()));
    facts.push(words::why(&sight.lookup, &today.spell));
    if let (Some(since), Some(days)) = (today.unnamed_since, reading.working_days_without(&today)) {
        facts.push(format!(
            "Without a named social worker since {}: {}, {}",
            format_date(since),
            words::working_days(days),
            words::count(
                (reading.on - since).num_days().max(0) as usize + 1,
                "calendar day",
                "calendar days"
            )
        ));
    } else if let Some(since) = today.since {
        facts.push(format!(
            "In this state since {}: {}, {}",
            format_date(since),
            words::working_days(reading.calendar.working_days_between(since, reading.on)),
            words::count(
                (reading.on - since).num_days().max(0) as usize + 1,
                "calendar day",
                "calendar days"
            )
        ));
    } else {
        facts.push("Since when is not recorded".to_owned());
    }
    if today.spell.unnamed && reading.may_never_wait(child) {
        facts.push(format!("{}: may never wait for a named social worker", child.case_type.label()));
    }
    if let Some(manager) = responsible_manager(&sight, child, &today.spell, reading.on) {
        facts.push(format!("{} answers for them", sight.lookup.worker_name(manager)));
    }
    if let Some(last) = last_worker(&sight, child) {
        facts.push(format!("Last held by {last}"));
    }
    if let Some(due) = visit_due(reading, child) {
        let overdue = if due < reading.on { ", overdue" } else { "" };
        facts.push(format!("Visit due by {}{overdue}", format_date(due)));
    }
    if let Some(summary) = summary {
        facts.extend(child_facts(summary, id, &today));
    }
    let runs: Vec<&UnnamedRun> = reading.runs_of(id).collect();
    for run in runs {
        let (mut remedies, none) = reading.remedies(run, 3);
        for remedy in &mut remedies {
            remedy.edit = decided(plan, id, remedy);
        }
        let until = if run.goes_on {
            format!("goes on past {}", format_date(run.to))
        } else {
            format!("until {}", format_date(run.to))
        };
        details.runs.push(RunView {
            when: format!(
                "From {}, {until} ({})",
                format_date(run.from),
                words::working_days(run.working_days)
            ),
            why: words::run_why(&sight.lookup, run),
            remedies,
            none,
        });
    }
    if let Some(family) = child.family {
        let siblings: Vec<ChildId> =
            plan.children.iter().filter(|other| other.family == Some(family)).map(|other| other.id).collect();
        if siblings.len() > 1 {
            let of = Wanted { only: Some(siblings.clone()), ..Wanted::default() };
            details.children = Some((format!("Show the family ({})", siblings.len()), of));
        }
    }
}

fn worker(reading: &Reading, id: WorkerId, details: &mut Details) {
    let sight = reading.sight();
    let Some(worker) = sight.lookup.worker(id) else { return };
    let load = reading.loads.of(id);
    if worker.role.holds_cases() || load.children > 0 {
        let cap = cap_on(&sight, worker, reading.on);
        let over = if load.is_over(&cap) { ", over it" } else { "" };
        details.facts.push(format!(
            "{} against a cap of {} today{over}",
            words::count(load.children as usize, "child", "children"),
            cap.children
        ));
        if reading.plan.policy.weights_cases() {
            details.facts.push(format!(
                "{} points{}",
                load.points,
                cap.points.map_or_else(String::new, |points| format!(" against {points}"))
            ));
        }
    }
    if let Some(span) = reading.figures.spans.iter().find(|span| span.manager == id) {
        details.facts.push(format!(
            "Supervises {}; the rules say {} at most",
            words::count(span.supervises as usize, "person", "people"),
            reading.plan.policy.most_supervised
        ));
    }
    if let Some(last) = worker.last_day {
        let verb = if last < reading.on { "Left on" } else { "Leaves on" };
        details.facts.push(format!("{verb} {}", format_date(last)));
    }
    let mut absences: Vec<_> = sight
        .lookup
        .absences_of(id)
        .filter(|absence| absence.known_last_day().is_none_or(|last| reading.on <= last))
        .collect();
    absences.sort_by_key(|absence| absence.first_day);
    for absence in absences.iter().take(4) {
        let until = absence
            .known_last_day()
            .map_or_else(|| "no return date".to_owned(), |last| format!("to {}", format_date(last)));
        details.facts.push(format!(
            "{} from {} {until}{}",
            absence.kind.label(),
            format_date(absence.first_day),
            if absence.cover.is_empty() { ", nobody named as cover" } else { "" }
        ));
    }
    let held =
        reading.plan.children.iter().filter(|child| child.holder.worker_on(reading.on) == Some(id)).count();
    if held > 0 {
        let of = Wanted { worker: Some(id), ..Wanted::default() };
        details.children = Some((format!("Show their {}", words::count(held, "child", "children")), of));
    }
}

fn team(reading: &Reading, summary: Option<&Summary>, id: TeamId, details: &mut Details) {
    let (load, caps, free) = teams::capacity(reading, id);
    let open = reading.open().filter(|(_, child, _)| child.team == Some(id)).count();
    let flagged = reading.flagged().filter(|(_, child, _)| child.team == Some(id)).count();
    details.facts.push(format!(
        "{}, {} with no named social worker today",
        words::count(open, "open child", "open children"),
        words::thousands(flagged)
    ));
    details.facts.push(format!(
        "Social workers hold {} against caps of {caps} in all; {} today",
        words::count(load as usize, "child", "children"),
        words::count(free as usize, "free place", "free places")
    ));
    if let Some(summary) = summary {
        details.facts.extend(team_facts(reading, summary, id));
    }
    let of = Wanted { team: Some(id), ..Wanted::default() };
    details.children = Some((format!("Show the team’s {}", words::count(open, "child", "children")), of));
}

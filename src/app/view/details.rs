//! The panel at the right: what is selected, its facts in sentences, what would put it right, and its form.

use super::form::{ChoiceItem, FieldView, FormGroup, FormView, Input};
use crate::app::reading::Reading;
use crate::app::view::children::{Wanted, visit_due};
use crate::app::view::teams;
use crate::app::words;
use crate::domain::ahead::{UnnamedRun, last_worker, responsible_manager};
use crate::domain::calendar::format_date;
use crate::domain::capacity::cap_on;
use crate::domain::edit::{Edit, name_of};
use crate::domain::fields::{self, FieldInfo, Kind, Value};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{Decision, Holder, Plan, Role, Words as _, lower_first};
use crate::domain::remedy::Remedy;

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

/// The panel's content, or `None` when the thing is not in the plan.
pub fn details(reading: &Reading, thing: Thing) -> Option<Details> {
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
        Thing::Child(id) => child(reading, id, &mut details),
        Thing::Worker(id) => worker(reading, id, &mut details),
        Thing::Team(id) => team(reading, id, &mut details),
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

fn child(reading: &Reading, id: ChildId, details: &mut Details) {
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

fn team(reading: &Reading, id: TeamId, details: &mut Details) {
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
    let of = Wanted { team: Some(id), ..Wanted::default() };
    details.children = Some((format!("Show the team’s {}", words::count(open, "child", "children")), of));
}

/// The form of a thing: every field it has, in groups. `None` when it is not in the plan.
pub fn form(plan: &Plan, thing: Thing) -> Option<FormView> {
    let all = fields::all(plan, thing);
    if all.is_empty() {
        return None;
    }
    // The panel and the screen already say what the form is about.
    let mut view = FormView { title: String::new(), groups: Vec::new() };
    for (info, value) in all {
        if view.groups.last().is_none_or(|group| group.title != info.group) {
            view.groups.push(FormGroup { title: info.group.to_owned(), fields: Vec::new() });
        }
        let Some(group) = view.groups.last_mut() else { continue };
        group.fields.push(field(plan, info, &value));
        if info.kind == Kind::Holder {
            group.fields.extend(handover_fields(plan, &value));
        }
    }
    Some(view)
}

fn items(words: &[(&'static str, &'static str)]) -> Vec<ChoiceItem> {
    words.iter().map(|(key, label)| ChoiceItem::new(*key, *label)).collect()
}

fn team_items(plan: &Plan) -> Vec<ChoiceItem> {
    plan.teams.iter().map(|team| ChoiceItem::new(team.id.to_string(), &team.name)).collect()
}

fn staff_items(plan: &Plan) -> Vec<ChoiceItem> {
    let mut items: Vec<ChoiceItem> = plan
        .workers
        .iter()
        .map(|worker| {
            ChoiceItem::new(worker.id.to_string(), format!("{} ({})", worker.name, worker.role.label()))
        })
        .collect();
    items.sort_by_cached_key(|item| item.label.to_lowercase());
    items
}

fn field(plan: &Plan, info: &FieldInfo, value: &str) -> FieldView {
    let mut value = value.to_owned();
    let input = match &info.kind {
        Kind::Text if info.key == "notes" => Input::Lines,
        Kind::Text => Input::Text,
        Kind::Lines => Input::Lines,
        Kind::Number => Input::Number,
        Kind::Date | Kind::OptionalDate => Input::Date,
        Kind::Flag => Input::Flag,
        Kind::Choice(words) => Input::Choice(items(words)),
        Kind::Several(words) => Input::Several(items(words)),
        Kind::Team => Input::OptionalChoice(team_items(plan)),
        Kind::Worker => Input::OptionalChoice(staff_items(plan)),
        Kind::Workers => Input::Several(staff_items(plan)),
        Kind::Family => Input::OptionalChoice(
            plan.families
                .iter()
                .map(|family| ChoiceItem::new(family.id.to_string(), &family.reference))
                .collect(),
        ),
        Kind::Days => {
            value = value.replace(' ', ", ");
            Input::Several(
                ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
                    .map(|day| ChoiceItem::new(day, day))
                    .to_vec(),
            )
        }
        Kind::Holder => {
            // A transfer is shown by its sender; where the child moves to has fields of its own.
            value = Holder::read(&value).map_or(value, |holder| match holder {
                Holder::Transfer { sender: Some(sender), .. } => format!("worker {sender}"),
                Holder::Transfer { .. } => "sent".to_owned(),
                holder => holder.show(),
            });
            Input::Choice(holder_items(plan))
        }
    };
    let view = FieldView::new(&info.key, &info.label, value, input).hint(&info.hint);
    if info.assumption { view.note("assumption, not sourced") } else { view }
}

/// Everything that can hold a child, as the text of a holder.
fn holder_items(plan: &Plan) -> Vec<ChoiceItem> {
    let mut people: Vec<&crate::domain::plan::Worker> = plan.workers.iter().map(AsRef::as_ref).collect();
    people.sort_by_cached_key(|worker| worker.name.to_lowercase());
    // A social worker and a manager can each be recorded as either: what a list says may differ from the role.
    let recorded: std::collections::HashSet<(WorkerId, bool)> = plan
        .children
        .iter()
        .filter_map(|child| match child.holder {
            Holder::Worker(worker) => Some((worker, false)),
            Holder::Manager(worker) => Some((worker, true)),
            _ => None,
        })
        .collect();
    let mut items = Vec::with_capacity(people.len() * 2 + plan.teams.len() * 2 + 3);
    for worker in &people {
        let holder = match worker.role {
            role if role.is_manager() => Holder::Manager(worker.id),
            Role::PersonalAdviser => Holder::PersonalAdviser(worker.id),
            role if !role.is_registered() => Holder::LeadPractitioner(worker.id),
            _ => Holder::Worker(worker.id),
        };
        let label = format!("{} ({})", worker.name, worker.role.label());
        for (other, manager) in [(Holder::Worker(worker.id), false), (Holder::Manager(worker.id), true)] {
            if holder != other && recorded.contains(&(worker.id, manager)) {
                items.push(ChoiceItem::new(other.show(), format!("{label}, as recorded")));
            }
        }
        items.push(ChoiceItem::new(holder.show(), label));
    }
    items.push(ChoiceItem::new("nobody", "Nobody"));
    items.push(ChoiceItem::new("sent", "Sent to another team, not yet picked up"));
    items.push(ChoiceItem::new("awaiting closure", "Awaiting closure"));
    for team in &plan.teams {
        items.push(ChoiceItem::new(Holder::Tray(team.id).show(), format!("Tray of {}", team.name)));
        items.push(ChoiceItem::new(Holder::DutyRota(team.id).show(), format!("Duty rota of {}", team.name)));
    }
    for worker in people.iter().filter(|worker| worker.role.holds_cases()) {
        items.push(ChoiceItem::new(
            Holder::DutyWorker(worker.id).show(),
            format!("{}, as duty worker", worker.name),
        ));
        let closing = Holder::AwaitingClosure(Some(worker.id));
        items.push(ChoiceItem::new(closing.show(), format!("{}, awaiting closure", worker.name)));
    }
    items
}

/// The fields of an agreed handover, which are parts of the holder.
fn handover_fields(plan: &Plan, holder: &str) -> Vec<FieldView> {
    let (to, receiver, on) = match Holder::read(holder) {
        Ok(Holder::Transfer { to, receiver, on, .. }) => (Some(to), receiver, on),
        _ => (None, None, None),
    };
    vec![
        FieldView::new("holder.to", "Moves to team", to.show(), Input::OptionalChoice(team_items(plan)))
            .hint("The team that the child is to move to, or has been sent to"),
        FieldView::new(
            "holder.for",
            "Next worker",
            receiver.show(),
            Input::OptionalChoice(staff_items(plan)),
        )
        .hint("Who takes over on the day of the handover. Empty: nobody is named"),
        FieldView::new("holder.on", "Handover on", on.show(), Input::Date)
            .hint("The day of the handover. Empty: not agreed yet"),
    ]
}

/// Turns what was typed in a field of the form into the field and text of an edit: the handover's own fields and
/// "sent" are parts of the holder.
///
/// # Errors
/// A sentence, when the parts do not make a holder.
pub fn edit_of(plan: &Plan, thing: Thing, key: &str, text: &str) -> Result<(String, String), String> {
    let Thing::Child(id) = thing else { return Ok((key.to_owned(), text.to_owned())) };
    let Some(child) = plan.children.get(id) else { return Ok((key.to_owned(), text.to_owned())) };
    let now = &child.holder;
    let holder = match key {
        "holder" if text == "sent" => {
            let to = child.team.ok_or("Choose the child’s team first")?;
            Holder::Transfer { from: None, to, sender: None, receiver: None, on: None }
        }
        "holder" => match (now, Holder::read(text)?) {
            // Another sender in an agreed transfer: the transfer stands.
            (Holder::Transfer { from, to, receiver, on, .. }, Holder::Worker(sender)) => {
                Holder::Transfer { from: *from, to: *to, sender: Some(sender), receiver: *receiver, on: *on }
            }
            (_, holder) => holder,
        },
        "holder.to" | "holder.for" | "holder.on" => {
            let (from, to, sender, receiver, on) = match now {
                Holder::Transfer { from, to, sender, receiver, on } => {
                    (*from, Some(*to), *sender, *receiver, *on)
                }
                other => (child.team, None, other.worker(), None, None),
            };
            let (mut to, mut receiver, mut on) = (to, receiver, on);
            match key {
                "holder.to" => to = Value::read(text)?,
                "holder.for" => receiver = Value::read(text)?,
                _ => on = Value::read(text)?,
            }
            let next_team =
                receiver.and_then(|id: WorkerId| plan.workers.get(id)).and_then(|worker| worker.team);
            match to.or(if key == "holder.to" { None } else { next_team.or(child.team) }) {
                Some(to) if key == "holder.to" || to_is_wanted(now, receiver, on) => {
                    Holder::Transfer { from, to, sender, receiver, on }
                }
                // Nothing is agreed any more: the child stays where they are.
                _ => sender.map(Holder::Worker).or(child.team.map(Holder::Tray)).unwrap_or(Holder::Nobody),
            }
        }
        _ => return Ok((key.to_owned(), text.to_owned())),
    };
    Ok(("holder".to_owned(), holder.show()))
}

/// Whether a handover still says anything once one of its parts has been emptied.
fn to_is_wanted(now: &Holder, receiver: Option<WorkerId>, on: Option<chrono::NaiveDate>) -> bool {
    matches!(now, Holder::Transfer { .. }) || receiver.is_some() || on.is_some()
}

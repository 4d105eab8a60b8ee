//! One child: made new from what the lists say, or brought up to date.
//!
//! A list is compared with the list before it ([`ListFacts`]), not with the plan: what the lists repeat leaves the plan
//! as it is, typed or not; what the list changes is taken, and said.

use chrono::NaiveDate;

use super::children::same_words;
use super::facts::Facts;
use super::meaning::{Known, Meaning, read_again, written};
use super::{ChangeKind, ChangeLine};
use crate::app::import::TeamNames;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::edit::settle_handover;
use crate::domain::ids::{ChildId, FamilyId, TeamId, Thing, WorkerId};
use crate::domain::plan::{
    CaseType, Child, DueKind, Holder, ListFacts, Need, PastHolder, PastWorker, Plan, Priority, Words as _,
};

/// Stands behind the worker in [`ListFacts`] where the list said that only the closure is awaited.
pub(super) const CLOSING: &str = " (closing)";

/// What a child is read against.
pub(super) struct Scene<'a> {
    /// The plan before the lists.
    pub base: &'a Plan,
    /// Staff, teams and the manager's choices.
    pub known: Known<'a>,
    /// All names of teams.
    pub team_names: &'a TeamNames,
}

impl Scene<'_> {
    fn as_at(&self) -> NaiveDate {
        self.known.options.as_at
    }
    fn team(&self, name: &str) -> Option<TeamId> {
        self.known.teams.find(name)
    }
    fn team_name(&self, id: Option<TeamId>) -> String {
        id.map_or_else(String::new, |id| self.known.teams.name(id))
    }
    /// What an earlier list meant by a worker's cell, with the staff and roles of today, and whether it said that only
    /// the closure was awaited.
    fn meant(&self, last: &ListFacts, team: Option<TeamId>) -> (Meaning, bool) {
        let team = self.team(&last.team).or(team);
        let (text, closing) =
            last.worker.strip_suffix(CLOSING).map_or((last.worker.as_str(), false), |text| (text, true));
        (self.known.meaning(&read_again(text, self.team_names), team), closing)
    }
}

/// Who holds a child, in a few words.
pub(super) fn holder_words(scene: &Scene<'_>, holder: &Holder) -> String {
    let name = |id: &WorkerId| scene.known.people.name(*id);
    match holder {
        Holder::Worker(w) => name(w),
        Holder::Manager(w) => format!("{} (manager)", name(w)),
        Holder::DutyWorker(w) => format!("{} (duty)", name(w)),
        Holder::LeadPractitioner(w) => format!("{} (practitioner)", name(w)),
        Holder::PersonalAdviser(w) => format!("{} (personal adviser)", name(w)),
        Holder::DutyRota(team) => format!("Duty rota, {}", scene.team_name(Some(*team))),
        Holder::Tray(team) => format!("Tray, {}", scene.team_name(Some(*team))),
        Holder::Nobody => "Nobody".to_owned(),
        Holder::Transfer { to, .. } => format!("Moving to {}", scene.team_name(Some(*to))),
        Holder::AwaitingClosure(_) => "Awaiting closure".to_owned(),
    }
}

fn list_facts(
    scene: &Scene<'_>,
    facts: &Facts<'_>,
    case_type: CaseType,
    last: Option<&ListFacts>,
) -> ListFacts {
    let kept = |text: Option<&str>, last: Option<&String>| {
        text.map_or_else(|| last.cloned().unwrap_or_default(), str::to_owned)
    };
    let closing = if facts.closing { CLOSING } else { "" };
    let worker = facts.says_worker.then(|| written(&facts.worker) + closing);
    ListFacts {
        as_at: scene.as_at(),
        team: kept(facts.team, last.map(|last| &last.team)),
        worker: kept(worker.as_deref(), last.map(|last| &last.worker)),
        case_type: facts.case_type.or(last.map(|last| last.case_type)).unwrap_or(case_type),
    }
}

/// The holder that the lists say, closing work included.
fn said_holder(facts: &Facts<'_>, meaning: &Meaning) -> Holder {
    closing_holder(meaning.holder(), facts.closing)
}

fn closing_holder(holder: Holder, closing: bool) -> Holder {
    if closing { Holder::AwaitingClosure(holder.worker()) } else { holder }
}

/// A child who is not in the plan.
pub(super) fn new(scene: &Scene<'_>, id: ChildId, facts: &Facts<'_>, family: Option<FamilyId>) -> Child {
    let team = facts.team.and_then(|name| scene.team(name));
    let meaning = scene.known.meaning(&facts.worker, team);
    let case_type = facts.case_type.unwrap_or(CaseType::ChildInNeed);
    let notes: Vec<String> = facts.others.iter().map(|(name, what)| format!("{what}: {name}")).collect();
    // A rota or tray of a named team says where the child is, where the list has no other word for it.
    let team = team.or(match meaning {
        Meaning::Rota(team) | Meaning::Waiting(Some(team)) => Some(team),
        Meaning::Held(id, _) => scene.known.people.by_id(id).and_then(|worker| worker.team),
        _ => None,
    });
    Child {
        family,
        team,
        case_type,
        priority: facts.priority.unwrap_or(Priority::Medium),
        holder: said_holder(facts, &meaning),
        held_since: facts.allocated_since,
        opened: facts.opened,
        closes: facts.closes,
        turns_18: facts.turns_18,
        last_seen: facts.last_seen,
        due: facts.due.clone(),
        needs: if facts.in_court { vec![Need::Court] } else { Vec::new() },
        last_list: Some(list_facts(scene, facts, case_type, None)),
        notes: notes.join("\n"),
        ..Child::new(id, facts.reference, team, case_type)
    }
}

/// A child of the plan brought up to date, with a line for each thing that changed.
pub(super) fn update(
    scene: &Scene<'_>,
    before: &Child,
    facts: &Facts<'_>,
    family: Option<FamilyId>,
) -> (Child, Vec<ChangeLine>) {
    let mut child = before.clone();
    let mut lines = Lines { child: before, lines: Vec::new() };
    let day = format_date(scene.as_at());
    let last = before.last_list.as_ref();
    let source = last.map_or_else(
        || format!("the list of {day} says so; the child was typed in before"),
        |last| format!("the list of {day} differs from that of {}", format_date(last.as_at)),
    );
    if let Some(team) = facts.team.and_then(|name| scene.team(name)) {
        let unchanged = last.is_some_and(|last| {
            facts.team.is_some_and(|now| same_words(&last.team, now)) || scene.team(&last.team) == Some(team)
        });
        if !unchanged && child.team != Some(team) {
            let typed = last.is_none_or(|last| child.team != scene.team(&last.team));
            let (was, is) = (scene.team_name(child.team), scene.team_name(Some(team)));
            lines.add("Team", was, is, &source, typed);
            child.team = Some(team);
        }
    }
    if let Some(case_type) = facts.case_type
        && last.is_none_or(|last| last.case_type != case_type)
        && child.case_type != case_type
    {
        let typed = last.is_none_or(|last| child.case_type != last.case_type);
        lines.add("Case type", child.case_type.label(), case_type.label(), &source, typed);
        child.case_type = case_type;
    }
    if facts.says_worker {
        take_holder(scene, &mut child, facts, &mut lines, &source);
    }
    if facts.in_court && child.case_type != before.case_type && !child.needs.contains(&Need::Court) {
        lines.add("Needs", "", "Court", "an interim order means care proceedings", false);
        child.needs.push(Need::Court);
    }
    dates(scene, &mut child, facts, &mut lines, &day);
    if let (None, Some(family)) = (child.family, family) {
        lines.add("Family", "", facts.family.unwrap_or(""), &format!("the list of {day} says so"), false);
        child.family = Some(family);
    }
    child.last_list = Some(list_facts(scene, facts, child.case_type, last));
    (child, lines.lines)
}

/// Takes the list's holder where the list has changed its mind since the list before.
fn take_holder(scene: &Scene<'_>, child: &mut Child, facts: &Facts<'_>, lines: &mut Lines<'_>, source: &str) {
    let last = child.last_list.clone();
    // A tray follows the team that the list says, or else the one the child is in.
    let team = facts.team.and_then(|name| scene.team(name)).or(child.team);
    let meaning = scene.known.meaning(&facts.worker, team);
    let said = said_holder(facts, &meaning);
    if child.holder == said {
        return since(child, facts, lines);
    }
    let meant = last.as_ref().map(|last| scene.meant(last, team));
    if meant.as_ref().is_some_and(|(meant, closing)| *meant == meaning && *closing == facts.closing) {
        if child.holder.worker().is_some() && child.holder.worker() == said.worker() {
            since(child, facts, lines);
        }
        return;
    }
    let handed_over = match child.holder {
        Holder::Transfer { receiver: Some(receiver), on, .. } if said.worker() == Some(receiver) => Some(on),
        _ => None,
    };
    let as_at = scene.as_at();
    let typed = handed_over.is_none()
        && meant.as_ref().is_none_or(|(meant, closing)| {
            let implied = closing_holder(meant.holder(), *closing);
            child.holder != implied
                && (child.holder.worker().is_none() || child.holder.worker() != implied.worker())
        });
    let agreed = handed_over.flatten().filter(|on| *on <= as_at);
    let changed_on = facts.allocated_since.or(agreed).unwrap_or(as_at);
    let mut why =
        if handed_over.is_some() { "the agreed handover has happened".to_owned() } else { source.to_owned() };
    if facts.allocated_since.is_none() && agreed.is_none() {
        why.push_str("; since when is not said, so the date of the list is used");
    }
    let (was, is) = (holder_words(scene, &child.holder), holder_words(scene, &said));
    lines.add("Holder", was, is, &why, typed);
    let same_person = child.holder.worker().is_some() && child.holder.worker() == said.worker();
    // From one tray to another a child goes on waiting: the clock runs on.
    let waiting = |holder: &Holder| matches!(holder, Holder::Tray(_) | Holder::Nobody);
    if same_person || (waiting(&child.holder) && waiting(&said)) {
        child.holder = said;
        return since(child, facts, lines);
    }
    if handed_over.is_none() {
        settle_handover(scene.base, child, as_at);
    }
    if let Some(previous) = named_worker(scene, &child.holder) {
        let left = scene.known.people.by_id(previous).and_then(|worker| worker.last_day);
        let until = changed_on.pred_opt().unwrap_or(changed_on);
        let until = left.map_or(until, |left| left.min(until));
        child.past_workers.push(PastWorker {
            who: PastHolder::Worker(previous),
            from: child.held_since,
            to: child.held_since.map_or(until, |from| from.max(until)),
            reason: None,
        });
    }
    child.holder = said;
    child.held_since = Some(changed_on);
}

/// The list's date of allocation, where it is about whoever holds the child.
fn since(child: &mut Child, facts: &Facts<'_>, lines: &mut Lines<'_>) {
    if let Some(since) = facts.allocated_since.filter(|since| child.held_since != Some(*since)) {
        let was = words::date_or_dash(child.held_since);
        lines.add("Held since", was, format_date(since), "the list gives this date", false);
        child.held_since = Some(since);
    }
}

/// The named worker whose time with the child belongs in the history; not a manager standing in.
fn named_worker(scene: &Scene<'_>, holder: &Holder) -> Option<WorkerId> {
    let id = match holder {
        Holder::Worker(w)
        | Holder::DutyWorker(w)
        | Holder::LeadPractitioner(w)
        | Holder::PersonalAdviser(w)
        | Holder::AwaitingClosure(Some(w))
        | Holder::Transfer { sender: Some(w), .. } => *w,
        _ => return None,
    };
    // As they stood before this list: a promotion does not undo what they were to the child.
    let before = scene.base.workers.at(scene.known.people.place_of(id)?)?;
    (!before.role.is_manager()).then_some(id)
}

/// Dates follow the list wherever it gives one; the later of two sightings stands.
fn dates(scene: &Scene<'_>, child: &mut Child, facts: &Facts<'_>, lines: &mut Lines<'_>, day: &str) {
    let as_at = scene.as_at();
    let why = format!("the list of {day} says so");
    let mut take = |field, mine: &mut Option<NaiveDate>, said: Option<NaiveDate>| {
        if let Some(said) = said.filter(|said| *mine != Some(*said)) {
            lines.add(field, words::date_or_dash(*mine), format_date(said), &why, false);
            *mine = Some(said);
        }
    };
    take("Opened", &mut child.opened, facts.opened);
    take("Turns 18", &mut child.turns_18, facts.turns_18);
    let seen = facts.last_seen.filter(|seen| child.last_seen.is_none_or(|known| known < *seen));
    take("Last seen", &mut child.last_seen, seen);
    if facts.closes.is_some() {
        take("Closes", &mut child.closes, facts.closes);
    } else if let Some(closed) = child.closes.filter(|closes| *closes < as_at) {
        let why = format!("open in the list of {day}");
        let closed = format_date(closed);
        lines.push(ChangeKind::Reopened, ("Closes", &closed, "Open again"), &why, false);
        child.closes = None;
    }
    for due in &facts.due {
        let field = match due.kind {
            DueKind::Visit => "Visit due",
            _ => "Review due",
        };
        match child.due.iter_mut().find(|known| known.kind == due.kind) {
            Some(known) if known.on == due.on => {}
            Some(known) => {
                lines.add(field, format_date(known.on), format_date(due.on), &why, false);
                known.on = due.on;
            }
            None => {
                lines.add(field, "", format_date(due.on), &why, false);
                child.due.push(due.clone());
            }
        }
    }
}

/// The lines of one child.
struct Lines<'a> {
    child: &'a Child,
    lines: Vec<ChangeLine>,
}

impl Lines<'_> {
    fn add(
        &mut self,
        field: &'static str,
        before: impl Into<String>,
        after: impl Into<String>,
        why: &str,
        typed: bool,
    ) {
        self.push(ChangeKind::Changed, (field, &before.into(), &after.into()), why, typed);
    }

    fn push(
        &mut self,
        kind: ChangeKind,
        (field, before, after): (&'static str, &str, &str),
        why: &str,
        overrides_typed: bool,
    ) {
        self.lines.push(ChangeLine {
            kind,
            thing: Some(Thing::Child(self.child.id)),
            reference: self.child.reference.clone(),
            field,
            before: before.to_owned(),
            after: after.to_owned(),
            why: why.to_owned(),
            overrides_typed,
        });
    }
}

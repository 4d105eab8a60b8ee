//! The form of any thing in a plan, made from its table of fields; and what was typed in it as an edit of one field.

use super::drag::Drag;
use super::form::{ChoiceItem, FieldView, FormGroup, FormView, Input};
use crate::domain::fields::{self, FieldInfo, Kind, Value};
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{Holder, Plan, Role, Words as _};

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
        let mut field = field(plan, thing, info, &info.key, &value);
        if let (Thing::Absence(id), "cover", Input::Several(items)) =
            (thing, info.key.as_str(), &mut field.input)
            && let Some(absence) = plan.absences.get(id)
        {
            // Nobody covers for themselves.
            items.retain(|item| item.value != absence.worker.to_string());
        }
        group.fields.push(field);
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

/// One field of a form, by its kind. `key` is the field's own, which for a part of a field says of whom it is.
pub(super) fn field(plan: &Plan, thing: Thing, info: &FieldInfo, key: &str, value: &str) -> FieldView {
    let drag = Drag::of(plan, thing, info, key, value);
    let mut value = value.to_owned();
    let input = match &info.kind {
        Kind::Text if matches!(info.key.as_str(), "notes" | "description") => Input::Lines,
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
    let mut view = FieldView::new(key, &info.label, value, input).hint(&info.hint);
    view.drag = drag;
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

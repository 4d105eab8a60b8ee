//! What differs between two plans: every thing that is only in one, and every field that is not the same.
//!
//! Lists and records that both plans share are passed over unread, so that two plans that came of one are compared in a
//! moment. Scenarios and the question of a target are no part of it, though what people cost is: they say what is asked of a plan, not
//! what it holds.

use std::collections::HashMap;
use std::sync::Arc;

use super::edit::{name_of, readable};
use super::fields::{self, FieldInfo};
use super::ids::Thing;
use super::plan::{CaseType, Plan, Record, Records, Words as _, lower_first};
use super::scenario::{field_name, instead_of, upper_first};

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub thing: Thing,
    /// The field's key, as in [`fields::info`]. `None`: the thing itself is only in one of the plans.
    pub field: Option<String>,
    /// What it was, as people read it. `None` for a thing that was not there.
    pub before: Option<String>,
    /// What it is. `None` for a thing that is gone.
    pub after: Option<String>,
    /// The whole in words, without a full stop.
    pub words: String,
}

/// What is different in `b` from what it is in `a`: the plan's parts first, then its records, list by list, changed and
/// gone in the order of `a`, and then those that are new in the order of `b`. Nothing is said of mere order.
pub fn differences(a: &Plan, b: &Plan) -> Vec<Difference> {
    let mut found = Found { a, b, list: Vec::new() };
    macro_rules! part {
        ($($part:ident, $thing:ident);+) => {$(
            if !Arc::ptr_eq(&a.$part, &b.$part) && a.$part != b.$part {
                found.fields(Thing::$thing);
            }
        )+};
    }
    part!(about, About; calendar, Calendar; policy, Policy);
    if !Arc::ptr_eq(&a.demand, &b.demand) && a.demand != b.demand {
        found.demand();
    }
    part!(workforce, Workforce; forecast, Forecast);
    if a.target.costs != b.target.costs {
        found.fields(Thing::Target);
    }
    part!(rota, Rota);
    found.records(&a.teams, &b.teams, Thing::Team);
    found.records(&a.posts, &b.posts, Thing::Post);
    found.records(&a.workers, &b.workers, Thing::Worker);
    found.records(&a.absences, &b.absences, Thing::Absence);
    found.records(&a.families, &b.families, Thing::Family);
    found.records(&a.children, &b.children, Thing::Child);
    part!(decisions, Decisions);
    found.list
}

struct Found<'p> {
    a: &'p Plan,
    b: &'p Plan,
    list: Vec<Difference>,
}

impl Found<'_> {
    /// Every record of a list.
    fn records<T: Record + PartialEq>(&mut self, a: &Records<T>, b: &Records<T>, thing: fn(T::Id) -> Thing) {
        if a.same_list(b) {
            return;
        }
        let by_id = |list: &Records<T>| -> HashMap<T::Id, Arc<T>> {
            // Where an id stands twice, the first is meant.
            list.iter().rev().map(|record| (record.id(), Arc::clone(record))).collect()
        };
        let (of_a, of_b) = (by_id(a), by_id(b));
        for record in a {
            match of_b.get(&record.id()) {
                Some(other) if Arc::ptr_eq(record, other) => {}
                // Another record may be equal to it without being the same one, and a later one with its id is not meant.
                Some(other) => {
                    if of_a.get(&record.id()).is_some_and(|first| Arc::ptr_eq(first, record))
                        && record != other
                    {
                        self.fields(thing(record.id()));
                    }
                }
                None => self.only(thing(record.id()), self.a, false),
            }
        }
        for record in b.iter().filter(|record| !of_a.contains_key(&record.id())) {
            self.only(thing(record.id()), self.b, true);
        }
    }

    /// A thing that only one of the plans has.
    fn only(&mut self, thing: Thing, plan: &Plan, new: bool) {
        let name = name_of(plan, thing);
        let words = format!("{} is {}", upper_first(&name), if new { "new" } else { "gone" });
        let (before, after) = if new { (None, Some(name)) } else { (Some(name), None) };
        self.list.push(Difference { thing, field: None, before, after, words });
    }

    /// Every field of a thing that both plans have.
    fn fields(&mut self, thing: Thing) {
        let before = fields::all(self.a, thing);
        for ((info, before), (_, after)) in before.into_iter().zip(fields::all(self.b, thing)) {
            self.field(thing, &info.key, info, &before, &after);
        }
    }

    fn field(&mut self, thing: Thing, key: &str, info: &FieldInfo, before: &str, after: &str) {
        let is_asked = thing == Thing::Target && matches!(key, "promises" | "vary");
        if before == after || is_asked {
            return;
        }
        let (mut was, mut is) = (readable(self.a, info, before), readable(self.b, info, after));
        if thing == Thing::Demand {
            let (short, shorter) = (tidy(&was), tidy(&is));
            if short != shorter {
                (was, is) = (short, shorter);
            }
        }
        // Two people of one name are two people all the same.
        if was == is {
            (was, is) = (before.to_owned(), after.to_owned());
        }
        let words = format!("{}: {}", field_name(self.b, thing, key, &info.label), instead_of(&is, &was));
        let field = Some(key.to_owned());
        self.list.push(Difference { thing, field, before: Some(was), after: Some(is), words });
    }

    /// New work team by team, and how long work lasts type by type: the lines of a whole table say little.
    fn demand(&mut self) {
        let told = self.list.len();
        let mut teams: Vec<_> = self.a.demand.teams.iter().map(|work| work.team).collect();
        teams.extend(self.b.demand.teams.iter().map(|work| work.team));
        let mut keys: Vec<String> = Vec::new();
        for team in teams {
            keys.extend(
                ["families_a_week", "sizes", "mix", "re_referral", "months"].map(|of| format!("{of}.{team}")),
            );
        }
        for case_type in CaseType::ALL {
            keys.extend(["length", "then"].map(|of| format!("{of}.{}", case_type.key())));
        }
        let mut seen: Vec<&str> = Vec::new();
        for key in &keys {
            if seen.contains(&key.as_str()) {
                continue;
            }
            seen.push(key);
            let Some(info) = fields::info(Thing::Demand, key) else { continue };
            let of = |plan: &Plan| fields::get(plan, Thing::Demand, key).unwrap_or_default();
            let (before, after) = (of(self.a), of(self.b));
            self.field(Thing::Demand, key, info, &before, &after);
        }
        // What has no cell of its own, such as priorities, is told by the line.
        let before = fields::all(self.a, Thing::Demand);
        for ((info, before), (_, after)) in before.into_iter().zip(fields::all(self.b, Thing::Demand)) {
            let in_cells = info.key != "official_figures_of";
            if !in_cells || self.list.len() == told {
                self.field(Thing::Demand, &info.key, info, &before, &after);
            }
        }
    }
}

/// Numbers to two decimals and case types by their labels: "assessment 90, child in need 10".
fn tidy(text: &str) -> String {
    let word = |word: &str| {
        let (body, comma) = word.strip_suffix(',').map_or((word, ""), |body| (body, ","));
        let shown = match (body.parse::<f64>(), CaseType::from_key(body)) {
            (Ok(number), _) if number.is_finite() => ((number * 100.0).round() / 100.0).to_string(),
            (_, Some(of)) => lower_first(of.label()),
            _ => body.to_owned(),
        };
        format!("{shown}{comma}")
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests;

//! Every field of every record: its key, what people call it, how it is read and written as text.
//!
//! One list serves the forms, editing in a table, undo's labels, scenarios' changes and merging: a field is added in
//! one place. The text of a value is what a person would type: dates as 07/09/2026, people by id ("W12"), words by key.

mod change_cell;
mod child;
mod codec;
mod demand;
mod demand_cell;
mod plan;
mod policy;
mod rota;
mod settings;
mod staff;
mod target;
mod value;

use std::sync::LazyLock;

use super::ids::Thing;
use super::plan::{
    About, Absence, Child, Decision, Demand, Family, ForecastSettings, Plan, Policy, Post, RotaRules,
    Scenario, Target, Team, Worker, WorkforceChange,
};
use crate::domain::calendar::ServiceCalendar;
pub use change_cell::change_fields;
pub(super) use demand::length_text;
pub use value::{Kind, Value};

/// What is known of a field besides its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldInfo {
    /// Never changes once released: scenarios in files use it.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// The heading it stands under in a form.
    pub group: &'static str,
    /// What it means, its unit and what may be written.
    pub hint: String,
    /// What kind of value it takes.
    pub kind: Kind,
    /// The default is general knowledge without a source: shown as an assumption.
    pub assumption: bool,
}

/// A field's value as text.
type Get<T> = Box<dyn Fn(&T) -> String + Send + Sync>;
/// Puts a field's value from text; the error is a sentence.
type Set<T> = Box<dyn Fn(&mut T, &str) -> Result<(), String> + Send + Sync>;

/// A field of one kind of record.
pub struct Field<T> {
    info: FieldInfo,
    get: Get<T>,
    set: Set<T>,
}

/// The kind of value that a place in a record takes, from its type alone.
fn kind_of<T, V: Value>(_place: fn(&T) -> &V) -> Kind {
    V::kind()
}

macro_rules! field {
    ($type:ty, $key:literal, $label:literal, $group:expr, $hint:literal, |$r:ident| $place:expr) => {
        $crate::domain::fields::Field::<$type> {
            info: $crate::domain::fields::FieldInfo {
                key: $key.to_owned(),
                label: $label.to_owned(),
                group: $group,
                hint: $hint.trim_start_matches("[GK] ").to_owned(),
                kind: $crate::domain::fields::kind_of(|$r: &$type| &$place),
                assumption: $hint.starts_with("[GK] "),
            },
            get: Box::new(|$r: &$type| $crate::domain::fields::Value::show(&$place)),
            set: Box::new(|$r: &mut $type, text: &str| {
                $place = $crate::domain::fields::Value::read(text)?;
                Ok(())
            }),
        }
    };
}
pub(crate) use field;

macro_rules! table {
    ($name:ident, $type:ty, $make:path) => {
        static $name: LazyLock<(Vec<Field<$type>>, Vec<FieldInfo>)> = LazyLock::new(|| {
            let fields = $make();
            let infos = fields.iter().map(|field| field.info.clone()).collect();
            (fields, infos)
        });
    };
}

table!(ABOUT, About, plan::about);
table!(CALENDAR, ServiceCalendar, plan::calendar);
table!(POLICY, Policy, policy::policy);
table!(DEMAND, Demand, demand::demand);
table!(WORKFORCE, WorkforceChange, demand::workforce);
table!(FORECAST, ForecastSettings, settings::forecast);
table!(TARGET, Target, target::target);
table!(ROTA, RotaRules, rota::rules);
table!(DECISIONS, Vec<Decision>, plan::decisions);
table!(TEAM, Team, staff::team);
table!(POST, Post, staff::post);
table!(WORKER, Worker, staff::worker);
table!(ABSENCE, Absence, staff::absence);
table!(FAMILY, Family, child::family);
table!(CHILD, Child, child::child);
table!(SCENARIO, Scenario, plan::scenario);

/// The fields of a thing, in the order of its form.
pub fn of(thing: Thing) -> &'static [FieldInfo] {
    match thing {
        Thing::About => &ABOUT.1,
        Thing::Calendar => &CALENDAR.1,
        Thing::Policy => &POLICY.1,
        Thing::Demand => &DEMAND.1,
        Thing::Workforce => &WORKFORCE.1,
        Thing::Forecast => &FORECAST.1,
        Thing::Target => &TARGET.1,
        Thing::Rota => &ROTA.1,
        Thing::Decisions => &DECISIONS.1,
        Thing::Team(_) => &TEAM.1,
        Thing::Post(_) => &POST.1,
        Thing::Worker(_) => &WORKER.1,
        Thing::Absence(_) => &ABSENCE.1,
        Thing::Family(_) => &FAMILY.1,
        Thing::Child(_) => &CHILD.1,
        Thing::Scenario(_) => &SCENARIO.1,
    }
}

/// What is known of one field of a thing. The demand has parts of fields too, such as `families_a_week.T1` and
/// `then.assessment`, for editing in a table; they are not listed in [`of`], being other words for the same values. A
/// scenario has the parts of its changes, such as `3.count`; [`change_fields`] lists those of one change.
pub fn info(thing: Thing, key: &str) -> Option<&'static FieldInfo> {
    let cell = || match thing {
        Thing::Demand => demand_cell::info(key),
        Thing::Scenario(_) => change_cell::info(key),
        _ => None,
    };
    of(thing).iter().find(|info| info.key == key).or_else(cell)
}

/// Whose a part of a field is, where it is of one team or type of work, or of one change: "North", "assessment", "change 4,
/// posts".
pub fn whose(plan: &Plan, thing: Thing, key: &str) -> Option<String> {
    match thing {
        Thing::Demand => demand_cell::whose(plan, key),
        Thing::Scenario(id) => change_cell::whose(plan, id, key),
        _ => None,
    }
}

fn find<'f, T>(table: &'f (Vec<Field<T>>, Vec<FieldInfo>), key: &str) -> Option<&'f Field<T>> {
    table.0.iter().find(|field| field.info.key == key)
}

/// The text of a field. `None` when the thing is not in the plan or has no such field.
pub fn get(plan: &Plan, thing: Thing, key: &str) -> Option<String> {
    fn read<T>(table: &(Vec<Field<T>>, Vec<FieldInfo>), record: &T, key: &str) -> Option<String> {
        find(table, key).map(|field| (field.get)(record))
    }
    match thing {
        Thing::About => read(&ABOUT, &*plan.about, key),
        Thing::Calendar => read(&CALENDAR, &*plan.calendar, key),
        Thing::Policy => read(&POLICY, &*plan.policy, key),
        Thing::Demand => read(&DEMAND, &*plan.demand, key).or_else(|| demand_cell::get(plan, key)),
        Thing::Workforce => read(&WORKFORCE, &*plan.workforce, key),
        Thing::Forecast => read(&FORECAST, &*plan.forecast, key),
        Thing::Target => read(&TARGET, &*plan.target, key),
        Thing::Rota => read(&ROTA, &*plan.rota, key),
        Thing::Decisions => read(&DECISIONS, &*plan.decisions, key),
        Thing::Team(id) => read(&TEAM, &**plan.teams.get(id)?, key),
        Thing::Post(id) => read(&POST, &**plan.posts.get(id)?, key),
        Thing::Worker(id) => read(&WORKER, &**plan.workers.get(id)?, key),
        Thing::Absence(id) => read(&ABSENCE, &**plan.absences.get(id)?, key),
        Thing::Family(id) => read(&FAMILY, &**plan.families.get(id)?, key),
        Thing::Child(id) => read(&CHILD, &**plan.children.get(id)?, key),
        Thing::Scenario(id) => {
            read(&SCENARIO, &**plan.scenarios.get(id)?, key).or_else(|| change_cell::get(plan, id, key))
        }
    }
}

/// All fields of a thing with their text, in order. Empty when it is not in the plan.
pub fn all(plan: &Plan, thing: Thing) -> Vec<(&'static FieldInfo, String)> {
    fn read<T>(
        table: &'static (Vec<Field<T>>, Vec<FieldInfo>),
        record: Option<&T>,
    ) -> Vec<(&'static FieldInfo, String)> {
        record.map_or_else(Vec::new, |record| table.0.iter().map(|f| (&f.info, (f.get)(record))).collect())
    }
    match thing {
        Thing::About => read(&ABOUT, Some(&*plan.about)),
        Thing::Calendar => read(&CALENDAR, Some(&*plan.calendar)),
        Thing::Policy => read(&POLICY, Some(&*plan.policy)),
        Thing::Demand => read(&DEMAND, Some(&*plan.demand)),
        Thing::Workforce => read(&WORKFORCE, Some(&*plan.workforce)),
        Thing::Forecast => read(&FORECAST, Some(&*plan.forecast)),
        Thing::Target => read(&TARGET, Some(&*plan.target)),
        Thing::Rota => read(&ROTA, Some(&*plan.rota)),
        Thing::Decisions => read(&DECISIONS, Some(&*plan.decisions)),
        Thing::Team(id) => read(&TEAM, plan.teams.get(id).map(|r| &**r)),
        Thing::Post(id) => read(&POST, plan.posts.get(id).map(|r| &**r)),
        Thing::Worker(id) => read(&WORKER, plan.workers.get(id).map(|r| &**r)),
        Thing::Absence(id) => read(&ABSENCE, plan.absences.get(id).map(|r| &**r)),
        Thing::Family(id) => read(&FAMILY, plan.families.get(id).map(|r| &**r)),
        Thing::Child(id) => read(&CHILD, plan.children.get(id).map(|r| &**r)),
        Thing::Scenario(id) => read(&SCENARIO, plan.scenarios.get(id).map(|r| &**r)),
    }
}

/// Puts a field from text. Only [`super::edit`] calls it; whether ids in the text are in the plan is its business.
pub(super) fn set(plan: &mut Plan, thing: Thing, key: &str, text: &str) -> Result<(), String> {
    use std::sync::Arc;
    fn write<T>(
        table: &(Vec<Field<T>>, Vec<FieldInfo>),
        record: &mut T,
        key: &str,
        text: &str,
    ) -> Result<(), String> {
        let field = find(table, key).ok_or_else(|| format!("There is no field “{key}” here"))?;
        (field.set)(record, text)
    }
    let gone = || Err(format!("{thing} is no longer in the plan"));
    match thing {
        Thing::About => write(&ABOUT, Arc::make_mut(&mut plan.about), key, text),
        Thing::Calendar => write(&CALENDAR, Arc::make_mut(&mut plan.calendar), key, text),
        Thing::Policy => write(&POLICY, Arc::make_mut(&mut plan.policy), key, text),
        Thing::Demand if demand_cell::info(key).is_some() => demand_cell::set(plan, key, text),
        Thing::Demand => write(&DEMAND, Arc::make_mut(&mut plan.demand), key, text),
        Thing::Workforce => write(&WORKFORCE, Arc::make_mut(&mut plan.workforce), key, text),
        Thing::Forecast => write(&FORECAST, Arc::make_mut(&mut plan.forecast), key, text),
        Thing::Target if key == target::VARY => target::set_vary(plan, text),
        Thing::Target => write(&TARGET, Arc::make_mut(&mut plan.target), key, text),
        Thing::Rota => write(&ROTA, Arc::make_mut(&mut plan.rota), key, text),
        Thing::Decisions => write(&DECISIONS, Arc::make_mut(&mut plan.decisions), key, text),
        Thing::Team(id) => plan.teams.change(id, |r| write(&TEAM, r, key, text)).unwrap_or_else(gone),
        Thing::Post(id) => plan.posts.change(id, |r| write(&POST, r, key, text)).unwrap_or_else(gone),
        Thing::Worker(id) => plan.workers.change(id, |r| write(&WORKER, r, key, text)).unwrap_or_else(gone),
        Thing::Absence(id) => {
            plan.absences.change(id, |r| write(&ABSENCE, r, key, text)).unwrap_or_else(gone)
        }
        Thing::Family(id) => plan.families.change(id, |r| write(&FAMILY, r, key, text)).unwrap_or_else(gone),
        Thing::Child(id) => plan.children.change(id, |r| write(&CHILD, r, key, text)).unwrap_or_else(gone),
        Thing::Scenario(id) if change_cell::info(key).is_some() => change_cell::set(plan, id, key, text),
        Thing::Scenario(id) => {
            plan.scenarios.change(id, |r| write(&SCENARIO, r, key, text)).unwrap_or_else(gone)
        }
    }
}

#[cfg(test)]
mod tests;

//! Version 1 of the plan file. Frozen once released: change nothing here but comments.
//!
//! Ids and dates are texts here and become values in [`super::reader`], so that all that are wrong are listed together.
//! Whatever may be left out is left out when it says nothing. Fields are described in docs/FORMAT.md.

mod child;
mod edit;
mod forecast;
mod policy;
mod rota;
mod scenario;
mod settings;
mod staff;
mod target;
mod words;

use std::sync::Arc;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::layout::Sections;
use super::reader::{Read, Reader};
use crate::domain::calendar::{self, ServiceCalendar};
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, PostId, ScenarioId, TeamId, WorkerId};
use crate::domain::plan;

/// How RON is spoken: `Some(…)` may be left away, and nothing nests deeper than a plan needs.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(128)
}

/// The plan in a file of this version.
pub(super) fn parse(text: &str) -> Result<Plan, SpannedError> {
    options().from_str::<File>(text).map(|file| file.plan)
}

/// The outermost bracket. `format` and `version` were read before, by the header.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "app_version", default)]
    _app_version: String,
    plan: Plan,
}

/// A plan. Sections that are left out are empty, or as in a new plan.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    about: About,
    calendar: Option<Calendar>,
    policy: Option<policy::Policy>,
    #[serde(default)]
    teams: Vec<staff::Team>,
    #[serde(default)]
    posts: Vec<staff::Post>,
    #[serde(default)]
    workers: Vec<staff::Worker>,
    #[serde(default)]
    absences: Vec<staff::Absence>,
    #[serde(default)]
    families: Vec<child::Family>,
    #[serde(default)]
    children: Vec<child::Child>,
    demand: Option<forecast::Demand>,
    workforce: Option<forecast::Workforce>,
    forecast: Option<settings::Forecast>,
    target: Option<target::Target>,
    rota: Option<rota::Rota>,
    #[serde(default)]
    scenarios: Vec<scenario::Scenario>,
    #[serde(default)]
    decisions: Vec<scenario::Decision>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    council: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    author: String,
    as_at: String,
    #[serde(default = "half_a_year")]
    horizon_weeks: u16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

fn half_a_year() -> u16 {
    26
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendar {
    division: words::Division,
    #[serde(default)]
    closures: Vec<Closure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    school_holidays: Vec<Closure>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closure {
    first_day: String,
    last_day: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
}

impl Plan {
    /// Writes every section, in order.
    pub fn write(&self, to: &mut Sections) -> ron::Result<()> {
        // Taken apart by name, so that a section can not be forgotten.
        let Self {
            about,
            calendar,
            policy,
            teams,
            posts,
            workers,
            absences,
            families,
            children,
            demand,
            workforce,
            forecast,
            target,
            rota,
            scenarios,
            decisions,
        } = self;
        to.section("about", 1, about)?;
        to.section("calendar", 2, calendar)?;
        to.section("policy", 1, policy)?;
        to.section("teams", 1, teams)?;
        to.section("posts", 1, posts)?;
        to.section("workers", 1, workers)?;
        to.section("absences", 1, absences)?;
        to.section("families", 1, families)?;
        to.section("children", 1, children)?;
        to.section("demand", 2, demand)?;
        to.section("workforce", 1, workforce)?;
        if let Some(forecast) = forecast {
            to.section("forecast", 1, forecast)?;
        }
        if let Some(target) = target {
            to.section("target", 2, target)?;
        }
        if let Some(rota) = rota {
            to.section("rota", 1, rota)?;
        }
        to.section("scenarios", 3, scenarios)?;
        to.section("decisions", 1, decisions)
    }
}

/// The texts of ids or the file's types for a list of the plan's.
fn list<'a, A: 'a, B: From<&'a A>>(records: impl IntoIterator<Item = &'a Arc<A>>) -> Vec<B> {
    records.into_iter().map(|record| B::from(record)).collect()
}

/// As texts.
fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// As a text, if there is one.
fn text<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

impl From<&plan::Plan> for Plan {
    fn from(plan: &plan::Plan) -> Self {
        Self {
            about: About::from(&*plan.about),
            calendar: Some(Calendar::from(&*plan.calendar)),
            policy: Some((&*plan.policy).into()),
            teams: list(&plan.teams),
            posts: list(&plan.posts),
            workers: list(&plan.workers),
            absences: list(&plan.absences),
            families: list(&plan.families),
            children: list(&plan.children),
            demand: Some((&*plan.demand).into()),
            workforce: Some((&*plan.workforce).into()),
            forecast: settings::Forecast::unless_default(&plan.forecast),
            target: target::Target::unless_default(&plan.target),
            rota: rota::Rota::unless_default(&plan.rota),
            scenarios: list(&plan.scenarios),
            decisions: plan.decisions.iter().map(Into::into).collect(),
        }
    }
}

impl Read for Plan {
    type Value = plan::Plan;

    fn read(self, reader: &mut Reader) -> plan::Plan {
        /// A list of records with ids of their own.
        macro_rules! records {
            ($field:ident, $kind:literal, $id:ident) => {{
                let mut list = reader.list(stringify!($field), self.$field);
                reader.tell_apart(stringify!($field), $kind, $id::LETTER, &mut list, |record, id| {
                    record.id = id
                });
                list.into_iter().collect()
            }};
        }
        plan::Plan {
            about: Arc::new(reader.part("about", self.about)),
            calendar: Arc::new(reader.maybe("calendar", self.calendar).unwrap_or_default()),
            policy: Arc::new(reader.maybe("policy", self.policy).unwrap_or_default()),
            teams: records!(teams, "team", TeamId),
            posts: records!(posts, "post", PostId),
            workers: records!(workers, "worker", WorkerId),
            absences: records!(absences, "absence", AbsenceId),
            families: records!(families, "family", FamilyId),
            children: records!(children, "child", ChildId),
            demand: Arc::new(reader.maybe("demand", self.demand).unwrap_or_default()),
            workforce: Arc::new(reader.maybe("workforce", self.workforce).unwrap_or_default()),
            forecast: Arc::new(reader.part("forecast", self.forecast.unwrap_or_default())),
            target: Arc::new(reader.part("target", self.target.unwrap_or_default())),
            rota: Arc::new(reader.part("rota", self.rota.unwrap_or_default())),
            scenarios: records!(scenarios, "scenario", ScenarioId),
            decisions: Arc::new(reader.list("decisions", self.decisions)),
        }
    }
}

impl From<&plan::About> for About {
    fn from(about: &plan::About) -> Self {
        Self {
            title: about.title.clone(),
            council: about.council.clone(),
            author: about.author.clone(),
            as_at: about.as_at.to_string(),
            horizon_weeks: about.horizon_weeks,
            notes: about.notes.clone(),
        }
    }
}

impl Read for About {
    type Value = plan::About;
    fn read(self, reader: &mut Reader) -> plan::About {
        plan::About {
            title: self.title,
            council: self.council,
            author: self.author,
            as_at: reader.date("as_at", &self.as_at),
            horizon_weeks: self.horizon_weeks,
            notes: self.notes,
        }
    }
}

impl From<&ServiceCalendar> for Calendar {
    fn from(calendar: &ServiceCalendar) -> Self {
        let closure = |closure: &calendar::Closure| Closure {
            first_day: closure.first_day.to_string(),
            last_day: closure.last_day.to_string(),
            label: closure.label.clone(),
        };
        Self {
            division: calendar.division.into(),
            closures: calendar.closures.iter().map(closure).collect(),
            school_holidays: calendar.school_holidays.iter().map(closure).collect(),
        }
    }
}

impl Read for Calendar {
    type Value = ServiceCalendar;
    fn read(self, reader: &mut Reader) -> ServiceCalendar {
        ServiceCalendar {
            division: self.division.into(),
            closures: reader.list("closures", self.closures),
            school_holidays: reader.list("school_holidays", self.school_holidays),
        }
    }
}

impl Read for Closure {
    type Value = calendar::Closure;
    fn read(self, reader: &mut Reader) -> calendar::Closure {
        calendar::Closure {
            first_day: reader.date("first_day", &self.first_day),
            last_day: reader.date("last_day", &self.last_day),
            label: self.label,
        }
    }
}

//! Promises, what is varied to keep them, and what people cost, as version 1 writes them: left out while as usual.
//!
//! Promises and the variation are texts in the words of docs/TERMINAL.md. What is left out is part of the version, as
//! in [`super::settings`]: it stands here, not in the program's own defaults.

use serde::{Deserialize, Serialize};

use super::words::Role;
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;
use crate::domain::target::{self, GrammarError};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Target {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    promises: Vec<Said>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    salaries: Option<Vec<Salary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<Vec<AgencyRate>>,
    #[serde(skip_serializing_if = "is_usual")]
    on_costs_percent: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Said(String);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Salary {
    role: Role,
    pounds_a_year: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyRate {
    role: Role,
    pounds_a_day: u32,
}

const SALARIES: [(plan::Role, u32); 9] = [
    (plan::Role::SocialWorker, 42_000),
    (plan::Role::SeniorPractitioner, 48_000),
    (plan::Role::PracticeManager, 53_000),
    (plan::Role::TeamManager, 58_000),
    (plan::Role::ServiceManager, 70_000),
    (plan::Role::PersonalAdviser, 32_000),
    (plan::Role::FamilyPractitioner, 31_000),
    (plan::Role::Student, 0),
    (plan::Role::NonCaseHolding, 42_000),
];
const AGENCY: [(plan::Role, u32); 7] = [
    (plan::Role::SocialWorker, 290),
    (plan::Role::SeniorPractitioner, 320),
    (plan::Role::PracticeManager, 350),
    (plan::Role::TeamManager, 380),
    (plan::Role::ServiceManager, 450),
    (plan::Role::PersonalAdviser, 190),
    (plan::Role::FamilyPractitioner, 180),
];
const ON_COSTS_PERCENT: u16 = 30;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serialiser gives a reference")]
fn is_usual(percent: &u16) -> bool {
    *percent == ON_COSTS_PERCENT
}

impl Default for Target {
    fn default() -> Self {
        Self {
            promises: Vec::new(),
            vary: None,
            salaries: None,
            agency: None,
            on_costs_percent: ON_COSTS_PERCENT,
        }
    }
}

impl Target {
    /// The section, unless it says nothing.
    pub fn unless_default(target: &plan::Target) -> Option<Self> {
        let section = Self::from(target);
        let says_nothing = section.promises.is_empty()
            && section.vary.is_none()
            && section.salaries.is_none()
            && section.agency.is_none()
            && is_usual(&section.on_costs_percent);
        (!says_nothing).then_some(section)
    }
}

impl From<&plan::Target> for Target {
    fn from(target: &plan::Target) -> Self {
        let costs = &target.costs;
        let salary =
            |(role, pounds): &(plan::Role, u32)| Salary { role: (*role).into(), pounds_a_year: *pounds };
        let agency =
            |(role, pounds): &(plan::Role, u32)| AgencyRate { role: (*role).into(), pounds_a_day: *pounds };
        Self {
            promises: target.promises.iter().map(|promise| Said(promise.to_string())).collect(),
            vary: target.vary.as_ref().map(target::Variation::text),
            salaries: (costs.salaries != SALARIES).then(|| costs.salaries.iter().map(salary).collect()),
            agency: (costs.agency_a_day != AGENCY).then(|| costs.agency_a_day.iter().map(agency).collect()),
            on_costs_percent: costs.on_costs_percent,
        }
    }
}

impl Read for Target {
    type Value = plan::Target;
    fn read(self, reader: &mut Reader) -> plan::Target {
        let promises = reader.list("promises", self.promises).into_iter().flatten().collect();
        let vary = self.vary.and_then(|text| {
            target::Variation::read(&text).map_err(|error| wrong(reader, "vary", &text, &error)).ok()
        });
        let salaries =
            self.salaries.map(|list| list.iter().map(|s| (s.role.into(), s.pounds_a_year)).collect());
        let agency = self.agency.map(|list| list.iter().map(|a| (a.role.into(), a.pounds_a_day)).collect());
        plan::Target {
            promises,
            vary,
            costs: plan::Costs {
                salaries: salaries.unwrap_or_else(|| SALARIES.to_vec()),
                agency_a_day: agency.unwrap_or_else(|| AGENCY.to_vec()),
                on_costs_percent: self.on_costs_percent,
            },
        }
    }
}

impl Read for Said {
    type Value = Option<target::Promise>;
    fn read(self, reader: &mut Reader) -> Self::Value {
        self.0.parse().map_err(|error| wrong(reader, "promise", &self.0, &error)).ok()
    }
}

/// Notes a text that was not understood, with the place in it.
fn wrong(reader: &mut Reader, field: &'static str, text: &str, error: &GrammarError) {
    let (what, fix) = error.sentence.split_once(". ").unwrap_or((&error.sentence, "See docs/TERMINAL.md"));
    reader.wrong(field, &format!("“{text}”, letter {}: {what}", error.at + 1), fix);
}

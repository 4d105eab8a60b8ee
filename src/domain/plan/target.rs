//! What the service promises to children, what it would vary to keep the promise, and what people cost.

use super::words::Role;
use crate::domain::target::{Promise, Variation};

/// The question of a recruitment target, kept with the plan.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Target {
    /// What is promised. All have to hold.
    pub promises: Vec<Promise>,
    /// What is varied to find the least that keeps them.
    pub vary: Option<Variation>,
    /// What people cost.
    pub costs: Costs,
}

/// What people cost. All of it is the manager's own; the defaults are \[GK\].
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Salary of a full-time post in a year, whole pounds, by role.
    pub salaries: Vec<(Role, u32)>,
    /// What an agency takes for a full-time day, whole pounds, by role.
    pub agency_a_day: Vec<(Role, u32)>,
    /// On top of a salary: national insurance, pension and the like, percent of it. 30 by default.
    pub on_costs_percent: u16,
}

impl Costs {
    /// Salary of a full-time post in a year, whole pounds; nought for a role that has none.
    pub fn salary(&self, role: Role) -> u32 {
        self.salaries.iter().find(|(of, _)| *of == role).map_or(0, |(_, pounds)| *pounds)
    }
    /// What an agency takes for a full-time day, whole pounds; nought for a role that has none.
    pub fn agency_day(&self, role: Role) -> u32 {
        self.agency_a_day.iter().find(|(of, _)| *of == role).map_or(0, |(_, pounds)| *pounds)
    }
}

impl Default for Costs {
    /// \[GK\]: to be replaced by the council's own.
    fn default() -> Self {
        Self {
            salaries: vec![
                (Role::SocialWorker, 42_000),
                (Role::SeniorPractitioner, 48_000),
                (Role::PracticeManager, 53_000),
                (Role::TeamManager, 58_000),
                (Role::ServiceManager, 70_000),
                (Role::PersonalAdviser, 32_000),
                (Role::FamilyPractitioner, 31_000),
                (Role::Student, 0),
                (Role::NonCaseHolding, 42_000),
            ],
            agency_a_day: vec![
                (Role::SocialWorker, 290),
                (Role::SeniorPractitioner, 320),
                (Role::PracticeManager, 350),
                (Role::TeamManager, 380),
                (Role::ServiceManager, 450),
                (Role::PersonalAdviser, 190),
                (Role::FamilyPractitioner, 180),
            ],
            on_costs_percent: 30,
        }
    }
}

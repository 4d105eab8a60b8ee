//! Promises and variations in words for people.

use super::{Promise, Value, Variation, Varied};
use crate::domain::calendar::format_date;
use crate::domain::ids::TeamId;
use crate::domain::plan::{Contract, Plan, Recruited, Role, Words as _, lower_first};
use crate::domain::units::Fte;

impl Promise {
    /// "no child without a named social worker for over 5 working days, from 07/12/2026 to 31/03/2027, in 95 years of
    /// 100".
    pub fn words(&self) -> String {
        let period = match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => format!(", on {}", format_date(from)),
            (Some(from), Some(to)) => format!(", from {} to {}", format_date(from), format_date(to)),
            (Some(from), None) => format!(", from {}", format_date(from)),
            (None, Some(to)) => format!(", until {}", format_date(to)),
            (None, None) => String::new(),
        };
        let years = if self.years_of_100 == 1 { "year" } else { "years" };
        format!("{}{period}, in {} {years} of 100", self.claim, self.years_of_100)
    }
}

impl Value {
    /// "6", "04/01/2027", "110 %".
    pub fn words(self) -> String {
        match self {
            Self::Percent(percent) => format!("{percent} %"),
            value => value.to_string(),
        }
    }
}

impl Variation {
    /// "0 to 40 posts for social workers in North and South, from 04/01/2027".
    pub fn words(&self, plan: &Plan) -> String {
        let values = match (self.values.first(), self.values.last()) {
            (Some(first), Some(last)) if first != last => format!("{} to {}", first.words(), last.words()),
            (Some(only), _) => only.words(),
            _ => String::new(),
        };
        self.said(plan, &values, self.values.len() != 1 || self.values.first() != Some(&Value::Count(1)))
    }

    /// One value of it: "6 posts for social workers in North, from 04/01/2027".
    pub fn value_words(&self, plan: &Plan, value: Value) -> String {
        self.said(plan, &value.words(), value != Value::Count(1))
    }

    /// What is varied, in one or two words: "posts", "new work".
    pub fn name(&self) -> &'static str {
        match self.what {
            Varied::Posts { .. } => "posts",
            Varied::StartOfPosts { .. } => "start",
            Varied::Agency { .. } => "agency workers",
            Varied::AgencyUntil { .. } => "agency workers until",
            Varied::Cap { .. } => "cap",
            Varied::Demand { .. } => "new work",
            Varied::Sickness => "sickness",
            Varied::Turnover => "turnover",
            Varied::TimeToFill => "time to fill",
            Varied::LengthOfWork => "length of work",
        }
    }

    fn said(&self, plan: &Plan, value: &str, many: bool) -> String {
        match &self.what {
            Varied::Posts { role, teams, fte, contract, from, recruited } => {
                let posts = if many { "posts" } else { "post" };
                let how = how(*fte, *contract);
                let from = match recruited {
                    Recruited::Starts => format!("from {}", format_date(*from)),
                    Recruited::Advertised => format!("advertised from {}", format_date(*from)),
                };
                format!("{value} {posts} for {}{}{how}, {from}", people(*role), in_teams(plan, teams))
            }
            Varied::StartOfPosts { count, role, teams, fte, contract, recruited } => {
                let posts = if *count == 1 { "post" } else { "posts" };
                let how = how(*fte, *contract);
                let from = match recruited {
                    Recruited::Starts => "starting",
                    Recruited::Advertised => "advertised from",
                };
                format!("{count} {posts} for {}{}{how}, {from} {value}", people(*role), in_teams(plan, teams))
            }
            Varied::Agency { teams, from, until } => {
                let workers = if many { "agency workers" } else { "agency worker" };
                let (from, until) = (format_date(*from), format_date(*until));
                format!("{value} {workers}{}, from {from} until {until}", in_teams(plan, teams))
            }
            Varied::AgencyUntil { count, teams, from } => {
                let workers = if *count == 1 { "agency worker" } else { "agency workers" };
                let from = format_date(*from);
                format!("{count} {workers}{}, from {from} until {value}", in_teams(plan, teams))
            }
            Varied::Cap { role } => format!("a cap of {value} children for {}", people(*role)),
            Varied::Demand { team, case_type } => {
                let kind =
                    case_type.map_or_else(String::new, |of| format!(" of {}", lower_first(of.label())));
                let team = team.map_or_else(String::new, |team| in_teams(plan, &[team]));
                format!("new work{kind}{team} at {value} of what is supposed")
            }
            Varied::Sickness => format!("sickness at {value} of what is supposed"),
            Varied::Turnover => format!("turnover at {value} of what is supposed"),
            Varied::TimeToFill => format!("time to fill at {value} of what is supposed"),
            Varied::LengthOfWork => format!("length of work at {value} of what is supposed"),
        }
    }
}

/// "social workers".
fn people(role: Role) -> String {
    match role {
        Role::NonCaseHolding => "social workers without cases".to_owned(),
        role => format!("{}s", lower_first(role.label())),
    }
}

fn how(fte: Fte, contract: Contract) -> String {
    let fte = if fte == Fte::FULL { String::new() } else { format!(", {fte} FTE each") };
    let contract = match contract {
        Contract::Permanent => String::new(),
        other => format!(", {}", lower_first(other.label())),
    };
    format!("{fte}{contract}")
}

/// " in North and South"; nothing for every team.
fn in_teams(plan: &Plan, teams: &[TeamId]) -> String {
    let name =
        |team: &TeamId| plan.teams.get(*team).map_or_else(|| team.to_string(), |known| known.name.clone());
    let names: Vec<String> = teams.iter().map(name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" in {one}"),
        [before @ .., last] => format!(" in {} and {last}", before.join(", ")),
    }
}

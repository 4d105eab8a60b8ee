//! From data to the text that reads back equal.

use std::fmt;

use crate::domain::calendar::format_date;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Contract, Recruited, Role, Words as _, lower_first};
use crate::domain::target::{Claim, Promise, USUAL_YEARS, Value, Variation, Varied};
use crate::domain::units::Fte;

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NobodyWithoutOver { types, working_days } => {
                write!(f, "no {} without a named social worker", nouns(types, false))?;
                match working_days {
                    0 => Ok(()),
                    1 => f.write_str(" for over 1 working day"),
                    days => write!(f, " for over {days} working days"),
                }
            }
            Self::AtMostWithout { types, children } => {
                write!(f, "at most {children} {} without a named social worker", nouns(types, *children != 1))
            }
            Self::AtMostInState { state, children } => {
                let noun = if *children == 1 { "child" } else { "children" };
                write!(f, "at most {children} {noun} {}", lower_first(state.label()))
            }
            Self::NoTeamOver { children } => write!(f, "no team over {children}"),
            Self::AverageUnder { children } => write!(f, "average caseload under {children}"),
        }
    }
}

/// "child", "child protection or court child", "care leavers".
fn nouns(types: &[CaseType], many: bool) -> String {
    let noun = |case_type: &CaseType| match (case_type, many) {
        (CaseType::ChildInNeed, true) => "children in need".to_owned(),
        (CaseType::DisabledChild, true) => "disabled children".to_owned(),
        (CaseType::CareLeaver, true) => "care leavers".to_owned(),
        _ => lower_first(case_type.label()),
    };
    let names: Vec<String> = types.iter().map(noun).collect();
    let child = if many { "children" } else { "child" };
    let says_it = |last: &CaseType| {
        matches!(last, CaseType::ChildInNeed | CaseType::DisabledChild | CaseType::CareLeaver)
    };
    match (names.as_slice(), types.last()) {
        ([.., last], Some(last_type)) => {
            let before = &names[..names.len() - 1];
            let all =
                if before.is_empty() { last.clone() } else { format!("{} or {last}", before.join(", ")) };
            if says_it(last_type) { all } else { format!("{all} {child}") }
        }
        _ => child.to_owned(),
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.claim.fmt(f)?;
        if let Some(from) = self.from {
            write!(f, " from {}", format_date(from))?;
        }
        if let Some(to) = self.to {
            write!(f, " to {}", format_date(to))?;
        }
        match self.years_of_100 {
            USUAL_YEARS => Ok(()),
            years => write!(f, " in {years} of 100 years"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Day(day) => f.write_str(&format_date(*day)),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

/// As a range where they are one, otherwise as a list.
fn values(values: &[Value]) -> String {
    let number = |value: &Value| match value {
        Value::Count(number) | Value::Percent(number) => Some(i64::from(*number)),
        Value::Day(_) => None,
    };
    let sign = if matches!(values.first(), Some(Value::Percent(_))) { "%" } else { "" };
    let numbers: Option<Vec<i64>> = values.iter().map(number).collect();
    if let Some([first, second, .., last]) = numbers.as_deref() {
        let step = second - first;
        let even =
            numbers.iter().flat_map(|numbers| numbers.windows(2)).all(|pair| pair[1] - pair[0] == step);
        if even && step != 0 {
            let range = format!("{first}{sign}..{last}{sign}");
            return if step.abs() == 1 { range } else { format!("{range} step {}{sign}", step.abs()) };
        }
    }
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

fn teams(teams: &[TeamId]) -> String {
    if teams.is_empty() {
        return String::new();
    }
    let ids: Vec<String> = teams.iter().map(ToString::to_string).collect();
    format!(" in {}", ids.join(", "))
}

/// How posts are, as far as it is not as usual.
fn posts(fte: Fte, contract: Contract, recruited: Recruited) -> String {
    let mut text = String::new();
    if fte != Fte::FULL {
        text = format!(" fte {fte}");
    }
    if contract != Contract::Permanent {
        text = format!("{text} {}", lower_first(contract.label()));
    }
    if recruited == Recruited::Advertised {
        text.push_str(" advertised");
    }
    text
}

fn role(role: Role) -> String {
    lower_first(role.label())
}

impl Variation {
    /// The text that [`Self::parse`] and [`Self::read`] read back equal: teams by id, days by date.
    pub fn text(&self) -> String {
        let values = values(&self.values);
        match &self.what {
            Varied::Posts { role: of, teams: to, fte, contract, from, recruited } => format!(
                "posts {values} of {}{} from {}{}",
                role(*of),
                teams(to),
                format_date(*from),
                posts(*fte, *contract, *recruited)
            ),
            Varied::StartOfPosts { count, role: of, teams: to, fte, contract, recruited } => format!(
                "start {values} of {count} posts of {}{}{}",
                role(*of),
                teams(to),
                posts(*fte, *contract, *recruited)
            ),
            Varied::Agency { teams: to, from, until } => format!(
                "agency {values}{} from {} until {}",
                teams(to),
                format_date(*from),
                format_date(*until)
            ),
            Varied::AgencyUntil { count, teams: to, from } => {
                format!("agency until {values} of {count}{} from {}", teams(to), format_date(*from))
            }
            Varied::Cap { role: of } => format!("cap {values} of {}", role(*of)),
            Varied::Demand { team, case_type } => {
                let team = team.map_or_else(String::new, |team| format!(" of {team}"));
                let case_type =
                    case_type.map_or_else(String::new, |of| format!(" of {}", lower_first(of.label())));
                format!("demand {values}{team}{case_type}")
            }
            Varied::Sickness => format!("sickness {values}"),
            Varied::Turnover => format!("turnover {values}"),
            Varied::TimeToFill => format!("time to fill {values}"),
            Varied::LengthOfWork => format!("length of work {values}"),
        }
    }
}

impl fmt::Display for Variation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

//! Fields of the promises, of what is varied, and of what people cost.

use super::staff::{optional_number, own};
use super::value::{Kind, Value, each};
use super::{Field, field};
use crate::domain::plan::{Costs, Plan, Role, Target, Words as _};
use crate::domain::target::{GrammarError, Promise, USUAL_YEARS, Variation, promises};

/// What is varied, which names teams of the plan.
pub(super) const VARY: &str = "vary";

pub(super) fn target() -> Vec<Field<Target>> {
    const QUESTION: &str = "What is promised";
    const SALARIES: &str = "Salaries";
    const AGENCY: &str = "Agency rates";
    let mut fields = vec![
        field!(
            Target,
            "promises",
            "Promises",
            QUESTION,
            "One a line, for example: no child without a named social worker for over 5 working days from 04/01/2027 in 95 of 100 years",
            |r| r.promises
        ),
        own(
            (VARY, "What is varied", QUESTION),
            "For example: posts 0..40 of social worker in T1, T2 from 04/01/2027. Empty: nothing yet",
            Kind::Text,
            |target: &Target| target.vary.as_ref().map_or_else(String::new, Variation::text),
            |target, text| {
                target.vary = optional_variation(text, Variation::read)?;
                Ok(())
            },
        ),
    ];
    fields.extend(Role::ALL.iter().map(|role| {
        pay(
            *role,
            ("salary", SALARIES),
            "[GK] Salary of a full-time post in a year, whole pounds, before on-costs. Empty: none",
            |costs| &costs.salaries,
            |costs| &mut costs.salaries,
        )
    }));
    fields.push(field!(
        Target,
        "on_costs_percent",
        "On-costs (% of salary)",
        SALARIES,
        "[GK] National insurance, pension and the like, on top of a salary",
        |r| r.costs.on_costs_percent
    ));
    fields.extend(Role::ALL.iter().map(|role| {
        pay(
            *role,
            ("agency_day", AGENCY),
            "[GK] What an agency takes for a full-time day, whole pounds. Empty: none",
            |costs| &costs.agency_a_day,
            |costs| &mut costs.agency_a_day,
        )
    }));
    fields
}

/// Puts what is varied from text that may name the plan's teams by their names.
pub(super) fn set_vary(plan: &mut Plan, text: &str) -> Result<(), String> {
    let vary = optional_variation(text, |text| Variation::parse(text, plan))?;
    std::sync::Arc::make_mut(&mut plan.target).vary = vary;
    Ok(())
}

fn optional_variation(
    text: &str,
    read: impl Fn(&str) -> Result<Variation, GrammarError>,
) -> Result<Option<Variation>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read(text).map(Some).map_err(|error| error.sentence)
}

type Pay = Vec<(Role, u32)>;

/// What somebody in a role costs.
fn pay(
    role: Role,
    (key, group): (&str, &'static str),
    hint: &str,
    read: fn(&Costs) -> &Pay,
    write: fn(&mut Costs) -> &mut Pay,
) -> Field<Target> {
    let label = format!("{} (£)", role.label());
    own(
        (&format!("{key}_{}", role.key()), &label, group),
        hint,
        Kind::Number,
        move |target: &Target| {
            let known = read(&target.costs).iter().find(|(of, _)| *of == role);
            known.map_or_else(String::new, |(_, pounds)| pounds.to_string())
        },
        move |target, text| {
            let pounds: Option<u32> = optional_number(text, "Write whole pounds, for example 42000")?;
            let list = write(&mut target.costs);
            match (pounds, list.iter().position(|(of, _)| *of == role)) {
                (Some(pounds), Some(place)) => list[place].1 = pounds,
                (Some(pounds), None) => list.push((role, pounds)),
                (None, Some(place)) => {
                    list.remove(place);
                }
                (None, None) => {}
            }
            Ok(())
        },
    )
}

impl Value for Vec<Promise> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        let lines = each(text, |line| promises(line, USUAL_YEARS).map_err(|error| error.sentence))?;
        Ok(lines.into_iter().flatten().collect())
    }
}

//! What the scenarios of the examples are made of.

use chrono::NaiveDate;

use crate::domain::edit::Edit;
use crate::domain::ids::{ScenarioId, TeamId, Thing};
use crate::domain::plan::{Change, Contract, Plan, Recruited, Role, Scenario, ScenarioChange};
use crate::domain::scenario::OWN_IDS;
use crate::domain::units::Fte;

/// A team that a scenario adds.
pub(super) const NEW_TEAM: TeamId = TeamId(OWN_IDS.start);

/// Adds a scenario to a plan: its name, what it is meant to show, and its changes, each with why.
pub(super) fn add(plan: &mut Plan, name: &str, description: &str, changes: Vec<(Change, &str)>) {
    let id = ScenarioId(plan.scenarios.len() as u32 + 1);
    let one = |(change, why): (Change, &str)| ScenarioChange { change, on: true, comment: why.to_owned() };
    let changes = changes.into_iter().map(one).collect();
    plan.scenarios.push(Scenario { id, name: name.to_owned(), description: description.to_owned(), changes });
}

/// A field gets another value.
pub(super) fn set(of: Thing, field: &str, to: &str) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
}

/// Full-time permanent posts in which somebody starts on a day.
pub(super) fn posts(team: TeamId, role: Role, count: u16, from: NaiveDate) -> Change {
    Change::AddPosts {
        team,
        role,
        count,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from,
        recruited: Recruited::Starts,
        ramp: None,
    }
}

/// The team with this name. Every example has the teams that its scenarios name, which a test shows.
pub(super) fn team(plan: &Plan, name: &str) -> TeamId {
    plan.teams.iter().find(|team| team.name == name).map_or(TeamId(0), |team| team.id)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::{examples, shift_to};
    use crate::app::examples::EXAMPLES;
    use crate::app::forecast::play::model_of;
    use crate::app::format;
    use crate::domain::calendar::parse_date;
    use crate::domain::check::check_plan;
    use crate::domain::problem::Severity;
    use crate::domain::scenario::with_scenario;
    use crate::domain::sim::{Asked, Simulator};

    #[test]
    fn every_change_of_every_example_applies_and_every_scenario_can_be_played() {
        for (file, plan) in examples() {
            let other_week = shift_to(&plan, parse_date("04/03/2027").unwrap());
            for plan in [&plan, &other_week] {
                for scenario in &plan.scenarios {
                    let of = format!("{file}, {}", scenario.name);
                    let applied = with_scenario(plan, scenario);
                    assert_eq!(applied.left_out, [], "{of}");
                    assert_ne!(&applied.plan, plan, "{of}");
                    let errors: Vec<String> = check_plan(&applied.plan)
                        .into_iter()
                        .filter(|problem| problem.severity == Severity::Error)
                        .map(|problem| problem.what)
                        .collect();
                    assert!(errors.is_empty(), "{of}: {errors:?}");
                    let asked = Asked { weeks: Some(30), ..Asked::default() };
                    let model = model_of(&applied.plan, None, &asked).unwrap();
                    assert_eq!(Simulator::new(&model).runs(0, 1, &AtomicBool::new(false)).runs(), 1, "{of}");
                }
            }
        }
    }

    #[test]
    fn every_scenario_says_what_it_shows_and_every_change_why() {
        for (file, plan) in examples() {
            for scenario in &plan.scenarios {
                assert!(scenario.description.ends_with(['.', '?']), "{file}, {}", scenario.name);
                for change in &scenario.changes {
                    assert!(
                        change.comment.ends_with(['.', '?']),
                        "{file}, {}: {}",
                        scenario.name,
                        change.comment
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_program_carries_is_what_is_invented() {
        for ((file, plan), example) in examples().iter().zip(EXAMPLES) {
            let carried = crate::app::examples::open(
                crate::app::examples::place_of(example.name).unwrap(),
                plan.about.as_at,
            )
            .unwrap();
            // As a file holds it: numbers are written and read back.
            let written = format::read(&format::write(plan).unwrap()).unwrap().plan;
            assert!(carried == written, "{file}: run the example write_saves");
        }
    }
}

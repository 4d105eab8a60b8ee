//! `--scenario`: the plan as one of its scenarios would have it.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::plan_file::Failure;
use super::{open, say};
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, Records, Scenario};
use crate::domain::scenario::{with_scenario, words_in_turn};

/// Opens a plan and, if a scenario is named, carries it out, without any scenarios: they are changes of the plan before, and
/// are not judged on what one of them makes of it. Changes that do not apply are told.
pub(super) fn open_as(path: &Path, named: Option<&str>, messages: &mut dyn Write) -> Result<Plan, Failure> {
    let mut plan = carried_out(path, named, messages)?;
    if named.is_some() {
        plan.scenarios = Records::default();
    }
    Ok(plan)
}

/// As [`open_as`], with the other scenarios. That which is named is no longer among them: it has been carried out, and a second
/// time it would add everything again.
pub(super) fn carried_out(
    path: &Path,
    named: Option<&str>,
    messages: &mut dyn Write,
) -> Result<Plan, Failure> {
    let base = open(path, messages)?;
    let Some(named) = named else { return Ok(base) };
    let scenario = find(&base, named)?;
    let applied = with_scenario(&base, scenario);
    let words = words_in_turn(&base, &scenario.changes);
    for left_out in &applied.left_out {
        let words = words.get(left_out.place).map_or("", String::as_str);
        say(
            messages,
            &format!(
                "The scenario “{}” is without its change {} ({words}): {}",
                scenario.name,
                left_out.place + 1,
                left_out.why
            ),
        );
    }
    let mut plan = applied.plan;
    plan.scenarios.remove(scenario.id);
    Ok(plan)
}

/// The scenario of this name, whatever the case of its letters, or with this id.
pub(super) fn find<'p>(plan: &'p Plan, named: &str) -> Result<&'p Arc<Scenario>, Failure> {
    let plain = |name: &str| name.trim().to_lowercase();
    let wanted = plain(named);
    let of_name: Vec<&Arc<Scenario>> =
        plan.scenarios.iter().filter(|scenario| plain(&scenario.name) == wanted).collect();
    if let [one] = of_name.as_slice() {
        return Ok(one);
    }
    let id = named.trim().to_uppercase().parse::<ScenarioId>().ok();
    if let Some(scenario) = id.and_then(|id| plan.scenarios.get(id)).filter(|_| of_name.is_empty()) {
        return Ok(scenario);
    }
    let listed = |scenarios: &mut dyn Iterator<Item = &Arc<Scenario>>| {
        scenarios.map(|s| format!("{} ({})", s.name, s.id)).collect::<Vec<String>>().join(", ")
    };
    Err(Failure::Usage(if plan.scenarios.is_empty() {
        "The plan has no scenarios".to_owned()
    } else if of_name.is_empty() {
        format!(
            "There is no scenario “{}” in the plan. There are: {}",
            named.trim(),
            listed(&mut plan.scenarios.iter())
        )
    } else {
        let ids = listed(&mut of_name.into_iter());
        format!("More than one scenario is called “{}”. Give its id: {ids}", named.trim())
    }))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::{Args, run};
    use super::*;
    use crate::domain::calendar::parse_date;
    use crate::domain::edit::Edit;
    use crate::domain::ids::{ChildId, Thing, WorkerId};
    use crate::domain::plan::{Change, ScenarioChange};

    fn plan() -> Plan {
        let mut plan = Plan::empty(parse_date("07/09/2026").unwrap());
        for (id, name) in [(1, "A cap of 16"), (2, "Agency first"), (3, "agency FIRST"), (4, "S1")] {
            plan.scenarios.push(Scenario {
                id: ScenarioId(id),
                name: name.to_owned(),
                description: String::new(),
                changes: Vec::new(),
            });
        }
        plan
    }

    /// A plan with a scenario of which one change no longer applies, in a file.
    fn written(folder: &Path) -> String {
        let mut plan = crate::domain::samples::sound();
        let change = |change| ScenarioChange { change, on: true, comment: String::new() };
        let convert = Change::ConvertAgency { worker: WorkerId(99), on: parse_date("02/11/2026").unwrap() };
        let tray =
            Edit::Set { of: Thing::Child(ChildId(1)), field: "holder".to_owned(), to: "tray T1".to_owned() };
        plan.scenarios.push(Scenario {
            id: ScenarioId(1),
            name: "Nobody for one".to_owned(),
            description: String::new(),
            changes: vec![change(convert), change(Change::Edit(tray))],
        });
        let path = folder.join("plan.ron");
        std::fs::write(&path, crate::app::format::write(&plan).unwrap()).unwrap();
        path.display().to_string()
    }

    /// Status, answer and messages.
    fn ran(args: &[&str]) -> (u8, String, String) {
        let args = Args::try_parse_from([&["caseload-cli"], args].concat()).unwrap();
        let (mut answers, mut messages) = (Vec::new(), Vec::new());
        let status = run(&args, &mut answers, &mut messages).status();
        (status, String::from_utf8(answers).unwrap(), String::from_utf8(messages).unwrap())
    }

    #[test]
    fn every_command_answers_for_the_plan_as_the_scenario_would_have_it_and_tells_what_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let plan = written(folder.path());
        let told = "The scenario “Nobody for one” is without its change 1 (W99 becomes permanent on 02/11/2026): \
                    W99 is no longer in the plan\n";
        let named = ["--scenario", "nobody for ONE"];
        for (command, more) in [
            ("check", &["--json"][..]),
            ("flags", &["--json"]),
            ("figures", &["--json"]),
            ("simulate", &["--json", "--replications", "10", "--weeks", "4", "--threads", "1"]),
            ("convert", &[]),
        ] {
            let base = ran(&[&[command, plan.as_str()], more].concat());
            let (status, answer, messages) = ran(&[&[command, plan.as_str()], &named[..], more].concat());
            assert_eq!(status, 0, "{command}: {messages}");
            assert!(messages.starts_with(told), "{command}: {messages}");
            assert_ne!(answer, base.1, "{command}");
        }
        let flags = |args: &[&str]| -> serde_json::Value {
            serde_json::from_str(&ran(&[&["flags", plan.as_str(), "--json"], args].concat()).1).unwrap()
        };
        assert_eq!(flags(&[])["no_named_social_worker"], 0);
        assert_eq!(flags(&named)["no_named_social_worker"], 1);
        // What is written has been carried out, and is not there to be carried out again.
        let converted = ran(&["convert", &plan, "--scenario", "S1"]).1;
        let read = crate::app::format::read(&converted).unwrap().plan;
        assert!(read.scenarios.is_empty());
        let (status, answer, messages) = ran(&["check", &plan, "--scenario", "Another"]);
        assert_eq!((status, answer.as_str()), (2, ""));
        assert_eq!(messages, "There is no scenario “Another” in the plan. There are: Nobody for one (S1)\n");
    }

    #[test]
    fn a_scenario_is_found_by_its_name_and_otherwise_by_its_id() {
        let plan = plan();
        for (named, id) in [("a CAP of 16 ", 1), ("S2", 2), ("s3", 3), ("S1", 4)] {
            assert_eq!(find(&plan, named).map(|found| found.id.0).ok(), Some(id), "{named}");
        }
    }

    #[test]
    fn a_name_that_is_none_or_two_is_refused_with_those_there_are() {
        let why = |plan: &Plan, named| find(plan, named).unwrap_err().to_string();
        assert_eq!(
            why(&plan(), "A cap of 17"),
            "There is no scenario “A cap of 17” in the plan. There are: A cap of 16 (S1), Agency first (S2), agency FIRST (S3), S1 (S4)"
        );
        assert_eq!(
            why(&plan(), "Agency first"),
            "More than one scenario is called “Agency first”. Give its id: Agency first (S2), agency FIRST (S3)"
        );
        assert_eq!(why(&Plan::empty(parse_date("07/09/2026").unwrap()), "S1"), "The plan has no scenarios");
    }
}

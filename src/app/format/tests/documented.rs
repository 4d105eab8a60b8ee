//! docs/FORMAT.md names every field and word, its example opens, and every fixture opens for ever.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::super::lexer::{Kind, Tokens};
use super::*;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{CaseType, Costs, ForecastSettings, Holder, Role, Target};

const FORMAT_MD: &str = include_str!("../../../../docs/FORMAT.md");
const SMALL: &str = include_str!("../../../../tests/fixtures/plans/v1/small.ron");
const NORTHERN_IRELAND: &str = include_str!("../../../../tests/fixtures/plans/v1/northern_ireland.ron");
const NEW_PLAN: &str = include_str!("../../../../tests/fixtures/plans/v1/new_plan.ron");
const FORECAST: &str = include_str!("../../../../tests/fixtures/plans/v1/forecast.ron");
const TARGET: &str = include_str!("../../../../tests/fixtures/plans/v1/target.ron");
const SCENARIOS: &str = include_str!("../../../../tests/fixtures/plans/v1/scenarios.ron");
const ROTA: &str = include_str!("../../../../tests/fixtures/plans/v1/rota.ron");
const EVERYTHING: &str = include_str!("../../../../tests/fixtures/plans/v1/everything.ron");

/// Every field and every fixed word of the text.
fn words_of(text: &str) -> BTreeSet<&str> {
    Tokens::new(text)
        .filter(|token| token.kind == Kind::Word && !matches!(token.text, "true" | "false"))
        .map(|token| token.text)
        .collect()
}

#[test]
fn every_fixture_of_every_version_opens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans");
    let mut opened = 0;
    for version in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(version.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let plan = read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(plan.notes.is_empty(), "{}: {:?}", path.display(), plan.notes);
            opened += 1;
        }
    }
    assert!(opened >= 2);
}

#[test]
fn the_small_fixture_says_what_it_always_said() {
    let plan = read(SMALL).unwrap().plan;
    assert_eq!(plan.about.title, "Autumn plan");
    assert_eq!(plan.about.as_at, day(2026, 9, 7));
    assert_eq!(plan.workers.get(WorkerId(2)).unwrap().last_day, Some(day(2026, 10, 2)));
    let holders: Vec<_> = plan.children.iter().map(|child| child.holder.clone()).collect();
    assert_eq!(holders, [Holder::Worker(WorkerId(2)), Holder::Tray(TeamId(1)), Holder::Manager(WorkerId(1))]);
    assert_eq!(plan.children.at(0).unwrap().case_type, CaseType::ChildProtection);
}

#[test]
fn the_fixture_with_everything_is_written_as_it_stands_but_for_comments() {
    // So that a change of layout, of a word or of a field's name is noticed here.
    let plan = read(EVERYTHING).unwrap().plan;
    let of_now = concat!("app_version: \"", env!("CARGO_PKG_VERSION"), "\"");
    assert_eq!(write(&plan).unwrap(), EVERYTHING.replace("app_version: \"0.1.0\"", of_now));
}

#[test]
fn the_fixture_in_another_hand_says_what_it_always_said() {
    let plan = read(NORTHERN_IRELAND).unwrap().plan;
    assert_eq!(plan.about.title, r"Winter \ plan");
    assert_eq!(plan.about.horizon_weeks, 52);
    assert_eq!(plan.about.notes, "two\nlines");
    assert_eq!(plan.policy.allocation_days.text(), "Tue Thu");
    assert_eq!(plan.policy.most_new_a_week, None);
    let zoe = plan.workers.at(0).unwrap();
    assert_eq!((zoe.name.as_str(), zoe.fte.parts()), ("Zoë", 5000));
    assert_eq!((zoe.first_day, zoe.last_day), (Some(day(2026, 1, 5)), None));
}

#[test]
fn the_fixture_of_a_forecast_says_what_it_always_said() {
    let plan = read(FORECAST).unwrap().plan;
    let shares: Vec<_> = plan.demand.teams.iter().map(|team| team.priorities).collect();
    assert_eq!(shares, [[0.2, 0.5, 0.3, 0.0], [0.0, 0.0, 1.0, 0.0]]);
    assert_eq!(plan.policy.transfer_handover_working_days, 15);
    assert_eq!(plan.workforce.leave_block_working_days, 10);
    let expected = ForecastSettings {
        seed: 18_446_744_073_709_551_615,
        weeks: 104,
        error_percent: 1.5,
        most_runs: 100_000,
        fixed_runs: Some(250),
        failing_children: 8,
        failing_chance_percent: 40,
    };
    assert_eq!(*plan.forecast, expected);
    assert_eq!(read(&write(&plan).unwrap()).unwrap().plan, plan);
}

#[test]
fn the_fixture_of_a_target_says_what_it_always_said() {
    let plan = read(TARGET).unwrap().plan;
    let said: Vec<String> = plan.target.promises.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "no child protection child without a named social worker for over 1 working day",
            "at most 5 children manager-held from 04/01/2027 to 31/03/2027 in 90 of 100 years",
        ]
    );
    let vary = plan.target.vary.as_ref().map(ToString::to_string);
    assert_eq!(vary.as_deref(), Some("posts 0..12 of social worker in T1, T2 from 04/01/2027 fte 0.8"));
    let costs = &plan.target.costs;
    assert_eq!(costs.salaries, [(Role::SocialWorker, 43_500), (Role::SeniorPractitioner, 49_900)]);
    assert_eq!(costs.agency_a_day, [(Role::SocialWorker, 310)]);
    assert_eq!(costs.on_costs_percent, 27);
    assert_eq!(read(&write(&plan).unwrap()).unwrap().plan, plan);
}

#[test]
fn the_fixture_of_scenarios_says_what_it_always_said() {
    use crate::domain::plan::{Change, PostFilling, Ramp, Recruited};
    let plan = read(SCENARIOS).unwrap().plan;
    let recruiting = match plan.posts.at(1).unwrap().filling {
        PostFilling::Vacant { recruiting_from, .. } => recruiting_from,
        _ => None,
    };
    assert_eq!(recruiting, Some(day(2027, 4, 1)));
    assert_eq!(plan.workers.at(1).unwrap().permanent_from, Some(day(2026, 11, 2)));
    let changes: Vec<&Change> = plan.scenarios.at(0).unwrap().changes.iter().map(|c| &c.change).collect();
    let holds = vec![CaseType::Assessment, CaseType::ChildInNeed];
    assert_eq!(changes[0], &Change::AddTeam { id: TeamId(500_000), name: "Coast".to_owned(), holds });
    assert!(matches!(changes[1], Change::AddTeam { holds, .. } if holds.is_empty()));
    assert!(matches!(changes[2], Change::AddPosts { recruited: Recruited::Advertised, ramp: None, .. }));
    let ramp = Ramp::new(&[(0, 25), (6, 100)]);
    assert!(
        matches!(changes[3], Change::AddPosts { recruited: Recruited::Starts, ramp: Some(of), .. } if *of == ramp)
    );
    assert!(matches!(changes[4], Change::SplitTeam { new_id: Some(TeamId(500_002)), .. }));
    assert_eq!(read(&write(&plan).unwrap()).unwrap().plan, plan);
}

#[test]
fn a_promise_that_cannot_be_read_is_refused_with_its_line_and_the_letter() {
    let error = read(&typed(
        "target: (\n    promises: [\"no team over 3\",\n        \"no team ofer 3\"],\n    vary: \"posts\"),",
    ));
    let located = error.unwrap_err().located;
    let lines: Vec<usize> = located.iter().filter_map(|located| located.line).collect();
    assert_eq!(lines.len(), 2, "{located:?}");
    assert_eq!(lines[1], lines[0] + 1);
    assert!(
        located[0].what.contains("“no team ofer 3”, letter 9: “ofer” is not understood here"),
        "{located:?}"
    );
    assert!(located[1].what.contains("“posts”, letter 6"), "{located:?}");
}

#[test]
fn costs_that_a_file_leaves_out_are_the_usual_ones_of_its_version() {
    let opened = read(&typed("target: (on_costs_percent: 25),")).unwrap().plan;
    let usual = Target::default();
    assert_eq!(opened.target.costs, Costs { on_costs_percent: 25, ..usual.costs });
    let opened = read(&typed("target: (salaries: []),")).unwrap().plan;
    assert_eq!(opened.target.costs.salaries, []);
}

#[test]
fn what_a_file_says_nothing_of_is_left_out_of_it_again() {
    // Plans that were saved before these fields were there stay as they are, byte by byte.
    let plan = Plan::empty(day(2026, 9, 7));
    let text = write(&plan).unwrap();
    for name in [
        "forecast:",
        "target:",
        "priorities",
        "transfer_handover",
        "leave_block",
        "recruiting_from",
        "permanent_from",
        "recruited",
        "new_id",
    ] {
        assert!(!text.contains(name), "{name}");
    }
    // What is left out of a section that is there is as usual too.
    let opened = read(&typed("forecast: (seed: 7),")).unwrap().plan;
    assert_eq!(*opened.forecast, ForecastSettings { seed: 7, ..ForecastSettings::default() });
}

#[test]
fn the_fixture_of_a_rota_says_what_it_always_said() {
    let plan = read(ROTA).unwrap().plan;
    let team = plan.teams.at(0).unwrap();
    let duty = team.duty.as_ref().unwrap();
    assert_eq!((duty.turns.len(), duty.turns[0].pinned, duty.turns[1].pinned), (2, true, false));
    assert_eq!(duty.turn_on(day(2026, 9, 23)).map(|turn| turn.worker), Some(WorkerId(3)));
    assert_eq!(
        (team.rota.most_away, team.rota.least_present.map(crate::domain::units::Fte::parts)),
        (Some(2), Some(15_000))
    );
    let ada = plan.workers.get(WorkerId(2)).unwrap();
    assert!(!ada.works_on(day(2026, 9, 11)) && ada.works_on(day(2026, 9, 18)));
    assert_eq!(ada.rota.leave_days.map(crate::domain::units::Days::hundredths), Some(3000));
    assert_eq!((plan.rota.group_supervision_weeks, plan.rota.duty_takes_percent), (None, 60));
    assert_eq!(plan.calendar.school_holidays.len(), 1);
    // A plan without any of it has the rules of a new plan, and none of them is in its file.
    let small = read(SMALL).unwrap().plan;
    assert_eq!(*small.rota, crate::domain::plan::RotaRules::default());
    assert!(!write(&small).unwrap().contains("rota:"));
}

#[test]
fn the_fixtures_leave_no_field_and_no_word_out() {
    let used = words_of_all_fixtures();
    let mut missing = Vec::new();
    for source in [
        include_str!("../v1/mod.rs"),
        include_str!("../v1/child.rs"),
        include_str!("../v1/edit.rs"),
        include_str!("../v1/forecast.rs"),
        include_str!("../v1/policy.rs"),
        include_str!("../v1/rota.rs"),
        include_str!("../v1/scenario.rs"),
        include_str!("../v1/settings.rs"),
        include_str!("../v1/staff.rs"),
        include_str!("../v1/target.rs"),
        include_str!("../v1/words.rs"),
    ] {
        missing.extend(names_in(source).into_iter().filter(|name| !used.contains(name.as_str())));
    }
    assert!(missing.is_empty(), "in no plan of the fixtures: {missing:?}");
}

fn words_of_all_fixtures() -> BTreeSet<&'static str> {
    [SMALL, NORTHERN_IRELAND, NEW_PLAN, EVERYTHING, FORECAST, TARGET, SCENARIOS, ROTA]
        .into_iter()
        .flat_map(words_of)
        .collect()
}

/// The names that the types of a source file have in a plan: fields, variants, and words given by key.
fn names_in(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut of_a_type = false;
    for line in source.lines() {
        let code = line.trim();
        if line.contains("#[derive(") && line.contains("Serialize") {
            of_a_type = true;
        } else if line == "}" {
            of_a_type = false;
        }
        let word = code.trim_start_matches("pub ").split(|c: char| !c.is_alphanumeric() && c != '_').next();
        let word = word.unwrap_or("");
        let after = &code[word.len().min(code.len())..];
        if of_a_type && line.starts_with("    ") && !code.starts_with(['#', '/']) {
            if after.starts_with(':') {
                names.push(word.to_owned());
            } else if word.starts_with(char::is_uppercase) {
                names.push(snake_case(word));
                // Fields of a variant on one line.
                let fields = after.split_once('{').map_or("", |(_, fields)| fields);
                names.extend(
                    fields.split(',').filter_map(|field| Some(field.split_once(':')?.0.trim().to_owned())),
                );
            }
        } else if let Some((_, key)) = code.strip_suffix("\",").and_then(|code| code.split_once(" \"")) {
            names.push(key.to_owned());
        }
    }
    names.retain(|name| !name.is_empty() && !name.starts_with('_'));
    names
}

fn snake_case(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
        snake
    })
}

#[test]
fn every_field_and_every_word_is_in_the_documentation() {
    let in_code: BTreeSet<&str> = FORMAT_MD.split('`').flat_map(words_of).collect();
    let of_ron_itself = ["Some", "None", "Worker", "enable", "implicit_some"];
    let missing: Vec<_> = words_of_all_fixtures()
        .into_iter()
        .filter(|word| !in_code.contains(word) && !of_ron_itself.contains(word))
        .collect();
    assert!(missing.is_empty(), "not in docs/FORMAT.md: {missing:?}");
}

#[test]
fn the_example_in_the_documentation_opens() {
    let example = FORMAT_MD.split("```ron").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let opened = read(example).unwrap_or_else(|error| panic!("{error}"));
    assert!(opened.notes.is_empty());
    assert!(!opened.plan.children.is_empty());
}

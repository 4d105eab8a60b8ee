//! What each command answers, against a plan worked out by hand.

use caseload::app::invent;
use caseload::app::terminal::{
    FlagsAnswer, Reading, TableChoice, check_answer, csv_table, example, examples_answer, figures_answer,
    flags_answer,
};
use caseload::domain::plan::Plan;

use crate::plans::{date, one_team};

fn flags(plan: &Plan, on: Option<&str>, weeks: Option<u16>) -> FlagsAnswer {
    flags_answer(&Reading::new(plan).sight(), on.map(date), weeks).unwrap()
}

fn states(answer: &FlagsAnswer) -> Vec<(&'static str, u32)> {
    answer.states.0.iter().copied().filter(|(_, number)| *number > 0).collect()
}

#[test]
fn flags_on_the_plans_own_date() {
    let answer = flags(&one_team(), None, None);
    assert_eq!((answer.as_at.as_str(), answer.on.as_str()), ("2026-09-07", "2026-09-07"));
    assert_eq!((answer.horizon_weeks, answer.horizon_to.as_str()), (26, "2027-03-08"));
    assert_eq!(answer.states.0.len(), 13);
    assert_eq!(
        states(&answer),
        [("named", 3), ("named_away", 1), ("manager_held", 1), ("awaiting_allocation", 1)]
    );
    assert_eq!((answer.open_children, answer.states.total()), (6, 6));
    // R2 and R3; R5 is in the grace period, but has nobody present either.
    assert_eq!((answer.no_named_social_worker, answer.without_a_present_worker), (2, 3));
    assert_eq!(answer.may_never_wait, 1);
    assert!(
        answer.counted_states.contains("named, away (after 5 working days)"),
        "{}",
        answer.counted_states
    );

    let [first, second] = answer.children.as_slice() else { panic!("{:?}", answer.children) };
    assert_eq!(first.reference, "R2", "a child protection plan goes before an assessment");
    assert_eq!((first.case_type, first.state), ("child_protection", "manager_held"));
    assert_eq!(
        (first.since.as_deref(), first.unnamed_since.as_deref()),
        (Some("2026-08-24"), Some("2026-08-24"))
    );
    // 24 to 28 August is five, 31 August is a bank holiday, 1 to 4 September is four, and the 7th is one.
    assert_eq!(first.working_days, Some(10));
    assert_eq!((first.may_never_wait, first.until.as_deref()), (true, None));
    assert_eq!(first.responsible_manager.as_deref(), Some("Meg"));
    assert_eq!(first.team.as_deref(), Some("North"));
    assert_eq!(first.reason, "Meg, a manager, holds the child in place of a social worker");
    assert!(!first.remedies.is_empty() && first.no_remedy.is_none());
    assert!(first.remedies[0].what.starts_with("Allocate to "), "{:?}", first.remedies);
    assert_eq!((second.reference.as_str(), second.working_days), ("R3", Some(3)));
}

#[test]
fn flags_ahead_say_who_loses_their_worker_when_and_why() {
    // To Monday 21 September.
    let answer = flags(&one_team(), None, Some(2));
    let ahead: Vec<(&str, &str, &str, bool, u32)> = answer
        .ahead
        .iter()
        .map(|run| {
            (run.reference.as_str(), run.from.as_str(), run.to.as_str(), run.goes_on, run.working_days)
        })
        .collect();
    assert_eq!(
        ahead,
        [
            ("R2", "2026-08-24", "2026-09-21", true, 20),
            ("R3", "2026-09-03", "2026-09-21", true, 13),
            ("R5", "2026-09-08", "2026-09-21", true, 10),
            // Ben's last day is a Friday: Saturday is the first without, and Monday the first working day.
            ("R4", "2026-09-19", "2026-09-21", true, 1),
        ]
    );
    let r4 = answer.ahead.last().unwrap();
    assert_eq!(r4.reason, "Ben’s last day was 18/09/2026");
    assert!(r4.remedies.iter().any(|remedy| remedy.what.contains("19/09/2026")), "{:?}", r4.remedies);
    let r5 = &answer.ahead[2];
    assert!(r5.remedies[0].what.contains("as cover for Cal’s sickness"), "{:?}", r5.remedies);
}

#[test]
fn flags_on_a_later_day_are_what_is_known_of_that_day() {
    // On Wednesday 9 September the grace of R5 is over and R6 has closed.
    let answer = flags(&one_team(), Some("09/09/2026"), Some(1));
    assert_eq!((answer.on.as_str(), answer.horizon_to.as_str()), ("2026-09-09", "2026-09-16"));
    assert_eq!((answer.open_children, answer.no_named_social_worker), (5, 3));
    let r5 = answer.children.iter().find(|child| child.reference == "R5").unwrap();
    assert_eq!((r5.state, r5.since.as_deref()), ("named_away", Some("2026-09-01")));
    assert_eq!((r5.unnamed_since.as_deref(), r5.working_days), (Some("2026-09-08"), Some(2)));
    assert!(answer.ahead.iter().all(|run| run.reference != "R4"), "Ben is there until the 18th");
}

#[test]
fn a_day_before_the_plans_date_is_refused_with_a_sentence() {
    let plan = one_team();
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    let expected = "The plan is as at 07/09/2026 and cannot answer for 06/09/2026, which is before it. Give \
                    07/09/2026 or a later day";
    let day = Some(date("06/09/2026"));
    assert_eq!(flags_answer(&sight, day, None).unwrap_err().to_string(), expected);
    assert_eq!(figures_answer(&sight, day, None).unwrap_err().to_string(), expected);
    assert!(flags_answer(&sight, None, Some(0)).is_err());
    assert!(flags_answer(&sight, None, Some(521)).is_err());
}

#[test]
fn no_day_however_late_is_too_much() {
    let answer = flags(&one_team(), Some("31/12/2199"), Some(520));
    assert_eq!((answer.open_children, answer.states.total()), (5, 5));
    // Ten years are 3,652 days with the leap days of 2204 and 2208, and 520 weeks are 3,640: twelve fewer.
    assert_eq!(answer.horizon_to, "2209-12-19");
}

#[test]
fn on_every_day_of_an_invented_service_the_answer_adds_up() {
    let plan = invent::large(400, 40, 3);
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    for days in (0..200).step_by(17) {
        let on = plan.about.as_at + chrono::Duration::days(days);
        let answer = flags_answer(&sight, Some(on), Some(4)).unwrap();
        assert_eq!(answer.states.total(), answer.open_children, "{on}");
        assert_eq!(answer.children.len(), answer.no_named_social_worker as usize, "{on}");
        for child in &answer.children {
            assert!(child.remedies.is_empty() == child.no_remedy.is_some(), "{child:?}");
            let run = answer.ahead.iter().find(|run| run.id == child.id && run.from <= answer.on);
            assert!(run.is_some(), "{} is flagged and has no run", child.id);
        }
        for run in &answer.ahead {
            assert!(run.from <= run.to && run.to >= answer.on && run.from <= answer.horizon_to, "{run:?}");
        }
    }
}

#[test]
fn figures_with_their_arithmetic() {
    let plan = one_team();
    let reading = Reading::new(&plan);
    let answer = figures_answer(&reading.sight(), None, None).unwrap();
    let figure = |key: &str| answer.figures.iter().find(|figure| figure.key == key).unwrap();
    // Ada holds R1 and R6, Ben R4, Cal R5: four children over three full-time workers. Dee holds nobody.
    let average = figure("average_caseload");
    assert_eq!((average.numerator, average.denominator, average.value), (4.0, 3.0, Some(1.3333)));
    assert_eq!(average.unit, "children_per_fte");
    // Everyone: R2 and R3 too.
    let everyone = figure("average_everyone");
    assert_eq!((everyone.numerator, everyone.denominator, everyone.value), (6.0, 3.0, Some(2.0)));
    assert_eq!(answer.left_out.by_state.0, [("manager_held", 1), ("awaiting_allocation", 1)]);
    assert_eq!((answer.left_out.children, answer.left_out.by_state.total()), (2, 2));
    assert_eq!(answer.left_out.references, ["R2", "R3"]);
    assert_eq!(figure("vacancies_covered").value, None, "no vacancies to divide by");
    assert!(answer.figures.iter().all(|figure| figure.definition.len() > 40));
    assert_eq!(answer.bands.iter().map(|band| band.workers).sum::<u32>(), 3);
    assert!(answer.over_cap.is_empty());
    let [meg] = answer.spans.as_slice() else { panic!("{:?}", answer.spans) };
    assert_eq!((meg.name.as_str(), meg.supervises, meg.holds_children, meg.over), ("Meg", 4, 1, false));
    let [north] = answer.teams.as_slice() else { panic!("{:?}", answer.teams) };
    assert_eq!((north.team.as_str(), north.open_children, north.left_out, north.holders), ("North", 6, 2, 3));
}

#[test]
fn figures_of_one_team_by_name_or_id_and_of_none_that_is_not_there() {
    let plan = one_team();
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    for text in ["north", " North ", "T1"] {
        assert_eq!(figures_answer(&sight, None, Some(text)).unwrap().team.as_deref(), Some("North"));
    }
    assert_eq!(
        figures_answer(&sight, None, Some("South")).unwrap_err().to_string(),
        "There is no team called “South”. The teams are: North"
    );
}

#[test]
fn somebody_over_their_cap_is_listed_with_both_numbers() {
    let mut plan = one_team();
    let role = caseload::domain::plan::Role::SocialWorker;
    let policy = std::sync::Arc::make_mut(&mut plan.policy);
    for cap in policy.caps.iter_mut().filter(|cap| cap.role == role) {
        cap.cap.children = 1;
    }
    let answer = figures_answer(&Reading::new(&plan).sight(), None, None).unwrap();
    // Ada holds two against one; Ben and Cal hold one, which is not over it.
    let [ada] = answer.over_cap.as_slice() else { panic!("{:?}", answer.over_cap) };
    assert_eq!((ada.name.as_str(), ada.children, ada.cap_children), ("Ada", 2, 1));
    let figure = answer.figures.iter().find(|figure| figure.key == "over_cap").unwrap();
    assert_eq!((figure.numerator, figure.denominator, figure.value), (1.0, 3.0, Some(33.3333)));
}

#[test]
fn check_counts_what_it_lists() {
    let plan = one_team();
    let answer = check_answer(&plan, &Reading::new(&plan).sight());
    assert_eq!(answer.problems.len(), answer.errors + answer.warnings + answer.notes);
}

#[test]
fn tables_name_people_and_hold_every_record() {
    let plan = one_team();
    let reading = Reading::new(&plan);
    let read = |table| {
        let text = csv_table(&reading.sight(), table).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        (headings, rows)
    };
    let (headings, children) = read(TableChoice::Children);
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    assert_eq!(children.len(), 6);
    let cell = |row: usize, name: &str| children[row].get(column(name)).unwrap().to_owned();
    assert_eq!(cell(1, "Reference"), "R2");
    assert_eq!(cell(1, "Held by"), "Meg (manager)");
    assert_eq!(cell(1, "State"), "Manager-held");
    assert_eq!(
        (cell(1, "No named social worker"), cell(1, "Without since")),
        ("yes".into(), "24/08/2026".into())
    );
    assert_eq!(cell(0, "No named social worker"), "no");
    assert_eq!(read(TableChoice::Staff).1.len(), 5);
    assert_eq!(read(TableChoice::Absences).1.len(), 1);
    assert_eq!(read(TableChoice::Teams).1.len(), 1);
}

#[test]
fn every_example_opens_by_its_name_in_any_week() {
    for line in examples_answer().examples {
        let plan = example(&line.name.to_uppercase().replace(' ', "-"), date("14/06/2028")).unwrap();
        assert_eq!(plan.about.as_at, date("12/06/2028"), "the Monday of that week");
    }
    let error = example("nowhere", date("14/06/2028")).unwrap_err().to_string();
    assert!(error.contains("A first plan, Held by managers"), "{error}");
}

#[test]
fn the_teams_and_the_children_in_no_team_add_up_to_the_service() {
    let mut plan = one_team();
    let child = plan.children.at(0).unwrap().id;
    plan.children.change(child, |child| child.team = None);
    let reading = Reading::new(&plan);
    let answer = figures_answer(&reading.sight(), None, None).unwrap();
    let in_teams: u32 = answer.teams.iter().map(|team| team.open_children).sum();
    assert_eq!((answer.open_children_in_no_team, in_teams), (1, answer.open_children - 1));
}

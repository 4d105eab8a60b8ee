use std::sync::Arc;

use super::frontier::FrontierQuestion;
use super::grid::{GridQuestion, GridShown, Measure};
use super::*;
use crate::app::target::{
    Bar, Binding, Frontier, FrontierCell, Grid, GridCell, Kept, Sensitivity, Study, Tried,
};
use crate::domain::edit::{apply, label};
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{CaseType, Change, Role, Target};
use crate::domain::samples::{on, sound};
use crate::domain::sim::{Difference, Spread};
use crate::domain::target::{Claim, Promise, Value, Variation, Varied};

/// A plan that promises and varies nothing yet.
fn bare() -> Plan {
    sound()
}

fn after(plan: &Plan, edit: &Edit) -> Plan {
    apply(plan, edit).unwrap()
}

fn chosen(plan: &Plan, words: &str) -> Plan {
    let question = question(plan);
    let ready = question.ready.iter().find(|(ready, _)| ready == words);
    after(plan, &ready.unwrap_or_else(|| panic!("no {words}: {:?}", question.ready)).1)
}

fn varying(plan: &Plan, words: &str) -> Plan {
    let question = question(plan);
    after(plan, &question.kinds.iter().find(|(kind, _)| *kind == words).unwrap().1)
}

fn typed(plan: &Plan, field: &str, text: &str) -> Result<Plan, String> {
    edit_of(plan, field, text).unwrap().map(|edit| after(plan, &edit))
}

/// A whole question: nobody waits over five working days; posts 0 to 40.
fn whole() -> Plan {
    varying(
        &chosen(&bare(), "No child without a named social worker for over 5 working days"),
        "How many posts",
    )
}

fn kept(runs: u32, kept: u32) -> Kept {
    let share = f64::from(kept) / f64::from(runs);
    Kept { runs, kept, share, low: share - 0.04, high: share + 0.02 }
}

fn answered(plan: &Plan) -> Answer {
    let tried = |count, of: Kept, enough, certain| Tried {
        value: Value::Count(count),
        promises: vec![of],
        all: of,
        enough,
        certain,
        pay: Spread { mean: 1_204_400.0, ..Spread::default() },
    };
    Answer {
        promises: plan.target.promises.clone(),
        vary: plan.target.vary.clone().unwrap(),
        found: Some(Value::Count(14)),
        tried: vec![
            tried(0, kept(100, 2), false, true),
            tried(13, kept(2000, 1860), false, false),
            tried(14, kept(2000, 1920), true, true),
        ],
        binds: Some(Binding {
            promise: 0,
            month: on("01/03/2027"),
            team: None,
            state: None,
            sentence: "What binds is North in March".into(),
        }),
        sentence: "14 posts keep it in 96 years of 100; 13 do so in 93".into(),
        how: vec!["Halving the range".into()],
        finished: true,
    }
}

#[test]
fn an_empty_question_says_what_to_choose_first_and_then_what_next() {
    let plan = bare();
    assert_eq!(headline(&plan, None), "Choose a promise to children, then what could be changed to keep it");
    let plan = chosen(&plan, "At most 5 children manager-held");
    assert_eq!(headline(&plan, None), "Choose what could be changed to keep the promise");
    let plan = varying(&plan, "How many posts");
    assert_eq!(headline(&plan, None), "Search, to see what it takes to keep the promise");
    assert!(next(&plan).is_none());
}

#[test]
fn the_promises_that_services_make_most_are_ready_in_words() {
    let ready: Vec<String> = question(&bare()).ready.into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        ready[..4],
        [
            "No child protection child without a named social worker for over 1 working day",
            "No child without a named social worker for over 5 working days",
            "At most 5 children manager-held",
            "Average caseload under 16, everyone counted",
        ]
    );
}

#[test]
fn a_promise_is_changed_part_by_part_and_keeps_what_two_kinds_have_in_common() {
    let plan =
        chosen(&bare(), "No child protection child without a named social worker for over 1 working day");
    let plan = typed(&plan, "promise.0.number", "3").unwrap();
    let plan = typed(&plan, "promise.0.years", "90").unwrap();
    let plan = typed(&plan, "promise.0.to", "31/03/2027").unwrap();
    let types = vec![CaseType::ChildProtection];
    assert_eq!(
        plan.target.promises,
        [Promise {
            claim: Claim::NobodyWithoutOver { types: types.clone(), working_days: 3 },
            from: None,
            to: Some(on("31/03/2027")),
            years_of_100: 90,
        }]
    );
    let other = typed(&plan, "promise.0.kind", "without").unwrap();
    assert_eq!(other.target.promises[0].claim, Claim::AtMostWithout { types, children: 5 });
    assert_eq!(other.target.promises[0].years_of_100, 90);
    let removed = after(&plan, &question(&plan).promises[0].remove);
    assert_eq!(removed.target.promises, []);
}

#[test]
fn a_part_that_makes_no_sense_is_refused_in_a_sentence() {
    let plan = chosen(&bare(), "Average caseload under 16, everyone counted");
    for (part, text, sentence) in [
        ("number", "0", "Write a number above 0, for example 16"),
        ("years", "101", "Write how many years of 100, from 1 to 100"),
        ("state", "manager_held", "This promise has no such part"),
        ("kind", "other", "Choose what is promised from the list"),
    ] {
        assert_eq!(typed(&plan, &format!("promise.0.{part}"), text).unwrap_err(), sentence);
    }
    let plan = typed(&plan, "promise.0.from", "01/12/2026").unwrap();
    let before = typed(&plan, "promise.0.to", "30/11/2026").unwrap_err();
    assert_eq!(before, "The last day is before the first");
    assert!(typed(&plan, "promise.7.number", "1").unwrap_err().contains("no longer"));
    assert!(edit_of(&plan, "on_costs_percent", "25").is_none(), "an ordinary field of the plan");
}

#[test]
fn what_is_varied_begins_with_the_plan_and_every_kind_reads_back() {
    let plan = bare(); // As at 07/09/2026: three months after the first of September is December.
    let posts = varying(&plan, "How many posts").target.vary.clone().unwrap();
    assert!(
        matches!(&posts.what, Varied::Posts { from, role: Role::SocialWorker, .. } if *from == on("01/12/2026"))
    );
    assert_eq!((posts.values.len(), posts.values[40]), (41, Value::Count(40)));
    for (words, edit) in question(&plan).kinds {
        let varied = after(&plan, &edit);
        let vary = varied.target.vary.clone().unwrap();
        assert!(vary.values.len() > 5, "{words}: {:?}", vary.values);
        let form = vary::form(&varied, &vary, "vary");
        // Putting back what stands in each field changes nothing.
        for field in &form.groups[0].fields {
            let part = field.key.strip_prefix("vary.").unwrap();
            assert_eq!(
                vary::changed(&varied, &vary, part, &field.value),
                Ok(vary.clone()),
                "{words}, {part}"
            );
        }
    }
}

#[test]
fn the_range_is_typed_by_its_ends_and_its_step_and_always_holds_the_last_value() {
    let plan = whole();
    let plan = typed(&plan, "vary.last", "10").unwrap();
    let plan = typed(&plan, "vary.step", "4").unwrap();
    // 0, 4, 8, and the last one, 10.
    let counts = [0, 4, 8, 10].map(Value::Count);
    assert_eq!(plan.target.vary.as_ref().unwrap().values, counts);
    assert_eq!(typed(&plan, "vary.first", "11").unwrap_err(), "The last value to try is below the first");
    assert!(typed(&plan, "vary.last", "60000").unwrap_err().starts_with("That is more than 200 values"));
    assert_eq!(typed(&plan, "vary.step", "0").unwrap_err(), "Write the size of a step, 1 or more");
    let until = varying(&plan, "Until when agency workers");
    // Last days of months stay last days of months.
    let values = &until.target.vary.as_ref().unwrap().values;
    assert_eq!(values[..3], ["30/11/2026", "31/12/2026", "31/01/2027"].map(|day| Value::Day(on(day))));
}

#[test]
fn another_kind_keeps_the_teams_and_the_role() {
    let plan = typed(&whole(), "vary.teams", "T1").unwrap();
    let plan = typed(&plan, "vary.role", "senior_practitioner").unwrap();
    let plan = typed(&plan, "vary.kind", "start").unwrap();
    let vary = plan.target.vary.clone().unwrap();
    assert!(
        matches!(&vary.what, Varied::StartOfPosts { role: Role::SeniorPractitioner, teams, .. } if teams.len() == 1),
        "{vary:?}"
    );
}

#[test]
fn an_edit_of_the_question_is_one_step_with_its_words() {
    let plan = bare();
    let (_, edit) = &question(&plan).ready[2];
    assert_eq!(label(&plan, edit), "promise at most 5 children manager-held, in 95 years of 100");
}

#[test]
fn the_answer_has_a_row_for_every_value_and_says_what_cannot_be_told() {
    let plan = whole();
    let answer = answered(&plan);
    let view = answer::view(&plan, &answer, 1);
    assert_eq!(headline(&plan, Some(&answer)), "14 posts keep it in 96 years of 100; 13 do so in 93");
    assert_eq!(view.binds.as_deref(), Some("What binds is North in March"));
    let texts = |row: usize| -> Vec<&str> {
        view.table.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect()
    };
    // 1,860 of 2,000 are 93 of 100; the interval here is 4 down and 2 up.
    assert_eq!(
        texts(1),
        ["13", "93", "89 to 95", "2,000", "£1,204,000", "Likely not enough; cannot be told from chance yet"]
    );
    assert_eq!(texts(2)[5], "Enough");
    assert_eq!(view.chart.wanted, Some((0.95, "promised: 95".to_owned())));
    let chosen: Vec<bool> = view.chart.points.iter().map(|point| point.chosen).collect();
    assert_eq!(chosen, [false, false, true]);
}

#[test]
fn what_was_found_becomes_a_scenario_that_says_which_promise_it_keeps() {
    let plan = whole();
    let view = answer::view(&plan, &answered(&plan), 1);
    let found = view.found.unwrap();
    assert!(found.label.starts_with("Make a scenario of 14 posts for social workers"), "{}", found.label);
    let made = after(&plan, &found.edit(&plan).unwrap());
    let scenario = made.scenarios.iter().last().unwrap();
    assert!(scenario.description.contains("for over 5 working days"), "{}", scenario.description);
    assert!(scenario.description.contains("96 years of 100 (92 to 98)"), "{}", scenario.description);
    let posts: u16 = scenario
        .changes
        .iter()
        .map(|change| if let Change::AddPosts { count, .. } = &change.change { *count } else { 0 })
        .sum();
    assert_eq!(posts, 14);
    // A second one of the same name gets a number.
    let again = after(&made, &found.edit(&made).unwrap());
    assert_eq!(again.scenarios.iter().last().unwrap().name, format!("{} 2", found.name));
    assert!(
        view.rows[0].edit(&plan).unwrap_err().contains("would change nothing"),
        "no posts change nothing"
    );
}

#[test]
fn the_frontier_has_the_most_posts_at_the_top_and_says_how_few_will_do_and_when_it_is_too_late() {
    let plan = whole();
    let cell = |share: u32, pay: f64| FrontierCell { kept: kept(100, share), enough: share >= 95, pay };
    let frontier = Frontier {
        promises: plan.target.promises.clone(),
        vary: plan.target.vary.clone().unwrap(),
        posts: vec![8, 12],
        starts: vec![on("01/01/2027"), on("01/02/2027"), on("01/03/2027")],
        cells: vec![
            vec![cell(96, 300_000.0), cell(90, 250_000.0), cell(40, 200_000.0)],
            vec![cell(99, 450_000.0), cell(97, 400_000.0), FrontierCell::default()],
        ],
        finished: true,
    };
    let view = frontier::view(&plan, &frontier);
    assert_eq!(
        view.sentence,
        "8 posts from 01/01/2027 keep the promise; from 01/02/2027 it takes 12; from 01/03/2027 not even 12 would do"
    );
    assert_eq!(view.chance.rows, ["12 posts", "8 posts"]);
    let levels: Vec<u8> = view.chance.cells[1].iter().map(|cell| cell.level).collect();
    // Enough is plain; five short of 95 and more than half short are coloured, ever stronger.
    assert_eq!(levels, [0, 1, 4]);
    assert_eq!(view.chance.cells[0][2].hint, "Not played yet");
    assert!(view.chance.cells[1][0].hint.contains("£300,000 more"), "{}", view.chance.cells[1][0].hint);
    assert_eq!(view.cost.cells[0][0].text, "450");
    let proposal = view.proposal((1, 1)).unwrap();
    assert!(
        proposal.label.starts_with("Make a scenario of 8 posts")
            && proposal.label.ends_with("from 01/02/2027")
    );
    assert_eq!(view.proposal((9, 9)), None);
    // Whatever is promised and varied by now, a cell is of what was promised and varied when it was drawn.
    let other = varying(&typed(&plan, "promise.0.number", "9").unwrap(), "How much sickness");
    let of_other = frontier::view(&other, &frontier);
    assert_eq!(of_other.proposal((1, 1)), Some(proposal));
    assert!(proposal.description.contains("for over 5 working days"), "{}", proposal.description);
    // Where none is enough, it says so, and where the reason is found.
    let mut none = frontier;
    none.cells.iter_mut().flatten().for_each(|cell| cell.enough = false);
    assert_eq!(
        frontier::view(&plan, &none).sentence,
        "Not even 12 posts keep the promise often enough from any of these months. A search says what stands in the way"
    );
    none.finished = false;
    assert!(frontier::view(&plan, &none).sentence.starts_with("So far: not even 12 posts"));
}

#[test]
fn the_frontier_s_own_question_follows_what_is_varied_and_is_kept_within_reason() {
    let question = FrontierQuestion::of(&whole());
    // 40 posts in twenty steps of two.
    let Study::Frontier { posts, starts } = question.study() else { panic!() };
    assert_eq!((posts.len(), posts[0], posts[19]), (20, 2, 40));
    assert_eq!((starts.len(), starts[0]), (12, on("01/10/2026")));
    assert!(question.changed("frontier.step", "0").is_err());
    assert!(question.changed("frontier.months", "25").unwrap_err().contains("from 1 to 24"));
    assert!(question.changed("frontier.last", "200").unwrap_err().contains("larger steps"));
    let shorter = question.changed("frontier.months", "3").unwrap();
    assert_eq!(shorter.words(), "2 to 40 posts, over 3 months from 01/10/2026");
    // Where the start of ten posts is varied, up to twice as many from the first of the starts.
    let start = varying(&bare(), "From when the posts");
    assert_eq!(FrontierQuestion::of(&start).words(), "1 to 20 posts, over 12 months from 01/10/2026");
}

#[test]
fn the_tornado_says_which_assumption_matters_most_and_shows_what_no_value_would_do() {
    let plan = whole();
    let bar = |what: &str, low, high| Bar { what: what.into(), low: (90, low), high: (110, high) };
    let count = |count| Some(Value::Count(count));
    let mut found = Sensitivity {
        vary: plan.target.vary.clone().unwrap(),
        answer: count(14),
        bars: vec![bar("New work", count(9), count(21)), bar("Sickness", count(13), count(15))],
        finished: true,
    };
    let view = sensitivity::view(&found);
    assert_eq!(
        view.sentence,
        "New work matters most: with 10% more of it the answer is 21 posts instead of 14"
    );
    assert_eq!(view.bars[0].words(), "New work: 9 at 90%, 21 at 110%");
    found.bars[0].high.1 = None;
    let view = sensitivity::view(&found);
    assert_eq!(view.sentence, "New work matters most: with 10% more of it no value that was tried would do");
    assert_eq!(view.as_table().rows[0].cells[4].text, "none would do");
    (found.answer, found.bars[0].low.1) = (None, count(38));
    let view = sensitivity::view(&found);
    assert_eq!(
        view.sentence,
        "New work matters most: with 10% less of it the answer is 38 posts; as it is, no value that was tried would do"
    );
    found.bars = vec![bar("Turnover", None, None)];
    let view = sensitivity::view(&found);
    assert_eq!(
        view.sentence,
        "No value that was tried would do, whichever of these assumptions is set lower or higher"
    );
}

fn two_by_three(plan: &Plan) -> Grid {
    let vary = |kind: &str, values: &[u16]| Variation {
        values: values.iter().copied().map(Value::Count).collect(),
        ..vary::begin(plan, kind).unwrap()
    };
    let axes = vec![vary("posts", &[0, 8]), vary("cap", &[15, 16, 17])];
    let mut cells = Vec::new();
    for posts in [0, 8] {
        for cap in [15, 16, 17] {
            let fewer = f64::from(posts) + f64::from(cap - 15);
            cells.push(GridCell {
                values: vec![Value::Count(posts), Value::Count(cap)],
                runs: 200,
                without: Spread { mean: 20.0 - fewer, ..Spread::default() },
                against: Difference { mean: -fewer, error: 1.5, lower: 0.9 },
                pay: 40_000.0 * f64::from(posts),
                kept: Some(kept(200, 100 + u32::from(posts))),
                refused: (posts == 8 && cap == 15).then(|| "This cap cannot be played".to_owned()),
            });
        }
    }
    let promises = plan.target.promises.clone();
    Grid { promises, axes, cells, runs: 200, finished: true }
}

#[test]
fn a_share_is_told_of_a_year_or_of_years_and_what_was_broken_off_says_so() {
    assert_eq!(words::kept(&kept(100, 1)), "1 year of 100 (-3 to 3)");
    assert!(words::kept(&kept(100, 96)).starts_with("96 years of 100"));
    assert!(progress::broken_off(false).unwrap().starts_with("So far"));
    assert_eq!(progress::broken_off(true), None);
}

#[test]
fn the_grid_is_looked_at_along_any_two_of_its_axes() {
    let plan = whole();
    let grid = two_by_three(&plan);
    let view = grid::view(&plan, &grid, GridShown::default(), 1);
    assert_eq!(view.heat.rows, ["0 posts", "8 posts"]);
    assert_eq!(view.heat.columns, ["15", "16", "17"]);
    // 8 posts and a cap of 17: 20 − 8 − 2 = 10 without.
    assert_eq!(view.heat.cells[1][2].text, "10.0");
    assert_eq!(
        (view.heat.cells[1][0].text.as_str(), view.heat.cells[1][0].hint.as_str()),
        ("–", "This cap cannot be played")
    );
    assert!(
        view.sentence.contains("10.0, with 8 posts, a cap of 17: 10.0 fewer (±1.5) than the plan as it is"),
        "{}",
        view.sentence
    );
    let turned = GridShown { measure: Measure::Pay, down: 1, across: 0, third: 0 };
    let view = grid::view(&plan, &grid, turned, 1);
    assert_eq!((view.heat.rows.len(), view.heat.columns.len()), (3, 2));
    assert_eq!(view.heat.cells[2][1].text, "320");
    // One more at the cap of 16 is within the error, and said to be so.
    let remarks: Vec<&str> = view.table.rows.iter().map(|row| row.cells[7].text.as_str()).collect();
    assert_eq!(
        remarks,
        ["Cannot be told from chance", "Cannot be told from chance", "", "This cap cannot be played", "", ""]
    );
    let other = typed(&plan, "promise.0.number", "9").unwrap();
    let proposal = grid::view(&other, &grid, turned, 1).proposal((2, 1)).unwrap().clone();
    assert!(proposal.description.contains("for over 5 working days"), "{}", proposal.description);
    let mut begun = grid.clone();
    (begun.runs, begun.finished, begun.cells[5].runs) = (0, false, 0);
    let first = grid::view(&plan, &begun, turned, 1);
    assert_eq!(first.sentence, "The first combinations are being played");
    assert_eq!(first.heat.cells[2][1].hint, "Not played yet");
    let made = after(&plan, &view.proposal((2, 1)).unwrap().edit(&plan).unwrap());
    let scenario = made.scenarios.iter().last().unwrap();
    assert!(
        scenario
            .changes
            .iter()
            .any(|change| matches!(change.change, Change::CapForRole { children: 17, .. }))
    );
}

#[test]
fn the_grid_s_question_takes_a_third_thing_and_no_more_than_can_be_played() {
    let plan = whole();
    let question = GridQuestion::of(&plan);
    // Posts 0, 2, 4, 6, 8 against caps 15 to 20.
    assert_eq!(question.combinations(), 30);
    let three = question.grown(&plan);
    assert_eq!((three.combinations(), three.can_grow()), (60, false));
    assert_eq!(three.shrunk(), question);
    assert!(question.changed(&plan, "axis.0.last", "150").unwrap_err().contains("400 are the most"));
    let Study::Grid { axes } = question.changed(&plan, "axis.1.kind", "demand").unwrap().study() else {
        panic!()
    };
    assert!(matches!(axes[1].what, Varied::Demand { .. }));
}

#[test]
fn costs_are_the_manager_s_own_and_those_nobody_has_put_in_are_called_assumptions() {
    let plan = bare();
    let salary = |plan: &Plan| {
        let form = costs::form(plan);
        let fields = form.groups.into_iter().flat_map(|group| group.fields);
        fields.into_iter().find(|field| field.key == "salary_social_worker").unwrap()
    };
    let field = salary(&plan);
    assert_eq!((field.label.as_str(), field.value.as_str()), ("Salary, social worker", "42000"));
    assert_eq!(field.unit.as_deref(), Some("£ a year: an assumption, not sourced"));
    let edit = Edit::Set { of: Thing::Target, field: "salary_social_worker".into(), to: "45000".into() };
    assert_eq!(salary(&after(&plan, &edit)).unit.as_deref(), Some("£ a year"));
    let texts: Vec<String> = costs::texts(&plan)
        .groups
        .into_iter()
        .flat_map(|group| group.fields)
        .map(|field| field.key)
        .collect();
    assert_eq!(texts, ["promises", "vary"]);
}

#[test]
fn the_question_as_text_is_the_same_question() {
    let plan = whole();
    let text = fields::get(&plan, Thing::Target, "promises").unwrap();
    let bare = Plan { target: Arc::new(Target::default()), ..plan.clone() };
    let set = Edit::Set { of: Thing::Target, field: "promises".into(), to: text };
    assert_eq!(after(&bare, &set).target.promises, plan.target.promises);
}

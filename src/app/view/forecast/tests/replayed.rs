//! What is said of one simulated year.

use super::*;

#[test]
fn a_day_is_replayed_in_plain_sentences_that_lead_to_the_plans_own() {
    let (_, summary) = both();
    let plan = sound();
    let trace = told(&plan);
    let first = replay_day(&trace, &summary.layout, &plan, 1);
    let words: Vec<&str> = first.events.iter().map(|line| line.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Ada Brook is away: a long illness",
            "New child 1 comes to North: child in need, high priority",
            "New child 1 needs a worker in North: the work is new",
        ]
    );
    assert_eq!(first.events[0].thing, Some(Thing::Worker(WorkerId(3))));
    assert_eq!(first.events[1].thing, None);
    let second = replay_day(&trace, &summary.layout, &plan, 2);
    let words: Vec<&str> = second.events.iter().map(|line| line.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "New social worker 1 in North starts (agency)",
            "New child 1 is given to new social worker 1 in North: first contact or re-referral; waited 1 working day",
            "CH-1 needs a worker in North: their worker is away too long",
            "CH-2 needs a worker in South: the work moves there",
        ]
    );
    assert_eq!(second.events[2].thing, Some(Thing::Child(ChildId(1))));
    assert_eq!(second.unnamed, 2);
    assert_eq!(
        events_table(&second, 1).rows[2].label,
        "CH-1 needs a worker in North: their worker is away too long"
    );
    let table = states_table(&second, 1);
    assert_eq!(
        [texts(&table, 0), texts(&table, 1)],
        [["Named", "28", "−1"], ["Awaiting allocation", "2", "+1"]]
    );
    let states: Vec<_> = second.by_state.iter().map(|s| (s.label, s.count, s.change)).collect();
    assert_eq!(states, [("Named", 28, Some(-1)), ("Awaiting allocation", 2, Some(1))]);
    assert!(
        second.sentence.ends_with(
            "2 children have no named social worker, 1 more than the day before; 2 children wait in a queue. 4 things \
             happen"
        ),
        "{}",
        second.sentence
    );
    assert_eq!(replay_day(&trace, &summary.layout, &plan, 9_999).date, None);
}

#[test]
fn a_replayed_year_is_drawn_over_the_bands_where_it_is_told() {
    let (reading, summary) = both();
    let trace = told(&reading.plan);
    let view = replay_line(Some(&summary), &trace, &summary.layout);
    assert_eq!((view.series.len(), view.bands.len()), (2, 2));
    let alone = replay_line(None, &trace, &summary.layout);
    assert_eq!((alone.series.len(), alone.bands.len()), (1, 0));
    assert_eq!(view.series[0].values[1..3], [1.0, 2.0]);
    assert!(view.series[0].values[3].is_nan());
    assert!(
        view.sentence.contains("2 children have no named social worker on the worst day"),
        "{}",
        view.sentence
    );
}

#[test]
fn the_years_to_replay_go_from_good_to_bad_and_of_few_the_same_is_told_once() {
    let (reading, summary) = both();
    let runs = |summary: &Summary| -> Vec<(u32, String)> {
        replay_choices(summary).into_iter().map(|choice| (choice.run, choice.words)).collect()
    };
    let names = ["A very good year", "A good year", "A middling year", "A bad year", "A very bad year"];
    let expected: Vec<(u32, String)> = [0, 2, 4, 7, 9].into_iter().zip(names.map(str::to_owned)).collect();
    assert_eq!(runs(&summary), expected);
    let layout = ten_years(&reading.plan, 2).layout;
    let of = |totals: &[RunTotals]| {
        Summary::new(&results(&layout, totals, &[], |_, _, _| 0), &[], &reading.plan.forecast)
    };
    let (low, high) = (RunTotals::default(), RunTotals { child_days_without: 5, ..RunTotals::default() });
    assert_eq!(runs(&of(&[low])), [(0, "The one year".to_owned())]);
    // Of two, the first stands at the middle and below, the second above.
    assert_eq!(runs(&of(&[low, high])), [(0, "A middling year".to_owned()), (1, "A bad year".to_owned())]);
    assert!(replay_choices(&of(&[])).is_empty());
}

//! What is said of children and staff ahead.

use super::*;

#[test]
fn a_child_is_at_risk_from_more_than_an_even_chance() {
    let (reading, summary) = both();
    let first = risk(&summary, ChildId(1)).unwrap();
    assert_eq!((first.lost, first.without), ([0.2, 0.6, 0.9], [0.1, 0.5, 0.8]));
    assert_eq!(first.reason, Some("Their worker leaves"));
    assert_eq!(risk(&summary, ChildId(99)), None);
    // The second child's chance is even: five years of ten.
    assert_eq!(likely_to_lose(&reading, &summary, AT_RISK_WEEKS), [ChildId(1)]);
    assert!(likely_to_lose(&reading, &summary, 4).is_empty());
    assert_eq!(
        likely_to_lose_sentence(&reading, &summary, 13),
        format!(
            "1 of today’s 3 children with a named worker has more than an even chance of losing them within 13 \
             weeks. {RESTS_ON}"
        )
    );
}

#[test]
fn the_table_of_children_has_the_chances_as_numbers_and_the_panel_as_sentences() {
    let (_, summary) = both();
    let mut plan = sound();
    plan.children.push(Child::new(ChildId(9), "CH-9", Some(TeamId(1)), CaseType::Court));
    let reading = read(plan);
    let view = table(&reading, Some(&summary), &Wanted::everyone(), 1);
    assert!(view.rows.iter().all(|row| row.cells.len() == view.columns.len()));
    assert_eq!(under(&view, &Thing::Child(ChildId(1)), "loses_13"), "60%");
    assert_eq!(under(&view, &Thing::Child(ChildId(2)), "loses_why"), "Their worker is away too long");
    assert_eq!(under(&view, &Thing::Child(ChildId(3)), "loses_26"), "0%");
    assert_eq!(under(&view, &Thing::Child(ChildId(9)), "loses_13"), "");
    let column = view.columns.iter().position(|column| column.key == "loses_13").unwrap();
    let row = view.rows.iter().find(|row| row.key == Thing::Child(ChildId(1))).unwrap();
    assert_eq!(row.cells[column].sort, SortKey::Number(0.6));
    assert_eq!(under(&view, &Thing::Child(ChildId(3)), "holder"), "Cyra Dunn");
    let facts = details(&reading, Some(&summary), Thing::Child(ChildId(1))).unwrap().facts;
    let chances = "Chance of losing their worker: 20% within 4 weeks, 60% within 13 weeks, 90% within 26 weeks; most \
                   often: their worker leaves";
    assert!(facts.iter().any(|fact| fact == chances), "{facts:?}");
    let without = details(&reading, None, Thing::Child(ChildId(1))).unwrap().facts;
    assert!(!without.iter().any(|fact| fact.contains("Chance")), "{without:?}");
}

#[test]
fn children_at_risk_can_be_asked_for_and_without_a_forecast_the_table_says_what_to_do() {
    let (reading, summary) = both();
    let wanted = Wanted { at_risk: true, ..Wanted::default() };
    let view = table(&reading, Some(&summary), &wanted, 1);
    let keys: Vec<Thing> = view.rows.iter().map(|row| row.key).collect();
    assert_eq!(keys, [Thing::Child(ChildId(1))]);
    assert_eq!(wanted.in_words(&reading), "more likely than not to lose their worker within 13 weeks");
    let view = table(&reading, None, &wanted, 1);
    assert!(view.rows.is_empty() && view.empty.contains("has not been worked out yet"), "{}", view.empty);
}

#[test]
fn what_presses_leads_to_as_many_children_as_it_says_and_to_the_first_team_to_fail() {
    let (reading, summary) = both();
    let list = super::children::to_do(&reading, &summary);
    assert_eq!(list[0].what, "1 child is more likely than not to lose their worker within 13 weeks");
    let Leads::Children(wanted) = &list[0].leads else { panic!("{list:?}") };
    assert_eq!(table(&reading, Some(&summary), wanted, 1).rows.len(), 1);
    assert_eq!(list[1].what, "Likely to fail: North: from the week of 02/08/2027 (100%)");
    assert_eq!(list[1].leads, Leads::Thing(Thing::Team(TeamId(1))));
}

#[test]
fn workers_over_their_cap_are_told_ahead() {
    let (reading, summary) = both();
    let view = staff::over_cap_fan(&reading, &summary);
    assert_eq!(
        view.sentence,
        format!(
            "No social worker is over their cap today. Likely to be worst in September 2026: 0 to 1 on 08/09/2026 \
             in 9 of 10 simulated years, typically 0. {RESTS_ON}"
        )
    );
    assert_eq!((view.bands[0].low[1], view.bands[0].high[1]), (0.0, 1.0));
}

#[test]
fn waits_are_told_together_with_their_shares() {
    let (_, summary) = both();
    let view = staff::waits_table(&summary, 1);
    // 20, 10 and 5, 10, 5, 3 and 2 of 55 waits in ten years.
    let shares: Vec<&str> = view.rows.iter().map(|row| row.cells[1].text.as_str()).collect();
    assert_eq!(shares, ["36.4%", "27.3%", "18.2%", "9.1%", "5.5%", "3.6%"]);
    assert_eq!(texts(&view, 1)[2], "1.5");
    assert_eq!(view.totals.unwrap(), ["All", "100%", "5.5"]);
    assert_eq!(
        staff::waits_sentence(&summary),
        format!(
            "Of the waits that end in an allocation, 63.6% last no more than 2 working days and 3.6% more than 20; \
             the mean is 2 working days. {RESTS_ON}"
        )
    );
}

#[test]
fn workers_per_child_stand_beside_the_national_figures() {
    let (_, summary) = both();
    let view = staff::workers_in_year_table(&summary, 1);
    assert_eq!(texts(&view, 0), ["One", "50%", "50%", "60%", "60%", "", ""]);
    assert_eq!(texts(&view, 2), ["Three or more", "25%", "25%", "30%", "30%", "24%", "27%"]);
    assert_eq!(
        staff::workers_in_year_sentence(&summary),
        "At the end, 25% of children are expected to have had three or more workers in twelve months; of looked-after \
         children 30%. In England it was 24% of looked-after children in 2025 and 27% in 2024"
    );
}

#[test]
fn allocations_are_told_by_the_codes_of_the_return() {
    let (_, summary) = both();
    let view = staff::reasons_table(&summary, 1);
    assert_eq!(texts(&view, 0), ["MANAGE", "Managing caseloads", "1", "1", "18.2%"]);
    assert_eq!(texts(&view, 1), ["LEFTRL", "Worker left the role", "4.5", "0 to 9", "81.8%"]);
    assert_eq!(view.totals.unwrap(), ["All", "", "5.5", "1 to 10", "100%"]);
}

use super::*;
use crate::domain::edit::label;
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::Scenario;
use crate::domain::samples::{on, sound};
use crate::domain::scenario::add_change;

const ID: ScenarioId = ScenarioId(1);
const OF: Thing = Thing::Scenario(ID);

/// A plan with a scenario of these changes.
fn with(changes: Vec<Change>) -> Plan {
    let changes =
        changes.into_iter().map(|change| ScenarioChange { change, on: true, comment: String::new() });
    let mut plan = sound();
    plan.scenarios.push(Scenario {
        id: ID,
        name: "Agency first".to_owned(),
        description: String::new(),
        changes: changes.collect(),
    });
    plan
}

fn put(plan: &Plan, field: &str, to: &str) -> Result<Plan, String> {
    let edit = Edit::Set { of: OF, field: field.to_owned(), to: to.to_owned() };
    apply(plan, &edit).map_err(|refusal| refusal.0)
}

fn bridge() -> Change {
    Change::AgencyBridge { team: TeamId(1), count: 2, from: on("01/10/2026"), until: on("31/03/2027") }
}

/// A change of every kind that the list offers, added one after the other, and an ordinary edit.
fn one_of_each() -> Plan {
    let set = Edit::Set { of: Thing::Policy, field: "grace_working_days".to_owned(), to: "3".to_owned() };
    let mut plan = with(vec![Change::Edit(set)]);
    plan.workers.change(WorkerId(4), |worker| worker.contract = Contract::Agency);
    for kind in ChangeKind::offered() {
        let (_, edit) = add_change(&plan, ID, kind).unwrap();
        plan = apply(&plan, &edit).unwrap();
    }
    plan
}

#[test]
fn every_part_of_every_kind_of_change_can_be_read_and_written_back_as_it_is() {
    let plan = one_of_each();
    let count = plan.scenarios.get(ID).unwrap().changes.len();
    assert_eq!(count, ChangeKind::ALL.len());
    for place in 0..count {
        let fields = change_fields(&plan, ID, place);
        assert!(fields.len() >= 3, "change {place} has too few fields");
        for info in fields {
            let text =
                fields::get(&plan, OF, &info.key).unwrap_or_else(|| panic!("{} is not read", info.key));
            assert!(fields::info(OF, &info.key).is_some(), "{} has no label", info.key);
            let again = put(&plan, &info.key, &text).unwrap_or_else(|why| panic!("{}: {why}", info.key));
            assert_eq!(again, plan, "{} changed by being written back", info.key);
        }
    }
}

#[test]
fn a_part_is_set_by_place_and_named_in_the_words_for_undo() {
    let plan = with(vec![bridge(), bridge()]);
    let changed = put(&plan, "1.count", "6").unwrap();
    let of = |plan: &Plan, place: usize| plan.scenarios.get(ID).unwrap().changes[place].change.clone();
    assert!(matches!(of(&changed, 1), Change::AgencyBridge { count: 6, .. }));
    assert_eq!(of(&changed, 0), bridge(), "the first stays as it is");
    let edit = Edit::Set { of: OF, field: "1.count".to_owned(), to: "6".to_owned() };
    assert_eq!(label(&plan, &edit), "change Agency first: how many, change 2, agency workers for a time");
}

#[test]
fn a_wrong_value_is_refused_in_a_sentence_and_nothing_changes() {
    let plan = with(vec![bridge(), Change::ScaleTimeToFill { factor: 0.5 }]);
    let refused = |field: &str, to: &str| put(&plan, field, to).unwrap_err();
    assert_eq!(refused("0.team", "T9"), "T9 is not in the plan: choose from the list");
    assert_eq!(refused("0.team", ""), "Choose a team from the list");
    assert_eq!(
        refused("0.until", "30/09/2026"),
        "The last day, 30/09/2026, would be before the first, 01/10/2026: move the other day first"
    );
    assert!(refused("0.count", "many").starts_with("Write a whole number"));
    assert!(refused("1.factor", "-5").starts_with("Write a percentage from 0 to 1000"));
    assert_eq!(refused("7.count", "1"), "“Agency first” has no change 8: choose one from its list");
    assert_eq!(refused("1.count", "1"), "There is no field “1.count” here");
    assert_eq!(refused("0.wrong", "1"), "There is no field “0.wrong” here");
}

#[test]
fn shares_are_written_as_percent_of_the_plan() {
    let plan = with(vec![Change::ScaleLeavers { contract: None, factor: 1.15 }]);
    assert_eq!(fields::get(&plan, OF, "0.factor").as_deref(), Some("115"));
    let changed = put(&plan, "0.factor", "80%").unwrap();
    assert_eq!(fields::get(&changed, OF, "0.factor").as_deref(), Some("80"));
    let agency = put(&changed, "0.of_contract", "agency").unwrap();
    assert_eq!(fields::get(&agency, OF, "0.of_contract").as_deref(), Some("agency"));
    assert_eq!(put(&agency, "0.of_contract", "").unwrap(), changed, "every contract again");
}

#[test]
fn months_are_kept_in_order_and_once() {
    let plan = with(vec![Change::ScaleDemand { team: None, case_type: None, months: vec![], factor: 1.2 }]);
    let changed = put(&plan, "0.months", "12, 1, 12").unwrap();
    assert_eq!(fields::get(&changed, OF, "0.months").as_deref(), Some("1, 12"));
    assert!(put(&plan, "0.months", "13").unwrap_err().contains("is not a month"));
}

#[test]
fn the_value_of_an_ordinary_edit_is_of_the_kind_of_its_field_and_refused_as_it_would_be_there() {
    let worker = Thing::Worker(WorkerId(3));
    let set = Edit::Set { of: worker, field: "fte".to_owned(), to: "0.6".to_owned() };
    let plan = with(vec![Change::Edit(set)]);
    let fields = change_fields(&plan, ID, 0);
    let fte = fields::info(worker, "fte").unwrap();
    assert_eq!((fields[0].key.as_str(), &fields[0].label, &fields[0].kind), ("0.to", &fte.label, &fte.kind));
    assert!(put(&plan, "0.to", "0.8").is_ok());
    assert_eq!(put(&plan, "0.to", "9").unwrap_err(), put_there("9"));
    assert_eq!(whose(&plan, ID, "0.to").as_deref(), Some("FTE of Ada Brook"));
}

/// How the plan itself would refuse the full-time equivalent.
fn put_there(to: &str) -> String {
    let edit = Edit::Set { of: Thing::Worker(WorkerId(3)), field: "fte".to_owned(), to: to.to_owned() };
    apply(&sound(), &edit).unwrap_err().0
}

#[test]
fn a_change_is_switched_off_and_commented_like_any_other_field() {
    let plan = with(vec![bridge()]);
    let off = put(&plan, "0.on", "no").unwrap();
    assert!(!off.scenarios.get(ID).unwrap().changes[0].on);
    let commented = put(&off, "0.comment", "ask finance").unwrap();
    assert_eq!(commented.scenarios.get(ID).unwrap().changes[0].comment, "ask finance");
}

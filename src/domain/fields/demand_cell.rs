//! Parts of the demand's fields as fields of their own, so that one cell of a table can be edited: `families_a_week.T1`,
//! `median.assessment`, `share.assessment.child_in_need`. They are other words for the same values: a file
//! holds the values once, and a scenario's change may name the part.

use std::sync::{Arc, LazyLock};

use super::FieldInfo;
use super::demand::{
    length, length_text, mix_text, months, number, numbers, percent, read_mix, read_sizes, read_then, share,
    sizes_text, then_text,
};
use super::value::{Kind, Value as _};
use crate::domain::ids::TeamId;
use crate::domain::official::FAMILY_SIZES;
use crate::domain::plan::{
    CaseMix, CaseType, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, Plan, TeamDemand, Words as _,
    lower_first,
};

/// Key before the point, label, hint, kind.
const CELLS: [(&str, &str, &str, Kind); 10] = [
    ("families_a_week", "New families a week", "In an average week. Empty: no new work", Kind::Number),
    ("sizes", "Family sizes", "Percent of families with 1, 2, 3 … children: 40 35 15 7 3", Kind::Text),
    ("mix", "Case types of new work", "Percent: assessment 90, child_in_need 10", Kind::Text),
    (
        "re_referral",
        "Come again",
        "Percent of closed work that is referred again within twelve months",
        Kind::Number,
    ),
    (
        "months",
        "Months against the average",
        "Twelve numbers, January first; 1 is an average month",
        Kind::Text,
    ),
    ("length", "Length", "log-normal median 48 mean 56, exponential mean 56, or fixed 56 (days)", Kind::Text),
    ("median", "Median days", "Calendar days", Kind::Number),
    ("mean", "Mean days", "Calendar days", Kind::Number),
    ("then", "What follows", "Percent: closes 60, child_in_need 30, child_protection 10", Kind::Text),
    ("share", "Share that follows", "Percent. What is left closes", Kind::Number),
];

static INFOS: LazyLock<Vec<FieldInfo>> = LazyLock::new(|| {
    CELLS
        .into_iter()
        .map(|(key, label, hint, kind)| FieldInfo {
            key: key.to_owned(),
            label: label.to_owned(),
            group: "New work",
            hint: hint.to_owned(),
            kind,
            assumption: false,
        })
        .collect()
});

/// What a key names.
enum Cell {
    Team(&'static str, TeamId),
    Journey(&'static str, CaseType),
    Share(CaseType, Outcome),
}

fn cell(key: &str) -> Option<Cell> {
    let (name, of) = key.split_once('.')?;
    let name = CELLS.iter().find(|cell| cell.0 == name)?.0;
    match name {
        "families_a_week" | "sizes" | "mix" | "re_referral" | "months" => {
            Some(Cell::Team(name, of.parse().ok()?))
        }
        "share" => {
            let (from, to) = of.split_once('.')?;
            let to = if to == "closes" { Outcome::Closes } else { Outcome::Becomes(CaseType::from_key(to)?) };
            Some(Cell::Share(CaseType::from_key(from)?, to))
        }
        _ => Some(Cell::Journey(name, CaseType::from_key(of)?)),
    }
}

pub(super) fn info(key: &str) -> Option<&'static FieldInfo> {
    cell(key)?;
    let (name, _) = key.split_once('.')?;
    INFOS.iter().find(|info| info.key == name)
}

pub(super) fn whose(plan: &Plan, key: &str) -> Option<String> {
    let of_type = |case_type: CaseType| lower_first(case_type.label());
    Some(match cell(key)? {
        Cell::Team(_, team) => {
            plan.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone())
        }
        Cell::Journey(_, case_type) => of_type(case_type),
        Cell::Share(from, Outcome::Becomes(to)) => format!("{} to {}", of_type(from), of_type(to)),
        Cell::Share(from, Outcome::Closes) => format!("{}, closes", of_type(from)),
    })
}

fn team_of(demand: &Demand, team: TeamId) -> Option<&TeamDemand> {
    demand.teams.iter().find(|line| line.team == team)
}

fn journey_of(demand: &Demand, case_type: CaseType) -> Option<&Journey> {
    demand.journeys.iter().find(|journey| journey.case_type == case_type)
}

pub(super) fn get(plan: &Plan, key: &str) -> Option<String> {
    let demand = &plan.demand;
    match cell(key)? {
        Cell::Team(name, team) => {
            let Some(line) = team_of(demand, team) else {
                return plan.teams.get(team).map(|_| String::new());
            };
            Some(match name {
                "families_a_week" => line.families_a_week.to_string(),
                "sizes" => sizes_text(&line.family_sizes),
                "mix" => mix_text(&line.case_mix),
                "re_referral" => percent(line.re_referral),
                _ => numbers(&line.month_index),
            })
        }
        Cell::Journey(name, case_type) => {
            Some(journey_of(demand, case_type).map_or_else(String::new, |journey| {
                match (name, journey.length) {
                    ("length", length) => length_text(length),
                    ("median", LengthOfWork::LogNormal { median_days, .. }) => median_days.to_string(),
                    ("median", _) => String::new(),
                    (
                        "mean",
                        LengthOfWork::LogNormal { mean_days, .. } | LengthOfWork::Exponential { mean_days },
                    ) => mean_days.to_string(),
                    ("mean", LengthOfWork::Fixed { days }) => days.to_string(),
                    _ => then_text(&journey.then),
                }
            }))
        }
        Cell::Share(from, to) => Some(journey_of(demand, from).map_or_else(String::new, |journey| {
            percent(
                journey
                    .then
                    .iter()
                    .filter(|next| next.outcome == to)
                    .map(|next| next.share)
                    .fold(0.0, |sum, share| sum + share),
            )
        })),
    }
}

pub(super) fn set(plan: &mut Plan, key: &str, text: &str) -> Result<(), String> {
    let text = text.trim();
    match cell(key).ok_or_else(|| format!("There is no field “{key}” here"))? {
        Cell::Team(name, team) => set_team(plan, name, team, text),
        Cell::Journey(name, case_type) => set_journey(Arc::make_mut(&mut plan.demand), name, case_type, text),
        Cell::Share(from, to) => set_share(Arc::make_mut(&mut plan.demand), from, to, text),
    }
}

/// Shares that come to one, or a sentence.
fn whole(what: &str, shares: impl Iterator<Item = f64>) -> Result<(), String> {
    let sum: f64 = shares.sum();
    if (sum - 1.0).abs() <= 0.01 + 1e-9 {
        Ok(())
    } else {
        Err(format!(
            "{what} have to come to 100 percent; these come to {}",
            percent((sum * 1e4).round() / 1e4)
        ))
    }
}

fn set_team(plan: &mut Plan, name: &str, id: TeamId, text: &str) -> Result<(), String> {
    let known = plan.teams.get(id).cloned();
    let demand = Arc::make_mut(&mut plan.demand);
    let place = demand.teams.iter().position(|line| line.team == id);
    if name == "families_a_week" {
        if text.is_empty() {
            demand.teams.retain(|line| line.team != id);
            return Ok(());
        }
        let families = f64::read(text)?;
        if let Some(place) = place {
            demand.teams[place].families_a_week = families;
            return Ok(());
        }
        let team = known.ok_or_else(|| format!("{id} is not in the plan: choose from the list"))?;
        // A team that has had no new work yet: what it takes first, in families as they usually are.
        let first =
            if team.holds.contains(&CaseType::Assessment) { None } else { team.holds.first().copied() };
        demand.teams.push(TeamDemand {
            families_a_week: families,
            family_sizes: FAMILY_SIZES.to_vec(),
            case_mix: vec![CaseMix { case_type: first.unwrap_or(CaseType::Assessment), share: 1.0 }],
            ..TeamDemand::new(id)
        });
        return Ok(());
    }
    let line = place.map(|place| &mut demand.teams[place]).ok_or_else(|| {
        format!(
            "Give {} new families a week first",
            known.map_or_else(|| id.to_string(), |team| team.name.clone())
        )
    })?;
    match name {
        "sizes" => {
            let sizes = read_sizes(text)?;
            whole("Family sizes", sizes.iter().copied())?;
            line.family_sizes = sizes;
        }
        "mix" => {
            let mix = read_mix(text)?;
            whole("Case types", mix.iter().map(|mix| mix.share))?;
            line.case_mix = mix;
        }
        "re_referral" => {
            let again = share(text)?;
            if again > 0.95 {
                return Err(
                    "No more than 95 percent can come again: nothing would ever stay closed".to_owned()
                );
            }
            line.re_referral = again;
        }
        _ => line.month_index = months(text)?,
    }
    Ok(())
}

fn days(text: &str) -> Result<f64, String> {
    let days = number(text)?;
    if days > 0.0 && days <= 1e6 { Ok(days) } else { Err("Write days, more than 0".to_owned()) }
}

fn set_journey(demand: &mut Demand, name: &str, case_type: CaseType, text: &str) -> Result<(), String> {
    let place = demand.journeys.iter().position(|journey| journey.case_type == case_type);
    if name == "length" {
        if text.is_empty() {
            demand.journeys.retain(|journey| journey.case_type != case_type);
            return Ok(());
        }
        let length = length(text)?;
        match place {
            Some(place) => demand.journeys[place].length = length,
            None => demand.journeys.push(Journey {
                case_type,
                length,
                then: vec![OutcomeShare { outcome: Outcome::Closes, share: 1.0 }],
            }),
        }
        return Ok(());
    }
    let what = lower_first(case_type.label());
    let journey = place.map(|place| &mut demand.journeys[place]).ok_or_else(|| {
        format!(
            "Nothing is said yet of {what} work: write its length, for example log-normal median 48 mean 56"
        )
    })?;
    match (name, &mut journey.length) {
        ("median", LengthOfWork::LogNormal { median_days, mean_days }) => {
            let days = days(text)?;
            if days > *mean_days {
                return Err(format!(
                    "The mean is {mean_days} days, and the median of such a length is not above it: raise the mean first"
                ));
            }
            *median_days = days;
        }
        ("median", _) => {
            return Err(format!(
                "The length of {what} work has no median of its own: write it as log-normal median 48 mean 56"
            ));
        }
        ("mean", LengthOfWork::LogNormal { median_days, mean_days }) => {
            let days = days(text)?;
            if days < *median_days {
                return Err(format!(
                    "The median is {median_days} days, and the mean of such a length is not below it: lower the median first"
                ));
            }
            *mean_days = days;
        }
        ("mean", LengthOfWork::Exponential { mean_days } | LengthOfWork::Fixed { days: mean_days }) => {
            *mean_days = days(text)?;
        }
        _ => {
            let then = read_then(text)?;
            whole("What follows", then.iter().map(|next| next.share))?;
            let itself = Outcome::Becomes(case_type);
            if then.iter().any(|next| next.outcome == itself && next.share > 0.0) {
                return Err(format!(
                    "After {what} work comes other work, not the same: make it last longer instead"
                ));
            }
            journey.then = then;
        }
    }
    Ok(())
}

/// One share; what is left closes.
fn set_share(demand: &mut Demand, from: CaseType, to: Outcome, text: &str) -> Result<(), String> {
    let what = lower_first(from.label());
    let wanted = share(text)?;
    let Some(journey) = demand.journeys.iter_mut().find(|journey| journey.case_type == from) else {
        return Err(format!("Nothing is said yet of {what} work: write its length first"));
    };
    if to == Outcome::Closes {
        return Err("What closes is what is left: change the share of what follows".to_owned());
    }
    if to == Outcome::Becomes(from) {
        return Err(format!("After {what} work comes other work, not the same: make it last longer instead"));
    }
    let mut then: Vec<OutcomeShare> = journey
        .then
        .iter()
        .copied()
        .filter(|next| next.outcome != Outcome::Closes && next.outcome != to)
        .collect();
    let others: f64 = then.iter().map(|next| next.share).sum();
    let left = 1.0 - others - wanted;
    if left < -1e-9 {
        return Err(format!(
            "{} percent at most: the rest of {what} work already leads elsewhere",
            percent(round(1.0 - others))
        ));
    }
    let at = journey
        .then
        .iter()
        .filter(|next| next.outcome != Outcome::Closes)
        .position(|next| next.outcome == to);
    if wanted > 0.0 {
        then.insert(at.unwrap_or(then.len()).min(then.len()), OutcomeShare { outcome: to, share: wanted });
    }
    if round(left) > 0.0 {
        then.push(OutcomeShare { outcome: Outcome::Closes, share: round(left) });
    }
    journey.then = then;
    Ok(())
}

/// A share without the noise of binary fractions.
fn round(share: f64) -> f64 {
    (share.max(0.0) * 1e6).round() / 1e6
}

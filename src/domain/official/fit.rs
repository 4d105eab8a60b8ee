//! Demand fitted to the list of children: lengths from how long they have been open, new work from who began lately (MODEL.md §9.4).

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};

use super::defaults::{ByType, defaults, mean_size, mix};
use super::law::{mean_days, share_still_open};
use super::{DemandFit, Ground, OfficialFigures, round_to, thousands};
use crate::domain::calendar::format_date;
use crate::domain::plan::{CaseType, Child, LengthOfWork, Plan, TeamDemand, Words as _, lower_first};

/// Fewer children, or families, than this say too little.
pub const ENOUGH: usize = 30;
/// How many days back new work is looked for: the shortest that shows enough.
const WINDOWS: [u32; 3] = [56, 91, 182];
/// A fitted length beyond these parts of the default is taken as a sign that the dates mean something else.
const LIKELY: std::ops::RangeInclusive<f64> = 0.25..=4.0;
/// How far lengths may be spread, as e^σ²: from nearly all alike to a mean of almost three medians.
const SPREADS: (f64, f64) = (1.01, 7.4);

/// The default demand, fitted to the plan's own list wherever it says enough.
pub fn fit(plan: &Plan, figures: &OfficialFigures) -> DemandFit {
    let mut fitted = defaults(plan, figures);
    let open: Vec<&Child> =
        plan.children.iter().map(AsRef::as_ref).filter(|child| child.is_open(plan.about.as_at)).collect();
    if open.is_empty() {
        fitted.notes.push("The list has no open children: everything stays as it is by default".to_owned());
        return fitted;
    }
    lengths(plan.about.as_at, &open, &mut fitted);
    let sizes = sizes(plan, &open, &mut fitted);
    for i in 0..fitted.demand.teams.len() {
        new_work(plan, &open, i, sizes.as_ref(), &mut fitted);
    }
    fitted
}

/// The mean length of each type, so that open children have been open for as long as the list says.
fn lengths(on: NaiveDate, open: &[&Child], fitted: &mut DemandFit) {
    for i in 0..fitted.demand.journeys.len() {
        let journey = &fitted.demand.journeys[i];
        let (case_type, default) = (journey.case_type, journey.length);
        let ages: Vec<f64> = open
            .iter()
            .filter(|child| child.case_type == case_type)
            .filter_map(|child| child.opened)
            .map(|opened| (on - opened).num_days() as f64 + 0.5)
            .collect();
        let what = lower_first(case_type.label());
        let says = format!("length.{}", case_type.key());
        if ages.len() < ENOUGH {
            if let Some(footing) = fitted.footings.iter_mut().find(|footing| footing.field == says) {
                let more = format!(
                    ". Not fitted: only {} {what} children have a day on which the work began",
                    ages.len()
                );
                footing.text.push_str(&more);
            }
            continue;
        }
        let count = ages.len() as f64;
        let mean_age = ages.iter().sum::<f64>() / count;
        let mean_square = ages.iter().map(|age| age * age).sum::<f64>() / count;
        // Open work of a log-normal length has been open for μ e^σ² ÷ 2 in the mean, and μ² e^3σ² ÷ 3 in the mean square.
        let spread = (0.75 * mean_square / (mean_age * mean_age)).clamp(SPREADS.0, SPREADS.1);
        let mean = 2.0 * mean_age / spread;
        let part = mean / mean_days(default).max(1.0);
        if !LIKELY.contains(&part) {
            fitted.notes.push(format!(
                "{} work: the list would make it last {mean:.0} days in the mean, which is hard to believe, so the default stays",
                case_type.label()
            ));
            continue;
        }
        let mean_days = mean.round().max(1.0);
        let median_days = (mean / spread.sqrt()).round().clamp(1.0, mean_days);
        let length = LengthOfWork::LogNormal { median_days, mean_days };
        fitted.demand.journeys[i].length = length;
        let text = format!(
            "From {} open {what} children, open for {mean_age:.0} days in the mean",
            thousands(ages.len() as f64)
        );
        for field in ["length", "median", "mean"] {
            fitted.rests(format!("{field}.{}", case_type.key()), Ground::Fitted, text.clone());
        }
    }
}

/// How many children families have, from the families in the list.
fn sizes(plan: &Plan, open: &[&Child], fitted: &mut DemandFit) -> Option<(Vec<f64>, String)> {
    let mut families: BTreeMap<crate::domain::ids::FamilyId, usize> = BTreeMap::new();
    for family in
        open.iter().filter_map(|child| child.family).filter(|family| plan.families.get(*family).is_some())
    {
        *families.entry(family).or_default() += 1;
    }
    if families.len() < ENOUGH {
        fitted.notes.push(format!(
            "Family sizes stay as by default: the list has {} {} with open children",
            families.len(),
            if families.len() == 1 { "family" } else { "families" }
        ));
        return None;
    }
    // A child with no family on the list is a family of one; the few with more than six count as six.
    let alone = open.iter().filter(|child| child.family.is_none()).count();
    let mut counts = [0_usize; 6];
    counts[0] += alone;
    for size in families.values() {
        counts[(*size).min(6) - 1] += 1;
    }
    let total = families.len() + alone;
    let largest = counts.iter().rposition(|count| *count > 0).unwrap_or(0);
    let mut shares: Vec<f64> =
        counts[..=largest].iter().map(|count| round_to(*count as f64 / total as f64, 1000.0)).collect();
    let over: f64 = shares.iter().sum::<f64>() - 1.0;
    shares[0] = round_to(shares[0] - over, 1000.0);
    Some((shares, format!("From {} families with open children", thousands(total as f64))))
}

/// The mean of a month index over the days of a window.
fn season(index: &[f64; 12], from: NaiveDate, days: u32) -> f64 {
    let sum: f64 = from.iter_days().take(days as usize).map(|day| index[day.month0() as usize]).sum();
    sum / f64::from(days.max(1))
}

/// New families a week of one team, from the children who began lately and are still open.
fn new_work(
    plan: &Plan,
    open: &[&Child],
    i: usize,
    sizes: Option<&(Vec<f64>, String)>,
    fitted: &mut DemandFit,
) {
    let on = plan.about.as_at;
    let demand = &fitted.demand.teams[i];
    let team = demand.team;
    let says = |name: &str| format!("{name}.{team}");
    let types: Vec<CaseType> = demand.case_mix.iter().map(|mix| mix.case_type).collect();
    let length = |case_type: CaseType| {
        let journey = fitted.demand.journeys.iter().find(|journey| journey.case_type == case_type);
        journey.map_or(LengthOfWork::Fixed { days: 1e6 }, |journey| journey.length)
    };
    let began = |days: u32| {
        let after = on.checked_sub_days(Days::new(u64::from(days))).unwrap_or(on);
        let mut counts: BTreeMap<CaseType, usize> = BTreeMap::new();
        for child in open.iter().filter(|child| child.team == Some(team) && types.contains(&child.case_type))
        {
            if child.opened.is_some_and(|opened| opened > after && opened <= on) {
                *counts.entry(child.case_type).or_default() += 1;
            }
        }
        (after.succ_opt().unwrap_or(on), counts)
    };
    let mut found = None;
    let mut most = 0;
    for days in WINDOWS {
        let (from, counts) = began(days);
        most = counts.values().sum();
        if most >= ENOUGH {
            found = Some((days, from, counts));
            break;
        }
    }
    let size_before = mean_size(&demand.family_sizes);
    let Some((days, from, counts)) = found else {
        let text = format!(
            "Not fitted: only {most} of its open children began in the last {} days",
            WINDOWS[WINDOWS.len() - 1]
        );
        if let Some(footing) =
            fitted.footings.iter_mut().find(|footing| footing.field == says("families_a_week"))
        {
            footing.text = format!("{text}. By default: {}", footing.text);
        }
        // Other family sizes bring as many children in fewer or more families.
        if let Some((shares, words)) = sizes {
            let demand = &mut fitted.demand.teams[i];
            demand.families_a_week =
                round_to(demand.families_a_week * size_before / mean_size(shares), 100.0);
            demand.family_sizes.clone_from(shares);
            fitted.rests(says("sizes"), Ground::Fitted, words.clone());
        }
        return;
    };
    let mut work = ByType::new();
    for (case_type, count) in &counts {
        let still = share_still_open(length(*case_type), days).max(0.05);
        work.insert(*case_type, *count as f64 / still * 7.0 / f64::from(days));
    }
    let a_week: f64 = work.values().sum();
    let season = season(&demand.month_index, from, days);
    let family = sizes.map_or(size_before, |(shares, _)| mean_size(shares));
    let families = a_week / season.max(0.05) / family * (1.0 - demand.re_referral);
    let text = format!(
        "From {} children opened since {} and still open, with those who have closed or moved on since added; the share of new \
         families without the re-referrals",
        thousands(most as f64),
        format_date(from)
    );
    let mix = mix(&work);
    let demand: &mut TeamDemand = &mut fitted.demand.teams[i];
    demand.families_a_week = round_to(families, 100.0);
    demand.case_mix = mix;
    if let Some((shares, words)) = sizes {
        demand.family_sizes.clone_from(shares);
        fitted.rests(says("sizes"), Ground::Fitted, words.clone());
    }
    fitted.rests(says("mix"), Ground::Fitted, format!("From the same {} children", thousands(most as f64)));
    fitted.rests(says("families_a_week"), Ground::Fitted, text);
}

//! What no forecast can be made of, in sentences.

use crate::domain::ids::TeamId;
use crate::domain::plan::{FORECAST_WEEKS, LengthOfWork, Plan};

/// More new families in a week than any service has; beyond it a run would not end.
const MOST_FAMILIES: f64 = 20_000.0;
/// The longest length of anything, days: two centuries.
const LONGEST: f64 = 73_000.0;
/// People in one team.
const MOST_IN_TEAM: usize = 4_000;

/// Everything that stands in the way, all at once.
pub(super) fn refuse(plan: &Plan, weeks: u16) -> Vec<String> {
    let mut found = Vec::new();
    if !FORECAST_WEEKS.contains(&weeks) {
        let (least, most) = (FORECAST_WEEKS.start(), FORECAST_WEEKS.end());
        found.push(format!("A forecast looks {least} to {most} weeks ahead, not {weeks}"));
    }
    if plan.about.as_at.checked_add_signed(chrono::Duration::weeks(i64::from(weeks) + 53)).is_none() {
        found.push("The plan’s date is too late for a forecast".to_owned());
    }
    demand(plan, &mut found);
    journeys(plan, &mut found);
    workforce(plan, &mut found);
    for team in &plan.teams {
        let workers = plan.workers.iter().filter(|worker| worker.team == Some(team.id)).count();
        let posts = plan.posts.iter().filter(|post| post.team == Some(team.id)).count();
        if workers + posts > MOST_IN_TEAM {
            found.push(format!(
                "The team {} has more than {MOST_IN_TEAM} people and posts: a forecast needs it in smaller teams",
                team.id
            ));
        }
    }
    let teamless = |team: Option<TeamId>| team.is_none_or(|team| plan.teams.get(team).is_none());
    let workers = plan.workers.iter().filter(|worker| teamless(worker.team)).count();
    if workers + plan.posts.iter().filter(|post| teamless(post.team)).count() > MOST_IN_TEAM {
        found.push(format!(
            "More than {MOST_IN_TEAM} people and posts are in no team: a forecast needs them in teams"
        ));
    }
    found
}

fn wrong(value: f64, most: f64) -> bool {
    !(0.0..=most).contains(&value)
}

fn demand(plan: &Plan, found: &mut Vec<String>) {
    for new in &plan.demand.teams {
        let team = new.team;
        if wrong(new.families_a_week, MOST_FAMILIES) {
            found.push(format!(
                "New families a week of {team} must be from 0 to {MOST_FAMILIES}, not {}",
                new.families_a_week
            ));
        }
        if new.month_index.iter().any(|index| wrong(*index, 100.0)) {
            found.push(format!("A month of the new work of {team} must be from 0 to 100 times the average"));
        }
        if new.family_sizes.iter().any(|share| wrong(*share, 1e6)) || new.family_sizes.len() > 30 {
            found.push(format!("Family sizes of {team} must be shares for 1 to at most 30 children"));
        }
        if new.case_mix.iter().any(|mix| wrong(mix.share, 1e6)) {
            found.push(format!("Shares of new work of {team} must be 0 or more"));
        }
        if new.priorities.iter().any(|share| wrong(*share, 1e6)) {
            found.push(format!("Shares of priorities of {team} must be 0 or more"));
        }
        if wrong(new.re_referral, 0.95) {
            found.push(format!(
                "The share of closed work of {team} that is referred again must be from 0 to 95 percent: with more, \
                 work never ends"
            ));
        }
    }
}

fn journeys(plan: &Plan, found: &mut Vec<String>) {
    use crate::domain::plan::Words as _;
    for journey in &plan.demand.journeys {
        let lengths = match journey.length {
            LengthOfWork::LogNormal { median_days, mean_days } => [median_days, mean_days],
            LengthOfWork::Exponential { mean_days } => [mean_days, mean_days],
            LengthOfWork::Fixed { days } => [days, days],
        };
        let name = journey.case_type.label();
        if lengths.iter().any(|days| wrong(*days, LONGEST)) {
            found.push(format!("The length of the work {name} must be from 0 to {LONGEST} days"));
        }
        if journey.then.iter().any(|then| wrong(then.share, 1e6)) {
            found.push(format!("The shares of what follows {name} must be 0 or more"));
        }
    }
}

fn workforce(plan: &Plan, found: &mut Vec<String>) {
    let w = &plan.workforce;
    let mut check = |value: f64, most: f64, what: &str| {
        if wrong(value, most) {
            found.push(format!("{what} must be from 0 to {most}, not {value}"));
        }
    };
    check(w.sickness.short_spells_a_year, 100.0, "Short spells of sickness a year");
    check(w.sickness.short_mean_working_days, LONGEST, "The mean length of a short spell");
    check(w.sickness.long_share_a_year, 10.0, "The share of staff with a long spell a year");
    check(w.sickness.long_median_days, LONGEST, "The length of a long spell");
    check(w.time_to_fill.permanent_days, LONGEST, "The time to fill a permanent post, days,");
    check(w.time_to_fill.agency_days, LONGEST, "The time to fill an agency post, days,");
    for (_, share) in &w.leavers_a_year {
        check(*share, 100.0, "The share of staff who leave in a year");
    }
    for index in &w.leave_month_index {
        check(*index, 1e6, "How much leave is taken in a month");
    }
}

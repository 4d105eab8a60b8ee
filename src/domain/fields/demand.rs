//! Fields of what is supposed: new work, how long it stays, and how the workforce changes.

use super::staff::own;
use super::value::{Kind, Value, each, word};
use super::{Field, field};
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    CaseMix, CaseType, Contract, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, TeamDemand,
    Words as _, WorkforceChange,
};

pub(super) fn demand() -> Vec<Field<Demand>> {
    vec![
        field!(
            Demand,
            "official_figures_of",
            "Official figures of",
            "New work",
            "The council, region or country whose figures the defaults came from",
            |r| r.official_figures_of
        ),
        field!(
            Demand,
            "teams",
            "New work by team",
            "New work",
            "One team a line: T1 | 4.5 families a week | sizes 40 35 15 7 3 | mix assessment 90, child_in_need 10 | again 22 | months 12 numbers, January first | priorities 20 50 30 0. Priorities are urgent, high, medium, low; left out, all are medium",
            |r| r.teams
        ),
        field!(
            Demand,
            "journeys",
            "How long work lasts and what follows",
            "How long it stays",
            "One case type a line: assessment | log-normal median 48 mean 56 | closes 60, child_in_need 30, child_protection 10. Days; shares in percent",
            |r| r.journeys
        ),
    ]
}

pub(super) fn number(text: &str) -> Result<f64, String> {
    let text = text.trim().trim_end_matches('%');
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|n| n.is_finite() && *n >= 0.0)
        .ok_or_else(|| format!("“{text}” is not a number of 0 or more"))
}

/// Percent as it is shown: without the noise of binary fractions, and with every digit where fewer would read back as
/// another share.
pub(super) fn percent(share: f64) -> String {
    let text = format!("{:.4}", share * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    if hundredths(&text) == Some(share) { text } else { shifted(share) }
}

/// The share whose percentage is written in `text`, as near as a number can be.
fn hundredths(text: &str) -> Option<f64> {
    if text.contains(['e', 'E']) { None } else { format!("{text}e-2").parse().ok() }
}

/// Every digit of a share, as a percentage.
fn shifted(share: f64) -> String {
    let text = format!("{share:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let before = exponent.parse::<i32>().unwrap_or(0) + 3; // digits before the point of the percentage
    let digits = digits.replace('.', "");
    match usize::try_from(before) {
        Ok(before) if before >= digits.len() => format!("{digits}{}", "0".repeat(before - digits.len())),
        Ok(before) if before > 0 => format!("{}.{}", &digits[..before], &digits[before..]),
        _ => format!("0.{}{digits}", "0".repeat(before.unsigned_abs() as usize)),
    }
}

/// A percentage of any size, as a share.
fn rate(text: &str) -> Result<f64, String> {
    let percent = number(text)?;
    Ok(hundredths(text.trim().trim_end_matches('%')).unwrap_or(percent / 100.0))
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    let share = rate(text)?;
    if share <= 1.0 { Ok(share) } else { Err(format!("{} is more than 100 percent", text.trim())) }
}

pub(super) fn months(text: &str) -> Result<[f64; 12], String> {
    let values: Vec<f64> = text.split_whitespace().map(number).collect::<Result<_, _>>()?;
    values.try_into().map_err(|_| "months need twelve numbers, January first".to_owned())
}

/// The shares of each priority, most pressing first.
fn priorities(text: &str) -> Result<[f64; 4], String> {
    let values: Vec<f64> = text.split_whitespace().map(share).collect::<Result<_, _>>()?;
    values.try_into().map_err(|_| "priorities need four percentages: urgent, high, medium, low".to_owned())
}

pub(super) fn numbers(values: &[f64]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(" ")
}

impl Value for [f64; 12] {
    fn kind() -> Kind {
        Kind::Text
    }
    fn show(&self) -> String {
        numbers(self)
    }
    fn read(text: &str) -> Result<Self, String> {
        months(text)
    }
}

impl Value for Vec<TeamDemand> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|team| {
                let line = format!(
                    "{} | {} families a week | sizes {} | mix {} | again {} | months {}",
                    team.team,
                    team.families_a_week,
                    sizes_text(&team.family_sizes),
                    mix_text(&team.case_mix),
                    percent(team.re_referral),
                    numbers(&team.month_index)
                );
                if team.priorities == TeamDemand::ALL_MEDIUM {
                    return line;
                }
                let shares = team.priorities.map(percent);
                format!("{line} | priorities {}", shares.join(" "))
            })
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let mut parts = line.split('|').map(str::trim);
            let team: TeamId = parts
                .next()
                .unwrap_or_default()
                .parse()
                .map_err(|error: crate::domain::ids::IdError| error.to_string())?;
            let mut demand = TeamDemand::new(team);
            for part in parts {
                if let Some(count) = part.strip_suffix("families a week") {
                    demand.families_a_week = number(count)?;
                } else if let Some(sizes) = part.strip_prefix("sizes") {
                    demand.family_sizes = read_sizes(sizes)?;
                } else if let Some(mix) = part.strip_prefix("mix") {
                    demand.case_mix = read_mix(mix)?;
                } else if let Some(again) = part.strip_prefix("again ") {
                    demand.re_referral = share(again)?;
                } else if let Some(index) = part.strip_prefix("months ") {
                    demand.month_index = months(index)?;
                } else if let Some(shares) = part.strip_prefix("priorities ") {
                    demand.priorities = priorities(shares)?;
                } else {
                    return Err(format!("“{part}” was not understood"));
                }
            }
            Ok(demand)
        })
    }
}

/// "assessment 90, court 10" as words and shares.
fn shares(text: &str) -> Result<Vec<(String, f64)>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (what, percent) =
                part.rsplit_once(' ').ok_or_else(|| format!("“{part}” needs a word and a percentage"))?;
            Ok((what.trim().to_owned(), share(percent)?))
        })
        .collect()
}

impl Value for Vec<Journey> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|journey| {
                format!(
                    "{} | {} | {}",
                    journey.case_type.key(),
                    length_text(journey.length),
                    then_text(&journey.then)
                )
            })
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let mut parts = line.split('|').map(str::trim);
            let case_type: CaseType = word(parts.next().unwrap_or_default())?;
            let length = length(parts.next().unwrap_or_default())?;
            let then = read_then(parts.next().unwrap_or_default())?;
            Ok(Journey { case_type, length, then })
        })
    }
}

pub(super) fn sizes_text(sizes: &[f64]) -> String {
    let texts: Vec<String> = sizes.iter().map(|size| percent(*size)).collect();
    texts.join(" ")
}

pub(super) fn read_sizes(text: &str) -> Result<Vec<f64>, String> {
    text.split_whitespace().map(share).collect()
}

pub(super) fn mix_text(mix: &[CaseMix]) -> String {
    let texts: Vec<String> =
        mix.iter().map(|m| format!("{} {}", m.case_type.key(), percent(m.share))).collect();
    texts.join(", ")
}

pub(super) fn read_mix(text: &str) -> Result<Vec<CaseMix>, String> {
    shares(text)?
        .into_iter()
        .map(|(case_type, share)| Ok(CaseMix { case_type: word(&case_type)?, share }))
        .collect()
}

pub(super) fn then_text(then: &[OutcomeShare]) -> String {
    let texts: Vec<String> = then
        .iter()
        .map(|next| match next.outcome {
            Outcome::Closes => format!("closes {}", percent(next.share)),
            Outcome::Becomes(case_type) => format!("{} {}", case_type.key(), percent(next.share)),
        })
        .collect();
    texts.join(", ")
}

pub(super) fn read_then(text: &str) -> Result<Vec<OutcomeShare>, String> {
    shares(text)?
        .into_iter()
        .map(|(what, share)| {
            let closes = what.eq_ignore_ascii_case("closes");
            let outcome = if closes { Outcome::Closes } else { Outcome::Becomes(word(&what)?) };
            Ok(OutcomeShare { outcome, share })
        })
        .collect()
}

pub(in crate::domain) fn length_text(length: LengthOfWork) -> String {
    match length {
        LengthOfWork::LogNormal { median_days, mean_days } => {
            format!("log-normal median {median_days} mean {mean_days}")
        }
        LengthOfWork::Exponential { mean_days } => format!("exponential mean {mean_days}"),
        LengthOfWork::Fixed { days } => format!("fixed {days}"),
    }
}

pub(super) fn length(text: &str) -> Result<LengthOfWork, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["log-normal", "median", median, "mean", mean] => {
            let (median_days, mean_days) = (number(median)?, number(mean)?);
            if mean_days < median_days {
                return Err("the mean of a log-normal length is at least its median".to_owned());
            }
            Ok(LengthOfWork::LogNormal { median_days, mean_days })
        }
        ["exponential", "mean", mean] => Ok(LengthOfWork::Exponential { mean_days: number(mean)? }),
        ["fixed", days] => Ok(LengthOfWork::Fixed { days: number(days)? }),
        _ => Err("write log-normal median 48 mean 56, exponential mean 56, or fixed 56 (days)".to_owned()),
    }
}

pub(super) fn workforce() -> Vec<Field<WorkforceChange>> {
    const SICK: &str = "Sickness";
    const LEAVE: &str = "Annual leave";
    const LEAVERS: &str = "Leavers and recruitment";
    let mut fields = vec![
        field!(
            WorkforceChange,
            "short_spells_a_year",
            "Short spells a year",
            SICK,
            "[GK] For one worker",
            |r| r.sickness.short_spells_a_year
        ),
        field!(
            WorkforceChange,
            "short_mean_working_days",
            "Mean short spell (working days)",
            SICK,
            "[GK] With 2.2 spells a year it comes to the 3.5 % that DfE published for 2025, long spells included",
            |r| r.sickness.short_mean_working_days
        ),
        field!(
            WorkforceChange,
            "long_share_a_year",
            "Share with a long spell in a year",
            SICK,
            "[GK] 0.04 is one in twenty-five",
            |r| r.sickness.long_share_a_year
        ),
        field!(
            WorkforceChange,
            "long_median_days",
            "Median long spell (days)",
            SICK,
            "[GK] Calendar days",
            |r| r.sickness.long_median_days
        ),
        field!(
            WorkforceChange,
            "phased_weeks",
            "Phased return after a long spell (weeks)",
            SICK,
            "[GK] Weeks",
            |r| r.sickness.phased_weeks
        ),
        field!(
            WorkforceChange,
            "leave_days",
            "Days a year",
            LEAVE,
            "At full time, without bank holidays, in the first five years (Green Book 2023)",
            |r| r.leave_days.0
        ),
        field!(
            WorkforceChange,
            "leave_days_long_service",
            "Days a year after five years",
            LEAVE,
            "At full time, without bank holidays (Green Book 2023)",
            |r| r.leave_days.1
        ),
        field!(
            WorkforceChange,
            "leave_year_starts",
            "Leave year starts in month",
            LEAVE,
            "4 is April",
            |r| r.leave_year_starts
        ),
        field!(
            WorkforceChange,
            "leave_month_index",
            "Leave by month against the average",
            LEAVE,
            "[GK] Twelve numbers, January first; 1 is an average month",
            |r| r.leave_month_index
        ),
        field!(
            WorkforceChange,
            "leave_block_working_days",
            "Leave is taken in stretches of (working days)",
            LEAVE,
            "[GK] Annual leave that is not booked yet is taken in stretches of this many working days, at least 1",
            |r| r.leave_block_working_days
        ),
        field!(
            WorkforceChange,
            "permanent_days",
            "Days to fill a permanent post",
            LEAVERS,
            "[GK] Median, from vacancy to start",
            |r| r.time_to_fill.permanent_days
        ),
        field!(WorkforceChange, "agency_days", "Days to find agency cover", LEAVERS, "[GK] Median", |r| r
            .time_to_fill
            .agency_days),
        field!(
            WorkforceChange,
            "agency_ramp",
            "Agency worker's ramp",
            LEAVERS,
            "One step a line, for example week 2: 100%. Empty: as for any starter",
            |r| r.agency_ramp
        ),
        own(
            ("asye_cohorts", "Newly qualified cohorts", LEAVERS),
            "One a line: month and how many, for example 9: 6",
            Kind::Lines,
            |w: &WorkforceChange| {
                let lines: Vec<String> =
                    w.asye_cohorts.iter().map(|(month, count)| format!("{month}: {count}")).collect();
                lines.join("\n")
            },
            |w, text| {
                w.asye_cohorts = each(text, |line| {
                    let help = "write the month (1 to 12) and how many, for example 9: 6";
                    let (month, count) = line.split_once(':').ok_or(help)?;
                    let month: u8 = month.trim().parse().map_err(|_| help)?;
                    let count = count.trim().parse().map_err(|_| help)?;
                    if (1..=12).contains(&month) { Ok((month, count)) } else { Err(help.to_owned()) }
                })?;
                Ok(())
            },
        ),
    ];
    for &contract in Contract::ALL {
        fields.push(leavers(contract, LEAVERS));
        fields.push(notice(contract, LEAVERS));
    }
    fields
}

/// Puts or takes out the value of one contract, leaving the others where they are.
fn put<V>(list: &mut Vec<(Contract, V)>, contract: Contract, value: Option<V>) {
    let place = list.iter().position(|(c, _)| *c == contract);
    match (value, place) {
        (Some(value), Some(place)) => list[place].1 = value,
        (Some(value), None) => list.push((contract, value)),
        (None, Some(place)) => {
            list.remove(place);
        }
        (None, None) => {}
    }
}

fn leavers(contract: Contract, group: &'static str) -> Field<WorkforceChange> {
    let hint = if contract == Contract::Permanent { "DfE turnover, 2025: 11.8 %" } else { "[GK] Percent" };
    own(
        (
            &format!("leavers_{}", contract.key()),
            &format!("Leavers a year, {} (%)", contract.label().to_lowercase()),
            group,
        ),
        hint,
        Kind::Number,
        move |w: &WorkforceChange| {
            w.leavers_a_year
                .iter()
                .find(|(c, _)| *c == contract)
                .map_or_else(String::new, |(_, rate)| percent(*rate))
        },
        move |w, text| {
            let rate = if text.trim().is_empty() { None } else { Some(rate(text)?) };
            put(&mut w.leavers_a_year, contract, rate);
            Ok(())
        },
    )
}

fn notice(contract: Contract, group: &'static str) -> Field<WorkforceChange> {
    let hint = if contract == Contract::Agency { "Agency rules, 2024: four weeks" } else { "[GK] Weeks" };
    own(
        (
            &format!("notice_{}", contract.key()),
            &format!("Notice, {} (weeks)", contract.label().to_lowercase()),
            group,
        ),
        hint,
        Kind::Number,
        move |w: &WorkforceChange| {
            w.notice_weeks
                .iter()
                .find(|(c, _)| *c == contract)
                .map_or_else(String::new, |(_, weeks)| weeks.to_string())
        },
        move |w, text| {
            put(&mut w.notice_weeks, contract, Option::<u16>::read(text)?);
            Ok(())
        },
    )
}

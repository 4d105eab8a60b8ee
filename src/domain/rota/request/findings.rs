//! What is found when an absence is judged: first what makes it unsafe.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};

use super::super::cover::alone::{alone, held};
use super::super::words::{count, listed, on_days, some_of, span};
use super::ask::{Ask, with};
use super::rules::rules;
use super::trial::{newly, too_many};
use super::{About, Finding, Weight, known};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::ids::{ChildId, WorkerId};
use crate::domain::plan::{AbsenceStatus, Words as _, lower_first};
use crate::domain::state::Sight;
use crate::domain::units::Fte;

/// A finding about no child in particular.
pub(super) fn finding(weight: Weight, about: About, sentence: String, days: Vec<NaiveDate>) -> Finding {
    Finding { weight, about, sentence, children: Vec::new(), days }
}

/// Everything found, the gravest first: what makes it unsafe, of that children first.
pub(super) fn findings(ask: &Ask<'_, '_>) -> Vec<Finding> {
    let after_plan = with(ask.plan(), &ask.absence);
    let sight = Sight::new(&after_plan, ask.sight.calendar);
    let outlook = Outlook::new(&sight);
    let mut found = Vec::new();
    uncovered(ask, &outlook, &mut found);
    team_rules(ask, &mut found);
    covers_too_many(ask, &sight, &outlook, &mut found);
    twice(ask, &mut found);
    days(ask, &mut found);
    known::findings(ask, &sight, &outlook, &mut found);
    found.sort_by_key(|finding| (finding.weight, finding.about != About::Uncovered, finding.about));
    found
}

/// Children whom it leaves without a named social worker: those of whoever asks, and those whom they cover for others.
fn uncovered(ask: &Ask<'_, '_>, after: &Outlook, found: &mut Vec<Finding>) {
    let plan = ask.plan();
    let end = ask.last_day + Duration::days(366);
    let mut own = Without::default();
    let mut others = Without::default();
    let before = plan.children.iter().zip(&ask.outlook.spells).zip(&after.spells);
    for ((child, before), after) in before {
        let stretches = newly(before, after, ask.outlook.from);
        if stretches.is_empty() {
            continue;
        }
        let theirs = child.holder.workers().any(|id| id == ask.worker.id);
        let without = if theirs { &mut own } else { &mut others };
        without.children.push(child.id);
        without.references.push(child.reference.clone());
        for (first, last) in stretches {
            for date in first.iter_days().take_while(|date| *date <= last.min(end)) {
                if ask.sight.calendar.is_working_day(date) {
                    *without.days.entry(date).or_default() += 1;
                }
            }
        }
    }
    let grace = count(usize::from(plan.policy.grace_working_days), "working day", "working days");
    let because = [
        format!("nobody at work is named as cover for longer than {grace}"),
        format!("{} is their cover", ask.worker.name),
    ];
    for (without, because) in [own, others].into_iter().zip(because) {
        found.extend(without.finding(&because));
    }
}

/// Children without a named social worker.
#[derive(Default)]
struct Without {
    children: Vec<ChildId>,
    references: Vec<String>,
    /// How many on each working day.
    days: BTreeMap<NaiveDate, u32>,
}

impl Without {
    fn finding(self, because: &str) -> Option<Finding> {
        let worst = self.days.iter().max_by_key(|(date, n)| (**n, std::cmp::Reverse(**date)));
        let most = worst.map_or(0, |(_, n)| *n as usize);
        let days: Vec<NaiveDate> = self.days.keys().copied().collect();
        let number = self.children.len();
        if number == 0 {
            return None;
        }
        let worst = worst.filter(|_| most < number).map_or_else(String::new, |(date, most)| {
            format!(", most of them ({most}) on {}", format_date(*date))
        });
        let sentence = format!(
            "{} would have no named social worker {}{worst}: {because} ({})",
            count(number, "child", "children"),
            on_days(&days),
            some_of(&self.references)
        );
        Some(Finding {
            weight: Weight::Unsafe,
            about: About::Uncovered,
            sentence,
            children: self.children,
            days,
        })
    }
}

/// What it breaks of the rules of teams, and the duty turns in it.
fn team_rules(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    let (Some(first), Some(last)) = (ask.days.first(), ask.days.last()) else { return };
    for rules in rules(ask, *first, *last) {
        let team = &rules.team.name;
        let broken: Vec<_> = ask.days.iter().map(|date| (*date, rules.broken(ask, *date))).collect();
        let mut say = |about, days: Vec<NaiveDate>, sentence: &dyn Fn(&str) -> String| {
            if !days.is_empty() {
                found.push(finding(Weight::Unsafe, about, sentence(&on_days(&days)), days));
            }
        };
        let away: Vec<_> = broken.iter().filter_map(|(date, broken)| Some((*date, broken.away?))).collect();
        let (most_away, most) = away.iter().map(|(_, away)| *away).max().unwrap_or_default();
        say(About::TooManyAway, away.iter().map(|(date, _)| *date).collect(), &|days| {
            let up_to = if away.iter().any(|(_, (n, _))| *n != most_away) { "up to " } else { "" };
            format!("{team} would have {up_to}{most_away} away {days}, and no more than {most} may be")
        });
        let few: Vec<_> = broken.iter().filter_map(|(date, broken)| Some((*date, broken.present?))).collect();
        let (present, least) = few.iter().map(|(_, few)| *few).min().unwrap_or((Fte::ZERO, Fte::ZERO));
        say(About::TooFewPresent, few.iter().map(|(date, _)| *date).collect(), &|days| {
            let down_to = if few.iter().any(|(_, (n, _))| *n != present) { "as little as " } else { "" };
            format!("{team} would have {down_to}{present} FTE at work {days}, and at least {least} should be")
        });
        let those = |wanted: fn(&super::rules::Broken) -> bool| -> Vec<NaiveDate> {
            broken.iter().filter(|(_, broken)| wanted(broken)).map(|(date, _)| *date).collect()
        };
        say(About::NoManager, those(|broken| broken.no_manager), &|days| {
            format!("{team} would have no manager at work {days}")
        });
        say(About::Duty, those(|broken| broken.duty), &|days| {
            format!(
                "{} has the duty turn of {team} {days}: swap it or give it to somebody else first",
                ask.worker.name
            )
        });
    }
}

/// People who would cover more children alone than one person should.
fn covers_too_many(ask: &Ask<'_, '_>, sight: &Sight<'_>, outlook: &Outlook, found: &mut Vec<Finding>) {
    let window = (ask.absence.first_day, ask.last_day);
    let most = ask.plan().rota.most_covered;
    let before = alone(ask.sight, ask.outlook, &ask.held, window, |_| true);
    let after = alone(sight, outlook, &held(sight.plan()), window, |_| true);
    let mut by_cover: BTreeMap<WorkerId, (Vec<NaiveDate>, u32)> = BTreeMap::new();
    for (cover, date, children) in too_many(&before, &after, most) {
        let (days, worst) = by_cover.entry(cover).or_default();
        days.push(date);
        *worst = children.max(*worst);
    }
    for (cover, (days, worst)) in by_cover {
        let sentence = format!(
            "{} alone would cover {} {}, and no more than {most} should fall to one person",
            sight.lookup.worker_name(cover),
            count(worst as usize, "child", "children"),
            on_days(&days)
        );
        found.push(finding(Weight::Unsafe, About::Cover, sentence, days));
    }
}

/// Other absences of the same person on these days. One that is only asked for counts for nothing until it is agreed.
fn twice(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    for other in ask.sight.lookup.absences_of(ask.worker.id) {
        let ends = other.known_last_day().unwrap_or(NaiveDate::MAX);
        if ends < ask.absence.first_day || ask.last_day < other.first_day || ends < other.first_day {
            continue;
        }
        let (weight, already) = match other.status {
            AbsenceStatus::Agreed => (Weight::Unsafe, "is away already"),
            AbsenceStatus::Requested => (Weight::Know, "has asked for these days in another request as well"),
        };
        let when = other.known_last_day().map_or_else(
            || format!("from {} with no return date", format_date(other.first_day)),
            |last| span(other.first_day, last),
        );
        let sentence = format!("{} {already}: {} {when}", ask.worker.name, lower_first(other.kind.label()));
        let days = ask.days.iter().copied().filter(|date| other.covers(*date)).collect();
        found.push(finding(weight, About::Twice, sentence, days));
    }
}

/// Days that lie in the past, on which they are not in post, or of which they work none.
fn days(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    let (first, last, worker) = (ask.absence.first_day, ask.last_day, ask.worker);
    let name = &worker.name;
    let mut say = |weight, sentence| found.push(finding(weight, About::Days, sentence, Vec::new()));
    let bounds = [
        worker.first_day.filter(|day| first < *day).map(|day| ("does not start until", last < day, day)),
        worker.last_day.filter(|day| *day < last).map(|day| ("leaves on", day < first, day)),
    ];
    let outside = bounds.iter().flatten().any(|(_, all, _)| *all);
    for (what, all, day) in bounds.into_iter().flatten() {
        let weight = if all { Weight::Unsafe } else { Weight::Know };
        let how_many = if all { "none" } else { "not all" };
        let sentence =
            format!("{name} {what} {}, and is in post on {how_many} of these days", format_date(day));
        say(weight, sentence);
    }
    if ask.days.is_empty() && !outside {
        say(Weight::Know, format!("{name} works on none of these days, so no leave is needed"));
    }
    let as_at = ask.outlook.from;
    if first < as_at {
        let how = if last < as_at { "lie" } else { "begin" };
        say(Weight::Know, format!("These days {how} before the plan’s date, {}", format_date(as_at)));
    }
}

/// "CH-1 on 21/09/2026, CH-2 on 22/09/2026 and 3 more".
pub(super) fn dated(of: &[(String, NaiveDate)]) -> String {
    let mut shown: Vec<String> =
        of.iter().take(5).map(|(what, date)| format!("{what} on {}", format_date(*date))).collect();
    if of.len() > shown.len() {
        shown.push(format!("{} more", of.len() - shown.len()));
    }
    listed(&shown)
}

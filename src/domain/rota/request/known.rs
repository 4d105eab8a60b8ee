//! What is to be known before an absence is agreed, and does not make it unsafe.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::cover::problems_of;
use super::super::days::{Being, being, days_of, team_days};
use super::super::due::dates;
use super::super::entitlement::entitlements;
use super::super::words::{count, listed, on_days, some_of, span};
use super::ask::Ask;
use super::findings::{dated, finding};
use super::{About, Finding, Weight};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::capacity::carried_by;
use crate::domain::ids::ChildId;
use crate::domain::plan::{AbsenceKind, AbsenceStatus, Child, DueKind, Words as _, lower_first};
use crate::domain::presence::cover_on;
use crate::domain::state::{Sight, Spell};

/// `sight` and `outlook` are those of the plan with the absence agreed.
pub(super) fn findings(ask: &Ask<'_, '_>, sight: &Sight<'_>, outlook: &Outlook, found: &mut Vec<Finding>) {
    let window = (ask.absence.first_day.max(ask.outlook.from), ask.last_day);
    for problem in problems_of(sight, &ask.absence, window) {
        found.push(finding(Weight::Know, About::Cover, problem.sentence, problem.days));
    }
    covered_by_them(ask, sight, found);
    dates_due(ask, found);
    free_places(ask, sight, outlook, found);
    colleagues(ask, found);
    school_holidays(ask, found);
    entitlement(ask, sight, found);
}

/// Absences of others for which they are the only cover there.
fn covered_by_them(ask: &Ask<'_, '_>, sight: &Sight<'_>, found: &mut Vec<Finding>) {
    for absence in &ask.plan().absences {
        if absence.status != AbsenceStatus::Agreed || !absence.cover.contains(&ask.worker.id) {
            continue;
        }
        let Some(away) = ask.sight.lookup.worker(absence.worker) else { continue };
        let by = |sight: &Sight<'_>, date| cover_on(&sight.lookup, away, absence, date);
        let lost = |date: &NaiveDate| {
            absence.covers(*date) && by(ask.sight, *date) == Some(ask.worker.id) && by(sight, *date).is_none()
        };
        let days: Vec<NaiveDate> = ask.days.iter().copied().filter(lost).collect();
        if !days.is_empty() {
            let sentence = format!(
                "{} is the cover for {}’s {} {}, and nobody else named is there",
                ask.worker.name,
                away.name,
                lower_first(absence.kind.label()),
                on_days(&days)
            );
            found.push(finding(Weight::Know, About::Cover, sentence, days));
        }
    }
}

/// Visits, reviews and other dates that fall due for their children.
fn dates_due(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    let plan = ask.plan();
    let (first, last) = (ask.absence.first_day, ask.last_day);
    let mut all: Vec<(NaiveDate, DueKind, &str, ChildId)> = Vec::new();
    for place in &ask.children {
        let (Some(child), Some(spells)) = (plan.children.at(*place), ask.outlook.spells.get(*place)) else {
            continue;
        };
        let due = dates(&plan.policy, child, first, last).into_iter();
        let theirs = due.filter(|(_, date)| *date <= last && carries(ask, child, spells, *date));
        all.extend(theirs.map(|(kind, date)| (date, kind, child.reference.as_str(), child.id)));
    }
    all.sort_unstable();
    let mut say = |about, one, many, wanted: &dyn Fn(DueKind) -> bool| {
        let these: Vec<_> = all.iter().filter(|(_, kind, ..)| wanted(*kind)).collect();
        if these.is_empty() {
            return;
        }
        let words: Vec<(String, NaiveDate)> = these
            .iter()
            .map(|(date, kind, reference, _)| match kind {
                DueKind::Visit => ((*reference).to_owned(), *date),
                kind => (format!("{reference}, {},", lower_first(kind.label())), *date),
            })
            .collect();
        let mut children: Vec<ChildId> = these.iter().map(|(.., child)| *child).collect();
        children.sort_unstable();
        children.dedup();
        let mut days: Vec<NaiveDate> = these.iter().map(|(date, ..)| *date).collect();
        days.dedup();
        let falls = if these.len() == 1 { "falls" } else { "fall" };
        let sentence = format!("{} {falls} due: {}", count(these.len(), one, many), dated(&words));
        found.push(Finding { weight: Weight::Know, about, sentence, children, days });
    };
    say(About::Visits, "visit", "visits", &|kind| kind == DueKind::Visit);
    say(About::Reviews, "review or other date", "reviews and other dates", &|kind| kind != DueKind::Visit);
}

/// Whether whoever asks carries a child on a day.
fn carries(ask: &Ask<'_, '_>, child: &Child, spells: &[Spell], date: NaiveDate) -> bool {
    days_of(child, spells).any(|(from, to, spell)| {
        from <= date && date <= to && carried_by(child, spell) == Some(ask.worker.id)
    })
}

/// The fewest free places of their team on these days, before and after.
fn free_places(ask: &Ask<'_, '_>, sight: &Sight<'_>, outlook: &Outlook, found: &mut Vec<Finding>) {
    let (Some(first), Some(last), Some(team)) = (ask.days.first(), ask.days.last(), ask.worker.team) else {
        return;
    };
    let Some(record) = ask.sight.lookup.team(team) else { return };
    let lowest = |sight: &Sight<'_>, outlook: &Outlook| {
        let days = team_days(sight, outlook, team, *first, *last).into_iter().filter(|day| day.working);
        days.map(|day| (day.free_places, day.date)).min()
    };
    let (Some((before, _)), Some((after, date))) = (lowest(ask.sight, ask.outlook), lowest(sight, outlook))
    else {
        return;
    };
    if after < before {
        let sentence = format!(
            "{} would have {} at the lowest, on {}, instead of {before}",
            record.name,
            count(after as usize, "free place", "free places"),
            format_date(date)
        );
        found.push(finding(Weight::Know, About::FreePlaces, sentence, vec![date]));
    }
}

/// Colleagues of the same team who are away, or have asked to be, on the same days.
fn colleagues(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    let plan = ask.plan();
    let mut on: BTreeSet<NaiveDate> = BTreeSet::new();
    let mut who: Vec<String> = Vec::new();
    for colleague in &plan.workers {
        if colleague.id == ask.worker.id || colleague.team.is_none() || colleague.team != ask.worker.team {
            continue;
        }
        let asked = |date: &NaiveDate| {
            let mut theirs = ask.sight.lookup.absences_of(colleague.id);
            theirs.any(|absence| absence.status == AbsenceStatus::Requested && absence.covers(*date))
        };
        let being = |date: &NaiveDate| being(ask.sight, colleague, *date);
        let away: Vec<NaiveDate> =
            ask.days.iter().copied().filter(|date| being(date) == Being::Away).collect();
        let wants: Vec<NaiveDate> =
            ask.days.iter().copied().filter(|date| being(date) == Being::AtWork && asked(date)).collect();
        for (days, how) in [(away, ""), (wants, ", asked for")] {
            if !days.is_empty() {
                who.push(format!("{} ({}{how})", colleague.name, count(days.len(), "day", "days")));
                on.extend(days);
            }
        }
    }
    if !who.is_empty() {
        let days: Vec<NaiveDate> = on.into_iter().collect();
        let sentence = format!("Away from the team on the same days: {}", some_of(&who));
        found.push(finding(Weight::Know, About::Colleagues, sentence, days));
    }
}

/// School holidays in which it falls.
fn school_holidays(ask: &Ask<'_, '_>, found: &mut Vec<Finding>) {
    let mut names: Vec<String> = Vec::new();
    let mut days: Vec<NaiveDate> = Vec::new();
    for holiday in &ask.plan().calendar.school_holidays {
        let within = |date: &NaiveDate| holiday.first_day <= *date && *date <= holiday.last_day;
        let these: Vec<NaiveDate> = ask.days.iter().copied().filter(within).collect();
        if !these.is_empty() {
            names.push(format!("{} {}", holiday.label, span(holiday.first_day, holiday.last_day)));
            days.extend(these);
        }
    }
    if !days.is_empty() {
        days.sort_unstable();
        days.dedup();
        let sentence = format!("In the school holidays: {}", listed(&names));
        found.push(finding(Weight::Know, About::SchoolHolidays, sentence, days));
    }
}

/// Annual leave beyond what is left of the leave year, or years, in which it lies.
fn entitlement(ask: &Ask<'_, '_>, sight: &Sight<'_>, found: &mut Vec<Finding>) {
    if ask.absence.kind != AbsenceKind::AnnualLeave {
        return;
    }
    let mut told: Option<NaiveDate> = None;
    for day in [ask.absence.first_day, ask.last_day] {
        let years = entitlements(sight, day);
        let Some(year) = years.iter().find(|year| year.worker == ask.worker.id) else { continue };
        if told == Some(year.from) || year.left >= 0.0 {
            continue;
        }
        told = Some(year.from);
        let over = format!("{:.2}", -year.left);
        let over = over.trim_end_matches('0').trim_end_matches('.');
        let sentence = format!(
            "{} would have {over} more days of leave than the allowance of the leave year {}",
            ask.worker.name,
            span(year.from, year.to)
        );
        found.push(finding(Weight::Know, About::Entitlement, sentence, Vec::new()));
    }
}

//! Fields of supervision, duty and leave: the service's rules, a team's, and a member of staff's.

use chrono::NaiveDate;

use super::staff::own;
use super::value::{Kind, Value, each, optional};
use super::{Field, field};
use crate::domain::calendar::{format_date, parse_date};
use crate::domain::ids::WorkerId;
use crate::domain::plan::{
    DutyPattern, DutyTurn, DutyUnit, RotaRules, SecondWeek, SupervisionStep, Team, Worker, WorkingDays,
};
use crate::domain::units::Fte;

/// The service's rules.
pub(super) fn rules() -> Vec<Field<RotaRules>> {
    const SUPERVISION: &str = "Supervision";
    const MANAGERS: &str = "A manager's week";
    const DUTY: &str = "Duty";
    const LEAVE: &str = "Leave, cover and sickness";
    vec![
        field!(
            RotaRules,
            "supervision_weeks",
            "Individual supervision every (weeks)",
            SUPERVISION,
            "Each worker is supervised at least once in this many weeks",
            |r| r.supervision_weeks
        ),
        field!(
            RotaRules,
            "asye_supervision",
            "In the assessed and supported year",
            SUPERVISION,
            "One step a line, for example from week 6: every 2 weeks",
            |r| r.asye_supervision
        ),
        field!(
            RotaRules,
            "supervision_minutes",
            "Length of a supervision (minutes)",
            SUPERVISION,
            "Uninterrupted",
            |r| r.supervision_minutes
        ),
        field!(
            RotaRules,
            "supervision_writing_minutes",
            "Preparing and writing up (minutes)",
            SUPERVISION,
            "[GK] What one supervision takes its manager besides the meeting",
            |r| r.supervision_writing_minutes
        ),
        field!(
            RotaRules,
            "group_supervision_weeks",
            "Group supervision every (weeks)",
            SUPERVISION,
            "[GK] Each team meets for group supervision at least once in this many weeks. Empty: the service has none",
            |r| r.group_supervision_weeks
        ),
        field!(
            RotaRules,
            "group_supervision_minutes",
            "Length of a group supervision (minutes)",
            SUPERVISION,
            "[GK] For everybody in the team",
            |r| r.group_supervision_minutes
        ),
        field!(
            RotaRules,
            "week_hours",
            "Hours of a full-time week",
            MANAGERS,
            "[GK] What one full-time person can do in a week",
            |r| r.week_hours
        ),
        field!(
            RotaRules,
            "oversight_minutes_a_month",
            "Oversight of a child (minutes a month)",
            MANAGERS,
            "[GK] What a manager gives each child of the team besides supervision: decisions, reading, signing",
            |r| r.oversight_minutes_a_month
        ),
        field!(
            RotaRules,
            "manager_other_hours",
            "Everything else (hours a week)",
            MANAGERS,
            "[GK] Hours of a full-time manager that are neither supervision, children nor their own cases",
            |r| r.manager_other_hours
        ),
        field!(
            RotaRules,
            "duty_takes_percent",
            "A duty turn takes (%)",
            DUTY,
            "[GK] How much of the room for other new work a duty turn takes from whoever has it",
            |r| r.duty_takes_percent
        ),
        field!(
            RotaRules,
            "least_duty_days",
            "At work for a duty week (days)",
            DUTY,
            "[GK] Working days of the week that somebody has to be at work to take its duty",
            |r| r.least_duty_days
        ),
        field!(
            RotaRules,
            "duty_gap_weeks",
            "Between two turns (weeks)",
            DUTY,
            "[GK] Whole weeks that lie at least between two duty turns of one person",
            |r| r.duty_gap_weeks
        ),
        field!(
            RotaRules,
            "asye_no_duty_weeks",
            "No duty in the first weeks of the ASYE",
            DUTY,
            "[GK] Weeks of the assessed and supported year before the first duty turn",
            |r| r.asye_no_duty_weeks
        ),
        field!(
            RotaRules,
            "most_covered",
            "Most children covered by one person alone",
            LEAVE,
            "[GK] All absences together. More is flagged",
            |r| r.most_covered
        ),
        field!(
            RotaRules,
            "carry_over",
            "Leave that may be carried over (days)",
            LEAVE,
            "[GK] Into the next leave year",
            |r| r.carry_over
        ),
        field!(
            RotaRules,
            "keep_sickness_months",
            "Sickness is kept for (months)",
            LEAVE,
            "[GK] After its end. Older sickness can be taken out of the plan in one step, and never goes into a shared copy",
            |r| r.keep_sickness_months
        ),
    ]
}

impl Value for Vec<SupervisionStep> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines = self.iter().map(|s| format!("from week {}: every {} weeks", s.from_week, s.every_weeks));
        lines.collect::<Vec<_>>().join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let help = || "Write for example from week 6: every 2 weeks".to_owned();
            let line = line.trim().to_lowercase();
            let (from, every) = line.split_once(':').ok_or_else(help)?;
            // The only word with a figure in each half is the number.
            let number = |text: &str| text.split_whitespace().find_map(|word| word.parse::<u16>().ok());
            let every = number(every).and_then(|weeks| u8::try_from(weeks).ok());
            match (number(from), every.filter(|weeks| *weeks > 0)) {
                (Some(from_week), Some(every_weeks)) => Ok(SupervisionStep { from_week, every_weeks }),
                _ => Err(help()),
            }
        })
    }
}

/// A team's rules for leave, its group supervision, and its duty turns.
pub(super) fn team() -> Vec<Field<Team>> {
    const DUTY: &str = "Duty";
    const LEAVE: &str = "Leave and supervision";
    vec![
        own(
            ("duty_unit", "One duty turn is", DUTY),
            "How long one person is on duty at a time",
            DutyUnit::kind(),
            |t: &Team| t.duty.as_ref().map_or_else(|| DutyUnit::Week.show(), |duty| duty.unit.show()),
            |t: &mut Team, text: &str| {
                let unit = DutyUnit::read(text)?;
                match &mut t.duty {
                    Some(duty) => duty.unit = unit,
                    None if unit == DutyUnit::Week => {}
                    None => t.duty = Some(DutyPattern { unit, ..DutyPattern::default() }),
                }
                Ok(())
            },
        ),
        own(
            ("duty_turns", "Duty turns", DUTY),
            "One a line, for example 07/12/2026 - 13/12/2026: W12, pinned. A pinned turn stays when the rota is made anew",
            Kind::Lines,
            |t: &Team| t.duty.as_ref().map_or_else(String::new, |duty| duty.turns.show()),
            |t: &mut Team, text: &str| {
                let turns = Vec::<DutyTurn>::read(text)?;
                if !turns.is_empty() || t.duty.is_some() {
                    t.duty.get_or_insert_default().turns = turns;
                }
                Ok(())
            },
        ),
        field!(
            Team,
            "most_away",
            "Most away at once",
            LEAVE,
            "People of the team. A request that would take more away is not safe. Empty: no such rule",
            |r| r.rota.most_away
        ),
        field!(
            Team,
            "least_present",
            "Least at work (FTE)",
            LEAVE,
            "Full-time equivalent of those who hold cases. A request that would leave less is not safe. Empty: no such rule",
            |r| r.rota.least_present
        ),
        field!(
            Team,
            "managers_may_all_be_away",
            "Managers may all be away",
            LEAVE,
            "No: the team manager or one of the deputies has to be at work. Yes: they may all be away at once",
            |r| r.rota.managers_may_all_be_away
        ),
        field!(
            Team,
            "last_group_supervision",
            "Last group supervision",
            LEAVE,
            "The day of the team's last group supervision",
            |r| r.rota.last_group_supervision
        ),
    ]
}

impl Value for Vec<DutyTurn> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let line = |turn: &DutyTurn| {
            let days = if turn.from == turn.to {
                format_date(turn.from)
            } else {
                format!("{} - {}", format_date(turn.from), format_date(turn.to))
            };
            format!("{days}: {}{}", turn.worker, if turn.pinned { ", pinned" } else { "" })
        };
        self.iter().map(line).collect::<Vec<_>>().join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let help = || "Write for example 07/12/2026 - 13/12/2026: W12".to_owned();
            let (days, who) = line.split_once(':').ok_or_else(help)?;
            let date = |text: &str| parse_date(text.trim()).map_err(|error| error.to_string());
            let (from, to) = match days.split_once(" - ").or_else(|| days.split_once(" to ")) {
                Some((from, to)) => (date(from)?, date(to)?),
                None => (date(days)?, date(days)?),
            };
            if to < from {
                return Err("The last day is before the first".to_owned());
            }
            let (who, pinned) = match who.split_once(',') {
                Some((who, word)) if word.trim().eq_ignore_ascii_case("pinned") => (who, true),
                Some(_) => return Err(help()),
                None => (who, false),
            };
            let worker = who.trim().parse::<WorkerId>().map_err(|error| error.to_string())?;
            Ok(DutyTurn { from, to, worker, pinned })
        })
    }
}

impl Value for Option<Fte> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |fte| fte.to_string())
    }
    /// The time of a team: more than one person's.
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| {
            let number = text.trim().parse().ok().filter(|fte: &f64| (0.0..=1000.0).contains(fte));
            number
                .map(|fte| Fte::from_parts((fte * f64::from(Fte::FULL.parts())).round() as u32))
                .ok_or_else(|| "Write a full-time equivalent from 0 to 1000, for example 3.5".to_owned())
        })
    }
}

/// A member of staff's pattern, leave, supervision and duty.
pub(super) fn worker() -> Vec<Field<Worker>> {
    const ROTA: &str = "Working pattern, leave and duty";
    vec![
        own(
            ("second_week", "Every second week", ROTA),
            "Other working days in every second week, and any day of one: Mon Tue Wed Thu in the week of 07/09/2026. Empty: every week is alike",
            Kind::Text,
            |w: &Worker| w.rota.second_week.show(),
            |w: &mut Worker, text: &str| {
                w.rota.second_week = Value::read(text)?;
                Ok(())
            },
        ),
        field!(
            Worker,
            "job_share",
            "Shares the job with",
            ROTA,
            "The two hold the children together: leave of one is covered by the other on the days they work",
            |r| r.rota.job_share
        ),
        field!(
            Worker,
            "service_from",
            "Continuous service from",
            ROTA,
            "Where it is longer than in this post. It decides the annual leave",
            |r| r.rota.service_from
        ),
        field!(
            Worker,
            "leave_days",
            "Own annual leave (days)",
            ROTA,
            "For a full leave year at full time, without bank holidays. Empty: as the service gives",
            |r| r.rota.leave_days
        ),
        field!(
            Worker,
            "leave_carried",
            "Leave carried over (days)",
            ROTA,
            "Into the leave year that holds the plan's date",
            |r| r.rota.leave_carried
        ),
        field!(
            Worker,
            "last_supervised",
            "Last supervision",
            ROTA,
            "The day of the last individual supervision",
            |r| r.rota.last_supervised
        ),
        field!(Worker, "no_duty", "Takes no duty", ROTA, "Yes: they get no duty turns", |r| r.rota.no_duty),
    ]
}

impl Value for Option<SecondWeek> {
    fn kind() -> Kind {
        Kind::Text
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |second| {
            format!("{} in the week of {}", second.days.text(), format_date(second.of))
        })
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| {
            let help = || "Write for example Mon Tue Wed Thu in the week of 07/09/2026".to_owned();
            let (days, of) = text.split_once("in the week of").ok_or_else(help)?;
            let of: NaiveDate = parse_date(of.trim()).map_err(|error| error.to_string())?;
            Ok(SecondWeek { of, days: WorkingDays::parse(days.trim()).ok_or_else(help)? })
        })
    }
}

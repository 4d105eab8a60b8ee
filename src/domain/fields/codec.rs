//! Text for the values that are more than a number or a word: words, ramps, holders, histories, rules by case type.

use chrono::NaiveDate;

use super::value::{Kind, Value, choices, each, entries, optional, word};
use crate::domain::calendar::{Closure, Division, format_date, parse_date};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::words::words;
use crate::domain::plan::{
    AbsenceKind, AbsenceStatus, CaseType, ChangeReason, Contract, DueDate, DueKind, DutyUnit, EscalationStep,
    Holder, KnownFrom, Need, PastHolder, PastWorker, PhasedReturn, Priority, Ramp, RampStep, Role,
    SiblingRule, VisitClock, VisitRule, Words,
};
use crate::domain::state::ChildState;
use crate::domain::units::Points;

macro_rules! word_value {
    ($($type:ty),+) => {$(
        impl Value for $type {
            fn kind() -> Kind { Kind::Choice(choices::<Self>()) }
            fn show(&self) -> String { self.key().to_owned() }
            fn read(text: &str) -> Result<Self, String> { word(text) }
        }
    )+};
}
word_value!(
    AbsenceKind,
    AbsenceStatus,
    CaseType,
    Contract,
    DueKind,
    DutyUnit,
    KnownFrom,
    Priority,
    Role,
    SiblingRule,
    VisitClock
);

macro_rules! word_list {
    ($($type:ty),+) => {$(
        impl Value for Vec<$type> {
            fn kind() -> Kind { Kind::Several(choices::<$type>()) }
            fn show(&self) -> String {
                let keys: Vec<&str> = self.iter().map(|word| word.key()).collect();
                keys.join(", ")
            }
            fn read(text: &str) -> Result<Self, String> {
                let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
                parts.map(word::<$type>).collect()
            }
        }
    )+};
}
word_list!(CaseType, ChildState);

words!(
    /// The part of the United Kingdom whose bank holidays apply, as a word.
    DivisionWord {
        /// England and Wales.
        England, "england_and_wales", "England and Wales";
        /// Scotland.
        Scotland, "scotland", "Scotland";
        /// Northern Ireland.
        NorthernIreland, "northern_ireland", "Northern Ireland";
    }
);

impl Value for Division {
    fn kind() -> Kind {
        Kind::Choice(choices::<DivisionWord>())
    }
    fn show(&self) -> String {
        match self {
            Self::EnglandAndWales => DivisionWord::England,
            Self::Scotland => DivisionWord::Scotland,
            Self::NorthernIreland => DivisionWord::NorthernIreland,
        }
        .key()
        .to_owned()
    }
    fn read(text: &str) -> Result<Self, String> {
        Ok(match word::<DivisionWord>(text)? {
            DivisionWord::England => Self::EnglandAndWales,
            DivisionWord::Scotland => Self::Scotland,
            DivisionWord::NorthernIreland => Self::NorthernIreland,
        })
    }
}

fn date(text: &str) -> Result<NaiveDate, String> {
    parse_date(text.trim()).map_err(|error| error.to_string())
}

/// A date, or the same day twice, or "from - to".
fn date_range(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    match text.split_once(" - ").or_else(|| text.split_once(" to ")) {
        Some((from, to)) => Ok((date(from)?, date(to)?)),
        None => date(text).map(|day| (day, day)),
    }
}

impl Value for Vec<Closure> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|c| format!("{} - {}: {}", format_date(c.first_day), format_date(c.last_day), c.label))
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let (days, label) = line.split_once(':').unwrap_or((line, "Closed"));
            let (first_day, last_day) = date_range(days)
                .map_err(|why| format!("{why}. Write for example 24/12/2026 - 31/12/2026: Christmas"))?;
            if last_day < first_day {
                return Err("The last day is before the first".to_owned());
            }
            Ok(Closure { first_day, last_day, label: label.trim().to_owned() })
        })
    }
}

impl Value for Ramp {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let steps: Vec<String> =
            self.steps.iter().map(|step| format!("week {}: {}%", step.from_week, step.percent)).collect();
        steps.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        let help = "write a line for each step, for example week 6: 60%";
        let steps: Vec<RampStep> = each(text, |line| {
            let line = line.trim_start_matches("week").trim_start_matches("Week");
            let (week, percent) = line.split_once(':').ok_or(help)?;
            let from_week = week.trim().parse().map_err(|_| help)?;
            let percent: u8 = percent.trim().trim_end_matches('%').trim().parse().map_err(|_| help)?;
            if percent > 100 {
                Err("a ramp cannot go above 100%".to_owned())
            } else {
                Ok(RampStep { from_week, percent })
            }
        })?;
        if steps.windows(2).any(|pair| pair[1].from_week <= pair[0].from_week) {
            return Err("The weeks have to go up from line to line".to_owned());
        }
        Ok(Self { steps })
    }
}

impl Value for Option<Ramp> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        self.as_ref().map_or_else(String::new, Value::show)
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, Ramp::read)
    }
}

impl Value for Option<PhasedReturn> {
    fn kind() -> Kind {
        Kind::Text
    }
    fn show(&self) -> String {
        self.as_ref().map_or_else(String::new, |phased| {
            let weeks: Vec<String> =
                phased.weekly_percent.iter().map(|percent| format!("{percent}%")).collect();
            weeks.join(", ")
        })
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| {
            let help = "Write the percentage for each week back, for example 40%, 60%, 80%";
            let weekly_percent: Result<Vec<u8>, String> = text
                .split([',', '/', ' '])
                .filter(|part| !part.trim().is_empty())
                .map(|part| part.trim().trim_end_matches('%').parse().map_err(|_| help.to_owned()))
                .collect();
            match weekly_percent? {
                weeks if weeks.iter().all(|percent| *percent <= 100) => {
                    Ok(PhasedReturn { weekly_percent: weeks })
                }
                _ => Err(help.to_owned()),
            }
        })
    }
}

impl Value for Vec<DueDate> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> =
            self.iter().map(|due| format!("{} {}", format_date(due.on), due.kind.label())).collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let (on, kind) = line.split_once(' ').unwrap_or((line, "Other"));
            Ok(DueDate { kind: word(kind)?, on: date(on)? })
        })
    }
}

impl Value for Vec<PastWorker> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|past| {
                let from = past.from.map_or_else(String::new, format_date);
                let who = match &past.who {
                    PastHolder::Worker(id) => id.to_string(),
                    PastHolder::Named(name) => name.clone(),
                };
                let reason = past.reason.map_or_else(String::new, |reason| format!(" ({})", reason.key()));
                format!("{from} - {}: {who}{reason}", format_date(past.to))
            })
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let help = "write for example 01/02/2026 - 03/04/2026: W12 (LEFTRL)";
            let (days, who) = line.split_once(": ").ok_or(help)?;
            let (from, to) = days.split_once("- ").ok_or(help)?;
            let (who, reason) = match who.trim().strip_suffix(')').and_then(|who| who.rsplit_once(" (")) {
                // Anything else in brackets belongs to the name: "Ada Brook (agency)".
                Some((name, code)) => ChangeReason::from_words(code)
                    .map_or((who.trim(), None), |reason| (name.trim(), Some(reason))),
                None => (who.trim(), None),
            };
            let who = who.parse().map_or_else(|_| PastHolder::Named(who.to_owned()), PastHolder::Worker);
            Ok(PastWorker { who, from: optional(from, date)?, to: date(to)?, reason })
        })
    }
}

impl Value for Vec<Need> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|need| match need {
                Need::Court => "court".to_owned(),
                Need::Language(language) => format!("language: {language}"),
                Need::Skill(skill) => skill.clone(),
            })
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        Ok(entries(text)
            .map(|line| match line.split_once(':') {
                _ if line.eq_ignore_ascii_case("court") => Need::Court,
                Some((word, language)) if word.trim().eq_ignore_ascii_case("language") => {
                    Need::Language(language.trim().to_owned())
                }
                _ => Need::Skill(line.to_owned()),
            })
            .collect())
    }
}

impl Value for Vec<EscalationStep> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|step| format!("{} working days: {}", step.after_working_days, step.to))
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let help = "write for example 10 working days: Service manager";
            let (days, to) = line.split_once(':').ok_or(help)?;
            let days = days.trim().trim_end_matches("working days").trim();
            Ok(EscalationStep {
                after_working_days: days.parse().map_err(|_| help)?,
                to: to.trim().to_owned(),
            })
        })
    }
}

impl Value for Vec<VisitRule> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> =
            self.iter().map(|rule| format!("{}: {} days", rule.case_type.label(), rule.every_days)).collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let help = "write for example Child protection: 14 days";
            let (case_type, days) = line.split_once(':').ok_or(help)?;
            let days = days.trim().trim_end_matches("days").trim();
            Ok(VisitRule { case_type: word(case_type)?, every_days: days.parse().map_err(|_| help)? })
        })
    }
}

impl Value for Vec<(CaseType, Points)> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> =
            self.iter().map(|(case_type, points)| format!("{}: {points}", case_type.label())).collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        each(text, |line| {
            let (case_type, points) =
                line.split_once(':').ok_or("write for example Child protection: 1.5")?;
            Ok((word(case_type)?, points.parse()?))
        })
    }
}

/// A holder is written as one phrase: `worker W12`, `manager W3`, `duty worker W4`, `duty rota T2`, `tray T1`,
/// `nobody`, `transfer to T2 from T1 by W3 for W5 on 01/10/2026` (all but `to` may be missing),
/// `lead practitioner W9`, `personal adviser W8`, `awaiting closure W3` (the worker may be missing).
impl Value for Holder {
    fn kind() -> Kind {
        Kind::Holder
    }
    fn show(&self) -> String {
        match self {
            Self::Worker(w) => format!("worker {w}"),
            Self::Manager(w) => format!("manager {w}"),
            Self::DutyWorker(w) => format!("duty worker {w}"),
            Self::DutyRota(team) => format!("duty rota {team}"),
            Self::Tray(team) => format!("tray {team}"),
            Self::Nobody => "nobody".to_owned(),
            Self::LeadPractitioner(w) => format!("lead practitioner {w}"),
            Self::PersonalAdviser(w) => format!("personal adviser {w}"),
            Self::AwaitingClosure(w) => {
                w.map_or_else(|| "awaiting closure".to_owned(), |w| format!("awaiting closure {w}"))
            }
            Self::Transfer { from, to, sender, receiver, on } => {
                let mut text = format!("transfer to {to}");
                let mut add = |word: &str, what: Option<String>| {
                    for part in what.iter().flat_map(|what| [" ", word, " ", what.as_str()]) {
                        text.push_str(part);
                    }
                };
                add("from", from.map(|id| id.to_string()));
                add("by", sender.map(|id| id.to_string()));
                add("for", receiver.map(|id| id.to_string()));
                add("on", on.map(format_date));
                text
            }
        }
    }
    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let worker = |text: &str| text.parse::<WorkerId>().map_err(|error| error.to_string());
        let team = |text: &str| text.parse::<TeamId>().map_err(|error| error.to_string());
        if text == "nobody" {
            return Ok(Self::Nobody);
        }
        if text == "awaiting closure" {
            return Ok(Self::AwaitingClosure(None));
        }
        if let Some(rest) = text.strip_prefix("transfer ") {
            return transfer(rest, &worker, &team);
        }
        let (what, who) = text.rsplit_once(' ').unwrap_or((text, ""));
        match what {
            "worker" => worker(who).map(Self::Worker),
            "manager" => worker(who).map(Self::Manager),
            "duty worker" => worker(who).map(Self::DutyWorker),
            "duty rota" => team(who).map(Self::DutyRota),
            "tray" => team(who).map(Self::Tray),
            "lead practitioner" => worker(who).map(Self::LeadPractitioner),
            "personal adviser" => worker(who).map(Self::PersonalAdviser),
            "awaiting closure" => worker(who).map(|w| Self::AwaitingClosure(Some(w))),
            _ => Err("Choose who holds the child: a worker, a manager, duty, a tray, nobody or a transfer"
                .to_owned()),
        }
    }
}

fn transfer(
    text: &str,
    worker: &impl Fn(&str) -> Result<WorkerId, String>,
    team: &impl Fn(&str) -> Result<TeamId, String>,
) -> Result<Holder, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let after =
        |name: &str| words.chunks(2).find(|pair| pair[0] == name).and_then(|pair| pair.get(1)).copied();
    Ok(Holder::Transfer {
        to: team(after("to").ok_or("A transfer needs the team that the child moves to")?)?,
        from: after("from").map(team).transpose()?,
        sender: after("by").map(worker).transpose()?,
        receiver: after("for").map(worker).transpose()?,
        on: after("on").map(date).transpose()?,
    })
}

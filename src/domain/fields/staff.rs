//! Fields of teams, posts, staff and absences.

use chrono::NaiveDate;

use super::value::{Kind, Value, optional};
use super::{Field, FieldInfo, field};
use crate::domain::ids::WorkerId;
use crate::domain::plan::{Absence, Cap, DutyPattern, Post, PostFilling, Team, Worker};
use crate::domain::units::Points;

pub(super) fn team() -> Vec<Field<Team>> {
    const DUTY: &str = "Duty";
    /// The duty pattern, made when a duty field is first filled in.
    fn duty(team: &mut Team) -> &mut DutyPattern {
        team.duty.get_or_insert(DutyPattern::default())
    }
    let mut fields = vec![
        field!(Team, "name", "Name", "Team", "As people say it", |r| r.name),
        field!(Team, "holds", "Holds", "Team", "The case types it holds. None chosen means any", |r| r.holds),
        field!(
            Team,
            "manager",
            "Team manager",
            "Team",
            "Answers for a child of the team whom nobody holds",
            |r| r.manager
        ),
        field!(Team, "deputies", "Deputies", "Team", "Stand in for the manager, in this order", |r| r
            .deputies),
        field!(
            Team,
            "new_work_percent",
            "Share of new work (%)",
            "Team",
            "Share of the service's new work that comes to the team, in percent. Empty when it is not set",
            |r| r.new_work_percent
        ),
        own(
            ("duty_one_week_in", "On duty one week in", DUTY),
            "The team takes the service's new work one week in this many. Empty when it takes no duty",
            Kind::Number,
            |t: &Team| t.duty.as_ref().map_or_else(String::new, |duty| duty.one_week_in.to_string()),
            |t: &mut Team, text: &str| {
                match Option::<u8>::read(text)? {
                    None | Some(0) => t.duty = None,
                    Some(weeks) => duty(t).one_week_in = weeks,
                }
                Ok(())
            },
        ),
        own(
            ("duty_first_week", "A duty week begins on", DUTY),
            "The Monday of any week in which the team is on duty",
            Kind::OptionalDate,
            |t: &Team| t.duty.as_ref().map_or_else(String::new, |duty| duty.first_week.show()),
            |t: &mut Team, text: &str| {
                if let Some(day) = Option::<NaiveDate>::read(text)? {
                    duty(t).first_week = Some(day);
                } else if let Some(duty) = &mut t.duty {
                    duty.first_week = None;
                }
                Ok(())
            },
        ),
        own(
            ("duty_order", "Duty order", DUTY),
            "Who takes a duty week, in turn. Empty when everybody shares it",
            Kind::Workers,
            |t: &Team| t.duty.as_ref().map_or_else(String::new, |duty| duty.order.show()),
            |t: &mut Team, text: &str| {
                let order = Vec::<WorkerId>::read(text)?;
                if !order.is_empty() || t.duty.is_some() {
                    duty(t).order = order;
                }
                Ok(())
            },
        ),
    ];
    fields.extend(super::rota::team());
    fields.push(field!(Team, "notes", "Notes", "Notes", "Anything a colleague should know", |r| r.notes));
    fields
}

pub(super) fn post() -> Vec<Field<Post>> {
    const FILLING: &str = "Filled or vacant";
    fn since(post: &Post) -> Option<NaiveDate> {
        match post.filling {
            PostFilling::Vacant { since, .. } | PostFilling::Held { since } => since,
            PostFilling::Filled(_) => None,
        }
    }
    vec![
        field!(Post, "team", "Team", "Post", "The team that the post belongs to", |r| r.team),
        field!(Post, "role", "Role", "Post", "What the post is for", |r| r.role),
        field!(Post, "fte", "FTE", "Post", "Full-time equivalent: 1.0 is a full-time post", |r| r.fte),
        own(
            ("filled_by", "Filled by", FILLING),
            "The permanent or fixed-term holder. Empty makes the post vacant",
            Kind::Worker,
            |p: &Post| {
                if let PostFilling::Filled(worker) = &p.filling { worker.to_string() } else { String::new() }
            },
            |p: &mut Post, text: &str| {
                match (Option::<WorkerId>::read(text)?, &p.filling) {
                    (Some(worker), _) => p.filling = PostFilling::Filled(worker),
                    (None, PostFilling::Filled(_)) => {
                        p.filling = PostFilling::Vacant {
                            since: None,
                            expected: None,
                            recruiting_from: None,
                            covered_by: None,
                        };
                    }
                    (None, _) => {}
                }
                Ok(())
            },
        ),
        own(
            ("vacant_since", "Vacant since", FILLING),
            "The first day on which nobody filled it",
            Kind::OptionalDate,
            |p: &Post| since(p).show(),
            |p: &mut Post, text: &str| {
                let day = Option::<NaiveDate>::read(text)?;
                match &mut p.filling {
                    PostFilling::Vacant { since, .. } | PostFilling::Held { since } => *since = day,
                    PostFilling::Filled(_) if day.is_some() => return Err("The post is filled".to_owned()),
                    PostFilling::Filled(_) => {}
                }
                Ok(())
            },
        ),
        own(
            ("expected", "New worker expected on", FILLING),
            "When someone is expected to start. Empty when nobody has been appointed",
            Kind::OptionalDate,
            |p: &Post| {
                if let PostFilling::Vacant { expected, .. } = &p.filling {
                    expected.show()
                } else {
                    String::new()
                }
            },
            |p: &mut Post, text: &str| {
                let day = Option::<NaiveDate>::read(text)?;
                match &mut p.filling {
                    PostFilling::Vacant { expected, .. } => *expected = day,
                    _ if day.is_some() => return Err("Only a vacant post expects somebody".to_owned()),
                    _ => {}
                }
                Ok(())
            },
        ),
        own(
            ("recruiting_from", "Recruited to from", FILLING),
            "The day from which the vacancy is recruited to. Empty: it is recruited to already",
            Kind::OptionalDate,
            |p: &Post| {
                if let PostFilling::Vacant { recruiting_from, .. } = &p.filling {
                    recruiting_from.show()
                } else {
                    String::new()
                }
            },
            |p: &mut Post, text: &str| {
                let day = Option::<NaiveDate>::read(text)?;
                match &mut p.filling {
                    PostFilling::Vacant { recruiting_from, .. } => *recruiting_from = day,
                    _ if day.is_some() => return Err("Only a vacant post is recruited to".to_owned()),
                    _ => {}
                }
                Ok(())
            },
        ),
        own(
            ("covered_by", "Covered by", FILLING),
            "The agency worker who covers the vacancy",
            Kind::Worker,
            |p: &Post| {
                if let PostFilling::Vacant { covered_by, .. } = &p.filling {
                    covered_by.show()
                } else {
                    String::new()
                }
            },
            |p: &mut Post, text: &str| {
                let worker = Option::<WorkerId>::read(text)?;
                match &mut p.filling {
                    PostFilling::Vacant { covered_by, .. } => *covered_by = worker,
                    _ if worker.is_some() => return Err("Only a vacant post can be covered".to_owned()),
                    _ => {}
                }
                Ok(())
            },
        ),
        own(
            ("held", "Held vacant on purpose", FILLING),
            "Yes when nobody is being recruited to it",
            Kind::Flag,
            |p: &Post| matches!(p.filling, PostFilling::Held { .. }).show(),
            |p: &mut Post, text: &str| {
                p.filling = match (bool::read(text)?, &p.filling) {
                    (true, PostFilling::Filled(_)) => return Err("The post is filled".to_owned()),
                    (true, _) => PostFilling::Held { since: since(p) },
                    (false, PostFilling::Held { since }) => PostFilling::Vacant {
                        since: *since,
                        expected: None,
                        recruiting_from: None,
                        covered_by: None,
                    },
                    (false, other) => other.clone(),
                };
                Ok(())
            },
        ),
        field!(Post, "notes", "Notes", "Notes", "Anything a colleague should know", |r| r.notes),
    ]
}

pub(super) fn worker() -> Vec<Field<Worker>> {
    const LOAD: &str = "Caseload";
    const DATES: &str = "Contract and dates";
    const MORE: &str = "More";
    let mut fields = vec![
        field!(Worker, "name", "Name", "Who", "As people say it", |r| r.name),
        field!(
            Worker,
            "role",
            "Role",
            "Who",
            "What they do. Only social workers and senior practitioners can be a child's named social worker",
            |r| r.role
        ),
        field!(Worker, "team", "Team", "Who", "The team they work in", |r| r.team),
        field!(Worker, "supervisor", "Supervised by", "Who", "Their line manager", |r| r.supervisor),
        field!(Worker, "fte", "FTE", "Who", "Full-time equivalent: 0.8 is four days of five", |r| r.fte),
        field!(Worker, "working_days", "Working days", "Who", "Days of the week they work", |r| r
            .working_days),
        field!(Worker, "contract", "Contract", DATES, "How they are employed", |r| r.contract),
        field!(
            Worker,
            "permanent_from",
            "Permanent from",
            DATES,
            "The day from which an agency or fixed-term worker is permanent. Empty when that is not agreed",
            |r| r.permanent_from
        ),
        field!(
            Worker,
            "first_day",
            "First day",
            DATES,
            "First day in post. Empty: before anything in the plan",
            |r| r.first_day
        ),
        field!(
            Worker,
            "last_day",
            "Last day",
            DATES,
            "Last day in post, if it is known. They are in post on that day",
            |r| r.last_day
        ),
        field!(Worker, "notice_given", "Notice given", DATES, "The day notice was given", |r| r.notice_given),
        field!(
            Worker,
            "asye_start",
            "ASYE began",
            LOAD,
            "Start of the assessed and supported year, for a newly qualified worker",
            |r| r.asye_start
        ),
        own(
            ("cap", "Own cap (children)", LOAD),
            "Most children at full time, instead of the cap for the role. Empty: the role's",
            Kind::Number,
            |w: &Worker| w.cap.map_or_else(String::new, |cap| cap.children.to_string()),
            |w: &mut Worker, text: &str| {
                let points = w.cap.and_then(|cap| cap.points);
                w.cap = Option::<u16>::read(text)?.map(|children| Cap { children, points });
                Ok(())
            },
        ),
        own(
            ("cap_points", "Own cap (points)", LOAD),
            "Most points at full time, where cases are weighted. Needs an own cap in children",
            Kind::Number,
            |w: &Worker| w.cap.map_or_else(String::new, |cap| cap.points.show()),
            |w: &mut Worker, text: &str| {
                let points = Option::<Points>::read(text)?;
                match &mut w.cap {
                    Some(cap) => cap.points = points,
                    None if points.is_some() => return Err("Give an own cap in children first".to_owned()),
                    None => {}
                }
                Ok(())
            },
        ),
        field!(
            Worker,
            "ramp",
            "Own start-up ramp",
            LOAD,
            "Share of the cap in the weeks after the first day, one step a line, for example week 4: 75%. Empty: the service's",
            |r| r.ramp
        ),
        field!(Worker, "may_not_hold", "May not hold", LOAD, "Case types that they may not hold", |r| r
            .may_not_hold),
        field!(
            Worker,
            "skills",
            "Skills and languages",
            LOAD,
            "One a line, for example court or Urdu",
            |r| r.skills
        ),
    ];
    fields.extend(super::rota::worker());
    fields.extend([
        field!(
            Worker,
            "also_known_as",
            "Other spellings",
            MORE,
            "Spellings met in lists, one a line, so that the next list finds the same person",
            |r| r.also_known_as
        ),
        field!(Worker, "registration", "Registration number", MORE, "Social Work England number", |r| r
            .registration),
        field!(
            Worker,
            "known_from",
            "Known from",
            MORE,
            "Where they came from. Choose Typed in to confirm somebody who was only in a child list",
            |r| r.known_from
        ),
        field!(Worker, "notes", "Notes", MORE, "Anything a colleague should know", |r| r.notes),
    ]);
    fields
}

pub(super) fn absence() -> Vec<Field<Absence>> {
    vec![
        field!(Absence, "worker", "Who", "Absence", "Who is away", |r| r.worker),
        field!(Absence, "kind", "Why", "Absence", "The kind of absence", |r| r.kind),
        field!(Absence, "first_day", "First day", "Absence", "First day away", |r| r.first_day),
        field!(Absence, "last_day", "Last day", "Absence", "Last day away. Empty: open-ended", |r| r
            .last_day),
        field!(
            Absence,
            "expected_return",
            "Expected back",
            "Absence",
            "For an open-ended absence: the first day back, as expected",
            |r| r.expected_return
        ),
        field!(
            Absence,
            "status",
            "Agreed",
            "Absence",
            "Only agreed absences count in what is known ahead",
            |r| r.status
        ),
        field!(
            Absence,
            "cover",
            "Covered by",
            "Absence",
            "Social workers who answer for the children, in order of preference. The first who is at work that day counts",
            |r| r.cover
        ),
        field!(
            Absence,
            "cover_from",
            "Cover from",
            "Absence",
            "The day from which the cover holds, where it was named after the absence began. Empty: from the first day",
            |r| r.cover_from
        ),
        field!(
            Absence,
            "phased_return",
            "Phased return",
            "Absence",
            "Percentage of the cap for each week back, for example 40%, 60%, 80%",
            |r| r.phased_return
        ),
        field!(Absence, "notes", "Notes", "Notes", "Keep it short: this is not a sickness record", |r| r
            .notes),
    ]
}

/// A field whose value is not simply a place in the record. `name` is its key, label and group.
pub(super) fn own<T>(
    name: (&str, &str, &'static str),
    hint: &str,
    kind: Kind,
    get: impl Fn(&T) -> String + Send + Sync + 'static,
    set: impl Fn(&mut T, &str) -> Result<(), String> + Send + Sync + 'static,
) -> Field<T> {
    let (key, label, group) = name;
    Field {
        info: FieldInfo {
            key: key.to_owned(),
            label: label.to_owned(),
            group,
            hint: hint.trim_start_matches("[GK] ").to_owned(),
            kind,
            assumption: hint.starts_with("[GK] "),
        },
        get: Box::new(get),
        set: Box::new(set),
    }
}

/// A number or nothing, with its own range.
pub(super) fn optional_number<N: std::str::FromStr>(text: &str, sentence: &str) -> Result<Option<N>, String> {
    optional(text, |text| text.parse().map_err(|_| sentence.to_owned()))
}

//! Plans by chance, for tests: every field filled and left out, every word, every kind of change.
//!
//! Ids are unique within each list and every value is one that a file can hold; references may lead nowhere and rules
//! may contradict each other, as in any plan being worked on.

mod rota;
mod target;

use std::sync::Arc;

use chrono::{Duration, NaiveDate, Weekday};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::calendar::{Closure, Division, ServiceCalendar};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::*;
use crate::domain::state::ChildState;
use crate::domain::units::{Fte, Points};

pub use target::{promise, variation};

/// Any text: names, nothing, and everything that is hard to write down.
pub fn text() -> impl Strategy<Value = String> {
    let hard = [
        "O'Brien",
        "\"quoted\" \\ back",
        "two\nlines\r\nand a\ttab",
        "Zoë e\u{301}",
        "\0\u{200b}\u{feff}",
        "// no comment",
        "/* ( [",
        "r#\"raw\"#",
        "W12",
        "小さい",
        "\u{1f600}",
    ];
    prop_oneof![
        2 => Just(String::new()),
        4 => "[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}",
        2 => select(hard.to_vec()).prop_map(str::to_owned),
        1 => vec(any::<char>(), 0..6).prop_map(String::from_iter),
    ]
}

/// Any date that a plan may speak of.
pub fn date() -> impl Strategy<Value = NaiveDate> {
    (0_i64..109_500).prop_map(|days| {
        NaiveDate::from_ymd_opt(1900, 1, 1)
            .map_or_else(NaiveDate::default, |first| first + Duration::days(days))
    })
}

/// Any of a list of words.
pub fn word<W: Words + std::fmt::Debug>() -> impl Strategy<Value = W> {
    select(W::ALL)
}

fn words<W: Words + std::fmt::Debug>() -> impl Strategy<Value = Vec<W>> {
    vec(word::<W>(), 0..3)
}

/// Any id.
pub fn id<I: From<u32> + std::fmt::Debug>() -> impl Strategy<Value = I> {
    prop_oneof![9 => 0_u32..60, 1 => any::<u32>()].prop_map(I::from)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => (0_u32..4000).prop_map(|n| f64::from(n) / 100.0),
        1 => prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ]
}

fn fte() -> impl Strategy<Value = Fte> {
    (0_u32..=20_000).prop_map(Fte::from_parts)
}

fn points() -> impl Strategy<Value = Points> {
    (0_u32..=1_000_000).prop_map(Points::from_hundredths)
}

fn working_days() -> impl Strategy<Value = WorkingDays> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let days = vec(select(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun]), 0..7);
    prop_oneof![
        Just(WorkingDays::MONDAY_TO_FRIDAY),
        days.prop_map(|days| days.into_iter().fold(WorkingDays::none(), WorkingDays::with)),
    ]
}

fn cap() -> impl Strategy<Value = Cap> {
    (any::<u16>(), of(points())).prop_map(|(children, points)| Cap { children, points })
}

fn ramp() -> impl Strategy<Value = Ramp> {
    vec(any::<(u16, u8)>(), 0..3).prop_map(|steps| Ramp::new(&steps))
}

/// Any number, and often the one that is left out of a file.
fn usual_or(usual: u16) -> impl Strategy<Value = u16> {
    prop_oneof![Just(usual), any::<u16>()]
}

fn priorities() -> impl Strategy<Value = [f64; 4]> {
    prop_oneof![Just(TeamDemand::ALL_MEDIUM), [number(), number(), number(), number()]]
}

fn months() -> impl Strategy<Value = [f64; 12]> {
    vec(number(), 12).prop_map(|months| months.try_into().unwrap_or([1.0; 12]))
}

prop_compose! {
    fn team()(
        id in id(), name in text(), holds in words(), manager in of(id()), deputies in vec(id(), 0..3),
        (duty, rota) in (of(rota::duty().boxed()), rota::team_rota().boxed()), new_work_percent in of(any::<u8>()), notes in text(),
    ) -> Team {
        Team { id, name, holds, manager, deputies, duty, new_work_percent, rota, notes }
    }
}

fn filling() -> impl Strategy<Value = PostFilling> {
    prop_oneof![
        id().prop_map(PostFilling::Filled),
        (of(date()), of(date()), of(date()), of(id())).prop_map(
            |(since, expected, recruiting_from, covered_by)| PostFilling::Vacant {
                since,
                expected,
                recruiting_from,
                covered_by
            }
        ),
        of(date()).prop_map(|since| PostFilling::Held { since }),
    ]
}

prop_compose! {
    fn post()(
        id in id(), team in of(id()), role in word(), fte in fte(), filling in filling(), notes in text(),
    ) -> Post {
        Post { id, team, role, fte, filling, notes }
    }
}

prop_compose! {
    fn worker()(
        (id, name, also_known_as, role, team) in (id(), text(), vec(text(), 0..2), word(), of(id())),
        (fte, working_days, contract) in (fte(), working_days(), word()),
        (permanent_from, first_day, last_day, notice_given, asye_start)
            in (of(date()), of(date()), of(date()), of(date()), of(date())),
        (cap, ramp, skills, may_not_hold) in (of(cap()), of(ramp()), vec(text(), 0..3), words()),
        (supervisor, registration, known_from, notes) in (of(id()), text(), word(), text()),
        rota in rota::worker_rota().boxed(),
    ) -> Worker {
        Worker {
            id, name, also_known_as, role, team, fte, working_days, contract, permanent_from, first_day, last_day,
            notice_given, asye_start, cap, ramp, skills, may_not_hold, supervisor, registration, known_from, rota, notes,
        }
    }
}

prop_compose! {
    fn absence()(
        (id, worker, kind, first_day, last_day) in (id(), id(), word(), date(), of(date())),
        expected_return in of(date()), status in word(), cover in vec(id(), 0..3),
        cover_from in of(date()), phased in of(vec(any::<u8>(), 0..4)), notes in text(),
    ) -> Absence {
        let phased_return = phased.map(|weekly_percent| PhasedReturn { weekly_percent });
        Absence { id, worker, kind, first_day, last_day, expected_return, status, cover, cover_from, phased_return, notes }
    }
}

prop_compose! {
    fn family()(id in id(), reference in text(), notes in text()) -> Family {
        Family { id, reference, notes }
    }
}

/// Any holder.
pub fn holder() -> impl Strategy<Value = Holder> {
    prop_oneof![
        id().prop_map(Holder::Worker),
        id().prop_map(Holder::Manager),
        id().prop_map(Holder::DutyWorker),
        id().prop_map(Holder::DutyRota),
        id().prop_map(Holder::Tray),
        Just(Holder::Nobody),
        (of(id()), id(), of(id()), of(id()), of(date())).prop_map(|(from, to, sender, receiver, on)| {
            Holder::Transfer { from, to, sender, receiver, on }
        }),
        id().prop_map(Holder::LeadPractitioner),
        id().prop_map(Holder::PersonalAdviser),
        of(id()).prop_map(Holder::AwaitingClosure),
    ]
}

fn past_worker() -> impl Strategy<Value = PastWorker> {
    let who = prop_oneof![id().prop_map(PastHolder::Worker), text().prop_map(PastHolder::Named)];
    (who, of(date()), date(), of(word())).prop_map(|(who, from, to, reason)| PastWorker {
        who,
        from,
        to,
        reason,
    })
}

fn need() -> impl Strategy<Value = Need> {
    prop_oneof![Just(Need::Court), text().prop_map(Need::Language), text().prop_map(Need::Skill)]
}

prop_compose! {
    fn child()(
        (id, reference, family, team) in (id(), text(), of(id()), of(id())),
        (case_type, priority, holder, held_since) in (word(), word(), holder(), of(date())),
        (opened, closes, turns_18, last_seen) in (of(date()), of(date()), of(date()), of(date())),
        due in vec((word(), date()), 0..3), past_workers in vec(past_worker(), 0..3), needs in vec(need(), 0..3),
        pinned_to in of(id()), list in of((date(), text(), text(), word())), notes in text(),
    ) -> Child {
        let due = due.into_iter().map(|(kind, on)| DueDate { kind, on }).collect();
        let last_list =
            list.map(|(as_at, team, worker, case_type)| ListFacts { as_at, team, worker, case_type });
        Child {
            id, reference, family, team, case_type, priority, holder, held_since, opened, closes, turns_18,
            last_seen, due, past_workers, needs, pinned_to, last_list, notes,
        }
    }
}

prop_compose! {
    fn decision()(on in date(), by in text(), child in of(id()), what in text(), why in text()) -> Decision {
        Decision { on, by, child, what, why }
    }
}

fn thing() -> impl Strategy<Value = Thing> {
    prop_oneof![
        select(vec![
            Thing::About,
            Thing::Calendar,
            Thing::Policy,
            Thing::Demand,
            Thing::Workforce,
            Thing::Forecast,
            Thing::Target,
            Thing::Rota,
            Thing::Decisions
        ]),
        id().prop_map(Thing::Team),
        id().prop_map(Thing::Post),
        id().prop_map(Thing::Worker),
        id().prop_map(Thing::Absence),
        id().prop_map(Thing::Family),
        id().prop_map(Thing::Child),
        id().prop_map(Thing::Scenario),
    ]
}

// Boxed where they are large: a generator of everything does not fit the stack of a test otherwise.
fn record() -> impl Strategy<Value = AnyRecord> {
    prop_oneof![
        team().prop_map(|team| AnyRecord::Team(Box::new(team))).boxed(),
        post().prop_map(|post| AnyRecord::Post(Box::new(post))).boxed(),
        worker().prop_map(|worker| AnyRecord::Worker(Box::new(worker))).boxed(),
        absence().prop_map(|absence| AnyRecord::Absence(Box::new(absence))).boxed(),
        family().prop_map(|family| AnyRecord::Family(Box::new(family))).boxed(),
        child().prop_map(|child| AnyRecord::Child(Box::new(child))).boxed(),
    ]
}

/// Any edit, up to two edits deep.
pub fn edit() -> impl Strategy<Value = Edit> {
    let plain = prop_oneof![
        (thing(), text(), text()).prop_map(|(of, field, to)| Edit::Set { of, field, to }),
        vec(record(), 0..3).prop_map(Edit::Put).boxed(),
        thing().prop_map(Edit::Remove),
        (id(), id(), date(), word()).prop_map(|(child, worker, on, reason)| Edit::Allocate {
            child,
            worker,
            on,
            reason
        }),
        (id(), id()).prop_map(|(keep, gone)| Edit::MergeWorkers { keep, gone }),
        decision().prop_map(Edit::Decide),
    ]
    .boxed();
    plain.prop_recursive(2, 6, 3, |inner| {
        let inner_scenario = (id(), inner.clone()).prop_map(|(id, edit)| {
            let change = ScenarioChange { change: Change::Edit(edit), on: true, comment: String::new() };
            let scenario =
                Scenario { id, name: "Inner".into(), description: String::new(), changes: vec![change] };
            Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])
        });
        prop_oneof![
            (text(), vec(inner, 0..3)).prop_map(|(label, edits)| Edit::Together { label, edits }),
            inner_scenario,
        ]
    })
}

/// Any change of a scenario.
pub fn change() -> impl Strategy<Value = Change> {
    let count = any::<u16>;
    prop_oneof![
        3 => edit().prop_map(Change::Edit).boxed(),
        1 => (id(), word(), count(), fte(), word(), date(), word(), of(ramp())).prop_map(
            |(team, role, count, fte, contract, from, recruited, ramp)| {
                Change::AddPosts { team, role, count, fte, contract, from, recruited, ramp }
            }
        ),
        1 => (id(), count(), date(), date())
            .prop_map(|(team, count, from, until)| Change::AgencyBridge { team, count, from, until }),
        1 => (id(), date()).prop_map(|(worker, on)| Change::ConvertAgency { worker, on }),
        1 => (of(id()), of(date())).prop_map(|(team, until)| Change::HoldVacancies { team, until }),
        1 => (id(), count(), date()).prop_map(|(team, count, from)| Change::AsyeCohort { team, count, from }),
        1 => (word(), count()).prop_map(|(role, children)| Change::CapForRole { role, children }),
        1 => (id(), text(), of(id()), vec(id(), 0..3)).prop_map(|(team, new_name, new_id, workers)| {
            Change::SplitTeam { team, new_name, new_id, workers }
        }),
        1 => (id(), text(), words()).prop_map(|(id, name, holds)| Change::AddTeam { id, name, holds }),
        1 => (id(), id()).prop_map(|(from, into)| Change::MergeTeams { from, into }),
        1 => (word(), id(), id())
            .prop_map(|(case_type, from, to)| Change::MoveCaseType { case_type, from, to }),
        1 => (of(id()), of(word()), vec(any::<u8>(), 0..3), number()).prop_map(|(team, case_type, months, factor)| {
            Change::ScaleDemand { team, case_type, months, factor }
        }),
        1 => (word(), number()).prop_map(|(kind, factor)| Change::ScaleAbsence { kind, factor }),
        1 => (of(word()), number()).prop_map(|(contract, factor)| Change::ScaleLeavers { contract, factor }),
        1 => number().prop_map(|factor| Change::ScaleTimeToFill { factor }),
    ]
}

prop_compose! {
    fn scenario()(
        id in id(), name in text(), description in text(),
        changes in vec((change().boxed(), any::<bool>(), text()), 0..4),
    ) -> Scenario {
        let changes =
            changes.into_iter().map(|(change, on, comment)| ScenarioChange { change, on, comment }).collect();
        Scenario { id, name, description, changes }
    }
}

prop_compose! {
    fn policy()(
        unnamed_states in vec(word::<ChildState>(), 0..5),
        (practitioner_enough_for, never_wait, over_cap_allowed, asye_may_not_hold)
            in (words(), words(), words(), words()),
        (grace_working_days, reallocate_after_working_days, no_new_before_leave_working_days) in any::<(u16, u16, u16)>(),
        (review_waiting_every_days, most_supervised, suspect_above, transfer_handover_working_days)
            in (any::<u16>(), any::<u16>(), any::<u16>(), usual_or(10)),
        most_new_a_week in of(any::<u16>()), allocation_days in working_days(),
        caps in vec((word(), cap()), 0..3), weights in vec((word(), points()), 0..3),
        (asye_ramp, starter_ramp) in (ramp(), ramp()), (siblings, visit_clock) in (word(), word()),
        (transfer_regardless_of_capacity, managers_may_hold_overflow) in any::<(bool, bool)>(),
        (escalation, visits) in (vec((any::<u16>(), text()), 0..3), vec((word(), any::<u16>()), 0..3)),
    ) -> Policy {
        Policy {
            unnamed_states, practitioner_enough_for, never_wait, grace_working_days, reallocate_after_working_days,
            no_new_before_leave_working_days, most_new_a_week, allocation_days,
            caps: caps.into_iter().map(|(role, cap)| RoleCap { role, cap }).collect(),
            weights, asye_ramp, starter_ramp, over_cap_allowed, asye_may_not_hold, siblings,
            transfer_regardless_of_capacity, transfer_handover_working_days, managers_may_hold_overflow,
            review_waiting_every_days,
            escalation: escalation
                .into_iter()
                .map(|(after_working_days, to)| EscalationStep { after_working_days, to })
                .collect(),
            visits: visits.into_iter().map(|(case_type, every_days)| VisitRule { case_type, every_days }).collect(),
            visit_clock, most_supervised, suspect_above,
        }
    }
}

fn length() -> impl Strategy<Value = LengthOfWork> {
    prop_oneof![
        (number(), number())
            .prop_map(|(median_days, mean_days)| LengthOfWork::LogNormal { median_days, mean_days }),
        number().prop_map(|mean_days| LengthOfWork::Exponential { mean_days }),
        number().prop_map(|days| LengthOfWork::Fixed { days }),
    ]
}

prop_compose! {
    fn team_demand()(
        team in id(), families_a_week in number(), month_index in months(), family_sizes in vec(number(), 0..4),
        mix in vec((word(), number()), 0..3), re_referral in number(), priorities in priorities(),
    ) -> TeamDemand {
        let case_mix = mix.into_iter().map(|(case_type, share)| CaseMix { case_type, share }).collect();
        TeamDemand { team, families_a_week, month_index, family_sizes, case_mix, re_referral, priorities }
    }
}

prop_compose! {
    fn journey()(
        case_type in word(), length in length(),
        then in vec((prop_oneof![Just(Outcome::Closes), word().prop_map(Outcome::Becomes)], number()), 0..3),
    ) -> Journey {
        let then = then.into_iter().map(|(outcome, share)| OutcomeShare { outcome, share }).collect();
        Journey { case_type, length, then }
    }
}

prop_compose! {
    fn workforce()(
        (short_spells_a_year, short_mean_working_days, long_share_a_year, long_median_days, phased_weeks)
            in (number(), number(), number(), number(), any::<u16>()),
        leave_days in any::<(u16, u16)>(), leave_year_starts in any::<u8>(), leave_month_index in months(),
        leave_block_working_days in usual_or(5),
        leavers_a_year in vec((word(), number()), 0..3), notice_weeks in vec((word(), any::<u16>()), 0..3),
        (permanent_days, agency_days) in (number(), number()), asye_cohorts in vec(any::<(u8, u16)>(), 0..3),
        agency_ramp in of(ramp()),
    ) -> WorkforceChange {
        WorkforceChange {
            sickness: Sickness {
                short_spells_a_year, short_mean_working_days, long_share_a_year, long_median_days, phased_weeks,
            },
            leave_days, leave_year_starts, leave_month_index, leave_block_working_days, leavers_a_year, notice_weeks,
            time_to_fill: TimeToFill { permanent_days, agency_days },
            asye_cohorts, agency_ramp,
        }
    }
}

fn forecast() -> impl Strategy<Value = ForecastSettings> {
    let runs = (any::<u64>(), any::<u16>(), number(), any::<u32>(), of(any::<u32>()));
    let free =
        (runs, any::<u16>(), any::<u8>()).prop_map(|(runs, failing_children, failing_chance_percent)| {
            let (seed, weeks, error_percent, most_runs, fixed_runs) = runs;
            ForecastSettings {
                seed,
                weeks,
                error_percent,
                most_runs,
                fixed_runs,
                failing_children,
                failing_chance_percent,
            }
        });
    // Left out of the file as a whole, or all but one setting as usual.
    let seeded = any::<u64>().prop_map(|seed| ForecastSettings { seed, ..ForecastSettings::default() });
    prop_oneof![Just(ForecastSettings::default()), seeded, free]
}

fn calendar() -> impl Strategy<Value = ServiceCalendar> {
    let division = select(vec![Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland]);
    let closure = || {
        (date(), date(), text()).prop_map(|(first_day, last_day, label)| Closure {
            first_day,
            last_day,
            label,
        })
    };
    (division, vec(closure(), 0..3), vec(closure(), 0..3)).prop_map(
        |(division, closures, school_holidays)| ServiceCalendar { division, closures, school_holidays },
    )
}

/// Records with ids of their own, in no order.
fn records<T: Record + std::fmt::Debug + 'static>(
    one: impl Strategy<Value = T> + 'static,
    set_id: impl Fn(&mut T, T::Id) + 'static,
) -> BoxedStrategy<Records<T>> {
    let list = (vec(one.boxed(), 0..4), 0_u32..40, 1_u32..9);
    let list = list.prop_map(move |(mut list, first, step)| {
        for (position, record) in list.iter_mut().rev().enumerate() {
            set_id(record, T::Id::from(first + step * position as u32));
        }
        list.into_iter().collect()
    });
    list.boxed()
}

prop_compose! {
    /// Any plan that a file can hold.
    pub fn plan()(
        (title, council, author, as_at, horizon_weeks, notes)
            in (text(), text(), text(), date(), any::<u16>(), text()),
        (calendar, policy) in (calendar().boxed(), policy().boxed()),
        teams in records(team(), |r, id| r.id = id), posts in records(post(), |r, id| r.id = id),
        workers in records(worker(), |r, id| r.id = id), absences in records(absence(), |r, id| r.id = id),
        families in records(family(), |r, id| r.id = id), children in records(child(), |r, id| r.id = id),
        (figures_of, team_demand, journeys)
            in (text(), vec(team_demand().boxed(), 0..3), vec(journey().boxed(), 0..3)),
        (workforce, forecast, target, rota)
            in (workforce().boxed(), forecast().boxed(), target::target().boxed(), rota::rules().boxed()),
        scenarios in records(scenario(), |r, id| r.id = id),
        decisions in vec(decision(), 0..3),
    ) -> Plan {
        Plan {
            about: Arc::new(About { title, council, author, as_at, horizon_weeks, notes }),
            calendar: Arc::new(calendar), policy: Arc::new(policy), teams, posts, workers, absences, families, children,
            demand: Arc::new(Demand { official_figures_of: figures_of, teams: team_demand, journeys }),
            workforce: Arc::new(workforce), forecast: Arc::new(forecast), target: Arc::new(target),
            rota: Arc::new(rota), scenarios, decisions: Arc::new(decisions),
        }
    }
}

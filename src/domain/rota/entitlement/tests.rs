use super::*;
use crate::domain::plan::{Records, SecondWeek, WorkingDays};
use crate::domain::samples::{leave, on, sound};

fn all(plan: &Plan, day: &str) -> Vec<Entitlement> {
    let calendar = plan.calendar.compile();
    entitlements(&Sight::new(plan, &calendar), on(day))
}

/// Ada's leave in the leave year of the plan's date, changed as asked.
fn ada(change: impl FnOnce(&mut Worker)) -> Option<Entitlement> {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), change).unwrap();
    all(&plan, "07/09/2026").into_iter().find(|one| one.worker == WorkerId(3))
}

fn days(text: &str) -> Days {
    text.parse().unwrap()
}

fn week(text: &str) -> WorkingDays {
    WorkingDays::parse(text).unwrap()
}

#[test]
fn the_allowance_goes_by_service_working_days_and_the_part_of_the_year_in_post() {
    let begins = |day: &'static str| move |w: &mut Worker| w.first_day = Some(on(day));
    let check = |change: &dyn Fn(&mut Worker), expected: &str, how: &str| {
        let one = ada(change).unwrap();
        assert_eq!((one.allowance, one.how.as_str()), (days(expected), how));
        assert_eq!((one.from, one.to), (on("01/04/2026"), on("31/03/2027")));
    };
    // When somebody began is not recorded: before anything in the plan.
    check(&|_| (), "28", "28 days after five years’ service");
    check(&begins("01/06/2024"), "25", "25 days a year");
    // Five years are completed on the last day of the leave year, and on the day after it.
    check(&begins("31/03/2022"), "28", "28 days after five years’ service");
    check(&begins("01/04/2022"), "25", "25 days a year");
    let served = |w: &mut Worker| {
        w.first_day = Some(on("01/06/2024"));
        w.rota.service_from = Some(on("01/06/2015"));
    };
    check(&served, "28", "28 days after five years’ service");
    // Four days of five: 25 × 8 ÷ 10.
    let four = |w: &mut Worker| {
        w.first_day = Some(on("01/06/2024"));
        (w.fte, w.working_days) = (Fte::from_parts(8_000), week("Mon-Thu"));
    };
    check(&four, "20", "25 days a year, × 4 of 5 days a week: 20");
    // Full time in nine days a fortnight: 25 × 9 ÷ 10 longer days.
    let nine = |w: &mut Worker| {
        w.first_day = Some(on("01/06/2024"));
        w.rota.second_week = Some(SecondWeek { of: on("07/09/2026"), days: week("Mon-Thu") });
    };
    check(&nine, "22.5", "25 days a year, × 4.5 of 5 days a week: 22.5");
    // Half time in five short days: five weeks are as many days as for anybody.
    let short = |w: &mut Worker| {
        w.first_day = Some(on("01/06/2024"));
        w.fte = Fte::from_parts(5_000);
    };
    check(&short, "25", "25 days a year");
    // 182 days from 01/10/2026 to 31/03/2027: 25 × 182 ÷ 365 = 12.47.
    check(
        &begins("01/10/2026"),
        "12.5",
        "25 days a year, × 182 of 365 days in post, rounded up to half days: 12.5",
    );
    // 183 days from 01/04/2026 to 30/09/2026: 28 × 183 ÷ 365 = 14.04.
    let leaves = |w: &mut Worker| w.last_day = Some(on("30/09/2026"));
    check(
        &leaves,
        "14.5",
        "28 days after five years’ service, × 183 of 365 days in post, rounded up to half days: 14.5",
    );
    // Their own, whatever the service: 30 × 6 ÷ 10.
    let own = |w: &mut Worker| {
        w.rota.leave_days = Some(days("30"));
        w.working_days = week("Mon-Wed");
    };
    check(&own, "18", "30 days of their own, × 3 of 5 days a week: 18");
    check(&|w| w.fte = Fte::ZERO, "0", "28 days after five years’ service, × 0 of 5 days a week: 0");
}

#[test]
fn agency_workers_have_none_until_they_are_taken_on_and_leavers_are_gone() {
    assert_eq!(ada(|w| w.contract = Contract::Agency), None);
    let taken_on = |day: &'static str| {
        ada(move |w| {
            (w.contract, w.permanent_from) = (Contract::Agency, Some(on(day)));
            w.first_day = Some(on("05/01/2026"));
        })
    };
    // 90 days from 01/01/2027: 25 × 90 ÷ 365 = 6.16.
    assert_eq!(taken_on("01/01/2027").unwrap().allowance, days("6.5"));
    assert_eq!(taken_on("01/04/2027"), None);
    assert_eq!(ada(|w| w.last_day = Some(on("04/09/2026"))), None);
    assert_eq!(ada(|w| w.first_day = Some(on("01/04/2027"))), None);
}

/// Ada's leave with these absences of hers.
fn with_leave(change: impl FnOnce(&mut Worker), absences: &[(&str, &str)]) -> Entitlement {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), change).unwrap();
    let absences = (1..).zip(absences).map(|(id, (first, last))| leave(id, 3, first, last, &[]));
    plan.absences = absences.collect::<Records<_>>();
    all(&plan, "07/09/2026").into_iter().find(|one| one.worker == WorkerId(3)).unwrap()
}

#[test]
fn days_are_counted_on_which_they_would_have_worked_before_the_plans_date_and_from_it() {
    let counted = |one: &Entitlement| (one.taken, one.booked, one.left);
    // Friday 4 and Monday 7 September: one taken, one booked. Christmas: 21 to 24 and 29 to 31, without three bank holidays.
    let one = with_leave(|_| (), &[("04/09/2026", "07/09/2026"), ("21/12/2026", "01/01/2027")]);
    assert_eq!(counted(&one), (days("1"), days("8"), 28.0 - 9.0));
    // Two absences on the same days are one; the leave year before is another; next April is the next.
    let one = with_leave(
        |_| (),
        &[
            ("21/09/2026", "25/09/2026"),
            ("23/09/2026", "28/09/2026"),
            ("23/03/2026", "01/04/2026"),
            ("31/03/2027", "09/04/2027"),
        ],
    );
    // 01/04 taken; 21 to 25 and 28 September, and 31/03/2027.
    assert_eq!(counted(&one), (days("1"), days("7"), 20.0));
    // Every second Friday off, that of the week of 21/09 too: nine days in the fortnight.
    let one = with_leave(
        |w| w.rota.second_week = Some(SecondWeek { of: on("07/09/2026"), days: week("Mon-Thu") }),
        &[("21/09/2026", "02/10/2026")],
    );
    assert_eq!(one.booked, days("9"));
    // Nothing after the last day.
    let one = with_leave(|w| w.last_day = Some(on("22/09/2026")), &[("21/09/2026", "25/09/2026")]);
    assert_eq!(one.booked, days("2"));
}

#[test]
fn what_is_asked_for_is_counted_apart_and_what_was_carried_adds() {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.rota.leave_carried = days("3.5"));
    let mut asked = leave(2, 3, "24/09/2026", "30/09/2026", &[]);
    asked.status = AbsenceStatus::Requested;
    plan.absences.push(asked);
    let of = |day: &str| all(&plan, day).into_iter().find(|one| one.worker == WorkerId(3)).unwrap();
    // 21 to 25 are agreed already: the 28th, 29th and 30th are asked for besides. 28 + 3.5 − 5.
    let one = of("07/09/2026");
    assert_eq!((one.booked, one.requested, one.carried, one.left), (days("5"), days("3"), days("3.5"), 26.5));
    // What was carried belongs to the leave year of the plan's date alone.
    let next = of("01/04/2027");
    assert_eq!((next.from, next.carried, next.left), (on("01/04/2027"), Days::ZERO, 28.0));
}

#[test]
fn more_booked_than_allowed_is_less_than_nothing_left() {
    let one = with_leave(|w| w.rota.leave_days = Some(days("2")), &[("21/09/2026", "25/09/2026")]);
    assert!((one.left + 3.0).abs() < 1e-9);
}

#[test]
fn the_leave_year_begins_in_the_month_that_the_service_says() {
    let mut plan = sound();
    for (month, from, to) in
        [(4, "01/04/2026", "31/03/2027"), (9, "01/09/2026", "31/08/2027"), (10, "01/10/2025", "30/09/2026")]
    {
        std::sync::Arc::make_mut(&mut plan.workforce).leave_year_starts = month;
        assert_eq!(leave_year(&plan, on("07/09/2026")), (on(from), on(to)));
    }
}

fn north(plan: &Plan) -> Crunch {
    let calendar = plan.calendar.compile();
    let mut found = crunches(&Sight::new(plan, &calendar));
    assert_eq!(found.len(), 2);
    found.remove(0).1
}

#[test]
fn the_crunch_is_what_may_not_be_carried_over_spread_over_the_last_month() {
    let mut plan = sound();
    // Moira, Ben and Gil have 28 left, Ada 28 − 5; five each may be carried: 23 × 3 + 18 = 87. March 2027 has 23 weekdays,
    // less Good Friday and Easter Monday: 87 ÷ 21 = 4.14.
    let found = north(&plan);
    assert_eq!((found.to, found.must_take), (on("31/03/2027"), days("87")));
    assert!((found.away_each_day_in_last_month - 87.0 / 21.0).abs() < 1e-9);
    // Weekdays from 07/09 to 31/03: 18 + 22 + 21 + 23 + 21 + 20 + 23 = 148, less 25/12, 28/12, 01/01, 26/03 and 29/03.
    assert_eq!(found.working_days_left, 143);
    assert_eq!(
        found.sentence,
        "North has 87 days of leave to take by 31/03/2027 that may not be carried over. If it is all left to the last month, \
         4.1 of its 4 people are away each day"
    );
    // Booked leave in March is taken then too: Gil's five days no longer have to be found, and he is away all the same.
    plan.absences.push(leave(2, 7, "01/03/2027", "05/03/2027", &[]));
    let booked = north(&plan);
    assert_eq!(booked.must_take, days("82"));
    assert!((booked.away_each_day_in_last_month - 87.0 / 21.0).abs() < 1e-9);
    // Ben leaves on 30/09: 28 × 183 ÷ 365 is 14.5, all to be taken before; March is without him.
    plan.workers.change(WorkerId(4), |w| w.last_day = Some(on("30/09/2026")));
    let leaver = north(&plan);
    assert_eq!(leaver.must_take, days("73.5")); // 82 − 23 + 14.5
    assert!((leaver.away_each_day_in_last_month - 64.0 / 21.0).abs() < 1e-9);
}

#[test]
fn a_team_that_has_taken_its_leave_has_no_crunch() {
    let mut plan = sound();
    std::sync::Arc::make_mut(&mut plan.workforce).leave_days = (5, 5);
    let found = north(&plan);
    assert_eq!(found.must_take, Days::ZERO);
    assert_eq!(found.sentence, "Nobody in North has leave left that has to be taken by 31/03/2027");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_left_adds_up_and_two_halves_of_a_year_are_no_less_than_the_whole(
            plan in crate::domain::plan::arbitrary::plan(),
        ) {
            let calendar = plan.calendar.compile();
            let sight = Sight::new(&plan, &calendar);
            for one in entitlements(&sight, plan.about.as_at) {
                let sum = one.allowance.value() + one.carried.value() - one.taken.value() - one.booked.value();
                prop_assert!((sum - one.left).abs() < 1e-6, "{one:?}");
                prop_assert_eq!(one.allowance.hundredths() % 50, 0);
                prop_assert!(one.from <= plan.about.as_at && plan.about.as_at <= one.to);
            }
            let all: u64 = crunches(&sight).iter().map(|(_, c)| u64::from(c.must_take.hundredths())).sum();
            let left: f64 = entitlements(&sight, plan.about.as_at).iter().map(|one| one.left.max(0.0)).sum();
            prop_assert!(all as f64 <= left * 100.0 + 0.5);
        }

        #[test]
        fn a_year_in_two_parts_is_worth_the_year_and_half_a_day_more_at_most(split in 1_i64..365, own in 0_u32..60) {
            let own = move |w: &mut Worker| w.rota.leave_days = Some(Days::from_hundredths(own * 100));
            let last = on("01/04/2026") + chrono::Duration::days(split - 1);
            let whole = ada(own).unwrap().allowance.hundredths();
            let mut plan = sound();
            std::sync::Arc::make_mut(&mut plan.about).as_at = on("01/04/2026");
            plan.workers.change(WorkerId(3), |w| { own(w); w.last_day = Some(last); });
            plan.workers.change(WorkerId(4), |w| { own(w); w.first_day = last.succ_opt(); });
            let found = all(&plan, "01/04/2026");
            let of = |id| found.iter().find(|one| one.worker == WorkerId(id)).unwrap().allowance.hundredths();
            let parts = of(3) + of(4);
            prop_assert!(whole <= parts && parts <= whole + 50, "{parts} of {whole}");
        }
    }
}

//! Rows, bars, words, order and folding.

use std::sync::Arc;

use super::{ADA, BEN, day, four_weeks, read, view};
use crate::app::view::marks::Marks;
use crate::app::view::rota::choices::{Choices, Order, Span};
use crate::app::view::rota::grid::{DayKind, DaysView, RowAt, away_today, days_view};
use crate::app::view::rota::person::{MarkKind, sign};
use crate::app::view::rota::strip::Covers;
use crate::domain::calendar::Closure;
use crate::domain::ids::{AbsenceId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, DutyPattern, DutyTurn, PhasedReturn, Plan, Words as _, WorkingDays,
};
use crate::domain::rota::days::{Red, TeamDay};
use crate::domain::samples::{leave, sound};
use crate::domain::units::Fte;

fn sick(id: u32, worker: u32, first: &str, last: &str) -> Absence {
    Absence { kind: AbsenceKind::Sickness, ..leave(id, worker, first, last, &[]) }
}

#[test]
fn a_bar_stands_on_the_days_of_its_absence_and_says_everything_in_words() {
    // Monday 21/09 is 14 days after Monday 07/09, Friday 25/09 is 18 days after it.
    let view = four_weeks(&sound());
    let ada = view.person(ADA).unwrap();
    let [bar] = ada.bars.as_slice() else { panic!("{:?}", ada.bars) };
    assert_eq!((bar.first, bar.last, bar.began_before, bar.goes_on), (14, 18, false, false));
    assert_eq!(
        bar.words,
        "Ada Brook, annual leave, 21/09/2026 to 25/09/2026, agreed, covered by Ben Cole; 2 children"
    );
    assert_eq!((bar.cover.as_str(), bar.no_cover), ("Ben Cole", false));
    assert_eq!(ada.days_away, 5);
    assert!(view.cell_words(ada, 14).starts_with(&bar.words), "{}", view.cell_words(ada, 14));
    assert_eq!(view.cell_words(ada, 0), "Ada Brook, Mon 07/09/2026, the plan’s date: not away");
}

#[test]
fn what_reaches_out_of_sight_is_cut_at_the_edge_and_known_to_go_on() {
    // From Wednesday 23/09 on, Thursday in sight at last: two of the five days.
    let plan = sound();
    let view = view(&plan, "23/09/2026", "24/09/2026");
    let bar = &view.person(ADA).unwrap().bars[0];
    assert_eq!((bar.first, bar.last, bar.began_before, bar.goes_on), (0, 1, true, true));
    assert_eq!(view.today, None);
    assert!(four_weeks(&plan).person(BEN).unwrap().bars.is_empty());
    // Out of sight it is not there at all.
    assert!(super::view(&plan, "28/09/2026", "11/10/2026").person(ADA).unwrap().bars.is_empty());
}

#[test]
fn an_absence_that_nobody_covers_says_so_only_where_there_are_children() {
    let mut plan = sound();
    plan.absences = [sick(1, 3, "07/09/2026", "11/09/2026"), sick(2, 4, "07/09/2026", "07/09/2026")]
        .into_iter()
        .collect();
    let view = four_weeks(&plan);
    let bar = |worker| view.person(worker).unwrap().bars[0].clone();
    assert_eq!((bar(ADA).cover.as_str(), bar(ADA).no_cover), ("no cover", true));
    assert_eq!((bar(BEN).cover.as_str(), bar(BEN).no_cover), ("", false));
    assert_eq!(bar(BEN).words, "Ben Cole, sickness, 07/09/2026, agreed; 0 children");
    assert!(bar(ADA).words.contains("agreed, no cover named; 2 children"), "{}", bar(ADA).words);
}

#[test]
fn open_ends_expected_returns_and_phased_returns_are_told_and_drawn() {
    let mut plan = sound();
    let open = Absence { last_day: None, ..sick(1, 3, "14/09/2026", "14/09/2026") };
    let back = Absence {
        last_day: None,
        expected_return: Some(day("21/09/2026")),
        phased_return: Some(PhasedReturn { weekly_percent: vec![40, 80] }),
        ..sick(2, 4, "07/09/2026", "07/09/2026")
    };
    plan.absences = [open, back].into_iter().collect();
    let view = four_weeks(&plan);
    let ada = &view.person(ADA).unwrap().bars[0];
    assert!(ada.open_ended && ada.goes_on && ada.last == 27);
    assert!(ada.words.contains("from 14/09/2026, no return date known"), "{}", ada.words);
    // Back on Monday 21/09: the bar ends on day 13, then a week at 40 % and a week at 80 %.
    let ben = view.person(BEN).unwrap();
    assert_eq!((ben.bars[0].last, ben.bars[0].tail.as_slice()), (13, &[(14, 20, 40), (21, 27, 80)][..]));
    assert!(ben.bars[0].words.contains("expected back 21/09/2026"));
    assert!(view.cell_words(ben, 22).contains("back by steps: 80 % of a caseload"));
    // Where only the second week is in sight, there is no bar to take hold of.
    let later = super::view(&plan, "28/09/2026", "11/10/2026");
    let ben = later.person(BEN).unwrap();
    assert!(ben.bars[0].only_tail() && ben.bar_on(0).is_none());
    assert_eq!(ben.bars[0].tail, [(0, 6, 80)]);
}

#[test]
fn absences_over_each_other_lie_in_lanes_of_their_own_and_those_apart_do_not() {
    let mut plan = sound();
    plan.absences = [
        leave(1, 3, "07/09/2026", "11/09/2026", &[]),
        sick(2, 3, "10/09/2026", "15/09/2026"),
        leave(3, 3, "14/09/2026", "18/09/2026", &[]),
        leave(4, 3, "28/09/2026", "29/09/2026", &[]),
    ]
    .into_iter()
    .collect();
    // The third begins after the first has ended: it takes its lane, while the second still goes on.
    let lanes: Vec<(u32, (u8, u8))> =
        four_weeks(&plan).person(ADA).unwrap().bars.iter().map(|bar| (bar.absence.0, bar.lane)).collect();
    assert_eq!(lanes, [(1, (0, 2)), (2, (1, 2)), (3, (0, 2)), (4, (0, 1))]);
}

#[test]
fn days_off_duty_and_beginnings_and_ends_stand_on_their_days() {
    let mut plan = sound();
    plan.workers.change(ADA, |ada| {
        ada.working_days = WorkingDays::parse("Mon-Wed").unwrap();
        ada.first_day = Some(day("08/09/2026"));
        ada.last_day = Some(day("30/09/2026"));
        ada.asye_start = Some(day("08/09/2026"));
    });
    let turn = |from, to, worker, pinned| DutyTurn { from: day(from), to: day(to), worker, pinned };
    plan.teams.change(TeamId(1), |team| {
        let turns =
            vec![turn("07/09/2026", "13/09/2026", ADA, true), turn("28/09/2026", "04/10/2026", BEN, false)];
        team.duty = Some(DutyPattern { turns, ..DutyPattern::default() });
    });
    let view = four_weeks(&plan);
    let ada = view.person(ADA).unwrap();
    // Thursday and Friday of the first week; Monday is before her first day; Saturday is nobody's.
    let off: Vec<usize> = (0..7).filter(|day| ada.off[*day]).collect();
    assert_eq!(off, [0, 3, 4]);
    assert!(ada.out_of_post[0] && !ada.out_of_post[1] && ada.out_of_post[24]);
    // 40 % from the first week, 60 % after six weeks, on 20/10, out of sight.
    let marks: Vec<_> = ada.marks.iter().map(|mark| (mark.day, mark.what)).collect();
    assert_eq!(marks, [(1, MarkKind::FirstDay), (23, MarkKind::LastDay), (1, MarkKind::Asye(40))]);
    assert_eq!((ada.duty[0].first, ada.duty[0].last, ada.duty[0].pinned), (0, 6, true));
    assert_eq!(
        (view.person(BEN).unwrap().duty[0].first, view.person(BEN).unwrap().duty[0].pinned),
        (21, false)
    );
    assert!(view.cell_words(ada, 3).contains("on duty, pinned; not a working day of theirs"));
    // Leave of Monday to Friday takes three of her days.
    assert_eq!(ada.days_away, 3);
}

#[test]
fn bank_holidays_closures_and_school_holidays_are_named() {
    let mut plan = sound();
    let calendar = Arc::make_mut(&mut plan.calendar);
    let closed = |first, last, label: &str| Closure {
        first_day: day(first),
        last_day: day(last),
        label: label.to_owned(),
    };
    calendar.closures = vec![closed("02/09/2026", "02/09/2026", "Office move")];
    calendar.school_holidays = vec![closed("24/08/2026", "01/09/2026", "Summer")];
    // Saturday 29/08 to Wednesday 02/09; Monday 31/08 is the summer bank holiday.
    let view = view(&plan, "29/08/2026", "02/09/2026");
    let kinds: Vec<DayKind> = view.days.iter().map(|day| day.kind).collect();
    assert_eq!(
        kinds,
        [DayKind::Weekend, DayKind::Weekend, DayKind::Closed, DayKind::Working, DayKind::Closed]
    );
    let words = view.days[2].words(false);
    assert!(
        words.starts_with("Mon 31/08/2026, ") && words.ends_with("schools are closed: Summer"),
        "{words}"
    );
    assert_eq!(view.days[4].words(true), "Wed 02/09/2026, the plan’s date, Office move");
}

fn names(view: &DaysView, choices: &Choices) -> Vec<String> {
    let name = |row: RowAt| match row {
        RowAt::Team(place, folded) => format!("{}{}", view.teams[place].name, if folded { " -" } else { "" }),
        RowAt::Person(place) => view.people[place].name.clone(),
    };
    view.arranged(choices).into_iter().map(name).collect()
}

#[test]
fn people_stand_under_their_team_in_the_order_that_is_chosen() {
    let mut plan = sound();
    plan.absences.push(leave(2, 7, "08/09/2026", "08/09/2026", &[]));
    let view = four_weeks(&plan);
    let by = |order| names(&view, &Choices { order, ..Choices::default() });
    assert_eq!(
        by(Order::Name),
        [
            "North",
            "Ada Brook",
            "Ben Cole",
            "Gil Hart",
            "Moira Nash",
            "South",
            "Cyra Dunn",
            "Eve Frost",
            "Owen Price"
        ]
    );
    // Social workers, team managers, family practitioners.
    assert_eq!(by(Order::Role)[1..5], ["Ada Brook", "Ben Cole", "Moira Nash", "Gil Hart"]);
    // Five days, one, none.
    assert_eq!(by(Order::DaysAway)[1..5], ["Ada Brook", "Gil Hart", "Ben Cole", "Moira Nash"]);
    // 08/09, 21/09, never.
    assert_eq!(by(Order::NextAbsence)[1..5], ["Gil Hart", "Ada Brook", "Ben Cole", "Moira Nash"]);
}

#[test]
fn a_folded_team_keeps_its_strip_and_a_search_shows_what_it_finds_all_the_same() {
    let mut plan = sound();
    plan.workers.change(WorkerId(6), |eve| eve.team = None);
    let view = four_weeks(&plan);
    let mut choices = Choices::default();
    choices.fold(Some(TeamId(1)));
    assert_eq!(
        names(&view, &choices),
        ["North -", "South", "Cyra Dunn", "Owen Price", "No team", "Eve Frost"]
    );
    choices.filter = "NORTH manager".to_owned();
    assert_eq!(names(&view, &choices), ["North", "Moira Nash"]);
    choices.filter.clear();
    choices.fold(Some(TeamId(1)));
    assert_eq!(names(&view, &choices).len(), 10);
}

#[test]
fn only_those_in_post_on_some_day_in_sight_are_shown() {
    let mut plan = sound();
    plan.workers.change(ADA, |ada| ada.last_day = Some(day("06/09/2026")));
    plan.workers.change(BEN, |ben| ben.first_day = Some(day("04/10/2026")));
    let view = four_weeks(&plan);
    assert!(view.person(ADA).is_none() && view.person(BEN).is_some());
    assert_eq!(view.teams[0].people, 3, "Ben, Gil and Moira");
}

#[test]
fn a_range_begins_on_the_plans_monday_and_goes_on_by_half_of_what_is_in_sight() {
    let as_at = day("09/09/2026");
    let mut choices = Choices { span: Span::TwoWeeks, ..Choices::default() };
    assert_eq!(choices.range(as_at), (day("07/09/2026"), day("20/09/2026")));
    choices.step(as_at, true);
    assert_eq!(choices.range_words(as_at), "14/09/2026 to 27/09/2026");
    choices.span = Span::Year;
    assert_eq!(choices.range(as_at), (day("14/09/2026"), day("13/09/2027")));
    assert_eq!((Span::Year.zoomed(false), Span::Year.zoomed(true)), (Span::Year, Span::SixMonths));
    choices.span = Span::FourWeeks;
    choices.reveal(as_at, day("20/12/2026"));
    let (from, to) = choices.range(as_at);
    assert!(from <= day("20/12/2026") && day("20/12/2026") <= to, "{from} {to}");
}

#[test]
fn no_two_kinds_of_absence_share_a_letter_a_word_a_pattern_or_a_hue() {
    let signs: Vec<_> = AbsenceKind::ALL.iter().map(|kind| sign(*kind)).collect();
    for (place, one) in signs.iter().enumerate() {
        for other in &signs[place + 1..] {
            assert!(
                one.letter != other.letter
                    && one.short != other.short
                    && one.pattern != other.pattern
                    && one.tone != other.tone,
                "{one:?} {other:?}"
            );
        }
    }
}

#[test]
fn who_is_away_today_is_named_with_the_children_nobody_covers() {
    let mut plan = sound();
    assert_eq!(away_today(&read(&plan)), "Nobody is away today");
    plan.absences = [sick(1, 3, "07/09/2026", "09/09/2026"), leave(2, 4, "07/09/2026", "07/09/2026", &[])]
        .into_iter()
        .collect();
    assert_eq!(
        away_today(&read(&plan)),
        "Ada Brook and Ben Cole are away today; 2 children are without cover"
    );
    // What is only asked for is not away.
    plan.absences.change(AbsenceId(1), |absence| absence.status = AbsenceStatus::Requested);
    assert_eq!(away_today(&read(&plan)), "Ben Cole is away today; every child of theirs has cover");
}

fn team_day(date: &str, red: Vec<Red>) -> TeamDay {
    TeamDay {
        date: day(date),
        working: true,
        established: Fte::from_parts(40_000),
        present: Fte::from_parts(15_000),
        away: 3,
        free_places: 7,
        uncovered: 2,
        on_duty: Some(BEN),
        red,
    }
}

#[test]
fn red_days_are_told_by_team_kind_and_first_day_and_only_from_the_plans_date_on() {
    let reading = read(&sound());
    let few = Red::TooFewPresent { present: Fte::from_parts(15_000), least: Fte::from_parts(20_000) };
    let days = [
        team_day("04/09/2026", vec![few]),
        team_day("21/09/2026", vec![few]),
        team_day("22/09/2026", vec![few, Red::NobodyOnDuty]),
        team_day("23/09/2026", vec![few]),
    ];
    let mut covers = Covers::default();
    covers.add(&reading, TeamId(1), "North", &days, |_| "Too few are at work".to_owned());
    let said: Vec<&str> = covers.red.iter().map(|red| red.sentence.as_str()).collect();
    assert_eq!(
        said,
        ["North has too few at work on 3 days from 21/09/2026", "North has nobody on duty on 22/09/2026"]
    );
    assert_eq!(
        covers.first_red(),
        "North has too few at work on 3 days from 21/09/2026; 1 other thing is wrong in the days shown"
    );
    let shown = &covers.of(TeamId(1))[1];
    // 1.5 of 4.0: three eighths.
    assert!((shown.share - 0.375).abs() < 1e-6 && shown.red);
    assert_eq!(
        shown.words,
        "North, Mon 21/09/2026: 1.5 of 4.0 FTE at work, 3 away, 7 free places, 2 children uncovered, Ben Cole on duty. \
         Too few are at work"
    );
    assert_eq!(Covers::default().first_red(), "", "nothing is claimed before anything was counted");
}

#[test]
fn rows_and_bars_that_differ_from_the_base_plan_are_marked() {
    let base = Arc::new(sound());
    let mut plan = Plan::clone(&base);
    plan.absences.change(AbsenceId(1), |absence| absence.first_day = day("22/09/2026"));
    plan.workers.change(BEN, |ben| ben.fte = Fte::from_parts(5_000));
    let shown = Arc::new(plan);
    let marks = Marks::new(&base, &shown);
    let range = (day("07/09/2026"), day("04/10/2026"));
    let view = days_view(&read(&shown), range, Some(&marks));
    assert!(view.person(ADA).unwrap().bars[0].differs && !view.person(ADA).unwrap().differs);
    assert!(view.person(BEN).unwrap().differs && !view.teams[0].differs);
}

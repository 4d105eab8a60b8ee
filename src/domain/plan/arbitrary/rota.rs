//! Supervision, duty and leave by chance, for tests.

use super::*;
use crate::domain::units::Days;

fn days() -> impl Strategy<Value = Days> {
    (0_u32..=40_000).prop_map(Days::from_hundredths)
}

/// Any duty pattern.
pub fn duty() -> impl Strategy<Value = DutyPattern> {
    let turn = (date(), 0_i64..40, id(), any::<bool>()).prop_map(|(from, length, worker, pinned)| DutyTurn {
        from,
        to: from + Duration::days(length),
        worker,
        pinned,
    });
    (any::<u8>(), of(date()), vec(id(), 0..3), word(), vec(turn, 0..3)).prop_map(
        |(one_week_in, first_week, order, unit, turns)| DutyPattern {
            one_week_in,
            first_week,
            order,
            unit,
            turns,
        },
    )
}

/// Any rules of a team.
pub fn team_rota() -> impl Strategy<Value = TeamRota> {
    let least = (0_u32..=1_000_000).prop_map(Fte::from_parts);
    let free = (of(any::<u16>()), of(least), any::<bool>(), of(date())).prop_map(
        |(most_away, least_present, managers_may_all_be_away, last_group_supervision)| TeamRota {
            most_away,
            least_present,
            managers_may_all_be_away,
            last_group_supervision,
        },
    );
    prop_oneof![Just(TeamRota::default()), free]
}

/// Anything that the rota knows of a member of staff.
pub fn worker_rota() -> impl Strategy<Value = WorkerRota> {
    let second = (date(), working_days()).prop_map(|(of, days)| SecondWeek { of, days });
    let free = (of(second), of(id()), of(date()), of(days()), days(), of(date()), any::<bool>()).prop_map(
        |(second_week, job_share, service_from, leave_days, leave_carried, last_supervised, no_duty)| {
            WorkerRota {
                second_week,
                job_share,
                service_from,
                leave_days,
                leave_carried,
                last_supervised,
                no_duty,
            }
        },
    );
    prop_oneof![Just(WorkerRota::default()), free]
}

/// Any rules of the service.
pub fn rules() -> impl Strategy<Value = RotaRules> {
    let supervision =
        (any::<u8>(), vec(any::<(u16, u8)>(), 0..3), any::<[u16; 2]>(), of(1_u8..=255), any::<u16>());
    let manager = (number(), any::<u16>(), number());
    let duty = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u16>());
    let leave = (any::<u16>(), days(), any::<u16>());
    let free = (supervision, manager, duty, leave).prop_map(|(supervision, manager, duty, leave)| {
        let (supervision_weeks, steps, minutes, group_supervision_weeks, group_supervision_minutes) =
            supervision;
        let (week_hours, oversight_minutes_a_month, manager_other_hours) = manager;
        let (duty_takes_percent, least_duty_days, duty_gap_weeks, asye_no_duty_weeks) = duty;
        let (most_covered, carry_over, keep_sickness_months) = leave;
        RotaRules {
            supervision_weeks,
            asye_supervision: steps
                .into_iter()
                .map(|(from_week, every_weeks)| SupervisionStep { from_week, every_weeks })
                .collect(),
            supervision_minutes: minutes[0],
            supervision_writing_minutes: minutes[1],
            group_supervision_weeks,
            group_supervision_minutes,
            week_hours,
            oversight_minutes_a_month,
            manager_other_hours,
            duty_takes_percent,
            least_duty_days,
            duty_gap_weeks,
            asye_no_duty_weeks,
            most_covered,
            carry_over,
            keep_sickness_months,
        }
    });
    prop_oneof![Just(RotaRules::default()), free]
}

//! What each figure of the rota means.

use super::Definition;

const fn define(key: &'static str, label: &'static str, text: &'static str) -> Definition {
    Definition { key, label, text }
}

/// Time at work.
pub const PRESENT_FTE: Definition = define(
    "present_fte",
    "Present FTE",
    "On a working day, the full-time equivalent of the team’s people who hold cases, are in post, are not in an agreed \
     absence and work on that day of the week. Beside it stand the team’s posts for people who hold cases, filled or not. \
     Somebody whose day it is not is neither present nor away",
);
/// Places that are left.
pub const FREE_PLACES: Definition = define(
    "rota_free_places",
    "Free places under the cap",
    "Children whom those of the team who are at work on the day could take before they reach their caps, scaled by \
     full-time equivalent, ramp and phased return. Somebody who is away takes nobody new, and nobody takes over for a \
     colleague who is over their cap",
);
/// Children whose worker is away.
pub const UNCOVERED: Definition = define(
    "uncovered",
    "Children uncovered",
    "Children of the team whose named worker is away on the day with nobody present as cover. Once that lasts longer than \
     the grace period they have no named social worker",
);
/// A fair share of duty.
pub const FAIR_SHARE: Definition = define(
    "fair_share",
    "Fair share of duty",
    "The turns planned and those of the year before, shared out by the time that each person who may take duty works, less \
     the turns that they had in the year before. Who could not have taken duty, for instance in the first months of an \
     ASYE, counts from the day on which they can",
);
/// A turn of duty.
pub const DUTY_TURN: Definition = define(
    "duty_turn",
    "Duty turn",
    "A week from Monday to Sunday, or one working day, in which one person of the team meets its new work first. It takes \
     a share of their room for other new work, as the rules of the rota say. A pinned turn stays as it is when the rota is \
     made anew",
);
/// Allowance.
pub const LEAVE_ALLOWANCE: Definition = define(
    "leave_allowance",
    "Allowance",
    "Days of annual leave at full time by service, or their own, turned into the person’s own working days and \
     counted for the part of the leave year they are in post, rounded up to half days. Bank holidays are on top. Left \
     is the allowance and what was carried, less what is taken and booked; what is asked for is not yet counted",
);
/// At the end of the leave year.
pub const LEAVE_CRUNCH: Definition = define(
    "leave_crunch",
    "At the end of the leave year",
    "Leave that is not booked and may not be carried over. If it is all left to the last month of the leave year, so \
     many of the team are away on an average working day of it, with those who have booked",
);
/// A manager’s week.
pub const MANAGER_WEEK: Definition = define(
    "manager_week",
    "A manager’s week",
    "Hours a week on average: each individual supervision with its preparing and writing up, group supervision of the \
     teams they manage, oversight of the children of those they supervise and of the teams they manage, their own \
     cases as a share of a full week and of a social worker’s cap, and everything else. They have the hours of a \
     full-time week times their FTE",
);
/// Freed by a smaller team.
pub const FREED_BY_SMALLER_TEAM: Definition = define(
    "freed_by_smaller_team",
    "Freed by a smaller team",
    "What individual supervision and the oversight of the children of those supervised would take less, if they \
     supervised no more than the most that the service wants, on average of those they supervise now",
);
/// Due and overdue.
pub const SUPERVISION_DUE: Definition = define(
    "supervision_due",
    "Due and overdue",
    "Supervision is due so many weeks after the last as the service’s rules say, more often in the assessed and \
     supported year; the first of somebody new counts from their first day. Overdue is due before the plan’s date, in \
     days, but not while somebody has been away since before it was due",
);
/// Planned.
pub const SUPERVISION_PLANNED: Definition = define(
    "supervision_planned",
    "Planned",
    "On the day on which it is due, or on the nearest day before it, after half the interval at least, on which both \
     are at work, neither is on duty and the supervisor has fewer than two others. If there is none, on the first \
     such day after it: then it is late. The next counts from the day planned",
);
/// Group supervision.
pub const GROUP_SUPERVISION: Definition = define(
    "group_supervision",
    "Group supervision",
    "On the day on which most of the team can be there, between half the interval and the due day; whoever is on \
     duty, away or not working that day is left out. Of such days, one with the manager or a deputy, and of those the \
     nearest to the due day",
);
/// All of them.
pub const ALL: [Definition; 12] = [
    PRESENT_FTE,
    FREE_PLACES,
    UNCOVERED,
    FAIR_SHARE,
    DUTY_TURN,
    LEAVE_ALLOWANCE,
    LEAVE_CRUNCH,
    MANAGER_WEEK,
    FREED_BY_SMALLER_TEAM,
    SUPERVISION_DUE,
    SUPERVISION_PLANNED,
    GROUP_SUPERVISION,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_name_of_its_own_and_a_meaning_that_ends_without_a_full_stop() {
        for (place, one) in ALL.iter().enumerate() {
            assert!(ALL.iter().skip(place + 1).all(|other| other.key != one.key), "{} twice", one.key);
            assert!(one.text.len() > 60 && !one.text.ends_with('.'), "{}", one.key);
        }
    }
}

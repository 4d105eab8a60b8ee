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
/// All of them.
pub const ALL: [Definition; 5] = [PRESENT_FTE, FREE_PLACES, UNCOVERED, FAIR_SHARE, DUTY_TURN];

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

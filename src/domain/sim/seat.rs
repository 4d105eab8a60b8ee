//! One place in a team and whoever fills it.

use super::case::hold;
use super::model::{Known, NONE};

/// Whether somebody is there. As whole numbers, since they index the seat's presence.
pub(super) mod status {
    /// Nobody fills the seat.
    pub const EMPTY: u8 = 0;
    /// Their first day has not come.
    pub const NOT_STARTED: u8 = 1;
    /// At work.
    pub const AT_WORK: u8 = 2;
    /// Away, with a present social worker as cover.
    pub const COVERED: u8 = 3;
    /// Away without cover.
    pub const AWAY: u8 = 4;
}

/// What somebody does with cases.
pub(super) mod work {
    /// Holds none: a manager, a student, a social worker in another role.
    pub const NONE: u8 = 0;
    /// A social worker or senior practitioner.
    pub const SOCIAL_WORKER: u8 = 1;
    /// A personal adviser.
    pub const ADVISER: u8 = 2;
    /// A practitioner who is not a social worker.
    pub const PRACTITIONER: u8 = 3;
}

/// One place and whoever fills it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seat {
    /// What the person is to the draws.
    pub key: u64,
    /// The person's number in the run; [`NONE`] when empty.
    pub person: u32,
    /// First of the children held.
    pub head: u32,
    /// Children held, by what the name stands for.
    pub held: [u16; hold::COUNT],
    /// All of them.
    pub load: u16,
    pub cap: u16,
    /// The cap less what a duty turn takes: for new work that does not come through duty.
    pub open_cap: u16,
    pub full_cap: u16,
    pub fte: u32,
    pub points: u32,
    pub cap_points: u32,
    pub open_points: u32,
    pub full_points: u32,
    /// The first day of the stretch away without cover; may be before the plan's date.
    pub away_from: i32,
    /// How many people have filled the seat before, for the draws.
    pub generation: u32,
    /// How many spells of each kind have been drawn for this person.
    pub short_spells: u16,
    pub long_spells: u16,
    /// Bit set of types the person may hold.
    pub mask: u16,
    pub team: u16,
    pub known: Known,
    pub status: u8,
    pub work: u8,
    pub contract: u8,
    /// Illnesses going on: short and long.
    pub ill: u8,
    /// Stretches of drawn leave going on.
    pub leave: u8,
    /// Stretches of days going on in which no new case is given.
    pub quiet: u8,
    /// Percent of the cap by the start, and by a phased return.
    pub known_percent: u8,
    pub phased_percent: u8,
    /// Percent of the room for other new work that a duty turn takes today.
    pub duty_takes: u8,
    /// New cases this week, and the most.
    pub new_this_week: u16,
    pub most_new: u16,
    /// Grace is over in the present stretch away.
    pub past_grace: bool,
    /// The children have been offered to others because of the present stretch away.
    pub offered: bool,
    /// Given notice, or the last day is known.
    pub leaving: bool,
}

impl Seat {
    /// An empty seat of a team.
    pub fn empty(team: u16) -> Self {
        Self {
            key: 0,
            person: NONE,
            head: NONE,
            held: [0; hold::COUNT],
            load: 0,
            cap: 0,
            open_cap: 0,
            full_cap: 0,
            fte: 0,
            points: 0,
            cap_points: u32::MAX,
            open_points: u32::MAX,
            full_points: u32::MAX,
            away_from: i32::MAX,
            generation: 0,
            short_spells: 0,
            long_spells: 0,
            mask: 0,
            team,
            known: Known::Left,
            status: status::EMPTY,
            work: work::NONE,
            contract: 0,
            ill: 0,
            leave: 0,
            quiet: 0,
            known_percent: 100,
            phased_percent: 100,
            duty_takes: 0,
            new_this_week: 0,
            most_new: u16::MAX,
            past_grace: false,
            offered: false,
            leaving: false,
        }
    }

    /// In post: at work or away, but neither gone nor still to come.
    pub fn in_post(&self) -> bool {
        self.status >= status::AT_WORK
    }

    /// The cap that applies, from the full one, the person's time and the least of the shares. Whole-number arithmetic
    /// as in [`crate::domain::capacity::cap_on`].
    pub fn set_cap(&mut self) {
        let percent = u64::from(self.known_percent.min(self.phased_percent));
        let scale = |value: u64| value * u64::from(self.fte) * percent / 1_000_000;
        self.cap = scale(u64::from(self.full_cap)).min(u64::from(u16::MAX)) as u16;
        self.cap_points =
            if self.full_points == u32::MAX { u32::MAX } else { scale(u64::from(self.full_points)) as u32 };
        let open = |value: u64| value * u64::from(100 - self.duty_takes.min(100)) / 100;
        self.open_cap = open(u64::from(self.cap)) as u16;
        self.open_points =
            if self.cap_points == u32::MAX { u32::MAX } else { open(u64::from(self.cap_points)) as u32 };
    }

    /// Whether the person could take one more child today under their cap, whatever the child, but for what a duty turn
    /// takes of it.
    pub fn has_room(&self) -> bool {
        self.status == status::AT_WORK
            && self.quiet == 0
            && self.load < self.open_cap
            && self.points < self.open_points
            && self.new_this_week < self.most_new
    }

    /// Among those with room the one with the lowest key comes first: least full for their cap, then first in the team.
    pub fn load_key(&self, place: u32) -> u32 {
        let share = u32::from(self.load) * 4096 / u32::from(self.cap.max(1));
        (share.min((1 << 20) - 1) << 12) | place
    }
}

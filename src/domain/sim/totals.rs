//! What one run came to, and what the runs came to for each of today's children. Whole numbers only.

use crate::domain::plan::words::words;
use crate::domain::units::Fte;

words!(
    /// Why a child lost the worker they have today.
    LossReason {
        /// The worker left.
        WorkerLeft, "worker_left", "Their worker leaves";
        /// The worker is away too long.
        Absence, "absence", "Their worker is away too long";
        /// The work moves to another team.
        Transfer, "transfer", "Their work moves to another team";
        /// The work becomes one that their worker may not hold.
        MayNotHold, "may_not_hold", "Their worker may not hold the new work";
        /// They are given to somebody else.
        Reallocated, "reallocated", "They are given to another worker";
    }
);

/// What one run came to. Days are working days after the plan's date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunTotals {
    /// Children without a named social worker, summed over the days.
    pub child_days_without: u64,
    /// Open children, summed over the days.
    pub child_days_open: u64,
    /// Children in a queue for a worker, summed over the days, the plan's own date included.
    pub child_days_waiting: u64,
    /// Allocations.
    pub allocations: u32,
    /// Working days from joining the queue to being given a worker, summed over the allocations.
    pub wait_days: u64,
    /// Working days of waits that ended otherwise or had not ended, summed.
    pub wait_days_unfinished: u64,
    /// Allocations by reason, in the order of the return's codes.
    pub by_reason: [u32; 10],
    /// Open children at the beginning and at the end.
    pub open: (u32, u32),
    /// New families.
    pub families: u32,
    /// Children opened, those who come again included.
    pub arrivals: u32,
    /// Of them, children who came before.
    pub came_again: u32,
    /// Children closed.
    pub closures: u32,
    /// Work that became another type.
    pub steps: u32,
    /// Work asked for by another team.
    pub transfers: u32,
    /// Staff who left.
    pub leavers: u32,
    /// Staff who started.
    pub starters: u32,
    /// Working days that staff in post and holding cases were there for, at work or away.
    pub person_days: u64,
    /// Of them, at work.
    pub person_days_at_work: u64,
    /// Of them, ill by chance.
    pub person_days_ill: u64,
    /// Of them, on leave that was not booked yet.
    pub person_days_leave: u64,
    /// Of them, in an absence that the plan holds.
    pub person_days_planned: u64,
    /// Children who reached a step of escalation.
    pub escalations: u32,
    /// Children placed over a cap.
    pub over_cap: u32,
    /// Children open at the end by how many workers they had in the last twelve months: one, two, three or more.
    pub workers_in_year: [u32; 3],
    /// The same, of children who are looked after.
    pub workers_in_year_looked_after: [u32; 3],
    /// What everybody in post was paid, on-costs and agencies included, in millionths of a pound.
    pub pay_millionths: u64,
    /// Ten-thousandths of full-time, summed over the days in post of everybody, at work or away: permanent, agency and
    /// fixed-term.
    pub fte_days: [u64; 3],
}

impl RunTotals {
    /// What everybody in post was paid, on-costs and agencies included, pounds.
    pub fn pay_pounds(&self) -> f64 {
        self.pay_millionths as f64 / 1_000_000.0
    }

    /// Months worked by permanent, agency and fixed-term staff, full-time equivalent, where a year has so many working
    /// days.
    pub fn person_months(&self, year: f64) -> [f64; 3] {
        self.fte_days.map(|days| days as f64 / f64::from(Fte::FULL.parts()) / (year / 12.0))
    }
}

/// In how many runs something happened to one of today's children, within 4, 13 and 26 weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChildTally {
    /// They lost the worker they have today while their work went on.
    pub lost: [u32; 3],
    /// They were without a named social worker on at least one day.
    pub without: [u32; 3],
    /// Why they lost their worker, within 26 weeks, in the order of [`LossReason`].
    pub reasons: [u32; 5],
}

impl ChildTally {
    /// Adds the runs of another.
    pub(super) fn add(&mut self, more: &Self) {
        let add = |to: &mut [u32], from: &[u32]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        add(&mut self.lost, &more.lost);
        add(&mut self.without, &more.without);
        add(&mut self.reasons, &more.reasons);
    }

    /// The commonest reason, if they ever lost their worker; of equals the first.
    pub fn commonest(&self) -> Option<LossReason> {
        use crate::domain::plan::Words as _;
        let most = self.reasons.iter().max().copied().filter(|most| *most > 0)?;
        let place = self.reasons.iter().position(|count| *count == most)?;
        LossReason::ALL.get(place).copied()
    }
}

//! A plan made ready to be played: everything looked up, counted in working days and tabulated once.
//!
//! Holds places instead of ids and nothing personal. Two plans with equal models have equal forecasts.

use std::sync::Arc;

use super::case::Case;
use super::law::Law;
use super::layout::Layout;
use super::queue::Queue;
use super::seat::Seat;
use super::trace::NeedWhy;
use crate::domain::ids::{ChildId, WorkerId};
use crate::domain::plan::{CaseType, Contract, Costs, Role, SiblingRule};
use crate::domain::units::Fte;

/// No seat, no child, no day.
pub(super) const NONE: u32 = u32::MAX;
/// The seat of somebody who is not in the plan.
pub(super) const UNKNOWN: u32 = NONE - 1;
/// States of a child.
pub(super) const STATES: usize = super::trace::STATES;

/// A plan made ready to be played.
#[derive(Debug, PartialEq)]
pub struct Model {
    pub(super) layout: Arc<Layout>,
    pub(super) seed: u64,
    pub(super) children: Vec<ChildId>,
    pub(super) workers: Vec<WorkerId>,
    pub(super) days: Vec<DayKind>,
    pub(super) rules: Rules,
    pub(super) types: Vec<TypeModel>,
    pub(super) teams: Vec<TeamModel>,
    pub(super) seats: Vec<SeatModel>,
    pub(super) staff: Staff,
    pub(super) start: Start,
}

/// What is special about a day of the forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DayKind {
    /// The first working day of its week.
    pub starts_week: bool,
    /// Cases are allocated.
    pub allocates: bool,
    /// 0 for January.
    pub month: u8,
    /// Newly qualified workers who start together.
    pub cohort: u16,
}

/// The service's rules as the simulator reads them.
#[derive(Debug, PartialEq)]
pub(super) struct Rules {
    /// Whether a state counts as no named social worker, by state and type of [`Model::types`].
    pub counts: [[bool; 16]; STATES],
    /// A type of work may go over caps, or brothers and sisters always stay together.
    pub places_without_room: bool,
    /// No state in which somebody is at work or covered counts, so coming and going changes nothing but states.
    pub ordinary: bool,
    pub grace: u32,
    pub reallocate_after: u32,
    pub quiet_days: u32,
    pub most_new: Option<u16>,
    pub siblings: SiblingRule,
    pub transfer_over_cap: bool,
    pub handover_days: u32,
    pub manager_overflow: bool,
    /// Working days after which somebody is told, ascending.
    pub escalation: Vec<u32>,
    pub weighted: bool,
    /// Working days of a year.
    pub year: f64,
    /// Percent of the cap by whole weeks since a start; the last stands for all that follow. Empty when always full.
    pub starter_ramp: Vec<u8>,
    pub asye_ramp: Vec<u8>,
    pub agency_ramp: Vec<u8>,
    /// Bit set of types that somebody newly qualified may not hold.
    pub asye_may_not: u16,
}

/// One case type.
#[derive(Debug, PartialEq)]
pub(super) struct TypeModel {
    pub case_type: CaseType,
    /// How long it lasts, working days; what lasts beyond the horizon never ends. Small, since it is drawn from for every
    /// child who comes.
    pub length: Law,
    /// The same beyond the horizon too, for work whose age is known.
    pub aged: Law,
    /// What is left of it when it has lasted for an unknown time.
    pub rest: Law,
    /// Which of `then` follows.
    pub outcome: Law,
    /// Types that can follow; `None` closes.
    pub then: Vec<Option<u8>>,
    /// May never wait: the most urgent class.
    pub never_waits: bool,
    pub over_cap: bool,
    pub points: u32,
}

/// Where a team's work goes once it is of a type.
#[derive(Debug, PartialEq)]
pub(super) enum Route {
    /// Nowhere else.
    Stays,
    /// Always to one other team.
    To(u16),
    /// To one of these teams, its own perhaps among them, and which of them.
    Among { teams: Vec<u16>, law: Law },
}

/// One team.
#[derive(Debug, PartialEq)]
pub(super) struct TeamModel {
    /// Its seats stand side by side.
    pub seats: (u32, u32),
    /// Bit set of types it holds.
    pub holds: u16,
    /// By type: where its work goes once it is of this type, or when it comes and the team does not hold it.
    pub routes: Vec<Route>,
    /// Somebody manages it, and so can hold what nobody else can take.
    pub managed: bool,
    /// New families on a day, by month, in an ordinary week and in a duty week; `None` without new work.
    pub families: Option<Families>,
    /// Share of closed work that returns, as a threshold of 64 bits; 0 for none.
    pub again: u64,
    /// Weeks in which the team is on duty, by day: who takes new work first, [`NONE`] for nobody in particular.
    pub duty: Vec<u32>,
}

/// New work of a team.
#[derive(Debug, PartialEq)]
pub(super) struct Families {
    /// By month. Teams with as much new work share their laws: fewer tables to keep at hand.
    pub count: Vec<Arc<Law>>,
    /// By month, in a duty week; empty when the team is not on duty week by week.
    pub on_duty: Vec<Arc<Law>>,
    /// By day: whether it lies in a duty week.
    pub duty_days: Vec<bool>,
    /// Work closed before the plan's date that returns within the year: by month, thinned by day.
    pub returning: Vec<Arc<Law>>,
    pub size: Law,
    pub types: Vec<u8>,
    pub mix: Law,
    pub priority: Law,
    /// What the team is to the draws.
    pub key: u64,
}

/// How a seat is filled again once it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refill {
    /// Never.
    Never,
    /// By a permanent worker.
    Permanent,
    /// By an agency worker, as long as the vacant post that they cover is empty.
    Agency {
        /// The seat of the post.
        post: u32,
    },
}

/// One place in a team that one person after another can fill.
#[derive(Debug, PartialEq)]
pub(super) struct SeatModel {
    pub team: u16,
    /// What the seat is to the draws.
    pub key: u64,
    pub refill: Refill,
    /// Who fills it next.
    pub role: Role,
    /// What the plan's own worker in it does, which may be something else.
    pub own_role: Role,
    pub fte: u32,
    /// Cap at full time of whoever fills it next.
    pub full_cap: u16,
    pub full_points: Option<u32>,
    /// When an empty seat is filled for the first time.
    pub first_fill: FirstFill,
    /// The agency worker's seat that covers this vacant post.
    pub covered_by: u32,
    /// What is known of the plan's worker in it, in order of days.
    pub known: Vec<KnownFrom>,
    /// Percent of the cap of the plan's worker from a day, in order.
    pub percents: Vec<(u32, u8)>,
    /// Days between which known cover is there: first day, last day, the seat.
    pub cover: Vec<(u32, u32, u32)>,
    /// Seats whose people this one may be covering.
    pub covers: Vec<u32>,
    /// Days from which the plan's worker gets no new cases, and until when.
    pub quiet: Vec<(u32, u32)>,
    /// What duty turns take of the room for other new work, in percent, wherever it changes.
    pub duty: Vec<(u32, u8)>,
    /// The day after the plan's worker's last, if it is known.
    pub leaves: u32,
    /// The day from which their children are looked for a new worker, before that; it may come though the last day does not.
    pub hands_over: u32,
    /// The day from which the plan's worker is permanent, if that is to change.
    pub converts: u32,
    /// Leave still to be taken by the plan's worker, by leave year, working days.
    pub leave: Vec<u32>,
    /// Their assessed and supported year ends on this day.
    pub asye_ends: u32,
    pub mask_after_asye: u16,
    /// What the plan's own worker costs, and whoever fills the seat next.
    pub own_pay: DayPay,
    pub pay: DayPay,
}

/// Nobody is counted dearer than £50,000 a day, so that the pay of the largest service over the longest forecast still fits
/// its sum. Millionths of a pound.
const MOST_A_DAY: u64 = 50_000_000_000;

/// What somebody full-time costs a working day, in millionths of a pound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayPay {
    /// On the council's own contract, on-costs included.
    pub salaried: u64,
    pub agency: u64,
}

impl DayPay {
    /// By the costs of a plan, where a year has so many working days.
    pub fn new(costs: &Costs, role: Role, year: f64) -> Self {
        let in_a_year = f64::from(costs.salary(role)) * f64::from(100 + u32::from(costs.on_costs_percent));
        Self {
            salaried: ((in_a_year * 10_000.0 / year).round() as u64).min(MOST_A_DAY),
            agency: (u64::from(costs.agency_day(role)) * 1_000_000).min(MOST_A_DAY),
        }
    }
}

impl SeatModel {
    /// What whoever sits here costs a working day at so many ten-thousandths of full-time, in millionths of a pound.
    pub fn day_pay(&self, generation: u32, contract: u8, fte: u32) -> u64 {
        let pay = if generation == 0 { self.own_pay } else { self.pay };
        let full =
            if usize::from(contract) == place_of(Contract::Agency) { pay.agency } else { pay.salaried };
        full * u64::from(fte) / u64::from(Fte::FULL.parts())
    }

    /// The role of whoever sits here.
    pub fn role_of(&self, generation: u32) -> Role {
        if generation == 0 { self.own_role } else { self.role }
    }
}

/// When a seat that is empty at first is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstFill {
    /// It is not empty, or is never filled.
    None,
    /// On a day that is known.
    On(u32),
    /// After a time to fill that has been running for this many working days.
    Running(u32),
    /// After a whole time to fill from this day on; nobody is recruited before. The day may lie past the horizon.
    Advertised(u32),
    /// After what is left of a time to fill that began nobody knows when.
    Unknown,
}

/// What is known of a worker's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    NotStarted,
    Present,
    Away,
    /// Covered by whoever has this seat.
    Covered(u32),
    Left,
}

/// From this day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KnownFrom {
    pub day: u32,
    pub known: Known,
}

/// How staff change by chance.
#[derive(Debug, PartialEq)]
pub(super) struct Staff {
    pub short_gap: Option<Law>,
    pub short_length: Law,
    pub long_gap: Option<Law>,
    pub long_length: Law,
    /// Percent of the cap in each week back after a long illness.
    pub phased: Vec<u8>,
    /// Until notice, by contract in the order of [`Contract`]; `None`: nobody leaves.
    pub tenure: [Option<Law>; 3],
    /// Working days of notice, by contract.
    pub notice: [u32; 3],
    pub fill: Law,
    pub fill_rest: Law,
    pub agency_fill: Law,
    pub leave_block: u32,
    /// Leave of somebody new, working days a year.
    pub leave_new: u16,
    /// Leave years that the forecast touches.
    pub leave_years: Vec<LeaveYear>,
    pub closure: Law,
}

/// The part of a leave year within the forecast.
#[derive(Debug, PartialEq)]
pub(super) struct LeaveYear {
    /// First and last day.
    pub days: (u32, u32),
    /// Where a stretch begins, counted from the first day.
    pub start: Law,
    /// Leave of a whole year that falls on or after each day of this part, as a share of a year's, by day from the
    /// first.
    pub share_from: Vec<f64>,
}

/// How everything stands on the plan's date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Start {
    pub cases: Vec<Case>,
    pub seats: Vec<Seat>,
    pub queues: Vec<Queue>,
    pub waiting: u32,
    /// Work whose end is drawn at the start of a run: the child's slot and how.
    pub ends: Vec<(u32, StartEnd)>,
    /// Children who open later, by day.
    pub opens: Vec<Opening>,
    /// Agreed handovers: day, slot, and who takes over ([`NONE`]: nobody is named; [`UNKNOWN`]).
    pub handovers: Vec<(u32, u32, u32)>,
    /// Transfers asked for whose sender is named until this day.
    pub sends: Vec<(u32, u32)>,
    /// Slots of children who count as having no named social worker.
    pub unnamed: Vec<u32>,
    /// The working day since which each of them has, 0 and below before the plan's date. Filled only if it is watched.
    pub unnamed_since: Vec<i32>,
    /// Eighteenth birthdays: day, slot, and whether the holder is a personal adviser from then on.
    pub birthdays: Vec<(u32, u32, bool)>,
    /// Whether each of today's children has a named social worker, or a worker who is enough, today.
    pub named: Vec<bool>,
}

/// A child of the plan who opens on a day that lies ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Opening {
    pub day: u32,
    pub slot: u32,
    /// Who is to hold the child, and as what.
    pub held: (u32, u8),
    /// In which team they need a worker, and why.
    pub needs: Option<(u16, NeedWhy)>,
}

/// How the end of work open at the start is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartEnd {
    /// The day is known.
    On(u32),
    /// It has lasted this many working days.
    Age(u32),
    /// It has lasted nobody knows how long.
    Unknown,
    /// A closure waits to be authorised.
    Closing,
}

impl Model {
    /// What is counted, and when.
    pub fn layout(&self) -> &Arc<Layout> {
        &self.layout
    }
    /// Today's open children, and those who open later on a known day, in the model's order.
    pub fn children(&self) -> &[ChildId] {
        &self.children
    }
    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

/// The place of a contract in the lists of [`Staff`].
pub(super) fn place_of(contract: Contract) -> usize {
    match contract {
        Contract::Permanent => 0,
        Contract::Agency => 1,
        Contract::FixedTerm => 2,
    }
}

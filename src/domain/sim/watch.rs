//! What is counted on top of the usual because a promise is about it.

use super::case::Case;
use super::layout::Layout;
use super::model::{Model, NONE, SeatModel};
use super::seat::Seat;
use crate::domain::plan::CaseType;
use crate::domain::units::Fte;

/// How a plan is to be made ready to be played.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Asked {
    /// Where chance begins. `None`: the plan's own.
    pub seed: Option<u64>,
    /// How far ahead, in weeks. `None`: the plan's own.
    pub weeks: Option<u16>,
    /// What is counted on top of the usual.
    pub watches: Vec<Watch>,
}

/// Something counted at the end of each day because somebody asked. Read as [`super::Series::Watched`].
#[derive(Clone, Debug, PartialEq)]
pub enum Watch {
    /// Children of these types (empty: of any) who have had no named social worker for more working days in a row than
    /// this, the first counted. Those without one on the plan's date have been so since the day the plan says.
    WithoutOver {
        /// The case types; empty for any.
        types: Vec<CaseType>,
        /// Working days.
        working_days: u16,
    },
    /// Full-time equivalent of the social workers who hold at least one child, in hundredths (MODEL.md 4.1).
    HolderTime,
}

/// Whether any of these is about how long children have had nobody.
pub(super) fn is_of_children(watches: &[Watch]) -> bool {
    watches.iter().any(|watch| matches!(watch, Watch::WithoutOver { .. }))
}

/// What is counted in a run because somebody asked.
#[derive(Debug)]
pub(super) struct Watched {
    limits: Vec<Limit>,
    /// Children who had no named social worker at the end of the last day, in no order.
    without: Vec<Without>,
    /// By slot where the child stands in that list; [`NONE`] for nowhere. Grows only if children are watched.
    places: Vec<u32>,
    counts: Vec<u32>,
    children: bool,
}

/// A watch as a run reads it.
#[derive(Clone, Copy, Debug)]
enum Limit {
    /// Bit set of types, and working days.
    Without(u16, i32),
    Holders,
}

#[derive(Clone, Copy, Debug)]
struct Without {
    slot: u32,
    /// The first of the days in a row.
    since: i32,
    /// What the child is to the draws: the slot may be another's by now.
    key: u64,
}

impl Watched {
    pub fn new(layout: &Layout) -> Self {
        let mask = |types: &[CaseType]| {
            let places = types.iter().filter_map(|t| layout.types.iter().position(|known| known == t));
            if types.is_empty() { u16::MAX } else { places.fold(0, |mask, kind| mask | 1 << kind) }
        };
        let limits = layout.watches.iter().map(|watch| match watch {
            Watch::WithoutOver { types, working_days } => {
                Limit::Without(mask(types), i32::from(*working_days))
            }
            Watch::HolderTime => Limit::Holders,
        });
        Self {
            limits: limits.collect(),
            without: Vec::new(),
            places: Vec::new(),
            counts: vec![0; layout.watches.len()],
            children: is_of_children(&layout.watches),
        }
    }

    /// As on the plan's date.
    pub fn begin(&mut self, m: &Model) {
        if !self.children {
            return;
        }
        self.without.clear();
        self.places.clear();
        self.places.resize(m.start.cases.len(), NONE);
        for (slot, since) in m.start.unnamed.iter().zip(&m.start.unnamed_since) {
            self.put(Without { slot: *slot, since: *since, key: m.start.cases[*slot as usize].key });
        }
    }

    fn put(&mut self, one: Without) {
        self.places[one.slot as usize] = self.without.len() as u32;
        self.without.push(one);
    }

    fn take(&mut self, place: usize) {
        self.places[self.without[place].slot as usize] = NONE;
        self.without.swap_remove(place);
        if let Some(moved) = self.without.get(place) {
            self.places[moved.slot as usize] = place as u32;
        }
    }

    /// The day is over: those of these children who have no named social worker at its end have had none since today,
    /// unless they had none at the end of the day before either.
    pub fn add(&mut self, newly: &[u32], cases: &[Case], day: u32) {
        if !self.children {
            return;
        }
        if self.places.len() < cases.len() {
            self.places.resize(cases.len(), NONE);
        }
        for slot in newly {
            let case = &cases[*slot as usize];
            let place = self.places[*slot as usize];
            if place != NONE {
                if self.without[place as usize].key == case.key {
                    continue;
                }
                self.take(place as usize);
            }
            if case.open && case.unnamed {
                self.put(Without { slot: *slot, since: day as i32, key: case.key });
            }
        }
    }

    /// The counts at the end of a day, in the order of the watches.
    pub fn count(&mut self, m: &Model, cases: &[Case], seats: &[Seat], day: u32) -> &[u32] {
        if self.limits.is_empty() {
            return &[];
        }
        self.counts.fill(0);
        let mut place = 0;
        while let Some(one) = self.without.get(place) {
            let case = &cases[one.slot as usize];
            if !(case.open && case.unnamed && case.key == one.key) {
                self.take(place);
                continue;
            }
            let days = day as i32 - one.since + 1;
            for (count, limit) in self.counts.iter_mut().zip(&self.limits) {
                if let Limit::Without(types, most) = limit {
                    *count += u32::from(days > *most && types >> case.kind & 1 == 1);
                }
            }
            place += 1;
        }
        for (count, limit) in self.counts.iter_mut().zip(&self.limits) {
            if let Limit::Holders = limit {
                *count = holder_time(m, seats);
            }
        }
        &self.counts
    }
}

/// Full-time equivalent of the social workers in post who hold anybody, hundredths, rounded to the nearest.
fn holder_time(m: &Model, seats: &[Seat]) -> u32 {
    let holds = |(model, seat): &(&SeatModel, &Seat)| {
        let role = model.role_of(seat.generation);
        seat.in_post() && seat.load > 0 && role.is_registered() && !role.is_manager()
    };
    let parts: u32 = m.seats.iter().zip(seats).filter(holds).map(|(_, seat)| seat.fte).sum();
    let hundredth = Fte::FULL.parts() / 100;
    (parts + hundredth / 2) / hundredth
}

//! Children who wait for a worker in one team: by urgency, then by how long they have waited.
//!
//! A list for each class and case type, linked through the cases, so that joining and leaving take the same short time
//! however long the queue is.

use super::case::Case;
use super::model::NONE;

/// Classes of urgency: those who may never wait, by priority, then the others, by priority.
pub(super) const CLASSES: usize = 8;
const TYPES: usize = 16;

/// One team's queue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Queue {
    head: [u32; CLASSES * TYPES],
    tail: [u32; CLASSES * TYPES],
    /// Which lists hold anybody, a bit each.
    lists: u128,
}

impl Queue {
    pub fn new() -> Self {
        Self { head: [NONE; CLASSES * TYPES], tail: [NONE; CLASSES * TYPES], lists: 0 }
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.lists == 0
    }

    /// Joins by the day on which the child began to wait, behind those of the same day.
    pub fn join(&mut self, cases: &mut [Case], slot: u32) {
        let case = &cases[slot as usize];
        let (list, queued_on) = (usize::from(case.class) * TYPES + usize::from(case.kind), case.queued_on);
        // Nearly always the end of the list; only an escalated child finds later ones before it.
        let mut before = self.tail[list];
        while before != NONE && cases[before as usize].queued_on > queued_on {
            before = cases[before as usize].queue_previous;
        }
        let after = if before == NONE { self.head[list] } else { cases[before as usize].queue_next };
        let case = &mut cases[slot as usize];
        (case.queue_previous, case.queue_next) = (before, after);
        (case.queued, case.linked) = (true, true);
        if before == NONE {
            self.head[list] = slot;
        } else {
            cases[before as usize].queue_next = slot;
        }
        if after == NONE {
            self.tail[list] = slot;
        } else {
            cases[after as usize].queue_previous = slot;
        }
        self.lists |= 1 << list;
    }

    /// Leaves the queue.
    pub fn leave(&mut self, cases: &mut [Case], slot: u32) {
        let case = &mut cases[slot as usize];
        case.queued = false;
        if !case.linked {
            return;
        }
        case.linked = false;
        let list = usize::from(case.class) * TYPES + usize::from(case.kind);
        let (before, after) = (case.queue_previous, case.queue_next);
        (case.queue_previous, case.queue_next) = (NONE, NONE);
        if before == NONE {
            self.head[list] = after;
        } else {
            cases[before as usize].queue_next = after;
        }
        if after == NONE {
            self.tail[list] = before;
        } else {
            cases[after as usize].queue_previous = before;
        }
        if self.head[list] == NONE {
            self.lists &= !(1 << list);
        }
    }

    /// Everybody who waits, list by list.
    pub fn each(&self, cases: &[Case], mut what: impl FnMut(u32)) {
        let mut lists = self.lists;
        while lists != 0 {
            let mut slot = self.head[lists.trailing_zeros() as usize];
            while slot != NONE {
                what(slot);
                slot = cases[slot as usize].queue_next;
            }
            lists &= lists - 1;
        }
    }

    /// The first child, most urgent class first, within it longest waiting first; types in `blocked` (a bit each) are
    /// passed over.
    pub fn first(&self, cases: &[Case], blocked: u16) -> u32 {
        let mut lists = self.lists;
        while lists != 0 {
            let class = lists.trailing_zeros() as usize / TYPES;
            let all = (lists >> (class * TYPES)) as u16;
            let mut open = all & !blocked;
            let mut best = NONE;
            while open != 0 {
                let kind = open.trailing_zeros() as usize;
                let head = self.head[class * TYPES + kind];
                let earlier = |a: &Case, b: &Case| (a.queued_on, a.number) < (b.queued_on, b.number);
                if best == NONE || earlier(&cases[head as usize], &cases[best as usize]) {
                    best = head;
                }
                open &= open - 1;
            }
            if best != NONE {
                return best;
            }
            lists &= !(u128::from(u16::MAX) << (class * TYPES));
        }
        NONE
    }
}

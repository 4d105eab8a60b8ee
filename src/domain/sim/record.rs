//! Step 6 of a day: it is counted. And the end of a run: what it came to.

use super::layout::WHOLE;
use super::model::NONE;
use super::results::Results;
use super::run::{Run, Tell};
use super::trace::What;
use crate::domain::plan::CaseType;

impl Run<'_> {
    /// The day is over: its counts are kept.
    pub fn record<S: Tell>(&mut self, tell: &mut S) {
        if !self.newly_unnamed.is_empty() {
            let mut new = std::mem::take(&mut self.newly_unnamed);
            self.watched.add(&new, &self.cases, self.day);
            for slot in new.drain(..) {
                let case = &self.cases[slot as usize];
                if case.open && case.unnamed {
                    self.mark_without(case.origin);
                }
            }
            self.newly_unnamed = new;
        }
        let watched = self.watched.count(self.m, &self.cases, &self.seats, self.day);
        let layout = &self.m.layout;
        let (day, width) = (self.day as usize, layout.series().len());
        let live = &self.live;
        let capacity: u32 = live.capacity_of_team.iter().sum();
        let free: u32 = live.free_of_team.iter().sum();
        let whole: [u32; WHOLE.len()] =
            [live.open, live.unnamed, live.not_present, capacity, free, live.over_cap, live.allocations];
        let mut row = &mut self.out[day * width..(day + 1) * width];
        let mut write = |counts: &[u32]| {
            let (here, rest) = std::mem::take(&mut row).split_at_mut(counts.len());
            here.copy_from_slice(counts);
            row = rest;
        };
        write(&whole);
        write(&live.by_state);
        for state in &layout.partly_unnamed {
            write(&[live.unnamed_in_state[*state]]);
        }
        write(&live.unnamed_of_type[..layout.types.len()]);
        write(&live.unnamed_of_team);
        write(&live.open_of_team);
        write(&live.capacity_of_team);
        write(&live.free_of_team);
        write(watched);
        let totals = &mut self.totals;
        totals.child_days_waiting += u64::from(live.waiting);
        if day > 0 {
            totals.pay_millionths += live.pay;
            let days = totals.fte_days.iter_mut().zip(live.fte);
            days.for_each(|(days, fte)| *days += u64::from(fte));
            totals.child_days_without += u64::from(live.unnamed);
            totals.child_days_open += u64::from(live.open);
            let [at_work, planned, ill, leave] = live.people.map(u64::from);
            totals.person_days_at_work += at_work;
            totals.person_days_planned += planned;
            totals.person_days_ill += ill;
            totals.person_days_leave += leave;
            totals.person_days += at_work + planned + ill + leave;
        }
        tell.tell(
            self.day,
            What::DayEnds { by_state: live.by_state, unnamed: live.unnamed, waiting: live.waiting },
        );
        self.live.allocations = 0;
    }

    /// The run is over.
    pub fn end(&mut self) {
        let last = self.day;
        self.totals.open.1 = self.live.open;
        let since = f64::from(last) - self.m.rules.year;
        let looked_after = CaseType::LookedAfter;
        for case in self.cases.iter().filter(|case| case.open) {
            if case.queued {
                self.totals.wait_days_unfinished += u64::from(last + 1 - case.queued_on);
            }
            if case.people[0] == NONE {
                continue;
            }
            let changes = case.changed.iter().filter(|day| f64::from(**day) > since).count();
            self.totals.workers_in_year[changes] += 1;
            if self.m.types[usize::from(case.kind)].case_type == looked_after {
                self.totals.workers_in_year_looked_after[changes] += 1;
            }
        }
    }

    /// Adds the run to the results.
    pub fn keep(&mut self, results: &mut Results) {
        results.push(&self.out, self.totals);
        for (wait, more) in results.waits.iter_mut().zip(&self.waits) {
            *wait += u64::from(*more);
        }
        let windows = self.m.layout.windows.map(|last| last as u32);
        // A child may have been touched twice: by a loss and by a day without anybody.
        self.touched.sort_unstable();
        self.touched.dedup();
        for origin in &self.touched {
            let (lost, reason) = self.lost[*origin as usize];
            let without = self.without[*origin as usize];
            let tally = &mut results.children[*origin as usize];
            for (place, last) in windows.iter().enumerate() {
                tally.lost[place] += u32::from(lost <= *last);
                tally.without[place] += u32::from(without <= *last);
            }
            if lost <= windows[2] {
                tally.reasons[reason as usize] += 1;
            }
        }
    }
}

/// The order in which [`Run::record`] writes is the layout's.
#[cfg(test)]
#[test]
fn the_counts_of_a_day_are_written_in_the_order_of_the_layout() {
    use super::layout::Series;
    use crate::domain::plan::Words as _;
    let wanted = [
        Series::Open,
        Series::Unnamed,
        Series::NotPresent,
        Series::Capacity,
        Series::FreePlaces,
        Series::OverCap,
        Series::Allocations,
    ];
    assert_eq!(WHOLE, wanted);
    assert_eq!(crate::domain::state::ChildState::ALL.len(), super::model::STATES);
}

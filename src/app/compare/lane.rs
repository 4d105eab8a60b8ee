//! The runs of one plan of a comparison, with what is needed to tell of the first hundred of them when there are a
//! thousand, and the lanes that are kept for when their plan comes back.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::forecast::play::{Ended, play};
use crate::app::forecast::wanted::Wanted;
use crate::domain::plan::ForecastSettings;
use crate::domain::sim::{ChildTally, Layout, Model, Paired, Results, RunTotals, Series, Summary};

/// What lanes that are kept may take, in bytes, beside those of the comparison at hand.
const MOST_BYTES: usize = 256 << 20;

/// The runs of one plan.
pub(super) struct Lane {
    model: Arc<Model>,
    results: Results,
    detail: Detail,
    /// The numbers of runs at which it was looked, in order.
    marks: Vec<Mark>,
}

/// What is kept of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Its totals.
    Totals,
    /// Its counts by day as well.
    Days,
}

/// What stood at a number of runs and is not kept run by run, and what was worked out there.
struct Mark {
    runs: u32,
    children: Vec<ChildTally>,
    waits: Vec<u64>,
    summary: Option<(ForecastSettings, Arc<Summary>)>,
    /// Against the lane of this model.
    paired: Option<(Arc<Model>, Arc<Paired>)>,
}

/// What was worked out of a lane at a number of runs.
#[derive(Clone)]
pub(super) struct Told {
    pub(super) summary: Arc<Summary>,
    pub(super) paired: Option<Arc<Paired>>,
}

impl Lane {
    fn new(model: Arc<Model>, detail: Detail) -> Self {
        let layout = thinned(&model, detail);
        let results = Results::none(&layout, model.seed(), 0, model.children().len());
        Self { model, results, detail, marks: Vec::new() }
    }

    /// How many runs there are.
    pub(super) fn runs(&self) -> u32 {
        self.results.runs()
    }

    /// What is kept of each day.
    pub(super) fn layout(&self) -> &Layout {
        &self.results.layout
    }

    /// The model that is played.
    pub(super) fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The totals of the first runs.
    pub(super) fn totals(&self, runs: u32) -> &[RunTotals] {
        self.results.totals.get(..runs as usize).unwrap_or(&self.results.totals)
    }

    /// Whether it can be told what so many runs came to.
    pub(super) fn has(&self, look: u32) -> bool {
        self.mark(look).is_some()
    }

    /// Plays until there are so many runs.
    pub(super) fn reach(
        &mut self,
        look: u32,
        threads: usize,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(u32),
    ) -> Ended {
        if self.has(look) {
            return Ended::Finished;
        }
        if self.runs() > look {
            // It was never looked at so many: on from where it was looked before.
            let before = self.marks.iter().map(|mark| mark.runs).rfind(|runs| *runs < look);
            self.marks.retain(|mark| mark.runs < look);
            self.results = match before {
                Some(before) => self.first(before).into_owned(),
                None => self.first(0).into_owned(),
            };
        }
        self.results.reserve((look - self.runs()) as usize);
        let mut hear = |results: &Results, _| tell(results.runs());
        let ended = play(&self.model, &mut self.results, &Wanted::exactly(look), threads, stop, &mut hear);
        if ended == Ended::Finished {
            let (children, waits) = (self.results.children.clone(), self.results.waits.clone());
            self.marks.push(Mark { runs: look, children, waits, summary: None, paired: None });
        }
        ended
    }

    /// What so many runs came to, and against the base plan's lane: what was worked out before where that is the same.
    pub(super) fn tell(&self, look: u32, settings: &ForecastSettings, base: Option<&Self>) -> Told {
        let mark = self.mark(look);
        let known = mark.and_then(|mark| mark.summary.as_ref()).filter(|(of, _)| of == settings);
        let summary = known.map(|(_, summary)| Arc::clone(summary));
        let of = |base: &Self| {
            let known = mark.and_then(|mark| mark.paired.as_ref());
            known.filter(|(of, _)| Arc::ptr_eq(of, &base.model)).map(|(_, paired)| Arc::clone(paired))
        };
        let paired = base.and_then(of);
        if let (Some(summary), true) = (&summary, paired.is_some() == base.is_some()) {
            return Told { summary: Arc::clone(summary), paired };
        }
        let results = self.first(look);
        let summary =
            summary.unwrap_or_else(|| Arc::new(Summary::new(&results, self.model.children(), settings)));
        // As many runs as both have: of the base plan's there may be more.
        let paired = paired.or_else(|| base.map(|base| Arc::new(Paired::new(&base.results, &results))));
        Told { summary, paired }
    }

    /// Keeps what was worked out, so that it need not be again.
    pub(super) fn keep(
        &mut self,
        look: u32,
        told: &Told,
        settings: &ForecastSettings,
        base: Option<&Arc<Model>>,
    ) {
        if let Some(mark) = self.marks.iter_mut().find(|mark| mark.runs == look) {
            mark.summary = Some((settings.clone(), Arc::clone(&told.summary)));
            if let (Some(base), Some(paired)) = (base, &told.paired) {
                mark.paired = Some((Arc::clone(base), Arc::clone(paired)));
            }
        }
    }

    fn mark(&self, look: u32) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.runs == look)
    }

    /// The first runs as they were when there were no more; none where it was not looked.
    fn first(&self, look: u32) -> Cow<'_, Results> {
        if self.runs() == look {
            return Cow::Borrowed(&self.results);
        }
        let nothing =
            || Results::none(&self.results.layout, self.model.seed(), 0, self.model.children().len());
        let Some(mark) = self.mark(look) else { return Cow::Owned(nothing()) };
        Cow::Owned(self.results.first(look, (&mark.children, &mark.waits)))
    }

    /// Bytes that it takes, about.
    fn bytes(&self) -> usize {
        let layout = self.layout();
        let bands = layout.numbers_a_run() * 7 * size_of::<f64>();
        let mark =
            self.results.children.len() * size_of::<ChildTally>() + self.results.waits.len() * 8 + bands;
        self.runs() as usize * Results::bytes_a_run(layout) + self.marks.len() * mark
    }
}

/// The model's days with no more counts than are looked at side by side.
pub(super) fn thinned(model: &Model, detail: Detail) -> Arc<Layout> {
    let compared = |series| !matches!(series, Series::FreeOfTeam(_) | Series::Watched(_));
    model.layout().thinned(|series| detail == Detail::Days && compared(series))
}

/// Lanes that were played before.
#[derive(Default)]
pub(super) struct Store {
    /// The latest used last.
    lanes: Vec<Lane>,
}

impl Store {
    /// A model that there is already where it is the same, so that it is known again by its address.
    pub(super) fn known(&self, model: Model) -> Arc<Model> {
        let known = self.lanes.iter().map(|lane| &lane.model).find(|known| ***known == model);
        known.cloned().unwrap_or_else(|| Arc::new(model))
    }

    /// The lane of a model, with as much detail at least.
    pub(super) fn take(&mut self, model: &Arc<Model>, detail: Detail) -> Lane {
        let place = self.lanes.iter().position(|lane| Arc::ptr_eq(&lane.model, model));
        let found = place.map(|place| self.lanes.remove(place)).filter(|lane| lane.detail >= detail);
        found.unwrap_or_else(|| Lane::new(Arc::clone(model), detail))
    }

    /// Takes lanes back. Those that were used longest ago go when there is no room for all.
    pub(super) fn put(&mut self, lanes: Vec<Lane>) {
        let used = lanes.len();
        self.lanes.extend(lanes);
        let mut bytes: usize = self.lanes.iter().map(Lane::bytes).sum();
        while bytes > MOST_BYTES && self.lanes.len() > used {
            bytes -= self.lanes.remove(0).bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::forecast::play::model_of;
    use crate::app::invent::first_plan;
    use crate::domain::sim::Asked;

    fn lane() -> Lane {
        let model = model_of(&first_plan(), None, &Asked::default()).unwrap();
        Lane::new(Arc::new(model), Detail::Days)
    }

    fn reached(lane: &mut Lane, look: u32) -> u32 {
        let mut most = 0;
        let ended = lane.reach(look, 2, &AtomicBool::new(false), &mut |runs| most = most.max(runs));
        assert!(ended == Ended::Finished && lane.has(look));
        most
    }

    #[test]
    fn the_first_runs_are_told_as_they_were_before_there_were_more() {
        let settings = ForecastSettings::default();
        let (mut one, mut other) = (lane(), lane());
        reached(&mut one, 20);
        let early = one.tell(20, &settings, None);
        reached(&mut one, 50);
        // Not kept: worked out again from the first twenty of fifty runs.
        let late = one.tell(20, &settings, None);
        assert!(!Arc::ptr_eq(&early.summary, &late.summary) && early.summary == late.summary);
        one.keep(20, &late, &settings, None);
        assert!(Arc::ptr_eq(&one.tell(20, &settings, None).summary, &late.summary));
        // A number of runs at which it was never looked is the same as on a lane that never had more.
        reached(&mut one, 30);
        reached(&mut other, 30);
        assert_eq!(one.runs(), 30);
        assert!(one.tell(30, &settings, None).summary == other.tell(30, &settings, None).summary);
    }

    #[test]
    fn a_lane_is_found_again_by_an_equal_model_and_one_of_totals_does_not_stand_for_one_of_days() {
        let mut store = Store::default();
        let model = || store_model();
        let first = Store::default().known(model());
        let mut lane = store.take(&first, Detail::Totals);
        reached(&mut lane, 10);
        store.put(vec![lane]);
        let again = store.known(model());
        assert!(Arc::ptr_eq(&again, &first));
        let lane = store.take(&again, Detail::Totals);
        assert_eq!(lane.runs(), 10);
        store.put(vec![lane]);
        assert_eq!(store.take(&again, Detail::Days).runs(), 0);
    }

    fn store_model() -> Model {
        model_of(&first_plan(), None, &Asked::default()).unwrap()
    }
}

//! Lists that are being brought in: read on one thread, put together with the plan on another, shown as a preview, and
//! taken or left by the manager. Nothing in the plan changes before that.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::import::reconcile::{Options, Preview, preview};
use super::import::{Gathered, gather};
use super::job::{Job, Look, Wake};
use super::view::import::{PreviewSummary, summary};
use crate::domain::edit::Edit;
use crate::domain::plan::Plan;

/// Lists on their way into a plan.
pub struct ImportSession {
    base: Option<Arc<Plan>>,
    /// What the manager has decided so far.
    options: Options,
    reading: Option<Job<Gathered>>,
    gathered: Option<Arc<Gathered>>,
    matching: Option<Job<(Preview, PreviewSummary)>>,
    preview: Option<(Preview, PreviewSummary)>,
    failed: bool,
    revision: u64,
    wake: Wake,
}

impl std::fmt::Debug for ImportSession {
    /// Says nothing of what is in the lists.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImportSession").field("revision", &self.revision).finish_non_exhaustive()
    }
}

impl ImportSession {
    /// Starts to read. `base` is the plan they are brought into; `today` is taken for the lists' date until it is said.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start(
        base: Option<Arc<Plan>>,
        paths: Vec<PathBuf>,
        today: NaiveDate,
        wake: Wake,
    ) -> std::io::Result<Self> {
        let teams: Vec<String> =
            base.iter().flat_map(|plan| plan.teams.iter().map(|team| team.name.clone())).collect();
        let read = move || {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            gather(&paths, &teams)
        };
        Ok(Self {
            reading: Some(Job::start("read lists", wake.clone(), read)?),
            base,
            options: Options::new(today),
            gathered: None,
            matching: None,
            preview: None,
            failed: false,
            revision: 0,
            wake,
        })
    }

    /// Whether files are being read or put together with the plan.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some() || self.matching.is_some()
    }

    /// Whether the program made a mistake over the lists, so that there will be no preview.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Looks at the threads, without waiting.
    pub fn collect(&mut self) {
        if let Some(job) = &self.reading {
            match job.look() {
                Look::Working => {}
                Look::Failed => {
                    self.reading = None;
                    self.failed = true;
                }
                Look::Done(gathered) => {
                    self.reading = None;
                    // A census says itself which day it is as at; a list does not.
                    if gathered.children.rows.is_empty()
                        && gathered.staff.is_empty()
                        && let Some(day) =
                            gathered.censuses.iter().filter_map(|census| census.reference_date).max()
                    {
                        self.options.as_at = day;
                    }
                    // Absences alone say nothing of how the children stand: the plan's date stays.
                    if gathered.children.counts.is_empty()
                        && gathered.staff_counts.is_empty()
                        && gathered.censuses.is_empty()
                        && !gathered.absence_counts.is_empty()
                        && let Some(base) = &self.base
                    {
                        self.options.as_at = base.about.as_at;
                    }
                    self.gathered = Some(Arc::new(gathered));
                    self.put_together();
                }
            }
        }
        if let Some(job) = &self.matching {
            match job.look() {
                Look::Working => {}
                Look::Failed => {
                    self.matching = None;
                    self.failed = true;
                }
                Look::Done(preview) => {
                    self.matching = None;
                    self.preview = Some(preview);
                }
            }
        }
    }

    /// Takes note of the plan as it is now: what was edited meanwhile must not be undone by accepting.
    pub fn keep_up(&mut self, plan: &Arc<Plan>) {
        if self.base.as_ref().is_none_or(|base| !Arc::ptr_eq(base, plan)) {
            self.base = Some(Arc::clone(plan));
            self.put_together();
        }
    }

    /// The plan's date, where these lists are older than the plan they are brought into.
    pub fn older_than(&self) -> Option<NaiveDate> {
        let plan = self.base.as_ref().filter(|plan| !plan.children.is_empty())?;
        (self.options.as_at < plan.about.as_at).then_some(plan.about.as_at)
    }

    /// What the manager has decided so far.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Takes a decision, and puts everything together again.
    pub fn decide(&mut self, decide: impl FnOnce(&mut Options)) {
        let before = self.options.clone();
        decide(&mut self.options);
        if before != self.options {
            self.put_together();
        }
    }

    /// An earlier matching that is still under way is let go: its result would be of earlier decisions.
    fn put_together(&mut self) {
        let Some(gathered) = self.gathered.clone() else { return };
        let (base, options) = (self.base.clone(), self.options.clone());
        self.revision += 1;
        let revision = self.revision;
        let work = move || {
            let preview = preview(base.as_deref(), &gathered, &options);
            let summary = summary(&preview, revision);
            (preview, summary)
        };
        match Job::start("put lists together", self.wake.clone(), work) {
            Ok(job) => self.matching = Some(job),
            Err(_) => self.failed = true,
        }
    }

    /// The preview and its tables, as soon as there is one.
    pub fn preview(&self) -> Option<(&Preview, &PreviewSummary)> {
        self.preview.as_ref().map(|(preview, summary)| (preview, summary))
    }

    /// The lists that were read.
    pub fn gathered(&self) -> Option<&Gathered> {
        self.gathered.as_deref()
    }

    /// The one edit that takes everything in; `None` while decisions are still being worked out.
    pub fn edit(&self) -> Option<Edit> {
        if self.is_reading() || self.failed {
            return None;
        }
        self.preview.as_ref().map(|(preview, _)| preview.edit.clone())
    }
}

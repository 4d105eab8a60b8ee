//! Long work on a named thread of its own, so that the window never waits. A panic in it is a message.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// Called when there is something to collect, so that the window draws again. It never names the window.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Work that is under way.
#[derive(Debug)]
pub struct Job<T> {
    result: Receiver<T>,
}

/// What became of a job when it was looked at.
#[derive(Debug)]
pub enum Look<T> {
    /// Still at work.
    Working,
    /// Finished.
    Done(T),
    /// It ended without a result, which is a fault of the program.
    Failed,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread called `name`.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start(name: &str, wake: Wake, work: impl FnOnce() -> T + Send + 'static) -> std::io::Result<Self> {
        let (sender, result) = sync_channel(1);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let outcome = work();
            // Nobody waits any more when the window has gone: there is nothing to be done about that.
            if sender.send(outcome).is_ok() {
                wake();
            }
        })?;
        Ok(Self { result })
    }

    /// Looks, without waiting.
    pub fn look(&self) -> Look<T> {
        match self.result.try_recv() {
            Ok(outcome) => Look::Done(outcome),
            Err(TryRecvError::Empty) => Look::Working,
            Err(TryRecvError::Disconnected) => Look::Failed,
        }
    }

    /// Waits for the end: for the terminal, tests and the last save before the program ends.
    pub fn wait(self) -> Option<T> {
        self.result.recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_job_is_told_and_does_not_spread() {
        let job: Job<u32> = Job::start("test", Arc::new(|| {}), || panic!("on purpose")).unwrap();
        assert_eq!(job.wait(), None);
    }

    #[test]
    fn a_job_hands_its_result_over() {
        let job = Job::start("test", Arc::new(|| {}), || 7).unwrap();
        assert_eq!(job.wait(), Some(7));
    }
}

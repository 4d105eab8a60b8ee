//! Long work on a named thread of its own, so that the window never waits. A panic in it is a message.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel, sync_channel};

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

/// A thread that is handed work, one piece after another, and tells news of it. It ends when this is dropped.
#[derive(Debug)]
pub struct Keeper<W, N> {
    work: Sender<W>,
    news: Receiver<N>,
}

/// The way back from the thread of a [`Keeper`].
pub struct Teller<N> {
    sender: Sender<N>,
    wake: Wake,
}

impl<N> Clone for Teller<N> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), wake: Arc::clone(&self.wake) }
    }
}

impl<N> Teller<N> {
    /// Tells something, and wakes whoever collects it.
    pub fn tell(&self, news: N) {
        // Nobody listens any more when the document is closed: there is nothing to be done about that.
        if self.sender.send(news).is_ok() {
            (self.wake)();
        }
    }
}

impl<W: Send + 'static, N: Send + 'static> Keeper<W, N> {
    /// Starts the thread. `begin` is called on it, and what that returns does the work: the newest piece there is, since
    /// older ones are of no use any more.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start<D: FnMut(&W)>(
        name: &str,
        wake: Wake,
        begin: impl FnOnce(Teller<N>) -> D + Send + 'static,
    ) -> std::io::Result<Self> {
        let (work, asked) = channel::<W>();
        let (sender, news) = channel::<N>();
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let mut work_on = begin(Teller { sender, wake });
            while let Ok(first) = asked.recv() {
                let newest = asked.try_iter().last().unwrap_or(first);
                work_on(&newest);
            }
        })?;
        Ok(Self { work, news })
    }

    /// Hands work over; back, if the thread has ended.
    pub fn give(&self, work: W) -> Option<W> {
        self.work.send(work).err().map(|back| back.0)
    }

    /// The next news, without waiting.
    ///
    /// # Errors
    /// When there is none, and when there will be none because the thread has ended.
    pub fn news(&self) -> Result<N, TryRecvError> {
        self.news.try_recv()
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

//! How far runs have come, said on standard error: on one line that is written over where that is a terminal.

use std::io::{self, IsTerminal as _, Write};
use std::time::{Duration, Instant};

use super::say;
use crate::app::forecast::wanted::Wanted;
use crate::app::words::{count, thousands};

/// How often a terminal is told how far the work has come.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// What is said of runs while they are played.
pub(super) struct Progress<'m> {
    messages: &'m mut dyn Write,
    rewritten: bool,
    begun: Instant,
    told: Instant,
    /// As many as there are to be, in words.
    most: String,
    wanted: u32,
    /// "runs", "runs of each plan".
    what: &'static str,
}

impl<'m> Progress<'m> {
    /// Begins now.
    pub(super) fn new(wanted: &Wanted, what: &'static str, messages: &'m mut dyn Write) -> Self {
        let at_most = if wanted.error.is_some() { "at most " } else { "" };
        Self {
            messages,
            rewritten: io::stderr().is_terminal(),
            begun: Instant::now(),
            told: Instant::now(),
            most: format!("{at_most}{}", thousands(wanted.most as usize)),
            wanted: wanted.most,
            what,
        }
    }

    /// So many there are. `step`: a number at which to look.
    pub(super) fn tell(&mut self, done: u32, step: bool) {
        let (most, what) = (&self.most, self.what);
        let text = thousands(done as usize);
        if self.rewritten && (step || self.told.elapsed() >= TELL_EVERY) {
            self.told = Instant::now();
            write!(self.messages, "\r{text} of {most} {what} ").and_then(|()| self.messages.flush()).ok();
        } else if !self.rewritten && step && done < self.wanted {
            say(self.messages, &format!("{text} of {most} {what}"));
        }
    }

    /// Takes away what was said on a line that is written over.
    pub(super) fn clear(&mut self) {
        if self.rewritten {
            write!(self.messages, "\r{:50}\r", "").ok();
        }
    }

    /// There will be no more.
    pub(super) fn end(mut self, runs: u32, stopped: bool) {
        self.clear();
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = f64::from(runs) / seconds.max(1e-9);
        let one = self.what.replacen("runs", "run", 1);
        let runs = count(runs as usize, &one, self.what);
        let end = if stopped { "Stopped after " } else { "" };
        say(self.messages, &format!("{end}{runs} in {seconds:.1} seconds, {rate:.0} runs a second"));
    }
}

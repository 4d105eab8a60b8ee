//! Ctrl+C: the first asks for what there is so far, the second ends the program.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Somebody has pressed Ctrl+C.
static ASKED: AtomicBool = AtomicBool::new(false);
/// The runs are to end, because of that or because there are enough.
static STOP: AtomicBool = AtomicBool::new(false);
/// Runs are being played: otherwise there is nothing to wait for.
static PLAYING: AtomicBool = AtomicBool::new(false);
static HANDLER: OnceLock<bool> = OnceLock::new();

/// The status of a program that was ended by Ctrl+C.
const ENDED: i32 = 130;

/// Does `work` with a flag that Ctrl+C sets.
pub(super) fn with<T>(work: impl FnOnce(&'static AtomicBool) -> T) -> T {
    STOP.store(false, Ordering::Relaxed);
    PLAYING.store(true, Ordering::Relaxed);
    // Without a handler Ctrl+C ends the program, as ever: that is no reason not to go on.
    HANDLER.get_or_init(|| {
        let asked = || {
            if ASKED.swap(true, Ordering::Relaxed) || !PLAYING.load(Ordering::Relaxed) {
                std::process::exit(ENDED);
            }
            STOP.store(true, Ordering::Relaxed);
        };
        ctrlc::set_handler(asked).is_ok()
    });
    let done = work(&STOP);
    PLAYING.store(false, Ordering::Relaxed);
    done
}

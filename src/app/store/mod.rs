//! Text in and out of files, safely. Knows nothing of what the text means.
//!
//! # Promises
//! - While saving, either the old or the new content is whole on the disk at every moment, and an error says which.
//! - A file that changed since it was opened is never replaced without asking, judged by content.
//! - Nothing that fails leaves a file with names in it behind, except a copy kept on purpose and named in the error.
//! - Every error is a sentence for the person at the screen: what happened, that nothing is lost, what to do.
//!   Sentences name files, so they are not for logs.
//!
//! # Non-goals
//! - Merging two versions of a plan; telling good text from bad; encryption.

mod disk;
mod fingerprint;
mod open;
mod open_error;
mod recovery;
mod save;
mod save_error;
mod settings;

pub use fingerprint::Fingerprint;
pub use open::{Opened, OpenedBytes, open, open_bytes};
pub use open_error::OpenError;
pub use recovery::{Kept, KeptWork, Recovery, RecoveryError, Slot};
pub use save::{Overwrite, Saved, save, save_bytes};
pub use save_error::{Fate, SaveError};
pub use settings::{Settings, SettingsError, SettingsFile, Theme};

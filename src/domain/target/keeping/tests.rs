//! Whether a run keeps promises.

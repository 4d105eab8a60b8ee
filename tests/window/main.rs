//! The whole window, driven as a person drives it: by what can be read and pressed, with the mouse or the keyboard.
//!
//! Nothing is drawn to a screen. Files are real, in folders that go away with the test.

mod documents;
mod editing;
mod finding;
mod screens;
mod sequences;
mod support;
mod ways_out;

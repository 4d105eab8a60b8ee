//! The rota: who is away and on duty when, whether leave is safe, who covers, and what supervision and leave are due
//! (docs/MODEL.md §15 to §19).
//!
//! Everything here reads a plan and proposes; a change is an [`crate::domain::edit::Edit`] like any other.

#[cfg(test)]
pub(in crate::domain) mod any;
pub mod cover;
pub mod days;
pub mod due;
pub mod duty;
pub mod entitlement;
pub mod handover;
pub mod managers;
pub mod request;
pub mod sickness;
pub mod supervision;
mod words;

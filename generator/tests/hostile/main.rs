//! Hostile documents: by default, the command rejects them, warns, or generates harmless output.
//!
//! A larger collection beside the repository is read when it is there; the cases here pin what we chose where a
//! reader may choose. Every document is read by a process of its own, whose time is limited.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod choices;
mod collection;
mod growth;
mod pattern_costs;
mod reports;
mod run;
mod strings;

//! Differences between two versions of a document: on the wire, for callers of the generated crate, and for those who implement its
//! trait.
//!
//! Both versions are lowered first, so that what makes no difference in Rust or on the wire is no difference here.

#[cfg(feature = "cli")]
pub mod counterexample;
mod model;
mod wire;

pub use model::{
    Between, ChangeSubject, Counterexample, MessagePart, RustChange, SemverLevel, ValueStep,
    WireChange, WireEffect, WirePlace,
};
pub use wire::{WireKindRow, compare as compare_wire, wire_kinds};

//! The OpenAPI generator: a document in, a Rust crate out.
//!
//! ```text
//! Source --load--> Document --lower--> Api (IR) --analysis--> Analysis --emit--> Vec<Module>
//!         \________ &mut Diagnostics ________/ |                                      |
//!                                              |         Plan <--write-- Vec<File> <--format
//!                                              |
//!                                              gate: after it, nothing about the document fails
//! ```
//!
//! [`Generator`] is the pipeline, for programs; [`Build`] is it for build scripts.

pub mod analysis;
mod build;
mod bytes;
#[cfg(feature = "cli")]
pub mod compare;
pub mod diagnostic;
#[cfg(feature = "cli")]
pub mod diff;
pub mod drift;
mod embed;
pub mod emit;
mod escape;
pub mod facts;
pub mod format;
mod generator;
mod header_names;
pub mod ir;
mod json_path;
pub mod load;
pub mod lower;
pub mod package;
mod parallel;
pub mod pattern;
mod pipeline;
mod pointer;
pub mod propose;
#[cfg(feature = "cli")]
pub mod prove;
mod report;
pub mod resolve;
mod skip;
pub mod source;
mod spec_name;
#[cfg(feature = "cli")]
pub mod surface;
pub mod write;

pub use build::Build;
pub use generator::{Generator, RunOutcome};
pub use ir::DateTimes;
pub use pipeline::{Generated, OutputKind};
pub use report::{report_stale, report_unwritable};

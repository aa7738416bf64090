//! The targets: each takes bytes, and panics if a promise is broken. cargo-fuzz finds the bytes by coverage; the program of this
//! crate draws them at random on stable, from a seed.
#![allow(missing_docs, reason = "the modules and functions of one program")]
#![allow(unreachable_pub, reason = "the modules and functions of one program")]

pub mod bytes;
pub mod codec;
pub mod document_bytes;
pub mod document_structure;
pub mod draw;
pub mod generate;
pub mod generated;
pub mod instance;
pub mod json_text;
pub mod keywords;
pub mod multipart;
pub mod pages;
pub mod parameters;
pub mod path_templates;
pub mod patterns;
pub mod reached;
pub mod runner;
pub mod signing;
pub mod streams;
pub mod target;
pub mod tree;
pub mod wire_server;

pub use target::{TARGETS, Target};

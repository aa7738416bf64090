//! Modules that the build script generates, and the lists of their types and of the seeds.

include!(concat!(env!("OUT_DIR"), "/generated.rs"));

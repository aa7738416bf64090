//! Runs targets on stable: a supervisor starts a worker process per target, and starts it again behind an input that ended it.
//!
//! An input is a function of the seed and its number, so a failure is repeated by its number. A worker notes the number before each
//! input. When the process dies (abort, stack overflow) or stands still, the supervisor knows the input.

pub mod options;
mod supervisor;
mod worker;

pub use options::Options;
pub use supervisor::supervise;
pub use worker::work;

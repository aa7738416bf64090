//! The command `bindwright`: generates, checks and explains. Reports go to stderr, results to stdout.

mod command;

use std::process::ExitCode;

/// A document becomes millions of small strings: the allocator is a third of the work with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::Command::from_arguments().run()
}

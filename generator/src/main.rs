//! The command `bindwright`: generates, checks and explains. Reports go to stderr, results to stdout.

mod command;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    command::Command::parse().run()
}

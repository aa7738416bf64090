//! `--no-strict`: turns a switch off that `bindwright.toml` turns on.
//!
//! Each switch that a file can have has such a form, and whichever of the two comes last counts. The options of the file come
//! before those that the user typed, so the user wins:
//!
//! ```text
//! bindwright.toml: strict = true      $ bindwright check --no-strict
//!                                       = bindwright check --strict --no-strict
//! ```

use std::ffi::OsString;

use clap::{Arg, ArgAction, CommandFactory as _, FromArgMatches as _};

use super::Command;
use super::options::Options;

/// The subcommands that read the file.
const CONFIGURED: [&str; 2] = ["generate", "check"];

/// The command line; ends the process if it is invalid.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Command {
    let mut matches = command().get_matches_from(arguments);
    Command::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit())
}

/// The command with the off form of each switch.
fn command() -> clap::Command {
    CONFIGURED
        .into_iter()
        .fold(Command::command(), |command, name| {
            command.mut_subcommand(name, with_off_forms)
        })
}

fn with_off_forms(command: clap::Command) -> clap::Command {
    let options = Options::from(&command);
    let switches: Vec<String> = options.switches().map(str::to_owned).collect();
    switches.into_iter().fold(command, |command, name| {
        let off = format!("no-{name}");
        let id = name.replace('-', "_");
        let command = command.mut_arg(&id, |switch| switch.overrides_with(off.clone()));
        let help = format!("Turn off `--{name}`");
        let form = Arg::new(off.clone()).long(off).help(help).hide(true);
        command.arg(form.action(ArgAction::SetTrue).overrides_with(id))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}

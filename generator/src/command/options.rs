//! The options that `bindwright.toml` can have: those of a subcommand, but for those that say what one run does.

use std::ffi::OsString;

use clap::{ArgAction, CommandFactory as _};

use super::Command;

/// The key for the arguments without a name.
pub(super) const SPEC: &str = "spec";

/// Options of `generate` that say what one run does.
const OF_ONE_RUN: [&str; 6] = [
    "check",
    "dry-run",
    "message-format",
    "color",
    "config",
    "help",
];

/// The options of a subcommand that a file can have.
pub(super) struct Options {
    command: clap::Command,
}

impl From<&clap::Command> for Options {
    fn from(subcommand: &clap::Command) -> Self {
        Self {
            command: subcommand.clone(),
        }
    }
}

impl Options {
    pub(super) fn of(subcommand: &str) -> Self {
        let mut command = Command::command();
        let found = command.find_subcommand_mut(subcommand);
        Self::from(&*found.unwrap_or(&mut clap::Command::default()))
    }

    /// The keys that are switches.
    pub(super) fn switches(&self) -> impl Iterator<Item = &str> {
        let keys = self.keys().filter(|(_, is_switch)| *is_switch);
        keys.map(|(key, _)| key)
    }

    /// The keys, each with whether it is a switch.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, bool)> {
        let options = self.command.get_arguments().filter_map(|argument| {
            let is_switch = matches!(argument.get_action(), ArgAction::SetTrue);
            Some((argument.get_long()?, is_switch))
        });
        let options = options.filter(|(name, _)| !OF_ONE_RUN.contains(name));
        options.chain(std::iter::once((SPEC, false)))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.keys().any(|(known, _)| known == key)
    }

    /// Why the command line does not accept an option; `None` if it does.
    pub(super) fn problem(&self, arguments: &[OsString]) -> Option<String> {
        let command = self.command.clone().no_binary_name(true);
        let all = arguments.iter().cloned();
        let error = command.try_get_matches_from(all).err()?;
        let text = error.to_string();
        let line = text.lines().next().unwrap_or_default();
        Some(line.trim_start_matches("error: ").to_owned())
    }
}

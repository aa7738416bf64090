//! `bindwright completions SHELL` and `bindwright man`: both are derived from the command line itself.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Command;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell that reads the script.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut Command::command(),
            "bindwright",
            &mut script,
        );
        super::output::text(&String::from_utf8_lossy(&script));
        ExitCode::SUCCESS
    }
}

/// Prints one page that covers the command and each of its subcommands.
pub(super) fn man() -> ExitCode {
    let mut page = Vec::new();
    let mut command = Command::command();
    command.build();
    let mut result = clap_mangen::Man::new(command.clone()).render(&mut page);
    for subcommand in command
        .get_subcommands()
        .filter(|one| one.get_name() != "help")
    {
        let section = clap_mangen::Man::new(subcommand.clone());
        result = result
            .and_then(|()| section.render_synopsis_section(&mut page))
            .and_then(|()| section.render_description_section(&mut page))
            .and_then(|()| section.render_options_section(&mut page));
    }
    match result {
        Ok(()) => {
            super::output::text(&String::from_utf8_lossy(&page));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bindwright: {error}");
            ExitCode::FAILURE
        }
    }
}

//! Reports and results to the terminal, or to a program.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use bindwright::diagnostic::{Colour, Diagnostics, render, render_json};
use bindwright::ir::Api;

use super::{ColorChoice, Common, MessageFormat};

/// Findings: something to act on.
pub(super) const FINDINGS: u8 = 1;

/// Prints the reports, and tells the exit status that they ask for.
pub(super) fn report(diagnostics: &Diagnostics, common: &Common) -> ExitCode {
    match common.message_format {
        MessageFormat::Human => line_to_stderr(&render(diagnostics, colour(common.color))),
        MessageFormat::Json => text(&render_json(diagnostics)),
    }
    if diagnostics.has_errors() {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    }
}

/// Prints a result for people; programs have their JSON.
pub(super) fn say(common: &Common, line: &str) {
    match common.message_format {
        MessageFormat::Human => text(&format!("{line}\n")),
        MessageFormat::Json => {}
    }
}

/// Says how many operations were left out, if any were.
pub(super) fn left_out(common: &Common, diagnostics: &Diagnostics, api: &Api) {
    let left_out = diagnostics.left_out();
    if left_out > 0 {
        let all = left_out + api.operations.len();
        say(
            common,
            &format!("{left_out} of {} left out", count(all, "operation")),
        );
    }
}

/// Prints to stdout; a reader that is gone is no concern.
pub(super) fn text(text: &str) {
    std::io::stdout().write_all(text.as_bytes()).ok();
}

fn line_to_stderr(text: &str) {
    if !text.is_empty() {
        std::io::stderr()
            .write_all(format!("{}\n", text.trim_end()).as_bytes())
            .ok();
    }
}

fn colour(choice: ColorChoice) -> Colour {
    let wanted = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
        }
    };
    if wanted {
        Colour::Always
    } else {
        Colour::Never
    }
}

/// `1 type`, `2 types`.
pub(super) fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

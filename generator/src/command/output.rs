//! Prints reports and results, for people or for programs.
//!
//! Reports go to stderr, so that stdout can be piped. With `--message-format json`, stdout has one report per line and nothing
//! else: what is only for people is not printed.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use bindwright::diagnostic::{Colour, Diagnostics, render, render_json};
use bindwright::ir::Api;

use super::{ColorChoice, Common, MessageFormat};

/// The exit status if a report is an error.
pub(super) const FAILURE: u8 = 1;

/// The exit status for an invalid command line.
const INVALID: u8 = 2;

/// Prints the reports and returns the exit status.
pub(super) fn report(diagnostics: &Diagnostics, common: &Common) -> ExitCode {
    match common.message_format {
        MessageFormat::Human => line_to_stderr(&render(diagnostics, colour(common.color))),
        MessageFormat::Json => text(&render_json(diagnostics)),
    }
    if diagnostics.has_errors() {
        ExitCode::from(FAILURE)
    } else {
        ExitCode::SUCCESS
    }
}

/// Prints why a command line cannot be run, and returns the exit status for that.
pub(super) fn reject(problem: &str) -> ExitCode {
    line_to_stderr(&format!("error: {problem}"));
    ExitCode::from(INVALID)
}

/// Prints a result for people; programs read the JSON.
pub(super) fn say(common: &Common, line: &str) {
    match common.message_format {
        MessageFormat::Human => text(&format!("{line}\n")),
        MessageFormat::Json => {}
    }
}

/// Prints how many operations were left out, if any.
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

/// Prints to stdout. It is not an error if the reader has closed it.
pub(super) fn text(text: &str) {
    std::io::stdout().write_all(text.as_bytes()).ok();
}

/// Prints to stderr. It is not an error if the reader has closed it.
pub(super) fn line_to_stderr(text: &str) {
    if !text.is_empty() {
        std::io::stderr()
            .write_all(format!("{}\n", text.trim_end()).as_bytes())
            .ok();
    }
}

/// `auto` means colours on a terminal, unless `NO_COLOR` is set (<https://no-color.org>).
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

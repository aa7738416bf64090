//! Reports -> text for a terminal (in the manner of rustc), or one JSON object a line for programs.

use super::{Code, Diagnostic, Diagnostics};

/// Whether text carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Always,
}

/// All reports as text, each with its code, its place and advice.
#[must_use]
pub fn render(diagnostics: &Diagnostics, _colour: Colour) -> String {
    diagnostics.iter().map(line).collect()
}

/// All reports, one JSON object a line.
#[must_use]
pub fn render_json(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(line).collect()
}

fn line(diagnostic: &Diagnostic) -> String {
    let code: Code = diagnostic.code();
    format!(
        "{}: {} at {}\n",
        code.number(),
        super::escape(diagnostic.message()),
        diagnostic.place().pointer
    )
}

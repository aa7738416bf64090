//! Reports -> text for a terminal (in the manner of rustc), or one JSON object a line for programs.
//!
//! Every text of a document that is printed, excerpts included, is on one line, free of control characters, and cut
//! around what is underlined.
//!
//! `annotate-snippets` draws the excerpts. It shows whole lines, and a line of a minified document can have megabytes, so
//! `excerpt` cuts lines first, and `with_true_column` corrects the column that the renderer counted in the cut line.

mod excerpt;
mod json;
mod spans;

pub use json::render_json;

use std::fmt::Write as _;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use super::{Diagnostic, Diagnostics, Severity, Tally, escape};
use excerpt::Excerpt;
use spans::{Located, Spans};

/// Whether text carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Always,
}

/// All reports as text: code and message, the place with an excerpt, advice; then how many there were.
#[must_use]
pub fn render(diagnostics: &Diagnostics, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(excerpt::WIDTH + 40);
    let spans = Spans::of(diagnostics);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let shown = renderer.render(&[group(diagnostic, &spans)]);
        text.push_str(&with_true_column(shown, diagnostic, &spans));
        text.push_str("\n\n");
    }
    text.push_str(&summary(diagnostics.tally(), diagnostics.dropped()));
    text
}

fn group<'d>(diagnostic: &'d Diagnostic, spans: &Spans<'_>) -> Group<'d> {
    let code = diagnostic.code();
    let title = level(diagnostic.severity())
        .primary_title(escape(diagnostic.message()))
        .id(code.number());
    let mut group = Group::with_title(title);
    let mut related: Vec<_> = diagnostic
        .related()
        .iter()
        .filter_map(|(place, label)| Some((spans.get(place)?, label.as_str())))
        .collect();
    if let Some(located) = spans.get(diagnostic.place()) {
        let (beside, elsewhere) = related
            .into_iter()
            .partition(|(other, _)| excerpt::share_line(&located, other));
        related = elsewhere;
        group = group.element(primary(&located, &beside));
    }
    group = group.elements(
        related
            .iter()
            .map(|(located, label)| secondary(located, label)),
    );
    if !diagnostic.place().pointer.as_str().is_empty() {
        let pointer = escape(&diagnostic.place().pointer.to_string());
        group = group.element(Level::NOTE.with_name("at").message(pointer));
    }
    group.elements(
        diagnostic
            .advice()
            .map(|advice| Level::HELP.message(escape(advice))),
    )
}

/// The column in the file: where the line is cut, the renderer counts it in what is left.
fn with_true_column(shown: String, diagnostic: &Diagnostic, spans: &Spans<'_>) -> String {
    let Some(located) = spans.get(diagnostic.place()) else {
        return shown;
    };
    let excerpt = Excerpt::of(located.file.text(), &located.lines, located.span.clone());
    let name = escape(located.file.name());
    let counted = format!("{name}:{}:{}", excerpt.line, excerpt.shown_column());
    shown.replacen(
        &counted,
        &format!("{name}:{}:{}", excerpt.line, excerpt.column),
        1,
    )
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The place with its excerpt; what stands on the same line is labelled in it.
fn primary(located: &Located<'_>, beside: &[(Located<'_>, &str)]) -> Element<'static> {
    let name = escape(located.file.name());
    let excerpt = Excerpt::of(located.file.text(), &located.lines, located.span.clone());
    if excerpt.text.trim().is_empty() {
        let origin = Origin::path(name)
            .line(excerpt.line)
            .char_column(excerpt.column);
        return origin.into();
    }
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
    let mark = AnnotationKind::Primary.span(excerpt.marked);
    let labels = beside.iter().map(|(other, label)| {
        let excerpt = Excerpt::of(other.file.text(), &other.lines, other.span.clone());
        AnnotationKind::Context
            .span(excerpt.marked)
            .label(escape(label))
    });
    snippet
        .path(name)
        .annotation(mark)
        .annotations(labels)
        .into()
}

fn secondary(located: &Located<'_>, label: &str) -> Snippet<'static, Annotation<'static>> {
    let excerpt = Excerpt::of(located.file.text(), &located.lines, located.span.clone());
    let mark = AnnotationKind::Context
        .span(excerpt.marked)
        .label(escape(label));
    let name = escape(located.file.name());
    Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(name)
        .annotation(mark)
}

/// `2 errors, 1 warning`, and how many are not shown; empty when nothing was reported.
fn summary(tally: Tally, dropped: usize) -> String {
    let counts = [
        (tally.errors, "error"),
        (tally.warnings, "warning"),
        (tally.notes, "note"),
    ];
    let shown: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if shown.is_empty() {
        return String::new();
    }
    let mut text = shown.join(", ");
    if dropped > 0 {
        let _infallible = write!(
            text,
            " ({dropped} more than are shown: `--limit reports=N`)"
        );
    }
    text.push('\n');
    text
}

//! Reports -> text for a terminal (in the manner of rustc), or one JSON object a line for programs.
//!
//! Every text of a document that is printed, excerpts included, is on one line, free of control characters, and cut
//! around what is underlined.
//!
//! `annotate-snippets` draws the excerpts. It shows whole lines, and a line of a minified document can have megabytes, so
//! `excerpt` cuts lines first, and `with_true_column` corrects the column that the renderer counted in the cut line.

mod excerpt;
mod groups;
mod json;
mod spans;

pub use json::render_json;

use std::fmt::Write as _;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use super::{Diagnostic, Diagnostics, Severity, Tally, escape};
use crate::source::Position;
use excerpt::Excerpt;
use groups::{ReportGroup, groups};
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
    let (groups, hidden) = groups(diagnostics, diagnostics.limit());
    let printed = groups.iter().flat_map(|group| {
        let equal = group.equal.iter().take(OTHERS).copied();
        let similar = group.similar.iter().take(OTHERS).map(|other| other.first);
        std::iter::once(group.first).chain(equal).chain(similar)
    });
    let spans = Spans::of(diagnostics.sources(), printed);
    let mut text = String::new();
    for group in &groups {
        let shown = renderer.render(&[section(group, &spans)]);
        text.push_str(&with_true_column(shown, group.first, &spans));
        text.push_str("\n\n");
    }
    text.push_str(&summary(
        diagnostics.tally(),
        diagnostics.dropped() + hidden,
    ));
    text
}

/// How many places of equal reports are printed besides the first.
const OTHERS: usize = 3;

fn section<'d>(reports: &ReportGroup<'d>, spans: &Spans<'_>) -> Group<'d> {
    let diagnostic = reports.first;
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
    for line in others(reports, spans) {
        group = group.element(Level::NOTE.with_name("also").message(line));
    }
    group.elements(
        diagnostic
            .advice()
            .map(|advice| Level::HELP.message(escape(advice))),
    )
}

/// The first of the other places and messages of a group, and how many more there are.
fn others(reports: &ReportGroup<'_>, spans: &Spans<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let equal = reports.equal.iter().take(OTHERS);
    let mut places: Vec<String> = equal.map(|other| position(other, spans)).collect();
    let more = reports.equal.len().saturating_sub(OTHERS);
    if more > 0 {
        places.push(more_places(more));
    }
    if let Some(last) = places.pop() {
        lines.push(match places.as_slice() {
            [] => format!("at {last}"),
            places => format!("at {} and {last}", places.join(", ")),
        });
    }
    let similar = reports.similar.iter().take(OTHERS);
    lines.extend(similar.map(|other| {
        let (message, at) = (escape(other.first.message()), position(other.first, spans));
        match other.len() {
            1 => format!("{message} ({at})"),
            count => format!("{message} ({at} and {})", more_places(count - 1)),
        }
    }));
    let rest: usize = reports
        .similar
        .iter()
        .skip(OTHERS)
        .map(ReportGroup::len)
        .sum();
    if rest > 0 {
        lines.push(format!("{rest} more of this kind"));
    }
    lines
}

fn more_places(count: usize) -> String {
    format!("{count} more place{}", if count == 1 { "" } else { "s" })
}

/// `api.yaml:7:25`, or the pointer of a place without text.
fn position(diagnostic: &Diagnostic, spans: &Spans<'_>) -> String {
    match spans.get(diagnostic.place()) {
        Some(located) => {
            let Position { line, column } = located.lines.position(located.span.start);
            format!("{}:{line}:{column}", escape(located.file.name()))
        }
        None => escape(&diagnostic.place().pointer.to_string()),
    }
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

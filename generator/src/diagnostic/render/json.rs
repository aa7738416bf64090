//! Reports -> one JSON object a line, for editors and scripts.
//!
//! ```json
//! {"code": "BW0306", "severity": "error", "message": "…", "help": ["…"], "pointer": "/components/schemas/A/minimum",
//!  "file": "api.yaml", "line": 7, "column": 31, "end": {"line": 7, "column": 32}}
//! ```

use serde_json::{Value, json as object_of};

use super::spans::Spans;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::escape::json;
use crate::source::Position;

/// One JSON object a line: `code`, `severity`, `message`, `help`, `pointer`, `file`, `line`, `column` (from 1, in
/// characters), `end: {line, column}` (exclusive), `related` with the further places and their labels.
#[must_use]
pub fn render_json(diagnostics: &Diagnostics) -> String {
    let spans = Spans::of(diagnostics.sources(), diagnostics.iter());
    diagnostics
        .iter()
        .map(|diagnostic| json(&object(diagnostic, &spans)) + "\n")
        .collect()
}

fn object(diagnostic: &Diagnostic, spans: &Spans<'_>) -> Value {
    let code = diagnostic.code();
    let mut object = object_of!({
        "code": code.number(),
        "severity": severity(diagnostic.severity()),
        "message": diagnostic.message(),
        "help": diagnostic.advice().collect::<Vec<_>>(),
    });
    let related: Vec<_> = diagnostic
        .related()
        .iter()
        .map(|(at, label)| related(at, label, spans))
        .collect();
    if let Value::Object(members) = &mut object {
        members.extend(place(diagnostic.place(), spans));
        if !related.is_empty() {
            members.insert("related".to_owned(), related.into());
        }
    }
    object
}

fn related(at: &Place, label: &str, spans: &Spans<'_>) -> Value {
    let mut members: serde_json::Map<_, _> = place(at, spans).collect();
    members.insert("label".to_owned(), label.into());
    Value::Object(members)
}

fn place(place: &Place, spans: &Spans<'_>) -> impl Iterator<Item = (String, Value)> + use<> {
    let located = spans.get(place);
    let text = located.map(|located| {
        let Position { line, column } = located.lines.position(located.span.start);
        let end = located.lines.position(located.span.end);
        let end = object_of!({"line": end.line, "column": end.column});
        let file = Value::from(located.file.name());
        [
            ("file", file),
            ("line", line.into()),
            ("column", column.into()),
            ("end", end),
        ]
    });
    let pointer = ("pointer", Value::from(place.pointer.as_str()));
    std::iter::once(pointer)
        .chain(text.into_iter().flatten())
        .map(|(name, value)| (name.to_owned(), value))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

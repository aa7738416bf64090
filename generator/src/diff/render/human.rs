//! A comparison for a terminal.

use std::fmt::Write as _;

use super::words;
use crate::diagnostic::escape;
use crate::diff::change::{DocumentChange, Evidence};
use crate::diff::report::DiffReport;

/// The comparison as lines, each change with its places and verdicts.
pub(super) fn human(report: &DiffReport) -> String {
    let mut out = String::new();
    for change in &report.changes {
        one(change, &mut out);
    }
    if !report.documentation.is_empty() {
        out.push_str("documentation\n");
        for change in &report.documentation {
            let place = change.new.as_ref().or(change.old.as_ref());
            let place = place.and_then(|place| place.position.as_ref());
            let place = place.map_or_else(String::new, |place| format!("  {place}"));
            line(&mut out, &format!("  {}{place}", change.subject));
        }
        out.push('\n');
    }
    for entry in &report.unused {
        line(
            &mut out,
            &format!("accepted, but there is no such change: {}", entry.change),
        );
    }
    line(&mut out, &words::summary(report));
    if !report.is_empty() {
        line(&mut out, &words::next_version(&report.version));
    }
    out
}

fn one(change: &DocumentChange, out: &mut String) {
    let values = words::values(change).map_or_else(String::new, |values| format!(" ({values})"));
    let (level, subject, words_) = (change.level().name(), &change.subject, change.words());
    line(out, &format!("{level}: {subject}: {words_}{values}"));
    let places = [("old", &change.old), ("new", &change.new)];
    for (side, place) in places {
        if let Some(place) = place.as_ref().and_then(|place| place.position.as_ref()) {
            line(out, &format!("  {side:<12}  {place}"));
        }
    }
    let items = change.items.len();
    line(out, &format!("  wire          {}", words::wire(change)));
    line(
        out,
        &format!("  callers       {}", words::level(change.callers, items)),
    );
    line(
        out,
        &format!(
            "  implementors  {}",
            words::level(change.implementors, items)
        ),
    );
    for item in &change.items {
        for (sign, signature) in [('-', &item.before), ('+', &item.after)] {
            if let Some(signature) = signature {
                line(out, &format!("    {sign} {}", words::item(item, signature)));
            }
        }
    }
    if !change.used_by.is_empty() {
        line(out, &format!("  used by       {}", words::used_by(change)));
    }
    if let Evidence::Found(example) = &change.evidence {
        line(
            out,
            &format!("  example       {}", words::between(example.between)),
        );
        for text in example.message.lines() {
            line(out, &format!("    | {text}"));
        }
        line(out, &format!("    {}", example.rejection));
    }
    if let Evidence::Impossible(reason) = change.evidence {
        line(out, &format!("  no example    {reason}"));
    }
    if let Some(reason) = &change.accepted {
        line(out, &format!("  accepted      {reason}"));
    }
    line(out, &format!("  id            {}", change.id()));
    out.push('\n');
}

/// A line, with what a terminal would interpret escaped.
fn line(out: &mut String, text: &str) {
    _ = writeln!(out, "{}", escape(text));
}

//! The sentences that all reports share.

use crate::diff::change::{DocumentChange, Evidence};
use crate::diff::model::{Between, RustChange, SemverLevel};
use crate::diff::report::DiffReport;
use crate::diff::version::NextVersion;

/// `2 changes: 1 major, 1 minor; 1 breaks messages`.
pub(super) fn summary(report: &DiffReport) -> String {
    let mut text = count(report.changes.len(), "change");
    let counts = report.counts();
    let parts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| format!("{count} {}", level.name()))
        .collect();
    if !parts.is_empty() {
        text.push_str(": ");
        text.push_str(&parts.join(", "));
    }
    match report.wire_breaks() {
        0 => {}
        1 => text.push_str("; 1 breaks messages"),
        more => text.push_str(&format!("; {more} break messages")),
    }
    if !report.documentation.is_empty() {
        let changed = count(report.documentation.len(), "change");
        text.push_str(&format!("; {changed} of documentation"));
    }
    text
}

/// What the next version has to be.
pub(super) fn next_version(version: &NextVersion) -> String {
    let level = version.level.name();
    let lowest = match (&version.current, &version.lowest) {
        (Some(current), Some(lowest)) => {
            format!("next version: {lowest} or higher ({level}, after {current})")
        }
        (None, _) | (_, None) => format!("next version: a {level} one"),
    };
    match &version.too_low {
        Some(written) if Some(written) == version.current.as_ref() => {
            format!("{lowest}; the new document still says {written}")
        }
        Some(written) => format!("{lowest}; the new document says {written}, which is too low"),
        None => lowest,
    }
}

/// `1 change`, `2 changes`.
pub(super) fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What a change does to messages, in a few words.
pub(super) fn wire(change: &DocumentChange) -> String {
    let effects: Vec<&str> = change.effects.iter().map(|effect| effect.name()).collect();
    let effects = effects.join(", ");
    match &change.evidence {
        Evidence::Found(example) => format!("{effects}: breaks ({})", between(example.between)),
        Evidence::NotFound(0) => format!("{effects}: no message could be tried"),
        Evidence::NotFound(1) => {
            format!("{effects}: the one message that was tried does not break")
        }
        Evidence::NotFound(tried) => format!("{effects}: none of {tried} messages breaks"),
        Evidence::NotNeeded if change.effects.is_empty() => "none".to_owned(),
        Evidence::NotNeeded | Evidence::Impossible(_) => effects,
    }
}

/// Who sends, and who does not understand.
pub(super) fn between(between: Between) -> &'static str {
    match between {
        Between::OldClientNewServer => "old client, new server",
        Between::NewServerOldClient => "new server, old client",
        Between::OldServerNewClient => "old server, new client",
    }
}

/// The values before and after.
pub(super) fn values(change: &DocumentChange) -> Option<String> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => Some(format!("{before} -> {after}")),
        (Some(value), None) | (None, Some(value)) => Some(value.clone()),
        (None, None) => None,
    }
}

/// `Pet::name: String`, or the path alone if the item has no signature.
pub(super) fn item(change: &RustChange, signature: &str) -> String {
    if signature.is_empty() {
        change.item.clone()
    } else {
        format!("{}: {signature}", change.item)
    }
}

/// The operations, or how many there are if they are many.
pub(super) fn used_by(change: &DocumentChange) -> String {
    const SHOWN: usize = 3;
    let first: Vec<&str> = change
        .used_by
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect();
    match change.used_by.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// The verdict for one group of people.
pub(super) fn level(level: SemverLevel, items: usize) -> &'static str {
    match (level, items) {
        (SemverLevel::Patch, 0) => "none",
        (level, _) => level.name(),
    }
}

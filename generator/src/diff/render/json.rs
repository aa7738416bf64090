//! A comparison for programs: one object.

use serde_json::{Value, json};

use crate::diff::change::{DocumentChange, DocumentPlace, Evidence};
use crate::diff::model::{Between, RustChange};
use crate::diff::report::{DiffReport, TextChange};
use crate::escape;

/// The comparison as one object.
pub(super) fn json(report: &DiffReport) -> String {
    let version = &report.version;
    let text = |version: &Option<semver::Version>| version.as_ref().map(ToString::to_string);
    let unused: Vec<&str> = report
        .unused
        .iter()
        .map(|one| one.change.as_str())
        .collect();
    let object = json!({
        "old": report.old,
        "new": report.new,
        "version": {
            "level": version.level.name(),
            "current": text(&version.current),
            "lowest": text(&version.lowest),
            "too_low": text(&version.too_low),
        },
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "documentation": report.documentation.iter().map(documentation).collect::<Vec<_>>(),
        "unused_acceptances": unused,
    });
    format!("{}\n", escape::json(&object))
}

fn change(change: &DocumentChange) -> Value {
    let effects: Vec<&str> = change.effects.iter().map(|effect| effect.name()).collect();
    json!({
        "id": change.id(),
        "kind": change.kind,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
        "wire": {
            "effects": effects,
            "breaks": change.breaks_wire(),
            "evidence": evidence(&change.evidence),
        },
        "callers": change.callers.name(),
        "implementors": change.implementors.name(),
        "items": change.items.iter().map(item).collect::<Vec<_>>(),
        "used_by": change.used_by,
        "old": place(change.old.as_ref()),
        "new": place(change.new.as_ref()),
        "accepted": change.accepted,
    })
}

fn evidence(evidence: &Evidence) -> Value {
    match evidence {
        Evidence::NotNeeded => Value::Null,
        Evidence::NotFound(tried) => json!({"tried": tried}),
        Evidence::Impossible(reason) => json!({"reason": reason}),
        Evidence::Found(example) => json!({
            "sender": match example.between {
                Between::OldClientNewServer => "old client",
                Between::NewServerOldClient => "new server",
                Between::OldServerNewClient => "old server",
            },
            "receiver": match example.between {
                Between::OldClientNewServer => "new server",
                Between::NewServerOldClient => "old client",
                Between::OldServerNewClient => "new client",
            },
            "message": example.message,
            "rejection": example.rejection,
        }),
    }
}

fn item(item: &RustChange) -> Value {
    json!({
        "item": item.item,
        "before": item.before,
        "after": item.after,
        "callers": item.callers.name(),
        "implementors": item.implementors.name(),
    })
}

fn documentation(change: &TextChange) -> Value {
    json!({
        "subject": change.subject,
        "old": place(change.old.as_ref()),
        "new": place(change.new.as_ref()),
    })
}

/// A place in a document; `null` if the version does not have it.
fn place(place: Option<&DocumentPlace>) -> Value {
    let Some(DocumentPlace { pointer, position }) = place else {
        return Value::Null;
    };
    let position = position.as_ref();
    json!({
        "pointer": pointer.as_str(),
        "file": position.map(|at| &at.file),
        "line": position.map(|at| at.line),
        "column": position.map(|at| at.column),
    })
}

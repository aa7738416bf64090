//! Forms with files, and how the properties of forms are written.

use super::about::{About, CompareSite};
use super::extra::{ExtraSide, came};
use super::fields::{ObjectProperty, compare_fields};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::turn::{Turn, WireDirection};
use super::walk::WireWalk;
use crate::ir::{Encoding, FormPart, MultipartForm, PartKind, PropertyEncoding};

/// Notes how forms with files differ.
pub(super) fn compare_forms<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    old: &'a MultipartForm,
    new: &'a MultipartForm,
) {
    let MultipartForm {
        name,
        parts,
        companion: _,
        origin: _,
    } = new;
    for part in parts {
        let FormPart { field, kind } = part;
        let wire = field.wire.as_str();
        let about = About::Property(name, wire);
        let mut others = old.parts.iter();
        let Some(before) = others.find(|one| one.field.wire == wire) else {
            let turn = came(
                WireDirection::Request,
                &ExtraSide::Free,
                ObjectProperty::Field(field).is_required(),
            );
            let values = BeforeAfter::come(ObjectProperty::Field(field).text(walk.apis.new));
            let site = CompareSite::come(about, &field.origin.pointer);
            let at = walk.inside(at, WireStep::Property(wire));
            walk.record(at, site, WireKind::PropertyAdded, turn, values);
            continue;
        };
        let site = CompareSite::new(about, &before.field.origin.pointer, &field.origin.pointer);
        if before.kind != *kind {
            let values = BeforeAfter::both(part_text(before.kind), part_text(*kind));
            let at = walk.inside(at, WireStep::Property(wire));
            walk.record(at, site, WireKind::PartKindChanged, Turn::BOTH, values);
        }
        compare_fields(walk, at, wire, site, &before.field, field);
    }
    for part in &old.parts {
        let field = &part.field;
        let wire = field.wire.as_str();
        if parts.iter().any(|one| one.field.wire == wire) {
            continue;
        }
        let required = ObjectProperty::Field(field).is_required();
        let turn = came(WireDirection::Request, &ExtraSide::Free, required).reversed();
        let values = BeforeAfter::gone(ObjectProperty::Field(field).text(walk.apis.old));
        let site = CompareSite::gone(About::Property(&old.name, wire), &field.origin.pointer);
        let at = walk.inside(at, WireStep::Property(wire));
        walk.record(at, site, WireKind::PropertyRemoved, turn, values);
    }
}

fn part_text(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Value => "a value",
        PartKind::File => "a file",
        PartKind::Files => "any number of files",
    }
}

/// Notes properties of a form that are written in other ways.
pub(super) fn compare_encodings<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: &'a [Encoding],
    new: &'a [Encoding],
) {
    let find = |all: &'a [Encoding], wire: &str| {
        let mut all = all.iter();
        all.find(|one| one.wire == wire).map(|one| &one.written)
    };
    let gone = old.iter().filter(|one| find(new, &one.wire).is_none());
    for Encoding { wire, written: _ } in new.iter().chain(gone) {
        let (before, after) = (find(old, wire), find(new, wire));
        if before == after {
            continue;
        }
        let text = |written: Option<&PropertyEncoding>| {
            written.map_or_else(|| "by the rule".to_owned(), encoding_text)
        };
        let values = BeforeAfter::both(
            format!("{wire}: {}", text(before)),
            format!("{wire}: {}", text(after)),
        );
        let at = walk.inside(at, WireStep::Property(wire));
        walk.record(at, site, WireKind::EncodingChanged, Turn::BOTH, values);
    }
}

fn encoding_text(written: &PropertyEncoding) -> String {
    match written {
        PropertyEncoding::Brackets => "indices in brackets".to_owned(),
        PropertyEncoding::Joined(separator) => format!("items joined by {separator:?}"),
        PropertyEncoding::Json => "JSON".to_owned(),
        PropertyEncoding::AsIs => "as it is".to_owned(),
        PropertyEncoding::ContentType(name) => name.clone(),
    }
}

//! References that spell the name of a component in another way than [RFC 6901 section
//! 6](https://www.rfc-editor.org/rfc/rfc6901#section-6) requires -> the same references, encoded.
//!
//! ```text
//! definitions: {'a/b': …, '100%': …}
//! $ref: '#/definitions/a/b'           `/` in a name is written `~1`
//! $ref: '#/definitions/a%2Fb'         which `%2F` is not: percent-encoding is removed first
//! $ref: '#/definitions/100%'          `%` in a name is written `%25`
//! ```
//! A name with such a character can only be meant if it exists, and then nothing else can.

use serde_json::Value;

use super::{ObjectKind, Repairs, ValueType, visit};
use crate::diagnostic::{Code, Pointer, Trail};
use crate::load::report::Report;
use crate::load::tree::members;
use crate::load::{Dialect, Strictness};
use crate::pointer::{fragment, parse_reference};
use percent_encoding::percent_decode_str;

/// Encodes the references of a tree that have no target as they are written, and one as a name.
pub(in crate::load) fn encode_references(tree: &mut Value, dialect: Dialect, report: &mut Report) {
    let special = |name: &String| name.contains(['/', '%', '~']);
    let has_special = sections(tree, dialect)
        .any(|(_, entries)| members(Some(entries)).any(|(name, _)| special(name)));
    if report.strictness == Strictness::Strict || !has_special {
        return;
    }
    let mut repairs = Repairs::default();
    let mut check = |reference: Option<&str>, at: &Trail<'_>| {
        if let Some(meant) = reference.and_then(|reference| meant(tree, reference, dialect)) {
            repairs.put(at, fragment(&meant).into());
            let message =
                "`/`, `%` and `~` in a name are written `~1`, `%25` and `~0` in a reference";
            report.often(Code::LooseShape, at, message);
        }
    };
    let mut visitor = |kind: ObjectKind, object: &super::Members, at: &Trail<'_>| {
        check(object.get("$ref").and_then(Value::as_str), &at.key("$ref"));
        if kind == ObjectKind::Discriminator {
            let at = at.key("mapping");
            for (name, reference) in members(object.get("mapping")) {
                check(reference.as_str(), &at.key(name));
            }
        }
        true
    };
    let root = ValueType::Object(ObjectKind::document(dialect));
    visit(&root, tree, &Trail::Root, dialect, &mut visitor);
    repairs.apply(tree);
}

/// The sections with components, each with the place that a reference into it begins with.
fn sections(tree: &Value, dialect: Dialect) -> impl Iterator<Item = (Pointer, &Value)> {
    let root = match dialect {
        Dialect::V2 => Pointer::root(),
        Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => Pointer::root().child("components"),
    };
    let of_v2 = [
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
    ];
    members(root.find(tree))
        .filter(move |(name, _)| dialect != Dialect::V2 || of_v2.contains(&name.as_str()))
        .map(move |(name, entries)| (root.child(name), entries))
}

/// The component that a reference without a target names, if it is read as the name itself.
fn meant(tree: &Value, reference: &str, dialect: Dialect) -> Option<Pointer> {
    if parse_reference(reference).is_some_and(|at| at.find(tree).is_some()) {
        return None;
    }
    sections(tree, dialect).find_map(|(section, entries)| {
        let name = reference.strip_prefix(&format!("{section}/"))?;
        let decoded = percent_decode_str(name).decode_utf8().unwrap_or_default();
        let names = [name, decoded.as_ref()];
        let name = names
            .into_iter()
            .find(|name| entries.get(*name).is_some())?;
        Some(section.child(name))
    })
}

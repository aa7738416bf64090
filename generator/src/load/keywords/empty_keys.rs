//! An empty key is an absent key: `parameters:` without a value says the same as no `parameters`.
//!
//! ```text
//! get:
//!   parameters:                 null where a list belongs: as if the line were not there
//!   responses:
//!     '200':                    a name of the author's: a response without keys, `{}`
//! ```
//! JSON and YAML have null for "no value", and no key of the standard gives it another meaning, except those whose value is any
//! JSON ([`default`](https://spec.openapis.org/oas/v3.0.3.html#properties), `example`, `enum`, `const`) and `type` from 3.1 on.
//! Strict reading reports null as a value of the wrong type.

use serde_json::{Value, json};

use super::key_nature::KeyNature;
use super::{ObjectKind, Repairs, ValueType, visit};
use crate::diagnostic::{Code, Trail, show};
use crate::load::exact_integer::BOUNDS;
use crate::load::report::Report;
use crate::load::{Dialect, Strictness};

/// Removes the keys without a value from a tree, and reports them once per name.
pub(in crate::load) fn remove_empty_keys(tree: &mut Value, dialect: Dialect, report: &mut Report) {
    // The null of a number that was rejected is no empty key.
    let mut faults = report.diagnostics.faults().iter();
    let is_rejected = faults.any(|(code, _)| *code == Code::BadNumber);
    if report.strictness == Strictness::Strict || is_rejected || !has_null(tree, false) {
        return;
    }
    let mut pass = EmptyKeys {
        dialect,
        report,
        repairs: Repairs::default(),
    };
    let root = ValueType::Object(ObjectKind::document(dialect));
    let mut visitor = |kind: ObjectKind, members: &super::Members, at: &Trail<'_>| {
        for (name, value) in members {
            pass.member(kind, name, value, &at.key(name));
        }
        true
    };
    visit(&root, tree, &Trail::Root, dialect, &mut visitor);
    pass.repairs.apply(tree);
}

/// Whether there is a null outside of data. Most documents have none, and are not walked by the
/// tables then. `named` says whether the keys of this value are names that the author chose.
fn has_null(value: &Value, named: bool) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(|item| has_null(item, false)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            if matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_)) {
                return false; // whatever its name
            }
            let key = KeyNature::of(name, named);
            key != KeyNature::Data && has_null(value, key == KeyNature::Names)
        }),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The state of the pass.
struct EmptyKeys<'r> {
    dialect: Dialect,
    report: &'r mut Report,
    repairs: Repairs,
}

impl EmptyKeys<'_> {
    /// A member of an object: empty, a map with empty entries, or a list with empty items.
    fn member(&mut self, kind: ObjectKind, name: &str, value: &Value, at: &Trail<'_>) {
        let Some(ty) = kind.value_type(name, self.dialect) else {
            return;
        };
        match (ty, value) {
            (ty, Value::Null) if kind.table().key(name, self.dialect).is_some() => {
                self.key(ty, name, at);
            }
            (ty, Value::Null) => self.named(ty, at),
            (ValueType::Map(of), Value::Object(entries)) => {
                for (name, _) in entries.iter().filter(|(_, value)| value.is_null()) {
                    self.named(of, &at.key(name));
                }
            }
            (ValueType::List(ValueType::Ref(of) | ValueType::Object(of)), Value::Array(items))
                if !matches!(of, ObjectKind::Schema | ObjectKind::V2Schema) =>
            {
                for (index, _) in items.iter().enumerate().filter(|(_, item)| item.is_null()) {
                    self.absent("an item", &at.index(index));
                }
            }
            _ => {}
        }
    }

    /// A key of the standard without a value.
    fn key(&mut self, ty: &ValueType, name: &str, at: &Trail<'_>) {
        let is_infinite = BOUNDS.contains(&name)
            && self
                .report
                .diagnostics
                .iter()
                .any(|known| known.code() == Code::BadNumber);
        if is_infinite {
            self.repairs.remove(at); // `maximum: .inf`, which was reported
        } else if !admits_null(ty) {
            self.absent(&format!("`{}`", show(name)), at);
        }
    }

    /// An entry under a name that the author chose: the name counts, and has an empty value.
    fn named(&mut self, ty: &ValueType, at: &Trail<'_>) {
        let (noun, empty) = match ty {
            ValueType::Ref(kind) | ValueType::Object(kind) => (kind.with_article(), json!({})),
            ValueType::Map(_) => ("an object".to_owned(), json!({})),
            ValueType::List(_) => ("a list".to_owned(), json!([])),
            _ => return,
        };
        let message = format!("{noun} is empty (null), and read as `{empty}`");
        self.repairs.put(at, empty);
        self.report.often(Code::LooseShape, at, message);
    }

    /// What is read as if it were not there.
    fn absent(&mut self, what: &str, at: &Trail<'_>) {
        self.repairs.remove(at);
        let message = format!("{what} is empty (null), and read as absent");
        self.report.often(Code::LooseShape, at, message);
    }
}

/// Whether null is a value of this type.
fn admits_null(ty: &ValueType) -> bool {
    match ty {
        ValueType::Any => true,
        ValueType::OneOf(allowed) => allowed.contains(&"null"),
        ValueType::Either(types) => types.iter().any(admits_null),
        _ => false,
    }
}

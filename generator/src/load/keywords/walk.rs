//! The walk over the tree: compares each object with its table, and reports each problem at its
//! place.
//!
//! Correct documents allocate nothing here: a place is a [`Trail`], a list on the stack, until
//! something is reported.
//!
//! A value that does not fit is replaced or removed, and the walk goes on beside it. If the key is
//! required, the object around it is broken too, and is replaced in turn:
//!
//! ```text
//! parameters: [{name: limit, in: querry}]     `in` does not fit  ->  the parameter is broken
//!                                             ->  the item becomes {$ref: '#/x-broken'}
//! ```
//! Later passes treat that reference as one that was reported.

use serde_json::Value;

use super::explain::KeyUsage;
use super::known_targets::{ReferencedTargets, References};
use super::repair::Repairs;
use super::state::{Members, Verdict, Walk};
use super::table::{DefinedBy, Key, KeyEffect, KeyPresence, KeywordTable};
use super::{ObjectKind, ValueType, conditional};
use crate::diagnostic::{Code, Trail, member};
use crate::load::report::Report;
use crate::load::{Dialect, Repair, Strictness};

/// The result of the walk, besides its reports.
pub(in crate::load) struct Findings {
    /// How often each key occurs.
    pub usage: KeyUsage,
    /// The changes after which every value has its type.
    pub repairs: Repairs,
    /// What references point to outside the components.
    pub referenced: ReferencedTargets,
}

/// Walks a whole document.
pub(in crate::load) fn walk(root: &Value, dialect: Dialect, report: &mut Report) -> Findings {
    let mut walk = Walk {
        root,
        dialect,
        report,
        repair: Repair::Impossible,
        usage: KeyUsage::default(),
        repairs: Repairs::default(),
        references: References::default(),
    };
    let document = ValueType::Object(ObjectKind::document(dialect));
    walk.value(&document, root, &Trail::Root);
    walk.referenced();
    Findings {
        usage: walk.usage,
        repairs: walk.repairs,
        referenced: walk.references.elsewhere,
    }
}

impl<'d> Walk<'d, '_> {
    /// Compares a value with its type.
    pub(super) fn value(&mut self, ty: &ValueType, value: &'d Value, at: &Trail<'_>) -> Verdict {
        match (ty, value) {
            (ValueType::Any, _)
            | (ValueType::Text, Value::String(_))
            | (ValueType::Bool, Value::Bool(_))
            | (ValueType::Number, Value::Number(_)) => Verdict::Fits,
            (ValueType::Count, Value::Number(number)) => self.count(number, at),
            (ValueType::OneOf(allowed), Value::String(text)) => self.one_of(allowed, text, at),
            (ValueType::Object(kind), Value::Object(members)) => self.object(*kind, members, at),
            (ValueType::Ref(kind), Value::Object(members)) => {
                self.object_or_reference(*kind, members, at)
            }
            (ValueType::Ref(ObjectKind::Schema), Value::Bool(_))
                if self.dialect >= Dialect::V3_1 =>
            {
                Verdict::Fits
            }
            (ValueType::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.item(item, value, &at.index(index));
                }
                Verdict::Fits
            }
            (ValueType::Map(of), Value::Object(members)) => {
                for (name, value) in members {
                    self.member(of, value, &at.key(name));
                }
                Verdict::Fits
            }
            (ValueType::Either(_), value) if ty.resembles(value) => {
                self.value(ty.of(value), value, at)
            }
            (ty, value) => self.wrong_type(ty, value, at),
        }
    }

    /// An item of a list, whose place is taken by an empty value if it is broken: the items after
    /// it keep their indexes, which reports and references use.
    fn item(&mut self, ty: &ValueType, value: &'d Value, at: &Trail<'_>) {
        if self.value(ty, value, at) == Verdict::Broken {
            let stand_in = match ty {
                ValueType::OneOf(_) => None,
                ty => ty.neutral(self.dialect),
            };
            self.repairs.replace_or_remove(at, stand_in);
        }
    }

    /// A member that may be removed if it is broken.
    pub(super) fn member(&mut self, ty: &ValueType, value: &'d Value, at: &Trail<'_>) {
        if self.value(ty, value, at) == Verdict::Broken {
            self.repairs.replace_or_remove(at, ty.reference());
        }
    }

    /// Compares an object with its table: each of its keys, then the keys that it lacks, then what
    /// depends on several keys.
    pub(super) fn object(
        &mut self,
        kind: ObjectKind,
        members: &'d Members,
        at: &Trail<'_>,
    ) -> Verdict {
        let table = kind.table();
        let mut broken = false;
        for (name, value) in members {
            let place = at.key(name);
            match table.key(name, self.dialect) {
                Some((name, key)) => {
                    self.usage.met(kind, name);
                    let verdict = self.keyword(kind, (name, key), value, &place);
                    broken |= verdict == Verdict::Broken;
                }
                None => self.other(kind, name, value, &place),
            }
        }
        for (name, key) in table.required(self.dialect) {
            if member(members, name).is_none() {
                self.missing(kind, (name, key), at);
                broken |= key.presence == KeyPresence::Required;
            }
        }
        broken |= conditional::check(self, kind, members, at) == Verdict::Broken;
        if broken {
            Verdict::Broken
        } else {
            Verdict::Fits
        }
    }

    /// A key in the table. The object is broken if the key is required and its value does not fit.
    ///
    /// `repair` says how a wrong value below can be repaired. It depends on the innermost key of a
    /// table: a wrong string in a description is harmless wherever the description is.
    fn keyword(
        &mut self,
        kind: ObjectKind,
        (name, key): (&'static str, &'static Key),
        value: &'d Value,
        at: &Trail<'_>,
    ) -> Verdict {
        if let KeyEffect::Ignored(reason) = key.effect {
            let message = format!("`{name}` has no effect: {reason}");
            self.report.often(Code::UnsupportedKey, at, message);
        }
        if name == "nullable" && kind == ObjectKind::Schema && self.dialect >= Dialect::V3_1 {
            let message = "`nullable` is a key of OpenAPI 3.0, and read as there; from 3.1 on, `'null'` is one of the types";
            self.report.often(Code::LooseShape, at, message);
        }
        if is_foreign_extension(name, key, value) {
            let message = format!("`{name}` is not in the form that this generator reads");
            self.report.often(Code::ForeignExtension, at, message);
            self.repairs.remove(at);
            return Verdict::Fits;
        }
        if self.is_loose_text(key, value) {
            let message = format!("`{name}` should be a string");
            self.report.often(Code::LooseShape, at, message);
            self.repairs.put(at, Value::String(value.to_string()));
            return Verdict::Fits;
        }
        let outer = std::mem::replace(&mut self.repair, Self::repair(kind, key));
        let verdict = self.value(&key.value, value, at);
        self.repair = outer;
        if verdict == Verdict::Fits {
            return Verdict::Fits;
        }
        let stand_in = match key.presence {
            KeyPresence::Optional => key.value.reference(),
            KeyPresence::Required | KeyPresence::Expected | KeyPresence::Essential => {
                key.value.neutral(self.dialect)
            }
        };
        self.repairs.replace_or_remove(at, stand_in);
        match key.presence {
            KeyPresence::Required => Verdict::Broken,
            KeyPresence::Optional | KeyPresence::Expected | KeyPresence::Essential => Verdict::Fits,
        }
    }

    /// Whether lenient reading takes this value as a string, like `version: 1.0`: only where the
    /// string is documentation.
    fn is_loose_text(&self, key: &Key, value: &Value) -> bool {
        matches!(
            (key.effect, key.value),
            (KeyEffect::Documented, ValueType::Text)
        ) && self.report.strictness != Strictness::Strict
            && (value.is_number() || value.is_boolean())
    }

    /// Checks what references point to in places that no table leads to. That may lead to further
    /// such places, so it goes on until there is none that was not checked.
    fn referenced(&mut self) {
        while let Some(pointer) = self.references.unchecked.pop_first() {
            let kind = self.references.elsewhere.get(&pointer).copied();
            if let (Some(kind), Some(value)) = (kind, pointer.find(self.root)) {
                let ty = ValueType::Ref(kind);
                pointer.with_trail(&mut |at| {
                    self.value(&ty, value, at);
                });
            }
        }
    }
}

/// Whether an extension belongs to another tool that uses the same name: this generator reads no
/// object there, or knows none of its keys. `x-waiter: true` is no error, but has no effect here.
fn is_foreign_extension(name: &str, key: &Key, value: &Value) -> bool {
    name.starts_with("x-")
        && match (key.value, value) {
            (ValueType::Map(_), Value::Object(members)) => !members.values().all(Value::is_object),
            (ValueType::Map(_), _) => true,
            (ValueType::Object(kind), Value::Object(members)) => {
                !members.keys().any(|name| kind.table().knows(name))
            }
            (ValueType::Any | ValueType::Either(_), _) => false,
            (_, value) => value.is_object(),
        }
}

impl KeywordTable {
    /// The code for a problem in such an object: extensions have their own code.
    pub(super) fn code(&self, standard: Code) -> Code {
        match self.origin {
            DefinedBy::Standard => standard,
            DefinedBy::Extension => Code::BadExtension,
        }
    }
}

//! The walk over the tree: compares each object with its table, and reports each problem at its place.
//!
//! Correct documents allocate nothing here: a place is a [`Trail`], a list on the stack, until something is reported.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::{Dialect, Strictness, import::Imports};
use super::conditional;
use super::explain::KeyUsage;
use super::known_targets::{ReferencedTargets, References};
use super::repair::Repairs;
use super::state::{KeywordWalk, Verdict};
use super::{DefinedBy, Key, KeyPresence, KeywordTable, ObjectKind, Support, ValueType};
use crate::diagnostic::{Code, Diagnostics, Grouped, Trail};
use crate::load::Repair;
use crate::load::report::Reports;

/// The result of the walk, besides its reports.
pub(in super::super) struct Findings {
    /// How often each key occurs.
    pub usage: KeyUsage,
    /// The changes after which every value has its type.
    pub repairs: Repairs,
    /// What references point to outside the components.
    pub referenced: ReferencedTargets,
}

/// Walks a whole document.
pub(in super::super) fn walk(
    root: &Value,
    imports: &Imports,
    dialect: Dialect,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> Findings {
    let mut walk = KeywordWalk {
        root,
        imports,
        dialect,
        strictness,
        repair: Repair::Impossible,
        diagnostics,
        usage: KeyUsage::default(),
        repairs: Repairs::default(),
        references: References::default(),
        grouped: Grouped::default(),
    };
    walk.shape(
        &ValueType::Object(ObjectKind::document(dialect)),
        root,
        &Trail::Root,
    );
    walk.walk_elsewhere();
    std::mem::take(&mut walk.grouped).report(walk.diagnostics);
    Findings {
        usage: walk.usage,
        repairs: walk.repairs,
        referenced: walk.references.elsewhere,
    }
}

impl<'d> KeywordWalk<'d, '_> {
    /// Compares a value with its type.
    pub(super) fn shape(&mut self, shape: &ValueType, value: &'d Value, at: &Trail<'_>) -> Verdict {
        match (shape, value) {
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
            (ValueType::List(item), Value::Array(items)) => self.list(item, items, at),
            (ValueType::Map(shape), Value::Object(members)) => self.map(shape, members, at),
            (ValueType::Either(shapes), value) => {
                match shapes.iter().find(|shape| shape.resembles(value)) {
                    Some(shape) => self.shape(shape, value, at),
                    None => self.wrong_type(shape, value, at),
                }
            }
            (shape, value) => self.wrong_type(shape, value, at),
        }
    }

    fn list(&mut self, shape: &ValueType, items: &'d [Value], at: &Trail<'_>) -> Verdict {
        for (index, item) in items.iter().enumerate() {
            let at = at.index(index);
            if self.shape(shape, item, &at) == Verdict::Broken {
                let stand_in = match shape {
                    ValueType::OneOf(_) => None,
                    shape => shape.neutral(self.dialect),
                };
                self.repairs.replace_or_remove(&at, stand_in);
            }
        }
        Verdict::Fits
    }

    fn map(
        &mut self,
        shape: &ValueType,
        members: &'d Map<String, Value>,
        at: &Trail<'_>,
    ) -> Verdict {
        for (name, value) in members {
            self.member(shape, value, &at.key(name));
        }
        Verdict::Fits
    }

    /// A member that may be removed if it is broken.
    pub(super) fn member(&mut self, shape: &ValueType, value: &'d Value, at: &Trail<'_>) {
        if self.shape(shape, value, at) == Verdict::Broken {
            self.repairs.replace_or_remove(at, shape.reference());
        }
    }

    /// Compares an object with its table.
    pub(super) fn object(
        &mut self,
        kind: ObjectKind,
        members: &'d Map<String, Value>,
        at: &Trail<'_>,
    ) -> Verdict {
        let table = kind.table();
        let mut verdict = Verdict::Fits;
        for (name, value) in members {
            let place = at.key(name);
            match table.key(name, self.dialect) {
                Some((index, key)) => {
                    self.usage.met(kind, index);
                    if self.keyword(kind, key, value, &place) == Verdict::Broken {
                        verdict = Verdict::Broken;
                    }
                }
                None => self.other(kind, table, name, value, &place),
            }
        }
        for key in table
            .required(self.dialect)
            .filter(|key| !members.contains_key(key.name))
        {
            self.missing(kind, key, at);
            if key.verdict_without() == Verdict::Broken {
                verdict = Verdict::Broken;
            }
        }
        if conditional::check(self, kind, members, at) == Verdict::Broken {
            Verdict::Broken
        } else {
            verdict
        }
    }

    /// A key in the table. The object is broken if the key is required and its value does not fit.
    fn keyword(
        &mut self,
        kind: ObjectKind,
        key: &'static Key,
        value: &'d Value,
        at: &Trail<'_>,
    ) -> Verdict {
        match key.fate {
            Support::Types | Support::Runtime | Support::Documented => {}
            Support::Ignored(reason) => {
                self.often(
                    Code::UnsupportedKey,
                    at,
                    format!("`{}` has no effect: {reason}", key.name),
                );
            }
        }
        if conditional::is_foreign_extension(key, value) {
            let message = format!(
                "`{}` is not in the form that this generator reads",
                key.name
            );
            self.often(Code::ForeignExtension, at, message);
            self.repairs.remove(at);
            return Verdict::Fits;
        }
        if self.is_loose_text(key, value) {
            self.often(
                Code::LooseShape,
                at,
                format!("`{}` should be a string", key.name),
            );
            self.repairs.replace(at, Value::String(value.to_string()));
            return Verdict::Fits;
        }
        let outer = std::mem::replace(&mut self.repair, Self::repair(kind, key));
        let verdict = self.shape(&key.shape, value, at);
        self.repair = outer;
        if verdict == Verdict::Fits {
            return Verdict::Fits;
        }
        let stand_in = match key.need {
            KeyPresence::Optional => key.shape.reference(),
            KeyPresence::Required | KeyPresence::Expected | KeyPresence::Essential => {
                key.shape.neutral(self.dialect)
            }
        };
        self.repairs.replace_or_remove(at, stand_in);
        key.verdict_without()
    }

    /// Whether lenient reading takes this value as a string, like `version: 1.0`: only where the string is documentation.
    fn is_loose_text(&self, key: &Key, value: &Value) -> bool {
        let text = matches!(
            (key.fate, key.shape),
            (Support::Documented, ValueType::Text)
        );
        text && self.strictness != Strictness::Strict && (value.is_number() || value.is_boolean())
    }

    /// Checks what references point to in places that no table leads to.
    fn walk_elsewhere(&mut self) {
        let mut walked = BTreeSet::new();
        while let Some((kind, pointer)) = self.references.next_unwalked(&mut walked) {
            let Some(value) = pointer.find(self.root) else {
                continue;
            };
            pointer.with_trail(&mut |at| {
                self.shape(&ValueType::Ref(kind), value, at);
            });
        }
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

impl Key {
    /// Whether an object is usable without a valid value under this key.
    fn verdict_without(&self) -> Verdict {
        match self.need {
            KeyPresence::Optional | KeyPresence::Expected | KeyPresence::Essential => Verdict::Fits,
            KeyPresence::Required => Verdict::Broken,
        }
    }
}

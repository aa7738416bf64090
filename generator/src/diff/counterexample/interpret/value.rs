//! Values of types that exist only in a document: what generated types are at run time.
//!
//! A value is read, written and checked by the runtime, from the same tables that generated code has. Only the calls that generated
//! code makes are made here.

mod check;
mod encode;
mod leaf;
mod read;

pub(super) use check::check_rule;
pub(super) use leaf::Leaf;
pub(super) use read::{AlternativeReader, read, reading};

use bindwright_runtime::check::{Check as _, Checker};
use bindwright_runtime::codec::{Policy, Reader};
use bindwright_runtime::{Map, Value, Violations};

use super::plan::{InterpretedApi, PlaceLimits, RecordPlan, UnionPlan};
use crate::ir::Type;

/// A value of some type of a document.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct Dynamic(pub(super) Content);

/// What a value is.
#[derive(Debug)]
pub(super) enum Content {
    /// A scalar.
    Leaf(Box<dyn Leaf>),
    List(Vec<Dynamic>),
    Map(Map<Dynamic>),
    /// Of a type with a null.
    Nullable(Option<Box<Dynamic>>),
    Record(Box<RecordValue>),
    Listed(Box<ListedValue>),
    /// An alternative of a union.
    Chosen {
        union: &'static UnionPlan,
        alternative: usize,
        payload: Box<Dynamic>,
    },
    /// An object with a tag that no alternative has.
    Kept(Value),
}

/// An object.
pub(super) struct RecordValue {
    pub(super) plan: &'static RecordPlan,
    /// The values of the fields, in their order.
    pub(super) fields: Vec<Option<Dynamic>>,
    pub(super) extra: ExtraValues,
}

/// The properties without a field.
pub(super) enum ExtraValues {
    None,
    Typed(Map<Dynamic>),
    /// Beside properties whose values may vary.
    Free(Map<Value>),
}

/// A value of an enumeration.
pub(super) struct ListedValue {
    pub(super) value: Box<dyn Leaf>,
    /// Whether the document lists it, or allows all.
    pub(super) is_known: bool,
}

impl std::fmt::Debug for RecordValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.fields).finish()
    }
}

impl std::fmt::Debug for ListedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl std::fmt::Debug for UnionPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnionPlan")
    }
}

impl Dynamic {
    /// Whether the document lists every value of an enumeration and every tag in it: whether a server may send it.
    pub(in crate::diff::counterexample) fn is_documented(&self) -> bool {
        match &self.0 {
            Content::Leaf(_) => true,
            Content::List(items) => items.iter().all(Self::is_documented),
            Content::Map(entries) => entries.values().all(Self::is_documented),
            Content::Nullable(inner) => inner.as_ref().is_none_or(|one| one.is_documented()),
            Content::Listed(listed) => listed.is_known,
            Content::Chosen { payload, .. } => payload.is_documented(),
            Content::Kept(_) => false,
            Content::Record(record) => {
                let extra = match &record.extra {
                    ExtraValues::Typed(entries) => entries.values().all(Self::is_documented),
                    ExtraValues::None | ExtraValues::Free(_) => true,
                };
                extra && record.fields.iter().flatten().all(Self::is_documented)
            }
        }
    }
}

/// Whether a value is one of a type; with limits, whether the document also lists all that is in it.
pub(in crate::diff::counterexample) fn accepts(
    api: &'static InterpretedApi,
    ty: &'static Type,
    (value, policy): (&Value, Policy),
    limits: Option<&PlaceLimits>,
) -> bool {
    let mut reader = Reader::tree(value, policy);
    let Ok(value) = read(api, ty, &mut reader) else {
        return false;
    };
    let Some(limits) = limits else {
        return true;
    };
    let mut violations = Violations::new();
    let mut checker = Checker::new(&mut violations);
    if !limits.table.is_empty() {
        checker.limits("", &value, limits.table);
    }
    if limits.is_checked_inside {
        value.check(&mut checker);
    }
    violations.is_empty() && value.is_documented()
}

//! What a value is.

use bindwright_runtime::{Map, Value};

use super::super::plan::{RecordPlan, UnionPlan};
use super::leaf::Leaf;

/// A value of some type of a document.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct Dynamic(
    pub(in crate::diff::counterexample::interpret) Content,
);

/// What a value is.
#[derive(Debug)]
pub(in crate::diff::counterexample::interpret) enum Content {
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
pub(in crate::diff::counterexample::interpret) struct RecordValue {
    pub(in crate::diff::counterexample::interpret) plan: &'static RecordPlan,
    /// The values of the fields, in their order.
    pub(in crate::diff::counterexample::interpret) fields: Vec<Option<Dynamic>>,
    pub(in crate::diff::counterexample::interpret) extra: ExtraValues,
}

/// The properties without a field.
pub(in crate::diff::counterexample::interpret) enum ExtraValues {
    None,
    Typed(Map<Dynamic>),
    /// Beside properties whose values may vary.
    Free(Map<Value>),
}

/// A value of an enumeration.
pub(in crate::diff::counterexample::interpret) struct ListedValue {
    pub(in crate::diff::counterexample::interpret) value: Box<dyn Leaf>,
    /// Whether the document lists it, or allows all.
    pub(in crate::diff::counterexample::interpret) is_known: bool,
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

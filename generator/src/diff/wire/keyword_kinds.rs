//! Kinds of changes of keywords of JSON Schema that no type expresses: each comes, goes, or says something else.

use super::kinds::{KindId, WireKindRow};
use crate::ir::Assertion;

/// What happened to a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// Declares the keywords: the identifier, what it is called in sentences, and the assertions that it becomes.
macro_rules! keywords {
    ($($id:literal $words:literal $assertion:pat,)*) => {
        /// The kind of a change of an assertion; `None` for lists of values, which are no keyword of their own here.
        pub(super) fn keyword_kind(assertion: &Assertion, happened: Happened) -> Option<KindId> {
            let [added, removed, changed] = match assertion {
                Assertion::OneOf(_) => return None,
                $($assertion => [
                    concat!($id, "-added"),
                    concat!($id, "-removed"),
                    concat!($id, "-changed"),
                ],)*
            };
            Some(KindId::of_table(match happened {
                Happened::Added => added,
                Happened::Removed => removed,
                Happened::Changed => changed,
            }))
        }

        /// Their kinds, in the order of the book.
        const TABLE: &[WireKindRow] = &[$(
            row(concat!($id, "-added"), concat!("A schema has ", $words, ".")),
            row(concat!($id, "-removed"), concat!("A schema has ", $words, " no longer.")),
            row(concat!($id, "-changed"), concat!("A schema has a different ", $words, ".")),
        )*];
    };
}

const fn row(id: &'static str, sentence: &'static str) -> WireKindRow {
    WireKindRow {
        group: "Keywords",
        id,
        sentence,
    }
}

/// The kinds about keywords, in the order of the book.
pub(super) fn rows() -> impl Iterator<Item = WireKindRow> {
    TABLE.iter().copied()
}

keywords! {
    "excluded-values" "`not` with `enum` or `const`" Assertion::NoneOf(_),
    "json-types" "`type` beside other keywords" Assertion::Kinds(_),
    "not" "`not`" Assertion::Not(_),
    "never" "`false`" Assertion::Never,
    "any-of" "`anyOf` beside a type" Assertion::AnyOf(_),
    "one-of" "`oneOf` beside a type" Assertion::ExactlyOne(_),
    "condition" "`if`, `then` and `else`" Assertion::When(..),
    "required-properties" "`required` for properties without a schema" Assertion::Required(_),
    "dependent-required" "`dependentRequired`" Assertion::DependentRequired(..),
    "dependent-schema" "`dependentSchemas`" Assertion::Dependent(..),
    "property-schema" "`properties` beside a type" Assertion::Property(..),
    "property-names" "`propertyNames`" Assertion::PropertyNames(_),
    "pattern-properties" "`patternProperties`" Assertion::Matching(..),
    "other-properties" "`additionalProperties` beside `patternProperties`" Assertion::Others(..),
    "prefix-item" "`prefixItems`" Assertion::Item(..),
    "further-items" "`items` beside `prefixItems`" Assertion::ItemsFrom(..),
    "contains" "`contains`" Assertion::Contains(..),
    "unevaluated-properties" "`unevaluatedProperties`" Assertion::Unevaluated(..),
    "unevaluated-items" "`unevaluatedItems`" Assertion::UnevaluatedItems(..),
}

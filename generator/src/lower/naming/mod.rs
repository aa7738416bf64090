//! Names of the document -> identifiers: the only module that makes them.
//!
//! A name depends on its own place in the document, never on what was lowered before it:
//!
//! * Types: a component schema is called what its key says; an operation's request type what its
//!   method is called, and `…Request` where a component has that name; every inline type after its
//!   place ([`inline_types`]): `PetOwner` for the property `owner` of `Pet`, `PetTagsItem` for the items
//!   of `tags`, `ListPetsBody` for a request body.
//! * A type that generated code itself names (`Error`, `String`) becomes `…Model`.
//! * What generated code adds goes before what the document names: a property that ends in
//!   `_or_default` gets the suffix `_`, like one that is called `new`; an operation that is called
//!   like the stream (`list_pets_all`) or the waiter (`start_task_and_wait`) of another becomes
//!   `…_operation`; a setter of the client's builder gives way to the builder's own ([`BUILDER`])
//!   by saying what it is (`timeout_parameter`).
//! * What is left of collisions inside one scope is settled by the fixed rules of [`scope`], and
//!   reported: a warning where two component schemas or two operations meet, because there the
//!   document's author should choose.

mod acronyms;
mod ident;
mod inline_types;
mod media;
mod operations;
mod plan;
mod reserved;
mod rust_name;
mod scope;
mod status;
mod words;

pub(super) use ident::{Case, is_valid as is_identifier, plain};
pub(super) use inline_types::parts_words;
pub(super) use media::media_words;
pub(super) use plan::NamePlan;
pub(super) use reserved::BUILDER;
pub(super) use rust_name::chosen;
pub(super) use scope::{DistinctNames, NameRequest, distinct};
pub(super) use status::status_words;
pub(super) use words::words;

use crate::ir::{FieldName, MethodName, ModuleName, TypeName, VariantName};

/// A type's name from an identifier that [`distinct`] or [`plain`] made.
pub(super) fn type_name(identifier: &str) -> TypeName {
    TypeName::from_valid(checked(Case::Type, identifier))
}

/// A variant's name from an identifier.
pub(super) fn variant_name(identifier: &str) -> VariantName {
    VariantName::from_valid(checked(Case::Variant, identifier))
}

/// Distinct names of variants for these words, each with a key that no other has.
pub(super) fn variant_names(words: &[(String, String)]) -> Vec<VariantName> {
    let requests = words.iter().map(|(words, key)| NameRequest {
        key,
        ..NameRequest::text(words)
    });
    let names = distinct(Case::Variant, &requests.collect::<Vec<_>>(), &[]).identifiers;
    names.iter().map(|name| variant_name(name)).collect()
}

/// Distinct identifiers for these words; `place` is added if one of them is in `taken`.
pub(super) fn distinct_words(
    case: Case,
    words: &[String],
    place: &str,
    taken: &[&str],
) -> Vec<String> {
    let requests = words.iter().map(|words| NameRequest {
        place,
        ..NameRequest::text(words)
    });
    distinct(case, &requests.collect::<Vec<_>>(), taken).identifiers
}

/// A field's name from an identifier.
pub(super) fn field_name(identifier: &str) -> FieldName {
    FieldName::from_valid(checked(Case::Field, identifier))
}

/// A method's name from an identifier.
pub(super) fn method_name(identifier: &str) -> MethodName {
    MethodName::from_valid(checked(Case::Method, identifier))
}

/// A module's name from an identifier.
pub(super) fn module_name(identifier: &str) -> ModuleName {
    ModuleName::from_valid(checked(Case::Module, identifier))
}

/// The identifier, or a valid one made of it: names of the IR are valid whatever is passed.
fn checked(case: Case, identifier: &str) -> String {
    if ident::is_valid(identifier) {
        identifier.to_owned()
    } else {
        plain(case, identifier)
    }
}

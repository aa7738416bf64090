//! Names of the document -> identifiers. No other module makes identifiers.
//!
//! A name depends on its own place in the document, never on what was lowered before it:
//!
//! * A component schema is named after its key. A request type is named after its method, or
//!   `…Request` if a component has that name. An inline type is named after its place
//!   ([`inline_types`]): `PetOwner` for the property `owner` of `Pet`, `PetTagsItem` for the items
//!   of `tags`, `ListPetsBody` for a request body.
//! * A type whose name generated code uses itself (`Error`, `String`) becomes `…Model`.
//! * Names of generated methods win over names of the document: a property that ends in
//!   `_or_default` or is called `new` gets the suffix `_`; an operation with the name of another's
//!   stream (`list_pets_all`) or waiter (`start_task_and_wait`) becomes `…_operation`; a setter of
//!   the client's builder with the name of one of the builder's own ([`BUILDER`]) says what it is
//!   (`timeout_parameter`).
//! * Other collisions in one scope are settled by the rules of [`scope`]. They are reported if two
//!   component schemas or two operations collide, because the document's author should choose.

mod acronyms;
mod alternative;
mod alternative_differences;
mod alternative_kind;
mod alternative_properties;
mod alternative_words;
mod api_name;
mod collisions;
mod common;
mod ident;
mod inline_types;
mod media;
mod operations;
mod plan;
mod reserved;
mod rust_name;
mod scope;
mod status;
mod union_words;
mod words;

pub(super) use collisions::{alternative_words, parts_words};
pub(super) use ident::{Case, is_valid as is_identifier, plain};
pub(super) use media::media_words;
pub(super) use plan::NamePlan;
pub(super) use reserved::BUILDER;
pub(super) use rust_name::chosen;
pub(super) use scope::{DistinctNames, NameRequest, distinct};
pub(super) use status::status_words;
pub(super) use union_words::without_union;
pub(super) use words::words;

use crate::ir::{FieldName, MethodName, ModuleName, TypeName, VariantName};

/// A type's name from an identifier that [`distinct`] or [`plain`] has made.
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

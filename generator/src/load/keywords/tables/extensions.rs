//! The extensions that this generator reads. They are checked like the keys of the standard.
//!
//! `docs/src/reference/extensions.md` describes each with an example.

use crate::load::keywords::object_kind::ObjectKind as Kind;
use crate::load::keywords::object_kind::ValueType::{
    self, Any, Bool, Count, Either, List, Map, Number, Object, Text,
};
use crate::load::keywords::table::Key;
use crate::load::keywords::table::KeyEffect::{Documented, Runtime, Types};

/// The two forms of `x-signature`: the name of the algorithm, or an object with the name and
/// headers.
pub(super) const SIGNATURE_SHAPE: ValueType = Either(&[Text, Object(Kind::Signature)]);

/// One string per value of `enum`: a list in the same order, or a map from the value.
pub(super) const VALUE_TEXTS: ValueType = Either(&[List(&Text), Map(&Text)]);

/// The extensions of an operation, in every version.
pub(super) const OPERATION_EXTENSIONS: &[Key] = keys! {
    Optional "x-rust-name": Text => Types;
    Optional "x-rules": List(&Object(Kind::Rule)) => Runtime;
    Optional "x-pagination": Object(Kind::Pagination) => Runtime;
    Optional "x-speakeasy-pagination" "x-fern-pagination" "x-ms-pageable": Any => Runtime;
    Optional "x-waiter": Object(Kind::Waiter) => Runtime;
    Optional "x-side-effect": Bool => Runtime;
    Optional "x-docs": Object(Kind::Docs) => Documented;
};

/// The extensions of a schema, in every version.
pub(super) const SCHEMA_EXTENSIONS: &[Key] = keys! {
    Optional "x-rust-name" "x-rust-type": Text => Types;
    Optional "x-enum-varnames" "x-enumNames": VALUE_TEXTS => Types;
    Optional "x-enum-descriptions" "x-enumDescriptions" "x-enum-deprecated": Any => Documented;
    Optional "x-ms-enum": Any => Types;
    Optional "x-stainless-pagination-property": Any => Runtime;
    Optional "x-rules": List(&Object(Kind::Rule)) => Runtime;
    Optional "x-error": Object(Kind::ErrorFields) => Types;
    Optional "x-docs": Object(Kind::Docs) => Documented;
    Optional "x-presumed": Object(Kind::Presumed) => Documented;
    Optional "x-time": Text => Types;
};

tables! {
    /// An item of `x-rules`: one key, which names the rule, and for a rule that is only documented its source.
    RULE: "rule of `x-rules`" closed {
        Optional "requires": Object(Kind::Requires) => Runtime;
        Optional "ordered" "together": List(&Text) => Runtime;
        Optional "presumed": Text => Documented;
    }

    /// `x-presumed`: limits that are documented and not checked, with their source.
    PRESUMED: "extension `x-presumed`" closed {
        Optional "maxLength" "minLength" "maxItems" "minItems": Count => Documented;
        Optional "maximum" "minimum": Number => Documented;
        Required "source": Text => Documented;
    }

    /// `requires: {field: …, also: […]}`.
    REQUIRES: "rule `requires`" closed {
        Required "field": Text => Runtime;
        Required "also": List(&Text) => Runtime;
    }

    /// `x-pagination`, in one of several forms: `pagination_forms` checks which keys go together.
    PAGINATION: "extension `x-pagination`" closed {
        Optional "offset" "page" "cursor" "url" "link": Text => Runtime;
        Optional "first": Count => Runtime;
        Optional "next" "last" "limit": Text => Runtime;
        Required "items": Text => Runtime;
        Optional "total": Text => Runtime;
    }

    /// `x-waiter`.
    WAITER: "extension `x-waiter`" closed {
        Required "operation": Text => Runtime;
        Optional "parameters": Map(&Text) => Runtime;
        Required "status": Text => Runtime;
        Required "success": List(&Text) => Runtime;
        Optional "failure": List(&Text) => Runtime;
    }

    /// `x-docs: {page: …, date: …, authorization: {…}, decided: {…}}`, which `bindwright drift` reads.
    DOCS: "extension `x-docs`" closed {
        Optional "page" "date": Text => Documented;
        Optional "authorization" "decided": Map(&Text) => Documented;
    }

    /// `x-signature: {algorithm: …, headers: {…}}`.
    SIGNATURE: "extension `x-signature`" closed {
        Required "algorithm": Text => Runtime;
        Optional "headers" "otherwise": Map(&Text) => Runtime;
    }

    /// `x-credentials: {environment: {…}, file: {…}}`: where a client finds a credential that nobody sets.
    CREDENTIALS: "extension `x-credentials`" closed {
        Optional "environment": Map(&Text) => Runtime;
        Optional "file": Object(Kind::CredentialFile) => Runtime;
    }

    /// `file: {path: …, section: …, keys: {…}}`.
    CREDENTIAL_FILE: "file of `x-credentials`" closed {
        Required "path" "section": Text => Runtime;
        Optional "variable": Text => Runtime;
        Required "keys": Map(&Text) => Runtime;
    }

    /// `x-error`: which property of an error response contains its code, message and so on.
    ERROR_FIELDS: "extension `x-error`" closed {
        Optional "code" "message" "detail" "request_id": Text => Types;
        Optional "success_codes": List(&Text) => Runtime;
    }
}

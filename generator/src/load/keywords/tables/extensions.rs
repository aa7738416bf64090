//! The extensions that this generator reads. They are checked like the keys of the standard.

use super::super::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{Runtime, Types},
    ValueType::{self, Either, List, Map, Object, Text},
    optional, required,
};

/// An item of `x-rules`: one key, which names the rule.
pub(super) const RULE: KeywordTable = KeywordTable {
    title: "rule of `x-rules`",
    keys: &[
        optional("requires", Object(Kind::Requires), Runtime),
        optional("ordered", List(&Text), Runtime),
        optional("together", List(&Text), Runtime),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

/// `requires: {field: …, also: […]}`.
pub(super) const REQUIRES: KeywordTable = KeywordTable {
    title: "rule `requires`",
    keys: &[
        required("field", Text, Runtime),
        required("also", List(&Text), Runtime),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

/// `x-pagination`.
pub(super) const PAGINATION: KeywordTable = KeywordTable {
    title: "extension `x-pagination`",
    keys: &[
        required("offset", Text, Runtime),
        required("limit", Text, Runtime),
        required("items", Text, Runtime),
        optional("total", Text, Runtime),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

/// `x-waiter`.
pub(super) const WAITER: KeywordTable = KeywordTable {
    title: "extension `x-waiter`",
    keys: &[
        required("operation", Text, Runtime),
        optional("parameters", Map(&Text), Runtime),
        required("status", Text, Runtime),
        required("success", List(&Text), Runtime),
        optional("failure", List(&Text), Runtime),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

/// The two forms of `x-signature`: the name of the algorithm, or an object with the name and headers.
pub(in crate::load::keywords) const SIGNATURE_SHAPE: ValueType =
    Either(&[Text, Object(Kind::Signature)]);

/// `x-signature: {algorithm: …, headers: {…}}`.
pub(super) const SIGNATURE: KeywordTable = KeywordTable {
    title: "extension `x-signature`",
    keys: &[
        required("algorithm", Text, Runtime),
        optional("headers", Map(&Text), Runtime),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

/// `x-error`: which property of an error response contains its code, message and so on.
pub(super) const ERROR_FIELDS: KeywordTable = KeywordTable {
    title: "extension `x-error`",
    keys: &[
        optional("code", Text, Types),
        optional("message", Text, Types),
        optional("detail", Text, Types),
        optional("request_id", Text, Types),
    ],
    others: OtherKeys::Nothing,
    origin: DefinedBy::Extension,
};

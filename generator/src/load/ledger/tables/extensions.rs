//! The extensions that this generator reads. They are checked like the keys of the standard.

use super::super::{
    Fate::{Runtime, Types},
    Object as Kind, Origin, Others,
    Shape::{List, Map, Object, Text},
    Table, optional, required,
};

/// An item of `x-rules`: one key, which names the rule.
pub(super) const RULE: Table = Table {
    title: "rule of `x-rules`",
    keys: &[
        optional("requires", Object(Kind::Requires), Runtime),
        optional("ordered", List(&Text), Runtime),
        optional("together", List(&Text), Runtime),
    ],
    others: Others::Nothing,
    origin: Origin::Extension,
};

/// `requires: {field: …, also: […]}`.
pub(super) const REQUIRES: Table = Table {
    title: "rule `requires`",
    keys: &[
        required("field", Text, Runtime),
        required("also", List(&Text), Runtime),
    ],
    others: Others::Nothing,
    origin: Origin::Extension,
};

/// `x-pagination`.
pub(super) const PAGINATION: Table = Table {
    title: "extension `x-pagination`",
    keys: &[
        required("offset", Text, Runtime),
        required("limit", Text, Runtime),
        required("items", Text, Runtime),
        optional("total", Text, Runtime),
    ],
    others: Others::Nothing,
    origin: Origin::Extension,
};

/// `x-waiter`.
pub(super) const WAITER: Table = Table {
    title: "extension `x-waiter`",
    keys: &[
        required("operation", Text, Runtime),
        optional("parameters", Map(&Text), Runtime),
        required("status", Text, Runtime),
        required("success", List(&Text), Runtime),
        optional("failure", List(&Text), Runtime),
    ],
    others: Others::Nothing,
    origin: Origin::Extension,
};

/// `x-error`: which property carries what.
pub(super) const ERROR_FIELDS: Table = Table {
    title: "extension `x-error`",
    keys: &[
        optional("code", Text, Types),
        optional("message", Text, Types),
        optional("detail", Text, Types),
        optional("request_id", Text, Types),
    ],
    others: Others::Nothing,
    origin: Origin::Extension,
};

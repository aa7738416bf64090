//! The Schema Object of Swagger 2.0.

use crate::load::keywords::tables::schema::VALUE_TEXTS;
use crate::load::keywords::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{Documented, Ignored, Runtime, Types},
    ValueType::{self, Any, Bool, Count, Either, List, Map, Number, Object, OneOf, Ref, Text},
    optional,
};

const SCHEMA_SHAPE: ValueType = Ref(Kind::V2Schema);
/// `file` is allowed in responses.
const TYPES: ValueType = OneOf(&[
    "string", "number", "integer", "boolean", "array", "object", "file",
]);

/// [Schema Object](https://spec.openapis.org/oas/v2.0.html#schema-object).
pub(in super::super) const SCHEMA: KeywordTable = KeywordTable {
    title: "Schema Object",
    keys: &[
        optional("type", TYPES, Types),
        optional("format", Text, Types),
        optional("title", Text, Documented),
        optional("description", Text, Documented),
        optional("default", Any, Types),
        optional("multipleOf", Number, Runtime),
        optional("maximum", Number, Runtime),
        optional("exclusiveMaximum", Bool, Runtime),
        optional("minimum", Number, Runtime),
        optional("exclusiveMinimum", Bool, Runtime),
        optional("maxLength", Count, Runtime),
        optional("minLength", Count, Runtime),
        optional("pattern", Text, Runtime),
        optional("maxItems", Count, Runtime),
        optional("minItems", Count, Runtime),
        optional("uniqueItems", Bool, Runtime),
        optional("maxProperties", Count, Runtime),
        optional("minProperties", Count, Runtime),
        optional("required", List(&Text), Types),
        optional("enum", List(&Any), Types),
        optional("items", SCHEMA_SHAPE, Types),
        optional("allOf", List(&SCHEMA_SHAPE), Types),
        optional("properties", Map(&SCHEMA_SHAPE), Types),
        optional("additionalProperties", Either(&[Bool, SCHEMA_SHAPE]), Types),
        optional("discriminator", Text, Types),
        optional("readOnly", Bool, Types),
        optional(
            "xml",
            Object(Kind::Xml),
            Ignored("bodies are read and written as JSON"),
        ),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
        optional("example", Any, Documented),
        optional("x-nullable", Bool, Types),
        optional("x-example", Any, Documented),
        optional("x-deprecated", Bool, Types),
        optional("x-deprecated-reason", Text, Documented),
        optional("x-rust-name", Text, Types),
        optional("x-rust-type", Text, Types),
        optional("x-enum-varnames", VALUE_TEXTS, Types),
        optional("x-enumNames", VALUE_TEXTS, Types),
        optional("x-enum-descriptions", Any, Documented),
        optional("x-enumDescriptions", Any, Documented),
        optional("x-enum-deprecated", Any, Documented),
        optional("x-ms-enum", Any, Types),
        optional("x-rules", List(&Object(Kind::Rule)), Runtime),
        optional("x-error", Object(Kind::ErrorFields), Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

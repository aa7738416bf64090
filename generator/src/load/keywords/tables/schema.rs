//! Schemas: the subset of JSON Schema in 3.0, and [JSON Schema 2020-12](https://json-schema.org/draft/2020-12) in 3.1.

use super::super::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{self, Documented, Ignored, Runtime, Types},
    ValueType::{self, Any, Bool, Count, Either, List, Map, Number, Object, OneOf, Ref, Text},
    optional, required,
};

const SCHEMA_SHAPE: ValueType = Ref(Kind::Schema);
const SCHEMAS: ValueType = List(&SCHEMA_SHAPE);
const NAMED_SCHEMAS: ValueType = Map(&SCHEMA_SHAPE);
const TYPES_3_0: ValueType = OneOf(&["string", "number", "integer", "boolean", "array", "object"]);
const TYPE_3_1: ValueType = OneOf(&[
    "null", "string", "number", "integer", "boolean", "array", "object",
]);

const AS_REFERENCE: Support =
    Ignored("the nearest anchor of that name takes its place, where there is one");

const NOT_CHECKED: Support = Ignored("values are not checked against it");

/// One string per value of `enum`: a list in the same order, or a map from the value.
pub(in crate::load::keywords) const VALUE_TEXTS: ValueType = Either(&[List(&Text), Map(&Text)]);

/// Schema Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#schema-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#schema-object).
pub(super) const SCHEMA: KeywordTable = KeywordTable {
    title: "Schema Object",
    keys: &[
        optional("type", TYPES_3_0, Types).only_3_0(),
        optional("type", Either(&[TYPE_3_1, List(&TYPE_3_1)]), Types).since_3_1(),
        optional("format", Text, Types),
        optional("description", Text, Documented),
        optional("title", Text, Documented),
        optional("properties", NAMED_SCHEMAS, Types),
        optional("required", List(&Text), Types),
        optional("items", SCHEMA_SHAPE, Types),
        optional("enum", List(&Any), Types),
        optional("default", Any, Types),
        optional("example", Any, Documented),
        optional("nullable", Bool, Types),
        optional("allOf", SCHEMAS, Types),
        optional("oneOf", SCHEMAS, Types),
        optional("anyOf", SCHEMAS, Types),
        optional("not", SCHEMA_SHAPE, Runtime),
        optional("additionalProperties", Either(&[Bool, SCHEMA_SHAPE]), Types),
        optional("discriminator", Object(Kind::Discriminator), Types),
        optional("readOnly", Bool, Types),
        optional("writeOnly", Bool, Types),
        optional("deprecated", Bool, Types),
        optional("x-deprecated-reason", Text, Documented),
        optional("maxLength", Count, Runtime),
        optional("minLength", Count, Runtime),
        optional("pattern", Text, Runtime),
        optional("maximum", Number, Runtime),
        optional("minimum", Number, Runtime),
        optional("exclusiveMaximum", Bool, Runtime).only_3_0(),
        optional("exclusiveMinimum", Bool, Runtime).only_3_0(),
        optional("exclusiveMaximum", Number, Runtime).since_3_1(),
        optional("exclusiveMinimum", Number, Runtime).since_3_1(),
        optional("multipleOf", Number, Runtime),
        optional("maxItems", Count, Runtime),
        optional("minItems", Count, Runtime),
        optional("uniqueItems", Bool, Runtime),
        optional("maxProperties", Count, Runtime),
        optional("minProperties", Count, Runtime),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
        optional(
            "xml",
            Object(Kind::Xml),
            Ignored("bodies are read and written as JSON"),
        ),
        optional("$ref", Text, Types).since_3_1(),
        optional("const", Any, Types).since_3_1(),
        optional("examples", List(&Any), Documented).since_3_1(),
        optional("prefixItems", SCHEMAS, Runtime).since_3_1(),
        optional("$defs", NAMED_SCHEMAS, Types).since_3_1(),
        optional("definitions", NAMED_SCHEMAS, Types).since_3_1(),
        optional("dependencies", Any, Runtime).since_3_1(),
        optional("$comment", Text, Documented).since_3_1(),
        optional("$id", Text, Types).since_3_1(),
        optional(
            "$schema",
            Text,
            Ignored("schemas are read as OpenAPI defines them"),
        )
        .since_3_1(),
        optional("$anchor", Text, Types).since_3_1(),
        optional("$dynamicAnchor", Text, Types).since_3_1(),
        optional("$dynamicRef", Text, AS_REFERENCE).since_3_1(),
        optional(
            "$vocabulary",
            Any,
            Ignored("schemas are read as OpenAPI defines them"),
        )
        .since_3_1(),
        optional("contentEncoding", Text, Types).since_3_1(),
        optional("contentMediaType", Text, Types).since_3_1(),
        optional("contentSchema", SCHEMA_SHAPE, NOT_CHECKED).since_3_1(),
        optional("if", SCHEMA_SHAPE, Runtime).since_3_1(),
        optional("then", SCHEMA_SHAPE, Runtime).since_3_1(),
        optional("else", SCHEMA_SHAPE, Runtime).since_3_1(),
        optional("dependentSchemas", NAMED_SCHEMAS, Runtime).since_3_1(),
        optional("dependentRequired", Map(&List(&Text)), Runtime).since_3_1(),
        optional("patternProperties", NAMED_SCHEMAS, Runtime).since_3_1(),
        optional("propertyNames", SCHEMA_SHAPE, Runtime).since_3_1(),
        optional("unevaluatedItems", SCHEMA_SHAPE, NOT_CHECKED).since_3_1(),
        optional("unevaluatedProperties", SCHEMA_SHAPE, NOT_CHECKED).since_3_1(),
        optional("contains", SCHEMA_SHAPE, Runtime).since_3_1(),
        optional("minContains", Count, Runtime).since_3_1(),
        optional("maxContains", Count, Runtime).since_3_1(),
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

/// Discriminator Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#discriminator-object).
pub(super) const DISCRIMINATOR: KeywordTable = KeywordTable {
    title: "Discriminator Object",
    keys: &[
        required("propertyName", Text, Types),
        optional("mapping", Map(&Text), Types),
        optional(
            "defaultMapping",
            Text,
            Ignored("values that no mapping names are kept as they are"),
        )
        .since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// XML Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#xml-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#xml-object).
pub(super) const XML: KeywordTable = KeywordTable {
    title: "XML Object",
    keys: &[
        optional("nodeType", Text, Documented).since_3_2(),
        optional("name", Text, Documented),
        optional("namespace", Text, Documented),
        optional("prefix", Text, Documented),
        optional("attribute", Bool, Documented),
        optional("wrapped", Bool, Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

//! Paths, operations, parameters and responses of Swagger 2.0.

use crate::load::keywords::tables::schema::VALUE_TEXTS;
use crate::load::keywords::{
    DefinedBy, Key, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{self, Documented, Ignored, Runtime, Types},
    ValueType::{self, Any, Bool, Count, List, Map, Number, Object, OneOf, Ref, Text},
    essential, expected, optional, required,
};

const PARAMETERS: ValueType = List(&Ref(Kind::V2Parameter));
const METHOD: ValueType = Object(Kind::V2Operation);
const TYPES: ValueType = OneOf(&["string", "number", "integer", "boolean", "array", "file"]);
const TYPE: Key = required("type", TYPES, Types);
const FORMATS: ValueType = OneOf(&["csv", "ssv", "tsv", "pipes", "multi"]);
const HOST: Support = Ignored("the schemes of the document are used");

/// [Paths Object](https://spec.openapis.org/oas/v2.0.html#paths-object).
pub(in super::super) const PATHS: KeywordTable = KeywordTable {
    title: "Paths Object",
    keys: &[],
    others: OtherKeys::Named(Ref(Kind::V2PathItem)),
    origin: DefinedBy::Standard,
};

/// [Path Item Object](https://spec.openapis.org/oas/v2.0.html#path-item-object).
pub(in super::super) const PATH_ITEM: KeywordTable = KeywordTable {
    title: "Path Item Object",
    keys: &[
        optional("get", METHOD, Types),
        optional("put", METHOD, Types),
        optional("post", METHOD, Types),
        optional("delete", METHOD, Types),
        optional("options", METHOD, Types),
        optional("head", METHOD, Types),
        optional("patch", METHOD, Types),
        optional("parameters", PARAMETERS, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// [Operation Object](https://spec.openapis.org/oas/v2.0.html#operation-object).
pub(in super::super) const OPERATION: KeywordTable = KeywordTable {
    title: "Operation Object",
    keys: &[
        optional("tags", List(&Text), Documented),
        optional("summary", Text, Documented),
        optional("description", Text, Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
        optional("operationId", Text, Types),
        optional("consumes", List(&Text), Runtime),
        optional("produces", List(&Text), Runtime),
        optional("parameters", PARAMETERS, Types),
        essential("responses", Object(Kind::V2Responses), Types),
        optional(
            "schemes",
            List(&OneOf(&["http", "https", "ws", "wss"])),
            HOST,
        ),
        optional("deprecated", Bool, Types),
        optional("x-deprecated-reason", Text, Documented),
        optional(
            "security",
            List(&Object(Kind::SecurityRequirement)),
            Runtime,
        ),
        optional("x-rust-name", Text, Types),
        optional("x-rules", List(&Object(Kind::Rule)), Runtime),
        optional("x-pagination", Object(Kind::Pagination), Runtime),
        optional("x-waiter", Object(Kind::Waiter), Runtime),
        optional("x-side-effect", Bool, Runtime),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// A table with the keys that parameters, headers and items share: the constraints on their values.
macro_rules! of_values {
    ($title:literal, $($key:expr),* $(,)?) => {
        KeywordTable {
            title: $title,
            keys: &[
                $($key,)*
                optional("format", Text, Types),
                optional("items", Object(Kind::V2Items), Types),
                optional("collectionFormat", FORMATS, Runtime),
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
                optional("enum", List(&Any), Types),
                optional("multipleOf", Number, Runtime),
                optional("x-nullable", Bool, Types),
                optional("x-example", Any, Documented),
                optional("x-enum-varnames", VALUE_TEXTS, Types),
                optional("x-enumNames", VALUE_TEXTS, Types),
                optional("x-enum-descriptions", Any, Documented),
                optional("x-enumDescriptions", Any, Documented),
                optional("x-enum-deprecated", Any, Documented),
                optional("x-ms-enum", Any, Types),
                optional("x-rust-type", Text, Types),
            ],
            others: OtherKeys::Extensions,
            origin: DefinedBy::Standard,
        }
    };
}

/// [Parameter Object](https://spec.openapis.org/oas/v2.0.html#parameter-object). A body parameter has a `schema` in place of `type`.
pub(in super::super) const PARAMETER: KeywordTable = of_values!(
    "Parameter Object",
    optional("type", TYPES, Types),
    required("name", Text, Types),
    required(
        "in",
        OneOf(&["query", "header", "path", "formData", "body"]),
        Types
    ),
    optional("description", Text, Documented),
    optional("required", Bool, Types),
    optional("schema", Ref(Kind::V2Schema), Types),
    optional(
        "allowEmptyValue",
        Bool,
        Ignored("an empty value is sent for an empty string only")
    ),
    optional("default", Any, Types),
    optional("x-rust-name", Text, Types),
    optional("x-client-parameter", Bool, Types),
);

/// The `default` of an item or a header.
const NO_DEFAULT: Key = optional(
    "default",
    Any,
    Ignored("an item or a header that is not there stays absent"),
);

/// [Items Object](https://spec.openapis.org/oas/v2.0.html#items-object).
pub(in super::super) const ITEMS: KeywordTable = of_values!("Items Object", TYPE, NO_DEFAULT);

/// [Header Object](https://spec.openapis.org/oas/v2.0.html#header-object).
pub(in super::super) const HEADER: KeywordTable = of_values!(
    "Header Object",
    TYPE,
    NO_DEFAULT,
    optional("description", Text, Documented),
    optional("x-rust-name", Text, Types),
);

/// [Responses Object](https://spec.openapis.org/oas/v2.0.html#responses-object).
pub(in super::super) const RESPONSES: KeywordTable = KeywordTable {
    title: "Responses Object",
    keys: &[],
    others: OtherKeys::Named(Ref(Kind::V2Response)),
    origin: DefinedBy::Standard,
};

/// [Response Object](https://spec.openapis.org/oas/v2.0.html#response-object).
pub(in super::super) const RESPONSE: KeywordTable = KeywordTable {
    title: "Response Object",
    keys: &[
        expected("description", Text, Documented),
        optional("schema", Ref(Kind::V2Schema), Types),
        optional("headers", Map(&Object(Kind::V2Header)), Types),
        optional("examples", Map(&Any), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

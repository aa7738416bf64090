//! Paths, operations, parameters, bodies and responses.

use super::super::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{self, Documented, Ignored, Runtime, Types},
    ValueType::{self, Any, Bool, List, Map, Object, OneOf, Ref, Text},
    essential, expected, optional, required,
};

const PARAMETERS: ValueType = List(&Ref(Kind::Parameter));
const CONTENT: ValueType = Map(&Object(Kind::MediaType));
const EXAMPLES: ValueType = Map(&Ref(Kind::Example));
const SERVERS: ValueType = List(&Object(Kind::Server));
const OPERATION_SHAPE: ValueType = Object(Kind::Operation);
const NO_METHOD: Support =
    Ignored("operations of other methods than those of OpenAPI 3.1 are not generated");
const NO_STREAM: Support = Ignored("bodies are read and written as a whole");
const STYLES: &[&str] = &[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// Paths Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#paths-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#paths-object).
pub(super) const PATHS: KeywordTable = KeywordTable {
    title: "Paths Object",
    keys: &[],
    others: OtherKeys::Named(Ref(Kind::PathItem)),
    origin: DefinedBy::Standard,
};

/// Path Item Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#path-item-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#path-item-object).
pub(super) const PATH_ITEM: KeywordTable = KeywordTable {
    title: "Path Item Object",
    keys: &[
        optional("summary", Text, Documented),
        optional("description", Text, Documented),
        optional("get", OPERATION_SHAPE, Types),
        optional("put", OPERATION_SHAPE, Types),
        optional("post", OPERATION_SHAPE, Types),
        optional("delete", OPERATION_SHAPE, Types),
        optional("options", OPERATION_SHAPE, Types),
        optional("head", OPERATION_SHAPE, Types),
        optional("patch", OPERATION_SHAPE, Types),
        optional("trace", OPERATION_SHAPE, Types),
        optional("query", OPERATION_SHAPE, NO_METHOD).since_3_2(),
        optional("additionalOperations", Map(&OPERATION_SHAPE), NO_METHOD).since_3_2(),
        optional("servers", SERVERS, Runtime),
        optional("parameters", PARAMETERS, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Operation Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#operation-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#operation-object).
pub(super) const OPERATION: KeywordTable = KeywordTable {
    title: "Operation Object",
    keys: &[
        optional("tags", List(&Text), Documented),
        optional("summary", Text, Documented),
        optional("description", Text, Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
        optional("operationId", Text, Types),
        optional("parameters", PARAMETERS, Types),
        optional("requestBody", Ref(Kind::RequestBody), Types),
        essential("responses", Object(Kind::Responses), Types).only_3_0(),
        optional("responses", Object(Kind::Responses), Types).since_3_1(),
        optional("callbacks", Map(&Ref(Kind::Callback)), Types),
        optional("deprecated", Bool, Types),
        optional("x-deprecated-reason", Text, Documented),
        optional(
            "security",
            List(&Object(Kind::SecurityRequirement)),
            Runtime,
        ),
        optional("servers", SERVERS, Runtime),
        optional("x-rust-name", Text, Types),
        optional("x-rules", List(&Object(Kind::Rule)), Runtime),
        optional("x-pagination", Object(Kind::Pagination), Runtime),
        optional("x-waiter", Object(Kind::Waiter), Runtime),
        optional("x-side-effect", Bool, Runtime),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Parameter Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#parameter-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#parameter-object).
pub(super) const PARAMETER: KeywordTable = KeywordTable {
    title: "Parameter Object",
    keys: &[
        required("name", Text, Types),
        required("in", OneOf(&["query", "header", "path", "cookie"]), Types),
        optional("description", Text, Documented),
        optional("required", Bool, Types),
        optional("deprecated", Bool, Documented),
        optional("x-deprecated-reason", Text, Documented),
        optional(
            "allowEmptyValue",
            Bool,
            Ignored("an empty value is sent for an empty string only"),
        ),
        optional("style", OneOf(STYLES), Runtime),
        optional("explode", Bool, Runtime),
        optional("allowReserved", Bool, Runtime),
        optional("schema", Ref(Kind::Schema), Types),
        optional("example", Any, Documented),
        optional("examples", EXAMPLES, Documented),
        optional("content", CONTENT, Types),
        optional("x-rust-name", Text, Types),
        optional("x-client-parameter", Bool, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Request Body Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#request-body-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#request-body-object).
pub(super) const REQUEST_BODY: KeywordTable = KeywordTable {
    title: "Request Body Object",
    keys: &[
        optional("description", Text, Documented),
        required("content", CONTENT, Types),
        optional("required", Bool, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Media Type Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#media-type-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#media-type-object).
pub(super) const MEDIA_TYPE: KeywordTable = KeywordTable {
    title: "Media Type Object",
    keys: &[
        optional("schema", Ref(Kind::Schema), Types),
        optional("example", Any, Documented),
        optional("examples", EXAMPLES, Documented),
        optional("encoding", Map(&Object(Kind::Encoding)), Runtime),
        optional("itemSchema", Ref(Kind::Schema), NO_STREAM).since_3_2(),
        optional("prefixEncoding", List(&Object(Kind::Encoding)), NO_STREAM).since_3_2(),
        optional("itemEncoding", Object(Kind::Encoding), NO_STREAM).since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Encoding Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#encoding-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#encoding-object).
pub(super) const ENCODING: KeywordTable = KeywordTable {
    title: "Encoding Object",
    keys: &[
        optional("contentType", Text, Runtime),
        optional(
            "headers",
            Map(&Ref(Kind::Header)),
            Ignored("parts carry no headers of their own"),
        ),
        optional(
            "style",
            OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
            Runtime,
        ),
        optional("explode", Bool, Runtime),
        optional(
            "allowReserved",
            Bool,
            Ignored("reserved characters are percent-encoded, which means the same"),
        ),
        optional("encoding", Map(&Object(Kind::Encoding)), NO_NESTING).since_3_2(),
        optional("prefixEncoding", List(&Object(Kind::Encoding)), NO_NESTING).since_3_2(),
        optional("itemEncoding", Object(Kind::Encoding), NO_NESTING).since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// The keys of a header that have no effect in a part of a multipart body.
const NO_NESTING: Support = Ignored("a part of a body is written whole, by its own media type");

/// Responses Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#responses-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#responses-object).
pub(super) const RESPONSES: KeywordTable = KeywordTable {
    title: "Responses Object",
    keys: &[],
    others: OtherKeys::Named(Ref(Kind::Response)),
    origin: DefinedBy::Standard,
};

/// Response Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#response-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#response-object).
pub(super) const RESPONSE: KeywordTable = KeywordTable {
    title: "Response Object",
    keys: &[
        expected("description", Text, Documented).until_3_1(),
        optional("summary", Text, Documented).since_3_2(),
        optional("description", Text, Documented).since_3_2(),
        optional("headers", Map(&Ref(Kind::Header)), Types),
        optional("content", CONTENT, Types),
        optional("links", Map(&Ref(Kind::Link)), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Callback Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#callback-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#callback-object).
pub(super) const CALLBACK: KeywordTable = KeywordTable {
    title: "Callback Object",
    keys: &[],
    others: OtherKeys::Named(Ref(Kind::PathItem)),
    origin: DefinedBy::Standard,
};

/// Example Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#example-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#example-object).
pub(super) const EXAMPLE: KeywordTable = KeywordTable {
    title: "Example Object",
    keys: &[
        optional("summary", Text, Documented),
        optional("description", Text, Documented),
        optional("value", Any, Documented),
        optional("externalValue", Text, Documented),
        optional("dataValue", Any, Documented).since_3_2(),
        optional("serializedValue", Text, Documented).since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Link Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#link-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#link-object).
pub(super) const LINK: KeywordTable = KeywordTable {
    title: "Link Object",
    keys: &[
        optional("operationRef", Text, Documented),
        optional("operationId", Text, Documented),
        optional("parameters", Map(&Any), Documented),
        optional("requestBody", Any, Documented),
        optional("description", Text, Documented),
        optional("server", Object(Kind::Server), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Header Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#header-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#header-object).
pub(super) const HEADER: KeywordTable = KeywordTable {
    title: "Header Object",
    keys: &[
        optional("description", Text, Documented),
        optional("required", Bool, Types),
        optional("deprecated", Bool, Documented),
        optional("x-deprecated-reason", Text, Documented),
        optional(
            "allowEmptyValue",
            Bool,
            Ignored("it has no meaning for headers"),
        ),
        optional("style", OneOf(&["simple"]), Runtime),
        optional("explode", Bool, Runtime),
        optional(
            "allowReserved",
            Bool,
            Ignored("it has no meaning for headers"),
        ),
        optional("schema", Ref(Kind::Schema), Types),
        optional("example", Any, Documented),
        optional("examples", EXAMPLES, Documented),
        optional("content", CONTENT, Types),
        optional("x-rust-name", Text, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

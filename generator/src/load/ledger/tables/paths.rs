//! Paths, operations, and what goes into and comes out of them.

use super::super::{
    Fate::{self, Documented, Ignored, Runtime, Types},
    Object as Kind, Origin, Others,
    Shape::{self, Any, Bool, List, Map, Object, OneOf, Ref, Text},
    Table, essential, expected, optional, required,
};

const PARAMETERS: Shape = List(&Ref(Kind::Parameter));
const CONTENT: Shape = Map(&Object(Kind::MediaType));
const EXAMPLES: Shape = Map(&Ref(Kind::Example));
const SERVERS: Shape = List(&Object(Kind::Server));
const OPERATION_SHAPE: Shape = Object(Kind::Operation);
const NO_METHOD: Fate =
    Ignored("operations of other methods than those of OpenAPI 3.1 are not generated");
const NO_STREAM: Fate = Ignored("bodies are read and written as a whole");
const STYLES: &[&str] = &[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// Paths Object.
pub(super) const PATHS: Table = Table {
    title: "Paths Object",
    keys: &[],
    others: Others::Named(Ref(Kind::PathItem)),
    origin: Origin::Standard,
};

/// Path Item Object.
pub(super) const PATH_ITEM: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Operation Object.
pub(super) const OPERATION: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Parameter Object.
pub(super) const PARAMETER: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Request Body Object.
pub(super) const REQUEST_BODY: Table = Table {
    title: "Request Body Object",
    keys: &[
        optional("description", Text, Documented),
        required("content", CONTENT, Types),
        optional("required", Bool, Types),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Media Type Object.
pub(super) const MEDIA_TYPE: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Encoding Object.
pub(super) const ENCODING: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// What a part of a multipart body has no say in.
const NO_NESTING: Fate = Ignored("a part of a body is written whole, by its own media type");

/// Responses Object.
pub(super) const RESPONSES: Table = Table {
    title: "Responses Object",
    keys: &[],
    others: Others::Named(Ref(Kind::Response)),
    origin: Origin::Standard,
};

/// Response Object.
pub(super) const RESPONSE: Table = Table {
    title: "Response Object",
    keys: &[
        expected("description", Text, Documented).until_3_1(),
        optional("summary", Text, Documented).since_3_2(),
        optional("description", Text, Documented).since_3_2(),
        optional("headers", Map(&Ref(Kind::Header)), Types),
        optional("content", CONTENT, Types),
        optional("links", Map(&Ref(Kind::Link)), Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Callback Object.
pub(super) const CALLBACK: Table = Table {
    title: "Callback Object",
    keys: &[],
    others: Others::Named(Ref(Kind::PathItem)),
    origin: Origin::Standard,
};

/// Example Object.
pub(super) const EXAMPLE: Table = Table {
    title: "Example Object",
    keys: &[
        optional("summary", Text, Documented),
        optional("description", Text, Documented),
        optional("value", Any, Documented),
        optional("externalValue", Text, Documented),
        optional("dataValue", Any, Documented).since_3_2(),
        optional("serializedValue", Text, Documented).since_3_2(),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Link Object.
pub(super) const LINK: Table = Table {
    title: "Link Object",
    keys: &[
        optional("operationRef", Text, Documented),
        optional("operationId", Text, Documented),
        optional("parameters", Map(&Any), Documented),
        optional("requestBody", Any, Documented),
        optional("description", Text, Documented),
        optional("server", Object(Kind::Server), Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Header Object.
pub(super) const HEADER: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

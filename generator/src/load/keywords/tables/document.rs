//! The document itself, its description, its servers and its components.

use super::super::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{Documented, Ignored, Runtime, Types},
    ValueType::{self, List, Map, Object, Ref, Text},
    essential, optional, required,
};

const SERVERS: ValueType = List(&Object(Kind::Server));
const PATH_ITEMS: ValueType = Map(&Ref(Kind::PathItem));

/// OpenAPI Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#openapi-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#openapi-object).
pub(super) const DOCUMENT: KeywordTable = KeywordTable {
    title: "OpenAPI Object",
    keys: &[
        required("openapi", Text, Types),
        essential("info", Object(Kind::Info), Documented),
        optional(
            "jsonSchemaDialect",
            Text,
            Ignored("schemas are read as OpenAPI defines them"),
        )
        .since_3_1(),
        optional(
            "$self",
            Text,
            Ignored("references are resolved against the document alone"),
        )
        .since_3_2(),
        optional("servers", SERVERS, Runtime),
        essential("paths", Object(Kind::Paths), Types).only_3_0(),
        optional("paths", Object(Kind::Paths), Types).since_3_1(),
        optional("webhooks", PATH_ITEMS, Types).since_3_1(),
        optional("x-webhooks", PATH_ITEMS, Types),
        optional("components", Object(Kind::Components), Types),
        optional(
            "security",
            List(&Object(Kind::SecurityRequirement)),
            Runtime,
        ),
        optional("tags", List(&Object(Kind::Tag)), Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Info Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#info-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#info-object).
pub(super) const INFO: KeywordTable = KeywordTable {
    title: "Info Object",
    keys: &[
        essential("title", Text, Documented),
        optional("summary", Text, Documented).since_3_1(),
        optional("description", Text, Documented),
        optional("termsOfService", Text, Documented),
        optional("contact", Object(Kind::Contact), Documented),
        optional("license", Object(Kind::License), Documented),
        essential("version", Text, Documented),
        optional("x-rust-name", Text, Types),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Contact Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#contact-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#contact-object).
pub(super) const CONTACT: KeywordTable = KeywordTable {
    title: "Contact Object",
    keys: &[
        optional("name", Text, Documented),
        optional("url", Text, Documented),
        optional("email", Text, Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// License Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#license-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#license-object).
pub(super) const LICENSE: KeywordTable = KeywordTable {
    title: "License Object",
    keys: &[
        required("name", Text, Documented),
        optional("identifier", Text, Documented).since_3_1(),
        optional("url", Text, Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Server Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-object).
pub(super) const SERVER: KeywordTable = KeywordTable {
    title: "Server Object",
    keys: &[
        required("url", Text, Runtime),
        optional("name", Text, Documented).since_3_2(),
        optional("description", Text, Documented),
        optional("variables", Map(&Object(Kind::ServerVariable)), Runtime),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Server Variable Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-variable-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-variable-object).
pub(super) const SERVER_VARIABLE: KeywordTable = KeywordTable {
    title: "Server Variable Object",
    keys: &[
        optional("enum", List(&Text), Documented),
        required("default", Text, Runtime),
        optional("description", Text, Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Components Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#components-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#components-object).
pub(super) const COMPONENTS: KeywordTable = KeywordTable {
    title: "Components Object",
    keys: &[
        optional("schemas", Map(&Ref(Kind::Schema)), Types),
        optional("responses", Map(&Ref(Kind::Response)), Types),
        optional("parameters", Map(&Ref(Kind::Parameter)), Types),
        optional("examples", Map(&Ref(Kind::Example)), Documented),
        optional("requestBodies", Map(&Ref(Kind::RequestBody)), Types),
        optional("headers", Map(&Ref(Kind::Header)), Types),
        optional("securitySchemes", Map(&Ref(Kind::SecurityScheme)), Runtime),
        optional("links", Map(&Ref(Kind::Link)), Documented),
        optional("callbacks", Map(&Ref(Kind::Callback)), Types),
        optional("pathItems", PATH_ITEMS, Types).since_3_1(),
        optional(
            "mediaTypes",
            Map(&Object(Kind::MediaType)),
            Ignored("media types are read where they stand"),
        )
        .since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// External Documentation Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#external-documentation-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#external-documentation-object).
pub(super) const EXTERNAL_DOCS: KeywordTable = KeywordTable {
    title: "External Documentation Object",
    keys: &[
        optional("description", Text, Documented),
        required("url", Text, Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Tag Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#tag-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#tag-object).
pub(super) const TAG: KeywordTable = KeywordTable {
    title: "Tag Object",
    keys: &[
        required("name", Text, Documented),
        optional("summary", Text, Documented).since_3_2(),
        optional("parent", Text, Documented).since_3_2(),
        optional("kind", Text, Documented).since_3_2(),
        optional("description", Text, Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

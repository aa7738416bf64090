//! The document itself, its description, its servers and its components.

use super::super::{
    Fate::{Documented, Ignored, Runtime, Types},
    Object as Kind, Origin, Others,
    Shape::{self, List, Map, Object, Ref, Text},
    Table, essential, optional, required,
};

const SERVERS: Shape = List(&Object(Kind::Server));
const PATH_ITEMS: Shape = Map(&Ref(Kind::PathItem));

/// OpenAPI Object.
pub(super) const DOCUMENT: Table = Table {
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
        optional(
            "webhooks",
            PATH_ITEMS,
            Ignored("requests that the server sends are not generated"),
        )
        .since_3_1(),
        optional("components", Object(Kind::Components), Types),
        optional(
            "security",
            List(&Object(Kind::SecurityRequirement)),
            Runtime,
        ),
        optional("tags", List(&Object(Kind::Tag)), Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Info Object.
pub(super) const INFO: Table = Table {
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
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Contact Object.
pub(super) const CONTACT: Table = Table {
    title: "Contact Object",
    keys: &[
        optional("name", Text, Documented),
        optional("url", Text, Documented),
        optional("email", Text, Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// License Object.
pub(super) const LICENSE: Table = Table {
    title: "License Object",
    keys: &[
        required("name", Text, Documented),
        optional("identifier", Text, Documented).since_3_1(),
        optional("url", Text, Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Server Object.
pub(super) const SERVER: Table = Table {
    title: "Server Object",
    keys: &[
        required("url", Text, Runtime),
        optional("name", Text, Documented).since_3_2(),
        optional("description", Text, Documented),
        optional("variables", Map(&Object(Kind::ServerVariable)), Runtime),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Server Variable Object.
pub(super) const SERVER_VARIABLE: Table = Table {
    title: "Server Variable Object",
    keys: &[
        optional("enum", List(&Text), Documented),
        required("default", Text, Runtime),
        optional("description", Text, Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Components Object.
pub(super) const COMPONENTS: Table = Table {
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
        optional("callbacks", Map(&Ref(Kind::Callback)), Documented),
        optional("pathItems", PATH_ITEMS, Types).since_3_1(),
        optional(
            "mediaTypes",
            Map(&Object(Kind::MediaType)),
            Ignored("media types are read where they stand"),
        )
        .since_3_2(),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// External Documentation Object.
pub(super) const EXTERNAL_DOCS: Table = Table {
    title: "External Documentation Object",
    keys: &[
        optional("description", Text, Documented),
        required("url", Text, Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

/// Tag Object.
pub(super) const TAG: Table = Table {
    title: "Tag Object",
    keys: &[
        required("name", Text, Documented),
        optional("summary", Text, Documented).since_3_2(),
        optional("parent", Text, Documented).since_3_2(),
        optional("kind", Text, Documented).since_3_2(),
        optional("description", Text, Documented),
        optional("externalDocs", Object(Kind::ExternalDocs), Documented),
    ],
    others: Others::Extensions,
    origin: Origin::Standard,
};

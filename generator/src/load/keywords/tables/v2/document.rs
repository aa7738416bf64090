//! The root of Swagger 2.0 and its security definitions.

use crate::load::keywords::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{Documented, Runtime, Types},
    ValueType::{List, Map, Object, OneOf, Ref, Text},
    essential, optional, required,
    tables::extensions::SIGNATURE_SHAPE,
};

/// [Swagger Object](https://spec.openapis.org/oas/v2.0.html#swagger-object).
pub(in super::super) const DOCUMENT: KeywordTable = KeywordTable {
    title: "Swagger Object",
    keys: &[
        required("swagger", Text, Types),
        essential("info", Object(Kind::Info), Documented),
        optional("host", Text, Runtime),
        optional("basePath", Text, Runtime),
        optional(
            "schemes",
            List(&OneOf(&["http", "https", "ws", "wss"])),
            Runtime,
        ),
        optional("consumes", List(&Text), Runtime),
        optional("produces", List(&Text), Runtime),
        essential("paths", Object(Kind::V2Paths), Types),
        optional("definitions", Map(&Ref(Kind::V2Schema)), Types),
        optional("parameters", Map(&Ref(Kind::V2Parameter)), Types),
        optional("responses", Map(&Ref(Kind::V2Response)), Types),
        optional(
            "securityDefinitions",
            Map(&Object(Kind::V2SecurityScheme)),
            Runtime,
        ),
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

/// [Security Scheme Object](https://spec.openapis.org/oas/v2.0.html#security-scheme-object). `conditional.rs` checks which further keys a type requires.
pub(in super::super) const SECURITY_SCHEME: KeywordTable = KeywordTable {
    title: "Security Scheme Object",
    keys: &[
        required("type", OneOf(&["basic", "apiKey", "oauth2"]), Runtime),
        optional("description", Text, Documented),
        optional("name", Text, Runtime),
        optional("in", OneOf(&["query", "header"]), Runtime),
        optional(
            "flow",
            OneOf(&["implicit", "password", "application", "accessCode"]),
            Documented,
        ),
        optional("authorizationUrl", Text, Documented),
        optional("tokenUrl", Text, Documented),
        optional("scopes", Map(&Text), Documented),
        optional("x-rust-name", Text, Types),
        optional("x-signature", SIGNATURE_SHAPE, Runtime),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

//! Security schemes and the requirements that name them.

use super::super::{
    DefinedBy, KeywordTable, ObjectKind as Kind, OtherKeys,
    Support::{Documented, Runtime, Types},
    ValueType::{Bool, List, Map, Object, OneOf, Text},
    optional, required,
};
use super::extensions::SIGNATURE_SHAPE;

/// Security Scheme Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-scheme-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object). `conditional.rs` checks which further keys a type requires.
pub(super) const SECURITY_SCHEME: KeywordTable = KeywordTable {
    title: "Security Scheme Object",
    keys: &[
        required(
            "type",
            OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
            Runtime,
        )
        .only_3_0(),
        required(
            "type",
            OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
            Runtime,
        )
        .since_3_1(),
        optional("description", Text, Documented),
        optional("name", Text, Runtime),
        optional("in", OneOf(&["query", "header", "cookie"]), Runtime),
        optional("scheme", Text, Runtime),
        optional("bearerFormat", Text, Documented),
        optional("flows", Object(Kind::OAuthFlows), Documented),
        optional("openIdConnectUrl", Text, Documented),
        optional("oauth2MetadataUrl", Text, Documented).since_3_2(),
        optional("deprecated", Bool, Documented).since_3_2(),
        optional("x-rust-name", Text, Types),
        optional("x-signature", SIGNATURE_SHAPE, Runtime),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// OAuth Flows Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flows-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object).
pub(super) const OAUTH_FLOWS: KeywordTable = KeywordTable {
    title: "OAuth Flows Object",
    keys: &[
        optional("implicit", Object(Kind::OAuthFlow), Documented),
        optional("password", Object(Kind::OAuthFlow), Documented),
        optional("clientCredentials", Object(Kind::OAuthFlow), Documented),
        optional("authorizationCode", Object(Kind::OAuthFlow), Documented),
        optional("deviceAuthorization", Object(Kind::OAuthFlow), Documented).since_3_2(),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// OAuth Flow Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flow-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object). `conditional.rs` checks which URLs a flow requires.
pub(super) const OAUTH_FLOW: KeywordTable = KeywordTable {
    title: "OAuth Flow Object",
    keys: &[
        optional("authorizationUrl", Text, Documented),
        optional("tokenUrl", Text, Documented),
        optional("refreshUrl", Text, Documented),
        optional("deviceAuthorizationUrl", Text, Documented).since_3_2(),
        required("scopes", Map(&Text), Documented),
    ],
    others: OtherKeys::Extensions,
    origin: DefinedBy::Standard,
};

/// Security Requirement Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object), [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object).
pub(super) const SECURITY_REQUIREMENT: KeywordTable = KeywordTable {
    title: "Security Requirement Object",
    keys: &[],
    others: OtherKeys::Free(List(&Text)),
    origin: DefinedBy::Standard,
};

//! The document itself, its description, its servers, its components and its security schemes.

use super::extensions::SIGNATURE_SHAPE;
use crate::load::keywords::object_kind::ObjectKind as Kind;
use crate::load::keywords::object_kind::ValueType::{
    self, Bool, List, Map, Object, OneOf, Ref, Text,
};
use crate::load::keywords::table::KeyEffect;
use crate::load::keywords::table::KeyEffect::{Documented, Ignored, Runtime, Types};

/// The servers of a document.
const SERVERS: ValueType = List(&Object(Kind::Server));
/// Path items by name, each of which may be a reference.
const PATH_ITEMS: ValueType = Map(&Ref(Kind::PathItem));
const AS_OPENAPI: KeyEffect = Ignored("schemas are read as OpenAPI defines them");
const ALONE: KeyEffect = Ignored("references are resolved against the document alone");
const IN_PLACE: KeyEffect = Ignored("media types are read where they stand");

tables! {
    /// OpenAPI Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#openapi-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#openapi-object).
    DOCUMENT: "OpenAPI Object" {
        Required "openapi": Text => Types;
        Essential "info": Object(Kind::Info) => Documented;
        Optional "jsonSchemaDialect": Text => AS_OPENAPI, since_3_1;
        Optional "$self": Text => ALONE, since_3_2;
        Optional "servers": SERVERS => Runtime;
        Essential "paths": Object(Kind::Paths) => Types, only_3_0;
        Optional "paths": Object(Kind::Paths) => Types, since_3_1;
        Optional "webhooks": PATH_ITEMS => Types, since_3_1;
        Optional "x-webhooks": PATH_ITEMS => Types;
        Optional "components": Object(Kind::Components) => Types;
        Optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        Optional "tags": List(&Object(Kind::Tag)) => Documented;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// Info Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#info-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#info-object).
    INFO: "Info Object" {
        Essential "title": Text => Documented;
        Optional "summary": Text => Documented, since_3_1;
        Optional "description" "termsOfService": Text => Documented;
        Optional "contact": Object(Kind::Contact) => Documented;
        Optional "license": Object(Kind::License) => Documented;
        Essential "version": Text => Documented;
        Optional "x-rust-name": Text => Types;
    }

    /// Contact Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#contact-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#contact-object).
    CONTACT: "Contact Object" {
        Optional "name" "url" "email": Text => Documented;
    }

    /// License Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#license-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#license-object).
    LICENSE: "License Object" {
        Required "name": Text => Documented;
        Optional "identifier": Text => Documented, since_3_1;
        Optional "url": Text => Documented;
    }

    /// Server Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-object).
    SERVER: "Server Object" {
        Required "url": Text => Runtime;
        Optional "name": Text => Documented, since_3_2;
        Optional "description": Text => Documented;
        Optional "variables": Map(&Object(Kind::ServerVariable)) => Runtime;
        Optional "x-endpoint-variable": Text => Runtime;
    }

    /// Server Variable Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-variable-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-variable-object).
    SERVER_VARIABLE: "Server Variable Object" {
        Optional "enum": List(&Text) => Documented;
        Required "default": Text => Runtime;
        Optional "description": Text => Documented;
    }

    /// Components Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#components-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#components-object).
    COMPONENTS: "Components Object" {
        Optional "schemas": Map(&Ref(Kind::Schema)) => Types;
        Optional "responses": Map(&Ref(Kind::Response)) => Types;
        Optional "parameters": Map(&Ref(Kind::Parameter)) => Types;
        Optional "examples": Map(&Ref(Kind::Example)) => Documented;
        Optional "requestBodies": Map(&Ref(Kind::RequestBody)) => Types;
        Optional "headers": Map(&Ref(Kind::Header)) => Types;
        Optional "securitySchemes": Map(&Ref(Kind::SecurityScheme)) => Runtime;
        Optional "links": Map(&Ref(Kind::Link)) => Documented;
        Optional "callbacks": Map(&Ref(Kind::Callback)) => Types;
        Optional "pathItems": PATH_ITEMS => Types, since_3_1;
        Optional "mediaTypes": Map(&Object(Kind::MediaType)) => IN_PLACE, since_3_2;
    }

    /// External Documentation Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#external-documentation-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#external-documentation-object).
    EXTERNAL_DOCS: "External Documentation Object" {
        Optional "description": Text => Documented;
        Required "url": Text => Documented;
    }

    /// Tag Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#tag-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#tag-object).
    TAG: "Tag Object" {
        Required "name": Text => Documented;
        Optional "summary" "parent" "kind": Text => Documented, since_3_2;
        Optional "description": Text => Documented;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// Security Scheme Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-scheme-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object). `conditional.rs`
    /// checks which further keys a type requires.
    SECURITY_SCHEME: "Security Scheme Object" {
        Required "type": OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]) => Runtime, only_3_0;
        Required "type": OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]) => Runtime, since_3_1;
        Optional "description": Text => Documented;
        Optional "name": Text => Runtime;
        Optional "in": OneOf(&["query", "header", "cookie"]) => Runtime;
        Optional "scheme": Text => Runtime;
        Optional "bearerFormat": Text => Documented;
        Optional "flows": Object(Kind::OAuthFlows) => Runtime;
        Optional "openIdConnectUrl": Text => Documented;
        Optional "oauth2MetadataUrl": Text => Documented, since_3_2;
        Optional "deprecated": Bool => Documented, since_3_2;
        Optional "x-rust-name": Text => Types;
        Optional "x-signature": SIGNATURE_SHAPE => Runtime;
        Optional "x-credentials": Object(Kind::Credentials) => Runtime;
    }

    /// OAuth Flows Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flows-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object).
    OAUTH_FLOWS: "OAuth Flows Object" {
        Optional "implicit" "password" "clientCredentials" "authorizationCode": Object(Kind::OAuthFlow) => Documented;
        Optional "deviceAuthorization": Object(Kind::OAuthFlow) => Documented, since_3_2;
    }

    /// OAuth Flow Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flow-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object). `conditional.rs` checks
    /// which URLs a flow requires.
    OAUTH_FLOW: "OAuth Flow Object" {
        Optional "tokenUrl" "refreshUrl": Text => Runtime;
        Optional "authorizationUrl": Text => Documented;
        Optional "deviceAuthorizationUrl": Text => Documented, since_3_2;
        Required "scopes": Map(&Text) => Documented;
    }

    /// Security Requirement Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object).
    SECURITY_REQUIREMENT: "Security Requirement Object" of Free(List(&Text));
}

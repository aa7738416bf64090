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
        required "openapi": Text => Types;
        essential "info": Object(Kind::Info) => Documented;
        optional "jsonSchemaDialect": Text => AS_OPENAPI, since_3_1;
        optional "$self": Text => ALONE, since_3_2;
        optional "servers": SERVERS => Runtime;
        essential "paths": Object(Kind::Paths) => Types, only_3_0;
        optional "paths": Object(Kind::Paths) => Types, since_3_1;
        optional "webhooks": PATH_ITEMS => Types, since_3_1;
        optional "x-webhooks": PATH_ITEMS => Types;
        optional "components": Object(Kind::Components) => Types;
        optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        optional "tags": List(&Object(Kind::Tag)) => Documented;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// Info Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#info-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#info-object).
    INFO: "Info Object" {
        essential "title": Text => Documented;
        optional "summary": Text => Documented, since_3_1;
        optional "description" "termsOfService": Text => Documented;
        optional "contact": Object(Kind::Contact) => Documented;
        optional "license": Object(Kind::License) => Documented;
        essential "version": Text => Documented;
        optional "x-rust-name": Text => Types;
    }

    /// Contact Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#contact-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#contact-object).
    CONTACT: "Contact Object" {
        optional "name" "url" "email": Text => Documented;
    }

    /// License Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#license-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#license-object).
    LICENSE: "License Object" {
        required "name": Text => Documented;
        optional "identifier": Text => Documented, since_3_1;
        optional "url": Text => Documented;
    }

    /// Server Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-object).
    SERVER: "Server Object" {
        required "url": Text => Runtime;
        optional "name": Text => Documented, since_3_2;
        optional "description": Text => Documented;
        optional "variables": Map(&Object(Kind::ServerVariable)) => Runtime;
    }

    /// Server Variable Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#server-variable-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#server-variable-object).
    SERVER_VARIABLE: "Server Variable Object" {
        optional "enum": List(&Text) => Documented;
        required "default": Text => Runtime;
        optional "description": Text => Documented;
    }

    /// Components Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#components-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#components-object).
    COMPONENTS: "Components Object" {
        optional "schemas": Map(&Ref(Kind::Schema)) => Types;
        optional "responses": Map(&Ref(Kind::Response)) => Types;
        optional "parameters": Map(&Ref(Kind::Parameter)) => Types;
        optional "examples": Map(&Ref(Kind::Example)) => Documented;
        optional "requestBodies": Map(&Ref(Kind::RequestBody)) => Types;
        optional "headers": Map(&Ref(Kind::Header)) => Types;
        optional "securitySchemes": Map(&Ref(Kind::SecurityScheme)) => Runtime;
        optional "links": Map(&Ref(Kind::Link)) => Documented;
        optional "callbacks": Map(&Ref(Kind::Callback)) => Types;
        optional "pathItems": PATH_ITEMS => Types, since_3_1;
        optional "mediaTypes": Map(&Object(Kind::MediaType)) => IN_PLACE, since_3_2;
    }

    /// External Documentation Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#external-documentation-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#external-documentation-object).
    EXTERNAL_DOCS: "External Documentation Object" {
        optional "description": Text => Documented;
        required "url": Text => Documented;
    }

    /// Tag Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#tag-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#tag-object).
    TAG: "Tag Object" {
        required "name": Text => Documented;
        optional "summary" "parent" "kind": Text => Documented, since_3_2;
        optional "description": Text => Documented;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// Security Scheme Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-scheme-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object). `conditional.rs`
    /// checks which further keys a type requires.
    SECURITY_SCHEME: "Security Scheme Object" {
        required "type": OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]) => Runtime, only_3_0;
        required "type": OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]) => Runtime, since_3_1;
        optional "description": Text => Documented;
        optional "name": Text => Runtime;
        optional "in": OneOf(&["query", "header", "cookie"]) => Runtime;
        optional "scheme": Text => Runtime;
        optional "bearerFormat": Text => Documented;
        optional "flows": Object(Kind::OAuthFlows) => Documented;
        optional "openIdConnectUrl": Text => Documented;
        optional "oauth2MetadataUrl": Text => Documented, since_3_2;
        optional "deprecated": Bool => Documented, since_3_2;
        optional "x-rust-name": Text => Types;
        optional "x-signature": SIGNATURE_SHAPE => Runtime;
    }

    /// OAuth Flows Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flows-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object).
    OAUTH_FLOWS: "OAuth Flows Object" {
        optional "implicit" "password" "clientCredentials" "authorizationCode": Object(Kind::OAuthFlow) => Documented;
        optional "deviceAuthorization": Object(Kind::OAuthFlow) => Documented, since_3_2;
    }

    /// OAuth Flow Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#oauth-flow-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object). `conditional.rs` checks
    /// which URLs a flow requires.
    OAUTH_FLOW: "OAuth Flow Object" {
        optional "authorizationUrl" "tokenUrl" "refreshUrl": Text => Documented;
        optional "deviceAuthorizationUrl": Text => Documented, since_3_2;
        required "scopes": Map(&Text) => Documented;
    }

    /// Security Requirement Object:
    /// [3.0](https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object).
    SECURITY_REQUIREMENT: "Security Requirement Object" of Free(List(&Text));
}

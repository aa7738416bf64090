//! [Swagger 2.0](https://spec.openapis.org/oas/v2.0.html#schema): the objects that differ from
//! those of OpenAPI 3.
//!
//! Info, Contact, License, Tag, External Documentation, XML and Security Requirement are the same
//! and share their tables. So do the extensions of operations and schemas. Extensions for what 2.0
//! lacks, such as `x-nullable`, are read because many tools write them.

use super::extensions::{OPERATION_EXTENSIONS, SCHEMA_EXTENSIONS, SIGNATURE_SHAPE, VALUE_TEXTS};
use crate::load::keywords::object_kind::ObjectKind as Kind;
use crate::load::keywords::object_kind::ValueType::{
    self, Any, Bool, Count, Either, List, Map, Number, Object, OneOf, Ref, Text,
};
use crate::load::keywords::table::KeyEffect::{Documented, Ignored, Runtime, Types};
use crate::load::keywords::table::{Key, KeyEffect};

/// The parameters of a path item or an operation.
const PARAMETERS: ValueType = List(&Ref(Kind::V2Parameter));
/// The operation of one method.
const METHOD: ValueType = Object(Kind::V2Operation);
const SCHEMA_SHAPE: ValueType = Ref(Kind::V2Schema);
/// The protocols of a server. Web sockets are not generated.
const SCHEMES: ValueType = List(&OneOf(&["http", "https", "ws", "wss"]));
/// How a list is written in a parameter, see [Parameter
/// Object](https://spec.openapis.org/oas/v2.0.html#parameter-object).
const FORMATS: ValueType = OneOf(&["csv", "ssv", "tsv", "pipes", "multi"]);
/// The types of a parameter, a header or an item: objects have no form outside a body.
const VALUE_TYPES: ValueType = OneOf(&["string", "number", "integer", "boolean", "array", "file"]);
/// `file` is allowed in responses.
#[rustfmt::skip]
const SCHEMA_TYPES: ValueType =
    OneOf(&["string", "number", "integer", "boolean", "array", "object", "file"]);
const NO_SCHEMES: KeyEffect = Ignored("the schemes of the document are used");
const NO_DEFAULT: KeyEffect = Ignored("an item or a header that is not there stays absent");
const AS_JSON: KeyEffect = Ignored("bodies are read and written as JSON");

/// The keys that parameters, headers and items share: the constraints on their values.
const VALUES: &[Key] = keys! {
    optional "format": Text => Types;
    optional "items": Object(Kind::V2Items) => Types;
    optional "collectionFormat": FORMATS => Runtime;
    optional "maximum": Number => Runtime;
    optional "exclusiveMaximum": Bool => Runtime;
    optional "minimum": Number => Runtime;
    optional "exclusiveMinimum": Bool => Runtime;
    optional "maxLength" "minLength": Count => Runtime;
    optional "pattern": Text => Runtime;
    optional "maxItems" "minItems": Count => Runtime;
    optional "uniqueItems": Bool => Runtime;
    optional "enum": List(&Any) => Types;
    optional "multipleOf": Number => Runtime;
    optional "x-nullable": Bool => Types;
    optional "x-example": Any => Documented;
    optional "x-enum-varnames" "x-enumNames": VALUE_TEXTS => Types;
    optional "x-enum-descriptions" "x-enumDescriptions" "x-enum-deprecated": Any => Documented;
    optional "x-ms-enum": Any => Types;
    optional "x-rust-type": Text => Types;
};

tables! {
    /// [Swagger Object](https://spec.openapis.org/oas/v2.0.html#swagger-object).
    DOCUMENT: "Swagger Object" {
        required "swagger": Text => Types;
        essential "info": Object(Kind::Info) => Documented;
        optional "host" "basePath": Text => Runtime;
        optional "schemes": SCHEMES => Runtime;
        optional "consumes" "produces": List(&Text) => Runtime;
        essential "paths": Object(Kind::V2Paths) => Types;
        optional "definitions": Map(&Ref(Kind::V2Schema)) => Types;
        optional "parameters": Map(&Ref(Kind::V2Parameter)) => Types;
        optional "responses": Map(&Ref(Kind::V2Response)) => Types;
        optional "securityDefinitions": Map(&Object(Kind::V2SecurityScheme)) => Runtime;
        optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        optional "tags": List(&Object(Kind::Tag)) => Documented;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// [Security Scheme Object](https://spec.openapis.org/oas/v2.0.html#security-scheme-object).
    /// `conditional.rs` checks which further keys a type requires.
    SECURITY_SCHEME: "Security Scheme Object" {
        required "type": OneOf(&["basic", "apiKey", "oauth2"]) => Runtime;
        optional "description": Text => Documented;
        optional "name": Text => Runtime;
        optional "in": OneOf(&["query", "header"]) => Runtime;
        optional "flow": OneOf(&["implicit", "password", "application", "accessCode"]) => Documented;
        optional "authorizationUrl" "tokenUrl": Text => Documented;
        optional "scopes": Map(&Text) => Documented;
        optional "x-rust-name": Text => Types;
        optional "x-signature": SIGNATURE_SHAPE => Runtime;
    }

    /// [Paths Object](https://spec.openapis.org/oas/v2.0.html#paths-object).
    PATHS: "Paths Object" of Named(Ref(Kind::V2PathItem));

    /// [Path Item Object](https://spec.openapis.org/oas/v2.0.html#path-item-object).
    PATH_ITEM: "Path Item Object" {
        optional "get" "put" "post" "delete" "options" "head" "patch": METHOD => Types;
        optional "parameters": PARAMETERS => Types;
    }

    /// [Operation Object](https://spec.openapis.org/oas/v2.0.html#operation-object).
    OPERATION: "Operation Object" {
        optional "tags": List(&Text) => Documented;
        optional "summary" "description": Text => Documented;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        optional "operationId": Text => Types;
        optional "consumes" "produces": List(&Text) => Runtime;
        optional "parameters": PARAMETERS => Types;
        essential "responses": Object(Kind::V2Responses) => Types;
        optional "schemes": SCHEMES => NO_SCHEMES;
        optional "deprecated": Bool => Types;
        optional "x-deprecated-reason": Text => Documented;
        optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
    } and OPERATION_EXTENSIONS

    /// [Parameter Object](https://spec.openapis.org/oas/v2.0.html#parameter-object). A body
    /// parameter has a `schema` in place of `type`.
    PARAMETER: "Parameter Object" {
        optional "type": VALUE_TYPES => Types;
        required "name": Text => Types;
        required "in": OneOf(&["query", "header", "path", "formData", "body"]) => Types;
        optional "description": Text => Documented;
        optional "required": Bool => Types;
        optional "schema": Ref(Kind::V2Schema) => Types;
        optional "allowEmptyValue": Bool => Ignored("an empty value is sent for an empty string only");
        optional "default": Any => Types;
        optional "x-rust-name": Text => Types;
        optional "x-client-parameter": Bool => Types;
    } and VALUES

    /// [Items Object](https://spec.openapis.org/oas/v2.0.html#items-object).
    ITEMS: "Items Object" {
        required "type": VALUE_TYPES => Types;
        optional "default": Any => NO_DEFAULT;
    } and VALUES

    /// [Header Object](https://spec.openapis.org/oas/v2.0.html#header-object).
    HEADER: "Header Object" {
        required "type": VALUE_TYPES => Types;
        optional "default": Any => NO_DEFAULT;
        optional "description": Text => Documented;
        optional "x-rust-name": Text => Types;
    } and VALUES

    /// [Responses Object](https://spec.openapis.org/oas/v2.0.html#responses-object).
    RESPONSES: "Responses Object" of Named(Ref(Kind::V2Response));

    /// [Response Object](https://spec.openapis.org/oas/v2.0.html#response-object).
    RESPONSE: "Response Object" {
        expected "description": Text => Documented;
        optional "schema": Ref(Kind::V2Schema) => Types;
        optional "headers": Map(&Object(Kind::V2Header)) => Types;
        optional "examples": Map(&Any) => Documented;
    }

    /// [Schema Object](https://spec.openapis.org/oas/v2.0.html#schema-object).
    SCHEMA: "Schema Object" {
        optional "type": SCHEMA_TYPES => Types;
        optional "format": Text => Types;
        optional "title" "description": Text => Documented;
        optional "default": Any => Types;
        optional "multipleOf" "maximum": Number => Runtime;
        optional "exclusiveMaximum": Bool => Runtime;
        optional "minimum": Number => Runtime;
        optional "exclusiveMinimum": Bool => Runtime;
        optional "maxLength" "minLength": Count => Runtime;
        optional "pattern": Text => Runtime;
        optional "maxItems" "minItems": Count => Runtime;
        optional "uniqueItems": Bool => Runtime;
        optional "maxProperties" "minProperties": Count => Runtime;
        optional "required": List(&Text) => Types;
        optional "enum": List(&Any) => Types;
        optional "items": SCHEMA_SHAPE => Types;
        optional "allOf": List(&SCHEMA_SHAPE) => Types;
        optional "properties": Map(&SCHEMA_SHAPE) => Types;
        optional "additionalProperties": Either(&[Bool, SCHEMA_SHAPE]) => Types;
        optional "discriminator": Text => Types;
        optional "readOnly": Bool => Types;
        optional "xml": Object(Kind::Xml) => AS_JSON;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        optional "example": Any => Documented;
        optional "x-nullable": Bool => Types;
        optional "x-example": Any => Documented;
        optional "x-deprecated": Bool => Types;
        optional "x-deprecated-reason": Text => Documented;
    } and SCHEMA_EXTENSIONS
}

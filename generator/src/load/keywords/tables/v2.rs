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
    Optional "format": Text => Types;
    Optional "items": Object(Kind::V2Items) => Types;
    Optional "collectionFormat": FORMATS => Runtime;
    Optional "maximum": Number => Runtime;
    Optional "exclusiveMaximum": Bool => Runtime;
    Optional "minimum": Number => Runtime;
    Optional "exclusiveMinimum": Bool => Runtime;
    Optional "maxLength" "minLength": Count => Runtime;
    Optional "pattern": Text => Runtime;
    Optional "maxItems" "minItems": Count => Runtime;
    Optional "uniqueItems": Bool => Runtime;
    Optional "enum": List(&Any) => Types;
    Optional "multipleOf": Number => Runtime;
    Optional "x-nullable": Bool => Types;
    Optional "x-example": Any => Documented;
    Optional "x-enum-varnames" "x-enumNames": VALUE_TEXTS => Types;
    Optional "x-enum-descriptions" "x-enumDescriptions" "x-enum-deprecated": Any => Documented;
    Optional "x-ms-enum": Any => Types;
    Optional "x-rust-type": Text => Types;
    Optional "x-presumed": Object(Kind::Presumed) => Documented;
    Optional "x-time": Text => Types;
};

tables! {
    /// [Swagger Object](https://spec.openapis.org/oas/v2.0.html#swagger-object).
    DOCUMENT: "Swagger Object" {
        Required "swagger": Text => Types;
        Essential "info": Object(Kind::Info) => Documented;
        Optional "host" "basePath": Text => Runtime;
        Optional "schemes": SCHEMES => Runtime;
        Optional "consumes" "produces": List(&Text) => Runtime;
        Essential "paths": Object(Kind::V2Paths) => Types;
        Optional "definitions": Map(&Ref(Kind::V2Schema)) => Types;
        Optional "parameters": Map(&Ref(Kind::V2Parameter)) => Types;
        Optional "responses": Map(&Ref(Kind::V2Response)) => Types;
        Optional "securityDefinitions": Map(&Object(Kind::V2SecurityScheme)) => Runtime;
        Optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        Optional "tags": List(&Object(Kind::Tag)) => Documented;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
    }

    /// [Security Scheme Object](https://spec.openapis.org/oas/v2.0.html#security-scheme-object).
    /// `conditional.rs` checks which further keys a type requires.
    SECURITY_SCHEME: "Security Scheme Object" {
        Required "type": OneOf(&["basic", "apiKey", "oauth2"]) => Runtime;
        Optional "description": Text => Documented;
        Optional "name": Text => Runtime;
        Optional "in": OneOf(&["query", "header"]) => Runtime;
        Optional "flow": OneOf(&["implicit", "password", "application", "accessCode"]) => Documented;
        Optional "tokenUrl": Text => Runtime;
        Optional "authorizationUrl": Text => Documented;
        Optional "scopes": Map(&Text) => Documented;
        Optional "x-rust-name": Text => Types;
        Optional "x-signature": SIGNATURE_SHAPE => Runtime;
        Optional "x-credentials": Object(Kind::Credentials) => Runtime;
    }

    /// [Paths Object](https://spec.openapis.org/oas/v2.0.html#paths-object).
    PATHS: "Paths Object" of Named(Ref(Kind::V2PathItem));

    /// [Path Item Object](https://spec.openapis.org/oas/v2.0.html#path-item-object).
    PATH_ITEM: "Path Item Object" {
        Optional "get" "put" "post" "delete" "options" "head" "patch": METHOD => Types;
        Optional "parameters": PARAMETERS => Types;
    }

    /// [Operation Object](https://spec.openapis.org/oas/v2.0.html#operation-object).
    OPERATION: "Operation Object" {
        Optional "tags": List(&Text) => Documented;
        Optional "summary" "description": Text => Documented;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        Optional "operationId": Text => Types;
        Optional "consumes" "produces": List(&Text) => Runtime;
        Optional "parameters": PARAMETERS => Types;
        Essential "responses": Object(Kind::V2Responses) => Types;
        Optional "schemes": SCHEMES => NO_SCHEMES;
        Optional "deprecated": Bool => Types;
        Optional "x-deprecated-reason": Text => Documented;
        Optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
    } and OPERATION_EXTENSIONS

    /// [Parameter Object](https://spec.openapis.org/oas/v2.0.html#parameter-object). A body
    /// parameter has a `schema` in place of `type`.
    PARAMETER: "Parameter Object" {
        Optional "type": VALUE_TYPES => Types;
        Required "name": Text => Types;
        Required "in": OneOf(&["query", "header", "path", "formData", "body"]) => Types;
        Optional "description": Text => Documented;
        Optional "required": Bool => Types;
        Optional "schema": Ref(Kind::V2Schema) => Types;
        Optional "allowEmptyValue": Bool => Ignored("an empty value is sent for an empty string only");
        Optional "default": Any => Types;
        Optional "x-rust-name": Text => Types;
        Optional "x-client-parameter": Bool => Types;
    } and VALUES

    /// [Items Object](https://spec.openapis.org/oas/v2.0.html#items-object).
    ITEMS: "Items Object" {
        Required "type": VALUE_TYPES => Types;
        Optional "default": Any => NO_DEFAULT;
    } and VALUES

    /// [Header Object](https://spec.openapis.org/oas/v2.0.html#header-object).
    HEADER: "Header Object" {
        Required "type": VALUE_TYPES => Types;
        Optional "default": Any => NO_DEFAULT;
        Optional "description": Text => Documented;
        Optional "x-rust-name": Text => Types;
    } and VALUES

    /// [Responses Object](https://spec.openapis.org/oas/v2.0.html#responses-object).
    RESPONSES: "Responses Object" of Named(Ref(Kind::V2Response));

    /// [Response Object](https://spec.openapis.org/oas/v2.0.html#response-object).
    RESPONSE: "Response Object" {
        Expected "description": Text => Documented;
        Optional "schema": Ref(Kind::V2Schema) => Types;
        Optional "headers": Map(&Object(Kind::V2Header)) => Types;
        Optional "examples": Map(&Any) => Documented;
    }

    /// [Schema Object](https://spec.openapis.org/oas/v2.0.html#schema-object).
    SCHEMA: "Schema Object" {
        Optional "type": SCHEMA_TYPES => Types;
        Optional "format": Text => Types;
        Optional "title" "description": Text => Documented;
        Optional "default": Any => Types;
        Optional "multipleOf" "maximum": Number => Runtime;
        Optional "exclusiveMaximum": Bool => Runtime;
        Optional "minimum": Number => Runtime;
        Optional "exclusiveMinimum": Bool => Runtime;
        Optional "maxLength" "minLength": Count => Runtime;
        Optional "pattern": Text => Runtime;
        Optional "maxItems" "minItems": Count => Runtime;
        Optional "uniqueItems": Bool => Runtime;
        Optional "maxProperties" "minProperties": Count => Runtime;
        Optional "required": List(&Text) => Types;
        Optional "enum": List(&Any) => Types;
        Optional "items": SCHEMA_SHAPE => Types;
        Optional "allOf": List(&SCHEMA_SHAPE) => Types;
        Optional "properties": Map(&SCHEMA_SHAPE) => Types;
        Optional "additionalProperties": Either(&[Bool, SCHEMA_SHAPE]) => Types;
        Optional "discriminator": Text => Types;
        Optional "readOnly": Bool => Types;
        Optional "xml": Object(Kind::Xml) => AS_JSON;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        Optional "example": Any => Documented;
        Optional "x-nullable": Bool => Types;
        Optional "x-example": Any => Documented;
        Optional "x-deprecated": Bool => Types;
        Optional "x-deprecated-reason": Text => Documented;
    } and SCHEMA_EXTENSIONS
}

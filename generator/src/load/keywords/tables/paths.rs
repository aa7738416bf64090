//! Paths, operations, parameters, bodies and responses.

use super::extensions::OPERATION_EXTENSIONS;
use crate::load::keywords::object_kind::ObjectKind as Kind;
use crate::load::keywords::object_kind::ValueType::{
    self, Any, Bool, List, Map, Object, OneOf, Ref, Text,
};
use crate::load::keywords::table::KeyEffect;
use crate::load::keywords::table::KeyEffect::{Documented, Ignored, Runtime, Types};

const PARAMETERS: ValueType = List(&Ref(Kind::Parameter));
/// The media types of a body, or the one of a parameter.
const CONTENT: ValueType = Map(&Object(Kind::MediaType));
const EXAMPLES: ValueType = Map(&Ref(Kind::Example));
const SERVERS: ValueType = List(&Object(Kind::Server));
/// The operation of one method.
const METHOD: ValueType = Object(Kind::Operation);
const LIST_STYLES: ValueType = OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]);
#[rustfmt::skip]
const STYLES: ValueType =
    OneOf(&["form", "simple", "matrix", "label", "spaceDelimited", "pipeDelimited", "deepObject"]);
const NO_METHOD: KeyEffect =
    Ignored("operations of other methods than those of OpenAPI 3.1 are not generated");
const NO_STREAM: KeyEffect = Ignored("bodies are read and written as a whole");
const NO_NESTING: KeyEffect = Ignored("a part of a body is written whole, by its own media type");
const NO_HEADER: KeyEffect = Ignored("it has no meaning for headers");
const ENCODED: KeyEffect = Ignored("reserved characters are percent-encoded, which means the same");
const EMPTY: KeyEffect = Ignored("an empty value is sent for an empty string only");

tables! {
    /// Paths Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#paths-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#paths-object).
    PATHS: "Paths Object" of Named(Ref(Kind::PathItem));

    /// Path Item Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#path-item-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#path-item-object).
    PATH_ITEM: "Path Item Object" {
        optional "summary" "description": Text => Documented;
        optional "get" "put" "post" "delete" "options" "head" "patch" "trace": METHOD => Types;
        optional "query": METHOD => NO_METHOD, since_3_2;
        optional "additionalOperations": Map(&METHOD) => NO_METHOD, since_3_2;
        optional "servers": SERVERS => Runtime;
        optional "parameters": PARAMETERS => Types;
    }

    /// Operation Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#operation-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#operation-object).
    OPERATION: "Operation Object" {
        optional "tags": List(&Text) => Documented;
        optional "summary" "description": Text => Documented;
        optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        optional "operationId": Text => Types;
        optional "parameters": PARAMETERS => Types;
        optional "requestBody": Ref(Kind::RequestBody) => Types;
        essential "responses": Object(Kind::Responses) => Types, only_3_0;
        optional "responses": Object(Kind::Responses) => Types, since_3_1;
        optional "callbacks": Map(&Ref(Kind::Callback)) => Types;
        optional "deprecated": Bool => Types;
        optional "x-deprecated-reason": Text => Documented;
        optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        optional "servers": SERVERS => Runtime;
    } and OPERATION_EXTENSIONS

    /// Parameter Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#parameter-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#parameter-object).
    PARAMETER: "Parameter Object" {
        required "name": Text => Types;
        required "in": OneOf(&["query", "header", "path", "cookie"]) => Types;
        optional "description": Text => Documented;
        optional "required": Bool => Types;
        optional "deprecated": Bool => Documented;
        optional "x-deprecated-reason": Text => Documented;
        optional "allowEmptyValue": Bool => EMPTY;
        optional "style": STYLES => Runtime;
        optional "explode" "allowReserved": Bool => Runtime;
        optional "schema": Ref(Kind::Schema) => Types;
        optional "example": Any => Documented;
        optional "examples": EXAMPLES => Documented;
        optional "content": CONTENT => Types;
        optional "x-rust-name": Text => Types;
        optional "x-client-parameter": Bool => Types;
    }

    /// Request Body Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#request-body-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#request-body-object).
    REQUEST_BODY: "Request Body Object" {
        optional "description": Text => Documented;
        required "content": CONTENT => Types;
        optional "required": Bool => Types;
    }

    /// Media Type Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#media-type-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#media-type-object).
    MEDIA_TYPE: "Media Type Object" {
        optional "schema": Ref(Kind::Schema) => Types;
        optional "example": Any => Documented;
        optional "examples": EXAMPLES => Documented;
        optional "encoding": Map(&Object(Kind::Encoding)) => Runtime;
        optional "itemSchema": Ref(Kind::Schema) => NO_STREAM, since_3_2;
        optional "prefixEncoding": List(&Object(Kind::Encoding)) => NO_STREAM, since_3_2;
        optional "itemEncoding": Object(Kind::Encoding) => NO_STREAM, since_3_2;
    }

    /// Encoding Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#encoding-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#encoding-object).
    ENCODING: "Encoding Object" {
        optional "contentType": Text => Runtime;
        optional "headers": Map(&Ref(Kind::Header)) => Ignored("parts carry no headers of their own");
        optional "style": LIST_STYLES => Runtime;
        optional "explode": Bool => Runtime;
        optional "allowReserved": Bool => ENCODED;
        optional "encoding": Map(&Object(Kind::Encoding)) => NO_NESTING, since_3_2;
        optional "prefixEncoding": List(&Object(Kind::Encoding)) => NO_NESTING, since_3_2;
        optional "itemEncoding": Object(Kind::Encoding) => NO_NESTING, since_3_2;
    }

    /// Responses Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#responses-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#responses-object).
    RESPONSES: "Responses Object" of Named(Ref(Kind::Response));

    /// Response Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#response-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#response-object).
    RESPONSE: "Response Object" {
        expected "description": Text => Documented, until_3_1;
        optional "summary" "description": Text => Documented, since_3_2;
        optional "headers": Map(&Ref(Kind::Header)) => Types;
        optional "content": CONTENT => Types;
        optional "links": Map(&Ref(Kind::Link)) => Documented;
    }

    /// Callback Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#callback-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#callback-object).
    CALLBACK: "Callback Object" of Named(Ref(Kind::PathItem));

    /// Example Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#example-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#example-object).
    EXAMPLE: "Example Object" {
        optional "summary" "description": Text => Documented;
        optional "value": Any => Documented;
        optional "externalValue": Text => Documented;
        optional "dataValue": Any => Documented, since_3_2;
        optional "serializedValue": Text => Documented, since_3_2;
    }

    /// Link Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#link-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#link-object).
    LINK: "Link Object" {
        optional "operationRef" "operationId": Text => Documented;
        optional "parameters": Map(&Any) => Documented;
        optional "requestBody": Any => Documented;
        optional "description": Text => Documented;
        optional "server": Object(Kind::Server) => Documented;
    }

    /// Header Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#header-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#header-object).
    HEADER: "Header Object" {
        optional "description": Text => Documented;
        optional "required": Bool => Types;
        optional "deprecated": Bool => Documented;
        optional "x-deprecated-reason": Text => Documented;
        optional "allowEmptyValue": Bool => NO_HEADER;
        optional "style": OneOf(&["simple"]) => Runtime;
        optional "explode": Bool => Runtime;
        optional "allowReserved": Bool => NO_HEADER;
        optional "schema": Ref(Kind::Schema) => Types;
        optional "example": Any => Documented;
        optional "examples": EXAMPLES => Documented;
        optional "content": CONTENT => Types;
        optional "x-rust-name": Text => Types;
    }
}

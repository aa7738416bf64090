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
        Optional "summary" "description": Text => Documented;
        Optional "get" "put" "post" "delete" "options" "head" "patch" "trace": METHOD => Types;
        Optional "query": METHOD => NO_METHOD, since_3_2;
        Optional "additionalOperations": Map(&METHOD) => NO_METHOD, since_3_2;
        Optional "servers": SERVERS => Runtime;
        Optional "parameters": PARAMETERS => Types;
    }

    /// Operation Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#operation-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#operation-object).
    OPERATION: "Operation Object" {
        Optional "tags": List(&Text) => Documented;
        Optional "summary" "description": Text => Documented;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        Optional "operationId": Text => Types;
        Optional "parameters": PARAMETERS => Types;
        Optional "requestBody": Ref(Kind::RequestBody) => Types;
        Expected "responses": Object(Kind::Responses) => Types, only_3_0;
        Optional "responses": Object(Kind::Responses) => Types, since_3_1;
        Optional "callbacks": Map(&Ref(Kind::Callback)) => Types;
        Optional "deprecated": Bool => Types;
        Optional "x-deprecated-reason": Text => Documented;
        Optional "security": List(&Object(Kind::SecurityRequirement)) => Runtime;
        Optional "servers": SERVERS => Runtime;
    } and OPERATION_EXTENSIONS

    /// Parameter Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#parameter-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#parameter-object).
    PARAMETER: "Parameter Object" {
        Required "name": Text => Types;
        Required "in": OneOf(&["query", "header", "path", "cookie"]) => Types;
        Optional "description": Text => Documented;
        Optional "required": Bool => Types;
        Optional "deprecated": Bool => Documented;
        Optional "x-deprecated-reason": Text => Documented;
        Optional "allowEmptyValue": Bool => EMPTY;
        Optional "style": STYLES => Runtime;
        Optional "explode" "allowReserved": Bool => Runtime;
        Optional "schema": Ref(Kind::Schema) => Types;
        Optional "example": Any => Documented;
        Optional "examples": EXAMPLES => Documented;
        Optional "content": CONTENT => Types;
        Optional "x-rust-name": Text => Types;
        Optional "x-client-parameter": Bool => Types;
    }

    /// Request Body Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#request-body-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#request-body-object).
    REQUEST_BODY: "Request Body Object" {
        Optional "description": Text => Documented;
        Required "content": CONTENT => Types;
        Optional "required": Bool => Types;
    }

    /// Media Type Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#media-type-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#media-type-object).
    MEDIA_TYPE: "Media Type Object" {
        Optional "schema": Ref(Kind::Schema) => Types;
        Optional "example": Any => Documented;
        Optional "examples": EXAMPLES => Documented;
        Optional "encoding": Map(&Object(Kind::Encoding)) => Runtime;
        Optional "itemSchema": Ref(Kind::Schema) => NO_STREAM, since_3_2;
        Optional "prefixEncoding": List(&Object(Kind::Encoding)) => NO_STREAM, since_3_2;
        Optional "itemEncoding": Object(Kind::Encoding) => NO_STREAM, since_3_2;
    }

    /// Encoding Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#encoding-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#encoding-object).
    ENCODING: "Encoding Object" {
        Optional "contentType": Text => Runtime;
        Optional "headers": Map(&Ref(Kind::Header)) => Ignored("parts carry no headers of their own");
        Optional "style": LIST_STYLES => Runtime;
        Optional "explode": Bool => Runtime;
        Optional "allowReserved": Bool => ENCODED;
        Optional "encoding": Map(&Object(Kind::Encoding)) => NO_NESTING, since_3_2;
        Optional "prefixEncoding": List(&Object(Kind::Encoding)) => NO_NESTING, since_3_2;
        Optional "itemEncoding": Object(Kind::Encoding) => NO_NESTING, since_3_2;
    }

    /// Responses Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#responses-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#responses-object).
    RESPONSES: "Responses Object" of Named(Ref(Kind::Response));

    /// Response Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#response-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#response-object).
    RESPONSE: "Response Object" {
        Expected "description": Text => Documented, until_3_1;
        Optional "summary" "description": Text => Documented, since_3_2;
        Optional "headers": Map(&Ref(Kind::Header)) => Types;
        Optional "content": CONTENT => Types;
        Optional "links": Map(&Ref(Kind::Link)) => Documented;
    }

    /// Callback Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#callback-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#callback-object).
    CALLBACK: "Callback Object" of Named(Ref(Kind::PathItem));

    /// Example Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#example-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#example-object).
    EXAMPLE: "Example Object" {
        Optional "summary" "description": Text => Documented;
        Optional "value": Any => Documented;
        Optional "externalValue": Text => Documented;
        Optional "dataValue": Any => Documented, since_3_2;
        Optional "serializedValue": Text => Documented, since_3_2;
    }

    /// Link Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#link-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#link-object).
    LINK: "Link Object" {
        Optional "operationRef" "operationId": Text => Documented;
        Optional "parameters": Map(&Any) => Documented;
        Optional "requestBody": Any => Documented;
        Optional "description": Text => Documented;
        Optional "server": Object(Kind::Server) => Documented;
    }

    /// Header Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#header-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#header-object).
    HEADER: "Header Object" {
        Optional "description": Text => Documented;
        Optional "required": Bool => Types;
        Optional "deprecated": Bool => Documented;
        Optional "x-deprecated-reason": Text => Documented;
        Optional "allowEmptyValue": Bool => NO_HEADER;
        Optional "style": OneOf(&["simple"]) => Runtime;
        Optional "explode": Bool => Runtime;
        Optional "allowReserved": Bool => NO_HEADER;
        Optional "schema": Ref(Kind::Schema) => Types;
        Optional "example": Any => Documented;
        Optional "examples": EXAMPLES => Documented;
        Optional "content": CONTENT => Types;
        Optional "x-rust-name": Text => Types;
    }
}

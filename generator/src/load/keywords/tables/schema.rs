//! Schemas: the subset of JSON Schema in 3.0, and [JSON Schema
//! 2020-12](https://json-schema.org/draft/2020-12) in 3.1.
//!
//! Keys with two lines mean different things in the two: `type` may be a list from 3.1 on, and
//! `exclusiveMinimum` is a flag in 3.0 and a number in 3.1. Normalizing removes these differences.

use super::extensions::SCHEMA_EXTENSIONS;
use crate::load::keywords::object_kind::ObjectKind as Kind;
use crate::load::keywords::object_kind::ValueType::{
    self, Any, Bool, Count, Either, List, Map, Number, Object, OneOf, Ref, Text,
};
use crate::load::keywords::table::KeyEffect;
use crate::load::keywords::table::KeyEffect::{Documented, Ignored, Runtime, Types};

/// A schema or a reference to one.
const SCHEMA_SHAPE: ValueType = Ref(Kind::Schema);
const SCHEMAS: ValueType = List(&SCHEMA_SHAPE);
const NAMED_SCHEMAS: ValueType = Map(&SCHEMA_SHAPE);
/// The types of [3.0](https://spec.openapis.org/oas/v3.0.3.html#data-types), where null is a flag.
const TYPES_3_0: ValueType = OneOf(&["string", "number", "integer", "boolean", "array", "object"]);
/// The types of
/// [2020-12](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1).
#[rustfmt::skip]
const TYPE_3_1: ValueType =
    OneOf(&["null", "string", "number", "integer", "boolean", "array", "object"]);
/// `$dynamicRef` means the outermost schema that defines the anchor. Nothing outside a document can
/// define it here, see [`schema_ids`](crate::load::schema_ids).
const AS_REFERENCE: KeyEffect =
    Ignored("the nearest anchor of that name takes its place, where there is one");
const AS_OPENAPI: KeyEffect = Ignored("schemas are read as OpenAPI defines them");
const AS_JSON: KeyEffect = Ignored("bodies are read and written as JSON");
const AS_WRITTEN: KeyEffect = Ignored("values that no mapping names are kept as they are");
/// What these keywords allow depends on all keywords beside them, and on every schema behind those.
const NOT_CHECKED: KeyEffect = Ignored("values are not checked against it");

tables! {
    /// Schema Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#schema-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#schema-object).
    SCHEMA: "Schema Object" {
        Optional "type": TYPES_3_0 => Types, only_3_0;
        Optional "type": Either(&[TYPE_3_1, List(&TYPE_3_1)]) => Types, since_3_1;
        Optional "format": Text => Types;
        Optional "description" "title": Text => Documented;
        Optional "properties": NAMED_SCHEMAS => Types;
        Optional "required": List(&Text) => Types;
        Optional "items": SCHEMA_SHAPE => Types;
        Optional "enum": List(&Any) => Types;
        Optional "default": Any => Types;
        Optional "example": Any => Documented;
        Optional "nullable": Bool => Types;
        Optional "allOf" "oneOf" "anyOf": SCHEMAS => Types;
        Optional "not": SCHEMA_SHAPE => Runtime;
        Optional "additionalProperties": Either(&[Bool, SCHEMA_SHAPE]) => Types;
        Optional "discriminator": Object(Kind::Discriminator) => Types;
        Optional "readOnly" "writeOnly" "deprecated": Bool => Types;
        Optional "x-deprecated-reason": Text => Documented;
        Optional "maxLength" "minLength": Count => Runtime;
        Optional "pattern": Text => Runtime;
        Optional "maximum" "minimum": Number => Runtime;
        Optional "exclusiveMaximum" "exclusiveMinimum": Bool => Runtime, only_3_0;
        Optional "exclusiveMaximum" "exclusiveMinimum": Number => Runtime, since_3_1;
        Optional "multipleOf": Number => Runtime;
        Optional "maxItems" "minItems": Count => Runtime;
        Optional "uniqueItems": Bool => Runtime;
        Optional "maxProperties" "minProperties": Count => Runtime;
        Optional "externalDocs": Object(Kind::ExternalDocs) => Documented;
        Optional "xml": Object(Kind::Xml) => AS_JSON;
        Optional "$ref": Text => Types, since_3_1;
        Optional "const": Any => Types, since_3_1;
        Optional "examples": List(&Any) => Documented, since_3_1;
        Optional "prefixItems": SCHEMAS => Runtime, since_3_1;
        Optional "$defs" "definitions": NAMED_SCHEMAS => Types, since_3_1;
        Optional "dependencies": Any => Runtime, since_3_1;
        Optional "$comment": Text => Documented, since_3_1;
        Optional "$id": Text => Types, since_3_1;
        Optional "$schema": Text => AS_OPENAPI, since_3_1;
        Optional "$anchor" "$dynamicAnchor": Text => Types, since_3_1;
        Optional "$dynamicRef": Text => AS_REFERENCE, since_3_1;
        Optional "$vocabulary": Any => AS_OPENAPI, since_3_1;
        Optional "contentEncoding" "contentMediaType": Text => Types, since_3_1;
        Optional "contentSchema": SCHEMA_SHAPE => NOT_CHECKED, since_3_1;
        Optional "if" "then" "else": SCHEMA_SHAPE => Runtime, since_3_1;
        Optional "dependentSchemas": NAMED_SCHEMAS => Runtime, since_3_1;
        Optional "dependentRequired": Map(&List(&Text)) => Runtime, since_3_1;
        Optional "patternProperties": NAMED_SCHEMAS => Runtime, since_3_1;
        Optional "propertyNames": SCHEMA_SHAPE => Runtime, since_3_1;
        Optional "unevaluatedItems" "unevaluatedProperties": SCHEMA_SHAPE => Runtime, since_3_1;
        Optional "contains": SCHEMA_SHAPE => Runtime, since_3_1;
        Optional "minContains" "maxContains": Count => Runtime, since_3_1;
    } and SCHEMA_EXTENSIONS

    /// Discriminator Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#discriminator-object).
    DISCRIMINATOR: "Discriminator Object" {
        Required "propertyName": Text => Types;
        Optional "mapping": Map(&Text) => Types;
        Optional "defaultMapping": Text => AS_WRITTEN, since_3_2;
    }

    /// XML Object: [3.0](https://spec.openapis.org/oas/v3.0.3.html#xml-object),
    /// [3.1](https://spec.openapis.org/oas/v3.1.1.html#xml-object).
    XML: "XML Object" {
        Optional "nodeType": Text => Documented, since_3_2;
        Optional "name" "namespace" "prefix": Text => Documented;
        Optional "attribute" "wrapped": Bool => Documented;
    }
}

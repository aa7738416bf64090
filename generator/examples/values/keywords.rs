//! The keywords of schemas, by what their values are.

/// Keywords with the same meaning in all versions.
pub(crate) const COPIED: [&str; 17] = [
    "const",
    "enum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "uniqueItems",
    "examples",
    "dependentRequired",
    "default",
    "type",
];

/// Keywords with a schema.
pub(crate) const ONE: [&str; 10] = [
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords with a list of schemas.
pub(crate) const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords with schemas by name.
pub(crate) const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Keywords of JSON Schema that Schema Objects of OpenAPI 3.0 do not have.
pub(crate) const NEW: [&str; 15] = [
    "const",
    "maxContains",
    "minContains",
    "examples",
    "dependentRequired",
    "contains",
    "else",
    "if",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "prefixItems",
    "patternProperties",
    "dependentSchemas",
];

/// Keywords that change what others mean, and are not translated.
pub(crate) const UNKNOWN: [&str; 5] = [
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
];

/// Limits of values.
pub(crate) const LIMITS: [&str; 13] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

//! Seeds about keywords that no type expresses.

super::seed_table! {
    Property "excluded values" { "{type: string}" "{type: string, not: {enum: [x]}}" }
    Property "more excluded values" { "{type: string, not: {enum: [x]}}" "{type: string, not: {enum: [x, y]}}" }
    Property "not" { "{type: string}" "{type: string, not: {maxLength: 3}}" }
    Property "less of not" { "{type: string, not: {maxLength: 3}}" "{type: string, not: {maxLength: 2}}" }
    Property "never" { "{}" "false" }
    Property "anyOf" { "{type: string}" "{type: string, anyOf: [{minLength: 3}, {pattern: '^x'}]}" }
    Property "one more of anyOf" {
        "{type: string, anyOf: [{minLength: 3}, {pattern: '^x'}]}"
        "{type: string, anyOf: [{pattern: '^x'}, {minLength: 3}, {pattern: '^y'}]}"
    }
    Property "another of anyOf" {
        "{type: string, anyOf: [{minLength: 3}, {pattern: '^x'}]}"
        "{type: string, anyOf: [{pattern: '^x'}, {minLength: 2}]}"
    }
    Property "oneOf" { "{type: string}" "{type: string, oneOf: [{minLength: 3}, {pattern: '^x'}]}" }
    Property "another oneOf" {
        "{type: string, oneOf: [{minLength: 3}, {pattern: '^x'}]}"
        "{type: string, oneOf: [{minLength: 2}, {pattern: '^x'}]}"
    }
    Property "a condition" { "{type: string}" "{type: string, if: {pattern: '^x'}, then: {minLength: 3}}" }
    Property "a stricter condition" {
        "{type: string, if: {pattern: '^x'}, then: {minLength: 3}}"
        "{type: string, if: {pattern: '^x'}, then: {minLength: 4}, else: {maxLength: 9}}"
    }
    Property "another condition" {
        "{type: string, if: {pattern: '^x'}, then: {minLength: 3}}"
        "{type: string, if: {pattern: '^y'}, then: {minLength: 3}}"
    }
    Schema "a required property without a schema" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: true}"
        "{type: object, properties: {a: {type: string}}, additionalProperties: true, required: [x]}"
    }
    Schema "two required properties without a schema" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: true, required: [x]}"
        "{type: object, properties: {a: {type: string}}, additionalProperties: true, required: [x, y]}"
    }
    Schema "a property that requires another" {
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}"
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, dependentRequired: {a: [b]}}"
    }
    Schema "a property that requires two others" {
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, dependentRequired: {a: [b]}}"
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}, dependentRequired: {a: [c, b]}}"
    }
    Schema "a property that brings a schema" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, dependentSchemas: {a: {minProperties: 2}}}"
    }
    Schema "a property that brings a stricter schema" {
        "{type: object, properties: {a: {type: string}}, dependentSchemas: {a: {minProperties: 2}}}"
        "{type: object, properties: {a: {type: string}}, dependentSchemas: {a: {minProperties: 3}}}"
    }
    Schema "names of properties" {
        "{type: object, additionalProperties: {type: string}}"
        "{type: object, additionalProperties: {type: string}, propertyNames: {maxLength: 3}}"
    }
    Schema "longer names of properties" {
        "{type: object, additionalProperties: {type: string}, propertyNames: {maxLength: 3}}"
        "{type: object, additionalProperties: {type: string}, propertyNames: {maxLength: 4}}"
    }
    Schema "names that match an expression" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string, maxLength: 3}}}"
    }
    Schema "longer values of names that match an expression" {
        "{type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string, maxLength: 3}}}"
        "{type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string, maxLength: 4}}}"
    }
    Schema "no other names than those that match an expression" {
        "{type: object, patternProperties: {'^x': {type: string}}}"
        "{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: {type: integer}}"
    }
    Schema "other names than those that match an expression" {
        "{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: {type: integer}}"
        "{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: {type: integer, minimum: 1}}"
    }
    Property "first items" {
        "{type: array, items: {}}"
        "{type: array, prefixItems: [{type: string}, {type: integer}]}"
    }
    Property "another first item" {
        "{type: array, prefixItems: [{type: string}, {type: integer}]}"
        "{type: array, prefixItems: [{type: string}, {type: integer, minimum: 1}]}"
    }
    Property "further items" {
        "{type: array, prefixItems: [{type: string}]}"
        "{type: array, prefixItems: [{type: string}], items: {type: integer}}"
    }
    Property "other further items" {
        "{type: array, prefixItems: [{type: string}], items: {type: integer}}"
        "{type: array, prefixItems: [{type: string}], items: {type: integer, minimum: 1}}"
    }
    Property "contained items" {
        "{type: array, items: {type: string}}"
        "{type: array, items: {type: string}, contains: {minLength: 3}}"
    }
    Property "more contained items" {
        "{type: array, items: {type: string}, contains: {minLength: 3}}"
        "{type: array, items: {type: string}, contains: {minLength: 3}, minContains: 2}"
    }
    Property "other contained items, of which there is a greatest number" {
        "{type: array, items: {type: string}, contains: {minLength: 3}, maxContains: 2}"
        "{type: array, items: {type: string}, contains: {minLength: 2}, maxContains: 2}"
    }
    Schema "properties that no schema describes" {
        "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {properties: {b: {type: string}}}]}"
        "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {properties: {b: {type: string}}}], unevaluatedProperties: {type: string}}"
    }
    Schema "other properties that no schema describes" {
        "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {properties: {b: {type: string}}}], unevaluatedProperties: {type: string}}"
        "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {properties: {b: {type: string}}}], unevaluatedProperties: {type: string, maxLength: 3}}"
    }
    Property "items that no schema describes" {
        "{type: array, contains: {type: string}}"
        "{type: array, contains: {type: string}, unevaluatedItems: {type: integer}}"
    }
    Property "other items that no schema describes" {
        "{type: array, contains: {type: string}, unevaluatedItems: {type: integer}}"
        "{type: array, contains: {type: string}, unevaluatedItems: {type: integer, minimum: 1}}"
    }
    Property "properties of values that need not be objects" {
        "{}"
        "{allOf: [{properties: {b: {type: string}}}, {not: {type: integer}}]}"
    }
    Property "types of values of any kind" {
        "{not: {const: 3}}"
        "{type: [string, object, integer], not: {const: 3}}"
    }
}

//! Seeds about limits.

super::seed_table! {
    Property "a least length" { "{type: string}" "{type: string, minLength: 1}" }
    Property "a larger least length" { "{type: string, minLength: 1}" "{type: string, minLength: 2}" }
    Property "a greatest length" { "{type: string}" "{type: string, maxLength: 9}" }
    Property "a larger greatest length" { "{type: string, maxLength: 5}" "{type: string, maxLength: 9}" }
    Property "a minimum" { "{type: integer}" "{type: integer, minimum: 1}" }
    Property "a larger minimum" { "{type: number, minimum: 1}" "{type: number, minimum: 1.5}" }
    Property "an excluded minimum" { "{type: number, minimum: 1}" "{type: number, exclusiveMinimum: 1}" }
    Property "a maximum" { "{type: integer}" "{type: integer, maximum: 1}" }
    Property "a larger maximum" { "{type: integer, maximum: 1}" "{type: integer, maximum: 2}" }
    Property "an excluded maximum" { "{type: number, maximum: 1}" "{type: number, exclusiveMaximum: 1}" }
    Property "a least number of items" {
        "{type: array, items: {type: string}}"
        "{type: array, items: {type: string}, minItems: 1}"
    }
    Property "a larger least number of items" {
        "{type: array, items: {type: string}, minItems: 1}"
        "{type: array, items: {type: string}, minItems: 2}"
    }
    Property "a greatest number of items" {
        "{type: array, items: {type: string}}"
        "{type: array, items: {type: string}, maxItems: 1}"
    }
    Property "a larger greatest number of items" {
        "{type: array, items: {type: string}, maxItems: 1}"
        "{type: array, items: {type: string}, maxItems: 2}"
    }
    Schema "a least number of properties" { "{type: object, additionalProperties: {type: string}}" "{type: object, additionalProperties: {type: string}, minProperties: 1}" }
    Schema "a larger least number of properties" {
        "{type: object, properties: {a: {type: string}}, minProperties: 1}"
        "{type: object, properties: {a: {type: string}}, minProperties: 2}"
    }
    Schema "a greatest number of properties" { "{type: object, properties: {a: {type: string}}}" "{type: object, properties: {a: {type: string}}, maxProperties: 3}" }
    Schema "a larger greatest number of properties" {
        "{type: object, properties: {a: {type: string}}, maxProperties: 3}"
        "{type: object, properties: {a: {type: string}}, maxProperties: 4}"
    }
    Property "an expression" { "{type: string}" "{type: string, pattern: '^a'}" }
    Property "another expression" { "{type: string, pattern: '^a'}" "{type: string, pattern: '^b'}" }
    Property "a multiple" { "{type: integer}" "{type: integer, multipleOf: 5}" }
    Property "a multiple that contains the other" { "{type: integer, multipleOf: 10}" "{type: integer, multipleOf: 5}" }
    Property "another multiple" { "{type: number, multipleOf: 0.4}" "{type: number, multipleOf: 0.6}" }
    Property "unique items" {
        "{type: array, items: {type: string}}"
        "{type: array, items: {type: string}, uniqueItems: true}"
    }
    Property "a limit of items of items" {
        "{type: array, items: {type: array, items: {type: string, maxLength: 5}}}"
        "{type: array, items: {type: array, items: {type: string, maxLength: 6}}}"
    }
    Property "a limit of the entries of a map" {
        "{type: object, additionalProperties: {type: integer, maximum: 5}}"
        "{type: object, additionalProperties: {type: integer, maximum: 6}}"
    }
}

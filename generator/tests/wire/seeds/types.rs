//! Seeds about types: scalars, objects, listed values, unions.

super::seed_table! {
    Schema "an optional property of an open object" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}}"
    }
    Schema "a required property of an open object" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [b]}"
    }
    Schema "an optional property of a closed object" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}, additionalProperties: false}"
    }
    Schema "a required property of a closed object" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [b], additionalProperties: false}"
    }
    Schema "a property of an object with typed other properties" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}, additionalProperties: {type: integer}}"
    }
    Schema "the last property goes" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object}"
    }
    Schema "a property becomes required" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, required: [a]}"
    }
    Property "a property becomes read-only" {
        "{type: string}"
        "{type: string, readOnly: true}"
    }
    Property "a property becomes write-only" {
        "{type: string}"
        "{type: string, writeOnly: true}"
    }
    Schema "a required property becomes read-only" {
        "{type: object, properties: {a: {type: string}}, required: [a]}"
        "{type: object, properties: {a: {type: string, readOnly: true}}, required: [a]}"
    }
    Property "a limit of a read-only property, which no request sees" {
        "{type: string, readOnly: true, maxLength: 5}"
        "{type: string, readOnly: true, maxLength: 9}"
    }
    Schema "an object is closed" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}"
    }
    Schema "other properties get a type" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}"
    }
    Schema "other properties get another type" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}"
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}"
    }
    Property "a property has a default" { "{type: integer}" "{type: integer, default: 1}" }
    Property "a property has another default" {
        "{type: array, items: {type: string}, default: [x, y]}"
        "{type: array, items: {type: string}, default: [x]}"
    }
    Property "another type" { "{type: string}" "{type: array, items: {type: string}}" }
    Property "an object for a string" { "{type: string}" "{type: object, properties: {b: {type: string}}}" }
    Property "a list of another type" {
        "{type: array, items: {type: array, items: {type: string}}}"
        "{type: array, items: {type: array, items: {type: boolean}}}"
    }
    Property "any value" { "{type: string}" "{}" }
    Property "an integer becomes a number" { "{type: integer}" "{type: number}" }
    Property "a wider integer" { "{type: integer, format: int32}" "{type: integer, format: int64}" }
    Property "a wider integer with a limit that is narrower" {
        "{type: integer, format: int32, minimum: 0}"
        "{type: integer, format: int64, minimum: 5, maximum: 5000000000}"
    }
    Property "an unsigned integer" { "{type: integer, format: int32}" "{type: integer, format: uint32}" }
    Property "a wider number" { "{type: number, format: float}" "{type: number, format: double}" }
    Property "all digits of a number" { "{type: number}" "{type: number, format: decimal}" }
    Property "a format" { "{type: string}" "{type: string, format: date-time}" }
    Property "another format" { "{type: string, format: date}" "{type: string, format: date-time}" }
    Property "another name of what a string contains" { "{type: string}" "{type: string, format: binary}" }
    Property "null" { "{type: string}" "{type: [string, 'null']}" }
    Property "null only" { "{type: 'null'}" "{type: [string, 'null']}" }
    Property "a type of the user" {
        "{type: string, x-rust-type: 'crate::a::One'}"
        "{type: string, x-rust-type: 'crate::a::Two'}"
    }
    Property "a value is listed" { "{type: string, enum: [x, y]}" "{type: string, enum: [x, y, z]}" }
    Property "a number is listed" { "{type: number, enum: [1.5, 2]}" "{type: number, enum: [1.5, 2, 3]}" }
    Property "a list of values" { "{type: string}" "{type: string, enum: [x, y]}" }
    Property "an open list of values has one more" {
        "{anyOf: [{type: string, enum: [x, y]}, {type: string}]}"
        "{anyOf: [{type: string, enum: [x, y, z]}, {type: string}]}"
    }
    Property "a list of values is opened" {
        "{type: string, enum: [x, y]}"
        "{anyOf: [{type: string, enum: [x, y]}, {type: string}]}"
    }
    Property "an open list of values, which is a string" {
        "{type: string}"
        "{anyOf: [{type: string, enum: [x, y]}, {type: string}]}"
    }
    Property "one value" { "{type: string}" "{type: string, const: x}" }
    Property "another single value" { "{type: string, const: x}" "{type: string, const: y}" }
    Property "one value becomes two" { "{type: string, const: x}" "{type: string, enum: [x, y]}" }
    Schema "a required property with one value" {
        "{type: object, properties: {a: {type: string, const: x}}, required: [a]}"
        "{type: object, properties: {a: {type: string, const: y}}, required: [a]}"
    }
    Schema "a required property with one value becomes free" {
        "{type: object, properties: {a: {type: string, const: x}}, required: [a]}"
        "{type: object, properties: {a: {type: string}}, required: [a]}"
    }
    Schema "a required property with one value becomes optional" {
        "{type: object, properties: {a: {type: string, const: x}}, required: [a]}"
        "{type: object, properties: {a: {type: string, const: x}}}"
    }
    Schema "a required property with one value becomes nullable and of another type" {
        "{type: object, properties: {a: {type: string, const: x}}, required: [a]}"
        "{type: object, properties: {a: {type: [integer, 'null']}}, required: [a]}"
    }
    Property "one of several types" { "{type: string}" "{oneOf: [{type: string}, {type: boolean}]}" }
    Property "one of several other types" { "{type: string}" "{oneOf: [{type: integer}, {type: boolean}]}" }
    Property "a list of types has one more" { "{type: [string, boolean]}" "{type: [string, boolean, integer]}" }
    Property "an alternative" {
        "{oneOf: [{type: string}, {type: boolean}]}"
        "{oneOf: [{type: array, items: {type: string}}, {type: boolean}, {type: string}]}"
    }
    Property "an alternative that matches what another one does, so that several may match" {
        "{oneOf: [{type: string, format: date}, {type: integer}]}"
        "{oneOf: [{type: string, format: date}, {type: integer}, {type: string}]}"
    }
    Property "a change inside an alternative" {
        "{oneOf: [{type: object, properties: {x: {type: string}, y: {type: string}, z: {type: string}}, required: [x]}, {type: boolean}]}"
        "{oneOf: [{type: boolean}, {type: object, properties: {x: {type: string}, y: {type: integer}, z: {type: string}}, required: [x]}]}"
    }
    Property "several alternatives may match" {
        "{oneOf: [{type: string, format: date}, {type: string, format: uuid}]}"
        "{anyOf: [{type: string, format: date}, {type: string, format: uuid}]}"
    }
    Property "several alternatives may match, which have nothing in common" {
        "{oneOf: [{type: string}, {type: integer}]}"
        "{anyOf: [{type: string}, {type: integer}]}"
    }
    Document "a discriminator" {
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}, required: [kind, lives]}
    Dog: {type: object, properties: {kind: {type: string}, tricks: {type: integer}}, required: [kind, tricks]}"
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}, required: [kind, lives]}
    Dog: {type: object, properties: {kind: {type: string}, tricks: {type: integer}}, required: [kind, tricks]}"
    }
    Document "another discriminator, and other tags" {
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}
    Cat: {type: object, properties: {kind: {type: string}, sort: {type: string}, lives: {type: integer}}, required: [kind, sort]}
    Dog: {type: object, properties: {kind: {type: string}, sort: {type: string}, tricks: {type: integer}}, required: [kind, sort]}"
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: sort, mapping: {cat: '#/components/schemas/Cat', tom: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}
    Cat: {type: object, properties: {kind: {type: string}, sort: {type: string}, lives: {type: integer}}, required: [kind, sort]}
    Dog: {type: object, properties: {kind: {type: string}, sort: {type: string}, tricks: {type: integer}}, required: [kind, sort]}"
    }
    Schema "a type that contains itself" {
        "{type: object, properties: {a: {type: string}, next: {$ref: '#/components/schemas/Thing'}}}"
        "{type: object, properties: {a: {type: integer}, next: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}"
    }
    Document "an alias that many properties share" {
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Id: {type: string, maxLength: 5}
    Pet: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}, owner: {$ref: '#/components/schemas/Id'}}}"
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Id: {type: [integer, 'null'], maximum: 5}
    Pet: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}, owner: {$ref: '#/components/schemas/Id'}}}"
    }
    Document "a limit of an alias that many properties share" {
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Id: {type: string, maxLength: 5}
    Pet: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}, owner: {$ref: '#/components/schemas/Id'}}}"
        "paths: {/a: {get: {operationId: get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Id: {type: string, maxLength: 9, pattern: '^a'}
    Pet: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}, owner: {$ref: '#/components/schemas/Id'}}}"
    }
    Schema "some alternatives describe a property" {
        "{type: object, properties: {a: {type: string}}, anyOf: [{properties: {b: {type: string}}}, {properties: {c: {type: string}}}]}"
        "{type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}"
    }
}

//! Documents that mean the same in other words, which no rewrite of a tree makes: anchors, JSON, other versions.

/// The name, and both documents.
pub(super) const PAIRS: &[(&str, &str, &str)] = &[
    (
        "YAML, and JSON",
        "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 5}}
      responses: {'204': {description: ok}}
",
        r#"{"openapi": "3.0.3", "info": {"title": "Things", "version": "1"}, "paths": {"/a": {"get": {"operationId": "get",
           "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 5}}],
           "responses": {"204": {"description": "ok"}}}}}}"#,
    ),
    (
        "anchors, and what they stand for",
        "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      parameters:
        - {name: one, in: query, schema: &name {type: string, maxLength: 5}}
        - {name: two, in: query, schema: *name}
      responses: {'204': {description: ok}}
",
        "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      parameters:
        - {name: one, in: query, schema: {type: string, maxLength: 5}}
        - {name: two, in: query, schema: {type: string, maxLength: 5}}
      responses: {'204': {description: ok}}
",
    ),
    (
        "Swagger 2.0, and OpenAPI 3.0",
        "swagger: '2.0'
info: {title: Things, version: '1'}
host: a.example
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
paths:
  /a/{id}:
    put:
      operationId: put
      parameters:
        - {name: id, in: path, required: true, type: string, minLength: 1}
        - {name: ids, in: query, type: array, items: {type: string}, collectionFormat: csv}
        - {name: body, in: body, required: true, schema: {$ref: '#/definitions/Thing'}}
      responses: {'200': {description: ok, schema: {$ref: '#/definitions/Thing'}}}
definitions:
  Thing: {type: object, required: [a], properties: {a: {type: string}}}
",
        "openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: 'https://a.example/v1'}]
paths:
  /a/{id}:
    put:
      operationId: put
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, minLength: 1}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
components:
  schemas:
    Thing: {type: object, required: [a], properties: {a: {type: string}}}
",
    ),
    (
        "excluded bounds of 3.0 and of 3.1",
        "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      parameters: [{name: x, in: query, schema: {type: number, minimum: 1, exclusiveMinimum: true, maximum: 9}}]
      responses: {'204': {description: ok}}
",
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      parameters: [{name: x, in: query, schema: {type: number, exclusiveMinimum: 1, maximum: 9}}]
      responses: {'204': {description: ok}}
",
    ),
    (
        "one alternative of a list, and the list",
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      responses: {'200': {description: ok, content: {application/json: {schema: {oneOf: [{type: string}, {type: integer}, {type: 'null'}]}}}}}
",
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      responses: {'200': {description: ok, content: {application/json: {schema: {type: [integer, string, 'null']}}}}}
",
    ),
    (
        "a limit beside a reference, and in it",
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Id', maxLength: 5}}}}}
components: {schemas: {Id: {type: string, minLength: 1}}}
",
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: get
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Id'}}}}}
components: {schemas: {Id: {type: string, minLength: 1, maxLength: 5}}}
",
    ),
];

/// A document with something of everything that rewrites are about.
pub(super) const WHOLE: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://a.example/{stage}', variables: {stage: {default: live, enum: [live, test]}}}]
security: [{key: []}, {login: [read]}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      servers: [{url: 'https://b.example'}]
      parameters:
        - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
        - {name: tags, in: query, schema: {$ref: '#/components/schemas/Tags'}}
        - {name: since, in: query, schema: {type: integer, minimum: 5, default: 7}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: ok
          headers: {X-Left: {schema: {type: integer}}, X-Page: {$ref: '#/components/headers/Page'}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
        default: {$ref: '#/components/responses/Fault'}
  /pets:
    post:
      operationId: addPet
      security: []
      requestBody: {$ref: '#/components/requestBodies/Pet'}
      responses:
        '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        4XX: {$ref: '#/components/responses/Fault'}
    get:
      operationId: listPets
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}, maxItems: 9}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {read: read}}}}
  parameters: {Limit: {name: limit, in: query, schema: {type: integer, maximum: 100}}}
  headers: {Page: {schema: {type: integer}}}
  requestBodies: {Pet: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  responses: {Fault: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}}
  schemas:
    Id: {type: string, maxLength: 20, pattern: '^[a-z]+$'}
    Tags: {type: array, items: {type: string, minLength: 1}, uniqueItems: true}
    Fault: {type: object, required: [code], properties: {code: {type: string}, text: {type: [string, 'null']}, inner: {$ref: '#/components/schemas/Fault'}}}
    Owner: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}, additionalProperties: false}
    Pet:
      type: object
      required: [id, kind]
      properties:
        id: {$ref: '#/components/schemas/Id'}
        kind: {type: string, enum: [cat, dog, fish]}
        owner: {$ref: '#/components/schemas/Owner'}
        tags: {$ref: '#/components/schemas/Tags'}
        size: {oneOf: [{type: integer}, {type: object, properties: {cm: {type: number}}}]}
        note: {type: [string, 'null'], maxLength: 50, default: none}
        born: {type: string, format: date, readOnly: true}
        extra: {type: object, additionalProperties: {type: integer, minimum: 0}}
";

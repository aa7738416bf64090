//! Seeds about operations, servers and credentials.

super::seed_table! {
    Document "an operation" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}, put: {operationId: put, responses: {'204': {description: ok}}}}}"
    }
    Document "an operation with another path" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "paths: {/b: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
    }
    Document "another operation instead" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "paths: {/b: {get: {operationId: find, responses: {'204': {description: ok}}}}}"
    }
    Document "a webhook" {
        "paths: {}"
        "paths: {}
webhooks: {petAdded: {post: {operationId: petAdded, responses: {'204': {description: ok}}}}}"
    }
    Document "the body of a webhook" {
        "paths: {}
webhooks: {petAdded: {post: {operationId: petAdded, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'204': {description: ok}}}}}"
        "paths: {}
webhooks: {petAdded: {post: {operationId: petAdded, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {a: {type: string}}, required: [a]}}}}, responses: {'204': {description: ok}}}}}"
    }
    Document "a callback" {
        "paths: {/a: {post: {operationId: put, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}, responses: {'204': {description: ok}}}}}"
        "paths: {/a: {post: {operationId: put, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}, responses: {'204': {description: ok}}, callbacks: {done: {'{$request.body#/url}': {post: {operationId: done, responses: {'204': {description: ok}}}}}}}}}"
    }
    Document "a side effect" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "paths: {/a: {get: {operationId: get, x-side-effect: true, responses: {'204': {description: ok}}}}}"
    }
    Document "a rule between parameters" {
        "paths: {/a: {get: {operationId: get, parameters: [{name: x, in: query, schema: {type: integer}}, {name: y, in: query, schema: {type: integer}}], responses: {'204': {description: ok}}}}}"
        "paths: {/a: {get: {operationId: get, x-rules: [{requires: {field: x, also: [y]}}], parameters: [{name: x, in: query, schema: {type: integer}}, {name: y, in: query, schema: {type: integer}}], responses: {'204': {description: ok}}}}}"
    }
    Schema "a rule between properties" {
        "{type: object, properties: {a: {type: integer}, b: {type: integer}}, x-rules: [{ordered: [a, b]}]}"
        "{type: object, properties: {a: {type: integer}, b: {type: integer}}, x-rules: [{together: [a, b]}]}"
    }
    Document "pages" {
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}, count: {type: integer}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {offset: offset, limit: limit, items: pets}, parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}, count: {type: integer}}}}}}}}}}"
    }
    Document "other pages" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {offset: offset, limit: limit, items: pets}, parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}, count: {type: integer}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {offset: offset, limit: limit, items: pets, total: count}, parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}, count: {type: integer}}}}}}}}}}"
    }
    Document "numbers of pages from another one" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {page: page, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {page: page, first: 0, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
    }
    Document "cursors instead of numbers" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {page: page, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {cursor: after, next: next, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
    }
    Document "a cursor from elsewhere" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {cursor: after, next: next, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {cursor: after, next: then, limit: limit, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
    }
    Document "a URL from elsewhere" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {url: next, items: pets}, responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: string}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {url: then, items: pets}, responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: string}}}}}}}}}}}"
    }
    Document "a link of another relation" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {link: next, items: pets}, responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {link: more, items: pets}, responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {type: string}}}}}}}}}}}"
    }
    Document "cursors that other tools describe" {
        "paths: {/pets: {get: {operationId: listPets, x-speakeasy-pagination: {type: cursor, inputs: [{name: after, in: parameters, type: cursor}], outputs: {nextCursor: $.next, results: $.pets}}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-fern-pagination: {cursor: $request.after, next_cursor: $response.then, results: $response.pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
    }
    Document "a cursor of the last item" {
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {cursor: after, next: next, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
        "paths: {/pets: {get: {operationId: listPets, x-pagination: {cursor: after, last: id, items: pets}, parameters: [{name: page, in: query, schema: {type: integer}}, {name: after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {next: {type: string}, then: {type: string}, pets: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}}}}}}}}}}"
    }
    Document "a task to wait for" {
        "paths:
  /tasks: {post: {operationId: start, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
  /tasks/{id}: {get: {operationId: getTask, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
components: {schemas: {Task: {type: object, required: [id, state], properties: {id: {type: string}, state: {type: string, enum: [running, done, failed]}}}}}"
        "paths:
  /tasks: {post: {operationId: start, x-waiter: {operation: getTask, parameters: {id: '$response.body#/id'}, status: '$response.body#/state', success: [done], failure: [failed]}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
  /tasks/{id}: {get: {operationId: getTask, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
components: {schemas: {Task: {type: object, required: [id, state], properties: {id: {type: string}, state: {type: string, enum: [running, done, failed]}}}}}"
    }
    Document "another end of a task" {
        "paths:
  /tasks: {post: {operationId: start, x-waiter: {operation: getTask, parameters: {id: '$response.body#/id'}, status: '$response.body#/state', success: [done], failure: [failed]}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
  /tasks/{id}: {get: {operationId: getTask, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
components: {schemas: {Task: {type: object, required: [id, state], properties: {id: {type: string}, state: {type: string, enum: [running, done, failed, lost]}}}}}"
        "paths:
  /tasks: {post: {operationId: start, x-waiter: {operation: getTask, parameters: {id: '$response.body#/id'}, status: '$response.body#/state', success: [done], failure: [failed, lost]}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
  /tasks/{id}: {get: {operationId: getTask, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}}}
components: {schemas: {Task: {type: object, required: [id, state], properties: {id: {type: string}, state: {type: string, enum: [running, done, failed, lost]}}}}}"
    }
    Document "another default server" {
        "servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "servers: [{url: 'https://b.example'}, {url: 'https://a.example'}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
    }
    Document "another server" {
        "servers: [{url: 'https://a.example'}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
    }
    Document "a variable of a server" {
        "servers: [{url: 'https://{region}.example', variables: {region: {default: eu, enum: [eu, us]}}}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "servers: [{url: 'https://{region}.example', variables: {region: {default: us, enum: [eu, us, ap]}}}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
    }
    Document "a server of an operation" {
        "servers: [{url: 'https://a.example'}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "servers: [{url: 'https://a.example'}]
paths: {/a: {get: {operationId: get, servers: [{url: 'https://b.example'}], responses: {'204': {description: ok}}}}}"
    }
    Document "credentials" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
        "paths: {/a: {get: {operationId: get, security: [{key: []}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
    }
    Document "credentials of all operations" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}, put: {operationId: put, responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
        "security: [{key: []}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}, put: {operationId: put, responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
    }
    Document "credentials become optional" {
        "paths: {/a: {get: {operationId: get, security: [{key: []}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
        "paths: {/a: {get: {operationId: get, security: [{key: []}, {}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
    }
    Document "other credentials" {
        "paths: {/a: {get: {operationId: get, security: [{key: []}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}}"
        "paths: {/a: {get: {operationId: get, security: [{key: []}, {token: []}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}}"
    }
    Document "a scope" {
        "paths: {/a: {get: {operationId: get, security: [{login: [read]}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {read: read, write: write}}}}}}"
        "paths: {/a: {get: {operationId: get, security: [{login: [write, read]}], responses: {'204': {description: ok}}}}}
components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {read: read, write: write}}}}}}"
    }
    Document "another header of a key" {
        "security: [{key: []}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}, put: {operationId: put, responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}"
        "security: [{key: []}]
paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}, put: {operationId: put, responses: {'204': {description: ok}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Token}}}"
    }
}

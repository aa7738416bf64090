//! Seeds about parameters, bodies, responses and headers.

super::seed_table! {
    Parameters "an optional parameter" { "[]" "[{name: limit, in: query, schema: {type: integer}}]" }
    Parameters "a required parameter" { "[]" "[{name: limit, in: query, required: true, schema: {type: integer}}]" }
    Parameters "a parameter becomes required" {
        "[{name: limit, in: query, schema: {type: integer}}]"
        "[{name: limit, in: query, required: true, schema: {type: integer}}]"
    }
    Parameters "a parameter moves" {
        "[{name: limit, in: query, schema: {type: integer}}]"
        "[{name: limit, in: header, schema: {type: integer}}]"
    }
    Parameters "a default of a parameter" {
        "[{name: limit, in: query, schema: {type: integer}}]"
        "[{name: limit, in: query, schema: {type: integer, default: 20}}]"
    }
    Parameters "another default of a parameter" {
        "[{name: sort, in: query, schema: {type: string, enum: [asc, desc], default: asc}}]"
        "[{name: sort, in: query, schema: {type: string, enum: [asc, desc], default: desc}}]"
    }
    Parameters "a limit of a parameter" {
        "[{name: limit, in: query, schema: {type: integer, maximum: 100}}]"
        "[{name: limit, in: query, schema: {type: integer, maximum: 50}}]"
    }
    Parameters "a property of a parameter" {
        "[{name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}]"
        "[{name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}]"
    }
    Parameters "another style" {
        "[{name: ids, in: query, schema: {type: array, items: {type: string}}}]"
        "[{name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}]"
    }
    Parameters "JSON in a parameter" {
        "[{name: ids, in: query, schema: {type: array, items: {type: string}}}]"
        "[{name: ids, in: query, content: {application/json: {schema: {type: array, items: {type: string}}}}}]"
    }
    Parameters "a list for a scalar" {
        "[{name: ids, in: query, schema: {type: string}}]"
        "[{name: ids, in: query, schema: {type: array, items: {type: string}}}]"
    }
    Parameters "reserved characters" {
        "[{name: path, in: query, schema: {type: string}}]"
        "[{name: path, in: query, allowReserved: true, schema: {type: string}}]"
    }
    Document "a path parameter with another name and type" {
        "paths: {'/a/{id}': {get: {operationId: get, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}}}"
        "paths: {'/a/{pet}': {get: {operationId: get, parameters: [{name: pet, in: path, required: true, schema: {type: integer}}], responses: {'204': {description: ok}}}}}"
    }
    Document "a parameter that operations share" {
        "paths:
  /a: {get: {operationId: one, parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'204': {description: ok}}}}
  /b: {get: {operationId: two, parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'204': {description: ok}}}}
components: {parameters: {Limit: {name: limit, in: query, schema: {type: integer, maximum: 5}}}}"
        "paths:
  /a: {get: {operationId: one, parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'204': {description: ok}}}}
  /b: {get: {operationId: two, parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'204': {description: ok}}}}
components: {parameters: {Limit: {name: limit, in: query, schema: {type: integer, maximum: 9}}}}"
    }
    Operation "an optional body" { "description: none" "requestBody: {content: {text/plain: {schema: {type: string}}}}" }
    Operation "a required body" { "description: none" "requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}" }
    Operation "a body becomes required" {
        "requestBody: {content: {text/plain: {schema: {type: string}}}}"
        "requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}"
    }
    Operation "a media type of a body" {
        "requestBody: {content: {application/json: {schema: {type: string}}}}"
        "requestBody: {content: {application/json: {schema: {type: string}}, text/plain: {schema: {type: string}}}}"
    }
    Operation "another default media type" {
        "requestBody: {content: {application/json: {schema: {type: string}}, text/plain: {schema: {type: string}}}}"
        "requestBody: {content: {text/plain: {schema: {type: string}}, application/json: {schema: {type: string}}}}"
    }
    Operation "a range of media types" {
        "requestBody: {content: {image/png: {schema: {type: string, format: binary}}}}"
        "requestBody: {content: {image/*: {schema: {type: string, format: binary}}}}"
    }
    Operation "another codec" {
        "requestBody: {content: {text/plain: {schema: {type: string}}}}"
        "requestBody: {content: {text/plain: {schema: {type: string, format: binary}}}}"
    }
    Operation "a property of a form is written in another way" {
        "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {ids: {type: array, items: {type: string}}}}}}}"
        "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {ids: {type: array, items: {type: string}}}}, encoding: {ids: {style: form, explode: false}}}}}"
    }
    Operation "files of a form" {
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string, format: binary}, b: {type: string}, c: {type: string}}}}}}"
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: string, format: binary}}, b: {type: string, maxLength: 5}, d: {type: string}}, required: [d]}}}}"
    }
    Responses "a status" {
        "{'204': {description: ok}}"
        "{'204': {description: ok}, '404': {description: gone}}"
    }
    Responses "a status that default described" {
        "{'204': {description: ok}, default: {description: error, content: {application/json: {schema: {type: string}}}}}"
        "{'204': {description: ok}, default: {description: error, content: {application/json: {schema: {type: string}}}}, '404': {description: gone, content: {application/json: {schema: {type: integer}}}}}"
    }
    Responses "a range of statuses" {
        "{'204': {description: ok}, '404': {description: error}}"
        "{'204': {description: ok}, '4XX': {description: error}}"
    }
    Responses "a body of a response" {
        "{'200': {description: ok}}"
        "{'200': {description: ok, content: {application/json: {schema: {type: string}}}}}"
    }
    Responses "a media type of a response" {
        "{'200': {description: ok, content: {application/json: {schema: {type: string}}}}}"
        "{'200': {description: ok, content: {application/json: {schema: {type: string}}, text/plain: {schema: {type: string}}}}}"
    }
    Responses "another media type of a response" {
        "{'200': {description: ok, content: {application/json: {schema: {type: string}}}}}"
        "{'200': {description: ok, content: {text/plain: {schema: {type: string}}}}}"
    }
    Responses "a list for an item" {
        "{'200': {description: ok, content: {application/json: {schema: {type: string}}}}}"
        "{'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}"
    }
    Responses "an optional header" {
        "{'204': {description: ok}}"
        "{'204': {description: ok, headers: {X-Total: {schema: {type: integer}}}}}"
    }
    Responses "a required header" {
        "{'204': {description: ok}}"
        "{'204': {description: ok, headers: {X-Total: {required: true, schema: {type: integer}}}}}"
    }
    Responses "a header becomes required" {
        "{'204': {description: ok, headers: {X-Total: {schema: {type: integer}}}}}"
        "{'204': {description: ok, headers: {x-total: {required: true, schema: {type: integer}}}}}"
    }
    Responses "a header of another type" {
        "{'204': {description: ok, headers: {X-Total: {schema: {type: integer, maximum: 5}}}}}"
        "{'204': {description: ok, headers: {X-Total: {schema: {type: string}}}}}"
    }
    Document "the meaning of properties of an error body" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}, default: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}}}}}
components: {schemas: {Fault: {type: object, x-error: {code: code, message: text}, properties: {code: {type: string}, text: {type: string}, more: {type: string}}}}}"
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}, default: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}}}}}
components: {schemas: {Fault: {type: object, x-error: {code: code, message: more}, properties: {code: {type: string}, text: {type: string}, more: {type: string}}}}}"
    }
}

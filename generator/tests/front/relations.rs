//! What the parts of a document say about each other, a case for each rule.

use crate::{codes, document};

/// The reports on a document with these path items.
fn paths(items: &str) -> Vec<String> {
    codes(&document(&format!("paths:\n{items}")))
}

/// The reports on a document with this schema.
fn schema(schema: &str) -> Vec<String> {
    let shortened = |line: String| line.replace("/components/schemas/A", "");
    let text = document(&format!(
        "paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    ));
    codes(&text).into_iter().map(shortened).collect()
}

const OK: &str = "responses: {default: {description: d}}";

#[test]
fn paths_and_their_parameters() {
    let get = |rest: &str| format!("{{get: {{{OK}{rest}}}}}");
    let id = ", parameters: [{name: id, in: path, required: true, schema: {}}]";
    assert_eq!(paths(&format!("  /a/{{id}}: {}\n", get(id))), [""; 0]);
    assert_eq!(
        paths(&format!("  /a/{{id}}: {}\n", get(""))),
        ["BW0301 #/paths/~1a~1{id}"]
    );
    assert_eq!(
        paths(&format!("  /a: {}\n", get(id))),
        ["BW0302 #/paths/~1a/get/parameters/0/name"]
    );
    assert_eq!(
        paths(&format!("  /a/{{id: {}\n", get(""))),
        ["BW0303 #/paths/~1a~1{id"]
    );
    assert_eq!(
        paths(&format!("  /a/../b: {}\n", get(""))),
        ["BW0303 #/paths/~1a~1..~1b"]
    );
    let two = format!(
        "  /a/{{id}}: {}\n  /a/{{x}}: {}\n",
        get(id),
        get(&id.replace("name: id", "name: x"))
    );
    assert_eq!(paths(&two), ["BW0304 #/paths/~1a~1{x}"]);
}

#[test]
fn parameters_agree_with_themselves() {
    let with = |parameter: &str| paths(&format!("  /a: {{parameters: [{parameter}]}}\n"));
    assert_eq!(
        with("{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}"),
        ["BW0315 #/paths/~1a/parameters/1"]
    );
    assert_eq!(
        with("{name: A, in: header, schema: {}}, {name: a, in: header, schema: {}}"),
        ["BW0315 #/paths/~1a/parameters/1"]
    );
    assert_eq!(
        with("{name: a, in: query}"),
        ["BW0316 #/paths/~1a/parameters/0"]
    );
    assert_eq!(
        with("{name: a, in: header, style: form, schema: {}}"),
        ["BW0316 #/paths/~1a/parameters/0/style"]
    );
    assert_eq!(
        with("{name: Accept, in: header, schema: {}}"),
        ["BW0317 #/paths/~1a/parameters/0/name"]
    );
    for name in ["Host", "content-length", "TE", "Proxy-Authorization"] {
        assert_eq!(
            with(&format!("{{name: {name}, in: header, schema: {{}}}}")),
            ["BW0332 #/paths/~1a/parameters/0/name"]
        );
    }
    assert!(with("{name: Host, in: query, schema: {}}").is_empty());
    assert_eq!(
        with("{name: a b, in: header, schema: {}}"),
        ["BW0314 #/paths/~1a/parameters/0/name"]
    );
    assert_eq!(
        with("{name: a, in: qurey, schema: {}}"),
        ["BW0205 #/paths/~1a/parameters/0/in"]
    );
}

#[test]
fn operations_are_distinct_and_have_responses() {
    let two = format!(
        "  /a: {{get: {{operationId: x, {OK}}}}}\n  /b: {{get: {{operationId: x, {OK}}}}}\n"
    );
    assert_eq!(paths(&two), ["BW0305 #/paths/~1b/get/operationId"]);
    assert_eq!(
        paths("  /a: {get: {responses: {}}}\n"),
        ["BW0319 #/paths/~1a/get/responses"]
    );
    assert_eq!(
        paths("  /a: {get: {responses: {2xx: {description: d}, '200': {description: d}}}}\n"),
        ["BW0313 #/paths/~1a/get/responses/2xx"]
    );
    let body = format!("  /a: {{get: {{{OK}, requestBody: {{content: {{text/plain: {{}}}}}}}}}}\n");
    assert_eq!(paths(&body), ["BW0321 #/paths/~1a/get/requestBody"]);
    let media = "  /a: {get: {responses: {default: {description: d, content: {json: {}}}}}}\n";
    assert_eq!(
        paths(media),
        ["BW0314 #/paths/~1a/get/responses/default/content/json"]
    );
}

#[test]
fn limits_that_exclude_every_value_are_reported() {
    assert_eq!(
        schema("{type: integer, minimum: 2, maximum: 1}"),
        ["BW0306 #/minimum"]
    );
    assert_eq!(schema("{type: integer, minimum: 1, maximum: 1}"), [""; 0]);
    assert_eq!(
        schema("{type: integer, minimum: 1, maximum: 1, exclusiveMaximum: true}"),
        ["BW0306 #/minimum"]
    );
    assert_eq!(
        schema("{type: integer, minimum: 9223372036854775808, maximum: 9223372036854775807}"),
        ["BW0306 #/minimum"]
    );
    assert_eq!(
        schema("{type: string, minLength: 2, maxLength: 1}"),
        ["BW0306 #/minLength"]
    );
    assert_eq!(
        schema("{type: string, minLength: -1}"),
        ["BW0307 #/minLength"]
    );
    assert_eq!(
        schema("{type: number, multipleOf: 0}"),
        ["BW0307 #/multipleOf"]
    );
}

#[test]
fn values_match_their_schema() {
    assert_eq!(
        schema("{type: integer, default: abc}"),
        ["BW0308 #/default"]
    );
    assert_eq!(
        schema("{type: integer, default: 5, maximum: 4}"),
        ["BW0308 #/default"]
    );
    assert_eq!(
        schema("{type: string, enum: [a], default: b}"),
        ["BW0308 #/default"]
    );
    assert_eq!(schema("{type: string, enum: [a, 1]}"), ["BW0308 #/enum/1"]);
    assert_eq!(schema("{type: string, example: 5}"), ["BW0309 #/example"]);
    for (wrong, right) in [
        (
            "{type: string, format: date-time, example: yesterday}",
            "{type: string, format: date-time, example: '2024-02-29T12:00:00Z'}",
        ),
        (
            "{type: string, format: uuid, example: req_1}",
            "{type: string, format: uuid, example: 67E55044-10b1-426f-9247-bb680e5fe0c8}",
        ),
        (
            "{type: string, format: byte, example: a}",
            "{type: string, format: byte, example: AAA=}",
        ),
        (
            "{type: integer, format: int32, example: 2147483648}",
            "{type: integer, format: int32, example: 2147483647}",
        ),
        (
            "{type: object, required: [a], example: {}}",
            "{type: object, required: [a], example: {a: 1}}",
        ),
        (
            "{type: object, required: [a], properties: {a: {}}, example: {}}",
            "{type: object, required: [a], properties: {a: {readOnly: true}}, example: {}}",
        ),
        (
            "{type: string, format: uuid, example: a}",
            "{type: string, format: uuid, x-rust-type: crate::Id, example: a}",
        ),
    ] {
        assert_eq!(schema(wrong), ["BW0309 #/example"], "{wrong}");
        assert_eq!(schema(right), [""; 0], "{right}");
    }
    assert_eq!(
        schema("{type: string, default: null}"),
        ["BW0327 #/default"]
    );
    assert_eq!(
        schema("{type: array, items: {type: string}, default: [a, 1]}"),
        ["BW0308 #/default"]
    );
    assert_eq!(schema("{type: number, default: 5}"), [""; 0]);
    assert_eq!(
        schema("{oneOf: [{type: string}, {type: integer}], default: true}"),
        ["BW0308 #/default"]
    );
}

#[test]
fn schemas_agree_with_themselves() {
    assert_eq!(schema("{type: string, enum: []}"), ["BW0319 #/enum"]);
    assert_eq!(schema("{oneOf: []}"), ["BW0319 #/oneOf"]);
    assert_eq!(schema("{type: string, enum: [a, a]}"), ["BW0320 #/enum/1"]);
    assert_eq!(schema("{type: array}"), ["BW0204 #/type"]);
    assert_eq!(
        schema("{type: string, readOnly: true, writeOnly: true}"),
        ["BW0322 #/writeOnly"]
    );
    assert_eq!(
        schema("{type: object, properties: {name: {}}, required: [nam]}"),
        ["BW0318 #/required/0"]
    );
    let mapping = "{oneOf: [{type: object}], discriminator: {propertyName: p, mapping: {b: B}}}";
    assert_eq!(
        schema(mapping),
        ["BW0323 #/oneOf/0", "BW0323 #/discriminator/mapping/b"]
    );
}

#[test]
fn security_and_servers_name_what_exists() {
    assert_eq!(
        codes(&document("paths: {}\nsecurity: [{key: []}]\n")),
        ["BW0310 #/security/0/key"]
    );
    assert_eq!(
        codes(&document("paths: {}\nservers: [{url: 'https://{a}.b'}]\n")),
        ["BW0311 #/servers/0/url"]
    );
    let server =
        "paths: {}\nservers: [{url: 'https://{a}.b', variables: {a: {default: x, enum: [y]}}}]\n";
    assert_eq!(
        codes(&document(server)),
        ["BW0312 #/servers/0/variables/a/default"]
    );
    assert_eq!(
        codes(&document("paths: {}\nservers: [{url: 'https://a@b'}]\n")),
        ["BW0324 #/servers/0/url"]
    );
    assert_eq!(
        codes(&document(
            "paths: {}\ncomponents: {schemas: {'../a': {}}}\n"
        )),
        ["BW0329 #/components/schemas/..~1a"]
    );
}

#[test]
fn one_mistake_is_one_report() {
    let path = |path: &str, required: &str| {
        document(&format!(
            "paths:\n  '{path}':\n    get: {{parameters: [{{name: id, in: path, required: {required}, schema: {{type: string}}}}], responses: {{'200': {{description: d}}}}}}\n"
        ))
    };
    for (text, code) in [
        (path("/a/{id}", "'yes please'"), "BW0203"),
        (path("/a/{id", "true"), "BW0303"),
        (path("/a?b={c}", "true"), "BW0303"),
        (path("a/{", "true"), "BW0303"),
    ] {
        let codes = codes(&text);
        let only = codes.first().filter(|_| codes.len() == 1);
        assert!(only.is_some_and(|only| only.starts_with(code)), "{codes:?}");
    }
}

//! Small documents that mean a lot: schemas that share schemas, which share others. Whoever follows each way
//! through them never ends, so each schema must be looked at once.

use std::fs;

use crate::run::run;

/// How many layers there are, and how many schemas each has: a million ways lead from the first to the last.
const LAYERS: usize = 10;
const WIDTH: usize = 4;

/// What a schema says: `NEXT` are the schemas of the next layer, `HERE` is a name of its own.
const SHARED: [(&str, &str); 20] = [
    ("alternatives", "{oneOf: [NEXT]}"),
    ("any alternatives", "{anyOf: [NEXT]}"),
    ("members", "{allOf: [NEXT]}"),
    (
        "alternatives of an object",
        "{type: object, properties: {HERE: {type: string}}, oneOf: [NEXT]}",
    ),
    (
        "an object among alternatives",
        "{oneOf: [NEXT, {type: object, required: [HERE], properties: {HERE: {type: string}}}]}",
    ),
    (
        "an object among members",
        "{allOf: [NEXT, {type: object, properties: {HERE: {type: string}}}]}",
    ),
    (
        "alternatives with a tag",
        "{oneOf: [NEXT], discriminator: {propertyName: kind}}",
    ),
    ("nullable alternatives", "{oneOf: [NEXT, {type: 'null'}]}"),
    (
        "alternatives of strings",
        "{anyOf: [NEXT, {type: string, enum: [HERE]}]}",
    ),
    (
        "limited alternatives",
        "{anyOf: [NEXT, {type: string, minLength: 3}]}",
    ),
    (
        "unevaluated properties",
        "{oneOf: [NEXT], unevaluatedProperties: false}",
    ),
    (
        "unevaluated properties of members",
        "{allOf: [NEXT], unevaluatedProperties: false}",
    ),
    ("negated alternatives", "{not: {anyOf: [NEXT]}}"),
    (
        "conditions",
        "{type: object, if: {anyOf: [NEXT]}, then: {allOf: [NEXT]}}",
    ),
    ("first items", "{type: array, prefixItems: [NEXT]}"),
    ("lists", "{type: array, items: {oneOf: [NEXT]}}"),
    (
        "maps",
        "{type: object, additionalProperties: {anyOf: [NEXT]}}",
    ),
    (
        "a default",
        "{type: object, default: {}, properties: {HERE: {oneOf: [NEXT]}}}",
    ),
    (
        "an example",
        "{type: object, example: {HERE: {}}, properties: {HERE: {oneOf: [NEXT]}}}",
    ),
    (
        "an example of alternatives",
        "{example: {a: 1}, oneOf: [NEXT]}",
    ),
];

/// A document with layers of schemas, as a parameter, a request and a response.
fn layers(schema: &str) -> String {
    let refs = |layer: usize| {
        let refs =
            (0..WIDTH).map(|index| format!("{{$ref: '#/components/schemas/L{layer}X{index}'}}"));
        refs.collect::<Vec<_>>().join(", ")
    };
    let mut text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for (layer, index) in (0..LAYERS).flat_map(|layer| (0..WIDTH).map(move |index| (layer, index)))
    {
        let schema = schema.replace("NEXT", &refs(layer + 1));
        let schema = schema.replace("HERE", &format!("p{layer}x{index}"));
        text += &format!("    L{layer}X{index}: {schema}\n");
    }
    for index in 0..WIDTH {
        text += &format!(
            "    L{LAYERS}X{index}: {{type: object, properties: {{p{index}: {{type: string}}}}}}\n"
        );
    }
    let first = "schema: {$ref: '#/components/schemas/L0X0'}";
    text += &format!(
        "paths:\n  /a:\n    post:\n      operationId: postA\n      parameters: [{{name: q, in: query, {first}}}]\n      \
         requestBody: {{content: {{application/json: {{{first}}}}}}}\n      responses: {{'200': {{description: ok, \
         content: {{text/event-stream: {{{first}}}}}}}}}\n"
    );
    text
}

#[track_caller]
fn assert_ends(what: &str, document: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    fs::write(&spec, document).unwrap();
    let reports = run(&spec, &folder.path().join("out"), &[]);
    reports.unwrap_or_else(|fault| panic!("{what}: {fault}"))
}

#[test]
fn schemas_that_share_schemas_are_looked_at_once() {
    for (what, schema) in SHARED {
        assert_ends(what, &layers(schema));
    }
}

#[test]
fn properties_that_merging_copies_are_limited() {
    let members: String = (0..1000)
        .map(|index| format!("p{index}: {{type: string}}, "))
        .collect();
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Base: {{type: object, \
         properties: {{{members}}}}}\n"
    );
    for index in 0..200 {
        text += &format!("    Sub{index}: {{allOf: [{{$ref: '#/components/schemas/Base'}}]}}\n");
    }
    let reports = assert_ends("a shared base", &text);
    assert!(reports.contains("error[BW0121]"), "{reports}");
    assert!(reports.contains("`--limit merged=N`"), "{reports}");
}

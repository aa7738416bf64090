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
        "an example of a property",
        "{type: object, example: {HERE: {}}, properties: {HERE: {oneOf: [NEXT]}}}",
    ),
    (
        "an example that matches no alternative",
        "{example: 7, oneOf: [NEXT]}",
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

/// A document with these schemas, in which a request and a response are the first of them.
fn with_schemas(schemas: impl Iterator<Item = (String, String)>) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    let mut first = None;
    for (name, schema) in schemas {
        text += &format!("    {name}: {schema}\n");
        first.get_or_insert(name);
    }
    let first = format!(
        "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{}'}}}}}}",
        first.unwrap_or_default()
    );
    text + &format!(
        "paths:\n  /a:\n    post:\n      operationId: postA\n      requestBody: {{{first}}}\n      responses: {{'200': {{description: ok, \
         {first}}}}}\n"
    )
}

fn reference(name: impl std::fmt::Display) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

/// Small documents that would become large: what schemas and paths have of each other is limited.
#[test]
fn what_grows_with_the_square_of_a_document_is_limited() {
    let chain = |schema: &dyn Fn(usize) -> String| {
        let link = |index: usize| match index {
            0 => "{type: object, properties: {p: {type: string}}}".to_owned(),
            index => schema(index - 1),
        };
        with_schemas((0..3000).map(|index| (format!("C{index}"), link(index))))
    };
    let alternatives: Vec<String> = (0..500)
        .map(|index| reference(format!("A{index}")))
        .collect();
    let family = (0..500).flat_map(|index| {
        let part = format!("{{type: object, properties: {{k{index}: {{type: string}}}}}}");
        let both = format!(
            "{{allOf: [{}, {{properties: {{z: {{type: string}}}}}}]}}",
            reference("U")
        );
        [(format!("A{index}"), part), (format!("X{index}"), both)]
    });
    let union = (
        "U".to_owned(),
        format!("{{anyOf: [{}]}}", alternatives.join(", ")),
    );
    let tag = "discriminator: {propertyName: k}, type: object, required: [k], properties: {k: {type: string}}";
    let documents = [
        (
            "members",
            "BW0121",
            chain(&|index| format!("{{allOf: [{}]}}", reference(format!("C{index}")))),
        ),
        (
            "members that require",
            "BW0121",
            chain(&|index| {
                format!(
                    "{{allOf: [{}, {{required: [p]}}]}}",
                    reference(format!("C{index}"))
                )
            }),
        ),
        (
            "heirs of heirs",
            "BW0121",
            chain(&|index| format!("{{allOf: [{}], {tag}}}", reference(format!("C{index}")))),
        ),
        (
            "alternatives of others",
            "BW0121",
            with_schemas(std::iter::once(union).chain(family)),
        ),
        ("paths", "BW0106", crossing_paths("/{a}/bN", "/cN/{a}")),
        (
            "paths with several parameters",
            "BW0106",
            crossing_paths("/d/{a}xN{b}", "/d/{a}yN{b}"),
        ),
        ("a long key", "BW0106", long_key()),
    ];
    for (what, code, document) in documents {
        let reports = assert_ends(what, &document);
        assert!(
            reports.contains(&format!("error[{code}]")),
            "{what}: {reports}"
        );
        assert!(reports.contains("--limit"), "{what}: {reports}");
    }
}

/// A thousand paths of each kind, of which each matches requests of every path of the other kind.
fn crossing_paths(one: &str, other: &str) -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n".to_owned();
    for index in 0..1000 {
        for path in [one, other] {
            let parameters = ["a", "b"]
                .into_iter()
                .filter(|name| path.contains(&format!("{{{name}}}")));
            let parameters: Vec<String> = parameters
                .map(|name| {
                    format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}")
                })
                .collect();
            text += &format!(
                "  {}: {{get: {{parameters: [{}], responses: {{'200': {{description: ok}}}}}}}}\n",
                path.replace('N', &index.to_string()),
                parameters.join(", ")
            );
        }
    }
    text
}

/// A key that is in the place of ten thousand values.
fn long_key() -> String {
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    ? {}\n    : type: object\n      \
         properties:\n",
        "A".repeat(200_000)
    );
    for index in 0..10_000 {
        text += &format!("        p{index}: {{type: string}}\n");
    }
    text
}

/// Documents whose parts were compared with each other, or followed on every way.
#[test]
fn documents_with_many_equal_parts_take_little_time() {
    let properties = |range: std::ops::Range<usize>| -> String {
        range
            .map(|index| format!("n{index}: {}, ", reference(format!("R{index}"))))
            .collect()
    };
    let mesh = (0..100).map(|index| {
        let schema = format!("{{type: object, properties: {{{}}}}}", properties(0..100));
        (format!("R{index}"), schema)
    });
    let items: Vec<String> = (0..30_000).map(|index| format!("[{index}]")).collect();
    let list = format!(
        "{{type: array, uniqueItems: true, items: {{}}, example: [{}]}}",
        items.join(", ")
    );
    let keys = "  k: v\n".repeat(20_000);
    let literals: String = (0..8000)
        .map(|index| {
            format!("  /a{index}/b: {{get: {{responses: {{'200': {{description: ok}}}}}}}}\n")
        })
        .collect();
    let unions = (0..8000).map(|index| {
        let own = format!("{{type: object, properties: {{p{index}: {{type: string}}}}}}");
        let schema = match index {
            7999 => own,
            _ => format!(
                "{{anyOf: [{}, {own}]}}",
                reference(format!("U{}", index + 1))
            ),
        };
        (format!("U{index}"), schema)
    });
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";
    for (what, document) in [
        ("unions that contain unions", with_schemas(unions)),
        ("schemas that refer to all schemas", with_schemas(mesh)),
        ("a union of many objects", with_schemas(many("oneOf"))),
        (
            "alternatives with the same properties",
            with_schemas(alike()),
        ),
        ("members that require", with_schemas(requirements())),
        (
            "an object of many objects",
            with_schemas(many("properties")),
        ),
        (
            "a list of distinct items",
            with_schemas(std::iter::once(("L".to_owned(), list))),
        ),
        (
            "a key that occurs often",
            format!("{head}paths: {{}}\nx-a:\n{keys}"),
        ),
        ("paths of one length", format!("{head}paths:\n{literals}")),
        (
            "a long reference",
            format!(
                "{head}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '#{}'}}}}}}\n",
                "/a".repeat(200_000)
            ),
        ),
    ] {
        assert_ends(what, &document);
    }
}

/// Alternatives that are joined, because each has the same fifty properties.
fn alike() -> impl Iterator<Item = (String, String)> {
    let properties = (0..50).map(|index| format!("p{index}: {{type: string}}"));
    let properties = properties.collect::<Vec<_>>().join(", ");
    let one = format!("{{type: object, properties: {{{properties}}}}}");
    let all = vec![one; 600].join(", ");
    std::iter::once(("A".to_owned(), format!("{{anyOf: [{all}]}}")))
}

/// Members of which each requires a property.
fn requirements() -> impl Iterator<Item = (String, String)> {
    let members = (0..40_000).map(|index| format!("{{required: [p{index}]}}"));
    let members = members.collect::<Vec<_>>().join(", ");
    let all = format!("{{type: object, additionalProperties: true, allOf: [{members}]}}");
    std::iter::once(("A".to_owned(), all))
}

/// A schema with very many others in it: as alternatives, or as properties.
fn many(keyword: &str) -> impl Iterator<Item = (String, String)> {
    const MANY: usize = 20_000;
    let inside: Vec<String> = (0..MANY)
        .map(|index| match keyword {
            "oneOf" => reference(format!("M{index}")),
            _ => format!("n{index}: {}", reference(format!("M{index}"))),
        })
        .collect();
    let inside = inside.join(", ");
    let all = match keyword {
        "oneOf" => format!("{{oneOf: [{inside}]}}"),
        _ => format!("{{type: object, properties: {{{inside}}}}}"),
    };
    let own = |index| {
        format!(
            "{{type: object, required: [p{index}], properties: {{p{index}: {{type: string}}}}}}"
        )
    };
    let parts = (0..MANY).map(move |index| (format!("M{index}"), own(index)));
    std::iter::once(("All".to_owned(), all)).chain(parts)
}

/// One error was found per round, and each round lowered the whole document again.
#[test]
fn operations_that_merge_too_much_are_left_out_together() {
    let members: String = (0..500)
        .map(|index| format!("p{index}: {{type: string}}, "))
        .collect();
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n");
    let mut schemas = format!("    Base: {{type: object, properties: {{{members}}}}}\n");
    for index in 0..500 {
        let schema = reference(format!("Sub{index}"));
        text += &format!(
            "  /a{index}: {{get: {{operationId: get{index}, responses: {{'200': {{description: ok, content: \
             {{application/json: {{schema: {schema}}}}}}}}}}}}}\n"
        );
        schemas += &format!(
            "    Sub{index}: {{allOf: [{}]}}\n",
            reference("Base".to_owned())
        );
    }
    text += "components:\n  schemas:\n";
    text += &schemas;
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    fs::write(&spec, text).unwrap();
    let reports = run(&spec, &folder.path().join("out"), &["--skip-unsupported"]).unwrap();
    let warnings = reports.matches("warning[BW0121]").count();
    assert_eq!(warnings, 1, "{reports}");
    assert!(reports.contains("operations"), "{reports}");
    assert!(!reports.contains("error["), "{reports}");
}

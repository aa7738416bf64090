//! The keyword ledger: what it knows about a document, and what it says about keys that do not belong.

use bindwright::load::{Explained, KeyEffect, Strictness::Strict};

use crate::{codes, document, report, report_as};

#[test]
fn explain_counts_the_keys_that_occur() {
    let text = document(
        "paths: {}\nx-internal: 1\ncomponents: {schemas: {A: {type: string, xml: {}}, B: {type: string}}}\n",
    );
    let (loaded, _) = report_as(&text, Strict);
    let Some(explanation) = loaded.map(|loaded| loaded.explanation().clone()) else {
        panic!("the document is loaded")
    };
    assert_eq!(explanation.extensions.get("x-internal"), Some(&1));
    let schema: Vec<_> = explanation
        .keys
        .iter()
        .filter(|line| line.object == "Schema Object")
        .collect();
    let xml = KeyEffect::Ignored("bodies are read and written as JSON");
    let line = |key, count, outcome| Explained {
        object: "Schema Object",
        key,
        count,
        outcome,
    };
    assert_eq!(
        schema,
        [&line("type", 2, KeyEffect::Types), &line("xml", 1, xml)]
    );
}

#[test]
fn keys_of_other_versions_and_misspelled_ones_get_advice() {
    let text = document("paths: {}\ndefinitions: {}\ncomponets: {}\nwebhooks: {}\n");
    insta::assert_snapshot!(report(&text), @r#"
    error[BW0201]: unknown key `definitions` in the OpenAPI Object
     --> api.yaml:4:1
      |
    4 | definitions: {}
      | ^^^^^^^^^^^
      |
      = at: #/definitions
      = help: extensions start with `x-`

    error[BW0201]: unknown key `componets` in the OpenAPI Object
     --> api.yaml:5:1
      |
    5 | componets: {}
      | ^^^^^^^^^
      |
      = at: #/componets
      = help: did you mean `components`?

    error[BW0201]: unknown key `webhooks` in the OpenAPI Object
     --> api.yaml:6:1
      |
    6 | webhooks: {}
      | ^^^^^^^^
      |
      = at: #/webhooks
      = help: `webhooks` came with OpenAPI 3.1; this document says that it is written in 3.0

    3 errors
    "#);
}

#[test]
fn keys_of_newer_versions_get_advice() {
    let text = document(
        "paths: {}\ncomponents: {schemas: {A: {type: [string, 'null']}, B: true, C: {exclusiveMinimum: 1}}}\n",
    );
    insta::assert_snapshot!(report(&text), @r#"
    error[BW0203]: expected a string, found a list
     --> api.yaml:4:34
      |
    4 | components: {schemas: {A: {type: [string, 'null']}, B: true, C: {exclusiveMinimum: 1}}}
      |                                  ^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/A/type
      = help: lists of types came with OpenAPI 3.1; in 3.0 write one type, and `nullable: true` for null

    error[BW0203]: expected an object (Schema Object), found `true`
     --> api.yaml:4:56
      |
    4 | components: {schemas: {A: {type: [string, 'null']}, B: true, C: {exclusiveMinimum: 1}}}
      |                                                        ^^^^
      |
      = at: #/components/schemas/B
      = help: in OpenAPI 3.0 write `{}`

    error[BW0203]: expected `true` or `false`, found the number 1
     --> api.yaml:4:84
      |
    4 | components: {schemas: {A: {type: [string, 'null']}, B: true, C: {exclusiveMinimum: 1}}}
      |                                                                                    ^
      |
      = at: #/components/schemas/C/exclusiveMinimum
      = help: bounds as numbers came with OpenAPI 3.1; in 3.0 they are `minimum` with `exclusiveMinimum: true`

    3 errors
    "#);
}

#[test]
fn extensions_are_checked_like_keys() {
    let operation = |extension: &str| {
        let text = format!(
            "paths: {{/a: {{get: {{responses: {{default: {{description: d}}}}, {extension}}}}}}}\n"
        );
        codes(&document(&text))
            .join(" ")
            .replace("/paths/~1a/get/", "")
    };
    assert_eq!(operation("x-anything: [1]"), "");
    assert_eq!(
        operation("x-rules: [{together: [a, b]}, {ordered: [a, b]}]"),
        ""
    );
    assert_eq!(
        operation("x-rules: [{togther: [a, b]}]"),
        "BW0209 #x-rules/0/togther"
    );
    assert_eq!(
        operation("x-pagination: {offset: o, limit: l}"),
        "BW0209 #x-pagination"
    );
    assert_eq!(
        operation("x-pagination: {pageParam: p}"),
        "BW0211 #x-pagination"
    );
    assert_eq!(operation("x-side-effect: 'true'"), "BW0203 #x-side-effect");
}

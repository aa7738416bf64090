//! Documents that are large, deep, or contain themselves: the comparison ends, and finds what it should.

use std::fmt::Write as _;

use bindwright::diff::{Evidence, WireChange, compare_wire, proven_wire_changes};

use crate::support::{lowered, text};

fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'}}
paths: {{/things: {{get: {{operationId: get, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}}}}}}}
components:
  schemas:
{schemas}"
    )
}

fn kinds(old: &str, new: &str) -> Vec<&'static str> {
    let (old, new) = (lowered(&document(old)), lowered(&document(new)));
    let changes = compare_wire(&old, &new);
    changes.iter().map(|one| one.kind).collect()
}

#[test]
fn a_thousand_alternatives_are_paired() {
    let union = |skipped: usize, limit: usize| {
        let mut text = String::from("    Thing:\n      oneOf:\n");
        for index in (0..1000).rev() {
            if index != skipped {
                _ = writeln!(
                    text,
                    "        - {{$ref: '#/components/schemas/Part{index}'}}"
                );
            }
        }
        for index in 0..1000 {
            let limit = if index == 500 { limit } else { 9 };
            _ = writeln!(
                text,
                "    Part{index}: {{type: object, required: [p{index}], properties: {{p{index}: {{type: string, maxLength: {limit}}}}}}}"
            );
        }
        text
    };
    let found = kinds(&union(3, 9), &union(7, 5));
    let expected = [
        "alternative-added",
        "alternative-removed",
        "max-length-decreased",
    ];
    assert_eq!(found, expected);
}

#[test]
fn deep_lists_are_compared() {
    let nested = |inner: &str| {
        let (start, end) = ("{type: array, items: ".repeat(60), "}".repeat(60));
        format!("    Thing: {start}{inner}{end}\n")
    };
    let found = kinds(&nested("{type: string}"), &nested("{type: boolean}"));
    assert_eq!(found, ["type-changed"]);
}

#[test]
fn types_that_contain_themselves_in_different_ways_come_to_an_end() {
    let objects = "    Thing: {type: object, properties: {a: {type: object, additionalProperties: {$ref: '#/components/schemas/Thing'}}}}\n";
    let maps = "    Thing: {type: object, additionalProperties: {$ref: '#/components/schemas/Inner'}}\n    Inner: {type: object, properties: {a: {$ref: '#/components/schemas/Thing'}}}\n";
    let itself = "    Thing: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Thing'}}]}\n";
    let lists = "    Thing: {type: array, items: {$ref: '#/components/schemas/Thing'}}\n";
    let longer = "    Thing: {type: array, items: {type: array, items: {$ref: '#/components/schemas/Thing'}}}\n";
    let all = [objects, maps, itself, lists, longer];
    for old in all {
        assert_eq!(kinds(old, old), [""; 0], "{old}");
        for new in all {
            let found = kinds(old, new);
            assert!(old == new || found.len() < 20, "{old}{new}{found:?}");
        }
    }
}

#[test]
fn a_change_has_all_its_places_and_keeps_the_first() {
    let mut paths = String::from("openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n");
    for index in 0..80 {
        _ = writeln!(
            paths,
            "  /things{index}: {{get: {{operationId: get{index}, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}}}}}}}"
        );
    }
    let with = |limit: usize| {
        format!(
            "{paths}components: {{schemas: {{Thing: {{type: object, properties: {{a: {{type: string, maxLength: {limit}}}}}}}}}}}\n"
        )
    };
    let changes = compare_wire(&lowered(&with(5)), &lowered(&with(9)));
    let [change] = changes.as_slice() else {
        panic!("{:?}", changes.iter().map(text).collect::<Vec<_>>());
    };
    assert_eq!((change.places.len(), change.place_count), (50, 80));
    let operations: Vec<usize> = change.places.iter().map(|one| one.new_operation).collect();
    assert!(operations.is_sorted());
}

/// Each message of a large object costs as much as its fields, and each field can be a change.
#[test]
fn messages_are_searched_until_the_work_is_done() {
    let things = |kind: &str| {
        let (mut paths, mut schemas) = (String::new(), String::new());
        for name in ["A", "B", "C"] {
            _ = writeln!(
                paths,
                "  /{name}: {{get: {{operationId: get{name}, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}}}"
            );
            _ = writeln!(schemas, "    {name}:\n      properties:");
            for index in 0..1_000 {
                _ = writeln!(schemas, "        p{index}: {{type: {kind}}}");
            }
        }
        lowered(&format!(
            "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
        ))
    };
    let found = proven_wire_changes(&things("string"), &things("integer"));
    assert_eq!(found.len(), 3_000);
    let count = |wanted: fn(&Evidence) -> bool| found.iter().filter(|one| wanted(&one.1)).count();
    let tried = count(|one| matches!(one, Evidence::Found(_)));
    let not_tried = count(|one| matches!(one, Evidence::NotFound(0)));
    assert!(tried > 0, "{tried} {not_tried}");
    assert!(not_tried > 0, "{tried} {not_tried}");
}

/// Objects that require each other have no value, so none is looked for: it would take all steps, and leave none for other changes.
#[test]
fn a_value_that_never_ends_is_not_looked_for() {
    let things = |required: &str| {
        let mut schemas = String::new();
        for index in 0..30 {
            _ = writeln!(schemas, "    S{index}:\n      properties:");
            for way in 0..8 {
                let target = (index * 3 + way * 11 + 1) % 30;
                _ = writeln!(
                    schemas,
                    "        r{way}: {{$ref: '#/components/schemas/S{target}'}}"
                );
            }
            schemas.push_str(required);
        }
        lowered(&format!(
            "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\npaths:\n  /x: {{get: {{operationId: get, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
        ))
    };
    let all = "      required: [r0, r1, r2, r3, r4, r5, r6, r7]\n";
    let found = proven_wire_changes(&things(""), &things(all));
    let tried = found
        .iter()
        .filter(|one| matches!(one.1, Evidence::Found(_)));
    assert!(tried.count() > 200, "of {}", found.len());
}

/// Each alternative that is gone was looked for among all others, in each of a thousand messages.
#[test]
fn changes_of_very_many_credentials_come_to_an_end() {
    let version = |prefix: &str| {
        let (mut security, mut schemes) = (String::new(), String::new());
        for index in 0..1_500 {
            _ = writeln!(security, "  - {prefix}{index}: []");
            _ = writeln!(
                schemes,
                "    {prefix}{index}: {{type: apiKey, in: header, name: X-{prefix}-{index}}}"
            );
        }
        lowered(&format!(
            "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\nsecurity:\n{security}\
             paths: {{/a: {{get: {{operationId: get, responses: {{'200': {{description: ok}}}}}}}}}}\n\
             components:\n  securitySchemes:\n{schemes}"
        ))
    };
    let changes = proven_wire_changes(&version("Old"), &version("New"));
    assert_ends_early("credentials", &changes);
}

/// Each media type that changed was compared with all others, without an end of the steps.
#[test]
fn changes_of_very_many_replies_and_bodies_come_to_an_end() {
    const MANY: usize = 2_000;
    let replies = |version: usize| {
        let media =
            (0..40).map(|index| format!("application/x{index}+json: {{schema: {{type: string}}}}"));
        let media: Vec<String> = media.skip(version * 20).collect();
        let all = (200..500).map(|status| {
            format!(
                "'{status}': {{description: ok, content: {{{}}}}}",
                media.join(", ")
            )
        });
        all.collect::<Vec<_>>().join(", ")
    };
    let bodies = |version: usize| {
        let media = (0..MANY).map(|index| {
            format!("application/x{version}y{index}+json: {{schema: {{type: string}}}}")
        });
        let media: Vec<String> = media.collect();
        format!(
            "'200': {{description: ok}}}}, requestBody: {{content: {{{}}}",
            media.join(", ")
        )
    };
    let written: [(&str, &dyn Fn(usize) -> String); 2] =
        [("replies", &replies), ("bodies", &bodies)];
    for (what, responses) in written {
        let [old, new] = [0, 1].map(|version| {
            lowered(&format!(
                "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\n\
                 paths: {{/a: {{post: {{operationId: post, responses: {{{}}}}}}}}}\n",
                responses(version)
            ))
        });
        assert_ends_early(what, &proven_wire_changes(&old, &new));
    }
}

/// The steps are used up, so that some changes have no message.
#[track_caller]
fn assert_ends_early(what: &str, changes: &[(WireChange, Evidence)]) {
    let is_left_out = |one: &&(WireChange, Evidence)| matches!(one.1, Evidence::NotFound(0));
    let left_out = changes.iter().filter(is_left_out).count();
    assert!(
        left_out > 0 && left_out < changes.len(),
        "{what}: {left_out}"
    );
}

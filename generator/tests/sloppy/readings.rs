//! Documents that break the standard and have one reading: lenient reading takes it, and says once what it did.

use bindwright::diagnostic::{Diagnostics, Severity};
use bindwright::ir::{Api, Integer, Location, Scalar, Type, TypeKind};
use bindwright::load::Strictness;

use crate::support::{Repair, parameters, paths, property, read, repaired};

/// The API, and how many reports there were, none of them an error.
#[track_caller]
fn lenient(spec: &str) -> (Api, Vec<String>) {
    let (diagnostics, api) = read(spec, Strictness::Lenient);
    let reports = messages(&diagnostics);
    let Some(api) = api else {
        panic!("{spec}\n{reports:#?}")
    };
    (api, reports)
}

fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    let reports = diagnostics.iter();
    reports
        .map(|report| format!("{} {}", report.code().number(), report.message()))
        .collect()
}

#[test]
fn an_empty_key_is_an_absent_key() {
    let root = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";
    let get = "paths:\n  /a:\n    get:\n      operationId: a\n      responses: {'200': {description: d}}\n";
    for key in [
        "components:\n",
        "tags:\n",
        "security:\n",
        "servers:\n",
        "externalDocs:\n",
        "components:\n  schemas:\n",
        "components:\n  schemas:\n    A:\n      properties:\n      required:\n      type: object\n",
        "components:\n  schemas:\n    A:\n      description:\n      type: string\n",
        "components:\n  schemas:\n    A:\n      type: string\n      maxLength:\n",
        "tags:\n  -\n",
    ] {
        let (api, reports) = lenient(&format!("{root}{get}{key}"));
        assert_eq!(api.operations.len(), 1, "{key}");
        let all = reports
            .iter()
            .all(|text| text.starts_with("BW0212") && text.contains("absent"));
        assert!(all && !reports.is_empty(), "{key}: {reports:#?}");
        let (_, api) = read(&format!("{root}{get}{key}"), Strictness::Strict);
        assert!(api.is_none(), "{key}");
    }
    for key in [
        "parameters",
        "tags",
        "security",
        "servers",
        "requestBody",
        "callbacks",
        "deprecated",
    ] {
        let spec = format!("{root}{get}      {key}:\n");
        let (api, reports) = lenient(&spec);
        assert_eq!(
            (api.operations.len(), reports.len()),
            (1, 1),
            "{key}: {reports:#?}"
        );
    }
}

#[test]
fn an_empty_value_under_a_name_is_an_empty_object() {
    let spec = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n  /b:\ncomponents:\n  schemas:\n    A: {type: object, properties: {b: }}\n";
    let (api, _) = lenient(spec);
    assert_eq!(api.operations.len(), 1);
    let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
        panic!("{:?}", api.types)
    };
    assert_eq!(owner.fields.first().unwrap().ty, Type::Scalar(Scalar::Any));
}

#[test]
fn null_stays_a_value_where_any_value_is_allowed() {
    let spec = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    A: {type: [string, 'null'], enum: [a, null], default: null, examples: [null]}\n    B: {const: null}\n";
    let (_, reports) = lenient(spec);
    assert!(
        !reports.iter().any(|text| text.contains("absent")),
        "{reports:#?}"
    );
}

#[test]
fn a_path_parameter_is_required() {
    let get = |keys: &str| {
        paths(&format!(
            "  /a/{{id}}:\n    get: {{parameters: [{{name: id, in: path, {keys}schema: {{type: integer}}}}], responses: {{'200': {{description: d}}}}}}\n"
        ))
    };
    for keys in ["", "required: false, ", "required: , "] {
        let (api, reports) = lenient(&get(keys));
        assert_eq!(parameters(&api), [(Location::Path, "id")], "{keys}");
        let told = reports
            .iter()
            .filter(|text| text.contains("always required"))
            .count();
        assert_eq!(told, 1, "{reports:#?}");
    }
}

#[test]
fn a_path_parameter_in_another_spelling_keeps_its_type() {
    let integer = Type::Scalar(Scalar::Integer(Integer::I64));
    for (path, declared) in [
        ("{petId}", "petID"),
        ("{petId}", "pet_id"),
        ("{petId}/{owner}", "petID"),
    ] {
        let parameter =
            format!("{{name: {declared}, in: path, required: true, schema: {{type: integer}}}}");
        let owner = match path.contains("owner") {
            true => ", {name: owner, in: path, required: true, schema: {type: string}}",
            false => "",
        };
        for shared in [false, true] {
            let (entry, components) = match shared {
                true => (
                    "{$ref: '#/components/parameters/Pet'}".to_owned(),
                    format!("components: {{parameters: {{Pet: {parameter}}}}}\n"),
                ),
                false => (parameter.clone(), String::new()),
            };
            let spec = paths(&format!(
                "  /a/{path}:\n    get: {{parameters: [{entry}{owner}], responses: {{'200': {{description: d}}}}}}\n{components}"
            ));
            let (api, reports) = lenient(&spec);
            let operation = api.operations.first().unwrap();
            let pet = operation
                .parameters
                .iter()
                .find(|p| p.wire == "petId")
                .unwrap();
            assert_eq!(pet.ty, integer, "{spec}");
            assert!(
                reports
                    .iter()
                    .any(|text| text.contains("read as its `{petId}`")),
                "{reports:#?}"
            );
        }
    }
}

#[test]
fn swagger_2_0_restricts_no_names() {
    let schema = r##"{"type": "object", "properties": {"a": {"$ref": "REF"}}}"##;
    for (name, references) in [
        ("$top", &["#/definitions/$top", "#/definitions/%24top"][..]),
        (
            "a/b",
            &[
                "#/definitions/a~1b",
                "#/definitions/a/b",
                "#/definitions/a%2Fb",
            ],
        ),
        ("100%", &["#/definitions/100%25", "#/definitions/100%"]),
        ("a b", &["#/definitions/a b", "#/definitions/a%20b"]),
        ("a~b", &["#/definitions/a~0b", "#/definitions/a~b"]),
        (
            "Page<Pet>",
            &["#/definitions/Page<Pet>", "#/definitions/Page%3CPet%3E"],
        ),
        (".dot", &["#/definitions/.dot"]),
    ] {
        for reference in references {
            let schema = schema.replace("REF", reference);
            let spec = format!(
                r#"{{"swagger": "2.0", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "definitions": {{"{name}": {schema}}}}}"#
            );
            let (api, _) = lenient(&spec);
            let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
                panic!("{reference}: {:?}", api.types)
            };
            let of_itself = format!("{:?}", owner.fields.first().unwrap().ty);
            assert!(of_itself.contains("Named("), "{reference}: {of_itself}");
        }
    }
}

#[test]
fn openapi_3_takes_such_names_with_a_warning() {
    for name in ["$top", "a/b", "100%", "a b"] {
        let spec = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{'{name}': {{type: object}}}}}}\n"
        );
        let api = repaired(Repair::Harmless, "BW0329", &spec);
        assert_eq!(api.types.len(), 1, "{name}");
    }
}

#[test]
fn an_enumeration_beats_a_limit() {
    for schema in [
        "{type: string, maxLength: 2, enum: [red, green]}",
        "{type: string, minLength: 9, pattern: '^x', enum: [red, blue]}",
        "{type: integer, maximum: 10, enum: [1, 20]}",
    ] {
        let ty = property(Repair::Harmless, "BW0308", schema);
        assert!(matches!(ty, Type::Named(_)), "{schema}: {ty:?}");
    }
}

#[test]
fn a_list_in_place_of_a_schema_is_any_json() {
    let any = Type::Scalar(Scalar::Any);
    let list = "[{type: string}, {type: integer}]";
    assert_eq!(
        property(Repair::Harmless, "BW0203", &format!("{{items: {list}}}")),
        any
    );
    assert_eq!(property(Repair::Harmless, "BW0203", list), any);
    let of_any = property(
        Repair::Harmless,
        "BW0203",
        &format!("{{type: array, items: {list}}}"),
    );
    assert_eq!(of_any, Type::List(Box::new(any.clone())));
    let map = property(
        Repair::Harmless,
        "BW0203",
        &format!("{{type: object, additionalProperties: {list}}}"),
    );
    assert!(matches!(map, Type::Map(_)), "{map:?}");
}

#[test]
fn an_undefined_scheme_says_what_it_became() {
    for (name, became) in [("token", "a bearer token"), ("basicAuth", "HTTP Basic")] {
        let spec = paths(&format!(
            "  /a:\n    get: {{security: [{{{name}: []}}], responses: {{'200': {{description: d}}}}}}\n"
        ));
        let (diagnostics, api) = read(&spec, Strictness::Repairing);
        assert!(
            api.is_some()
                && messages(&diagnostics)
                    .iter()
                    .any(|text| text.contains(became))
        );
        let (diagnostics, _) = read(&spec, Strictness::Lenient);
        assert!(
            diagnostics
                .iter()
                .any(|report| report.severity() == Severity::Error)
        );
    }
}

#[test]
fn bounds_beyond_a_type_limit_nothing() {
    let schemas = |bounds: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{a: {{{bounds}}}}}}}}}}}\n"
        )
    };
    let json = |bounds: &str| {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{"A": {{"type": "object", "properties": {{"a": {{{bounds}}}}}}}}}}}}}"#
        )
    };
    for bounds in [
        r#""type": "integer", "minimum": -9223372036854776000, "maximum": 18446744073709552000"#,
        r#""type": "integer", "maximum": 1e400"#,
        r#""type": "number", "minimum": -1e999, "maximum": 1e999"#,
        r#""type": "integer", "format": "int32", "maximum": 4294967295"#,
        r#""type": "integer", "format": "int32", "minimum": 4294967295"#,
        r#""type": "string", "maxLength": 18446744073709552000"#,
        r#""type": "string", "maxLength": 1e400"#,
        r#""type": "string", "maxLength": 1e30"#,
    ] {
        for spec in [schemas(bounds), json(bounds)] {
            let (api, reports) = lenient(&spec);
            let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
                panic!("{:?}", api.types)
            };
            let field = owner.fields.first().unwrap();
            assert!(
                field.constraints.own.is_empty(),
                "{spec}: {:?}",
                field.constraints
            );
            let messages: std::collections::BTreeSet<_> = reports.iter().collect();
            assert_eq!(messages.len(), 1, "{spec}: {reports:#?}");
        }
    }
}

#[test]
fn bounds_within_a_type_are_exact() {
    let spec = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object, properties: {a: {type: integer, minimum: -9007199254740993, maximum: 4.5}}}}}\n";
    let (api, reports) = lenient(spec);
    let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
        panic!("{:?}", api.types)
    };
    let own = format!("{:?}", owner.fields.first().unwrap().constraints.own);
    assert_eq!(
        own,
        "[Minimum(Integer(-9007199254740993)), Maximum(Integer(4))]"
    );
    assert_eq!(reports, [] as [String; 0]);
}

#[test]
fn bounds_in_the_form_of_another_version_are_restated() {
    let spec = |version: &str, bounds: &str| {
        format!(
            "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{a: {{type: integer, {bounds}}}}}}}}}}}\n"
        )
    };
    for (spec, expected) in [
        (
            spec("3.0.3", "exclusiveMinimum: 5"),
            "[Minimum(Integer(6))]",
        ),
        (
            spec("3.0.3", "minimum: 9, exclusiveMinimum: 5"),
            "[Minimum(Integer(9))]",
        ),
        (
            spec("3.0.3", "maximum: 9, exclusiveMaximum: 5"),
            "[Maximum(Integer(4))]",
        ),
        (
            spec("3.1.0", "minimum: 5, exclusiveMinimum: true"),
            "[Minimum(Integer(6))]",
        ),
        (
            spec("3.1.0", "minimum: 5, exclusiveMinimum: false"),
            "[Minimum(Integer(5))]",
        ),
    ] {
        let (api, reports) = lenient(&spec);
        let TypeKind::Struct(owner) = &api.types.first().unwrap().kind else {
            panic!("{:?}", api.types)
        };
        let own = format!("{:?}", owner.fields.first().unwrap().constraints.own);
        assert_eq!(own, expected, "{spec}: {reports:#?}");
        assert_eq!(reports.len(), 1, "{reports:#?}");
    }
}

#[test]
fn an_operation_without_responses_has_none() {
    for keys in [
        "operationId: a",
        "operationId: a, responses: {}",
        "operationId: a, responses: ",
    ] {
        let (api, _) = lenient(&paths(&format!("  /a:\n    get: {{{keys}}}\n")));
        assert_eq!(api.operations.len(), 1, "{keys}");
    }
}

#[test]
fn names_in_a_mapping_are_encoded_too() {
    let schema = "{type: object, required: [k], properties: {k: {type: string}}}";
    let spec = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{'a/Cat': {schema}, 'b/Dog': {schema}, Pet: {{oneOf: [{{$ref: '#/components/schemas/a~1Cat'}}, {{$ref: '#/components/schemas/b/Dog'}}], discriminator: {{propertyName: k, mapping: {{cat: '#/components/schemas/a~1Cat', dog: '#/components/schemas/b/Dog'}}}}}}}}}}\n"
    );
    let (api, _) = lenient(&spec);
    assert_eq!(api.types.len(), 3);
}

#[test]
fn names_of_data_keys_are_names_where_authors_choose_them() {
    for (response, property) in [("default", "a"), ("'200'", "value"), ("'200'", "default")] {
        let spec = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{responses: {{{response}: {{description: d, headers: }}}}}}}}}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{{property}: {{type: string, maxLength: }}}}}}}}}}\n"
        );
        let (_, reports) = lenient(&spec);
        assert_eq!(reports.len(), 2, "{reports:#?}");
    }
}

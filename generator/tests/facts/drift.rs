//! A page beside a document that agrees with it: an edit of the page is one difference, on the line that shows it.

use bindwright::Generator;
use bindwright::drift::{DriftFormat, DriftKind, DriftReport, Finding, drift, render_drift};
use serde_json::{Map, Value, json};

use crate::facts;
use crate::model::{Doc, Field, Object, Range, doc, field};
use crate::render::{LAYOUTS, Layout, page};

/// The document of an operation.
pub(crate) fn document(doc: &Doc) -> Value {
    let parameter = |place: &str, field: &Field| json!({"name": field.name, "in": place, "required": field.required == Some(true), "schema": schema(field, &[])});
    let places = [
        ("path", &doc.path_parameters),
        ("query", &doc.query),
        ("header", &doc.headers),
    ];
    let parameters: Vec<Value> = places
        .iter()
        .flat_map(|(place, fields)| fields.iter().map(|field| parameter(place, field)))
        .filter(|parameter| parameter["name"] != "X-Auth-Token")
        .collect();
    let mut responses = Map::new();
    for answer in &doc.responses {
        let mut response = json!({"description": "It."});
        if let Some(body) = answer.body.first() {
            response["content"] =
                json!({"application/json": {"schema": object(body, &answer.body)}});
        }
        responses.insert(answer.status.clone(), response);
    }
    let body = object(&doc.body[0], &doc.body);
    let (action, access) = doc.action.expect("an action");
    let operation = json!({
        "operationId": doc.operation,
        "x-docs": {"date": doc.date, "authorization": {action: access}},
        "parameters": parameters,
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": responses,
    });
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Gardens", "version": "1"},
        "paths": {doc.path.as_str(): {doc.method.to_lowercase(): operation}},
    })
}

fn object(object: &Object, objects: &[Object]) -> Value {
    let properties: Map<String, Value> = object
        .fields
        .iter()
        .map(|field| (field.name.clone(), schema(field, objects)))
        .collect();
    let required: Vec<&String> = object
        .fields
        .iter()
        .filter(|field| field.required == Some(true))
        .map(|field| &field.name)
        .collect();
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn schema(field: &Field, objects: &[Object]) -> Value {
    let named = |name: &str| {
        objects
            .iter()
            .find(|object| object.name == name)
            .map(|found| object(found, objects))
    };
    let type_name = field.type_name.as_str();
    let mut schema = match type_name {
        "String" => json!({"type": "string"}),
        "Integer" => json!({"type": "integer"}),
        "Long" => json!({"type": "integer", "format": "int64"}),
        "Double" => json!({"type": "number", "format": "double"}),
        "Boolean" => json!({"type": "boolean"}),
        "Array of strings" => json!({"type": "array", "items": {"type": "string"}}),
        "Map<String,String>" => {
            json!({"type": "object", "additionalProperties": {"type": "string"}})
        }
        other => match other.strip_prefix("Array of ") {
            Some(items) => {
                json!({"type": "array", "items": named(items.trim_end_matches(" objects")).expect("an object")})
            }
            None => named(other.trim_end_matches(" object")).expect("an object"),
        },
    };
    if let Some(values) = &field.values {
        schema["enum"] = json!(values.list());
    }
    if let Some(default) = &field.default {
        schema["default"] = serde_json::from_str(default).unwrap_or_else(|_| json!(default));
    }
    if let Some((of, least, most)) = field.range {
        let keys = match of {
            Range::Value => ("minimum", "maximum"),
            Range::Length => ("minLength", "maxLength"),
            Range::Items => ("minItems", "maxItems"),
        };
        schema[keys.0] = json!(least);
        schema[keys.1] = json!(most);
    }
    schema
}

fn compare(document: &Value, name: &str, text: &str) -> DriftReport {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("garden.json");
    std::fs::write(&path, serde_json::to_string_pretty(document).expect("JSON")).expect("a file");
    let (diagnostics, document) = Generator::new(&path).document();
    drift(
        &document.expect("a document"),
        &diagnostics,
        &[facts(name, text)],
    )
}

/// The differences, without what the copy has lost.
fn differences(report: &DriftReport) -> Vec<&Finding> {
    report
        .findings
        .iter()
        .filter(|finding| finding.kind != DriftKind::Unreadable)
        .collect()
}

/// An edit: its name, the change, what the difference is about, and the text on its line.
pub(crate) type Edit = (
    &'static str,
    fn(&mut Doc),
    DriftKind,
    &'static str,
    &'static str,
);

pub(crate) fn edits() -> Vec<Edit> {
    use DriftKind::{Differs, OnlyInDocument, OnlyOnPage};
    vec![
        (
            "change the date",
            |doc| doc.date = "2025-12-24",
            Differs,
            "date",
            "2025-12-24",
        ),
        (
            "rename the action",
            |doc| doc.action = Some(("gardens:plots:tend", doc.action.expect("an action").1)),
            Differs,
            "authorization gardens:plots:tend",
            "gardens:plots:tend",
        ),
        (
            "change the access level",
            |doc| doc.action = Some((doc.action.expect("an action").0, "Tagging")),
            Differs,
            "authorization green:gardens:plant: access",
            "Tagging",
        ),
        (
            "rename a parameter",
            |doc| doc.query[5].name = "page_length".into(),
            Differs,
            "query page_length: name",
            "page_length",
        ),
        (
            "rename a path parameter",
            |doc| doc.path_parameters[1].name = "plot_id".into(),
            Differs,
            "path plot_id: name",
            "plot_id",
        ),
        (
            "rename a nested object",
            |doc| doc.body[1].fields[1].name = "rows".into(),
            Differs,
            "body garden.rows: name",
            "rows",
        ),
        (
            "rename a field of a response",
            |doc| doc.responses[0].body[1].fields[0].name = "bed_number".into(),
            Differs,
            "response 200 beds[].bed_number: name",
            "bed_number",
        ),
        (
            "require a parameter",
            |doc| doc.query[5].required = Some(true),
            Differs,
            "query page_size: required",
            "",
        ),
        (
            "no longer require a property",
            |doc| doc.body[2].fields[0].required = Some(false),
            Differs,
            "body garden.beds[].width: required",
            "",
        ),
        (
            "change a type",
            |doc| doc.query[5].type_name = "Long".into(),
            Differs,
            "query page_size: type",
            "Long",
        ),
        (
            "change the type of a nested field",
            |doc| doc.body[3].fields[1].type_name = "Float".into(),
            Differs,
            "body garden.beds[].soil.depth: type",
            "Float",
        ),
        (
            "add a row",
            |doc| doc.query.insert(1, field("mood", false, "String")),
            OnlyOnPage,
            "query mood",
            "mood",
        ),
        (
            "add a nested row",
            |doc| doc.body[3].fields.push(field("acid", false, "Boolean")),
            OnlyOnPage,
            "body garden.beds[].soil.acid",
            "acid",
        ),
        (
            "remove a row",
            |doc| {
                doc.query.remove(2);
            },
            OnlyInDocument,
            "query shade",
            "",
        ),
        (
            "remove a field of a response",
            |doc| {
                doc.responses[0].body[0].fields.remove(1);
            },
            OnlyInDocument,
            "response 200 planted_at",
            "",
        ),
        (
            "move a parameter",
            |doc| {
                let moved = doc.query.remove(2);
                doc.path_parameters.push(moved);
            },
            Differs,
            "path shade: location",
            "shade",
        ),
        (
            "change a status",
            |doc| doc.responses[1].status = "204".into(),
            Differs,
            "status 204",
            "204",
        ),
        (
            "add a status",
            |doc| {
                let mut more = doc.responses[2].clone();
                more.status = "409".into();
                doc.responses.push(more);
            },
            OnlyOnPage,
            "status 409",
            "409",
        ),
        (
            "remove a status",
            |doc| {
                doc.responses.remove(3);
            },
            OnlyInDocument,
            "status 503",
            "",
        ),
        (
            "change the method",
            |doc| doc.method = "PATCH",
            Differs,
            "method",
            "PATCH",
        ),
        (
            "change the path",
            |doc| doc.path = "/v3/{estate_id}/gardens/{garden_id}".into(),
            Differs,
            "path",
            "/v3/",
        ),
        (
            "add a value",
            |doc| {
                doc.query[0]
                    .values
                    .as_mut()
                    .expect("values")
                    .list_mut()
                    .push("winter")
            },
            Differs,
            "query season: enum",
            "winter",
        ),
        (
            "change a value",
            |doc| {
                doc.responses[0].body[0].fields[2]
                    .values
                    .as_mut()
                    .expect("values")
                    .list_mut()[1] = "tall"
            },
            Differs,
            "response 200 stage: enum",
            "tall",
        ),
        (
            "change a default",
            |doc| doc.query[5].default = Some("30".into()),
            Differs,
            "query page_size: default",
            "30",
        ),
        (
            "add a default",
            |doc| doc.query[2].default = Some("half".into()),
            OnlyOnPage,
            "query shade: default",
            "half",
        ),
        (
            "change a limit",
            |doc| doc.body[1].fields[0].range = Some((Range::Length, 2, 64)),
            Differs,
            "body garden.title: maxLength",
            "64",
        ),
    ]
}

#[test]
fn a_page_that_agrees_has_no_differences() {
    for layout in LAYOUTS {
        let report = compare(&document(&doc()), &named(layout), &page(&doc(), layout));
        assert!(
            differences(&report).is_empty(),
            "{layout:?}: {:?}",
            differences(&report)
        );
        assert!(!report.has_drift());
    }
}

/// The name of a page, which is that of its operation.
pub(crate) fn named(layout: Layout) -> String {
    layout.file().replace("page", "PlantGarden")
}

#[test]
fn an_edit_of_a_page_is_one_difference() {
    for layout in LAYOUTS {
        for (name, edit, kind, about, shown) in edits() {
            if layout.loses_required() && about.ends_with(": required") {
                continue;
            }
            let mut edited = doc();
            edit(&mut edited);
            let text = page(&edited, layout);
            let report = compare(&document(&doc()), &named(layout), &text);
            let found = differences(&report);
            let [one] = found.as_slice() else {
                panic!("{layout:?}: {name}: {found:#?}\n{text}");
            };
            assert_eq!(
                (one.kind, one.about.as_str()),
                (kind, about),
                "{layout:?}: {name}"
            );
            let line = one.page.as_ref().expect("a page").1;
            let line = text
                .lines()
                .nth(line - 1)
                .expect("a line")
                .replace("\\_", "_");
            assert!(line.contains(shown), "{layout:?}: {name}: {line}");
            assert!(
                one.position.is_some() && report.has_drift(),
                "{layout:?}: {name}"
            );
        }
    }
}

#[test]
fn a_new_parameter_is_reported_where_it_would_be_added() {
    let mut edited = doc();
    edited.query.push(field("mood", false, "String"));
    let text = page(&edited, Layout::Html);
    let of = |document: &Value| {
        let report = compare(document, "p.html", &text);
        differences(&report)[0]
            .pointer
            .clone()
            .expect("a pointer")
            .to_string()
    };
    let mut written = document(&doc());
    assert!(
        of(&written).ends_with("/put/parameters"),
        "{}",
        of(&written)
    );
    let path = doc().path;
    let operation = written["paths"][&path]["put"].as_object_mut().unwrap();
    let list = operation.remove("parameters").unwrap();
    written["paths"][&path]["parameters"] = list;
    assert!(of(&written).ends_with("/put"), "{}", of(&written));
}

#[test]
fn other_words_and_another_order_are_no_differences() {
    for layout in LAYOUTS {
        let mut edited = doc();
        edited.remark = "Says it in other words.";
        edited
            .query
            .iter_mut()
            .for_each(|field| field.text = "In other words.".into());
        edited.query.reverse();
        edited.headers.reverse();
        edited.responses.reverse();
        let report = compare(&document(&doc()), &named(layout), &page(&edited, layout));
        assert!(
            differences(&report).is_empty(),
            "{layout:?}: {:?}",
            differences(&report)
        );
    }
}

#[test]
fn a_decision_covers_one_difference_and_an_unused_one_is_reported() {
    let mut edited = doc();
    edited.query[5].default = Some("30".into());
    edited.query[0].required = Some(false);
    let text = page(&edited, Layout::Html);
    let mut decided = document(&doc());
    let path = doc().path;
    decided["paths"][&path]["put"]["x-docs"] = json!({"page": "p.html", "decided": {"query page_size: default": "measured", "method": "old"}});
    let report = compare(&decided, "p.html", &text);
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.kind, finding.about.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (DriftKind::Differs, "query season: required"),
            (DriftKind::UnusedDecision, "method")
        ]
    );
    assert!(report.findings[1].position.is_some());
}

#[test]
fn an_unused_decision_is_reported_only_if_its_operations_have_pages() {
    let decided = json!({"decided": {"status 404": "old"}});
    let mut other = document(&doc());
    let path = doc().path;
    other["paths"]["/sheds"] =
        json!({"get": {"operationId": "ListSheds", "responses": {}, "x-docs": decided}});
    other["components"] = json!({"schemas": {"Shed": {"type": "object", "x-docs": decided}}});
    let text = page(&doc(), Layout::Html);
    let unused = |document: &Value| {
        let report = compare(document, "p.html", &text);
        let unused = report.findings.into_iter();
        let unused = unused.filter(|finding| finding.kind == DriftKind::UnusedDecision);
        let places: Vec<_> = unused.filter_map(|finding| finding.pointer).collect();
        places.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(unused(&other), [] as [&str; 0]);
    other["paths"][&path]["put"]["x-docs"] = decided.clone();
    assert_eq!(unused(&other).len(), 1);
    other["paths"]
        .as_object_mut()
        .map(|paths| paths.remove("/sheds"));
    assert_eq!(unused(&other).len(), 2);
}

#[test]
fn pages_and_operations_without_a_partner_are_listed() {
    let report = compare(&document(&doc()), "other.txt", "URI\n\nGET /nothing\n");
    assert_eq!(
        report.pages_without_operation,
        [("other.txt".to_owned(), "GET /nothing".to_owned())]
    );
    assert_eq!(report.operations_without_page, ["PlantGarden"]);
}

#[test]
fn every_format_shows_both_places_and_values() {
    let mut edited = doc();
    edited.query[5].default = Some("30".into());
    let report = compare(
        &document(&doc()),
        "PlantGarden.html",
        &page(&edited, Layout::Html),
    );
    for format in [
        DriftFormat::Human,
        DriftFormat::Json,
        DriftFormat::Markdown,
        DriftFormat::Sarif,
    ] {
        let shown = render_drift(&report, format);
        for part in [
            "PlantGarden.html",
            "garden.json",
            "30",
            "15",
            "query page_size: default",
        ] {
            assert!(shown.contains(part), "{format:?}: {part}: {shown}");
        }
    }
    for format in [DriftFormat::Json, DriftFormat::Sarif] {
        serde_json::from_str::<Value>(&render_drift(&report, format)).expect("JSON");
    }
}

/// Pages are not trusted: a terminal or a diff would show another text.
#[test]
fn deceptive_characters_of_a_page_are_escaped() {
    let page = "URI\n\nGET /a\u{202e}b\u{7f}\n";
    let report = compare(&document(&doc()), "other\u{202e}.txt", page);
    for format in [DriftFormat::Human, DriftFormat::Json, DriftFormat::Markdown] {
        let shown = render_drift(&report, format);
        assert!(shown.contains("202e"), "{format:?}: {shown}");
        assert!(
            !shown.contains(['\u{202e}', '\u{7f}']),
            "{format:?}: {shown:?}"
        );
    }
}

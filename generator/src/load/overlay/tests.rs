//! What actions make of a tree, where each value of the result is from, and limits.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::super::{LoadOptions, Strictness};
use super::{Edits, Overlays};
use crate::diagnostic::{Diagnostics, Place, Pointer};
use crate::source::{FileFormat, FileId, SourceFile};

/// What overlays made of a document.
struct Applied {
    tree: Value,
    edits: Edits,
    diagnostics: Diagnostics,
    /// Whether the result may be used.
    is_sound: bool,
    folder: TempDir,
}

impl Applied {
    fn new(document: &Value, overlays: &[Value], options: &LoadOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut diagnostics = Diagnostics::new();
        let file = SourceFile::new("api.json", document.to_string(), FileFormat::Json);
        let file = diagnostics.sources_mut().add(file);
        let paths = overlays.iter().enumerate().map(|(index, overlay)| {
            let path = folder.path().join(format!("{index}.json"));
            std::fs::write(&path, overlay.to_string()).unwrap();
            path
        });
        let paths: Vec<PathBuf> = paths.collect();
        let mut tree = document.clone();
        let mut overlays = Overlays::read((&paths, None), &[], options, &mut diagnostics);
        let edits = overlays.apply(&mut tree, (file, None), options, &mut diagnostics);
        let is_sound = overlays.finish(&mut diagnostics).is_some();
        Self {
            tree,
            edits,
            diagnostics,
            is_sound,
            folder,
        }
    }

    fn reports(&self) -> Vec<String> {
        let reports = self.diagnostics.iter().map(|one| {
            let (code, at) = (one.code().number(), one.place().pointer.as_str());
            format!("{code} {at} {}", one.message())
        });
        reports.collect()
    }

    /// `0.json/actions/0/update`: where a value is from.
    fn origin(&self, at: &str) -> String {
        let place = self.edits.place(&Pointer::parse(at).unwrap());
        let name = self.diagnostics.sources().get(place.file).unwrap().name();
        let folder = format!("{}/", self.folder.path().display());
        format!("{}{}", name.replace(&folder, ""), place.pointer.as_str())
    }
}

fn overlay(version: &str, actions: Value) -> Value {
    json!({"overlay": version, "info": {"title": "t", "version": "1"}, "actions": actions})
}

/// As the command reads by default.
fn lenient() -> LoadOptions {
    LoadOptions {
        strictness: Strictness::Lenient,
        ..LoadOptions::default()
    }
}

/// What the actions make of a document.
fn result(document: &Value, actions: Value) -> Value {
    let applied = Applied::new(
        document,
        &[overlay("1.1.0", actions)],
        &LoadOptions::default(),
    );
    assert_eq!(applied.reports(), [""; 0]);
    assert!(applied.is_sound);
    applied.tree
}

/// The reports about actions that do not fit.
fn problems(version: &str, document: &Value, actions: Value) -> Vec<String> {
    let applied = Applied::new(
        document,
        &[overlay(version, actions)],
        &LoadOptions::default(),
    );
    assert!(!applied.is_sound);
    applied.reports()
}

#[test]
fn objects_are_merged_arrays_are_joined_and_primitive_values_are_replaced() {
    let document = json!({"a": {"keep": 1, "same": "old", "list": [1], "in": {"x": {"y": null}}}});
    let update =
        json!({"same": 2, "list": [2, [3]], "in": {"x": {"y": "z", "w": {}}}, "new": {"k": [1]}});
    assert_eq!(
        result(&document, json!([{"target": "$.a", "update": update}])),
        json!({"a": {"keep": 1, "same": 2, "list": [1, 2, [3]], "in": {"x": {"y": "z", "w": {}}}, "new": {"k": [1]}}})
    );
}

#[test]
fn a_selected_array_gets_an_item_or_the_items_of_an_array() {
    let document = json!({"tags": [{"name": "a"}]});
    let add = |update: Value| {
        result(&document, json!([{"target": "$.tags", "update": update}]))["tags"].clone()
    };
    assert_eq!(
        add(json!({"name": "b"})),
        json!([{"name": "a"}, {"name": "b"}])
    );
    assert_eq!(add(json!("b")), json!([{"name": "a"}, "b"]));
    assert_eq!(add(json!(null)), json!([{"name": "a"}, null]));
    assert_eq!(add(json!([1, [2]])), json!([{"name": "a"}, 1, [2]]));
}

#[test]
fn every_selected_value_is_updated() {
    let document = json!({"paths": {"/a": {"get": {}}, "/b": {"get": {"x": 1}, "put": {}}}});
    assert_eq!(
        result(
            &document,
            json!([{"target": "$.paths.*.get", "update": {"x": 2}}])
        ),
        json!({"paths": {"/a": {"get": {"x": 2}}, "/b": {"get": {"x": 2}, "put": {}}}})
    );
    let nested = json!({"a": {"a": {"a": {}}}});
    assert_eq!(
        result(&nested, json!([{"target": "$..a", "update": {"b": 1}}])),
        json!({"a": {"a": {"a": {"b": 1}, "b": 1}, "b": 1}})
    );
}

#[test]
fn primitive_values_are_updated_and_removed_since_1_1() {
    let document = json!({"info": {"title": "old", "size": 1}, "tags": ["a", "b", "a"]});
    let actions = json!([
        {"target": "$.info.title", "update": "new"},
        {"target": "$.info.size", "update": null},
        {"target": "$.tags[?@ == 'a']", "remove": true},
    ]);
    assert_eq!(
        result(&document, actions),
        json!({"info": {"title": "new", "size": null}, "tags": ["b"]})
    );
    let report = |action: Value| problems("1.0.0", &document, json!([action]));
    assert_eq!(
        report(json!({"target": "$.info.title", "update": "new"})),
        [
            "BW0705 /actions/0/update version 1.0 updates objects and arrays, and the target selects a string"
        ]
    );
    assert_eq!(
        report(json!({"target": "$.tags[0]", "remove": true})),
        ["BW0705 /actions/0/target version 1.0 removes objects and arrays, and this is a string"]
    );
}

#[test]
fn removal_knows_items_by_the_index_that_they_had() {
    let document = json!({"list": [0, 1, 2, 3, 4], "o": {"a": 1, "b": {"c": [1, 2]}}});
    let remove = |target: &str| result(&document, json!([{"target": target, "remove": true}]));
    assert_eq!(remove("$.list[0,1,3]")["list"], json!([2, 4]));
    assert_eq!(remove("$.list[::-2]")["list"], json!([1, 3]));
    assert_eq!(remove("$.list.*")["list"], json!([]));
    assert_eq!(remove("$.o..*")["o"], json!({}));
    assert_eq!(remove("$.o.b.c[0]")["o"], json!({"a": 1, "b": {"c": [2]}}));
    assert_eq!(remove("$.*"), json!({}));
}

#[test]
fn actions_see_the_result_of_those_before() {
    let document = json!({"paths": {"/items": {"get": {"x": 1}}, "/some": {"delete": {}}}});
    let moved = json!([
        {"target": "$.paths", "update": {"/new": {}}},
        {"target": "$.paths['/new']", "copy": "$.paths['/items']"},
        {"target": "$.paths['/items']", "remove": true},
        {"target": "$.paths['/items']", "update": {"unused": 1}},
    ]);
    let applied = Applied::new(
        &document,
        &[overlay("1.1.0", moved)],
        &LoadOptions::default(),
    );
    assert_eq!(
        applied.tree,
        json!({"paths": {"/new": {"get": {"x": 1}}, "/some": {"delete": {}}}})
    );
    assert_eq!(
        applied.origin("/paths/~1new/get/x"),
        "api.json/paths/~1items/get/x"
    );
    assert_eq!(
        applied.reports(),
        ["BW0706 /actions/3/target the target selects nothing, so the action has no effect"]
    );
    let replaced = json!([
        {"target": "$.paths['/some'].delete", "remove": true},
        {"target": "$.paths['/some']", "update": {"delete": {"new": true}}},
    ]);
    assert_eq!(
        result(&document, replaced)["paths"]["/some"],
        json!({"delete": {"new": true}})
    );
}

#[test]
fn copies_are_merged_as_updates_are() {
    let document =
        json!({"from": {"a": {"x": 1}, "list": [1]}, "to": {"a": {"y": 2}, "list": [2]}, "l": []});
    let copy =
        |target: &str, copy: &str| result(&document, json!([{"target": target, "copy": copy}]));
    assert_eq!(
        copy("$.to", "$.from")["to"],
        json!({"a": {"y": 2, "x": 1}, "list": [2, 1]})
    );
    assert_eq!(copy("$.l", "$.from.list")["l"], json!([1]));
    assert_eq!(copy("$.l", "$.from.a")["l"], json!([{"x": 1}]));
    assert_eq!(copy("$.to.a.y", "$.from.a.x")["to"]["a"]["y"], json!(1));
    // A value can be copied into itself.
    let inside = copy("$.from", "$");
    assert_eq!(inside["from"]["from"], document["from"]);
    let report = |copy: &str| {
        problems(
            "1.1.0",
            &document,
            json!([{"target": "$.to", "copy": copy}]),
        )
    };
    assert_eq!(
        report("$.nothing"),
        ["BW0705 /actions/0/copy `copy` selects nothing, and one value can be copied"]
    );
    assert_eq!(
        report("$.*"),
        ["BW0705 /actions/0/copy `copy` selects 3 values, and one value can be copied"]
    );
    assert_eq!(
        report("$.l"),
        ["BW0705 /actions/0/copy the target selects an object, and this is an array"]
    );
}

#[test]
fn what_does_not_fit_is_reported_and_changes_nothing() {
    let document = json!({"o": {"a": {"b": [1]}, "c": "s"}, "l": [], "s": "s"});
    let report = |target: &str, update: Value| {
        let actions = json!([{"target": target, "update": update}]);
        let applied = Applied::new(
            &document,
            &[overlay("1.1.0", actions)],
            &LoadOptions::default(),
        );
        assert_eq!(applied.tree, document);
        assert!(!applied.is_sound);
        applied.reports()
    };
    assert_eq!(
        report("$.o", json!({"a": {"b": 1, "d": 1}, "c": {}, "e": 1})),
        [
            "BW0705 /actions/0/update/a/b `b` is an array where the target is, and a number here",
            "BW0705 /actions/0/update/c `c` is a string where the target is, and an object here",
        ]
    );
    assert_eq!(
        report("$.o", json!([])),
        ["BW0705 /actions/0/update the target selects an object, and this is an array"]
    );
    assert_eq!(
        report("$.s", json!({})),
        ["BW0705 /actions/0/update the target selects a string, and this is an object"]
    );
    assert!(report("$['o', 'l']", json!({}))[0].contains("values of different kinds"));
    assert_eq!(
        problems("1.1.0", &document, json!([{"target": "$", "remove": true}])),
        ["BW0705 /actions/0/target the target selects the whole document, which is not removed"]
    );
}

#[test]
fn every_mistake_of_an_overlay_is_reported_in_one_run() {
    let broken = json!({"overlay": "1.0.1", "info": {"titel": "t", "version": 1}, "extend": "a", "actions": [
        {"target": "paths", "update": {}}, {"update": {}}, {"target": "$.a"}, {"target": "$.a", "remove": false},
        {"target": "$.a", "remove": "yes"}, {"target": "$.a", "copy": "$.b"}, {"target": 1, "update": {}}, 7,
        {"target": "$.a", "update": 1, "remove": true, "note": "n"}, {"target": "$[?", "update": {}},
    ]});
    let wrong = json!({"overlay": 1.0, "actions": []});
    let empty = json!({"overlay": "1.1.0", "info": [], "actions": []});
    let newer = json!({"overlay": "1.1.0", "actions": {}});
    let applied = Applied::new(
        &json!({"a": {}}),
        &[broken, wrong, empty, newer, json!([]), json!({})],
        &lenient(),
    );
    assert!(!applied.is_sound);
    insta::assert_snapshot!(applied.reports().join("\n"));
    let strict = LoadOptions {
        strictness: Strictness::Strict,
        ..LoadOptions::default()
    };
    let loose = json!({"overlay": "1.1.0", "actions": [{"target": "$.a", "update": {}, "remove": true, "unknown": 1}]});
    let sound = |options: &LoadOptions| {
        Applied::new(&json!({"a": {}}), std::slice::from_ref(&loose), options).is_sound
    };
    assert!(sound(&lenient()) && !sound(&strict));
}

#[test]
fn growth_is_limited() {
    let mut options = LoadOptions::default();
    options.limits.nodes = 2_000;
    let document =
        json!({"a": {"b": "text"}, "list": (0..100).collect::<Vec<_>>(), "o": {"x": {}}});
    let run = |actions: Value| {
        let applied = Applied::new(&document, &[overlay("1.1.0", actions)], &options);
        assert!(!applied.is_sound);
        let codes = applied.diagnostics.iter().map(|one| one.code().number());
        codes.collect::<Vec<_>>().first().copied().unwrap()
    };
    let doubling = json!({"target": "$.list", "copy": "$.list"});
    assert_eq!(run(Value::Array(vec![doubling; 100])), "BW0106");
    let long = json!({"target": "$.list", "update": "x".repeat(100_000)});
    assert_eq!(run(Value::Array(vec![long; 10])), "BW0106");
    let nest = json!({"target": "$.o", "copy": "$"});
    assert_eq!(run(Value::Array(vec![nest; 100])), "BW0106");
    let deeper: Vec<_> = (0..200)
        .map(|depth| json!({"target": format!("$.o{}", ".x".repeat(depth)), "update": {"x": {}}}))
        .collect();
    assert_eq!(run(Value::Array(deeper)), "BW0105");
    let costly = json!({"target": "$.list[?count($..*) < 0]", "update": {}});
    assert_eq!(run(Value::Array(vec![costly; 20])), "BW0106");
    let shifting = json!({"target": "$.list[0]", "remove": true});
    let refill = json!({"target": "$.list", "update": [1]});
    assert_eq!(
        run(json!(vec![[shifting, refill]; 1_500].concat())),
        "BW0106"
    );
}

/// The tree of a file, by its number in reports.
type Texts = HashMap<FileId, Value>;

#[test]
fn every_value_is_at_its_origin() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut overlaid = 0;
    for _ in 0..100 {
        let document = object(&mut random, 4);
        let overlays = [0, 1].map(|_| {
            let count = random.usize(1..8);
            let actions = (0..count).map(|_| action(&mut random));
            overlay("1.1.0", actions.collect())
        });
        let mut options = LoadOptions::default();
        options.limits.nodes = 1_000;
        let applied = Applied::new(&document, &overlays, &options);
        let sources = applied.diagnostics.sources();
        let mut texts = Texts::new();
        let mut at_origin = |place: &Place| {
            let read = || serde_json::from_str(sources.get(place.file).unwrap().text()).unwrap();
            let text = texts.entry(place.file).or_insert_with(read);
            place.pointer.find(text).cloned()
        };
        overlaid += check(&applied, &Pointer::root(), &applied.tree, &mut at_origin);
    }
    assert!(overlaid > 1_000, "{overlaid}");
}

/// Compares each primitive value of a tree with the one at its origin; returns how many are from an overlay.
fn check(
    applied: &Applied,
    at: &Pointer,
    value: &Value,
    at_origin: &mut dyn FnMut(&Place) -> Option<Value>,
) -> usize {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(key, value)| check(applied, &at.child(key), value, at_origin))
                .sum()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, item)| check(applied, &at.index(index), item, at_origin))
                .sum()
        }
        value => {
            let place = applied.edits.place(at);
            assert_eq!(
                at_origin(&place).as_ref(),
                Some(value),
                "{at} of {}",
                applied.tree
            );
            usize::from(place.file != applied.edits.document())
        }
    }
}

const NAMES: [&str; 4] = ["a", "b", "c", "list"];

/// An object whose `list` is an array, so that most updates fit. Each primitive value is another.
fn object(random: &mut fastrand::Rng, depth: usize) -> Value {
    let members = NAMES.iter().filter_map(|name| {
        let value = match (*name, depth) {
            ("list", _) => {
                let count = random.usize(0..4);
                let items = (0..count).map(|_| match depth {
                    0 => json!(random.u32(..)),
                    depth => object(random, depth - 1),
                });
                items.collect()
            }
            ("a", _) | (_, 0) => json!(random.u32(..)),
            (_, depth) => object(random, depth - 1),
        };
        (random.usize(0..4) > 0).then(|| ((*name).to_owned(), value))
    });
    Value::Object(members.collect())
}

fn action(random: &mut fastrand::Rng) -> Value {
    let targets = [
        "$",
        "$.b",
        "$.c",
        "$..b",
        "$.b.c",
        "$.list[0]",
        "$..list[1]",
        "$.list",
        "$..list",
        "$..c.a",
        "$.c.list[-1]",
    ];
    let target = random.choice(targets).unwrap();
    let is_primitive = target.ends_with(".a");
    let is_list = target.ends_with("list");
    match random.usize(0..4) {
        0 if target != "$" => json!({"target": target, "remove": true}),
        1 => {
            let source = random.choice(targets).unwrap();
            json!({"target": target, "copy": source})
        }
        _ if is_primitive => json!({"target": target, "update": random.u32(..)}),
        _ if is_list => json!({"target": target, "update": [object(random, 1), random.u32(..)]}),
        _ => json!({"target": target, "update": object(random, 2)}),
    }
}

//! What actions make of a tree is what was to be made of it, whatever the tree and the strings in it are.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use serde_json::{Value, json};

use super::editor::TreeEditor;
use super::target::target;
use super::text;
use crate::load::{Input, LoadOptions, written_tree};
use crate::pointer::Pointer;

/// Strings that YAML or JSONPath could read as something else.
const STRINGS: [&str; 24] = [
    "a",
    "name",
    "in",
    "$ref",
    "",
    " b",
    "c ",
    "it's",
    "\"q\"",
    "x: y",
    "x #y",
    "- z",
    "yes",
    "null",
    "~",
    "1.0",
    "0x1f",
    "1.0.0",
    "{p}",
    "/v1/{p}:go",
    "é\u{202e}\n\t",
    "\u{e0001}",
    "a\\b",
    "2024-01-01",
];

fn string(random: &mut fastrand::Rng) -> String {
    (*random.choice(&STRINGS).unwrap()).to_owned()
}

fn value(random: &mut fastrand::Rng, depth: usize) -> Value {
    match random.usize(0..if depth == 0 { 4 } else { 8 }) {
        0 => json!(string(random)),
        1 => json!(random.i32(..)),
        2 => json!(random.bool()),
        3 => Value::Null,
        4 => {
            let items = (0..random.usize(0..4)).map(|_| value(random, depth - 1));
            Value::Array(items.collect())
        }
        5 => json!({"name": string(random), "in": "query", "schema": value(random, depth - 1)}),
        _ => {
            let members =
                (0..random.usize(0..5)).map(|_| (string(random), value(random, depth - 1)));
            Value::Object(members.collect())
        }
    }
}

/// Every place of a tree but its root, and of each object one more that is free.
fn places(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                found.push(at.child(key));
                places(value, &at.child(key), found);
            }
            found.push(at.child("free"));
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.push(at.index(index));
                places(value, &at.index(index), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_overlay_makes_the_tree_that_was_wanted() {
    let mut random = fastrand::Rng::with_seed(5);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    let mut actions = 0;
    for _ in 0..600 {
        // What is changed is inside an object: nothing can be written again around the root.
        let mut editor =
            TreeEditor::new(json!({"o": {"p": value(&mut random, 3), "q": value(&mut random, 3)}}));
        std::fs::write(&file, editor.tree.to_string()).unwrap();
        for _ in 0..random.usize(1..5) {
            let mut all = Vec::new();
            places(&editor.tree["o"], &Pointer::root().child("o"), &mut all);
            let at = random.choice(&all).unwrap().clone();
            let new = (random.usize(0..4) > 0).then(|| value(&mut random, 2));
            // An item that is written again goes to the end of its list.
            let mut around = std::iter::successors(at.parent(), Pointer::parent);
            let is_in_list = around.any(|at| at.find(&editor.tree).is_some_and(Value::is_array));
            editor.put(&at, new.clone());
            if !is_in_list {
                assert_eq!(at.find(&editor.tree), new.as_ref(), "{at}");
            }
        }
        let edits = editor.edits.iter().map(|edit| match &edit.update {
            Some(update) => json!({"target": edit.target, "update": update}),
            None => json!({"target": edit.target, "remove": true}),
        });
        let edits: Vec<Value> = edits.collect();
        if edits.is_empty() {
            continue;
        }
        actions += edits.len();
        let overlay =
            json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": edits});
        let input = Input {
            documents: vec![file.clone()],
            proposed: Some(text::document(&overlay)),
            ..Input::default()
        };
        let made = written_tree(&input, &LoadOptions::default()).unwrap();
        assert_eq!(made, editor.tree, "{}", text::document(&overlay));
    }
    assert!(actions > 1_000, "{actions}");
}

#[test]
fn items_are_named_if_the_name_is_unique() {
    let tree = json!({"paths": {"/a-b": {"get": {"parameters": [
        {"name": "it's", "in": "query"}, {"$ref": "#/a"}, {"name": "x", "in": "query"}, {"name": "x", "in": "query"},
        {"name": "x", "in": "path"}, 7]}}}});
    let list = Pointer::root()
        .child("paths")
        .child("/a-b")
        .child("get")
        .child("parameters");
    let shown = |index: usize| target(&tree, &list.index(index).child("in"));
    let list = "$.paths['/a-b'].get.parameters";
    assert_eq!(
        shown(0),
        format!("{list}[?@.name == 'it\\'s' && @.in == 'query'].in")
    );
    assert_eq!(shown(1), format!("{list}[?@['$ref'] == '#/a'].in"));
    assert_eq!(shown(2), format!("{list}[2].in"));
    assert_eq!(
        shown(4),
        format!("{list}[?@.name == 'x' && @.in == 'path'].in")
    );
    assert_eq!(shown(5), format!("{list}[5].in"));
}

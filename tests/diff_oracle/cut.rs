//! A large document as a small one: some of its operations, chosen with a seed, and everything that they reach.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::tree::{Dice, METHODS};

/// How many operations a cut has.
const OPERATIONS: usize = 3;

/// How large a cut may be, as JSON without spaces. If no operation is that small, the cut is the smallest that was seen.
const BYTES: usize = 16_000;

/// How many operations are tried.
const TRIES: usize = 60;

/// The parts of a document that a cut takes one by one: everything else of the root is taken whole.
const TAKEN: [&str; 6] = [
    "paths",
    "webhooks",
    "definitions",
    "parameters",
    "responses",
    "components",
];

/// Pointers of the parts that a cut takes, each of which is an entry of a map of the document.
type Parts = BTreeSet<String>;

/// A small document; the document itself if it has no operations.
pub fn cut(document: &Value, seed: u64) -> Value {
    let operations = operations(document);
    let mut left: Vec<&String> = operations.values().collect();
    let mut dice = Dice::new(seed);
    let (mut taken, mut size, mut count) = (Parts::new(), 0, 0);
    let mut smallest: Option<(usize, Parts)> = None;
    for _ in 0..TRIES {
        if left.is_empty() || count == OPERATIONS {
            break;
        }
        let pointer = left.swap_remove(dice.below(left.len()));
        let mut more = taken.clone();
        let largest = smallest.as_ref().map_or(usize::MAX, |(size, _)| *size);
        let Some(added) = reach(document, pointer, &operations, &mut more, largest) else {
            continue;
        };
        if size + added <= BYTES {
            (taken, size, count) = (more, size + added, count + 1);
        } else if count == 0 {
            smallest = Some((added, more));
        }
    }
    match smallest {
        Some((_, parts)) if count == 0 => with(document, &parts),
        _ if operations.is_empty() => document.clone(),
        _ => with(document, &taken),
    }
}

/// The pointers of all operations, by what links call them: the `operationId`, or else the pointer.
fn operations(document: &Value) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for group in ["paths", "webhooks"] {
        let items = document.get(group).and_then(Value::as_object);
        for (path, item) in items.into_iter().flatten() {
            for method in METHODS.iter().filter(|one| item.get(*one).is_some()) {
                let pointer = format!("/{group}/{}/{method}", escaped(path));
                let id = item[*method].get("operationId").and_then(Value::as_str);
                all.insert(id.unwrap_or(&pointer).to_owned(), pointer);
            }
        }
    }
    all
}

/// Adds a part of the document, and what it refers to. Returns how large it is; `None` if it is larger than `largest`.
fn reach(
    document: &Value,
    pointer: &str,
    operations: &BTreeMap<String, String>,
    parts: &mut Parts,
    largest: usize,
) -> Option<usize> {
    let mut size = 0;
    let mut left = vec![pointer.to_owned()];
    while let Some(pointer) = left.pop() {
        let part = part(&pointer);
        let Some(value) = document.pointer(&part).filter(|_| !parts.contains(&part)) else {
            continue;
        };
        parts.insert(part.clone());
        size += value.to_string().len();
        if size > largest {
            return None;
        }
        references(value, &mut |reference| {
            if let Some(pointer) = reference.strip_prefix('#') {
                left.push(unescaped(pointer));
            } else if let Some(pointer) = operations.get(reference) {
                left.push(pointer.clone());
            } else {
                // The discriminator may name a schema.
                left.push(format!("/components/schemas/{}", escaped(reference)));
            }
        });
        // What the path says about all of its operations.
        let above = part.rsplit_once('/').map_or("", |(above, _)| above);
        if part.starts_with("/paths/") || part.starts_with("/webhooks/") {
            let item = document.pointer(above).and_then(Value::as_object);
            let keys = item.into_iter().flat_map(Map::keys);
            let keys = keys.filter(|key| !METHODS.contains(&key.as_str()));
            left.extend(keys.map(|key| format!("{above}/{}", escaped(key))));
        }
    }
    Some(size)
}

/// Calls with every reference: `$ref`, the names and references of a discriminator, the operations of links and waiters.
fn references(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match (key.as_str(), inner) {
                    (
                        "$ref" | "operation" | "operationId" | "operationRef",
                        Value::String(text),
                    ) => {
                        found(text);
                    }
                    ("mapping", Value::Object(values)) => {
                        values
                            .values()
                            .filter_map(Value::as_str)
                            .for_each(&mut *found);
                    }
                    _ => {}
                }
                references(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

/// The pointer of the part that has what a pointer is about: the entry of a map.
fn part(pointer: &str) -> String {
    let segments = match pointer.split('/').nth(1) {
        Some("paths" | "webhooks" | "components") => 4,
        _ => 3,
    };
    pointer
        .split('/')
        .take(segments)
        .collect::<Vec<_>>()
        .join("/")
}

/// The document with these parts only.
fn with(document: &Value, parts: &Parts) -> Value {
    let root = document.as_object().expect("a document is an object");
    let mut cut: Map<String, Value> = root
        .iter()
        .filter(|(key, _)| !TAKEN.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if root.contains_key("paths") {
        cut.insert("paths".to_owned(), Value::Object(Map::new()));
    }
    let schemes = root
        .get("components")
        .and_then(|components| components.get("securitySchemes"));
    if let Some(schemes) = schemes {
        cut.insert(
            "components".to_owned(),
            serde_json::json!({"securitySchemes": schemes}),
        );
    }
    for part in parts {
        let Some(value) = document.pointer(part) else {
            continue;
        };
        let mut keys: Vec<String> = part.split('/').skip(1).map(named).collect();
        let last = keys.pop().expect("a part has a name");
        let mut place = &mut cut;
        for key in keys {
            let inner = place
                .entry(key)
                .or_insert_with(|| Value::Object(Map::new()));
            place = inner.as_object_mut().expect("a map of the document");
        }
        place.insert(last, value.clone());
    }
    Value::Object(cut)
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn named(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// A pointer out of a URI fragment.
fn unescaped(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (
            *first,
            code.and_then(|code| u8::from_str_radix(code, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (byte, _) => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A document in which operations reach others.
    fn document() -> Value {
        let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let answer = |schema: Value| json!({"description": "ok", "content": {"application/json": {"schema": schema}}});
        json!({
            "openapi": "3.0.3",
            "info": {"title": "Pets", "version": "1"},
            "paths": {
                "/pets/{id}": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}],
                    "get": {"operationId": "getPet", "responses": {"200": answer(schema("Pet"))}},
                    "delete": {"operationId": "deletePet", "responses": {"204": {"description": "gone"}}}
                },
                "/pets": {"post": {"operationId": "addPet", "responses": {
                    "201": {"description": "made", "links": {"it": {"operationId": "getPet"}}}
                }}},
                "/copies": {"get": {"operationId": "getCopy", "responses": {
                    "200": {"$ref": "#/paths/~1pets~1%7Bid%7D/get/responses/200"}
                }}}
            },
            "components": {
                "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": schema("Number")}},
                "schemas": {
                    "Number": {"type": "integer"},
                    "Pet": {
                        "oneOf": [schema("Cat"), schema("Dog")],
                        "discriminator": {"propertyName": "kind", "mapping": {"dog": "Dog", "cat": "#/components/schemas/Cat"}}
                    },
                    "Cat": {"type": "object", "properties": {"parent": schema("Pet")}},
                    "Dog": {"type": "object", "properties": {}},
                    "Unused": {"type": "object", "properties": {}}
                },
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
            }
        })
    }

    fn keys<'v>(value: &'v Value, pointer: &str) -> Vec<&'v str> {
        let map = value.pointer(pointer).and_then(Value::as_object);
        let mut keys: Vec<&str> = map
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .collect();
        keys.sort_unstable();
        keys
    }

    /// What one operation reaches.
    fn reached(pointer: &str) -> Value {
        let document = document();
        let mut parts = Parts::new();
        let size = reach(
            &document,
            pointer,
            &operations(&document),
            &mut parts,
            9_999,
        );
        assert!(size.is_some_and(|size| size > 0));
        with(&document, &parts)
    }

    #[test]
    fn an_operation_takes_what_it_refers_to_and_nothing_else() {
        let cut = reached("/paths/~1pets~1{id}/delete");
        assert_eq!(keys(&cut, "/paths"), ["/pets/{id}"]);
        assert_eq!(keys(&cut, "/paths/~1pets~1{id}"), ["delete", "parameters"]);
        assert_eq!(keys(&cut, "/components/schemas"), ["Number"]);
        assert_eq!(
            keys(&cut, "/components"),
            ["parameters", "schemas", "securitySchemes"]
        );
        let cut = reached("/paths/~1pets~1{id}/get");
        assert_eq!(
            keys(&cut, "/components/schemas"),
            ["Cat", "Dog", "Number", "Pet"]
        );
    }

    #[test]
    fn links_and_references_into_paths_take_other_operations() {
        for pointer in ["/paths/~1pets/post", "/paths/~1copies/get"] {
            let cut = reached(pointer);
            assert_eq!(
                keys(&cut, "/paths/~1pets~1{id}"),
                ["get", "parameters"],
                "{pointer}"
            );
            assert_eq!(
                keys(&cut, "/components/schemas"),
                ["Cat", "Dog", "Number", "Pet"]
            );
        }
    }

    #[test]
    fn a_seed_chooses_the_operations() {
        let document = document();
        let cuts: Vec<Value> = (0..20).map(|seed| cut(&document, seed)).collect();
        for (seed, one) in (0..20).zip(&cuts) {
            assert_eq!(*one, cut(&document, seed));
            let taken = operations(one);
            assert!((3..=4).contains(&taken.len()), "{taken:?}");
            references(one, &mut |reference| {
                let pointer = unescaped(reference.trim_start_matches('#'));
                let is_known = one.pointer(&pointer).is_some();
                assert!(
                    is_known || !reference.starts_with('#'),
                    "{reference} of the seed {seed}"
                );
            });
        }
        assert!(cuts.iter().any(|one| *one != cuts[0]));
    }
}

//! Changes of a document as a tree: what people do by copying and pasting, and what attackers do on purpose.

use serde_json::{Map, Value, json};

use crate::draw::Draw;
use crate::keywords::{KEYWORDS, STRINGS};

/// The largest tree that grows further, in values.
const LARGEST: usize = 1500;

/// Makes one change.
pub fn change(tree: &mut Value, draw: &mut Draw<'_>) {
    let pointers = pointers(tree);
    let at = draw.one(&pointers).clone();
    let other = draw.one(&pointers).clone();
    let Some(old) = tree.pointer(&at).cloned() else {
        return;
    };
    let copied = tree.pointer(&other).cloned().unwrap_or_default();
    let may_grow = pointers.len() < LARGEST;
    match draw.below(11) {
        0 => remove(tree, &at),
        1 if may_grow => set(tree, &at, copied),
        2 => {
            set(tree, &at, copied);
            set(tree, &other, old);
        }
        3 => set(
            tree,
            &at,
            json!({"$ref": format!("#{}", other.replace('%', "%25").replace(' ', "%20"))}),
        ),
        4 => rewire(tree, &pointers, &other, draw),
        5 if may_grow => set(tree, &at, nested(old, draw)),
        6 => set(tree, &at, scalar(draw)),
        7 | 8 => insert(tree, &at, draw),
        9 => rename(tree, &at, draw),
        _ if may_grow => duplicate(tree, &at, copied, draw),
        _ => remove(tree, &at),
    }
}

/// The pointer of every value but the root.
fn pointers(tree: &Value) -> Vec<String> {
    let (mut found, mut waiting) = (Vec::new(), vec![(String::new(), tree)]);
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    waiting.push((format!("{pointer}/{key}"), member));
                }
            }
            Value::Array(items) => waiting.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (format!("{pointer}/{index}"), item)),
            ),
            _ => {}
        }
        found.push(pointer);
    }
    if found.len() > 1 {
        found.remove(0);
    }
    found
}

fn set(tree: &mut Value, at: &str, value: Value) {
    if let Some(place) = tree.pointer_mut(at) {
        *place = value;
    }
}

/// The value around a pointer, and the last part of the pointer.
fn parent<'t>(tree: &'t mut Value, at: &str) -> Option<(&'t mut Value, String)> {
    let (above, last) = at.rsplit_once('/')?;
    Some((
        tree.pointer_mut(above)?,
        last.replace("~1", "/").replace("~0", "~"),
    ))
}

fn remove(tree: &mut Value, at: &str) {
    match parent(tree, at) {
        Some((Value::Object(members), key)) => drop(members.shift_remove(&key)),
        Some((Value::Array(items), index)) => match index.parse::<usize>() {
            Ok(index) if index < items.len() => drop(items.remove(index)),
            _ => {}
        },
        _ => {}
    }
}

/// Lets a reference lead to another place.
fn rewire(tree: &mut Value, pointers: &[String], target: &str, draw: &mut Draw<'_>) {
    let references: Vec<_> = pointers
        .iter()
        .filter(|pointer| pointer.ends_with("/$ref"))
        .collect();
    if !references.is_empty() {
        let at = *draw.one(&references);
        set(
            tree,
            at,
            Value::from(format!("#{}", target.replace('%', "%25"))),
        );
    }
}

/// A schema inside of others.
fn nested(mut inner: Value, draw: &mut Draw<'_>) -> Value {
    for _ in 0..=draw.below(3) {
        inner = match draw.below(9) {
            0 => json!({"type": "array", "items": inner}),
            1 => json!({"allOf": [inner]}),
            2 => json!({"oneOf": [inner, {"type": "null"}]}),
            3 => json!({"anyOf": [inner, {"type": "string"}]}),
            4 => json!({"type": "object", "properties": {"a": inner}, "required": ["a"]}),
            5 => json!({"type": "object", "additionalProperties": inner}),
            6 => json!({"not": inner}),
            7 => json!([inner]),
            _ => json!({"schema": inner}),
        };
    }
    inner
}

fn scalar(draw: &mut Draw<'_>) -> Value {
    match draw.below(8) {
        0 => Value::Null,
        1 => Value::from(draw.once_in(2)),
        2 => Value::from(draw.i64()),
        3 => Value::from(draw.f64()),
        4 => json!([]),
        5 => json!({}),
        6 => Value::from(*draw.one(&STRINGS)),
        _ => Value::from(draw.string()),
    }
}

/// Adds a keyword with a value of it to an object.
fn insert(tree: &mut Value, at: &str, draw: &mut Draw<'_>) {
    let (key, values) = draw.one(&KEYWORDS);
    let value = serde_json::from_str(draw.text(values)).unwrap_or_default();
    match tree.pointer_mut(at) {
        Some(Value::Object(members)) => drop(members.insert((*key).to_owned(), value)),
        Some(Value::Array(items)) => items.push(value),
        Some(place) => *place = value,
        None => {}
    }
}

/// Gives a member another key, in its place.
fn rename(tree: &mut Value, at: &str, draw: &mut Draw<'_>) {
    let new = match draw.below(3) {
        0 => draw.one(&KEYWORDS).0.to_owned(),
        1 => draw.string(),
        _ => (*draw.one(&STRINGS)).to_owned(),
    };
    if let Some((Value::Object(members), old)) = parent(tree, at) {
        let renamed: Map<String, Value> = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| {
                if key == old {
                    (new.clone(), value)
                } else {
                    (key, value)
                }
            })
            .collect();
        *members = renamed;
    }
}

/// Adds a copy of a value beside another.
fn duplicate(tree: &mut Value, at: &str, copied: Value, draw: &mut Draw<'_>) {
    match parent(tree, at) {
        Some((Value::Object(members), key)) => {
            let suffix = *draw.one(&["2", "_", "-", ""]);
            let key = if draw.once_in(3) {
                key.to_uppercase()
            } else {
                format!("{key}{suffix}")
            };
            members.insert(key, copied);
        }
        Some((Value::Array(items), _)) => items.push(copied),
        _ => {}
    }
}

//! Merge keys of YAML 1.1 (<https://yaml.org/type/merge.html>) -> the keys that they stand in for.
//!
//! ```text
//! base: &base {type: object, required: [id]}
//! pet: {<<: *base, required: [name]}            ->  {required: [name], type: object}
//! ```
//! YAML 1.2 has no merge keys, and everything that reads documents with them merges them: a property that is called `<<` is never
//! meant. An own key counts, then the first of several merged objects that has it.

use serde_json::{Map, Value};

/// The key.
pub(super) const MERGE: &str = "<<";

/// Merges everywhere in a tree, from the inside out. A value that is neither an object nor a list of objects stays where it is.
pub(super) fn merge(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(merge),
        Value::Object(members) => {
            members.values_mut().for_each(merge);
            merge_into(members);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn merge_into(members: &mut Map<String, Value>) {
    let is_mergeable = |value: &Value| match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(Value::is_object),
        _ => false,
    };
    if !members.get(MERGE).is_some_and(is_mergeable) {
        return;
    }
    let sources = match members.shift_remove(MERGE) {
        Some(Value::Array(items)) => items,
        source => source.into_iter().collect(),
    };
    for source in sources {
        if let Value::Object(source) = source {
            for (key, value) in source {
                members.entry(key).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::merge;

    #[test]
    fn own_keys_count_and_then_the_first_of_several() {
        let mut tree = json!({
            "a": {"x": 1, "<<": {"x": 2, "y": 2}},
            "b": {"<<": [{"y": 3, "<<": {"z": 4}}, {"y": 5, "w": 6}]},
            "c": {"<<": 7}});
        merge(&mut tree);
        let merged = json!({
            "a": {"x": 1, "y": 2},
            "b": {"y": 3, "z": 4, "w": 6},
            "c": {"<<": 7}});
        assert_eq!(tree, merged);
    }
}

//! Nested values as flat pairs with brackets in their names: `a[b][c]=1`, `a[0]=x`; for queries in
//! the style `deepObject` and for forms.
//!
//! OpenAPI 3.0.3 ("Style Values") defines `deepObject` for flat objects alone and says nothing of
//! lists. Lists are written with indices, `a[0]`, as the services that describe such lists expect
//! them, and because `a[][b]` does not tell which item it belongs to. Read are `a[0]`, `a[]` and a
//! repeated `a`. Rejects keys that hold brackets, brackets that do not close, and names that
//! contradict each other.

use crate::codec::{MAX_DEPTH, Map, Value};

/// The pairs of a value under a name; nothing for `null`, an empty list and an empty object.
///
/// # Errors
/// A sentence on the key that has no form.
pub(crate) fn flatten(name: &str, value: &Value) -> Result<Vec<(String, String)>, &'static str> {
    let mut pairs = Vec::new();
    descend(name.to_owned(), value, &mut pairs)?;
    Ok(pairs)
}

fn descend(
    name: String,
    value: &Value,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), &'static str> {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, member) in members {
                if key.contains(['[', ']']) {
                    return Err("a key with a bracket has no form inside of brackets");
                }
                descend(format!("{name}[{key}]"), member, pairs)?;
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                descend(format!("{name}[{index}]"), item, pairs)?;
            }
        }
        Value::String(text) => pairs.push((name, text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name, value.to_string())),
    }
    Ok(())
}

/// What the pairs that were read so far add up to: a tree of strings. `null` is a place without a
/// value yet.
#[derive(Debug, Default)]
pub(crate) struct PairTree(Map<Value>);

impl PairTree {
    /// Puts a string under a name with brackets.
    ///
    /// # Errors
    /// A phrase on the name, such as `has a key more than once`.
    pub(crate) fn insert(&mut self, name: &str, text: String) -> Result<(), String> {
        let (root, brackets) = name.split_at(name.find('[').unwrap_or(name.len()));
        let mut here = self.0.entry(root.to_owned()).or_default();
        if brackets.is_empty() {
            return append(here, text);
        }
        let inside = brackets
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .ok_or("has a bracket that does not close")?;
        let mut keys: Vec<&str> = inside.split("][").collect();
        if keys.len() > MAX_DEPTH {
            return Err(format!("nests deeper than {MAX_DEPTH} levels"));
        }
        let is_item = keys.pop_if(|last| last.is_empty()).is_some();
        for key in keys {
            if key.is_empty() {
                return Err("has `[]` before its end, which does not tell the item".to_owned());
            }
            here = member(here, key)?;
        }
        match here {
            _ if is_item => append(here, text),
            Value::Null => {
                *here = Value::String(text);
                Ok(())
            }
            Value::String(_) => Err("has a key more than once".to_owned()),
            Value::Array(_) | Value::Object(_) | Value::Bool(_) | Value::Number(_) => Err(mixed()),
        }
    }

    /// Puts a string under a name that is no path, whatever it looks like.
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    pub(crate) fn insert_as_is(&mut self, name: &str, text: String) -> Result<(), String> {
        append(self.0.entry(name.to_owned()).or_default(), text)
    }

    /// The tree, with objects whose keys count from 0 as the lists that they mean. A nested object
    /// with such keys cannot be told from a list.
    pub(crate) fn finish(self) -> Map<Value> {
        let members = self.0.into_iter();
        members.map(|(key, member)| (key, lists(member))).collect()
    }
}

fn member<'t>(here: &'t mut Value, key: &str) -> Result<&'t mut Value, String> {
    if here.is_null() {
        *here = Value::Object(Map::new());
    }
    match here {
        Value::Object(members) => Ok(members.entry(key.to_owned()).or_default()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(mixed())
        }
    }
}

/// One more text at a place: a second one makes a list.
fn append(here: &mut Value, text: String) -> Result<(), String> {
    let text = Value::String(text);
    match here {
        Value::Null => *here = text,
        Value::String(_) => *here = Value::Array(vec![std::mem::take(here), text]),
        Value::Array(items) => items.push(text),
        Value::Object(_) | Value::Bool(_) | Value::Number(_) => return Err(mixed()),
    }
    Ok(())
}

fn mixed() -> String {
    "has a key with and without brackets".to_owned()
}

fn lists(value: Value) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let mut members: Vec<(String, Value)> = members
        .into_iter()
        .map(|(key, member)| (key, lists(member)))
        .collect();
    let mut indices: Vec<Option<usize>> = members.iter().map(|(key, _)| index(key)).collect();
    indices.sort_unstable();
    let counts = (0..).zip(&indices).all(|(at, found)| *found == Some(at));
    if !counts || members.is_empty() {
        return Value::Object(members.into_iter().collect());
    }
    members.sort_by_key(|(key, _)| index(key));
    Value::Array(members.into_iter().map(|(_, member)| member).collect())
}

/// A number as it is written once: without signs and leading zeros.
fn index(key: &str) -> Option<usize> {
    let index: usize = key.parse().ok()?;
    (index.to_string() == key).then_some(index)
}

/// A tree with every number and boolean as its text.
pub(crate) fn texts(value: Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        Value::Array(items) => Value::Array(items.into_iter().map(texts).collect()),
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(members.map(|(key, member)| (key, texts(member))).collect())
        }
        Value::Null | Value::String(_) => value,
    }
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<String, String> {
        let mut tree = PairTree::default();
        for (name, text) in pairs {
            tree.insert(name, (*text).to_owned())?;
        }
        Ok(Value::Object(tree.finish()).to_string())
    }

    #[test]
    fn nested_values_come_back() {
        let value: Value = r#"{"b":[{"c":"1"},{"c":"2"}],"d":{"e":"x"},"none":null}"#
            .parse()
            .unwrap();
        let pairs = flatten("a", &value).unwrap();
        let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a[b][0][c]", "a[b][1][c]", "a[d][e]"]);
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let back = read(&pairs);
        assert_eq!(
            back.as_deref(),
            Ok(r#"{"a":{"b":[{"c":"1"},{"c":"2"}],"d":{"e":"x"}}}"#)
        );
    }

    #[test]
    fn three_ways_to_write_a_list_are_read() {
        for pairs in [
            [("a[1]", "y"), ("a[0]", "x")],
            [("a[]", "x"), ("a[]", "y")],
            [("a", "x"), ("a", "y")],
            [("a", "x"), ("a[]", "y")],
        ] {
            assert_eq!(read(&pairs).as_deref(), Ok(r#"{"a":["x","y"]}"#));
        }
        assert_eq!(read(&[("a[2]", "x")]).as_deref(), Ok(r#"{"a":{"2":"x"}}"#));
    }

    #[test]
    fn contradictions_are_refused() {
        for (pairs, why) in [
            ([("a[b]", "1"), ("a[b]", "2")], "has a key more than once"),
            (
                [("a[b]", "1"), ("a[b][c]", "2")],
                "has a key with and without brackets",
            ),
            (
                [("a", "1"), ("a[b]", "2")],
                "has a key with and without brackets",
            ),
            (
                [("a[][b]", "1"), ("a[][c]", "2")],
                "has `[]` before its end, which does not tell the item",
            ),
            (
                [("a[b", "1"), ("c", "")],
                "has a bracket that does not close",
            ),
        ] {
            assert_eq!(read(&pairs), Err(why.to_owned()));
        }
    }
}

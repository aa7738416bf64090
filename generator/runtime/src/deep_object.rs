//! Nested values as flat pairs with brackets in their names, for queries in the style `deepObject`
//! and for forms.
//!
//! ```text
//! {"a": {"b": {"c": 1}}, "list": ["x", "y"]}      a[b][c]=1&list[0]=x&list[1]=y
//! ```
//!
//! The standard defines `deepObject` for flat objects only and says nothing about lists
//! (<https://spec.openapis.org/oas/v3.0.3.html#style-values>). Lists are written with indices,
//! `a[0]`, as services that document such lists expect: `a[][b]` would not say which item it
//! belongs to. When reading, `a[0]`, `a[]` and a repeated `a` are all accepted.
//!
//! Rejects values whose names would be read as something else, brackets that do not close, and names
//! that contradict each other.

use indexmap::map::Entry;

use crate::codec::{EncodeReason, MAX_DEPTH, Map, PairFault, Value, memory_of_text, object_member};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectKeys {
    /// Any: the reader knows that it is an object.
    Any,
    /// Not 0, 1, 2…: such an object looks like a list.
    Uncounted,
}

/// The pairs of a value under a name. `null`, an empty list and an empty object have none.
///
/// # Errors
/// If something in the value would be read as something else.
pub(crate) fn flatten(
    name: &str,
    value: &Value,
    keys: ObjectKeys,
) -> Result<Vec<(String, String)>, EncodeReason> {
    let mut pairs = Vec::new();
    descend(name.to_owned(), value, keys, &mut pairs)?;
    Ok(pairs)
}

/// Adds the pairs of a value whose name so far is `name`.
fn descend(
    name: String,
    value: &Value,
    keys: ObjectKeys,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), EncodeReason> {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            let mut written = Vec::new();
            for (key, member) in members.iter() {
                let before = pairs.len();
                if key.contains(['[', ']']) {
                    return Err(EncodeReason::Bracket);
                }
                descend(
                    format!("{name}[{key}]"),
                    member,
                    ObjectKeys::Uncounted,
                    pairs,
                )?;
                if pairs.len() > before {
                    written.push(key.as_str());
                }
            }
            if written.contains(&"") {
                return Err(EncodeReason::EmptyKey);
            }
            if keys == ObjectKeys::Uncounted && !written.is_empty() && counts(&written) {
                return Err(EncodeReason::CountedKeys);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let before = pairs.len();
                descend(
                    format!("{name}[{index}]"),
                    item,
                    ObjectKeys::Uncounted,
                    pairs,
                )?;
                if pairs.len() == before {
                    return Err(EncodeReason::Gap);
                }
            }
        }
        Value::String(text) => pairs.push((name, text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name, value.to_string())),
    }
    Ok(())
}

/// Whether keys, which differ, are those of a list, in any order.
fn counts(keys: &[&str]) -> bool {
    let below = |key: &&str| index(key).is_some_and(|index| index < keys.len());
    keys.iter().all(below)
}

/// The tree that the pairs read so far describe. Its leaves are strings; `null` is a place without
/// a value yet.
#[derive(Debug, Default)]
pub(crate) struct PairTree {
    members: Map<Value>,
    /// How many bytes it needs, since the last look.
    grown: usize,
}

impl PairTree {
    /// Adds the pair `name=text`, where the name may have brackets.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub(crate) fn insert(&mut self, name: &str, text: String) -> Result<(), PairFault> {
        let (root, brackets) = name.split_at(name.find('[').unwrap_or(name.len()));
        let (mut here, grown) = (
            place(&mut self.members, root, &mut self.grown),
            &mut self.grown,
        );
        if brackets.is_empty() {
            return append(here, text, grown);
        }
        let inside = brackets
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .ok_or(PairFault::Open)?;
        let mut keys: Vec<&str> = inside.split("][").collect();
        if keys.len() > MAX_DEPTH {
            return Err(PairFault::Deep);
        }
        let is_item = keys.pop_if(|last| last.is_empty()).is_some();
        for key in keys {
            if key.is_empty() {
                return Err(PairFault::Itemless);
            }
            here = member(here, key, grown)?;
        }
        match here {
            _ if is_item => append(here, text, grown),
            Value::Null => {
                *grown += memory_of_text(&text);
                *here = Value::String(text);
                Ok(())
            }
            Value::String(_) => Err(PairFault::Repeated),
            Value::Array(_) | Value::Object(_) | Value::Bool(_) | Value::Number(_) => {
                Err(PairFault::Mixed)
            }
        }
    }

    /// Adds a pair whose name has no structure, even if it contains brackets.
    ///
    /// # Errors
    /// See [`insert`](Self::insert).
    pub(crate) fn insert_as_is(&mut self, name: &str, text: String) -> Result<(), PairFault> {
        let here = place(&mut self.members, name, &mut self.grown);
        append(here, text, &mut self.grown)
    }

    /// Adds a pair. What is wrong with its name takes the place of the value: it matters only if the schema has the property.
    pub(crate) fn insert_or_mark(&mut self, name: &str, text: String) {
        if let Err(fault) = self.insert(name, text) {
            self.mark_root(name, fault);
        }
    }

    /// As [`insert_or_mark`](Self::insert_or_mark), for a name without structure.
    pub(crate) fn insert_as_is_or_mark(&mut self, name: &str, text: String) {
        if let Err(fault) = self.insert_as_is(name, text) {
            self.mark(name, fault);
        }
    }

    /// Puts a fault in place of the value that a name with brackets is about.
    pub(crate) fn mark_root(&mut self, name: &str, fault: PairFault) {
        self.mark(name.split('[').next().unwrap_or(name), fault);
    }

    /// Puts a fault in place of a value. The first one is kept.
    pub(crate) fn mark(&mut self, root: &str, fault: PairFault) {
        let here = place(&mut self.members, root, &mut self.grown);
        if !matches!(here, Value::Number(_)) {
            *here = fault.marker();
        }
    }

    /// How many bytes the tree needs more than at the last call.
    pub(crate) fn grown(&mut self) -> usize {
        std::mem::take(&mut self.grown)
    }

    /// The finished tree. Objects whose keys count from 0 become lists: the names do not tell such
    /// an object from a list.
    pub(crate) fn finish(self) -> Map<Value> {
        let members = self.members.into_iter();
        members.map(|(key, member)| (key, lists(member))).collect()
    }
}

/// The place of a key among members, which is created if there is nothing yet.
fn place<'t>(members: &'t mut Map<Value>, key: &str, grown: &mut usize) -> &'t mut Value {
    match members.entry(key.to_owned()) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => {
            *grown += object_member(entry.index() == 0);
            entry.insert(Value::Null)
        }
    }
}

/// The same in an object, which a place without a value becomes.
fn member<'t>(
    here: &'t mut Value,
    key: &str,
    grown: &mut usize,
) -> Result<&'t mut Value, PairFault> {
    if here.is_null() {
        *here = Value::from(Map::with_capacity(1));
    }
    match here {
        Value::Object(members) => Ok(place(members, key, grown)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(PairFault::Mixed)
        }
    }
}

/// Adds a string at a place; the second one turns it into a list.
fn append(here: &mut Value, text: String, grown: &mut usize) -> Result<(), PairFault> {
    *grown += size_of::<Value>() + memory_of_text(&text);
    let text = Value::String(text);
    match here {
        Value::Null => *here = text,
        Value::String(_) => *here = Value::Array(vec![std::mem::take(here), text]),
        Value::Array(items) => items.push(text),
        Value::Object(_) | Value::Bool(_) | Value::Number(_) => return Err(PairFault::Mixed),
    }
    Ok(())
}

/// The value with objects that count from 0 as lists, at every depth.
fn lists(value: Value) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let members: Vec<(String, Value)> = members
        .into_iter()
        .map(|(key, member)| (key, lists(member)))
        .collect();
    let keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
    if members.is_empty() || !counts(&keys) {
        return members.into_iter().collect();
    }
    let mut items = vec![Value::Null; members.len()];
    for (key, member) in members {
        if let Some(item) = index(&key).and_then(|index| items.get_mut(index)) {
            *item = member;
        }
    }
    Value::Array(items)
}

/// The number of a key that is written in the usual way, without signs and leading zeros.
fn index(key: &str) -> Option<usize> {
    let index: usize = key.parse().ok()?;
    (index.to_string() == key).then_some(index)
}

/// The tree with numbers and booleans as strings, as they are in a query.
pub(crate) fn texts(value: Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        Value::Array(items) => Value::Array(items.into_iter().map(texts).collect()),
        Value::Object(members) => {
            let members = members.into_iter();
            members.map(|(key, member)| (key, texts(member))).collect()
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
            tree.insert(name, (*text).to_owned())
                .map_err(|fault| fault.to_string())?;
        }
        Ok(Value::from(tree.finish()).to_string())
    }

    #[test]
    fn nested_values_are_read_as_they_were_written() {
        let value: Value = r#"{"b":[{"c":"1"},{"c":"2"}],"d":{"e":"x"},"none":null}"#
            .parse()
            .unwrap();
        let pairs = flatten("a", &value, ObjectKeys::Uncounted).unwrap();
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
    fn what_would_be_read_as_something_else_is_not_written() {
        for (json, expected) in [
            (r#"{"":1}"#, EncodeReason::EmptyKey),
            (r#"{"x[":1}"#, EncodeReason::Bracket),
            (r#"{"b":{"1":1,"0":2}}"#, EncodeReason::CountedKeys),
            (r#"[1,null]"#, EncodeReason::Gap),
            (r#"[[],1]"#, EncodeReason::Gap),
            (r#"[{"b":null}]"#, EncodeReason::Gap),
        ] {
            let value: Value = json.parse().unwrap();
            assert_eq!(
                flatten("a", &value, ObjectKeys::Any),
                Err(expected),
                "{json}"
            );
        }
        let counted: Value = r#"{"0":1}"#.parse().unwrap();
        assert!(flatten("a", &counted, ObjectKeys::Any).is_ok());
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
    fn contradictions_are_rejected() {
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

//! Small changes to the members of an object that keep the order of the others.

use foldhash::HashSet;
use serde_json::Value;

use crate::load::keywords::Members;

/// Takes a member out.
pub(super) fn take(members: &mut Members, key: &str) -> Option<Value> {
    members.shift_remove(key)
}

/// The string under a key.
pub(super) fn text<'m>(members: &'m Members, key: &str) -> Option<&'m str> {
    members.get(key).and_then(Value::as_str)
}

/// The strings in the list under a key, without duplicates; `None` if there is no list.
pub(super) fn texts(members: &Members, key: &str) -> Option<Vec<String>> {
    let items = members.get(key)?.as_array()?;
    let mut known = HashSet::default();
    let texts = items.iter().filter_map(Value::as_str);
    let texts = texts.filter(|text| known.insert(*text));
    Some(texts.map(str::to_owned).collect())
}

/// Renames keys without moving them.
pub(super) fn rename(members: &mut Members, name: impl Fn(&str) -> Option<String>) {
    if members.keys().any(|key| name(key).is_some()) {
        *members = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| (name(&key).unwrap_or(key), value))
            .collect();
    }
}

/// The object under a key; an empty one is inserted if there is none.
pub(super) fn object<'m>(members: &'m mut Members, key: &str) -> Option<&'m mut Members> {
    let value = members.entry(key).or_insert_with(empty);
    if !value.is_object() {
        *value = empty();
    }
    value.as_object_mut()
}

/// `{}`.
pub(super) fn empty() -> Value {
    Value::Object(Members::new())
}

//! An operation gets another method or path, and what belongs to the path goes with it: parameters of all its operations, and the
//! names of its variables.

use serde_json::{Value, json};

use super::changes::Changes;
use crate::load::METHODS;
use crate::pointer::Pointer;

impl Changes<'_> {
    /// Moves an operation; other operations of the path stay where they are.
    pub(super) fn move_operation(
        &mut self,
        operation: &Pointer,
        (method, path): (Option<&str>, Option<&str>),
    ) -> Result<(), String> {
        let at = self.place(operation)?;
        let item = at.parent().unwrap_or_default();
        let paths = item.parent().unwrap_or_default();
        if paths != Pointer::root().child("paths") {
            return Err("the path refers to another part of the document".to_owned());
        }
        let old_method = at.last().unwrap_or_default().into_owned();
        let old_path = item.last().unwrap_or_default().into_owned();
        let method = method.unwrap_or(&old_method);
        if !METHODS.contains(&method) {
            return Err(format!("`{method}` is no method of OpenAPI"));
        }
        let new_item = paths.child(path.unwrap_or(&old_path));
        if self.value(&new_item.child(method)).is_some() {
            return Err("the document has another operation there".to_owned());
        }
        let mut value = self.value(&at).cloned().unwrap_or_default();
        let around = self.value(&item).cloned().unwrap_or_default();
        let is_alone = METHODS
            .iter()
            .filter(|key| around.get(*key).is_some())
            .count()
            == 1;
        let Some(path) = path else {
            self.put(&at, None)?;
            return self.put(&new_item.child(method), Some(value));
        };
        let names = renamed_variables(&old_path, path);
        if is_alone && self.value(&new_item).is_none() {
            let mut whole = around;
            if let Some(members) = whole.as_object_mut() {
                members.shift_remove(&old_method);
                rename(members.get_mut("parameters"), &names);
                rename(value.get_mut("parameters"), &names);
                members.insert(method.to_owned(), value);
            }
            self.put(&item, None)?;
            return self.put(&new_item, Some(whole));
        }
        if around.get("servers").is_some() {
            return Err("the path has servers of its own".to_owned());
        }
        with_shared(&mut value, &around);
        rename(value.get_mut("parameters"), &names);
        self.put(&at, None)?;
        if is_alone {
            self.put(&item, None)?;
        }
        self.put(&new_item.child(method), Some(value))
    }
}

/// The parameters of the path become parameters of the operation, unless it has its own.
fn with_shared(operation: &mut Value, item: &Value) {
    let Some(shared) = item.get("parameters").and_then(Value::as_array) else {
        return;
    };
    let Some(members) = operation.as_object_mut() else {
        return;
    };
    let own = members.entry("parameters").or_insert_with(|| json!([]));
    let Some(own) = own.as_array_mut() else {
        return;
    };
    let is_same = |one: &Value, other: &Value| {
        let same = |key: &str| one.get(key).is_some() && one.get(key) == other.get(key);
        same("$ref") || (same("name") && same("in"))
    };
    let missing = shared
        .iter()
        .filter(|one| !own.iter().any(|other| is_same(one, other)));
    let missing: Vec<Value> = missing.cloned().collect();
    own.extend(missing);
}

/// Variables at the same place of two paths that have different names.
fn renamed_variables(old: &str, new: &str) -> Vec<(String, String)> {
    let (old, new) = (variables(old), variables(new));
    if old.len() != new.len() {
        return Vec::new();
    }
    let pairs = old.into_iter().zip(new);
    pairs.filter(|(old, new)| old != new).collect()
}

/// The names in braces.
fn variables(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
        .collect()
}

/// Gives parameters of a path the names of its variables.
fn rename(parameters: Option<&mut Value>, names: &[(String, String)]) {
    let parameters = parameters
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten();
    for parameter in parameters {
        let is_in_path = parameter.get("in") == Some(&json!("path"));
        let name = parameter.get("name").and_then(Value::as_str);
        let new = names.iter().find(|(old, _)| Some(old.as_str()) == name);
        if let (true, Some((_, new)), Some(members)) =
            (is_in_path, new.cloned(), parameter.as_object_mut())
        {
            members.insert("name".to_owned(), json!(new));
        }
    }
}

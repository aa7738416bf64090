//! Edits of TOML tables that leave alone what is already right, with its layout and comments.
//!
//! `toml_edit` keeps comments and order, but a value that is replaced loses the comment behind it. So a value is replaced only
//! if it differs.

use toml_edit::{Item, Table, TableLike, Value};

/// Changes the table under a key; creates it if it is missing.
pub(super) fn edit(parent: &mut dyn TableLike, key: &str, change: impl FnOnce(&mut dyn TableLike)) {
    let item = parent.entry(key).or_insert(Item::None);
    if !item.is_table_like() {
        let mut table = Table::new();
        // `[package.metadata.bindwright]` needs no `[package.metadata]` above it.
        table.set_implicit(true);
        *item = Item::Table(table);
    }
    if let Some(table) = item.as_table_like_mut() {
        change(table);
    }
}

/// Sets a key, unless it has this value.
pub(super) fn set(table: &mut dyn TableLike, key: &str, wanted: Value) {
    let same = table
        .get(key)
        .and_then(Item::as_value)
        .is_some_and(|found| match (found, &wanted) {
            (Value::Array(found), Value::Array(wanted)) => found
                .iter()
                .map(Value::as_str)
                .eq(wanted.iter().map(Value::as_str)),
            (Value::String(found), Value::String(wanted)) => found.value() == wanted.value(),
            (Value::Boolean(found), Value::Boolean(wanted)) => found.value() == wanted.value(),
            _ => false,
        });
    if !same {
        table.insert(key, Item::Value(wanted));
    }
}

/// The strings of an array; none if it is something else.
pub(super) fn strings(item: Option<&Item>) -> Vec<String> {
    let array = item.and_then(Item::as_array);
    let values = array.into_iter().flatten();
    values
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

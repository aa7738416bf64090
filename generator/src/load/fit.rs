//! What the typed form demands beyond the standard: keys that 3.1 makes optional, and no callbacks where they stood: they
//! are read among the paths, and it cannot hold their references.

use serde_json::{Map, Value, json};

use super::private::PATH_ITEMS;

/// Changes the tree after the last check, so that nobody is told about it.
pub(super) fn fit(tree: &mut Value) {
    if let Value::Object(root) = tree {
        root.entry("paths").or_insert_with(|| json!({}));
    }
    if let Some(Value::Object(components)) = tree.get_mut("components") {
        components.shift_remove("callbacks");
    }
    for section in ["/paths", "/components/pathItems", &format!("/{PATH_ITEMS}")] {
        tree.pointer_mut(section).map(path_items);
    }
}

fn path_items(items: &mut Value) {
    for item in objects(items) {
        let methods = item.iter_mut().filter(|(name, _)| !name.starts_with("x-"));
        for operation in methods.filter_map(|(_, value)| value.as_object_mut()) {
            operation.shift_remove("callbacks");
            operation.entry("responses").or_insert_with(|| json!({}));
        }
    }
}

/// The objects in a map.
fn objects(map: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let members = map.as_object_mut().into_iter();
    members
        .flat_map(|map| map.values_mut())
        .filter_map(Value::as_object_mut)
}

//! What the typed form cannot hold: callbacks, which nothing reads, and whose references it has no place for.

use serde_json::{Map, Value};

/// Changes the tree after the last check, so that nobody is told about it.
pub(super) fn fit(tree: &mut Value) {
    if let Some(Value::Object(components)) = tree.get_mut("components") {
        components.shift_remove("callbacks");
    }
    for section in ["/paths", "/components/pathItems"] {
        tree.pointer_mut(section).map(path_items);
    }
}

fn path_items(items: &mut Value) {
    for item in objects(items) {
        for operation in item.values_mut().filter_map(Value::as_object_mut) {
            operation.shift_remove("callbacks");
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

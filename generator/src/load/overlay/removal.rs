//! Removes values from a tree.
//!
//! All values of one action are removed together: the index of an item is the one that it had before, however many items in
//! front of it are removed.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::edits::Edits;
use crate::diagnostic::Pointer;

/// What is removed, by the object or list that it is in. The innermost come first: an index further out may change later.
pub(super) fn by_holder(at: &[Pointer]) -> Vec<(Pointer, HashSet<String>)> {
    let mut holders: BTreeMap<(usize, Pointer), HashSet<String>> = BTreeMap::new();
    for place in at {
        if let (Some(holder), Some(key)) = (place.parent(), place.last()) {
            let depth = usize::MAX - holder.segments().count();
            let removed = holders.entry((depth, holder)).or_default();
            removed.insert(key.into_owned());
        }
    }
    let holders = holders.into_iter();
    holders.map(|((_, holder), keys)| (holder, keys)).collect()
}

/// Removes members of an object, or items of a list.
pub(super) fn remove(
    tree: &mut Value,
    edits: &mut Edits,
    holder: &Pointer,
    keys: &HashSet<String>,
) {
    match holder.find_mut(tree) {
        Some(Value::Object(members)) => {
            members.retain(|key, _| !keys.contains(key));
            let node = edits.node(holder);
            keys.iter().for_each(|key| node.forget(key));
        }
        Some(Value::Array(items)) => {
            let mut kept = Vec::with_capacity(items.len());
            let mut index = 0;
            items.retain(|_| {
                let is_kept = !keys.contains(&index.to_string());
                if is_kept {
                    kept.push(index);
                }
                index += 1;
                is_kept
            });
            edits.kept(holder, &kept);
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {}
    }
}

//! A document in its own version -> what is published of it: without what was left out, and without private sections.
//!
//! [`import`](super::import) puts path items of other files into a section that no version of OpenAPI has. Here they go where they are
//! used, so that a viewer finds them.

use serde_json::Value;

use super::Embedding;
use super::keywords::remove;
use super::private::PATH_ITEMS;
use super::tree::size;
use crate::pointer::{Pointer, parse_reference};
use crate::source::{FileFormat, SourceFile, outermost};

/// How many values the copies of path items may have in total: those that several paths use are copied to each.
const COPIES: usize = 1_000_000;

/// A document in its own version, in one piece.
#[derive(Debug)]
pub(super) enum AsWritten {
    /// As JSON, which needs a tenth of the memory of a tree.
    Text(String),
    /// As a tree, of which something is moved.
    Tree(Value),
}

impl AsWritten {
    /// The document, if it is to be embedded. As JSON it has about `bytes`.
    pub(super) fn of(tree: &Value, embedding: Embedding, bytes: usize) -> Option<Self> {
        match embedding {
            Embedding::Absent => None,
            Embedding::Json if tree.get(PATH_ITEMS).is_none() => {
                Some(Self::Text(json(tree, bytes)))
            }
            Embedding::Json => Some(Self::Tree(tree.clone())),
        }
    }

    /// What is published of it, as JSON, without the values at these pointers.
    pub(super) fn published(self, removed: &[Pointer]) -> String {
        match self {
            Self::Text(text) if removed.is_empty() => text,
            Self::Text(text) => without(text, removed),
            Self::Tree(tree) => json(&published(tree, removed), 0),
        }
    }
}

/// A tree as JSON, which has about `bytes`: a text that grows is copied each time.
fn json(tree: &Value, bytes: usize) -> String {
    let mut text = Vec::with_capacity(bytes);
    // A third of the time that formatting takes. Only maps with other keys than strings are no JSON.
    let written = serde_json::to_writer(&mut text, tree).ok();
    let text = written.and_then(|()| String::from_utf8(text).ok());
    text.unwrap_or_else(|| tree.to_string())
}

/// JSON without spaces, without the values at these pointers, as far as it has them. What stays is not read, so that numbers stay as
/// they are.
fn without(text: String, removed: &[Pointer]) -> String {
    let file = SourceFile::new("", text, FileFormat::Json);
    let text = file.text();
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for cut in outermost(&file, removed) {
        kept.push_str(text.get(from..cut.start).unwrap_or_default());
        from = cut.end;
        // One comma goes as well: the one behind it, or of the last member the one before it.
        if text.as_bytes().get(from) == Some(&b',') {
            from += 1;
        } else if kept.ends_with(',') {
            kept.pop();
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// The document without the values at these pointers, as far as it has them: other versions have components elsewhere.
fn published(mut tree: Value, removed: &[Pointer]) -> Value {
    let here = removed.iter().filter(|one| one.find(&tree).is_some());
    let here: Vec<Pointer> = here.cloned().collect();
    remove(&mut tree, here);
    let section = tree
        .as_object_mut()
        .and_then(|root| root.shift_remove(PATH_ITEMS));
    if let Some(items) = section {
        let mut inliner = Inliner {
            items,
            left: COPIES,
        };
        inliner.inline(&mut tree, &mut Vec::new());
    }
    tree
}

/// Replaces references to path items of other files by copies.
struct Inliner {
    items: Value,
    /// How many more values may be copied.
    left: usize,
}

impl Inliner {
    /// `open` are the path items around the value: one that contains itself, through a callback, is empty there.
    fn inline(&mut self, value: &mut Value, open: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.inline(item, open)),
            Value::Object(members) => {
                let name = members.get("$ref").and_then(|one| path_item(one.as_str()?));
                if let Some(name) = name {
                    members.shift_remove("$ref");
                    for (key, copy) in self.copy(&name, open) {
                        members.entry(key).or_insert(copy);
                    }
                    open.push(name);
                    members.values_mut().for_each(|one| self.inline(one, open));
                    open.pop();
                } else {
                    members.values_mut().for_each(|one| self.inline(one, open));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn copy(&mut self, name: &str, open: &[String]) -> serde_json::Map<String, Value> {
        let item = self.items.get(name).and_then(Value::as_object);
        let Some(item) = item.filter(|_| !open.iter().any(|one| one == name)) else {
            return serde_json::Map::new();
        };
        let cost = item.values().map(size).sum();
        let Some(left) = self.left.checked_sub(cost) else {
            return serde_json::Map::new();
        };
        self.left = left;
        item.clone()
    }
}

/// The name of the path item that a reference leads to, if it is one of another file.
fn path_item(reference: &str) -> Option<String> {
    let pointer = parse_reference(reference)?;
    let mut segments = pointer.segments();
    (segments.next()? == PATH_ITEMS).then_some(())?;
    segments.next().map(|name| name.into_owned())
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{AsWritten, json as text_of, published};
    use crate::load::Embedding;
    use crate::pointer::Pointer;

    /// What is cut out of the text is what is removed from the tree.
    #[test]
    fn members_and_items_are_cut_out_of_the_text() {
        let tree = json!({
            "a,": {"x": [1, "2,", {"y": "]\"\\"}], "z": 1e300, "w": {}},
            "b/c": [[], [7]],
            "last": {"only": true},
        });
        let places = [
            "/a,/x/0",
            "/a,/x/1",
            "/a,/x/2",
            "/a,/x/2/y",
            "/a,/x",
            "/a,/w",
            "/a,/none/x",
        ];
        let more = ["/a,", "/b~1c/1", "/b~1c/0", "/b~1c", "/last/only", "/last"];
        let places = [places.as_slice(), more.as_slice()].concat();
        for first in &places {
            for second in &places {
                let removed: Vec<Pointer> = [first, second]
                    .map(|one| Pointer::parse(one).unwrap())
                    .into();
                let written = AsWritten::of(&tree, Embedding::Json, 0)
                    .unwrap()
                    .published(&removed);
                assert_eq!(
                    written,
                    text_of(&published(tree.clone(), &removed), 0),
                    "{first} {second}"
                );
                assert!(written.parse::<Value>().is_ok());
            }
        }
    }
}

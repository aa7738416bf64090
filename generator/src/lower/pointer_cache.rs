//! Pointers -> values of the document.
//!
//! Lowering looks up the same place again and again: a dozen rules ask for a schema. So what was found lately is kept by
//! its pointer. Places that are looked up one after the other are close together, too: the segments that a pointer shares
//! with the one that was walked last are not walked twice.

use std::cell::RefCell;
use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use serde_json::Value;

use crate::diagnostic::{Pointer, encoded_segments, step};

/// Finds values in one document by pointer.
#[derive(Debug)]
pub(super) struct PointerCache<'d> {
    tree: &'d Value,
    path: RefCell<CachedPath<'d>>,
    /// Pointers that were looked up lately and what is there, by their hashes: one for each slot.
    lately: RefCell<Vec<(String, Option<&'d Value>)>>,
    hashes: RandomState,
}

/// How many pointers are kept.
const SLOTS: usize = 4096;

/// The segments of the pointer that was looked up last, as far as they exist.
#[derive(Debug, Default)]
struct CachedPath<'d> {
    /// The pointer.
    text: String,
    /// Where each of its segments ends, and the value there.
    steps: Vec<(usize, &'d Value)>,
}

impl<'d> PointerCache<'d> {
    pub(super) fn new(tree: &'d Value) -> Self {
        Self {
            tree,
            path: RefCell::default(),
            // The empty pointer is the whole document.
            lately: RefCell::new(vec![(String::new(), Some(tree)); SLOTS]),
            hashes: RandomState::default(),
        }
    }

    /// The value at a place; `None` if it does not exist.
    pub(super) fn find(&self, at: &Pointer) -> Option<&'d Value> {
        let hash = usize::try_from(self.hashes.hash_one(at.as_str()) % SLOTS as u64);
        let mut lately = self.lately.borrow_mut();
        let Some((text, found)) = hash.ok().and_then(|slot| lately.get_mut(slot)) else {
            return self.walk(at);
        };
        if text != at.as_str() {
            at.as_str().clone_into(text);
            *found = self.walk(at);
        }
        *found
    }

    fn walk(&self, at: &Pointer) -> Option<&'d Value> {
        let mut path = self.path.borrow_mut();
        let rest = path.back_to(at.as_str());
        let from = path.steps.last().map_or(self.tree, |(_, value)| *value);
        encoded_segments(rest).try_fold(from, |value, segment| {
            let next = step(value, segment)?;
            path.forward(segment, next);
            Some(next)
        })
    }
}

impl<'d> CachedPath<'d> {
    /// Goes back to the last segment in common with `text`; returns the rest of `text`.
    fn back_to<'t>(&mut self, text: &'t str) -> &'t str {
        let common = common_length(self.text.as_bytes(), text.as_bytes());
        let is_segment = |end: usize| matches!(text.as_bytes().get(end), None | Some(b'/'));
        let kept = |(end, _): &(usize, _)| *end < common || (*end == common && is_segment(*end));
        self.steps.truncate(self.steps.partition_point(kept));
        let end = self.steps.last().map_or(0, |(end, _)| *end);
        self.text.truncate(end);
        text.get(end..).unwrap_or_default()
    }

    /// Goes one segment forward.
    fn forward(&mut self, segment: &str, value: &'d Value) {
        self.text.push('/');
        self.text.push_str(segment);
        self.steps.push((self.text.len(), value));
    }
}

/// How many bytes two texts have in common at their start. Most of a pointer is shared with the one
/// before, so blocks are compared first.
fn common_length(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 16;
    let (blocks, _) = one.as_chunks::<BLOCK>();
    let (others, _) = other.as_chunks::<BLOCK>();
    let equal = blocks
        .iter()
        .zip(others)
        .take_while(|(one, other)| one == other);
    let start = equal.count() * BLOCK;
    let rest = one.iter().zip(other).skip(start);
    start + rest.take_while(|(one, other)| one == other).count()
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PointerCache;
    use crate::diagnostic::Pointer;

    #[test]
    fn every_order_of_lookups_finds_the_same_values() {
        let tree = json!({
            "a": {"b": [1, {"c": 2}], "bc": 3},
            "ab": {"": 4, "b/c": {"~d": 5}},
        });
        let places = [
            "",
            "/a",
            "/a/b",
            "/a/b/1/c",
            "/a/b/1",
            "/a/b/01",
            "/a/bc",
            "/a/b/0/c",
            "/ab",
            "/ab/",
            "/ab/b",
            "/ab/b~1c/~0d",
            "/ab/b~1c",
            "/b",
        ];
        let finder = PointerCache::new(&tree);
        for first in places {
            for second in places {
                for place in [first, second] {
                    let pointer = Pointer::parse(place).unwrap();
                    assert_eq!(finder.find(&pointer), tree.pointer(place), "{place}");
                }
            }
        }
    }
}

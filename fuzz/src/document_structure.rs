//! `document_structure`: documents whose parts are deleted, swapped, copied, nested and referred to in other ways. What is
//! generated is Rust, and the same each time.

use serde_json::Value;
use std::sync::LazyLock;

use crate::draw::Draw;
use crate::generate::{Depth, check};
use crate::generated::SEEDS;
use crate::tree;

static TREES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let trees = SEEDS
        .iter()
        .filter_map(|text| serde_yaml::from_str(text).ok());
    trees.collect()
});

/// The bytes choose a document of `seeds/` and its changes.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let depth = Depth::of(draw.byte());
    let text = document(&mut draw);
    check("document.json", text.as_bytes(), depth);
}

/// The document of an input, as JSON.
#[must_use]
pub fn document(draw: &mut Draw<'_>) -> String {
    let mut tree = draw.one(&TREES).clone();
    let changes = 1 + draw.below(4);
    for _ in 0..changes {
        tree::change(&mut tree, draw);
    }
    tree.to_string()
}

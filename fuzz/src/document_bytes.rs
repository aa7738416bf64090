//! `document_bytes`: any bytes are generated from, or rejected with a place and a reason. Nothing panics, and nothing takes long.

use fastrand::Rng;

use crate::bytes;
use crate::generate::{Depth, check};
use crate::generated::SEEDS;

/// The first byte chooses what is examined; the others are the document.
pub fn run(data: &[u8]) {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    check("document.yaml", text, Depth::of(*first));
}

/// A document of `seeds/`, changed in a few places.
pub fn input(rng: &mut Rng) -> Vec<u8> {
    let (one, other) = (rng.usize(0..SEEDS.len()), rng.usize(0..SEEDS.len()));
    let mut text = SEEDS[one].as_bytes().to_vec();
    bytes::change(&mut text, SEEDS[other].as_bytes(), rng);
    text.insert(0, rng.u8(..));
    text
}

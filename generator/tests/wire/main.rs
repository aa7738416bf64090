//! What has changed on the wire: every kind of change is found once, with its effects and places, and nothing is found where only
//! the text of a document differs.
//!
//! Documents in the folders that `BINDWRIGHT_DOCUMENTS` names, separated by `:`, are rewritten as well.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod corpus;
#[path = "../support/folder.rs"]
mod folders;
mod seeds;
mod support;
mod table;

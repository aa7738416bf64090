//! The listings of the guides about this crate. `generator/tests/docs` compares them with the pages.

mod call;
mod serve;

//! A tree of Swagger 2.0 or OpenAPI 3.1 -> the same document in the shape of OpenAPI 3.0, rewritten where it stands.
//!
//! What 3.0 cannot say travels under private keys: `x-bindwright-` and the key of the standard. Every value that moves
//! is noted in [`Origins`], so that reports still point into the text that the author wrote. The tree has passed the
//! keyword ledger in its own version; what is refused here is what a table cannot see.

mod anchors;
mod context;
mod members;
#[cfg(test)]
mod testing;
mod v2;
mod v3_1;

pub(super) use anchors::{Names, resolve_names};
pub(super) use context::fragment;
pub(crate) use members::PRIVATE;

use serde_json::Value;

use super::ledger::Elsewhere;
use super::origin::Origins;
use super::{Dialect, Strictness};
use crate::diagnostic::Diagnostics;
use context::Context;

/// Brings a tree into the shape of OpenAPI 3.0.
///
/// `elsewhere` is what references point at outside the components, as the ledger found it; what comes back is where
/// that stands now.
pub(super) fn raise(
    tree: &mut Value,
    (dialect, strictness): (Dialect, Strictness),
    elsewhere: Elsewhere,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Elsewhere {
    let mut context = Context::new(strictness, origins, diagnostics);
    match dialect {
        Dialect::V3_0 => return elsewhere,
        Dialect::V3_1 | Dialect::V3_2 => v3_1::raise(tree, dialect, &elsewhere, &mut context),
        Dialect::V2 => v2::raise(tree, &elsewhere, &mut context),
    }
    context.finish(tree, elsewhere)
}

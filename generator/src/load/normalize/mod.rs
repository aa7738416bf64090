//! A tree of Swagger 2.0 or OpenAPI 3.1 -> the same document in the shape of OpenAPI 3.0, rewritten where it stands.
//!
//! What 3.0 cannot say travels under private keys: `x-bindwright-` and the key of the standard. Every value that moves
//! is noted in [`Origins`], so that reports still point into the text that the author wrote. The tree has passed the
//! keyword ledger in its own version; what is refused here is what a table cannot see.

mod context;
mod members;
#[cfg(test)]
mod testing;
mod v2;
mod v3_1;

use serde_json::Value;

use super::keywords::ReferencedTargets;
use super::origin::Origins;
use super::{Dialect, Strictness};
use crate::diagnostic::Diagnostics;
use context::Normalizer;

/// Brings a tree into the shape of OpenAPI 3.0.
///
/// `elsewhere` is what references point at outside the components, as the ledger found it; what comes back is where
/// that stands now.
pub(super) fn normalize(
    tree: &mut Value,
    (dialect, strictness): (Dialect, Strictness),
    elsewhere: ReferencedTargets,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> ReferencedTargets {
    let mut context = Normalizer::new(strictness, origins, diagnostics);
    match dialect {
        Dialect::V3_0 => return elsewhere,
        Dialect::V3_1 | Dialect::V3_2 => v3_1::normalize(tree, dialect, &elsewhere, &mut context),
        Dialect::V2 => v2::normalize(tree, &elsewhere, &mut context),
    }
    context.finish(tree, elsewhere)
}

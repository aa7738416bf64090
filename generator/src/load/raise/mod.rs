//! A tree of Swagger 2.0 or OpenAPI 3.1 -> the same document in the shape of OpenAPI 3.0, rewritten where it stands.
//!
//! What 3.0 cannot say travels under private keys: `x-bindwright-` and the key of the standard. Every value that moves
//! is noted in [`Origins`], so that reports still point into the text that the author wrote. The tree has passed the
//! keyword ledger in its own version; what is refused here is what a table cannot see.

mod context;
mod members;
mod origins;
mod v2;
mod v3_1;

pub(super) use origins::Origins;

use serde_json::Value;

use super::Dialect;
use super::ledger::Elsewhere;
use crate::diagnostic::Diagnostics;
use crate::source::FileId;
use context::Context;

/// What raising found out.
#[derive(Debug, Default)]
pub(super) struct Raised {
    /// Where moved values stood.
    pub origins: Origins,
    /// What references point at outside the components, by where it stands now.
    pub elsewhere: Elsewhere,
}

/// Brings a tree into the shape of OpenAPI 3.0. `elsewhere` is what the ledger found in the tree as it was.
pub(super) fn raise(
    tree: &mut Value,
    file: FileId,
    dialect: Dialect,
    elsewhere: Elsewhere,
    diagnostics: &mut Diagnostics,
) -> Raised {
    let mut context = Context::new(file, diagnostics);
    match dialect {
        Dialect::V3_0 => {
            return Raised {
                origins: Origins::default(),
                elsewhere,
            };
        }
        Dialect::V3_1 | Dialect::V3_2 => v3_1::raise(tree, dialect, &elsewhere, &mut context),
        Dialect::V2 => v2::raise(tree, &elsewhere, &mut context),
    }
    context.finish(tree, elsewhere)
}

//! Other versions -> the form of OpenAPI 3.0, as rewrites of the tree. What a rewrite moves is noted, so that reports
//! still point at the text as it was written; what 3.0 cannot say travels in private `x-bindwright-…` keys.

mod v3_1;

use serde_json::Value;

use super::Dialect;
use super::ledger::Elsewhere;
use super::origin::Origins;

/// Rewrites a tree that the ledger has accepted in its own version.
pub(super) fn raise(
    tree: &mut Value,
    dialect: Dialect,
    elsewhere: &Elsewhere,
    origins: &mut Origins,
) {
    match dialect {
        Dialect::V2 | Dialect::V3_0 => {}
        Dialect::V3_1 | Dialect::V3_2 => v3_1::raise(tree, elsewhere, origins),
    }
}

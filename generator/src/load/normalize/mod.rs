//! A tree of Swagger 2.0 or OpenAPI 3.1 -> the same document in the shape of OpenAPI 3.0, changed
//! in place.
//!
//! Later stages then know one version, and `openapiv3` can read it. What 3.0 has no key for is kept
//! under private keys, see [`private`](super::private). Every value that moves is noted in
//! [`Origins`](super::origin::Origins), so that reports still point into the text that the author
//! wrote. The keyword pass has checked the tree in its own version; what is rejected here is what
//! tables cannot express.
//!
//! ```text
//! 3.1: {type: [string, 'null'], const: a}      ->  {type: string, nullable: true, enum: [a]}
//! 2.0: {in: body, name: b, schema: {…}}         ->  requestBody: {content: {application/json: {schema: {…}}}}
//! ```
//! Why down to 3.0 and not up to 3.1: `openapiv3` is the typed form, and it has 3.0. Little is
//! lost, because schemas stay in the tree, where a key of 3.1 has a place under its private name.

mod members;
mod normalizer;
#[cfg(test)]
mod testing;
mod v2;
mod v3_1;

use serde_json::Value;

use super::Dialect;
use super::keywords::ReferencedTargets;
use super::report::Report;
use normalizer::Normalizer;

/// Brings a tree into the shape of OpenAPI 3.0.
///
/// `referenced` is what references point to outside the components. Returns the same with the
/// places after normalizing.
pub(super) fn normalize(
    tree: &mut Value,
    dialect: Dialect,
    referenced: ReferencedTargets,
    report: &mut Report,
) -> ReferencedTargets {
    match dialect {
        Dialect::V3_0 => referenced,
        Dialect::V2 | Dialect::V3_1 | Dialect::V3_2 => {
            Normalizer::new(dialect, &referenced, report).document(tree)
        }
    }
}

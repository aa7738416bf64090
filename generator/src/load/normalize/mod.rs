//! A tree of Swagger 2.0 or OpenAPI 3.1 -> the same document in the shape of OpenAPI 3.0, changed in place.
//!
//! Later stages then know one version, and `openapiv3` can read it. What 3.0 has no key for is kept under private keys, see
//! [`private`](super::private). Every value that moves is noted in [`Origins`], so that reports still point into the text
//! that the author wrote. The keyword pass has checked the tree in its own version; what is rejected here is what tables cannot
//! express.
//!
//! ```text
//! 3.1: {type: [string, 'null'], const: a}      ->  {type: string, nullable: true, enum: [a]}
//! 2.0: {in: body, name: b, schema: {…}}         ->  requestBody: {content: {application/json: {schema: {…}}}}
//! ```

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
/// `elsewhere` is what references point to outside the components. Returns the same with the places after normalizing.
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

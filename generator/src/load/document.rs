//! The loaded document: typed, and the tree that it was made from, with the way back to the text.

use openapiv3::OpenAPI;
use serde_json::Value;

use super::ledger::Explanation;
use super::origin::Origins;
use super::targets::Targets;
use crate::diagnostic::{Place, Pointer};

/// The version in which a document was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

/// A document in the form of OpenAPI 3.0, whatever it was written in.
#[derive(Debug)]
pub struct Document {
    /// The typed form.
    pub openapi: OpenAPI,
    /// What the document was written in.
    pub dialect: Dialect,
    pub(super) tree: Value,
    pub(super) origins: Origins,
    pub(super) explanation: Explanation,
    pub(super) targets: Targets,
}

impl Document {
    /// Where the value at a pointer of the raised tree stands in the text; [`Place::at_key`] turns to its key.
    #[must_use]
    pub fn place(&self, pointer: &Pointer) -> Place {
        self.origins.place(pointer)
    }

    /// The raw value at a pointer of the raised tree, numbers as written.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(&self.tree)
    }

    /// What becomes of each key that the document uses.
    #[must_use]
    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }

    /// What references point at outside the sections of the components.
    pub(crate) fn targets(&self) -> &Targets {
        &self.targets
    }

    /// The whole raised tree.
    #[must_use]
    pub fn tree(&self) -> &Value {
        &self.tree
    }
}

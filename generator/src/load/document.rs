//! The loaded document: typed, and the tree that it was made from, with the way back to the text.

use openapiv3::OpenAPI;
use serde_json::Value;

use super::Strictness;
use super::convert::{Raised, convert};
use super::ledger::{Elsewhere, Explanation, remove};
use super::origin::Origins;
use super::targets::Targets;
use crate::diagnostic::{Diagnostics, Place, Pointer};

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
    /// The typed form; its schemas and the values of its examples are empty, for [`value`](Self::value) has them.
    pub openapi: OpenAPI,
    /// What the document was written in.
    pub dialect: Dialect,
    pub(super) tree: Value,
    pub(super) origins: Origins,
    pub(super) explanation: Explanation,
    pub(super) elsewhere: Elsewhere,
    pub(super) strictness: Strictness,
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

    /// How closely the document was held to the standard.
    #[must_use]
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// The document without the values at these pointers of the raised tree; nothing that stays may refer to them.
    pub(crate) fn without(
        self,
        removed: Vec<Pointer>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Self {
            openapi: _,
            dialect,
            mut tree,
            origins,
            explanation,
            elsewhere,
            strictness,
            targets: _,
        } = self;
        remove(&mut tree, removed);
        let raised = Raised {
            origins,
            tree,
            dialect,
            explanation,
            elsewhere,
            strictness,
        };
        convert(raised, diagnostics)
    }
}

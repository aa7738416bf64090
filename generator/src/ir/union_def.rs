//! Unions: their alternatives, and how decoding chooses between them.

use super::{Constraints, Docs, Type, VariantName};

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The alternatives, in document order.
    pub alternatives: Vec<Alternative>,
    /// How decoding chooses between them.
    pub tagging: Tagging,
}

impl Union {
    /// The alternatives in the order in which they are tried.
    pub fn in_order<'u>(&'u self, trial: &'u Trial) -> impl Iterator<Item = &'u Alternative> {
        let document = (0..self.alternatives.len()).filter(|_| trial.order.is_empty());
        let order = document.chain(trial.order.iter().copied());
        order.filter_map(|index| self.alternatives.get(index))
    }
}

/// How decoding chooses between the alternatives of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    /// By a property (`discriminator`); the variant that keeps objects with another tag.
    Property(String, Option<VariantName>),
    /// By what they accept.
    Untagged(Trial),
}

/// How the alternatives of a union without a tag are tried. The one that recognizes most of the
/// value is taken, the first in this order on a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// How many of them may match a value.
    pub matches: Matches,
    /// The alternatives by index, narrower ones first: a date before a string. Empty if that is the
    /// order of the document.
    pub order: Vec<usize>,
}

/// How many alternatives may match a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matches {
    /// `oneOf`: exactly one
    /// (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3>).
    One,
    /// `anyOf`: at least one
    /// (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2>).
    Any,
}

impl Tagging {
    /// Alternatives in the order of the document, of which any may match.
    #[must_use]
    pub fn any() -> Self {
        Self::untagged(Matches::Any)
    }

    /// Alternatives in the order of the document, without a tag.
    #[must_use]
    pub fn untagged(matches: Matches) -> Self {
        Self::Untagged(Trial {
            matches,
            order: Vec::new(),
        })
    }
}

/// One alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The Rust name of the variant.
    pub name: VariantName,
    /// The tags that select it; empty when untagged.
    pub tags: Vec<String>,
    /// The payload.
    pub ty: Type,
    /// Limits on the payload.
    pub constraints: Constraints,
    /// Prose.
    pub docs: Docs,
}

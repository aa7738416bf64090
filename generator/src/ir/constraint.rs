//! What values must satisfy beyond their type.

use super::{Assertion, FieldName};

/// The limits of a value and of the values inside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Limits on the value itself.
    pub own: Vec<Constraint>,
    /// Limits on each item of a list or each value of a map.
    pub items: Option<Box<Constraints>>,
}

impl Constraints {
    /// Whether there is nothing to check.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.items.as_ref().is_none_or(|items| items.is_empty())
    }
}

/// One keyword of JSON Schema Validation, lowered.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// `minLength`, in Unicode scalar values.
    MinLength(u64),
    /// `maxLength`, in Unicode scalar values.
    MaxLength(u64),
    /// `pattern`: an ECMA-262 expression, translated, and as written.
    Pattern {
        /// What is compiled.
        regex: Regex,
        /// What the document says.
        written: String,
    },
    /// `minimum` or `exclusiveMinimum`.
    Minimum(Bound),
    /// `maximum` or `exclusiveMaximum`.
    Maximum(Bound),
    /// `multipleOf`, as the decimal literal of the document.
    MultipleOf(String),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems: true`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// What no type says and no bound.
    Assertion(Assertion),
}

impl Constraint {
    /// The expressions that checking it compiles.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Regex> {
        match self {
            Self::Pattern { regex, written: _ } => vec![regex],
            Self::Assertion(assertion) => assertion.patterns(),
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_) => Vec::new(),
        }
    }
}

/// An expression in the syntax of the crate that compiles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Regex {
    /// For `regex-lite`: letters, digits and case are those of ASCII.
    Ascii(String),
    /// For `regex`: they are those of Unicode.
    Unicode(String),
}

/// A numeric limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// An integer that the value may reach.
    Integer(i128),
    /// A number that the value may reach.
    Float(f64),
    /// A number that the value may not reach.
    ExclusiveFloat(f64),
}

/// A rule between fields (`x-rules`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// When the first is present, so are the others.
    Requires(FieldName, Vec<FieldName>),
    /// When both are present, the first is at most the second.
    Ordered(FieldName, FieldName),
    /// All or none.
    Together(Vec<FieldName>),
}

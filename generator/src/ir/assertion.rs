//! What values must satisfy that no type says: keywords that compare with values, or apply rules to a value and its parts.

use super::{Constraint, Regex};

/// Limits that a value keeps together.
pub type Subschema = Vec<Constraint>;

/// A keyword of JSON Schema 2020-12 that a type cannot say, lowered.
#[derive(Debug, Clone, PartialEq)]
pub enum Assertion {
    /// `enum` or `const`, as JSON texts.
    OneOf(Vec<String>),
    /// `not: {enum: …}`, as JSON texts.
    NoneOf(Vec<String>),
    /// `type`, with `null` where the schema is nullable.
    Kinds(Vec<&'static str>),
    /// `not`.
    Not(Subschema),
    /// `false`.
    Never,
    /// `anyOf`.
    AnyOf(Vec<Subschema>),
    /// `oneOf`.
    ExactlyOne(Vec<Subschema>),
    /// `if`, `then`, `else`.
    When(Subschema, Subschema, Subschema),
    /// `required`.
    Required(Vec<String>),
    /// `dependentRequired`: with the first property stand the others.
    DependentRequired(String, Vec<String>),
    /// `dependentSchemas`.
    Dependent(String, Subschema),
    /// `properties`: one of them.
    Property(String, Subschema),
    /// `propertyNames`.
    PropertyNames(Subschema),
    /// `patternProperties`: one of them.
    Matching(Regex, Subschema),
    /// `additionalProperties`, beside properties and patterns.
    Others(Vec<String>, Vec<Regex>, Subschema),
    /// `prefixItems`: one of them.
    Item(u64, Subschema),
    /// `items`, from this place on.
    ItemsFrom(u64, Subschema),
    /// `contains` with `minContains` and `maxContains`.
    Contains(u64, Option<u64>, Subschema),
}

impl Assertion {
    /// The rules inside.
    pub fn rules(&self) -> Vec<&Subschema> {
        match self {
            Self::OneOf(_)
            | Self::NoneOf(_)
            | Self::Kinds(_)
            | Self::Never
            | Self::Required(_)
            | Self::DependentRequired(..) => Vec::new(),
            Self::Not(rule)
            | Self::Dependent(_, rule)
            | Self::Property(_, rule)
            | Self::PropertyNames(rule)
            | Self::Matching(_, rule)
            | Self::Others(_, _, rule)
            | Self::Item(_, rule)
            | Self::ItemsFrom(_, rule)
            | Self::Contains(_, _, rule) => vec![rule],
            Self::AnyOf(rules) | Self::ExactlyOne(rules) => rules.iter().collect(),
            Self::When(condition, then, otherwise) => vec![condition, then, otherwise],
        }
    }

    /// The expressions that checking it compiles.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Regex> {
        let own = match self {
            Self::Matching(pattern, _) => std::slice::from_ref(pattern),
            Self::Others(_, patterns, _) => patterns.as_slice(),
            Self::OneOf(_)
            | Self::NoneOf(_)
            | Self::Kinds(_)
            | Self::Not(_)
            | Self::Never
            | Self::AnyOf(_)
            | Self::ExactlyOne(_)
            | Self::When(..)
            | Self::Required(_)
            | Self::DependentRequired(..)
            | Self::Dependent(..)
            | Self::Property(..)
            | Self::PropertyNames(_)
            | Self::Item(..)
            | Self::ItemsFrom(..)
            | Self::Contains(..) => &[],
        };
        let inner = self.rules().into_iter().flatten();
        own.iter()
            .chain(inner.flat_map(Constraint::patterns))
            .collect()
    }
}

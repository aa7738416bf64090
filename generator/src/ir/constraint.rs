//! What values must satisfy beyond their type.

use super::FieldName;

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

    /// These limits and the others, each once.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let more = other.own.iter().filter(|one| !self.own.contains(one));
        let own = self.own.iter().chain(more).cloned().collect();
        let items = match (&self.items, &other.items) {
            (Some(one), Some(two)) => Some(Box::new(one.joined(two))),
            (one, two) => one.clone().or_else(|| two.clone()),
        };
        Self { own, items }
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
    /// A keyword that neither a type nor a bound expresses.
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// The checks of a subschema: a value matches it if all of them pass.
pub type Subschema = Vec<Constraint>;

/// A keyword of JSON Schema that no type expresses:
/// <https://json-schema.org/draft/2020-12/json-schema-core#section-10>.
#[derive(Debug, Clone, PartialEq)]
pub enum Assertion {
    /// `enum` or `const`: the values as JSON.
    OneOf(Vec<String>),
    /// `not: {enum: …}`: the values as JSON.
    NoneOf(Vec<String>),
    /// `type`, with `null` if the schema is nullable.
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
    /// `dependentRequired`: the first property requires the others.
    DependentRequired(String, Vec<String>),
    /// `dependentSchemas`.
    Dependent(String, Subschema),
    /// `properties`: one of them.
    Property(String, Subschema),
    /// `propertyNames`.
    PropertyNames(Subschema),
    /// `patternProperties`: one of them.
    Matching(Regex, Subschema),
    /// `additionalProperties`: those that are neither among these names nor match a pattern.
    Others(Vec<String>, Vec<Regex>, Subschema),
    /// `prefixItems`: one of them.
    Item(u64, Subschema),
    /// `items`, from this place on.
    ItemsFrom(u64, Subschema),
    /// `contains` with `minContains` and `maxContains`.
    Contains(u64, Option<u64>, Subschema),
    /// `unevaluatedProperties`: those that no schema describes which applies to the object.
    Unevaluated(Vec<EvaluatedProperties>, Subschema),
    /// `unevaluatedItems`: those that no schema describes which applies to the list.
    UnevaluatedItems(Vec<EvaluatedItems>, Subschema),
}

/// The properties that a schema describes, if it applies.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluatedProperties {
    /// The object matches this.
    pub when: Subschema,
    /// `properties`.
    pub names: Vec<String>,
    /// `patternProperties`; for a schema that describes all properties, an expression that matches
    /// every name.
    pub patterns: Vec<Regex>,
}

/// The items that a schema describes, if it applies.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluatedItems {
    /// The list matches this.
    pub when: Subschema,
    /// How many items at the start.
    pub first: u64,
    /// Items that match this.
    pub matching: Subschema,
}

impl Assertion {
    /// Whether it accepts every value that is neither an object nor a list.
    #[must_use]
    pub fn is_about_objects_or_lists(&self) -> bool {
        match self {
            Self::Required(_)
            | Self::DependentRequired(..)
            | Self::Dependent(..)
            | Self::Property(..)
            | Self::PropertyNames(_)
            | Self::Matching(..)
            | Self::Others(..)
            | Self::Item(..)
            | Self::ItemsFrom(..)
            | Self::Contains(..)
            | Self::Unevaluated(..)
            | Self::UnevaluatedItems(..) => true,
            Self::OneOf(_)
            | Self::NoneOf(_)
            | Self::Kinds(_)
            | Self::Not(_)
            | Self::Never
            | Self::AnyOf(_)
            | Self::ExactlyOne(_)
            | Self::When(..) => false,
        }
    }

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
            Self::Unevaluated(known, rule) => {
                let known = known.iter().map(|one| &one.when);
                known.chain([rule]).collect()
            }
            Self::UnevaluatedItems(known, rule) => {
                let known = known.iter().flat_map(|one| [&one.when, &one.matching]);
                known.chain([rule]).collect()
            }
        }
    }

    /// The expressions that checking it compiles.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Regex> {
        let own: Vec<&Regex> = match self {
            Self::Matching(pattern, _) => vec![pattern],
            Self::Others(_, patterns, _) => patterns.iter().collect(),
            Self::Unevaluated(known, _) => known.iter().flat_map(|one| &one.patterns).collect(),
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
            | Self::Contains(..)
            | Self::UnevaluatedItems(..) => Vec::new(),
        };
        let inner = self.rules().into_iter().flatten();
        own.into_iter()
            .chain(inner.flat_map(Constraint::patterns))
            .collect()
    }
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

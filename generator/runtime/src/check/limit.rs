//! Limits as data: a parameter or a row of `limits!` lists what its value must keep.
//!
//! ```text
//! Param::query("limit").limits(&[Minimum(1), Maximum(100)])
//! limits!(Order { "tags" => tags: [MaxItems(3), Each(&[MinLength(1)])] });
//! ```

use super::{Cursor, Pattern, Rule};

/// One keyword of JSON Schema with its value (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6>).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Limit {
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `minimum`, an integer.
    Minimum(i128),
    /// `maximum`, an integer.
    Maximum(i128),
    /// `minimum` with a fraction.
    MinimumFloat(f64),
    /// `maximum` with a fraction.
    MaximumFloat(f64),
    /// `exclusiveMinimum` with a fraction.
    ExclusiveMinimumFloat(f64),
    /// `exclusiveMaximum` with a fraction.
    ExclusiveMaximumFloat(f64),
    /// `multipleOf`, as the document writes it.
    MultipleOf(&'static str),
    /// `uniqueItems: true`
    UniqueItems,
    /// `pattern`, compiled when it is first needed.
    Matches(fn() -> &'static Pattern),
    /// Limits of each item of a list, or of each value of a map.
    Each(&'static [Limit]),
    /// What is checked on a tree: `not`, `if`, `contains`, …
    Rule(Rule),
}

impl Cursor<'_> {
    /// Checks every limit of a list.
    pub fn limits(self, limits: &[Limit]) -> Self {
        limits.iter().fold(self, Self::limit)
    }

    fn limit(self, limit: &Limit) -> Self {
        match *limit {
            Limit::MinLength(limit) => self.min_length(limit),
            Limit::MaxLength(limit) => self.max_length(limit),
            Limit::MinItems(limit) => self.min_items(limit),
            Limit::MaxItems(limit) => self.max_items(limit),
            Limit::MinProperties(limit) => self.min_properties(limit),
            Limit::MaxProperties(limit) => self.max_properties(limit),
            Limit::Minimum(limit) => self.minimum(limit),
            Limit::Maximum(limit) => self.maximum(limit),
            Limit::MinimumFloat(limit) => self.minimum_float(limit),
            Limit::MaximumFloat(limit) => self.maximum_float(limit),
            Limit::ExclusiveMinimumFloat(limit) => self.exclusive_minimum_float(limit),
            Limit::ExclusiveMaximumFloat(limit) => self.exclusive_maximum_float(limit),
            Limit::MultipleOf(step) => self.multiple_of(step),
            Limit::UniqueItems => self.unique_items(),
            Limit::Matches(pattern) => self.pattern(pattern()),
            Limit::Each(limits) => self.each(|item| item.limits(limits)),
            Limit::Rule(rule) => rule(self),
        }
    }
}

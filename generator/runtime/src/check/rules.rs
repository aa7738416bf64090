//! Keywords of JSON Schema with subschemas, for generated code: each subschema is a function. What they do is in `assert` and
//! `inner`, for anything that can be called.
//!
//! ```text
//! at.not(|at| at.minimum(5)).property("size", |at| at.maximum(9))
//! ```
//!
//! The methods here are not generic over their functions, so that a crate of a thousand rules compiles each of them once.

use super::{Cursor, Pattern, Rule};

impl Cursor<'_> {
    /// `not`
    pub fn not(self, rule: Rule) -> Self {
        self.not_by(rule)
    }

    /// `anyOf`: at least one of the rules.
    pub fn any_of(self, rules: &[Rule]) -> Self {
        self.any_of_by(rules)
    }

    /// `oneOf`: one of the rules, and no other.
    pub fn exactly_one(self, rules: &[Rule]) -> Self {
        self.exactly_one_by(rules)
    }

    /// `if`, `then` and `else`
    pub fn when(self, condition: Rule, then: Rule, otherwise: Rule) -> Self {
        self.when_by(condition, then, otherwise)
    }

    /// `dependentSchemas`: a rule for objects with a property.
    pub fn dependent(self, property: &str, rule: Rule) -> Self {
        self.dependent_by(property, rule)
    }

    /// `contains`, `minContains` and `maxContains`: how many items keep a rule.
    pub fn contains(self, least: u64, most: Option<u64>, rule: Rule) -> Self {
        self.contains_by(least, most, rule)
    }

    /// `properties`: a rule for the property of this name, if there is one.
    pub fn property(self, name: &str, rule: Rule) -> Self {
        self.property_by(name, rule)
    }

    /// `propertyNames`: a rule for each name, as a string.
    pub fn property_names(self, rule: Rule) -> Self {
        self.property_names_by(rule)
    }

    /// `prefixItems`: a rule for the item at this index, if there is one.
    pub fn item(self, index: usize, rule: Rule) -> Self {
        self.item_by(index, rule)
    }

    /// `items`: a rule for each item from this index on.
    pub fn items_from(self, first: usize, rule: Rule) -> Self {
        self.items_from_by(first, rule)
    }

    /// `patternProperties`: a rule for each property whose name matches.
    pub fn matching(self, pattern: &Pattern, rule: Rule) -> Self {
        self.matching_by(pattern, rule)
    }

    /// `additionalProperties` beside `properties` and `patternProperties`: a rule for each property that neither covers.
    pub fn others(self, names: &[&str], patterns: &[&Pattern], rule: Rule) -> Self {
        self.others_by(names, patterns, rule)
    }

    /// `additionalProperties` beside `properties`: a rule for each property that is not named.
    pub fn unnamed(self, names: &[&str], rule: Rule) -> Self {
        self.others_by(names, &[], rule)
    }

    /// `unevaluatedProperties`: a rule for each property that no schema describes which applies to the object. Each schema has a
    /// rule that says whether it applies, and the names and patterns of its properties.
    pub fn unevaluated_properties(
        self,
        known: &[(Rule, &[&str], &[&Pattern])],
        rule: Rule,
    ) -> Self {
        self.unevaluated_properties_by(known, rule)
    }

    /// `unevaluatedItems`: a rule for each item that no schema describes which applies to the list. Each schema has a rule that says
    /// whether it applies, how many items it describes at the start, and a rule for others that it describes.
    pub fn unevaluated_items(self, known: &[(Rule, usize, Rule)], rule: Rule) -> Self {
        self.unevaluated_items_by(known, rule)
    }
}

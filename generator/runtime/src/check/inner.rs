//! Rules on parts of an object or a list: properties by name or by pattern, their names, items by
//! index (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3>).
//!
//! A part that is missing breaks no rule, and a violation names the part: `/tags/0: must have at least
//! 1 character, not 0`.

use super::assert::keeps;
use super::place::PlacePart;
use super::{Cursor, Pattern, Rule};
use crate::codec::Value;

impl Cursor<'_> {
    /// `properties`: a rule for the property of this name, if there is one.
    pub fn property(mut self, name: &str, rule: Rule) -> Self {
        let tree = self.tree();
        let object = tree.as_deref().and_then(Value::as_object);
        if let Some(value) = object.and_then(|object| object.get(name)) {
            self.inner(PlacePart::Key(name), value, rule);
        }
        self
    }

    /// `propertyNames`: a rule for each name, as a string.
    pub fn property_names(mut self, rule: Rule) -> Self {
        let tree = self.tree();
        for name in tree
            .as_deref()
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            self.inner(PlacePart::Key(name), &Value::String(name.clone()), rule);
        }
        self
    }

    /// `prefixItems`: a rule for the item at this index, if there is one.
    pub fn item(mut self, index: usize, rule: Rule) -> Self {
        let tree = self.tree();
        let items = tree.as_deref().and_then(Value::as_array);
        if let Some(item) = items.and_then(|items| items.get(index)) {
            self.inner(PlacePart::Index(index), item, rule);
        }
        self
    }

    /// `items`: a rule for each item from this index on.
    pub fn items_from(mut self, first: usize, rule: Rule) -> Self {
        let tree = self.tree();
        let items = tree
            .as_deref()
            .and_then(Value::as_array)
            .unwrap_or_default();
        for (index, item) in items.iter().enumerate().skip(first) {
            self.inner(PlacePart::Index(index), item, rule);
        }
        self
    }

    /// `patternProperties`: a rule for each property whose name matches.
    pub fn matching(self, pattern: &Pattern, rule: Rule) -> Self {
        self.properties_where(&|name| pattern.is_match(name), rule)
    }

    /// `additionalProperties` beside `properties` and `patternProperties`: a rule for each property that neither covers.
    pub fn others(self, names: &[&str], patterns: &[&Pattern], rule: Rule) -> Self {
        let matched = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        self.properties_where(&|name| !names.contains(&name) && !matched(name), rule)
    }

    /// `additionalProperties` beside `properties`: a rule for each property that is not named.
    pub fn unnamed(self, names: &[&str], rule: Rule) -> Self {
        self.properties_where(&|name| !names.contains(&name), rule)
    }

    /// `unevaluatedProperties`: a rule for each property that no schema describes which applies to the object. Each schema has a
    /// rule that says whether it applies, and the names and patterns of its properties.
    pub fn unevaluated_properties(
        self,
        known: &[(Rule, &[&str], &[&Pattern])],
        rule: Rule,
    ) -> Self {
        let applies = |when: &Rule| self.keeps(*when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        let is_described = |name: &str| {
            let mut all = applying.iter();
            all.any(|(_, names, patterns)| {
                names.contains(&name) || patterns.iter().any(|pattern| pattern.is_match(name))
            })
        };
        self.properties_where(&|name| !is_described(name), rule)
    }

    /// `unevaluatedItems`: a rule for each item that no schema describes which applies to the list. Each schema has a rule that says
    /// whether it applies, how many items it describes at the start, and a rule for others that it describes.
    pub fn unevaluated_items(mut self, known: &[(Rule, usize, Rule)], rule: Rule) -> Self {
        let tree = self.tree();
        let items = tree
            .as_deref()
            .and_then(Value::as_array)
            .unwrap_or_default();
        let applies = |when: &Rule| self.keeps(*when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        for (index, item) in items.iter().enumerate() {
            let mut all = applying.iter();
            if !all.any(|(_, first, matching)| index < *first || keeps(item, *matching)) {
                self.inner(PlacePart::Index(index), item, rule);
            }
        }
        self
    }

    /// `false`: no value keeps it.
    pub fn never(mut self) -> Self {
        if self.is_there() {
            self.report(Some("must not be here".to_owned()));
        }
        self
    }

    fn properties_where(mut self, applies: &dyn Fn(&str) -> bool, rule: Rule) -> Self {
        let tree = self.tree();
        let members = tree
            .as_deref()
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        for (name, value) in members.filter(|(name, _)| applies(name)) {
            self.inner(PlacePart::Key(name), value, rule);
        }
        self
    }
}

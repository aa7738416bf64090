//! Rules on parts of an object or a list: properties by name or by pattern, their names, items by
//! index (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3>).
//!
//! A part that is missing breaks no rule, and a violation names the part: `/tags/0: must have at least
//! 1 character, not 0`.

use super::assert::keeps;
use super::place::PlacePart;
use super::{Cursor, Pattern, RuleFn};
use crate::codec::Value;

impl Cursor<'_> {
    /// As [`property`](Self::property).
    #[doc(hidden)]
    pub fn property_by(mut self, name: &str, rule: impl RuleFn) -> Self {
        let outline = self.subject.outline();
        let member = outline.as_deref().and_then(|outline| outline.get(name));
        let tree = match member {
            // A list, an object, or `null`.
            Some(Value::Null) => self.tree(),
            Some(_) => outline,
            None => return self,
        };
        if let Some(value) = tree.as_deref().and_then(|tree| tree.get(name)) {
            self.inner(PlacePart::Key(name), value, &rule);
        }
        self
    }

    /// As [`property_names`](Self::property_names).
    #[doc(hidden)]
    pub fn property_names_by(mut self, rule: impl RuleFn) -> Self {
        let tree = self.tree();
        for name in tree
            .as_deref()
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            self.inner(PlacePart::Key(name), &Value::String(name.clone()), &rule);
        }
        self
    }

    /// As [`item`](Self::item).
    #[doc(hidden)]
    pub fn item_by(mut self, index: usize, rule: impl RuleFn) -> Self {
        let tree = self.tree();
        let items = tree.as_deref().and_then(Value::as_array);
        if let Some(item) = items.and_then(|items| items.get(index)) {
            self.inner(PlacePart::Index(index), item, &rule);
        }
        self
    }

    /// As [`items_from`](Self::items_from).
    #[doc(hidden)]
    pub fn items_from_by(mut self, first: usize, rule: impl RuleFn) -> Self {
        let tree = self.tree();
        let items = tree
            .as_deref()
            .and_then(Value::as_array)
            .unwrap_or_default();
        for (index, item) in items.iter().enumerate().skip(first) {
            self.inner(PlacePart::Index(index), item, &rule);
        }
        self
    }

    /// As [`matching`](Self::matching).
    #[doc(hidden)]
    pub fn matching_by(self, pattern: &Pattern, rule: impl RuleFn) -> Self {
        self.properties_where(&|name| pattern.is_match(name), rule)
    }

    /// As [`others`](Self::others).
    #[doc(hidden)]
    pub fn others_by(self, names: &[&str], patterns: &[&Pattern], rule: impl RuleFn) -> Self {
        let matched = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        self.properties_where(&|name| !names.contains(&name) && !matched(name), rule)
    }

    /// As [`unevaluated_properties`](Self::unevaluated_properties).
    #[doc(hidden)]
    pub fn unevaluated_properties_by<R: RuleFn>(
        self,
        known: &[(R, &[&str], &[&Pattern])],
        rule: impl RuleFn,
    ) -> Self {
        let applies = |when: &R| self.keeps(when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        let is_described = |name: &str| {
            let mut all = applying.iter();
            all.any(|(_, names, patterns)| {
                names.contains(&name) || patterns.iter().any(|pattern| pattern.is_match(name))
            })
        };
        self.properties_where(&|name| !is_described(name), rule)
    }

    /// As [`unevaluated_items`](Self::unevaluated_items).
    #[doc(hidden)]
    pub fn unevaluated_items_by<R: RuleFn>(
        mut self,
        known: &[(R, usize, R)],
        rule: impl RuleFn,
    ) -> Self {
        let tree = self.tree();
        let items = tree
            .as_deref()
            .and_then(Value::as_array)
            .unwrap_or_default();
        let applies = |when: &R| self.keeps(when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        for (index, item) in items.iter().enumerate() {
            let mut all = applying.iter();
            if !all.any(|(_, first, matching)| index < *first || keeps(item, matching)) {
                self.inner(PlacePart::Index(index), item, &rule);
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

    fn properties_where(mut self, applies: &dyn Fn(&str) -> bool, rule: impl RuleFn) -> Self {
        let tree = self.tree();
        let members = tree
            .as_deref()
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        for (name, value) in members.filter(|(name, _)| applies(name)) {
            self.inner(PlacePart::Key(name), value, &rule);
        }
        self
    }
}

//! Rules on what is inside an object or a list: properties by name or by pattern, their names, items by place.

use super::{Cursor, Nulls, Pattern, Rule};
use crate::codec::{Map, Value, printable};

impl Cursor<'_> {
    /// `properties`: a rule for the property of this name, where there is one.
    pub fn property(mut self, name: &str, rule: Rule) -> Self {
        let object = self.value.as_ref().and_then(Value::as_object);
        if let Some(value) = object.and_then(|object| object.get(name)).cloned() {
            self.inner(name, value, rule);
        }
        self
    }

    /// `propertyNames`: a rule for each name, as a text.
    pub fn property_names(mut self, rule: Rule) -> Self {
        let object = self.value.as_ref().and_then(Value::as_object);
        let names: Vec<String> = object.into_iter().flat_map(Map::keys).cloned().collect();
        for name in names {
            self.inner(&name, Value::String(name.clone()), rule);
        }
        self
    }

    /// `prefixItems`: a rule for the item at this place, where there is one.
    pub fn item(mut self, index: usize, rule: Rule) -> Self {
        let items = self.value.as_ref().and_then(Value::as_array);
        if let Some(item) = items.and_then(|items| items.get(index)).cloned() {
            self.inner(&index.to_string(), item, rule);
        }
        self
    }

    /// `items`: a rule for each item from this place on.
    pub fn items_from(mut self, first: usize, rule: Rule) -> Self {
        let items = self.value.as_ref().and_then(Value::as_array);
        let rest: Vec<(usize, Value)> = items
            .into_iter()
            .flatten()
            .cloned()
            .enumerate()
            .skip(first)
            .collect();
        for (index, item) in rest {
            self.inner(&index.to_string(), item, rule);
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

    /// `false`: no value keeps it.
    pub fn never(mut self) -> Self {
        if self.value.is_some() {
            self.refuse(Some("must not be here".to_owned()));
        }
        self
    }

    fn properties_where(mut self, applies: &dyn Fn(&str) -> bool, rule: Rule) -> Self {
        let object = self.value.as_ref().and_then(Value::as_object);
        let chosen: Vec<(String, Value)> = object
            .into_iter()
            .flat_map(Map::iter)
            .filter(|(name, _)| applies(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        for (name, value) in chosen {
            self.inner(&name, value, rule);
        }
        self
    }

    fn inner(&mut self, key: &str, value: Value, rule: Rule) {
        let place = format!("{}.{}", self.place, printable(key));
        rule(Cursor::new(
            self.violations,
            place,
            Some(value),
            Nulls::Checked,
        ));
    }
}

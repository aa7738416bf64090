//! Components that extend others by `allOf` -> the subtypes of every component with a discriminator
//! and no alternatives, and the discriminator that alternatives have in common.
//!
//! If `Pet` has a `discriminator`, and `Cat` and `Dog` extend it, then a value of type `Pet` is a
//! `Cat` or a `Dog`: `Pet` becomes their union
//! (<https://spec.openapis.org/oas/v3.0.3.html#composition-and-inheritance-polymorphism>).
//!
//! ```yaml
//! Pet: {discriminator: {propertyName: kind}}
//! Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
//! Lion: {allOf: [{$ref: '#/components/schemas/Cat'}]}     # Pet: [Cat, Lion]
//! ```

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::choice::Choice;
use super::component::{component_key, reference};
use super::context::Lowering;
use super::model::{Discriminator, View};
use super::schema::discriminator;
use crate::diagnostic::Pointer;
use crate::resolve::Resolver;

/// Deepest nesting of alternatives that are followed back to a base.
const MAX_ALTERNATIVES: usize = 16;

impl Lowering<'_, '_> {
    /// Whether alternatives contain one of these schemas, directly or through other lists of
    /// alternatives.
    ///
    /// ```yaml
    /// Animal: {properties: {…}, oneOf: [{$ref: …/Cat}, {$ref: …/Dog}]}
    /// Cat: {allOf: [{$ref: …/Animal}, {properties: {…}}]}
    /// ```
    ///
    /// A `Cat` is one of the alternatives of `Animal`, so they say nothing more about it; only the
    /// properties of `Animal` are merged into it.
    pub(super) fn leads_back(&self, choice: &Choice, schemas: &HashSet<Pointer>) -> bool {
        let known = self.reachable.borrow().get(&choice.at).cloned();
        let reachable = known.unwrap_or_else(|| {
            let found = Rc::new(self.alternatives_below(choice));
            let mut reachable = self.reachable.borrow_mut();
            reachable.insert(choice.at.clone(), Rc::clone(&found));
            found
        });
        schemas.iter().any(|schema| reachable.contains(schema))
    }

    /// The alternatives of a list, and those of the lists among them.
    fn alternatives_below(&self, choice: &Choice) -> HashSet<Pointer> {
        let mut found = HashSet::new();
        let mut waiting: Vec<(Pointer, usize)> = choice
            .members
            .iter()
            .map(|member| (member.clone(), 0))
            .collect();
        while let Some((member, depth)) = waiting.pop() {
            let Some(end) = self.end(&member) else {
                continue;
            };
            if !found.insert(end.clone()) || depth >= MAX_ALTERNATIVES {
                continue;
            }
            let inner = self.value(&end).and_then(|schema| View::read(&end, schema));
            let inner = inner.and_then(|view| view.choice);
            let members = inner.iter().flat_map(|choice| &choice.members);
            waiting.extend(members.map(|member| (member.clone(), depth + 1)));
        }
        found
    }
}

/// The subtypes of each base, in document order. A base is a component with a `discriminator` and
/// without alternatives.
pub(super) fn subtypes(tree: &Value) -> HashMap<Pointer, Vec<Pointer>> {
    let none = Map::new();
    let schemas = tree
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let is_base = |schema: &Value| {
        let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf"));
        schema.pointer("/discriminator/propertyName").is_some() && alternatives.is_none()
    };
    let bases: HashSet<&str> = schemas
        .iter()
        .filter(|(_, schema)| is_base(schema))
        .map(|(key, _)| key.as_str())
        .collect();
    let mut subtypes: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
    if bases.is_empty() {
        return subtypes;
    }
    let at = Pointer::root().child("components").child("schemas");
    for key in schemas.keys() {
        for ancestor in ancestors(schemas, key) {
            if bases.contains(ancestor.as_str()) && ancestor != *key {
                subtypes
                    .entry(at.child(&ancestor))
                    .or_default()
                    .push(at.child(key));
            }
        }
    }
    subtypes
}

impl<'d> Lowering<'d, '_> {
    /// The discriminator of a component that all of these alternatives extend
    /// (<https://spec.openapis.org/oas/v3.1.1.html#discriminator-object>).
    ///
    /// ```yaml
    /// oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
    /// # Cat and Dog have allOf: [{$ref: …/Animal}], and Animal has the discriminator
    /// ```
    pub(super) fn common_discriminator(&self, members: &[Pointer]) -> Option<Discriminator<'d>> {
        let at = Pointer::root().child("components").child("schemas");
        let schemas = self.value(&at)?.as_object()?;
        let key = |member: &Pointer| component_key(&self.target(member)?);
        let (first, others) = members.split_first()?;
        let others: Option<Vec<String>> = others.iter().map(key).collect();
        let others = others.filter(|others| !others.is_empty())?;
        let above = |other: &String| ancestors(schemas, other);
        let lines: Vec<(&String, IndexSet<String>)> =
            others.iter().map(|other| (other, above(other))).collect();
        let bases = ancestors(schemas, &key(first)?);
        let mut bases = bases.into_iter().filter_map(|base| {
            let found = discriminator(
                schemas.get(&base)?.get("discriminator")?,
                at.child(&base).child("discriminator"),
            );
            Some((base, found?))
        });
        let is_common = |(base, _): &(String, _)| {
            let mut lines = lines.iter();
            lines.all(|(other, above)| *other == base || above.contains(base))
        };
        bases
            .find(is_common)
            .map(|(_, discriminator)| discriminator)
    }
}

/// The components that a component extends, directly or through others.
fn ancestors(schemas: &Map<String, Value>, key: &str) -> IndexSet<String> {
    let mut seen = IndexSet::new();
    let mut waiting = vec![key.to_owned()];
    while let Some(next) = waiting.pop() {
        let members = schemas
            .get(&next)
            .and_then(|schema| schema.get("allOf"))
            .and_then(Value::as_array);
        let parents = members.into_iter().flatten().filter_map(reference);
        for parent in parents
            .filter_map(Resolver::target)
            .filter_map(|target| component_key(&target))
        {
            if seen.insert(parent.clone()) {
                waiting.push(parent);
            }
        }
    }
    seen
}

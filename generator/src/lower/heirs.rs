//! Which components extend a component with a discriminator by `allOf`, directly or through others.
//!
//! ```yaml
//! Pet: {discriminator: {propertyName: kind}}
//! Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
//! Lion: {allOf: [{$ref: '#/components/schemas/Cat'}]}     # Pet: [Cat, Lion]
//! ```
//!
//! A chain of components that all have a discriminator has as many heirs as the square of its length, so their number is
//! limited.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::component::{component_key, reference};
use crate::diagnostic::Pointer;
use crate::resolve::Resolver;

/// How many properties an heir counts for: it is an alternative of the type of its base, with a name, tags and docs.
const HEIR: usize = 10;

/// The heirs of each component with a `discriminator`.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    /// In document order.
    of: HashMap<Pointer, IndexSet<Pointer>>,
    /// Components without alternatives of their own: their heirs are the alternatives.
    bases: HashSet<Pointer>,
    /// How many properties all heirs count for.
    pub(super) count: usize,
    /// The first component with too many of them. Its heirs, and those of the components behind it, are not known.
    pub(super) beyond: Option<Pointer>,
}

impl Heirs {
    /// Finds the heirs of all components, which may count for so many properties.
    pub(super) fn of_components(tree: &Value, limit: usize) -> Self {
        let mut heirs = Self::default();
        let schemas = tree.pointer("/components/schemas");
        let Some(schemas) = schemas.and_then(Value::as_object) else {
            return heirs;
        };
        let has_tag = |schema: &Value| schema.pointer("/discriminator/propertyName").is_some();
        if !schemas.values().any(has_tag) {
            return heirs;
        }
        let family = Family::of(schemas);
        let at = Pointer::root().child("components").child("schemas");
        for (key, schema) in schemas.iter().filter(|(_, schema)| has_tag(schema)) {
            let base = at.child(key);
            let Some(found) = family.below(key, limit.saturating_sub(heirs.count) / HEIR) else {
                heirs.beyond = Some(base);
                return heirs;
            };
            heirs.count += HEIR * found.len();
            if found.is_empty() {
                continue;
            }
            if schema
                .get("oneOf")
                .or_else(|| schema.get("anyOf"))
                .is_none()
            {
                heirs.bases.insert(base.clone());
            }
            let found = found.into_iter().map(|key| at.child(key)).collect();
            heirs.of.insert(base, found);
        }
        heirs
    }

    /// The subtypes that a component is the union of, in document order.
    pub(super) fn subtypes(&self, base: &Pointer) -> Option<&IndexSet<Pointer>> {
        self.of.get(base).filter(|_| self.bases.contains(base))
    }

    /// Whether a component is or extends one with a `discriminator`.
    pub(super) fn extends(&self, component: &Pointer, base: &Pointer) -> bool {
        let heirs = || self.of.get(base);
        component == base || heirs().is_some_and(|heirs| heirs.contains(component))
    }
}

/// Which components extend which.
struct Family<'d> {
    /// The keys of the components, in document order.
    keys: Vec<&'d str>,
    /// The positions of the components that extend a component themselves.
    children: HashMap<String, Vec<usize>>,
}

impl<'d> Family<'d> {
    fn of(schemas: &'d Map<String, Value>) -> Self {
        let mut children: HashMap<String, Vec<usize>> = HashMap::default();
        for (index, schema) in schemas.values().enumerate() {
            for parent in parents(schema) {
                children.entry(parent).or_default().push(index);
            }
        }
        let keys = schemas.keys().map(String::as_str).collect();
        Self { keys, children }
    }

    /// The components that extend this one, in document order; `None` if they are more than `limit`.
    fn below(&self, key: &str, limit: usize) -> Option<Vec<&'d str>> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![key];
        while let Some(next) = waiting.pop() {
            for index in self.children.get(next).into_iter().flatten() {
                let child = self.keys.get(*index).copied().filter(|one| *one != key);
                if let Some(child) = child
                    && found.insert(*index)
                {
                    waiting.push(child);
                }
            }
            if found.len() > limit {
                return None;
            }
        }
        let keys = found.into_iter().filter_map(|index| self.keys.get(index));
        Some(keys.copied().collect())
    }
}

/// The components that a component extends, directly or through others, beginning with the last of its members.
pub(super) fn ancestors(schemas: &Map<String, Value>, key: &str) -> IndexSet<String> {
    let mut seen = IndexSet::new();
    let mut waiting = vec![key.to_owned()];
    while let Some(next) = waiting.pop() {
        let schema = schemas.get(&next);
        for parent in schema.into_iter().flat_map(parents) {
            if seen.insert(parent.clone()) {
                waiting.push(parent);
            }
        }
    }
    seen
}

/// The components among the members of `allOf`.
fn parents(schema: &Value) -> impl Iterator<Item = String> {
    let members = schema.get("allOf").and_then(Value::as_array);
    let parents = members.into_iter().flatten().filter_map(reference);
    parents
        .filter_map(Resolver::target)
        .filter_map(|target| component_key(&target))
}

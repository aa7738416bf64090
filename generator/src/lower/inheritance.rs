//! Components that extend others by `allOf` -> the discriminator that alternatives have in common, and alternatives that lead
//! back to what extends them. `heirs` finds the components that extend others.
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

use std::rc::Rc;

use foldhash::HashSet;

use super::choice::Choice;
use super::component::{component_key, is_component};
use super::context::Lowering;
use super::heirs::ancestors;
use super::model::{Discriminator, View};
use super::schema::discriminator;
use crate::diagnostic::Pointer;

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
        let (few, many) = match reachable.len() < schemas.len() {
            true => (reachable.as_ref(), schemas),
            false => (schemas, reachable.as_ref()),
        };
        few.iter().any(|schema| many.contains(schema))
    }

    /// The alternatives of a list, and those of the lists among them.
    fn alternatives_below(&self, choice: &Choice) -> HashSet<Pointer> {
        let mut found = HashSet::default();
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
        let component = |member: &Pointer| self.target(member).filter(is_component);
        let (first, others) = members.split_first()?;
        let others: Option<Vec<Pointer>> = others.iter().map(component).collect();
        let others = others.filter(|others| !others.is_empty())?;
        let bases = ancestors(schemas, &component_key(&component(first)?)?);
        let mut bases = bases.into_iter().filter_map(|key| {
            let base = at.child(&key);
            let at = base.child("discriminator");
            let found = discriminator(schemas.get(&key)?.get("discriminator")?, at);
            Some((base, found?))
        });
        let is_common = |(base, _): &(Pointer, _)| {
            let mut others = others.iter();
            others.all(|other| self.heirs.extends(other, base))
        };
        bases
            .find(is_common)
            .map(|(_, discriminator)| discriminator)
    }
}

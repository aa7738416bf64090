//! An alternative of a union with a discriminator -> the tags that select it.
//!
//! A tag is the value of the discriminator's property on the wire: `{"kind": "cat", …}`.

use serde_json::Value;

use super::context::{Lowering, component_key};
use super::model::{Discriminator, UnionMember};
use crate::diagnostic::Pointer;

impl Lowering<'_, '_> {
    /// The tags that select a component, in order of precedence: those of `mapping`, the only value
    /// that the component allows for the tag property, or the component's name.
    ///
    /// ```yaml
    /// discriminator: {propertyName: kind, mapping: {feline: '#/components/schemas/Cat'}}
    /// oneOf: [{$ref: …/Cat}, {$ref: …/Dog}, {$ref: …/Fish}]
    /// Dog: {properties: {kind: {enum: [canine]}}}
    /// # Cat: feline, Dog: canine, Fish: Fish
    /// ```
    ///
    /// A tag property with several values is not used here: it often lists the tags of all
    /// alternatives. See [`Self::listed_tags`].
    pub(super) fn component_tags(
        &mut self,
        discriminator: &Discriminator<'_>,
        key: &str,
        at: &Pointer,
    ) -> Vec<String> {
        let mapped = mapped(discriminator, key);
        if !mapped.is_empty() {
            return mapped;
        }
        let own = self.inline_tags(at, discriminator.property);
        own.filter(|own| own.len() == 1)
            .unwrap_or_else(|| vec![key.to_owned()])
    }

    /// The values of the tag property of a component that is not mapped, if it has several and its
    /// name is none of them. No valid value has the name as its tag then.
    ///
    /// ```yaml
    /// Comparison: {properties: {type: {enum: [eq, ne]}}}
    /// ```
    ///
    /// An alternative that has alternatives itself has the values of all of them.
    pub(super) fn listed_tags(
        &mut self,
        discriminator: &Discriminator<'_>,
        key: &str,
        at: &Pointer,
    ) -> Vec<String> {
        if !mapped(discriminator, key).is_empty() {
            return Vec::new();
        }
        let mut listed = self
            .nested_tags(at, discriminator.property, 4)
            .unwrap_or_default();
        if listed.iter().any(|tag| tag == key) {
            return Vec::new();
        }
        listed.retain(|tag| discriminator.mapping.iter().all(|(known, _)| *known != tag));
        listed
    }

    /// The values of the tag property of a schema, or of all its alternatives.
    fn nested_tags(&mut self, at: &Pointer, property: &str, depth: usize) -> Option<Vec<String>> {
        if let Some(own) = self.inline_tags(at, property) {
            return Some(own);
        }
        let flat = self.end(at).and_then(|end| self.flat(&end))?;
        let members = flat.choice.as_ref().filter(|_| depth > 0)?.members.clone();
        let tags = members
            .iter()
            .map(|at| self.nested_tags(at, property, depth - 1));
        let tags: Option<Vec<Vec<String>>> = tags.collect();
        tags.map(|tags| tags.concat())
    }

    /// The tags of an inline alternative, which has no name to fall back on: the values that it
    /// allows for the tag property.
    pub(super) fn inline_tags(&mut self, at: &Pointer, property: &str) -> Option<Vec<String>> {
        let flat = self.end(at).and_then(|end| self.flat(&end))?;
        let (_, place) = flat
            .properties
            .iter()
            .rev()
            .find(|(wire, _)| *wire == property)?;
        let values = self
            .end(place)
            .and_then(|end| self.value(&end))?
            .get("enum")?
            .as_array()?;
        Some(
            values
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        )
    }
}

/// The tags that `mapping` has for a component. A target can be a reference or the plain name of a
/// component (<https://spec.openapis.org/oas/v3.0.3.html#mapping-type-names>).
fn mapped(discriminator: &Discriminator<'_>, key: &str) -> Vec<String> {
    let names = |target: &str| {
        target == key
            || crate::resolve::Resolver::target(target)
                .as_ref()
                .and_then(component_key)
                .as_deref()
                == Some(key)
    };
    let mapping = discriminator.mapping.iter();
    mapping
        .filter(|(_, target)| names(target))
        .map(|(tag, _)| (*tag).to_owned())
        .collect()
}

/// Selects alternatives by the values that their tag properties list, if no other alternative has
/// one of them. If the alternatives of an alternative share a value with another one, no tag selects
/// it: its name is not a tag of theirs.
pub(super) fn use_listed(members: &mut [UnionMember]) {
    let claimed: Vec<Vec<String>> = members
        .iter()
        .map(|member| match member.listed.is_empty() {
            true => member.tags.clone().unwrap_or_default(),
            false => member.listed.clone(),
        })
        .collect();
    for (index, member) in members.iter_mut().enumerate() {
        let others = claimed.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != index);
        let is_shared = others.any(|(_, tags)| tags.iter().any(|tag| member.listed.contains(tag)));
        if member.listed.is_empty() {
            continue;
        }
        if !is_shared {
            member.tags = Some(std::mem::take(&mut member.listed));
        } else if member.is_nested {
            member.tags = None;
        }
    }
}

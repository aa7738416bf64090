//! An alternative of a union with a discriminator -> the tags that select it.
//!
//! A tag is the value of the discriminator's property on the wire: `{"kind": "cat", …}`.

use foldhash::{HashMap, HashSet};
use serde_json::Value;

use super::context::Lowering;
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
        let mapped = discriminator.mapping.tags_of(key);
        if !mapped.is_empty() {
            return mapped.iter().map(|tag| (*tag).to_owned()).collect();
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
        if !discriminator.mapping.tags_of(key).is_empty() {
            return Vec::new();
        }
        let end = self.end(at).unwrap_or_else(|| at.clone());
        let asked = (end, discriminator.property.to_owned());
        let mut listed = match self.tags_below.get(&asked) {
            Some(known) => known.clone(),
            None => {
                let found = self.nested_tags(at, discriminator.property, &mut HashSet::default());
                let found = found.unwrap_or_default();
                self.tags_below.insert(asked, found.clone());
                found
            }
        };
        if listed.iter().any(|tag| tag == key) {
            return Vec::new();
        }
        listed.retain(|tag| !discriminator.mapping.has_tag(tag));
        listed
    }

    /// The values of the tag property of a schema, or of all its alternatives. Each list of alternatives
    /// counts once.
    fn nested_tags(
        &mut self,
        at: &Pointer,
        property: &str,
        visited: &mut HashSet<Pointer>,
    ) -> Option<Vec<String>> {
        if let Some(own) = self.inline_tags(at, property) {
            return Some(own);
        }
        let end = self.end(at)?;
        if !visited.insert(end.clone()) {
            return Some(Vec::new());
        }
        let members = self.flat(&end)?.choice?.members;
        let tags = members
            .iter()
            .map(|at| self.nested_tags(at, property, visited));
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

/// Selects alternatives by the values that their tag properties list, if no other alternative has
/// one of them. If the alternatives of an alternative share a value with another one, no tag selects
/// it: its name is not a tag of theirs.
pub(super) fn use_listed(members: &mut [UnionMember]) {
    let mut claims: HashMap<String, usize> = HashMap::default();
    for member in members.iter() {
        let claimed = match member.listed.is_empty() {
            true => member.tags.as_deref().unwrap_or_default(),
            false => &member.listed,
        };
        let claimed: HashSet<&String> = claimed.iter().collect();
        for tag in claimed {
            *claims.entry(tag.clone()).or_default() += 1;
        }
    }
    for member in members.iter_mut().filter(|one| !one.listed.is_empty()) {
        let mut listed = member.listed.iter();
        let is_shared = listed.any(|tag| claims.get(tag).is_some_and(|claims| *claims > 1));
        if !is_shared {
            member.tags = Some(std::mem::take(&mut member.listed));
        } else if member.is_nested {
            member.tags = None;
        }
    }
}

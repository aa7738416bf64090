//! An alternative of a union with a discriminator -> the tags that select it.
//!
//! A tag is the value of the discriminator's property on the wire: `{"kind": "cat", …}`.

use serde_json::Value;

use super::context::{Lowering, component_key};
use super::model::Discriminator;
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
    /// A tag property with several values is not used here: it usually lists the tags of all
    /// alternatives.
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

//! `mapping` of a discriminator: tags -> components
//! (<https://spec.openapis.org/oas/v3.0.3.html#mapping-type-names>).

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::component::component_key;
use crate::resolve::Resolver;

/// The `mapping` of a discriminator.
#[derive(Debug, Clone)]
pub(super) struct Mapping<'d>(Rc<Tags<'d>>);

/// The tags of a mapping, all and by component.
#[derive(Debug)]
struct Tags<'d> {
    tags: HashSet<&'d str>,
    tags_by_component: HashMap<String, Vec<&'d str>>,
}

impl<'d> Mapping<'d> {
    /// Reads `mapping`. A target can be a reference or the plain name of a component
    /// (<https://spec.openapis.org/oas/v3.0.3.html#mapping-type-names>).
    pub(super) fn read(mapping: Option<&'d Value>) -> Self {
        let mut tags_by_component: HashMap<String, Vec<&'d str>> = HashMap::new();
        let mut tags = HashSet::new();
        for (tag, target) in mapping.and_then(Value::as_object).into_iter().flatten() {
            let Some(target) = target.as_str() else {
                continue;
            };
            tags.insert(tag.as_str());
            let named = Resolver::target(target).as_ref().and_then(component_key);
            let named = named.filter(|named| named != target);
            for component in named.into_iter().chain([target.to_owned()]) {
                tags_by_component.entry(component).or_default().push(tag);
            }
        }
        Self(Rc::new(Tags {
            tags,
            tags_by_component,
        }))
    }

    /// The tags of a component, in the order of the document.
    pub(super) fn tags_of(&self, component: &str) -> &[&'d str] {
        let tags = self.0.tags_by_component.get(component);
        tags.map_or(&[], Vec::as_slice)
    }

    /// Whether a tag is mapped.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.0.tags.contains(tag)
    }
}

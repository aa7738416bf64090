//! `mapping` of a discriminator: tags -> components
//! (<https://spec.openapis.org/oas/v3.0.3.html#mapping-type-names>).

use std::cell::OnceCell;
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::component::component_key;
use crate::resolve::Resolver;

/// The `mapping` of a discriminator. Its targets are resolved when they are asked for: every schema
/// that extends another one reads the discriminator of that, and few need it.
#[derive(Debug, Clone)]
pub(super) struct Mapping<'d> {
    object: Option<&'d Map<String, Value>>,
    resolved: Rc<OnceCell<Tags<'d>>>,
}

/// The tags of a mapping, all and by component.
#[derive(Debug)]
struct Tags<'d> {
    all: HashSet<&'d str>,
    by_component: HashMap<String, Vec<&'d str>>,
}

impl<'d> Mapping<'d> {
    /// Reads `mapping`.
    pub(super) fn read(mapping: Option<&'d Value>) -> Self {
        Self {
            object: mapping.and_then(Value::as_object),
            resolved: Rc::default(),
        }
    }

    /// The tags of a component, in the order of the document.
    pub(super) fn tags_of(&self, component: &str) -> &[&'d str] {
        let tags = self.tags().by_component.get(component);
        tags.map_or(&[], Vec::as_slice)
    }

    /// Whether a tag is mapped.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.tags().all.contains(tag)
    }

    fn tags(&self) -> &Tags<'d> {
        self.resolved.get_or_init(|| {
            let entries = self.object.into_iter().flatten();
            let entries = entries.filter_map(|(tag, to)| Some((tag.as_str(), to.as_str()?)));
            Tags::of_entries(entries)
        })
    }
}

impl<'d> Tags<'d> {
    /// A target can be a reference or the plain name of a component.
    fn of_entries(entries: impl Iterator<Item = (&'d str, &'d str)>) -> Self {
        let mut tags = Self {
            all: HashSet::default(),
            by_component: HashMap::default(),
        };
        for (tag, target) in entries {
            tags.all.insert(tag);
            let named = Resolver::target(target).as_ref().and_then(component_key);
            let named = named.filter(|named| named != target);
            for component in named.into_iter().chain([target.to_owned()]) {
                tags.by_component.entry(component).or_default().push(tag);
            }
        }
        tags
    }
}

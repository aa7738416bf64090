//! Targets in other files -> their places in the document: a component that is only a reference to the target, or a new
//! component under the shortest of its keys that nothing else needs.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::super::keywords::ObjectKind;
use super::super::private::PATH_ITEMS;
use super::component_keys::{essence, keys};
use super::{Goal, Importer};
use crate::pointer::Pointer;

/// A target that needs a new component.
struct Newcomer {
    target: usize,
    section: Pointer,
    keys: [String; 3],
}

/// The place of each target, by its number. It does not depend on the order in which the targets were met.
pub(super) fn choose(import: &Importer<'_>, tree: &Value) -> HashMap<usize, Pointer> {
    let mut places = own_components(import, tree);
    let newcomers: Vec<_> = import
        .targets
        .iter()
        .enumerate()
        .filter(|(index, _)| !places.contains_key(index))
        .filter_map(|(index, target)| {
            Some(Newcomer {
                target: index,
                section: section(target.kind)?,
                keys: keys(&import.files.parts(target.file), &target.pointer),
            })
        })
        .collect();
    let mut asked: HashMap<(&Pointer, String), usize> = HashMap::new();
    for newcomer in &newcomers {
        let essences: HashSet<_> = newcomer.keys.iter().map(|key| essence(key)).collect();
        for essence in essences {
            *asked.entry((&newcomer.section, essence)).or_default() += 1;
        }
        for key in present(tree, &newcomer.section) {
            asked.insert((&newcomer.section, essence(key)), usize::MAX / 2);
        }
    }
    for Newcomer {
        target,
        section,
        keys: [short, middle, whole],
    } in &newcomers
    {
        let alone = |key: &&String| asked.get(&(section, essence(key))) == Some(&1);
        let key = [short, middle].into_iter().find(alone).unwrap_or(whole);
        places.insert(*target, section.child(key));
    }
    places
}

/// The components of the document that are only a reference to a target. Of several, the first by name.
fn own_components(import: &Importer<'_>, tree: &Value) -> HashMap<usize, Pointer> {
    let mut own: HashMap<usize, Pointer> = HashMap::new();
    for link in import.links.iter().filter(|link| link.owner.is_none()) {
        let (Goal::Target(target), Some(at)) = (&link.goal, link.site.at.parent()) else {
            continue;
        };
        let alone = tree
            .pointer(at.as_str())
            .and_then(Value::as_object)
            .is_some_and(|members| members.len() == 1);
        if alone && at.parent() == section(link.site.kind) {
            let known = own.entry(*target).or_insert_with(|| at.clone());
            if at < *known {
                *known = at;
            }
        }
    }
    own
}

/// Puts a value in its place; `false` if the document has something else there.
pub(super) fn put(tree: &mut Value, at: &Pointer, value: Value) -> bool {
    let mut segments: Vec<_> = at.segments().collect();
    let Some(last) = segments.pop() else {
        return false;
    };
    let mut holder = tree;
    for segment in &segments {
        let Value::Object(members) = holder else {
            return false;
        };
        holder = members
            .entry(segment.as_ref())
            .or_insert_with(|| Value::Object(Map::new()));
    }
    let Value::Object(members) = holder else {
        return false;
    };
    members.insert(last.into_owned(), value);
    true
}

/// The keys of a section of the document.
fn present<'t>(tree: &'t Value, section: &Pointer) -> impl Iterator<Item = &'t String> {
    let members = tree.pointer(section.as_str()).and_then(Value::as_object);
    members.into_iter().flat_map(Map::keys)
}

/// The section of components of a kind; `None` if references cannot replace such an object.
fn section(kind: ObjectKind) -> Option<Pointer> {
    let text = match kind {
        ObjectKind::Schema => "/components/schemas",
        ObjectKind::Parameter => "/components/parameters",
        ObjectKind::Response => "/components/responses",
        ObjectKind::RequestBody => "/components/requestBodies",
        ObjectKind::Header => "/components/headers",
        ObjectKind::Link => "/components/links",
        ObjectKind::SecurityScheme => "/components/securitySchemes",
        ObjectKind::Example => "/components/examples",
        ObjectKind::Callback => "/components/callbacks",
        ObjectKind::V2Schema => "/definitions",
        ObjectKind::V2Parameter => "/parameters",
        ObjectKind::V2Response => "/responses",
        ObjectKind::PathItem | ObjectKind::V2PathItem => {
            return Some(Pointer::root().child(PATH_ITEMS));
        }
        _ => return None,
    };
    Pointer::parse(text)
}

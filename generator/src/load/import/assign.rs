//! Targets in other files -> their places in the document: a component that is only a reference to
//! the target, or a new component under the shortest of its keys that nothing else needs.
//!
//! ```text
//! components: {schemas: {Pet: {$ref: 'pet.yaml'}}}       the target takes the place of the reference
//! schema: {$ref: 'models/pet.yaml#/Owner'}               becomes the component `Owner`,
//!                                                        or `pet_Owner` if there are two of that name
//! ```
//! Types are named after components. So the keys must not depend on the order in which files are
//! read, or an edit in one place would rename types in another.

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::super::keywords::ObjectKind;
use super::super::private::PATH_ITEMS;
use super::component_keys::{essence, keys};
use super::{Goal, Importer};
use crate::pointer::Pointer;

/// A target that needs a new component, with the keys that it may have.
struct Newcomer {
    target: usize,
    section: Pointer,
    keys: [String; 3],
}

/// The place of each target, by its number. It does not depend on the order in which the targets
/// were met.
///
/// A short key is used only if no other target could have it and the document does not. If two
/// could, both get longer ones: `pet_Owner` and `shop_Owner`.
pub(super) fn choose(import: &Importer<'_>, tree: &Value) -> HashMap<usize, Pointer> {
    let mut places = own_components(import, tree);
    let others = import.targets.iter().enumerate();
    let others = others.filter(|(index, _)| !places.contains_key(index));
    let newcomers: Vec<_> = others
        .filter_map(|(index, target)| {
            let (file, pointer) = &target.place;
            Some(Newcomer {
                target: index,
                section: section(target.kind)?,
                keys: keys(&import.files.parts(*file), pointer),
            })
        })
        .collect();
    // How many targets may get a key, and every key that the document has.
    let mut asked: HashMap<(&Pointer, String), usize> = HashMap::default();
    for Newcomer { section, keys, .. } in &newcomers {
        let essences: HashSet<_> = keys.iter().map(|key| essence(key)).collect();
        for essence in essences {
            *asked.entry((section, essence)).or_default() += 1;
        }
        let members = section.find(tree).and_then(Value::as_object);
        for key in members.into_iter().flat_map(Map::keys) {
            asked.insert((section, essence(key)), usize::MAX / 2);
        }
    }
    for newcomer in &newcomers {
        let Newcomer {
            target,
            section,
            keys,
        } = newcomer;
        let [short, middle, whole] = keys;
        let alone = |key: &&String| asked.get(&(section, essence(key))) == Some(&1);
        let key = [short, middle].into_iter().find(alone).unwrap_or(whole);
        places.insert(*target, section.child(key));
    }
    places
}

/// The components of the document that are only a reference to a target. Of several, the first by
/// name.
fn own_components(import: &Importer<'_>, tree: &Value) -> HashMap<usize, Pointer> {
    let mut own: HashMap<usize, Pointer> = HashMap::default();
    for link in import.links.iter().filter(|link| link.owner.is_none()) {
        let (Goal::Target(target), Some(at)) = (&link.goal, link.site.at.parent()) else {
            continue;
        };
        let members = at.find(tree).and_then(Value::as_object);
        let alone = members.is_some_and(|members| members.len() == 1);
        if alone && at.parent() == section(link.site.kind) {
            let known = own.entry(*target).or_insert_with(|| at.clone());
            if at < *known {
                *known = at;
            }
        }
    }
    own
}

/// Puts a value in its place; `false` if the document has something else there. Sections that are
/// missing are added.
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

/// The section of components of a kind; `None` if references cannot replace such an object. Path
/// items have a private section, since 3.0 has none.
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

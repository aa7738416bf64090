//! The places of merged schemas, which are not in the document: what reports, docs and names say
//! instead.
//!
//! | place | in reports | in docs | name |
//! |---|---|---|---|
//! | `Dog/allOf/-/properties/owner` | the nearest description | `Dog/properties/owner` | `DogOwner` |
//! | `Dog/allOf/-/oneOf/0` | the alternative | `Dog/oneOf/0` | `DogPuppy`, after its title |

use super::context::Lowering;
use super::model::View;
use super::naming::chosen;
use crate::diagnostic::Pointer;

/// Deepest nesting of merged schemas. Two graphs of schemas that refer to themselves could be
/// merged without end.
pub(super) const MAX_NESTING: usize = 12;

/// The key in the place of a merged schema: in a JSON Pointer, `-` is after the last member of a
/// list (<https://www.rfc-editor.org/rfc/rfc6901#section-4>), and so never in the document.
const MERGED: &str = "/allOf/-/";

/// The place of a value that the schema at a place merges. `key` is the way from the schema to the
/// value, such as `properties`, `owner`.
pub(super) fn merged_place(schema: &Pointer, key: &[&str]) -> Pointer {
    let merged = schema.child("allOf").child("-");
    key.iter().fold(merged, |at, key| at.child(key))
}

impl<'d> Lowering<'d, '_> {
    /// The place of an alternative that is merged with the properties beside its list. If the list
    /// belongs to another schema, that schema may have a type at the place of the alternative, so
    /// this one gets a place of its own:
    ///
    /// ```yaml
    /// Pet: {oneOf: [{…}, {…}]}
    /// Named: {allOf: [{$ref: …/Pet}, {properties: {name: …}}]}    # Named/allOf/-/oneOf/0 has `name`
    /// ```
    pub(super) fn alternative_place(&mut self, view: &View<'d>, at: &Pointer) -> Pointer {
        let list = at
            .parent()
            .as_ref()
            .and_then(Pointer::last)
            .map(std::borrow::Cow::into_owned);
        let (Some(list), Some(index)) = (list, at.last()) else {
            return at.clone();
        };
        if at.starts_with(&view.at) {
            return at.clone();
        }
        let place = merged_place(&view.at, &[&list, &index]);
        self.merged.insert(place.clone(), vec![at.clone()]);
        place
    }

    /// The words that name an inline type at a place, before collisions are settled.
    pub(super) fn name_words(&self, at: &Pointer) -> String {
        let place = self.shown.get(at).unwrap_or(at);
        let nearest = self.merged.get(place).and_then(|places| places.last());
        let parts = place.as_str().rsplit_once(MERGED);
        let (Some(nearest), Some((schema, way))) = (nearest, parts) else {
            return self.plan.name_at(self.document.tree(), place);
        };
        let schema = self.name_words(&Pointer::parse(schema).unwrap_or_default());
        let key = Pointer::parse(&format!("/{way}")).unwrap_or_default();
        let last = key.last().unwrap_or_default();
        let described = self.value(nearest);
        let name = described.and_then(chosen);
        let word = match key.segments().next().as_deref() {
            Some("items") => "Item".to_owned(),
            Some("additionalProperties") => "Value".to_owned(),
            Some("oneOf" | "anyOf") => self.alternative_word(nearest, &schema),
            _ => name.unwrap_or(&last).to_owned(),
        };
        format!("{schema} {word}")
    }

    /// The word for an alternative at a place, in a union of this name.
    fn alternative_word(&self, at: &Pointer, union: &str) -> String {
        let list = at.parent().and_then(|list| self.value(&list)?.as_array());
        let index = at.last().and_then(|index| index.parse::<usize>().ok());
        let tree = self.document.tree();
        let words = list.map(|list| self.plan.alternative_words(tree, list, union));
        let word = words.zip(index);
        let word = word.and_then(|(words, index)| words.get(index).cloned());
        word.unwrap_or_default()
    }

    /// The place that a reader of the document can find: for the place of a merged schema the
    /// nearest description, and for others the place itself.
    pub(super) fn place_for_report(&self, at: &Pointer) -> Pointer {
        let mut found = at.clone();
        for _ in 0..MAX_NESTING {
            let Some((start, rest)) = self.merged_prefix(&found) else {
                return found;
            };
            let nearest = self.merged.get(&start).and_then(|places| places.last());
            let Some(nearest) = nearest else {
                return found;
            };
            found = rest.iter().fold(nearest.clone(), |at, key| at.child(key));
        }
        found
    }

    /// The outermost merged schema that a place is inside, and the rest of the way.
    fn merged_prefix(&self, at: &Pointer) -> Option<(Pointer, Vec<String>)> {
        if !at.as_str().contains(MERGED) {
            return None;
        }
        let segments: Vec<String> = at.segments().map(std::borrow::Cow::into_owned).collect();
        let mut start = Pointer::root();
        for (index, segment) in segments.iter().enumerate() {
            start = start.child(segment);
            if self.merged.contains_key(&start) {
                return Some((start, segments.get(index + 1..)?.to_vec()));
            }
        }
        None
    }
}

/// The place of a merged schema as readers see it: the property of the schema that merges, whether
/// or not that schema itself describes it.
pub(super) fn shown_place(at: &Pointer) -> Pointer {
    if !at.as_str().contains(MERGED) {
        return at.clone();
    }
    Pointer::parse(&at.as_str().replace(MERGED, "/")).unwrap_or_default()
}

//! Several descriptions of one value, from schemas that `allOf` merges -> one type.
//!
//! A value must satisfy all of them
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.1>), so they are merged
//! like the members of `allOf`. This is the same for properties, for the items of lists and for
//! `additionalProperties`:
//!
//! ```yaml
//! Collection:
//!   allOf:
//!     - properties: {features: {type: array, items: {$ref: '#/components/schemas/Feature'}}}
//!     - properties: {features: {type: array, items: {properties: {label: {type: string}}}}}
//! # an item is {allOf: [{$ref: …/Feature}, {properties: {label: …}}]}
//! ```
//!
//! The schema `{allOf: […]}` is not in the document. It gets a place of its own,
//! `Collection/allOf/-/properties/features`, and `merged` in [`Lowering`] has the places of the
//! descriptions. From there on, lowering treats it like any other schema.
//!
//! A description that adds nothing to another is left out; see [`adds_nothing`]. If one remains, it
//! is the type: a property that is a `Feature` in one schema and `{type: object}` in the other stays
//! a `Feature`, without a copy.
//!
//! [`adds_nothing`]: Lowering::adds_nothing

use foldhash::HashSet;

use super::component::is_component;
use super::context::Lowering;
use super::merged_place::{MAX_NESTING, merged_place};
use super::model::{JsonType, TypeUse, View};
use crate::diagnostic::{Code, Pointer};
use crate::ir::Type;
use crate::load::Repair;

/// How many descriptions of one value are compared with each other. If there are more, all are merged.
const MAX_COMPARED: usize = 32;

impl<'d> Lowering<'d, '_> {
    /// The type of a value that is described at these places, the nearest last. `key` is the way
    /// from the schema to the value, such as `properties`, `features`.
    ///
    /// ```yaml
    /// allOf:
    ///   - properties: {state: {type: string}}
    ///   - properties: {state: {enum: [on, off]}}    # this says more: an enumeration
    /// ```
    pub(super) fn merged_usage(
        &mut self,
        view: &View<'d>,
        key: &[&str],
        places: &[Pointer],
    ) -> TypeUse {
        match places {
            [] => return TypeUse::any(),
            [only] => return self.usage(only),
            _ => {}
        }
        let places = self.without_conflicts(places);
        let nullable = self.nearest_accepts_null(&places);
        let reduced = self.without_repetitions(&places);
        let usage = match reduced.as_slice() {
            [only] => self.usage(only),
            _ => self.usage_of_several(view, key, reduced),
        };
        let usage = usage.not_null();
        if nullable { usage.or_null() } else { usage }
    }

    /// The type of descriptions of which each adds something.
    fn usage_of_several(&mut self, view: &View<'d>, key: &[&str], places: Vec<Pointer>) -> TypeUse {
        let ends: Vec<Option<Pointer>> = places.iter().map(|at| self.end(at)).collect();
        let around = |at: &&Pointer| {
            self.merged.get(*at).is_some_and(|known| {
                known.len() == ends.len()
                    && known
                        .iter()
                        .zip(&ends)
                        .all(|(at, end)| self.end(at) == *end)
            })
        };
        // The same schemas are being merged around this place: the value contains its own type.
        if let Some(id) = self
            .active
            .iter()
            .find(around)
            .and_then(|at| self.types.known(at))
        {
            return TypeUse::of(Type::Named(id));
        }
        let nesting = self
            .active
            .iter()
            .filter(|at| self.merged.contains_key(*at))
            .count();
        if nesting >= MAX_NESTING {
            return places
                .last()
                .map_or_else(TypeUse::any, |nearest| self.usage(nearest));
        }
        let at = merged_place(&self.merging_schema(&view.at, key, &places), key);
        self.merged.insert(at.clone(), places);
        self.usage(&at)
    }

    /// The schema that merges these descriptions: this one, or the one that it has them from. A
    /// type is built once for all schemas that extend the one that merges, and named after that.
    ///
    /// ```yaml
    /// B: {allOf: [{$ref: …/A}], properties: {user: {…}}}    # A describes `user`, too: `BUser`
    /// C: {allOf: [{$ref: …/B}]}                             # `user` is a `BUser`
    /// ```
    fn merging_schema(&mut self, at: &Pointer, key: &[&str], places: &[Pointer]) -> Pointer {
        let mut at = at.clone();
        for _ in 0..MAX_NESTING {
            let members = self.members_of(&at);
            let from = members.into_iter().find(|member| {
                let Some(view) = self.flat(member) else {
                    return false;
                };
                let found: Vec<&Pointer> = match key {
                    ["properties", wire] => {
                        let named = view.properties.iter().filter(|(name, _)| name == wire);
                        named.map(|(_, at)| at).collect()
                    }
                    ["items"] => view.items.iter().collect(),
                    _ => Vec::new(),
                };
                places.iter().all(|place| found.contains(&place))
            });
            match from {
                Some(member) => at = member,
                None => break,
            }
        }
        at
    }

    /// The ends of the members of `allOf` at a place, or of the descriptions that are merged there.
    fn members_of(&self, at: &Pointer) -> Vec<Pointer> {
        if let Some(places) = self.merged.get(at) {
            return places.iter().filter_map(|at| self.end(at)).collect();
        }
        let Some(schema) = self.value(at) else {
            return Vec::new();
        };
        if schema.get("$ref").is_some() {
            return self.end(at).into_iter().collect();
        }
        let members = schema.get("allOf").and_then(serde_json::Value::as_array);
        let list = at.child("allOf");
        let members = (0..members.map_or(0, Vec::len)).map(|index| list.index(index));
        members.filter_map(|member| self.end(&member)).collect()
    }

    /// Whether the value may be null: whether the nearest description with a type allows it, or one
    /// without says `nullable: true`.
    fn nearest_accepts_null(&mut self, places: &[Pointer]) -> bool {
        let mut typed = None;
        for at in places.iter().rev() {
            let descriptions = self.descriptions(at);
            let bare = descriptions
                .iter()
                .all(|one| !super::merge_null::constrains_more(one.schema));
            if bare {
                if self.any_says(std::slice::from_ref(at), "nullable") {
                    return true;
                }
            } else if typed.is_none() {
                typed = Some(at);
            }
        }
        typed.is_some_and(|at| self.accepts_null(at))
    }

    /// The descriptions without those whose JSON type excludes that of a nearer one, such as a
    /// string and an object. They are reported.
    ///
    /// Within one component this is probably a mistake. Across components it is usually a class
    /// that redefines a property of its base, which lenient reading accepts.
    fn without_conflicts(&mut self, places: &[Pointer]) -> Vec<Pointer> {
        let mut kept: Vec<Pointer> = Vec::with_capacity(places.len());
        let mut known: Option<(JsonType, Pointer)> = None;
        for at in places.iter().rev() {
            let flat = self.end(at).and_then(|end| self.flat(&end));
            match (flat.and_then(|view| view.json_type), &known) {
                (Some(found), Some((nearer, first))) if !nearer.overlaps(found) => {
                    let (nearer, first) = (*nearer, first.clone());
                    self.report_conflict((nearer, &first), (found, at));
                    continue;
                }
                (Some(found), None) => known = Some((found, at.clone())),
                (Some(_) | None, _) => {}
            }
            kept.push(at.clone());
        }
        kept.reverse();
        kept
    }

    /// Reports descriptions whose JSON types exclude each other.
    fn report_conflict(&mut self, near: (JsonType, &Pointer), further: (JsonType, &Pointer)) {
        let ((near, near_at), (further, further_at)) = (near, further);
        let repair = if root_segments(near_at).eq(root_segments(further_at)) {
            Repair::Guess
        } else {
            Repair::Harmless
        };
        let other = self.document.place(further_at);
        let message = format!(
            "this is {}, and another merged schema says {}",
            near.name(),
            further.name()
        );
        if let Some(diagnostic) = self.fault(repair, Code::ConflictingSchemas, near_at, message) {
            diagnostic.also(&other, "described differently here");
        }
    }

    /// The descriptions without those that add nothing to another. Of two that say the same, a
    /// component is kept rather than an inline schema, and the nearer one rather than the other.
    fn without_repetitions(&mut self, places: &[Pointer]) -> Vec<Pointer> {
        let mut ends = HashSet::default();
        let fresh = places.iter().rev().filter(|at| ends.insert(self.end(at)));
        let mut kept: Vec<Pointer> = fresh.cloned().collect();
        kept.reverse();
        if kept.len() > MAX_COMPARED {
            return kept;
        }
        let places = kept.clone();
        let named = |at: &Pointer| self.target(at).as_ref().is_some_and(is_component);
        let (components, inline): (Vec<_>, Vec<_>) = places.iter().partition(|at| named(at));
        for at in inline.into_iter().chain(components) {
            let others: Vec<Pointer> = kept.iter().filter(|other| *other != at).cloned().collect();
            if others
                .iter()
                .rev()
                .any(|other| self.adds_nothing(at, other))
            {
                kept = others;
            }
        }
        kept
    }
}

/// The component or operation that a place is part of: its first three segments.
fn root_segments(at: &Pointer) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    at.segments().take(3)
}

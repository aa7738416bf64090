//! `allOf` -> one flat schema: the keywords of all members merged. Each property remembers where it
//! is described.
//!
//! ```yaml
//! Dog:
//!   allOf:
//!     - $ref: '#/components/schemas/Pet'      # name, required
//!     - properties: {breed: {type: string}}
//! ```
//!
//! becomes `struct Dog { name: String, breed: Option<String> }`. A value must satisfy every member
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.1>), and a struct with
//! all properties is the type that says so: Rust has no inheritance, and a struct inside a struct
//! would put a level into the code that the JSON does not have.
//!
//! The rule for everything that several members say about one thing: all of it holds. Where only
//! one can be kept, such as a description, the member that is nearest to the schema wins; see
//! [`Nearness`].
//!
//! A member that is reached twice counts once, so that a merge takes time linear in the schemas
//! that it visits. Members of different types are rejected; lenient reading takes them as any
//! value. Only keywords are merged here: the schemas of properties stay references, so that a
//! property of type `Pet` has the type `Pet` and not a copy of it. `merge_property` merges those
//! that several members describe.

use std::cmp::Reverse;
use std::sync::LazyLock;

use foldhash::HashSet;
use serde_json::{Map, Value};

use super::context::Lowering;
use super::merge_null::accept_null;
use super::model::{MergedMember, Nearness, View};
use crate::diagnostic::{Code, Pointer};
use crate::load::Repair;

/// The keywords of a place that is not in the document.
static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'d> Lowering<'d, '_> {
    /// The schema at a place with its `allOf` merged in. There is no reference at the place. It may
    /// be the place of a property that several schemas describe, which is the `allOf` of them.
    ///
    /// A schema that is merged into itself is reported and taken without its members.
    pub(super) fn flat(&mut self, at: &Pointer) -> Option<View<'d>> {
        let mut view = match self.value(at) {
            Some(schema) => View::read(at, schema)?,
            None => View {
                all_of: self.merged.get(at)?.clone(),
                ..View::empty(at, &NOTHING)
            },
        };
        if self.merging.contains(at) {
            self.fault(
                Repair::Guess,
                Code::CyclicReference,
                at,
                "this schema is part of itself",
            );
            return Some(View {
                all_of: Vec::new(),
                choice: None,
                ..view
            });
        }
        self.merging.push(at.clone());
        view = self.merge_members(view);
        self.drop_null_alternatives(&mut view);
        self.gather_values(&mut view);
        self.count_joined(&mut view);
        self.settle_unevaluated(&mut view);
        self.merging.pop();
        view.nullable |= view
            .enumeration
            .as_ref()
            .is_some_and(|values| values.iter().any(|value| value.is_null()));
        Some(view)
    }

    /// Merges the members of `allOf`, and theirs.
    fn merge_members(&mut self, mut view: View<'d>) -> View<'d> {
        if view.all_of.is_empty() {
            return view;
        }
        if self.mergeable.is_none() {
            view.all_of.clear();
            self.leave_unmerged(&view.at);
            return view;
        }
        let (mut parts, seen) = self.members(&mut view);
        let own = std::mem::take(&mut view.properties);
        let mut properties = Vec::new();
        for part in &mut parts {
            let found = std::mem::take(&mut part.view.properties).into_iter();
            properties.extend(found.map(|(wire, at)| (wire, at, part.nearness)));
            if part
                .view
                .choice
                .as_ref()
                .is_some_and(|choice| self.leads_back(choice, &seen))
            {
                part.view.choice = None;
                part.view.discriminator = None;
            }
        }
        let copied = properties.len().saturating_add(parts.len());
        properties.extend(
            own.into_iter()
                .map(|(wire, at)| (wire, at, Nearness::default())),
        );
        view.properties = nearest_last(properties);
        parts.sort_by_key(|part| part.nearness);
        self.take_null_members(&mut view, &mut parts);
        view.nullable |= accept_null(&view, &parts);
        for part in parts {
            self.merge(&mut view, part.view, &part.member);
        }
        self.count_merged(&view.at, copied);
        view
    }

    /// Counts what a schema has from others: properties, and the members that they come from. Each schema counts once. Nothing
    /// is merged any more if it is too much.
    pub(super) fn count_merged(&mut self, at: &Pointer, copied: usize) {
        if copied == 0 || self.mergeable.is_none() || !self.counted.insert(at.clone()) {
            return;
        }
        self.take_merged(at, copied);
    }

    fn take_merged(&mut self, at: &Pointer, copied: usize) {
        self.mergeable = self.mergeable.and_then(|left| left.checked_sub(copied));
        if self.mergeable.is_none() {
            self.report_too_much(at);
        }
    }

    /// Joins alternatives that are one object, and counts the properties that it has from them.
    fn count_joined(&mut self, view: &mut View<'d>) {
        if self.mergeable.is_none() {
            return;
        }
        let before = view.properties.len();
        self.join_objects(view);
        let joined = view.properties.len().saturating_sub(before);
        if joined > 0 && self.counted.insert(view.at.child("anyOf")) {
            self.take_merged(&view.at, joined);
        }
    }

    /// Reports that schemas have too much from others.
    pub(super) fn report_too_much(&mut self, at: &Pointer) {
        let limit = self.document.limits().merged;
        let message = format!(
            "up to this schema, more than {limit} properties and members of `allOf` are merged into schemas"
        );
        self.report(Code::TooMuchMerged, at, message);
    }

    /// Notes that a schema is not merged, after it was too much: it is left out with the one that is reported.
    fn leave_unmerged(&mut self, at: &Pointer) {
        if self.counted.insert(at.clone()) {
            let place = self.document.place(&self.place_for_report(at));
            self.diagnostics.consequence(Code::TooMuchMerged, &place);
        }
    }

    /// All members below a schema, in document order, and their places. A stack instead of
    /// recursion: hierarchies of schemas may be deep.
    fn members(&mut self, view: &mut View<'d>) -> (Vec<MergedMember<'d>>, HashSet<Pointer>) {
        let mut seen: HashSet<Pointer> = [view.at.clone()].into_iter().collect();
        let several = self.merged.contains_key(&view.at);
        let mut waiting: Vec<(Pointer, Nearness)> = Vec::new();
        let members = std::mem::take(&mut view.all_of);
        for (description, member) in members.into_iter().rev().enumerate() {
            let description = if several { description } else { 0 };
            let nearness = Nearness {
                description,
                ..Nearness::default()
            };
            waiting.push((member, nearness));
        }
        let mut parts = Vec::new();
        while let Some((member, mut nearness)) = waiting.pop() {
            let target = self.end(&member);
            if target.as_ref() == Some(&view.at) {
                let message = "this leads back to the schema that it is part of";
                self.fault(Repair::Guess, Code::CyclicReference, &member, message);
            }
            let target = target.filter(|target| seen.insert(target.clone()));
            let Some(mut part) =
                target.and_then(|target| View::read(&target, self.value(&target)?))
            else {
                continue;
            };
            nearness.depth += 1;
            nearness.references += usize::from(part.at != member);
            let inner = std::mem::take(&mut part.all_of).into_iter().rev();
            waiting.extend(inner.map(|member| (member, nearness)));
            parts.push(MergedMember {
                view: part,
                member,
                nearness,
            });
        }
        (parts, seen)
    }
}

/// Properties without their nearness. Each name stays at its positions, and its descriptions are
/// sorted: the nearest last, and of two that are equally near the later one.
fn nearest_last<'d>(properties: Vec<(&'d str, Pointer, Nearness)>) -> Vec<(&'d str, Pointer)> {
    let mut positions: indexmap::IndexMap<&'d str, Vec<usize>> = indexmap::IndexMap::new();
    for (index, (wire, ..)) in properties.iter().enumerate() {
        positions.entry(wire).or_default().push(index);
    }
    let mut sorted = properties.clone();
    for places in positions.values().filter(|places| places.len() > 1) {
        let mut descriptions: Vec<_> = places
            .iter()
            .filter_map(|index| properties.get(*index))
            .collect();
        descriptions.sort_by_key(|(.., nearness)| Reverse(*nearness));
        for (index, description) in places.iter().zip(descriptions) {
            if let Some(slot) = sorted.get_mut(*index) {
                slot.clone_from(description);
            }
        }
    }
    sorted.into_iter().map(|(wire, at, _)| (wire, at)).collect()
}

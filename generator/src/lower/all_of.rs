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
use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::context::{Lowering, reference};
use super::model::{Choice, View};
use super::shape::{is_null, is_typed};
use crate::diagnostic::{Code, Pointer};
use crate::load::Repair;

/// The keywords of a place that is not in the document.
static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

/// Deepest nesting of alternatives that are followed back to a base.
const MAX_ALTERNATIVES: usize = 16;

/// How far a member is from the schema that it is merged into; less is nearer.
///
/// ```yaml
/// C:
///   allOf:
///     - $ref: '#/components/schemas/B'    # one reference away; its base `A` is two away
///     - {description: Says more.}         # written here: no reference, one list deep
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Nearness {
    /// Which of several descriptions of a property it belongs to, the nearest first.
    description: usize,
    /// How many references lead to it.
    references: usize,
    /// How many lists of members it is inside.
    depth: usize,
}

/// A merged member: its keywords, where the list has it, and how near it is.
struct Part<'d> {
    view: View<'d>,
    member: Pointer,
    nearness: Nearness,
}

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
        properties.extend(
            own.into_iter()
                .map(|(wire, at)| (wire, at, Nearness::default())),
        );
        view.properties = nearest_last(properties);
        parts.reverse();
        parts.sort_by_key(|part| part.nearness);
        self.take_null_members(&mut view, &mut parts);
        view.nullable |= accept_null(&view, &parts);
        for part in parts {
            self.merge(&mut view, part.view, &part.member);
        }
        view
    }

    /// All members below a schema, in document order, and their places. A stack instead of
    /// recursion: hierarchies of schemas may be deep.
    fn members(&mut self, view: &mut View<'d>) -> (Vec<Part<'d>>, HashSet<Pointer>) {
        let mut seen = HashSet::from([view.at.clone()]);
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
            parts.push(Part {
                view: part,
                member,
                nearness,
            });
        }
        (parts, seen)
    }

    /// Whether alternatives contain one of these schemas, directly or through other lists of
    /// alternatives.
    ///
    /// ```yaml
    /// Animal: {properties: {…}, oneOf: [{$ref: …/Cat}, {$ref: …/Dog}]}
    /// Cat: {allOf: [{$ref: …/Animal}, {properties: {…}}]}
    /// ```
    ///
    /// A `Cat` is one of the alternatives of `Animal`, so they say nothing more about it; only the
    /// properties of `Animal` are merged into it.
    fn leads_back(&self, choice: &Choice, schemas: &HashSet<Pointer>) -> bool {
        let mut visited = HashSet::new();
        let mut waiting: Vec<(Pointer, usize)> = choice
            .members
            .iter()
            .map(|member| (member.clone(), 0))
            .collect();
        while let Some((member, depth)) = waiting.pop() {
            let Some(end) = self.end(&member) else {
                continue;
            };
            if schemas.contains(&end) {
                return true;
            }
            if depth >= MAX_ALTERNATIVES || !visited.insert(end.clone()) {
                continue;
            }
            let inner = self.value(&end).and_then(|schema| View::read(&end, schema));
            let inner = inner.and_then(|view| view.choice);
            let members = inner.into_iter().flat_map(|choice| choice.members);
            waiting.extend(members.map(|member| (member, depth + 1)));
        }
        false
    }

    /// Takes out members that allow only null beside others that allow more: the author means a
    /// nullable schema. The contradiction is reported.
    fn take_null_members(&mut self, view: &mut View<'d>, parts: &mut Vec<Part<'d>>) {
        let only_null = |part: &Part<'d>| own(&part.view).is_some_and(only_null);
        let speaks = |part: &Part<'d>| own(&part.view).is_some_and(speaks_of_type);
        let more = own(view).is_some_and(speaks_of_type)
            || parts.iter().any(|part| !only_null(part) && speaks(part));
        if !more {
            return;
        }
        for part in parts.extract_if(.., |part| only_null(part)) {
            let message = "this allows only null, and another schema of `allOf` does not";
            self.fault(
                Repair::Harmless,
                Code::ConflictingSchemas,
                &part.member,
                message,
            );
            view.nullable = true;
        }
    }

    /// Simplifies `oneOf` and `anyOf` before their shape is decided.
    ///
    /// ```yaml
    /// oneOf: [{$ref: X}, {type: 'null'}]           # a nullable X
    /// oneOf: [{type: string, maxLength: 5}]        # that string
    /// oneOf: [{required: [a]}, {required: [b]}]    # not types: a check of the object
    /// ```
    fn drop_null_alternatives(&mut self, view: &mut View<'d>) {
        let Some(mut choice) = view.choice.take() else {
            return;
        };
        let before = choice.members.len();
        choice
            .members
            .retain(|member| !self.value(member).is_some_and(is_null));
        view.nullable |= choice.members.len() < before;
        view.nullable |= choice
            .members
            .iter()
            .any(|member| self.says_nullable(member));
        let types = choice
            .members
            .iter()
            .any(|member| self.value(member).is_some_and(is_typed));
        let single = choice
            .members
            .first()
            .filter(|_| choice.members.len() == 1 && types);
        let inline = single
            .filter(|member| {
                self.value(member)
                    .is_some_and(|value| reference(value).is_none())
            })
            .cloned();
        if let Some((part, member)) = inline.and_then(|member| Some((self.flat(&member)?, member)))
        {
            view.nullable |= part.nullable;
            self.merge(view, part, &member);
        } else if types {
            view.choice = Some(choice);
        }
    }

    /// Whether the schema at a place has `nullable: true`.
    fn says_nullable(&self, member: &Pointer) -> bool {
        let schema = self.end(member).and_then(|end| self.value(&end));
        schema
            .and_then(|schema| schema.get("nullable"))
            .and_then(Value::as_bool)
            .unwrap_or_default()
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

/// Whether merged members accept null, if the schema itself does not say.
///
/// `nullable` belongs to the `type` beside it
/// (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>), so all members with a type have to
/// accept null; of properties that are described several times, those of the nearest description.
/// A member with nothing but annotations makes the schema nullable:
/// `allOf: [{$ref: …/Owner}, {nullable: true}]`.
fn accept_null(view: &View<'_>, parts: &[Part<'_>]) -> bool {
    let accepts = |view: &View<'_>| {
        let values = view.enumeration.as_ref();
        view.nullable || values.is_some_and(|values| values.iter().any(|value| value.is_null()))
    };
    let annotates =
        |part: &Part<'_>| own(&part.view).is_some_and(|object| !constrains_more(object));
    if parts
        .iter()
        .any(|part| annotates(part) && part.view.nullable)
    {
        return true;
    }
    if own(view).is_some_and(speaks_of_type) {
        return false;
    }
    let mut typed = parts
        .iter()
        .filter(|part| own(&part.view).is_some_and(speaks_of_type))
        .peekable();
    let nearest = typed.peek().map(|part| part.nearness.description);
    let mut nearest = typed.filter(|part| Some(part.nearness.description) == nearest);
    nearest
        .next()
        .is_some_and(|first| accepts(&first.view) && nearest.all(|part| accepts(&part.view)))
}

/// The keywords that a schema has itself.
fn own<'d>(view: &View<'d>) -> Option<&'d Map<String, Value>> {
    view.sources.first().map(|(_, object)| *object)
}

/// Whether a schema says more than annotations.
pub(super) fn constrains_more(object: &Map<String, Value>) -> bool {
    object.keys().any(|key| !super::shape::is_annotation(key))
}

/// Whether a schema says which JSON types its values have.
fn speaks_of_type(object: &Map<String, Value>) -> bool {
    const TYPED: [&str; 7] = [
        "type",
        "properties",
        "items",
        "enum",
        "additionalProperties",
        "oneOf",
        "anyOf",
    ];
    TYPED.iter().any(|key| object.contains_key(*key))
}

/// Whether a schema allows null and nothing else.
fn only_null(object: &Map<String, Value>) -> bool {
    let values = object.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

//! `anyOf` of objects that do not exclude each other -> one object with the properties of all.
//!
//! ```yaml
//! anyOf:
//!   - {type: object, properties: {next: {type: string}, last: {type: string}}}
//!   - {type: object, properties: {first: {type: string}, prev: {type: string}}}
//! # struct { next, last, first, prev }
//! ```
//!
//! A value may match several alternatives of `anyOf` at once
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2>). As a union it would
//! keep only what one of them declares. If the alternatives require the same properties and agree
//! on those that they share, every object of one is also an object of the others, and one struct
//! describes them all.
//!
//! Other alternatives stay a union: what they require tells them apart.

use serde_json::{Map, Value};

use super::context::Lowering;
use super::model::{Additional, Agreement, JsonType, View};
use super::shape::is_annotation;
use crate::diagnostic::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Replaces the alternatives of `anyOf` by their properties, if all of them are such objects.
    pub(super) fn join_objects(&mut self, view: &mut View<'d>) {
        let Some(choice) = view.choice.as_ref() else {
            return;
        };
        let is_any = choice.at.last().as_deref() == Some("anyOf");
        if !is_any || choice.members.len() < 2 || view.discriminator.is_some() {
            return;
        }
        let members = choice.members.clone();
        if !members.iter().all(|member| self.may_be_joined(member)) {
            return;
        }
        let parts: Option<Vec<View<'d>>> = members.iter().map(|at| self.joinable(at)).collect();
        let Some(parts) = parts.filter(|parts| self.agree(parts)) else {
            return;
        };
        view.choice = None;
        view.json_type = view.json_type.or(Some(JsonType::Object));
        for part in parts {
            for (name, at) in part.properties {
                if !view.properties.iter().any(|(known, _)| *known == name) {
                    view.properties.push((name, at));
                }
            }
            for name in part.required {
                if !view.required.contains(&name) {
                    view.required.push(name);
                }
            }
        }
    }

    /// A quick look at an alternative, because merging its members may take long.
    fn may_be_joined(&self, member: &Pointer) -> bool {
        let schema = self.end(member).and_then(|end| {
            let known = self.merging.contains(&end);
            self.value(&end).filter(|_| !known)
        });
        let object = schema.and_then(Value::as_object);
        object.is_some_and(|object| {
            let has = |key: &str| object.contains_key(key);
            has("properties") || has("allOf")
        })
    }

    /// An alternative that is an object with properties, and says nothing else.
    fn joinable(&mut self, member: &Pointer) -> Option<View<'d>> {
        let end = self.end(member)?;
        let part = self.flat(&end)?;
        let is_object = matches!(part.json_type, Some(JsonType::Object) | None);
        let is_plain = part.choice.is_none()
            && part.conditions.is_empty()
            && part.discriminator.is_none()
            && part.additional == Additional::Absent
            && part.agreement == Agreement::Sound
            && part
                .sources
                .iter()
                .all(|(_, object)| has_only_properties(object));
        (is_object && is_plain && !part.properties.is_empty()).then_some(part)
    }

    /// Whether objects require the same, and describe the properties that they share in the same
    /// way.
    fn agree(&self, parts: &[View<'d>]) -> bool {
        let Some((first, others)) = parts.split_first() else {
            return false;
        };
        let requires = |part: &View<'d>, of: &View<'d>| {
            let mut required = part.required.iter();
            required.all(|name| of.required.contains(name))
        };
        let same_required = others
            .iter()
            .all(|other| requires(first, other) && requires(other, first));
        let schema = |at: &Pointer| self.end(at).and_then(|end| self.value(&end));
        let all = || parts.iter().flat_map(|part| &part.properties);
        let same = |(name, at): &(&str, Pointer)| {
            let mut others = all().filter(|(other, _)| other == name);
            others.all(|(_, other)| {
                other == at || schema(at).is_some() && schema(other) == schema(at)
            })
        };
        same_required && all().all(same)
    }
}

/// Whether a schema only has properties, and what describes it.
fn has_only_properties(object: &Map<String, Value>) -> bool {
    let known = |key: &str| {
        let is_extension = key.starts_with("x-rust") || matches!(key, "x-rules" | "x-error");
        matches!(key, "type" | "properties" | "required" | "allOf")
            || is_annotation(key) && !is_extension
    };
    object.keys().all(|key| known(key))
}

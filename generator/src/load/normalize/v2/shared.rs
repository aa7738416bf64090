//! A first look at a document of Swagger 2.0, for what a reference alone does not show.
//!
//! ```text
//! parameters: [{$ref: '#/parameters/Pet'}]        a parameter, a body or a field of a form?
//! responses: {'200': {$ref: '#/responses/Pets'}}  which media types does the shared response have?
//! ```
//! The first depends on the target, and the second on every operation that uses it. Both are needed
//! when the walk reaches the first operation.

use foldhash::HashMap;
use serde_json::Value;

use super::media_types::{LISTED, MediaTypes};
use crate::load::keywords::{Members, ObjectKind, ReferencedTargets};
use crate::load::normalize::members::text;
use crate::load::tree::members;
use crate::pointer::{Pointer, parse_reference};

/// What a parameter of Swagger 2.0 is in 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParameterRole {
    /// `parameters`.
    Parameter,
    /// `requestBody`, as a whole.
    Body,
    /// `requestBody`, as a property of its schema.
    Form,
}

/// What was found.
#[derive(Debug, Default)]
pub(in crate::load::normalize) struct SharedObjects {
    roles: HashMap<Pointer, ParameterRole>,
    fields: HashMap<Pointer, Members>,
    consumes: HashMap<String, Vec<String>>,
    produces: HashMap<String, Vec<String>>,
}

impl SharedObjects {
    /// Looks at a document.
    pub(in crate::load::normalize) fn read(tree: &Value, referenced: &ReferencedTargets) -> Self {
        let mut shared = Self::default();
        let parameters = Pointer::root().child("parameters");
        for (name, parameter) in members(tree.get("parameters")) {
            shared.parameter(parameters.child(name), parameter);
        }
        for (pointer, kind) in referenced {
            if *kind == ObjectKind::V2Parameter
                && let Some(parameter) = pointer.find(tree)
            {
                shared.parameter(pointer.clone(), parameter);
            }
        }
        let common = media_types(tree);
        for (_, item) in members(tree.get("paths")) {
            shared.path_item(&common, item);
        }
        shared
    }

    /// Notes the role of a shared parameter.
    fn parameter(&mut self, at: Pointer, parameter: &Value) {
        let Value::Object(members) = parameter else {
            return;
        };
        let role = role(members);
        if role == ParameterRole::Form {
            self.fields.insert(at.clone(), members.clone());
        }
        self.roles.insert(at, role);
    }

    /// Notes the media types with which the operations of a path item use shared bodies and
    /// responses.
    fn path_item(&mut self, common: &MediaTypes, item: &Value) {
        for (_, operation) in members(Some(item)).filter(|(_, value)| value.is_object()) {
            let own = media_types(operation);
            let consumes = own.consumes.as_ref().or(common.consumes.as_ref());
            let produces = own.produces.as_ref().or(common.produces.as_ref());
            let lists = [operation.get("parameters"), item.get("parameters")];
            let parameters = lists
                .into_iter()
                .flatten()
                .filter_map(Value::as_array)
                .flatten();
            for name in parameters.filter_map(|value| shared_name(value, "#/parameters/")) {
                merge(&mut self.consumes, name, consumes);
            }
            for (_, response) in members(operation.get("responses")) {
                if let Some(name) = shared_name(response, "#/responses/") {
                    merge(&mut self.produces, name, produces);
                }
            }
        }
    }

    /// What a parameter in a list is in 3.0.
    pub(super) fn role(&self, parameter: &Value) -> ParameterRole {
        let Value::Object(members) = parameter else {
            return ParameterRole::Parameter;
        };
        match text(members, "$ref").and_then(parse_reference) {
            Some(target) => self
                .roles
                .get(&target)
                .copied()
                .unwrap_or(ParameterRole::Parameter),
            None => role(members),
        }
    }

    /// A shared field of forms, and its place.
    pub(super) fn field(&self, reference: &str) -> Option<(Members, Pointer)> {
        let target = parse_reference(reference)?;
        let field = self.fields.get(&target)?.clone();
        Some((field, target))
    }

    /// The media types with which operations use a shared body.
    pub(super) fn consumes(&self, name: &str) -> Option<&[String]> {
        self.consumes.get(name).map(Vec::as_slice)
    }

    /// The media types with which operations use a shared response.
    pub(super) fn produces(&self, name: &str) -> Option<&[String]> {
        self.produces.get(name).map(Vec::as_slice)
    }
}

fn role(members: &Members) -> ParameterRole {
    match text(members, "in") {
        Some("body") => ParameterRole::Body,
        Some("formData") => ParameterRole::Form,
        _ => ParameterRole::Parameter,
    }
}

/// What an object states.
fn media_types(value: &Value) -> MediaTypes {
    value.as_object().map(MediaTypes::read).unwrap_or_default()
}

/// The name in a reference to a section.
fn shared_name<'v>(value: &'v Value, section: &str) -> Option<&'v str> {
    value.get("$ref")?.as_str()?.strip_prefix(section)
}

/// Adds media types to those of a name, in the order in which they are met.
fn merge(known: &mut HashMap<String, Vec<String>>, name: &str, media_types: Option<&Vec<String>>) {
    let Some(media_types) = media_types else {
        return;
    };
    match known.get_mut(name) {
        Some(known) => {
            for media_type in media_types {
                if known.len() < LISTED && !known.contains(media_type) {
                    known.push(media_type.clone());
                }
            }
        }
        None => drop(known.insert(name.to_owned(), media_types.clone())),
    }
}

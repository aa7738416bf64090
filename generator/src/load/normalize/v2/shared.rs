//! A first look at a document of Swagger 2.0, for what a reference alone does not tell: which shared parameters are bodies or
//! fields of forms, and with which media types shared bodies and responses are used.

use std::collections::HashMap;

use serde_json::Value;

use super::media_types::LISTED;
use crate::load::keywords::{ObjectKind, ReferencedTargets};
use crate::load::normalize::members::{Members, text, texts};
use crate::pointer::Pointer;
use crate::pointer::parse_reference;

/// What a parameter of Swagger 2.0 is in 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParameterRole {
    /// `parameters`.
    Parameters,
    /// `requestBody`, as a whole.
    Body,
    /// `requestBody`, as a property of its schema.
    Form,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct SharedObjects {
    belongs: HashMap<Pointer, ParameterRole>,
    fields: HashMap<Pointer, Members>,
    consumes: HashMap<String, Vec<String>>,
    produces: HashMap<String, Vec<String>>,
}

impl SharedObjects {
    /// Looks at a document.
    pub(super) fn read(tree: &Value, elsewhere: &ReferencedTargets) -> Self {
        let mut shared = Self::default();
        let parameters = Pointer::root().child("parameters");
        for (name, parameter) in object(tree, "parameters") {
            shared.parameter(parameters.child(name), parameter);
        }
        for (pointer, kind) in elsewhere {
            if *kind == ObjectKind::V2Parameter
                && let Some(parameter) = pointer.find(tree)
            {
                shared.parameter(pointer.clone(), parameter);
            }
        }
        let common = MediaTypes::read(tree);
        for (_, item) in object(tree, "paths") {
            shared.path_item(&common, item);
        }
        shared
    }

    fn parameter(&mut self, at: Pointer, parameter: &Value) {
        let Value::Object(members) = parameter else {
            return;
        };
        let belongs = belongs(members);
        if belongs == ParameterRole::Form {
            self.fields.insert(at.clone(), members.clone());
        }
        self.belongs.insert(at, belongs);
    }

    fn path_item(&mut self, common: &MediaTypes, item: &Value) {
        let operations = item.as_object().into_iter().flatten();
        for (_, operation) in operations.filter(|(_, value)| value.is_object()) {
            let own = MediaTypes::read(operation);
            let consumes = own.consumes.as_ref().or(common.consumes.as_ref());
            let produces = own.produces.as_ref().or(common.produces.as_ref());
            let parameters = [operation.get("parameters"), item.get("parameters")];
            for name in parameters
                .into_iter()
                .flatten()
                .filter_map(Value::as_array)
                .flatten()
                .filter_map(|parameter| shared_name(parameter, "#/parameters/"))
            {
                merge(&mut self.consumes, name, consumes);
            }
            for name in object(operation, "responses")
                .filter_map(|(_, response)| shared_name(response, "#/responses/"))
            {
                merge(&mut self.produces, name, produces);
            }
        }
    }

    /// Where a parameter in a list belongs.
    pub(super) fn belongs(&self, parameter: &Value) -> ParameterRole {
        let Value::Object(members) = parameter else {
            return ParameterRole::Parameters;
        };
        match text(members, "$ref").and_then(parse_reference) {
            Some(target) => self
                .belongs
                .get(&target)
                .copied()
                .unwrap_or(ParameterRole::Parameters),
            None => belongs(members),
        }
    }

    /// A shared field of forms, and where it stands.
    pub(super) fn field(&self, reference: &str) -> Option<(Pointer, Members)> {
        let target = parse_reference(reference)?;
        let field = self.fields.get(&target)?.clone();
        Some((target, field))
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

fn belongs(members: &Members) -> ParameterRole {
    match text(members, "in") {
        Some("body") => ParameterRole::Body,
        Some("formData") => ParameterRole::Form,
        _ => ParameterRole::Parameters,
    }
}

fn object<'v>(tree: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    tree.get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn shared_name<'v>(value: &'v Value, section: &str) -> Option<&'v str> {
    value.get("$ref")?.as_str()?.strip_prefix(section)
}

/// The media types that the document or an operation states.
struct MediaTypes {
    consumes: Option<Vec<String>>,
    produces: Option<Vec<String>>,
}

impl MediaTypes {
    fn read(value: &Value) -> Self {
        let listed = |key| {
            let mut listed = texts(value.as_object()?, key)?;
            listed.truncate(LISTED);
            Some(listed)
        };
        Self {
            consumes: listed("consumes"),
            produces: listed("produces"),
        }
    }
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

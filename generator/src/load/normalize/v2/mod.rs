//! [Swagger 2.0](https://spec.openapis.org/oas/v2.0.html) -> the shape of OpenAPI 3.0: a new root, and its parts changed in
//! place.
//!
//! Rejects what 3.0 cannot express: `collectionFormat: tsv`, and lists within lists that are not JSON.

mod body;
mod form;
mod media_types;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod server;
mod shared;

use serde_json::{Value, json};

use super::super::keywords::{ObjectKind, ReferencedTargets};
use super::context::Normalizer;
use super::members::{Members, object, take};
use crate::diagnostic::{Pointer, Trail};
use crate::load::private::PRIVATE;
use shared::SharedObjects;

/// Sections of the root, and where 3.0 has them.
const SECTIONS: &[(&str, &str)] = &[
    ("definitions", "schemas"),
    ("responses", "responses"),
    ("parameters", "parameters"),
    ("securityDefinitions", "securitySchemes"),
];

/// Normalizes a whole document.
pub(super) fn normalize(
    tree: &mut Value,
    elsewhere: &ReferencedTargets,
    context: &mut Normalizer<'_>,
) {
    let shared = SharedObjects::read(tree, elsewhere);
    let Value::Object(root) = tree else {
        return;
    };
    let servers = server::servers(root, context);
    let mut raising = Rewriter {
        consumes: context.media_types(root, "consumes", &Trail::Root),
        produces: context.media_types(root, "produces", &Trail::Root),
        shared,
        context,
    };
    *root = raising.root(std::mem::take(root), servers);
    raising.parts(root);
    raising.elsewhere(tree, elsewhere);
}

/// What the parts of a document need from the whole.
struct Rewriter<'w, 'r> {
    /// Media types of bodies, unless an operation says otherwise.
    consumes: Option<Vec<String>>,
    /// Media types of responses, unless an operation says otherwise.
    produces: Option<Vec<String>>,
    shared: SharedObjects,
    context: &'w mut Normalizer<'r>,
}

impl Rewriter<'_, '_> {
    /// Moves a member to a private key.
    fn keep_private(&mut self, members: &mut Members, key: &str, at: &Trail<'_>) {
        if let Some(value) = take(members, key) {
            let name = format!("{PRIVATE}{key}");
            self.context
                .moved(&at.key(key).pointer(), &at.key(&name).pointer());
            members.insert(name, value);
        }
    }

    /// The members of the root under their new names, the sections under `components`.
    fn root(&mut self, old: Members, servers: Value) -> Members {
        let mut new = Members::new();
        let mut components = Members::new();
        for (key, value) in old {
            match key.as_str() {
                "swagger" => drop(new.insert("openapi".to_owned(), json!("3.0.3"))),
                "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                section => match SECTIONS.iter().find(|(name, _)| *name == section) {
                    Some((_, name)) => drop(components.insert((*name).to_owned(), value)),
                    None => drop(new.insert(key, value)),
                },
            }
            if new.len() == 2 && !new.contains_key("servers") {
                // After `openapi` and `info`, where authors of 3.0 write it.
                new.insert("servers".to_owned(), servers.clone());
            }
        }
        new.entry("servers").or_insert(servers);
        for (old, name) in SECTIONS {
            let raised = Pointer::root().child("components").child(name);
            self.context
                .origins
                .moved(&raised, &Pointer::root().child(old));
        }
        new.insert("components".to_owned(), Value::Object(components));
        new
    }

    /// Normalizes paths and components.
    fn parts(&mut self, root: &mut Members) {
        let top = Trail::Root;
        if let Some(Value::Object(paths)) = root.get_mut("paths") {
            let at = top.key("paths");
            for (path, item) in paths.iter_mut().filter(|(path, _)| path.starts_with('/')) {
                self.path_item(item, &at.key(path));
            }
        }
        let Some(Value::Object(components)) = root.get_mut("components") else {
            return;
        };
        let at = top.key("components");
        self.shared_parameters(components, &at);
        each(components, "responses", &at, &mut |name, response, at| {
            let produces = self.shared.produces(name).or(self.produces.as_deref());
            let produces = produces.map(<[String]>::to_vec);
            self.response(response, produces.as_deref(), at);
        });
        each(components, "securitySchemes", &at, &mut |_, scheme, at| {
            security::scheme(scheme, at, self.context);
        });
        each(components, "schemas", &at, &mut |_, schema, at| {
            self.schema(schema, at);
        });
    }

    /// Sorts shared parameters into parameters and request bodies. 3.0 has no component for fields of forms.
    fn shared_parameters(&mut self, components: &mut Members, at: &Trail<'_>) {
        let Some(Value::Object(parameters)) = take(components, "parameters") else {
            return;
        };
        let section = at.key("parameters");
        let mut kept = Members::new();
        for (name, mut parameter) in parameters {
            match parameter.get("in").and_then(Value::as_str) {
                Some("body") => {
                    let source = self.context.origins.source(&section.key(&name).pointer());
                    let consumes = self.shared.consumes(&name).or(self.consumes.as_deref());
                    let types = media_types::of_body(consumes);
                    let bodies = at.key("requestBodies");
                    let body = self.body(parameter, &types, &source, &bodies.key(&name));
                    if let Some(bodies) = object(components, "requestBodies") {
                        bodies.insert(name, body);
                    }
                }
                Some("formData") => {}
                _ => {
                    self.parameter(&mut parameter, &section.key(&name));
                    kept.insert(name, parameter);
                }
            }
        }
        components.insert("parameters".to_owned(), Value::Object(kept));
    }

    /// Normalizes what references point to in places that are not part of the standard. Nothing changes twice.
    fn elsewhere(&mut self, tree: &mut Value, elsewhere: &ReferencedTargets) {
        let destinations = self.context.origins.destinations();
        let places: Vec<_> = elsewhere
            .iter()
            .map(|(source, kind)| (*kind, destinations.raised(source)))
            .collect();
        drop(destinations);
        for (kind, pointer) in places {
            let Some(value) = pointer.find_mut(tree) else {
                continue;
            };
            let produces = self.produces.clone();
            pointer.with_trail(&mut |at| match kind {
                ObjectKind::V2Schema => self.schema(value, at),
                ObjectKind::V2Response => self.response(value, produces.as_deref(), at),
                ObjectKind::V2Parameter => self.parameter(value, at),
                ObjectKind::V2PathItem => self.path_item(value, at),
                _ => {}
            });
        }
    }

    /// Rewrites a reference to a shared schema, parameter or response; any other follows its target at the end.
    fn reference(&mut self, members: &mut Members, at: &Trail<'_>) {
        let Some(Value::String(target)) = members.get_mut("$ref") else {
            return;
        };
        for (old, new) in SECTIONS {
            let rest = target
                .strip_prefix("#/")
                .and_then(|rest| rest.strip_prefix(old))
                .and_then(|rest| rest.strip_prefix('/'));
            if let Some(name) = rest.filter(|name| !name.contains('/')) {
                *target = format!("#/components/{new}/{name}");
                return;
            }
        }
        self.context.settle_later(target, &at.key("$ref"));
    }
}

/// Calls with each member of a section.
fn each(
    components: &mut Members,
    section: &str,
    at: &Trail<'_>,
    then: &mut dyn FnMut(&str, &mut Value, &Trail<'_>),
) {
    if let Some(Value::Object(members)) = components.get_mut(section) {
        let at = at.key(section);
        for (name, value) in members {
            then(name, value, &at.key(name));
        }
    }
}

//! What each item comes from: the subject of its changes, and its place in the document.

use std::collections::HashMap;

use super::super::model::ChangeSubject;
use super::super::operation_name::operation_name;
use crate::ir::{
    Api, BodyContent, ErrorOutcome, Field, Interface, Literal, MultipartForm, Operation, RustName,
    SuccessOutcome, TypeDef, TypeKind,
};
use crate::surface::{ItemKind, PublicItem};

/// Where an item comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ItemSource {
    /// What it is about.
    pub(super) subject: ChangeSubject,
    /// A JSON Pointer.
    pub(super) pointer: String,
}

/// The sources of the items of one version, by the path of the item without `()`.
#[derive(Debug, Default)]
pub(super) struct Subjects(HashMap<String, ItemSource>);

impl Subjects {
    /// Those of an API.
    pub(super) fn of(api: &Api) -> Self {
        let mut subjects = Self::default();
        for def in &api.types {
            subjects.of_type(def);
        }
        for operation in &api.operations {
            subjects.of_operation(api, operation);
        }
        subjects.of_client(api);
        subjects
    }

    /// The source of an item: its own, that of what it belongs to, or the document.
    pub(super) fn of_item(&self, item: &PublicItem) -> Option<&ItemSource> {
        let path = item.path.trim_end_matches("()");
        let path = path.strip_suffix("_or_default").unwrap_or(path);
        let own = self.0.get(path);
        let derived = || {
            let is_method = item.kind == ItemKind::Method;
            let start = ["_all", "_and_wait", "_wait"];
            let mut starts = start.iter().filter_map(|end| path.strip_suffix(end));
            starts
                .find_map(|path| self.0.get(path))
                .filter(|_| is_method)
        };
        own.or_else(derived)
            .or_else(|| self.0.get(item.owner.as_str()))
            .or_else(|| self.0.get(DOCUMENT))
    }

    fn add(&mut self, path: String, subject: ChangeSubject, pointer: &str) {
        self.0.entry(path).or_insert_with(|| ItemSource {
            subject,
            pointer: pointer.to_owned(),
        });
    }

    fn of_type(&mut self, def: &TypeDef) {
        let (name, pointer) = (def.name.as_str(), def.origin.pointer.as_str());
        let subject = || ChangeSubject::Type(name.to_owned());
        self.add(name.to_owned(), subject(), pointer);
        match &def.kind {
            TypeKind::Struct(data) => {
                self.fields(name, name, data.fields.iter());
                if let Some(companion) = &data.companion {
                    self.add(companion.to_string(), subject(), pointer);
                    self.fields(companion.as_str(), name, data.fields.iter());
                }
            }
            TypeKind::Enumeration(data) => {
                for variant in &data.variants {
                    let value = match &variant.value {
                        Literal::String(text) => text.clone(),
                        Literal::Integer(value) => value.to_string(),
                        _ => variant.name.to_string(),
                    };
                    let subject = ChangeSubject::Variant(name.to_owned(), value);
                    self.add(format!("{name}::{}", variant.name), subject, pointer);
                }
            }
            TypeKind::Union(data) => {
                for one in &data.alternatives {
                    let subject = ChangeSubject::Variant(name.to_owned(), one.name.to_string());
                    self.add(format!("{name}::{}", one.name), subject, pointer);
                }
            }
            TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
        }
    }

    fn fields<'f>(&mut self, owner: &str, of: &str, fields: impl Iterator<Item = &'f Field>) {
        for field in fields {
            let subject = ChangeSubject::Property(of.to_owned(), field.wire.clone());
            self.add(
                format!("{owner}::{}", field.name),
                subject,
                &field.origin.pointer,
            );
        }
    }

    fn of_operation(&mut self, api: &Api, operation: &Operation) {
        let interface = operation.role.interface();
        let prefix = prefix(interface);
        let (key, pointer) = (operation_name(operation), operation.origin.pointer.as_str());
        let subject = || ChangeSubject::Operation(key.clone());
        let interface_name = trait_name(api, interface);
        for owner in [
            interface_name.clone(),
            format!("Complete{interface_name}"),
            "Client".to_owned(),
        ] {
            self.add(
                format!("{prefix}{owner}::{}", operation.name),
                subject(),
                pointer,
            );
        }
        for owner in std::iter::once(&operation.request).chain(&operation.companion) {
            let owner = format!("{prefix}{owner}");
            self.add(owner.clone(), subject(), pointer);
            for parameter in &operation.parameters {
                let subject = ChangeSubject::Parameter(
                    key.clone(),
                    parameter.location,
                    parameter.wire.clone(),
                );
                self.add(
                    format!("{owner}::{}", parameter.name),
                    subject,
                    &parameter.origin.pointer,
                );
            }
            self.add(
                format!("{owner}::body"),
                ChangeSubject::Body(key.clone()),
                &format!("{pointer}/requestBody"),
            );
        }
        self.bodies(prefix, operation, &key);
        self.outcomes(prefix, operation, &key);
        self.headers(api, prefix, operation, &key);
    }

    fn bodies(&mut self, prefix: &str, operation: &Operation, key: &str) {
        let pointer = format!("{}/requestBody", operation.origin.pointer);
        let subject = || ChangeSubject::Body(key.to_owned());
        let Some(body) = &operation.body else {
            return;
        };
        if let BodyContent::Several(name, variants) = &body.content {
            self.add(format!("{prefix}{name}"), subject(), &pointer);
            for (variant, _) in variants {
                self.add(format!("{prefix}{name}::{variant}"), subject(), &pointer);
            }
        }
        for form in body.payloads().filter_map(|payload| payload.form.as_ref()) {
            self.form(prefix, form, &subject());
        }
    }

    fn form(&mut self, prefix: &str, form: &MultipartForm, subject: &ChangeSubject) {
        for owner in std::iter::once(&form.name).chain(&form.companion) {
            let owner = format!("{prefix}{owner}");
            self.add(owner.clone(), subject.clone(), &form.origin.pointer);
            let fields = form.parts.iter().map(|part| &part.field);
            self.fields(&owner, form.name.as_str(), fields);
        }
    }

    fn outcomes(&mut self, prefix: &str, operation: &Operation, key: &str) {
        let success = match &operation.success {
            SuccessOutcome::Several(name, replies) => Some((name, replies)),
            SuccessOutcome::Single(_) => None,
        };
        let failure = match &operation.failure {
            ErrorOutcome::Several(name, replies) => Some((name, replies)),
            ErrorOutcome::Single(_) | ErrorOutcome::Undocumented => None,
        };
        for (name, replies) in success.into_iter().chain(failure) {
            let pointer = format!("{}/responses", operation.origin.pointer);
            self.add(
                format!("{prefix}{name}"),
                ChangeSubject::Operation(key.to_owned()),
                &pointer,
            );
            for (variant, reply) in replies {
                let subject = ChangeSubject::Reply(key.to_owned(), reply.status);
                self.add(
                    format!("{prefix}{name}::{variant}"),
                    subject,
                    &reply.origin.pointer,
                );
            }
        }
    }

    fn headers(&mut self, api: &Api, prefix: &str, operation: &Operation, key: &str) {
        for reply in operation.replies() {
            let used = reply
                .headers
                .iter()
                .filter_map(|one| api.headers.get(one.header));
            for header in used {
                let subject =
                    ChangeSubject::ReplyHeader(key.to_owned(), reply.status, header.wire.clone());
                let name = header.name.as_str().trim_start_matches("r#").to_uppercase();
                self.add(format!("{prefix}{name}"), subject, &reply.origin.pointer);
            }
        }
    }

    /// The document itself, and what the builder of the client asks for.
    fn of_client(&mut self, api: &Api) {
        self.add(DOCUMENT.to_owned(), ChangeSubject::Document, "");
        for prefix in ["", "webhooks::", "callbacks::"] {
            for scheme in &api.schemes {
                let subject = ChangeSubject::Scheme(scheme.id.clone());
                self.add(
                    format!("{prefix}ClientBuilder::{}", scheme.name),
                    subject,
                    &scheme.origin.pointer,
                );
            }
        }
        for server in api.servers.iter().take(1) {
            for variable in &server.variables {
                let pointer = format!("/servers/0/variables/{}", variable.wire);
                self.add(
                    format!("ClientBuilder::{}", variable.name),
                    ChangeSubject::Document,
                    &pointer,
                );
            }
        }
        for operation in &api.operations {
            let supplied = operation.parameters.iter().filter(|one| one.from_client);
            for parameter in supplied {
                let key = operation_name(operation);
                let subject =
                    ChangeSubject::Parameter(key, parameter.location, parameter.wire.clone());
                let path = format!(
                    "{}ClientBuilder::{}",
                    prefix(operation.role.interface()),
                    parameter.name
                );
                self.add(path, subject, &parameter.origin.pointer);
            }
        }
    }
}

/// The key of the document.
const DOCUMENT: &str = "";

/// What is before the items of a trait.
fn prefix(interface: Interface) -> &'static str {
    match interface {
        Interface::Api => "",
        Interface::Webhooks => "webhooks::",
        Interface::Callbacks => "callbacks::",
    }
}

fn trait_name(api: &Api, interface: Interface) -> String {
    let mut hooks = api.hooks.iter();
    match hooks.find(|one| one.interface == interface) {
        Some(hooks) => hooks.name.to_string(),
        None => format!("{}Api", api.name),
    }
}

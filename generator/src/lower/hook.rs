//! What the API sends, webhooks and callbacks -> operations like any other, of traits of their own.
//!
//! Where such a request goes is for its sender to say when it is sent: runtime expressions are documented, not evaluated,
//! and `servers` have no effect. Credentials are asked for where the operation itself says so: those of the whole document
//! are what clients of the API show to it, not what it shows to them. Pages, waiters and links are the API's own.

use openapiv3::SecurityRequirement;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::context::Lowering;
use super::naming::{Case, NameRequest, distinct, type_name};
use super::operation::{OperationSite, template};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Api, Hooks, Interface, Link, Note, PathTemplate, Role};
use crate::load::HookKind;

/// What a name may not have as a segment of a path (RFC 3986 section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl<'d> OperationSite<'_, 'd> {
    /// What stands for a missing `operationId`: `GET /pets`, or the name of what is sent.
    pub(super) fn spelled(&self) -> String {
        match self.hook.map(|hook| &hook.kind) {
            None => format!("{} {}", self.method.to_ascii_uppercase(), self.path),
            Some(HookKind::Webhook(name) | HookKind::Callback { name, .. }) => name.clone(),
        }
    }

    /// Who calls the operation.
    pub(super) fn role(&self) -> Role {
        match self.hook.map(|hook| &hook.kind) {
            None => Role::Served,
            Some(HookKind::Webhook(name)) => Role::Webhook(name.clone()),
            Some(HookKind::Callback { name, expression }) => Role::Callback {
                name: name.clone(),
                expression: expression.clone(),
            },
        }
    }

    /// The path; of a webhook its name, of a callback the method's, since operations may share a name for it.
    pub(super) fn template(&self, method: &str) -> PathTemplate {
        match self.hook.map(|hook| &hook.kind) {
            None => template(self.path),
            Some(HookKind::Webhook(name)) => {
                template(&format!("/{}", utf8_percent_encode(name, RESERVED)))
            }
            Some(HookKind::Callback { .. }) => {
                template(&format!("/{}", method.trim_start_matches("r#")))
            }
        }
    }

    /// The requirements of the operation, or else the document's.
    pub(super) fn security(
        &self,
        document: Option<&'d [SecurityRequirement]>,
    ) -> Option<&'d [SecurityRequirement]> {
        let shared = document.filter(|_| self.hook.is_none());
        self.described.security.as_deref().or(shared)
    }

    /// Where the request of a callback goes.
    pub(super) fn note(&self) -> Option<Note> {
        match self.hook.map(|hook| &hook.kind) {
            Some(HookKind::Callback { expression, .. }) => Some(Note {
                words: "The request goes to".to_owned(),
                code: Some(expression.clone()),
            }),
            Some(HookKind::Webhook(_)) | None => None,
        }
    }
}

impl<'d> Lowering<'d, '_> {
    /// Where the answers lead, among the methods of the same trait.
    pub(super) fn own_links(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) -> Vec<Link> {
        if site.hook.is_some() {
            return Vec::new();
        }
        self.links(site.described, at)
    }

    /// Reports what an operation says that has no meaning for a request that the API sends.
    pub(super) fn report_meaningless(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) {
        let addressed = "who sends the request says where it goes";
        let alone = "what the API sends has neither pages nor tasks";
        let found = [
            (site.item_at, "servers", addressed),
            (at, "servers", addressed),
            (at, "x-pagination", alone),
            (at, "x-waiter", alone),
        ];
        for (owner, key, reason) in found {
            let at = owner.child(key);
            if self.value(&at).is_some() {
                let message = format!("`{key}` has no effect: {reason}");
                self.report(Code::UnsupportedKey, &at, message);
            }
        }
    }
}

/// Names the traits of what is sent, where anything is: as nothing else of the document is called.
pub(super) fn name_traits(api: &mut Api) {
    let types = api.types.iter().map(|def| def.name.to_string());
    let requests = api.operations.iter().map(|one| one.request.to_string());
    let taken: Vec<String> = types.chain(requests).collect();
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let interfaces = [
        (Interface::Webhooks, "Webhooks"),
        (Interface::Callbacks, "Callbacks"),
    ];
    for (interface, text) in interfaces {
        if api.methods(interface).next().is_none() {
            continue;
        }
        let request = NameRequest {
            place: "trait",
            ..NameRequest::text(text)
        };
        let names = distinct(Case::Type, &[request], &taken).identifiers;
        let named = names.first().map(|name| Hooks {
            interface,
            name: type_name(name),
        });
        api.hooks.extend(named);
    }
}

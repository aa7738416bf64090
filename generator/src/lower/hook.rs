//! Webhooks and callbacks, which the API sends -> operations like any other, in traits of their own.
//!
//! The sender decides where such a request goes: runtime expressions are documented and not evaluated, and `servers`
//! have no effect. Credentials are needed only if the operation itself says so: the `security` of the document is
//! about requests to the API. Pages, waiters and links exist only for requests to the API.

use openapiv3::SecurityRequirement;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::context::{Lowering, origin};
use super::naming::{Case, NameRequest, distinct, type_name};
use super::operation::{OperationSite, template};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Api, BodyContent, Hooks, Interface, Link, Note, PathTemplate, Role};
use crate::load::Hook;

/// What a name may not have as a segment of a path (RFC 3986 section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A key of `paths` that is no path: what it stands for, and where that stands.
pub(super) struct ServerSent {
    hook: Hook,
    at: Pointer,
}

impl ServerSent {
    /// What a key stands for; `None` for a path.
    pub(super) fn of(key: &str) -> Option<Self> {
        Hook::of(key).map(|(hook, at)| Self { hook, at })
    }
}

impl<'d> OperationSite<'_, 'd> {
    /// What stands for a missing `operationId`: `GET /pets`, or the name of what is sent.
    pub(super) fn spelled(&self) -> String {
        match self.sent.map(|sent| &sent.hook) {
            None => format!("{} {}", self.method.to_ascii_uppercase(), self.path),
            Some(Hook::Webhook(name) | Hook::Callback { name, .. }) => name.clone(),
        }
    }

    /// Who calls the operation.
    pub(super) fn role(&self) -> Role {
        match self.sent.map(|sent| &sent.hook) {
            None => Role::Served,
            Some(Hook::Webhook(name)) => Role::Webhook(name.clone()),
            Some(Hook::Callback { name, expression }) => Role::Callback {
                name: name.clone(),
                expression: expression.clone(),
            },
        }
    }

    /// The path; of a webhook its name, of a callback the method's, since operations may share a name for it.
    pub(super) fn template(&self, method: &str) -> PathTemplate {
        match self.sent.map(|sent| &sent.hook) {
            None => template(self.path),
            Some(Hook::Webhook(name)) => {
                template(&format!("/{}", utf8_percent_encode(name, RESERVED)))
            }
            Some(Hook::Callback { .. }) => {
                template(&format!("/{}", method.trim_start_matches("r#")))
            }
        }
    }

    /// The requirements of the operation, or else the document's.
    pub(super) fn security(
        &self,
        document: Option<&'d [SecurityRequirement]>,
    ) -> Option<&'d [SecurityRequirement]> {
        let shared = document.filter(|_| self.sent.is_none());
        self.described.security.as_deref().or(shared)
    }

    /// Where the operation is described, as its docs say it.
    pub(super) fn origin(&self, own_at: &Pointer) -> Pointer {
        self.sent
            .map_or_else(|| own_at.clone(), |sent| sent.at.child(self.method))
    }

    /// Where the request of a callback goes.
    pub(super) fn note(&self) -> Option<Note> {
        match self.sent.map(|sent| &sent.hook) {
            Some(Hook::Callback { expression, .. }) => Some(Note {
                words: "The request goes to".to_owned(),
                code: Some(expression.clone()),
            }),
            Some(Hook::Webhook(_)) | None => None,
        }
    }
}

impl<'d> Lowering<'d, '_> {
    /// The methods of the same trait that responses link to.
    pub(super) fn own_links(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) -> Vec<Link> {
        if site.sent.is_some() {
            return Vec::new();
        }
        self.links(site.described, at)
    }

    /// Reports keys that have no meaning for a request that the API sends.
    pub(super) fn report_meaningless(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) {
        let addressed = "the sender decides where the request goes";
        let alone = "requests that the API sends have no pages or tasks";
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

/// Gives types the origin that the document has for them, not the one where webhooks are gathered.
pub(super) fn tell_places(api: &mut Api) {
    let bodies = api
        .operations
        .iter_mut()
        .filter_map(|one| one.body.as_mut());
    let payloads = bodies.flat_map(|body| match &mut body.content {
        BodyContent::Single(payload) => vec![payload],
        BodyContent::Several(_, variants) => variants.iter_mut().map(|(_, one)| one).collect(),
    });
    let forms = payloads.filter_map(|payload| payload.form.as_mut());
    let forms = forms.map(|form| &mut form.origin);
    let types = api.types.iter_mut().map(|def| &mut def.origin);
    for told in types.chain(forms) {
        if let Some(at) = Pointer::parse(&told.pointer).and_then(|at| described(&at)) {
            *told = origin(&at);
        }
    }
}

/// Where the document has what is gathered at a place; `None` where nothing was gathered.
fn described(at: &Pointer) -> Option<Pointer> {
    let mut segments = at.segments();
    let (section, key) = (segments.next()?, segments.next()?);
    let (_, start) = Hook::of(&key).filter(|_| section == "paths")?;
    Some(segments.fold(start, |at, segment| at.child(&segment)))
}

/// Names the traits of webhooks and callbacks, if there are any, like nothing else in the document.
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

//! Webhooks and callbacks, which the API sends -> operations like any other, in their own traits.
//!
//! The sender decides where such a request goes: runtime expressions are documented and not
//! evaluated, and `servers` have no effect. Credentials are needed only if the operation itself
//! says so: the `security` of the document is about requests to the API. Pagination, waiters and
//! links exist only for requests to the API.

use super::context::Lowering;
use super::naming::{Case, distinct_words, type_name};
use super::site::OperationSite;
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Api, Hooks, Interface, Link};

impl<'d> Lowering<'d, '_> {
    /// The links of the operation. Responses to webhooks and callbacks have none, because links
    /// lead to methods of the API.
    pub(super) fn own_links(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) -> Vec<Link> {
        if site.hook.is_some() {
            return Vec::new();
        }
        self.links(site.described, at)
    }

    /// Reports keys that have no effect for a request that the API sends. For example, `servers` of
    /// a webhook: the receiver chooses the address.
    pub(super) fn report_ineffective_keys(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) {
        let addressed = "the sender decides where the request goes";
        let alone = "requests that the API sends have no pages or tasks";
        let found = [
            (site.item_at, "servers", addressed),
            (at, "servers", addressed),
            (at, "x-pagination", alone),
            (at, "x-speakeasy-pagination", alone),
            (at, "x-fern-pagination", alone),
            (at, "x-ms-pageable", alone),
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

/// Names the traits `Webhooks` and `Callbacks` if the document has any. A type of that name keeps
/// it, and the trait becomes `WebhooksTrait`.
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
        let names = distinct_words(Case::Type, &[text.to_owned()], "trait", &taken);
        let named = names.first().map(|name| Hooks {
            interface,
            name: type_name(name),
        });
        api.hooks.extend(named);
    }
}

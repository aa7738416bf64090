//! `links` of responses (<https://spec.openapis.org/oas/v3.1.1.html#link-object>) -> the methods
//! that they lead to, for the docs.
//!
//! ```yaml
//! responses:
//!   201: {links: {task: {operationId: getTask, parameters: {id: $response.body#/id}}}}
//! # the docs of the method link to `get_task`
//! ```
//!
//! Links are documented and not followed: which of them to follow is the caller's decision.

use foldhash::HashMap;
use indexmap::IndexMap;
use openapiv3::{LinkOperation, Operation as Described, ReferenceOr, Response};

use super::context::Lowering;
use super::docs::description;
use super::naming::method_name;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::Link;
use crate::load::{Repair, did_you_mean};
use crate::resolve::Resolver;

impl<'d> Lowering<'d, '_> {
    /// The links of all responses of an operation; a name that several responses have occurs once.
    pub(super) fn links(&mut self, operation: &'d Described, at: &Pointer) -> Vec<Link> {
        let at = at.child("responses");
        let responses = operation
            .responses
            .responses
            .iter()
            .map(|(status, response)| (at.child(&status.to_string()), response));
        let default = operation
            .responses
            .default
            .iter()
            .map(|response| (at.child("default"), response));
        let mut links: IndexMap<String, Link> = IndexMap::new();
        for (at, response) in responses.chain(default).collect::<Vec<_>>() {
            for link in self.response_links(response, &at) {
                links.entry(link.name.clone()).or_insert(link);
            }
        }
        links.into_values().collect()
    }

    /// The links of one response that lead to a known operation.
    fn response_links(&mut self, response: &'d ReferenceOr<Response>, at: &Pointer) -> Vec<Link> {
        let Some((response, at)) = self.resolver.response(response, at) else {
            return Vec::new();
        };
        let at = at.child("links");
        let links = response.links.iter().filter_map(|(name, link)| {
            let (link, at) = self.resolver.link(link, &at.child(name))?;
            let target = self.link_target(&link.operation, &at)?;
            Some(Link {
                name: name.clone(),
                target,
                docs: description(link.description.as_deref()),
            })
        });
        links.collect()
    }

    /// The method that a link leads to, by `operationId` or by a reference. An unknown operation is
    /// reported, and the link is left out of the docs.
    fn link_target(
        &mut self,
        operation: &LinkOperation,
        at: &Pointer,
    ) -> Option<crate::ir::MethodName> {
        let (place, key, text) = match operation {
            LinkOperation::OperationId(id) => (self.operation_called(id), "operationId", id),
            LinkOperation::OperationRef(reference) => {
                (Resolver::target(reference), "operationRef", reference)
            }
        };
        if let Some(names) = place.and_then(|place| self.plan.operations.get(&place)) {
            return Some(method_name(&names.method));
        }
        let message = format!("there is no operation `{}`", show(text));
        let code = Code::UndefinedOperation;
        let document = self.document;
        if let Some(report) = self.fault(Repair::Harmless, code, &at.child(key), message) {
            let operations = document.operations();
            let ids = operations.filter_map(|(_, _, operation)| operation.operation_id.as_deref());
            did_you_mean(report, text, ids);
        }
        None
    }

    /// The place of the operation with an `operationId`; of two, the first one.
    fn operation_called(&self, id: &str) -> Option<Pointer> {
        let places = self.places_by_id.get_or_init(|| {
            let mut places = HashMap::default();
            for (path, method, operation) in self.document.operations() {
                if let Some(id) = operation.operation_id.as_deref() {
                    places.entry(id).or_insert_with(|| {
                        Pointer::root().child("paths").child(path).child(method)
                    });
                }
            }
            places
        });
        places.get(id).cloned()
    }
}

//! Which operations have methods that call them more than once, for any implementation of the trait:
//! `list_pets_all`, `start_task_and_wait`.
//!
//! Each call takes its request, so those that are sent again are cloned. A request that has a stream
//! cannot be.

use super::body::streams;
use super::module_context::ModuleContext;
use crate::ir::{Api, Interface, Operation, Waiter};

/// The trait with the methods that call an operation more than once, if there are any: `PetsApiExt`.
pub(super) fn extension_trait_name(cx: &ModuleContext<'_>) -> Option<String> {
    let mut operations = cx.methods();
    let is_api = cx.module.interface == Interface::Api;
    (is_api && operations.any(|one| is_extended(cx, one)))
        .then(|| cx.free_name(format!("{}Ext", cx.trait_name())))
}

/// Whether an operation has methods here.
fn is_extended(cx: &ModuleContext<'_>, operation: &Operation) -> bool {
    has_pages(operation) || polled(cx.api, operation).is_some()
}

/// Whether an operation has pages whose requests can be cloned.
pub(super) fn has_pages(operation: &Operation) -> bool {
    operation.pagination.is_some() && is_cloned(operation)
}

/// The waiter of an operation and the operation that it polls, if its requests can be cloned.
pub(super) fn polled<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> Option<(&'a Waiter, &'a Operation)> {
    let waiter = operation.waiter.as_ref()?;
    let polled = api.operations.get(waiter.operation)?;
    is_cloned(polled).then_some((waiter, polled))
}

/// Whether the request has no stream.
fn is_cloned(operation: &Operation) -> bool {
    let mut body = operation.body.iter();
    body.all(|body| !streams(&body.content))
}

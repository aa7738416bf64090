//! Waiters: which operation to poll, with what, and where the status is.

use quote::quote;

use crate::emit::scope::Scope;
use crate::emit::Item;
use crate::ir::Operation;

/// The table of an operation that starts a task.
pub(super) fn item(_scope: &Scope<'_>, operation: &Operation) -> Option<Item> {
    let _ = operation.waiter.as_ref()?;
    let _ = quote!();
    None
}

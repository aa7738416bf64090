//! `codec.rs`: the wire format of types, if they have several modules. Otherwise it is in
//! `wire.rs`.
//!
//! ```text
//! mod pets;
//! mod shared;
//! ```
//!
//! and in `codec/shared.rs`:
//!
//! ```text
//! codec!(union Pet by "kind" { "cat" => Cat, "dog" => Dog });
//! limits!(Money { "cents" => cents: [Minimum(0)] });
//! ```

use super::ModuleHead;
use super::docs::Prose;
use super::module_context::ModuleContext;
use super::wire;

/// Emits the module.
pub(super) fn emit(cx: ModuleContext<'_>) -> ModuleHead {
    cx.add(cx.submodules());
    wire::add_types(&cx);
    let docs = cx.subject("The wire format of types");
    cx.finish(Prose::item().text(&docs).lines())
}

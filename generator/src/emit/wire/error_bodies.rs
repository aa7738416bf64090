//! One line per error body: the properties in which the runtime finds what went wrong.
//!
//! ```text
//! error_body!(Problem { code: "error_code", message: "error_msg", request_id: "trace" });
//! error_body!(Missing);
//! error_body!(Failure { success_codes: ["0"], code: "code" });
//! ```
//!
//! Without `x-error`, the line has no rows, and the runtime looks for common names such as `code`
//! and `message`.

use std::collections::BTreeSet;

use quote::quote;

use crate::emit::ident::parse;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{ErrorFields, Struct, TypeId, TypeKind};

/// The lines of the named types that some operation fails with.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let here: BTreeSet<usize> = cx.types().map(|(index, _)| index).collect();
    let all = cx.analysis.error_bodies.iter();
    let all = all.filter(|id| here.contains(&id.0));
    all.filter_map(|id| error_body(cx, *id)).collect()
}

/// The line of a type, unless it is the user's own, which implements the trait itself.
fn error_body(cx: &ModuleContext<'_>, id: TypeId) -> Option<Item> {
    let def = cx.api.get(id)?;
    let name = cx.local(ModuleKind::Types, &def.name);
    let rows = match &def.kind {
        TypeKind::Struct(data) => data
            .error
            .as_deref()
            .map_or_else(Vec::new, |roles| places(data, roles)),
        TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Alias(..) => Vec::new(),
        // What an error says, its own type knows.
        TypeKind::Foreign(_) => return None,
    };
    let node = if rows.is_empty() {
        Node::Leaf(name)
    } else {
        Node::compact(name, rows)
    };
    Some(Table::line(cx.codegen("error_body"), node))
}

/// `code: "error_code"`, a row for each role that a property has.
fn places(data: &Struct, roles: &ErrorFields) -> Vec<Node> {
    let ErrorFields {
        code,
        message,
        detail,
        request_id,
        success_codes,
    } = roles;
    let codes = success_codes.as_ref().map(|codes| {
        let codes = codes.iter().map(|code| literal::string(code));
        Node::Leaf(quote!(success_codes: [#(#codes),*]))
    });
    let roles = [
        ("code", code),
        ("message", message),
        ("detail", detail),
        ("request_id", request_id),
    ];
    let rows = roles.into_iter().filter_map(|(role, name)| {
        let field = data
            .fields
            .iter()
            .find(|field| Some(&field.name) == name.as_ref())?;
        let (role, wire) = (parse(role), literal::string(&field.wire));
        Some(Node::Leaf(quote!(#role: #wire)))
    });
    codes.into_iter().chain(rows).collect()
}

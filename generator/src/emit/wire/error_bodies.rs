//! One line per error body: the properties in which the runtime finds what went wrong, and those that a server fills.
//!
//! ```text
//! error_body!(Problem {
//!     fill { Code.required("error_code"), Message.optional("error_msg") },
//!     code: "error_code", message: "error_msg", request_id: "trace",
//! });
//! error_body!(Missing);
//! error_body!(Failure { success_codes: ["0"], code: "code" });
//! ```
//!
//! Without `x-error`, the line has no places, and a client looks for common names such as `code`
//! and `message`. What a server fills is decided in `lower/filling`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use crate::emit::ident::{parse, token};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{
    Constraint, Constraints, ErrorFields, Fill, FillRow, Filling, Struct, TypeId, TypeKind,
};

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
    let filled = cx.api.fillings.get(&id);
    let filled = filled
        .into_iter()
        .flat_map(|filling| filled_rows(cx, filling));
    let places = match &def.kind {
        TypeKind::Struct(data) => data
            .error
            .as_deref()
            .map_or_else(Vec::new, |roles| places(data, roles)),
        TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Alias(..) => Vec::new(),
        // What an error says, its own type knows.
        TypeKind::Foreign(_) => return None,
    };
    let rows: Vec<Node> = filled.chain(places).collect();
    let node = if rows.is_empty() {
        Node::Leaf(name)
    } else {
        Node::compact(name, rows)
    };
    Some(Table::line(cx.codegen("error_body"), node))
}

/// `fill { Code.required("error_code") }` and `whole: [MinProperties(1)]`.
fn filled_rows(cx: &ModuleContext<'_>, filling: &Filling) -> Vec<Node> {
    let rows = filling.rows.iter().map(|row| Node::Leaf(fill_row(cx, row)));
    let fill = Node::filled(quote!(fill), rows.collect());
    let limits = limits(cx, &filling.limits);
    let whole = limits.map(|limits| Node::Leaf(quote!(whole: #limits)));
    std::iter::once(fill).chain(whole).collect()
}

/// `Code.required("error_code").within(&[MaxLength(20)])`
fn fill_row(cx: &ModuleContext<'_>, row: &FillRow) -> TokenStream {
    let (fill, wire) = (fill(cx, &row.fill), literal::string(&row.wire));
    let need = parse(if row.is_required {
        "required"
    } else {
        "optional"
    });
    let limits = limits(cx, &row.limits).map(|limits| quote!(.within(&#limits)));
    quote!(#fill.#need(#wire) #limits)
}

fn limits(cx: &ModuleContext<'_>, own: &[Constraint]) -> Option<TokenStream> {
    let constraints = Constraints {
        own: own.to_vec(),
        items: None,
    };
    check::list(cx, &constraints)
}

/// `Code`, `Object(&[Message.required("message")])`
fn fill(cx: &ModuleContext<'_>, part: &Fill) -> TokenStream {
    let name = match part {
        Fill::Code => "Code",
        Fill::Status => "Status",
        Fill::StatusText => "StatusText",
        Fill::Title => "Title",
        Fill::Message => "Message",
        Fill::Detail => "Detail",
        Fill::RequestId => "RequestId",
        Fill::RequestUuid => "RequestUuid",
        Fill::Now => "Now",
        Fill::Path => "Path",
        Fill::Method => "Method",
        Fill::Place => "Place",
        Fill::Json(json) => {
            let json = literal::string(json);
            return quote!(Json(#json));
        }
        Fill::Known(known) => {
            let known = known.iter().map(|(status, text)| {
                let status = literal::integer((*status).into());
                let text = literal::string(text);
                quote!((#status, #text))
            });
            return quote!(Known(&[#(#known),*]));
        }
        Fill::Statuses(known) => {
            let known = known.iter().map(|one| literal::integer((*one).into()));
            return quote!(Statuses(&[#(#known),*]));
        }
        Fill::Object(rows) => {
            let rows = rows.iter().map(|row| fill_row(cx, row));
            return quote!(Object(&[#(#rows),*]));
        }
        Fill::Violations(item) => {
            let item = fill(cx, item);
            return quote!(Violations(&#item));
        }
        Fill::OrNull(item) => {
            let item = fill(cx, item);
            return quote!(OrNull(&#item));
        }
        Fill::Items(item) => {
            let item = fill(cx, item);
            return quote!(Items(&#item));
        }
    };
    token(name)
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

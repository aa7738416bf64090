//! Limits of responses: the row `checks` of an operation, if clients can check responses.
//!
//! ```text
//! checks: {
//!     success(all) => body { [MaxItems(3)], inside },
//!     success(0) => header("header.X-Total", required, Header::<i64>::new(Param::header("X-Total"))) { [Minimum(0)] },
//!     failure(all) => variant(GetPetFailure::NotFound) { inside },
//! }
//! ```
//!
//! In parentheses are the indices of the replies that a row is for. Bytes that stream have no
//! limits.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::checks;
use crate::emit::body::BodyType;
use crate::emit::ident::{ident, parse};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::wire::param;
use crate::emit::{Node, literal};
use crate::ir::{
    ErrorOutcome, HeaderUse, Operation, Presence, Reply, ResponseChecks, SuccessOutcome, TypeName,
    VariantName,
};

/// What is checked of some replies.
struct ReplyLimits {
    /// Their indices; none for all.
    replies: Vec<usize>,
    part: PartLimits,
}

/// What is checked of a part of a response.
struct PartLimits {
    /// `body`, `variant(GetPetFailure::NotFound)`
    name: TokenStream,
    /// `[MaxItems(3)]`, `inside`
    limits: Vec<TokenStream>,
}

/// The row of an operation.
pub(in crate::emit::wire) fn row(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Node> {
    if cx.api.response_checks == ResponseChecks::Absent {
        return None;
    }
    let success = match &operation.success {
        SuccessOutcome::Single(replies) => single(cx, replies),
        SuccessOutcome::Several(name, replies) => several(cx, name, replies),
    };
    let failure = match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => single(cx, replies),
        ErrorOutcome::Several(name, replies) => several(cx, name, replies),
    };
    let success = success.into_iter().map(|row| ("success", row));
    let failure = failure.into_iter().map(|row| ("failure", row));
    let rows = success.chain(failure).map(|(outcome, row)| {
        let (outcome, part) = (parse(outcome), row.part.name);
        let replies = row
            .replies
            .iter()
            .map(|one| Literal::usize_unsuffixed(*one));
        let replies = match row.replies.is_empty() {
            true => quote!(all),
            false => quote!(#(#replies),*),
        };
        let limits = row.part.limits.into_iter().map(Node::Leaf);
        Node::filled(quote!(#outcome(#replies) => #part), limits.collect())
    });
    let rows: Vec<Node> = rows.collect();
    (!rows.is_empty()).then(|| Node::filled(quote!(checks:), rows))
}

/// The rows of replies that have one type.
fn single(cx: &ModuleContext<'_>, replies: &[Reply]) -> Vec<ReplyLimits> {
    let mut rows: Vec<ReplyLimits> = Vec::new();
    for (index, reply) in replies.iter().enumerate() {
        for part in body(cx, reply)
            .into_iter()
            .chain(headers(cx, &reply.headers))
        {
            // Replies of which the same is checked share a row.
            match rows.iter_mut().find(|row| row.part.is(&part)) {
                Some(row) => row.replies.push(index),
                None => rows.push(ReplyLimits {
                    replies: vec![index],
                    part,
                }),
            }
        }
    }
    let shared = rows.iter_mut();
    let shared = shared.filter(|row| row.replies.len() == replies.len());
    shared.for_each(|row| row.replies.clear());
    rows
}

/// The rows of replies that are the variants of an enum.
fn several(
    cx: &ModuleContext<'_>,
    name: &TypeName,
    replies: &[(VariantName, Reply)],
) -> Vec<ReplyLimits> {
    let rows = replies.iter().enumerate();
    let rows = rows.flat_map(|(index, (variant, reply))| {
        let body = body(cx, reply).map(|part| {
            let (name, variant) = (cx.local(ModuleKind::Api, name), ident(variant));
            let streams = BodyType::of_reply(reply).streams();
            let sort = parse(if streams { "variant_items" } else { "variant" });
            let part = PartLimits {
                name: quote!(#sort(#name::#variant)),
                ..part
            };
            ReplyLimits {
                replies: Vec::new(),
                part,
            }
        });
        let headers = headers(cx, &reply.headers).map(move |part| ReplyLimits {
            replies: vec![index],
            part,
        });
        body.into_iter().chain(headers)
    });
    rows.collect()
}

impl PartLimits {
    fn is(&self, other: &Self) -> bool {
        let text = |part: &Self| {
            let limits = part.limits.iter().map(ToString::to_string);
            (part.name.to_string(), limits.collect::<Vec<_>>())
        };
        text(self) == text(other)
    }
}

/// `body { [MaxItems(3)], inside }`, `items { inside }`; `None` if the body has no limits.
fn body(cx: &ModuleContext<'_>, reply: &Reply) -> Option<PartLimits> {
    let (name, ty) = match BodyType::of_reply(reply) {
        BodyType::Value(ty) => (quote!(body), ty),
        BodyType::Events(ty) | BodyType::Lines(ty) => (quote!(items), ty),
        BodyType::Empty | BodyType::Any | BodyType::Bytes => return None,
    };
    let limits: Vec<TokenStream> = checks(cx, ty, &reply.constraints).collect();
    (!limits.is_empty()).then_some(PartLimits { name, limits })
}

/// `header("header.X-Total", optional, Header::<i64>::new(Param::header("X-Total"))) { [Minimum(0)] }`
fn headers(cx: &ModuleContext<'_>, headers: &[HeaderUse]) -> impl Iterator<Item = PartLimits> {
    headers.iter().filter_map(|one| {
        let header = cx.api.headers.get(one.header)?;
        let needed = parse(match one.presence {
            Presence::Required => "required",
            Presence::Optional | Presence::Default(_) => "optional",
        });
        let place = literal::string(&format!("header.{}", header.wire));
        let (ty, param) = (cx.ty(&header.ty), param::header(cx, header));
        let constant = cx.runtime("Header");
        Some(PartLimits {
            name: quote!(header(#place, #needed, #constant::<#ty>::new(#param))),
            limits: checks(cx, &header.ty, &one.constraints).collect(),
        })
    })
}

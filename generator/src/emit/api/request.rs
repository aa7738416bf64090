//! The arguments of an operation: parameters and body as the fields of a struct.

use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::record::{Content, Held, Member, Record};
use crate::emit::travel::Maker;
use crate::ir::{Body, FieldName, Operation, Parameter, Presence};

/// The struct and its methods.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let body_name = body_name();
    let mut members: Vec<Member<'_>> = operation.parameters.iter().map(parameter).collect();
    members.extend(operation.body.as_ref().map(|one| body(&body_name, one)));
    let method = cx.method(operation);
    let docs = Prose::item()
        .text(&format!("Arguments of {method}."))
        .origin(&operation.origin);
    Record {
        name: ident(&operation.request),
        docs,
        members,
        maker: Maker::Anyone,
    }
    .items(cx)
}

/// The field of the body.
fn body_name() -> FieldName {
    FieldName::from_valid("body".to_owned())
}

fn parameter(parameter: &Parameter) -> Member<'_> {
    let prose = Prose::member().docs(&parameter.docs, &format!("{}.", code(&parameter.wire)));
    let (held, docs) = match &parameter.presence {
        _ if parameter.from_client => (
            Held::Optional,
            prose.text("If it is `None`, the client sends its configured value; on a server it is always set."),
        ),
        Presence::Required => (Held::Required, prose),
        Presence::Optional => (Held::Optional, prose),
        Presence::Default(value) => (Held::Default(value), prose),
    };
    Member {
        name: &parameter.name,
        content: Content::Data(&parameter.ty),
        held,
        docs,
        deprecated: parameter.docs.deprecated.as_deref(),
    }
}

fn body<'a>(name: &'a FieldName, body: &'a Body) -> Member<'a> {
    Member {
        name,
        content: Content::Body(&body.content),
        held: match body.presence {
            Presence::Required => Held::Required,
            Presence::Optional | Presence::Default(_) => Held::Optional,
        },
        docs: Prose::member().docs(&body.docs, "The body."),
        deprecated: None,
    }
}

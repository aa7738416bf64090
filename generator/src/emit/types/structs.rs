//! Objects.

use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::record::{Content, Held, Member, Record};
use crate::emit::travel::Maker;
use crate::ir::{Access, Constant, Extra, Field, Presence, Struct, TypeDef};

/// The struct and its methods.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Struct,
    maker: Maker,
) -> Vec<Item> {
    let mut members: Vec<Member<'_>> = data.fields.iter().map(member).collect();
    if let Extra::Kept(name, ty, _) = &data.extra {
        members.push(Member {
            name,
            content: Content::Extra(ty),
            held: Held::Collected,
            docs: Prose::member().text("Properties beside the named ones."),
            deprecated: None,
        });
    }
    Record {
        name: ident(&def.name),
        docs: prose(def, data),
        members,
        maker,
    }
    .items(cx)
}

/// The docs, with what callers never see: the properties that have one value.
fn prose(def: &TypeDef, data: &Struct) -> Prose {
    let docs = Prose::item().docs(&def.docs, "An object.");
    let constants: Vec<String> = data.constants.iter().map(shown).collect();
    let docs = match constants.as_slice() {
        [] => docs,
        some => docs.text(&format!("On the wire always with {}.", some.join(", "))),
    };
    docs.origin(&def.origin)
}

/// `object: account`, as code.
fn shown(constant: &Constant) -> String {
    code(&format!(
        "{}: {}",
        constant.wire,
        super::enums::shown(&constant.value)
    ))
}

fn member(field: &Field) -> Member<'_> {
    let otherwise = format!("{}.", crate::emit::docs::code(&field.wire));
    let docs = Prose::member().docs(&field.docs, &otherwise);
    Member {
        name: &field.name,
        content: Content::Data(&field.ty),
        held: held(field),
        docs: direction(docs, field.access),
        deprecated: field.docs.deprecated.as_deref(),
    }
}

/// Says which side sends a field that only one of them does.
fn direction(docs: Prose, access: Access) -> Prose {
    match access {
        Access::ReadWrite => docs,
        Access::ReadOnly => docs.text("Only in responses."),
        Access::WriteOnly => docs.text("Only in requests."),
    }
}

/// What only one side may send is absent on the other, so it is an `Option` whatever `required` says.
fn held(field: &Field) -> Held<'_> {
    match (&field.presence, field.access) {
        (Presence::Required, Access::ReadWrite) => Held::Required,
        (Presence::Required, Access::ReadOnly | Access::WriteOnly) | (Presence::Optional, _) => {
            Held::Optional
        }
        (Presence::Default(value), _) => Held::Default(value),
    }
}

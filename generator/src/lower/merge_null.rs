//! Null among the values of merged schemas.
//!
//! `nullable` belongs to the `type` beside it
//! (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>), so null is valid if every merged
//! schema with a type accepts it. Authors also write `nullable: true` in a member of its own, and a
//! null type beside a reference; both mean a nullable schema.

use serde_json::{Map, Value};

use super::component::reference;
use super::context::Lowering;
use super::model::{MergedMember, View};
use super::shape::{is_annotation, is_null, is_typed};
use crate::diagnostic::{Code, Pointer, member};
use crate::load::Repair;

impl<'d> Lowering<'d, '_> {
    /// Takes out members that allow only null beside others that allow more: the author means a
    /// nullable schema. The contradiction is reported.
    pub(super) fn take_null_members(
        &mut self,
        view: &mut View<'d>,
        parts: &mut Vec<MergedMember<'d>>,
    ) {
        let only_null = |part: &MergedMember<'d>| own(&part.view).is_some_and(only_null);
        let speaks = |part: &MergedMember<'d>| own(&part.view).is_some_and(speaks_of_type);
        let more = own(view).is_some_and(speaks_of_type)
            || parts.iter().any(|part| !only_null(part) && speaks(part));
        if !more {
            return;
        }
        for part in parts.extract_if(.., |part| only_null(part)) {
            let message = "this allows only null, and another schema of `allOf` does not";
            self.fault(
                Repair::Harmless,
                Code::ConflictingSchemas,
                &part.member,
                message,
            );
            view.nullable = true;
        }
    }

    /// Simplifies `oneOf` and `anyOf` before their shape is decided.
    ///
    /// ```yaml
    /// oneOf: [{$ref: X}, {type: 'null'}]           # a nullable X
    /// oneOf: [{type: string, maxLength: 5}]        # that string
    /// oneOf: [{required: [a]}, {required: [b]}]    # not types: a check of the object
    /// ```
    pub(super) fn drop_null_alternatives(&mut self, view: &mut View<'d>) {
        let Some(mut choice) = view.choice.take() else {
            return;
        };
        view.nullable |= choice.retain(|member| !self.value(member).is_some_and(is_null));
        view.nullable |= choice
            .members
            .iter()
            .any(|member| self.says_nullable(member));
        let types = choice
            .members
            .iter()
            .any(|member| self.value(member).is_some_and(is_typed));
        let single = choice
            .members
            .first()
            .filter(|_| choice.members.len() == 1 && types);
        let inline = single
            .filter(|member| {
                self.value(member)
                    .is_some_and(|value| reference(value).is_none())
            })
            .cloned();
        if let Some((part, member)) = inline.and_then(|member| Some((self.flat(&member)?, member)))
        {
            view.nullable |= part.nullable;
            self.merge(view, part, &member);
        } else if types {
            view.choice = Some(choice);
        }
    }

    /// Whether the schema at a place has `nullable: true`.
    fn says_nullable(&self, member: &Pointer) -> bool {
        let schema = self.end_value(member);
        schema
            .and_then(|schema| schema.get("nullable"))
            .and_then(Value::as_bool)
            .unwrap_or_default()
    }
}

/// Whether merged members accept null, if the schema itself does not say: all members with a type;
/// of a property that is described several times, those of the nearest description.
///
/// A member with nothing but annotations makes the schema nullable:
/// `allOf: [{$ref: …/Owner}, {nullable: true}]`.
pub(super) fn accept_null(view: &View<'_>, parts: &[MergedMember<'_>]) -> bool {
    let accepts = |view: &View<'_>| {
        let values = view.enumeration.as_ref();
        view.nullable || values.is_some_and(|values| values.iter().any(|value| value.is_null()))
    };
    let annotates =
        |part: &MergedMember<'_>| own(&part.view).is_some_and(|object| !constrains_more(object));
    if parts
        .iter()
        .any(|part| annotates(part) && part.view.nullable)
    {
        return true;
    }
    if own(view).is_some_and(speaks_of_type) {
        return false;
    }
    let mut typed = parts
        .iter()
        .filter(|part| own(&part.view).is_some_and(speaks_of_type))
        .peekable();
    let nearest = typed.peek().map(|part| part.nearness.description);
    let mut nearest = typed.filter(|part| Some(part.nearness.description) == nearest);
    nearest
        .next()
        .is_some_and(|first| accepts(&first.view) && nearest.all(|part| accepts(&part.view)))
}

/// The keywords that a schema has itself.
fn own<'d>(view: &View<'d>) -> Option<&'d Map<String, Value>> {
    view.sources.first().map(|(_, object)| *object)
}

/// Whether a schema says more than annotations.
pub(super) fn constrains_more(object: &Map<String, Value>) -> bool {
    object.keys().any(|key| !is_annotation(key))
}

/// Whether a schema says which JSON types its values have.
fn speaks_of_type(object: &Map<String, Value>) -> bool {
    const TYPED: [&str; 7] = [
        "type",
        "properties",
        "items",
        "enum",
        "additionalProperties",
        "oneOf",
        "anyOf",
    ];
    TYPED.iter().any(|key| member(object, key).is_some())
}

/// Whether a schema allows null and nothing else.
fn only_null(object: &Map<String, Value>) -> bool {
    let values = object.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

//! `oneOf`, `anyOf`, `discriminator` -> a union.
//!
//! ```yaml
//! oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
//! discriminator: {propertyName: kind}
//! ```
//!
//! becomes `enum Pet { Cat(Cat), Dog(Dog) }`, selected by `kind`. For that, each alternative needs
//! its own tags: from `mapping`, from the one value that the alternative allows for the property,
//! or else from the name of its component
//! (<https://spec.openapis.org/oas/v3.1.1.html#discriminator-object>). If one has none, the union
//! is untagged: decoding tries the alternatives and keeps the one that recognizes most of the
//! value. `anyOf` is read like `oneOf`, because a Rust value has one type.
//!
//! Three kinds of `oneOf` do not become unions: alternatives that only list values are an
//! enumeration (`enum_from_one_of`), a single alternative is that type itself (`shape`), and
//! alternatives that only require properties are assertions (`assertion`).
//!
//! Properties beside the alternatives belong to each of them.

use std::collections::HashSet;

use serde_json::Value;

use super::context::{Lowering, component_key};
use super::model::{Additional, Choice, Discriminator, TypeUse, View};
use super::naming::{Case, NameRequest, distinct, plain, variant_name};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Alternative, Constraints, Docs, Scalar, Tagging, Type, TypeId, TypeKind, Union};
use crate::load::Repair;

/// Names for the variant that keeps objects with an unknown tag, in order of preference.
const UNKNOWN: [&str; 3] = ["Unknown", "UnknownTag", "OtherUnknownTag"];

/// An alternative before it has a name: the words for its name, and the tags that select it.
struct UnionMember {
    usage: TypeUse,
    text: String,
    key: String,
    tags: Option<Vec<String>>,
    docs: Docs,
}

impl<'d> Lowering<'d, '_> {
    /// The union of a schema with alternatives.
    ///
    /// Alternatives of the same type are one variant:
    /// `oneOf: [{type: string, format: email}, {type: string}]` is a string. If only one type
    /// remains, the schema is another name for it.
    pub(super) fn union(&mut self, id: TypeId, view: &View<'d>) -> TypeKind {
        let Some(choice) = &view.choice else {
            return TypeKind::Struct(self.object(id, view, &[]));
        };
        let mut members: Vec<UnionMember> = Vec::new();
        for at in &choice.members {
            let member = self.member(view, choice, at);
            let same = |known: &&mut UnionMember| {
                known.usage.ty == member.usage.ty && known.tags == member.tags
            };
            match members.iter_mut().find(same) {
                // Some values have these limits, some those: neither can be checked.
                Some(known) if known.usage != member.usage => {
                    known.usage.constraints = Constraints::default()
                }
                Some(_) => {}
                None => members.push(member),
            }
        }
        match members.as_slice() {
            [only] if only.usage.ty != Type::Named(id) => {
                TypeKind::Alias(only.usage.ty.clone(), only.usage.constraints.clone())
            }
            _ => TypeKind::Union(self.assemble(members, view.discriminator.as_ref())),
        }
    }

    /// The union of the components that extend a component with a discriminator.
    ///
    /// ```yaml
    /// Pet: {discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    /// Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, …]}
    /// Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, …]}
    /// # enum Pet { Cat(Cat), Dog(Dog) }
    /// ```
    pub(super) fn family(&mut self, view: &View<'d>) -> TypeKind {
        let subtypes = self.subtypes.get(&view.at).cloned().unwrap_or_default();
        let members = subtypes.iter().map(|at| {
            let usage = self.usage(at).not_null();
            let key = component_key(at).unwrap_or_default();
            let tags = view
                .discriminator
                .as_ref()
                .map(|discriminator| self.component_tags(discriminator, &key, at));
            UnionMember {
                usage,
                text: key.clone(),
                key,
                tags,
                docs: self.schema_docs(at),
            }
        });
        let members = members.collect();
        TypeKind::Union(self.assemble(members, view.discriminator.as_ref()))
    }

    /// Names the variants and decides whether tags select them. If some alternative has no tag of
    /// its own, the discriminator is ignored with a warning.
    fn assemble(
        &mut self,
        members: Vec<UnionMember>,
        discriminator: Option<&Discriminator<'_>>,
    ) -> Union {
        let requests: Vec<NameRequest<'_>> = members
            .iter()
            .map(|member| NameRequest {
                key: &member.key,
                ..NameRequest::text(&member.text)
            })
            .collect();
        let names = distinct(Case::Variant, &requests, &[]).identifiers;
        let tagged = has_own_tags(&members);
        let tagging = match discriminator {
            Some(discriminator) if tagged => {
                let free = UNKNOWN
                    .into_iter()
                    .find(|name| !names.iter().any(|taken| taken == name));
                Tagging::Property(discriminator.property.to_owned(), free.map(variant_name))
            }
            Some(discriminator) => {
                self.report(
                    Code::NotChecked,
                    &discriminator.at,
                    "not every alternative has a tag of its own, so the tag does not decide",
                );
                Tagging::Untagged
            }
            None => Tagging::Untagged,
        };
        let by_tag = matches!(tagging, Tagging::Property(..));
        let alternatives = members
            .into_iter()
            .zip(names)
            .map(|(member, name)| Alternative {
                name: variant_name(&name),
                tags: if by_tag {
                    member.tags.unwrap_or_default()
                } else {
                    Vec::new()
                },
                ty: member.usage.ty,
                constraints: member.usage.constraints,
                docs: member.docs,
            });
        Union {
            alternatives: alternatives.collect(),
            tagging,
        }
    }

    /// One alternative: its type, its tags, and the words of its name: the component, `x-rust-name`
    /// or `title`, or what its type is (`String`, `Variant2`).
    fn member(&mut self, view: &View<'d>, choice: &Choice, at: &Pointer) -> UnionMember {
        let target = self.target(at);
        let component = target.as_ref().and_then(component_key);
        let usage = self.alternative(view, at).not_null();
        let title = self
            .value(at)
            .and_then(|value| value.get("x-rust-name").or_else(|| value.get("title")))
            .and_then(Value::as_str);
        let text = match (&component, title) {
            (Some(key), _) => self
                .plan
                .components
                .get(key)
                .cloned()
                .unwrap_or_else(|| key.clone()),
            (None, Some(title)) => title.to_owned(),
            (None, None) => self.kind_word(&usage.ty, choice, at),
        };
        let tags = view
            .discriminator
            .as_ref()
            .and_then(|discriminator| match &component {
                Some(key) => Some(self.component_tags(discriminator, key, at)),
                None => self.inline_tags(at, discriminator.property),
            });
        UnionMember {
            usage,
            text,
            key: at.as_str().to_owned(),
            tags,
            docs: self.schema_docs(at),
        }
    }

    /// The payload of a variant: the alternative, merged with the properties beside the
    /// alternatives.
    ///
    /// ```yaml
    /// properties: {id: {type: integer}}
    /// oneOf: [{properties: {meow: {type: string}}}, {$ref: …/Dog}]
    /// # both variants have `id`
    /// ```
    fn alternative(&mut self, view: &View<'d>, at: &Pointer) -> TypeUse {
        let further = self.unevaluated_of_alternatives(view);
        let alone = view.properties.is_empty() && view.required.is_empty() && further.is_none();
        let part = if alone {
            None
        } else {
            self.end(at).and_then(|end| self.flat(&end))
        };
        // A subtype that extends this schema has the properties already.
        let extends = |part: &View<'d>| part.sources.iter().any(|(source, _)| *source == view.at);
        let part = part.filter(|part| part.choice.is_none() && !extends(part));
        let Some(part) = part else {
            self.report_unevaluated(view, at);
            return self.usage(at);
        };
        if let (Some(beside), Some(own)) = (view.json_type, part.json_type)
            && !beside.overlaps(own)
        {
            let message = format!(
                "this is {}, and what stands beside the alternatives is {}",
                own.name(),
                beside.name()
            );
            self.fault(Repair::Harmless, Code::ConflictingSchemas, at, message);
            return self.usage(at);
        }
        let mut merged = View {
            at: at.clone(),
            choice: None,
            discriminator: None,
            nullable: false,
            ..view.clone()
        };
        merged.sources.clear();
        let own = std::mem::take(&mut merged.properties);
        self.merge(&mut merged, part, at);
        if let (Additional::Absent, Some(further)) = (&merged.additional, further) {
            merged.additional = further;
        }
        merged.properties.splice(0..0, own);
        merged.at = self.alternative_place(view, at);
        let shape = self.shape(&merged);
        if shape.is_named() {
            let id = self.named(&shape, &merged);
            TypeUse::of(Type::Named(id))
        } else {
            self.usage(at)
        }
    }

    /// The name of an alternative that has none in the document: what its type is, or its number.
    fn kind_word(&self, ty: &Type, choice: &Choice, at: &Pointer) -> String {
        let word = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => return self.kind_word(inner, choice, at),
            Type::Scalar(Scalar::Bool) => "Boolean",
            Type::Scalar(Scalar::Integer(_)) => "Integer",
            Type::Scalar(Scalar::Float(_) | Scalar::Number) => "Number",
            Type::Scalar(Scalar::String) => "String",
            Type::Scalar(Scalar::Base64 | Scalar::Binary | Scalar::Content) => "Bytes",
            Type::Scalar(Scalar::Any) => "Other",
            Type::Scalar(Scalar::Null) => "Null",
            Type::Scalar(Scalar::DateTime) => "DateTime",
            Type::Scalar(Scalar::Date) => "Date",
            Type::Scalar(Scalar::Duration) => "Duration",
            Type::Scalar(Scalar::Uuid) => "Uuid",
            Type::Scalar(Scalar::Ipv4) => "Ipv4",
            Type::Scalar(Scalar::Ipv6) => "Ipv6",
            Type::List(items) => return format!("{} List", self.kind_word(items, choice, at)),
            Type::Map(_) => "Map",
            Type::Named(id) => {
                let component = self.types.place(*id).and_then(component_key);
                return component.unwrap_or_else(|| {
                    let number = choice
                        .members
                        .iter()
                        .position(|member| member == at)
                        .unwrap_or_default();
                    plain(
                        Case::Variant,
                        &format!("Variant{}", number.saturating_add(1)),
                    )
                });
            }
        };
        word.to_owned()
    }
}

/// Whether every alternative has a tag, and no two have the same one.
fn has_own_tags(members: &[UnionMember]) -> bool {
    let mut known = HashSet::new();
    members.iter().all(|member| {
        let tags = member.tags.as_deref().unwrap_or_default();
        !tags.is_empty() && tags.iter().all(|tag| known.insert(tag))
    })
}

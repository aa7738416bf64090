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
//! (<https://spec.openapis.org/oas/v3.1.1.html#discriminator-object>). A discriminator of a component
//! that all alternatives extend counts as well. If an alternative has no tag, the union is untagged:
//! decoding tries the alternatives and keeps the one that recognizes most of the value (`trial`).
//!
//! Some lists do not become unions: alternatives that only list values are an enumeration
//! (`enum_from_one_of`), objects of `anyOf` that do not exclude each other are one object (`any_of`),
//! a single alternative is that type itself (`shape`), and alternatives that only require properties
//! are assertions (`assertion`).
//!
//! Properties beside the alternatives belong to each of them.

use foldhash::HashSet;
use serde_json::Value;

use super::choice::Choice;
use super::component::component_key;
use super::context::Lowering;
use super::model::{Additional, Discriminator, JsonType, TypeUse, UnionMember, View};
use super::naming::{Case, NameRequest, distinct, variant_name, without_union};
use super::{same_types, tags};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Alternative, Matches, Tagging, Type, TypeId, TypeKind, Union};

/// Names for the variant that keeps objects with an unknown tag, in order of preference.
const UNKNOWN: [&str; 3] = ["Unknown", "UnknownTag", "OtherUnknownTag"];

/// How many properties the type of an alternative counts for that has the properties beside its list.
const ALTERNATIVE: usize = 10;

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
        let common = match &view.discriminator {
            Some(_) => None,
            None => self.common_discriminator(&choice.members),
        };
        let discriminator = view.discriminator.as_ref().or(common.as_ref());
        let matches = matches_of(choice);
        let words = self.words(view, choice);
        let mut alternatives: Vec<(&Pointer, String)> = choice.members.iter().zip(words).collect();
        if matches == Matches::Any {
            self.drop_repeated(&mut alternatives);
        }
        let members = alternatives.into_iter();
        let members = members
            .map(|(at, word)| self.member(view, discriminator, at, word))
            .collect();
        let (members, contains) = same_types::join(members, matches);
        if contains && matches == Matches::One {
            let message = "several alternatives accept the same values, which `oneOf` would \
                           reject: they are read as `anyOf`";
            self.report(Code::OverlappingAlternatives, &choice.at, message);
        }
        match members.as_slice() {
            [only] if only.usage.ty != Type::Named(id) => {
                TypeKind::Alias(only.usage.ty.clone(), only.usage.constraints.clone())
            }
            _ => TypeKind::Union(self.assemble(members, discriminator, matches)),
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
        let subtypes = self.heirs.subtypes(&view.at).cloned().unwrap_or_default();
        let base = component_key(&view.at).unwrap_or_default();
        let members = subtypes.iter().map(|at| {
            let usage = self.usage(at).not_null();
            let key = component_key(at).unwrap_or_default();
            let tags = view
                .discriminator
                .as_ref()
                .map(|discriminator| self.component_tags(discriminator, &key, at));
            UnionMember {
                listed: Vec::new(),
                is_nested: false,
                usage,
                text: without_union(&key, &base),
                is_named: true,
                key,
                tags,
                docs: self.schema_docs(at),
            }
        });
        let members = members.collect();
        TypeKind::Union(self.assemble(members, view.discriminator.as_ref(), Matches::Any))
    }

    /// Names the variants and decides whether tags select them. If some alternative has no tag of
    /// its own, the discriminator is ignored with a warning.
    fn assemble(
        &mut self,
        mut members: Vec<UnionMember>,
        discriminator: Option<&Discriminator<'_>>,
        matches: Matches,
    ) -> Union {
        tags::use_listed(&mut members);
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
                Tagging::untagged(matches)
            }
            None => Tagging::untagged(matches),
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

    /// The words that the alternatives are called by.
    fn words(&self, view: &View<'d>, choice: &Choice) -> Vec<String> {
        let tree = self.document.tree();
        let list = self.value(&choice.at).and_then(Value::as_array);
        let words = list.map(|list| {
            let union = self.name_words(&view.at);
            self.plan.alternative_words(tree, list, &union)
        });
        let word = |at: &Pointer| {
            let index = at.last()?.parse::<usize>().ok()?;
            words.as_ref()?.get(index).cloned()
        };
        let members = choice.members.iter();
        members.map(|at| word(at).unwrap_or_default()).collect()
    }

    /// One alternative: its type, its tags, and its name.
    fn member(
        &mut self,
        view: &View<'d>,
        discriminator: Option<&Discriminator<'_>>,
        at: &Pointer,
        word: String,
    ) -> UnionMember {
        let target = self.target(at);
        let component = target.as_ref().and_then(component_key);
        let usage = self.alternative(view, at).not_null();
        let title = self
            .value(at)
            .and_then(|value| value.get("x-rust-name").or_else(|| value.get("title")))
            .and_then(Value::as_str);
        // Only objects have a property that can be the tag.
        let is_object = || self.types_of_schema(at).has(JsonType::Object);
        let tags = discriminator.filter(|_| is_object());
        let tags = tags.and_then(|discriminator| match &component {
            Some(key) => Some(self.component_tags(discriminator, key, at)),
            None => self.inline_tags(at, discriminator.property),
        });
        let flat = self.end(at).and_then(|end| self.flat(&end));
        let is_nested = flat.is_some_and(|flat| flat.choice.is_some());
        let listed = discriminator.zip(component.as_ref());
        let listed = listed.map(|(discriminator, key)| self.listed_tags(discriminator, key, at));
        UnionMember {
            listed: listed.unwrap_or_default(),
            is_nested,
            usage,
            is_named: component.is_some() || title.is_some(),
            text: word,
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
        let alone = view.properties.is_empty()
            && view.required.is_empty()
            && view.conditions.is_empty()
            && further.is_none();
        let part = if alone {
            None
        } else {
            self.end(at).and_then(|end| self.flat(&end))
        };
        // A subtype that extends this schema has the properties already.
        let extends = |part: &View<'d>| part.sources.iter().any(|(source, _)| *source == view.at);
        let part = part.filter(|part| part.choice.is_none() && !extends(part));
        let part = part.filter(|_| self.mergeable.is_some());
        let contradicts = self.contradicts(view, at, part.as_ref());
        let Some(part) = part.filter(|_| !contradicts) else {
            self.report_unevaluated(view, at);
            return self.usage(at);
        };
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
        self.count_merged(&merged.at, merged.properties.len() + ALTERNATIVE);
        let shape = self.shape(&merged);
        if shape.is_named() {
            let id = self.named(&shape, &merged);
            TypeUse::of(Type::Named(id))
        } else {
            self.usage(at)
        }
    }
}

/// How many alternatives of a list may match a value.
fn matches_of(choice: &Choice) -> Matches {
    match choice.at.last().as_deref() {
        Some("oneOf") => Matches::One,
        _ => Matches::Any,
    }
}

/// Whether every alternative has a tag, and no two have the same one.
fn has_own_tags(members: &[UnionMember]) -> bool {
    let mut known = HashSet::default();
    members.iter().all(|member| {
        let tags = member.tags.as_deref().unwrap_or_default();
        !tags.is_empty() && tags.iter().all(|tag| known.insert(tag))
    })
}

//! `unevaluatedProperties` and `unevaluatedItems`
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-11>) -> the type of further
//! properties, or a check.
//!
//! They apply to what no schema describes that is beside them or below them and applies to the
//! value: a member of `allOf` always does, an alternative of `oneOf` if the value matches it.
//!
//! | schema | reading |
//! |---|---|
//! | `properties`, `allOf` | as `additionalProperties` of the merged object |
//! | `oneOf` with types | as `additionalProperties` of each alternative, merged with the properties beside them |
//! | `anyOf`, `if`, `dependentSchemas`, `patternProperties` | further properties are kept as any JSON, and checked |
//! | `additionalProperties` beside it or below it | no effect: everything is described |
//!
//! In a member of `allOf`, strictly, it rejects the properties of the other members. Nobody means
//! that: it is read as if it were beside `allOf`, and reported.

use std::sync::LazyLock;

use foldhash::HashSet;
use serde_json::Value;

use super::assertion::{MAX_DEPTH, MAX_SCHEMAS, Rules, Unsupported, nonempty};
use super::assertion_keyword::Keyword;
use super::choice::Choice;
use super::context::Lowering;
use super::evaluated::{Scope, any_name};
use super::json_type_set::JsonTypes;
use super::model::{Additional, JsonType, View};
use crate::diagnostic::{Code, Pointer, member};
use crate::ir::{Assertion, EvaluatedItems, EvaluatedProperties, Subschema};
use crate::load::private;

const PROPERTIES: &str = "unevaluatedProperties";
const ITEMS: &str = "unevaluatedItems";

/// The two keywords with their private keys, which are looked for in every schema.
static KEYS: LazyLock<[(&str, String); 2]> =
    LazyLock::new(|| [PROPERTIES, ITEMS].map(|keyword| (keyword, private(keyword))));

/// What `unevaluatedProperties` means for an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// Nothing: every property is described.
    Nothing,
    /// What `additionalProperties` of the merged object would.
    Additional(Additional),
    /// What `additionalProperties` of each alternative would.
    Alternatives(Additional),
    /// A check of the properties that nothing describes.
    Check(Vec<EvaluatedProperties>),
}

impl<'d> Lowering<'d, '_> {
    /// Gives further properties and items of a merged schema their type.
    pub(super) fn settle_unevaluated(&self, view: &mut View<'d>) {
        for at in unevaluated_places(view, PROPERTIES) {
            if view.additional == Additional::Absent
                && let Ok(Reading::Additional(additional)) = self.reading(view, &at)
            {
                view.additional = additional;
            }
        }
        for at in unevaluated_places(view, ITEMS) {
            let is_list = view.json_type == Some(JsonType::Array) && view.items.is_empty();
            if is_list && matches!(self.known_items(view, &at), Ok(known) if known.is_empty()) {
                view.items = vec![at];
            }
        }
    }

    /// What further properties of the alternatives are, if the schema around them has
    /// `unevaluatedProperties`.
    pub(super) fn unevaluated_of_alternatives(&self, view: &View<'d>) -> Option<Additional> {
        let mut places = unevaluated_places(view, PROPERTIES).into_iter();
        places.find_map(|at| match self.reading(view, &at) {
            Ok(Reading::Alternatives(additional)) => Some(additional),
            Ok(Reading::Check(_)) => Some(Additional::Any),
            Ok(Reading::Nothing | Reading::Additional(_)) | Err(Unsupported(_)) => None,
        })
    }

    /// The checks of a merged schema. What cannot be checked is reported.
    pub(super) fn unevaluated(&mut self, view: &View<'d>, types: JsonTypes) -> Subschema {
        let mut found = Subschema::new();
        for at in unevaluated_places(view, PROPERTIES) {
            if !types.has(JsonType::Object) {
                continue;
            }
            self.report_cousins(view, &at);
            let rule = match self.reading(view, &at) {
                Ok(Reading::Check(known)) => {
                    let rule = self.as_rule(&at, MAX_DEPTH);
                    rule.map(|rule| nonempty(rule, |rule| Assertion::Unevaluated(known, rule)))
                }
                Ok(_) => continue,
                Err(unsupported) => Err(unsupported),
            };
            match rule {
                Ok(rule) => found.extend(rule),
                Err(Unsupported(place)) => self.report_unsupported(PROPERTIES, &at, &place),
            }
        }
        for at in unevaluated_places(view, ITEMS) {
            if !types.has(JsonType::Array) || view.items.contains(&at) {
                continue;
            }
            self.report_cousins(view, &at);
            let known = self.known_items(view, &at);
            match known.and_then(|known| self.other_items(&at, known, MAX_DEPTH)) {
                Ok(rule) => found.extend(rule),
                Err(Unsupported(place)) => self.report_unsupported(ITEMS, &at, &place),
            }
        }
        found
    }

    /// The check of `unevaluatedProperties` inside of an assertion, where nothing is merged.
    pub(super) fn unevaluated_rule(
        &self,
        keyword: &Keyword<'_, 'd>,
        schema: &Pointer,
        depth: usize,
    ) -> Rules {
        let known = self.properties_of(std::slice::from_ref(schema), &Scope::of(schema), depth)?;
        if describes_all(&known) {
            return Ok(Subschema::new());
        }
        let rule = self.as_rule(&keyword.at, depth)?;
        Ok(nonempty(rule, |rule| Assertion::Unevaluated(known, rule)))
    }

    /// The check of `unevaluatedItems` inside of an assertion.
    pub(super) fn unevaluated_items_rule(
        &self,
        keyword: &Keyword<'_, 'd>,
        schema: &Pointer,
        depth: usize,
    ) -> Rules {
        let known = self.items_of(std::slice::from_ref(schema), &Scope::of(schema), depth)?;
        self.other_items(&keyword.at, known, depth)
    }

    /// The items that the merged schemas describe.
    fn known_items(
        &self,
        view: &View<'d>,
        at: &Pointer,
    ) -> Result<Vec<EvaluatedItems>, Unsupported> {
        self.budget.set(MAX_SCHEMAS);
        self.items_of(&places(view), &Scope::beside(view, at), MAX_DEPTH)
    }

    /// The check of the items that are not known.
    fn other_items(&self, at: &Pointer, known: Vec<EvaluatedItems>, depth: usize) -> Rules {
        let all = |one: &EvaluatedItems| one.when.is_empty() && one.matching.is_empty();
        if known.iter().any(all) {
            return Ok(Subschema::new());
        }
        let rule = self.as_rule(at, depth)?;
        Ok(nonempty(rule, |rule| {
            Assertion::UnevaluatedItems(known, rule)
        }))
    }

    /// What the `unevaluatedProperties` at a place means for a merged schema.
    fn reading(&self, view: &View<'d>, at: &Pointer) -> Result<Reading, Unsupported> {
        self.budget.set(MAX_SCHEMAS);
        let scope = Scope::beside(view, at);
        let known = self.properties_of(&places(view), &scope, MAX_DEPTH)?;
        if describes_all(&known) {
            return Ok(Reading::Nothing);
        }
        let value = self.value(at).and_then(Value::as_object);
        let additional = match value {
            Some(schema) if schema.is_empty() => Additional::Any,
            Some(schema) if is_never(schema) => Additional::Closed,
            _ => Additional::Schema(vec![at.clone()]),
        };
        let is_object = view.json_type == Some(JsonType::Object) || !view.properties.is_empty();
        let is_plain = |one: &EvaluatedProperties| one.when.is_empty() && one.patterns.is_empty();
        if known.iter().all(is_plain) && is_object && view.choice.is_none() {
            return Ok(Reading::Additional(additional));
        }
        if additional == Additional::Any {
            return Ok(Reading::Nothing);
        }
        if let Some(choice) = view.choice.as_ref().filter(|one| self.are_objects(one)) {
            let scope = scope.without(&choice.at);
            let beside = self.properties_of(&places(view), &scope, MAX_DEPTH)?;
            if beside.iter().all(is_plain) {
                return Ok(Reading::Alternatives(additional));
            }
        }
        Ok(Reading::Check(known))
    }

    /// Reports that an alternative with alternatives drops properties that are to be checked.
    pub(super) fn report_unevaluated(&mut self, view: &View<'d>, alternative: &Pointer) {
        let types = self.types_of_schema(alternative);
        let mut places = unevaluated_places(view, PROPERTIES);
        if let Some(at) = places.pop().filter(|_| types.has(JsonType::Object)) {
            let message = "alternatives within alternatives drop the properties that this is about";
            self.report(Code::NotChecked, &at, message);
        }
    }

    /// Whether a `oneOf` has objects without further alternatives, so that each can be merged with
    /// what is beside the list.
    fn are_objects(&self, choice: &Choice) -> bool {
        let mut members = choice.members.iter();
        choice.at.last().as_deref() == Some("oneOf")
            && members.all(|member| self.is_object(member, &mut HashSet::default()))
    }

    /// Reports a keyword that is read as if it were beside `allOf`.
    fn report_cousins(&mut self, view: &View<'d>, at: &Pointer) {
        let (Some(schema), Some((root, _))) = (at.parent(), view.sources.first()) else {
            return;
        };
        if schema == *root {
            return;
        }
        self.budget.set(MAX_SCHEMAS);
        let (scope, own, all) = (Scope::beside(view, at), [schema], places(view));
        let properties = |of: &[Pointer]| self.properties_of(of, &scope, MAX_DEPTH).ok();
        let items = |of: &[Pointer]| self.items_of(of, &scope, MAX_DEPTH).ok();
        let differs = properties(&own) != properties(&all) || items(&own) != items(&all);
        if differs {
            let message =
                "this is read as if it were beside `allOf`: what other members describe is allowed";
            self.report(Code::NotChecked, at, message);
        }
    }
}

/// The places of a keyword in the merged schemas, the schema itself last.
fn unevaluated_places(view: &View<'_>, keyword: &str) -> Vec<Pointer> {
    let key = KEYS.iter().find(|(name, _)| *name == keyword);
    let sources = view.sources.iter().rev();
    let with = sources.filter_map(|(at, object)| {
        let (_, key) = key.filter(|(_, key)| member(object, key).is_some())?;
        Some(at.child(key))
    });
    with.collect()
}

/// The places of the merged schemas.
fn places(view: &View<'_>) -> Vec<Pointer> {
    view.sources.iter().map(|(at, _)| at.clone()).collect()
}

/// Whether a schema allows no value.
fn is_never(schema: &serde_json::Map<String, Value>) -> bool {
    let not = schema.get("not").and_then(Value::as_object);
    schema.len() == 1 && not.is_some_and(serde_json::Map::is_empty)
}

/// Whether every property is described, whatever the object is.
fn describes_all(known: &[EvaluatedProperties]) -> bool {
    let mut always = known.iter().filter(|one| one.when.is_empty());
    always.any(|one| one.patterns.contains(&any_name()))
}

impl Scope {
    /// The scope of a keyword of this schema, where nothing is merged.
    fn of(schema: &Pointer) -> Self {
        Self {
            ignored: vec![schema.clone()],
            skipped: None,
        }
    }

    /// The scope of the keyword at a place in a merged schema. One in a member of `allOf` is read as
    /// if it were beside `allOf`, so those beside it describe nothing for it.
    fn beside(view: &View<'_>, at: &Pointer) -> Self {
        let root = view.sources.first().map(|(root, _)| root.clone());
        match root {
            Some(root) if at.parent().as_ref() == Some(&root) => Self::of(&root),
            _ => Self {
                ignored: places(view),
                skipped: None,
            },
        }
    }

    /// The same without a list of alternatives.
    fn without(self, choice: &Pointer) -> Self {
        Self {
            skipped: Some(choice.clone()),
            ..self
        }
    }
}

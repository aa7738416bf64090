//! `anyOf` of objects that do not exclude each other -> one object with the properties of all.
//!
//! ```yaml
//! anyOf:
//!   - {type: object, properties: {next: {type: string}, last: {type: string, maxLength: 9}}}
//!   - {type: object, properties: {first: {type: string}, prev: {type: string}}}
//! # struct { next, last, first, prev }
//! ```
//!
//! A value may match several alternatives of `anyOf` at once
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2>). If the alternatives
//! require the same properties, or name the same properties, nothing tells them apart, and one
//! struct reads better than a union. They must agree on the types of the properties that they share.
//!
//! A value is accepted if it matches an alternative. An alternative says nothing about properties
//! that it does not name: `{"next": 7}` matches the second one. So the types and limits of `next`
//! and `last` hold only for some alternatives: `extra` keeps other values, and a check of the whole
//! object asks whether an alternative accepts it. What all alternatives say holds for the field.
//!
//! Other alternatives stay a union; see `overlap`.

use serde_json::{Map, Value};

use super::assertion::{MAX_DEPTH, MAX_SCHEMAS, nonempty};
use super::context::Lowering;
use super::model::{Additional, Agreement, Joined, JsonType, View};
use super::schema::owned;
use super::shape::is_annotation;
use crate::diagnostic::Pointer;
use crate::ir::{Assertion, Constraint, Subschema};
use crate::load::is_private;

/// Keywords that limit the values of a type.
const LIMITS: [&str; 11] = [
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Whether limits make a difference between two schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LimitComparison {
    Compared,
    Ignored,
}

impl<'d> Lowering<'d, '_> {
    /// Replaces the alternatives of `anyOf` by their properties, if all of them are such objects.
    pub(super) fn join_objects(&mut self, view: &mut View<'d>) {
        let Some(choice) = view.choice.as_ref() else {
            return;
        };
        let is_any = choice.at.last().as_deref() == Some("anyOf");
        let is_open = matches!(view.additional, Additional::Absent | Additional::Any);
        if !is_any || !is_open || choice.members.len() < 2 || view.discriminator.is_some() {
            return;
        }
        let members = choice.members.to_vec();
        if !members.iter().all(|member| self.may_be_joined(member)) {
            return;
        }
        let parts: Option<Vec<View<'d>>> = members.iter().map(|at| self.joinable(at)).collect();
        let Some(parts) = parts.filter(|parts| self.agree(parts)) else {
            return;
        };
        let Some(joined) = self.joined(view, &parts) else {
            return;
        };
        view.choice = None;
        view.json_type = view.json_type.or(Some(JsonType::Object));
        for name in common_required(&parts) {
            if !view.required.contains(&name) {
                view.required.push(name);
            }
        }
        for (name, at) in parts.into_iter().flat_map(|part| part.properties) {
            if !view.properties.iter().any(|(known, _)| *known == name) {
                view.properties.push((name, at));
            }
        }
        view.joined = Some(joined);
    }

    /// A quick look at an alternative, because merging its members may take long.
    fn may_be_joined(&self, member: &Pointer) -> bool {
        let schema = self.end(member).and_then(|end| {
            let known = self.merging.contains(&end);
            self.value(&end).filter(|_| !known)
        });
        let object = schema.and_then(Value::as_object);
        object.is_some_and(|object| {
            let has = |key: &str| object.contains_key(key);
            has("properties") || has("allOf")
        })
    }

    /// An alternative that is an object with properties, and says nothing else.
    fn joinable(&mut self, member: &Pointer) -> Option<View<'d>> {
        let end = self.end(member)?;
        let part = self.flat(&end)?;
        let is_object = matches!(part.json_type, Some(JsonType::Object) | None);
        let is_plain = part.choice.is_none()
            && part.joined.is_none()
            && part.conditions.is_empty()
            && part.discriminator.is_none()
            && part.additional == Additional::Absent
            && part.agreement == Agreement::Sound
            && part
                .sources
                .iter()
                .all(|(_, object)| has_only_properties(object));
        (is_object && is_plain && !part.properties.is_empty()).then_some(part)
    }

    /// Whether objects require the same or name the same properties, and describe the properties
    /// that they share by the same types.
    fn agree(&self, parts: &[View<'d>]) -> bool {
        let Some((first, others)) = parts.split_first() else {
            return false;
        };
        let requires = |part: &View<'d>, of: &View<'d>| {
            let mut required = part.required.iter();
            required.all(|name| of.required.contains(name))
        };
        let names = |part: &View<'d>, of: &View<'d>| {
            let mut properties = part.properties.iter();
            properties.all(|(name, _)| declares(of, name))
        };
        let both = |one: &View<'d>, two: &View<'d>, has: &dyn Fn(&View<'d>, &View<'d>) -> bool| {
            has(one, two) && has(two, one)
        };
        let is_like = others.iter().all(|other| both(first, other, &requires))
            || others.iter().all(|other| both(first, other, &names));
        let all = || parts.iter().flat_map(|part| &part.properties);
        let same = |(name, at): &(&str, Pointer)| {
            let mut others = all().filter(|(other, _)| other == name);
            others.all(|(_, other)| self.is_same(at, other, LimitComparison::Ignored))
        };
        is_like && all().all(same)
    }

    /// Whether two schemas are equal, apart from annotations, and from limits if these do not count.
    fn is_same(&self, at: &Pointer, other: &Pointer, limits: LimitComparison) -> bool {
        let schema = |at: &Pointer| self.end_value(at);
        let both = || schema(at).zip(schema(other));
        at == other || both().is_some_and(|(one, two)| is_equal(one, two, limits))
    }

    /// The properties on which alternatives differ, and what each says about them. `None` if that is
    /// more than a check can say.
    fn joined(&self, view: &View<'d>, parts: &[View<'d>]) -> Option<Joined<'d>> {
        let same = |part: &View<'d>, name: &str, at: &Pointer| {
            let mut named = part.properties.iter().filter(|(other, _)| *other == name);
            named.any(|(_, other)| self.is_same(at, other, LimitComparison::Compared))
        };
        let (mut shared, mut varying): (Vec<&'d str>, Vec<&'d str>) = (Vec::new(), Vec::new());
        for (name, at) in parts.iter().flat_map(|part| &part.properties) {
            if declares(view, name) || shared.contains(name) || varying.contains(name) {
                continue;
            }
            match parts.iter().all(|part| same(part, name, at)) {
                true => shared.push(name),
                false => varying.push(name),
            }
        }
        let rules = parts.iter().map(|part| self.rule_of(part, parts, &shared));
        let mut rules: Vec<Subschema> = rules.collect::<Option<_>>()?;
        if rules.iter().any(Vec::is_empty) {
            rules.clear();
        }
        Some(Joined { varying, rules })
    }

    /// What an alternative asks of a value, except what all of them ask.
    fn rule_of(
        &self,
        part: &View<'d>,
        parts: &[View<'d>],
        shared: &[&'d str],
    ) -> Option<Subschema> {
        self.budget.set(MAX_SCHEMAS);
        let common = common_required(parts);
        let is_sent = |name: &&'d str| {
            let mut places = part.properties.iter().filter(|(other, _)| other == name);
            !places.any(|(_, at)| self.any_says(std::slice::from_ref(at), "readOnly"))
        };
        let required = part.required.iter().copied();
        let required = required
            .filter(|name| !common.contains(name))
            .filter(is_sent);
        let required: Vec<&str> = required.collect();
        let mut rule = Subschema::new();
        if !required.is_empty() {
            rule.push(Constraint::Assertion(Assertion::Required(owned(required))));
        }
        for (name, at) in part
            .properties
            .iter()
            .filter(|(name, _)| !shared.contains(name))
        {
            let inner = self.as_rule(at, MAX_DEPTH).ok()?;
            rule.extend(nonempty(inner, |rule| {
                Assertion::Property((*name).to_owned(), rule)
            }));
        }
        Some(rule)
    }
}

impl Joined<'_> {
    /// The check that an alternative accepts the value.
    pub(super) fn check(&self) -> Option<Constraint> {
        let rules = || Constraint::Assertion(Assertion::AnyOf(self.rules.clone()));
        (!self.rules.is_empty()).then(rules)
    }
}

fn declares(view: &View<'_>, name: &str) -> bool {
    view.properties.iter().any(|(known, _)| *known == name)
}

/// The properties that all alternatives require and declare.
fn common_required<'d>(parts: &[View<'d>]) -> Vec<&'d str> {
    let required = parts.iter().flat_map(|part| part.required.iter().copied());
    let mut common: Vec<&'d str> = Vec::new();
    for name in required {
        let everywhere = |part: &View<'d>| part.required.contains(&name) && declares(part, name);
        if !common.contains(&name) && parts.iter().all(everywhere) {
            common.push(name);
        }
    }
    common
}

/// Whether two schemas are equal without annotations, and so are their items.
fn is_equal(one: &Value, two: &Value, limits: LimitComparison) -> bool {
    let (Some(first), Some(second)) = (one.as_object(), two.as_object()) else {
        return one == two;
    };
    let counts = |key: &str| match key {
        "items" => false, // compared below
        "nullable" => true,
        key if LIMITS.contains(&key) => limits == LimitComparison::Compared,
        key => !is_annotation(key) || is_private(key),
    };
    let within = |one: &Map<String, Value>, two: &Map<String, Value>| {
        let mut keys = one.iter().filter(|(key, _)| counts(key));
        keys.all(|(key, value)| two.get(key) == Some(value))
    };
    let items = match (first.get("items"), second.get("items")) {
        (Some(one), Some(two)) => is_equal(one, two, limits),
        (one, two) => one == two,
    };
    items && within(first, second) && within(second, first)
}

/// Whether a schema only has properties, and what describes it.
fn has_only_properties(object: &Map<String, Value>) -> bool {
    let known = |key: &str| {
        let is_extension = key.starts_with("x-rust") || matches!(key, "x-rules" | "x-error");
        matches!(key, "type" | "properties" | "required" | "allOf")
            || is_annotation(key) && !is_private(key) && !is_extension
    };
    object.keys().all(|key| known(key))
}

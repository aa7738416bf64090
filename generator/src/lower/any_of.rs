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

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::assertion::{MAX_DEPTH, MAX_SCHEMAS, nonempty};
use super::context::Lowering;
use super::model::{Additional, Agreement, Joined, JsonType, View};
use super::schema::owned;
use super::schema_equality::{LimitComparison, is_equal};
use super::shape::is_annotation;
use crate::diagnostic::Pointer;
use crate::ir::{Assertion, Constraint, Subschema};
use crate::load::is_private;

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
        view.required.extend(common_required(&parts));
        let mut known = names(view);
        let properties = parts.into_iter().flat_map(|part| part.properties);
        view.properties
            .extend(properties.filter(|(name, _)| known.insert(name)));
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
        let named = names(first);
        let is_like = others.iter().all(|other| other.required == first.required)
            || others.iter().all(|other| names(other) == named);
        // To be equal is transitive: a property is compared with the first of its name.
        let mut known: HashMap<&str, &Pointer> = HashMap::default();
        let mut all = parts.iter().flat_map(|part| &part.properties);
        is_like
            && all.all(|(name, at)| {
                let first = known.entry(name).or_insert(at);
                self.is_same(first, at, LimitComparison::Ignored)
            })
    }

    /// Whether two schemas are equal, apart from annotations, and from limits if these do not count.
    fn is_same(&self, at: &Pointer, other: &Pointer, limits: LimitComparison) -> bool {
        let schema = |at: &Pointer| self.end_value(at);
        let both = || schema(at).zip(schema(other));
        at == other
            || both().is_some_and(|(one, two)| std::ptr::eq(one, two) || is_equal(one, two, limits))
    }

    /// The properties on which alternatives differ, and what each says about them. `None` if that is
    /// more than a check can say.
    fn joined(&self, view: &View<'d>, parts: &[View<'d>]) -> Option<Joined<'d>> {
        let declared = names(view);
        let mut order: Vec<&'d str> = Vec::new();
        let mut known: HashMap<&'d str, SharedProperty<'_>> = HashMap::default();
        for (index, part) in parts.iter().enumerate() {
            for (name, at) in &part.properties {
                if declared.contains(name) {
                    continue;
                }
                let property = known.entry(name).or_insert_with(|| {
                    order.push(name);
                    SharedProperty::new(at)
                });
                if property.parts == index
                    && self.is_same(property.first, at, LimitComparison::Compared)
                {
                    property.parts += 1;
                }
            }
        }
        let is_shared = |name: &&str| known.get(name).is_some_and(|one| one.parts == parts.len());
        let (shared, varying): (Vec<&'d str>, Vec<&'d str>) =
            order.into_iter().partition(is_shared);
        let common = common_required(parts);
        let everywhere = EverywhereNames {
            shared: shared.into_iter().collect(),
            required: common.into_iter().collect(),
        };
        let rules = parts.iter().map(|part| self.rule_of(part, &everywhere));
        let mut rules: Vec<Subschema> = rules.collect::<Option<_>>()?;
        if rules.iter().any(Vec::is_empty) {
            rules.clear();
        }
        Some(Joined { varying, rules })
    }

    /// What an alternative asks of a value, except what all of them ask.
    fn rule_of(&self, part: &View<'d>, everywhere: &EverywhereNames<'d>) -> Option<Subschema> {
        self.budget.set(MAX_SCHEMAS);
        let own = part.required.iter().copied();
        let mut required: Vec<&str> = own
            .filter(|name| !everywhere.required.contains(name))
            .collect();
        let asked: HashSet<&str> = required.iter().copied().collect();
        let unsent = part.properties.iter().filter(|(name, at)| {
            asked.contains(name) && self.any_says(std::slice::from_ref(at), "readOnly")
        });
        let unsent: HashSet<&str> = unsent.map(|(name, _)| *name).collect();
        required.retain(|name| !unsent.contains(name));
        let mut rule = Subschema::new();
        if !required.is_empty() {
            rule.push(Constraint::Assertion(Assertion::Required(owned(required))));
        }
        for (name, at) in part
            .properties
            .iter()
            .filter(|(name, _)| !everywhere.shared.contains(name))
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

/// A property of alternatives.
struct SharedProperty<'p> {
    /// Where it is described first.
    first: &'p Pointer,
    /// How many alternatives describe it in the same way, from the first one on without a gap.
    parts: usize,
}

impl<'p> SharedProperty<'p> {
    fn new(first: &'p Pointer) -> Self {
        Self { first, parts: 0 }
    }
}

/// What all alternatives say.
struct EverywhereNames<'d> {
    /// The properties that they describe in the same way.
    shared: HashSet<&'d str>,
    /// The properties that they require.
    required: HashSet<&'d str>,
}

/// The properties that a schema declares.
fn names<'d>(view: &View<'d>) -> HashSet<&'d str> {
    view.properties.iter().map(|(name, _)| *name).collect()
}

/// The properties that all alternatives require and declare.
fn common_required<'d>(parts: &[View<'d>]) -> Vec<&'d str> {
    let Some(first) = parts.first() else {
        return Vec::new();
    };
    let mut common: Vec<&'d str> = first.required.iter().copied().collect();
    for part in parts {
        let declared = names(part);
        common.retain(|name| part.required.contains(name) && declared.contains(name));
    }
    common
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

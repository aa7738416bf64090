//! Keywords that no Rust type expresses (`not`, `if`, `contains`, `patternProperties`, …) ->
//! [`Assertion`]s, which generated code checks at run time.
//!
//! `{type: string, not: {enum: [admin]}}` has the type `String`; that it is not `admin` is an
//! assertion. The schema under such a keyword is lowered by `schema_assertion` to the checks that
//! decide whether a value matches it. If a part of it has no check (a schema that
//! contains itself, hundreds of schemas), that is reported and the whole keyword is not
//! checked: half of a `not` would reject values that the document allows.
//!
//! The keywords: <https://json-schema.org/draft/2020-12/json-schema-core#section-10> and
//! <https://json-schema.org/draft/2020-12/json-schema-validation#section-6>.

use foldhash::HashSet;
use serde_json::{Map, Value};

use super::assertion_keyword::{BESIDE, Keyword, beside, beside_private, is_beside};
use super::choice::Choice;
use super::context::Lowering;
use super::json_type_set::JsonTypes;
use super::model::{Additional, Joined, View};
use super::schema::{owned, strings};
use super::shape::is_annotation;
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Assertion, Constraint, Regex, Subschema};
use crate::load::private;

/// Deepest nesting of assertions, references followed.
pub(super) const MAX_DEPTH: usize = 12;
/// How many schemas one assertion may contain, because each becomes code.
pub(super) const MAX_SCHEMAS: usize = 200;

/// The place of a keyword that has no check.
pub(super) struct Unsupported(pub(super) Pointer);

/// The checks of a subschema, or the place of the keyword that prevents them.
pub(super) type Rules = Result<Subschema, Unsupported>;

impl<'d> Lowering<'d, '_> {
    /// What a schema asserts in addition to its type. What cannot be checked is reported.
    ///
    /// ```yaml
    /// type: object
    /// properties: {country: {type: string}, zip: {type: string}}
    /// if: {properties: {country: {const: DE}}}
    /// then: {required: [zip]}
    /// # When([Property("country", [OneOf("DE")])], [Required(["zip"])], [])
    /// ```
    pub(super) fn assertions(&mut self, view: &View<'d>, types: JsonTypes) -> Subschema {
        let mut found: Subschema = Vec::new();
        for (at, object) in &view.sources {
            if !object.keys().any(|key| is_beside(key)) {
                continue; // the common case: thirteen look-ups spared
            }
            for name in BESIDE.iter().filter(|name| types.are_constrained_by(name)) {
                let Some(keyword) = beside(name, at, object) else {
                    continue;
                };
                self.budget.set(MAX_SCHEMAS);
                match self.keyword(&keyword, MAX_DEPTH) {
                    Ok(rule) => found.extend(rule),
                    Err(Unsupported(place)) => self.report_unsupported(name, &keyword.at, &place),
                }
            }
        }
        for choice in &view.conditions {
            found.extend(self.condition(choice));
        }
        found.extend(view.joined.as_ref().and_then(Joined::check));
        found.extend(undeclared(view));
        found.extend(self.unevaluated(view, types));
        found
    }

    /// A list of alternatives that does not become the type, as the second `oneOf` of merged
    /// schemas: its schemas are checks.
    fn condition(&mut self, choice: &Choice) -> Subschema {
        self.budget.set(MAX_SCHEMAS);
        let any = choice.at.last().as_deref() == Some("anyOf");
        let rules = choice
            .members
            .iter()
            .map(|member| self.as_rule(member, MAX_DEPTH));
        match rules.collect::<Result<_, _>>() {
            Ok(rules) if any => vec![Constraint::Assertion(Assertion::AnyOf(rules))],
            Ok(rules) => vec![Constraint::Assertion(Assertion::ExactlyOne(rules))],
            Err(Unsupported(_)) => {
                let message = "only the first of several lists of alternatives becomes a type";
                self.report(Code::NotChecked, &choice.at, message);
                Vec::new()
            }
        }
    }

    /// Reports a keyword that is not checked, with the place inside it that has no check.
    pub(super) fn report_unsupported(&mut self, name: &str, at: &Pointer, place: &Pointer) {
        let inside = self.document.place(place);
        let message = format!("`{name}` has no effect: values are not checked against it");
        if let Some(diagnostic) = self.report(Code::UnsupportedKey, at, message)
            && place != at
        {
            diagnostic.also(&inside, "this is more than a check can say");
        }
    }

    /// What one keyword asserts. `depth` is how much deeper schemas inside it may nest.
    pub(super) fn keyword(&self, keyword: &Keyword<'_, 'd>, depth: usize) -> Rules {
        let Keyword {
            name,
            value,
            at,
            object,
        } = keyword;
        let one = |assertion: Assertion| Ok(vec![Constraint::Assertion(assertion)]);
        match *name {
            "not" => match value.get("enum").and_then(Value::as_array) {
                Some(values) if only_values(value) => one(Assertion::NoneOf(
                    values.iter().map(Value::to_string).collect(),
                )),
                Some(_) | None => self.as_rule(at, depth).map(negated),
            },
            "anyOf" => one(Assertion::AnyOf(self.each(value, at, depth)?)),
            "oneOf" => one(Assertion::ExactlyOne(self.each(value, at, depth)?)),
            "if" => {
                let side = |name: &str| match beside_private(name, at, object) {
                    Some(keyword) => self.as_rule(&keyword.at, depth),
                    None => Ok(Vec::new()),
                };
                let (then, otherwise) = (side("then")?, side("else")?);
                one(Assertion::When(self.as_rule(at, depth)?, then, otherwise))
            }
            "prefixItems" => self.prefix(value, at, depth),
            "items" => {
                let first = list_length(object, "prefixItems");
                Ok(nonempty(self.as_rule(at, depth)?, |rule| {
                    Assertion::ItemsFrom(first, rule)
                }))
            }
            "contains" => {
                let count = |key: &str| object.get(&private(key)).and_then(Value::as_u64);
                let (least, most) = (count("minContains").unwrap_or(1), count("maxContains"));
                one(Assertion::Contains(least, most, self.as_rule(at, depth)?))
            }
            "propertyNames" => Ok(nonempty(self.as_rule(at, depth)?, Assertion::PropertyNames)),
            "patternProperties" => self.patterns(value, at, depth),
            "additionalProperties" => {
                let names = keys(object.get("properties"));
                let patterns =
                    self.expressions(keys(object.get(&private("patternProperties"))), at)?;
                let rule = self.as_rule(at, depth)?;
                Ok(nonempty(rule, |rule| {
                    Assertion::Others(names, patterns, rule)
                }))
            }
            _ => self.dependent(value, at, depth),
        }
    }

    /// The schemas of a list, each as a rule.
    pub(super) fn each(
        &self,
        members: &Value,
        at: &Pointer,
        depth: usize,
    ) -> Result<Vec<Subschema>, Unsupported> {
        let count = members.as_array().map_or(0, Vec::len);
        (0..count)
            .map(|index| self.as_rule(&at.index(index), depth))
            .collect()
    }

    /// `prefixItems`: each schema applies to the item at its position
    /// (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.1.1>).
    fn prefix(&self, members: &Value, at: &Pointer, depth: usize) -> Rules {
        let rules = self.each(members, at, depth)?.into_iter().zip(0..);
        let items =
            rules.flat_map(|(rule, index)| nonempty(rule, |rule| Assertion::Item(index, rule)));
        Ok(items.collect())
    }

    /// `patternProperties`: each schema applies to properties whose names match its expression.
    fn patterns(&self, members: &Value, at: &Pointer, depth: usize) -> Rules {
        let mut found = Vec::new();
        for pattern in keys(Some(members)) {
            let rule = self.as_rule(&at.child(&pattern), depth)?;
            let expression = self.expressions(vec![pattern], at)?;
            for expression in expression {
                found.extend(nonempty(rule.clone(), |rule| {
                    Assertion::Matching(expression, rule)
                }));
            }
        }
        Ok(found)
    }

    /// `dependentRequired`, `dependentSchemas`, and `dependencies`, which was both before draft
    /// 2019-09.
    fn dependent(&self, members: &Value, at: &Pointer, depth: usize) -> Rules {
        let mut found = Vec::new();
        for (property, asked) in members.as_object().into_iter().flatten() {
            if asked.is_array() {
                let names = owned(strings(Some(asked)));
                let assertion = Assertion::DependentRequired(property.clone(), names);
                found.push(Constraint::Assertion(assertion));
            } else {
                let rule = self.as_rule(&at.child(property), depth)?;
                found.extend(nonempty(rule, |rule| {
                    Assertion::Dependent(property.clone(), rule)
                }));
            }
        }
        Ok(found)
    }

    /// Translates expressions; one without a translation makes the keyword impossible to check.
    pub(super) fn expressions(
        &self,
        patterns: Vec<String>,
        at: &Pointer,
    ) -> Result<Vec<Regex>, Unsupported> {
        let known = self.document.patterns();
        let translated = patterns.iter().map(|pattern| known.translate(pattern));
        let translated: Result<_, _> = translated.collect();
        translated.map_err(|_| Unsupported(at.clone()))
    }
}

/// The negation of a rule. A rule that accepts everything becomes one that accepts nothing.
pub(super) fn negated(rule: Subschema) -> Subschema {
    let assertion = match rule.is_empty() {
        true => Assertion::Never,
        false => Assertion::Not(rule),
    };
    vec![Constraint::Assertion(assertion)]
}

/// An assertion around a rule, or nothing if the rule accepts everything.
pub(super) fn nonempty(rule: Subschema, wrap: impl FnOnce(Subschema) -> Assertion) -> Subschema {
    let said = (!rule.is_empty()).then(|| Constraint::Assertion(wrap(rule)));
    said.into_iter().collect()
}

/// Whether a schema only lists values, so that `not` needs no inner rule.
fn only_values(schema: &Value) -> bool {
    let keys = schema.as_object().into_iter().flat_map(Map::keys);
    keys.into_iter()
        .all(|key| matches!(key.as_str(), "enum" | "type") || is_annotation(key))
}

/// The keys of an object, or none.
pub(super) fn keys(object: Option<&Value>) -> Vec<String> {
    let members = object.and_then(Value::as_object);
    members.into_iter().flat_map(Map::keys).cloned().collect()
}

/// How many items `prefixItems` describes: `items` applies to those after them.
pub(super) fn list_length(object: &Map<String, Value>, key: &str) -> u64 {
    let list = object.get(&private(key)).and_then(Value::as_array);
    list.and_then(|list| u64::try_from(list.len()).ok())
        .unwrap_or_default()
}

/// Required properties that nothing declares, of an object that keeps further properties
/// (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3>). There is no field that must be set, so
/// this is a check:
///
/// ```text
/// {properties: {id: …}, additionalProperties: true, required: [uri]}     Required(["uri"])
/// ```
fn undeclared(view: &View<'_>) -> Option<Constraint> {
    let is_kept = matches!(view.additional, Additional::Any | Additional::Schema(_));
    if !is_kept || view.required.is_empty() {
        return None;
    }
    let declared: HashSet<&str> = view.properties.iter().map(|(name, _)| *name).collect();
    let required = view.required.iter().copied();
    let names: Vec<&str> = required.filter(|name| !declared.contains(name)).collect();
    (!names.is_empty()).then(|| Constraint::Assertion(Assertion::Required(owned(names))))
}

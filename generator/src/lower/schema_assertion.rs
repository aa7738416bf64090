//! A schema under a keyword such as `not` or `if` -> the checks that decide whether a value matches
//! it, including its type.
//!
//! If a schema describes a value with a Rust type, `type: string` needs no check: the type
//! guarantees it. Under `not` or `if` there is no type, so everything must be a check.
//! `if: {properties: {country: {const: DE}}}` becomes "if there is a `country`, it is the string
//! `DE`".
//!
//! References are followed to a limited depth, because the checks become code. Formats and
//! annotations assert nothing
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-7>).

use serde_json::{Map, Value};

use super::assertion::{Rules, Unsupported, nonempty};
use super::assertion_keyword::{BESIDE, Keyword};
use super::constraint::{PatternAt, expression, untyped};
use super::context::Lowering;
use super::json_type_set::JsonTypes;
use super::model::{Additional, Agreement, JsonType, View};
use super::schema::owned;
use crate::diagnostic::Pointer;
use crate::ir::{Assertion, Constraint, Scalar, Subschema, Type};
use crate::load::public;

impl<'d> Lowering<'d, '_> {
    /// The values of `enum` as a check, for schemas that do not become an enumeration
    /// (`enum: [1.5, true]`).
    pub(super) fn listed(view: &View<'d>) -> Option<Constraint> {
        let values = view.enumeration.as_ref()?;
        let mut texts: Vec<String> = values.iter().map(|value| value.to_string()).collect();
        if view.nullable && !values.iter().any(|value| value.is_null()) {
            texts.push("null".to_owned());
        }
        Some(Constraint::Assertion(Assertion::OneOf(texts)))
    }

    /// Everything that the schema at a place says, as one rule: a value matches it if all checks
    /// pass.
    ///
    /// Fails with the place of the first keyword that has no check, and if the schema nests deeper
    /// than `depth` or contains more schemas than one assertion may.
    pub(super) fn as_rule(&self, at: &Pointer, depth: usize) -> Rules {
        let unsupported = || Unsupported(at.clone());
        let depth = depth.checked_sub(1).ok_or_else(unsupported)?;
        let budget = self.budget.get().checked_sub(1).ok_or_else(unsupported)?;
        self.budget.set(budget);
        let end = self.end(at).ok_or_else(unsupported)?;
        let schema = self.value(&end).ok_or_else(unsupported)?;
        let object = schema.as_object().ok_or_else(unsupported)?;
        let view = View::read(&end, schema).ok_or_else(unsupported)?;
        let types = view.json_type.map_or(JsonTypes::ALL, JsonTypes::of);
        let mut rule = self.plain_rule(&view, object, types, depth)?;
        for key in object.keys() {
            let name = public(key);
            let keyword = Keyword {
                name,
                value: object.get(key).unwrap_or(&Value::Null),
                at: end.child(key),
                object,
            };
            match name {
                "unevaluatedProperties" => {
                    rule.extend(self.unevaluated_rule(&keyword, &end, depth)?)
                }
                "unevaluatedItems" => {
                    rule.extend(self.unevaluated_items_rule(&keyword, &end, depth)?)
                }
                "items" if key == name => {
                    let items = self.as_rule(&keyword.at, depth)?;
                    rule.extend(nonempty(items, |rule| Assertion::ItemsFrom(0, rule)));
                }
                "additionalProperties" if key == name => {
                    rule.extend(self.unnamed(&view, depth)?);
                }
                "allOf" => rule.extend(self.each(keyword.value, &keyword.at, depth)?.concat()),
                name if !types.are_constrained_by(name) => {}
                name if BESIDE.contains(&name) => rule.extend(self.keyword(&keyword, depth)?),
                _ => {}
            }
        }
        Ok(if view.nullable { or_null(rule) } else { rule })
    }

    /// What limits, `type`, `enum`, `required` and `properties` say.
    fn plain_rule(
        &self,
        view: &View<'d>,
        object: &Map<String, Value>,
        types: JsonTypes,
        depth: usize,
    ) -> Rules {
        let mut rule = untyped(object, types);
        match expression(object, self.document.patterns()) {
            PatternAt::Absent => {}
            _ if !types.has(JsonType::String) => {}
            PatternAt::Good(pattern) => rule.push(pattern),
            PatternAt::Bad => return Err(Unsupported(view.at.child("pattern"))),
        }
        if let Some(name) = view.json_type {
            let mut names = vec![name.keyword()];
            names.extend(view.nullable.then_some("null"));
            rule.push(Constraint::Assertion(Assertion::Kinds(names)));
        }
        rule.extend(Self::listed(view));
        if !view.required.is_empty() && types.has(JsonType::Object) {
            let names = owned(view.required.iter().copied());
            rule.push(Constraint::Assertion(Assertion::Required(names)));
        }
        let properties = view.properties.iter();
        for (name, at) in properties.filter(|_| types.has(JsonType::Object)) {
            let inner = self.as_rule(at, depth)?;
            rule.extend(nonempty(inner, |rule| {
                Assertion::Property((*name).to_owned(), rule)
            }));
        }
        Ok(rule)
    }

    /// What `additionalProperties` says about properties that are not declared.
    fn unnamed(&self, view: &View<'d>, depth: usize) -> Rules {
        let rule = match &view.additional {
            Additional::Absent | Additional::Any => return Ok(Vec::new()),
            Additional::Closed => vec![Constraint::Assertion(Assertion::Never)],
            Additional::Schema(schemas) => {
                let rules = schemas.iter().map(|at| self.as_rule(at, depth));
                rules.collect::<Result<Vec<_>, _>>()?.concat()
            }
        };
        let names = owned(view.properties.iter().map(|(name, _)| *name));
        Ok(nonempty(rule, |rule| {
            Assertion::Others(names, Vec::new(), rule)
        }))
    }
}

/// A rule that accepts null, too: `nullable` beside `allOf` or a list of alternatives, as the loader
/// writes `anyOf: [{$ref: …/Id}, {type: 'null'}]`. What else may be there accepts null already.
fn or_null(rule: Subschema) -> Subschema {
    let accepts = |limit: &Constraint| match limit {
        Constraint::Assertion(Assertion::Kinds(names)) => names.contains(&"null"),
        Constraint::Assertion(Assertion::OneOf(values)) => values.iter().any(|one| one == "null"),
        Constraint::Assertion(assertion) => assertion.is_about_objects_or_lists(),
        _ => true,
    };
    if rule.iter().all(accepts) {
        return rule;
    }
    let null = vec![Constraint::Assertion(Assertion::Kinds(vec!["null"]))];
    vec![Constraint::Assertion(Assertion::AnyOf(vec![null, rule]))]
}

/// Whether limits of an object check properties that it does not declare, or count them. Such
/// properties are kept in the struct, so that the check sees them:
///
/// ```yaml
/// properties: {a: {type: string}}
/// anyOf: [{required: [a]}, {required: [b]}]    # `b` must be kept to be checked
/// ```
pub(super) fn checks_undeclared(limits: &[Constraint], declared: &dyn Fn(&str) -> bool) -> bool {
    let asks = |limit: &Constraint| match limit {
        Constraint::Assertion(assertion) => checks_undeclared_properties(assertion, declared),
        Constraint::MinProperties(_) | Constraint::MaxProperties(_) => true,
        _ => false,
    };
    limits.iter().any(asks)
}

/// Whether one assertion checks properties that are not declared.
fn checks_undeclared_properties(assertion: &Assertion, declared: &dyn Fn(&str) -> bool) -> bool {
    let inside = || {
        let mut rules = assertion.rules().into_iter();
        rules.any(|rule| checks_undeclared(rule, declared))
    };
    let unknown = |names: &[String]| names.iter().any(|name| !declared(name));
    match assertion {
        Assertion::Required(names) => unknown(names),
        Assertion::DependentRequired(name, names) => !declared(name) || unknown(names),
        Assertion::Dependent(name, _) => !declared(name) || inside(),
        Assertion::Property(name, _) => !declared(name),
        Assertion::PropertyNames(_)
        | Assertion::Matching(..)
        | Assertion::Others(..)
        | Assertion::Unevaluated(..) => true,
        Assertion::Not(_)
        | Assertion::AnyOf(_)
        | Assertion::ExactlyOne(_)
        | Assertion::When(..) => inside(),
        Assertion::OneOf(_)
        | Assertion::NoneOf(_)
        | Assertion::Kinds(_)
        | Assertion::Never
        | Assertion::Item(..)
        | Assertion::ItemsFrom(..)
        | Assertion::Contains(..)
        | Assertion::UnevaluatedItems(..) => false,
    }
}

/// The properties that an object without declared properties must have:
/// `{type: object, required: [id]}`. A struct expresses `required` by its fields; a map and any
/// JSON need a check.
pub(super) fn required_properties(view: &View<'_>, ty: &Type) -> Option<Constraint> {
    let open = matches!(ty, Type::Map(_) | Type::Scalar(Scalar::Any));
    let asks = open && !view.required.is_empty() && view.agreement == Agreement::Sound;
    asks.then(|| Constraint::Assertion(Assertion::Required(owned(view.required.iter().copied()))))
}

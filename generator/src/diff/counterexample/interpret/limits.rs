//! Limits of the document as the tables that generated code has: `emit` prints them, this file makes them at run time.

use bindwright_runtime::check::{Cursor, DynamicRule, Limit, Pattern, canonical};
use bindwright_runtime::codec::Value;
use foldhash::HashSet;

use super::api::{all_forever, forever};
use super::patterns::{all_compiled, compiled};
use crate::ir::{
    Assertion, Bound, Constraint, Constraints, EvaluatedItems, EvaluatedProperties, Subschema,
};

/// The limits of a value and of its items.
pub(super) fn table(constraints: Constraints) -> &'static [Limit] {
    if constraints.is_empty() {
        return &[];
    }
    let constraints: &'static Constraints = forever(constraints);
    nested(constraints)
}

fn nested(constraints: &'static Constraints) -> &'static [Limit] {
    let items = constraints.items.as_deref().filter(|one| !one.is_empty());
    let items = items.map(|items| Limit::Each(nested(items)));
    all_forever(constraints.own.iter().map(limit).chain(items))
}

/// The rules of a subschema: what generated code has as a function.
fn rules(subschema: &'static Subschema) -> &'static [Limit] {
    all_forever(subschema.iter().map(limit))
}

fn limit(constraint: &'static Constraint) -> Limit {
    match constraint {
        Constraint::MinLength(count) => Limit::MinLength(*count),
        Constraint::MaxLength(count) => Limit::MaxLength(*count),
        Constraint::MinItems(count) => Limit::MinItems(*count),
        Constraint::MaxItems(count) => Limit::MaxItems(*count),
        Constraint::MinProperties(count) => Limit::MinProperties(*count),
        Constraint::MaxProperties(count) => Limit::MaxProperties(*count),
        Constraint::UniqueItems => Limit::UniqueItems,
        Constraint::MultipleOf(step) => Limit::MultipleOf(step),
        Constraint::Minimum(Bound::Integer(least)) => Limit::Minimum(*least),
        Constraint::Minimum(Bound::Float(least)) => Limit::MinimumFloat(*least),
        Constraint::Minimum(Bound::ExclusiveFloat(least)) => Limit::ExclusiveMinimumFloat(*least),
        Constraint::Maximum(Bound::Integer(most)) => Limit::Maximum(*most),
        Constraint::Maximum(Bound::Float(most)) => Limit::MaximumFloat(*most),
        Constraint::Maximum(Bound::ExclusiveFloat(most)) => Limit::ExclusiveMaximumFloat(*most),
        Constraint::Pattern { regex, written: _ } => {
            dynamic(move |at| at.pattern(&compiled(regex)))
        }
        Constraint::Assertion(assertion) => self::assertion(assertion),
    }
}

fn dynamic(rule: impl for<'r> Fn(Cursor<'r>) -> Cursor<'r> + Sync + 'static) -> Limit {
    Limit::Dynamic(DynamicRule(Box::leak(Box::new(rule))))
}

/// A subschema as something that is called.
fn call(rules: &'static [Limit]) -> impl for<'r> Fn(Cursor<'r>) -> Cursor<'r> + Copy {
    move |at: Cursor<'_>| at.limits(rules)
}

fn texts(texts: &'static [String]) -> &'static [&'static str] {
    all_forever(texts.iter().map(String::as_str))
}

/// Listed values, as texts that equal values share: there may be thousands of them.
fn listed(texts: &[String]) -> &'static HashSet<String> {
    let values = texts.iter().filter_map(|text| text.parse::<Value>().ok());
    forever(values.map(|value| canonical(&value)).collect())
}

/// The number of a place in a list.
fn place(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

fn assertion(assertion: &'static Assertion) -> Limit {
    match assertion {
        Assertion::OneOf(values) => {
            let (values, known) = (texts(values), listed(values));
            dynamic(move |at| at.one_of_by(values, |value| known.contains(&canonical(value))))
        }
        Assertion::NoneOf(values) => {
            let (values, known) = (texts(values), listed(values));
            dynamic(move |at| at.none_of_by(values, |value| known.contains(&canonical(value))))
        }
        Assertion::Kinds(names) => dynamic(move |at| at.kinds(names)),
        Assertion::Never => dynamic(|at| at.never()),
        Assertion::Not(rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.not_by(call(rule)))
        }
        Assertion::AnyOf(several) => {
            let several = all_forever(several.iter().map(|one| call(rules(one))));
            dynamic(move |at| at.any_of_by(several))
        }
        Assertion::ExactlyOne(several) => {
            let several = all_forever(several.iter().map(|one| call(rules(one))));
            dynamic(move |at| at.exactly_one_by(several))
        }
        Assertion::When(condition, then, otherwise) => {
            let (condition, then, otherwise) = (rules(condition), rules(then), rules(otherwise));
            dynamic(move |at| at.when_by(call(condition), call(then), call(otherwise)))
        }
        Assertion::Contains(least, most, rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.contains_by(*least, *most, call(rule)))
        }
        Assertion::Item(index, rule) => {
            let (index, rule) = (place(*index), rules(rule));
            dynamic(move |at| at.item_by(index, call(rule)))
        }
        Assertion::ItemsFrom(first, rule) => {
            let (first, rule) = (place(*first), rules(rule));
            dynamic(move |at| at.items_from_by(first, call(rule)))
        }
        Assertion::UnevaluatedItems(known, rule) => unevaluated_items(known, rule),
        about_objects => of_objects(about_objects),
    }
}

/// Those of objects.
fn of_objects(assertion: &'static Assertion) -> Limit {
    match assertion {
        Assertion::Required(names) => {
            let names = texts(names);
            dynamic(move |at| at.requires(names))
        }
        Assertion::DependentRequired(property, names) => {
            let names = texts(names);
            dynamic(move |at| at.dependent_required(property, names))
        }
        Assertion::Dependent(property, rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.dependent_by(property, call(rule)))
        }
        Assertion::Property(name, rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.property_by(name, call(rule)))
        }
        Assertion::PropertyNames(rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.property_names_by(call(rule)))
        }
        Assertion::Matching(regex, rule) => {
            let rule = rules(rule);
            dynamic(move |at| at.matching_by(&compiled(regex), call(rule)))
        }
        Assertion::Others(names, regexes, rule) => {
            let (names, rule) = (texts(names), rules(rule));
            dynamic(move |at| {
                let patterns = all_compiled(regexes);
                let patterns: Vec<&Pattern> = patterns.iter().map(|one| &**one).collect();
                at.others_by(names, &patterns, call(rule))
            })
        }
        Assertion::Unevaluated(known, rule) => unevaluated_properties(known, rule),
        // `assertion` has the others.
        _ => dynamic(|at| at),
    }
}

fn unevaluated_properties(
    known: &'static [EvaluatedProperties],
    rule: &'static Subschema,
) -> Limit {
    let known = all_forever(
        known
            .iter()
            .map(|one| (rules(&one.when), texts(&one.names), &*one.patterns)),
    );
    let rule = rules(rule);
    dynamic(move |at| {
        let compiled: Vec<_> = known
            .iter()
            .map(|(_, _, patterns)| all_compiled(patterns))
            .collect();
        let patterns: Vec<Vec<&Pattern>> = compiled
            .iter()
            .map(|patterns| patterns.iter().map(|one| &**one).collect())
            .collect();
        let known: Vec<_> = known
            .iter()
            .zip(&patterns)
            .map(|((when, names, _), patterns)| (call(when), *names, patterns.as_slice()))
            .collect();
        at.unevaluated_properties_by(&known, call(rule))
    })
}

fn unevaluated_items(known: &'static [EvaluatedItems], rule: &'static Subschema) -> Limit {
    let known = all_forever(known.iter().map(|one| {
        let (when, matching) = (rules(&one.when), rules(&one.matching));
        (call(when), place(one.first), call(matching))
    }));
    let rule = rules(rule);
    dynamic(move |at| at.unevaluated_items_by(known, call(rule)))
}

//! Limits as they are printed: two that say the same in another order have the same text, so the text also tells them apart.

use super::text::{bound_text, json_text};
use crate::ir::{Assertion, Constraint, EvaluatedItems, EvaluatedProperties, Regex, Subschema};

/// The keyword and the value of a limit.
pub(super) fn limit_text(limit: &Constraint) -> String {
    match limit {
        Constraint::MinLength(value) => format!("minLength {value}"),
        Constraint::MaxLength(value) => format!("maxLength {value}"),
        Constraint::Pattern { regex: _, written } => format!("pattern {written}"),
        Constraint::Minimum(bound) => format!("minimum {}", bound_text(*bound)),
        Constraint::Maximum(bound) => format!("maximum {}", bound_text(*bound)),
        Constraint::MultipleOf(step) => format!("multipleOf {step}"),
        Constraint::MinItems(value) => format!("minItems {value}"),
        Constraint::MaxItems(value) => format!("maxItems {value}"),
        Constraint::UniqueItems => "uniqueItems".to_owned(),
        Constraint::MinProperties(value) => format!("minProperties {value}"),
        Constraint::MaxProperties(value) => format!("maxProperties {value}"),
        Constraint::Assertion(assertion) => assertion_text(assertion),
    }
}

/// The keyword and the value of an assertion.
pub(super) fn assertion_text(assertion: &Assertion) -> String {
    match assertion {
        Assertion::OneOf(values) => format!("enum {}", values_text(values)),
        Assertion::NoneOf(values) => format!("not enum {}", values_text(values)),
        Assertion::Kinds(kinds) => {
            format!("type {}", sorted(kinds.iter().map(|one| (*one).to_owned())))
        }
        Assertion::Not(rule) => format!("not {}", rule_text(rule)),
        Assertion::Never => "false".to_owned(),
        Assertion::AnyOf(rules) => format!("anyOf {}", sorted(rules.iter().map(rule_text))),
        Assertion::ExactlyOne(rules) => format!("oneOf {}", sorted(rules.iter().map(rule_text))),
        Assertion::When(condition, then, otherwise) => format!(
            "if {} then {} else {}",
            rule_text(condition),
            rule_text(then),
            rule_text(otherwise)
        ),
        Assertion::Required(names) => format!("required {}", sorted(names.iter().cloned())),
        Assertion::DependentRequired(name, others) => {
            format!(
                "dependentRequired {name} {}",
                sorted(others.iter().cloned())
            )
        }
        Assertion::Dependent(name, rule) => {
            format!("dependentSchemas {name} {}", rule_text(rule))
        }
        Assertion::Property(name, rule) => format!("properties {name} {}", rule_text(rule)),
        Assertion::PropertyNames(rule) => format!("propertyNames {}", rule_text(rule)),
        Assertion::Matching(pattern, rule) => {
            format!("patternProperties {} {}", regex(pattern), rule_text(rule))
        }
        Assertion::Others(names, patterns, rule) => format!(
            "additionalProperties other than {} {} {}",
            sorted(names.iter().cloned()),
            sorted(patterns.iter().map(regex)),
            rule_text(rule)
        ),
        Assertion::Item(index, rule) => format!("prefixItems {index} {}", rule_text(rule)),
        Assertion::ItemsFrom(first, rule) => format!("items from {first} {}", rule_text(rule)),
        Assertion::Contains(least, most, rule) => {
            let most = most.map_or_else(|| "any number".to_owned(), |most| most.to_string());
            format!("contains {least} to {most} of {}", rule_text(rule))
        }
        Assertion::Unevaluated(known, rule) => format!(
            "unevaluatedProperties {} beside {}",
            rule_text(rule),
            sorted(known.iter().map(properties_text))
        ),
        Assertion::UnevaluatedItems(known, rule) => format!(
            "unevaluatedItems {} beside {}",
            rule_text(rule),
            sorted(known.iter().map(items_text))
        ),
    }
}

fn values_text(values: &[String]) -> String {
    sorted(values.iter().map(|one| json_text(one)))
}

/// All limits of a subschema.
pub(super) fn rule_text(rule: &Subschema) -> String {
    let mut limits: Vec<String> = rule.iter().map(limit_text).collect();
    limits.sort_unstable();
    limits.dedup();
    format!("{{{}}}", limits.join("; "))
}

fn properties_text(known: &EvaluatedProperties) -> String {
    let EvaluatedProperties {
        when,
        names,
        patterns,
    } = known;
    format!(
        "{} {} when {}",
        sorted(names.iter().cloned()),
        sorted(patterns.iter().map(regex)),
        rule_text(when)
    )
}

fn items_text(known: &EvaluatedItems) -> String {
    let EvaluatedItems {
        when,
        first,
        matching,
    } = known;
    format!(
        "{first} and {} when {}",
        rule_text(matching),
        rule_text(when)
    )
}

fn regex(regex: &Regex) -> String {
    match regex {
        Regex::Ascii(text) | Regex::Unicode(text) => text.clone(),
    }
}

fn sorted(parts: impl Iterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.collect();
    parts.sort_unstable();
    parts.dedup();
    format!("[{}]", parts.join(", "))
}

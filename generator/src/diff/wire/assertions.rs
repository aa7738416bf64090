//! Two assertions of one keyword -> whether the new one allows fewer values or more.

use std::collections::BTreeSet;
use std::mem::Discriminant;

use super::limit_text::rule_text;
use super::turn::Turn;
use crate::ir::{Assertion, Regex, Subschema};

/// What the difference of two subschemas does to values.
type RuleTurn<'f> = &'f dyn Fn(&Subschema, &Subschema) -> Turn;

/// What tells keywords apart: which one it is, and the part of the value that it is about.
pub(super) type KeywordKey<'a> = (Discriminant<Assertion>, KeywordPart<'a>);

/// The part of a value that a keyword is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum KeywordPart<'a> {
    /// All of it.
    Whole,
    /// A property.
    Property(&'a str),
    /// The properties that an expression matches.
    Matching(&'a Regex),
    /// An item.
    Item(u64),
}

/// What two assertions have in common that are one keyword, about the same part of the value.
pub(super) fn keyword_key(assertion: &Assertion) -> KeywordKey<'_> {
    let part = match assertion {
        Assertion::DependentRequired(name, _)
        | Assertion::Dependent(name, _)
        | Assertion::Property(name, _) => KeywordPart::Property(name),
        Assertion::Matching(regex, _) => KeywordPart::Matching(regex),
        Assertion::Item(index, _) => KeywordPart::Item(*index),
        _ => KeywordPart::Whole,
    };
    (std::mem::discriminant(assertion), part)
}

/// What it does to values that one assertion has become another of the same keyword.
pub(super) fn assertion_turn(old: &Assertion, new: &Assertion, rules: RuleTurn<'_>) -> Turn {
    use Assertion as A;
    match (old, new) {
        (A::OneOf(old), A::OneOf(new)) => set_turn(&set(old), &set(new)),
        (A::NoneOf(old), A::NoneOf(new)) => set_turn(&set(new), &set(old)),
        (A::Kinds(old), A::Kinds(new)) => set_turn(&set(old), &set(new)),
        (A::Required(old), A::Required(new)) => set_turn(&set(new), &set(old)),
        (A::DependentRequired(_, old), A::DependentRequired(_, new)) => {
            set_turn(&set(new), &set(old))
        }
        (A::Not(old), A::Not(new)) => rules(old, new).reversed(),
        (A::AnyOf(old), A::AnyOf(new)) => any_of_turn(old, new, rules),
        (A::When(condition, then, otherwise), A::When(new_condition, new_then, new_otherwise)) => {
            match rule_text(condition) == rule_text(new_condition) {
                true => rules(then, new_then) | rules(otherwise, new_otherwise),
                false => Turn::BOTH,
            }
        }
        (A::Dependent(_, old), A::Dependent(_, new))
        | (A::Property(_, old), A::Property(_, new))
        | (A::PropertyNames(old), A::PropertyNames(new))
        | (A::Matching(_, old), A::Matching(_, new))
        | (A::Item(_, old), A::Item(_, new)) => rules(old, new),
        (A::ItemsFrom(first, old), A::ItemsFrom(new_first, new)) => {
            equal_or_both(first == new_first, || rules(old, new))
        }
        (A::Others(names, patterns, old), A::Others(new_names, new_patterns, new)) => {
            let same = set(names) == set(new_names) && patterns == new_patterns;
            equal_or_both(same, || rules(old, new))
        }
        (A::Contains(least, most, old), A::Contains(new_least, new_most, new)) => {
            contains_turn((*least, *most, old), (*new_least, *new_most, new), rules)
        }
        (A::Unevaluated(known, old), A::Unevaluated(new_known, new)) => {
            equal_or_both(known == new_known, || rules(old, new))
        }
        (A::UnevaluatedItems(known, old), A::UnevaluatedItems(new_known, new)) => {
            equal_or_both(known == new_known, || rules(old, new))
        }
        // With `oneOf`, one more match makes a value invalid, and so does one match less.
        _ => Turn::BOTH,
    }
}

fn equal_or_both(is_equal: bool, turn: impl FnOnce() -> Turn) -> Turn {
    match is_equal {
        true => turn(),
        false => Turn::BOTH,
    }
}

/// What it does to values that other ones are listed.
pub(super) fn set_turn<T: Ord>(old: &BTreeSet<T>, new: &BTreeSet<T>) -> Turn {
    Turn {
        narrower: old.difference(new).next().is_some(),
        wider: new.difference(old).next().is_some(),
        ..Turn::NONE
    }
}

fn set<T: Ord>(values: &[T]) -> BTreeSet<&T> {
    values.iter().collect()
}

/// Alternatives that are on both sides say nothing; one that has become another is compared with it.
fn any_of_turn(old: &[Subschema], new: &[Subschema], rules: RuleTurn<'_>) -> Turn {
    let apart = |from: &'_ [Subschema], others: &[Subschema]| -> Vec<Subschema> {
        let known: BTreeSet<String> = others.iter().map(rule_text).collect();
        let from = from.iter().filter(|rule| !known.contains(&rule_text(rule)));
        from.cloned().collect()
    };
    let (gone, come) = (apart(old, new), apart(new, old));
    match (gone.as_slice(), come.as_slice()) {
        ([one], [two]) => rules(one, two),
        (gone, come) => Turn {
            narrower: !gone.is_empty(),
            wider: !come.is_empty(),
            ..Turn::NONE
        },
    }
}

fn contains_turn(
    old: (u64, Option<u64>, &Subschema),
    new: (u64, Option<u64>, &Subschema),
    rules: RuleTurn<'_>,
) -> Turn {
    let (least, most) = (new.0.cmp(&old.0), most(new.1).cmp(&most(old.1)));
    let numbers = Turn {
        narrower: least.is_gt() || most.is_lt(),
        wider: least.is_lt() || most.is_gt(),
        ..Turn::NONE
    };
    let items = rules(old.2, new.2);
    // More items match a wider subschema, of which there may be too many.
    let is_bounded = old.1.is_some() || new.1.is_some();
    match items == Turn::NONE || !is_bounded {
        true => numbers | items,
        false => Turn::BOTH,
    }
}

fn most(most: Option<u64>) -> u64 {
    most.unwrap_or(u64::MAX)
}

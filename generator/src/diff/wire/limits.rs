//! Limits of two values -> how they differ, and whether that allows fewer values or more.
//!
//! Of several limits of one keyword, the strictest holds. Limits that cannot be ordered, such as two expressions, count as both
//! narrower and wider.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

use super::amounts::{AMOUNTS, Amount};
use super::assertions::{KeywordKey, assertion_turn, keyword_key, set_turn};
use super::found::BeforeAfter;
use super::keyword_kinds::{Happened, keyword_kind};
use super::kinds::{KindId, WireKind};
use super::limit_text::assertion_text;
use super::steps::compare_steps;
use super::text::json_text;
use super::turn::Turn;
use super::view::SaidLimit;
use crate::ir::{Assertion, Constraint, Regex, Subschema};

/// A difference between limits.
#[derive(Debug)]
pub(super) struct LimitChange<'a> {
    /// Its kind.
    pub(super) kind: KindId,
    /// What it does to values.
    pub(super) turn: Turn,
    /// What is printed.
    pub(super) values: BeforeAfter,
    /// The limit before.
    pub(super) old: Option<SaidLimit<'a>>,
    /// The limit after.
    pub(super) new: Option<SaidLimit<'a>>,
}

/// The differences between the limits of two values. Lists of allowed values are compared elsewhere.
pub(super) fn limit_changes<'a>(
    old: &[SaidLimit<'a>],
    new: &[SaidLimit<'a>],
) -> Vec<LimitChange<'a>> {
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for rule in AMOUNTS {
        let (before, after) = (rule.strictest(old), rule.strictest(new));
        let amounts = (before.map(|one| one.0), after.map(|one| one.0));
        let Some((kind, turn)) = rule.change(amounts.0, amounts.1) else {
            continue;
        };
        changes.push(LimitChange {
            kind: kind.into(),
            turn,
            values: BeforeAfter {
                before: amounts.0.map(Amount::text),
                after: amounts.1.map(Amount::text),
            },
            old: before.map(|one| one.1),
            new: after.map(|one| one.1),
        });
    }
    changes.extend(pattern_changes(old, new));
    changes.extend(step_changes(old, new));
    changes.extend(flag_changes(old, new));
    changes.extend(assertion_changes(old, new));
    changes
}

/// Limits that only one side has, in order.
fn apart<'a, K: Eq + Hash>(
    old: &[SaidLimit<'a>],
    new: &[SaidLimit<'a>],
    key: impl Fn(&'a Constraint) -> Option<K>,
) -> (Vec<SaidLimit<'a>>, Vec<SaidLimit<'a>>) {
    let keyed = |limits: &[SaidLimit<'a>]| -> Vec<(K, SaidLimit<'a>)> {
        let limits = limits.iter();
        limits
            .filter_map(|one| Some((key(one.limit)?, *one)))
            .collect()
    };
    let (old, new) = (keyed(old), keyed(new));
    let old_keys: HashSet<&K> = old.iter().map(|(key, _)| key).collect();
    let new_keys: HashSet<&K> = new.iter().map(|(key, _)| key).collect();
    let gone = old.iter().filter(|(key, _)| !new_keys.contains(key));
    let come = new.iter().filter(|(key, _)| !old_keys.contains(key));
    (
        gone.map(|(_, one)| *one).collect(),
        come.map(|(_, one)| *one).collect(),
    )
}

/// Pairs what is gone with what has come, in order.
fn paired<'a>(
    gone: &[SaidLimit<'a>],
    come: &[SaidLimit<'a>],
) -> Vec<(Option<SaidLimit<'a>>, Option<SaidLimit<'a>>)> {
    let length = gone.len().max(come.len());
    (0..length)
        .map(|index| (gone.get(index).copied(), come.get(index).copied()))
        .collect()
}

fn pattern_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Vec<LimitChange<'a>> {
    let key = |limit: &'a Constraint| -> Option<&'a Regex> {
        match limit {
            Constraint::Pattern { regex, written: _ } => Some(regex),
            _ => None,
        }
    };
    let text = |one: SaidLimit<'_>| match one.limit {
        Constraint::Pattern { regex: _, written } => written.clone(),
        _ => String::new(),
    };
    let (gone, come) = apart(old, new, key);
    let changes = paired(&gone, &come).into_iter().map(|(old, new)| {
        let (kind, turn) = match (old, new) {
            (Some(_), Some(_)) => (WireKind::PatternChanged, Turn::BOTH),
            (Some(_), None) => (WireKind::PatternRemoved, Turn::WIDER),
            (None, _) => (WireKind::PatternAdded, Turn::NARROWER),
        };
        LimitChange {
            kind: kind.into(),
            turn,
            values: BeforeAfter {
                before: old.map(text),
                after: new.map(text),
            },
            old,
            new,
        }
    });
    changes.collect()
}

fn step_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Vec<LimitChange<'a>> {
    let step = |limit: &'a Constraint| -> Option<&'a str> {
        match limit {
            Constraint::MultipleOf(step) => Some(step.as_str()),
            _ => None,
        }
    };
    let (gone, come) = apart(old, new, step);
    let changes = paired(&gone, &come).into_iter().filter_map(|(old, new)| {
        let before = old.and_then(|one| step(one.limit));
        let after = new.and_then(|one| step(one.limit));
        let (kind, turn) = match (before, after) {
            (Some(before), Some(after)) => {
                (WireKind::MultipleOfChanged, compare_steps(before, after)?)
            }
            (Some(_), None) => (WireKind::MultipleOfRemoved, Turn::WIDER),
            (None, _) => (WireKind::MultipleOfAdded, Turn::NARROWER),
        };
        Some(LimitChange {
            kind: kind.into(),
            turn,
            values: BeforeAfter {
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            },
            old,
            new,
        })
    });
    changes.collect()
}

/// Limits without a value: `uniqueItems: true`, and `false`.
fn flag_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Vec<LimitChange<'a>> {
    let flags = [
        (
            Constraint::UniqueItems,
            WireKind::UniqueItemsAdded,
            WireKind::UniqueItemsRemoved,
        ),
        (
            Constraint::Assertion(Assertion::Never),
            WireKind::ForbiddenAdded,
            WireKind::ForbiddenRemoved,
        ),
    ];
    let changes = flags.into_iter().filter_map(|(flag, added, removed)| {
        let find = |limits: &[SaidLimit<'a>]| {
            let mut limits = limits.iter();
            limits.find(|one| *one.limit == flag).copied()
        };
        let (old, new) = (find(old), find(new));
        let (kind, turn) = match (old, new) {
            (None, Some(_)) => (added, Turn::NARROWER),
            (Some(_), None) => (removed, Turn::WIDER),
            (None, None) | (Some(_), Some(_)) => return None,
        };
        Some(LimitChange {
            kind: kind.into(),
            turn,
            values: BeforeAfter::default(),
            old,
            new,
        })
    });
    changes.collect()
}

/// The keyword that a limit is.
fn assertion(limit: &Constraint) -> Option<&Assertion> {
    match limit {
        Constraint::Assertion(Assertion::OneOf(_) | Assertion::Never) => None,
        Constraint::Assertion(assertion) => Some(assertion),
        _ => None,
    }
}

fn assertion_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Vec<LimitChange<'a>> {
    let (gone, come) = apart(old, new, |limit| assertion(limit).map(assertion_text));
    let mut changes = Vec::new();
    let mut waiting: HashMap<KeywordKey<'a>, VecDeque<usize>> = HashMap::new();
    for (index, after) in come.iter().enumerate() {
        if let Some(keyword) = assertion(after.limit) {
            let same = waiting.entry(keyword_key(keyword)).or_default();
            same.push_back(index);
        }
    }
    let mut paired = HashSet::new();
    for before in gone {
        let Some(keyword) = assertion(before.limit) else {
            continue;
        };
        let same = waiting.get_mut(&keyword_key(keyword));
        let partner = same.and_then(VecDeque::pop_front);
        paired.extend(partner);
        let after = partner.and_then(|index| come.get(index)).copied();
        changes.extend(assertion_change(Some(before), after));
    }
    let come = come.into_iter().enumerate();
    let come = come.filter(|(index, _)| !paired.contains(index));
    changes.extend(come.filter_map(|(_, after)| assertion_change(None, Some(after))));
    changes
}

fn assertion_change<'a>(
    old: Option<SaidLimit<'a>>,
    new: Option<SaidLimit<'a>>,
) -> Option<LimitChange<'a>> {
    let before = old.and_then(|one| assertion(one.limit));
    let after = new.and_then(|one| assertion(one.limit));
    let (happened, turn) = match (before, after) {
        (Some(before), Some(after)) => {
            (Happened::Changed, assertion_turn(before, after, &rule_turn))
        }
        (Some(_), None) => (Happened::Removed, Turn::WIDER),
        (None, _) => (Happened::Added, Turn::NARROWER),
    };
    Some(LimitChange {
        kind: keyword_kind(after.or(before)?, happened)?,
        turn,
        values: BeforeAfter {
            before: before.map(assertion_text),
            after: after.map(assertion_text),
        },
        old,
        new,
    })
}

/// What the differences between two subschemas do to values.
fn rule_turn(old: &Subschema, new: &Subschema) -> Turn {
    let changes = limit_changes(&of_rule(old), &of_rule(new));
    let turn = changes.iter().fold(Turn::NONE, |turn, one| turn | one.turn);
    match (allowed(old), allowed(new)) {
        (None, None) => turn,
        (None, Some(_)) => turn | Turn::NARROWER,
        (Some(_), None) => turn | Turn::WIDER,
        (Some(old), Some(new)) => turn | set_turn(&old, &new),
    }
}

fn of_rule(rule: &Subschema) -> Vec<SaidLimit<'_>> {
    let said_by = None;
    rule.iter()
        .map(|limit| SaidLimit { limit, said_by })
        .collect()
}

/// The values that a subschema lists.
fn allowed(rule: &Subschema) -> Option<BTreeSet<String>> {
    let lists = rule.iter().filter_map(|limit| match limit {
        Constraint::Assertion(Assertion::OneOf(values)) => Some(values),
        _ => None,
    });
    let sets = lists.map(|values| values.iter().map(|one| json_text(one)).collect());
    sets.reduce(|one: BTreeSet<String>, two| one.intersection(&two).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(old: Assertion, new: Assertion) -> Vec<(&'static str, Turn)> {
        let (old, new) = (Constraint::Assertion(old), Constraint::Assertion(new));
        let said_by = None;
        let [old, new] = [&old, &new].map(|limit| [SaidLimit { limit, said_by }]);
        let all = [
            limit_changes(&[], &new),
            limit_changes(&old, &new),
            limit_changes(&old, &[]),
        ];
        let all = all.into_iter().flatten();
        all.map(|one| (one.kind.as_str(), one.turn)).collect()
    }

    #[test]
    fn keywords_that_lowering_has_inside_of_others_only() {
        let types = kinds(
            Assertion::Kinds(vec!["string"]),
            Assertion::Kinds(vec!["string", "null"]),
        );
        let expected = [
            ("json-types-added", Turn::NARROWER),
            ("json-types-changed", Turn::WIDER),
            ("json-types-removed", Turn::WIDER),
        ];
        assert_eq!(types, expected);
        let property =
            |least| Assertion::Property("a".to_owned(), vec![Constraint::MinLength(least)]);
        let expected = [
            ("property-schema-added", Turn::NARROWER),
            ("property-schema-changed", Turn::NARROWER),
            ("property-schema-removed", Turn::WIDER),
        ];
        assert_eq!(kinds(property(1), property(2)), expected);
    }
}

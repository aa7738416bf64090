//! Limits of two values -> how they differ, and whether that allows fewer values or more.
//!
//! Of several limits of one keyword, the strictest holds. Limits that cannot be ordered, such as two expressions, count as both
//! narrower and wider.

use std::collections::BTreeSet;

use super::amounts::{AMOUNTS, Amount};
use super::assertions::{assertion_turn, is_same_keyword, set_turn};
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
    changes.extend(unique_changes(old, new));
    changes.extend(assertion_changes(old, new));
    changes
}

/// Limits that only one side has, in order.
fn apart<'a, K: PartialEq>(
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
    let gone = old
        .iter()
        .filter(|(key, _)| !new.iter().any(|(other, _)| other == key));
    let come = new
        .iter()
        .filter(|(key, _)| !old.iter().any(|(other, _)| other == key));
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

fn unique_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Option<LimitChange<'a>> {
    let unique = |limits: &[SaidLimit<'a>]| {
        let mut limits = limits.iter();
        limits
            .find(|one| *one.limit == Constraint::UniqueItems)
            .copied()
    };
    let (old, new) = (unique(old), unique(new));
    let (kind, turn) = match (old, new) {
        (None, Some(_)) => (WireKind::UniqueItemsAdded, Turn::NARROWER),
        (Some(_), None) => (WireKind::UniqueItemsRemoved, Turn::WIDER),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    Some(LimitChange {
        kind: kind.into(),
        turn,
        values: BeforeAfter::default(),
        old,
        new,
    })
}

/// The assertion that a limit is, unless it lists values.
fn assertion(limit: &Constraint) -> Option<&Assertion> {
    match limit {
        Constraint::Assertion(Assertion::OneOf(_)) => None,
        Constraint::Assertion(assertion) => Some(assertion),
        _ => None,
    }
}

fn assertion_changes<'a>(old: &[SaidLimit<'a>], new: &[SaidLimit<'a>]) -> Vec<LimitChange<'a>> {
    let (gone, come) = apart(old, new, |limit| assertion(limit).map(assertion_text));
    let mut changes = Vec::new();
    let mut come: Vec<Option<SaidLimit<'a>>> = come.into_iter().map(Some).collect();
    for before in gone {
        let Some(one) = assertion(before.limit) else {
            continue;
        };
        let mut partners = come.iter_mut();
        let partner = partners.find(|slot| {
            let two = slot.and_then(|slot| assertion(slot.limit));
            two.is_some_and(|two| is_same_keyword(one, two))
        });
        let after = partner.and_then(Option::take);
        changes.extend(assertion_change(Some(before), after));
    }
    let come = come.into_iter().flatten();
    changes.extend(come.filter_map(|after| assertion_change(None, Some(after))));
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

//! A literal and the limits of its type -> whether it satisfies them: a default that its own schema
//! rejects is reported.

use crate::ir::{Bound, Composite, Constraint, Constraints, Literal};
use crate::pattern::{ComparedValue, Patterns};

/// Whether a literal satisfies the limits of its type.
///
/// # Errors
///
/// Names the first limit that it breaks: `it breaks a limit: at most 10`.
pub(super) fn check(
    literal: &Literal,
    constraints: &Constraints,
    patterns: &Patterns,
) -> Result<(), String> {
    for limit in &constraints.own {
        let verdict = match (literal, limit) {
            (Literal::String(text), Constraint::Pattern { written, regex: _ }) => {
                patterns.is_match(written, text, ComparedValue::Literal)
            }
            (_, _) => Some(holds(literal, limit)),
        };
        let problem = match verdict {
            Some(true) => continue,
            Some(false) => "it breaks a limit",
            None => {
                "comparing values with patterns takes too long up to here (`--limit patterns=N` allows more), so this is not known to hold"
            }
        };
        return Err(format!("{problem}: {}", said(limit)));
    }
    Ok(())
}

/// A limit in words: `at most 10`.
fn said(limit: &Constraint) -> String {
    let one = Constraints {
        own: vec![limit.clone()],
        items: None,
    };
    let limits: Vec<String> = super::constraint_docs::notes(&one)
        .iter()
        .map(super::constraint_docs::plain)
        .collect();
    limits.join(", ")
}

/// Whether a literal satisfies one limit, which is no pattern. Limits that do not apply to its type hold.
fn holds(literal: &Literal, limit: &Constraint) -> bool {
    match (literal, limit) {
        (Literal::String(text), Constraint::MinLength(least)) => {
            length(text.chars().count()) >= *least
        }
        (Literal::String(text), Constraint::MaxLength(greatest)) => {
            length(text.chars().count()) <= *greatest
        }
        (Literal::Integer(value), Constraint::Minimum(Bound::Integer(least))) => value >= least,
        (Literal::Integer(value), Constraint::Maximum(Bound::Integer(greatest))) => {
            value <= greatest
        }
        (Literal::Float(value), Constraint::Minimum(Bound::Float(least))) => value >= least,
        (Literal::Float(value), Constraint::Maximum(Bound::Float(greatest))) => value <= greatest,
        (Literal::Float(value), Constraint::Minimum(Bound::ExclusiveFloat(least))) => value > least,
        (Literal::Float(value), Constraint::Maximum(Bound::ExclusiveFloat(greatest))) => {
            value < greatest
        }
        (Literal::Integer(value), Constraint::MultipleOf(step)) => step
            .parse::<i128>()
            .map_or(true, |step| value.checked_rem(step) == Some(0)),
        (Literal::List(items), Constraint::MinItems(least)) => length(items.len()) >= *least,
        (Literal::List(items), Constraint::MaxItems(greatest)) => length(items.len()) <= *greatest,
        (Literal::List(items), Constraint::UniqueItems) => items
            .iter()
            .enumerate()
            .all(|(index, item)| !items.iter().take(index).any(|earlier| earlier == item)),
        (Literal::Composite(Composite::Map(entries), _), Constraint::MinProperties(least)) => {
            length(entries.len()) >= *least
        }
        (Literal::Composite(Composite::Map(entries), _), Constraint::MaxProperties(greatest)) => {
            length(entries.len()) <= *greatest
        }
        (_, _) => true,
    }
}

/// A count as the limits have it.
fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

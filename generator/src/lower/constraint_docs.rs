//! Limits -> short sentences for the docs of a value, with a lower and an upper limit in one:
//! `1 to 64 characters.`
//!
//! ```yaml
//! {type: string, minLength: 1, maxLength: 64, pattern: '^[a-z]+$'}
//! # 1 to 64 characters. Matches `^[a-z]+$`.
//! {type: array, maxItems: 10, uniqueItems: true, items: {type: integer, minimum: 0}}
//! # At most 10 items. No item twice. Each item: at least 0.
//! ```

use crate::diagnostic::show;
use crate::ir::{Assertion, Bound, Constraint, Constraints, Note};

/// The limits as lines of docs: ``1 to 64 characters``, ``Matches `^[a-z]+$` ``, `Each item: at
/// most 5 characters`.
pub(super) fn notes(constraints: &Constraints) -> Vec<Note> {
    let items = constraints.items.iter().flat_map(|items| facts(&items.own));
    facts(&constraints.own)
        .chain(items.map(|note| Note {
            words: format!("Each item: {}", uncapitalised(&note.words)),
            ..note
        }))
        .collect()
}

/// A line of docs without any mark-up, for a message.
pub(super) fn plain(note: &Note) -> String {
    let words = uncapitalised(&note.words);
    match &note.code {
        Some(code) => format!("{words} `{}`", show(code)),
        None => words,
    }
}

/// The lines for limits on one value: counts and ranges first, then everything else.
fn facts(limits: &[Constraint]) -> impl Iterator<Item = Note> {
    let counts = [
        span(limits, "character"),
        span(limits, "item"),
        span(limits, "entry"),
        interval(limits),
    ];
    counts
        .into_iter()
        .flatten()
        .map(words)
        .chain(limits.iter().filter_map(other))
}

/// The line for a limit that has no second end: a pattern, a step, uniqueness.
fn other(limit: &Constraint) -> Option<Note> {
    match limit {
        Constraint::Pattern { written, .. } => Some(Note {
            words: "Matches".to_owned(),
            code: Some(written.clone()),
        }),
        Constraint::MultipleOf(step) => Some(words(format!("A multiple of {step}"))),
        Constraint::UniqueItems => Some(words("No item twice".to_owned())),
        Constraint::Assertion(assertion) => asserted(assertion),
        _ => None,
    }
}

/// The line for a comparison with fixed values, or for required properties. Other assertions are
/// too long for one line.
fn asserted(assertion: &Assertion) -> Option<Note> {
    let said = |words: &str, texts: &[String]| {
        Some(Note {
            words: words.to_owned(),
            code: Some(texts.join(", ")),
        })
    };
    match assertion {
        Assertion::OneOf(texts) if texts.len() == 1 => said("Always", texts),
        Assertion::OneOf(texts) => said("One of", texts),
        Assertion::NoneOf(texts) => said("Never", texts),
        Assertion::Required(names) => said("Has", names),
        _ => None,
    }
}

/// A line without code.
fn words(words: String) -> Note {
    Note { words, code: None }
}

/// One end of a count.
enum CountBound {
    Least(u64),
    Most(u64),
}

/// What a limit counts, and which end of the count it is.
fn end(limit: &Constraint) -> Option<(&'static str, CountBound)> {
    match limit {
        Constraint::MinLength(count) => Some(("character", CountBound::Least(*count))),
        Constraint::MaxLength(count) => Some(("character", CountBound::Most(*count))),
        Constraint::MinItems(count) => Some(("item", CountBound::Least(*count))),
        Constraint::MaxItems(count) => Some(("item", CountBound::Most(*count))),
        Constraint::MinProperties(count) => Some(("entry", CountBound::Least(*count))),
        Constraint::MaxProperties(count) => Some(("entry", CountBound::Most(*count))),
        _ => None,
    }
}

/// `1 to 255 characters`; the tightest of several limits counts.
fn span(limits: &[Constraint], noun: &str) -> Option<String> {
    let (mut least, mut most) = (None, None);
    let ends = limits.iter().filter_map(end);
    for (_, end) in ends.filter(|(counted, _)| *counted == noun) {
        match end {
            CountBound::Least(count) => least = least.max(Some(count)),
            CountBound::Most(count) => most = Some(most.map_or(count, |most: u64| most.min(count))),
        }
    }
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            Some(format!("Exactly {}", counted(most, noun)))
        }
        (Some(least), Some(most)) => Some(format!("{least} to {}", counted(most, noun))),
        (Some(least), None) => Some(format!("At least {}", counted(least, noun))),
        (None, Some(most)) => Some(format!("At most {}", counted(most, noun))),
        (None, None) => None,
    }
}

/// The range of a number: `0 to 10000`, `Above 0 and at most 99.5`.
fn interval(limits: &[Constraint]) -> Option<String> {
    let (mut least, mut most) = (None, None);
    for limit in limits {
        if let Constraint::Minimum(bound) = limit {
            least = Some(*bound);
        } else if let Constraint::Maximum(bound) = limit {
            most = Some(*bound);
        }
    }
    match (least, most) {
        (Some(Bound::Integer(least)), Some(Bound::Integer(most))) => {
            Some(format!("{least} to {most}"))
        }
        (Some(Bound::Float(least)), Some(Bound::Float(most))) => Some(format!("{least} to {most}")),
        (Some(least), Some(most)) => Some(format!(
            "{} and {}",
            limit(least, "At least", "Above"),
            limit(most, "at most", "below")
        )),
        (Some(least), None) => Some(limit(least, "At least", "Above")),
        (None, Some(most)) => Some(limit(most, "At most", "Below")),
        (None, None) => None,
    }
}

/// The words with a small first letter, to follow others.
fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// A number with its noun in the singular or plural: `1 entry`, `2 entries`.
fn counted(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

/// A bound in words: `At least 3`, or `Above 3` if the bound itself is excluded.
fn limit(bound: Bound, inclusive: &str, exclusive: &str) -> String {
    match bound {
        Bound::Integer(limit) => format!("{inclusive} {limit}"),
        Bound::Float(limit) => format!("{inclusive} {limit}"),
        Bound::ExclusiveFloat(limit) => format!("{exclusive} {limit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Constraint, Constraints, notes, plain};

    fn facts(own: Vec<Constraint>, items: Vec<Constraint>) -> Vec<String> {
        let items = Constraints {
            own: items,
            items: None,
        };
        let all = Constraints {
            own,
            items: Some(Box::new(items)),
        };
        notes(&all).iter().map(plain).collect()
    }

    #[test]
    fn two_limits_are_one_line_of_docs() {
        let own = vec![
            Constraint::MaxLength(255),
            Constraint::MinLength(1),
            Constraint::MinItems(2),
            Constraint::MaxItems(2),
            Constraint::MaxProperties(1),
            Constraint::Minimum(Bound::Integer(0)),
            Constraint::Maximum(Bound::Integer(8)),
        ];
        assert_eq!(
            facts(
                own,
                vec![Constraint::MaxLength(64), Constraint::MinLength(3)]
            ),
            [
                "1 to 255 characters",
                "exactly 2 items",
                "at most 1 entry",
                "0 to 8",
                "each item: 3 to 64 characters",
            ]
        );
    }

    #[test]
    fn an_excluded_bound_is_described_as_such() {
        let own = vec![
            Constraint::Minimum(Bound::ExclusiveFloat(0.5)),
            Constraint::Maximum(Bound::Float(9.0)),
        ];
        assert_eq!(facts(own, Vec::new()), ["above 0.5 and at most 9"]);
        let pattern = Constraint::Pattern {
            regex: crate::ir::Regex::Ascii("^[a-z]".to_owned()),
            written: "^[a-z]".to_owned(),
        };
        assert_eq!(facts(vec![pattern], Vec::new()), ["matches `^[a-z]`"]);
    }
}

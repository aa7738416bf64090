//! Limits -> sentences for people: `1 to 255 characters.`, `At most 200 items, each only once.`

use crate::ir::{Bound, Constraint, Constraints};

/// Limits as short sentences, those on items last.
pub(super) fn sentences(constraints: &Constraints) -> Vec<String> {
    let own = phrases(&constraints.own).into_iter();
    let items = constraints.items.iter();
    let items = items.flat_map(|items| phrases(&items.own));
    own.map(|phrase| capital(&phrase))
        .chain(items.map(|phrase| format!("Each item: {phrase}.")))
        .collect()
}

/// The number of a limit of one sort.
macro_rules! matched {
    ($limit:ident, $sort:path) => {
        match $limit {
            $sort(count) => Some(*count),
            _ => None,
        }
    };
}

/// One phrase a subject: the length, the value, the pattern, the number of items, of entries.
fn phrases(limits: &[Constraint]) -> Vec<String> {
    let count = |least: fn(&Constraint) -> Option<u64>,
                 greatest: fn(&Constraint) -> Option<u64>| {
        (
            limits.iter().find_map(least),
            limits.iter().find_map(greatest),
        )
    };
    let length = count(
        |limit| matched!(limit, Constraint::MinLength),
        |limit| matched!(limit, Constraint::MaxLength),
    );
    let items = count(
        |limit| matched!(limit, Constraint::MinItems),
        |limit| matched!(limit, Constraint::MaxItems),
    );
    let entries = count(
        |limit| matched!(limit, Constraint::MinProperties),
        |limit| matched!(limit, Constraint::MaxProperties),
    );
    let patterns = limits.iter().filter_map(|limit| match limit {
        Constraint::Pattern { written, .. } => Some(format!("matches {written}")),
        _ => None,
    });
    let steps = limits.iter().filter_map(|limit| match limit {
        Constraint::MultipleOf(step) => Some(format!("a multiple of {step}")),
        _ => None,
    });
    let once = limits.contains(&Constraint::UniqueItems);
    let items = match (counted(items, "item"), once) {
        (Some(items), true) => Some(format!("{items}, each only once")),
        (None, true) => Some("each item only once".to_owned()),
        (items, false) => items,
    };
    let mut phrases: Vec<String> = counted(length, "character").into_iter().collect();
    phrases.extend(between(limits));
    phrases.extend(steps.chain(patterns));
    phrases.extend(items.into_iter().chain(counted(entries, "entry")));
    phrases
}

/// `1 to 3 items`, `at most 1 item`.
fn counted(limits: (Option<u64>, Option<u64>), noun: &str) -> Option<String> {
    Some(match limits {
        (None, None) => return None,
        (Some(least), Some(greatest)) if least == greatest => {
            format!("exactly {}", number(least, noun))
        }
        (Some(least), Some(greatest)) => format!("{least} to {}", number(greatest, noun)),
        (Some(least), None) => format!("at least {}", number(least, noun)),
        (None, Some(greatest)) => format!("at most {}", number(greatest, noun)),
    })
}

fn number(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

/// `0 to 8`, `above 0, at most 99.5`.
fn between(limits: &[Constraint]) -> Option<String> {
    let least = limits.iter().find_map(|limit| match limit {
        Constraint::Minimum(bound) => Some(bound),
        _ => None,
    });
    let greatest = limits.iter().find_map(|limit| match limit {
        Constraint::Maximum(bound) => Some(bound),
        _ => None,
    });
    match (least, greatest) {
        (None, None) => None,
        (Some(least), Some(greatest)) if is_reached(least) && is_reached(greatest) => {
            Some(format!("{} to {}", value(least), value(greatest)))
        }
        (least, greatest) => {
            let least = least.map(|bound| one_sided(bound, "at least", "above"));
            let greatest = greatest.map(|bound| one_sided(bound, "at most", "below"));
            let sides: Vec<String> = least.into_iter().chain(greatest).collect();
            Some(sides.join(", "))
        }
    }
}

fn is_reached(bound: &Bound) -> bool {
    match bound {
        Bound::Integer(_) | Bound::Float(_) => true,
        Bound::ExclusiveFloat(_) => false,
    }
}

fn one_sided(bound: &Bound, inclusive: &str, exclusive: &str) -> String {
    let word = if is_reached(bound) {
        inclusive
    } else {
        exclusive
    };
    format!("{word} {}", value(bound))
}

fn value(bound: &Bound) -> String {
    match bound {
        Bound::Integer(limit) => limit.to_string(),
        Bound::Float(limit) | Bound::ExclusiveFloat(limit) => limit.to_string(),
    }
}

/// The phrase as a sentence.
fn capital(phrase: &str) -> String {
    let mut characters = phrase.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let end = if phrase.starts_with("matches ") {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.collect::<String>(), characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Bound, Constraint, Constraints, sentences};

    fn said(own: Vec<Constraint>) -> String {
        let items = None;
        sentences(&Constraints { own, items }).join(" ")
    }

    #[test]
    fn both_ends_are_one_sentence() {
        use Constraint::*;
        assert_eq!(
            said(vec![MinLength(1), MaxLength(255)]),
            "1 to 255 characters."
        );
        assert_eq!(
            said(vec![MaxItems(200), UniqueItems]),
            "At most 200 items, each only once."
        );
        assert_eq!(said(vec![MinItems(2), MaxItems(2)]), "Exactly 2 items.");
        assert_eq!(said(vec![UniqueItems]), "Each item only once.");
        assert_eq!(said(vec![MaxProperties(1)]), "At most 1 entry.");
        let whole = vec![
            Minimum(Bound::Integer(0)),
            Maximum(Bound::Integer(8)),
            MultipleOf("2".to_owned()),
        ];
        assert_eq!(said(whole), "0 to 8. A multiple of 2.");
        let open = vec![
            Minimum(Bound::ExclusiveFloat(0.0)),
            Maximum(Bound::Float(99.5)),
        ];
        assert_eq!(said(open), "Above 0, at most 99.5.");
    }

    #[test]
    fn items_have_their_own() {
        let items = Constraints {
            own: vec![Constraint::MaxLength(64)],
            items: None,
        };
        let list = Constraints {
            own: vec![Constraint::MinItems(1)],
            items: Some(Box::new(items)),
        };
        assert_eq!(
            sentences(&list),
            ["At least 1 item.", "Each item: at most 64 characters."]
        );
    }
}

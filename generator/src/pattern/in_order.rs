//! Expressions whose structure says that they are tried at few places at once: from the start of a string to its end, each
//! character can only be that of one place. Most patterns of documents are such, and nothing has to be searched.
//!
//! | expression | places at once |
//! |---|---|
//! | `^[0-9a-f]{8}-[0-9a-f]{4}$` | 1 |
//! | `^[a-z]{1,255}@[0-9]+$` | 2: no character is both in `[a-z]` and `@` |
//! | `^([^x]{300}y\|1)$` | 2: one in the first alternative, another in the second |
//! | `^[ab]*a[ab]{300}$` | not known: `a` may be that of `[ab]*` or the one after it |

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use super::error::CharacterSet;
use super::size::CompiledSize;

/// How many places of an expression are tried at once, at most; `None` if it does not start with `^`.
pub(super) fn places_at_once(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Capture(capture) => places_at_once(&capture.sub),
        HirKind::Concat(parts) => {
            let (first, rest) = parts.split_first()?;
            let is_start = matches!(first.kind(), HirKind::Look(Look::Start));
            is_start.then(|| sequence(rest, PartEntry::Once).at_once)
        }
        _ => None,
    }
}

/// How often a part of an expression is begun while a string is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartEntry {
    /// At one character only, and nothing before the part is tried from there on.
    Once,
    /// At any of them.
    Often,
}

/// What is known of a part.
#[derive(Debug, Clone, Copy)]
struct Places {
    /// How many of its places are tried at once, at most.
    at_once: usize,
    /// How often what follows is begun.
    next: PartEntry,
}

/// A part of an expression and what follows it.
fn part(hir: &Hir, rest: &[Hir], entry: PartEntry) -> Places {
    if entry == PartEntry::Often {
        return anywhere(hir);
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Places {
            at_once: 0,
            next: entry,
        },
        HirKind::Literal(_) | HirKind::Class(_) => Places {
            at_once: 1,
            next: entry,
        },
        HirKind::Capture(capture) => part(&capture.sub, rest, entry),
        HirKind::Concat(parts) => sequence(parts, entry),
        HirKind::Alternation(parts) => {
            let all = parts.iter().map(|one| part(one, &[], entry).at_once);
            Places {
                at_once: all.fold(0, usize::saturating_add),
                next: PartEntry::Often,
            }
        }
        HirKind::Repetition(repetition) => match (unit(hir), unit(&repetition.sub)) {
            (Some(_), _) => Places {
                at_once: 1,
                next: entry,
            },
            (None, Some(own)) => repeated(own, rest),
            (None, None) if repetition.max == Some(1) => Places {
                at_once: part(&repetition.sub, &[], entry).at_once,
                next: PartEntry::Often,
            },
            (None, None) => anywhere(hir),
        },
    }
}

/// Parts one after the other. Those before the first that is begun often are tried one at a time.
fn sequence(parts: &[Hir], entry: PartEntry) -> Places {
    let (mut in_turn, mut together, mut next) = (0, 0_usize, entry);
    for (index, one) in parts.iter().enumerate() {
        let rest = parts.get(index + 1..).unwrap_or_default();
        let places = part(one, rest, next);
        match next {
            PartEntry::Once => in_turn = places.at_once.max(in_turn),
            PartEntry::Often => together = together.saturating_add(places.at_once),
        }
        next = places.next;
    }
    Places {
        at_once: together.saturating_add(in_turn),
        next,
    }
}

/// A part that may be begun at any character: all of its places may be tried at once.
fn anywhere(hir: &Hir) -> Places {
    Places {
        at_once: CompiledSize::of(hir, CharacterSet::Ascii).places,
        next: PartEntry::Often,
    }
}

/// Units that are repeated, a number of times that the string decides: they end at one character if no unit starts with a
/// character that what may follow starts with.
fn repeated(own: FirstCharacters<'_>, rest: &[Hir]) -> Places {
    let mut alternatives = vec![own];
    let mut next = PartEntry::Often; // what follows is not known, or is optional to the end
    for one in rest {
        let (first, is_optional) = match one.kind() {
            HirKind::Look(_) => continue,
            HirKind::Repetition(repetition) => (unit(&repetition.sub), repetition.min == 0),
            _ => (unit(one), false),
        };
        let distinct =
            |first: &FirstCharacters<'_>| alternatives.iter().all(|one| one.excludes(first));
        let Some(first) = first.filter(distinct) else {
            break;
        };
        alternatives.push(first);
        if !is_optional {
            next = PartEntry::Once;
            break;
        }
    }
    Places {
        at_once: alternatives.len(),
        next,
    }
}

/// The characters that a unit starts with.
#[derive(Debug, Clone, Copy)]
enum FirstCharacters<'h> {
    One(char),
    Class(&'h ClassUnicode),
}

impl FirstCharacters<'_> {
    /// Whether no character is one of both.
    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(one), Self::One(other)) => one != other,
            (Self::One(one), Self::Class(class)) | (Self::Class(class), Self::One(one)) => !class
                .iter()
                .any(|range| (range.start()..=range.end()).contains(one)),
            (Self::Class(one), Self::Class(other)) => {
                let mut both = (*one).clone();
                both.intersect(other);
                both.ranges().is_empty()
            }
        }
    }
}

/// What a unit starts with: a sequence of classes that each have one character, as `[0-9a-f]{2}:`. Of these, one place at a time
/// is tried. `None` for everything else.
fn unit(hir: &Hir) -> Option<FirstCharacters<'_>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            text.chars().next().map(FirstCharacters::One)
        }
        HirKind::Class(Class::Unicode(class)) => Some(FirstCharacters::Class(class)),
        HirKind::Capture(capture) => unit(&capture.sub),
        HirKind::Concat(parts) => {
            let (first, rest) = parts.split_first()?;
            rest.iter()
                .all(|part| unit(part).is_some())
                .then(|| unit(first))?
        }
        HirKind::Repetition(repetition) => {
            let is_fixed = repetition.min > 0 && repetition.max == Some(repetition.min);
            is_fixed.then(|| unit(&repetition.sub))?
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) | HirKind::Alternation(_) => None,
    }
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::places_at_once;

    fn at_once(expression: &str) -> Option<usize> {
        places_at_once(&regex_syntax::parse(expression).unwrap())
    }

    #[test]
    fn the_structure_of_usual_patterns_is_enough() {
        for (expression, places) in [
            ("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}$", 1),
            ("^[a-z]{1,255}@[0-9]+$", 2),
            ("^([^x]{300}y|1)$", 2),
            ("^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$", 1),
            ("^(?:[0-9a-f]{32})?$", 1),
            ("^[a-z0-9_]+(?:-[a-z0-9_]+)*$", 3),
            ("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", 2),
            ("^x?y?z{1,100}[0-9]{300}$", 3),
        ] {
            assert_eq!(at_once(expression), Some(places), "{expression}");
        }
    }

    #[test]
    fn places_that_may_be_tried_together_are_added() {
        for (expression, places) in [
            ("^[ab]*a[ab]{300}$", 302),
            ("^([a-z]+\\b)[a-z]{300}$", 301),
            ("^(a[0-9]?)*[0-9]{300}$", 302),
            ("^(a+b?)a{300}$", 302),
            ("^(?:a|bc){300}$", 900),
        ] {
            assert!(
                at_once(expression) >= Some(places - 2),
                "{expression} {:?}",
                at_once(expression)
            );
        }
        assert_eq!(at_once("[a-z]+"), None);
        assert_eq!(at_once("^a|b"), None);
        assert_eq!(at_once("(?m)^a"), None);
    }
}

//! How large an expression is when it is compiled, from its parsed form: repetitions are multiplied and not written out.
//!
//! `^\p{L}{60}$` has 60 places, of about 45 KB each.

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

use super::error::CharacterSet;

/// Bytes of a step of a program.
const STEP: usize = 48;
/// Bytes of a range of characters, or of one step inside of a character.
const RANGE: usize = 8;

/// How large an expression is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CompiledSize {
    /// The places that have a character.
    pub(super) places: usize,
    /// The bytes of the program, or somewhat more.
    pub(super) bytes: usize,
}

impl CompiledSize {
    /// The size for the crate of `charset`: one goes through characters, the other one through their bytes.
    pub(super) fn of(hir: &Hir, charset: CharacterSet) -> Self {
        let own = Self {
            places: 0,
            bytes: STEP,
        };
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => own,
            HirKind::Literal(literal) => Self {
                places: 1,
                bytes: STEP,
            }
            .times(literal.0.len()),
            HirKind::Class(class) => Self {
                places: 1,
                bytes: class_bytes(class, charset),
            },
            HirKind::Capture(capture) => Self::of(&capture.sub, charset).plus(own.times(2)),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
                .iter()
                .map(|part| Self::of(part, charset))
                .fold(own.times(parts.len()), Self::plus),
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(repetition.min.max(1));
                let times = usize::try_from(most).unwrap_or(usize::MAX);
                let once = Self::of(&repetition.sub, charset).plus(own);
                once.times(times).plus(own)
            }
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            places: self.places.saturating_add(other.places),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }

    fn times(self, count: usize) -> Self {
        Self {
            places: self.places.saturating_mul(count),
            bytes: self.bytes.saturating_mul(count),
        }
    }
}

/// The bytes of a class. `regex` goes through the bytes of characters: it has programs for both directions, each with a range
/// for each byte and a step where bytes of several characters part.
fn class_bytes(class: &Class, charset: CharacterSet) -> usize {
    const BRANCHES: usize = 6;
    match (class, charset) {
        (Class::Unicode(class), CharacterSet::Unicode) => {
            let ranges = class.iter();
            let sequences = ranges.flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
            let (count, bytes) = sequences.fold((0_usize, 0_usize), |(count, bytes), sequence| {
                (count + 1, bytes + sequence.len())
            });
            STEP + RANGE * (2 * bytes + 14 * count.min(BRANCHES))
        }
        (Class::Unicode(class), CharacterSet::Ascii) => STEP + RANGE * class.ranges().len(),
        (Class::Bytes(class), _) => STEP + RANGE * class.ranges().len(),
    }
}

/// How many characters the classes of an expression name: each is looked up if their case is ignored.
pub(super) fn named_characters(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) => 0,
        HirKind::Class(Class::Unicode(class)) => class.iter().map(|range| range.len()).sum(),
        HirKind::Class(Class::Bytes(class)) => class.iter().map(|range| range.len()).sum(),
        HirKind::Capture(capture) => named_characters(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(named_characters).sum()
        }
        HirKind::Repetition(repetition) => named_characters(&repetition.sub),
    }
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::{CharacterSet, CompiledSize};

    fn size(expression: &str, charset: CharacterSet) -> usize {
        let parsed = regex_syntax::parse(expression).unwrap();
        CompiledSize::of(&parsed, charset).bytes
    }

    /// The crates are the judges: with the size as their limit they compile it, with a quarter of it they do not.
    #[test]
    fn sizes_are_near_those_of_the_crates() {
        for expression in [
            r"^(\p{L}{10}|a)$",
            r"\P{L}{10}",
            r"[^\n\r\u{2028}\u{2029}]{200}",
            "^([^x]{300}y|1)$",
            r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$",
            "([a-z]{1,20}-){1,20}",
        ] {
            let size = size(expression, CharacterSet::Unicode);
            let fits = |limit| {
                let mut builder = regex::RegexBuilder::new(expression);
                builder.size_limit(limit).build().is_ok()
            };
            assert!(fits(size) && !fits(size / 4), "{expression} {size}");
        }
        for expression in [
            "^([^x]{300}y|1)$",
            "[a-z]{0,100}",
            "(?:ab|c){50}",
            r"[^\n\r\u{2028}\u{2029}]{200}",
        ] {
            let size = size(expression, CharacterSet::Ascii);
            let fits = |limit| {
                let mut builder = regex_lite::RegexBuilder::new(expression);
                builder.size_limit(limit).build().is_ok()
            };
            assert!(fits(size) && !fits(size / 4), "{expression} {size}");
        }
    }

    #[test]
    fn repetitions_of_repetitions_are_multiplied() {
        let parsed = regex_syntax::parse("((a{50}){50}){50}").unwrap();
        let size = CompiledSize::of(&parsed, CharacterSet::Ascii);
        assert_eq!(size.places, 125_000);
        let parsed = regex_syntax::parse("((a{4000000}){4000000}){4000000}").unwrap();
        let size = CompiledSize::of(&parsed, CharacterSet::Ascii);
        assert_eq!(size.bytes, usize::MAX);
    }
}

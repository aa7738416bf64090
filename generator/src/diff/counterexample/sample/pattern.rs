//! Strings that a pattern matches, from its parsed form: the shortest, one of each alternative, and some of the lengths that are
//! asked for. They are proposals: whether one matches, the crate says that compiles the pattern.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::ir::Regex;

/// How deep groups are followed.
const DEPTH: usize = 40;
/// No proposal has more characters.
const LONGEST: usize = 2_000;
/// How many repetitions of a pattern are made longer, each alone, and by how much at most.
const REPETITIONS: usize = 12;
const MORE: usize = 20;
/// How many different choices are made at alternatives and classes.
const CHOICES: usize = 6;

/// Strings for a pattern.
pub(super) fn strings(regex: &Regex, lengths: &[u64]) -> Vec<String> {
    let (Regex::Ascii(text) | Regex::Unicode(text)) = regex;
    let parsed = ParserBuilder::new().nest_limit(100).build().parse(text);
    let Ok(hir) = parsed else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    let targets = lengths
        .iter()
        .map(|length| usize::try_from(*length).unwrap_or(LONGEST));
    let mut add = |mut writer: PatternWriter| {
        if writer.write(&hir, 0) && !found.contains(&writer.text) {
            found.push(writer.text);
        }
    };
    for target in std::iter::once(0).chain(targets) {
        for choice in 0..CHOICES {
            add(PatternWriter {
                missing: target,
                choice,
                ..PatternWriter::default()
            });
        }
    }
    // Each repetition alone, once more than it must be and as often as it may be.
    for repetition in 0..REPETITIONS {
        for more in [1, MORE] {
            add(PatternWriter {
                longer: Some((repetition, more)),
                ..PatternWriter::default()
            });
        }
    }
    found
}

/// Writes one string.
#[derive(Default)]
struct PatternWriter {
    text: String,
    count: usize,
    /// How many characters the string should have.
    missing: usize,
    /// Which alternative is taken, counted around.
    choice: usize,
    /// How many repetitions have begun.
    repetitions: usize,
    /// A repetition that is written so many times more than it must be.
    longer: Option<(usize, usize)>,
}

impl PatternWriter {
    /// Whether there is a string.
    fn write(&mut self, hir: &Hir, depth: usize) -> bool {
        if depth > DEPTH || self.count > LONGEST {
            return false;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => {
                    self.text.push_str(text);
                    self.count += text.chars().count();
                    true
                }
                Err(_) => false,
            },
            HirKind::Class(class) => self.class(class),
            HirKind::Repetition(repetition) => self.repetition(repetition, depth),
            HirKind::Capture(capture) => self.write(&capture.sub, depth + 1),
            HirKind::Concat(parts) => parts.iter().all(|part| self.write(part, depth + 1)),
            HirKind::Alternation(parts) => {
                let chosen = self.choice.checked_rem(parts.len()).unwrap_or_default();
                parts
                    .get(chosen)
                    .is_some_and(|part| self.write(part, depth + 1))
            }
        }
    }

    fn class(&mut self, class: &Class) -> bool {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class
                .ranges()
                .iter()
                .map(|one| (one.start(), one.end()))
                .collect(),
            Class::Bytes(class) => {
                let ranges = class.ranges().iter();
                ranges
                    .map(|one| (one.start().into(), one.end().into()))
                    .collect()
            }
        };
        // A letter or digit is easier to read than the first of all characters.
        let plain = ['a', 'A', '0', '1', 'z', '-', '_', '.'].into_iter();
        let is_in = |one: &char| ranges.iter().any(|(from, to)| from <= one && one <= to);
        let ends = ranges.iter().flat_map(|(from, to)| [*from, *to]);
        let printable = ends.filter(|one| !one.is_control());
        let all: Vec<char> = plain.filter(is_in).chain(printable).collect();
        let place = self
            .choice
            .checked_rem(all.len().max(1))
            .unwrap_or_default();
        let found = all
            .get(place)
            .copied()
            .or(ranges.first().map(|range| range.0));
        let Some(found) = found else {
            return false;
        };
        self.text.push(found);
        self.count += 1;
        true
    }

    fn repetition(&mut self, repetition: &Repetition, depth: usize) -> bool {
        let most = repetition.max.map_or(LONGEST, |most| most as usize);
        let own = self.repetitions;
        self.repetitions += 1;
        let more = self
            .longer
            .filter(|(at, _)| *at == own)
            .map_or(0, |(_, more)| more);
        let least = most.min(repetition.min as usize + more);
        let mut written = 0;
        while written < least {
            if !self.write(&repetition.sub, depth + 1) {
                return false;
            }
            written += 1;
        }
        while written < most && self.count < self.missing {
            let before = self.count;
            if !self.write(&repetition.sub, depth + 1) || self.count == before {
                break;
            }
            written += 1;
        }
        true
    }
}

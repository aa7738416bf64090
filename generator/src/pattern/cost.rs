//! What an expression costs for each character of a string: how many of its places are tried at once, by the automaton that its
//! matcher would build. `^[a-z]{1,255}$` is tried at one place, `[^x]{500}y` at 500.

use std::collections::{BTreeSet, BinaryHeap, HashSet};

use regex_syntax::hir::{Hir, HirKind, Look};

/// The deepest nesting of groups.
pub(super) const MAX_NESTING: u32 = 64;
/// How many places are few.
const FEW: usize = 32;
/// How long sets of places are looked at. Each pattern of a document is, so it is short.
const STEPS: usize = 10_000;
/// An expression with more places is not looked at.
const PLACES: usize = 20_000;

/// Whether an expression is tried at few places at once, as far as can be seen soon. Of others, an automaton is made.
pub(super) fn is_tried_at_few(expression: &str) -> bool {
    let parsed = regex_syntax::ParserBuilder::new()
        .nest_limit(MAX_NESTING)
        .build()
        .parse(expression);
    parsed.is_ok_and(|parsed| has_few_places(&parsed).unwrap_or(false))
}

/// The same of what is parsed; `None` if it is too large.
fn has_few_places(parsed: &Hir) -> Option<bool> {
    let mut program = PatternProgram::default();
    let end = program.add(PatternStep::Match)?;
    let start = program.compile(parsed, end)?;
    match program.classes.len() {
        0..=FEW => Some(true),
        _ => program.keeps_few(start),
    }
}

/// The ranges of a class.
type ClassRanges = Vec<(u32, u32)>;

/// What is tried at a place.
#[derive(Debug)]
enum PatternStep {
    /// A character of the class with this number, and then this place.
    Class(usize, usize),
    /// Several places.
    Any(Vec<usize>),
    /// This place, at the start of a string.
    AtStart(usize),
    /// This place, if something holds that depends on what follows.
    Perhaps(usize),
    Match,
}

#[derive(Debug, Default)]
struct PatternProgram {
    steps: Vec<PatternStep>,
    /// One for each place with a class.
    classes: Vec<ClassRanges>,
}

impl PatternProgram {
    fn add(&mut self, step: PatternStep) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() < PLACES).then_some(self.steps.len() - 1)
    }

    fn class(&mut self, ranges: ClassRanges, next: usize) -> Option<usize> {
        let class = self.classes.len();
        self.classes.push(ranges);
        self.add(PatternStep::Class(class, next))
    }

    /// The place of an expression that is followed by a place.
    fn compile(&mut self, hir: &Hir, next: usize) -> Option<usize> {
        match hir.kind() {
            HirKind::Empty => Some(next),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                text.chars().rev().try_fold(next, |next, one| {
                    self.class(vec![(u32::from(one), u32::from(one))], next)
                })
            }
            HirKind::Class(class) => {
                let ranges = match class {
                    regex_syntax::hir::Class::Unicode(class) => class
                        .iter()
                        .map(|range| (range.start().into(), range.end().into()))
                        .collect(),
                    regex_syntax::hir::Class::Bytes(class) => class
                        .iter()
                        .map(|range| (range.start().into(), range.end().into()))
                        .collect(),
                };
                self.class(ranges, next)
            }
            HirKind::Look(Look::Start) => self.add(PatternStep::AtStart(next)),
            HirKind::Look(_) => self.add(PatternStep::Perhaps(next)),
            HirKind::Capture(capture) => self.compile(&capture.sub, next),
            HirKind::Concat(parts) => {
                let mut parts = parts.iter().rev();
                parts.try_fold(next, |next, part| self.compile(part, next))
            }
            HirKind::Alternation(parts) => {
                let all: Option<Vec<usize>> =
                    parts.iter().map(|part| self.compile(part, next)).collect();
                self.add(PatternStep::Any(all?))
            }
            HirKind::Repetition(repetition) => {
                let (least, sub) = (repetition.min, &repetition.sub);
                let mut at = next;
                match repetition.max {
                    None => {
                        at = self.add(PatternStep::Any(vec![next]))?;
                        let again = self.compile(sub, at)?;
                        if let Some(PatternStep::Any(places)) = self.steps.get_mut(at) {
                            places.push(again);
                        }
                    }
                    Some(most) => {
                        for _ in least..most {
                            let once = self.compile(sub, at)?;
                            at = self.add(PatternStep::Any(vec![once, next]))?;
                        }
                    }
                }
                (0..least).try_fold(at, |at, _| self.compile(sub, at))
            }
        }
    }

    /// Looks at the sets of places that are tried together, the largest first.
    fn keeps_few(&self, start: usize) -> Option<bool> {
        let characters = self.characters()?;
        let (mut waiting, mut seen) = (BinaryHeap::new(), HashSet::new());
        let mut steps = 0;
        waiting.push((0, self.places([start], true).unwrap_or_default()));
        while let Some((_, places)) = waiting.pop() {
            for character in &characters {
                let classes = places.iter().filter_map(|place| self.steps.get(*place));
                let next = classes.filter_map(|step| match step {
                    PatternStep::Class(class, next) if self.has(*class, *character) => Some(*next),
                    _ => None,
                });
                steps += places.len();
                // A match ends the search.
                let Some(next) = self.places(next.chain([start]), false) else {
                    continue;
                };
                steps += 4 * next.len();
                if next.len() > FEW || steps > STEPS {
                    return Some(false);
                }
                if seen.insert(next.clone()) {
                    waiting.push((next.len(), next));
                }
            }
        }
        Some(true)
    }

    /// Whether a class has a character.
    fn has(&self, class: usize, character: u32) -> bool {
        let ranges = self.classes.get(class);
        ranges.is_some_and(|ranges| contains(ranges, character))
    }

    /// One of the characters that all classes treat alike; `None` if there is too much to compare.
    fn characters(&self) -> Option<Vec<u32>> {
        let distinct: BTreeSet<&ClassRanges> = self.classes.iter().collect();
        let bounds: BTreeSet<u32> = distinct
            .iter()
            .flat_map(|ranges| ranges.iter())
            .flat_map(|(first, last)| [*first, last.saturating_add(1)])
            .chain([0])
            .collect();
        if distinct.len() * bounds.len() > STEPS {
            return None;
        }
        let mut known = HashSet::new();
        let mut characters: Vec<u32> = bounds.into_iter().collect();
        characters.retain(|character| {
            let has = |ranges: &&ClassRanges| contains(ranges, *character);
            known.insert(distinct.iter().map(has).collect::<Vec<bool>>())
        });
        Some(characters)
    }

    /// The places with a class that are tried where some places are; `None` if there is a match.
    fn places(&self, from: impl IntoIterator<Item = usize>, at_start: bool) -> Option<Vec<usize>> {
        let mut waiting: Vec<(usize, bool)> = from.into_iter().map(|place| (place, true)).collect();
        let (mut seen, mut places) = (HashSet::new(), BTreeSet::new());
        while let Some((place, is_sure)) = waiting.pop() {
            if !seen.insert((place, is_sure)) {
                continue;
            }
            match self.steps.get(place)? {
                PatternStep::Class(..) => {
                    places.insert(place);
                }
                PatternStep::Any(several) => {
                    waiting.extend(several.iter().map(|one| (*one, is_sure)))
                }
                PatternStep::AtStart(next) if at_start => waiting.push((*next, is_sure)),
                PatternStep::Perhaps(next) => waiting.push((*next, false)),
                PatternStep::Match if is_sure => return None,
                PatternStep::AtStart(_) | PatternStep::Match => {}
            }
        }
        Some(places.into_iter().collect())
    }
}

fn contains(ranges: &ClassRanges, character: u32) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= character);
    let range = after.checked_sub(1).and_then(|index| ranges.get(index));
    range.is_some_and(|(_, last)| character <= *last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_that_are_tried_at_once_are_counted() {
        for expression in [
            "^[a-z]{1,1000}$",
            "[a-z]{1,1000}",
            r"^[\w.+-]{1,64}@[a-z\s]+\.\w{2,}$",
            r"^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$",
            "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            r"^\p{L}{1,255}$",
        ] {
            assert!(is_tried_at_few(expression), "{expression}");
        }
        for expression in [
            "[^x]{500}y",
            "[a-z]{1,1000}x",
            "a[ab]{300}y",
            "^[ab]*a[ab]{300}$",
        ] {
            assert!(!is_tried_at_few(expression), "{expression}");
        }
    }
}

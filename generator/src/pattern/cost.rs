//! What an expression costs for each character of a string: how many of its places are tried at once, by the automaton that its
//! matcher would build. `^[a-z]{1,255}$` is tried at one place, `[^x]{500}y` at 500.
//!
//! Where the structure does not say it, sets of places are looked at one after the other, as far as they lead in so many steps.

use std::collections::{BTreeSet, BinaryHeap};

use foldhash::HashSet;
use regex_syntax::hir::Hir;

use super::in_order::places_at_once;
use super::program::{ClassRanges, PatternProgram, PatternStep};
use super::translation::CaseSensitivity;

/// How many places are few.
const FEW: usize = 32;
/// How many steps the sets of places of one expression are looked at.
const STEPS: usize = 10_000;

/// What was found out about an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MatchCost {
    /// The steps for each character, if places are few.
    pub(super) few: Option<usize>,
    /// The steps that it took to find out.
    pub(super) steps: usize,
}

/// Whether an expression is tried at few places at once, as far as can be seen soon. Of others, an automaton is made.
///
/// The parsed expression has its letters as they are written. `case` says whether the expression ignores that somewhere.
pub(super) fn match_cost(parsed: &Hir, case: CaseSensitivity) -> MatchCost {
    if case == CaseSensitivity::Sensitive
        && let Some(places @ ..=FEW) = places_at_once(parsed)
    {
        let few = Some(places + 1);
        return MatchCost { few, steps: 0 };
    }
    let mut program = PatternProgram::new(case);
    let start = program
        .add(PatternStep::Match)
        .and_then(|end| program.compile(parsed, end));
    let size = program.steps.len();
    let Some(start) = start else {
        return MatchCost {
            few: None,
            steps: size,
        };
    };
    if program.places <= FEW {
        return MatchCost {
            few: Some(size),
            steps: size,
        };
    }
    let mut search = PlaceSearch::new(&program);
    let few = search.run(start).then_some(search.widest);
    MatchCost {
        few,
        steps: size + search.taken + search.compared.min(STEPS),
    }
}

/// A walk over the sets of places that are tried together.
struct PlaceSearch<'p> {
    program: &'p PatternProgram,
    /// The steps so far.
    taken: usize,
    /// The comparisons of characters with classes before.
    compared: usize,
    /// The most steps that one character took, and the most places that were tried together.
    widest: usize,
    most: usize,
    /// The numbers of the walks that came to a place: surely, and perhaps.
    seen: Vec<[usize; 2]>,
    walks: usize,
}

impl<'p> PlaceSearch<'p> {
    fn new(program: &'p PatternProgram) -> Self {
        Self {
            program,
            taken: 0,
            compared: 0,
            widest: 0,
            most: 0,
            seen: vec![[0; 2]; program.steps.len()],
            walks: 0,
        }
    }

    /// Whether all sets have few places, the largest sets first; `false` also if there are too many to look at.
    fn run(&mut self, start: usize) -> bool {
        let Some(characters) = self.characters() else {
            return false;
        };
        let (mut waiting, mut known) = (BinaryHeap::new(), HashSet::default());
        let first = self.places([start], true).unwrap_or_default();
        waiting.push((0, first));
        while let Some((_, places)) = waiting.pop() {
            for classes in &characters {
                let next = places
                    .iter()
                    .filter_map(|place| match self.program.steps.get(*place) {
                        Some(PatternStep::Class(class, next)) if has(classes, *class) => {
                            Some(*next)
                        }
                        _ => None,
                    });
                let next: Vec<usize> = next.chain([start]).collect();
                let before = self.taken;
                self.taken += places.len();
                // A match ends the search.
                let Some(next) = self.places(next, false) else {
                    continue;
                };
                self.widest = self.widest.max(self.taken - before);
                self.most = self.most.max(next.len());
                if next.len() > FEW || self.taken > STEPS {
                    return false;
                }
                if known.insert(next.clone()) {
                    waiting.push((next.len(), next));
                }
            }
        }
        true
    }

    /// Which classes have a character, for one of the characters that all classes treat alike; `None` if there is too much to
    /// compare.
    fn characters(&mut self) -> Option<BTreeSet<Vec<bool>>> {
        let mut classes: Vec<(&ClassRanges, usize)> = self
            .program
            .classes
            .iter()
            .map(|(ranges, number)| (ranges, *number))
            .collect();
        classes.sort_unstable_by_key(|(_, number)| *number);
        let bounds: BTreeSet<u32> = classes
            .iter()
            .flat_map(|(ranges, _)| ranges.iter())
            .flat_map(|(first, last)| [*first, last.saturating_add(1)])
            .chain([0])
            .collect();
        self.compared = classes.len().saturating_mul(bounds.len());
        if self.compared > STEPS {
            return None;
        }
        let of = |character: &u32| {
            classes
                .iter()
                .map(|(ranges, _)| contains(ranges, *character))
                .collect()
        };
        Some(bounds.iter().map(of).collect())
    }

    /// The places with a class that are tried where some places are; `None` if there is a match.
    fn places(
        &mut self,
        from: impl IntoIterator<Item = usize>,
        at_start: bool,
    ) -> Option<Vec<usize>> {
        self.walks += 1;
        let mut waiting: Vec<(usize, bool)> = from.into_iter().map(|place| (place, true)).collect();
        let mut places = Vec::new();
        while let Some((place, is_sure)) = waiting.pop() {
            self.taken += 1;
            let [sure, perhaps] = self.seen.get_mut(place)?;
            // Whatever comes of a place perhaps, comes of it surely as well.
            if *sure == self.walks || !is_sure && *perhaps == self.walks {
                continue;
            }
            let is_new = *perhaps != self.walks;
            *(if is_sure { sure } else { perhaps }) = self.walks;
            match self.program.steps.get(place)? {
                PatternStep::Class(..) if is_new => places.push(place),
                PatternStep::Class(..) => {}
                PatternStep::Any(several) => {
                    waiting.extend(several.iter().map(|one| (*one, is_sure)));
                }
                PatternStep::AtStart(next) if at_start => waiting.push((*next, is_sure)),
                PatternStep::Perhaps(next) => waiting.push((*next, false)),
                PatternStep::Match if is_sure => return None,
                PatternStep::AtStart(_) | PatternStep::Match => {}
            }
        }
        places.sort_unstable();
        Some(places)
    }
}

/// Whether the class with this number is one of those that have a character.
fn has(classes: &[bool], class: usize) -> bool {
    classes.get(class).copied().unwrap_or_default()
}

fn contains(ranges: &ClassRanges, character: u32) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= character);
    let range = after.checked_sub(1).and_then(|index| ranges.get(index));
    range.is_some_and(|(_, last)| character <= *last)
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_tried_at_few(expression: &str) -> bool {
        let parsed = regex_syntax::parse(expression);
        parsed.is_ok_and(|parsed| {
            match_cost(&parsed, CaseSensitivity::Sensitive)
                .few
                .is_some()
        })
    }

    /// The most places with a character that are tried at once; `None` if there are too many sets of places.
    fn searched(expression: &str) -> Option<usize> {
        let parsed = regex_syntax::parse(expression).ok()?;
        let mut program = PatternProgram::new(CaseSensitivity::Sensitive);
        let end = program.add(PatternStep::Match)?;
        let start = program.compile(&parsed, end)?;
        let mut search = PlaceSearch::new(&program);
        search.run(start).then_some(search.most)
    }

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

    /// Letters beyond those that are written count where their case is ignored.
    #[test]
    fn places_are_counted_without_case_where_it_is_ignored() {
        let parsed = regex_syntax::parse("a[AB]{300}y").unwrap();
        assert!(
            match_cost(&parsed, CaseSensitivity::Sensitive)
                .few
                .is_some()
        );
        assert!(
            match_cost(&parsed, CaseSensitivity::Insensitive)
                .few
                .is_none()
        );
    }

    /// Structure and search of one expression take few steps, whatever it is.
    #[test]
    fn the_steps_of_one_expression_are_bounded() {
        for expression in [
            "^([ab]*a[ab]{25}|7)$".to_owned(),
            r"^(?:\b|$|)".to_owned() + &r"(?:\b|$|)".repeat(500) + "[a-z]{1,99}",
            "[a-z]{1,1000}x".to_owned(),
            "(?:a?){4000}".to_owned(),
            "(?:a|b|c|d|e){3000}".to_owned(),
        ] {
            let parsed = regex_syntax::parse(&expression).unwrap();
            let steps = match_cost(&parsed, CaseSensitivity::Sensitive).steps;
            assert!(steps < 3 * (STEPS + 20_000), "{expression} {steps}");
        }
    }

    proptest! {
        /// What the structure says holds for every set of places that is searched.
        #[test]
        fn no_more_places_are_tried_than_the_structure_says(
            pattern in r"\^((a|b|[ab]|[bc]|ca|\(ab\)|\(a[bc]?\)|\(a\|b[ab]\)|\(a\{2\}c\))(\?|\+|\*|\{2\}|\{1,3\})?){1,5}\$?",
        ) {
            let parsed = regex_syntax::parse(&pattern).unwrap();
            if let (Some(said), Some(most)) = (places_at_once(&parsed), searched(&pattern)) {
                prop_assert!(most <= said, "{} {} {}", pattern, most, said);
            }
        }
    }
}

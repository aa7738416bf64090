//! A parsed expression -> the places that its matcher goes through, with repetitions written out.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::translation::CaseSensitivity;

/// An expression with more places is not written out.
const PLACES: usize = 20_000;

/// The ranges of a class.
pub(super) type ClassRanges = Vec<(u32, u32)>;

/// What is tried at a place.
#[derive(Debug)]
pub(super) enum PatternStep {
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

#[derive(Debug)]
pub(super) struct PatternProgram {
    case: CaseSensitivity,
    pub(super) steps: Vec<PatternStep>,
    /// How many steps have a class.
    pub(super) places: usize,
    /// Each class once, with its number.
    pub(super) classes: BTreeMap<ClassRanges, usize>,
    /// The numbers of the classes of the parsed expression, which repetitions come to again and again.
    known: HashMap<*const Hir, usize>,
}

impl PatternProgram {
    pub(super) fn new(case: CaseSensitivity) -> Self {
        Self {
            case,
            steps: Vec::new(),
            places: 0,
            classes: BTreeMap::new(),
            known: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, step: PatternStep) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() < PLACES).then_some(self.steps.len() - 1)
    }

    /// The number of a class.
    fn class(&mut self, mut ranges: ClassRanges) -> usize {
        if self.case == CaseSensitivity::Insensitive {
            ignore_case(&mut ranges);
        }
        let next = self.classes.len();
        *self.classes.entry(ranges).or_insert(next)
    }

    fn place(&mut self, class: usize, next: usize) -> Option<usize> {
        self.places += 1;
        self.add(PatternStep::Class(class, next))
    }

    /// The place of an expression that is followed by a place.
    pub(super) fn compile(&mut self, hir: &Hir, next: usize) -> Option<usize> {
        match hir.kind() {
            HirKind::Empty => Some(next),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                text.chars().rev().try_fold(next, |next, one| {
                    let class = self.class(vec![(u32::from(one), u32::from(one))]);
                    self.place(class, next)
                })
            }
            HirKind::Class(class) => {
                let known = self.known.get(&std::ptr::from_ref(hir)).copied();
                let class = known.unwrap_or_else(|| {
                    let number = self.class(ranges(class));
                    self.known.insert(hir, number);
                    number
                });
                self.place(class, next)
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
                let Some(most) = repetition.max else {
                    let end = self.add(PatternStep::Any(vec![next]))?;
                    let again = self.compile(sub, end)?;
                    if let Some(PatternStep::Any(places)) = self.steps.get_mut(end) {
                        places.push(again);
                    }
                    let last = if least == 0 { end } else { again };
                    return (1..least).try_fold(last, |at, _| self.compile(sub, at));
                };
                let mut at = next;
                for _ in least..most {
                    let once = self.compile(sub, at)?;
                    at = self.add(PatternStep::Any(vec![once, next]))?;
                }
                (0..least).try_fold(at, |at, _| self.compile(sub, at))
            }
        }
    }
}

/// The ranges of a class, in their order.
fn ranges(class: &Class) -> ClassRanges {
    match class {
        Class::Unicode(class) => class
            .iter()
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
    }
}

/// Adds the other case of ASCII letters.
fn ignore_case(ranges: &mut ClassRanges) {
    const LETTERS: [(u32, u32, i32); 2] = [(0x41, 0x5A, 32), (0x61, 0x7A, -32)];
    let mut all: ClassRanges = ranges.clone();
    for (first, last) in ranges.iter() {
        for (from, to, distance) in LETTERS {
            let (from, to) = (from.max(*first), to.min(*last));
            if from <= to {
                all.push((
                    from.saturating_add_signed(distance),
                    to.saturating_add_signed(distance),
                ));
            }
        }
    }
    all.sort_unstable();
    ranges.clear();
    for (first, last) in all {
        match ranges.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => ranges.push((first, last)),
        }
    }
}

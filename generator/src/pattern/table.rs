//! The patterns of one document: each is translated and judged once, and compiled at most once as long as there is room for its
//! program. What all of them cost is bounded, and so is what comparing values with them costs.
//!
//! A pattern beyond the bound has no translation ([`PatternError::Beyond`]), and a value beyond it has no verdict: nothing is
//! generated of either without a report.

use std::cell::{Cell, RefCell};

use foldhash::HashMap;

use super::budget::PatternBudget;
use super::error::PatternError;
use super::judge::{JudgedPattern, judge};
use crate::ir::Regex;

/// How many bytes of programs are kept. What does not fit is compiled again.
const KEPT: usize = 16 << 20;

/// How many of these bytes one of a program of `regex` is, which needs memory for a search as well.
const UNICODE: usize = 2;

/// Which values are compared. Each kind has a budget, so that examples take nothing from what becomes code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedValue {
    /// An example, which only documents.
    Example,
    /// A default, or a value that is listed.
    Literal,
}

/// The patterns of a document.
#[derive(Debug)]
pub struct Patterns {
    known: RefCell<HashMap<String, Result<KnownPattern, PatternError>>>,
    judging: RefCell<PatternBudget>,
    examples: RefCell<PatternBudget>,
    /// The first pattern that an example was not compared with, until it is reported.
    first_beyond: RefCell<Option<String>>,
    is_beyond: Cell<bool>,
    literals: RefCell<PatternBudget>,
    /// How many bytes of programs may still be kept.
    room: Cell<usize>,
    /// How many programs were compiled.
    #[cfg(test)]
    compiled: Cell<usize>,
}

#[derive(Debug)]
struct KnownPattern {
    judged: JudgedPattern,
    program: Option<CompiledPattern>,
}

/// An expression, compiled by the same crate as in generated code.
#[derive(Debug)]
enum CompiledPattern {
    Lite(regex_lite::Regex),
    Full(regex::Regex),
}

impl CompiledPattern {
    /// It is known to be good.
    fn new(regex: &Regex) -> Option<Self> {
        match regex {
            Regex::Ascii(text) => regex_lite::Regex::new(text).ok().map(Self::Lite),
            Regex::Unicode(text) => regex::Regex::new(text).ok().map(Self::Full),
        }
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Lite(regex) => regex.is_match(text),
            Self::Full(regex) => regex.is_match(text),
        }
    }
}

impl Patterns {
    /// None yet; they may cost so many units, and so may comparing values of each kind.
    #[must_use]
    pub fn new(units: usize) -> Self {
        let budget = || RefCell::new(PatternBudget::new(units));
        Self {
            known: RefCell::default(),
            judging: budget(),
            examples: budget(),
            first_beyond: RefCell::default(),
            is_beyond: Cell::new(false),
            literals: budget(),
            room: Cell::new(KEPT),
            #[cfg(test)]
            compiled: Cell::new(0),
        }
    }

    /// The translation of a pattern.
    ///
    /// # Errors
    ///
    /// Says why there is none.
    pub fn translate(&self, pattern: &str) -> Result<Regex, PatternError> {
        self.with(pattern, |known| match known {
            Ok(known) => Ok(known.judged.regex.clone()),
            Err(error) => Err(error.clone()),
        })
    }

    /// Whether a string matches a pattern; one without a translation matches everything. `None` if that costs too much.
    pub fn is_match(&self, pattern: &str, text: &str, kind: ComparedValue) -> Option<bool> {
        let verdict = self.compare(pattern, text, kind);
        if verdict.is_none() && kind == ComparedValue::Example && !self.is_beyond.replace(true) {
            self.first_beyond.replace(Some(pattern.to_owned()));
        }
        verdict
    }

    /// The first pattern that an example was not compared with, once.
    pub(crate) fn first_beyond(&self) -> Option<String> {
        self.first_beyond.take()
    }

    fn compare(&self, pattern: &str, text: &str, kind: ComparedValue) -> Option<bool> {
        let mut budget = match kind {
            ComparedValue::Example => self.examples.borrow_mut(),
            ComparedValue::Literal => self.literals.borrow_mut(),
        };
        self.with(pattern, |known| {
            let Ok(KnownPattern { judged, program }) = known else {
                return Some(true);
            };
            budget
                .spend((text.len() + 1).saturating_mul(judged.width))
                .ok()?;
            if let Some(program) = program {
                return Some(program.is_match(text));
            }
            budget.spend(judged.bytes).ok()?;
            #[cfg(test)]
            self.compiled.set(self.compiled.get() + 1);
            let new = CompiledPattern::new(&judged.regex)?;
            let is_match = new.is_match(text);
            *program = self.kept(judged, new);
            Some(is_match)
        })
    }

    /// What is known of a pattern, which is found out now if it is new.
    fn with<T>(
        &self,
        pattern: &str,
        then: impl FnOnce(&mut Result<KnownPattern, PatternError>) -> T,
    ) -> T {
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get_mut(pattern) {
            return then(known);
        }
        let judged = judge(pattern, &mut self.judging.borrow_mut());
        let new = judged.map(|mut judged| {
            let lite = judged.lite.take().map(CompiledPattern::Lite);
            let program = lite.and_then(|lite| self.kept(&judged, lite));
            KnownPattern { judged, program }
        });
        then(known.entry(pattern.to_owned()).or_insert(new))
    }

    /// A program, if there is room for it.
    fn kept(&self, judged: &JudgedPattern, program: CompiledPattern) -> Option<CompiledPattern> {
        let bytes = match program {
            CompiledPattern::Lite(_) => judged.bytes,
            CompiledPattern::Full(_) => judged.bytes.saturating_mul(UNICODE),
        };
        let left = self.room.get().checked_sub(bytes)?;
        self.room.set(left);
        Some(program)
    }
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: usize = 10_000_000;

    /// How many of these patterns are judged with so many units.
    fn judged(units: usize, pattern: impl Fn(usize) -> String) -> usize {
        let patterns = Patterns::new(units);
        let good = (0..20_000)
            .take_while(|index| patterns.translate(&pattern(*index)) != Err(PatternError::Beyond));
        good.count()
    }

    #[test]
    fn a_pattern_is_judged_and_compiled_once_however_often_it_is_used() {
        let patterns = Patterns::new(UNITS);
        patterns.translate(r"^\p{L}{20}$").unwrap();
        let left = patterns.judging.borrow().0;
        for index in 0..5_000 {
            let text = format!("{index:\u{e4}>20}");
            assert_eq!(
                patterns.is_match(r"^\p{L}{20}$", &text, ComparedValue::Example),
                Some(false)
            );
            patterns.translate(r"^\p{L}{20}$").unwrap();
        }
        assert_eq!(patterns.judging.borrow().0, left);
        assert_eq!(patterns.compiled.get(), 1);
        assert_eq!(
            patterns.is_match("^[a-z]+$", "abc", ComparedValue::Example),
            Some(true)
        );
        assert_eq!(patterns.compiled.get(), 1, "it was compiled to be judged");
    }

    #[test]
    fn patterns_that_are_large_or_hard_to_judge_reach_the_bound_soon() {
        let most = judged(UNITS, |index| format!(r"^(\p{{L}}{{60}}|{index})$"));
        assert!((5..30).contains(&most), "{most}");
        let most = judged(UNITS, |index| format!("^([ab]*a[ab]{{25}}|{index})$"));
        assert!((100..4_000).contains(&most), "{most}");
        let most = judged(UNITS, |index| format!("^([^x]{{300}}y|{index})$"));
        assert!((100..1_000).contains(&most), "{most}");
        let most = judged(UNITS, |index| format!("(?i)([^]\u{e4}|{index})"));
        assert!((1..10).contains(&most), "{most}");
        let most = judged(UNITS, |index| format!("{}{index}", r"\p{L}".repeat(600)));
        assert!((5..40).contains(&most), "{most}");
        let most = judged(UNITS, |index| {
            format!("(((a{{50}}){{50}}){{{index}}}){{50}}")
        });
        assert!((5..400).contains(&most), "{most}");
    }

    #[test]
    fn thousands_of_usual_patterns_are_within_the_bound() {
        let units = crate::load::Limits::default().patterns;
        for usual in [
            "^[a-z]{1,60}",
            "^[0-9a-f]{8}-[0-9a-f]{4}",
            r"[\w.+-]+@[\w-]+\.",
            "^(a|b|c)",
        ] {
            let good = judged(units, |index| format!("{usual}{index}$"));
            assert!(good > 12_000, "{usual} {good}");
        }
    }

    #[test]
    fn after_the_bound_every_new_pattern_is_beyond_it_and_no_known_one() {
        let patterns = Patterns::new(5_000);
        assert!(patterns.translate("^a$").is_ok());
        assert_eq!(patterns.translate("[a-z]{400}"), Err(PatternError::Beyond));
        assert_eq!(patterns.translate("^b$"), Err(PatternError::Beyond));
        assert!(patterns.translate("^a$").is_ok());
    }

    #[test]
    fn values_beyond_the_bound_have_no_verdict() {
        let patterns = Patterns::new(100_000);
        let text = "ab".repeat(500);
        let verdicts: Vec<_> = (0..100)
            .map(|_| patterns.is_match("a[ab]{60}y", &text, ComparedValue::Example))
            .collect();
        assert_eq!(verdicts.first(), Some(&Some(false)));
        assert_eq!(verdicts.last(), Some(&None));
        // What becomes code has a budget of its own.
        assert_eq!(
            patterns.is_match("a[ab]{60}y", &text, ComparedValue::Literal),
            Some(false)
        );
        assert_eq!(
            patterns.is_match("(?=a)", &text, ComparedValue::Literal),
            Some(true)
        );
    }

    #[test]
    fn programs_are_kept_as_long_as_there_is_room() {
        let patterns = Patterns::new(usize::MAX);
        let pattern = |index: usize| format!(r"^(\p{{L}}{{10}}|{index})$");
        for _ in 0..2 {
            for index in 0..24 {
                assert_eq!(
                    patterns.is_match(&pattern(index), "x", ComparedValue::Example),
                    Some(false)
                );
            }
        }
        assert!(
            (25..40).contains(&patterns.compiled.get()),
            "{}",
            patterns.compiled.get()
        );
    }
}

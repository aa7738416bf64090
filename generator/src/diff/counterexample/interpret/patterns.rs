//! Patterns that are compiled when a value comes. Those that were used last are kept: a document may have thousands, and each needs
//! far more memory than its text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use bindwright_runtime::check::Pattern;

use crate::ir::Regex;

/// How many compiled patterns are kept.
const KEPT: usize = 64;

thread_local! {
    static RECENT: RefCell<RecentPatterns> = RefCell::default();
}

/// The pattern, compiled.
pub(super) fn compiled(regex: &'static Regex) -> Rc<Pattern> {
    RECENT.with_borrow_mut(|recent| recent.get(regex))
}

/// All of them.
pub(super) fn all_compiled(regexes: &'static [Regex]) -> Vec<Rc<Pattern>> {
    regexes.iter().map(compiled).collect()
}

/// The compiled patterns that were used last, each with the time of its last use.
#[derive(Debug, Default)]
struct RecentPatterns {
    kept: HashMap<&'static Regex, (Rc<Pattern>, u64)>,
    uses: u64,
}

impl RecentPatterns {
    fn get(&mut self, regex: &'static Regex) -> Rc<Pattern> {
        self.uses += 1;
        if let Some((pattern, used)) = self.kept.get_mut(regex) {
            *used = self.uses;
            return Rc::clone(pattern);
        }
        if self.kept.len() >= KEPT {
            let oldest = self.kept.iter().min_by_key(|(_, (_, used))| *used);
            let oldest = oldest.map(|(regex, _)| *regex);
            oldest.and_then(|regex| self.kept.remove(regex));
        }
        let pattern = Rc::new(match regex {
            Regex::Ascii(text) => Pattern::ascii(text),
            Regex::Unicode(text) => Pattern::unicode(text),
        });
        self.kept.insert(regex, (Rc::clone(&pattern), self.uses));
        pattern
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_patterns_do_not_stay_in_memory() {
        let regexes = (0..1_000).map(|index| Regex::Ascii(format!("^{index}$")));
        let regexes: &'static [Regex] = Vec::leak(regexes.collect());
        let mut recent = RecentPatterns::default();
        let first = recent.get(&regexes[0]);
        for regex in regexes {
            let pattern = recent.get(regex);
            assert_eq!(pattern.is_match("7"), pattern.to_string() == "^7$");
            assert!(Rc::ptr_eq(&recent.get(&regexes[0]), &first), "it is in use");
        }
        assert_eq!(recent.kept.len(), KEPT);
    }
}

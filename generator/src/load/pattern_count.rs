//! What the patterns of a document cost: the first one that is too much is reported.
//!
//! A document of one megabyte can have twelve thousand patterns of a megabyte each. They are looked at before anything is compared
//! with them. A string under a key `pattern` counts, unless it is in a value, such as an example. A schema in a value, which a
//! reference leads to, is seen first when it is lowered: its patterns count there, against the same limit.

use serde_json::Value;

use super::Limits;
use super::keywords::KeyNature;
use super::private::private;
use super::report::Report;
use crate::diagnostic::{Code, Trail, show};
use crate::pattern::{PatternError, Patterns};
use crate::pointer::Pointer;

/// The patterns; reports the first one beyond the limit; `None` then: what comes next would cost too much.
pub(super) fn check(tree: &Value, limits: &Limits, report: &mut Report) -> Option<Patterns> {
    let patterns = Patterns::new(limits.patterns);
    let search = PatternSearch {
        patterns: &patterns,
        named: private("patternProperties"),
    };
    let mut beyond = None;
    Pointer::root().with_trail(&mut |at| beyond = search.beyond(tree, false, at));
    let Some((pattern, at)) = beyond else {
        return Some(patterns);
    };
    let message = format!(
        "up to `{}`, the patterns need more than {} bytes and steps",
        show(&pattern),
        limits.patterns
    );
    at.with_trail(&mut |at| {
        report.at(Code::TooManyPatterns, at, message.as_str());
    });
    None
}

struct PatternSearch<'p> {
    patterns: &'p Patterns,
    /// The key whose members are patterns.
    named: String,
}

impl PatternSearch<'_> {
    /// The first pattern that is beyond the limit, and its place. `named` says whether the keys of this value are names that the
    /// author chose.
    fn beyond(&self, value: &Value, named: bool, at: &Trail<'_>) -> Option<(String, Pointer)> {
        match value {
            Value::Object(members) => members.iter().find_map(|(key, value)| {
                let at = at.key(key);
                match (value, KeyNature::of(key, named)) {
                    (Value::String(pattern), KeyNature::Part) if !named && key == "pattern" => {
                        self.judged(pattern, &at)
                    }
                    (Value::Object(patterns), KeyNature::Names) if *key == self.named => {
                        let mut keys = patterns.keys();
                        let own = keys.find_map(|one| self.judged(one, &at.key(one)));
                        own.or_else(|| self.beyond(value, true, &at))
                    }
                    (
                        Value::Object(_) | Value::Array(_),
                        nature @ (KeyNature::Names | KeyNature::Part),
                    ) => self.beyond(value, nature == KeyNature::Names, &at),
                    _ => None,
                }
            }),
            Value::Array(items) => {
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| self.beyond(item, false, &at.index(index)))
            }
            _ => None,
        }
    }

    fn judged(&self, pattern: &str, at: &Trail<'_>) -> Option<(String, Pointer)> {
        let is_beyond = self.patterns.translate(pattern) == Err(PatternError::Beyond);
        is_beyond.then(|| (pattern.to_owned(), at.pointer()))
    }
}

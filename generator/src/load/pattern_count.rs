//! What the patterns of a document cost: the first one that is too much is reported.
//!
//! A document of one megabyte can have twelve thousand patterns of a megabyte each. They are looked at before anything is compared
//! with them. Every string under a key `pattern` counts, also one in a value: what comes later looks at no other pattern.

use serde_json::Value;

use super::Limits;
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
    Pointer::root().with_trail(&mut |at| beyond = search.beyond(tree, at));
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
    /// The first pattern that is beyond the limit, and its place.
    fn beyond(&self, value: &Value, at: &Trail<'_>) -> Option<(String, Pointer)> {
        match value {
            Value::Object(members) => members.iter().find_map(|(key, value)| {
                let at = at.key(key);
                match value {
                    Value::String(pattern) if key == "pattern" => self.judged(pattern, &at),
                    Value::Object(named) if *key == self.named => {
                        let keys = named.keys();
                        let own = keys
                            .into_iter()
                            .find_map(|one| self.judged(one, &at.key(one)));
                        own.or_else(|| self.beyond(value, &at))
                    }
                    Value::Object(_) | Value::Array(_) => self.beyond(value, &at),
                    _ => None,
                }
            }),
            Value::Array(items) => {
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| self.beyond(item, &at.index(index)))
            }
            _ => None,
        }
    }

    fn judged(&self, pattern: &str, at: &Trail<'_>) -> Option<(String, Pointer)> {
        let is_beyond = self.patterns.translate(pattern) == Err(PatternError::Beyond);
        is_beyond.then(|| (pattern.to_owned(), at.pointer()))
    }
}

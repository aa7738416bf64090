//! Violations of a document's rules, with their places. Their number and size are bounded: a sender decides how many values of its
//! message are wrong, and how long its keys are.
//!
//! ```text
//! body.task_ids.0: must have at least 1 character, not 0
//! body.task_ids.1: must have at least 1 character, not 0
//! and 199998 more                                         counted, and not kept
//! ```

use std::fmt;

use crate::{
    codec::DecodeError,
    untrusted::{Redact, Redaction, is_secret_place, line},
};

/// One value that breaks a rule of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the value is: `query.usage_max_hours`, `body.task_ids.3`. Control characters of keys are escaped, and a long place is cut.
    pub location: String,
    /// What is wrong, with the limit and the value, on one line.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

/// How many violations of one message are kept. The others are counted.
///
/// A server changes it with `routes(api).violation_limit(count, bytes)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViolationLimit {
    /// How many violations are kept.
    pub count: usize,
    /// How many bytes their places and messages have together.
    pub bytes: usize,
}

impl ViolationLimit {
    /// 100 violations of together 64 KiB.
    pub const DEFAULT: Self = Self {
        count: 100,
        bytes: 64 << 10,
    };
}

impl Default for ViolationLimit {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The violations of one message, in the order in which they were found. Those beyond a [limit](ViolationLimit) are only counted.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::Violations;
///
/// let mut violations = Violations::new();
/// violations.push("query.limit", "must be at most 100, is 500");
/// assert_eq!(violations.to_string(), "query.limit: must be at most 100, is 500");
/// assert!(violations.into_result().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations {
    kept: Vec<Violation>,
    /// The bytes of those that are kept.
    bytes: usize,
    /// How many were found and not kept.
    omitted: usize,
    limit: ViolationLimit,
}

impl Violations {
    /// No violations.
    #[must_use]
    pub const fn new() -> Self {
        Self::within(ViolationLimit::DEFAULT)
    }

    /// No violations, of which as many will be kept.
    #[must_use]
    pub const fn within(limit: ViolationLimit) -> Self {
        Self {
            kept: Vec::new(),
            bytes: 0,
            omitted: 0,
            limit,
        }
    }

    /// Keeps as many of those that were found, and will be.
    pub(crate) fn set_limit(&mut self, limit: ViolationLimit) {
        if self.is_empty() {
            self.limit = limit;
            return;
        }
        let found = std::mem::replace(self, Self::within(limit));
        for violation in found.kept {
            self.report(|| (violation.location, violation.message));
        }
        self.omitted = self.omitted.saturating_add(found.omitted);
    }

    /// Adds a violation, or counts it if the limit is reached.
    pub fn push(&mut self, location: impl Into<String>, message: impl Into<String>) {
        self.report(|| (location.into(), message.into()));
    }

    /// Adds a violation whose text is only made if it is kept.
    pub(crate) fn report(&mut self, texts: impl FnOnce() -> (String, String)) {
        // After the first that is omitted all are, so that what is kept is the start of the list.
        if self.omitted > 0 || self.kept.len() >= self.limit.count {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        let (location, message) = texts();
        let (location, message) = (line(&location), line(&message));
        let bytes = self.bytes.saturating_add(location.len() + message.len());
        if bytes > self.limit.bytes {
            self.omitted = 1;
        } else {
            self.bytes = bytes;
            self.kept.push(Violation { location, message });
        }
    }

    /// Adds the errors of a decoder, at places below `root`, such as `body`.
    pub fn push_decode(&mut self, root: &str, error: &DecodeError) {
        for one in error.iter() {
            self.report(|| {
                let location = format!("{root}{}", dotted(one.pointer()));
                // The rest of the place is the decoder's to judge.
                let is_secret = is_secret_place(root);
                let reason = match is_secret {
                    true => one.reason().clone().hidden().to_string(),
                    false => one.reason().to_string(),
                };
                (location, reason)
            });
        }
    }

    /// Whether the next violation is kept, and has room for several reasons of this size.
    pub(crate) fn are_explained(&self, reason: ViolationLimit) -> bool {
        let has_room = self.limit.bytes > 10 * reason.bytes;
        has_room && self.omitted == 0 && self.kept.len() < self.limit.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.omitted == 0
    }

    /// How many there are, with those that are not kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len().saturating_add(self.omitted)
    }

    /// How many were found beyond the limit. They are counted, and not kept.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// The violations that are kept, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.kept.iter()
    }

    /// `Ok` without violations.
    ///
    /// # Errors
    /// The violations themselves, if there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// The other side and the caller chose keys and values.
impl Redact for Violations {
    fn redacted(mut self, redaction: &Redaction) -> Self {
        for Violation { location, message } in &mut self.kept {
            *location = std::mem::take(location).redacted(redaction);
            *message = std::mem::take(message).redacted(redaction);
        }
        self
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One violation per line, then how many more there are.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, violation) in self.kept.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        match (self.omitted, self.kept.len()) {
            (0, _) => Ok(()),
            (all, 0) => write!(f, "{all} not listed"),
            (more, _) => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Violations {}

/// A JSON Pointer as a path with dots: `/task_ids/3` becomes `.task_ids.3`.
fn dotted(pointer: &str) -> String {
    let tokens = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"));
    tokens.fold(String::new(), |path, token| path + "." + &token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::DecodeReason;

    #[test]
    fn violations_print_one_per_line() {
        let mut violations = Violations::new();
        violations.push("query.limit", "at most 100, not 101");
        violations.push_decode(
            "body",
            &DecodeError::new(DecodeReason::Missing)
                .within("a/b")
                .within_index(3),
        );
        assert_eq!(
            violations.to_string(),
            "query.limit: at most 100, not 101\nbody.3.a/b: required, but missing"
        );
    }

    #[test]
    fn a_value_whose_place_says_that_it_is_a_secret_is_not_quoted() {
        let error = DecodeError::new(DecodeReason::unexpected_text("an integer", "hunter2"));
        let mut violations = Violations::new();
        violations.push_decode("query.n", &error);
        violations.push_decode("query.reset_token", &error);
        assert_eq!(
            violations.to_string(),
            "query.n: expected an integer, found \"hunter2\"\n\
             query.reset_token: expected an integer, found \"[redacted]\""
        );
    }

    #[test]
    fn violations_beyond_the_count_are_counted_only() {
        let mut violations = Violations::within(ViolationLimit {
            count: 2,
            ..ViolationLimit::DEFAULT
        });
        for index in 0..5 {
            violations.report(|| {
                assert!(index < 2, "a text that is not kept is not made");
                (format!("body.{index}"), "wrong".to_owned())
            });
        }
        assert_eq!(
            violations.to_string(),
            "body.0: wrong\nbody.1: wrong\nand 3 more"
        );
        assert_eq!((violations.len(), violations.omitted()), (5, 3));
        assert_eq!(violations.iter().count(), 2);
    }

    #[test]
    fn violations_beyond_the_bytes_are_counted_only() {
        let mut violations = Violations::new();
        for _ in 0..1000 {
            violations.push(
                "body.".to_owned() + &"k".repeat(1 << 20),
                "x".repeat(1 << 20),
            );
        }
        let held: usize = violations
            .iter()
            .map(|one| one.location.len() + one.message.len())
            .sum();
        assert!(held <= ViolationLimit::DEFAULT.bytes, "{held}");
        assert!(violations.iter().count() > 10);
        assert!(violations.to_string().ends_with(" more"));
        let none = ViolationLimit { count: 0, bytes: 0 };
        let mut violations = Violations::within(none);
        violations.push("a", "b");
        assert!(!violations.is_empty());
        assert_eq!(violations.to_string(), "1 not listed");
    }

    #[test]
    fn a_violation_is_one_line_whatever_its_keys_contain() {
        let mut violations = Violations::new();
        violations.push("body.a\r\n\u{1b}[2J\u{202e}", "not \u{7f}\u{9b}");
        let shown = violations.to_string();
        assert_eq!(shown, "body.a\\r\\n\\u{1b}[2J\\u{202e}: not \\u{7f}\\u{9b}");
    }
}

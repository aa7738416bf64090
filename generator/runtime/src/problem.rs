//! What the runtime itself reports about a message: violations with their places, and problems that
//! a server responds with.

use std::{borrow::Cow, fmt};

use http::StatusCode;

use crate::codec::DecodeError;

/// One value that breaks a rule of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the value is: `query.usage_max_hours`, `body.task_ids.3`.
    pub location: String,
    /// What is wrong, with the limit and the value.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

/// Every violation of one message, in the order in which they were found.
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
pub struct Violations(Vec<Violation>);

impl Violations {
    /// No violations.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a violation.
    pub fn push(&mut self, location: impl Into<String>, message: impl Into<String>) {
        self.0.push(Violation {
            location: location.into(),
            message: message.into(),
        });
    }

    /// Adds the errors of a decoder, at places below `root`, such as `body`.
    pub fn push_decode(&mut self, root: &str, error: &DecodeError) {
        for one in error.iter() {
            self.push(
                format!("{root}{}", dotted(one.pointer())),
                one.reason().to_string(),
            );
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The violations in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// `Ok` without violations.
    ///
    /// # Errors
    /// The violations themselves, if there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Extend<Violation> for Violations {
    fn extend<I: IntoIterator<Item = Violation>>(&mut self, violations: I) {
        self.0.extend(violations);
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One violation per line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, violation) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        Ok(())
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

/// What a server responds when a request does not reach its handler, or its handler fails.
/// `Routes::problems` can change it, for example to use the codes of the API.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{Problem, http::StatusCode};
///
/// let problem = Problem::new(StatusCode::NOT_FOUND, "there is no such task").code("TASK_404");
/// assert_eq!(problem.code.as_deref(), Some("TASK_404"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The status of the response.
    pub status: StatusCode,
    /// A code for programs, such as `invalid_request`.
    pub code: Option<Cow<'static, str>>,
    /// A sentence for people.
    pub message: String,
    /// What is wrong with the request, if that is the problem.
    pub violations: Violations,
    /// The ID of the request in the server's log.
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem without code, violations and request id.
    #[must_use]
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            code: None,
            message: message.into(),
            violations: Violations::new(),
            request_id: None,
        }
    }

    /// Sets a code for programs.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets what is wrong with the request.
    #[must_use]
    pub fn violations(mut self, violations: Violations) -> Self {
        self.violations = violations;
        self
    }

    /// Sets the ID of the request.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }
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
}

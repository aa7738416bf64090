//! What a server responds with if a request does not reach its handler, or its handler fails.

use std::borrow::Cow;

use http::{Method, StatusCode};

use crate::violations::Violations;

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
    /// The method and the path of the request.
    pub(crate) target: Option<Box<(Method, String)>>,
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
            target: None,
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

    /// Sets the method and the path of the request, which some schemas repeat.
    #[cfg(feature = "server")]
    pub(crate) fn of_request(mut self, method: &Method, path: &str) -> Self {
        self.target = Some(Box::new((method.clone(), path.to_owned())));
        self
    }

    /// The method and the path of the request, if there is one.
    #[cfg(feature = "server")]
    pub(crate) fn target(&self) -> Option<(&str, &str)> {
        let (method, path) = &**self.target.as_ref()?;
        Some((method.as_str(), path))
    }
}

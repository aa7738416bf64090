//! A request that violates the document: the client rejects it before it sends a byte, the server before its handler runs.

use huaweicloud_workspace::Error;

use super::gateway::{Gateway, json};
use super::memory::Memory;
use super::operation::Args;
use super::raw::send;

/// The same violation in a call of the client, and in a request from a client that does not check.
#[derive(Debug, Clone)]
pub(crate) struct Violation {
    args: Args,
    line: String,
    body: Option<String>,
    violations: Vec<String>,
}

impl Violation {
    /// A violation in the path or the query: the arguments, and the first line of the request without its version.
    pub(crate) fn new(args: impl Into<Args>, line: impl Into<String>) -> Self {
        Self {
            args: args.into(),
            line: line.into(),
            body: None,
            violations: Vec::new(),
        }
    }

    /// A violation in the body.
    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Adds an expected message. There can be several.
    pub(crate) fn says(mut self, violation: impl Into<String>) -> Self {
        self.violations.push(violation.into());
        self
    }
}

/// The client rejects each, and opens no connection.
pub(crate) async fn assert_rejected_by_client(violations: Vec<Violation>) {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    for Violation {
        args, violations, ..
    } in violations
    {
        let error = args.clone().send(&client).await.expect_err("an error");
        let Error::Invalid(found) = error else {
            panic!("{args:?}: {error}")
        };
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, violations, "{args:?}");
    }
    assert_eq!(gateway.connections(), 0);
}

/// The server rejects each with 400 in the documented schema, and calls no handler.
pub(crate) async fn assert_rejected_by_server(violations: Vec<Violation>) {
    let memory = Memory::default();
    for Violation {
        line,
        body,
        violations,
        ..
    } in violations
    {
        let response = send(&memory, &line, body.as_deref()).await;
        response.assert_rejected(400, "invalid_request");
        assert_eq!(
            response.field("error_detail"),
            violations.join("\n"),
            "{line} {body:?}"
        );
    }
    assert_eq!(memory.calls(), []);
}

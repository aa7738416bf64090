//! A request that breaks rules, and what both sides say of it: the client before a byte is sent, the server before its handler runs.

use huaweicloud_workspace::Error;

use super::gateway::{Gateway, json};
use super::memory::Memory;
use super::operation::Args;
use super::raw::send;

/// The same mistake as a caller of the client makes it, and as it arrives from a client that does not check.
#[derive(Debug)]
pub(crate) struct Breach {
    args: Args,
    line: String,
    body: Option<String>,
    violations: Vec<String>,
}

impl Breach {
    /// A mistake in the path or the query: the arguments, and the first line of the request without its version.
    pub(crate) fn new(args: impl Into<Args>, line: impl Into<String>) -> Self {
        Self {
            args: args.into(),
            line: line.into(),
            body: None,
            violations: Vec::new(),
        }
    }

    /// A mistake in the body.
    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// What is wrong; several times where several things are.
    pub(crate) fn says(mut self, violation: impl Into<String>) -> Self {
        self.violations.push(violation.into());
        self
    }
}

/// The client refuses each, and opens no connection.
pub(crate) async fn assert_refused_by_client(breaches: Vec<Breach>) {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    for Breach {
        args, violations, ..
    } in breaches
    {
        let error = args.clone().send(&client).await.expect_err("a refusal");
        let Error::Invalid(found) = error else {
            panic!("{args:?}: {error}")
        };
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, violations, "{args:?}");
    }
    assert_eq!(gateway.connections(), 0);
}

/// The server refuses each with 400 in the documented schema, and calls no handler.
pub(crate) async fn assert_refused_by_server(breaches: Vec<Breach>) {
    let memory = Memory::default();
    for Breach {
        line,
        body,
        violations,
        ..
    } in breaches
    {
        let answer = send(&memory, &line, body.as_deref()).await;
        answer.assert_refused(400, "invalid_request");
        assert_eq!(
            answer.field("error_detail"),
            violations.join("\n"),
            "{line} {body:?}"
        );
    }
    assert_eq!(memory.calls(), []);
}

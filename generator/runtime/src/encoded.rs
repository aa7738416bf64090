//! What a request consists of before a server and credentials are known, or what is wrong with it.

use std::fmt;

use http::HeaderMap;

use crate::{
    awaited::Awaited, body::Body, secret::Secret, untrusted::Untrusted, violations::Violations,
};

/// A request without a server: everything that the operation alone determines.
pub struct Encoded {
    /// The path below the server's own, encoded: `/v2/p%20q/export-tasks`.
    pub path: String,
    /// The query, encoded; empty if there is none.
    pub query: String,
    /// Headers from parameters and cookies, and those that describe the body.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
    /// The values that the request has for client parameters, instead of the client's, by their names on the wire.
    pub client_parameters: Vec<(&'static str, String)>,
    /// What is still to be written, if a provider of credentials may issue the values of client parameters.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "clients have credentials")
    )]
    pub(crate) awaited: Option<Box<Awaited>>,
}

/// Arguments that cannot be sent.
pub(crate) struct InvalidRequest {
    /// What is wrong with them, with values that the caller set.
    pub(crate) violations: Untrusted<Violations>,
    /// Those of the values that are credentials.
    pub(crate) secrets: Vec<Secret>,
}

/// Prints the size of the body, and nothing of its values.
impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoded")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

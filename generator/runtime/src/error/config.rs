//! What is wrong with a client's configuration.

#[cfg(feature = "credentials")]
use super::search::CredentialSearch;

/// The client cannot be built, or cannot make a call, as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The endpoint is not an absolute http or https URL, or has user info, a query or a fragment.
    #[error("the endpoint is invalid: {0}")]
    Endpoint(String),
    /// The endpoint has a variable that the document does not know, or a value with characters that
    /// a host cannot have.
    #[error("the server variable `{name}` is invalid: {why}")]
    Variable {
        /// The name of the variable.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Credentials would be sent unencrypted: over `http` to another machine.
    #[error(
        "credentials travel over https only, or over http to this machine; `.allow_credentials_over_http()` permits it"
    )]
    Cleartext,
    /// None of the alternatives that the operation accepts has its credentials configured.
    #[error("`{operation}` needs credentials: {alternatives}")]
    Credentials {
        /// The operation.
        operation: &'static str,
        /// The alternatives, by the methods of the builder that set them, or by the names of their
        /// schemes if these are not known.
        alternatives: String,
    },
    /// (feature `credentials`) A chain was searched for credentials, and has none.
    #[cfg(feature = "credentials")]
    #[error("there are no credentials; looked at: {0}")]
    NoCredentials(CredentialSearch),
    /// (feature `credentials`) A source of a chain has a part of a credential only, or cannot be read. The sources after it were
    /// not looked at: they might have another account.
    #[cfg(feature = "credentials")]
    #[error("credentials are incomplete; looked at: {0}")]
    IncompleteCredentials(CredentialSearch),
    /// A credential of another kind than its scheme requires.
    #[error("the credential for `{0}` is of another kind than the scheme")]
    Credential(&'static str),
    /// Tokens of a scheme cannot be asked for.
    #[error("the token URL of `{scheme}` is invalid: {why}")]
    TokenUrl {
        /// The scheme.
        scheme: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A credential or header has characters that a header cannot carry.
    #[error("`{0}` has characters that a header cannot carry")]
    Header(String),
    /// A credential has characters that a cookie cannot contain, or the cookie's name has
    /// ([RFC 6265, section 4.1.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1)). Credentials
    /// in cookies are not encoded.
    #[error(
        "the cookie `{0}` cannot contain this credential: blanks, quotes, commas, semicolons, backslashes and characters outside of ASCII have no place in a cookie"
    )]
    Cookie(String),
    /// A request cannot be signed.
    #[error("the request cannot be signed: {0}")]
    Signing(String),
    /// A body that streams cannot be signed: the algorithm needs all of it.
    #[error("a streaming body cannot be signed")]
    SignedStream,
    /// The implementation of the trait does not handle this operation; a server responds with 501.
    #[error("nothing handles `{0}`")]
    Unimplemented(&'static str),
    /// The default transport cannot be built.
    #[error("the transport cannot be built: {0}")]
    Transport(String),
    /// The thread that drives clients which block cannot be started.
    #[error("the thread of blocking clients cannot be started: {0}")]
    Runtime(String),
    /// No transport is built in, and the builder has none.
    #[error(
        "there is no transport: turn on the feature `rustls`, `native-tls` or `webpki-roots`, or give the builder one"
    )]
    NoTransport,
}

//! What is wrong with a client's configuration.

/// The client cannot be built, or cannot make a call, as it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// The endpoint is not an absolute http or https URL, or has user info, a query or a fragment.
    Endpoint(String),
    /// The endpoint has a variable that the document does not know, or a value with characters that a host cannot have.
    Variable {
        /// The name of the variable.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Credentials would travel in the clear: `http` to another machine.
    Cleartext,
    /// None of the alternatives that the operation asks for has its credentials configured.
    Credentials {
        /// The operation.
        operation: &'static str,
        /// The alternatives, by the names of their schemes.
        alternatives: String,
    },
    /// A credential of another kind than its scheme asks for.
    Credential(&'static str),
    /// A credential or header has characters that a header cannot carry.
    Header(String),
    /// A body that streams cannot be signed: its hash is part of the signature.
    SignedStream,
    /// The default transport cannot be built.
    Transport(String),
    /// None is built in, and the builder was given none.
    NoTransport,
}

messages!(ConfigError {
    Self::Endpoint(why) => "the endpoint is invalid: {why}";
    Self::Variable { name, why } => "the server variable `{name}` is invalid: {why}";
    Self::Cleartext => "credentials travel over https only, or over http to this machine";
    Self::Credentials { operation, alternatives } => "`{operation}` needs credentials: {alternatives}";
    Self::Credential(scheme) => "the credential for `{scheme}` is of another kind than the scheme";
    Self::Header(name) => "`{name}` has characters that a header cannot carry";
    Self::SignedStream => "a streaming body cannot be signed";
    Self::Transport(why) => "the transport cannot be built: {why}";
    Self::NoTransport => "there is no transport: turn on the feature `rustls` or `native-tls`, or give the builder one";
});

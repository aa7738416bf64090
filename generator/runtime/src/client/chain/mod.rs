//! Where a client finds its credentials if nobody sets them: environment variables, a file, and
//! providers, in this order.
//!
//! ```text
//! .credentials(CredentialChain::default())
//!
//! 1. variables EXAMPLE_AK, EXAMPLE_SK     not set: look further
//! 2. ~/.example/credentials, [basic]      there: these keys, and the project beside them
//! 3. .keys(provider)                      asked when a call needs keys
//! ```
//!
//! The first source that has a credential supplies everything: a project beside the keys of another
//! account would be the wrong one. A source that has only a part of one is an error, and so is a file
//! that cannot be read: the next source might be another account.

mod file;
mod found;
mod search;
mod source;
mod variables;

use std::{fmt, path::PathBuf};

use self::{search::Found, source::Source, variables::Variables};
use super::{endpoint::ServerTemplate, keys::KeySource, token::TokenSource};
use crate::{error::ConfigError, name_map::NameMap, security::Scheme};

/// Where a client finds its credentials: by default in environment variables, or else in a file. The
/// document names both. Nothing is looked up unless a client is given a chain.
///
/// A credential that is set on the builder goes first, and nothing is looked up then. The first source
/// that has a credential supplies everything that goes with it, such as the ID of a project; what is set
/// on the builder counts instead. A source with a part of a credential only, such as a key without its
/// secret, is an error.
///
/// Variables and the file are read once, by `build`, which blocks for as long as reading a small file
/// takes. Providers are asked when a call needs a credential, and again before it expires. None of them
/// is contacted unless it is part of the chain.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "credentials")] {
/// use bindwright_runtime::KeyPair;
/// use bindwright_runtime::client::{AccessKeys, CredentialChain, KeySource};
///
/// async fn from_vault() -> Result<AccessKeys, std::io::Error> {
///     Ok(AccessKeys::new(KeyPair::new("AK", "SK")))
/// }
///
/// let chain = CredentialChain::default();                   // variables, then the file
/// let chain = chain.keys(KeySource::provider(from_vault));  // and then this
/// // Client::builder().credentials(chain).build()?
///
/// let only_the_file = CredentialChain::empty().file();
/// # let _ = (chain, only_the_file);
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct CredentialChain {
    variables: Variables,
    sources: Vec<Source>,
}

impl Default for CredentialChain {
    fn default() -> Self {
        Self::empty().environment().file()
    }
}

impl CredentialChain {
    /// No sources.
    pub fn empty() -> Self {
        Self {
            variables: Variables::default(),
            sources: Vec::new(),
        }
    }

    /// Adds the environment variables that the document names. Empty ones count as not set.
    pub fn environment(self) -> Self {
        self.and(Source::Environment)
    }

    /// Adds the file that the document names, or that its variable names.
    pub fn file(self) -> Self {
        self.and(Source::File(None))
    }

    /// Adds a file at this path, with the section and keys that the document names.
    pub fn file_at(self, path: impl Into<PathBuf>) -> Self {
        self.and(Source::File(Some(path.into())))
    }

    /// Adds access keys, or what obtains them, for the scheme that signs requests.
    pub fn keys(self, keys: impl Into<KeySource>) -> Self {
        self.and(Source::Keys(keys.into()))
    }

    /// Adds a token, or what obtains it, for the scheme that takes one.
    pub fn tokens(self, tokens: impl Into<TokenSource>) -> Self {
        self.and(Source::Tokens(tokens.into()))
    }

    /// Reads variables by this function, and not from the environment of the process: for tests, and for
    /// programs that have their settings elsewhere.
    pub fn variables(
        mut self,
        read: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.variables = Variables::of(read);
        self
    }

    fn and(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }

    /// The first credential, and what goes with it.
    pub(super) fn find(&self, schemes: &[&'static Scheme]) -> Result<Found, ConfigError> {
        search::first(&self.sources, &self.variables, schemes)
    }

    /// The URL that a variable has for a server, instead of that of the document.
    pub(super) fn endpoint(
        &self,
        server: &ServerTemplate,
        values: &NameMap<String>,
    ) -> Option<String> {
        let url = self.variables.get(&server.variable_name(values)?)?;
        // Several are for clients that try one after the other.
        let first = url.split(',').next().unwrap_or_default().trim();
        Some(if first.contains("://") {
            first.to_owned()
        } else {
            format!("https://{first}")
        })
    }
}

/// Prints which sources there are, and nothing of what they have.
impl fmt::Debug for CredentialChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.sources.iter().map(|source| match source {
            Source::Environment => "environment",
            Source::File(None) => "file",
            Source::File(Some(_)) => "file_at",
            Source::Keys(_) => "keys",
            Source::Tokens(_) => "tokens",
        });
        f.write_str("CredentialChain ")?;
        f.debug_list().entries(names).finish()
    }
}

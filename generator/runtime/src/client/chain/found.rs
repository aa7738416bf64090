//! The builder of a client with a chain, and with what the chain has found.

use super::CredentialChain;
use crate::{client::builder::Builder, error::ConfigError, security::Scheme};

impl Builder {
    /// Looks for a credential of one of these schemes, unless one is set.
    pub fn credentials(
        mut self,
        schemes: &'static [&'static Scheme],
        chain: CredentialChain,
    ) -> Self {
        self.chain = Some((schemes, chain));
        self
    }

    /// The same with what the chain has found.
    pub(in crate::client) fn with_found(mut self) -> Result<Self, ConfigError> {
        let Some((schemes, chain)) = self.chain.take() else {
            return Ok(self);
        };
        if self.endpoint.is_none() {
            self.endpoint = chain.endpoint(&self.server, &self.variables);
        }
        if self.credentials.is_empty() {
            let found = chain.find(schemes)?;
            self.credentials.insert(found.scheme, found.credential);
            for (name, value) in found.parameters {
                if self.parameters.get(name).is_none() {
                    self.parameters.insert(name, value);
                }
            }
            self.missing = found.missing;
        }
        Ok(self)
    }
}

//! The token, or the keys, of one scheme that a request still needs.

use super::{
    pending_signature::MakeSigner,
    token_cache::{Held, Scopes, TokenCache},
};
use crate::security::Scheme;

/// The token of one scheme.
#[derive(Clone)]
pub(super) struct PendingToken {
    pub(super) scheme: &'static Scheme,
    pub(super) scopes: Scopes,
    pub(super) cache: TokenCache,
    /// What signs with the keys; `None` for a token.
    pub(super) signer: Option<MakeSigner>,
    /// That of the last attempt.
    pub(super) held: Option<Held>,
}

impl PendingToken {
    /// A token that is not there yet.
    pub(super) fn new(
        scheme: &'static Scheme,
        scopes: Scopes,
        cache: TokenCache,
        signer: Option<MakeSigner>,
    ) -> Self {
        Self {
            scheme,
            scopes,
            cache,
            signer,
            held: None,
        }
    }

    /// What the last attempt had.
    pub(super) fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }
}

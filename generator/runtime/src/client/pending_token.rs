//! The token of one scheme that a request still needs.

use super::token_cache::{Held, Scopes, TokenCache};
use crate::security::Scheme;

/// The token of one scheme.
#[derive(Clone)]
pub(super) struct PendingToken {
    pub(super) scheme: &'static Scheme,
    pub(super) scopes: Scopes,
    pub(super) cache: TokenCache,
    /// The token of the last attempt.
    pub(super) held: Option<Held>,
}

impl PendingToken {
    /// A token that is not there yet.
    pub(super) fn new(scheme: &'static Scheme, scopes: Scopes, cache: TokenCache) -> Self {
        Self {
            scheme,
            scopes,
            cache,
            held: None,
        }
    }
}

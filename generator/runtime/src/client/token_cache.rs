//! Tokens and access keys in use: kept until shortly before they expire, and asked for once for all who
//! wait.
//!
//! | the token, or the keys | a call |
//! |---|---|
//! | is valid for longer than a tenth of its lifetime, or a minute | uses it |
//! | expires soon | asks for another one; if there is none, uses it as long as it is valid |
//! | was rejected with 401, or there is none | asks for another one |
//! | is being asked for by another call | waits, and uses what that call gets, also its error |

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_core::future::BoxFuture;
use http::HeaderValue;

use super::{
    endpoint::Endpoint,
    issued::{Issued, Proof},
    transport::ErasedTransport,
};
use crate::{
    body::BoxError,
    clock::{self, Instant},
    error::{ConfigError, TokenError},
    request_writer::ClientParameters,
    secret::Secret,
    security::Scheme,
    untrusted::{Redaction, Untrusted, causes},
};

/// How long before its end a token is not used any more, at most.
const MARGIN: Duration = Duration::from_secs(60);

/// The scopes that an operation requires.
pub(super) type Scopes = &'static [&'static str];

/// Where tokens come from.
pub(super) trait TokenOrigin: Send + Sync + 'static {
    /// A new token, or new keys.
    fn fetch<'a>(&'a self, call: TokenCall<'a>) -> BoxFuture<'a, Result<Issued, TokenError>>;

    /// The scopes that make a difference between tokens.
    fn scopes(&self, required: Scopes) -> Scopes {
        let _ = required;
        &[]
    }

    /// Whether it can work for a scheme.
    fn check(&self, scheme: &'static Scheme, server: Option<&Endpoint>) -> Result<(), ConfigError> {
        let _ = (scheme, server);
        Ok(())
    }

    /// The strings that must not be printed.
    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }

    /// Whether values of client parameters may come with a token.
    fn may_have_parameters(&self) -> bool {
        false
    }
}

/// What is needed to ask for a token.
#[derive(Clone, Copy)]
pub(super) struct TokenCall<'a> {
    pub(super) scheme: &'static Scheme,
    pub(super) scopes: Scopes,
    pub(super) context: TokenContext<'a>,
}

/// What a client has for requests for tokens.
#[derive(Clone, Copy)]
pub(super) struct TokenContext<'a> {
    pub(super) transport: &'a ErasedTransport,
    /// The base of a token URL that is relative.
    pub(super) server: Option<&'a Endpoint>,
    pub(super) user_agent: &'a HeaderValue,
    pub(super) redaction: &'a Redaction,
}

/// What a provider of the user's issues.
pub(super) trait Issues: Send + Sync + 'static {
    /// A new token, or new keys.
    fn issue(&self) -> impl Future<Output = Result<Issued, BoxError>> + Send;
}

/// A provider of the user's.
pub(super) struct Provided<P>(pub(super) P);

impl<P: Issues> TokenOrigin for Provided<P> {
    fn fetch<'a>(&'a self, call: TokenCall<'a>) -> BoxFuture<'a, Result<Issued, TokenError>> {
        Box::pin(async move {
            let failed = |error: BoxError| {
                let said = Untrusted::new(causes(error.as_ref()));
                TokenError::new(said.shown(call.context.redaction))
            };
            self.0.issue().await.map_err(failed)
        })
    }

    fn may_have_parameters(&self) -> bool {
        true
    }
}

/// The tokens of one origin, which the clones of a client share.
#[derive(Clone)]
pub(super) struct TokenCache(Arc<Cache>);

struct Cache {
    origin: Box<dyn TokenOrigin>,
    /// The slots by the IDs of their schemes, and the scopes that make a difference.
    slots: Mutex<Vec<(&'static str, Scopes, Arc<TokenSlot>)>>,
}

/// The token for some scopes.
#[derive(Default)]
struct TokenSlot {
    state: Mutex<SlotState>,
    /// Whoever has it asks for a token.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct SlotState {
    held: Option<Held>,
    /// How often a token was asked for.
    fetches: u64,
    /// Why there was none the last time.
    failure: Option<TokenError>,
}

/// A token in use.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) proof: Proof,
    /// The number of the request for it.
    pub(super) fetch: u64,
    /// Whether it was there before the call.
    pub(super) was_cached: bool,
    /// What goes with it: values of client parameters.
    pub(super) parameters: Arc<ClientParameters>,
    renew: Option<Instant>,
    end: Option<Instant>,
}

impl TokenCache {
    /// The tokens of an origin.
    pub(super) fn new(origin: impl TokenOrigin) -> Self {
        Self(Arc::new(Cache {
            origin: Box::new(origin),
            slots: Mutex::default(),
        }))
    }

    /// Whether it can work for a scheme.
    pub(super) fn check(
        &self,
        scheme: &'static Scheme,
        server: Option<&Endpoint>,
    ) -> Result<(), ConfigError> {
        self.0.origin.check(scheme, server)
    }

    /// The strings that must not be printed.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        self.0.origin.secrets()
    }

    /// Whether values of client parameters may come with a token.
    pub(super) fn may_have_parameters(&self) -> bool {
        self.0.origin.may_have_parameters()
    }

    /// A token that is valid: the one in use, or a new one.
    pub(super) async fn token(&self, call: TokenCall<'_>) -> Result<Held, TokenError> {
        let slot = self.slot(call.scheme, call.scopes);
        let fetches = {
            let state = slot.state();
            if let Some(held) = state.usable(|held| held.renew) {
                return Ok(held);
            }
            state.fetches
        };
        let _turn = slot.turn.lock().await;
        {
            let state = slot.state();
            if let Some(held) = state.usable(|held| held.renew) {
                return Ok(held.asked_for());
            }
            if let Some(failure) = state.failure.as_ref().filter(|_| state.fetches > fetches) {
                return Err(failure.clone());
            }
        }
        let scopes = self.0.origin.scopes(call.scopes);
        let fetched = self.0.origin.fetch(TokenCall { scopes, ..call }).await;
        let mut state = slot.state();
        state.fetches += 1;
        match fetched {
            Ok(issued) => {
                let held = Held::new(issued, state.fetches);
                state.held = Some(held.clone());
                state.failure = None;
                Ok(held.asked_for())
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                let valid = state.usable(|held| held.end);
                valid.ok_or(failure)
            }
        }
    }

    /// Forgets a token that the server rejected, unless there is another one already.
    pub(super) fn reject(&self, scheme: &'static Scheme, scopes: Scopes, held: &Held) {
        let slot = self.slot(scheme, scopes);
        let mut state = slot.state();
        if state
            .held
            .as_ref()
            .is_some_and(|now| now.fetch == held.fetch)
        {
            state.held = None;
        }
    }

    fn slot(&self, scheme: &'static Scheme, scopes: Scopes) -> Arc<TokenSlot> {
        let key = (scheme.id(), self.0.origin.scopes(scopes));
        let mut slots = self.0.slots.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, scopes, slot) in slots.iter() {
            if (*id, *scopes) == key {
                return Arc::clone(slot);
            }
        }
        let slot = Arc::new(TokenSlot::default());
        slots.push((key.0, key.1, Arc::clone(&slot)));
        slot
    }
}

impl TokenSlot {
    fn state(&self) -> MutexGuard<'_, SlotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SlotState {
    /// The token, if it is there, and before a point in time.
    fn usable(&self, until: impl Fn(&Held) -> Option<Instant>) -> Option<Held> {
        let held = self.held.as_ref()?;
        let in_time = until(held).is_none_or(|until| Instant::now() < until);
        in_time.then(|| held.clone())
    }
}

impl Held {
    fn new(issued: Issued, fetch: u64) -> Self {
        let margin = |lifetime: Duration| (lifetime / 10).min(MARGIN);
        let renew = issued
            .lifetime
            .map(|life| clock::after(life.saturating_sub(margin(life))));
        Self {
            proof: issued.proof,
            fetch,
            was_cached: true,
            parameters: Arc::new(issued.parameters),
            renew,
            end: issued.lifetime.map(clock::after),
        }
    }

    /// The same for a call that has waited for it.
    fn asked_for(mut self) -> Self {
        self.was_cached = false;
        self
    }
}

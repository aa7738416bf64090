//! Whether a request may be carried out: signatures with their locks and repeats, tokens, and the project of the caller.
//!
//! The runtime verifies signatures. This adds what the gateway is documented to do: five bad signatures in a row lock an access key
//! for five minutes.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huaweicloud_workspace::runtime::Secret;
use huaweicloud_workspace::runtime::http::header::AUTHORIZATION;
use huaweicloud_workspace::runtime::server::{Authenticator, Call, Credential, Denied};
use huaweicloud_workspace::runtime::signing::{
    SdkHmacSha256Verifier, SignatureError, SignedRequest, Verifier,
};

use crate::account::Account;
use crate::clock::{Clock, system_millis};

/// How many bad signatures in a row lock a key: the FAQ of API Gateway.
const BAD_SIGNATURES: u32 = 5;

/// How long a key is locked, in milliseconds: the FAQ of API Gateway.
const LOCK: i64 = 5 * 60_000;

/// How long a signature can be sent again: 15 minutes before and after its date.
const REPLAY_WINDOW: i64 = 30 * 60_000;

/// The header with the project, which the SDKs sign.
const PROJECT_HEADER: &str = "x-project-id";

/// The project of a caller, for handlers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) project: String,
}

/// All accounts, and what is known of their keys. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Gatekeeper(Arc<Gate>);

#[derive(Debug)]
struct Gate {
    accounts: Vec<Account>,
    clock: Clock,
    rejects_repeats: bool,
    keys: Mutex<HashMap<String, KeyState>>,
}

/// What is known of an access key that exists.
#[derive(Debug, Default)]
struct KeyState {
    /// Bad signatures since the last good one.
    bad: u32,
    /// Until when the key is locked, by the sandbox's clock.
    locked_until: Option<i64>,
    /// Signatures that were accepted, oldest first, with the system's time.
    seen: VecDeque<(i64, String)>,
}

impl Gatekeeper {
    pub(crate) fn new(accounts: Vec<Account>, clock: Clock, rejects_repeats: bool) -> Self {
        Self(Arc::new(Gate {
            accounts,
            clock,
            rejects_repeats,
            keys: Mutex::default(),
        }))
    }

    fn account_of_key(&self, access_key: &str) -> Option<&Account> {
        let mut accounts = self.0.accounts.iter();
        accounts.find(|account| account.keys().access_key() == access_key)
    }

    /// The account of a token. All tokens are compared, each in constant time.
    fn account_of_token(&self, token: &Secret) -> Option<&Account> {
        let matching = |account: &Account| token.matches(account.token().expose());
        let accounts = self.0.accounts.iter();
        accounts.fold(None, |found, account| {
            if matching(account) {
                Some(account)
            } else {
                found
            }
        })
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<String, KeyState>> {
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key that a request names, if it exists: the names of others are not remembered.
    fn known_key(&self, request: SignedRequest<'_>) -> Option<String> {
        let key = VERIFIER.key_id(request)?.ok()?;
        self.account_of_key(&key).map(|_| key)
    }

    /// Whether a key is locked. A lock that is over is removed.
    pub(crate) fn is_locked(&self, access_key: &str) -> bool {
        let now = self.0.clock.millis();
        let mut keys = self.keys();
        let Some(state) = keys.get_mut(access_key) else {
            return false;
        };
        match state.locked_until {
            Some(until) if now < until => true,
            Some(_) => {
                (state.bad, state.locked_until) = (0, None);
                false
            }
            None => false,
        }
    }

    fn note_bad(&self, access_key: String) {
        let now = self.0.clock.millis();
        let mut keys = self.keys();
        let state = keys.entry(access_key).or_default();
        state.bad += 1;
        if state.bad >= BAD_SIGNATURES {
            state.locked_until = Some(now + LOCK);
        }
    }

    /// Notes a good signature. False if it is a repeat, and those are rejected.
    fn note_good(&self, access_key: String, signature: &str) -> bool {
        let now = system_millis();
        let mut keys = self.keys();
        let state = keys.entry(access_key).or_default();
        state.bad = 0;
        if !self.0.rejects_repeats {
            return true;
        }
        while state
            .seen
            .front()
            .is_some_and(|(at, _)| *at < now - REPLAY_WINDOW)
        {
            state.seen.pop_front();
        }
        if state.seen.iter().any(|(_, known)| known == signature) {
            return false;
        }
        state.seen.push_back((now, signature.to_owned()));
        true
    }
}

/// Signatures that do not cover `Host` are accepted: the official SDK for Go signs like that.
const VERIFIER: SdkHmacSha256Verifier = SdkHmacSha256Verifier::new().allow_unsigned_host();

/// Notes bad signatures, and none while a key is locked.
impl Verifier for Gatekeeper {
    fn key_id(&self, request: SignedRequest<'_>) -> Option<Result<String, SignatureError>> {
        VERIFIER.key_id(request)
    }

    fn check_head(&self, request: SignedRequest<'_>) -> Result<(), SignatureError> {
        let key = self.known_key(request);
        if key.as_deref().is_some_and(|key| self.is_locked(key)) {
            return Err(SignatureError::Mismatch);
        }
        let checked = VERIFIER.check_head(request);
        if let (Err(_), Some(key)) = (&checked, key) {
            self.note_bad(key);
        }
        checked
    }

    fn verify(
        &self,
        request: SignedRequest<'_>,
        body: &[u8],
        secret: &Secret,
    ) -> Result<(), SignatureError> {
        let Some(key) = self.known_key(request) else {
            return Err(SignatureError::Mismatch);
        };
        // Another request may have locked the key while this one's body arrived.
        if self.is_locked(&key) {
            return Err(SignatureError::Mismatch);
        }
        if let Err(error) = VERIFIER.verify(request, body, secret) {
            self.note_bad(key);
            return Err(error);
        }
        let authorization = request.headers.get(AUTHORIZATION);
        let signature = authorization.and_then(|value| value.to_str().ok());
        if self.note_good(key, signature.unwrap_or_default()) {
            Ok(())
        } else {
            Err(SignatureError::Date)
        }
    }
}

impl Authenticator for Gatekeeper {
    type Principal = Caller;

    async fn authenticate(
        &self,
        credentials: &[Credential],
        call: &Call<'_>,
    ) -> Result<Caller, Denied> {
        let account = match credentials {
            [Credential::Signed { access_key, .. }] => self.account_of_key(access_key),
            [Credential::Key { value, .. }] => self.account_of_token(value),
            _ => None,
        };
        let project = account.ok_or(Denied::Unauthorized)?.project_id();
        let header = call.headers().get(PROJECT_HEADER);
        let is_other = |named: &[u8]| named != project.as_bytes();
        let other_header = header.is_some_and(|value| is_other(value.as_bytes()));
        let other_path = call
            .path_parameter("project_id")
            .is_some_and(|named| is_other(named.as_bytes()));
        if other_header || other_path {
            let message = "No permission: the credentials belong to another project.";
            return Err(Denied::Forbidden(message.into()));
        }
        Ok(Caller {
            project: project.to_owned(),
        })
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        let account = self.account_of_key(access_key)?;
        Some(account.keys().secret_key().clone())
    }
}

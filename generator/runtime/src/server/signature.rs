//! Turns the `SDK-HMAC-SHA256` signature of a request into the access key that made it.
//!
//! Refuses all alike, with 401: an unknown key, a wrong signature, a date more than 15 minutes away, a signature that covers too little. A key
//! that is not known is checked as long as one that is. A request that is sent again within its 15 minutes is accepted again: an authenticator
//! that must not allow it keeps the `Authorization` headers that it has seen.

use std::time::SystemTime;

use axum::extract::OriginalUri;
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::auth::Denied;
use crate::secret::Secret;
use crate::signing::{Signature, Subject};

/// What a request says about who signed it.
#[derive(Debug)]
pub(crate) struct Claim<'p> {
    signature: Signature<'p>,
    subject: Subject<'p>,
}

/// The signature of a request; `None` where it is malformed.
pub(crate) fn claim(parts: &Parts) -> Option<Claim<'_>> {
    let authorization = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let signature = Signature::parse(authorization)?.ok()?;
    // Under a prefix, the signer knew the whole path.
    let uri = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |original| &original.0);
    Some(Claim {
        signature,
        subject: Subject {
            method: &parts.method,
            uri,
            headers: &parts.headers,
        },
    })
}

impl Claim<'_> {
    /// The key that is said to have signed.
    pub(crate) fn access_key(&self) -> &str {
        self.signature.access_key()
    }

    /// The key, if it has signed this request with this body.
    pub(crate) fn check(&self, secret: Option<&Secret>, body: &[u8]) -> Result<String, Denied> {
        let nobody = Secret::default();
        let verified = self.signature.verify(
            self.subject,
            body,
            secret.unwrap_or(&nobody),
            SystemTime::now(),
        );
        match (verified, secret) {
            (Ok(()), Some(_)) => Ok(self.access_key().to_owned()),
            (verified, _) => {
                tracing::debug!(reason = ?verified.err(), known = secret.is_some(), "a signature was turned away");
                Err(Denied::Unauthorized)
            }
        }
    }
}

//! The `security` of an operation and the credentials of a request -> a decision: the principal, or
//! 401, 403, 503.
//!
//! Alternatives are tried in the document's order, those with a signature last. One is enough, and all of its requirements must
//! be met (<https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object>). An empty
//! alternative accepts a request without credentials; a request with invalid ones is rejected all
//! the same. Without an authenticator, operations with `security` reject everybody.
//!
//! Whatever needs no body is judged before the body is read: all alternatives without a signature of
//! the body, and of a signature its presence, its form, its date and its access key.
//!
//! ```text
//! security: [{token: []}, {key: []}]
//! Authorization: Bearer wrong, X-Key: right       accepted: the second alternative is satisfied
//! Authorization: Bearer wrong                     401
//! ```

use std::collections::BTreeSet;

use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};

use super::auth::{Admission, Call, Credential, Denied, DynAuthenticator};
use super::error_response::ErrorResponse;
use super::limits::Limits;
use super::presented::{Presented, presented};
use super::receive::RequestBody;
use super::verifiers::{Verifiers, check_head, signed_request, verify};
use crate::security::{Requirement, SchemeKind, Security};
use crate::signing::Verifier;

/// Everything that the decision depends on.
pub(crate) struct Authorization<'a> {
    pub(crate) gate: Option<&'a dyn DynAuthenticator>,
    pub(crate) call: Call<'a>,
    pub(crate) verifiers: &'a Verifiers,
    pub(crate) limits: &'a Limits,
}

/// The result for one alternative.
enum Verdict {
    /// The request does not have all credentials that the alternative requires.
    Incomplete,
    Admitted(Admission),
    Denied(Denied),
}

impl Authorization<'_> {
    /// Accepts the request with its principal, which one without credentials may not have, or
    /// rejects it. The body is read only if a signature covers it.
    pub(crate) async fn admit(
        &self,
        inbound: &mut RequestBody,
    ) -> Result<Option<Admission>, ErrorResponse> {
        if let Some(everybody) = self.gate.and_then(DynAuthenticator::open) {
            return Ok(Some(everybody));
        }
        let security = self.call.spec.security;
        let is_optional =
            security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
        let mut denials = Vec::new();
        let is_signed = |alternative: &[Requirement]| alternative.iter().any(is_signature);
        let unsigned = security.iter().filter(|one| !is_signed(one));
        let signed = security.iter().filter(|one| is_signed(one));
        for alternative in unsigned.chain(signed).filter(|one| !one.is_empty()) {
            match self.try_alternative(alternative, inbound).await? {
                Verdict::Incomplete => {}
                Verdict::Admitted(admission) => return Ok(Some(admission)),
                Verdict::Denied(denied) => denials.push(denied),
            }
        }
        match denials.into_iter().max_by_key(severity) {
            None if is_optional => Ok(None),
            gravest => Err(rejection(gravest.unwrap_or(Denied::Unauthorized), security)),
        }
    }

    /// Decides on one alternative.
    async fn try_alternative(
        &self,
        alternative: &'static [Requirement],
        inbound: &mut RequestBody,
    ) -> Result<Verdict, ErrorResponse> {
        let Some(gate) = self.gate else {
            return Ok(Verdict::Denied(Denied::Unauthorized));
        };
        let mut credentials = Vec::with_capacity(alternative.len());
        let mut verifiers = Vec::new();
        let mut is_malformed = false;
        for requirement in alternative {
            match presented(requirement, self.call.parts, self.verifiers) {
                Presented::Absent => return Ok(Verdict::Incomplete),
                Presented::Malformed => is_malformed = true,
                Presented::Credential(credential) => credentials.push(credential),
                Presented::Signature {
                    scheme,
                    verifier,
                    key_id: access_key,
                } => {
                    verifiers.push(verifier);
                    credentials.push(Credential::Signed { scheme, access_key });
                }
            }
        }
        if is_malformed {
            return Ok(Verdict::Denied(Denied::Unauthorized));
        }
        if !verifiers.is_empty() {
            let verifying = self.verify(gate, &credentials, &verifiers, inbound);
            if let Err(denied) = Box::pin(verifying).await? {
                return Ok(Verdict::Denied(denied));
            }
        }
        let admitted = gate.admit(&credentials, &self.call).await;
        Ok(admitted.map_or_else(Verdict::Denied, Verdict::Admitted))
    }

    /// Verifies the signatures among the credentials, one verifier for each. The body is read when
    /// everything else about all of them is right.
    async fn verify(
        &self,
        gate: &dyn DynAuthenticator,
        credentials: &[Credential],
        verifiers: &[&dyn Verifier],
        inbound: &mut RequestBody,
    ) -> Result<Result<(), Denied>, ErrorResponse> {
        let access_keys = credentials
            .iter()
            .filter_map(|credential| match credential {
                Credential::Signed { access_key, .. } => Some(access_key),
                Credential::Key { .. } | Credential::Basic { .. } | Credential::Bearer { .. } => {
                    None
                }
            });
        let mut secrets = Vec::with_capacity(verifiers.len());
        for (verifier, access_key) in verifiers.iter().zip(access_keys) {
            if let Err(denied) = check_head(*verifier, signed_request(self.call.parts)) {
                return Ok(Err(denied));
            }
            match gate.secret_key(access_key).await {
                Some(secret) => secrets.push(secret),
                None => return Ok(Err(Denied::Unauthorized)),
            }
        }
        for (verifier, secret) in verifiers.iter().zip(&secrets) {
            let body = inbound.bytes(self.limits).await?;
            let request = signed_request(self.call.parts);
            if let Err(denied) = verify(*verifier, request, &body, secret) {
                return Ok(Err(denied));
            }
        }
        Ok(Ok(()))
    }
}

/// Whether a requirement is a signature, which may cover the body.
fn is_signature(requirement: &Requirement) -> bool {
    matches!(requirement.scheme().kind(), SchemeKind::Signature { .. })
}

/// The rank of a denial: of several, the highest is reported. A fault of the server comes first,
/// then a denial of a known caller.
fn severity(denied: &Denied) -> u8 {
    match denied {
        Denied::Unauthorized => 0,
        Denied::Forbidden(_) => 1,
        Denied::Unavailable => 2,
    }
}

/// The response to a denied request, with the challenges of all schemes.
fn rejection(denied: Denied, security: Security) -> ErrorResponse {
    let message = denied.to_string();
    match denied {
        Denied::Forbidden(_) => ErrorResponse::new(StatusCode::FORBIDDEN, "forbidden", message),
        Denied::Unavailable => {
            ErrorResponse::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
        }
        Denied::Unauthorized => {
            let rejection = ErrorResponse::new(StatusCode::UNAUTHORIZED, "unauthorized", message);
            let challenges: BTreeSet<&str> = security
                .iter()
                .copied()
                .flatten()
                .filter_map(challenge)
                .collect();
            challenges
                .into_iter()
                .fold(
                    rejection,
                    |rejection, challenge| match HeaderValue::from_str(challenge) {
                        Ok(challenge) => rejection.header(WWW_AUTHENTICATE, challenge),
                        Err(_) => rejection,
                    },
                )
        }
    }
}

/// The challenge of a scheme in `WWW-Authenticate` ([RFC 9110, section
/// 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)). API keys have none.
fn challenge(requirement: &Requirement) -> Option<&'static str> {
    match requirement.scheme().kind() {
        SchemeKind::Key { .. } => None,
        SchemeKind::Basic => Some(r#"Basic realm="api", charset="UTF-8""#),
        SchemeKind::Bearer => Some("Bearer"),
        SchemeKind::Signature { algorithm, .. } => Some(algorithm),
    }
}

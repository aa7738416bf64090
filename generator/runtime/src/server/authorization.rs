//! The `security` of an operation and the credentials of a request -> a decision: the principal, or
//! 401, 403, 429, 503.
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

use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use super::auth::{Call, Credential, DynAuthenticator, RejectedSignature};
use super::denied::{Denial, Denied};
use super::error_response::ErrorResponse;
use super::limits::Limits;
use super::presented::{Presented, presented};
use super::receive::RequestBody;
use super::verifiers::{Verifiers, signed_request};
use crate::message::Admission;
use crate::security::{Requirement, SchemeKind, Security};
use crate::signing::{SignatureError, Verifier};
use crate::untrusted::Untrusted;

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

impl Verdict {
    /// What the API has decided.
    fn of(admitted: Result<Admission, Denied>) -> Self {
        admitted.map_or_else(Self::Denied, Self::Admitted)
    }
}

#[allow(
    clippy::manual_async_fn,
    reason = "an `async fn` has room for its arguments twice"
)]
impl Authorization<'_> {
    /// Accepts the request with its principal, which one without credentials may not have, or
    /// rejects it. The body is read only if a signature covers it.
    pub(crate) fn admit(
        &self,
        inbound: &mut RequestBody,
    ) -> impl Future<Output = Result<Option<Admission>, ErrorResponse>> + Send {
        async move {
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
            match denials.into_iter().max_by_key(Denied::severity) {
                None if is_optional => Ok(None),
                gravest => Err(self.rejection(gravest.unwrap_or(Denied::Unauthorized), security)),
            }
        }
    }

    /// Decides on one alternative.
    fn try_alternative(
        &self,
        alternative: &'static [Requirement],
        inbound: &mut RequestBody,
    ) -> impl Future<Output = Result<Verdict, ErrorResponse>> + Send {
        async move {
            let Some(gate) = self.gate else {
                return Ok(Verdict::Denied(Denied::Unauthorized));
            };
            // Most alternatives are one credential, which needs no list.
            if let [only] = alternative
                && !is_signature(only)
            {
                let one = match presented(only, self.call.parts, self.verifiers) {
                    Presented::Credential(one) => one,
                    Presented::Absent => return Ok(Verdict::Incomplete),
                    _ => return Ok(Verdict::Denied(Denied::Unauthorized)),
                };
                let admitted = gate.admit_one(one, &self.call).await;
                return Ok(Verdict::of(admitted));
            }
            let mut credentials = Vec::with_capacity(alternative.len());
            let mut verifiers = Vec::new();
            let (mut is_malformed, mut unfit) = (false, Vec::new());
            for requirement in alternative {
                match presented(requirement, self.call.parts, self.verifiers) {
                    Presented::Absent => return Ok(Verdict::Incomplete),
                    Presented::Malformed => is_malformed = true,
                    Presented::BadSignature { scheme, reason } => unfit.push((scheme, reason)),
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
            for (scheme, reason) in &unfit {
                self.report(gate, (*scheme, None), *reason);
            }
            if is_malformed || !unfit.is_empty() {
                return Ok(Verdict::Denied(Denied::Unauthorized));
            }
            if !verifiers.is_empty() {
                let verifying = self.verify(gate, &credentials, &verifiers, inbound);
                if let Err(denied) = Box::pin(verifying).await? {
                    return Ok(Verdict::Denied(denied));
                }
            }
            let admitted = gate.admit(&credentials, &self.call).await;
            Ok(Verdict::of(admitted))
        }
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
        let signed = credentials
            .iter()
            .filter_map(|credential| match credential {
                Credential::Signed { scheme, access_key } => Some((*scheme, access_key.as_str())),
                Credential::Key { .. } | Credential::Basic { .. } | Credential::Bearer { .. } => {
                    None
                }
            });
        let mut known = Vec::with_capacity(verifiers.len());
        let denied = |claim: (&'static str, &str), reason| {
            self.report(gate, (claim.0, Some(claim.1)), reason);
            Ok(Err(Denied::Unauthorized))
        };
        for (verifier, claim) in verifiers.iter().zip(signed) {
            if let Err(reason) = verifier.check_head(signed_request(self.call.parts)) {
                return denied(claim, reason);
            }
            match gate.secret_key(claim.1).await {
                Some(secret) => known.push((verifier, claim, secret)),
                None => return denied(claim, SignatureError::UnknownKey),
            }
        }
        for (verifier, claim, secret) in &known {
            let body = inbound.bytes(self.limits).await?;
            let request = signed_request(self.call.parts);
            if let Err(reason) = verifier.verify(request, &body, secret) {
                return denied(*claim, reason);
            }
        }
        Ok(Ok(()))
    }

    /// Reports why a signature is rejected, which its sender does not learn.
    fn report(
        &self,
        gate: &dyn DynAuthenticator,
        (scheme, access_key): (&'static str, Option<&str>),
        reason: SignatureError,
    ) {
        tracing::info!(scheme, %reason, "a signature is rejected");
        let rejected = RejectedSignature {
            scheme,
            access_key,
            reason,
        };
        gate.signature_rejected(&rejected, &self.call);
    }

    /// The response to a denied request. That to one without valid credentials has the challenges of all schemes.
    fn rejection(&self, denied: Denied, security: Security) -> ErrorResponse {
        let is_unauthorized = denied.status() == StatusCode::UNAUTHORIZED;
        let denial = denied.in_words();
        // The authenticator may quote what it was shown.
        let message = Untrusted::new(&*denial.message).shown(&self.call.redaction());
        let pause = denial.seconds();
        let Denial { status, code, .. } = denial;
        let mut rejection = ErrorResponse::new(status, code, message.as_str());
        if let Some(seconds) = pause {
            rejection = rejection.header(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if !is_unauthorized {
            return rejection;
        }
        let requirements = security.iter().copied().flatten();
        let challenges: BTreeSet<&str> = requirements.filter_map(challenge).collect();
        let challenges = challenges.into_iter().map(HeaderValue::from_str);
        challenges
            .flatten()
            .fold(rejection, |rejection, challenge| {
                rejection.header(WWW_AUTHENTICATE, challenge)
            })
    }
}

/// Whether a requirement is a signature, which may cover the body.
fn is_signature(requirement: &Requirement) -> bool {
    matches!(requirement.scheme().kind(), SchemeKind::Signature { .. })
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

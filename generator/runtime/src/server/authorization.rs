//! Turns the `security` of an operation and the credentials of a request into a decision: the
//! principal, or 401, 403, 503.
//!
//! Alternatives are tried in the document's order, and one is enough; within one, every requirement
//! must be met (OpenAPI 3.0.3, "Security Requirement Object"). An empty alternative lets in a
//! caller who shows no credential; one whose credential is wrong is turned away all the same.
//! Without an authenticator a secured operation is closed to all.

use std::collections::BTreeSet;

use http::header::WWW_AUTHENTICATE;
use http::{Extensions, HeaderValue, StatusCode};

use super::auth::{Call, Credential, Denied, Gate};
use super::error_response::ErrorResponse;
use super::limits::Limits;
use super::presented::{Presented, presented};
use super::receive::Inbound;
use super::verifiers::{Verifiers, signed_request, verify};
use crate::security::{Requirement, SchemeKind, Security};

/// Who decides, and about what.
pub(crate) struct Authorization<'a> {
    pub(crate) gate: Option<&'a dyn Gate>,
    pub(crate) call: Call<'a>,
    pub(crate) verifiers: &'a Verifiers,
    pub(crate) limits: &'a Limits,
}

/// What comes of one alternative.
enum Verdict {
    /// The request does not show every credential that it takes.
    Incomplete,
    Admitted,
    Denied(Denied),
}

impl Authorization<'_> {
    /// Lets the caller in, with the principal among `extensions`. The body is read only where a
    /// signature covers it.
    pub(crate) async fn admit(
        &self,
        inbound: &mut Inbound,
        extensions: &mut Extensions,
    ) -> Result<(), ErrorResponse> {
        if self.gate.is_some_and(|gate| gate.is_open(extensions)) {
            return Ok(());
        }
        let security = self.call.spec.security;
        let is_optional =
            security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
        let mut denials = Vec::new();
        for alternative in security
            .iter()
            .filter(|alternative| !alternative.is_empty())
        {
            match self.judge(alternative, inbound, extensions).await? {
                Verdict::Incomplete => {}
                Verdict::Admitted => return Ok(()),
                Verdict::Denied(denied) => denials.push(denied),
            }
        }
        match denials.into_iter().max_by_key(gravity) {
            None if is_optional => Ok(()),
            gravest => Err(refusal(gravest.unwrap_or(Denied::Unauthorized), security)),
        }
    }

    async fn judge(
        &self,
        alternative: &'static [Requirement],
        inbound: &mut Inbound,
        extensions: &mut Extensions,
    ) -> Result<Verdict, ErrorResponse> {
        let Some(gate) = self.gate else {
            return Ok(Verdict::Denied(Denied::Unauthorized));
        };
        let shown: Vec<Presented> = alternative
            .iter()
            .map(|requirement| presented(requirement, self.call.parts, self.verifiers))
            .collect();
        if shown.iter().any(|one| matches!(one, Presented::Absent)) {
            return Ok(Verdict::Incomplete);
        }
        let mut credentials = Vec::with_capacity(shown.len());
        for one in shown {
            let genuine = match one {
                Presented::Absent | Presented::Malformed => Err(Denied::Unauthorized),
                Presented::Credential(credential) => Ok(credential),
                Presented::Signature {
                    scheme,
                    verifier,
                    key_id,
                } => {
                    let body = inbound.bytes(self.limits).await?;
                    let secret = gate.secret_key(&key_id).await;
                    let request = signed_request(self.call.parts);
                    verify(verifier, request, &body, secret.as_ref()).map(|()| Credential::Signed {
                        scheme,
                        access_key: key_id,
                    })
                }
            };
            match genuine {
                Ok(credential) => credentials.push(credential),
                Err(denied) => return Ok(Verdict::Denied(denied)),
            }
        }
        let admitted = gate.admit(&credentials, &self.call, extensions).await;
        Ok(admitted.map_or_else(Verdict::Denied, |()| Verdict::Admitted))
    }
}

/// Of several denials the gravest is reported: one that is not the caller's fault, then one that
/// names a known caller.
fn gravity(denied: &Denied) -> u8 {
    match denied {
        Denied::Unauthorized => 0,
        Denied::Forbidden(_) => 1,
        Denied::Unavailable => 2,
    }
}

fn refusal(denied: Denied, security: Security) -> ErrorResponse {
    let message = denied.to_string();
    match denied {
        Denied::Forbidden(_) => ErrorResponse::new(StatusCode::FORBIDDEN, "forbidden", message),
        Denied::Unavailable => {
            ErrorResponse::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
        }
        Denied::Unauthorized => {
            let refusal = ErrorResponse::new(StatusCode::UNAUTHORIZED, "unauthorized", message);
            let challenges: BTreeSet<&str> = security
                .iter()
                .copied()
                .flatten()
                .filter_map(challenge)
                .collect();
            challenges.into_iter().fold(refusal, |refusal, challenge| {
                match HeaderValue::from_str(challenge) {
                    Ok(challenge) => refusal.header(WWW_AUTHENTICATE, challenge),
                    Err(_) => refusal,
                }
            })
        }
    }
}

/// The challenge of a scheme that has one ([RFC 9110, section
/// 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)); an API key has none.
fn challenge(requirement: &Requirement) -> Option<&'static str> {
    match requirement.scheme().kind() {
        SchemeKind::Key { .. } => None,
        SchemeKind::Basic => Some(r#"Basic realm="api", charset="UTF-8""#),
        SchemeKind::Bearer => Some("Bearer"),
        SchemeKind::Signature { algorithm, .. } => Some(algorithm),
    }
}

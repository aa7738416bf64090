//! Turns the `security` of an operation and the credentials of a request into a decision: the principal, or 401, 403, 503.
//!
//! Alternatives are tried in the document's order, and one is enough; within one, every requirement must be met (OpenAPI 3.0.3, "Security
//! Requirement Object"). An empty alternative lets in a caller who shows no credential; one whose credential is wrong is turned away all the
//! same. Without an authenticator a secured operation is closed to all.

use std::collections::BTreeSet;

use http::header::WWW_AUTHENTICATE;
use http::{Extensions, HeaderValue, StatusCode};

use super::auth::{Call, Credential, Denied, Gate};
use super::credential::{Presented, presented};
use super::receive::{Inbound, Limits};
use super::refusal::Refusal;
use super::signature;
use crate::{Requirement, SchemeKind, Security};

/// Who decides, and about what.
pub(crate) struct Admission<'a> {
    pub(crate) gate: Option<&'a dyn Gate>,
    pub(crate) call: Call<'a>,
    pub(crate) limits: &'a Limits,
}

/// What a request shows for one alternative.
enum Shown {
    /// Not every credential that it takes.
    Incomplete,
    /// Every one, of which some is certainly wrong.
    Unfit(Denied),
    /// Every one, for the authenticator to judge.
    Credentials(Vec<Credential>),
}

impl Admission<'_> {
    /// Lets the caller in, with the principal among `extensions`. The body is read only where a signature covers it.
    pub(crate) async fn admit(
        &self,
        inbound: &mut Inbound,
        extensions: &mut Extensions,
    ) -> Result<(), Refusal> {
        let security = self.call.meta.security;
        let is_open =
            security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
        if self.gate.is_some_and(|gate| gate.is_open(extensions)) {
            return Ok(());
        }
        let mut denials = Vec::new();
        for alternative in security
            .iter()
            .filter(|alternative| !alternative.is_empty())
        {
            match self
                .try_alternative(alternative, inbound, extensions)
                .await?
            {
                None => {}
                Some(Ok(())) => return Ok(()),
                Some(Err(denied)) => denials.push(denied),
            }
        }
        match denials.into_iter().max_by_key(gravity) {
            None if is_open => Ok(()),
            denied => Err(refusal(denied.unwrap_or(Denied::Unauthorized), security)),
        }
    }

    /// `None` where the request does not speak of this alternative.
    async fn try_alternative(
        &self,
        alternative: &'static [Requirement],
        inbound: &mut Inbound,
        extensions: &mut Extensions,
    ) -> Result<Option<Result<(), Denied>>, Refusal> {
        let Some(gate) = self.gate else {
            return Ok(Some(Err(Denied::Unauthorized)));
        };
        Ok(match self.shown(gate, alternative, inbound).await? {
            Shown::Incomplete => None,
            Shown::Unfit(denied) => Some(Err(denied)),
            Shown::Credentials(credentials) => {
                Some(gate.admit(&credentials, &self.call, extensions).await)
            }
        })
    }

    async fn shown(
        &self,
        gate: &dyn Gate,
        alternative: &'static [Requirement],
        inbound: &mut Inbound,
    ) -> Result<Shown, Refusal> {
        let all: Vec<Presented> = alternative
            .iter()
            .map(|requirement| presented(requirement, self.call.parts))
            .collect();
        if all.iter().any(|one| matches!(one, Presented::Absent)) {
            return Ok(Shown::Incomplete);
        }
        let mut credentials = Vec::with_capacity(all.len());
        for one in all {
            match one {
                Presented::Absent | Presented::Malformed => {
                    return Ok(Shown::Unfit(Denied::Unauthorized));
                }
                Presented::Credential(credential) => credentials.push(credential),
                Presented::Signature { scheme } => match self.signed(gate, inbound).await? {
                    Ok(access_key) => credentials.push(Credential::Signed { scheme, access_key }),
                    Err(denied) => return Ok(Shown::Unfit(denied)),
                },
            }
        }
        Ok(Shown::Credentials(credentials))
    }

    /// The access key whose signature over the request is genuine.
    async fn signed(
        &self,
        gate: &dyn Gate,
        inbound: &mut Inbound,
    ) -> Result<Result<String, Denied>, Refusal> {
        let Some(claim) = signature::claim(self.call.parts) else {
            return Ok(Err(Denied::Unauthorized));
        };
        let body = inbound.bytes(self.limits).await?;
        let secret = gate.secret_key(claim.access_key()).await;
        Ok(claim.check(secret.as_ref(), &body))
    }
}

/// Of several denials the gravest is told: one that is not the caller's fault, then one that names a known caller.
fn gravity(denied: &Denied) -> u8 {
    match denied {
        Denied::Unauthorized => 0,
        Denied::Forbidden(_) => 1,
        Denied::Unavailable => 2,
    }
}

fn refusal(denied: Denied, security: Security) -> Refusal {
    let message = denied.to_string();
    match denied {
        Denied::Forbidden(_) => Refusal::new(StatusCode::FORBIDDEN, "forbidden", message),
        Denied::Unavailable => {
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
        }
        Denied::Unauthorized => {
            let refusal = Refusal::new(StatusCode::UNAUTHORIZED, "unauthorized", message);
            let challenges: BTreeSet<&str> = security
                .iter()
                .copied()
                .flatten()
                .filter_map(challenge)
                .collect();
            challenges.into_iter().fold(refusal, |refusal, challenge| {
                refusal.header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
            })
        }
    }
}

/// The challenge of a scheme that has one (RFC 9110, section 11.6.1); an API key has none.
fn challenge(requirement: &Requirement) -> Option<&'static str> {
    match requirement.scheme().kind() {
        SchemeKind::Key { .. } => None,
        SchemeKind::Basic => Some(r#"Basic realm="api", charset="UTF-8""#),
        SchemeKind::Bearer => Some("Bearer"),
        SchemeKind::SdkHmacSha256 => Some("SDK-HMAC-SHA256"),
    }
}

//! A prepared request into a received response: sends it, and again where the policy allows it, all
//! within the limits of time.

use std::convert::Infallible;
use std::pin::pin;

use futures_core::future::BoxFuture;
use http::StatusCode;
use tracing::{Instrument, Span, debug, field, info_span};

use super::{
    attempt::{Attempt, AttemptOutcome},
    deadline::{Deadline, Late},
    prepared::Prepared,
    response::{ReceivedResponse, request_line},
    retry::Retry,
    settings::Settings,
    token_cache::TokenContext,
    transport::{ErasedTransport, classified},
};
use crate::{
    body::{Body, BoxError},
    clock::sleep,
    error::Error,
    message,
    operation_info::OperationInfo,
    untrusted::{Redaction, Untrusted},
};

/// What the clones of a client share.
pub(super) struct Shared {
    pub(super) settings: Settings,
    pub(super) transport: ErasedTransport,
}

/// The result of an attempt.
type AttemptResult = Result<Box<ReceivedResponse>, Error<Infallible>>;

/// Whether a request has the tokens that it needs.
type Obtained = Result<(), Error<Infallible>>;

impl Shared {
    /// Sends a request inside of a tracing span with the operation, status and request ID, and repeats it as the policy allows.
    /// One time limit applies to all attempts together. The error names the request. A response comes with the secrets of its exchange.
    pub(super) async fn send(
        &self,
        mut prepared: Box<Prepared>,
    ) -> Result<(Box<ReceivedResponse>, Redaction), Error<Infallible>> {
        let spec = prepared.spec;
        let span = info_span!(
            "call",
            operation = spec.id,
            method = %spec.method.http(),
            path = spec.path,
            status = field::Empty,
            request_id = field::Empty,
        );
        let entered = span.clone();
        let found = self.found(&mut prepared, &span).instrument(entered).await;
        let redaction = prepared.into_redaction(&self.settings);
        match found {
            Ok(response) => Ok((response, redaction)),
            Err(error) => Err(error.of_request(request_line(spec, &redaction))),
        }
    }

    /// The result of the last attempt.
    async fn found(&self, prepared: &mut Prepared, span: &Span) -> AttemptResult {
        let mut deadline = Deadline::new(prepared.limits);
        let (mut number, mut renewed) = (0, false);
        loop {
            number += 1;
            let found = match self.attempt(prepared, &mut deadline, span).await {
                Err(late @ Late::Total(_)) => return Err(late.into()),
                found => found.unwrap_or_else(|late| Err(late.into())),
            };
            if is_unauthorized(&found)
                && !std::mem::replace(&mut renewed, true)
                && self.renew(prepared, &mut deadline).await
            {
                debug!(number, "sending again, with another token");
                number -= 1;
                continue;
            }
            let pause = self
                .retry(prepared)
                .pause_after_failure(prepared, &found, number);
            match pause.filter(|pause| deadline.allows(*pause)) {
                None => return found,
                Some(pause) => {
                    debug!(number, ?pause, "sending again");
                    sleep(pause).await;
                }
            }
        }
    }

    /// Makes one attempt, with the tokens that it needs.
    async fn attempt(
        &self,
        prepared: &mut Prepared,
        deadline: &mut Deadline,
        span: &Span,
    ) -> Result<AttemptResult, Late> {
        if !prepared.tokens.is_empty() {
            let obtained = deadline.before(self.obtain(prepared)).await?;
            if let Err(error) = obtained {
                return Ok(Err(error));
            }
        }
        let request = match prepared.request(&self.transport) {
            Ok(request) => request,
            Err(error) => return Ok(Err(error.into())),
        };
        let attempt = pin!(self.exchange(prepared, request, span));
        deadline.within(prepared.body.watched(), attempt).await
    }

    /// Gets tokens, and puts them into the head. In a box, because most calls need none, and all are moved with room for it.
    fn obtain<'f>(&'f self, prepared: &'f mut Prepared) -> BoxFuture<'f, Obtained> {
        let context = TokenContext {
            transport: &self.transport,
            server: self.settings.target.endpoint(),
            user_agent: &self.settings.user_agent,
            redaction: &self.settings.redaction,
        };
        Box::pin(async move {
            prepared.tokens.obtain(context).await?;
            prepared.authorize(&self.settings)
        })
    }

    /// After 401: forgets the tokens. If they were there before the call, and the request may be
    /// repeated, gets others. Returns whether there are others: the same ones are not sent again,
    /// since some services lock a credential after a few failures.
    async fn renew(&self, prepared: &mut Prepared, deadline: &mut Deadline) -> bool {
        if prepared.tokens.is_empty() {
            return false;
        }
        let were_cached = prepared.tokens.reject();
        let may_repeat = prepared.is_repeatable() && prepared.body.is_whole(false);
        if !(were_cached && may_repeat && self.retry(prepared).is_on()) {
            return false;
        }
        let before = prepared.tokens.secrets();
        match deadline.before(self.obtain(prepared)).await {
            Ok(Ok(())) => prepared.tokens.differ_from(&before),
            Ok(Err(error)) => {
                debug!(%error, "there is no other token");
                false
            }
            Err(_) => false,
        }
    }

    /// The policy of a call.
    fn retry<'a>(&'a self, prepared: &'a Prepared) -> &'a Retry {
        let own = prepared.options.as_ref();
        own.and_then(|own| own.retry.as_ref())
            .unwrap_or(&self.settings.retry)
    }

    /// Makes one attempt. The request is handed to the transport at once, and not kept in the future.
    fn exchange(
        &self,
        prepared: &Prepared,
        request: http::Request<Body>,
        span: &Span,
    ) -> impl Future<Output = AttemptResult> + Send {
        let responding = self.transport.send(request);
        async move {
            let redaction = || prepared.redaction(&self.settings);
            let received = self.begun(prepared, responding.await, span)?;
            let limits = (self.settings.max_response_bytes, prepared.limits.idle);
            received.complete(limits, &redaction).await
        }
    }

    /// What the transport responds: the head of a response, or an error.
    fn begun(
        &self,
        prepared: &Prepared,
        responded: Result<http::Response<Body>, BoxError>,
        span: &Span,
    ) -> AttemptResult {
        let redaction = || prepared.redaction(&self.settings);
        let response = responded
            .map_err(|error| Untrusted::new(classified(error)))
            .map_err(|error| Error::Transport(error.redacted(&redaction())))?;
        if !span.is_disabled() {
            span.record("status", response.status().as_u16());
            if let Some(id) = message::request_id(response.headers()) {
                let id = Untrusted::new(id).shown(&redaction());
                span.record("request_id", id.as_str());
            }
        }
        let expected = (prepared.spec, prepared.error_in_success);
        let limit = self.settings.max_response_bytes;
        Ok(ReceivedResponse::begun(expected, response, limit))
    }
}

/// Whether the server rejected the credentials.
fn is_unauthorized(found: &AttemptResult) -> bool {
    matches!(found, Ok(response) if response.status == StatusCode::UNAUTHORIZED)
}

impl Retry {
    /// How long to wait before another attempt; `None` if the result is final.
    fn pause_after_failure(
        &self,
        prepared: &Prepared,
        found: &AttemptResult,
        number: u32,
    ) -> Option<std::time::Duration> {
        let outcome = AttemptOutcome::of(found)?;
        let sent_nothing =
            matches!(outcome, AttemptOutcome::Transport(kind) if kind.sent_nothing());
        if !prepared.body.is_whole(sent_nothing) {
            return None;
        }
        let operation = OperationInfo::of(prepared.spec);
        self.pause_after(&Attempt::new(
            operation,
            number,
            outcome,
            prepared.is_repeatable(),
        ))
    }
}

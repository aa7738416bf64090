//! The client behind every generated one: prepares, sends, repeats, and reads the response. Only
//! the first and the last step are generic over the operation, so that the rest is compiled once.
//!
//! ```text
//! call ─ encode, check ─ credentials ─ sign ─ send ─ receive ─ decode
//!                                       └── again, after a pause, if it is safe ──┘
//! ```

use std::{
    convert::Infallible,
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::time::{sleep, timeout_at};
use tower::ServiceExt;
use tracing::{Instrument, Span, debug, field, info_span};

use super::{
    callback_url::Address,
    prepare::{CallContext, Prepared, prepare},
    response::ReceivedResponse,
    retry::{retry_after, wants_retry},
    settings::Settings,
    transport::{BoxTransport, classified},
};
use crate::{
    clock,
    error::{ConfigError, Error, TransportKind},
    message,
    message::Request,
    operation::{CallResult, Operation},
    untrusted::{EscapedText, Sent, Untrusted},
};

/// A configured client. Cloning it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
    /// The URL of all requests, whatever their paths: for webhooks and callbacks.
    address: Option<Arc<Address>>,
}

/// What clones share.
struct Shared {
    settings: Settings,
    transport: BoxTransport,
}

impl Core {
    pub(super) fn new(settings: Settings, transport: BoxTransport) -> Self {
        Self {
            shared: Arc::new(Shared {
                settings,
                transport,
            }),
            address: None,
        }
    }

    /// A client whose requests all go to one URL: the one that a receiver of webhooks or callbacks
    /// named. Its query is kept. If others choose the URL, it is up to you to reject addresses in
    /// networks that they must not reach.
    ///
    /// # Errors
    /// If the URL is not an absolute http or https URL, or has user information or a fragment.
    pub fn to(&self, url: &str) -> Result<Self, ConfigError> {
        Ok(Self {
            shared: Arc::clone(&self.shared),
            address: Some(Arc::new(Address::parse(url)?)),
        })
    }

    /// Makes one call. Dropping the future cancels it.
    ///
    /// # Errors
    /// See [`Error`]. For `Invalid` and `Config` nothing was sent; for `Api` and `Unexpected` the
    /// server responded.
    pub fn call<O: Operation>(
        &self,
        request: Request<O>,
    ) -> impl Future<Output = CallResult<O>> + Send + use<O> {
        self.start(&request)
    }

    /// Makes one call without consuming the request, which is encoded before the future is
    /// returned.
    pub(super) fn start<O: Operation>(
        &self,
        request: &Request<O>,
    ) -> impl Future<Output = CallResult<O>> + Send + use<O> {
        let prepared = self.prepared(request);
        let shared = Arc::clone(&self.shared);
        async move {
            let (response, sent) = Shared::traced(&shared, prepared)
                .await
                .map_err(Error::widen)?;
            let redaction = shared.settings.redaction.and(sent);
            response.read::<O>(shared.settings.check_responses, &redaction)
        }
    }

    /// The method, path and query of a request for a message, as in `GET /tasks/42`, without secrets.
    pub(super) fn shown<O: Operation>(&self, request: &Request<O>) -> EscapedText {
        let method = O::SPEC.method.http();
        let Ok(prepared) = self.prepared(request) else {
            return EscapedText::line(&format!("{method} {}", O::SPEC.path));
        };
        let sent = prepared.into_sent();
        let target = sent
            .uri
            .path_and_query()
            .map_or("", |target| target.as_str());
        let text = Untrusted::new(format!("{method} {target}"));
        text.shown(&self.shared.settings.redaction.and(sent))
    }

    /// A request that is checked, encoded and ready to be sent.
    fn prepared<O: Operation>(&self, request: &Request<O>) -> Result<Prepared, Error<Infallible>> {
        let args = request.get_ref();
        let context = CallContext {
            spec: O::SPEC,
            headers: request.headers(),
            timeout: request.timeout(),
            address: self.address.as_deref(),
        };
        prepare(&self.shared.settings, context, &|w| {
            args.encode(w);
            args.check(&mut w.checker());
        })
    }
}

impl Shared {
    /// Sends a request inside of a tracing span with the operation, status and request ID.
    async fn traced(
        &self,
        prepared: Result<Prepared, Error<Infallible>>,
    ) -> Result<(ReceivedResponse, Sent), Error<Infallible>> {
        let prepared = prepared?;
        let spec = prepared.spec;
        let span = info_span!(
            "call",
            operation = spec.id,
            method = %spec.method.http(),
            path = spec.path,
            status = field::Empty,
            request_id = field::Empty,
        );
        self.send(prepared).instrument(span).await
    }

    /// Sends a request, and repeats it as the policy allows. One time limit applies to all attempts
    /// together.
    async fn send(
        &self,
        mut prepared: Prepared,
    ) -> Result<(ReceivedResponse, Sent), Error<Infallible>> {
        let limit = prepared
            .timeout
            .unwrap_or(self.settings.timeout)
            .min(clock::LONGEST);
        let deadline = clock::after(limit);
        let repeatable = prepared.is_repeatable();
        let mut sent = 0;
        loop {
            sent += 1;
            let request = prepared.request()?;
            let exchange = timeout_at(deadline, self.exchange(&prepared, request));
            let found = exchange.await.map_err(|_| Error::Timeout(limit))?;
            let pause = if repeatable {
                self.pause(&found, sent)
            } else {
                None
            };
            match pause.filter(|pause| clock::after(*pause) < deadline) {
                None => return Ok((found?, prepared.into_sent())),
                Some(pause) => {
                    debug!(sent, ?pause, "sending again");
                    sleep(pause).await;
                }
            }
        }
    }

    /// Makes one attempt.
    async fn exchange(
        &self,
        prepared: &Prepared,
        request: http::Request<crate::body::Body>,
    ) -> Result<ReceivedResponse, Error<Infallible>> {
        let settings = &self.settings;
        let redaction = || settings.redaction.and(prepared.sent());
        let response = self
            .transport
            .clone()
            .oneshot(request)
            .await
            .map_err(|error| Untrusted::new(classified(error)))
            .map_err(|error| Error::Transport(error.redacted(&redaction())))?;
        let span = Span::current();
        span.record("status", response.status().as_u16());
        if !span.is_disabled()
            && let Some(id) = message::request_id(response.headers())
        {
            let id = Untrusted::new(id).shown(&redaction());
            span.record("request_id", id.as_str());
        }
        ReceivedResponse::receive(
            prepared.spec,
            response,
            settings.max_response_bytes,
            &redaction,
        )
        .await
    }

    /// How long to wait before another attempt; `None` if the result is final.
    fn pause(
        &self,
        found: &Result<ReceivedResponse, Error<Infallible>>,
        sent: u32,
    ) -> Option<Duration> {
        let asked = match found {
            Ok(response) if wants_retry(response.status) => {
                retry_after(&response.headers, SystemTime::now())
            }
            Err(Error::Transport(error)) if error.kind() == TransportKind::Connect => None,
            Ok(_) | Err(_) => return None,
        };
        self.settings.retry.pause(sent, asked)
    }
}

/// Prints where requests go, and no credentials.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.shared.settings;
        let address = self.address.as_ref().map(|address| &address.endpoint);
        let endpoint = address.or(settings.target.endpoint());
        f.debug_struct("Core")
            .field("endpoint", &endpoint)
            .field("parameters", &settings.parameters.keys())
            .field("timeout", &settings.timeout)
            .field("retry", &settings.retry)
            .finish_non_exhaustive()
    }
}

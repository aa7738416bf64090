//! The client behind every generated one: encodes a request, has it sent, and reads the response.
//! Only these steps are generic over the operation, so that the rest is compiled once.
//!
//! ```text
//! call ─ encode, check ─ credentials ─ sign ─ send ─ receive ─ decode
//!                                       └── again, after a pause, if it is safe ──┘
//! ```

use std::{convert::Infallible, fmt, sync::Arc};

use super::{
    callback_url::Address,
    exchange::Shared,
    limits::CallOptions,
    page_url::PageUrl,
    prepare::{CallContext, prepare},
    prepared::Prepared,
    settings::Settings,
    transport::ErasedTransport,
};
use crate::{
    error::{ConfigError, Error},
    error_body::ErrorBody as _,
    message::Request,
    operation::{CallResult, Operation},
    untrusted::{EscapedText, Untrusted},
};

/// A configured client. Cloning it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
    /// The URL of all requests, whatever their paths: for webhooks and callbacks.
    address: Option<Arc<Address>>,
}

impl Core {
    pub(super) fn new(settings: Settings, transport: ErasedTransport) -> Self {
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
            let prepared = prepared.map_err(Error::widen)?;
            let (response, redaction) = shared.send(prepared).await.map_err(Error::widen)?;
            response.read::<O>(shared.settings.check_responses, redaction)
        }
    }

    /// The method, path and query of a request for a message, as in `GET /tasks/42`, without secrets.
    pub(super) fn shown<O: Operation>(&self, request: &Request<O>) -> EscapedText {
        let method = O::SPEC.method.http();
        let Ok(prepared) = self.prepared(request) else {
            return EscapedText::line(&format!("{method} {}", O::SPEC.path));
        };
        let target = prepared.sent.uri.path_and_query();
        let target = target.map_or("", |target| target.as_str());
        let text = Untrusted::new(format!("{method} {target}"));
        text.shown(&prepared.redaction(&self.shared.settings))
    }

    /// A request that is checked, encoded and ready to be sent.
    fn prepared<O: Operation>(
        &self,
        request: &Request<O>,
    ) -> Result<Box<Prepared>, Error<Infallible>> {
        let args = request.get_ref();
        let context = CallContext {
            spec: O::SPEC,
            error_in_success: O::Failure::in_success,
            headers: request.headers(),
            timeout: request.timeout(),
            options: CallOptions::of(request),
            address: self.address.as_deref(),
            page: PageUrl::of(request),
        };
        prepare(&self.shared.settings, context, &|w| {
            args.encode(w);
            args.check(&mut w.checker());
        })
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
            .field("parameters", &settings.parameters.names())
            .field("limits", &settings.limits)
            .field("retry", &settings.retry)
            .finish_non_exhaustive()
    }
}

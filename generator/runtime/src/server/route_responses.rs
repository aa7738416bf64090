//! What [`Routes`] respond with: how rejections are written, what is checked of other responses, and what streams are kept alive by.

use std::sync::Arc;
use std::time::Duration;

use http::Response;

use super::error_response::in_schema;
use super::render::RejectedRequest;
use super::routes::Routes;
use crate::{body::Body, body_codec::EncodeBody, error_body::ErrorBody, problem::Problem};

impl<A: Send + Sync + 'static> Routes<A> {
    /// Writes error responses in the schema `E` instead of `application/problem+json`, if a problem has all that it requires, and the
    /// operation has no schema of its own for the status.
    pub fn errors<E: ErrorBody + EncodeBody>(mut self) -> Self {
        self.renderer.schema = in_schema::<E>;
        self
    }

    /// Changes problems before they are written, for example to use the codes of the API. The closure can read the head of the request,
    /// and what it captures.
    ///
    /// ```
    /// # #[cfg(feature = "server")] {
    /// # use std::sync::Arc;
    /// # use bindwright_runtime::server::Routes;
    /// # let (api, site) = ((), Arc::<str>::from("eu"));
    /// Routes::new(api).problems(move |problem, request| {
    ///     let operation = request.operation().map_or("none", |operation| operation.id());
    ///     let code = format!("{site}.{operation}.{}", problem.status.as_u16());
    ///     problem.code(code)
    /// });
    /// # }
    /// ```
    pub fn problems(
        mut self,
        change: impl Fn(Problem, &RejectedRequest<'_>) -> Problem + Send + Sync + 'static,
    ) -> Self {
        self.renderer.change = Some(Arc::new(change));
        self
    }

    /// Writes problems in a format of the API's own, after [`problems`](Self::problems) has changed them, whatever the document says.
    /// `None` leaves one to the document. `Allow`, `WWW-Authenticate`, `Retry-After` and `X-Request-Id` are added.
    pub fn write_problems(
        mut self,
        write: impl Fn(&Problem, &RejectedRequest<'_>) -> Option<Response<Body>> + Send + Sync + 'static,
    ) -> Self {
        self.renderer.write = Some(Arc::new(write));
        self
    }

    /// Checks what handlers respond with against the document: whether the status is one of the operation, whether its headers are there
    /// and have their types, and whether the body keeps the limits of its schema. A response that breaks the document becomes a 500, and
    /// the log says which operation, status and place. An item of a stream that does ends the stream. On by default in builds with debug
    /// assertions, where it finds mistakes in tests; off in release builds, as it reads every response once more.
    ///
    /// An operation that documents no errors at all may respond with any. A 206 with `Content-Range` is a part of what 200 documents. What only the text of a response could say, such as a date
    /// that is none, is not checked: values are written from their types. The log quotes values that break a limit.
    pub fn check_responses(mut self, check: bool) -> Self {
        self.checks_responses = check;
        self
    }

    /// Sends a comment in every stream of events that pauses for so long, so that proxies do not close its connection; none by default.
    /// [`EventKeepAlive`](super::EventKeepAlive) is for single responses. Streams of JSON lines have no comments.
    pub fn event_keep_alive(mut self, interval: Duration) -> Self {
        self.event_keep_alive = Some(interval);
        self
    }
}

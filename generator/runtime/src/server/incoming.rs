//! What a request of a connection becomes for the router, whatever protocol it came by.

use hyper::body::Incoming;

/// What is wrong with the framing of a request, in its extensions: the router responds with 400.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FramingFault(pub(crate) &'static str);

/// The body for the router. Most requests have none, which needs no allocation.
pub(super) fn body(incoming: Incoming) -> axum::body::Body {
    if http_body::Body::is_end_stream(&incoming) {
        axum::body::Body::empty()
    } else {
        axum::body::Body::new(incoming)
    }
}

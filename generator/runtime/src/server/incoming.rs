//! What a request of a connection becomes for the router and for a handler, whatever protocol it came by.

use axum::extract::connect_info::ConnectInfo;
use http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{Extensions, HeaderMap};
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

/// What takes the room of one value in extensions.
#[derive(Clone)]
struct Room<const PLACE: u8>;

/// The extensions of each request of a connection: the address of its peer, and room for what the router and the API add. To clone
/// them costs less than to let them grow.
pub(super) fn extensions<Peer: Clone + Send + Sync + 'static>(peer: Peer) -> Extensions {
    let mut extensions = Extensions::new();
    extensions.insert(Room::<0>);
    extensions.insert(Room::<1>);
    extensions.insert(Room::<2>);
    extensions.insert(Room::<3>);
    extensions.clear();
    extensions.insert(ConnectInfo(peer));
    extensions
}

/// Adds the extensions of the connection to those of a request.
pub(super) fn extend(own: &mut Extensions, connection: &Extensions) {
    let of_protocol = std::mem::replace(own, connection.clone());
    own.extend(of_protocol);
}

/// Removes the headers that only frame the message ([RFC 9110, section
/// 7.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1)). A handler that forwards its
/// request to a client sends another message.
pub(super) fn remove_framing(headers: &mut HeaderMap) {
    let framing = [
        CONNECTION,
        CONTENT_LENGTH,
        EXPECT,
        TE,
        TRAILER,
        TRANSFER_ENCODING,
        UPGRADE,
    ];
    if headers.keys().any(|name| framing.contains(name)) {
        for name in framing {
            headers.remove(name);
        }
    }
}

//! Which failures pass: the same request may succeed later. One rule for repeats, for waits, for streams
//! of events and for token endpoints.
//!
//! | status | why |
//! |---|---|
//! | 408, 425, 429 | about the moment at which the request arrived |
//! | 500, 502, 503, 504, 507, and 5xx that nobody has registered, such as 520 and 529 | the server, or something in front of it, fails now. An unknown status counts as the first of its class ([RFC 9110, section 15](https://www.rfc-editor.org/rfc/rfc9110#section-15)) |
//! | 501, 505, 506, 508, 510, 511 | no: they say that the server cannot do it at all, that it is set up wrongly, or that the client must do something else first ([registry](https://www.iana.org/assignments/http-status-codes)) |
//! | others | no: about the request |

use http::StatusCode;

/// Whether a response with this status may be another one later.
pub(crate) fn may_pass(status: StatusCode) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED
        | StatusCode::HTTP_VERSION_NOT_SUPPORTED
        | StatusCode::VARIANT_ALSO_NEGOTIATES
        | StatusCode::LOOP_DETECTED
        | StatusCode::NOT_EXTENDED
        | StatusCode::NETWORK_AUTHENTICATION_REQUIRED => false,
        other => other.is_server_error(),
    }
}

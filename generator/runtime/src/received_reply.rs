//! What the checks of a response need besides its body: which reply of the document it is, and its
//! headers. A client checks what it receives if it was built with `check_responses(true)`, and a server what its handlers respond with by
//! `Routes::check_responses`.

use http::HeaderMap;

use crate::{
    check::Checker,
    codec::{Decode, DecodeReason},
    typed_header::Header,
};

/// A response that a client received, or that a server is about to send.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedReply<'r> {
    index: usize,
    headers: &'r HeaderMap,
}

impl<'r> ReceivedReply<'r> {
    /// A response that matches the reply with this index in the table of the operation.
    #[cfg_attr(
        not(any(feature = "client", feature = "server")),
        expect(dead_code, reason = "nobody reads or writes responses")
    )]
    pub(crate) fn new(index: usize, headers: &'r HeaderMap) -> Self {
        Self { index, headers }
    }

    /// Whether a check is for this reply. An empty list is for all.
    #[must_use]
    pub fn is_among(&self, replies: &[usize]) -> bool {
        replies.is_empty() || replies.contains(&self.index)
    }

    /// The value of a required header. That it is missing or not of its type is a violation.
    pub fn required<T: Decode>(
        &self,
        place: &str,
        header: Header<T>,
        check: &mut Checker<'_>,
    ) -> Option<T> {
        let value = header.read(self.headers);
        if let Ok(None) = value {
            check.report(place, DecodeReason::Missing.to_string());
        }
        self.optional(place, header, check)
    }

    /// The value of a header that may be missing. That it is not of its type is a violation.
    pub fn optional<T: Decode>(
        &self,
        place: &str,
        header: Header<T>,
        check: &mut Checker<'_>,
    ) -> Option<T> {
        match header.read(self.headers) {
            Ok(value) => value,
            Err(error) => {
                error.pass_on(|error| check.report(place, error.reason().to_string()));
                None
            }
        }
    }
}

//! An operation as a type: its table, and how its arguments become a request and are read back from
//! one.

use crate::{
    body_codec::DecodeBody, check::Checker, error::Error, error_body::ErrorBody, message::Response,
    operation_spec::OperationSpec, received_reply::ReceivedReply, request_writer::RequestWriter,
};
#[cfg(feature = "server")]
use crate::{body_codec::EncodeBody, request_reader::RequestReader, response_spec::ResponseSpec};

/// What a call of an operation comes to.
pub type CallResult<O> =
    Result<Response<<O as Operation>::Success>, Error<<O as Operation>::Failure>>;

/// A call of an operation behind a pointer.
#[cfg(feature = "dyn")]
pub type BoxedCall<'a, O> = std::pin::Pin<Box<dyn Future<Output = CallResult<O>> + Send + 'a>>;

/// The arguments of an operation. [`operation!`](crate::__operation!) implements it.
///
/// The type is all that client and server share: a client encodes it, a server decodes it.
pub trait Operation: Sized + Send + 'static {
    /// The body of a response that means success.
    type Success: ResponseBody + Send + 'static;
    /// The body of a response that means failure.
    type Failure: ResponseBody + ErrorBody + Send + 'static;
    /// What the document says about the operation. As a value, it is put together when it is used, and not by every `cargo check`,
    /// which evaluates what a constant borrows.
    const TABLE: OperationSpec;
    /// The same, borrowed.
    const SPEC: &'static OperationSpec = &Self::TABLE;

    /// Writes the parameters, in the order of [`OperationSpec::parameters`], and the body.
    fn encode(&self, w: &mut RequestWriter<'_>);

    /// Checks the limits of the body, and the rules between fields.
    fn check(&self, check: &mut Checker<'_>) {
        let _ = check;
    }

    /// Checks the limits of a response that means success.
    fn check_success(reply: ReceivedReply<'_>, body: &Self::Success, check: &mut Checker<'_>) {
        let _ = (reply, body, check);
    }

    /// Checks the limits of a response that means failure.
    fn check_failure(reply: ReceivedReply<'_>, body: &Self::Failure, check: &mut Checker<'_>) {
        let _ = (reply, body, check);
    }

    /// Reads the arguments of a request. `None` if some are invalid; the reader has the violations.
    #[cfg(feature = "server")]
    fn decode(r: &mut RequestReader<'_>) -> Option<Self>;
}

/// The body of a reply: clients read it, and with the feature `server` it can be written.
#[cfg(feature = "server")]
pub trait ResponseBody: DecodeBody + EncodeBody {}

#[cfg(feature = "server")]
impl<T: DecodeBody + EncodeBody> ResponseBody for T {}

/// The body of a reply: clients read it, and with the feature `server` it can be written.
#[cfg(not(feature = "server"))]
pub trait ResponseBody: DecodeBody {}

#[cfg(not(feature = "server"))]
impl<T: DecodeBody> ResponseBody for T {}

/// The indices of the replies with a body that fit a status, the best first: the exact status, its range, `default`.
#[cfg(feature = "server")]
#[doc(hidden)]
#[must_use]
pub fn ranked_replies(replies: &[ResponseSpec], status: http::StatusCode) -> Vec<usize> {
    let replies = replies.iter().enumerate();
    let fitting = replies.filter(|(_, reply)| !reply.media().is_empty());
    let fitting =
        fitting.filter_map(|(index, reply)| Some((index, reply.status().precedence(status)?)));
    let mut fitting: Vec<(usize, u8)> = fitting.collect();
    fitting.sort_by_key(|(_, precedence)| std::cmp::Reverse(*precedence));
    fitting.into_iter().map(|(index, _)| index).collect()
}

//! The contract with generated code: everything that only generated code calls. Not for direct use, and not covered by semantic
//! versioning; [`contract!`](crate::__contract) pins its version instead.
//!
//! Macros live in one file per subject. Each is `macro_rules! __name` with `#[macro_export]` and `#[doc(hidden)]`, since an exported
//! macro always lands at the root of the crate; here it gets its plain name: `codegen::codec!`. Inside a macro, names go through
//! `$crate::codegen::…`, and helper macros through `$crate::__helper!`.

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
#[cfg(feature = "client")]
mod calls;
mod codec;
mod complete;
mod constructors;
mod contract;
mod decode;
mod dynamic;
mod encode;
mod enumeration;
mod enums;
mod limits;
mod object;
mod operation;
#[cfg(feature = "client")]
mod pages;
#[cfg(any(feature = "pattern", feature = "unicode-pattern"))]
mod pattern;
mod responses;
mod serde;
#[cfg(feature = "client")]
mod waiter;

#[cfg(feature = "blocking")]
pub use crate::__blocking as blocking;
#[cfg(feature = "pattern")]
pub use crate::__pattern as pattern;
#[cfg(feature = "unicode-pattern")]
pub use crate::__unicode_pattern as unicode_pattern;
pub use crate::{
    __arguments as arguments, __bodies as bodies, __codec as codec, __complete as complete,
    __contract as contract, __conversions as conversions, __dynamic as dynamic,
    __enumeration as enumeration, __error_body as error_body, __limits as limits,
    __multipart as multipart, __object as object, __operation as operation,
    __responses as responses,
};
#[cfg(feature = "client")]
pub use crate::{__calls as calls, __implement as implement, __pages as pages, __waiter as waiter};

pub use crate::body_codec::{DecodeBody, EncodeBody};
pub use crate::check::{Check, Checker, Cursor, Limit, Pattern, check};
#[cfg(feature = "client")]
pub use crate::client::{
    builder::Builder,
    client_credential::ClientCredential,
    core::Core,
    endpoint::{ServerTemplate, Variable},
    link_header::linked,
    page_fields::{PageCursor, PageItems, PageNumber},
    page_place::PageStart,
    page_requests::{paginate, paginate_by},
    pages::PagedOperation,
    wait::{LongRunning, PollMaker, Progress},
    wait_polls::{start_and_wait, start_and_wait_by, wait_for, wait_for_by},
};
pub use crate::codec::{
    Decode, DecodeError, DecodeReason, Decoded, Encode, EncodeError, OneWay, Policy, Reader,
    RejectedMembers, TimeForm, Trial, UnknownTag, Writer, apart, constant, decoded, enum_support,
    from_json, is_date, is_date_time, missing_fields, serde as serde_support, time, time_of,
};
pub use crate::encoded::Encoded;
pub use crate::error_body::{ErrorBody, ErrorFields, ErrorInSuccess, ErrorSummary};
#[cfg(feature = "server")]
pub use crate::error_body::{Fill, FillRow, filled};
pub use crate::media::{Encoding, Media, MediaKind};
pub use crate::multipart::FormLimits;
pub use crate::multipart::{Files, Part, Parts, PartsWriter};
#[cfg(feature = "dyn")]
pub use crate::operation::BoxedCall;
#[cfg(feature = "server")]
pub use crate::operation::ranked_replies;
pub use crate::operation::{CallResult, Operation, ResponseBody};
pub use crate::operation_spec::{BodySpec, Idempotency, Method, OperationSpec};
pub use crate::param::{Param, ParamLocation, Style};
pub use crate::payload::{BodyContent, Payload, ReceiveLimits, ReceivedBody};
pub use crate::percent::{PercentError, decode_path};
pub use crate::received_reply::ReceivedReply;
pub use crate::request_reader::RequestReader;
pub use crate::request_writer::{ClientParameters, RequestWriter};
pub use crate::response_match::ResponseMatch;
pub use crate::response_spec::ResponseSpec;
#[cfg(feature = "interpreter")]
pub use crate::routing::{Route, RouteFault, RouteTable};
pub use crate::security::{Requirement, Scheme, SchemeKind, Security};
#[cfg(feature = "server")]
pub use crate::server::endpoint::Handler;
pub use crate::status::StatusPattern;
pub use crate::streaming::{EventData, LINE_LIMIT};
pub use crate::template::{TemplatePart, template_parts};
pub use crate::unimplemented::unimplemented;
pub use crate::untrusted::{Redact, Redaction, Untrusted};

/// The number of a literal that the document has, with all of its digits.
#[must_use]
pub fn number(literal: &str) -> crate::codec::Number {
    crate::codec::Number::from_literal(literal)
}

/// The value of a JSON text that the document has. The generator writes nothing but JSON here; null
/// replaces anything else.
#[must_use]
pub fn json(text: &str) -> crate::codec::Value {
    text.parse().unwrap_or_default()
}

/// A clone, by a function that is never inlined. A release build would inline the clones of all boxed members of a record, and the
/// function that calls itself per level would have the stack of all of them at once: 16 KiB for two records of 1.5 KiB.
#[inline(never)]
#[must_use]
pub fn cloned<T: Clone>(value: &T) -> T {
    value.clone()
}

/// A clone of a variant's value in its variant, with a stack of its own, as for [`cloned`].
#[inline(never)]
#[must_use]
pub fn cloned_variant<T: Clone, U>(value: &T, variant: fn(T) -> U) -> U {
    variant(value.clone())
}

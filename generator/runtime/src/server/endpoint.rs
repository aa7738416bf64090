//! A method of an API -> an endpoint: decodes and checks the arguments, calls the handler, and
//! writes its result.
//!
//! Everything that is generic over the operation is here. What it calls is compiled once.
//!
//! The type of the handler is erased in [`OperationEndpoint`], so that a router of hundreds of
//! operations is one list.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::FutureExt as _;
use http::{HeaderMap, Response, Uri};

use super::auth::BoxFuture;
use super::error_response::{DocumentedError, ErrorResponse, in_operation};
use super::incoming::remove_framing;
use super::response::{self as writing, WrittenResponse};
use super::response_check::{ResponseCheck, followed};
use crate::check::Checker;

use crate::routing::Accept;
use crate::routing::Template;
use crate::{
    body::Body,
    error::Error,
    media::Media,
    message::{ReceivedExtensions, Request, Response as TypedResponse},
    operation::Operation,
    operation_spec::OperationSpec,
    payload::{BodyContent, ReceiveLimits},
    received_reply::ReceivedReply,
    request_reader::RequestReader,
    violations::ViolationLimit,
};

/// One method of an API `A`: `A::operation`, or a closure of the same signature.
///
/// It is implemented for every function from `&A` and the operation's [`Request`] to a future of
/// its result. The future is dropped a few seconds after the client has disconnected
/// ([`half_close_timeout`](super::Server::half_close_timeout)): spawn a task for work that must not
/// stop halfway.
pub trait Handler<'a, A: 'a, Op: Operation>: Copy + Send + Sync + 'static {
    /// What the function returns.
    type Future: Future<Output = Result<TypedResponse<Op::Success>, Error<Op::Failure>>> + Send + 'a;

    /// Calls it.
    fn call(self, api: &'a A, request: Request<Op>) -> Self::Future;
}

impl<'a, A: 'a, Op: Operation, F, Fut> Handler<'a, A, Op> for F
where
    F: Fn(&'a A, Request<Op>) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<TypedResponse<Op::Success>, Error<Op::Failure>>> + Send + 'a,
{
    type Future = Fut;

    fn call(self, api: &'a A, request: Request<Op>) -> Fut {
        self(api, request)
    }
}

/// A request whose caller, media types and size were checked.
pub(crate) struct Exchange<'p> {
    pub(crate) uri: &'p Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: ReceivedExtensions,
    /// The raw values of path parameters.
    pub(crate) path: &'p [(&'static str, &'p str)],
    /// The body and the media type to read it by, if there is one.
    pub(crate) body: Option<(Media, BodyContent)>,
    pub(crate) accept: Option<Accept>,
    /// How many violations the response lists.
    pub(crate) violations: ViolationLimit,
    /// How much the body may need while it is decoded.
    pub(crate) limits: ReceiveLimits,
    /// Whether the response is checked against the document, and the ID of its request.
    pub(super) check: Option<ResponseCheck>,
}

/// A call whose arguments are decoded, or why they are rejected.
pub(super) type Called<'a> =
    Result<BoxFuture<'a, Result<Response<Body>, ErrorResponse>>, ErrorResponse>;

/// A handler without its type.
trait Run: Send + Sync {
    /// Decodes the arguments and calls it. The future borrows the API: a count of its users would be written by all threads.
    fn run(&self, exchange: Exchange<'_>) -> Called<'_>;
}

/// A method of an API.
struct ApiMethod<A, Op, H> {
    api: Arc<A>,
    handler: H,
    operation: PhantomData<fn() -> Op>,
}

impl<A, Op, H> Run for ApiMethod<A, Op, H>
where
    A: Send + Sync,
    Op: Operation,
    H: for<'a> Handler<'a, A, Op>,
{
    fn run(&self, mut exchange: Exchange<'_>) -> Called<'_> {
        let check = exchange.check.take();
        let (request, accept) = receive::<Op>(exchange)?;
        // An `async` block would have room for the request twice.
        let handling = self.handler.call(&self.api, request);
        let responding =
            handling.map(move |handled| respond::<Op>(handled, accept.as_ref(), check.as_ref()));
        Ok(Box::pin(responding))
    }
}

/// An operation that can be called.
pub(crate) struct OperationEndpoint {
    pub(crate) spec: &'static OperationSpec,
    /// Its whole path, if that is not the document's below the base path.
    pub(crate) path: Option<&'static str>,
    /// The path that it is served at.
    pub(crate) template: Template,
    /// The same as a string.
    pub(super) route: String,
    /// The type of its arguments, to find it again.
    pub(crate) operation: TypeId,
    /// Writes its rejections as the document says.
    pub(crate) rejected: DocumentedError,
    run: Arc<dyn Run>,
}

impl OperationEndpoint {
    /// The endpoint of one operation.
    pub(crate) fn new<A, Op, H>(api: Arc<A>, handler: H) -> Self
    where
        A: Send + Sync + 'static,
        Op: Operation,
        H: for<'a> Handler<'a, A, Op>,
    {
        let operation = PhantomData;
        Self {
            spec: Op::SPEC,
            path: None,
            template: Template::parse(Op::SPEC.path, Op::SPEC.parameters),
            route: Op::SPEC.path.to_owned(),
            operation: TypeId::of::<Op>(),
            rejected: in_operation::<Op>,
            run: Arc::new(ApiMethod {
                api,
                handler,
                operation,
            }),
        }
    }

    /// An endpoint that responds with the values of its path.
    #[cfg(test)]
    pub(crate) fn of_paths(spec: &'static OperationSpec) -> Self {
        struct Values;

        impl Run for Values {
            fn run(&self, exchange: Exchange<'_>) -> Called<'_> {
                let values: Vec<_> = exchange.path.iter().map(|(_, raw)| *raw).collect();
                let response = Response::new(Body::full(format!("{values:?}")));
                Ok(Box::pin(std::future::ready(Ok(response))))
            }
        }

        Self {
            spec,
            path: None,
            template: Template::parse(spec.path, spec.parameters),
            route: spec.path.to_owned(),
            operation: TypeId::of::<()>(),
            rejected: |_| None,
            run: Arc::new(Values),
        }
    }

    /// The same at a path below a base path.
    pub(crate) fn below(&self, base: &str, path: &'static str) -> Self {
        Self {
            spec: self.spec,
            path: self.path,
            template: Template::below(base, path, self.spec.parameters),
            route: format!("{base}{path}"),
            operation: self.operation,
            rejected: self.rejected,
            run: Arc::clone(&self.run),
        }
    }

    /// Decodes the arguments and calls the handler.
    pub(crate) fn call(&self, exchange: Exchange<'_>) -> Called<'_> {
        self.run.run(exchange)
    }
}

impl fmt::Debug for OperationEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OperationEndpoint")
            .field(&self.spec.id)
            .finish()
    }
}

/// The request of an operation and what its caller accepts, or all violations.
fn receive<Op: Operation>(
    exchange: Exchange<'_>,
) -> Result<(Request<Op>, Option<Accept>), ErrorResponse> {
    let Exchange {
        uri,
        mut headers,
        extensions,
        path,
        body,
        accept,
        violations,
        limits,
        check: _,
    } = exchange;
    let arguments: Op = arguments((uri, &headers), path, body, (violations, limits))?;
    remove_framing(&mut headers);
    let request = Request::received(headers, extensions, arguments);
    Ok((request, accept))
}

/// The response of what the handler has returned.
fn respond<Op: Operation>(
    handled: Result<TypedResponse<Op::Success>, Error<Op::Failure>>,
    accept: Option<&Accept>,
    check: Option<&ResponseCheck>,
) -> Result<Response<Body>, ErrorResponse> {
    match handled {
        Ok(response) => {
            writing::writable(response.fault())?;
            let (status, headers, extensions, body) = response.into_parts();
            let outcome = WrittenResponse::success(Op::SPEC, status, &body);
            if let Some(check) = check {
                let mut limits = |reply: ReceivedReply<'_>, check: &mut Checker<'_>| {
                    Op::check_success(reply, &body, check);
                };
                check.of(Op::SPEC, &outcome, &headers, &mut limits)?;
            }
            let mut written = writing::write(outcome, headers, &body, accept)?;
            *written.extensions_mut() = extensions;
            match check {
                Some(_) => Ok(written.map(|body| followed(Op::SPEC, body))),
                None => Ok(written),
            }
        }
        Err(Error::Api(failure)) => {
            writing::writable(failure.fault())?;
            let (status, headers, body) = failure.into_parts();
            let outcome = WrittenResponse::failure(Op::SPEC, status, &body);
            if let Some(check) = check {
                let mut limits = |reply: ReceivedReply<'_>, check: &mut Checker<'_>| {
                    Op::check_failure(reply, &body, check);
                };
                check.of(Op::SPEC, &outcome, &headers, &mut limits)?;
            }
            writing::write(outcome, headers, &body, accept)
        }
        Err(other) => Err(writing::rejection(&other)),
    }
}

/// The arguments of an operation, or all violations.
fn arguments<Op: Operation>(
    (uri, headers): (&Uri, &HeaderMap),
    path: &[(&'static str, &str)],
    body: Option<(Media, BodyContent)>,
    (violations, limits): (ViolationLimit, ReceiveLimits),
) -> Result<Op, ErrorResponse> {
    let mut reader = RequestReader::new(Op::SPEC, path, uri.query(), headers);
    reader.set_violation_limit(violations);
    if let Some((media, content)) = body {
        reader.set_body(media, content, limits);
    }
    let decoded = Op::decode(&mut reader);
    if let Some(arguments) = &decoded {
        arguments.check(&mut Checker::new(reader.collector()));
    }
    match decoded {
        Some(arguments) if reader.is_valid() => Ok(arguments),
        Some(_) | None => Err(ErrorResponse::invalid(reader.finish())),
    }
}

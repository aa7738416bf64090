//! The server of an API: a request is decoded, or rejected in the words of generated servers.

use bindwright_runtime::Violations;
use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::check::Checker;
use bindwright_runtime::codec::{Direction, Encode};
use bindwright_runtime::codegen::{
    BodyContent, EncodeBody, Media, MediaKind, ReceiveLimits, RequestReader, RouteFault,
};
use bindwright_runtime::http::header::CONTENT_TYPE;
use bindwright_runtime::http::{HeaderMap, StatusCode};

use super::api::InterpretedApi;
use super::message::{BodyKind, BodyPlan, OperationPlan};
use super::value::{Dynamic, check_rule, reading};
use super::{WireRequest, credentials};
use crate::ir::{FieldName, Interface};

/// The arguments of a call.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct Arguments {
    /// The index of the operation.
    pub(in crate::diff::counterexample) operation: usize,
    pub(super) body: Option<BodyValue>,
}

/// A body that was received.
#[derive(Debug)]
pub(super) enum BodyValue {
    /// A value, of the type with this index among those of the body.
    Value(usize, Dynamic),
    /// What its handler reads later.
    Stream,
}

/// Why a request is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff::counterexample) struct Rejected {
    pub(in crate::diff::counterexample) status: StatusCode,
    /// Every violation: `body.name: must have at most 5 characters, not 6`.
    pub(in crate::diff::counterexample) reasons: Vec<String>,
}

impl Rejected {
    fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self {
            status,
            reasons: vec![reason.into()],
        }
    }
}

/// Finds the operation, and decodes its arguments.
pub(in crate::diff::counterexample) fn receive(
    api: &'static InterpretedApi,
    role: Interface,
    request: &WireRequest,
) -> Result<Arguments, Rejected> {
    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (request.target.as_str(), None),
    };
    let routes = api.routes(role);
    let route = routes
        .find(&request.method, path)
        .map_err(|fault| match fault {
            RouteFault::Path(message) => Rejected::new(StatusCode::BAD_REQUEST, message),
            RouteFault::NotFound(message) => Rejected::new(StatusCode::NOT_FOUND, message),
            RouteFault::Method(allow) => Rejected::new(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("the path takes {allow}"),
            ),
        })?;
    let plan = api
        .operation(route.operation)
        .ok_or_else(|| Rejected::new(StatusCode::NOT_FOUND, "there is nothing at this path"))?;
    arguments(api, plan, (route.operation, &route.path), query, request)
}

/// Decodes the arguments of an operation.
fn arguments(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    (operation, path): (usize, &[(&str, &str)]),
    query: Option<&str>,
    request: &WireRequest,
) -> Result<Arguments, Rejected> {
    api.count_work(credentials::work(plan.spec.security) + plan.body_media());
    if !credentials::are_sufficient(request, plan.spec.security) {
        let message = "the credentials are missing or wrong";
        return Err(Rejected::new(StatusCode::UNAUTHORIZED, message));
    }
    let media = media(plan, &request.headers, &request.body)?;
    let mut reader = RequestReader::new(plan.spec, path, query, &request.headers);
    if let Some(media) = media {
        let content = BodyContent::Bytes(request.body.clone());
        reader.set_body(media, content, ReceiveLimits::default());
    }
    let parameters: Vec<Option<Option<Dynamic>>> = plan
        .parameters
        .iter()
        .map(|one| {
            reading(api, &one.parameter.ty, || match one.is_optional {
                true => reader.parameter::<Option<Dynamic>>(),
                false => reader.parameter::<Dynamic>().map(Some),
            })
        })
        .collect();
    let body = body(api, plan, media, &mut reader);
    let mut violations: Vec<String> = reader.finish().iter().map(ToString::to_string).collect();
    let parameters: Option<Vec<Option<Dynamic>>> = parameters.into_iter().collect();
    let decoded = parameters.zip(body);
    if let Some((parameters, body)) = &decoded {
        let mut found = Violations::new();
        check(
            plan,
            parameters,
            body.as_ref(),
            &mut Checker::new(&mut found),
        );
        violations.extend(found.iter().map(ToString::to_string));
    }
    match decoded {
        Some((_, body)) if violations.is_empty() => Ok(Arguments { operation, body }),
        _ => Err(Rejected {
            status: StatusCode::BAD_REQUEST,
            reasons: violations,
        }),
    }
}

/// The media type to read the body by; `None` if there is no body.
fn media(
    plan: &OperationPlan,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Option<Media>, Rejected> {
    let unsupported = |message: String| Rejected::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
    let Some(spec) = plan.spec.body else {
        return Ok(None);
    };
    let Some(named) = headers.get(CONTENT_TYPE) else {
        return match body.is_empty() {
            true => Ok(None),
            false => Err(unsupported("the Content-Type header is missing".to_owned())),
        };
    };
    let found = named
        .to_str()
        .ok()
        .and_then(|named| Media::find(spec.media, named));
    let media = found.ok_or_else(|| {
        let listed: Vec<&str> = spec.media.iter().map(|media| media.range()).collect();
        unsupported(format!("the Content-Type must be {}", listed.join(" or ")))
    })?;
    let is_absent = media.kind() == MediaKind::Json && body.is_empty();
    Ok((!is_absent).then_some(media))
}

/// Decodes the body. The outer `None` says that it is not right, the inner that it is absent.
fn body(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    media: Option<Media>,
    reader: &mut RequestReader<'_>,
) -> Option<Option<BodyValue>> {
    let Some(spec) = plan.spec.body else {
        return Some(None);
    };
    let holds = |one: &BodyPlan| media.is_some_and(|media| one.media.contains(&media));
    let index = plan.bodies.iter().position(holds).unwrap_or_default();
    let one = plan.bodies.get(index)?;
    match one.kind {
        BodyKind::Value(ty) => {
            let several = plan.bodies.len() > 1;
            let read = || match spec.required && (!several || media.is_some()) {
                true => reader.body::<Dynamic>().map(Some),
                false if spec.required => reader.body::<Missing>().map(|Missing| None),
                false => reader.optional_body::<Dynamic>(),
            };
            let read = reading(api, ty, read)?;
            Some(read.map(|value| BodyValue::Value(index, value)))
        }
        BodyKind::Empty | BodyKind::Bytes | BodyKind::Items(_) | BodyKind::Files => match media {
            Some(_) => Some(Some(BodyValue::Stream)),
            None if spec.required => reader.body::<Missing>().map(|Missing| None),
            None => Some(None),
        },
    }
}

/// A body without a value for absence: an enum of several types, a stream.
struct Missing;

impl bindwright_runtime::codegen::DecodeBody for Missing {
    fn read(
        _: bindwright_runtime::codegen::ReceivedBody<'_>,
    ) -> Result<Self, bindwright_runtime::codegen::Untrusted<bindwright_runtime::codec::DecodeError>>
    {
        Ok(Self)
    }
}

/// Checks what is not in the rows of parameters.
pub(super) fn check(
    plan: &OperationPlan,
    parameters: &[Option<Dynamic>],
    body: Option<&BodyValue>,
    check: &mut Checker<'_>,
) {
    for (one, value) in plan.parameters.iter().zip(parameters) {
        if one.is_checked_inside {
            check.inside(&one.place, value);
        }
    }
    if let Some(BodyValue::Value(index, value)) = body
        && let Some(one) = plan.bodies.get(*index)
    {
        if !one.limits.is_empty() {
            check.limits("body", value, one.limits);
        }
        if one.is_checked_inside {
            check.inside("body", value);
        }
    }
    let named = |name: &FieldName| {
        let mut all = plan.parameters.iter().zip(parameters);
        let (one, value) = all.find(|(one, _)| one.parameter.name == *name)?;
        Some((one.place.as_str(), value as &dyn Encode))
    };
    for rule in &plan.operation.rules {
        check_rule(check, rule, &named);
    }
}

/// The body that an operation returns if it returns what it receives.
pub(super) fn echo(api: &'static InterpretedApi, request: &WireRequest) -> Result<Bytes, Rejected> {
    let arguments = receive(api, Interface::Api, request)?;
    let Some(BodyValue::Value(_, value)) = arguments.body else {
        return Ok(Bytes::new());
    };
    let payload = value.payload(Media::JSON.sent(Direction::Response));
    payload
        .ok()
        .and_then(|payload| payload.body.bytes())
        .ok_or_else(|| Rejected::new(StatusCode::INTERNAL_SERVER_ERROR, "the body has no form"))
}

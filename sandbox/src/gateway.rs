//! What happens to a request before and after the router of the API: a delay, a failure, the limit on the rate, and the journal.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use huaweicloud_workspace::runtime::OperationInfo;
use huaweicloud_workspace::runtime::http::header::{AUTHORIZATION, CONTENT_TYPE};
use huaweicloud_workspace::runtime::http::{HeaderMap, HeaderValue, Method};

use crate::clock::Clock;
use crate::errors::{OPERATION_FAILED, Published, THROTTLED};
use crate::faults::FaultSwitch;
use crate::journal::{Exchange, Journal};

/// The page of the API's documentation. Its files are below it, and the document is beside it.
pub(crate) const DOCS: &str = "/docs";

/// The period of the rate limit, in milliseconds.
const MINUTE: i64 = 60_000;

/// How many callers the limit remembers at once. A caller beyond is not limited.
const CALLERS: usize = 10_000;

/// In the extensions of a request whose response has no body: its method is HEAD.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadOnly;

/// What all requests share. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    pub(crate) clock: Clock,
    pub(crate) faults: FaultSwitch,
    pub(crate) journal: Journal,
    sent: Arc<Mutex<HashMap<String, VecDeque<i64>>>>,
}

impl Gateway {
    pub(crate) fn new(clock: Clock, faults: FaultSwitch, journal: Journal) -> Self {
        Self {
            clock,
            faults,
            journal,
            sent: Arc::default(),
        }
    }

    /// Notes a request of a caller. False if there were too many within a minute.
    fn is_within_rate(&self, caller: String, limit: u32) -> bool {
        let now = self.clock.millis();
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if !sent.contains_key(&caller) && sent.len() >= CALLERS {
            sent.retain(|_, times| times.back().is_some_and(|last| *last > now - MINUTE));
            if sent.len() >= CALLERS {
                return true;
            }
        }
        let times = sent.entry(caller).or_default();
        while times
            .front()
            .is_some_and(|first| *first <= now - MINUTE || *first > now)
        {
            times.pop_front();
        }
        if times.len() >= limit as usize {
            return false;
        }
        times.push_back(now);
        true
    }

    /// The error that a request gets instead of its response, if there is one.
    fn refusal(&self, headers: &HeaderMap) -> Option<(Published, String)> {
        if let Some(limit) = self.faults.get().requests_per_minute
            && !self.is_within_rate(caller(headers), limit)
        {
            let message = format!("{},limit:{limit},time:1 minute", THROTTLED.message);
            return Some((THROTTLED, message));
        }
        let fails = self.faults.happens(|faults| faults.failure_rate);
        fails.then(|| (OPERATION_FAILED, OPERATION_FAILED.message.to_owned()))
    }
}

/// The layer around the router.
pub(crate) async fn pass(
    State(gateway): State<Gateway>,
    mut request: Request,
    next: Next,
) -> Response {
    let (time, began) = (gateway.clock.now(), Instant::now());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    if is_of_docs(&path) {
        return next.run(request).await;
    }
    let latency = gateway.faults.get().latency;
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let response = match gateway.refusal(request.headers()) {
        Some((published, message)) => refused(published, &message),
        None => {
            if method == Method::HEAD {
                request.extensions_mut().insert(HeadOnly);
            }
            next.run(request).await
        }
    };
    let id = response.headers().get("x-request-id");
    gateway.journal.add(Exchange {
        time,
        method: method.to_string(),
        path,
        operation: response
            .extensions()
            .get::<OperationInfo>()
            .map(OperationInfo::id),
        status: response.status().as_u16(),
        request_id: id
            .and_then(|id| id.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        took: began.elapsed(),
    });
    response
}

/// Whether a path is that of the documentation, which is no part of the API: it is in no journal, and nothing goes wrong.
fn is_of_docs(path: &str) -> bool {
    let below = path.strip_prefix(DOCS);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || path == "/openapi.json"
}

/// Who claims to call. The rate counts before credentials are checked, as at a gateway.
fn caller(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signed = text(AUTHORIZATION.as_str()).and_then(|value| value.split(',').next());
    signed
        .or_else(|| text("x-auth-token"))
        .unwrap_or_default()
        .to_owned()
}

/// An error of the gateway, which has the ID of the request in its body as well.
fn refused(published: Published, message: &str) -> Response {
    let id = format!("{:032x}", fastrand::u128(..));
    let body = serde_json::json!({
        "error_code": published.code,
        "error_msg": message,
        "request_id": id,
    });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = published.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    response
}

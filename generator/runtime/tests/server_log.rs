//! What a server logs: which request it was and why it was rejected, and none of its secrets. Alone in its process, as the log is.
#![cfg(feature = "server")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use bindwright_runtime::server::{Authenticator, Call, Credential, Denied, Router, Routes};
use bindwright_runtime::{
    Error, Request, Response, Value,
    codegen::{OperationSpec, Param, Requirement, ResponseSpec, Scheme, operation},
};
use tower::ServiceExt;

#[derive(Debug)]
struct Break {
    how: Option<String>,
}
operation! {
    Break => {
        spec: OperationSpec::delete("Break", "/things/{id}").security(SECURED),
        parameters: { how: Param::query("how") },
        success: () { ResponseSpec::empty(204) },
        failure: Value { ResponseSpec::json_default() },
    }
}

static TOKEN: Scheme = Scheme::header_key("Token", "X-Auth-Token");
static BASIC: Scheme = Scheme::basic("Basic");
static SIGNED: Scheme = Scheme::signature(
    "Signed",
    "SDK-HMAC-SHA256",
    &[("X-Project-Id", "project_id")],
);
const SECURED: &[&[Requirement]] = &[
    &[Requirement::of(&TOKEN)],
    &[Requirement::of(&BASIC)],
    &[Requirement::of(&SIGNED)],
];

struct Keys;

impl Authenticator for Keys {
    type Principal = ();

    async fn authenticate(&self, shown: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
        tracing::info!(?shown, "asked");
        match shown {
            [Credential::Key { value, .. }] if value.expose() == "canary-good" => Ok(()),
            _ => Err(Denied::Unauthorized),
        }
    }
}

struct Api;

impl Api {
    async fn fail(&self, request: Request<Break>) -> Result<Response<()>, Error<Value>> {
        tracing::info!(?request, "handled");
        match request.get_ref().how.as_deref() {
            Some("panic") => panic!("canary of the handler"),
            _ => Err(Error::Timeout(std::time::Duration::from_secs(1).into())),
        }
    }
}

/// Where the log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn send(router: &Router, query: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request =
        http::Request::delete(format!("/things/canary-id{query}")).header("x-request-id", "id-7");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(axum::body::Body::empty()).unwrap();
    router
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn the_log_names_the_request_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false);
    tracing::subscriber::set_global_default(
        subscriber.with_writer(move || writer.clone()).finish(),
    )
    .unwrap();

    let router = Routes::new(Api)
        .authenticator(Keys)
        .route(Api::fail)
        .into_router();
    let good = ("x-auth-token", "canary-good");
    assert_eq!(send(&router, "?how=panic", &[good]).await, 500);
    assert_eq!(send(&router, "?how=timeout", &[good]).await, 504);
    for wrong in [
        ("x-auth-token", "canary-1"),
        ("authorization", "Basic Y2FuYXJ5LTM6Y2FuYXJ5LTQ="),
        (
            "authorization",
            "SDK-HMAC-SHA256 Access=canary-5, SignedHeaders=host;x-sdk-date, Signature=canary-6",
        ),
    ] {
        assert_eq!(send(&router, "?token=canary-7", &[wrong]).await, 401);
    }
    assert_eq!(send(&router, "?how=1&how=canary-8", &[good]).await, 400);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for expected in [
        "request{otel.kind=\"server\" http.request.method=\"DELETE\" network.protocol.version=\"1.1\" request_id=\"id-7\" operation=\"Break\"",
        "http.route=\"/things/{id}\"",
        "http.response.status_code=504",
        "the handler panicked",
        "the handler failed error=no response within 1s",
        "a signature is rejected",
        "the request is rejected code=\"unauthorized\"",
        "the request is rejected code=\"invalid_request\"",
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    // The authenticator printed a user's name on purpose: it is no secret.
    let log = log.replace("user: \"canary-3\"", "");
    assert!(
        !log.contains("canary") && !log.contains("Y2FuYXJ5"),
        "{log}"
    );
}

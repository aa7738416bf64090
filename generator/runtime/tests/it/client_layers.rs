//! What layers around the transport see: headers of all requests, and the operation.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use bindwright_runtime::{
    Body, ConfigError, Error, OperationInfo, Request, TransportError, TransportKind,
    client::Retry,
    codegen::{
        Builder, ClientCredential, OperationSpec, ResponseSpec, ServerTemplate as Named, operation,
    },
    http::{self, HeaderMap, HeaderValue, Method},
};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::client_support::{Server, example::*, json};

#[derive(Debug, Clone)]
struct Tagged {}
operation! {
    Tagged => {
        spec: OperationSpec::post("Tagged", "/things/new").tags(&["things", "new"]).idempotent(),
        parameters: {},
        success: () { ResponseSpec::empty(204) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

type Seen<T> = Arc<Mutex<Vec<T>>>;

/// A client whose transport has no connection, and what a look at each of its requests finds.
fn client<T: Send + 'static>(
    look: impl Fn(&http::Request<Body>) -> T + Clone + Send + Sync + 'static,
) -> (Builder, Seen<T>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        log.lock().unwrap().push(look(&request));
        std::future::ready(Err::<http::Response<Body>, _>(TransportError::new(
            TransportKind::Connect,
            "down",
        )))
    });
    let builder = Builder::new(Named::NONE).endpoint("https://a.example");
    (builder.transport(transport), seen)
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_its_operation_in_the_extensions() {
    let (builder, seen) = client(|request| *request.extensions().get::<OperationInfo>().unwrap());
    let core = builder.retry(Retry::default().repeats(1)).build().unwrap();
    core.call(Tagged {}.into()).await.unwrap_err();
    core.call(StartTask {}.into()).await.unwrap_err();
    core.call(ListTasks::default().into()).await.unwrap_err();
    let seen = seen.lock().unwrap();
    let facts = |info: &OperationInfo| {
        let kind = (info.is_safe(), info.is_idempotent());
        (info.id(), info.method(), info.path(), info.tags(), kind)
    };
    let tags: &[&str] = &["things", "new"];
    let tagged = ("Tagged", Method::POST, "/things/new", tags, (false, true));
    let start = ("StartTask", Method::GET, "/start", &[][..], (false, false));
    let list = ("ListTasks", Method::GET, "/tasks", &[][..], (true, true));
    let found: Vec<_> = seen.iter().map(facts).collect();
    let expected = [
        tagged.clone(),
        tagged,
        start.clone(),
        start,
        list.clone(),
        list,
    ];
    assert_eq!(found, expected);
}

/// A service that is ready from a point in time on, unless it is broken.
struct ReadyAt {
    start: Instant,
    is_broken: bool,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Clone for ReadyAt {
    fn clone(&self) -> Self {
        Self {
            sleep: None,
            ..*self
        }
    }
}

impl tower::Service<http::Request<Body>> for ReadyAt {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = std::future::Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(sleep_until(self.start)));
        let is_broken = self.is_broken;
        sleep.as_mut().poll(cx).map(|()| match is_broken {
            true => Err(TransportError::new(TransportKind::Connect, "broken")),
            false => Ok(()),
        })
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        assert!(Instant::now() >= self.start);
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        std::future::ready(Ok(response))
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_not_ready_is_waited_for() {
    for delay in [0, 5] {
        for is_broken in [false, true] {
            let start = Instant::now() + Duration::from_secs(delay);
            let service = ReadyAt {
                start,
                is_broken,
                sleep: None,
            };
            let builder = Builder::new(Named::NONE).endpoint("https://a.example");
            let builder = builder.transport(service).retry(Retry::none());
            let called = builder.build().unwrap().call(Tagged {}.into()).await;
            assert!(start.elapsed() < Duration::from_millis(10));
            match called {
                Ok(_) => assert!(!is_broken),
                Err(error) => assert!(is_broken && error.to_string().contains("broken"), "{error}"),
            }
        }
    }
}

#[tokio::test]
async fn default_headers_are_sent_unless_the_request_has_its_own() {
    let server = Server::new([json("200 OK", "{}"), json("200 OK", "{}")]).await;
    let builder = server.builder().header("x-tenant", "t1");
    let core = builder.header("Accept-Language", "de").build().unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    let mut request = Request::new(ListTasks::default());
    let own = HeaderValue::from_static("t2");
    request.headers_mut().insert("x-tenant", own);
    core.call(request).await.unwrap();
    let requests = server.requests();
    assert!(
        requests[0].contains("x-tenant: t1\n") && requests[0].contains("accept-language: de\n")
    );
    assert!(requests[1].contains("x-tenant: t2\n") && !requests[1].contains("t1"));
}

#[tokio::test(start_paused = true)]
async fn a_default_header_does_not_replace_one_of_the_client() {
    let (builder, seen) = client(|request| request.headers().clone());
    let core = builder
        .retry(Retry::none())
        .header("content-type", "text/plain")
        .header("x-auth-token", "default-token")
        .credential(&TOKEN, ClientCredential::key("token-of-the-client"))
        .build()
        .unwrap();
    core.call(CreatePet::rex().into()).await.unwrap_err();
    let headers: &HeaderMap = &seen.lock().unwrap()[0];
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers.get_all("x-auth-token").iter().count(), 1);
}

#[tokio::test]
async fn a_default_header_with_the_name_of_a_credential_is_one() {
    let server = Server::new([json(
        "400 Bad Request",
        r#"{"error_msg": "no: canary-key"}"#,
    )])
    .await;
    let core = server
        .builder()
        .header("X-Api-Key", "canary-key")
        .build()
        .unwrap();
    let error = core.call(ListTasks::default().into()).await.unwrap_err();
    assert!(
        !format!("{error} {error:?} {core:?}").contains("canary"),
        "{error}"
    );
    let (builder, seen) = client(|_| ());
    let core = builder
        .endpoint("http://a.example")
        .header("authorization", "Bearer x");
    let error = core
        .build()
        .unwrap()
        .call(ListTasks::default().into())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Config(ConfigError::Cleartext)),
        "{error}"
    );
    assert_eq!(seen.lock().unwrap().len(), 0);
}

#[test]
fn a_header_that_cannot_be_sent_is_an_error_of_the_builder() {
    for (name, value) in [("x y", "v"), ("x", "a\nb"), ("", "v")] {
        let (builder, _) = client(|_| ());
        let error = builder.header(name, value).build().map(drop).unwrap_err();
        assert_eq!(error, ConfigError::Header(name.to_owned()));
    }
}

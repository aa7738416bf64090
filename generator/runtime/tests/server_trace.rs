//! The span of each request and the event of its end, by the names of OpenTelemetry. Alone in its process, as the subscriber is.
#![cfg(feature = "server")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindwright_runtime::server::{Router, Routes, Server};
use bindwright_runtime::{
    Error, Request, Response, Value,
    codegen::{OperationSpec, Param, ResponseSpec, limits, operation},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

#[derive(Debug)]
struct Show {
    id: String,
}
operation! {
    Show => {
        spec: OperationSpec::get("showThing", "/things/{id}"),
        parameters: { id: Param::path("id") },
        success: Long { ResponseSpec::json(200) },
        failure: Value { ResponseSpec::json_default() },
        checks: { success(all) => body { inside } },
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Long {
    name: String,
}
bindwright_runtime::codegen::codec!(Long { "name" => name });
limits!(Long { "name" => name: [MaxLength(5)] });

struct Api;

impl Api {
    async fn show(&self, request: Request<Show>) -> Result<Response<Long>, Error> {
        match request.into_inner().id.as_str() {
            "panic" => panic!("as the test asks"),
            "hang" => std::future::pending().await,
            id => Ok(Long {
                name: id.to_owned(),
            }
            .into()),
        }
    }
}

type Fields = BTreeMap<String, String>;

/// Spans that have ended, and events.
#[derive(Clone, Default)]
struct Capture {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

struct Collect<'f>(&'f mut Fields);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let text = format!("{value:?}").trim_matches('"').to_owned();
        self.0.insert(field.name().to_owned(), text);
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Capture {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields =
            Fields::from([("name".to_owned(), attributes.metadata().name().to_owned())]);
        attributes.record(&mut Collect(&mut fields));
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            values.record(&mut Collect(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::new();
        event.record(&mut Collect(&mut fields));
        fields.insert("level".to_owned(), event.metadata().level().to_string());
        if let Some(span) = context.event_span(event)
            && let Some(of) = span.extensions().get::<Fields>()
        {
            fields.insert("span.request_id".to_owned(), of["request_id"].clone());
        }
        self.events.lock().unwrap().push(fields);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        if let Some(fields) = context
            .span(&id)
            .unwrap()
            .extensions_mut()
            .remove::<Fields>()
        {
            self.spans.lock().unwrap().push(fields);
        }
    }
}

impl Capture {
    /// The span of a request, once it has ended.
    async fn span(&self, id: &str) -> Fields {
        let find = || {
            let spans = self.spans.lock().unwrap();
            spans
                .iter()
                .find(|span| span.get("request_id").is_some_and(|found| found == id))
                .cloned()
        };
        for _ in 0..2000 {
            if let Some(span) = find() {
                return span;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no span of {id}");
    }

    /// The events of a request with this message.
    fn events(&self, id: &str, message: &str) -> Vec<Fields> {
        let is = |event: &&Fields, field: &str, value: &str| {
            event.get(field).is_some_and(|found| found == value)
        };
        let events = self.events.lock().unwrap();
        let found = events
            .iter()
            .filter(|one| is(one, "span.request_id", id) && is(one, "message", message));
        found.cloned().collect()
    }
}

async fn send(server: std::net::SocketAddr, line: &str, id: &str) -> String {
    let mut io = TcpStream::connect(server).await.unwrap();
    let request =
        format!("{line} HTTP/1.1\r\nHost: a\r\nX-Request-Id: {id}\r\nConnection: close\r\n\r\n");
    io.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    io.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn each_request_has_a_span_and_an_event_by_the_names_of_opentelemetry() {
    let capture = Capture::default();
    let subscriber = tracing_subscriber::registry().with(capture.clone());
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let routes = Routes::new(Api)
        .at("/v1")
        .route(Api::show)
        .check_responses(true);
    let router = Router::new().nest("/x", routes.with_fallback().into_router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::new(listener, router).half_close_timeout(Duration::from_millis(50));
    tokio::spawn(server.run_until(std::future::pending()));

    let found = (Some("/v1/things/{id}"), Some("showThing"));
    for (line, id, name, method, (route, operation), status, error) in [
        (
            "GET /x/v1/things/abc",
            "id-1",
            Some("GET /v1/things/{id}"),
            "GET",
            found,
            "200",
            None,
        ),
        (
            "HEAD /x/v1/things/abc",
            "id-2",
            Some("HEAD /v1/things/{id}"),
            "HEAD",
            found,
            "200",
            None,
        ),
        (
            "GET /x/v1/things/panic",
            "id-3",
            Some("GET /v1/things/{id}"),
            "GET",
            found,
            "500",
            Some("500"),
        ),
        (
            "GET /x/v1/secret-path",
            "id-4",
            None,
            "GET",
            (None, None),
            "404",
            None,
        ),
        (
            "BREW /x/v1/things/abc",
            "id-5",
            None,
            "_OTHER",
            (None, None),
            "405",
            None,
        ),
        (
            "GET /x/v1/things/too-long",
            "id-6",
            Some("GET /v1/things/{id}"),
            "GET",
            found,
            "500",
            Some("500"),
        ),
    ] {
        let text = send(address, line, id).await;
        assert!(
            text.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line}: {text}"
        );
        let span = capture.span(id).await;
        let field = |name: &str| span.get(name).map(String::as_str);
        assert_eq!(field("name"), Some("request"));
        assert_eq!(field("otel.kind"), Some("server"));
        assert_eq!(field("otel.name"), name, "{line}");
        assert_eq!(field("http.request.method"), Some(method));
        assert_eq!(field("http.route"), route);
        assert_eq!(field("network.protocol.version"), Some("1.1"));
        assert_eq!(field("http.response.status_code"), Some(status));
        assert_eq!(field("error.type"), error);
        assert_eq!(field("operation"), operation);

        let events = capture.events(id, "the request is complete");
        let [event] = events.as_slice() else {
            panic!("{line}: {events:?}");
        };
        let field = |name: &str| event.get(name).map(String::as_str);
        assert_eq!(field("level"), Some("INFO"));
        assert_eq!(field("operation"), operation);
        assert_eq!(field("http.response.status_code"), Some(status));
        assert_eq!(field("error.type"), error);
        let seconds: f64 = field("http.server.request.duration")
            .unwrap()
            .parse()
            .unwrap();
        assert!((0.0..60.0).contains(&seconds));
    }
    // No value of a path is there.
    let all = format!("{:?}", capture.spans.lock().unwrap());
    assert!(!all.contains("abc") && !all.contains("secret"), "{all}");

    // Why the last one was a 500.
    let events = capture.events("id-6", "the response of the handler breaks the document");
    let [event] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(
        (event["level"].as_str(), event["operation"].as_str()),
        ("ERROR", "showThing")
    );
    assert_eq!(event["status"], "200");
    assert!(event["violations"].starts_with("body.name: "), "{event:?}");

    // A client that goes.
    let mut io = TcpStream::connect(address).await.unwrap();
    io.write_all(b"GET /x/v1/things/hang HTTP/1.1\r\nHost: a\r\nX-Request-Id: id-7\r\n\r\n")
        .await
        .unwrap();
    drop(io);
    assert_eq!(capture.span("id-7").await["error.type"], "dropped");
    let events = capture.events("id-7", "the request is dropped");
    assert_eq!(events.len(), 1);
}

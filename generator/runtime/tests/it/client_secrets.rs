//! Canaries: secrets that must not show in anything that is printed, traced, or sent elsewhere.

use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::SystemTime,
};

use crate::client_support::{Server, example::*, json, with_headers};
use bindwright_runtime::{
    Body, KeyPair, Request, Secret, Value,
    client::SigningLayer,
    codegen::{
        ClientCredential, OperationSpec, Param, Requirement, ResponseSpec, Scheme, Security,
        operation,
    },
    http,
    signing::{SdkHmacSha256, SignedRequest, Signer, SigningError, sdk_hmac_sha256::Signature},
};

use tokio::sync::Mutex as AsyncMutex;
use tower::{Layer, Service, ServiceExt};

const TOKEN_CANARY: &str = "canary-token-1";
const SECRET_CANARY: &str = "canary-secret-2";
const SECURITY_CANARY: &str = "canary-security-3";
const QUERY_CANARY: &str = "canary-query-4";

/// Who calls, calls alone: where another test comes to a span first, the test of traces may miss it.
static ALONE: AsyncMutex<()> = AsyncMutex::const_new(());

fn create() -> Request<CreatePet> {
    let pet = Pet {
        id: 7,
        name: "Rex".to_owned(),
        tag: None,
    };
    CreatePet {
        owner: Some("o".to_owned()),
        body: pet,
    }
    .into()
}

fn signer() -> SdkHmacSha256 {
    SdkHmacSha256::new(keys())
}

fn keys() -> KeyPair {
    KeyPair::new("AK", SECRET_CANARY).security_token(SECURITY_CANARY)
}

fn assert_clean(what: &str, text: &str) {
    assert!(!text.contains("canary"), "{what}: {text}");
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Keyed {
    q: Option<String>,
}
static KEY: Scheme = Scheme::query_key("Key", "api_key");
static COOKIE: Scheme = Scheme::cookie_key("Cookie", "sid");
static BASIC: Scheme = Scheme::basic("Basic");
const KEYED: Security = &[
    &[
        Requirement::of(&KEY),
        Requirement::of(&COOKIE),
        Requirement::of(&BASIC),
    ],
    &[],
];
operation! {
    Keyed => {
        spec: OperationSpec::get("Keyed", "/keyed").security(KEYED),
        parameters: { q: Param::query("q") },
        success: Value { ResponseSpec::json(200) },
        failure: Value {},
    }
}

#[tokio::test]
async fn keys_are_sent_in_query_cookie_and_header() {
    let _alone = ALONE.lock().await;
    let server = Server::new([json("200 OK", "{}"), json("200 OK", "{}")]).await;
    let builder = server
        .builder()
        .credential(&KEY, ClientCredential::key("k&1"))
        .credential(&COOKIE, ClientCredential::key("c/2+="))
        .credential(&BASIC, ClientCredential::basic("user", "pass"));
    builder
        .build()
        .unwrap()
        .call(
            Keyed {
                q: Some("1".to_owned()),
            }
            .into(),
        )
        .await
        .unwrap();
    server.core().call(Keyed::default().into()).await.unwrap();
    let expected = "GET /keyed?q=1&api_key=k%261 HTTP/1.1\ncookie: sid=c/2+=\nauthorization: Basic dXNlcjpwYXNz\n\
        user-agent: test\naccept: application/json\nhost: HOST\n\n";
    let anonymous =
        "GET /keyed HTTP/1.1\nuser-agent: test\naccept: application/json\nhost: HOST\n\n";
    assert_eq!(server.requests(), [expected, anonymous]);
}

/// Keys that the document has as parameters as well.
#[derive(Debug, Clone, Default)]
struct Declared {
    key: Option<String>,
    sid: Option<String>,
    token: Option<String>,
}
static NAMED: Scheme = Scheme::query_key("Named", "api key");
const DECLARED: Security = &[&[
    Requirement::of(&NAMED),
    Requirement::of(&COOKIE),
    Requirement::of(&TOKEN),
]];
operation! {
    Declared => {
        spec: OperationSpec::get("Declared", "/declared").security(DECLARED),
        parameters: {
            key: Param::query("api key"),
            sid: Param::cookie("sid"),
            token: Param::header("X-Auth-Token"),
        },
        success: Value { ResponseSpec::json(200) },
        failure: Value {},
    }
}

/// A server rejects a key that is there twice.
#[tokio::test]
async fn a_key_that_is_an_argument_as_well_is_sent_once() {
    let _alone = ALONE.lock().await;
    let server = Server::new([json("200 OK", "{}"), json("200 OK", "{}")]).await;
    let core = server
        .builder()
        .credential(&NAMED, ClientCredential::key("own"))
        .credential(&COOKIE, ClientCredential::key("own"))
        .credential(&TOKEN, ClientCredential::key("own"));
    let core = core.build().unwrap();
    let own = || Some("argument".to_owned());
    let declared = Declared {
        key: own(),
        sid: own(),
        token: own(),
    };
    core.call(declared.into()).await.unwrap();
    core.call(Declared::default().into()).await.unwrap();
    let of = |value: &str| {
        let headers = [
            format!("x-auth-token: {value}"),
            format!("cookie: sid={value}"),
        ];
        let mut lines = headers.map(|line| line + "\n");
        lines.sort();
        (
            format!("GET /declared?api%20key={value} HTTP/1.1"),
            lines.concat(),
        )
    };
    for (request, value) in server.requests().iter().zip(["argument", "own"]) {
        let (line, rest) = request.split_once('\n').unwrap();
        let named = |line: &&str| line.starts_with("cookie") || line.starts_with("x-auth");
        let mut headers: Vec<&str> = rest.lines().filter(named).collect();
        headers.sort_unstable();
        let headers: String = headers.iter().map(|line| format!("{line}\n")).collect();
        assert_eq!((line.to_owned(), headers), of(value));
    }
}

#[tokio::test]
async fn a_signed_request_verifies_and_names_the_project() {
    let _alone = ALONE.lock().await;
    let server = Server::new([json("200 OK", "{}")]).await;
    let core = server
        .builder()
        .credential(&AK_SK, ClientCredential::signer(signer()))
        .credential(&TOKEN, ClientCredential::key(TOKEN_CANARY));
    let core = core.parameter("project_id", "p-1").build().unwrap();
    core.call(create()).await.unwrap_err();
    let request = server.requests().remove(0);
    let (head, body) = request.split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let mut words = lines.next().unwrap().split(' ');
    let mut parts = http::Request::builder()
        .method(words.next().unwrap())
        .uri(words.next().unwrap());
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        parts = parts.header(
            name,
            value.replace("HOST", server.url.trim_start_matches("http://")),
        );
    }
    let parts = parts.body(()).unwrap().into_parts().0;
    assert_eq!(parts.headers["x-project-id"], "p-1");
    assert_eq!(parts.headers["x-security-token"], SECURITY_CANARY);
    assert!(
        !parts.headers.contains_key("x-auth-token"),
        "the first alternative alone is used"
    );
    let authorization = parts.headers["authorization"].to_str().unwrap();
    assert!(
        authorization
            .contains("SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, ")
    );
    let signature = Signature::parse(authorization).unwrap().unwrap();
    signature
        .verify(
            SignedRequest::from(&parts),
            body.as_bytes(),
            &Secret::from(SECRET_CANARY),
            SystemTime::now(),
        )
        .unwrap();
}

#[tokio::test]
async fn errors_do_not_print_secrets_that_the_server_returns() {
    let _alone = ALONE.lock().await;
    let echo = format!(
        r#"{{"error_code":"{TOKEN_CANARY}","error_msg":"bad token {TOKEN_CANARY}","request_id":"{TOKEN_CANARY}"}}"#
    );
    let headers = format!("content-type: application/json\nset-cookie: {TOKEN_CANARY}\n");
    for (status, body) in [
        ("401 X", echo.as_str()),
        ("302 X", &echo),
        ("500 X", TOKEN_CANARY),
        ("201 X", TOKEN_CANARY),
    ] {
        let server = Server::new([with_headers(status, &headers, body)]).await;
        let core = server
            .builder()
            .credential(&TOKEN, ClientCredential::key(TOKEN_CANARY))
            .build()
            .unwrap();
        let error = core.call(create()).await.unwrap_err();
        assert_clean("Display", &error.to_string());
        assert_clean("Debug", &format!("{error:?} {error:#?}"));
        assert!(
            String::from_utf8_lossy(error.raw_body().unwrap()).contains(TOKEN_CANARY),
            "the caller still has the bytes"
        );
    }
    let server = Server::new([]).await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let core = server
        .builder()
        .credential(&KEY, ClientCredential::key(QUERY_CANARY))
        .credential(&COOKIE, ClientCredential::key("c"));
    let core = core
        .credential(&BASIC, ClientCredential::basic("u", "p"))
        .build()
        .unwrap();
    let error = core
        .call(
            Keyed {
                q: Some("canary-value".to_owned()),
            }
            .into(),
        )
        .await
        .unwrap_err();
    assert_clean("transport", &format!("{error} {error:?}"));
}

#[tokio::test]
async fn no_debug_output_contains_a_secret() {
    let _alone = ALONE.lock().await;
    let server = Server::new([]).await;
    let builder = server
        .builder()
        .credential(&AK_SK, ClientCredential::signer(signer()))
        .credential(&TOKEN, ClientCredential::key(TOKEN_CANARY));
    assert_clean("Builder", &format!("{builder:?} {builder:#?}"));
    assert_clean("Core", &format!("{:#?}", builder.build().unwrap()));
    assert_clean(
        "Credential",
        &format!(
            "{:?} {:?}",
            ClientCredential::signer(signer()),
            ClientCredential::basic("u", TOKEN_CANARY)
        ),
    );
    assert_clean("KeyPair", &format!("{:#?}", keys()));
    assert_clean(
        "SigningLayer",
        &format!("{:?}", SigningLayer::new(signer())),
    );
    let mut request = create();
    request
        .headers_mut()
        .insert("x-auth-token", TOKEN_CANARY.parse().unwrap());
    assert_clean("Request", &format!("{request:?}"));
}

/// Where traces go.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn traces_contain_the_operation_and_no_values() {
    let _alone = ALONE.lock().await;
    // A global subscriber keeps spans enabled where the threads of other tests come to them first.
    let ignored = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    drop(tracing::subscriber::set_global_default(
        ignored.with_writer(std::io::sink).finish(),
    ));
    let sink = Sink::default();
    let writer = sink.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let response = with_headers(
        "200 OK",
        &format!("x-request-id: r-1 {TOKEN_CANARY}\n"),
        "{}",
    );
    let server = Server::new([response, json("200 OK", "{}")]).await;
    let builder = server
        .builder()
        .credential(&KEY, ClientCredential::key(QUERY_CANARY))
        .credential(&COOKIE, ClientCredential::key(TOKEN_CANARY));
    let core = builder
        .credential(&BASIC, ClientCredential::basic("u", SECRET_CANARY))
        .build()
        .unwrap();
    core.call(
        Keyed {
            q: Some("canary-value".to_owned()),
        }
        .into(),
    )
    .await
    .unwrap();
    let core = server
        .builder()
        .credential(&AK_SK, ClientCredential::signer(signer()))
        .build()
        .unwrap();
    core.call(create()).await.unwrap_err();
    let traces = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    for expected in [
        "operation=\"Keyed\"",
        "method=GET",
        "path=\"/keyed\"",
        "status=200",
        "request_id=\"r-1 [redacted]\"",
    ] {
        assert!(traces.contains(expected), "{expected}: {traces}");
    }
    assert_clean("traces", &traces);
}

#[tokio::test]
async fn the_layer_signs_for_other_stacks() {
    let inner = tower::service_fn(|request: http::Request<Body>| {
        std::future::ready(Ok::<_, std::convert::Infallible>(request.into_parts().0))
    });
    let mut service = SigningLayer::new(signer()).layer(inner);
    let request = http::Request::post("https://a.example/x")
        .body(Body::full("{}"))
        .unwrap();
    let parts = service.ready().await.unwrap().call(request).await.unwrap();
    let signature = Signature::parse(parts.headers["authorization"].to_str().unwrap())
        .unwrap()
        .unwrap();
    signature
        .verify(
            SignedRequest::from(&parts),
            b"{}",
            &Secret::from(SECRET_CANARY),
            SystemTime::now(),
        )
        .unwrap();
    let parts = service.ready().await.unwrap().call(streaming()).await;
    let parts = parts.unwrap();
    assert_eq!(parts.headers["x-sdk-content-sha256"], "UNSIGNED-PAYLOAD");
    // An algorithm that needs the body says so.
    let mut service = SigningLayer::new(BodyOnly).layer(inner);
    let error = service.ready().await.unwrap().call(streaming()).await;
    let error = error.unwrap_err();
    assert_eq!(error.to_string(), "a streaming body cannot be signed");
}

fn streaming() -> http::Request<Body> {
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>("ab".into())]);
    let body = bindwright_runtime::ByteStream::from_stream(stream).into_body();
    http::Request::post("https://a.example/x")
        .body(body)
        .unwrap()
}

/// An algorithm that signs bodies, and no streams.
struct BodyOnly;

impl Signer for BodyOnly {
    fn sign(&self, _: &mut http::request::Parts, _: &[u8]) -> Result<(), SigningError> {
        Ok(())
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

#[tokio::test]
async fn a_key_that_no_cookie_can_contain_is_not_sent() {
    let _alone = ALONE.lock().await;
    let server = Server::new([]).await;
    for key in ["a;b", "a b", "a,b", "\"a\"", "a\\b", "\u{e9}", "a\r\nb: c"] {
        let builder = server.builder();
        let core = builder.credential(&COOKIE, ClientCredential::key(key));
        let core = core.credential(&KEY, ClientCredential::key("k"));
        let core = core.credential(&BASIC, ClientCredential::basic("user", "pass"));
        let error = core.build().unwrap().call(Keyed::default().into()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains("the cookie `sid` cannot contain"), "{error}");
        assert!(!error.contains(key), "{error}");
    }
    assert!(server.requests().is_empty());
}

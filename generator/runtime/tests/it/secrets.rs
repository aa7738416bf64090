//! Secrets in every place of an exchange: whatever the other side sends back, nothing that is printed shows them.

use std::{
    error::Error as _,
    io::Write,
    sync::{Arc, Mutex},
};

use bindwright_runtime::{
    Body, Error, EventStream, Header, JsonLines, Map, Request, TransportError, TransportKind,
    Value,
    client::Retry,
    codegen::{
        Builder, ClientCredential, Limit, Media, OperationSpec, Param, Requirement, ResponseSpec,
        Scheme, Security, ServerTemplate, StatusPattern, codec, operation,
    },
    http::{HeaderName, HeaderValue, Response},
};
use futures_util::StreamExt;
use proptest::prelude::*;

static HEADER: Scheme = Scheme::header_key("Header", "X-Key");
static QUERY: Scheme = Scheme::query_key("Query", "key");
static COOKIE: Scheme = Scheme::cookie_key("Cookie", "sid");
static BASIC: Scheme = Scheme::basic("Basic");
static BEARER: Scheme = Scheme::bearer("Bearer");
const SECURITY: Security = &[
    &[Requirement::of(&HEADER)],
    &[Requirement::of(&QUERY)],
    &[Requirement::of(&COOKIE)],
    &[Requirement::of(&BASIC)],
    &[Requirement::of(&BEARER)],
    &[],
];
const X_LEFT: Header<i64> = Header::new(Param::header("X-Left"));

#[derive(Debug, Clone)]
struct Item {
    n: Option<i64>,
    ip: Option<std::net::Ipv4Addr>,
    map: Option<Map<i64>>,
}
codec!(Item { "n" => n, "ip" => ip, "map" => map });
/// A token as a parameter that only a certain value satisfies, so that violations show it.
const TOKEN: Param =
    Param::header("X-Auth-Token").limits(&[Limit::Rule(|at| at.one_of(&["\"none\""]))]);

macro_rules! calls {
    ($($name:ident $success:ty { $spec:expr })*) => {
        $(
            #[derive(Debug, Clone, Default)]
            struct $name {
                token: Option<String>,
            }
            operation! {
                $name => {
                    spec: OperationSpec::get(stringify!($name), "/items").security(SECURITY),
                    parameters: { token: TOKEN },
                    success: $success { $spec },
                    failure: Value { ResponseSpec::json(400) },
                }
            }
        )*
    };
}
calls! {
    One Item { ResponseSpec::json(200) }
    Events EventStream<Item> { ResponseSpec::one(StatusPattern::Exact(200), Media::EVENT_STREAM) }
    Lines JsonLines<Item> { ResponseSpec::one(StatusPattern::Exact(200), Media::json_lines("application/x-ndjson")) }
}

/// How the secret is sent.
#[derive(Debug, Clone, Copy)]
enum Sent {
    Credential(&'static Scheme),
    /// A header that the caller sets, behind these characters.
    Own(&'static str, &'static str),
}

const SENT: [Sent; 9] = [
    Sent::Credential(&HEADER),
    Sent::Credential(&QUERY),
    Sent::Credential(&COOKIE),
    Sent::Credential(&BASIC),
    Sent::Credential(&BEARER),
    Sent::Own("authorization", "Bearer "),
    Sent::Own("x-auth-token", ""),
    Sent::Own("cookie", "a=b; sid="),
    Sent::Own("x-key", ""),
];

/// What the server sends back: the bodies are JSON with the secret as a string.
const BODIES: [&str; 11] = [
    r#"{"n":SECRET}"#,
    r#"{"ip":SECRET}"#,
    r#"{"map":{SECRET:"x"}}"#,
    r#"{"map":{SECRET:{}},"n":SECRET}"#,
    r#"{SECRET:1,SECRET:2}"#,
    r#"{"map":SECRET,"error_code":SECRET,"error_msg":SECRET,"request_id":SECRET}"#,
    r#"{"error_code":SECRET,"message":SECRET}"#,
    r#"[SECRET,SECRET]"#,
    r#"SECRET"#,
    r#"{"n":SECRET"#,
    r#"{"n":"SECRET"#,
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that an error prints, of itself and of its causes.
fn shown<E: 'static + std::fmt::Debug>(error: &Error<E>) -> String {
    let mut shown = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        shown += &format!("{error}\n{error:?}\n");
        cause = error.source();
    }
    match error {
        Error::Unexpected(unexpected) => {
            shown += &format!(
                "{unexpected}\n{unexpected:?}\n{:?}\n{}",
                unexpected.why(),
                unexpected.why()
            )
        }
        Error::Transport(error) => {
            shown += &format!("{error:?}\n");
            let mut cause = error.source();
            while let Some(error) = cause {
                shown += &format!("{error}\n{error:?}\n");
                cause = error.source();
            }
        }
        Error::Api(api) => shown += &format!("{:?}\n{:?}\n", api.summary(), api.header(X_LEFT)),
        _ => {}
    }
    shown
}

/// Everything that is printed of one call with a secret.
async fn call(secret: &str, sent: Sent, status: u16, body: String) -> String {
    let header = HeaderValue::from_str(secret).unwrap();
    let elsewhere = HeaderValue::from_str(&format!("https://b.example/?key={secret}")).unwrap();
    let transport = tower::service_fn(move |_: http::Request<Body>| {
        let response = Response::builder()
            .status(status)
            .header("x-request-id", header.clone())
            .header("location", elsewhere.clone())
            .header("set-cookie", header.clone())
            .header("x-left", header.clone());
        let (kind, body) = (status == 0, body.clone());
        std::future::ready(match kind {
            true => Err(TransportError::new(
                TransportKind::Connect,
                format!("no route for {body}"),
            )),
            false => Ok(response.body(Body::full(body)).unwrap()),
        })
    });
    let mut builder = Builder::new(ServerTemplate::NONE)
        .endpoint("https://a.example")
        .retry(Retry::none())
        .parameter("X-Other-Token", secret)
        .transport(transport);
    let mut own = None;
    match sent {
        Sent::Credential(scheme) if scheme == &BASIC => {
            builder = builder.credential(scheme, ClientCredential::basic("u", secret))
        }
        Sent::Credential(scheme) => {
            builder = builder.credential(scheme, ClientCredential::key(secret))
        }
        Sent::Own(name, before) => {
            own = Some((
                HeaderName::from_static(name),
                HeaderValue::from_str(&format!("{before}{secret}")).unwrap(),
            ))
        }
    }
    let mut shown = format!("{builder:?}");
    let core = builder.build().unwrap();
    shown += &format!("{core:?}");
    macro_rules! request {
        ($args:expr) => {{
            let mut request = Request::new($args);
            request.headers_mut().extend(own.clone());
            request
        }};
    }
    match core.call(request!(One::default())).await {
        Ok(response) => {
            shown += &format!(
                "{:?}{:?}",
                response.header(X_LEFT),
                response.headers().len()
            )
        }
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Events::default())).await {
        Ok(response) => {
            let events: Vec<_> = response.into_body().collect().await;
            shown += &events
                .iter()
                .filter_map(|event| event.as_ref().err())
                .map(|error| format!("{error}{error:?}"))
                .collect::<String>();
        }
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Lines::default())).await {
        Ok(response) => {
            let lines: Vec<_> = response.into_body().collect().await;
            shown += &lines
                .iter()
                .filter_map(|line| line.as_ref().err())
                .map(|error| format!("{error}{error:?}"))
                .collect::<String>();
        }
        Err(error) => shown += &self::shown(&error),
    }
    let token = Some(secret.to_owned());
    let error = core.call(request!(One { token })).await.unwrap_err();
    shown += &self::shown(&error);
    shown
}

/// The start of a secret, as it is and as it is spelled in what is printed.
fn spellings(secret: &str) -> Vec<String> {
    let json = Value::from(secret).to_string();
    let encoded: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        format!("{secret:?}").trim_matches('"').to_owned(),
        encoded,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn secrets_of_an_exchange_are_never_printed(
        // What a header can have, with a start that nothing else has.
        tail in "[!-~]([ -~]{4,60}[!-~])",
        sent in prop::sample::select(SENT.to_vec()),
        status in prop::sample::select(vec![0_u16, 200, 200, 200, 302, 400, 401, 418, 500]),
        body in prop::sample::select(BODIES.to_vec()),
        padding in 0..90_usize,
        escaped in any::<bool>(),
    ) {
        let secret = format!("Zq{tail}");
        prop_assume!(!matches!(sent, Sent::Own("cookie", _)) || !secret.contains(';'));
        let string = match escaped {
            true => secret.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect(),
            false => Value::from(secret.as_str()).to_string().trim_matches('"').to_owned(),
        };
        // The last body is the secret without quotes.
        let string = "x".repeat(padding) + &string;
        let body = if body.ends_with("\"SECRET") { body.replace("SECRET", &string) } else { body.replace("SECRET", &format!("\"{string}\"")) };
        let body = if body.len() % 2 == 0 { format!("data: {body}\n\n") } else { body };
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
        let shown = tracing::subscriber::with_default(subscriber, || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(call(&secret, sent, status, body))
        });
        let printed = shown + &String::from_utf8_lossy(&log.0.lock().unwrap());
        for spelled in spellings(&secret) {
            // No part that is long enough to be of use.
            let part: String = spelled.chars().take(7).collect();
            prop_assert!(!printed.contains(&part), "{} in {}", part, printed);
        }
    }
}

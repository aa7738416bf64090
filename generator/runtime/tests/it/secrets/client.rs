//! A client: credentials and values in places for credentials, that the server sends back, or that are rejected before they are sent.

use bindwright_runtime::{
    Body, ByteStream, Error, EventStream, FilePart, Header, JsonLines, Map, Request,
    TransportError, TransportKind, Value,
    client::Retry,
    codegen::{
        Builder, ClientCredential, Limit, Media, OperationSpec, Param, ResponseSpec, Scheme,
        ServerTemplate, StatusPattern, codec, limits, multipart, operation,
    },
    http::{HeaderName, HeaderValue, Response},
};
use futures_util::{StreamExt, stream};
use proptest::prelude::*;

use super::{BASIC, BEARER, COOKIE, HEADER, Item, QUERY, SECURITY, chain, found, printed};

const X_LEFT: Header<i64> = Header::new(Param::header("X-Left"));

/// Rejects all values but one, so that violations show the others.
const NONE: &[Limit] = &[Limit::Rule(|at| at.one_of(&["\"none\""]))];

macro_rules! calls {
    ($($name:ident $success:ty { $spec:expr })*) => {
        $(
            #[derive(Debug, Clone, Default)]
            struct $name {
                token: Option<String>,
                api_key: Option<String>,
                reset_token: String,
            }
            operation! {
                $name => {
                    spec: OperationSpec::get(stringify!($name), "/items/{reset_token}").security(SECURITY),
                    parameters: {
                        token: Param::header("X-Auth-Token").limits(NONE),
                        api_key: Param::query("api_key"),
                        reset_token: Param::path("reset_token"),
                    },
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
    Bytes ByteStream { ResponseSpec::one(StatusPattern::Exact(200), Media::binary("application/octet-stream")) }
}

/// A body whose keys are shown by violations, and whose own secrets are not.
#[derive(Debug, Clone)]
struct Sending {
    map: Map<i64>,
    password: String,
}
codec!(Sending { "map" => map, "password" => password });
limits!(Sending { "map" => map: [Limit::Each(&[Limit::Maximum(1)])], "password" => password: [Limit::Rule(|at| at.one_of(&["\"none\""]))] });

#[derive(Debug)]
struct Send {
    reset_token: String,
    body: Sending,
}
operation! {
    Send => {
        spec: OperationSpec::post("Send", "/sent/{reset_token}").security(SECURITY),
        parameters: { reset_token: Param::path("reset_token").limits(NONE) },
        body: required [Media::JSON],
        limits: { "body" => body: inside },
        success: () { ResponseSpec::empty(204) },
    }
}

#[derive(Debug)]
struct Form {
    map: Map<i64>,
    file: FilePart,
}
multipart!(Form { value "map" => map, file "file" => file });
limits!(Form { "map" => map: [Limit::Each(&[Limit::Maximum(1)])] });

#[derive(Debug)]
struct Upload {
    body: Form,
}
operation! {
    Upload => {
        spec: OperationSpec::post("Upload", "/uploaded").security(SECURITY),
        body: required [Media::MULTIPART.with_files()],
        limits: { "body" => body: inside },
        success: () { ResponseSpec::empty(204) },
    }
}

/// How the secret is sent.
#[derive(Debug, Clone, Copy)]
enum Sent {
    Credential(&'static Scheme),
    /// A header that the caller sets, behind these characters.
    Own(&'static str, &'static str),
    /// A query parameter whose name says what it is.
    Query,
    /// A path parameter whose name says what it is.
    Path,
    /// Not at all: the server makes it.
    Received,
}

const SENT: [Sent; 12] = [
    Sent::Credential(&HEADER),
    Sent::Credential(&QUERY),
    Sent::Credential(&COOKIE),
    Sent::Credential(&BASIC),
    Sent::Credential(&BEARER),
    Sent::Own("authorization", "Bearer "),
    Sent::Own("x-auth-token", ""),
    Sent::Own("cookie", "a=b; sid="),
    Sent::Own("x-key", ""),
    Sent::Query,
    Sent::Path,
    Sent::Received,
];

/// What the server sends back: the bodies are JSON with the secret as a string.
const BODIES: [&str; 13] = [
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
    r#"{"either":SECRET}"#,
    r#"{"either":{SECRET:1},"map":{SECRET:true}}"#,
];

/// A secret that is new to the client, in places whose names say so.
const RECEIVED: [&str; 6] = [
    r#"{"password":SECRET}"#,
    r#"{"client_secret":[SECRET]}"#,
    r#"{"n":"x","password":SECRET}"#,
    r#"{"map":{"session_token":SECRET}}"#,
    r#"{"n":true,"access_token":[1,SECRET"#,
    r#"{"n":true,"api-key":SECRET"#,
];

/// Everything that an error prints, of itself, of its causes and of what it is made of.
fn shown<E: 'static + std::fmt::Debug>(error: &Error<E>) -> String {
    let mut shown = chain(error);
    match error {
        Error::Unexpected(unexpected) => {
            shown += &chain(unexpected.as_ref());
            shown += &chain(unexpected.why());
        }
        Error::Transport(error) => shown += &chain(error),
        Error::Api(api) => {
            shown += &format!("{:?}\n", api.summary());
            shown += &chain(&api.header(X_LEFT).unwrap_err());
        }
        Error::Invalid(violations) => shown += &chain(violations),
        _ => {}
    }
    shown
}

/// What a server that sends a secret back responds.
#[derive(Debug, Clone)]
struct Reply {
    /// 0 for no response.
    status: u16,
    body: String,
    /// Whether the body breaks off with an error that has the secret.
    is_broken: bool,
}

/// The client, and the header that goes with each request.
fn client(secret: &str, sent: Sent, reply: Reply) -> (Builder, Option<(HeaderName, HeaderValue)>) {
    let echoed = match sent {
        Sent::Received => "none",
        _ => secret,
    };
    let header = HeaderValue::from_str(echoed).unwrap();
    let elsewhere = HeaderValue::from_str(&format!("https://b.example/?key={secret}")).unwrap();
    let cookie = HeaderValue::from_str(secret).unwrap();
    let transport = tower::service_fn(move |_: http::Request<Body>| {
        let Reply {
            status,
            body,
            is_broken,
        } = reply.clone();
        let response = Response::builder()
            .status(status)
            .header("x-request-id", header.clone())
            .header("location", elsewhere.clone())
            .header("set-cookie", cookie.clone())
            .header("x-left", header.clone());
        let body = match is_broken {
            false => Body::full(body),
            true => {
                let broken = std::io::Error::other(format!("reset: {body}"));
                let chunks = [Ok(bytes::Bytes::from(body)), Err(broken)];
                ByteStream::from_stream(stream::iter(chunks)).into_body()
            }
        };
        std::future::ready(match status {
            0 => Err(TransportError::new(
                TransportKind::Connect,
                format!("no route for {}", header.to_str().unwrap()),
            )),
            _ => Ok(response.body(body).unwrap()),
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
        Sent::Query | Sent::Path | Sent::Received => {}
    }
    (builder, own)
}

/// What the errors of a stream print.
async fn errors<T, E: std::error::Error + 'static>(
    items: impl futures_util::Stream<Item = Result<T, E>> + Unpin,
) -> String {
    let items: Vec<_> = items.collect().await;
    let errors = items.iter().filter_map(|item| item.as_ref().err());
    errors.map(|error| chain(error)).collect()
}

/// Everything that is printed of calls with a secret.
async fn call(secret: &str, sent: Sent, reply: Reply) -> String {
    let (builder, own) = client(secret, sent, reply);
    let mut shown = format!("{builder:?}");
    let core = builder.build().unwrap();
    shown += &format!("{core:?}");
    let request = |mut headers: http::HeaderMap| {
        headers.extend(own.clone());
        headers
    };
    macro_rules! request {
        ($args:expr) => {{
            let mut call = Request::new($args);
            *call.headers_mut() = request(Default::default());
            shown += &format!("{call:?}").replace(&format!("{:?}", call.get_ref()), "");
            call
        }};
        ($name:ident of $_:tt) => {
            request!($name {
                token: None,
                api_key: matches!(sent, Sent::Query).then(|| secret.to_owned()),
                reset_token: match sent {
                    Sent::Path => secret.to_owned(),
                    _ => "x".to_owned(),
                },
            })
        };
    }
    match core.call(request!(One of _)).await {
        Ok(response) => shown += &format!("{:?}", response.header(X_LEFT)),
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Events of _)).await {
        Ok(response) => shown += &errors(response.into_body()).await,
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Lines of _)).await {
        Ok(response) => shown += &errors(response.into_body()).await,
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Bytes of _)).await {
        Ok(response) => {
            shown += &format!("{response:?}");
            let collected = response.into_body().collect(1 << 20).await;
            shown += &collected.map_or_else(|error| chain(&error), |_| String::new());
        }
        Err(error) => shown += &self::shown(&error),
    }
    match core.call(request!(Bytes of _)).await {
        Ok(response) => shown += &errors(response.into_body()).await,
        Err(error) => shown += &self::shown(&error),
    }
    let is_credential = matches!(sent, Sent::Credential(_) | Sent::Own(..));
    shown + &rejected(secret, &core, own, is_credential).await
}

/// Everything that is printed of requests that are not sent.
async fn rejected(
    secret: &str,
    core: &bindwright_runtime::codegen::Core,
    own: Option<(HeaderName, HeaderValue)>,
    is_credential: bool,
) -> String {
    let map: Map<i64> = [(secret.to_owned(), 7)].into_iter().collect();
    let mut token = Request::new(One {
        token: Some(secret.to_owned()),
        reset_token: "x".to_owned(),
        ..One::default()
    });
    let mut send = Request::new(Send {
        reset_token: secret.to_owned(),
        body: Sending {
            map: map.clone(),
            password: secret.to_owned(),
        },
    });
    // What nobody else says is a secret is one by its name.
    let password = Request::new(Send {
        reset_token: "none".to_owned(),
        body: Sending {
            map: Map::new(),
            password: secret.to_owned(),
        },
    });
    let mut shown = self::shown(&core.call(password).await.unwrap_err());
    token.headers_mut().extend(own.clone());
    send.headers_mut().extend(own.clone());
    shown += &self::shown(&core.call(token).await.unwrap_err());
    shown += &self::shown(&core.call(send).await.unwrap_err());
    // Nothing in this request says that the key is a secret, unless it is a credential as well.
    let file = FilePart::new("x").with_file_name(secret);
    shown += &format!("{file:?}");
    let mut upload = Request::new(Upload {
        body: Form { map, file },
    });
    upload.headers_mut().extend(own);
    let error = core.call(upload).await.unwrap_err();
    if is_credential {
        shown += &self::shown(&error);
    }
    shown
}

/// A secret in a JSON string, as it is or as escapes only.
fn in_json(secret: &str, is_escaped: bool) -> String {
    match is_escaped {
        true => secret
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04X}"))
            .collect(),
        false => {
            let quoted = Value::from(secret).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn secrets_of_an_exchange_are_never_printed(
        // What a header can have, with a start that nothing else has.
        tail in "[!-~]([ -~]{4,60}[!-~])",
        sent in prop::sample::select(SENT.to_vec()),
        status in prop::sample::select(vec![0_u16, 200, 200, 200, 302, 400, 401, 418, 500]),
        body in prop::sample::select(BODIES.to_vec()),
        received in prop::sample::select(RECEIVED.to_vec()),
        padding in 0..90_usize,
        is_escaped in any::<bool>(),
        is_broken in any::<bool>(),
    ) {
        let secret = format!("Zq{tail}");
        prop_assume!(!matches!(sent, Sent::Own("cookie", _)) || !secret.contains(';'));
        let body = if matches!(sent, Sent::Received) { received } else { body };
        let string = "x".repeat(padding) + &in_json(&secret, is_escaped);
        // One body is the secret without quotes.
        let body = match body.ends_with("\"SECRET") {
            true => body.replace("SECRET", &string),
            false => body.replace("SECRET", &format!("\"{string}\"")),
        };
        let body = if body.len() % 2 == 0 { format!("data: {body}\n\n") } else { body };
        let is_broken = is_broken && !matches!(sent, Sent::Received);
        let printed = printed(call(&secret, sent, Reply { status, body, is_broken }));
        let found = found(&secret, &printed);
        prop_assert!(found.is_none(), "{:?} in {}", found, printed);
    }
}

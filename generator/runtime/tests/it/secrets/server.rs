//! A server: requests with a secret in a place for credentials that send it in every other place as well, rejected for every reason.

use std::net::Ipv4Addr;

use base64::Engine as _;
use bindwright_runtime::{
    Body, Error, FilePart, JsonLines, Map, Request, Response, Value,
    codegen::{
        Limit, Media, OperationSpec, Param, Requirement, ResponseSpec, Security, limits, multipart,
        operation,
    },
    http::{self, HeaderName},
    server::{Authenticator, Call, Credential, Denied, Router, Routes},
    signing::SdkHmacSha256Verifier,
};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use proptest::prelude::*;
use tower::ServiceExt;

use super::{BASIC, BEARER, COOKIE, HEADER, Item, QUERY, SIGNED, chain, found, printed};

const SECURITY: Security = &[
    &[Requirement::of(&HEADER)],
    &[Requirement::of(&QUERY)],
    &[Requirement::of(&COOKIE)],
    &[Requirement::of(&BASIC)],
    &[Requirement::of(&BEARER)],
    &[Requirement::of(&SIGNED)],
    &[],
];

/// Rejects all values but one, so that violations show the others.
const NONE: &[Limit] = &[Limit::Rule(|at| at.one_of(&["\"none\""]))];

#[derive(Debug)]
struct Reset {
    reset_token: String,
    id: i64,
    n: Option<i64>,
    ip: Option<Ipv4Addr>,
    filter: Option<Map<i64>>,
    token: Option<String>,
    theme: Option<String>,
    body: Item,
}
operation! {
    Reset => {
        spec: OperationSpec::post("Reset", "/resets/{reset_token}/{id}").security(SECURITY),
        parameters: {
            reset_token: Param::path("reset_token").limits(NONE),
            id: Param::path("id"),
            n: Param::query("n"),
            ip: Param::query("ip"),
            filter: Param::query("filter").object(&[]).style(bindwright_runtime::codegen::Style::DeepObject),
            token: Param::header("X-Auth-Token").limits(NONE),
            theme: Param::cookie("theme").limits(NONE),
        },
        body: required [Media::JSON, Media::FORM, Media::MULTIPART],
        limits: { "body" => body: inside },
        success: Item { ResponseSpec::json(200) },
    }
}
limits!(Item { "map" => map: [Limit::Each(&[Limit::Maximum(1)])] });

#[derive(Debug)]
struct Form {
    map: Map<i64>,
    file: FilePart,
}
multipart!(Form { value "map" => map, file "file" => file });

#[derive(Debug)]
struct Upload {
    reset_token: String,
    body: Form,
}
operation! {
    Upload => {
        spec: OperationSpec::post("Upload", "/uploads/{reset_token}").security(super::SECURITY),
        parameters: { reset_token: Param::path("reset_token") },
        body: required [Media::MULTIPART.with_files()],
        success: () { ResponseSpec::empty(204) },
    }
}

#[derive(Debug)]
struct Lines {
    reset_token: String,
    body: JsonLines<Item>,
}
operation! {
    Lines => {
        spec: OperationSpec::post("Lines", "/lines/{reset_token}").security(super::SECURITY),
        parameters: { reset_token: Param::path("reset_token") },
        body: required [Media::json_lines("application/x-ndjson")],
        success: () { ResponseSpec::empty(204) },
    }
}

#[derive(Debug)]
struct Fail {
    how: String,
}
operation! {
    Fail => {
        spec: OperationSpec::post("Fail", "/fails/{how}/{reset_token}").security(SECURITY),
        parameters: { how: Param::path("how") },
        success: () { ResponseSpec::empty(204) },
    }
}

/// How the authenticator decides.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gate {
    Open,
    Unauthorized,
    /// Denies with a message that quotes what it was shown.
    Forbidden,
}

struct Keys {
    gate: Gate,
    secret: String,
}

impl Authenticator for Keys {
    type Principal = ();

    async fn authenticate(&self, shown: &[Credential], call: &Call<'_>) -> Result<(), Denied> {
        tracing::info!(?shown, ?call, "asked");
        match self.gate {
            Gate::Open => Ok(()),
            Gate::Unauthorized => Err(Denied::Unauthorized),
            Gate::Forbidden => Err(Denied::Forbidden(
                format!("{} may not do this", self.secret).into(),
            )),
        }
    }
}

struct Api;

type Outcome<T> = Result<Response<T>, Error<Value>>;

impl Api {
    async fn reset(&self, request: Request<Reset>) -> Outcome<Item> {
        Ok(Response::new(request.into_inner().body))
    }

    async fn upload(&self, request: Request<Upload>) -> Outcome<()> {
        tracing::info!(file = ?request.get_ref().body.file, "uploaded");
        Ok(Response::new(()))
    }

    async fn lines(&self, request: Request<Lines>) -> Outcome<()> {
        let mut lines = request.into_inner().body;
        while let Some(line) = lines.next().await {
            if let Err(error) = line {
                tracing::info!(%error, ?error, chain = chain(&error), "a line is wrong");
            }
        }
        Ok(Response::new(()))
    }

    async fn fail(&self, request: Request<Fail>) -> Outcome<()> {
        match request.get_ref().how.as_str() {
            "panic" => panic!("the handler of a test"),
            _ => Err(Error::Timeout(std::time::Duration::from_secs(1).into())),
        }
    }
}

fn router(gate: Gate, secret: &str) -> Router {
    Routes::new(Api)
        .authenticator(Keys {
            gate,
            secret: secret.to_owned(),
        })
        .verifier("SDK-HMAC-SHA256", SdkHmacSha256Verifier::new())
        .strict_accept()
        .route(Api::reset)
        .route(Api::upload)
        .route(Api::lines)
        .route(Api::fail)
        .into_router()
}

/// The place for credentials in which the secret is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// A header, behind these characters.
    Header(&'static str, &'static str),
    Basic,
    /// A query parameter.
    Query(&'static str),
    Path,
    /// A property of a body, a field of a form, or a part whose name says that it is a secret. It is sent nowhere else.
    Body,
}

const PLACES: [Place; 11] = [
    Place::Header("x-key", ""),
    Place::Header("cookie", "theme=x; sid="),
    Place::Header("cookie", "theme="),
    Place::Header("authorization", "Bearer "),
    Place::Header(
        "authorization",
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=",
    ),
    Place::Header("x-auth-token", ""),
    Place::Basic,
    Place::Query("key"),
    Place::Query("api_key"),
    Place::Path,
    Place::Body,
];

/// Why the request is rejected.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reason {
    Json,
    Form,
    Parts,
    Files,
    Lines,
    Unauthorized,
    Forbidden,
    BrokenPath,
    NotFound,
    Method,
    Accept,
    TooLarge,
    MediaType,
    HandlerError,
    Panic,
}

const REASONS: [Reason; 15] = [
    Reason::Json,
    Reason::Form,
    Reason::Parts,
    Reason::Files,
    Reason::Lines,
    Reason::Unauthorized,
    Reason::Forbidden,
    Reason::BrokenPath,
    Reason::NotFound,
    Reason::Method,
    Reason::Accept,
    Reason::TooLarge,
    Reason::MediaType,
    Reason::HandlerError,
    Reason::Panic,
];

impl Reason {
    /// The status of the response, if the secret has no characters that make its place invalid.
    fn status(self, place: Place) -> u16 {
        let is_credential = match place {
            Place::Header(name, before) => name != "x-auth-token" && before != "theme=",
            Place::Basic => true,
            Place::Query(name) => name == "key",
            Place::Path | Place::Body => false,
        };
        // The others accept no signature: there it is a header that a request may have.
        let accepts_signatures = !matches!(self, Reason::Files | Reason::Lines);
        let is_signed = accepts_signatures
            && matches!(place, Place::Header(_, before) if before.contains("Signature="));
        match self {
            Reason::BrokenPath => 400,
            Reason::NotFound => 404,
            Reason::Method => 405,
            _ if is_signed => 401,
            Reason::Unauthorized if is_credential => 401,
            Reason::Forbidden if is_credential => 403,
            Reason::Accept => 406,
            Reason::TooLarge => 413,
            Reason::MediaType => 415,
            Reason::Lines => 204,
            Reason::HandlerError => 504,
            Reason::Panic => 500,
            Reason::Json
            | Reason::Form
            | Reason::Parts
            | Reason::Files
            | Reason::Unauthorized
            | Reason::Forbidden => 400,
        }
    }
}

/// Every byte, percent-encoded.
fn encoded(secret: &str) -> String {
    secret.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A JSON value with the secret where it is quoted in errors, or only in places whose names say that it is one.
fn json(secret: &str, place: Place, variant: usize) -> String {
    let secret = Value::from(secret).to_string();
    let bodies = match place {
        Place::Body => [
            r#"{"password":S}"#,
            r#"{"client_secret":[S]}"#,
            r#"{"password":[S],"n":"x"}"#,
            r#"{"map":{"token":S}}"#,
            r#"{"client_secret":S}"#,
            r#"{"password":"x","client_secret":[S,S]}"#,
        ],
        _ => [
            r#"{"n":S}"#,
            r#"{"ip":S,"password":S}"#,
            r#"{"map":{S:7}}"#,
            r#"{"map":{S:S},"ip":S}"#,
            r#"{S:1,S:2}"#,
            r#"{"either":S}"#,
        ],
    };
    bodies[variant % bodies.len()].replace('S', &secret)
}

fn form(secret: &str, place: Place, variant: usize) -> String {
    let fields = match place {
        Place::Body => ["password=S", "client_secret=S", "password=S&password=S"],
        _ => ["n=S&ip=S&S=S", "map[S]=7&ip=S", "map[S]=S&ip=S&n=1&n=S"],
    };
    fields[variant % fields.len()].replace('S', &encoded(secret))
}

/// The parts of a form, with the secret as the name of parts and files, in other headers, and as content.
fn parts(secret: &str, place: Place, variant: usize) -> String {
    let name = secret.replace('\\', "\\\\").replace('"', "\\\"");
    let heads = match place {
        Place::Body => [
            "name=password".to_owned(),
            "name=client_secret".to_owned(),
            "name=\"map[token]\"".to_owned(),
        ],
        _ => [
            format!("name=\"map[{name}]\"; filename=\"{name}\"\r\nX-Other: {name}"),
            format!("name=ip; filename=\"{name}\"\r\nContent-Type: text/{name}"),
            format!("filename=\"{name}\""),
        ],
    };
    let head = &heads[variant % heads.len()];
    let part = format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{secret}\r\n");
    let end = if variant.is_multiple_of(5) {
        ""
    } else {
        "--b--\r\n"
    };
    format!("{part}{part}{end}")
}

/// The request, and how the gate decides.
fn request(
    secret: &str,
    place: Place,
    reason: Reason,
    variant: usize,
) -> (http::Request<axum::body::Body>, Gate) {
    // What is sent in places that are not for secrets.
    let echo = if place == Place::Body { "none" } else { secret };
    let of_path = match place {
        Place::Path => encoded(secret),
        _ => "none".to_owned(),
    };
    let other = encoded(echo);
    let path = match reason {
        Reason::Files => format!("/uploads/{of_path}"),
        Reason::Lines => format!("/lines/{of_path}"),
        Reason::NotFound => format!("/nowhere/{other}/{of_path}"),
        Reason::BrokenPath => format!("/resets/{of_path}/{other}%zz"),
        Reason::HandlerError => format!("/fails/error/{of_path}"),
        Reason::Panic => format!("/fails/panic/{of_path}"),
        _ => format!("/resets/{of_path}/{other}"),
    };
    let mut query = match reason {
        Reason::HandlerError | Reason::Panic | Reason::Files | Reason::Lines => String::new(),
        _ => format!("n={other}&ip={other}&filter[{other}]={other}&n={other}"),
    };
    if let Place::Query(name) = place {
        query += &format!("&{name}={}", encoded(secret));
    }
    let mut request = http::Request::builder()
        .method(if reason == Reason::Method {
            "PUT"
        } else {
            "POST"
        })
        .uri(format!("{path}?{query}"));
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("u:{secret}"));
    let credential: Option<(HeaderName, String)> = match place {
        Place::Header(name, before) => {
            Some((HeaderName::from_static(name), format!("{before}{secret}")))
        }
        Place::Basic => Some((http::header::AUTHORIZATION, format!("Basic {basic}"))),
        Place::Query(_) | Place::Path | Place::Body => None,
    };
    if let Some((name, value)) = credential {
        request = request.header(name, value);
    }
    let media = match reason {
        Reason::Form => "application/x-www-form-urlencoded".to_owned(),
        Reason::Parts | Reason::Files => "multipart/form-data; boundary=b".to_owned(),
        Reason::Lines => "application/x-ndjson".to_owned(),
        Reason::MediaType => format!("text/{echo}"),
        _ => "application/json".to_owned(),
    };
    request = request.header("content-type", media);
    if reason == Reason::Accept {
        request = request.header("accept", format!("application/{echo}"));
    }
    if reason == Reason::TooLarge {
        request = request.header("content-length", "99999999999");
    }
    let body = match reason {
        Reason::Form => form(secret, place, variant),
        Reason::Parts | Reason::Files => parts(secret, place, variant),
        Reason::Lines => format!("{}\n{{}}\n", json(secret, place, variant)),
        _ => json(secret, place, variant),
    };
    let gate = match reason {
        Reason::Unauthorized => Gate::Unauthorized,
        Reason::Forbidden => Gate::Forbidden,
        _ => Gate::Open,
    };
    (
        request
            .body(axum::body::Body::new(Body::full(body)))
            .unwrap(),
        gate,
    )
}

/// The status of the response, and the response as text.
async fn respond(router: Router, request: http::Request<axum::body::Body>) -> (u16, String) {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&body);
    let headers = parts.headers;
    (parts.status.as_u16(), format!("{headers:?} {body}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn secrets_of_a_rejected_request_are_never_shown(
        tail in prop_oneof!["[A-Za-z0-9._~-]{5,60}", "[!-~]([ -~]{4,60}[!-~])"],
        place in prop::sample::select(PLACES.to_vec()),
        reason in prop::sample::select(REASONS.to_vec()),
        variant in 0..30_usize,
    ) {
        let secret = format!("Zq{tail}");
        let is_plain = secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte));
        prop_assume!(!matches!(place, Place::Header("cookie", _)) || !secret.contains(';'));
        let (request, gate) = request(&secret, place, reason, variant);
        let router = router(gate, if place == Place::Body { "nobody" } else { &secret });
        let mut status = 0;
        let printed = printed(async {
            let (got, shown) = respond(router, request).await;
            status = got;
            shown
        });
        if is_plain {
            prop_assert_eq!(status, reason.status(place), "{}", printed);
        }
        let found = found(&secret, &printed);
        prop_assert!(found.is_none(), "{:?} in {}", found, printed);
        if status == 400 && place != Place::Body {
            prop_assert!(printed.contains("invalid"), "{}", printed);
        }
    }
}

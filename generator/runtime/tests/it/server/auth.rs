//! Who may call: keys, pairs of credentials, optional ones, and signatures.

use std::time::{Duration, SystemTime};

use bindwright_runtime::server::{Anonymous, Router};
use bindwright_runtime::{KeyPair, signing::sdk_hmac_sha256};

use crate::server::echo::{ACCESS_KEY, Caller, Echo, SECRET_KEY, router, routes};
use crate::server::raw::{RawResponse, Wire};
use crate::server::{assert_rejected, get, send, serve, served};

const SESSION: &str = "Cookie: a=b; sid=s1";
/// `ann:pw`
const BASIC: &str = "Authorization: Basic YW5uOnB3";

#[tokio::test]
async fn one_alternative_is_enough_and_within_it_all_are_needed() {
    let (server, _) = served().await;
    for (headers, status, caller) in [
        (&[BASIC, SESSION][..], 204, Some("ann")),
        (&["X-Auth-Token: good"], 204, Some("token")),
        (&["X-Auth-Token: good", BASIC], 204, Some("token")),
        (
            &["X-Auth-Token: good", BASIC, "Cookie: sid=wrong"],
            204,
            Some("token"),
        ),
        (&[BASIC], 401, None),
        (&[SESSION], 401, None),
        (&[BASIC, "Cookie: sid=wrong"], 401, None),
        // Of several cookies with one name, the first counts.
        (&[BASIC, SESSION, "Cookie: sid=wrong"], 204, Some("ann")),
        (&[BASIC, "Cookie: sid=wrong; sid=s1"], 401, None),
        (&[BASIC, BASIC, SESSION], 401, None),
    ] {
        let response = get(server, "DELETE /exports/1", headers).await;
        assert_eq!(
            (response.status, response.header("x-caller")),
            (status, caller),
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn every_401_is_the_same_and_has_the_challenges() {
    let (server, echo) = served().await;
    let mut seen = Vec::new();
    for headers in [
        &["X-Request-Id: same"][..],
        &["X-Request-Id: same", "X-Auth-Token: "],
        &["X-Request-Id: same", "X-Auth-Token: wrong"],
        &[
            "X-Request-Id: same",
            "X-Auth-Token: good",
            "X-Auth-Token: good",
        ],
        &["X-Request-Id: same", "Authorization: Bearer x"],
        &["X-Request-Id: same", "Authorization: Basic !!!"],
    ] {
        let mut response = get(server, "DELETE /exports/1", headers).await;
        assert_rejected(&response, 401, "unauthorized", &echo);
        assert_eq!(
            response.header("www-authenticate"),
            Some(r#"Basic realm="api", charset="UTF-8""#)
        );
        response.headers.retain(|(name, _)| name != "date");
        seen.push((response.headers, response.body));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn a_known_caller_may_be_forbidden() {
    let (server, echo) = served().await;
    let response = get(server, "POST /v2/p2/signed", &["X-Auth-Token: good"]).await;
    assert_rejected(&response, 403, "forbidden", &echo);
    assert_eq!(response.field("error_msg"), "the project is another's");
    let response = get(server, "POST /v2/p1/signed", &["X-Auth-Token: down"]).await;
    assert_rejected(&response, 503, "unavailable", &echo);
}

#[tokio::test]
async fn optional_credentials_may_be_left_out_but_not_be_wrong() {
    let (server, _) = served().await;
    assert_eq!(get(server, "GET /me", &[]).await.text(), "nobody");
    assert_eq!(
        get(server, "GET /me", &["X-Auth-Token: good"]).await.text(),
        "token"
    );
    assert_eq!(
        get(server, "GET /me", &["X-Auth-Token: wrong"])
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn an_anonymous_server_accepts_everybody_as_one_principal() {
    let open = routes(Echo::default()).authenticator(Anonymous(Caller("anyone".to_owned())));
    let server = serve(open.into_router()).await;
    for headers in [
        &[][..],
        &["X-Auth-Token: wrong"],
        &["Authorization: SDK-HMAC-SHA256 Access=nobody"],
    ] {
        assert_eq!(get(server, "GET /me", headers).await.text(), "anyone");
        assert_eq!(
            get(server, "POST /v2/p9/signed", headers).await.text(),
            "anyone"
        );
    }
}

#[tokio::test]
async fn unknown_callers_are_rejected_before_their_body_is_read() {
    let (server, echo) = served().await;
    let mut wire = Wire::open(server).await;
    let head = "POST /v2/p1/signed HTTP/1.1\r\nHost: a\r\nX-Auth-Token: wrong\r\nContent-Type: application/json\r\n";
    wire.write(format!("{head}Content-Length: 1073741824\r\n\r\n"))
        .await;
    assert_rejected(&wire.response().await.unwrap(), 401, "unauthorized", &echo);
}

#[tokio::test]
async fn unknown_callers_learn_nothing_about_media_types_and_parameters() {
    let (server, echo) = served().await;
    let response = get(
        server,
        "POST /v2/p1/signed",
        &["Content-Type: text/plain", "Accept: x/y"],
    )
    .await;
    assert_rejected(&response, 401, "unauthorized", &echo);
}

/// A signed request as it travels: what was signed, by which keys, and what is sent instead of it.
struct Signed {
    access_key: &'static str,
    secret_key: &'static str,
    at: SystemTime,
    body: &'static str,
    sent_body: &'static str,
}

impl Signed {
    fn now() -> Self {
        let at = SystemTime::now();
        Self {
            access_key: ACCESS_KEY,
            secret_key: SECRET_KEY,
            at,
            body: "{}",
            sent_body: "{}",
        }
    }

    fn text(&self, path: &str) -> String {
        let request = http::Request::post(path)
            .header("host", "a")
            .header("content-type", "application/json");
        let (mut parts, ()) = request
            .header("x-request-id", "same")
            .body(())
            .unwrap()
            .into_parts();
        let keys = KeyPair::new(self.access_key, self.secret_key);
        sdk_hmac_sha256::sign(&mut parts, self.body.as_bytes(), &keys, self.at).unwrap();
        let headers: String = parts
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}\r\n", value.to_str().unwrap()))
            .collect();
        let (path, body) = (path, self.sent_body);
        format!(
            "POST {path} HTTP/1.1\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

#[tokio::test]
async fn a_signature_names_its_caller() {
    let (server, _) = served().await;
    for seconds in [0, 14 * 60 + 50] {
        for at in [
            SystemTime::now() - Duration::from_secs(seconds),
            SystemTime::now() + Duration::from_secs(seconds),
        ] {
            let response = send(
                server,
                Signed {
                    at,
                    ..Signed::now()
                }
                .text("/v2/p1/signed?b=2&a=%C3%BC"),
            )
            .await;
            assert_eq!((response.status, response.text()), (200, ACCESS_KEY));
        }
    }
    let response = send(server, Signed::now().text("/v2/p2/signed")).await;
    assert_eq!(response.status, 403);
}

#[tokio::test]
async fn a_signed_request_may_be_repeated_while_its_date_is_near() {
    let (server, _) = served().await;
    let request = Signed::now().text("/v2/p1/signed");
    for _ in 0..2 {
        assert_eq!(send(server, &request).await.status, 200);
    }
}

#[tokio::test]
async fn a_signature_covers_the_whole_path_under_a_prefix() {
    let server = serve(Router::new().nest("/api", router(Echo::default()))).await;
    assert_eq!(
        send(server, Signed::now().text("/api/v2/p1/signed"))
            .await
            .status,
        200
    );
    let stripped = Signed::now()
        .text("/v2/p1/signed")
        .replace("/v2/p1/signed", "/api/v2/p1/signed");
    assert_eq!(send(server, stripped).await.status, 401);
}

#[tokio::test]
async fn an_invalid_signature_is_rejected_like_any_credential() {
    let (server, echo) = served().await;
    let late = Duration::from_secs(15 * 60 + 10);
    let genuine = Signed::now().text("/v2/p1/signed");
    let mut responses = Vec::new();
    for request in [
        Signed {
            secret_key: "SK2",
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        Signed {
            access_key: "AK2",
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        Signed {
            access_key: "AK2",
            secret_key: "",
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        Signed {
            at: SystemTime::now() - late,
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        Signed {
            at: SystemTime::now() + late,
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        Signed {
            sent_body: "{ }",
            ..Signed::now()
        }
        .text("/v2/p1/signed"),
        genuine.replace("/v2/p1/signed", "/v2/p1/signed?extra=1"),
        genuine.replace("host: a", "host: b"),
        genuine.replace("x-sdk-date: 20", "x-sdk-date: now"),
        genuine.replace("x-sdk-date", "x-other-date"),
        genuine.replace("Signature=", "Signature=0"),
        genuine.replace("SignedHeaders=", "SignedHeaders=Z;"),
        genuine.replace("Access=", "Excess="),
        genuine.replace(
            "x-sdk-date: ",
            "authorization: SDK-HMAC-SHA256 Access=AK1\r\nx-sdk-date: ",
        ),
    ] {
        let response = send(server, request).await;
        assert_rejected(&response, 401, "unauthorized", &echo);
        assert_eq!(response.header("www-authenticate"), Some("SDK-HMAC-SHA256"));
        responses.push(response);
    }
    let bodies = |response: &RawResponse| response.body.clone();
    assert!(
        responses
            .iter()
            .all(|response| bodies(response) == responses[0].body),
        "the 401s differ"
    );
}

#[tokio::test]
async fn a_signed_body_over_the_limit_is_rejected_before_it_is_hashed() {
    let (server, echo) = served().await;
    let request = Signed::now()
        .text("/v2/p1/signed")
        .replace("content-length: 2", "content-length: 1073741824");
    assert_rejected(
        &send(server, request).await,
        413,
        "payload_too_large",
        &echo,
    );
}

/// Heads whose signature cannot be genuine, whatever the body is.
fn bogus_heads() -> Vec<String> {
    let late = Duration::from_secs(15 * 60 + 10);
    let head = |signed: Signed| {
        signed
            .text("/v2/p1/signed")
            .replace("\r\n\r\n{}", "\r\n\r\n")
    };
    let genuine = head(Signed::now());
    let access_key = "AK2";
    let (past, future) = (SystemTime::now() - late, SystemTime::now() + late);
    vec![
        head(Signed {
            access_key,
            ..Signed::now()
        }),
        head(Signed {
            at: past,
            ..Signed::now()
        }),
        head(Signed {
            at: future,
            ..Signed::now()
        }),
        genuine.replace("x-sdk-date: 20", "x-sdk-date: now"),
        genuine.replace("x-sdk-date: ", "x-other: "),
        genuine.replace("Signature=", "Signature=0"),
        genuine.replace(
            "SignedHeaders=content-type;host;",
            "SignedHeaders=content-type;",
        ),
        genuine.replace("Access=", "Excess="),
    ]
}

/// The body never comes, so a server that waits for it does not respond.
#[tokio::test]
async fn a_bogus_signature_is_rejected_before_the_body_is_read() {
    let (server, echo) = served().await;
    for head in bogus_heads() {
        let mut wire = Wire::open(server).await;
        wire.write(&head).await;
        assert_rejected(&wire.response().await.unwrap(), 401, "unauthorized", &echo);
    }
    // Only the body shows whether this one is genuine.
    let mut wire = Wire::open(server).await;
    wire.write(Signed::now().text("/v2/p1/signed").replace("{}", ""))
        .await;
    let early = tokio::time::timeout(Duration::from_millis(200), wire.response()).await;
    assert!(early.is_err());
    wire.write("{}").await;
    assert_eq!(wire.response().await.unwrap().status, 200);
}

/// An alternative that needs no body is tried first, although the document lists it last.
#[tokio::test]
async fn a_token_is_judged_before_a_signature() {
    let (server, _) = served().await;
    let signed = Signed::now().text("/v2/p1/signed");
    let both = signed.replace("host: a", "host: a\r\nX-Auth-Token: good");
    let response = send(server, both).await;
    assert_eq!((response.status, response.text()), (200, "token"));
}

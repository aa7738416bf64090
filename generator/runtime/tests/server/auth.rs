//! Who may call: keys, pairs of credentials, optional ones, and signatures.

use crate::raw::Wire;
use crate::{assert_refused, get, served};

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
        (&["X-Auth-Token: good", BASIC, "Cookie: sid=wrong"], 204, Some("token")),
        (&[BASIC], 401, None),
        (&[SESSION], 401, None),
        (&[BASIC, "Cookie: sid=wrong"], 401, None),
        (&[BASIC, SESSION, "Cookie: sid=s1"], 401, None),
        (&[BASIC, BASIC, SESSION], 401, None),
    ] {
        let answer = get(server, "DELETE /exports/1", headers).await;
        assert_eq!((answer.status, answer.header("x-caller")), (status, caller), "{headers:?}");
    }
}

#[tokio::test]
async fn every_401_is_alike_and_names_the_challenges() {
    let (server, echo) = served().await;
    let mut seen = Vec::new();
    for headers in [
        &["X-Request-Id: same"][..],
        &["X-Request-Id: same", "X-Auth-Token: "],
        &["X-Request-Id: same", "X-Auth-Token: wrong"],
        &["X-Request-Id: same", "X-Auth-Token: good", "X-Auth-Token: good"],
        &["X-Request-Id: same", "Authorization: Bearer x"],
        &["X-Request-Id: same", "Authorization: Basic !!!"],
    ] {
        let mut answer = get(server, "DELETE /exports/1", headers).await;
        assert_refused(&answer, 401, "unauthorized", &echo);
        assert_eq!(answer.header("www-authenticate"), Some(r#"Basic realm="api", charset="UTF-8""#));
        answer.headers.retain(|(name, _)| name != "date");
        seen.push((answer.headers, answer.body));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn a_known_caller_may_be_forbidden() {
    let (server, echo) = served().await;
    let answer = get(server, "POST /v2/p2/signed", &["X-Auth-Token: good"]).await;
    assert_refused(&answer, 403, "forbidden", &echo);
    assert_eq!(answer.field("error_msg"), "the project is another's");
    let answer = get(server, "POST /v2/p1/signed", &["X-Auth-Token: down"]).await;
    assert_refused(&answer, 503, "unavailable", &echo);
}

#[tokio::test]
async fn optional_credentials_may_be_left_out_but_not_be_wrong() {
    let (server, _) = served().await;
    assert_eq!(get(server, "GET /me", &[]).await.text(), "nobody");
    assert_eq!(get(server, "GET /me", &["X-Auth-Token: good"]).await.text(), "token");
    assert_eq!(get(server, "GET /me", &["X-Auth-Token: wrong"]).await.status, 401);
}

#[tokio::test]
async fn strangers_are_turned_away_before_their_body_is_read() {
    let (server, echo) = served().await;
    let mut wire = Wire::open(server).await;
    let head = "POST /v2/p1/signed HTTP/1.1\r\nHost: a\r\nX-Auth-Token: wrong\r\nContent-Type: application/json\r\n";
    wire.write(format!("{head}Content-Length: 1073741824\r\n\r\n")).await;
    assert_refused(&wire.answer().await.unwrap(), 401, "unauthorized", &echo);
}

#[tokio::test]
async fn strangers_learn_nothing_of_media_types_and_parameters() {
    let (server, echo) = served().await;
    let answer = get(server, "POST /v2/p1/signed", &["Content-Type: text/plain", "Accept: x/y"]).await;
    assert_refused(&answer, 401, "unauthorized", &echo);
}

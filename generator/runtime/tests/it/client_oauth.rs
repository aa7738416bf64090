//! Tokens of OAuth 2 endpoints, byte for byte over a socket.

use std::{sync::Arc, sync::Mutex, time::Duration};

use bindwright_runtime::{
    ConfigError, Error,
    client::{OAuth, Retry},
    codegen::{
        Builder, ClientCredential, Core, OperationSpec, Requirement, Scheme, Security,
        ServerTemplate as Named,
    },
};

use crate::client_support::{Script, Server, empty_operations, json};

static LOGIN: Scheme = Scheme::bearer("Login")
    .client_credentials_url("https://auth.example/token")
    .refresh_url("https://auth.example/refresh");
static BELOW: Scheme = Scheme::bearer("Below").client_credentials_url("../oauth/token?v=2");
static PLAIN: Scheme = Scheme::bearer("Plain");
const READ: Security = &[&[Requirement::of(&LOGIN).scopes(&["read", "list"])]];
const WRITE: Security = &[&[Requirement::of(&LOGIN).scopes(&["write"])]];

const BELOW_SERVER: Security = &[&[Requirement::of(&BELOW)]];

empty_operations! {
    Below OperationSpec::get("Below", "/below").security(BELOW_SERVER);
    Read OperationSpec::get("Read", "/read").security(READ);
    Write OperationSpec::put("Write", "/write").security(WRITE);
}

fn done() -> Script {
    "HTTP/1.1 204 No Content\nconnection: close\n\n".into()
}

fn token(more: &str) -> Script {
    let body = format!(r#"{{"access_token": "2YotnF", "token_type": "bearer"{more}}}"#);
    json("200 OK", &body)
}

fn client(server: &Server, oauth: OAuth) -> Core {
    let oauth = oauth.token_url(format!("{}/token?v=1", server.url));
    let builder = server.builder();
    let builder = builder.credential(&LOGIN, ClientCredential::bearer(oauth));
    builder.build().unwrap()
}

fn credentials() -> OAuth {
    OAuth::client_credentials("my client", "canary:secret/1")
}

/// The head and the body of a request.
fn split(request: &str) -> (&str, &str) {
    request.split_once("\n\n").unwrap()
}

#[tokio::test]
async fn client_credentials_become_a_token_of_the_scopes_of_the_operation() {
    let server = Server::new([
        token(r#", "expires_in": 3600"#),
        done(),
        done(),
        token(""),
        done(),
    ])
    .await;
    let core = client(&server, credentials().parameter("audience", "a&b"));
    core.call(Read {}.into()).await.unwrap();
    core.call(Read {}.into()).await.unwrap();
    core.call(Write {}.into()).await.unwrap();
    let requests = server.requests();
    let (head, body) = split(&requests[0]);
    assert_eq!(
        body,
        "grant_type=client_credentials&scope=read%20list&audience=a%26b"
    );
    let head: Vec<_> = head.lines().collect();
    assert_eq!(head[0], "POST /token?v=1 HTTP/1.1");
    // Both parts are encoded before they are joined: `my%20client:canary%3Asecret%2F1`.
    let basic = "authorization: Basic bXklMjBjbGllbnQ6Y2FuYXJ5JTNBc2VjcmV0JTJGMQ==";
    for line in [
        basic,
        "content-type: application/x-www-form-urlencoded",
        "accept: application/json",
        "user-agent: test",
    ] {
        assert!(head.contains(&line), "{line}: {head:?}");
    }
    for number in [1, 2, 4] {
        assert!(requests[number].contains("\nauthorization: Bearer 2YotnF\n"));
    }
    assert_eq!(
        split(&requests[3]).1,
        "grant_type=client_credentials&scope=write&audience=a%26b"
    );
}

#[tokio::test]
async fn a_relative_token_url_is_below_the_server() {
    for (path, target) in [
        ("", "/oauth/token?v=2"),
        ("/v1", "/oauth/token?v=2"),
        ("/a/b/", "/a/oauth/token?v=2"),
    ] {
        let server = Server::new([token(""), done()]).await;
        let url = format!("{}{path}", server.url);
        let builder = server.builder().endpoint(url);
        let builder = builder.credential(&BELOW, ClientCredential::bearer(credentials()));
        let core = builder.build().unwrap();
        core.call(Below {}.into()).await.unwrap();
        let requests = server.requests();
        let start = format!("POST {target} HTTP/1.1\n");
        assert!(requests[0].starts_with(&start), "{}", requests[0]);
        assert!(requests[1].contains("\nauthorization: Bearer 2YotnF\n"));
    }
    let builder = Builder::new(Named::RECEIVER);
    let builder = builder.credential(&BELOW, ClientCredential::bearer(credentials()));
    let error = builder.build().unwrap_err().to_string();
    assert!(error.contains("it is relative"), "{error}");
}

#[tokio::test]
async fn scopes_and_the_place_of_the_secret_can_be_chosen() {
    let server = Server::new([token(""), done(), done()]).await;
    let core = client(&server, credentials().scopes(["all"]).secret_in_body());
    core.call(Read {}.into()).await.unwrap();
    core.call(Write {}.into()).await.unwrap();
    let (head, body) = (
        server.requests()[0].clone(),
        "grant_type=client_credentials&scope=all\
         &client_id=my%20client&client_secret=canary%3Asecret%2F1",
    );
    assert_eq!(split(&head).1, body);
    assert!(!head.contains("authorization"));
}

#[tokio::test]
async fn a_refresh_token_that_is_replaced_is_used_from_then_on() {
    let first = token(r#", "expires_in": "0", "refresh_token": "canary-2""#);
    let server = Server::new([first, done(), token(""), done()]).await;
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let oauth = OAuth::refresh_token("app", "canary-1")
        .on_rotation(move |new| store.lock().unwrap().push(new.expose().to_owned()));
    let core = client(&server, oauth);
    core.call(Read {}.into()).await.unwrap();
    core.call(Write {}.into()).await.unwrap();
    let requests = server.requests();
    let body =
        |token: &str| format!("grant_type=refresh_token&refresh_token={token}&client_id=app");
    assert_eq!(split(&requests[0]).1, body("canary-1"));
    assert_eq!(split(&requests[2]).1, body("canary-2"));
    assert_eq!(*stored.lock().unwrap(), ["canary-2"]);
}

#[tokio::test]
async fn an_error_of_the_endpoint_says_what_it_said_and_no_secret() {
    let said = r#"{"error": "invalid_client", "error_description": "no client canary:secret/1"}"#;
    let server = Server::new([json("400 Bad Request", said)]).await;
    let error = client(&server, credentials())
        .call(Read {}.into())
        .await
        .unwrap_err();
    let url = format!("{}/token", server.url);
    let said = "400 Bad Request, invalid_client: no client [redacted]";
    let expected = format!("no token: {said} (POST {url})");
    assert_eq!(error.to_string(), expected);
    let Error::Token(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.code(), error.may_pass()),
        (Some("invalid_client"), false)
    );
    assert_eq!(server.requests().len(), 1, "the call was not sent");
}

#[tokio::test]
async fn responses_without_a_bearer_token_are_errors() {
    let mac = r#"{"access_token": "canary-token", "token_type": "mac"}"#;
    for (script, expected) in [
        (
            json("200 OK", mac),
            "200 OK, with a token of the type `mac`",
        ),
        (json("200 OK", "{}"), "200 OK, without `access_token`"),
        (json("200 OK", "<html>"), "200 OK, without `access_token`"),
        (json("404 Not Found", "<html>"), "404 Not Found"),
        (
            json("200 OK", r#"{"error": "slow_down"}"#),
            "200 OK, slow_down",
        ),
    ] {
        let server = Server::new([script]).await;
        let error = client(&server, credentials())
            .call(Read {}.into())
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("no token: {expected} (POST {}/token)", server.url)
        );
    }
}

#[tokio::test]
async fn trouble_of_the_endpoint_that_passes_is_waited_for() {
    let server = Server::new([json("503 Service Unavailable", "{}"), token(""), done()]).await;
    let oauth = credentials().token_url(format!("{}/token", server.url));
    let builder = server.builder();
    let core = builder
        .credential(&LOGIN, ClientCredential::bearer(oauth))
        .retry(Retry::default().first_pause(Duration::from_millis(1)))
        .build()
        .unwrap();
    core.call(Read {}.into()).await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_token_url_that_cannot_be_used_is_an_error_of_the_builder() {
    let build = |scheme: &'static Scheme, oauth: OAuth| {
        let builder = Builder::new(Named::NONE).endpoint("https://a.example");
        let builder = builder.credential(scheme, ClientCredential::bearer(oauth));
        builder.build().map(drop)
    };
    assert_eq!(build(&LOGIN, credentials()), Ok(()));
    assert_eq!(build(&LOGIN, OAuth::refresh_token("app", "canary")), Ok(()));
    let plain = credentials().token_url("http://auth.example/token");
    assert_eq!(build(&LOGIN, plain), Err(ConfigError::Cleartext));
    for (oauth, why) in [
        (credentials(), "the document has none: set `token_url`"),
        (
            credentials().token_url("/token"),
            "the endpoint is invalid: neither http:// nor https://",
        ),
    ] {
        let scheme = "Plain";
        let why = why.to_owned();
        assert_eq!(
            build(&PLAIN, oauth),
            Err(ConfigError::TokenUrl { scheme, why })
        );
    }
}

#[test]
fn the_settings_print_no_secret() {
    let oauth = [
        credentials(),
        OAuth::refresh_token("app", "canary").client_secret("canary"),
    ];
    let builder =
        Builder::new(Named::NONE).credential(&LOGIN, ClientCredential::bearer(oauth[0].clone()));
    let shown = format!(
        "{oauth:?} {builder:?} {:?}",
        ClientCredential::bearer(oauth[1].clone())
    );
    assert!(!shown.contains("canary"), "{shown}");
}

//! Which redirects are followed, and what is sent to the next URL.

use bindwright_runtime::{
    Body, ByteStream, Error, KeyPair, NotFollowed, TransportError, Unexpected,
    client::{OAuth, RedirectLayer, transport},
    codegen::{ClientCredential, Core},
    http::{HeaderValue, Method, Request, Response},
    signing::SdkHmacSha256,
};
use bytes::Bytes;
use tower::{Layer as _, ServiceExt as _};

use crate::client_support::{Script, Server, example::*, json, with_headers};
use crate::peers::{Authority, get, tls_server};

fn redirect(status: &str, location: &str) -> Script {
    with_headers(status, &format!("location: {location}\n"), "")
}

/// Sends a request with a body in memory by a transport that follows three redirects.
async fn send(method: Method, url: &str) -> Result<Response<Body>, TransportError> {
    let mut request = Request::new(Body::full("content"));
    *request.method_mut() = method;
    *request.uri_mut() = url.parse().unwrap();
    let headers = request.headers_mut();
    headers.insert("content-type", HeaderValue::from_static("text/plain"));
    let transport = transport().redirects(3).build().unwrap();
    transport.oneshot(request).await
}

fn client(server: &Server, credential: ClientCredential) -> Core {
    let scheme = match format!("{credential:?}").contains("Signer") {
        true => &AK_SK,
        false => &TOKEN,
    };
    let transport = transport().redirects(3).build().unwrap();
    let builder = server.builder().credential(scheme, credential);
    builder
        .parameter("project_id", "p")
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_next_method_and_body_are_those_of_the_standard() {
    let get_of = ["301", "302", "303"].map(|status| (status, Method::POST, "GET", false));
    let same = [
        ("301", Method::PUT, "PUT", true),
        ("302", Method::PATCH, "PATCH", true),
        ("303", Method::PUT, "GET", false),
        ("303", Method::DELETE, "GET", false),
        ("307", Method::POST, "POST", true),
        ("308", Method::POST, "POST", true),
        ("308", Method::GET, "GET", true),
    ];
    for (status, method, next, keeps_body) in get_of.into_iter().chain(same) {
        let scripts = [
            redirect(&format!("{status} Moved"), "/b?c=d#e"),
            json("200 OK", "{}"),
        ];
        let server = Server::new(scripts).await;
        let response = send(method.clone(), &format!("{}/a/x", server.url))
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        let request = &server.requests()[1];
        assert!(
            request.starts_with(&format!("{next} /b?c=d HTTP/1.1\n")),
            "{status}: {request}"
        );
        assert!(request.contains("host: HOST\n"), "{request}");
        assert_eq!(
            request.contains("content-type"),
            keeps_body,
            "{status}: {request}"
        );
        assert_eq!(
            request.ends_with("\n\ncontent"),
            keeps_body,
            "{status}: {request}"
        );
    }
}

#[tokio::test]
async fn a_location_may_be_relative_and_have_characters_that_urls_escape() {
    for (location, next) in [
        ("y", "/a/y"),
        ("../y?q=[1]", "/y?q=[1]"),
        ("?q=a b|ü", "/a/x?q=a%20b|%C3%BC"),
        ("", "/a/x"),
    ] {
        let scripts = [redirect("307 Moved", location), json("200 OK", "{}")];
        let server = Server::new(scripts).await;
        send(Method::PUT, &format!("{}/a/x", server.url))
            .await
            .unwrap();
        let request = &server.requests()[1];
        assert!(
            request.starts_with(&format!("PUT {next} HTTP/1.1\n")),
            "{location}: {request}"
        );
    }
}

#[tokio::test]
async fn other_statuses_are_results() {
    for status in [
        "300 Multiple",
        "304 Not Modified",
        "305 Use",
        "306 Unused",
        "201 Created",
    ] {
        let server = Server::new([redirect(status, "/b")]).await;
        let response = send(Method::POST, &server.url).await.unwrap();
        assert!(status.starts_with(response.status().as_str()));
        assert!(response.extensions().get::<NotFollowed>().is_none());
    }
    let server = Server::new([with_headers("302 Found", "", "")]).await;
    assert_eq!(send(Method::GET, &server.url).await.unwrap().status(), 302);
}

#[tokio::test]
async fn credentials_stay_at_their_origin() {
    let headers = [
        ("authorization", "Bearer canary"),
        ("cookie", "session=canary"),
        ("proxy-authorization", "canary"),
        ("x-api-key", "canary"),
        ("x-auth-token", "canary"),
        ("x-sdk-date", "canary"),
        ("x-project-id", "canary"),
        ("referer", "https://canary.example"),
        ("accept", "text/plain"),
        ("user-agent", "test"),
    ];
    let request = |url: &str| {
        let mut request = Request::get(url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(Body::empty()).unwrap()
    };
    let transport = transport().redirects(3).build().unwrap();
    // Back at the origin, they are not sent again: the other one chose the URL.
    let there = Server::new([redirect("307 Moved", "/more"), json("200 OK", "{}")]).await;
    let here = Server::new([
        redirect("307 Moved", "/same"),
        redirect("307 Moved", &format!("{}/other", there.url)),
    ])
    .await;
    let url = format!("{}/a", here.url);
    let response = transport.clone().oneshot(request(&url)).await.unwrap();
    assert_eq!(response.status(), 200);
    let same = &here.requests()[1];
    for (name, value) in headers {
        assert!(
            same.contains(&format!("{name}: {value}\n")),
            "{name}: {same}"
        );
    }
    for request in there.requests() {
        assert!(!request.contains("canary"), "{request}");
        assert!(
            request.contains("accept: text/plain\nuser-agent: test\n"),
            "{request}"
        );
    }
    assert_eq!(there.requests().len(), 2);
}

#[tokio::test]
async fn a_key_of_the_client_stays_at_its_origin() {
    let there = Server::new([json("200 OK", r#"{"id": 1, "name": "Rex"}"#)]).await;
    let here = Server::new([redirect("302 Found", &format!("{}/x", there.url))]).await;
    let client = client(&here, ClientCredential::key("canary"));
    client.call(GetPet { id: 1 }.into()).await.unwrap();
    assert!(here.requests()[0].contains("x-auth-token: canary"));
    assert!(!there.requests()[0].contains("canary"));
}

/// Why the client did not follow.
fn why(error: Error<impl std::fmt::Debug>) -> NotFollowed {
    match error {
        Error::Unexpected(response) => match response.why() {
            Unexpected::Redirect(why) => *why,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

/// A redirect would take the secret of the client to wherever it says.
#[tokio::test]
async fn requests_for_tokens_are_not_followed() {
    let other = Server::new([json("200 OK", "{}")]).await;
    let server = Server::new([redirect("307 Moved", &other.url)]).await;
    let token_url = format!("{}/token", server.url);
    let oauth = OAuth::client_credentials("me", "canary-secret").token_url(token_url);
    let oauth = oauth.secret_in_body();
    let client = client(&server, ClientCredential::bearer(oauth));
    let error = client.call(GetPet { id: 1 }.into()).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert!(server.requests()[0].contains("canary-secret"));
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn signed_requests_are_not_followed() {
    let server = Server::new([redirect("307 Moved", "/same"), json("200 OK", "{}")]).await;
    let signer = SdkHmacSha256::new(KeyPair::new("AK", "SK"));
    let client = client(&server, ClientCredential::signer(signer));
    let error = client.call(GetPet { id: 1 }.into()).await.unwrap_err();
    let text = ": 307 Temporary Redirect: the redirect is not followed: the signature of the request is valid for one host and path";
    assert!(error.to_string().ends_with(text), "{error}");
    assert_eq!(error.headers().unwrap()["location"], "/same");
    assert_eq!(why(error), NotFollowed::Signed);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_streams_is_not_sent_twice() {
    let upload = |server: &Server| {
        let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("once"))]);
        let transport = transport().redirects(3).build().unwrap();
        let client = server.builder().transport(transport).build().unwrap();
        client.call(
            Upload {
                body: ByteStream::from_stream(stream),
            }
            .into(),
        )
    };
    let server = Server::new([redirect("307 Moved", "/b"), json("204 No Content", "")]).await;
    assert_eq!(why(upload(&server).await.unwrap_err()), NotFollowed::Body);
    assert_eq!(server.requests().len(), 1);
    // 303 asks for GET without a body.
    let server = Server::new([
        redirect("303 See Other", "/b"),
        with_headers("204 No Content", "", ""),
    ])
    .await;
    upload(&server).await.unwrap();
    assert!(server.requests()[1].starts_with("GET /b HTTP/1.1\n"));
}

#[tokio::test]
async fn there_is_a_limit_of_hops() {
    let server = Server::new((0..9).map(|_| redirect("302 Found", "/again"))).await;
    let response = send(Method::GET, &server.url).await.unwrap();
    assert_eq!(response.status(), 302);
    assert_eq!(response.extensions().get(), Some(&NotFollowed::TooMany(3)));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn https_does_not_become_http() {
    let plain = Server::new([json("200 OK", "{}")]).await;
    let authority = Authority::new();
    let response = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n",
        plain.url
    );
    let (port, _) = tls_server(authority.server(None), &response).await;
    let transport = transport()
        .redirects(3)
        .root_certificates_pem(authority.pem());
    let transport = transport.build().unwrap();
    let request = Request::get(format!("https://localhost:{port}/"));
    let response = transport
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.extensions().get(), Some(&NotFollowed::Insecure));
    assert!(plain.requests().is_empty());
}

#[tokio::test]
async fn http_may_become_https() {
    let authority = Authority::new();
    let (port, seen) = tls_server(authority.server(None), crate::peers::HELLO).await;
    let plain = Server::new([redirect(
        "301 Moved",
        &format!("https://localhost:{port}/y"),
    )])
    .await;
    let transport = transport()
        .redirects(3)
        .root_certificates_pem(authority.pem());
    assert_eq!(
        get(&transport.build().unwrap(), &plain.url).await.unwrap(),
        "hello"
    );
    assert!(seen.all()[0].starts_with("GET /y "));
}

#[tokio::test]
async fn odd_locations_are_not_followed() {
    for location in [
        "javascript:alert(1)",
        "http://user:pw@127.0.0.1/",
        "http://",
        "file:///etc/passwd",
    ] {
        let server = Server::new([redirect("302 Found", location)]).await;
        let response = send(Method::GET, &server.url).await.unwrap();
        assert_eq!(
            response.extensions().get(),
            Some(&NotFollowed::Location),
            "{location}"
        );
    }
    let two = with_headers("302 Found", "location: /a\nlocation: /b\n", "");
    let server = Server::new([two]).await;
    let response = send(Method::GET, &server.url).await.unwrap();
    assert_eq!(response.extensions().get(), Some(&NotFollowed::Location));
}

#[tokio::test]
async fn the_layer_goes_around_any_service() {
    let own = tower::service_fn(|request: Request<Body>| async move {
        let response = Response::builder();
        let response = match request.uri().path() {
            "/end" => response.status(204),
            _ => response.status(302).header("location", "/end"),
        };
        Ok::<_, std::io::Error>(response.body(Body::empty()).unwrap())
    });
    let request = Request::get("http://a.example/x")
        .body(Body::empty())
        .unwrap();
    let response = RedirectLayer::new(1)
        .layer(own)
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
}

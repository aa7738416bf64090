//! Clients that check responses against the limits of the document.

use axum::Router;
use axum::body::Body;
use axum::http::Response;
use axum::routing::get;
use bindwright_runtime::{Error, StreamError, Unexpected};
use cases::response_checked_by_clients as checked;
use checked::{Client, GetMine, ListPets, ListYoung};
use futures_util::StreamExt;

use crate::wire::Wire;

/// A response of a server that keeps to no document.
#[derive(Clone, Copy)]
struct Canned {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

impl Canned {
    const fn ok(body: &'static str) -> Self {
        Self {
            status: 200,
            headers: &[("x-total", "1")],
            body,
        }
    }

    fn response(self) -> Response<Body> {
        let mut response = Response::builder().status(self.status);
        response = response.header("content-type", "application/json");
        for (name, value) in self.headers {
            response = response.header(*name, *value);
        }
        response.body(Body::from(self.body)).unwrap()
    }
}

/// A client of a server on the loopback that responds to everything in the same way.
async fn client(canned: Canned, check: bool) -> (Client, Wire) {
    let wire =
        Wire::new(Router::new().fallback(get(move || async move { canned.response() }))).await;
    let client = Client::builder().endpoint(&wire.url).check_responses(check);
    (client.build().unwrap(), wire)
}

/// What `listPets` reports about a response.
async fn violations(canned: Canned) -> Vec<String> {
    let (client, _wire) = client(canned, true).await;
    let error = client.list_pets(ListPets::new()).await.unwrap_err();
    let Error::Unexpected(unexpected) = &error else {
        panic!("{error}");
    };
    let Unexpected::Limits(violations) = unexpected.why() else {
        panic!("{error}");
    };
    assert_eq!(error.status().unwrap().as_u16(), canned.status);
    assert_eq!(error.raw_body().unwrap(), canned.body, "nothing is lost");
    for (name, value) in canned.headers {
        assert_eq!(error.headers().unwrap()[*name], *value);
    }
    violations.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_body_beyond_limits_is_an_error_that_keeps_the_response() {
    let body = r#"[{"name":""},{"name":"Rex","tags":{"a":"1","b":"2"}},{"name":"Ann"}]"#;
    let said = violations(Canned::ok(body)).await;
    assert_eq!(
        said,
        [
            "body: must have at most 2 items, not 3",
            "body.0.name: must have at least 1 character, not 0",
            "body.1.tags: must have at most 1 property, not 2",
        ]
    );
}

#[tokio::test]
async fn a_failure_beyond_limits_is_an_error_that_keeps_the_response() {
    let canned = Canned {
        status: 404,
        headers: &[],
        body: r#"{"why":"because"}"#,
    };
    assert_eq!(
        violations(canned).await,
        ["body.why: must have at most 5 characters, not 7"]
    );
}

#[tokio::test]
async fn headers_are_checked() {
    let with = |headers| Canned {
        headers,
        ..Canned::ok("[]")
    };
    for (headers, expected) in [
        (&[][..], "header.X-Total: required, but missing"),
        (
            &[("x-total", "0")],
            "header.X-Total: must be at least 1, not 0",
        ),
        (
            &[("x-total", "many")],
            "header.X-Total: expected an integer",
        ),
        (&[("x-total", "1"), ("x-page", "7")], "header.X-Page: "),
    ] {
        let said = violations(with(headers)).await;
        assert!(said.len() == 1 && said[0].starts_with(expected), "{said:?}");
    }
}

#[tokio::test]
async fn the_variant_of_a_response_is_checked() {
    let (client, _wire) = client(Canned::ok(r#"{"name":""}"#), true).await;
    let error = client.get_mine(GetMine::new()).await.unwrap_err();
    let said = error.to_string();
    assert!(said.contains("body.name: must have at least 1"), "{said}");
}

#[tokio::test]
async fn items_of_a_stream_are_checked_one_by_one() {
    let lines = "{\"name\":\"a\"}\n{\"name\":\"\"}\n{\"name\":\"b\"}\n";
    let (client, _wire) = client(Canned::ok(lines), true).await;
    let young = client.list_young(ListYoung::new("7")).await.unwrap();
    let young: Vec<_> = young.into_body().collect().await;
    assert_eq!(young.len(), 3, "the stream continues");
    assert!(young[0].is_ok() && young[2].is_ok());
    let Err(StreamError::Limits { violations, text }) = &young[1] else {
        panic!("{:?}", young[1]);
    };
    assert_eq!(text, r#"{"name":""}"#);
    assert_eq!(
        violations.to_string(),
        "name: must have at least 1 character, not 0"
    );
}

#[tokio::test]
async fn responses_within_limits_arrive() {
    let (client, _wire) = client(Canned::ok(r#"[{"name":"Rex","tags":{"a":"1"}}]"#), true).await;
    let pets = client.list_pets(ListPets::new()).await.unwrap();
    assert_eq!(pets.body().len(), 1);
}

#[tokio::test]
async fn without_the_switch_responses_are_not_checked() {
    let (client, _wire) = client(
        Canned::ok(r#"[{"name":""},{"name":""},{"name":""}]"#),
        false,
    )
    .await;
    let pets = client.list_pets(ListPets::new()).await.unwrap();
    assert_eq!(pets.body().len(), 3);
}

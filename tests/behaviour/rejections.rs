//! Requests that a server rejects itself: each in the schema that the document has for the operation and the status, which the
//! generated client reads as that error.

use bindwright_runtime::client::Retry;
use bindwright_runtime::http::{HeaderValue, Uri};
use bindwright_runtime::server::{Authenticator, Call, Credential, Denied};
use bindwright_runtime::{Error, Nullable, Problem, Request, Response, Value};
use cases::response_rejections::types::Message;
use cases::response_rejections::{
    Client, Other, PetsApi, Several, SeveralFailure, Typed, Unfit, UnfitFailure, routes,
};

use crate::wire::Wire;

struct Pets;

impl PetsApi for Pets {
    async fn unfit(&self, request: Request<Unfit>) -> Result<Response<()>, Error<UnfitFailure>> {
        panic!("the handler fails: {:?}", request.into_inner().n)
    }
}

/// Accepts every key.
struct AnyKey;

impl Authenticator for AnyKey {
    type Principal = ();

    async fn authenticate(&self, _: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
        Ok(())
    }
}

/// A change of what the client sends, before the server reads it.
type Change = fn(&mut axum::extract::Request);

/// A client whose requests are changed on the way.
async fn client(change: Change, words: fn(Problem) -> Problem) -> (Client, Wire) {
    let routes = routes(Pets)
        .authenticator(AnyKey)
        .problems(move |problem, _| words(problem));
    let changed =
        axum::middleware::map_request(move |mut request: axum::extract::Request| async move {
            change(&mut request);
            request
        });
    let wire = Wire::new(routes.into_router().layer(changed)).await;
    let builder = Client::builder().endpoint(&wire.url).key("k");
    (builder.retry(Retry::none()).build().unwrap(), wire)
}

/// `n` above its maximum.
fn invalid(request: &mut axum::extract::Request) {
    *request.uri_mut() = Uri::try_from(format!("{}?n=99", request.uri().path())).unwrap();
}

/// The status and the body that a client reads from an error.
fn failure<T: std::fmt::Debug>(result: Result<Response<()>, Error<T>>) -> (u16, T) {
    match result {
        Err(Error::Api(error)) => {
            let (status, _, body) = error.into_parts();
            (status.as_u16(), body)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_rejection_has_the_types_of_its_status() {
    let (client, wire) = client(invalid, |problem| problem).await;
    let (status, body) = failure(client.typed(Typed::new(1)).await);
    assert_eq!((status, body.code), (400, 400));
    assert_eq!(
        body.message,
        "the request is invalid: query.n: must be at most 9, not 99"
    );
    // IDs of the server are UUIDs without hyphens.
    let id = wire.response_header("x-request-id").unwrap();
    let written = body.request_id.unwrap().into_option().unwrap();
    assert_eq!(written.simple().to_string(), id);
    assert_eq!(
        wire.response_header("content-type").as_deref(),
        Some("application/vnd.fault+json")
    );
}

#[tokio::test]
async fn each_status_of_an_operation_has_its_own_schema() {
    let several = |change: Change| async move {
        let (client, wire) = client(change, |problem| problem).await;
        let (status, body) = failure(client.several(Several::new(1).body(7)).await);
        (status, body, wire.response_body())
    };
    let (status, body, written) = several(invalid).await;
    let SeveralFailure::BadRequest(body) = body else {
        panic!("{body:?}");
    };
    let expected = Message::new(
        Nullable::Value("query.n".to_owned()),
        "must be at most 9, not 99",
    );
    assert_eq!((status, body.errors), (400, vec![expected]));
    assert!(written.contains(r#""success":false"#), "{written}");

    let (status, body, _) = several(|request| drop(request.headers_mut().remove("x-key"))).await;
    let SeveralFailure::Unauthorized(body) = body else {
        panic!("{body:?}");
    };
    assert_eq!((status, body.code), (401, 401));

    // The sentence is longer than 4XX permits.
    let other_type = |request: &mut axum::extract::Request| {
        let other = HeaderValue::from_static("text/plain");
        request.headers_mut().insert("content-type", other);
    };
    let (status, body, _) = several(other_type).await;
    let SeveralFailure::ClientError(body) = body else {
        panic!("{body:?}");
    };
    assert_eq!(status, 415);
    assert_eq!(body.error.code.as_str(), "UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(body.error.message, "the Content-");
}

/// The schema of 500 requires what nobody knows. A client cannot read another one there, and shows what it says.
#[tokio::test]
async fn what_cannot_be_filled_is_written_as_default() {
    let (client, wire) = client(|_| (), |problem| problem).await;
    let error = client.unfit(Unfit::new(1)).await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    let id = wire.response_header("x-request-id").unwrap();
    let body: Value = wire.response_body().parse().unwrap();
    let member = |name| body.get(name).and_then(Value::as_str);
    assert_eq!(member("title"), Some("Internal Server Error"));
    assert_eq!(member("detail"), Some("the server failed to respond"));
    assert_eq!(member("instance"), Some("/unfit"));
    assert_eq!(
        member("traceId").map(|written| written.replace('-', "")),
        Some(id)
    );
    assert_eq!(
        wire.response_header("content-type").as_deref(),
        Some("application/problem+json")
    );
}

/// The document has nothing for 400 of this operation, and an error schema for all.
#[tokio::test]
async fn an_undocumented_status_has_the_error_schema_of_the_document() {
    let (client, wire) = client(invalid, |problem| problem).await;
    let error = client.other(Other::new(1)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(
        wire.response_body(),
        r#"{"error_code":"invalid_request","error_msg":"the request is invalid: query.n: must be at most 9, not 99"}"#
    );
}

/// The words of the API are written in the schema of the status that they have.
#[tokio::test]
async fn the_problem_of_the_api_decides_on_status_and_code() {
    let words = |mut problem: Problem| {
        problem.status = bindwright_runtime::http::StatusCode::PAYLOAD_TOO_LARGE;
        problem.message = "too much".to_owned();
        problem.code("UNSUPPORTED_MEDIA_TYPE")
    };
    let (client, _) = client(invalid, words).await;
    let (status, body) = failure(client.several(Several::new(1)).await);
    let SeveralFailure::ClientError(body) = body else {
        panic!("{body:?}");
    };
    // A code that the schema has wins over the one that fits the status.
    assert_eq!((status, body.error.message.as_str()), (413, "too much"));
    assert_eq!(body.error.code.as_str(), "UNSUPPORTED_MEDIA_TYPE");
}

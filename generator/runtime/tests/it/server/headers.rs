//! Typed headers of responses: what a handler sets, a client reads, on success and on failure.

use bindwright_runtime::server::Routes;
use bindwright_runtime::{
    ApiError, Error, Header, Request, Response,
    codegen::{OperationSpec, Param, ResponseSpec, operation},
};
use bindwright_runtime::{
    client::Retry,
    codegen::{Builder, Core, ServerTemplate},
};
use http::StatusCode;

const X_TOTAL: Header<i64> = Header::new(Param::header("X-Total"));
const X_NEXT: Header<String> = Header::new(Param::header("X-Next"));
const X_TAGS: Header<Vec<String>> = Header::new(Param::header("X-Tags").list());
const RETRY_AFTER: Header<i32> = Header::new(Param::header("Retry-After"));

#[derive(Debug, Clone, PartialEq)]
struct Count {
    of: String,
}
operation! {
    Count => {
        spec: OperationSpec::get("Count", "/count/{of}"),
        parameters: { of: Param::path("of") },
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: String { ResponseSpec::text(429, "text/plain") },
    }
}

async fn count(_: &(), request: Request<Count>) -> Result<Response<String>, Error<String>> {
    let response = Response::new(String::new()).with_header(X_TOTAL, 3);
    match request.into_inner().of.as_str() {
        "all" => {
            let tags = ["a", "b"].map(str::to_owned);
            Ok(response.with_header(X_TAGS, tags))
        }
        "broken" => Ok(response
            .with_header(X_NEXT, "line\nbreak")
            .with_header(X_TOTAL, 4)),
        _ => {
            let failure = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "slow down".to_owned());
            Err(failure.with_header(RETRY_AFTER, 7).into())
        }
    }
}

async fn called(of: &str) -> Result<Response<String>, Error<String>> {
    let core: Core = Builder::new(ServerTemplate::new("http://localhost", &[]))
        .transport(Routes::new(()).route::<Count, _>(count).into_router())
        .retry(Retry::none())
        .build()
        .unwrap();
    core.call(Count { of: of.to_owned() }.into()).await
}

#[tokio::test]
async fn headers_of_a_success_are_typed() {
    let response = called("all").await.unwrap();
    assert_eq!(response.headers()["x-tags"], "a,b");
    assert_eq!(response.header(X_TOTAL), Ok(Some(3)));
    assert_eq!(
        response.header(X_TAGS),
        Ok(Some(vec!["a".to_owned(), "b".to_owned()]))
    );
    assert_eq!(response.header(X_NEXT), Ok(None));
}

#[tokio::test]
async fn headers_of_a_failure_are_typed() {
    let Err(Error::Api(failure)) = called("too many").await else {
        panic!("a documented failure");
    };
    assert_eq!(failure.header(RETRY_AFTER), Ok(Some(7)));
}

#[tokio::test]
async fn a_header_of_another_type_is_named() {
    let mut response = called("all").await.unwrap();
    let many = "many".parse().unwrap();
    response.headers_mut().insert("x-total", many);
    assert_eq!(response.header(X_TOTAL).unwrap_err().pointer(), "/X-Total");
    let again = "1".parse().unwrap();
    response.headers_mut().append("x-total", again);
    let error = response.header(X_TOTAL).unwrap_err().to_string();
    assert!(error.ends_with("found given 2 times"), "{error}");
}

#[tokio::test]
async fn a_value_that_no_header_can_contain_is_a_500() {
    let Err(error) = called("broken").await else {
        panic!("the header cannot be written");
    };
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
}

//! What servers may do that the document does not list: a part of a file, several cookies, a file name beyond ASCII.

use bindwright_runtime::{
    ByteStream, Header, Request, Response,
    codegen::Param,
    http::{HeaderMap, HeaderValue, StatusCode},
};

use crate::client_support::{Server, example::*, with_headers};

const COOKIE: Header<String> = Header::new(Param::header("Set-Cookie"));
const COOKIES: Header<Vec<String>> = Header::new(Param::header("set-cookie").list());

#[tokio::test]
async fn a_part_of_a_file_is_a_success() {
    let head = "content-type: application/octet-stream\ncontent-range: bytes 2-4/9\n";
    let server = Server::new([with_headers("206 Partial Content", head, "cde")]).await;
    let mut request = Request::new(Download {});
    let range = HeaderValue::from_static("bytes=2-4");
    request.headers_mut().insert("range", range);
    let response = server.core().call(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(response.headers()["content-range"], "bytes 2-4/9");
    assert_eq!(response.into_body().collect(9).await.unwrap(), "cde");
    assert!(server.requests()[0].contains("range: bytes=2-4\n"));
}

#[tokio::test]
async fn a_range_that_the_server_ignores_or_rejects_shows_its_status() {
    let body = "content-type: application/octet-stream\n";
    let server = Server::new([
        with_headers("200 OK", body, "abcdefghi"),
        with_headers(
            "416 Range Not Satisfiable",
            "content-range: bytes */9\n",
            "",
        ),
    ])
    .await;
    let response = server.core().call(Download {}.into()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let error = server.core().call(Download {}.into()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(error.headers().unwrap()["content-range"], "bytes */9");
}

#[tokio::test]
async fn every_cookie_that_is_set_is_kept() {
    let expires = "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    let cookies =
        format!("content-type: application/octet-stream\nset-cookie: {expires}\nset-cookie: b=2\n");
    let server = Server::new([with_headers("200 OK", &cookies, "x")]).await;
    let response = server.core().call(Download {}.into()).await.unwrap();
    let all: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(all, [expires, "b=2"]);
    assert_eq!(response.header(COOKIE).unwrap().as_deref(), Some(expires));
    assert_eq!(response.header(COOKIES).unwrap().unwrap(), [expires, "b=2"]);
}

#[test]
fn cookies_are_written_one_per_line() {
    let lines = |headers: &HeaderMap| {
        let lines = headers.get_all("set-cookie").iter();
        lines
            .map(|line| line.to_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let one_by_one = Response::new(())
        .with_header(COOKIE, "a=1, 2")
        .with_header(COOKIE, "b=2");
    assert_eq!(lines(one_by_one.headers()), ["a=1, 2", "b=2"]);
    let cookies = ["a=1, 2", "b=2"].map(str::to_owned).to_vec();
    let at_once = Response::new(()).with_header(COOKIES, cookies);
    assert_eq!(lines(at_once.headers()), ["a=1, 2", "b=2"]);
}

#[tokio::test]
async fn the_file_name_beyond_ascii_is_kept() {
    let name = "attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt";
    let head = format!("content-type: application/octet-stream\ncontent-disposition: {name}\n");
    let server = Server::new([with_headers("200 OK", &head, "x")]).await;
    let body: ByteStream = server
        .core()
        .call(Download {}.into())
        .await
        .unwrap()
        .into_body();
    assert_eq!(body.content_disposition().unwrap(), name);
    assert_eq!(body.file_name().as_deref(), Some("naïve.txt"));
}

//! The document, and a page that shows it.

use std::io::Write as _;
use std::net::SocketAddr;

use bindwright_runtime::codegen::{OperationSpec, ResponseSpec, operation};
use bindwright_runtime::server::{OpenApiDocument, Router, Routes, Server};
use bindwright_runtime::{Error, Request, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::api::{connect, run};

#[derive(Debug)]
struct Manual;
operation! {
    Manual => {
        spec: OperationSpec::get("manual", "/manual"),
        success: String { ResponseSpec::text(200, "text/plain") },
    }
}

#[derive(Debug)]
struct Any {
    name: String,
}
operation! {
    Any => {
        spec: OperationSpec::get("any", "/{name}"),
        parameters: { name: bindwright_runtime::codegen::Param::path("name") },
        success: String { ResponseSpec::text(200, "text/plain") },
    }
}

struct Api;

impl Api {
    async fn manual(&self, _: Request<Manual>) -> Result<Response<String>, Error> {
        Ok("the operation".to_owned().into())
    }

    async fn any(&self, request: Request<Any>) -> Result<Response<String>, Error> {
        Ok(format!("any {}", request.into_inner().name).into())
    }
}

fn routes() -> Routes<Api> {
    Routes::new(Api)
        .at("/v1")
        .route(Api::manual)
        .route(Api::any)
}

fn shown(docs: &str, document: &'static str) -> Router {
    let document = OpenApiDocument::from_text(document);
    routes().document(document).with_docs(docs).into_router()
}

const JSON: &str = r#" {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}}"#;
const YAML: &str = "openapi: 3.1.0\ninfo: {title: x, version: '1'}\n";

/// The head and the body of a response.
async fn get(server: SocketAddr, path: &str) -> (String, String) {
    let (head, body) = get_with(server, path, "").await;
    (head, String::from_utf8(body).unwrap())
}

/// The same with headers, each with a line end.
async fn get_with(server: SocketAddr, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut io = connect(server).await;
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n{headers}Connection: close\r\n\r\n");
    io.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    io.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let body = bytes.split_off(end.unwrap() + 4);
    (String::from_utf8(bytes).unwrap().to_ascii_lowercase(), body)
}

async fn serve(router: Router) -> SocketAddr {
    run(|listener| Server::new(listener, router)).await
}

/// The texts between two others.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0))
        .collect()
}

#[tokio::test]
async fn a_page_shows_the_document_wherever_the_router_is() {
    for (docs, document, below, page_path, document_path, media) in [
        (
            "/docs",
            JSON,
            "",
            "/v1/docs",
            "/v1/openapi.json",
            "application/json",
        ),
        (
            "docs/",
            YAML,
            "",
            "/v1/docs",
            "/v1/openapi.yaml",
            "application/yaml",
        ),
        (
            "/docs",
            JSON,
            "/x",
            "/x/v1/docs",
            "/x/v1/openapi.json",
            "application/json",
        ),
        (
            "/a/b",
            YAML,
            "/x/y",
            "/x/y/v1/a/b",
            "/x/y/v1/a/openapi.yaml",
            "application/yaml",
        ),
    ] {
        let api = shown(docs, document);
        let router = match below {
            "" => api,
            prefix => Router::new().nest(prefix, api),
        };
        let server = serve(router).await;
        let (head, page) = get(server, page_path).await;
        assert!(
            head.starts_with("http/1.1 200") && head.contains("content-type: text/html"),
            "{head}"
        );
        // Everything is relative to the folder of the page.
        let folder = page_path.rsplit_once('/').unwrap().0;
        let mut links = between(&page, "src=\"", "\"");
        links.extend(between(&page, "stylesheet\" href=\"", "\""));
        assert_eq!(links.len(), 3, "{page}");
        let mut scripts = String::new();
        for link in links {
            let path = format!("{folder}/{}", link.strip_prefix("./").unwrap());
            let (head, file) = get(server, &path).await;
            assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
            let media = if path.ends_with(".css") {
                "text/css"
            } else {
                "text/javascript"
            };
            assert!(head.contains(&format!("content-type: {media}")), "{head}");
            if path.ends_with("start.js") {
                scripts.push_str(&file);
            } else {
                assert!(file.len() > 100_000, "{path}");
            }
        }
        let named = between(&scripts, "url: \"./", "\"");
        assert_eq!(named.len(), 1, "{scripts}");
        assert_eq!(format!("{folder}/{}", named[0]), document_path);
        let (head, shown) = get(server, document_path).await;
        assert!(head.contains(&format!("content-type: {media}")), "{head}");
        assert_eq!(shown, document);
    }
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere_and_runs_no_script_of_its_own() {
    let server = serve(shown("/docs", JSON)).await;
    for path in [
        "/v1/docs",
        "/v1/docs/start.js",
        "/v1/docs/swagger-ui-bundle.js",
        "/v1/openapi.json",
    ] {
        let (head, _) = get(server, path).await;
        let policy = between(&head, "content-security-policy: ", "\r\n");
        assert_eq!(policy.len(), 1, "{head}");
        assert!(
            policy[0].contains("default-src 'none'; script-src 'self';"),
            "{head}"
        );
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    }
    let (_, page) = get(server, "/v1/docs").await;
    assert!(!page.contains("//"), "{page}");
    // Each script is a file.
    assert_eq!(
        page.matches("<script").count(),
        page.matches("\"></script>").count()
    );
    assert_eq!(page.matches("<script src=").count(), 2);
}

#[tokio::test]
async fn operations_and_the_404_of_the_api_stay() {
    let server = serve(routes().into_router()).await;
    assert_eq!(get(server, "/v1/docs").await.1, "any docs");
    let server = serve(shown("/manual", JSON)).await;
    assert_eq!(get(server, "/v1/manual").await.1, "the operation");
    assert_eq!(get(server, "/v1/openapi.json").await.1, JSON);
    assert_eq!(get(server, "/v1/other").await.1, "any other");
    let (head, body) = get(server, "/v1/a/b/c").await;
    assert!(
        head.starts_with("http/1.1 404") && body.contains("not_found"),
        "{head}{body}"
    );
}

/// As generated code embeds it.
fn embedded() -> &'static [u8] {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(JSON.as_bytes()).unwrap();
    encoder.finish().unwrap().leak()
}

#[tokio::test]
async fn a_compressed_document_is_sent_as_it_is_to_clients_that_take_gzip() {
    let compressed = embedded();
    let document = OpenApiDocument::from_gzip(compressed);
    assert_eq!(document.to_text().unwrap(), JSON);
    let router = routes().document(document).with_docs("/docs").into_router();
    let server = serve(router).await;
    for (accept, is_compressed) in [
        ("", false),
        ("Accept-Encoding: gzip, deflate, br\r\n", true),
        (
            "Accept-Encoding: br\r\nAccept-Encoding: x-gzip;q=0.5\r\n",
            true,
        ),
        ("Accept-Encoding: *\r\n", true),
        ("Accept-Encoding: *, GZIP;q=0\r\n", false),
        ("Accept-Encoding: gzip;q=0.000, *;q=1\r\n", false),
        ("Accept-Encoding: identity, br\r\n", false),
        ("Accept-Encoding:\r\n", false),
    ] {
        let (head, body) = get_with(server, "/v1/openapi.json", accept).await;
        assert!(head.contains("content-type: application/json"), "{head}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
        let said = head.contains("content-encoding: gzip");
        assert_eq!(said, is_compressed, "{accept}: {head}");
        let expected = match is_compressed {
            true => compressed,
            false => JSON.as_bytes(),
        };
        assert_eq!(body, expected, "{accept}");
    }
}

#[tokio::test]
async fn a_damaged_document_is_an_error_and_no_part_of_it() {
    let damaged = embedded().split_last().unwrap().1;
    let document = OpenApiDocument::from_gzip(damaged);
    assert!(document.to_text().is_err());
    let router = routes().document(document).with_docs("/docs").into_router();
    let (head, body) = get(serve(router).await, "/v1/openapi.json").await;
    assert!(head.starts_with("http/1.1 500"), "{head}");
    assert_eq!(body, "");
}

#[tokio::test]
async fn without_a_document_there_is_no_page() {
    let server = serve(routes().with_docs("/docs").into_router()).await;
    assert_eq!(get(server, "/v1/docs").await.1, "any docs");
    assert_eq!(get(server, "/v1/openapi.json").await.1, "any openapi.json");
}

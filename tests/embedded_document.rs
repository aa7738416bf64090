//! Does a server of generated code show the document that it was generated from, without being given its text?
//! `cargo test --test embedded_document --features rustls,server-docs`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::io::Read as _;
use std::net::SocketAddr;
use std::process::Stdio;

use huaweicloud_workspace::client::Client;
use huaweicloud_workspace::server::{OPENAPI, routes};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The document that the crate was generated from.
fn document() -> Value {
    serde_yaml::from_str(include_str!("../spec/workspace.yaml")).unwrap()
}

/// Serves the Workspace with a client as its handler: no operation is called here.
async fn serve() -> SocketAddr {
    let client = Client::builder().token("secret").project_id("p").build();
    let router = routes(client.unwrap()).with_docs("/docs").into_router();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(huaweicloud_workspace::runtime::server::serve(
        listener, router,
    ));
    address
}

/// The head and the body of a response.
async fn get(server: SocketAddr, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut io = TcpStream::connect(server).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n{headers}Connection: close\r\n\r\n");
    io.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    io.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let body = bytes.split_off(end.unwrap() + 4);
    (String::from_utf8(bytes).unwrap().to_ascii_lowercase(), body)
}

#[tokio::test]
async fn the_document_is_served_as_it_was_generated_from() {
    let server = serve().await;
    let (head, plain) = get(server, "/openapi.json", "").await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: application/json"), "{head}");
    assert_eq!(serde_json::from_slice::<Value>(&plain).unwrap(), document());
    assert_eq!(OPENAPI.to_text().unwrap().as_bytes(), plain);
    let (head, compressed) = get(server, "/openapi.json", "Accept-Encoding: gzip\r\n").await;
    assert!(head.contains("content-encoding: gzip"), "{head}");
    // By the program that people have: it is a usual file.
    let mut gzip = std::process::Command::new("gzip")
        .arg("-dc")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = gzip.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, &compressed).unwrap();
    drop(input);
    let mut text = Vec::new();
    gzip.stdout.take().unwrap().read_to_end(&mut text).unwrap();
    assert!(gzip.wait().unwrap().success());
    assert_eq!(text, plain);
    let (head, page) = get(server, "/docs", "").await;
    assert!(head.contains("content-type: text/html"), "{head}");
    assert!(
        String::from_utf8(page)
            .unwrap()
            .contains("id=\"swagger-ui\"")
    );
}

#[test]
fn what_is_embedded_is_a_small_part_of_the_document() {
    let compressed = include_bytes!("../generated/openapi.json.gz").len();
    let text = OPENAPI.to_text().unwrap().len();
    assert!(compressed * 3 < text, "{compressed} of {text} bytes");
}

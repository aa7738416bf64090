//! Compressed responses.

use std::{io::Write as _, time::SystemTime};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bindwright_runtime::{
    Body, Error, KeyPair, TransportKind, Unexpected,
    client::{TransportBuilder, transport},
    codegen::ClientCredential,
    http::{self, Request},
    signing::{SdkHmacSha256, SignedRequest, sdk_hmac_sha256::Signature},
};
use flate2::{Compression, write::GzEncoder};
use futures_util::TryStreamExt as _;
use tower::ServiceExt as _;

use crate::client_support::{Script, Server, example::*};
use crate::peers::get;

const TEXT: &str = "hello, compressed world";
const ZSTD: &str = "KLUv/QRYuQAAaGVsbG8sIGNvbXByZXNzZWQgd29ybGQANxEW";
/// One uncompressed meta-block, by RFC 7932, section 9.2.
const BROTLI: &str = "YAEQaGVsbG8sIGNvbXByZXNzZWQgd29ybGQD";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A response with a coded body.
fn coded(coding: &str, body: &[u8]) -> Script {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: {coding}\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    Script::Answer([head.as_bytes(), body].concat())
}

fn all() -> TransportBuilder {
    transport().gzip().brotli().zstd()
}

#[tokio::test]
async fn each_coding_is_asked_for_and_decompressed() {
    let (zstd, brotli) = (
        STANDARD.decode(ZSTD).unwrap(),
        STANDARD.decode(BROTLI).unwrap(),
    );
    let gzip = gzip(TEXT.as_bytes());
    for (builder, asked, coding, body) in [
        (transport().gzip(), "gzip", "gzip", &gzip),
        (transport().gzip(), "gzip", "X-GZIP", &gzip),
        (transport().brotli(), "br", "br", &brotli),
        (transport().zstd(), "zstd", "Zstd", &zstd),
        (all(), "zstd,gzip,br", "br", &brotli),
    ] {
        let server = Server::new([coded(coding, body)]).await;
        let request = Request::get(&server.url).body(Body::empty()).unwrap();
        let response = builder.build().unwrap().oneshot(request).await.unwrap();
        let sent = &server.requests()[0];
        assert!(
            sent.contains(&format!("accept-encoding: {asked}\n")),
            "{sent}"
        );
        for name in ["content-encoding", "content-length"] {
            assert!(!response.headers().contains_key(name), "{coding}: {name}");
        }
        let text = response.into_body().collect(100).await.unwrap();
        assert_eq!(text, TEXT, "{coding}");
    }
}

/// A frame of zstd with one block, which needs a window of two to this power
/// ([RFC 8878, section 3.1.1](https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1)).
fn zstd_frame(window_log: u8, text: &[u8; 5]) -> Vec<u8> {
    let descriptor = (window_log - 10) << 3;
    let last_raw_block = [5 << 3 | 1, 0, 0];
    let head = [0x28, 0xb5, 0x2f, 0xfd, 0, descriptor];
    [&head[..], &last_raw_block, text].concat()
}

/// The other side says how much memory a frame needs.
#[tokio::test]
async fn a_window_of_zstd_beyond_8_mib_is_rejected() {
    let fitting = [zstd_frame(23, b"hello"), zstd_frame(10, b"world")].concat();
    let large = zstd_frame(24, b"hello");
    let later = [zstd_frame(10, b"hello"), zstd_frame(27, b"world")].concat();
    for (body, is_read) in [(fitting, true), (large, false), (later, false)] {
        let server = Server::new([coded("zstd", &body)]).await;
        let text = get(&transport().zstd().build().unwrap(), &server.url).await;
        match is_read {
            true => assert_eq!(text.unwrap(), "helloworld"),
            false => assert!(text.is_err(), "{text:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_asked_for_or_decompressed_by_default() {
    let body = gzip(TEXT.as_bytes());
    let server = Server::new([coded("gzip", &body)]).await;
    let request = Request::get(&server.url).body(Body::empty()).unwrap();
    let response = transport().build().unwrap().oneshot(request).await.unwrap();
    assert!(!server.requests()[0].contains("accept-encoding"));
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.into_body().collect(100).await.unwrap(), body);
    // A coding that was not asked for stays, too.
    let server = Server::new([coded("gzip", &body)]).await;
    let request = Request::get(&server.url).body(Body::empty()).unwrap();
    let response = transport()
        .zstd()
        .build()
        .unwrap()
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.into_body().collect(100).await.unwrap(), body);
}

#[tokio::test]
async fn a_part_is_neither_asked_for_in_a_coding_nor_decompressed() {
    let body = gzip(TEXT.as_bytes());
    let server = Server::new([coded("gzip", &body)]).await;
    let request = Request::get(&server.url).header("range", "bytes=0-9");
    let request = request.body(Body::empty()).unwrap();
    let response = all().build().unwrap().oneshot(request).await.unwrap();
    assert!(!server.requests()[0].contains("accept-encoding"));
    assert_eq!(response.into_body().collect(100).await.unwrap(), body);
}

#[tokio::test]
async fn a_response_without_a_body_may_name_a_coding() {
    let server = Server::new([coded("gzip", b"")]).await;
    assert_eq!(get(&all().build().unwrap(), &server.url).await.unwrap(), "");
}

#[tokio::test]
async fn the_limit_of_a_response_counts_decompressed_bytes() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let server = Server::new([coded("gzip", &bomb)]).await;
    let builder = server.builder().transport(all().build().unwrap());
    let client = builder.max_response_bytes(1 << 20).build().unwrap();
    let error = client.call(ListTasks::default().into()).await.unwrap_err();
    let Error::Unexpected(response) = &error else {
        panic!("{error}")
    };
    let limit = 1 << 20;
    assert!(matches!(response.why(), Unexpected::TooLarge { limit: found } if *found == limit));
    assert!(response.raw_body().len() <= 1 << 20);
}

#[tokio::test]
async fn a_stream_is_decompressed_as_it_arrives() {
    let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let body = gzip(&text);
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-encoding: gzip\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let script = |body: &[u8]| Script::Answer([head.as_bytes(), body].concat());
    let server = Server::new([script(&body), script(&body[..body.len() / 2])]).await;
    let builder = server.builder().transport(all().build().unwrap());
    let client = builder.max_response_bytes(10).build().unwrap();
    let response = client.call(Download {}.into()).await.unwrap();
    let chunks: Vec<bytes::Bytes> = response.into_body().try_collect().await.unwrap();
    assert!(chunks.len() > 10);
    assert_eq!(chunks.concat(), text);
    // One that breaks off is an error, not the end.
    let response = client.call(Download {}.into()).await.unwrap();
    response
        .into_body()
        .try_collect::<Vec<_>>()
        .await
        .unwrap_err();
}

#[tokio::test]
async fn a_broken_coding_is_a_body_that_broke_off() {
    let mut wrong_sum = gzip(TEXT.as_bytes());
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 1;
    for body in [b"{\"no\": \"gzip\"}".as_slice(), &wrong_sum] {
        let server = Server::new([coded("gzip", body)]).await;
        let builder = server.builder().transport(all().build().unwrap());
        let client = builder.build().unwrap();
        let error = client.call(ListTasks::default().into()).await.unwrap_err();
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportKind::Body, "{error}");
    }
}

#[tokio::test]
async fn a_signature_does_not_depend_on_it() {
    let pet = gzip(br#"{"id": 1, "name": "Rex"}"#);
    let server = Server::new([coded("gzip", &pet)]).await;
    let signer = SdkHmacSha256::new(KeyPair::new("AK", "SK"));
    let builder = server.builder().parameter("project_id", "p");
    let builder = builder.credential(&AK_SK, ClientCredential::signer(signer));
    let client = builder.transport(all().build().unwrap()).build().unwrap();
    client.call(GetPet { id: 1 }.into()).await.unwrap();
    let sent = server.requests()[0].replace("HOST", server.url.trim_start_matches("http://"));
    let mut lines = sent.lines();
    let mut request = Request::get(lines.next().unwrap().split(' ').nth(1).unwrap());
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    assert_eq!(parts.headers[http::header::ACCEPT_ENCODING], "zstd,gzip,br");
    let authorization = parts.headers["authorization"].to_str().unwrap();
    let signature = Signature::parse(authorization).unwrap().unwrap();
    let request = SignedRequest::from(&parts);
    let verified = signature.verify(request, b"", &"SK".into(), SystemTime::now());
    assert!(verified.is_ok(), "{verified:?}");
}

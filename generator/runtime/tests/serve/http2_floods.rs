//! Clients of HTTP/2 that flood a server with frames which h2 would not send. Each is disconnected or held up, and others are served.

use std::net::SocketAddr;

use bindwright_runtime::server::{Http2, Server};
use h2::client::Builder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::api::{Api, IMPATIENCE, LONG, connect, run};
use crate::http2::{begin, get, respond};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GO_AWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// `GET http://a/show/x`, or `POST http://a/take`, by the static table ([RFC 7541, appendix
/// A](https://www.rfc-editor.org/rfc/rfc7541#appendix-A)).
const GET: &[u8] = b"\x82\x86\x41\x01a\x44\x07/show/x";
const POST: &[u8] = b"\x83\x86\x41\x01a\x44\x05/take\x5f\x18application/octet-stream";

/// A frame ([RFC 9113, section 4.1](https://www.rfc-editor.org/rfc/rfc9113#section-4.1)).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// A server that is impatient while it sends.
async fn server(api: &Api) -> SocketAddr {
    let router = api.router();
    run(|listener| {
        let server = Server::new(listener, router).write_timeout(IMPATIENCE);
        server.http2(Http2::new().prior_knowledge())
    })
    .await
}

async fn begun(server: SocketAddr) -> TcpStream {
    let mut io = connect(server).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let settings = frame(SETTINGS, 0, 0, b"");
    let start = [preface, &settings[..]].concat();
    io.write_all(&start).await.unwrap();
    io
}

/// The next frame of one of these kinds; `None` at the end of the connection.
async fn next(io: &mut TcpStream, kinds: &[u8]) -> Option<(u8, Vec<u8>)> {
    loop {
        let mut head = [0; 9];
        io.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        io.read_exact(&mut payload).await.ok()?;
        if kinds.contains(&head[3]) {
            return Some((head[3], payload));
        }
    }
}

/// Writes the frame again and again, until the server takes no more for a while or is gone: how many bytes it took.
async fn flood(io: &mut TcpStream, frame: &[u8]) -> usize {
    let many = frame.repeat((64 << 10) / frame.len());
    let mut taken = 0;
    while let Ok(Ok(count)) = timeout(10 * IMPATIENCE, io.write(&many)).await {
        taken += count;
        assert!(taken < 256 << 20, "a server that takes everything");
    }
    taken
}

async fn others_are_served(server: SocketAddr) {
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    let response = timeout(LONG, respond(&mut send, get("/show/x"))).await;
    assert_eq!(response.unwrap().unwrap().0, 200);
}

/// CVE-2024-27316
#[tokio::test]
async fn a_head_in_endless_continuations_ends_the_connection() {
    let server = server(&Api::default()).await;
    for payload in [&b""[..], b"\x40\x01a\x01b"] {
        let mut io = begun(server).await;
        io.write_all(&frame(HEADERS, END_STREAM, 1, GET))
            .await
            .unwrap();
        flood(&mut io, &frame(CONTINUATION, 0, 1, payload)).await;
        let end = timeout(LONG, next(&mut io, &[HEADERS, GO_AWAY]))
            .await
            .unwrap();
        assert!(end.is_none_or(|(kind, _)| kind == GO_AWAY));
        others_are_served(server).await;
    }
}

/// CVE-2016-6581: one byte for each header of 4,000 bytes.
#[tokio::test]
async fn a_head_that_is_large_when_it_is_decompressed_is_rejected() {
    let server = server(&Api::default()).await;
    let mut io = begun(server).await;
    let mut head = GET.to_vec();
    head.extend(b"\x40\x01a\x7f\xa1\x1e");
    head.extend([b'v'; 4_000]);
    head.extend([0xbe; 10_000]);
    io.write_all(&frame(HEADERS, END_STREAM | END_HEADERS, 1, &head))
        .await
        .unwrap();
    let end = timeout(LONG, next(&mut io, &[HEADERS, RESET, GO_AWAY])).await;
    assert_eq!(end.unwrap().map(|(kind, _)| kind), Some(GO_AWAY));
    others_are_served(server).await;
}

/// CVE-2019-9512 and CVE-2019-9515: what has to be answered, by a client that reads nothing.
#[tokio::test]
async fn a_client_that_floods_and_reads_nothing_is_disconnected() {
    let server = server(&Api::default()).await;
    for flooding in [frame(PING, 0, 0, &[0; 8]), frame(SETTINGS, 0, 0, b"")] {
        let mut io = begun(server).await;
        flood(&mut io, &flooding).await;
        assert!(io.write(&flooding).await.is_err());
        others_are_served(server).await;
    }
}

/// CVE-2019-9518: frames that cost no window.
#[tokio::test]
async fn a_body_of_frames_without_data_ends_the_connection() {
    let api = Api::default();
    let server = server(&api).await;
    let mut io = begun(server).await;
    io.write_all(&frame(HEADERS, END_HEADERS, 1, POST))
        .await
        .unwrap();
    flood(&mut io, &frame(DATA, 0, 1, b"")).await;
    let end = timeout(LONG, next(&mut io, &[HEADERS, RESET, GO_AWAY])).await;
    assert_eq!(end.unwrap().map(|(kind, _)| kind), Some(GO_AWAY));
    others_are_served(server).await;
}

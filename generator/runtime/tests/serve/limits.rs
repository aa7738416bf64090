//! What a client of HTTP/2 may not do for long, or often.

use std::sync::atomic::Ordering;

use bindwright_runtime::server::{Http2, Server};
use h2::client::Builder;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::api::{Api, IMPATIENCE, LONG, connect, run, until};
use crate::http2::{begin, cleartext, get, respond};

/// A frame: its length, its type, flags, and a stream ([RFC 9113, section 4.1](https://www.rfc-editor.org/rfc/rfc9113#section-4.1)).
fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).unwrap();
    [&[0, 0, length, kind, flags, 0, 0, 0, stream], payload].concat()
}

/// The whole frames in what was read: type, stream, payload.
fn frames(mut read: &[u8]) -> Vec<(u8, u8, &[u8])> {
    let mut frames = Vec::new();
    while let [a, b, c, kind, _, _, _, _, stream, tail @ ..] = read {
        let length = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        let Some((payload, rest)) = tail.split_at_checked(length) else {
            break;
        };
        frames.push((*kind, *stream, payload));
        read = rest;
    }
    frames
}

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: u8 = 4;
const RST_STREAM: u8 = 3;
const PING: u8 = 6;

/// A client that does not wait for the settings of the server.
#[tokio::test]
async fn the_requests_at_once_are_limited() {
    let api = Api::default();
    let server = cleartext(&api, Http2::new().max_streams(3)).await;
    let mut client = connect(server).await;
    // GET, http, a path, an authority (RFC 7541, section 6).
    let head = b"\x82\x86\x04\x0a/show/hang\x01\x01a";
    let requests = [1, 3, 5, 7]
        .map(|stream| frame(1, 5, stream, head))
        .concat();
    let sent = [PREFACE, &frame(SETTINGS, 0, 0, &[]), &requests].concat();
    client.write_all(&sent).await.unwrap();
    let mut read = Vec::new();
    let rejected = async {
        while !frames(&read).iter().any(|(kind, ..)| *kind == RST_STREAM) {
            assert_ne!(client.read_buf(&mut read).await.unwrap(), 0);
        }
    };
    timeout(LONG, rejected).await.expect("a rejection in time");
    let frames = frames(&read);
    // REFUSED_STREAM: it may be sent again.
    assert!(
        frames.contains(&(RST_STREAM, 7, &[0, 0, 0, 7])),
        "{frames:?}"
    );
    let (_, _, settings) = frames.iter().find(|(kind, ..)| *kind == SETTINGS).unwrap();
    assert!(
        settings.chunks(6).any(|one| one == [0, 3, 0, 0, 0, 3]),
        "{settings:?}"
    );
    api.until_hung(3).await;
    drop(client);
    until(|| api.dropped.load(Ordering::SeqCst) == 3).await;
    assert_eq!(api.hung.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_head_beyond_the_limit_is_rejected() {
    let router = Api::default().router();
    let http2 = Http2::new().prior_knowledge();
    let server = |listener| {
        Server::new(listener, router)
            .max_header_bytes(4096)
            .http2(http2)
    };
    let server = run(server).await;
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    let with_bytes = |count: usize| {
        let mut request = get("/show/x");
        request
            .headers_mut()
            .insert("x-long", "x".repeat(count).parse().unwrap());
        request
    };
    assert_eq!(respond(&mut send, with_bytes(3000)).await.unwrap().0, 200);
    match respond(&mut send, with_bytes(5000)).await {
        Ok((status, _)) => assert_eq!(status, 431),
        Err(error) => panic!("{error}"),
    }
}

/// CVE-2023-44487: each request is taken back as soon as it was sent, so that no limit of requests at once is reached.
#[tokio::test]
async fn a_client_that_takes_its_requests_back_is_disconnected() {
    let api = Api::default();
    let server = cleartext(&api, Http2::new().max_resets(20)).await;
    let (mut send, running) = begin(connect(server).await, &Builder::new()).await;
    let mut started = 0;
    while !running.is_finished() {
        assert!(started < 10_000, "it goes on for ever");
        let Ok(ready) = timeout(LONG, send.clone().ready()).await.unwrap() else {
            break;
        };
        send = ready;
        let Ok((_response, mut stream)) = send.send_request(get("/show/hang"), true) else {
            break;
        };
        started += 1;
        // Half of them are begun by the server before.
        if started % 2 == 0 {
            let hung = || api.hung.load(Ordering::SeqCst) * 2 >= started;
            until(|| hung() || running.is_finished()).await;
        }
        stream.send_reset(h2::Reason::CANCEL);
    }
    assert!(timeout(LONG, running).await.is_ok());
    until(|| api.dropped.load(Ordering::SeqCst) == api.hung.load(Ordering::SeqCst)).await;
    // Others are served.
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    assert_eq!(respond(&mut send, get("/show/x")).await.unwrap().0, 200);
}

#[tokio::test]
async fn connections_without_requests_and_those_that_say_nothing_are_closed() {
    let api = Api::default();
    let router = api.router();
    let http2 = Http2::new().prior_knowledge();
    let server = |listener| {
        Server::new(listener, router)
            .header_read_timeout(IMPATIENCE)
            .http2(http2)
    };
    let server = run(server).await;

    let (_idle, running) = begin(connect(server).await, &Builder::new()).await;
    // `GOAWAY` without an error.
    timeout(LONG, running).await.unwrap().unwrap().unwrap();

    let (mut busy, running) = begin(connect(server).await, &Builder::new()).await;
    let (response, _) = busy.send_request(get("/show/wait"), true).unwrap();
    api.until_hung(1).await;

    for beginning in ["", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut silent = connect(server).await;
        silent.write_all(beginning.as_bytes()).await.unwrap();
        let mut read = Vec::new();
        let _ = timeout(LONG, silent.read_to_end(&mut read))
            .await
            .expect("closed in time");
    }
    // All that time, a handler has worked.
    api.released.notify_one();
    assert_eq!(response.await.unwrap().status(), 200);
    assert!(!running.is_finished());
}

/// TCP goes on: it is the window of HTTP/2 that has no room.
#[tokio::test]
async fn a_client_that_takes_no_response_is_disconnected() {
    let api = Api::default();
    let router = api.router();
    let http2 = Http2::new().prior_knowledge();
    let server = |listener| {
        Server::new(listener, router)
            .write_timeout(IMPATIENCE)
            .http2(http2)
    };
    let server = run(server).await;
    for window in [0, 1000] {
        let mut builder = Builder::new();
        builder.initial_window_size(window);
        let (mut send, running) = begin(connect(server).await, &builder).await;
        let request =
            Request::post("http://a/take").header("content-type", "application/octet-stream");
        let (response, mut body) = send.send_request(request.body(()).unwrap(), false).unwrap();
        body.send_data("12345".into(), true).unwrap();
        let response = response.await.unwrap();
        assert_eq!(response.status(), 200);
        let ended = timeout(LONG, running).await.expect("closed in time");
        drop((ended, response));
    }
}

#[tokio::test]
async fn a_client_that_does_not_reply_to_pings_is_disconnected() {
    let http2 = Http2::new().keep_alive(IMPATIENCE, IMPATIENCE);
    let server = cleartext(&Api::default(), http2).await;
    let mut silent = connect(server).await;
    let sent = [PREFACE, &frame(SETTINGS, 0, 0, &[])].concat();
    silent.write_all(&sent).await.unwrap();
    let mut read = Vec::new();
    let _ = timeout(LONG, silent.read_to_end(&mut read))
        .await
        .expect("closed in time");
    let frames = frames(&read);
    assert!(frames.iter().any(|(kind, ..)| *kind == PING), "{frames:?}");
}

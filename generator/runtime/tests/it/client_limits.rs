//! The limits of time of a call, over a real socket: in total, of one attempt, and without progress of a body that streams.

use std::time::Duration;

use bindwright_runtime::{
    BodyError, ByteStream, Error, Request, TransportKind, client::Retry, codegen::Core,
};
use futures_util::{StreamExt as _, stream};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

use crate::client_support::{SILENCE, Script, Server, example::*, json};

const MEBIBYTE: usize = 1 << 20;

/// The server of a paused clock: what it does with its only connection.
async fn serve<F: Future<Output = ()> + Send + 'static>(
    handle: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        // A response must not arrive before its request.
        socket.peek(&mut [0]).await.unwrap();
        handle(socket).await;
    });
    url
}

fn core(url: &str) -> Core {
    let server = bindwright_runtime::codegen::ServerTemplate::NONE;
    let builder = bindwright_runtime::codegen::Builder::new(server).endpoint(url);
    builder.retry(Retry::none()).build().unwrap()
}

const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 100\r\n\r\n";

fn seconds(since: Instant) -> u64 {
    since.elapsed().as_secs()
}

#[tokio::test]
async fn a_download_that_stalls_ends_at_the_idle_limit_of_the_client_or_the_request() {
    let script = || Script::Stall([HEAD, b"begin"].concat());
    let server = Server::new([script(), script()]).await;
    let client = server.builder().idle_timeout(Duration::from_millis(80));
    let core = client.build().unwrap();
    let of_request = Request::new(Download {}).with_idle_timeout(Duration::from_millis(20));
    for (request, limit) in [(Download {}.into(), 80), (of_request, 20)] {
        let mut body = core.call(request).await.unwrap().into_body();
        assert_eq!(body.next().await.unwrap().unwrap(), "begin");
        let error = body.next().await.unwrap().unwrap_err();
        let expected = Duration::from_millis(limit);
        assert!(
            matches!(error, BodyError::Stalled { limit } if limit == expected),
            "{error}"
        );
        assert!(body.next().await.is_none(), "nothing follows");
    }
}

#[tokio::test(start_paused = true)]
async fn a_download_that_makes_progress_takes_as_long_as_it_needs() {
    let url = serve(|mut socket| async move {
        socket.write_all(HEAD).await.unwrap();
        for _ in 0..100 {
            sleep(Duration::from_secs(50)).await;
            socket.write_all(b"x").await.unwrap();
        }
    });
    let core = core(&url.await);
    let started = Instant::now();
    let body = core.call(Download {}.into()).await.unwrap().into_body();
    assert_eq!(body.collect(100).await.unwrap().len(), 100);
    assert!(seconds(started) >= 5000);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_not_a_stalled_server() {
    let url = serve(|mut socket| async move {
        socket.write_all(HEAD).await.unwrap();
        socket.write_all(&[b'x'; 100]).await.unwrap();
        std::future::pending::<()>().await;
    });
    let mut body = core(&url.await)
        .call(Download {}.into())
        .await
        .unwrap()
        .into_body();
    sleep(Duration::from_secs(3600)).await;
    assert!(body.next().await.unwrap().is_ok());
}

/// Reads a request mebibyte by mebibyte, with pauses, then responds.
async fn read_slowly(mut socket: TcpStream, mebibytes: usize, pause: Duration) {
    let mut buffer = vec![0; MEBIBYTE];
    for _ in 0..mebibytes {
        sleep(pause).await;
        socket.read_exact(&mut buffer).await.unwrap();
    }
    let response = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    socket.write_all(response).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_makes_progress_does_not_die_of_the_total() {
    // What the system buffers of it, 10 MiB at most, is read within the total, which is 30 s.
    const SIZE: usize = 30;
    const PAUSE: Duration = Duration::from_millis(2_500);
    let in_memory = || ByteStream::from(vec![0; SIZE * MEBIBYTE]);
    let streamed = || {
        let pieces = (0..SIZE).map(|_| Ok::<_, std::io::Error>(vec![0; MEBIBYTE].into()));
        ByteStream::from_stream(stream::iter(pieces))
    };
    for body in [in_memory(), streamed()] {
        let url = serve(|socket| read_slowly(socket, SIZE, PAUSE));
        let core = core(&url.await);
        let started = Instant::now();
        core.call(Upload { body }.into()).await.unwrap();
        assert!(seconds(started) >= 60, "{} s", seconds(started));
    }
}

#[tokio::test]
async fn an_upload_that_the_server_does_not_read_ends_at_the_idle_limit() {
    let body = || ByteStream::from(vec![0; 32 * MEBIBYTE]);
    let url = serve(|socket| async move {
        std::future::pending::<()>().await;
        drop(socket);
    });
    let core = core(&url.await);
    let request = Request::new(Upload { body: body() });
    let request = request.with_idle_timeout(Duration::from_millis(100));
    let error = core.call(request).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportKind::Exchange),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .ends_with("the body made no progress for 100ms"),
        "{error}"
    );
}

#[tokio::test]
async fn a_response_to_an_upload_is_not_awaited_for_ever() {
    let server = Server::new([SILENCE, SILENCE]).await;
    let upload = || ByteStream::from(vec![0; 100 << 10]);
    let request = |body: ByteStream| {
        let request = Request::new(Upload { body }).with_timeout(Duration::from_millis(100));
        request.with_idle_timeout(Duration::from_millis(150))
    };
    for body in [upload(), ByteStream::from("small")] {
        let error = server.core().call(request(body)).await.unwrap_err();
        let expected = format!("PUT {}/file: no response within 100ms", server.url);
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn an_attempt_that_is_late_is_repeated_within_the_total() {
    let server = Server::new([SILENCE, json("200 OK", "{}")]).await;
    let client = server.builder().attempt_timeout(Duration::from_millis(60));
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let core = client.retry(retry).build().unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_request_has_a_limit_of_its_own_for_an_attempt() {
    let server = Server::new([SILENCE, SILENCE]).await;
    let request = Request::new(ListTasks::default())
        .with_attempt_timeout(Duration::from_millis(30))
        .with_retry(
            Retry::default()
                .repeats(1)
                .first_pause(Duration::from_millis(1)),
        );
    let error = server.core().call(request).await.unwrap_err();
    let expected = format!("GET {}/tasks: no response within 30ms", server.url);
    assert_eq!(error.to_string(), expected);
    assert_eq!(server.requests().len(), 2);
    let request = Request::new(StartTask {}).with_attempt_timeout(Duration::from_millis(30));
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let server = Server::new([SILENCE, SILENCE]).await;
    let error = server
        .core()
        .call(request.with_retry(retry))
        .await
        .unwrap_err();
    let expected = format!("GET {}/start: no response within 30ms", server.url);
    assert_eq!(error.to_string(), expected);
    assert_eq!(server.requests().len(), 1, "it may have been done");
}

#[tokio::test]
async fn the_longest_limits_do_not_overflow() {
    let server = Server::new([
        json("200 OK", "{}"),
        Script::Answer([HEAD, &[0; 100]].concat()),
    ])
    .await;
    let core = server
        .builder()
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
        .build()
        .unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    let body = core.call(Download {}.into()).await.unwrap().into_body();
    assert_eq!(body.collect(100).await.unwrap().len(), 100);
}

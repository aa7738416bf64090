//! Server-sent events over several connections.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bindwright_runtime::{
    Error, EventStream, Request, StreamError,
    client::{EventError, Reconnect, Retry},
    codegen::{Core, Media, OperationSpec, ResponseSpec, StatusPattern, operation},
};
use futures_util::StreamExt as _;

use crate::client_support::{Script, Server, example::Fault, json};

#[derive(Debug, Clone)]
struct Watch {}
operation! {
    Watch => {
        spec: OperationSpec::get("Watch", "/events"),
        parameters: {},
        success: EventStream<i64> { ResponseSpec::new(StatusPattern::Exact(200), &[Media::EVENT_STREAM]) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

/// A connection with this text, which ends properly or breaks off.
fn events(text: &str, is_whole: bool) -> Script {
    let length = text.len() + usize::from(!is_whole);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n";
    Script::Answer(format!("{head}content-length: {length}\r\n\r\n{text}").into_bytes())
}

fn gone() -> Script {
    "HTTP/1.1 204 No Content\nconnection: close\n\n".into()
}

/// What arrives over all connections, and the IDs that were sent.
async fn watch(scripts: Vec<Script>) -> (Vec<Result<i64, EventError<Fault>>>, Vec<Option<String>>) {
    let server = Server::new(scripts).await;
    let core: Core = server
        .builder()
        .idle_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let retry = Retry::default()
        .repeats(2)
        .first_pause(Duration::from_millis(1));
    let events = Reconnect::new(retry).events(move |last| {
        let request: Request<Watch> = last.of(Watch {});
        log.lock().unwrap().push(last.id().map(str::to_owned));
        core.call(request)
    });
    let found: Vec<_> = events
        .map(|event| event.map(|event| *event.value().unwrap()))
        .collect()
        .await;
    let headers = server.requests().into_iter().map(|request| {
        let mut lines = request.lines();
        lines.find_map(|line| Some(line.strip_prefix("last-event-id: ")?.to_owned()))
    });
    let sent = sent.lock().unwrap().clone();
    let headers: Vec<_> = headers.collect();
    assert_eq!(sent[..headers.len()], headers, "the header is the ID");
    (found, sent)
}

#[tokio::test]
async fn a_lost_connection_continues_behind_the_last_event() {
    let (found, sent) = watch(vec![
        events("id: 1\ndata: 10\n\nid: é2\ndata: 20\n\ndata: 2", false),
        events("data: 30\n\n", true),
        events("id: 3\ndata: 40\n\nid\ndata: 50\n\n", true),
        json("503 Service Unavailable", "{}"),
        events("data: 60\n\n", true),
        gone(),
    ])
    .await;
    let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
    assert_eq!(found, [10, 20, 30, 40, 50, 60]);
    let ids: Vec<_> = sent.iter().map(|id| id.as_deref()).collect();
    assert_eq!(ids, [None, Some("é2"), Some("é2"), None, None, None]);
}

#[tokio::test]
async fn a_connection_that_stalls_is_lost() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99\r\n\r\n";
    let stalled = Script::Stall(format!("{head}id: 7\ndata: 1\n\n").into_bytes());
    let (found, sent) = watch(vec![stalled, gone()]).await;
    assert_eq!(found.len(), 1);
    assert_eq!(sent, [None, Some("7".to_owned())]);
}

#[tokio::test]
async fn the_last_error_ends_the_stream_after_some_connections_without_an_event() {
    let (found, sent) = watch(vec![
        events("data: 1\n\n", true),
        events("", false),
        events("", false),
        events("", false),
        events("data: 2\n\n", true),
    ])
    .await;
    assert_eq!((found.len(), sent.len()), (2, 4));
    assert!(
        matches!(&found[1], Err(EventError::Stream(StreamError::Body(_)))),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_failure_that_does_not_pass_ends_the_stream() {
    let (found, sent) = watch(vec![
        events("data: 1\n\n", true),
        json("401 Unauthorized", "{}"),
        events("data: 2\n\n", true),
    ])
    .await;
    assert_eq!((found.len(), sent.len()), (2, 2));
    let Err(EventError::Connect(Error::Api(error))) = &found[1] else {
        panic!("{found:?}")
    };
    assert_eq!(error.status(), 401);
}

#[tokio::test]
async fn an_event_that_does_not_decode_is_an_error_and_no_end() {
    let text = "id: 1\ndata: \"x\"\n\nid: 2\ndata: 2\n\n";
    let (found, sent) = watch(vec![events(text, true), gone()]).await;
    assert!(matches!(
        &found[0],
        Err(EventError::Stream(StreamError::Item { .. }))
    ));
    assert!(matches!(&found[1], Ok(2)));
    assert_eq!(sent, [None, Some("2".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn the_pause_is_that_of_the_last_event() {
    let started = tokio::time::Instant::now();
    let (found, _) = watch(vec![events("retry: 7000\ndata: 1\n\n", true), gone()]).await;
    assert_eq!((found.len(), started.elapsed().as_secs()), (1, 7));
}

/// A server could otherwise have a client connect as fast as it responds.
#[tokio::test(start_paused = true)]
async fn no_pause_is_shorter_than_the_shortest() {
    let one = || events("retry: 0\ndata: 1\n\n", true);
    let started = tokio::time::Instant::now();
    let (found, _) = watch(vec![one(), one(), one(), gone()]).await;
    assert_eq!((found.len(), started.elapsed().as_millis()), (3, 300));
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_longest_is_an_error() {
    let (found, sent) = watch(vec![events("retry: 30001\ndata: 1\n\n", true), gone()]).await;
    assert_eq!((found.len(), sent.len()), (2, 1));
    let text = found[1].as_ref().unwrap_err().to_string();
    let expected = "the server asks to connect again after 30.001s, and the longest pause is 30s";
    assert_eq!(text, expected);
}

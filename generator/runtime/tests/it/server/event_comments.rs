//! Comments in streams of events that pause, for those who ask for them.

use std::net::SocketAddr;
use std::time::Duration;

use bindwright_runtime::codegen::{Media, OperationSpec, ResponseSpec, StatusPattern, operation};
use bindwright_runtime::server::{EventKeepAlive, Routes};
use bindwright_runtime::{Error, Event, EventStream, JsonLines, Request, Response};
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::serve;

/// How often there is a comment.
const OFTEN: Duration = Duration::from_millis(20);

#[derive(Debug)]
struct Events;
operation! {
    Events => {
        spec: OperationSpec::get("events", "/events"),
        success: EventStream<i64> { ResponseSpec::one(StatusPattern::Exact(200), Media::EVENT_STREAM) },
    }
}

#[derive(Debug)]
struct Lines;
operation! {
    Lines => {
        spec: OperationSpec::get("lines", "/lines"),
        success: JsonLines<i64> { ResponseSpec::one(StatusPattern::Exact(200), Media::json_lines("application/jsonl")) },
    }
}

/// Two numbers with a pause between them; how long the comments of a response may pause.
#[derive(Clone, Copy)]
struct Api(Option<Duration>);

/// After several comments, if there are any.
async fn number(number: i64) -> i64 {
    if number > 1 {
        tokio::time::sleep(OFTEN * 10).await;
    }
    number
}

impl Api {
    async fn events(&self, _: Request<Events>) -> Result<Response<EventStream<i64>>, Error> {
        let events = stream::unfold(1, |next| async move {
            let event = (next < 3).then_some(next)?;
            Some((
                Ok::<_, std::io::Error>(Event::new(number(event).await)),
                next + 1,
            ))
        });
        let mut response = Response::new(EventStream::from_stream(events));
        if let Some(interval) = self.0 {
            response.extensions_mut().insert(EventKeepAlive(interval));
        }
        Ok(response)
    }

    async fn lines(&self, _: Request<Lines>) -> Result<Response<JsonLines<i64>>, Error> {
        let lines = stream::unfold(1, |next| async move {
            let line = (next < 3).then_some(next)?;
            Some((Ok::<_, std::io::Error>(number(line).await), next + 1))
        });
        let mut response = Response::new(JsonLines::from_stream(lines));
        if let Some(interval) = self.0 {
            response.extensions_mut().insert(EventKeepAlive(interval));
        }
        Ok(response)
    }
}

fn routes(own: Option<Duration>) -> Routes<Api> {
    Routes::new(Api(own)).route(Api::events).route(Api::lines)
}

/// The chunks of a response.
async fn chunks(server: SocketAddr, path: &str) -> Vec<String> {
    let mut io = TcpStream::connect(server).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    io.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    io.read_to_string(&mut text).await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{text}");
    let pieces = body.split("\r\n").skip(1).step_by(2);
    let pieces: Vec<String> = pieces
        .map(str::to_owned)
        .filter(|piece| !piece.is_empty())
        .collect();
    pieces
}

const FIRST: &str = "data: 1\n\n";
const LAST: &str = "data: 2\n\n";

#[tokio::test]
async fn a_stream_of_events_that_pauses_has_comments_if_a_server_asks() {
    for (own, all, has_comments) in [
        (None, Some(OFTEN), true),
        (Some(OFTEN), None, true),
        (Some(OFTEN), Some(Duration::MAX), true),
        (Some(Duration::MAX), Some(OFTEN), false),
        (None, None, false),
    ] {
        let routes = routes(own);
        let routes = match all {
            Some(interval) => routes.event_keep_alive(interval),
            None => routes,
        };
        let server = serve(routes.into_router()).await;
        let events = chunks(server, "/events").await;
        let [first, comments @ .., last] = events.as_slice() else {
            panic!("{events:?}");
        };
        assert_eq!((first.as_str(), last.as_str()), (FIRST, LAST));
        assert!(
            comments.iter().all(|comment| comment == ":\n\n"),
            "{events:?}"
        );
        assert_eq!(
            comments.len() > 1,
            has_comments,
            "{own:?} {all:?}: {events:?}"
        );
        assert_eq!(chunks(server, "/lines").await, ["1\n", "2\n"]);
    }
}

//! What the blocking client does with streams, over a socket: uploads, events, JSON lines. Calls, pages, downloads and waits are
//! tested with a generated client.

use std::{
    io::{self, Read},
    time::Duration,
};

use bindwright_runtime::{
    ByteStream, Error, EventStream, JsonLines,
    client::{BlockingIter, BlockingRuntime, Reconnect, Retry},
    codegen::{Core, Media, OperationSpec, ResponseSpec, StatusPattern, operation},
};
use tokio::runtime::Runtime;

use crate::client_support::{Script, Server, example::*};

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

#[derive(Debug, Clone)]
struct Lines {}
operation! {
    Lines => {
        spec: OperationSpec::get("Lines", "/lines"),
        parameters: {},
        success: JsonLines<i64> { ResponseSpec::new(StatusPattern::Exact(200), &[Media::json_lines("application/jsonl")]) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

/// A server on threads of its own, and a client of it.
fn serve(scripts: impl IntoIterator<Item = Script>) -> (Runtime, Server, Core, BlockingRuntime) {
    let threads = Runtime::new().unwrap();
    let server = threads.block_on(Server::new(scripts));
    let core = server.core();
    (threads, server, core, BlockingRuntime::start().unwrap())
}

fn stream(media: &str, text: &str) -> Script {
    let length = text.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {media}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    Script::Answer(format!("{head}{text}").into_bytes())
}

fn done() -> Script {
    "HTTP/1.1 204 No Content\nconnection: close\n\n".into()
}

#[test]
fn events_are_an_iterator() {
    let text = "data: 1\n\ndata: no number\n\ndata: 3\n\n";
    let (_threads, _, core, runtime) = serve([stream("text/event-stream", text)]);
    let events = runtime.block_on(core.call(Watch {}.into())).unwrap();
    let events = events.into_body().blocking();
    let values = events.map(|event| event.ok().and_then(|event| event.value().copied()));
    assert_eq!(Vec::from_iter(values), [Some(1), None, Some(3)]);
}

#[test]
fn json_lines_are_an_iterator() {
    let (_threads, _, core, runtime) = serve([stream("application/jsonl", "1\n2\n")]);
    let lines = runtime.block_on(core.call(Lines {}.into())).unwrap();
    let lines: Result<Vec<_>, _> = lines.into_body().blocking().collect();
    assert_eq!(lines.unwrap(), [1, 2]);
}

#[test]
fn events_over_several_connections_are_an_iterator() {
    let first = stream("text/event-stream", "id: a\ndata: 1\nretry: 1\n\n");
    let second = stream("text/event-stream", "data: 2\nretry: 1\n\n");
    let (_threads, server, core, _) = serve([first, second, done()]);
    let retry = Retry::default().repeats(2);
    let events = Reconnect::new(retry.first_pause(Duration::from_millis(1)));
    let events = events.events(move |last| core.call(last.of(Watch {})));
    let events = BlockingIter::new(events).map(|event| *event.unwrap().value().unwrap());
    assert_eq!(Vec::from_iter(events), [1, 2]);
    assert!(server.requests()[1].contains("\nlast-event-id: a\n"));
}

/// Some bytes, then an end or an error.
struct Source {
    left: usize,
    fails: bool,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        let read = self.left.min(buffer.len());
        buffer[..read].fill(b'x');
        self.left -= read;
        Ok(read)
    }
}

const LENGTH: usize = 200_000;

#[test]
fn a_reader_is_read_while_it_is_sent() {
    let (_threads, server, core, runtime) = serve([done()]);
    let body = ByteStream::from_reader(Source {
        left: LENGTH,
        fails: false,
    });
    runtime.block_on(core.call(Upload { body }.into())).unwrap();
    let request = &server.requests()[0];
    assert!(request.contains("\ntransfer-encoding: chunked\n"));
    assert_eq!(request.matches('x').count(), LENGTH);
}

#[test]
fn a_reader_that_fails_breaks_the_upload_off() {
    let (_threads, _, core, runtime) = serve([done()]);
    let body = ByteStream::from_reader(Source {
        left: LENGTH,
        fails: true,
    });
    let error = runtime.block_on(core.call(Upload { body }.into()));
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

//! `streams`: server-sent events and JSON lines are the same however the bytes are cut, and what is written is read back.

use std::convert::Infallible;
use std::time::Duration;

use bindwright_runtime::codec::Policy;
use bindwright_runtime::codegen::{
    BodyContent, DecodeBody, EncodeBody, EventData, Media, ReceiveLimits, ReceivedBody, Redaction,
};
use bindwright_runtime::{ByteStream, Event, EventStream, JsonLines, StreamError, Value};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use http::{HeaderMap, StatusCode};

use crate::draw::Draw;
use crate::reached::reached;

const PIECES: [&[u8]; 30] = [
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\r\r",
    b"\r\n\r\n",
    b"data: 1",
    b"data:x",
    b"data",
    b"data: {\"a\":",
    b"data: }",
    b"id: 7",
    b"id",
    b"id: \0",
    b"event: e",
    b"event",
    b"retry: 5",
    b"retry: x",
    b"retry: 99999999999999999999",
    b": c",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xa9",
    b"\0",
    b" ",
    b":",
    b"[]",
    b"\"\xc3\xa9\"",
    b"1",
    b"null",
];

/// The bytes choose a stream and where it is cut, or events that are written.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    match draw.below(4) {
        0 => written_events(&mut draw),
        1 => written_lines(&mut draw),
        _ => {
            let bytes = draw
                .several(20, |draw| {
                    if draw.once_in(12) {
                        draw.bytes(3)
                    } else {
                        draw.one(&PIECES).to_vec()
                    }
                })
                .concat();
            let ways = [
                vec![bytes.clone()],
                bytes.chunks(1).map(<[u8]>::to_vec).collect(),
                draw.cut(&bytes, 6),
            ];
            let [whole, single, cut] = ways.clone().map(events);
            assert!(
                whole == single && whole == cut,
                "{:?}: {whole:?}, {single:?}, {cut:?}",
                ways[2]
            );
            let [whole, single, cut] = ways.clone().map(lines);
            assert!(
                whole == single && whole == cut,
                "{:?}: {whole:?}, {single:?}, {cut:?}",
                ways[2]
            );
            reached();
        }
    }
}

fn received(media: Media, headers: &HeaderMap, chunks: Vec<Vec<u8>>) -> ReceivedBody<'_> {
    let chunks = stream::iter(
        chunks
            .into_iter()
            .map(|chunk| Ok::<_, Infallible>(Bytes::from(chunk))),
    );
    ReceivedBody {
        status: StatusCode::OK,
        reply: 0,
        media: Some(media),
        headers,
        content: BodyContent::Stream(ByteStream::from_stream(chunks).into_body()),
        policy: Policy::Lenient,
        is_unlisted: false,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    }
}

/// The events of a body, with everything that each one says.
fn events(chunks: Vec<Vec<u8>>) -> Vec<String> {
    let headers = HeaderMap::new();
    let read = EventStream::<Value>::read(received(Media::EVENT_STREAM, &headers, chunks))
        .expect("a stream");
    let all: Vec<_> = read
        .map(|event| format!("{event:?}"))
        .collect()
        .now_or_never()
        .expect("the chunks are there");
    all
}

/// The values of a body of lines.
fn lines(chunks: Vec<Vec<u8>>) -> Vec<String> {
    let headers = HeaderMap::new();
    let read = JsonLines::<Value>::read(received(
        Media::json_lines("application/x-ndjson"),
        &headers,
        chunks,
    ))
    .expect("a stream");
    read.map(|item| format!("{item:?}"))
        .collect()
        .now_or_never()
        .expect("the chunks are there")
}

/// The bytes that an encoder writes; `None` if it rejects an item.
fn bytes(body: &impl EncodeBody, media: Media) -> Option<Vec<u8>> {
    let payload = body.payload(media).ok()?;
    let collected = payload.body.collect(1 << 20).now_or_never();
    let bytes = collected.expect("the items are there").ok()?;
    Some(bytes.to_vec())
}

fn value(draw: &mut Draw<'_>) -> Value {
    match draw.below(5) {
        0 => Value::Null,
        1 => Value::from(draw.i64()),
        2 => Value::Array(draw.several(2, |draw| Value::from(draw.string()))),
        3 => Value::from(draw.once_in(2)),
        _ => Value::from(draw.string()),
    }
}

fn written_events(draw: &mut Draw<'_>) {
    let mut id: Option<String> = None;
    let mut expected = Vec::new();
    let sent = draw.several(4, |draw| {
        let mut event = match draw.below(3) {
            0 => Event::raw(draw.string()),
            _ => Event::new(value(draw)),
        };
        event.event = draw.once_in(2).then(|| draw.nonempty());
        event.id = draw.once_in(3).then(|| draw.string());
        event.retry = draw
            .once_in(4)
            .then(|| Duration::from_millis(u64::from(draw.byte())));
        event
    });
    for event in &sent {
        // A reader keeps the last ID, an empty one is none, and text that is JSON is a value.
        if let Some(new) = &event.id {
            id = Some(new.clone()).filter(|id| !id.is_empty());
        }
        let mut event = event.clone();
        event.id = id.clone();
        if let EventData::Raw(text) = &event.data {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            event.data = match text.parse::<Value>() {
                Ok(value) => EventData::Value(value),
                Err(_) => EventData::Raw(text),
            };
        }
        expected.push(format!("{:?}", Ok::<_, StreamError>(event)));
    }
    let items = stream::iter(sent.clone().into_iter().map(Ok::<_, Infallible>));
    if let Some(bytes) = bytes(&EventStream::from_stream(items), Media::EVENT_STREAM) {
        let found = events(draw.cut(&bytes, 6));
        assert!(
            found == expected,
            "{sent:?} by {:?} becomes {found:?}",
            String::from_utf8_lossy(&bytes)
        );
        reached();
    }
}

fn written_lines(draw: &mut Draw<'_>) {
    let sent = draw.several(4, value);
    let items = stream::iter(sent.clone().into_iter().map(Ok::<_, Infallible>));
    let media = Media::json_lines("application/x-ndjson");
    let bytes = bytes(&JsonLines::from_stream(items), media).expect("values are written");
    let expected: Vec<_> = sent
        .iter()
        .map(|value| format!("{:?}", Ok::<_, StreamError>(value)))
        .collect();
    assert!(
        lines(draw.cut(&bytes, 6)) == expected,
        "{sent:?} by {:?}",
        String::from_utf8_lossy(&bytes)
    );
    reached();
}

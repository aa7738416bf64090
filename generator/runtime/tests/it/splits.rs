//! A stream means the same whatever chunks it arrives in: server-sent events, JSON lines and forms, cut at any bytes.

use std::convert::Infallible;

use bindwright_runtime::{
    ByteStream, EventStream, JsonLines, Value,
    bytes::Bytes,
    codec::Policy,
    codegen::{BodyContent, DecodeBody, LINE_LIMIT, Media, ReceiveLimits, ReceivedBody, Redaction},
    http::{HeaderMap, StatusCode},
};
use futures_util::{StreamExt, stream};
use proptest::prelude::*;

/// A body that arrives in these chunks.
fn arrived(media: Media, headers: &HeaderMap, chunks: Vec<Bytes>) -> ReceivedBody<'_> {
    let chunks = stream::iter(chunks.into_iter().map(Ok::<_, Infallible>));
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

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.build().unwrap().block_on(future)
}

/// The events of a stream, with everything that each one says.
fn events(chunks: Vec<Bytes>) -> Vec<String> {
    let headers = HeaderMap::new();
    let read = EventStream::<Value>::read(arrived(Media::EVENT_STREAM, &headers, chunks)).unwrap();
    run(read.map(|event| format!("{event:?}")).collect())
}

/// The values of a stream of lines.
fn lines(chunks: Vec<Bytes>) -> Vec<String> {
    let (headers, media) = (HeaderMap::new(), Media::json_lines("application/x-ndjson"));
    let read = JsonLines::<Value>::read(arrived(media, &headers, chunks)).unwrap();
    run(read.map(|item| format!("{item:?}")).collect())
}

/// The bytes as one chunk, as a chunk per byte, and cut at these places.
fn ways(bytes: &[u8], cuts: &[prop::sample::Index]) -> [Vec<Bytes>; 3] {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    ends.push(bytes.len());
    ends.sort_unstable();
    let mut from = 0;
    let cut = ends.into_iter().map(|end| {
        let chunk = Bytes::copy_from_slice(&bytes[from..end]);
        from = end;
        chunk
    });
    let cut = cut.collect();
    let whole = vec![Bytes::copy_from_slice(bytes)];
    let single = bytes.chunks(1).map(Bytes::copy_from_slice).collect();
    [whole, single, cut]
}

/// What may be in a stream of events: every line end, fields, a byte order mark, and half of a character.
fn event_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"\r"[..],
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\r\r",
        b"\r\n\r\n",
        b"data: 1",
        b"data:x",
        b"data",
        b"id: 7",
        b"event: e",
        b"retry: 5",
        b": c",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\xa9",
        b"\0",
        b" ",
        b":",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Line ends are those of the standard
    /// (<https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>), so with each of them replaced
    /// by LF the stream means the same.
    #[test]
    fn every_way_of_cutting_a_stream_gives_the_same_events(
        bytes in event_bytes(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut ended: Vec<u8> = Vec::new();
        let mut rest = bytes.as_slice();
        while let Some((first, tail)) = rest.split_first() {
            rest = if *first == b'\r' { tail.strip_prefix(b"\n").unwrap_or(tail) } else { tail };
            ended.push(if *first == b'\r' { b'\n' } else { *first });
        }
        let expected = events(vec![ended.into()]);
        for chunks in ways(&bytes, &cuts) {
            prop_assert_eq!(events(chunks.clone()), expected.as_slice(), "{:?}", chunks);
        }
    }

    #[test]
    fn every_way_of_cutting_lines_gives_the_same_values(
        pieces in prop::collection::vec(prop::sample::select(vec!["1", "\n", "\r\n", "\r", " ", "\"é\"", "{\"a\":", "}", "[]"]), 0..24),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let text = pieces.concat();
        let expected: Vec<_> = text.split('\n').filter(|line| !line.trim().is_empty()).map(|line| lines(vec![line.to_owned().into()]).concat()).collect();
        for chunks in ways(text.as_bytes(), &cuts) {
            prop_assert_eq!(lines(chunks.clone()), expected.as_slice(), "{:?}", chunks);
        }
    }
}

/// The example of a chunk that ends between CR LF and LF.
#[test]
fn an_event_ends_with_the_empty_line_of_the_next_chunk() {
    for chunks in [
        vec!["data: 1\r", "\n", "\n"],
        vec!["data: 1\r", "\n\n"],
        vec!["data: 1\r\n", "\r\n"],
        vec!["data: 1\r", "\r"],
        vec!["data: 1\r", "", "\n", "\r", "\n"],
    ] {
        let found = events(
            chunks
                .iter()
                .map(|chunk| Bytes::from_static(chunk.as_bytes()))
                .collect(),
        );
        assert_eq!(found.len(), 1, "{chunks:?}");
    }
}

/// A line beyond the limit is rejected even if it arrives at once with its end.
#[test]
fn a_line_beyond_the_limit_is_rejected_in_any_chunks() {
    let long = Bytes::from([vec![b' '; LINE_LIMIT + 1], b"\n1\n".to_vec()].concat());
    let halves = vec![long.slice(..LINE_LIMIT), long.slice(LINE_LIMIT..)];
    for chunks in [vec![long.clone()], halves] {
        assert_eq!(
            lines(chunks),
            [format!(
                "Err(TooLong(a line is longer than {LINE_LIMIT} bytes))"
            )]
        );
    }
    let fits = Bytes::from([vec![b' '; LINE_LIMIT - 1], b"1\n".to_vec()].concat());
    let halves = vec![fits.slice(..LINE_LIMIT), fits.slice(LINE_LIMIT..)];
    for chunks in [vec![fits], halves] {
        assert_eq!(lines(chunks).len(), 1);
    }
}

/// Each event has the last `id`, so a long one would need memory for every event behind it.
#[test]
fn an_id_beyond_the_limit_is_rejected() {
    let text = |length| format!("id: {}\n{}", "7".repeat(length), "data: 1\n\n".repeat(3));
    assert_eq!(events(vec![text(16 << 10).into()]).len(), 3);
    let found = events(vec![text((16 << 10) + 1).into()]);
    assert_eq!(found, ["Err(TooLong(a line is longer than 16384 bytes))"]);
}

//! Bodies of several media types, forms with files, events and JSON lines: a client against a server of the same API, and each alone against
//! bytes.

use std::convert::Infallible;

use bindwright_runtime::codegen::{Builder, Core, ServerTemplate};
use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{
    Body, ByteStream, Event, EventStream, FilePart, JsonLines, Request, Response, StreamError,
    Value,
    codec::Policy,
    codegen::{
        BodyContent, DecodeBody, EncodeBody, Encoding, EventData, Media, OperationSpec,
        ReceiveLimits, ReceivedBody, Redaction, ResponseSpec, StatusPattern, bodies, codec,
        multipart, operation, responses,
    },
    http::HeaderMap,
};
use futures_util::{StreamExt, stream};
use http::{HeaderValue, StatusCode};

#[derive(Debug, Clone, PartialEq)]
struct Piece {
    n: i64,
    tags: Option<Vec<String>>,
}
codec!(Piece { "n" => n, "tags" => tags });

#[derive(Debug, Clone, PartialEq)]
enum SendBody {
    Json(Piece),
    Form(Piece),
    Text(String),
}
bodies!(SendBody { Json(Piece) => [Media::JSON], Form(Piece) => [Media::FORM.encoded(&[Encoding::deep_object("tags")])], Text(String) => [Media::TEXT] });

#[derive(Debug)]
struct Send {
    body: Option<SendBody>,
}
operation! {
    Send => {
        spec: OperationSpec::post("send", "/send"),
        parameters: {},
        body: optional SendBody,
        success: String { ResponseSpec::one(StatusPattern::Exact(200), Media::TEXT) },
        failure: Value {},
    }
}

#[derive(Debug)]
struct Upload {
    body: UploadForm,
}
#[derive(Debug)]
struct UploadForm {
    cover: FilePart,
    others: Option<Vec<FilePart>>,
    title: String,
    tags: Option<Vec<String>>,
    piece: Option<Piece>,
}
operation! {
    Upload => {
        spec: OperationSpec::post("upload", "/upload"),
        parameters: {},
        body: required [Media::MULTIPART.encoded(&[Encoding::content_type("cover", "image/png")])],
        success: String { ResponseSpec::one(StatusPattern::Exact(200), Media::TEXT) },
        failure: Value {},
    }
}
multipart!(UploadForm {
    file "cover" => cover,
    file "others" => others,
    value "title" => title,
    value "tags" => tags,
    value "piece" => piece,
});

#[derive(Debug)]
struct Count {
    body: JsonLines<Piece>,
}
operation! {
    Count => {
        spec: OperationSpec::post("count", "/count"),
        parameters: {},
        body: required [Media::json_lines("application/x-ndjson")],
        success: CountSuccess,
        failure: Value {},
    }
}
#[derive(Debug)]
enum CountSuccess {
    Json(Piece),
    Events(EventStream<Piece>),
}
responses!(CountSuccess {
    Json(Piece) => ResponseSpec::json(200),
    Events(EventStream<Piece>) => ResponseSpec::one(StatusPattern::Exact(200), Media::EVENT_STREAM),
});

type Answer<T> = Result<Response<T>, bindwright_runtime::Error<Value>>;

struct Api;

impl Api {
    async fn send(&self, request: Request<Send>) -> Answer<String> {
        Ok(Response::new(format!("{:?}", request.into_inner().body)))
    }

    async fn upload(&self, request: Request<Upload>) -> Answer<String> {
        let form = request.into_inner().body;
        let mut seen = format!("{} {:?} {:?}", form.title, form.tags, form.piece);
        for file in std::iter::once(form.cover).chain(form.others.into_iter().flatten()) {
            let (name, kind) = (file.file_name(), file.content_type());
            seen += &format!(" {name:?} {kind:?}");
            seen += &format!(" {:?}", file.into_content().collect(99).await.unwrap());
        }
        Ok(Response::new(seen))
    }

    async fn count(&self, request: Request<Count>) -> Answer<CountSuccess> {
        let wants_events = request
            .headers()
            .get("accept")
            .is_some_and(|accept| accept == "text/event-stream");
        let items = request.into_inner().body;
        if !wants_events {
            let n = items
                .filter(|item| std::future::ready(item.is_ok()))
                .count();
            let n = i64::try_from(n.await).unwrap();
            return Ok(Response::new(CountSuccess::Json(Piece { n, tags: None })));
        }
        let events = items.map(|item| item.map(|piece| Event::new(piece).event("piece").id("7")));
        let done = stream::once(async { Ok(Event::raw("[DONE]")) });
        let events = EventStream::from_stream(events.chain(done));
        Ok(Response::new(CountSuccess::Events(events)))
    }
}

fn router() -> Router {
    Routes::new(Api)
        .route(Api::send)
        .route(Api::upload)
        .route(Api::count)
        .into_router()
}

fn client() -> Core {
    Builder::new(ServerTemplate::new("http://localhost", &[]))
        .endpoint("http://localhost")
        .transport(router())
        .build()
        .unwrap()
}

fn piece(n: i64) -> Piece {
    let tags = Some(vec!["a b".to_owned(), "c".to_owned()]);
    Piece { n, tags }
}

#[tokio::test]
async fn the_variant_of_a_body_decides_its_media_type_and_is_found_again() {
    for body in [
        Some(SendBody::Json(piece(1))),
        Some(SendBody::Form(piece(2))),
        Some(SendBody::Text("x".to_owned())),
        None,
    ] {
        let expected = format!("{body:?}");
        let response = client().call(Request::new(Send { body })).await.unwrap();
        assert_eq!(*response.body(), expected);
    }
}

#[tokio::test]
async fn a_form_with_files_is_received_completely() {
    let stream = stream::iter(["ab", "c"].map(|chunk| Ok::<_, Infallible>(chunk.into())));
    let cover = FilePart::new(ByteStream::from_stream(stream)).with_file_name("a\"b.png");
    let other = FilePart::new("--x\r\n").with_content_type(HeaderValue::from_static("text/csv"));
    let body = UploadForm {
        cover,
        others: Some(vec![other, FilePart::new(vec![0_u8, 255])]),
        title: "ü".to_owned(),
        tags: Some(vec!["1".to_owned(), "2".to_owned()]),
        piece: Some(piece(3)),
    };
    let response = client().call(Request::new(Upload { body })).await.unwrap();
    assert_eq!(
        response.body(),
        "ü Some([\"1\", \"2\"]) Some(Piece { n: 3, tags: Some([\"a b\", \"c\"]) }) \
         Some(\"a\\\"b.png\") Some(\"image/png\") b\"abc\" \
         None Some(\"text/csv\") b\"--x\\r\\n\" \
         None Some(\"application/octet-stream\") b\"\\0\\xff\""
    );
}

fn form(text: &str) -> Result<UploadForm, String> {
    let headers = HeaderMap::from_iter([(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("multipart/form-data; charset=utf-8; boundary=\"b 1\""),
    )]);
    let arrived = ReceivedBody {
        status: StatusCode::OK,
        reply: 0,
        media: Some(Media::MULTIPART),
        headers: &headers,
        content: BodyContent::Bytes(text.replace('\n', "\r\n").into()),
        policy: Policy::Strict,
        is_unlisted: false,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    };
    UploadForm::read(arrived).map_err(|error| error.redacted(&Redaction::default()).to_string())
}

#[test]
fn parts_of_other_writers_are_read_and_faults_are_named() {
    let title = "--b 1\nContent-Disposition: form-data; name=title\n\nx\n";
    let cover = "--b 1\ncontent-disposition: form-data; filename=\"C:\\a;b.png\"; name=\"cover\"\nContent-Type: image/gif\n\n\n";
    let read = form(&format!("preamble\n{title}{cover}--b 1--\nepilogue")).unwrap();
    assert_eq!(
        (
            read.title.as_str(),
            read.cover.file_name(),
            read.cover.content_type()
        ),
        ("x", Some("C:\\a;b.png"), Some("image/gif"))
    );
    for (text, why) in [
        (format!("{title}--b 1--"), "/cover: required, but missing"),
        (format!("{cover}--b 1--"), "/title: required, but missing"),
        (
            format!("{cover}{cover}{title}--b 1--"),
            "/cover: given more than once",
        ),
        (
            format!("{cover}{title}"),
            "expected multipart/form-data, found a body that ends too early",
        ),
        (
            "--b 1\nX: y\n\nz\n--b 1--".to_owned(),
            "expected multipart/form-data, found a part without a name",
        ),
    ] {
        assert_eq!(form(&text).map(|_| ()), Err(why.to_owned()));
    }
}

async fn count(accept: &'static str) -> CountSuccess {
    let items = [Ok(piece(1)), Ok::<_, Infallible>(piece(2))];
    let body = JsonLines::from_stream(stream::iter(items));
    let mut request = Request::new(Count { body });
    request
        .headers_mut()
        .insert("accept", HeaderValue::from_static(accept));
    client().call(request).await.unwrap().into_body()
}

#[tokio::test]
async fn one_status_has_responses_in_two_media_types() {
    let CountSuccess::Json(counted) = count("application/json").await else {
        panic!("the variant tells the media type");
    };
    assert_eq!(counted.n, 2);
    let CountSuccess::Events(events) = count("text/event-stream").await else {
        panic!("the variant tells the media type");
    };
    let events: Vec<_> = events.map(Result::unwrap).collect().await;
    let expected = |n| Event::new(piece(n)).event("piece").id("7");
    assert_eq!(
        events,
        [expected(1), expected(2), Event::raw("[DONE]").id("7")]
    );
}

fn arrived(media: Media, chunks: &[&[u8]]) -> ReceivedBody<'static> {
    static NONE: std::sync::LazyLock<HeaderMap> = std::sync::LazyLock::new(HeaderMap::new);
    let chunks: Vec<_> = chunks
        .iter()
        .map(|chunk| Ok::<_, Infallible>(chunk.to_vec().into()))
        .collect();
    let content = BodyContent::Stream(ByteStream::from_stream(stream::iter(chunks)).into_body());
    ReceivedBody {
        status: StatusCode::OK,
        reply: 0,
        media: Some(media),
        headers: &NONE,
        content,
        policy: Policy::Lenient,
        is_unlisted: false,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    }
}

/// The data of the events, whatever the chunks are.
async fn events(chunks: &[&[u8]]) -> Vec<String> {
    let arrived = arrived(Media::EVENT_STREAM, chunks);
    let events = EventStream::<Piece>::read(arrived).unwrap();
    events
        .map(|event| match event.map(|event| event.data) {
            Ok(EventData::Value(piece)) => piece.n.to_string(),
            Ok(EventData::Raw(text)) => text,
            Err(StreamError::Item { error, text }) => format!("{error} in {text}"),
            Err(error) => error.to_string(),
        })
        .collect()
        .await
}

#[tokio::test]
async fn events_are_cut_at_every_byte_and_end_of_line() {
    let text = "\u{feff}: hello\r\ndata: {\"n\":\rdata: 1}\n\ndata: é\r\r\ndata:[DONE]\r\n\r\ndata: {\"n\":\"x\"}\n\ndata: {\"n\":2}\n\ndata: lost";
    let expected = [
        "1",
        "é",
        "[DONE]",
        "/n: expected an integer, found a string in {\"n\":\"x\"}",
        "2",
    ];
    assert_eq!(events(&[text.as_bytes()]).await, expected);
    for at in 0..text.len() {
        let (one, two) = text.as_bytes().split_at(at);
        assert_eq!(events(&[one, two]).await, expected, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    assert_eq!(events(&bytes).await, expected);
}

#[tokio::test]
async fn a_line_without_end_is_rejected_and_ends_the_stream() {
    let chunk = vec![b'x'; 1 << 20];
    let chunks: Vec<&[u8]> = std::iter::repeat_n(chunk.as_slice(), 20).collect();
    assert_eq!(
        events(&chunks).await,
        ["a line is longer than 16777216 bytes"]
    );
}

#[tokio::test]
async fn json_lines_are_read_with_and_without_a_last_line_end() {
    let chunks: [&[u8]; 3] = [
        b"{\"n\":1}\r\n\n{\"n",
        b"\":2}\n{\"n\":tru",
        b"e}\n{\"n\":3}",
    ];
    let arrived = arrived(Media::json_lines("application/jsonl"), &chunks);
    let lines: Vec<_> = JsonLines::<Piece>::read(arrived).unwrap().collect().await;
    let found: Vec<_> = lines
        .into_iter()
        .map(|line| line.map(|piece| piece.n).map_err(|error| error.to_string()))
        .collect();
    let rejected = "/n: expected an integer, found a boolean".to_owned();
    assert_eq!(found, [Ok(1), Ok(2), Err(rejected), Ok(3)]);
}

#[tokio::test]
async fn an_event_is_written_as_the_standard_has_it() {
    let events = [
        Ok(Event::new(1_i64).retry(std::time::Duration::from_secs(1))),
        Ok::<_, Infallible>(Event::raw("a\r\nb")),
        Ok(Event::new(2).event("bad\nname")),
    ];
    let stream = EventStream::from_stream(stream::iter(events));
    let payload = stream.payload(Media::EVENT_STREAM).unwrap();
    assert_eq!(payload.headers["content-type"], "text/event-stream");
    let mut frames = ByteStream::from_body(HeaderMap::new(), payload.body);
    let mut written = Vec::new();
    while let Some(Ok(chunk)) = frames.next().await {
        written.extend_from_slice(&chunk);
    }
    assert_eq!(
        String::from_utf8(written).unwrap(),
        "retry: 1000\ndata: 1\n\ndata: a\ndata: b\n\n"
    );
    let again = stream.payload(Media::EVENT_STREAM).unwrap();
    assert_eq!(Body::bytes(&again.body).map(|bytes| bytes.len()), Some(0));
}

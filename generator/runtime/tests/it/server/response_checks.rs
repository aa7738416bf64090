//! Responses of handlers that break the document: checked in debug builds, and wherever a server asks for it.

use bindwright_runtime::codegen::{
    Media, OperationSpec, Param, ResponseSpec, StatusPattern, codec, error_body, limits, operation,
    responses,
};
use bindwright_runtime::http::{HeaderValue, StatusCode};
use bindwright_runtime::server::{RequestId, Routes};
use bindwright_runtime::{Error, Event, EventStream, Header, JsonLines, Request, Response, Value};
use futures_util::stream;

use crate::server::raw::{RawResponse, try_send};
use crate::server::{get, serve};

#[derive(Debug, Clone, PartialEq)]
struct Report {
    name: String,
}
codec!(Report { "name" => name });
limits!(Report { "name" => name: [MaxLength(3)] });

#[derive(Debug, Clone, PartialEq)]
struct Fault {
    text: String,
}
codec!(Fault { "text" => text });
error_body!(Fault { message: "text" });
limits!(Fault { "text" => text: [MinLength(2)] });

#[derive(Debug)]
enum MakeSuccess {
    Ok(Report),
    Accepted,
}
responses! {
    MakeSuccess {
        Ok(Report) => ResponseSpec::json(200),
        Accepted => ResponseSpec::empty(202),
    }
}

#[derive(Debug)]
struct Make {
    how: String,
}
operation! {
    Make => {
        spec: OperationSpec::get("make", "/make/{how}"),
        parameters: { how: Param::path("how") },
        success: MakeSuccess,
        failure: Fault { ResponseSpec::json(404), ResponseSpec::json(409) },
        checks: {
            success(0) => variant(MakeSuccess::Ok) { inside },
            failure(all) => body { inside },
            success(0) => header("header.X-Total", required, TOTAL) { [Maximum(9)] },
            success(0) => header("header.X-Request-Id", required, ID) { [MinLength(1)] },
        },
    }
}

const TOTAL: Header<i64> = Header::new(Param::header("X-Total"));
const ID: Header<String> = Header::new(Param::header("X-Request-Id"));

/// An operation with one type for two statuses, and no documented errors.
#[derive(Debug)]
struct Free {
    status: u16,
}
operation! {
    Free => {
        spec: OperationSpec::get("free", "/free/{status}"),
        parameters: { status: Param::path("status") },
        success: Report { ResponseSpec::json(200), ResponseSpec::json(201) },
    }
}

#[derive(Debug)]
struct Lines;
operation! {
    Lines => {
        spec: OperationSpec::get("lines", "/lines"),
        success: JsonLines<Report> { ResponseSpec::one(StatusPattern::Exact(200), Media::json_lines("application/jsonl")) },
        checks: { success(0) => items { inside } },
    }
}

#[derive(Debug)]
struct Events;
operation! {
    Events => {
        spec: OperationSpec::get("events", "/events"),
        success: EventStream<Report> { ResponseSpec::one(StatusPattern::Exact(200), Media::EVENT_STREAM) },
        checks: { success(0) => items { inside } },
    }
}

fn report(name: &str) -> Report {
    Report {
        name: name.to_owned(),
    }
}

fn fault(status: u16, text: &str) -> Error<Fault> {
    let text = text.to_owned();
    Error::api(StatusCode::from_u16(status).unwrap(), Fault { text })
}

struct Api;

impl Api {
    async fn make(&self, request: Request<Make>) -> Result<Response<MakeSuccess>, Error<Fault>> {
        let total = |response: Response<MakeSuccess>, total: &'static str| {
            let mut response = response;
            response
                .headers_mut()
                .insert("x-total", HeaderValue::from_static(total));
            response
        };
        let ok = |name| Response::new(MakeSuccess::Ok(report(name)));
        let id = request.extensions().get::<RequestId>();
        assert!(id.is_some());
        Ok(match request.get_ref().how.as_str() {
            "good" => total(ok("qrs"), "7"),
            "accepted" => Response::new(MakeSuccess::Accepted),
            "long" => total(ok("qrst"), "7"),
            "no-header" => ok("qrs"),
            "no-number" => total(ok("qrs"), "x"),
            "large-number" => total(ok("qrs"), "10"),
            "status" => total(ok("qrs"), "7").with_status(StatusCode::CREATED),
            "status-of-another" => total(ok("qrs"), "7").with_status(StatusCode::ACCEPTED),
            "part" => {
                let mut part = total(ok("qrs"), "7").with_status(StatusCode::PARTIAL_CONTENT);
                let range = HeaderValue::from_static("bytes 0-13/14");
                part.headers_mut().insert("content-range", range);
                part
            }
            "part-of-nothing" => total(ok("qrs"), "7").with_status(StatusCode::PARTIAL_CONTENT),
            "accepted-as-ok" => Response::new(MakeSuccess::Accepted).with_status(StatusCode::OK),
            "fault" => return Err(fault(404, "no such thing")),
            "short-fault" => return Err(fault(409, "x")),
            _ => return Err(fault(410, "undocumented")),
        })
    }

    async fn free(&self, request: Request<Free>) -> Result<Response<Report>, Error> {
        let status = StatusCode::from_u16(request.get_ref().status).unwrap();
        match status.is_success() {
            true => Ok(Response::new(report("qrs")).with_status(status)),
            false => Err(Error::api(status, Value::Null)),
        }
    }

    async fn lines(&self, _: Request<Lines>) -> Result<Response<JsonLines<Report>>, Error> {
        let lines = ["qrs", "qrst", "qr"].map(|name| Ok::<_, std::io::Error>(report(name)));
        Ok(Response::new(JsonLines::from_stream(stream::iter(lines))))
    }

    async fn events(&self, _: Request<Events>) -> Result<Response<EventStream<Report>>, Error> {
        let events = ["qrs", "qrst"].map(|name| Ok::<_, std::io::Error>(Event::new(report(name))));
        Ok(Response::new(EventStream::from_stream(stream::iter(
            events,
        ))))
    }
}

fn routes() -> Routes<Api> {
    let routes = Routes::new(Api).route(Api::make).route(Api::free);
    routes.route(Api::lines).route(Api::events)
}

const RESPONSES: &[(&str, u16, bool)] = &[
    ("/make/good", 200, true),
    ("/make/accepted", 202, true),
    ("/make/long", 200, false),
    ("/make/no-header", 200, false),
    ("/make/no-number", 200, false),
    ("/make/large-number", 200, false),
    ("/make/status", 201, false),
    ("/make/status-of-another", 202, false),
    ("/make/part", 206, true),
    ("/make/part-of-nothing", 206, false),
    ("/make/accepted-as-ok", 200, false),
    ("/make/fault", 404, true),
    ("/make/short-fault", 409, false),
    ("/make/gone", 410, false),
    ("/free/200", 200, true),
    ("/free/201", 201, true),
    ("/free/203", 203, false),
    ("/free/418", 418, true),
];

fn is_internal(response: &RawResponse) -> bool {
    response.status == 500 && response.text().contains("internal_error")
}

#[tokio::test]
async fn a_response_that_breaks_the_document_is_a_500_in_debug_builds() {
    let server = serve(routes().into_router()).await;
    for (path, status, is_permitted) in RESPONSES {
        let response = get(server, &format!("GET {path}"), &[]).await;
        if *is_permitted || !cfg!(debug_assertions) {
            assert_eq!(response.status, *status, "{path}");
        } else {
            assert!(is_internal(&response), "{path}: {response:?}");
            // The caller learns nothing of it.
            assert!(!response.text().contains("qrs"), "{response:?}");
        }
    }
}

#[tokio::test]
async fn responses_are_checked_if_a_server_says_so_and_not_otherwise() {
    let (checked, unchecked) = (
        routes().check_responses(true),
        routes().check_responses(false),
    );
    let checked = serve(checked.into_router()).await;
    let unchecked = serve(unchecked.into_router()).await;
    for (path, status, is_permitted) in RESPONSES {
        let line = format!("GET {path}");
        let response = get(checked, &line, &[]).await;
        assert_eq!(
            is_internal(&response),
            !is_permitted,
            "{path}: {response:?}"
        );
        assert_eq!(get(unchecked, &line, &[]).await.status, *status, "{path}");
    }
}

/// The status and the items before it were sent; the client notices that the body has no end.
#[tokio::test]
async fn an_item_that_breaks_the_document_ends_its_stream() {
    let checked = serve(routes().check_responses(true).into_router()).await;
    let unchecked = serve(routes().check_responses(false).into_router()).await;
    for path in ["/lines", "/events"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
        assert!(try_send(checked, &request).await.is_none(), "{path}");
        let whole = try_send(unchecked, &request).await.unwrap();
        assert!(whole.text().contains("qrst"), "{path}");
    }
}

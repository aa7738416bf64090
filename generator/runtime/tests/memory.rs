//! How much memory a request needs: a short body can be a large value, and checks must not copy it. Alone in its process, whose
//! memory is measured.
#![cfg(all(feature = "server", target_os = "linux"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{
    Body, Error, Request, Response, Value,
    codegen::{Media, OperationSpec, ResponseSpec, codec, operation},
};
use tower::ServiceExt;

#[derive(Debug)]
struct Free {
    body: Value,
}
operation! {
    Free => {
        spec: OperationSpec::post("free", "/free"),
        parameters: {},
        body: required [Media::JSON],
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Value { ResponseSpec::json_default() },
    }
}

#[derive(Debug)]
struct Unique {
    body: Vec<Value>,
}
operation! {
    Unique => {
        spec: OperationSpec::post("unique", "/unique"),
        parameters: {},
        body: required [Media::JSON],
        limits: { "body" => body: [UniqueItems] },
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Value { ResponseSpec::json_default() },
    }
}

/// A record that is much larger than its text.
#[derive(Debug)]
struct Wide {
    f0: Option<String>,
    f1: Option<String>,
    f2: Option<String>,
    f3: Option<String>,
    f4: Option<String>,
    f5: Option<String>,
    f6: Option<String>,
    f7: Option<String>,
    f8: Option<String>,
    f9: Option<String>,
    f10: Option<String>,
    f11: Option<String>,
    f12: Option<String>,
    f13: Option<String>,
    f14: Option<String>,
    f15: Option<String>,
    f16: Option<String>,
    f17: Option<String>,
    f18: Option<String>,
    f19: Option<String>,
}
codec!(Wide {
    "f0" => f0,
    "f1" => f1,
    "f2" => f2,
    "f3" => f3,
    "f4" => f4,
    "f5" => f5,
    "f6" => f6,
    "f7" => f7,
    "f8" => f8,
    "f9" => f9,
    "f10" => f10,
    "f11" => f11,
    "f12" => f12,
    "f13" => f13,
    "f14" => f14,
    "f15" => f15,
    "f16" => f16,
    "f17" => f17,
    "f18" => f18,
    "f19" => f19,
});

#[derive(Debug)]
struct Typed {
    body: Vec<Wide>,
}
operation! {
    Typed => {
        spec: OperationSpec::post("typed", "/typed"),
        parameters: {},
        body: required [Media::JSON],
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Value { ResponseSpec::json_default() },
    }
}

struct Api;

type Outcome = Result<Response<String>, Error<Value>>;

impl Api {
    async fn free(&self, request: Request<Free>) -> Outcome {
        Ok(Response::new(format!(
            "{:?}",
            request.get_ref().body.kind()
        )))
    }

    async fn unique(&self, request: Request<Unique>) -> Outcome {
        Ok(Response::new(format!("{}", request.get_ref().body.len())))
    }

    async fn typed(&self, request: Request<Typed>) -> Outcome {
        let wide = request
            .get_ref()
            .body
            .iter()
            .filter_map(|one| one.f0.as_ref());
        Ok(Response::new(format!("{}", wide.count())))
    }
}

fn routes() -> Routes<Api> {
    Routes::new(Api)
        .route(Api::free)
        .route(Api::unique)
        .route(Api::typed)
}

/// Posts a body; the status and the text of the response.
async fn post(router: Router, path: &str, body: String) -> (u16, String) {
    let request = http::Request::post(path)
        .header("content-type", "application/json")
        .body(axum::body::Body::new(Body::full(body)))
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let text = Body::stream(response.into_body()).collect(1 << 20).await;
    (status, String::from_utf8(text.unwrap().to_vec()).unwrap())
}

/// A number of KiB from the status of this process.
fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let digits = line.unwrap().trim_start_matches(':').trim();
    digits.split(' ').next().unwrap().parse().unwrap()
}

/// How many MiB this process has at most during a request, beyond those `before`, and the status and text of the response.
async fn peak(before: usize, path: &str, body: String) -> (usize, u16, String) {
    // Sets `VmHWM` to the current size.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (code, text) = post(routes().into_router(), path, body).await;
    ((status("VmHWM").saturating_sub(before)) >> 10, code, text)
}

/// Fills 2 MiB with an array of these items.
fn filled(item: impl Fn(usize) -> String) -> String {
    let mut body = String::from("[");
    for index in 0.. {
        let item = item(index);
        if body.len() + item.len() + 2 > 2 << 20 {
            break;
        }
        if index > 0 {
            body.push(',');
        }
        body += &item;
    }
    body + "]"
}

#[tokio::test]
async fn the_memory_of_a_request_is_bounded() {
    let nested = |_| format!("{}{}", "[".repeat(60), "]".repeat(60));
    let objects = |_| format!("{}1{}", r#"{"a":"#.repeat(60), "}".repeat(60));
    let cases = [
        ("/free", "small integers", filled(|_| "1".to_owned())),
        ("/free", "nested arrays", filled(nested)),
        ("/free", "nested objects", filled(objects)),
        ("/free", "empty objects", filled(|_| "{}".to_owned())),
        ("/free", "short strings", filled(|_| r#""a""#.to_owned())),
        (
            "/free",
            "pairs",
            filled(|index| format!("[{index}.5,13.25]")),
        ),
        ("/free", "fractions", filled(|_| "0.1".to_owned())),
        ("/typed", "empty records", filled(|_| "{}".to_owned())),
        ("/unique", "numbers", filled(|index| index.to_string())),
        ("/unique", "strings", filled(|index| format!("\"{index}\""))),
        ("/unique", "lists", filled(|index| format!("[{index},[]]"))),
    ];
    let before = status("VmRSS");
    for (path, what, body) in cases {
        let length = body.len();
        let (peak, code, text) = peak(before, path, body).await;
        println!("{path} {what}: {length} bytes, {peak} MiB, {code}");
        assert!(peak < 100, "{what}: {peak} MiB, {code}");
        let reason = "needs more than 33554432 bytes of memory";
        assert!(code == 200 || text.contains(reason), "{what}: {text}");
    }
}

#[tokio::test]
async fn the_memory_limit_can_be_changed() {
    let list = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
    let limited = || routes().memory_limit(100_000).into_router();
    let (code, text) = post(limited(), "/typed", list(100)).await;
    assert_eq!((code, text.as_str()), (200, "0"));
    let (code, text) = post(limited(), "/typed", list(1_000)).await;
    assert_eq!(code, 400);
    assert!(
        text.contains("needs more than 100000 bytes of memory"),
        "{text}"
    );
    let (code, _) = post(limited(), "/free", list(100)).await;
    assert_eq!(code, 200);
    let (code, _) = post(limited(), "/free", list(10_000)).await;
    assert_eq!(code, 400);
    // A larger body may need more, unless the limit is set.
    let large = routes().body_limit(8 << 20).into_router();
    let (code, text) = post(large, "/free", list(500_000)).await;
    assert_eq!(code, 200, "{text}");
}

#[tokio::test]
async fn long_lists_are_compared_without_copies() {
    for item in [r#"{"a":1,"b":[2]}"#, "7", r#""x""#, "[1,2]"] {
        let mut items: Vec<String> = (0..5_000)
            .map(|index| format!(r#"[{index},"{index}"]"#))
            .collect();
        items.push(item.to_owned());
        let (code, text) = post(
            routes().into_router(),
            "/unique",
            format!("[{}]", items.join(",")),
        )
        .await;
        assert_eq!((code, text.as_str()), (200, "5001"));
        items.insert(17, item.to_owned());
        let (code, text) = post(
            routes().into_router(),
            "/unique",
            format!("[{}]", items.join(",")),
        )
        .await;
        assert_eq!(code, 400, "{item}");
        assert!(text.contains("twice"), "{text}");
    }
}

//! Routing, and whole exchanges in one process: from a request to the last byte of its response.
#![allow(clippy::unwrap_used, reason = "a benchmark")]

#[path = "../tests/exchange/mod.rs"]
mod exchange;

use divan::Bencher;
use http_body_util::BodyExt;
use huaweicloud_workspace::runtime::Body;
use huaweicloud_workspace::runtime::http::Request;
use tower::ServiceExt;

fn main() {
    divan::main();
}

fn bench(bencher: Bencher<'_, '_>, request: impl Fn() -> Request<Body> + Sync) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let service = exchange::service();
    bencher.with_inputs(request).bench_local_values(|request| {
        runtime.block_on(async {
            let response = service.clone().oneshot(request).await.unwrap();
            response.into_body().collect().await.unwrap()
        })
    });
}

/// A path that no operation has: routing and the error response alone.
#[divan::bench]
fn route_unknown(bencher: Bencher<'_, '_>) {
    bench(bencher, || {
        Request::get("/v2/p/no-such-tasks")
            .body(Body::empty())
            .unwrap()
    });
}

#[divan::bench(args = [1, 20, 100])]
fn list(bencher: Bencher<'_, '_>, count: usize) {
    bench(bencher, || exchange::list(count));
}

/// A body of 100 strings, whose lengths and uniqueness are checked.
#[divan::bench]
fn delete(bencher: Bencher<'_, '_>) {
    bench(bencher, exchange::delete);
}

/// A generated client beside code by hand: it builds a request from variables, sends it with limits of time and size, checks status and
/// media type, and decodes the response with serde's derives. In the same process both have the same transport; over loopback, it is
/// hyper's client, and beside it reqwest's.
mod calls {
    use std::error::Error;
    use std::fmt::Write;
    use std::hint::black_box;
    use std::time::Duration;

    use divan::Bencher;
    use http_body_util::{BodyExt, Full, Limited};
    use huaweicloud_workspace::runtime::bytes::Bytes;
    use huaweicloud_workspace::runtime::http::{HeaderValue, Request, Response, StatusCode};
    use huaweicloud_workspace::runtime::server::serve;
    use huaweicloud_workspace::{Client, ListExportTasks};
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    use tokio::net::TcpListener;
    use tokio::runtime::{Builder, Runtime};
    use tower::ServiceExt;

    const COUNTS: [i32; 2] = [1, 20];

    /// A call alone is measured with cold caches.
    const SAMPLE: u32 = 100;

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    /// A server with a thread of its own; its URL.
    fn served() -> String {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            runtime().block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let address = listener.local_addr().unwrap();
                tell.send(format!("http://{address}")).unwrap();
                serve(listener, super::exchange::service()).await;
            });
        });
        told.recv().unwrap()
    }

    async fn call(client: &Client, count: i32) {
        let tasks = client.list_export_tasks(ListExportTasks::new().limit(count));
        let tasks = tasks.await.unwrap().into_body();
        assert_eq!(tasks.count, Some(count));
    }

    fn client() -> huaweicloud_workspace::ClientBuilder {
        Client::builder().project_id("p").token("tok")
    }

    /// The generated client, whose server is in the same process.
    #[divan::bench(args = COUNTS, sample_size = SAMPLE)]
    fn in_process(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, service) = (runtime(), super::exchange::service());
        let client = client().endpoint("http://localhost").transport(service);
        let client = client.build().unwrap();
        bencher.bench_local(|| runtime.block_on(call(&client, count)));
    }

    #[divan::bench(args = COUNTS, sample_size = SAMPLE)]
    fn in_process_by_hand(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, service) = (runtime(), super::exchange::service());
        bencher.bench_local(|| {
            runtime.block_on(async {
                let by_hand = ByHand::new("http://localhost");
                let request = by_hand.list(None, Some(count)).unwrap();
                read(service.clone().oneshot(request), count).await;
            });
        });
    }

    /// The generated client with its default transport.
    #[divan::bench(args = COUNTS, sample_size = SAMPLE)]
    fn over_loopback(bencher: Bencher<'_, '_>, count: i32) {
        let runtime = runtime();
        let client = client().endpoint(served()).build().unwrap();
        bencher.bench_local(|| runtime.block_on(call(&client, count)));
    }

    #[divan::bench(args = COUNTS, sample_size = SAMPLE)]
    fn over_loopback_by_hand(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, server) = (runtime(), served());
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new());
        let client = client.build::<_, Full<Bytes>>(connector);
        bencher.bench_local(|| {
            runtime.block_on(async {
                let request = ByHand::new(&server).list(None, Some(count)).unwrap();
                read(client.request(request), count).await;
            });
        });
    }

    /// By hand with reqwest, which follows redirects and speaks no TLS here.
    #[divan::bench(args = COUNTS, sample_size = SAMPLE)]
    fn over_loopback_by_reqwest(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, server) = (runtime(), served());
        let client = reqwest::Client::builder().user_agent("by-hand/1.0");
        let client = client.timeout(Duration::from_secs(30)).build().unwrap();
        bencher.bench_local(|| {
            runtime.block_on(async {
                let sent = client.get(format!("{server}/v2/p/export-tasks?limit={count}"));
                let sent = sent.header("x-auth-token", "tok");
                let sent = sent.header("accept", "application/json").send();
                read(async { sent.await.map(Response::from) }, count).await;
            });
        });
    }

    /// What is not escaped in a path or a query.
    const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');

    type BoxError = Box<dyn Error + Send + Sync>;

    /// The configuration of a client by hand.
    struct ByHand<'a> {
        server: &'a str,
        project: &'a str,
        token: &'a str,
    }

    impl<'a> ByHand<'a> {
        fn new(server: &'a str) -> Self {
            Self {
                server,
                project: black_box("p"),
                token: black_box("tok"),
            }
        }

        fn list(
            &self,
            offset: Option<i32>,
            limit: Option<i32>,
        ) -> Result<Request<Full<Bytes>>, BoxError> {
            let project = utf8_percent_encode(self.project, UNRESERVED);
            let mut url = format!("{}/v2/{project}/export-tasks", self.server);
            let mut separator = '?';
            for (name, value) in [("offset", offset), ("limit", limit)] {
                if let Some(value) = value {
                    write!(url, "{separator}{name}={value}")?;
                    separator = '&';
                }
            }
            let mut token = HeaderValue::from_str(self.token)?;
            token.set_sensitive(true);
            let request = Request::get(url)
                .header("x-auth-token", token)
                .header("accept", "application/json")
                .header("user-agent", "by-hand/1.0")
                .body(Full::default())?;
            Ok(request)
        }
    }

    /// Receives and decodes a response.
    async fn received<B, E>(
        sent: impl Future<Output = Result<Response<B>, E>>,
    ) -> Result<derived::Tasks, BoxError>
    where
        B: BodyExt<Data = Bytes, Error: Into<BoxError>>,
        E: Into<BoxError>,
    {
        let (head, body) = sent.await.map_err(Into::into)?.into_parts();
        let body = Limited::new(body, 16 << 20).collect().await?.to_bytes();
        if head.status != StatusCode::OK {
            return Err(format!("{}: {body:?}", head.status).into());
        }
        let media = head.headers.get("content-type");
        let media = media.and_then(|value| value.to_str().ok());
        let media = media.and_then(|value| value.split(';').next());
        if !media.is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json")) {
            return Err("the response is not JSON".into());
        }
        Ok(serde_json::from_slice(&body)?)
    }

    async fn read<B, E>(sent: impl Future<Output = Result<Response<B>, E>>, count: i32)
    where
        B: BodyExt<Data = Bytes, Error: Into<BoxError>>,
        E: Into<BoxError>,
    {
        let limit = Duration::from_secs(30);
        let tasks = tokio::time::timeout(limit, received(sent)).await.unwrap();
        assert_eq!(tasks.unwrap().count, Some(count));
    }

    /// The response with serde's derives.
    #[expect(dead_code, reason = "read from JSON, to measure that")]
    mod derived {
        #[derive(serde::Deserialize)]
        pub(super) struct Tasks {
            export_tasks: Option<Vec<Task>>,
            pub(super) count: Option<i32>,
        }

        #[derive(serde::Deserialize)]
        struct Task {
            task_id: Option<String>,
            file_name: Option<String>,
            status: Option<String>,
            fail_reason: Option<String>,
            error_code: Option<String>,
            create_time: Option<String>,
            end_time: Option<String>,
            is_download: Option<bool>,
        }
    }
}

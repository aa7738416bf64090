//! Routing, and whole exchanges in one process: from a request to the last byte of its response.
#![allow(clippy::unwrap_used, reason = "a benchmark")]

#[path = "../tests/exchange/mod.rs"]
mod exchange;

use divan::{AllocProfiler, Bencher};
use http_body_util::BodyExt;
use huaweicloud_workspace::runtime::Body;
use huaweicloud_workspace::runtime::http::Request;
use tower::ServiceExt;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

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

/// A generated client beside code by hand: it builds a request, sends it with a time limit, and decodes the response with serde's
/// derives. In the same process both have the same transport; over loopback, it is hyper's client, and beside it reqwest's.
mod calls {
    use std::time::Duration;

    use divan::Bencher;
    use http_body_util::{BodyExt, Full};
    use huaweicloud_workspace::runtime::bytes::Bytes;
    use huaweicloud_workspace::runtime::http::{Request, Response};
    use huaweicloud_workspace::runtime::server::serve;
    use huaweicloud_workspace::{Client, ListExportTasks};
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use tokio::net::TcpListener;
    use tokio::runtime::{Builder, Runtime};
    use tower::ServiceExt;

    const COUNTS: [i32; 2] = [1, 20];

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
    #[divan::bench(args = COUNTS)]
    fn in_process(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, service) = (runtime(), super::exchange::service());
        let client = client().endpoint("http://localhost").transport(service);
        let client = client.build().unwrap();
        bencher.bench_local(|| runtime.block_on(call(&client, count)));
    }

    #[divan::bench(args = COUNTS)]
    fn in_process_by_hand(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, service) = (runtime(), super::exchange::service());
        bencher.bench_local(|| {
            runtime.block_on(async {
                let sent = service.clone().oneshot(request("http://localhost", count));
                read(limited(async { sent.await.unwrap() }), count).await;
            });
        });
    }

    /// The generated client with its default transport.
    #[divan::bench(args = COUNTS)]
    fn over_loopback(bencher: Bencher<'_, '_>, count: i32) {
        let runtime = runtime();
        let client = client().endpoint(served()).build().unwrap();
        bencher.bench_local(|| runtime.block_on(call(&client, count)));
    }

    #[divan::bench(args = COUNTS)]
    fn over_loopback_by_hand(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, server) = (runtime(), served());
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new());
        let client = client.build::<_, Full<Bytes>>(connector);
        bencher.bench_local(|| {
            runtime.block_on(async {
                let sent = client.request(request(&server, count));
                read(limited(async { sent.await.unwrap() }), count).await;
            });
        });
    }

    /// By hand with reqwest, which follows redirects and speaks no TLS here.
    #[divan::bench(args = COUNTS)]
    fn over_loopback_by_reqwest(bencher: Bencher<'_, '_>, count: i32) {
        let (runtime, server) = (runtime(), served());
        let client = reqwest::Client::builder().user_agent("by-hand/1.0");
        let client = client.timeout(Duration::from_secs(30)).build().unwrap();
        bencher.bench_local(|| {
            runtime.block_on(async {
                let sent = client.get(format!("{server}/v2/p/export-tasks?limit={count}"));
                let sent = sent.header("x-auth-token", "tok");
                let sent = sent.header("accept", "application/json").send();
                read(async { sent.await.unwrap().into() }, count).await;
            });
        });
    }

    fn request(server: &str, count: i32) -> Request<Full<Bytes>> {
        Request::get(format!("{server}/v2/p/export-tasks?limit={count}"))
            .header("x-auth-token", "tok")
            .header("accept", "application/json")
            .header("user-agent", "by-hand/1.0")
            .body(Full::default())
            .unwrap()
    }

    async fn limited<T>(sent: impl Future<Output = T>) -> T {
        let limit = Duration::from_secs(30);
        tokio::time::timeout(limit, sent).await.unwrap()
    }

    async fn read<B: BodyExt<Error: std::fmt::Debug>>(
        sent: impl Future<Output = Response<B>>,
        count: i32,
    ) {
        let response = sent.await;
        assert!(response.status().is_success());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let tasks: derived::Tasks = serde_json::from_slice(&body).unwrap();
        assert_eq!(tasks.count, Some(count));
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

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

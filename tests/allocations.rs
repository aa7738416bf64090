//! How many allocations a request needs, in one process: unlike time, a count is the same on every machine.
#![allow(clippy::unwrap_used, reason = "tests")]

mod exchange;

use std::alloc::System;

use http_body_util::BodyExt;
use huaweicloud_workspace::runtime::Body;
use huaweicloud_workspace::runtime::http::Request;
use huaweicloud_workspace::runtime::server::Router;
use huaweicloud_workspace::{Client, ListExportTasks};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tower::ServiceExt;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Sends a request to a service, and reads the response.
async fn exchange(service: &Router, request: Request<Body>) {
    let response = service.clone().oneshot(request).await.unwrap();
    assert!(response.status().is_success(), "{response:?}");
    response.into_body().collect().await.unwrap();
}

/// How many times something is counted. The first time fills what is filled once, and in any of them another thread, such as that of
/// the test runner, may allocate as well.
const TIMES: usize = 5;

/// What one run of this allocates: the least of a few.
async fn least<T, F: Future>(input: impl Fn() -> T, run: impl Fn(T) -> F) -> usize {
    let mut least = usize::MAX;
    for _ in 0..TIMES {
        let input = input();
        let region = Region::new(ALLOCATOR);
        run(input).await;
        let change = region.change();
        least = least.min(change.allocations + change.reallocations);
    }
    least
}

/// The allocations of one exchange.
async fn allocations(service: &Router, request: fn() -> Request<Body>) -> usize {
    least(request, |request| exchange(service, request)).await
}

/// The same for a call of the client, whose transport is the service itself.
async fn of_a_call(client: &Client) -> usize {
    let call = || ListExportTasks::new().limit(1);
    let send = async |call| client.list_export_tasks(call).await.unwrap();
    least(call, send).await
}

#[track_caller]
fn assert_pinned(what: &str, found: usize, pinned: usize) {
    assert!(found <= pinned, "{what}: {found} allocations, not {pinned}");
    assert!(
        found + 3 > pinned,
        "{what}: {found} allocations, fewer than {pinned}: change the number"
    );
}

/// One test, because allocations of other threads would count.
#[tokio::test]
async fn requests_need_as_many_allocations_as_before() {
    let service = exchange::service();
    let one = allocations(&service, || exchange::list(1)).await;
    let twenty = allocations(&service, || exchange::list(20)).await;
    let delete = allocations(&service, exchange::delete).await;
    let client = Client::builder()
        .endpoint("http://localhost")
        .project_id("p")
        .token("tok")
        .transport(service)
        .build()
        .unwrap();
    let call = of_a_call(&client).await;
    assert_pinned("a list of one task", one, 33);
    assert_pinned("a list of 20 tasks", twenty, 112);
    assert_pinned("a list of 100 strings", delete, 134);
    assert_pinned("a call of the client and its server", call, 51);
}

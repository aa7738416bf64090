//! The list of tasks as a stream: page after page, until the count is reached, a page is empty, or pages repeat.

use futures_util::{StreamExt, TryStreamExt};
use huaweicloud_workspace::{Error, ErrorResponse, ExportTaskStatus, ListExportTasks, Request};

use super::gateway::{Gateway, Reply, json};

/// A page with tasks of these numbers, and with the count if there is one.
fn page(numbers: std::ops::Range<usize>, count: Option<usize>) -> Reply {
    let tasks: Vec<_> = numbers
        .map(|number| serde_json::json!({"task_id": format!("t{number}")}))
        .collect();
    let mut body = serde_json::json!({ "export_tasks": tasks });
    if let Some(count) = count {
        body["count"] = count.into();
    }
    json(200, &body.to_string())
}

async fn all(
    gateway: &Gateway,
    request: impl Into<Request<ListExportTasks>>,
) -> Result<Vec<String>, Error<ErrorResponse>> {
    let tasks = gateway.client().list_export_tasks_all(request);
    tasks
        .map_ok(|task| task.task_id.unwrap_or_default())
        .try_collect()
        .await
}

/// The queries of all requests.
fn queries(gateway: &Gateway) -> Vec<String> {
    let requests = gateway.requests();
    requests
        .iter()
        .map(|request| request.split([' ', '?']).nth(2).unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn pages_are_requested_until_the_count_is_reached() {
    let gateway = Gateway::new([
        page(0..2, Some(5)),
        page(2..4, Some(5)),
        page(4..5, Some(5)),
    ])
    .await;
    let args = ListExportTasks::new()
        .limit(2)
        .status(ExportTaskStatus::Success);
    assert_eq!(
        all(&gateway, args).await.unwrap(),
        ["t0", "t1", "t2", "t3", "t4"]
    );
    assert_eq!(
        queries(&gateway),
        [
            "status=SUCCESS&limit=2",
            "status=SUCCESS&offset=2&limit=2",
            "status=SUCCESS&offset=4&limit=2"
        ]
    );
}

/// A server may have a lower limit than the one that a request asks for.
#[tokio::test]
async fn a_page_shorter_than_the_limit_is_not_the_last() {
    for limit in [None, Some(100)] {
        let short = [page(0..7, None), page(7..14, None), page(14..15, None)];
        let gateway = Gateway::new(short.into_iter().chain([page(0..0, None)])).await;
        let mut args = ListExportTasks::new();
        args.limit = limit;
        assert_eq!(all(&gateway, args).await.unwrap().len(), 15);
        let queries = queries(&gateway);
        let offsets: Vec<_> = queries[1..]
            .iter()
            .map(|query| query.split('&').next().unwrap())
            .collect();
        assert_eq!(offsets, ["offset=7", "offset=14", "offset=15"]);
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_asked_once_more() {
    for count in [None, Some(1_000_000), Some(0)] {
        let gateway = Gateway::new([page(0..3, count)]).await;
        let found = all(&gateway, ListExportTasks::new()).await.unwrap();
        assert_eq!(found, ["t0", "t1", "t2"], "{count:?}");
        assert_eq!(gateway.requests().len(), 2);
    }
}

#[tokio::test]
async fn the_stream_ends_where_the_pages_start_again() {
    // What is beside the items differs.
    let again = json(
        200,
        r#"{"at":9,"export_tasks":[{"task_id":"t0"},{"task_id":"t1"}]}"#,
    );
    let gateway = Gateway::new([page(0..2, None), page(2..4, None), again]).await;
    let found = all(&gateway, ListExportTasks::new()).await.unwrap();
    assert_eq!(found, ["t0", "t1", "t2", "t3"]);
    assert_eq!(gateway.requests().len(), 3);
}

#[tokio::test]
async fn a_count_below_what_arrived_does_not_end_the_stream() {
    let pages = [
        page(0..2, Some(0)),
        page(2..4, Some(3)),
        page(4..5, Some(5)),
    ];
    let gateway = Gateway::new(pages).await;
    assert_eq!(
        all(&gateway, ListExportTasks::new()).await.unwrap().len(),
        5
    );
    assert_eq!(gateway.requests().len(), 3);
}

#[tokio::test]
async fn an_empty_page_ends_the_stream_regardless_of_the_count() {
    for last in [
        page(0..0, Some(99)),
        json(200, "{}"),
        json(200, r#"{"count":99}"#),
    ] {
        let gateway = Gateway::new([page(0..2, Some(99)), last]).await;
        assert_eq!(
            all(&gateway, ListExportTasks::new()).await.unwrap(),
            ["t0", "t1"]
        );
        assert_eq!(gateway.requests().len(), 2);
    }
}

#[tokio::test]
async fn it_starts_at_the_offset_and_sends_the_headers_of_the_caller() {
    let gateway = Gateway::new([page(0..1, Some(9)), page(1..2, Some(9))]).await;
    let mut request = Request::new(ListExportTasks::new().project_id("p2").offset(7));
    request
        .headers_mut()
        .insert("x-language", "zh-cn".parse().unwrap());
    assert_eq!(all(&gateway, request).await.unwrap(), ["t0", "t1"]);
    for (request, offset) in gateway.requests().iter().zip([7, 8]) {
        assert!(
            request.starts_with(&format!("GET /v2/p2/export-tasks?offset={offset} ")),
            "{request}"
        );
        assert!(request.contains("\nx-language: zh-cn\n"), "{request}");
    }
    assert_eq!(gateway.requests().len(), 2);
}

#[tokio::test]
async fn the_stream_can_outlive_the_client_and_move_to_another_task() {
    let gateway = Gateway::new([page(0..2, Some(3)), page(2..3, Some(3))]).await;
    let mut tasks = gateway
        .client()
        .list_export_tasks_all(ListExportTasks::new());
    let count = tokio::spawn(async move {
        let mut count = 0;
        while tasks.next().await.is_some() {
            count += 1;
        }
        count
    });
    assert_eq!(count.await.unwrap(), 3);
}

#[tokio::test]
async fn an_error_comes_after_the_items_before_it_and_ends_the_stream() {
    let gateway = Gateway::new([page(0..2, Some(5)), json(500, r#"{"error_code":"WKS.1"}"#)]).await;
    let found: Vec<_> = gateway
        .client()
        .list_export_tasks_all(ListExportTasks::new())
        .collect()
        .await;
    assert_eq!(found.len(), 3);
    assert!(found[0].is_ok() && found[1].is_ok());
    assert_eq!(found[2].as_ref().unwrap_err().code(), Some("WKS.1"));
}

#[tokio::test]
async fn pages_are_requested_only_when_needed() {
    let gateway = Gateway::new([page(0..2, Some(5))]).await;
    let tasks = gateway
        .client()
        .list_export_tasks_all(ListExportTasks::new());
    tokio::task::yield_now().await;
    assert_eq!(gateway.connections(), 0);
    assert_eq!(tasks.take(2).count().await, 2);
    assert_eq!(gateway.connections(), 1);
}

#[tokio::test]
async fn an_invalid_page_request_is_rejected_like_a_call() {
    let gateway = Gateway::new([page(0..0, None)]).await;
    let error = all(&gateway, ListExportTasks::new().limit(i32::MAX))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    assert_eq!(gateway.connections(), 0);
}

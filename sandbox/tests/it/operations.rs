//! Each operation by the generated client, with its rules and errors.

use std::time::Duration;

use huaweicloud_workspace::{
    AppUserAccessQuery, DownloadExportFile, ExportAppUserAccess, ExportUserConnections,
    ExportUserUsage, ShowAiAssistantUsageFrequency,
};
use huaweicloud_workspace_sandbox::Faults;
use huaweicloud_workspace_sandbox::jiff::Timestamp;

use crate::client::{NOW, download, failure, small, tasks, wait};
use crate::http::send_with_token;
use crate::oracle::Tables;

fn invalid() -> (u16, String) {
    (400, "WKS.00211102".to_owned())
}

#[tokio::test]
async fn the_users_of_the_assistant_are_those_of_the_period_most_first() {
    let sandbox = small().start().await.unwrap();
    let tables = Tables::read(sandbox.database(), sandbox.account().project_id());
    let millis = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
    for (start, end) in [
        ("2026-05-26T00:00:00Z", NOW),
        ("2026-05-27T10:00:00Z", "2026-05-28T18:00:00Z"),
        ("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"),
    ] {
        for count in [None, Some(0), Some(1), Some(30)] {
            let mut request = ShowAiAssistantUsageFrequency::new(start, end);
            request.count = count;
            let body = sandbox
                .client()
                .show_ai_assistant_usage_frequency(request)
                .await
                .unwrap()
                .into_body();
            let users = body.users.unwrap().into_iter();
            let found: Vec<_> = users
                .map(|user| (user.user_name.unwrap(), user.use_count.unwrap()))
                .collect();
            let most = usize::try_from(count.unwrap_or(10)).unwrap();
            assert_eq!(found, tables.assistant(most, (millis(start), millis(end))));
        }
    }
}

#[tokio::test]
async fn periods_outside_of_the_last_30_days_are_rejected() {
    let sandbox = small().start().await.unwrap();
    let client = sandbox.client();
    let (old, end) = ("2026-05-02T08:09:09Z", "2026-05-20T00:00:00Z");
    let connections = |start: &str| ExportUserConnections::new().start_time(start).end_time(end);
    assert_eq!(
        failure(client.export_user_connections(connections(old)).await),
        invalid()
    );
    client
        .export_user_connections(connections("2026-05-02T08:09:10Z"))
        .await
        .unwrap();
    let access = |start: &str| ExportAppUserAccess::new(AppUserAccessQuery::new(start, end));
    assert_eq!(
        failure(client.export_app_user_access(access(old)).await),
        invalid()
    );
    client
        .export_app_user_access(access("2026-05-02T08:09:10Z"))
        .await
        .unwrap();
    let usage = |end: &str| ExportUserUsage::new("2026-05-01T00:00:00Z", end);
    assert_eq!(
        failure(
            client
                .export_user_usage(usage("2026-05-31T00:00:01Z"))
                .await
        ),
        invalid()
    );
    client
        .export_user_usage(usage("2026-05-31T00:00:00Z"))
        .await
        .unwrap();
    // The window moves with the clock.
    sandbox.clock().advance(Duration::from_secs(1));
    let moved = client
        .export_user_connections(connections("2026-05-02T08:09:10Z"))
        .await;
    assert_eq!(failure(moved), invalid());
}

#[tokio::test]
async fn times_that_are_none_are_rejected_with_the_name_of_the_parameter() {
    let sandbox = small().start().await.unwrap();
    let request = ExportUserUsage::new("yesterday", NOW);
    let error = sandbox
        .client()
        .export_user_usage(request)
        .await
        .unwrap_err();
    let detail = error.body().unwrap().error_detail.clone().unwrap();
    assert!(detail.starts_with("start_time "), "{detail}");
    assert_eq!(tasks(sandbox.client()).await, [], "no task was created");
}

#[tokio::test]
async fn either_time_of_the_connections_may_be_left_out() {
    let sandbox = small().start().await.unwrap();
    let rows = |request| async {
        let task = sandbox
            .client()
            .export_user_connections_and_wait(request, wait())
            .await
            .unwrap();
        let file = download(sandbox.client(), &task.task_id.unwrap())
            .await
            .unwrap();
        crate::xlsx::read(&file).1.len() - 1
    };
    let middle = "2026-05-29T12:00:00Z";
    let before = rows(ExportUserConnections::new().end_time(middle)).await;
    let after = rows(ExportUserConnections::new().start_time("2026-05-29T12:00:01Z")).await;
    assert!(before > 0 && after > 0);
    assert_eq!(before + after, rows(ExportUserConnections::new()).await);
}

#[tokio::test]
async fn what_the_router_rejects_has_the_codes_of_the_service() {
    let sandbox = small().start().await.unwrap();
    let project = sandbox.account().project_id().to_owned();
    for (line, status, code) in [
        (
            format!("GET /v2/{project}/export-tasks?limit=101"),
            400,
            "WKS.00211102",
        ),
        (
            format!("GET /v2/{project}/export-tasks?sort_type=ASC"),
            400,
            "WKS.00211102",
        ),
        (
            format!("PUT /v2/{project}/export-tasks"),
            405,
            "WKS.00000405",
        ),
        (format!("GET /v2/{project}/nothing"), 404, "APIGW.0101"),
        (
            format!("GET /v2/{project}/export-tasks/none/download"),
            404,
            "WKS.00211902",
        ),
    ] {
        let reply = send_with_token(&sandbox, &line, &[]).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (status, code),
            "{line}"
        );
        assert!(reply.header("x-request-id").is_some());
    }
}

#[tokio::test]
async fn a_body_beyond_12_megabytes_is_rejected() {
    let sandbox = small().start().await.unwrap();
    let line = format!(
        "POST /v2/{}/export-tasks/batch-delete",
        sandbox.account().project_id()
    );
    let json = ("content-type", "application/json");
    // Nothing of the large body is sent: its announcement is enough.
    let large = send_with_token(&sandbox, &line, &[json, ("content-length", "12582913")]).await;
    assert_eq!((large.status, large.code().as_str()), (413, "APIGW.0201"));
    let empty = send_with_token(&sandbox, &line, &[json, ("content-length", "0")]).await;
    assert_eq!((empty.status, empty.code().as_str()), (400, "WKS.00211102"));
}

#[tokio::test]
async fn requests_fail_on_request_and_the_journal_has_them() {
    let sandbox = small().start().await.unwrap();
    sandbox.set_faults(Faults {
        failure_rate: 1.0,
        ..Faults::default()
    });
    let failed = sandbox
        .client()
        .export_user_connections(ExportUserConnections::new())
        .await;
    assert_eq!(failure(failed), (500, "WKS.00211401".to_owned()));
    sandbox.set_faults(Faults::default());
    assert!(tasks(sandbox.client()).await.is_empty(), "nothing was done");
    let missing = sandbox
        .client()
        .download_export_file(DownloadExportFile::new("none"))
        .await;
    assert_eq!(failure(missing).0, 404);
    let seen: Vec<_> = sandbox
        .requests()
        .into_iter()
        .map(|one| (one.operation, one.status))
        .collect();
    let expected = [
        (None, 500),
        (Some("ListExportTasks"), 200),
        (Some("DownloadExportFile"), 404),
    ];
    assert_eq!(seen, expected);
}

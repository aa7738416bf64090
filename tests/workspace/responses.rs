//! Successful responses of every operation, with all fields and with none.

use huaweicloud_workspace::{
    AiAssistantUsageFrequency, ExportTask, ExportTaskItem, ExportTaskList, ExportTaskStatus,
    ListExportTasks, ShowAiAssistantUsageFrequency, UserUsageFrequency,
};
use huaweicloud_workspace::{
    AppUserAccessQuery, ExportAppUserAccess, ExportUserConnections, ExportUserUsage,
};

use super::gateway::{Gateway, json, reply};
use super::operation::{END, Operation, START};

#[tokio::test]
async fn the_three_exports_return_a_task_id() {
    let gateway = Gateway::new([json(
        200,
        r#"{"task_id":"2b31ed520xxxxxxebedb6e57xxxxxxxx"}"#,
    )])
    .await;
    let client = gateway.client();
    let created = [
        client
            .export_user_usage(ExportUserUsage::new(START, END))
            .await
            .unwrap(),
        client
            .export_app_user_access(ExportAppUserAccess::new(AppUserAccessQuery::new(
                START, END,
            )))
            .await
            .unwrap(),
        client
            .export_user_connections(ExportUserConnections::new())
            .await
            .unwrap(),
    ];
    for response in created {
        assert_eq!(response.status(), 200);
        assert_eq!(
            response.into_body(),
            ExportTask::new().task_id("2b31ed520xxxxxxebedb6e57xxxxxxxx")
        );
    }
}

#[tokio::test]
async fn show_ai_assistant_usage_frequency_returns_users() {
    let show = ShowAiAssistantUsageFrequency::new(START, END);
    for (body, users) in [
        ("{}", None),
        (r#"{"users":[]}"#, Some(vec![])),
        (
            r#"{"users":[{"user_name":"zhang.san","use_count":42},{"user_name":"李四"},{"use_count":0},{}]}"#,
            Some(vec![
                UserUsageFrequency::new()
                    .user_name("zhang.san")
                    .use_count(42),
                UserUsageFrequency::new().user_name("李四"),
                UserUsageFrequency::new().use_count(0),
                UserUsageFrequency::new(),
            ]),
        ),
    ] {
        let client = Gateway::new([json(200, body)]).await.client();
        let response = client
            .show_ai_assistant_usage_frequency(show.clone())
            .await
            .unwrap();
        let expected = users.map_or_else(AiAssistantUsageFrequency::new, |users| {
            AiAssistantUsageFrequency::new().users(users)
        });
        assert_eq!(response.into_body(), expected, "{body}");
    }
}

#[tokio::test]
async fn list_export_tasks_returns_all_fields_of_a_task() {
    let body = r#"{"count":3,"export_tasks":[
        {"task_id":"t1","file_name":"usage_1","status":"SUCCESS","create_time":"2026-05-31T08:09:10.120Z","end_time":"2026-05-31T08:09:14.305+0000","is_download":true},
        {"task_id":"t2","status":"FAIL","fail_reason":"The operation failed.","error_code":"WKS.00211401","is_download":false},
        {}]}"#;
    let client = Gateway::new([json(200, body)]).await.client();
    let response = client
        .list_export_tasks(ListExportTasks::new())
        .await
        .unwrap();
    let done = ExportTaskItem::new()
        .task_id("t1")
        .file_name("usage_1")
        .status(ExportTaskStatus::Success)
        .create_time("2026-05-31T08:09:10.120Z")
        .end_time("2026-05-31T08:09:14.305+0000")
        .is_download(true);
    let failed = ExportTaskItem::new()
        .task_id("t2")
        .status(ExportTaskStatus::Fail)
        .fail_reason("The operation failed.")
        .error_code("WKS.00211401")
        .is_download(false);
    let expected =
        ExportTaskList::new()
            .count(3)
            .export_tasks([done, failed, ExportTaskItem::new()]);
    assert_eq!(response.into_body(), expected);
}

#[tokio::test]
async fn delete_export_tasks_returns_no_body() {
    for body in ["", "{}", "null", "gone"] {
        let gateway = Gateway::new([reply(200, "", body)]).await;
        assert_eq!(
            Operation::Delete.call(&gateway.client()).await.unwrap(),
            200,
            "{body}"
        );
    }
}

#[tokio::test]
async fn the_request_id_and_other_headers_are_available() {
    let headers = "X-Request-Id: r-1\r\nX-RateLimit-Left: 7\r\nContent-Type: application/json\r\n";
    let client = Gateway::new([reply(200, headers, "{}")]).await.client();
    let response = client
        .list_export_tasks(ListExportTasks::new())
        .await
        .unwrap();
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.headers()["x-ratelimit-left"], "7");
}

//! An export from start to deletion, against the service in memory: over a socket, and in process.

use futures_util::TryStreamExt;
use huaweicloud_workspace::runtime::KeyPair;
use huaweicloud_workspace::runtime::client::Wait;
use huaweicloud_workspace::{
    AppUserAccessQuery, Client, ClientBuilder, DeleteExportTasks, DownloadExportFile,
    ExportAppUserAccess, ExportTaskIds, ExportTaskStatus, ExportUserConnections, ExportUserUsage,
    ListExportTasks, ShowAiAssistantUsageFrequency,
};

use super::memory::{ACCESS_KEY, Memory, SECRET_KEY};
use super::operation::{END, START};

async fn over_a_socket(memory: &Memory) -> ClientBuilder {
    Client::builder()
        .endpoint(format!("http://{}", memory.serve().await))
        .project_id("p 1/%")
}

fn in_process(memory: &Memory) -> ClientBuilder {
    Client::builder()
        .transport(memory.router())
        .project_id("p 1/%")
}

fn keys() -> KeyPair {
    KeyPair::new(ACCESS_KEY, SECRET_KEY).security_token("canary-2==")
}

#[tokio::test]
async fn over_a_socket_with_a_token() {
    let memory = Memory::default();
    tell(
        &memory,
        over_a_socket(&memory).await.token("token-1"),
        "ann",
    )
    .await;
}

#[tokio::test]
async fn over_a_socket_with_a_key() {
    let memory = Memory::default();
    tell(
        &memory,
        over_a_socket(&memory).await.key_pair(keys()),
        ACCESS_KEY,
    )
    .await;
}

#[tokio::test]
async fn in_process_with_a_token() {
    let memory = Memory::default();
    tell(&memory, in_process(&memory).token("token-1"), "ann").await;
}

#[tokio::test]
async fn in_process_with_a_key() {
    let memory = Memory::default();
    tell(&memory, in_process(&memory).key_pair(keys()), ACCESS_KEY).await;
}

async fn tell(memory: &Memory, builder: ClientBuilder, caller: &str) {
    let client = builder.build().unwrap();
    let wait = Wait::default().interval(std::time::Duration::from_millis(1));
    let usage = ExportUserUsage::new(START, END)
        .username("张 san & +/%")
        .usage_min_hours(1)
        .usage_max_hours(1);
    let task = client
        .export_user_usage_and_wait(usage, wait)
        .await
        .unwrap();
    assert_eq!(task.status, Some(ExportTaskStatus::Success));
    let query = AppUserAccessQuery::new(START, END).username("\"张\"");
    client
        .export_app_user_access(ExportAppUserAccess::new(query))
        .await
        .unwrap();
    client
        .export_user_connections(ExportUserConnections::new())
        .await
        .unwrap();
    let show = ShowAiAssistantUsageFrequency::new(START, END).count(1);
    let users = client
        .show_ai_assistant_usage_frequency(show)
        .await
        .unwrap()
        .into_body()
        .users
        .unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(users[0].user_name.as_deref(), Some("张三"));

    assert_eq!(
        names(&client).await,
        ["usage.xlsx", "access.xlsx", "connections.xlsx"]
    );
    let file = client
        .download_export_file(DownloadExportFile::new("t2"))
        .await
        .unwrap()
        .into_body();
    assert_eq!(
        file.content_disposition().unwrap(),
        "attachment; filename=\"access.xlsx\""
    );
    assert_eq!(file.collect(100).await.unwrap(), "file of t2");
    let error = client
        .download_export_file(DownloadExportFile::new("t 9/张"))
        .await
        .unwrap_err();
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.code(),
            error.message()
        ),
        (404, Some("WKS.00211902"), Some("no task t 9/张"))
    );
    client
        .delete_export_tasks(DeleteExportTasks::new(ExportTaskIds::new(["t1", "t3"])))
        .await
        .unwrap();
    assert_eq!(names(&client).await, ["access.xlsx"]);
    assert!(
        memory.calls().iter().all(|(by, _)| by == caller),
        "{:?}",
        memory.calls()
    );
    assert_eq!(memory.calls().len(), 11);
}

/// The files of all tasks, with two tasks per page.
async fn names(client: &Client) -> Vec<String> {
    let tasks = client.list_export_tasks_all(ListExportTasks::new().limit(2));
    tasks
        .map_ok(|task| task.file_name.unwrap())
        .try_collect()
        .await
        .unwrap()
}

#[tokio::test]
async fn an_unknown_caller_reaches_no_handler() {
    let memory = Memory::default();
    for builder in [
        in_process(&memory).token("wrong"),
        over_a_socket(&memory).await.token("wrong"),
        in_process(&memory).key_pair(KeyPair::new(ACCESS_KEY, "wrong")),
        over_a_socket(&memory)
            .await
            .key_pair(KeyPair::new("wrong", SECRET_KEY)),
    ] {
        let error = builder
            .build()
            .unwrap()
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.code()),
            (401, Some("unauthorized"))
        );
        assert_eq!(
            error.body().and_then(|body| body.request_id.as_deref()),
            error.request_id()
        );
    }
    assert_eq!(memory.calls(), []);
}

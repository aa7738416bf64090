//! What most tests do with the generated client.

use std::time::Duration;

use huaweicloud_workspace::runtime::client::Wait;
use huaweicloud_workspace::{
    Client, DownloadExportFile, Error, ErrorResponse, ExportTaskItem, ExportUserConnections,
    ListExportTasks,
};
use huaweicloud_workspace_sandbox::{Builder, Clock, Sandbox};

/// The time of all tests with a stopped clock.
pub(crate) const NOW: &str = "2026-06-01T08:09:10Z";

/// A small sandbox whose clock stands still.
pub(crate) fn small() -> Builder {
    Sandbox::builder().users(12).days(6).clock(clock())
}

pub(crate) fn clock() -> Clock {
    Clock::stopped_at(NOW.parse().unwrap())
}

/// Polls often.
pub(crate) fn wait() -> Wait {
    Wait::default().interval(Duration::from_millis(5))
}

/// Exports all connections, and waits: the ID of the task.
pub(crate) async fn exported(client: &Client) -> String {
    let request = ExportUserConnections::new();
    let task = client.export_user_connections_and_wait(request, wait());
    task.await.unwrap().task_id.unwrap()
}

/// The file of a task.
pub(crate) async fn download(client: &Client, id: &str) -> Result<Vec<u8>, Error<ErrorResponse>> {
    let response = client
        .download_export_file(DownloadExportFile::new(id))
        .await?;
    Ok(response
        .into_body()
        .collect(100 << 20)
        .await
        .unwrap()
        .to_vec())
}

/// All tasks of the caller.
pub(crate) async fn tasks(client: &Client) -> Vec<ExportTaskItem> {
    let response = client
        .list_export_tasks(ListExportTasks::new().limit(100))
        .await;
    response.unwrap().into_body().export_tasks.unwrap()
}

/// Status and code of a failure.
pub(crate) fn failure<T: std::fmt::Debug>(
    result: Result<T, Error<ErrorResponse>>,
) -> (u16, String) {
    let error = result.unwrap_err();
    let code = error.code().unwrap_or_default().to_owned();
    (error.status().unwrap().as_u16(), code)
}

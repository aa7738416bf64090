//! The listing of the page "The sandbox".

// ANCHOR: test
use std::time::Duration;

use huaweicloud_workspace::runtime::client::Wait;
use huaweicloud_workspace::{Client, DownloadExportFile, ExportUserConnections};
use huaweicloud_workspace_sandbox::{Clock, Faults, Sandbox};

/// The program under test: exports the connections of Windows computers.
async fn report(client: &Client) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let request = ExportUserConnections::new().terminal_type("Windows");
    let wait = Wait::default().interval(Duration::from_millis(20));
    let task = client
        .export_user_connections_and_wait(request, wait)
        .await?;
    let id = task.task_id.ok_or("there is no task")?;
    let file = client
        .download_export_file(DownloadExportFile::new(id))
        .await?;
    Ok(file.into_body().collect(10 << 20).await?.to_vec())
}

#[tokio::test]
async fn the_report_is_a_spreadsheet() {
    let sandbox = Sandbox::start().await.unwrap();
    let file = report(sandbox.client()).await.unwrap();
    assert!(file.starts_with(b"PK"));
}

#[tokio::test]
async fn a_task_that_fails_is_an_error() {
    let sandbox = Sandbox::builder()
        .users(5)
        .clock(Clock::stopped_at("2026-06-01T00:00:00Z".parse().unwrap()))
        .start()
        .await
        .unwrap();
    sandbox.set_faults(Faults {
        task_failure_rate: 1.0,
        ..Faults::default()
    });
    assert!(report(sandbox.client()).await.is_err());
    assert_eq!(sandbox.requests()[0].status, 200, "the task was created");
}
// ANCHOR_END: test

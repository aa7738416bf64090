//! What a sandbox does with the tasks and files that an earlier one left.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use huaweicloud_workspace::{ExportTaskStatus, ExportUserConnections, ListExportTasks};
use huaweicloud_workspace_sandbox::rusqlite::Connection;
use huaweicloud_workspace_sandbox::{Builder, Faults, Sandbox};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::client::{download, exported, failure, tasks, wait};

/// A process that is asked to end leaves no temporary folder.
#[cfg(unix)]
#[tokio::test]
async fn kill_ends_the_process_and_its_temporary_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["--port", "0", "--users", "2", "--days", "2"])
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(sandbox.stdout.take().unwrap()).lines();
    while !lines
        .next_line()
        .await
        .unwrap()
        .unwrap()
        .starts_with("Ctrl-C")
    {}
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    let id = sandbox.id().unwrap().to_string();
    let asked = Command::new("kill").arg(id).status().await.unwrap();
    assert!(asked.success());
    assert!(sandbox.wait().await.unwrap().success());
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

/// A sandbox with little data, which it keeps.
fn kept(database: &Path) -> Builder {
    Sandbox::builder().users(5).days(3).file(database)
}

/// No task ends while a test runs.
fn stuck() -> Faults {
    Faults {
        task_delay: Duration::from_secs(3600),
        ..Faults::default()
    }
}

#[tokio::test]
async fn a_sandbox_that_stops_leaves_its_tasks_to_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let first = kept(&database).faults(stuck()).start().await.unwrap();
    for _ in 0..3 {
        first
            .client()
            .export_user_connections(ExportUserConnections::new())
            .await
            .unwrap();
    }
    let listed = tasks(first.client()).await;
    assert!(
        listed
            .iter()
            .all(|task| task.status == Some(ExportTaskStatus::Creating))
    );
    first.stop().await;

    let second = Sandbox::builder().file(&database).start().await.unwrap();
    for task in &listed {
        let request = ListExportTasks::new().task_id(task.task_id.clone().unwrap());
        let ended = second
            .client()
            .export_user_connections_wait(request, wait())
            .await
            .unwrap();
        assert_eq!(ended.status, Some(ExportTaskStatus::Success));
    }
}

#[tokio::test]
async fn a_start_removes_files_without_a_task_and_expires_tasks_without_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let first = kept(&database).start().await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.push(exported(first.client()).await);
    }
    first.stop().await;
    let files = folder.path().join("sandbox.db.files");
    std::fs::remove_file(files.join(format!("{}.xlsx", ids[0]))).unwrap();
    std::fs::write(files.join("0123.xlsx"), "nobody's").unwrap();
    std::fs::write(files.join("4567.part"), "half").unwrap();

    let second = Sandbox::builder().file(&database).start().await.unwrap();
    let found: Vec<_> = std::fs::read_dir(&files)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(found, [format!("{}.xlsx", ids[1]).as_str()]);
    assert_eq!(failure(download(second.client(), &ids[0]).await).0, 409);
    download(second.client(), &ids[1]).await.unwrap();
}

#[tokio::test]
async fn a_task_that_ends_the_process_each_time_fails_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let first = kept(&database).faults(stuck()).start().await.unwrap();
    let created = first
        .client()
        .export_user_connections(ExportUserConnections::new())
        .await
        .unwrap();
    let id = created.into_body().task_id.unwrap();
    first.stop().await;
    let connection = Connection::open(&database).unwrap();
    connection
        .execute("UPDATE tasks SET attempts = 3", [])
        .unwrap();

    let second = Sandbox::builder().file(&database).start().await.unwrap();
    let request = ListExportTasks::new().task_id(id);
    let ended = second
        .client()
        .export_user_connections_wait(request, wait())
        .await;
    assert!(ended.is_err());
    let task = &tasks(second.client()).await[0];
    assert_eq!(task.status, Some(ExportTaskStatus::Fail));
    assert_eq!(task.error_code.as_deref(), Some("WKS.00211401"));
}

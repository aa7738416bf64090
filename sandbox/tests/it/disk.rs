//! A sandbox whose disk is full: a limit on the size of its files, which is lifted later.

use std::time::Duration;

use huaweicloud_workspace::{ExportTaskStatus, ExportUserConnections};
use huaweicloud_workspace_sandbox::rusqlite::Connection;
use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use tokio::process::Command;

use crate::client::{download, exported, tasks};
use crate::durability::Process;

/// Less than the rows of a report take in its temporary file, and more than the log of the database.
const LIMIT: u64 = 512 << 10;

fn limit_files(process: Pid, limit: Option<u64>) {
    let limit = Rlimit {
        current: limit,
        ..getrlimit(Resource::Fsize)
    };
    prlimit(Some(process), Resource::Fsize, limit).unwrap();
}

#[tokio::test]
async fn a_task_fails_when_the_disk_is_full_and_the_next_one_is_done_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    // A program that ignores the signal gets an error instead, as from a full disk.
    let mut command = Command::new("sh");
    command.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#]);
    command.arg(env!("CARGO_BIN_EXE_sandbox"));
    command.args(["--users", "200"]);
    let process = Process::of(command, &folder.path().join("sandbox.db")).await;
    let client = &process.client;
    let id = Pid::from_raw(process.child.id().unwrap().try_into().unwrap()).unwrap();

    // The log is empty, so that a task still fits.
    let database = Connection::open(folder.path().join("sandbox.db")).unwrap();
    let truncate = "PRAGMA wal_checkpoint(TRUNCATE)";
    database.query_row(truncate, [], |_| Ok(())).unwrap();
    drop(database);

    limit_files(id, Some(LIMIT));
    let created = client.export_user_connections(ExportUserConnections::new());
    let failed = created.await.unwrap().into_body().task_id.unwrap();
    let task = loop {
        let task = tasks(client).await.remove(0);
        if task.status != Some(ExportTaskStatus::Creating) {
            break task;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(task.task_id.as_deref(), Some(failed.as_str()));
    assert_eq!(task.status, Some(ExportTaskStatus::Fail));
    let reason = task.fail_reason.unwrap_or_default();
    assert!(reason.starts_with("the file cannot be written"), "{reason}");
    let files = std::fs::read_dir(folder.path().join("sandbox.db.files"));
    assert_eq!(files.unwrap().count(), 0, "a part of a file is left");

    limit_files(id, None);
    let done = exported(client).await;
    assert!(download(client, &done).await.unwrap().starts_with(b"PK"));
}

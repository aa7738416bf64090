//! The binary is killed at random moments under load: no task that was acknowledged is lost, no half file is served, and what was
//! deleted stays deleted. A few times by default; `cargo test --release … -- --ignored` kills it 500 times.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fastrand::Rng;
use huaweicloud_workspace::runtime::client::Retry;
use huaweicloud_workspace::{
    Client, DeleteExportTasks, ExportTaskIds, ExportTaskStatus, ExportUserConnections,
    ListExportTasks,
};
use huaweicloud_workspace_sandbox::rusqlite::Connection;
use huaweicloud_workspace_sandbox::{Account, Faults, Sandbox};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::client::{download, failure, tasks, wait};

/// The binary, and a client of it.
struct Process {
    child: Child,
    client: Client,
}

impl Process {
    async fn start(database: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["--port", "0", "--users", "40", "--days", "10", "--data"])
            .arg(database)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let endpoint = loop {
            let line = lines
                .next_line()
                .await
                .unwrap()
                .expect("the binary prints its endpoint");
            if let Some(endpoint) = line.strip_prefix("endpoint") {
                break endpoint.trim().to_owned();
            }
        };
        let account = Account::sandbox();
        let client = Client::builder()
            .endpoint(endpoint)
            .project_id(account.project_id())
            .key_pair(account.keys().clone())
            .retry(Retry::none())
            .build()
            .unwrap();
        Self { child, client }
    }
}

/// What the clients know for certain.
#[derive(Default)]
struct Known {
    created: BTreeSet<String>,
    deleted: BTreeSet<String>,
    /// Whose deletion was sent, and not confirmed.
    unclear: BTreeSet<String>,
}

/// Creates tasks and deletes some until the process is gone. Returns what was confirmed.
async fn load(client: Client, seed: u64) -> Known {
    let mut rng = Rng::with_seed(seed);
    let mut known = Known::default();
    loop {
        let Ok(created) = client
            .export_user_connections(ExportUserConnections::new())
            .await
        else {
            return known;
        };
        let id = created.into_body().task_id.unwrap();
        known.created.insert(id.clone());
        if rng.u8(..4) == 0 {
            let request = DeleteExportTasks::new(ExportTaskIds::new([id.clone()]));
            match client.delete_export_tasks(request).await {
                Ok(_) => known.deleted.insert(id),
                Err(_) => known.unclear.insert(id),
            };
        }
        tokio::time::sleep(Duration::from_millis(rng.u64(..15))).await;
    }
}

/// Waits until no task is in progress, and checks every task against what is known.
async fn check(client: &Client, known: &Known) {
    loop {
        let request = ListExportTasks::new().status(ExportTaskStatus::Creating);
        if client
            .list_export_tasks(request)
            .await
            .unwrap()
            .body()
            .count
            == Some(0)
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut seen = BTreeSet::new();
    let mut offset = 0;
    loop {
        let request = ListExportTasks::new().limit(100).offset(offset);
        let page = client
            .list_export_tasks(request)
            .await
            .unwrap()
            .into_body()
            .export_tasks
            .unwrap();
        if page.is_empty() {
            break;
        }
        offset += 100;
        for task in page {
            let ended = [ExportTaskStatus::Success, ExportTaskStatus::Fail];
            assert!(ended.contains(task.status.as_ref().unwrap()), "{task:?}");
            seen.insert(task.task_id.unwrap());
        }
    }
    for id in known.created.difference(&known.deleted) {
        assert!(
            seen.contains(id) || known.unclear.contains(id),
            "{id} was acknowledged and is lost"
        );
    }
    for id in &known.deleted {
        assert!(!seen.contains(id), "{id} was deleted and is back");
        assert_eq!(failure(download(client, id).await).0, 404);
    }
}

/// Kills the binary so many times.
async fn kill(times: u32) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let mut rng = Rng::with_seed(11);
    let mut known = Known::default();
    for round in 0..times {
        let mut process = Process::start(&database).await;
        check(&process.client, &known).await;
        let mut loads = JoinSet::new();
        for number in 0..3 {
            loads.spawn(load(process.client.clone(), u64::from(round) * 3 + number));
        }
        tokio::time::sleep(Duration::from_millis(rng.u64(20..250))).await;
        process.child.kill().await.unwrap();
        for found in loads.join_all().await {
            known.created.extend(found.created);
            known.deleted.extend(found.deleted);
            known.unclear.extend(found.unclear);
        }
        let connection = Connection::open(&database).unwrap();
        let verdict: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(verdict, "ok");
    }
    let process = Process::start(&database).await;
    check(&process.client, &known).await;
    let mut files = 0;
    for id in known.created.difference(&known.deleted) {
        if known.unclear.contains(id) {
            continue;
        }
        let (_, rows) = crate::xlsx::read(&download(&process.client, id).await.unwrap());
        assert!(rows.len() > 100, "the file of {id} is complete");
        files += 1;
    }
    println!(
        "killed {times} times: {} tasks acknowledged, {} deletions confirmed, {files} files read",
        known.created.len(),
        known.deleted.len()
    );
    assert!(files > 0 && !known.created.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_loses_no_task_and_serves_no_half_file() {
    kill(5).await;
}

#[ignore = "takes minutes"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_500_times_loses_no_task_and_serves_no_half_file() {
    kill(500).await;
}

#[tokio::test]
async fn a_sandbox_that_stops_leaves_its_tasks_to_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let faults = Faults {
        task_delay: Duration::from_secs(3600),
        ..Faults::default()
    };
    let first = Sandbox::builder()
        .users(5)
        .days(3)
        .file(&database)
        .faults(faults)
        .start()
        .await
        .unwrap();
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
    let first = Sandbox::builder()
        .users(5)
        .days(3)
        .file(&database)
        .start()
        .await
        .unwrap();
    let mut ids = Vec::new();
    for _ in 0..2 {
        let request = ExportUserConnections::new();
        let task = first
            .client()
            .export_user_connections_and_wait(request, wait())
            .await
            .unwrap();
        ids.push(task.task_id.unwrap());
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
    let faults = Faults {
        task_delay: Duration::from_secs(3600),
        ..Faults::default()
    };
    let first = Sandbox::builder()
        .users(5)
        .days(3)
        .file(&database)
        .faults(faults)
        .start()
        .await
        .unwrap();
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

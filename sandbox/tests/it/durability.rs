//! The binary is killed at random moments under load: no task that was acknowledged is lost, no half file is served, and what was
//! deleted stays deleted. A few times by default; `cargo test --release … -- --ignored` kills it 500 times, or as often as the variable
//! `SANDBOX_KILLS` says.

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
use huaweicloud_workspace_sandbox::Account;
use huaweicloud_workspace_sandbox::rusqlite::Connection;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::client::{download, failure};

/// The binary, and a client of it.
pub(crate) struct Process {
    pub(crate) child: Child,
    pub(crate) client: Client,
}

impl Process {
    async fn start(database: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
        command.args(["--users", "40", "--days", "10"]);
        Self::of(command, database).await
    }

    /// Starts what `command` runs, with this database.
    pub(crate) async fn of(mut command: Command, database: &Path) -> Self {
        let mut child = command
            .args(["--port", "0", "--data"])
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

/// Waits until no task is in progress, and checks every task against what is known. Files are asked for of those that were deleted
/// recently.
async fn check(client: &Client, known: &Known, recent: &BTreeSet<String>) {
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
    }
    for id in recent {
        assert_eq!(failure(download(client, id).await).0, 404);
    }
}

/// Kills the binary so many times.
async fn kill(times: u32) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sandbox.db");
    let mut rng = Rng::with_seed(11);
    let (mut known, mut recent) = (Known::default(), BTreeSet::new());
    for round in 0..times {
        let mut process = Process::start(&database).await;
        check(&process.client, &known, &recent).await;
        recent.clear();
        let mut loads = JoinSet::new();
        for number in 0..3 {
            loads.spawn(load(process.client.clone(), u64::from(round) * 3 + number));
        }
        tokio::time::sleep(Duration::from_millis(rng.u64(20..250))).await;
        process.child.kill().await.unwrap();
        for found in loads.join_all().await {
            known.created.extend(found.created);
            recent.extend(found.deleted.iter().cloned());
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
    check(&process.client, &known, &known.deleted).await;
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
    let times = std::env::var("SANDBOX_KILLS").ok();
    kill(times.map_or(500, |times| times.parse().expect("a number"))).await;
}

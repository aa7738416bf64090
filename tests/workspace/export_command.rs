//! The example `workspace-export`, as its users run it: arguments, environment, output, files, exit statuses.

#[path = "../../examples/workspace-export/arguments.rs"]
mod arguments;
#[path = "../../examples/workspace-export/export.rs"]
mod export;
#[path = "../../examples/workspace-export/failure.rs"]
mod failure;
#[path = "../../examples/workspace-export/report.rs"]
mod report;
#[path = "../../examples/workspace-export/run.rs"]
mod run;
#[path = "../../examples/workspace-export/tasks.rs"]
mod tasks;

use std::future::Future;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Parser;

use self::arguments::Arguments;
use self::failure::{Failure, Kind};
use self::report::Report;
use super::gateway::{Gateway, json};
use super::memory::Memory;

/// What was written.
#[derive(Debug, Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a run prints, or how it fails.
async fn run_until(
    endpoint: &str,
    token: &str,
    line: &[&str],
    interrupt: impl Future<Output = ()>,
) -> Result<String, Failure> {
    let start = [
        "workspace-export",
        "--endpoint",
        endpoint,
        "--project",
        "p1",
    ];
    let arguments = Arguments::try_parse_from(start.iter().chain(line)).unwrap();
    let written = Written::default();
    let mut report = Report::new(arguments.json, Box::new(written.clone()));
    let token = token.to_owned();
    let variables = Arc::new(move |name: &str| {
        (name == "HUAWEICLOUD_TOKEN" && !token.is_empty()).then(|| token.clone())
    });
    run::run(arguments, variables, &mut report, interrupt).await?;
    let written = written.0.lock().unwrap().clone();
    Ok(String::from_utf8(written).unwrap())
}

async fn run(endpoint: &str, line: &[&str]) -> Result<String, Failure> {
    run_until(endpoint, "token-1", line, std::future::pending()).await
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn each_report_is_exported_to_a_file() {
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in ["users", "connections", "app-access"]
        .into_iter()
        .enumerate()
    {
        let path = folder.path().join(name);
        let file = path.to_str().unwrap();
        let line = [
            name,
            "--from",
            "7d",
            "--user",
            "zhang san",
            "--output",
            file,
        ];
        let printed = run(&endpoint, &line).await.unwrap();
        let id = number + 1;
        assert_eq!(text(&path), format!("file of t{id}"));
        assert_eq!(printed, format!("{file}: 10 bytes\n"));
    }
    let listed = run(&endpoint, &["tasks", "list"]).await.unwrap();
    assert_eq!(
        listed,
        "TASK  STATUS   CREATED                       FILE\n\
         t1    SUCCESS  2026-05-31T08:09:10.120+0000  usage.xlsx\n\
         t2    SUCCESS  2026-05-31T08:09:10.120+0000  connections.xlsx\n\
         t3    SUCCESS  2026-05-31T08:09:10.120+0000  access.xlsx\n"
    );
    let deleted = run(&endpoint, &["tasks", "delete", "t1", "t3", "--json"]).await;
    assert_eq!(deleted.unwrap(), "{\"deleted\":[\"t1\",\"t3\"]}\n");
    let listed = run(&endpoint, &["tasks", "list", "--json"]).await.unwrap();
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let task = &listed["tasks"][0];
    assert_eq!(
        (&task["task"], &task["status"]),
        (&"t2".into(), &"SUCCESS".into())
    );
    assert_eq!(listed["tasks"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_assistant_is_a_table() {
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    let printed = run(&endpoint, &["assistant", "--top", "2"]).await.unwrap();
    assert_eq!(printed, "USER   USES\n张三     7\nli.si  7\n");
}

#[tokio::test]
async fn a_file_that_exists_is_kept_unless_it_may_be_replaced() {
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    std::fs::write(&path, "mine").unwrap();
    let line = ["users", "--output", path.to_str().unwrap()];
    let failure = run(&endpoint, &line).await.unwrap_err();
    assert_eq!((failure.kind, text(&path).as_str()), (Kind::File, "mine"));
    assert!(failure.message.contains("--overwrite"), "{failure}");
    assert!(memory.calls().is_empty(), "no task was started");
    let elsewhere = ["users", "--output", "/no/such/folder/x"];
    let failure = run(&endpoint, &elsewhere).await.unwrap_err();
    assert_eq!(failure.to_string(), "/no/such/folder is no folder");
    assert!(memory.calls().is_empty(), "no task was started");

    // A file that is made while the report is, is kept as well.
    let gateway = Gateway::new([
        json(200, r#"{"task_id": "t7"}"#),
        json(
            200,
            r#"{"export_tasks": [{"task_id": "t7", "status": "SUCCESS"}], "count": 1}"#,
        ),
        json(200, "{}"),
    ])
    .await;
    let late = folder.path().join("late.xlsx");
    let users = ["users", "--output", late.to_str().unwrap()];
    let others = async {
        while gateway.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        std::fs::write(&late, "mine").unwrap();
        std::future::pending().await
    };
    let failure = run_until(&gateway.url, "token-1", &users, others).await;
    let failure = failure.unwrap_err();
    assert_eq!((failure.kind, text(&late).as_str()), (Kind::File, "mine"));
    assert!(failure.message.contains("tasks download t7"), "{failure}");

    run(
        &endpoint,
        &[
            "users",
            "--output",
            folder.path().join("new").to_str().unwrap(),
        ],
    )
    .await
    .unwrap();
    let failure = run(
        &endpoint,
        &["tasks", "download", "t1", "--output", "/no/such/x"],
    )
    .await;
    assert_eq!(failure.unwrap_err().kind, Kind::File);
    let line = [
        "tasks",
        "download",
        "t1",
        "--overwrite",
        "--output",
        line[2],
    ];
    run(&endpoint, &line).await.unwrap();
    assert_eq!(text(&path), "file of t1");
}

#[tokio::test]
async fn exit_statuses_tell_the_kind_of_failure() {
    let memory = Memory::default();
    let endpoint = format!("http://{}", memory.serve().await);
    let users = ["users", "--output", "/tmp/never"];
    for (token, line, kind) in [
        ("", &users[..], Kind::Credentials),
        ("unknown", &users, Kind::Credentials),
        ("token-2", &users, Kind::Credentials),
        ("token-1", &["assistant", "--top", "31"], Kind::Rejected),
        (
            "token-1",
            &["tasks", "download", "t9", "--output", "/tmp/never"],
            Kind::Rejected,
        ),
    ] {
        let failure = run_until(&endpoint, token, line, std::future::pending()).await;
        let failure = failure.unwrap_err();
        assert_eq!(failure.kind, kind, "{token} {line:?}: {failure}");
        assert!(!failure.message.contains("token-2"), "{failure}");
    }
    let failure = run("http://127.0.0.1:9", &users).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Service, "{failure}");
    let kinds = [
        Kind::Credentials,
        Kind::Rejected,
        Kind::TaskFailed,
        Kind::Unfinished,
        Kind::Service,
        Kind::File,
    ];
    for kind in kinds {
        let status = Failure::new(kind, "").exit_status();
        assert!(
            failure::EXIT_STATUSES.contains(&format!("\n  {status}  ")),
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_task_that_fails_or_goes_on_is_named() {
    let started = json(200, r#"{"task_id": "t7"}"#);
    let state = |state: &str| {
        let task =
            format!(r#"{{"task_id": "t7", "status": "{state}", "fail_reason": "too many rows"}}"#);
        json(200, &format!(r#"{{"export_tasks": [{task}], "count": 1}}"#))
    };
    let users = ["users", "--output", "/tmp/never", "--wait", "1s"];
    let gateway = Gateway::new([started.clone(), state("FAIL")]).await;
    let failure = run(&gateway.url, &users).await.unwrap_err();
    assert_eq!(failure.kind, Kind::TaskFailed);
    assert!(
        failure
            .message
            .starts_with("task t7: it failed: too many rows"),
        "{failure}"
    );
    let gateway = Gateway::new([started.clone(), state("CREATING")]).await;
    let failure = run(&gateway.url, &users).await.unwrap_err();
    assert_eq!(failure.kind, Kind::Unfinished);
    assert!(failure.message.contains("tasks download t7"), "{failure}");
    let gateway = Gateway::new([started, state("CREATING")]).await;
    let interrupt = async {
        while gateway.requests().len() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let failure = run_until(&gateway.url, "token-1", &users[..3], interrupt).await;
    let failure = failure.unwrap_err();
    assert_eq!(failure.kind, Kind::Unfinished);
    assert!(
        failure.message.starts_with("task t7: interrupted"),
        "{failure}"
    );
}

#[test]
fn times_are_points_or_how_long_ago() {
    let parse = |from: &str| {
        let line = ["workspace-export", "users", "--from", from, "--output", "x"];
        Arguments::try_parse_from(line).map(drop)
    };
    for good in [
        "2026-05-01T00:00:00Z",
        "2026-05-01T02:00:00+02:00",
        "7d",
        "0s",
        "36h",
        "90m",
    ] {
        assert!(parse(good).is_ok(), "{good}");
    }
    for wrong in [
        "",
        "7",
        "d",
        "7w",
        "-7d",
        "yesterday",
        "99999999999999999999d",
        "999999999d",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

//! The limits of every parameter and property: both sides reject one step beyond each limit, and accept the limit itself.

use huaweicloud_workspace::{
    DeleteExportTasks, DownloadExportFile, ExportTaskIds, ExportUserConnections, ExportUserUsage,
    ListExportTasks, ShowAiAssistantUsageFrequency,
};

use super::gateway::{Gateway, json};
use super::operation::{Args, END, START};
use super::violation::{Violation, assert_rejected_by_client, assert_rejected_by_server};

const USAGE: &str = "/statistics/metrics/users/export";
const CONNECTIONS: &str = "GET /v3/p1/desktops/connections/export";
const FREQUENCY: &str =
    "GET /v3/users/ai-assistant/statistics/usage-frequency?start_time=&end_time=";
const DELETE: &str = "POST /v2/p1/export-tasks/batch-delete";

fn x(count: usize) -> String {
    "x".repeat(count)
}

fn too_long(place: &str, limit: usize) -> String {
    format!(
        "{place}: must have at most {limit} characters, not {}",
        limit + 1
    )
}

fn of_user_usage() -> Vec<Violation> {
    let usage = || ExportUserUsage::new("a", "b");
    let line = |query: &str| format!("GET /v3/p1{USAGE}?{query}");
    vec![
        Violation::new(
            usage().project_id(x(256)),
            format!("GET /v3/{}{USAGE}?start_time=a&end_time=b", x(256)),
        )
        .says(too_long("path.project_id", 255)),
        Violation::new(
            ExportUserUsage::new("", "b"),
            line("start_time=&end_time=b"),
        )
        .says("query.start_time: must have at least 1 character, not 0"),
        Violation::new(
            ExportUserUsage::new(x(33), "b"),
            line(&format!("start_time={}&end_time=b", x(33))),
        )
        .says(too_long("query.start_time", 32)),
        Violation::new(
            ExportUserUsage::new("a", ""),
            line("start_time=a&end_time="),
        )
        .says("query.end_time: must have at least 1 character, not 0"),
        Violation::new(
            ExportUserUsage::new("a", x(33)),
            line(&format!("start_time=a&end_time={}", x(33))),
        )
        .says(too_long("query.end_time", 32)),
        Violation::new(
            usage().username(x(65)),
            line(&format!("start_time=a&end_time=b&username={}", x(65))),
        )
        .says(too_long("query.username", 64)),
        Violation::new(
            usage().usage_min_hours(-1),
            line("start_time=a&end_time=b&usage_min_hours=-1"),
        )
        .says("query.usage_min_hours: must be at least 0, not -1"),
        Violation::new(
            usage().usage_min_hours(i32::MAX),
            line("start_time=a&end_time=b&usage_min_hours=2147483647"),
        )
        .says("query.usage_min_hours: must be at most 2147483646, not 2147483647"),
        Violation::new(
            usage().usage_max_hours(-1),
            line("start_time=a&end_time=b&usage_max_hours=-1"),
        )
        .says("query.usage_max_hours: must be at least 0, not -1"),
        Violation::new(
            usage().usage_max_hours(i32::MAX),
            line("start_time=a&end_time=b&usage_max_hours=2147483647"),
        )
        .says("query.usage_max_hours: must be at most 2147483646, not 2147483647"),
    ]
}

fn of_connections() -> Vec<Violation> {
    let long = || x(256);
    let new = ExportUserConnections::new;
    let line = |name: &str| format!("{CONNECTIONS}?{name}={}", long());
    vec![
        Violation::new(
            new().start_time(long()).end_time("b"),
            format!("{}&end_time=b", line("start_time")),
        )
        .says(too_long("query.start_time", 255)),
        Violation::new(
            new().start_time("a").end_time(long()),
            format!("{}&start_time=a", line("end_time")),
        )
        .says(too_long("query.end_time", 255)),
        Violation::new(new().user_name(long()), line("user_name"))
            .says(too_long("query.user_name", 255)),
        Violation::new(new().computer_name(long()), line("computer_name"))
            .says(too_long("query.computer_name", 255)),
        Violation::new(new().terminal_type(long()), line("terminal_type"))
            .says(too_long("query.terminal_type", 255)),
        Violation::new(
            new().min_e2e_rtt(-1),
            format!("{CONNECTIONS}?min_e2e_rtt=-1"),
        )
        .says("query.min_e2e_rtt: must be at least 0, not -1"),
        Violation::new(
            new().min_e2e_rtt(10_001),
            format!("{CONNECTIONS}?min_e2e_rtt=10001"),
        )
        .says("query.min_e2e_rtt: must be at most 10000, not 10001"),
        Violation::new(
            new().max_e2e_rtt(-1),
            format!("{CONNECTIONS}?max_e2e_rtt=-1"),
        )
        .says("query.max_e2e_rtt: must be at least 0, not -1"),
        Violation::new(
            new().max_e2e_rtt(10_001),
            format!("{CONNECTIONS}?max_e2e_rtt=10001"),
        )
        .says("query.max_e2e_rtt: must be at most 10000, not 10001"),
    ]
}

fn of_reading() -> Vec<Violation> {
    let show = || ShowAiAssistantUsageFrequency::new("", "");
    let tasks = |query: &str| format!("GET /v2/p1/export-tasks?{query}");
    vec![
        Violation::new(show().count(-1), format!("{FREQUENCY}&count=-1"))
            .says("query.count: must be at least 0, not -1"),
        Violation::new(show().count(31), format!("{FREQUENCY}&count=31"))
            .says("query.count: must be at most 30, not 31"),
        Violation::new(ListExportTasks::new().offset(-1), tasks("offset=-1"))
            .says("query.offset: must be at least 0, not -1"),
        Violation::new(
            ListExportTasks::new().offset(i32::MAX),
            tasks("offset=2147483647"),
        )
        .says("query.offset: must be at most 2147483646, not 2147483647"),
        Violation::new(ListExportTasks::new().limit(0), tasks("limit=0"))
            .says("query.limit: must be at least 1, not 0"),
        Violation::new(ListExportTasks::new().limit(101), tasks("limit=101"))
            .says("query.limit: must be at most 100, not 101"),
        Violation::new(
            DownloadExportFile::new(x(65)),
            format!("GET /v2/p1/export-tasks/{}/download", x(65)),
        )
        .says(too_long("path.task_id", 64)),
    ]
}

fn of_deletion() -> Vec<Violation> {
    let delete = |ids: &[&str]| {
        let body = serde_json::json!({ "task_ids": ids }).to_string();
        let ids = ExportTaskIds::new(ids.iter().copied());
        Violation::new(DeleteExportTasks::new(ids), DELETE).body(body)
    };
    let many: Vec<String> = (0..201).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    vec![
        delete(&[]).says("body.task_ids: must have at least 1 item, not 0"),
        delete(&many).says("body.task_ids: must have at most 200 items, not 201"),
        delete(&["a", "b", "a"]).says("body.task_ids: must not have an item twice"),
        delete(&["a", ""]).says("body.task_ids.1: must have at least 1 character, not 0"),
        delete(&[&x(65)]).says(too_long("body.task_ids.0", 64)),
    ]
}

fn all() -> Vec<Violation> {
    [
        of_user_usage(),
        of_connections(),
        of_reading(),
        of_deletion(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[tokio::test]
async fn the_client_rejects_one_step_beyond_each_limit() {
    assert_rejected_by_client(all()).await;
}

#[tokio::test]
async fn the_server_rejects_one_step_beyond_each_limit() {
    assert_rejected_by_server(all()).await;
}

/// An empty value would change the segments of the path, so the request would not reach the operation.
#[tokio::test]
async fn the_client_rejects_empty_path_values() {
    let gateway = Gateway::new([json(200, "{}")]).await;
    for (args, place) in [
        (Args::from(DownloadExportFile::new("")), "path.task_id"),
        (
            ListExportTasks::new().project_id("").into(),
            "path.project_id",
        ),
        (DownloadExportFile::new("..").into(), "path"),
    ] {
        let error = args.send(&gateway.client()).await.unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
    }
    assert_eq!(gateway.connections(), 0);
}

#[tokio::test]
async fn the_limits_themselves_are_accepted() {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    let within: Vec<Args> = vec![
        ExportUserUsage::new("a", "é".repeat(32))
            .project_id(x(255))
            .username("张".repeat(64))
            .into(),
        ExportUserUsage::new(START, END)
            .usage_min_hours(0)
            .usage_max_hours(2_147_483_646)
            .into(),
        ExportUserConnections::new()
            .user_name(x(255))
            .min_e2e_rtt(0)
            .max_e2e_rtt(10_000)
            .into(),
        ShowAiAssistantUsageFrequency::new("", "").count(0).into(),
        ShowAiAssistantUsageFrequency::new("", "").count(30).into(),
        ListExportTasks::new().offset(0).limit(1).into(),
        ListExportTasks::new()
            .offset(2_147_483_646)
            .limit(100)
            .into(),
        DownloadExportFile::new(x(64)).into(),
        DeleteExportTasks::new(ExportTaskIds::new(
            (0..200).map(|number| number.to_string()),
        ))
        .into(),
    ];
    let count = within.len();
    for args in within {
        let shown = format!("{args:?}");
        args.send(&client)
            .await
            .unwrap_or_else(|error| panic!("{shown}: {error}"));
    }
    assert_eq!(gateway.requests().len(), count);
}

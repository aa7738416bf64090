//! The rules between fields, each violated once on both sides.

use huaweicloud_workspace::{
    AppUserAccessQuery, ExportAppUserAccess, ExportTaskSortField, ExportUserConnections,
    ExportUserUsage, ListExportTasks, SortDirection,
};

use super::gateway::{Gateway, json};
use super::operation::{END, START};
use super::violation::{Violation, assert_rejected_by_client, assert_rejected_by_server};

const USAGE: &str = "GET /v3/p1/statistics/metrics/users/export?start_time=2026-05-01T00%3A00%3A00Z&end_time=2026-05-30T23%3A59%3A59Z";
const ACCESS: &str = "POST /v2/p1/statistics/metrics/app-user-access/export";
const TASKS: &str = "GET /v2/p1/export-tasks";

fn violations() -> Vec<Violation> {
    let usage = ExportUserUsage::new(START, END);
    let access = AppUserAccessQuery::new("a", "b").sort_type(SortDirection::Ascending);
    vec![
        Violation::new(
            usage.clone().usage_min_hours(2).usage_max_hours(1),
            format!("{USAGE}&usage_min_hours=2&usage_max_hours=1"),
        )
        .says("query.usage_min_hours: 2 must be at most usage_max_hours (1)"),
        Violation::new(
            usage.sort_type(SortDirection::Ascending),
            format!("{USAGE}&sort_type=ASC"),
        )
        .says("query.sort_field: required together with sort_type"),
        Violation::new(ExportAppUserAccess::new(access), ACCESS)
            .body(r#"{"start_time":"a","end_time":"b","sort_type":"ASC"}"#)
            .says("body.sort_field: required together with sort_type"),
        Violation::new(
            ListExportTasks::new().sort_type(SortDirection::Descending),
            format!("{TASKS}?sort_type=DESC"),
        )
        .says("query.sort_field: required together with sort_type"),
    ]
}

#[tokio::test]
async fn the_client_rejects_each_violation_before_sending() {
    assert_rejected_by_client(violations()).await;
}

#[tokio::test]
async fn the_server_rejects_each_violation_before_its_handler() {
    assert_rejected_by_server(violations()).await;
}

fn many() -> Vec<Violation> {
    let args = ExportUserUsage::new(START, END)
        .usage_min_hours(-1)
        .usage_max_hours(-2)
        .sort_type(SortDirection::Ascending);
    let line = format!("{USAGE}&usage_min_hours=-1&usage_max_hours=-2&sort_type=ASC");
    vec![
        Violation::new(args, line)
            .says("query.usage_min_hours: must be at least 0, not -1")
            .says("query.usage_max_hours: must be at least 0, not -2")
            .says("query.sort_field: required together with sort_type")
            .says("query.usage_min_hours: -1 must be at most usage_max_hours (-2)"),
    ]
}

#[tokio::test]
async fn all_violations_are_reported_together() {
    assert_rejected_by_client(many()).await;
    assert_rejected_by_server(many()).await;
}

#[tokio::test]
async fn undocumented_rules_are_not_enforced() {
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    let sorted = AppUserAccessQuery::new("", "")
        .sort_field(huaweicloud_workspace::AppUserAccessSortField::AccessFailedCount);
    client
        .export_app_user_access(ExportAppUserAccess::new(sorted))
        .await
        .unwrap();
    client
        .export_user_usage(
            ExportUserUsage::new(END, START)
                .usage_min_hours(3)
                .usage_max_hours(3),
        )
        .await
        .unwrap();
    let inverted = ExportUserConnections::new()
        .min_e2e_rtt(9)
        .max_e2e_rtt(1)
        .start_time(END)
        .end_time(START);
    client.export_user_connections(inverted).await.unwrap();
    let open = ExportUserConnections::new().start_time(START);
    client.export_user_connections(open).await.unwrap();
    let ascending = ListExportTasks::new().sort_field(ExportTaskSortField::CreateTime);
    client.list_export_tasks(ascending).await.unwrap();
    assert_eq!(gateway.requests().len(), 5);
}

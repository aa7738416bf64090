//! The limits of every parameter and property: both sides reject one step beyond each limit, and accept the limit itself.

use std::collections::BTreeSet;

use huaweicloud_workspace::{
    DeleteExportTasks, DownloadExportFile, ExportTaskIds, ExportUserConnections, ExportUserUsage,
    ListExportTasks, ShowAiAssistantUsageFrequency,
};

use super::documented::{Document, LIMITS, limit};
use super::gateway::{Gateway, json};
use super::memory::Memory;
use super::operation::{Args, END, START};
use super::raw;
use super::violation::{Violation, assert_rejected_by_client, assert_rejected_by_server};

/// How a call sets a parameter.
#[derive(Debug, Clone, Copy)]
enum Set {
    Text(fn(&str) -> Args),
    Number(fn(i32) -> Args),
}

impl Set {
    /// The call with a value, and the value as the request has it.
    fn to(self, size: i64) -> (Args, String) {
        match self {
            Self::Text(call) => {
                let text = x(size);
                (call(&text), text)
            }
            Self::Number(call) => (call(i32::try_from(size).unwrap()), size.to_string()),
        }
    }
}

/// Every parameter that has a limit: the operation, the place, and the call.
const PARAMETERS: &[(&str, &str, Set)] = {
    use Set::{Number, Text};
    const USAGE: &str = "ExportUserUsageMetricNew";
    const CONNECTIONS: &str = "ExportUserConnectionNew";
    &[
        (
            USAGE,
            "path.project_id",
            Text(|it| usage().project_id(it).into()),
        ),
        (
            USAGE,
            "query.start_time",
            Text(|it| ExportUserUsage::new(it, END).into()),
        ),
        (
            USAGE,
            "query.end_time",
            Text(|it| ExportUserUsage::new(START, it).into()),
        ),
        (
            USAGE,
            "query.username",
            Text(|it| usage().username(it).into()),
        ),
        (
            USAGE,
            "query.usage_min_hours",
            Number(|it| usage().usage_min_hours(it).into()),
        ),
        (
            USAGE,
            "query.usage_max_hours",
            Number(|it| usage().usage_max_hours(it).into()),
        ),
        (
            CONNECTIONS,
            "query.start_time",
            Text(|it| connections().start_time(it).into()),
        ),
        (
            CONNECTIONS,
            "query.end_time",
            Text(|it| connections().end_time(it).into()),
        ),
        (
            CONNECTIONS,
            "query.user_name",
            Text(|it| connections().user_name(it).into()),
        ),
        (
            CONNECTIONS,
            "query.computer_name",
            Text(|it| connections().computer_name(it).into()),
        ),
        (
            CONNECTIONS,
            "query.terminal_type",
            Text(|it| connections().terminal_type(it).into()),
        ),
        (
            CONNECTIONS,
            "query.min_e2e_rtt",
            Number(|it| connections().min_e2e_rtt(it).into()),
        ),
        (
            CONNECTIONS,
            "query.max_e2e_rtt",
            Number(|it| connections().max_e2e_rtt(it).into()),
        ),
        (
            "ShowAiAssistantUsageFrequency",
            "query.count",
            Number(|it| {
                ShowAiAssistantUsageFrequency::new(START, END)
                    .count(it)
                    .into()
            }),
        ),
        (
            "ListExportTasks",
            "query.offset",
            Number(|it| ListExportTasks::new().offset(it).into()),
        ),
        (
            "ListExportTasks",
            "query.limit",
            Number(|it| ListExportTasks::new().limit(it).into()),
        ),
        (
            "DownloadExportFile",
            "path.task_id",
            Text(|it| DownloadExportFile::new(it).into()),
        ),
    ]
};

fn usage() -> ExportUserUsage {
    ExportUserUsage::new(START, END)
}

fn connections() -> ExportUserConnections {
    ExportUserConnections::new()
}

fn x(count: i64) -> String {
    "x".repeat(usize::try_from(count).unwrap())
}

/// What is counted: `1 character`, `2 characters`.
fn counted(count: i64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

fn too_few(place: &str, least: i64, unit: &str) -> String {
    let least_counted = counted(least, unit);
    format!(
        "{place}: must have at least {least_counted}, not {}",
        least - 1
    )
}

fn too_many(place: &str, most: i64, unit: &str) -> String {
    let most_counted = counted(most, unit);
    format!(
        "{place}: must have at most {most_counted}, not {}",
        most + 1
    )
}

/// One step beyond each limit of each parameter.
fn of_parameters() -> Vec<Violation> {
    let document = Document::read();
    let mut violations = Vec::new();
    for &(id, place, set) in PARAMETERS {
        let operation = document.operation(id);
        let parameter = operation.parameter(place);
        let mut reject = |size: i64, message: String| {
            let (args, value) = set.to(size);
            let line = operation.line(parameter, &value);
            violations.push(Violation::new(args, line).says(message));
        };
        let limit = |keyword| limit(parameter.schema, keyword);
        if let Some(least) = limit("minimum") {
            let found = least - 1;
            reject(
                found,
                format!("{place}: must be at least {least}, not {found}"),
            );
        }
        if let Some(most) = limit("maximum") {
            let found = most + 1;
            reject(
                found,
                format!("{place}: must be at most {most}, not {found}"),
            );
        }
        // An empty segment of a path is another path: `the_client_rejects_empty_path_values`.
        if let Some(least) = limit("minLength").filter(|_| parameter.location != "path") {
            reject(least - 1, too_few(place, least, "character"));
        }
        if let Some(most) = limit("maxLength") {
            reject(most + 1, too_many(place, most, "character"));
        }
    }
    violations
}

/// The limits of the tasks to delete: the fewest and the most, and the lengths of an ID.
fn of_ids() -> [i64; 4] {
    let document = Document::read();
    let ids = document.property("DeleteExportTasksRequestBody", "task_ids");
    let of = |schema, keyword| limit(schema, keyword).unwrap();
    [
        of(ids, "minItems"),
        of(ids, "maxItems"),
        of(&ids["items"], "minLength"),
        of(&ids["items"], "maxLength"),
    ]
}

fn numbered(count: i64) -> Vec<String> {
    (0..count).map(|number| number.to_string()).collect()
}

fn of_deletion() -> Vec<Violation> {
    let [fewest, most, shortest, longest] = of_ids();
    let delete = |ids: Vec<String>| {
        let body = serde_json::json!({ "task_ids": ids }).to_string();
        let line = "POST /v2/p1/export-tasks/batch-delete";
        Violation::new(DeleteExportTasks::new(ExportTaskIds::new(ids)), line).body(body)
    };
    let one = |length| vec![x(length)];
    vec![
        delete(numbered(fewest - 1)).says(too_few("body.task_ids", fewest, "item")),
        delete(numbered(most + 1)).says(too_many("body.task_ids", most, "item")),
        delete(["a", "b", "a"].map(str::to_owned).into())
            .says("body.task_ids: must not have an item twice"),
        delete(one(shortest - 1)).says(too_few("body.task_ids.0", shortest, "character")),
        delete(one(longest + 1)).says(too_many("body.task_ids.0", longest, "character")),
    ]
}

fn all() -> Vec<Violation> {
    [of_parameters(), of_deletion()].concat()
}

#[test]
fn each_parameter_with_a_limit_is_tried() {
    let document = Document::read();
    let place =
        |&(id, place, _): &(&str, &str, _)| document.operation(id).parameter(place).pointer.clone();
    let tried: BTreeSet<String> = PARAMETERS.iter().map(place).collect();
    assert_eq!(tried, document.limited());
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
    let document = Document::read();
    let [fewest, most, shortest, longest] = of_ids();
    let delete = |ids: Vec<String>| Args::from(DeleteExportTasks::new(ExportTaskIds::new(ids)));
    let mut within = vec![
        delete(numbered(fewest)),
        delete(numbered(most)),
        delete(vec![x(shortest)]),
        delete(vec![x(longest)]),
    ];
    for &(id, place, set) in PARAMETERS {
        let operation = document.operation(id);
        let schema = operation.parameter(place).schema;
        let limits = LIMITS.iter().filter_map(|keyword| limit(schema, keyword));
        within.extend(limits.map(|size| set.to(size).0));
    }
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    let count = within.len();
    for args in within {
        let shown = format!("{args:?}");
        args.send(&client)
            .await
            .unwrap_or_else(|error| panic!("{shown}: {error}"));
    }
    assert_eq!(gateway.requests().len(), count);
}

/// The service may accept more than what somebody has found out about it.
#[tokio::test]
async fn presumed_limits_are_checked_by_neither_side() {
    let document = Document::read();
    let gateway = Gateway::new([json(200, "{}")]).await;
    let (client, memory) = (gateway.client(), Memory::default());
    let mut tried = 0;
    for &(id, place, set) in PARAMETERS {
        let operation = document.operation(id);
        let parameter = operation.parameter(place);
        let presumed = &parameter.schema["x-presumed"];
        let beyond = [
            limit(presumed, "minLength").map(|least| least - 1),
            limit(presumed, "maxLength").map(|most| most + 1),
        ];
        for size in beyond.into_iter().flatten() {
            let (args, value) = set.to(size);
            let sent = args.send(&client).await;
            assert!(sent.is_ok(), "{id} {place} {size}: {sent:?}");
            let line = operation.line(parameter, &value);
            let status = raw::send(&memory, &line, None).await.status;
            assert_eq!(status, 200, "{id} {place} {size}");
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried}");
}

/// A character is not a byte: <https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3>.
#[tokio::test]
async fn lengths_count_characters() {
    let [.., longest] = of_ids();
    let id = "张".repeat(usize::try_from(longest).unwrap());
    let gateway = Gateway::new([json(200, "{}")]).await;
    let client = gateway.client();
    let delete = |id: String| Args::from(DeleteExportTasks::new(ExportTaskIds::new([id])));
    delete(id.clone()).send(&client).await.unwrap();
    assert!(delete(id + "é").send(&client).await.is_err());
    assert_eq!(gateway.requests().len(), 1);
}

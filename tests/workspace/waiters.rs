//! `…_and_wait`: which requests it sends, when it stops, and what it returns.

use std::time::Duration;

use huaweicloud_workspace::runtime::client::{Wait, WaitError};
use huaweicloud_workspace::runtime::codegen::LongRunning;
use huaweicloud_workspace::{
    AppUserAccessQuery, Client, Error, ErrorResponse, ExportAppUserAccess, ExportTaskItem,
    ExportTaskStatus, ExportUserConnections, ExportUserUsage, ListExportTasks, Request,
};

use super::gateway::{Gateway, Reply, json, reply};
use super::operation::{END, Operation, START};

/// What waiting for a task of any of the operations comes to: the errors of each have a type of their own.
#[derive(Debug)]
enum Failure {
    Start(Error<ErrorResponse>),
    MissingTask,
    Poll(Error<ErrorResponse>),
    Failed(ExportTaskItem),
    TimedOut(Option<ExportTaskItem>),
}

/// The failure without the type of the operation, whose poll is for the task `t 1`.
fn failure<O>(error: WaitError<O>) -> Failure
where
    O: LongRunning<Poll = ListExportTasks, Task = ExportTaskItem, Failure = ErrorResponse>,
{
    let text = error.to_string();
    if let Some(polled) = error.polled() {
        assert_eq!(polled.poll.task_id.as_deref(), Some("t 1"));
        assert!(
            text.contains(": GET /v2/p2/export-tasks?task_id=t%201"),
            "{text}"
        );
    }
    match error {
        WaitError::Start(error) => Failure::Start(error),
        WaitError::MissingTask(response) => {
            let raw = String::from_utf8(response.raw_body().to_vec()).unwrap();
            assert_eq!(text, format!("the response names no task: {raw}"));
            Failure::MissingTask
        }
        WaitError::Poll(polled) => Failure::Poll(polled.error.unwrap()),
        WaitError::Failed(polled) => Failure::Failed(polled.task.unwrap()),
        WaitError::TimedOut(polled) => Failure::TimedOut(polled.task),
        other => panic!("{other}"),
    }
}

const EXPORTS: [Operation; 3] = [
    Operation::UserUsage,
    Operation::AppUserAccess,
    Operation::UserConnections,
];

fn soon() -> Wait {
    Wait::default()
        .interval(Duration::from_millis(1))
        .longest_interval(Duration::from_millis(2))
}

/// Starts one of the exports for the project `p2` and waits.
async fn export(
    client: &Client,
    operation: Operation,
    wait: Wait,
) -> Result<ExportTaskItem, Failure> {
    match operation {
        Operation::UserUsage => {
            let request = ExportUserUsage::new(START, END).project_id("p2");
            let ended = client.export_user_usage_and_wait(request, wait).await;
            ended.map_err(failure)
        }
        Operation::AppUserAccess => {
            let query = AppUserAccessQuery::new(START, END);
            let request = ExportAppUserAccess::new(query).project_id("p2");
            let ended = client.export_app_user_access_and_wait(request, wait).await;
            ended.map_err(failure)
        }
        Operation::UserConnections => {
            let request = ExportUserConnections::new().project_id("p2");
            let ended = client.export_user_connections_and_wait(request, wait).await;
            ended.map_err(failure)
        }
        other => panic!("{other:?} has nothing to wait for"),
    }
}

fn created() -> Reply {
    json(200, r#"{"task_id":"t 1"}"#)
}

fn status(status: &str) -> Reply {
    json(
        200,
        &format!(
            r#"{{"count":1,"export_tasks":[{{"task_id":"t 1","status":"{status}","fail_reason":"why"}}]}}"#
        ),
    )
}

#[tokio::test]
async fn each_export_waits_for_its_own_task_in_its_own_project() {
    for operation in EXPORTS {
        let gateway = Gateway::new([
            created(),
            status("CREATING"),
            status("CREATING"),
            status("SUCCESS"),
        ])
        .await;
        let task = export(&gateway.client(), operation, soon()).await.unwrap();
        assert_eq!(
            (task.task_id.as_deref(), task.status),
            (Some("t 1"), Some(ExportTaskStatus::Success))
        );
        let requests = gateway.requests();
        assert_eq!(requests.len(), 4, "{operation:?}");
        for request in &requests[1..] {
            assert!(
                request.starts_with("GET /v2/p2/export-tasks?task_id=t%201 HTTP/1.1\n"),
                "{request}"
            );
        }
    }
}

#[tokio::test]
async fn a_failed_task_is_part_of_the_error() {
    for operation in EXPORTS {
        for (word, known) in [
            ("FAIL", ExportTaskStatus::Fail),
            ("EXPIRED", ExportTaskStatus::Expired),
        ] {
            let gateway = Gateway::new([created(), status("CREATING"), status(word)]).await;
            let error = export(&gateway.client(), operation, soon())
                .await
                .unwrap_err();
            let Failure::Failed(task) = error else {
                panic!("{error:?}")
            };
            assert_eq!(
                (task.status, task.fail_reason.as_deref()),
                (Some(known), Some("why"))
            );
            assert_eq!(gateway.requests().len(), 3);
        }
    }
}

#[tokio::test]
async fn unknown_statuses_are_polled_again() {
    for unclear in [
        status("PAUSED"),
        json(200, r#"{"count":0,"export_tasks":[]}"#),
        json(200, "{}"),
        json(200, r#"{"export_tasks":[{}]}"#),
    ] {
        let gateway = Gateway::new([created(), unclear.clone(), unclear, status("SUCCESS")]).await;
        let task = export(&gateway.client(), Operation::UserUsage, soon())
            .await
            .unwrap();
        assert_eq!(task.status, Some(ExportTaskStatus::Success));
        assert_eq!(gateway.requests().len(), 4);
    }
}

#[tokio::test]
async fn a_timeout_has_the_last_known_status() {
    let wait = || soon().timeout(Duration::from_millis(60));
    let gateway = Gateway::new([created(), status("CREATING")]).await;
    let error = export(&gateway.client(), Operation::UserConnections, wait())
        .await
        .unwrap_err();
    let Failure::TimedOut(Some(task)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(task.status, Some(ExportTaskStatus::Creating));
    assert!(gateway.requests().len() > 2, "asked again");

    for silent in [json(200, "{}"), Reply::Silence] {
        let gateway = Gateway::new([created(), silent]).await;
        let client = gateway.builder().timeout(Duration::from_millis(500));
        let client = client.build().unwrap();
        let error = export(&client, Operation::UserConnections, wait())
            .await
            .unwrap_err();
        assert!(matches!(error, Failure::TimedOut(None)), "{error:?}");
    }
}

#[tokio::test]
async fn a_response_without_a_task_id_is_an_error() {
    for body in ["{}", r#"{"task_id":null}"#, r#"{"note":"later"}"#] {
        let gateway = Gateway::new([json(200, body)]).await;
        let error = export(&gateway.client(), Operation::AppUserAccess, soon())
            .await
            .unwrap_err();
        assert!(matches!(error, Failure::MissingTask), "{body}: {error:?}");
        assert_eq!(gateway.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_error_with_status_200_means_that_nothing_was_started() {
    let body = r#"{"error_code":"WKS.00010109","error_msg":"no"}"#;
    for operation in EXPORTS {
        let gateway = Gateway::new([json(200, body)]).await;
        let error = export(&gateway.client(), operation, soon())
            .await
            .unwrap_err();
        let Failure::Start(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.code(), Some("WKS.00010109"));
    }
}

#[tokio::test]
async fn a_failed_start_is_not_retried() {
    for operation in EXPORTS {
        let gateway = Gateway::new([json(503, r#"{"error_code":"WKS.00050902"}"#)]).await;
        let client = gateway.builder().retry(Default::default()).build().unwrap();
        let error = export(&client, operation, soon()).await.unwrap_err();
        let Failure::Start(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.code(), Some("WKS.00050902"));
        assert_eq!(gateway.requests().len(), 1, "{operation:?}");
    }
}

#[tokio::test]
async fn a_failed_poll_ends_the_wait_with_its_error() {
    let gateway = Gateway::new([created(), reply(401, "X-Request-Id: r-1\r\n", "{}")]).await;
    let error = export(&gateway.client(), Operation::UserUsage, soon())
        .await
        .unwrap_err();
    let Failure::Poll(error) = error else {
        panic!("{error:?}")
    };
    assert!(error.to_string().contains("r-1"), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(gateway.requests().len(), 2);
}

#[tokio::test]
async fn a_failure_that_may_pass_is_polled_through() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
    for passing in [
        reply(502, "Content-Type: text/html\r\n", "<h1>Bad Gateway</h1>"),
        json(503, r#"{"error_code":"WKS.00050902"}"#),
        Reply::Drop,
        Reply::Silence,
        Reply::RawResponse(cut.to_vec()),
    ] {
        for operation in EXPORTS {
            let going = status("CREATING");
            let replies = [
                created(),
                going,
                passing.clone(),
                passing.clone(),
                status("SUCCESS"),
            ];
            let gateway = Gateway::new(replies).await;
            let client = gateway.builder().timeout(Duration::from_millis(500));
            let task = export(&client.build().unwrap(), operation, soon()).await;
            assert_eq!(task.unwrap().status, Some(ExportTaskStatus::Success));
            assert_eq!(gateway.requests().len(), 5, "{operation:?}: {passing:?}");
        }
    }
}

#[tokio::test]
async fn a_task_that_was_started_before_is_waited_for() {
    let gateway = Gateway::new([status("CREATING"), status("SUCCESS")]).await;
    let poll = ListExportTasks::new().project_id("p2").task_id("t 1");
    let client = gateway.client();
    let task = client.export_user_usage_wait(poll, soon()).await.unwrap();
    assert_eq!(task.status, Some(ExportTaskStatus::Success));
    assert_eq!(gateway.requests().len(), 2);

    let poll = ListExportTasks::new().project_id("p2").task_id("t 1");
    let gateway = Gateway::new([status("FAIL")]).await;
    let client = gateway.client();
    let error = client
        .export_user_usage_wait(poll, soon())
        .await
        .unwrap_err();
    assert!(matches!(failure(error), Failure::Failed(_)));
}

/// Credentials or a tenant in the headers of the caller are needed for polling too.
#[tokio::test]
async fn headers_of_the_caller_are_sent_with_every_poll() {
    let gateway = Gateway::new([created(), status("CREATING"), status("SUCCESS")]).await;
    let mut request = Request::new(ExportUserConnections::new());
    request
        .headers_mut()
        .insert("x-auth-token", "token-9".parse().unwrap());
    let client = Client::builder()
        .endpoint(&gateway.url)
        .project_id("p1")
        .build()
        .unwrap();
    client
        .export_user_connections_and_wait(request, soon())
        .await
        .unwrap();
    for request in gateway.requests() {
        assert!(request.contains("\nx-auth-token: token-9\n"), "{request}");
    }
}

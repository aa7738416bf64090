//! Undocumented responses: decoded if no information is lost, otherwise an error that contains everything.

use std::time::Duration;

use huaweicloud_workspace::runtime::{TransportKind, Unexpected};
use huaweicloud_workspace::{
    DownloadExportFile, Error, ErrorResponse, ExportTaskItem, ExportTaskStatus, ListExportTasks,
    ShowAiAssistantUsageFrequency,
};

use super::gateway::{Gateway, Reply, json, reply};
use super::operation::{END, Operation, START};

async fn list(reply: Reply) -> Result<Vec<ExportTaskItem>, Error<ErrorResponse>> {
    let client = Gateway::new([reply]).await.client();
    let response = client.list_export_tasks(ListExportTasks::new()).await?;
    Ok(response.into_body().export_tasks.unwrap_or_default())
}

/// The message of an error because of an unexpected body.
#[track_caller]
fn undecodable(error: &Error<ErrorResponse>) -> String {
    match error {
        Error::Unexpected(response) => match response.why() {
            Unexpected::Body(why) => why.to_string(),
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn unknown_values_and_fields_and_both_time_formats_are_accepted() {
    let body = r#"{"count":1,"new":{"a":[1]},"export_tasks":[
        {"status":"PAUSED","create_time":"2026-05-31T08:09:10.120+0000","end_time":"soon","priority":1}]}"#;
    let tasks = list(json(200, body)).await.unwrap();
    assert_eq!(
        tasks[0].status,
        Some(ExportTaskStatus::Unknown("PAUSED".to_owned()))
    );
    assert_eq!(
        tasks[0].status.as_ref().map(ExportTaskStatus::as_str),
        Some("PAUSED")
    );
    assert_eq!(
        tasks[0].create_time.as_deref(),
        Some("2026-05-31T08:09:10.120+0000")
    );
    assert_eq!(tasks[0].end_time.as_deref(), Some("soon"));
}

#[tokio::test]
async fn null_means_absent() {
    let body =
        r#"{"count":null,"export_tasks":[{"task_id":"t1","status":null,"is_download":null}]}"#;
    assert_eq!(
        list(json(200, body)).await.unwrap(),
        [ExportTaskItem::new().task_id("t1")]
    );
    assert_eq!(
        list(json(200, r#"{"export_tasks":null}"#)).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn limits_are_not_enforced_on_responses() {
    let client = Gateway::new([json(
        200,
        r#"{"users":[{"use_count":10001},{"use_count":-1}]}"#,
    )])
    .await
    .client();
    let response = client
        .show_ai_assistant_usage_frequency(ShowAiAssistantUsageFrequency::new(START, END))
        .await
        .unwrap();
    let counts: Vec<_> = response
        .into_body()
        .users
        .unwrap()
        .into_iter()
        .map(|user| user.use_count)
        .collect();
    assert_eq!(counts, [Some(10_001), Some(-1)]);
}

/// The service sends some of its errors with status 200.
#[tokio::test]
async fn an_error_within_a_success_is_an_error() {
    for status in [200, 202] {
        let body = r#"{"error_code":"WKS.00010109","error_msg":"no"}"#;
        for operation in [
            Operation::List,
            Operation::UserUsage,
            Operation::AiAssistant,
            Operation::Delete,
        ] {
            let client = Gateway::new([json(status, body)]).await.client();
            let error = operation.call(&client).await.unwrap_err();
            let text = error.to_string();
            assert!(text.ends_with("WKS.00010109: no"), "{operation:?}: {text}");
            assert_eq!(error.code(), Some("WKS.00010109"));
            assert_eq!(error.status().unwrap(), status);
            assert!(matches!(error, Error::Api(_)), "{text}");
        }
    }
    // The name alone is no code, nor is one inside of a member or an absent one.
    for body in [
        r#"{"error_code":null,"count":1}"#,
        r#"{"export_tasks":[{"error_code":"WKS.1"}],"count":1}"#,
        r#"{"note":"error_code","count":1}"#,
    ] {
        let client = Gateway::new([json(200, body)]).await.client();
        let response = client
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap();
        assert_eq!(response.raw_body(), body);
        assert_eq!(response.into_body().count, Some(1), "{body}");
    }
}

/// So is one in place of a file, if it says that it is JSON. Anything else is the file, byte by byte.
#[tokio::test]
async fn an_error_in_place_of_a_file_is_an_error() {
    let download = async |reply: Reply| {
        let client = Gateway::new([reply]).await.client();
        let response = client
            .download_export_file(DownloadExportFile::new("t1"))
            .await?;
        let file = response.into_body().collect(1 << 20).await;
        Ok::<_, Error<ErrorResponse>>(file.unwrap())
    };
    let body = r#"{"error_code":"WKS.00010109","error_msg":"no"}"#;
    let error = download(json(200, body)).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error}");
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (200, Some("WKS.00010109"))
    );
    assert_eq!(error.raw_body().unwrap(), body);

    let spaces = " ".repeat(20_000);
    let long = format!(r#"{{"error_code":"WKS.00010109"{spaces}}}"#);
    let json_type = "Content-Type: application/json\r\n";
    let bytes = "Content-Type: application/octet-stream\r\n";
    for (headers, file) in [
        (json_type, r#"{"task_id":"t1"}"#),
        (json_type, r#"{"note":"error_code"}"#),
        (json_type, "not json, error_code"),
        (json_type, ""),
        (json_type, &long),
        (bytes, body),
        ("", body),
    ] {
        let downloaded = download(reply(200, headers, file)).await;
        assert_eq!(downloaded.unwrap(), file, "{headers}");
    }
}

#[tokio::test]
async fn a_response_with_a_wrong_content_type_is_decoded() {
    for headers in [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: Application/JSON; charset=\"utf-8\"\r\n",
    ] {
        let tasks = list(reply(
            200,
            headers,
            r#"{"export_tasks":[{"task_id":"t1"}]}"#,
        ))
        .await
        .unwrap();
        assert_eq!(tasks.len(), 1, "{headers}");
        let error = list(reply(500, headers, r#"{"error_code":"WKS.1"}"#))
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some("WKS.1"), "{headers}");
    }
}

#[tokio::test]
async fn wrong_types_are_reported_with_their_pointer() {
    for (body, place) in [
        (r#"{"export_tasks":{}}"#, "/export_tasks"),
        (r#"{"count":"1"}"#, "/count"),
        (r#"{"count":1.5}"#, "/count"),
        (r#"{"count":2147483648}"#, "/count"),
        (
            r#"{"export_tasks":[{},{"is_download":"yes"}]}"#,
            "/export_tasks/1/is_download",
        ),
        (
            r#"{"export_tasks":[{"status":7}]}"#,
            "/export_tasks/0/status",
        ),
        (r#"{"export_tasks":[null]}"#, "/export_tasks/0"),
        ("[]", "object"),
        ("null", "object"),
        ("", "expected json, found an empty body"),
        ("busy", "invalid json at line 1, column 1"),
        ("{\"count\":1", ""),
        ("{\"count\":1}x", ""),
        ("\u{0}", ""),
    ] {
        let error = list(json(200, body)).await.expect_err(body);
        let why = undecodable(&error);
        assert!(why.to_lowercase().contains(place), "{body}: {why}");
        assert_eq!(error.status().unwrap(), 200, "{body}");
        assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_error_body_that_is_not_json_is_kept() {
    let html = "<html><h1>502 Bad Gateway</h1></html>";
    for operation in Operation::ALL {
        for (status, body) in [
            (502, html),
            (400, html),
            (401, ""),
            (500, "oops"),
            (429, "[]"),
            (500, r#"{"error_code":"#),
        ] {
            let headers = "Content-Type: text/html\r\nX-Request-Id: r-1\r\nRetry-After: 3\r\n";
            let gateway = Gateway::new([reply(status, headers, body)]).await;
            let error = operation
                .call(&gateway.client())
                .await
                .expect_err("an error");
            undecodable(&error);
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.raw_body().unwrap(), body.as_bytes());
            assert_eq!(error.request_id(), Some("r-1"));
            assert_eq!(error.headers().unwrap()["retry-after"], "3");
            let shown = error.to_string();
            assert!(
                shown.contains(&format!(": {status} ")) && shown.contains(body),
                "{shown}"
            );
        }
    }
}

#[tokio::test]
async fn other_error_formats_are_recognized() {
    for body in [
        r#"{"error":{"code":"IAM.1","message":"bad"},"error_msg":7}"#,
        r#"[{"a":1}]"#,
    ] {
        let error = list(json(401, body)).await.unwrap_err();
        undecodable(&error);
        assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_incomplete_response_is_an_error() {
    for body in ["", r#"{"count":1}"#] {
        let cut = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{body}"
        );
        let error = list(Reply::RawResponse(cut.into_bytes()))
            .await
            .unwrap_err();
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportKind::Body, "{error}");
    }
}

#[tokio::test]
async fn a_response_over_the_limit_is_not_read() {
    let body = format!(
        r#"{{"export_tasks":[{{"file_name":"{}"}}]}}"#,
        "x".repeat(2000)
    );
    for status in [200, 500] {
        let gateway = Gateway::new([json(status, &body)]).await;
        let client = gateway.builder().max_response_bytes(1000).build().unwrap();
        let error = client
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap_err();
        let Error::Unexpected(response) = error else {
            panic!("{error}")
        };
        assert!(
            matches!(response.why(), Unexpected::TooLarge { limit: 1000 }),
            "{response}"
        );
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn no_response_is_a_timeout() {
    let gateway = Gateway::new([Reply::Silence]).await;
    let client = gateway
        .builder()
        .timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    for operation in Operation::ALL {
        let error = operation.call(&client).await.unwrap_err();
        assert!(
            matches!(error, Error::Timeout(ref late) if late.limit() == Duration::from_millis(50)),
            "{error}"
        );
    }
}

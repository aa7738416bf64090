//! Error responses: every documented status of every operation, with every form of error body.

use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::{Error, ErrorResponse};

use super::gateway::{Gateway, Reply, json, reply};
use super::operation::Operation;

/// An error body, and what it decodes to.
struct Form {
    body: &'static str,
    says: ErrorResponse,
    shown: &'static str,
}

/// The documented forms: no field, two fields, four fields, and the gateway's.
fn forms() -> [Form; 4] {
    let two = ErrorResponse::new()
        .error_code("WKS.00211102")
        .error_msg("Invalid parameter.");
    [
        Form {
            body: "{}",
            says: ErrorResponse::new(),
            shown: "{}",
        },
        Form {
            body: r#"{"error_code":"WKS.00211102","error_msg":"Invalid parameter."}"#,
            says: two.clone(),
            shown: "WKS.00211102: Invalid parameter.",
        },
        Form {
            body: r#"{"error_code":"WKS.00211102","error_msg":"Invalid parameter.","error_detail":"start_time","encoded_authorization_message":"XcYv"}"#,
            says: two
                .clone()
                .error_detail("start_time")
                .encoded_authorization_message("XcYv"),
            shown: "WKS.00211102: Invalid parameter. (start_time)",
        },
        Form {
            body: r#"{"error_code":"WKS.00211102","error_msg":"Invalid parameter.","request_id":"r-body"}"#,
            says: two.request_id("r-body"),
            shown: "WKS.00211102: Invalid parameter. (request id r-body)",
        },
    ]
}

/// The error of one call with this response.
async fn failure(operation: Operation, reply: Reply) -> Error<ErrorResponse> {
    let gateway = Gateway::new([reply]).await;
    operation
        .call(&gateway.client())
        .await
        .expect_err("an error")
}

#[tokio::test]
async fn every_documented_status_of_every_operation_in_every_form() {
    for operation in Operation::ALL {
        for &status in operation.failures() {
            for Form { body, says, shown } in forms() {
                let error = failure(operation, json(status, body)).await;
                let case = format!("{operation:?} {status} {body}");
                assert!(matches!(error, Error::Api(_)), "{case}: {error}");
                assert_eq!(error.body(), Some(&says), "{case}");
                assert_eq!(error.status(), StatusCode::from_u16(status).ok(), "{case}");
                assert_eq!(error.code(), says.error_code.as_deref(), "{case}");
                assert_eq!(error.message(), says.error_msg.as_deref(), "{case}");
                assert_eq!(error.request_id(), says.request_id.as_deref(), "{case}");
                assert_eq!(
                    error.raw_body().map(|raw| &raw[..]),
                    Some(body.as_bytes()),
                    "{case}"
                );
                assert!(error.to_string().ends_with(shown), "{case}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn the_request_id_in_the_header_has_precedence() {
    let body = r#"{"error_code":"APIGW.0308","request_id":"r-body"}"#;
    let headers = "X-Request-Id: r-header\r\nContent-Type: application/json\r\n";
    let error = failure(Operation::List, reply(429, headers, body)).await;
    assert_eq!(error.request_id(), Some("r-header"));
    assert_eq!(
        error.body().and_then(|body| body.request_id.as_deref()),
        Some("r-body")
    );
    assert_eq!(error.headers().unwrap()["x-request-id"], "r-header");
    let shown = format!("429 Too Many Requests, APIGW.0308: {body} (request id r-header)");
    let (request, said) = error
        .to_string()
        .split_once(": ")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    assert_eq!(said, shown);
    assert_eq!(error.request(), Some(request.as_str()));
}

#[tokio::test]
async fn all_four_fields_are_in_the_summary() {
    let body = r#"{"error_code":"WKS.1","error_msg":"m","error_detail":"d","request_id":"r"}"#;
    let Error::Api(api) = failure(Operation::AiAssistant, json(403, body)).await else {
        panic!("not documented")
    };
    let summary = api.summary();
    assert_eq!(
        [
            &summary.code,
            &summary.message,
            &summary.detail,
            &summary.request_id
        ]
        .map(Option::as_deref),
        [Some("WKS.1"), Some("m"), Some("d"), Some("r")]
    );
}

/// Every operation has 200, and some operations of the service have been seen to send others.
#[tokio::test]
async fn another_status_of_success_is_a_success() {
    for (status, body) in [
        (201, r#"{"task_id":"t9"}"#),
        (202, "{}"),
        (202, ""),
        (203, "{}"),
        (204, ""),
    ] {
        for operation in Operation::ALL {
            let gateway = Gateway::new([reply(status, "", body)]).await;
            let found = operation.call(&gateway.client()).await.unwrap();
            assert_eq!(found.as_u16(), status, "{operation:?}");
        }
    }
}

#[tokio::test]
async fn an_undocumented_status_has_status_headers_and_body() {
    for (status, body) in [(302, ""), (304, ""), (418, "tea"), (502, "<h1>Bad</h1>")] {
        for operation in Operation::ALL {
            let headers = "X-Request-Id: r-1\r\nLocation: https://elsewhere.example/\r\n";
            let gateway = Gateway::new([reply(status, headers, body)]).await;
            let error = operation
                .call(&gateway.client())
                .await
                .expect_err("no page lists it");
            let case = format!("{operation:?} {status}: {error}");
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(status),
                "{case}"
            );
            assert_eq!(
                error.raw_body().map(|raw| &raw[..]),
                Some(body.as_bytes()),
                "{case}"
            );
            assert_eq!(error.request_id(), Some("r-1"), "{case}");
            assert_eq!(
                error.headers().unwrap()["location"],
                "https://elsewhere.example/",
                "{case}"
            );
            assert_eq!(gateway.connections(), 1, "{case}");
        }
    }
}

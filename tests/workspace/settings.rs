//! Settings of a client: project, region, endpoint and credentials. No output contains a secret.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use huaweicloud_workspace::runtime::http::{self, Uri};
use huaweicloud_workspace::runtime::{Body, ConfigError, KeyPair};
use huaweicloud_workspace::{Client, ClientBuilder, Error, ListExportTasks, Request};

use super::gateway::{Gateway, reply};
use super::operation::Operation;

/// The URLs that a client calls. Requests do not leave this process.
async fn target(builder: ClientBuilder) -> Uri {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        keep.lock().unwrap().push(request.uri().clone());
        async { Ok::<_, Infallible>(http::Response::new(Body::full("{}"))) }
    });
    let client = builder
        .token("token-1")
        .transport(transport)
        .build()
        .unwrap();
    Operation::List.call(&client).await.unwrap();
    seen.lock().unwrap().remove(0)
}

#[tokio::test]
async fn the_region_or_the_endpoint_selects_the_host() {
    let client = || Client::builder().project_id("p1");
    let host = "myhuaweicloud.com/v2/p1/export-tasks";
    for (builder, expected) in [
        (client(), format!("https://workspace.ap-southeast-1.{host}")),
        (
            client().region("cn-north-4"),
            format!("https://workspace.cn-north-4.{host}"),
        ),
        (
            client().region("na-mexico-1"),
            format!("https://workspace.na-mexico-1.{host}"),
        ),
        (
            client().region("xx-new-9"),
            format!("https://workspace.xx-new-9.{host}"),
        ),
        (
            client().endpoint("https://gateway.example:8443"),
            "https://gateway.example:8443/v2/p1/export-tasks".to_owned(),
        ),
        (
            client().endpoint("https://gateway.example/base/"),
            "https://gateway.example/base/v2/p1/export-tasks".to_owned(),
        ),
        (
            client().endpoint("http://[::1]:80"),
            "http://[::1]:80/v2/p1/export-tasks".to_owned(),
        ),
        (
            client()
                .region("cn-north-4")
                .endpoint("https://gateway.example"),
            "https://gateway.example/v2/p1/export-tasks".to_owned(),
        ),
    ] {
        assert_eq!(target(builder).await.to_string(), expected);
    }
}

#[tokio::test]
async fn the_project_of_the_client_is_checked() {
    let transport = tower::service_fn(|_: http::Request<Body>| async {
        Err::<http::Response<Body>, _>(std::io::Error::other("nothing may be sent"))
    });
    let client = Client::builder()
        .project_id("")
        .token("token-1")
        .transport(transport)
        .build()
        .unwrap();
    let error = Operation::List.call(&client).await.unwrap_err();
    let violations = match error {
        Error::Invalid(violations) => violations.to_string(),
        other => panic!("{other}"),
    };
    assert!(violations.starts_with("path.project_id: "), "{violations}");
    assert!(violations.contains("at least 1"), "{violations}");
}

#[test]
fn invalid_regions_and_endpoints_are_rejected() {
    for region in [
        "",
        "evil.example/",
        "a@b",
        "a:1",
        "cn north 4",
        "a?b",
        "a#b",
        "é",
    ] {
        let error = Client::builder().region(region).build().unwrap_err();
        assert!(
            matches!(error, ConfigError::Variable { .. }),
            "{region}: {error}"
        );
    }
    for endpoint in [
        "",
        "gateway.example",
        "ftp://gateway.example",
        "https://u:canary@gateway.example",
        "https://gateway.example?a=1",
        "https://",
    ] {
        let error = Client::builder().endpoint(endpoint).build().unwrap_err();
        assert!(
            matches!(error, ConfigError::Endpoint(_)),
            "{endpoint}: {error}"
        );
        assert!(!error.to_string().contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn the_project_of_a_request_has_precedence() {
    let project = |request: &str| request.split('/').nth(2).unwrap().to_owned();
    let gateway = Gateway::new([reply(200, "", "{}")]).await;
    let client = gateway.client();
    client
        .list_export_tasks(ListExportTasks::new())
        .await
        .unwrap();
    client
        .list_export_tasks(ListExportTasks::new().project_id("p2"))
        .await
        .unwrap();
    let projects: Vec<_> = gateway
        .requests()
        .iter()
        .map(|request| project(request))
        .collect();
    assert_eq!(projects, ["p1", "p2"]);
}

#[tokio::test]
async fn a_missing_project_error_names_both_ways_to_set_it() {
    let gateway = Gateway::new([reply(200, "", "{}")]).await;
    let client = Client::builder()
        .endpoint(&gateway.url)
        .token("token-1")
        .build()
        .unwrap();
    for operation in Operation::ALL {
        let outcome = operation.call(&client).await;
        if operation == Operation::AiAssistant {
            assert_eq!(outcome.unwrap(), 200);
            continue;
        }
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "the request is invalid: path.project_id: missing: set it on the request, or for all requests on the client's builder"
        );
    }
    assert_eq!(gateway.connections(), 1);
}

#[tokio::test]
async fn a_missing_credentials_error_names_both_kinds() {
    let gateway = Gateway::new([reply(200, "", "{}")]).await;
    let client = Client::builder()
        .endpoint(&gateway.url)
        .project_id("p1")
        .build()
        .unwrap();
    for operation in Operation::ALL {
        let error = operation.call(&client).await.unwrap_err().to_string();
        let setters = "`.key_pair(…)`, or `.token(…)` of the client's builder";
        assert!(error.ends_with(setters), "{error}");
    }
    assert_eq!(gateway.connections(), 0);
}

#[tokio::test]
async fn credentials_are_not_sent_unencrypted() {
    let keys = KeyPair::new("AK-1", "SK-canary-1");
    for builder in [
        Client::builder().token("token-1"),
        Client::builder().key_pair(keys),
    ] {
        for endpoint in [
            "http://workspace.example",
            "http://10.0.0.1:80",
            "http://localhost.example",
        ] {
            let builder = builder.clone().endpoint(endpoint).project_id("p1");
            let error = builder.build().map(drop);
            assert_eq!(error, Err(ConfigError::Cleartext), "{endpoint}");
        }
    }
    let client = Client::builder()
        .endpoint("http://workspace.example")
        .project_id("p1")
        .build()
        .unwrap();
    let mut request = Request::new(ListExportTasks::new());
    request
        .headers_mut()
        .insert("x-auth-token", "canary".parse().unwrap());
    let error = client.list_export_tasks(request).await.unwrap_err();
    assert!(
        matches!(error, Error::Config(ConfigError::Cleartext)),
        "{error}"
    );
}

#[tokio::test]
async fn invalid_credentials_are_not_printed() {
    let gateway = Gateway::new([reply(200, "", "{}")]).await;
    let builder = || Client::builder().endpoint(&gateway.url).project_id("p1");
    for client in [
        builder().token("canary\n1"),
        builder().key_pair(KeyPair::new("canary\n1", "SK")),
        builder().key_pair(KeyPair::new("AK", "SK").security_token("canary\n1")),
    ] {
        let error = Operation::List
            .call(&client.build().unwrap())
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Config(ConfigError::Header(_))),
            "{error}"
        );
        assert!(!format!("{error:?}").contains("canary"), "{error:?}");
    }
    assert_eq!(gateway.connections(), 0);
}

#[tokio::test]
async fn no_output_contains_a_secret() {
    let echo = r#"{"error_code":"canary-token","error_msg":"bad canary-token canary-secret","error_detail":"canary-session"}"#;
    for (status, body) in [
        (401, echo),
        (200, r#"["canary-token","canary-secret","canary-session"]"#),
        (302, "canary-token"),
    ] {
        let gateway = Gateway::new([reply(
            status,
            "X-Echo: canary-token\r\nX-Request-Id: r-canary-token\r\n",
            body,
        )])
        .await;
        let keys = KeyPair::new("AK-1", "canary-secret").security_token("canary-session");
        let builder = gateway
            .builder()
            .token("canary-token")
            .key_pair(keys.clone());
        let client = builder.clone().build().unwrap();
        let mut request = Request::new(ListExportTasks::new());
        request
            .headers_mut()
            .insert("x-auth-token", "canary-token".parse().unwrap());
        let shown_request = format!("{request:?}");
        let error = client.list_export_tasks(request).await.unwrap_err();
        for shown in [
            format!("{keys:?} {builder:?} {builder:#?}"),
            format!("{client:?} {client:#?} {shown_request}"),
            format!("{error} {error:?} {error:#?}"),
            format!("{:?}", std::error::Error::source(&error)),
        ] {
            assert!(!shown.contains("canary"), "{status}: {shown}");
        }
    }
}

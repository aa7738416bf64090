//! Requests that are signed with an access key: the documented headers, all of them signed.

use std::time::SystemTime;

use huaweicloud_workspace::runtime::http::{self, request::Parts};
use huaweicloud_workspace::runtime::signing::sdk_hmac_sha256::Signature;
use huaweicloud_workspace::runtime::signing::{SignatureError, SignedRequest};
use huaweicloud_workspace::runtime::{KeyPair, Secret};
use huaweicloud_workspace::{
    Client, ExportUserUsage, ListExportTasks, Request, ShowAiAssistantUsageFrequency,
};

use super::gateway::{Gateway, json};
use super::memory::{ACCESS_KEY, SECRET_KEY};
use super::operation::{END, Operation, START};

fn keys() -> KeyPair {
    KeyPair::new(ACCESS_KEY, SECRET_KEY)
}

async fn gateway() -> Gateway {
    Gateway::new([json(200, "{}")]).await
}

/// A client with an access key and without a token.
fn signing(gateway: &Gateway, keys: KeyPair) -> Client {
    Client::builder()
        .endpoint(&gateway.url)
        .project_id("p1")
        .key_pair(keys)
        .build()
        .unwrap()
}

/// The parsed requests.
fn arrived(gateway: &Gateway) -> Vec<(Parts, String)> {
    gateway
        .raw_requests()
        .iter()
        .map(|raw| take_apart(raw))
        .collect()
}

fn take_apart(raw: &str) -> (Parts, String) {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    let mut words = line.split(' ');
    let mut request = http::Request::builder()
        .method(words.next().unwrap())
        .uri(words.next().unwrap());
    for (name, value) in headers.lines().filter_map(|header| header.split_once(": ")) {
        request = request.header(name, value);
    }
    (request.body(()).unwrap().into_parts().0, body.to_owned())
}

fn verify(parts: &Parts, body: &str, secret: &str) -> Result<(), SignatureError> {
    let authorization = parts.headers["authorization"].to_str().unwrap();
    let signature = Signature::parse(authorization).unwrap().unwrap();
    signature.verify(
        SignedRequest::from(parts),
        body.as_bytes(),
        &Secret::from(secret),
        SystemTime::now(),
    )
}

fn signed_headers(parts: &Parts) -> &str {
    let authorization = parts.headers["authorization"].to_str().unwrap();
    let fields = authorization
        .strip_prefix("SDK-HMAC-SHA256 Access=AK-1, SignedHeaders=")
        .unwrap();
    let (names, signature) = fields.split_once(", Signature=").unwrap();
    assert_eq!(signature.len(), 64);
    names
}

#[tokio::test]
async fn every_operation_signs_the_documented_headers() {
    for operation in Operation::ALL {
        for (keys, token) in [
            (keys(), ""),
            (keys().security_token("canary-2=="), ";x-security-token"),
        ] {
            let gateway = gateway().await;
            operation.call(&signing(&gateway, keys)).await.unwrap();
            let (parts, body) = &arrived(&gateway)[0];
            let typed = if body.is_empty() { "" } else { "content-type;" };
            assert_eq!(
                signed_headers(parts),
                format!("{typed}host;x-project-id;x-sdk-date{token}")
            );
            assert_eq!(parts.headers["x-project-id"], "p1");
            assert_eq!(
                parts
                    .headers
                    .get("x-security-token")
                    .map(|token| token.to_str().unwrap()),
                (!token.is_empty()).then_some("canary-2==")
            );
            assert!(!parts.headers.contains_key("x-auth-token"));
            assert_eq!(verify(parts, body, SECRET_KEY), Ok(()), "{operation:?}");
        }
    }
}

#[tokio::test]
async fn a_signature_is_valid_for_one_request_only() {
    let gateway = gateway().await;
    let client = signing(&gateway, keys());
    let args = ExportUserUsage::new(START, END)
        .username("张 san & +/%")
        .project_id("p 2");
    client.export_user_usage(args).await.unwrap();
    Operation::Delete.call(&client).await.unwrap();
    let [(get, empty), (post, body)] = &arrived(&gateway)[..] else {
        panic!("two requests")
    };
    assert_eq!(get.headers["x-project-id"], "p 2");
    assert_eq!(verify(get, empty, SECRET_KEY), Ok(()));
    assert_eq!(verify(post, body, SECRET_KEY), Ok(()));
    assert_eq!(
        verify(post, body, "SK-other"),
        Err(SignatureError::Mismatch)
    );
    assert_eq!(
        verify(post, &body.replace("t1", "t2"), SECRET_KEY),
        Err(SignatureError::Mismatch)
    );
    let change = |change: fn(&mut Parts)| {
        let mut changed = get.clone();
        change(&mut changed);
        verify(&changed, empty, SECRET_KEY)
    };
    assert_eq!(
        change(|parts| parts.method = http::Method::HEAD),
        Err(SignatureError::Mismatch)
    );
    assert_eq!(
        change(|parts| parts.uri = parts.uri.to_string().replace("san", "sun").parse().unwrap()),
        Err(SignatureError::Mismatch)
    );
    for header in ["host", "x-project-id"] {
        let mut changed = get.clone();
        changed.headers.insert(
            http::HeaderName::from_static(header),
            "other".parse().unwrap(),
        );
        assert_eq!(
            verify(&changed, empty, SECRET_KEY),
            Err(SignatureError::Mismatch),
            "{header}"
        );
    }
    assert_eq!(
        change(|parts| drop(parts.headers.insert("user-agent", "proxy".parse().unwrap()))),
        Ok(())
    );
    assert_eq!(
        change(|parts| drop(
            parts
                .headers
                .insert("x-sdk-date", "20200101T000000Z".parse().unwrap())
        )),
        Err(SignatureError::Date)
    );
}

#[tokio::test]
async fn the_project_of_a_request_overrides_the_clients() {
    let gateway = gateway().await;
    let client = signing(&gateway, keys());
    client
        .list_export_tasks(ListExportTasks::new().project_id("p2"))
        .await
        .unwrap();
    let mut show = Request::new(ShowAiAssistantUsageFrequency::new(START, END));
    show.headers_mut()
        .insert("x-project-id", "p3".parse().unwrap());
    client
        .show_ai_assistant_usage_frequency(show)
        .await
        .unwrap();
    let projects: Vec<_> = arrived(&gateway)
        .iter()
        .map(|(parts, _)| parts.headers["x-project-id"].clone())
        .collect();
    assert_eq!(projects, ["p2", "p3"]);
}

#[tokio::test]
async fn headers_of_the_caller_that_start_with_x_are_signed() {
    let gateway = gateway().await;
    let mut request = Request::new(ListExportTasks::new());
    for (name, value) in [("x-language", "zh-cn"), ("x_odd", "1"), ("trace", "2")] {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    signing(&gateway, keys())
        .list_export_tasks(request)
        .await
        .unwrap();
    assert_eq!(
        signed_headers(&arrived(&gateway)[0].0),
        "host;x-language;x-project-id;x-sdk-date"
    );
}

#[tokio::test]
async fn an_authorization_header_of_the_caller_is_kept() {
    let gateway = gateway().await;
    let mut request = Request::new(ListExportTasks::new());
    request
        .headers_mut()
        .insert("authorization", "Mine".parse().unwrap());
    signing(&gateway, keys())
        .list_export_tasks(request)
        .await
        .unwrap();
    let (parts, _) = &arrived(&gateway)[0];
    assert_eq!(parts.headers["authorization"], "Mine");
    assert!(!parts.headers.contains_key("x-sdk-date"));
}

#[tokio::test]
async fn a_key_has_precedence_over_a_token() {
    let gateway = gateway().await;
    let client = gateway.builder().key_pair(keys()).build().unwrap();
    Operation::List.call(&client).await.unwrap();
    let (parts, _) = &arrived(&gateway)[0];
    assert!(
        parts.headers.contains_key("authorization") && !parts.headers.contains_key("x-auth-token")
    );
}

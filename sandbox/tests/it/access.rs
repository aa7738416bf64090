//! Who may call: signatures, tokens, locks, projects; and how often.

use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit as _, Mac as _};
use huaweicloud_workspace::{DeleteExportTasks, ExportTaskIds, ListExportTasks};
use huaweicloud_workspace_sandbox::jiff::Timestamp;
use huaweicloud_workspace_sandbox::{Account, Faults, Sandbox};
use sha2::{Digest as _, Sha256};

use crate::client::{download, exported, failure, small, tasks};
use crate::http::{send, send_signed, send_with_token, signed};

const MINUTE: Duration = Duration::from_secs(60);

fn other() -> Account {
    Account::new(
        "7c64fe831a1b4c3d8e9f00112233ccdd",
        "OTHERACCESSKEY",
        "other secret",
        "other token",
    )
}

fn wrong() -> Account {
    let right = Account::sandbox();
    Account::new(
        right.project_id(),
        right.keys().access_key(),
        "a wrong secret",
        "a wrong token",
    )
}

/// A sandbox with the usual project and another one.
async fn two_projects() -> Sandbox {
    let both = small().account(Account::sandbox()).account(other());
    both.start().await.unwrap()
}

fn list(account: &Account) -> String {
    format!("/v2/{}/export-tasks", account.project_id())
}

/// The status of a list that is signed by an account.
async fn status(sandbox: &Sandbox, account: &Account) -> u16 {
    let parts = signed(sandbox, account, &list(account), SystemTime::now());
    send_signed(sandbox, &parts).await.status
}

#[tokio::test]
async fn signatures_and_tokens_are_accepted() {
    let sandbox = small().start().await.unwrap();
    let token = sandbox.token_client_of(&sandbox.account()).build().unwrap();
    for client in [sandbox.client(), &token] {
        client
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn bad_credentials_get_401_with_the_code_and_the_id_of_the_gateway() {
    let sandbox = small().start().await.unwrap();
    let path = list(&sandbox.account());
    let line = format!("GET {path}");
    let without = send(&sandbox, &line, &[], "").await;
    let token = send(&sandbox, &line, &[("x-auth-token", "guessed")], "").await;
    let unknown = Account::new(sandbox.account().project_id(), "NOBODY", "x", "y");
    let key = send_signed(
        &sandbox,
        &signed(&sandbox, &unknown, &path, SystemTime::now()),
    )
    .await;
    for reply in [without, token, key] {
        assert_eq!((reply.status, reply.code().as_str()), (401, "APIGW.0301"));
        let id = reply.header("x-request-id").unwrap();
        assert_eq!(id.len(), 32);
        assert!(reply.text().contains(id), "the body has the ID, too");
    }
}

#[tokio::test]
async fn a_signature_is_accepted_within_fifteen_minutes() {
    let sandbox = small().start().await.unwrap();
    let account = sandbox.account();
    let now = SystemTime::now();
    for (time, expected) in [
        (now - 14 * MINUTE, 200),
        (now + 14 * MINUTE, 200),
        (now - 16 * MINUTE, 401),
        (now + 16 * MINUTE, 401),
    ] {
        let reply = send_signed(&sandbox, &signed(&sandbox, &account, &list(&account), time)).await;
        assert_eq!(reply.status, expected);
    }
}

/// The `Authorization` of a GET that the official SDK for Go would send: `Host` is not signed.
fn signed_as_by_go(account: &Account, path: &str, query: &str, date: &str) -> String {
    let hash = |text: &str| hex(&Sha256::digest(text));
    let names = "user-agent;x-project-id;x-sdk-date";
    let project = account.project_id();
    let headers = format!("user-agent:go\nx-project-id:{project}\nx-sdk-date:{date}\n");
    let request = format!("GET\n{path}/\n{query}\n{headers}\n{names}\n{}", hash(""));
    let text = format!("SDK-HMAC-SHA256\n{date}\n{}", hash(&request));
    let secret = account.keys().secret_key().expose().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let access_key = account.keys().access_key();
    format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, Signature={signature}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_signature_without_the_host_is_accepted_as_that_of_the_sdk_for_go() {
    let sandbox = small().start().await.unwrap();
    let account = sandbox.account();
    let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let path = list(&account);
    let sent = async |query: &str| {
        let authorization = signed_as_by_go(&account, &path, "limit=1", &date);
        let headers = [
            ("authorization", authorization.as_str()),
            ("user-agent", "go"),
            ("x-project-id", account.project_id()),
            ("x-sdk-date", &date),
        ];
        let line = format!("GET {path}?{query}");
        send(&sandbox, &line, &headers, "").await.status
    };
    assert_eq!(sent("limit=1").await, 200);
    assert_eq!(sent("limit=2").await, 401, "the query is still covered");
}

#[tokio::test]
async fn a_signature_covers_the_query() {
    let sandbox = small().start().await.unwrap();
    let account = sandbox.account();
    let mut parts = signed(&sandbox, &account, &list(&account), SystemTime::now());
    parts.uri = format!("{}?limit=1", list(&account)).parse().unwrap();
    assert_eq!(send_signed(&sandbox, &parts).await.status, 401);
}

#[tokio::test]
async fn five_bad_signatures_in_a_row_lock_a_key_for_five_minutes() {
    let sandbox = small().start().await.unwrap();
    let (right, wrong) = (sandbox.account(), wrong());
    for _ in 0..5 {
        assert_eq!(status(&sandbox, &wrong).await, 401);
    }
    assert_eq!(status(&sandbox, &right).await, 401, "locked");
    let by_token = send_with_token(&sandbox, &format!("GET {}", list(&right)), &[]).await;
    assert_eq!(by_token.status, 200, "the token is not locked");
    sandbox
        .clock()
        .advance(5 * MINUTE - Duration::from_millis(1));
    assert_eq!(status(&sandbox, &right).await, 401, "still locked");
    sandbox.clock().advance(Duration::from_millis(1));
    assert_eq!(status(&sandbox, &right).await, 200, "free again");
}

#[tokio::test]
async fn a_good_signature_ends_the_row_of_bad_ones() {
    let sandbox = small().start().await.unwrap();
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(status(&sandbox, &wrong()).await, 401);
        }
        assert_eq!(status(&sandbox, &sandbox.account()).await, 200);
    }
}

#[tokio::test]
async fn a_lock_is_that_of_one_key() {
    let sandbox = two_projects().await;
    for _ in 0..5 {
        status(&sandbox, &wrong()).await;
    }
    assert_eq!(status(&sandbox, &other()).await, 200);
}

#[tokio::test]
async fn a_signature_is_accepted_once_if_that_is_asked_for() {
    let strict = small().reject_repeated_signatures().start().await.unwrap();
    let usual = small().start().await.unwrap();
    for (sandbox, second) in [(strict, 401), (usual, 200)] {
        let account = sandbox.account();
        let parts = signed(&sandbox, &account, &list(&account), SystemTime::now());
        assert_eq!(send_signed(&sandbox, &parts).await.status, 200);
        assert_eq!(send_signed(&sandbox, &parts).await.status, second);
    }
}

#[tokio::test]
async fn a_project_never_sees_the_tasks_of_another() {
    let sandbox = two_projects().await;
    let (first, second) = (
        sandbox.client(),
        sandbox.client_of(&other()).build().unwrap(),
    );
    let id = exported(first).await;
    assert!(tasks(&second).await.is_empty());
    let named = second
        .list_export_tasks(ListExportTasks::new().task_id(&id))
        .await
        .unwrap();
    assert_eq!(named.body().count, Some(0));
    assert_eq!(
        failure(download(&second, &id).await),
        (404, "WKS.00211902".to_owned())
    );
    let request = DeleteExportTasks::new(ExportTaskIds::new([id.clone()]));
    second.delete_export_tasks(request).await.unwrap();
    assert_eq!(tasks(first).await.len(), 1, "it was not deleted");

    // Nor with the path of the other project.
    let request = ListExportTasks::new().project_id(sandbox.account().project_id());
    let rejected = second.list_export_tasks(request).await;
    assert_eq!(failure(rejected), (403, "WKS.00081102".to_owned()));
}

#[tokio::test]
async fn projects_have_data_of_their_own() {
    let sandbox = two_projects().await;
    let mut files = Vec::new();
    for account in [sandbox.account(), other()] {
        let client = sandbox.client_of(&account).build().unwrap();
        let id = exported(&client).await;
        files.push(crate::xlsx::read(&download(&client, &id).await.unwrap()).1);
    }
    assert!(files.iter().all(|rows| rows.len() > 20));
    assert_ne!(files[0], files[1]);
}

#[tokio::test]
async fn the_header_with_another_project_is_rejected() {
    let sandbox = small().start().await.unwrap();
    let line = "GET /v3/users/ai-assistant/statistics/usage-frequency?start_time=2026-05-30T00:00:00Z&end_time=2026-06-01T00:00:00Z";
    assert_eq!(send_with_token(&sandbox, line, &[]).await.status, 200);
    let foreign = send_with_token(&sandbox, line, &[("x-project-id", "another")]).await;
    assert_eq!(
        (foreign.status, foreign.code().as_str()),
        (403, "WKS.00081102")
    );
}

#[tokio::test]
async fn more_requests_than_the_limit_are_429_until_a_minute_has_passed() {
    let faults = Faults {
        requests_per_minute: Some(3),
        ..Faults::default()
    };
    let sandbox = small().faults(faults).start().await.unwrap();
    let list = || sandbox.client().list_export_tasks(ListExportTasks::new());
    for _ in 0..3 {
        list().await.unwrap();
    }
    let error = list().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (429, Some("APIGW.0308"))
    );
    assert!(error.request_id().is_some());
    let token = sandbox.token_client_of(&sandbox.account()).build().unwrap();
    token
        .list_export_tasks(ListExportTasks::new())
        .await
        .unwrap();
    sandbox.clock().advance(MINUTE);
    list().await.unwrap();
}

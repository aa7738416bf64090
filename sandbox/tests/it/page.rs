//! The page: what it shows, what its forms change, and who may use them.

use std::time::Duration;

use huaweicloud_workspace_sandbox::{Faults, Sandbox};

use crate::client::{exported, small};
use crate::http::{Reply, send};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn post(sandbox: &Sandbox, path: &str, body: &str) -> Reply {
    send(sandbox, &format!("POST {path}"), &[FORM], body).await
}

#[tokio::test]
async fn the_page_shows_tasks_requests_and_charts() {
    let sandbox = small().start().await.unwrap();
    let id = exported(sandbox.client()).await;
    let page = send(&sandbox, "GET /", &[], "").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for expected in [
        &id,
        "connections_20260601",
        "SUCCESS",
        "ExportUserConnectionNew",
        "2026-06-01 08:09:10",
        "<svg",
        "Connections by day",
        "name=\"truncated\"",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    assert_eq!(text.matches("<svg").count(), 3);
    let live = send(&sandbox, "GET /live", &[], "").await.text();
    assert!(live.contains("SUCCESS") && !live.contains("<form"));
}

#[tokio::test]
async fn what_others_send_is_escaped() {
    let sandbox = small().start().await.unwrap();
    send(&sandbox, "GET /v2/\"&x/export-tasks", &[], "").await;
    let text = send(&sandbox, "GET /", &[], "").await.text();
    assert!(text.contains("/v2/&quot;&amp;x/export-tasks"));
    assert!(!text.contains("\"&x"));
}

#[tokio::test]
async fn the_forms_change_faults_and_the_clock() {
    let sandbox = small().start().await.unwrap();
    let form = "latency=1&failures=0&rate_limit=7&task_delay=2&task_failures=12.5&task_expiries=0&truncated=100";
    let reply = post(&sandbox, "/faults", &format!("{form}&action=set")).await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, Some("/#faults"))
    );
    let expected = Faults {
        latency: Duration::from_millis(1),
        requests_per_minute: Some(7),
        task_delay: Duration::from_millis(2),
        task_failure_rate: 0.125,
        truncation_rate: 1.0,
        ..Faults::default()
    };
    assert_eq!(sandbox.faults(), expected);
    assert_eq!(
        post(&sandbox, "/faults", &format!("{form}1&action=set"))
            .await
            .status,
        400
    );
    assert_eq!(sandbox.faults(), expected, "a bad form changes nothing");
    post(&sandbox, "/faults", &format!("{form}&action=none")).await;
    assert_eq!(sandbox.faults(), Faults::default());

    assert_eq!(post(&sandbox, "/clock", "advance=300").await.status, 303);
    assert_eq!(sandbox.clock().now().to_string(), "2026-06-01T08:14:10Z");
    post(&sandbox, "/clock", "set=2026-07-01T00%3A00%3A00").await;
    assert_eq!(sandbox.clock().now().to_string(), "2026-07-01T00:00:00Z");
    assert_eq!(post(&sandbox, "/clock", "set=soon").await.status, 400);
}

#[tokio::test]
async fn other_sites_cannot_use_the_page() {
    let sandbox = small().start().await.unwrap();
    let foreign = [FORM, ("origin", "http://example.com")];
    assert_eq!(
        send(&sandbox, "POST /clock", &foreign, "advance=300")
            .await
            .status,
        403
    );
    let own = [FORM, ("origin", sandbox.endpoint())];
    assert_eq!(
        send(&sandbox, "POST /clock", &own, "advance=300")
            .await
            .status,
        303
    );
    let renamed = send(&sandbox, "GET /", &[("host", "attacker.example")], "").await;
    assert_eq!(renamed.status, 403);
    let page = send(&sandbox, "GET /", &[], "").await;
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .starts_with("default-src 'none'")
    );
}

#[tokio::test]
async fn the_documentation_is_no_part_of_the_api() {
    let faults = Faults {
        failure_rate: 1.0,
        ..Faults::default()
    };
    let sandbox = small().faults(faults).start().await.unwrap();
    let page = send(&sandbox, "GET /docs", &[], "").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"));
    let document = send(&sandbox, "GET /openapi.json", &[], "").await;
    assert!(document.text().contains("ExportUserConnectionNew"));
    assert_eq!(sandbox.requests(), []);
    let others = send(&sandbox, "GET /docs-of-others", &[], "").await;
    assert_eq!((others.status, sandbox.requests().len()), (500, 1));
}

//! Which requests the client retries, and which it does not: rejected credentials, requests that create or delete,
//! incomplete responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use huaweicloud_workspace::Client;
use huaweicloud_workspace::runtime::client::Retry;
use huaweicloud_workspace::runtime::http::{Request, Response};
use huaweicloud_workspace::runtime::{Body, TransportError, TransportKind};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::gateway::{Gateway, Reply, json, read_request, reply};
use super::operation::Operation;

fn eager() -> Retry {
    Retry::default().first_pause(Duration::from_millis(1))
}

/// How many requests and connections one call makes if it gets this response.
async fn sent(operation: Operation, replies: impl IntoIterator<Item = Reply>) -> (usize, usize) {
    let gateway = Gateway::new(replies).await;
    let client = gateway.builder().retry(eager()).build().unwrap();
    let _ = operation.call(&client).await;
    (gateway.requests().len(), gateway.connections())
}

#[tokio::test]
async fn a_rejected_credential_is_never_sent_again() {
    for operation in Operation::ALL {
        for body in ["{}", r#"{"error_code":"APIGW.0301"}"#, "<html>"] {
            let replies = [reply(401, "Retry-After: 0\r\n", body)];
            assert_eq!(sent(operation, replies).await, (1, 1), "{operation:?}");
        }
    }
}

#[tokio::test]
async fn requests_that_create_or_delete_are_sent_once() {
    for operation in Operation::ONCE {
        for reply in [
            json(503, "{}"),
            reply(429, "Retry-After: 0\r\n", "{}"),
            json(500, "{}"),
            Reply::Drop,
        ] {
            assert_eq!(
                sent(operation, [reply.clone()]).await,
                (1, 1),
                "{operation:?} {reply:?}"
            );
        }
    }
}

#[tokio::test]
async fn requests_that_read_are_retried_while_the_service_is_busy() {
    for operation in [Operation::List, Operation::AiAssistant, Operation::Download] {
        let busy = || [json(503, "{}"), reply(429, "Retry-After: 0\r\n", "{}")];
        let replies = busy().into_iter().chain([json(200, "{}")]);
        assert_eq!(sent(operation, replies).await, (3, 3), "{operation:?}");
        assert_eq!(
            sent(operation, busy()).await,
            (3, 3),
            "{operation:?} gives up"
        );
    }
}

#[tokio::test]
async fn a_service_that_asks_for_an_hour_is_left_alone() {
    for operation in [Operation::List, Operation::AiAssistant, Operation::Download] {
        let gateway = Gateway::new([reply(429, "Retry-After: 3600\r\n", "{}")]).await;
        let patient = Duration::from_secs(7200);
        let client = gateway.builder().retry(eager()).timeout(patient);
        let _ = operation.call(&client.build().unwrap()).await;
        assert_eq!(gateway.requests().len(), 1, "{operation:?}");
    }
}

#[tokio::test]
async fn requests_that_read_are_retried_if_the_service_or_the_connection_has_trouble() {
    for operation in [Operation::List, Operation::AiAssistant, Operation::Download] {
        for (reply, times) in [
            (json(500, "{}"), 3),
            (json(504, ""), 3),
            (Reply::Drop, 3),
            (json(400, "{}"), 1),
            (json(501, "{}"), 1),
        ] {
            assert_eq!(
                sent(operation, [reply.clone()]).await,
                (times, times),
                "{operation:?} {reply:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_retried_request_is_identical() {
    let gateway = Gateway::new([json(503, "{}"), json(200, "{}")]).await;
    let client = gateway.builder().retry(eager()).build().unwrap();
    Operation::List.call(&client).await.unwrap();
    let requests = gateway.requests();
    assert_eq!(requests[0], requests[1]);
}

/// A connection that serves one request, and drops the next one after it has arrived completely.
#[tokio::test]
async fn a_dropped_idle_connection_does_not_create_twice() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let kept = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
            for reply in [&kept[..], &[]] {
                read_request(&mut socket).await;
                counted.fetch_add(1, Ordering::SeqCst);
                socket.write_all(reply).await.unwrap();
            }
        }
    });
    let client = Client::builder()
        .endpoint(url)
        .project_id("p1")
        .token("token-1")
        .retry(eager())
        .build()
        .unwrap();
    Operation::List.call(&client).await.unwrap();
    Operation::UserUsage.call(&client).await.unwrap_err();
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn every_request_is_retried_without_a_connection() {
    for operation in Operation::ALL {
        let tried = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&tried);
        let nowhere = tower::service_fn(move |_: Request<Body>| {
            counted.fetch_add(1, Ordering::SeqCst);
            async {
                Err::<Response<Body>, _>(TransportError::new(
                    TransportKind::Connect,
                    "nobody there",
                ))
            }
        });
        let client = Client::builder()
            .project_id("p1")
            .token("token-1")
            .retry(eager())
            .transport(nowhere)
            .build()
            .unwrap();
        operation.call(&client).await.unwrap_err();
        assert_eq!(tried.load(Ordering::SeqCst), 3, "{operation:?}");
    }
}

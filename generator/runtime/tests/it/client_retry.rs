//! When a request is sent again: only what is safe to repeat, as often and as late as the policy and the server say.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bindwright_runtime::{
    Body, ByteStream, Error, Request, TransportError, TransportKind,
    client::{Attempt, Retry},
    codegen::{
        Builder, ClientCredential, OperationSpec, Param, ResponseSpec, ServerTemplate as Named,
        operation,
    },
    http::{self, HeaderValue, Response},
};
use futures_util::stream;

use tokio::time::Instant;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::client_support::{Script, Server, example::*, json};

/// What the transport returns: a status with `Retry-After`, or no connection.
type Responses = Vec<Result<(u16, &'static str), TransportKind>>;

/// A client whose transport returns these responses, and the times at which it was called.
fn client(responses: Responses) -> (Builder, Arc<Mutex<Vec<Duration>>>) {
    let started = Instant::now();
    let times = Arc::new(Mutex::new(Vec::new()));
    let (asked, responses) = (Arc::clone(&times), Arc::new(responses));
    let transport = tower::service_fn(move |_: http::Request<Body>| {
        let mut asked = asked.lock().unwrap();
        let outcome = responses.get(asked.len()).copied().unwrap_or(Ok((200, "")));
        asked.push(started.elapsed());
        std::future::ready(match outcome {
            Ok((status, after)) => {
                let response = Response::builder()
                    .status(status)
                    .header("retry-after", after);
                Ok(response.body(Body::full(r#"{"error_code":"E"}"#)).unwrap())
            }
            Err(kind) => Err(TransportError::new(kind, "down")),
        })
    });
    (
        Builder::new(Named::NONE)
            .endpoint("https://a.example")
            .transport(transport),
        times,
    )
}

fn seconds(times: &Mutex<Vec<Duration>>) -> Vec<u64> {
    times
        .lock()
        .unwrap()
        .iter()
        .map(Duration::as_secs)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_safe_request_is_repeated_twice_at_most() {
    for outcome in [
        Ok((408, "")),
        Ok((425, "")),
        Ok((429, "")),
        Ok((500, "")),
        Ok((502, "")),
        Ok((503, "")),
        Ok((504, "")),
        Ok((507, "")),
        Ok((520, "")),
        Err(TransportKind::Connect),
        Err(TransportKind::Unsent),
        Err(TransportKind::Exchange),
        Err(TransportKind::Body),
    ] {
        let (builder, times) = client(vec![outcome; 9]);
        let core = builder.build().unwrap();
        let error = core.call(ListTasks::default().into()).await.unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 3, "{error}");
    }
    let (builder, times) = client(vec![Ok((503, "")), Ok((429, ""))]);
    let core = builder.build().unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    assert_eq!(times.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn other_responses_are_final() {
    for outcome in [
        Ok((400, "1")),
        Ok((401, "1")),
        Ok((403, "1")),
        Ok((404, "1")),
        Ok((409, "1")),
        Ok((501, "1")),
        Ok((505, "1")),
        Ok((506, "1")),
        Ok((508, "1")),
        Ok((510, "1")),
        Ok((511, "1")),
    ] {
        let (builder, times) = client(vec![outcome; 9]);
        let core = builder.build().unwrap();
        core.call(ListTasks::default().into()).await.unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 1, "{outcome:?}");
    }
}

/// A `POST`, and a `GET` that starts something.
async fn attempts_with_side_effects(
    outcome: Result<(u16, &'static str), TransportKind>,
) -> Vec<usize> {
    let (builder, times) = client(vec![outcome; 20]);
    let core = builder
        .credential(&TOKEN, ClientCredential::key("secret-token"))
        .build()
        .unwrap();
    core.call(StartTask {}.into()).await.unwrap_err();
    let first = times.lock().unwrap().len();
    core.call(CreatePet::rex().into()).await.unwrap_err();
    let second = times.lock().unwrap().len() - first;
    vec![first, second]
}

#[tokio::test(start_paused = true)]
async fn requests_with_side_effects_are_sent_once() {
    for outcome in [
        Ok((503, "1")),
        Ok((429, "1")),
        Ok((408, "1")),
        Err(TransportKind::Exchange),
        Err(TransportKind::Body),
    ] {
        assert_eq!(
            attempts_with_side_effects(outcome).await,
            [1, 1],
            "{outcome:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_of_which_nothing_was_sent_is_always_repeated() {
    for kind in [TransportKind::Connect, TransportKind::Unsent] {
        assert_eq!(
            attempts_with_side_effects(Err(kind)).await,
            [3, 3],
            "{kind:?}"
        );
    }
}

#[derive(Debug, Clone)]
struct Pay {
    key: Option<String>,
}
operation! {
    Pay => {
        spec: OperationSpec::post("Pay", "/payments"),
        parameters: { key: Param::header("Idempotency-Key") },
        success: () { ResponseSpec::empty(204) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

/// The keys of the attempts of a payment.
async fn keys(request: Request<Pay>) -> Vec<Option<String>> {
    let server = Server::new([
        json("503 Service Unavailable", "{}"),
        Script::Close,
        "HTTP/1.1 204 No Content\n\n".into(),
    ]);
    let server = server.await;
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let core = server.builder().retry(retry).build().unwrap();
    let _: Result<_, _> = core.call(request).await;
    let key = |request: &String| {
        let mut lines = request.lines();
        lines.find_map(|line| Some(line.strip_prefix("idempotency-key: ")?.to_owned()))
    };
    server.requests().iter().map(key).collect()
}

#[tokio::test]
async fn a_post_with_a_key_that_the_document_knows_is_repeated_with_the_same_key() {
    let key = Some("7b0c".to_owned());
    let found = keys(Pay { key: key.clone() }.into()).await;
    assert_eq!(found, [key.clone(), key.clone(), key.clone()]);
    assert_eq!(
        keys(Pay { key: None }.into()).await,
        [None],
        "no key is made up"
    );
    let mut request = Request::new(Pay { key: None });
    let own = HeaderValue::from_static("7b0c");
    request.headers_mut().insert("idempotency-key", own);
    assert_eq!(keys(request).await, [key.clone(), key.clone(), key]);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_the_document_does_not_know_changes_nothing() {
    let (builder, times) = client(vec![Ok((503, "")); 9]);
    let mut request = Request::new(StartTask {});
    let own = HeaderValue::from_static("7b0c");
    request.headers_mut().insert("idempotency-key", own);
    builder.build().unwrap().call(request).await.unwrap_err();
    assert_eq!(times.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_predicate_allows_more_or_less() {
    let conflicts = |attempt: &Attempt<'_>| match attempt.status().map(|status| status.as_u16()) {
        Some(409) => true,
        Some(500) => false,
        _ => attempt.is_repeated_by_default() && attempt.number() < 2,
    };
    let retry = Retry::default().when(conflicts);
    for (outcome, attempts) in [
        (Ok((409, "")), 3),
        (Ok((500, "")), 1),
        (Ok((503, "")), 2),
        (Ok((401, "")), 1),
        (Ok((404, "")), 1),
        (Err(TransportKind::Exchange), 2),
    ] {
        let (builder, times) = client(vec![outcome; 9]);
        let core = builder.retry(retry.clone()).build().unwrap();
        core.call(ListTasks::default().into()).await.unwrap_err();
        assert_eq!(times.lock().unwrap().len(), attempts, "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_predicate_knows_the_operation_and_the_attempt() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let retry = Retry::default().when(move |attempt| {
        log.lock().unwrap().push((
            attempt.operation().id(),
            attempt.number(),
            attempt.status().map(|status| status.as_u16()),
            attempt.failure(),
            attempt.is_repeatable(),
        ));
        true
    });
    let (builder, times) = client(vec![Ok((404, "")), Err(TransportKind::Body)]);
    let core = builder.retry(retry).build().unwrap();
    core.call(StartTask {}.into()).await.unwrap();
    assert_eq!(
        times.lock().unwrap().len(),
        3,
        "it may be repeated although it starts something"
    );
    assert_eq!(
        *seen.lock().unwrap(),
        [
            ("StartTask", 1, Some(404), None, false),
            ("StartTask", 2, None, Some(TransportKind::Body), false),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_request_has_a_policy_of_its_own() {
    let (builder, times) = client(vec![Ok((503, "")); 9]);
    let core = builder.build().unwrap();
    let request = Request::new(ListTasks::default()).with_retry(Retry::none());
    core.call(request).await.unwrap_err();
    assert_eq!(times.lock().unwrap().len(), 1);
    let request = Request::new(ListTasks::default()).with_retry(Retry::default().repeats(3));
    core.call(request).await.unwrap_err();
    assert_eq!(times.lock().unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_streams_is_sent_again_if_nobody_asked_for_it() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        let log = Arc::clone(&log);
        async move {
            let attempt = log.lock().unwrap().len();
            log.lock().unwrap().push(None);
            if attempt == 0 {
                return Err(TransportError::new(TransportKind::Connect, "down"));
            }
            let body = request.into_body().collect(100).await?;
            log.lock().unwrap()[attempt] = Some(body);
            Ok(Response::builder().status(503).body(Body::empty()).unwrap())
        }
    });
    let builder = Builder::new(Named::NONE).endpoint("https://a.example");
    let core = builder.transport(transport).build().unwrap();
    let pieces = stream::iter(["ab", "cd"].map(|piece| Ok::<_, std::io::Error>(piece.into())));
    let body = ByteStream::from_stream(pieces);
    core.call(Upload { body }.into()).await.unwrap_err();
    assert_eq!(*sent.lock().unwrap(), [None, Some("abcd".into())]);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_streams_is_sent_once() {
    let (builder, times) = client(vec![Ok((503, "1")); 9]);
    let stream = stream::iter([Ok::<_, std::io::Error>("ab".into())]);
    let upload = Upload {
        body: ByteStream::from_stream(stream),
    };
    builder
        .build()
        .unwrap()
        .call(upload.into())
        .await
        .unwrap_err();
    assert_eq!(times.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_followed() {
    let (builder, times) = client(vec![Ok((503, "7")), Ok((429, "-1")), Ok((503, "30"))]);
    builder
        .timeout(Duration::from_secs(120))
        .retry(Retry::default().repeats(3))
        .build()
        .unwrap()
        .call(ListTasks::default().into())
        .await
        .unwrap();
    let times = seconds(&times);
    assert_eq!((times[1], times[3] - times[2]), (7, 30));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_a_longer_pause_than_the_client_waits_is_left_alone() {
    for asked in [
        "3600",
        "31",
        "30.5",
        "99999999999999999999",
        "Thu, 31 Dec 2099 23:59:59 GMT",
    ] {
        for status in [429, 503] {
            let (builder, times) = client(vec![Ok((status, asked)); 9]);
            let core = builder.timeout(Duration::MAX).build().unwrap();
            let error = core.call(ListTasks::default().into()).await.unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.headers().unwrap()["retry-after"], asked);
            assert_eq!(seconds(&times), [0], "{asked}");
        }
    }
    let (builder, times) = client(vec![Ok((503, "3600"))]);
    let patient = Retry::default().longest_pause(Duration::from_secs(7200));
    let core = builder
        .timeout(Duration::MAX)
        .retry(patient)
        .build()
        .unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    assert_eq!(seconds(&times), [0, 3600]);
}

/// `Duration::MAX` is a limit like others, in every setting that takes a duration, and whatever the server asks for.
#[tokio::test(start_paused = true)]
async fn the_longest_durations_do_not_overflow() {
    let endless = Retry::default()
        .first_pause(Duration::MAX)
        .longest_pause(Duration::MAX);
    for asked in [
        "18446744073709551615",
        "99999999999999999999",
        "",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        let (builder, times) = client(vec![Ok((503, asked)); 9]);
        let core = builder
            .retry(endless.clone())
            .timeout(Duration::MAX)
            .connect_timeout(Duration::MAX)
            .build()
            .unwrap();
        let request = Request::new(ListTasks::default());
        let error = core
            .call(request.with_timeout(Duration::MAX))
            .await
            .unwrap_err();
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(503),
            "{asked}"
        );
        assert!((1..=3).contains(&times.lock().unwrap().len()), "{asked}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_longer_than_the_timeout_is_not_started() {
    let started = Instant::now();
    let (builder, times) = client(vec![Ok((503, "20"))]);
    let error = builder
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap()
        .call(ListTasks::default().into())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Api(api) if api.status() == 503),
        "{error}"
    );
    assert_eq!(
        (times.lock().unwrap().len(), started.elapsed().as_secs()),
        (1, 0)
    );
}

/// A connection that the server closes, or speaks on, before the request has its turn.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_connection_that_is_of_no_use_costs_a_post_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut first, _) = listener.accept().await.unwrap();
        // Before the request: hyper gives it back, and nothing of it was written.
        first
            .write_all(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
            .await
            .unwrap();
        let (mut second, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        let count = second.read(&mut buffer).await.unwrap();
        second
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .await
            .unwrap();
        drop(first);
        String::from_utf8_lossy(&buffer[..count]).into_owned()
    });
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let builder = Builder::new(Named::NONE).endpoint(url).retry(retry);
    let core = builder.build().unwrap();
    core.call(Pay { key: None }.into()).await.unwrap();
    assert!(served.await.unwrap().starts_with("POST /payments HTTP/1.1"));
}

/// The second request is reset; after each response, the connection is closed while the client has it in its pool.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_reset_and_a_stale_connection_are_repeated() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(0));
    let count = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                if socket.read(&mut [0; 4096]).await.unwrap_or(0) == 0 {
                    return;
                }
                let number = {
                    let mut count = count.lock().unwrap();
                    *count += 1;
                    *count
                };
                if number == 2 {
                    socket.set_zero_linger().unwrap();
                    return;
                }
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
                let response = format!("{head}content-length: 2\r\n\r\n{{}}");
                socket.write_all(response.as_bytes()).await.unwrap();
            });
        }
    });
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let builder = Builder::new(Named::NONE).endpoint(url).retry(retry);
    let core = builder.build().unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    core.call(ListTasks::default().into()).await.unwrap();
    assert_eq!(*requests.lock().unwrap(), 3);
}

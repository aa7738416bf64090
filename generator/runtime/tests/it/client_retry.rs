//! When a request is sent again: only what is safe to repeat, as often and as late as the policy and the server say.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::client_support::example::*;
use bindwright_runtime::{
    Body, Error, TransportError, TransportKind,
    client::Retry,
    codegen::{Builder, ClientCredential, ServerTemplate as Named},
    http::{Request, Response},
};

use tokio::time::Instant;

/// What the transport returns: a status with `Retry-After`, or no connection.
type Responses = Vec<Result<(u16, &'static str), TransportKind>>;

/// A client whose transport returns these responses, and the times at which it was called.
fn client(responses: Responses) -> (Builder, Arc<Mutex<Vec<Duration>>>) {
    let started = Instant::now();
    let times = Arc::new(Mutex::new(Vec::new()));
    let (asked, responses) = (Arc::clone(&times), Arc::new(responses));
    let transport = tower::service_fn(move |_: Request<Body>| {
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
    for outcome in [Ok((503, "")), Ok((429, "")), Err(TransportKind::Connect)] {
        let (builder, times) = client(vec![outcome; 9]);
        let error = builder
            .build()
            .unwrap()
            .call(ListTasks::default().into())
            .await
            .unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 3, "{error}");
    }
    let (builder, times) = client(vec![Ok((503, "")), Ok((429, ""))]);
    builder
        .build()
        .unwrap()
        .call(ListTasks::default().into())
        .await
        .unwrap();
    assert_eq!(times.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn other_responses_are_final() {
    for outcome in [
        Ok((401, "1")),
        Ok((500, "1")),
        Ok((408, "")),
        Err(TransportKind::Exchange),
        Err(TransportKind::Body),
    ] {
        let (builder, times) = client(vec![outcome; 9]);
        builder
            .build()
            .unwrap()
            .call(ListTasks::default().into())
            .await
            .unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 1, "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_with_side_effects_are_sent_once() {
    let pet = Pet {
        id: 1,
        name: "Rex".to_owned(),
        tag: None,
    };
    for outcome in [Ok((503, "1")), Err(TransportKind::Connect)] {
        let (builder, times) = client(vec![outcome; 9]);
        let core = builder
            .credential(&TOKEN, ClientCredential::key("secret-token"))
            .build()
            .unwrap();
        core.call(StartTask {}.into()).await.unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 1);
        let error = core
            .call(
                CreatePet {
                    owner: Some("o".to_owned()),
                    body: pet.clone(),
                }
                .into(),
            )
            .await
            .unwrap_err();
        assert_eq!(times.lock().unwrap().len(), 2, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_streams_is_sent_once() {
    let (builder, times) = client(vec![Ok((503, "1")); 9]);
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>("ab".into())]);
    let upload = Upload {
        body: bindwright_runtime::ByteStream::from_stream(stream),
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
        let request = bindwright_runtime::Request::new(ListTasks::default());
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

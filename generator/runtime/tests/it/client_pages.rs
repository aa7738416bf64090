//! Pages as one stream of items, and tasks that are waited for.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::client_support::example::*;
use bindwright_runtime::{
    Body, Error,
    client::{PolledTask, Retry, Wait, WaitError},
    codegen::{Builder, Core, ServerTemplate as Named, paginate, start_and_wait, wait_for},
    http::{Request, Response},
};
use futures_util::{StreamExt, TryStreamExt};

use tokio::time::Instant;

/// A client whose transport gives these bodies one after the other (the last again and again), and the paths it was asked for.
fn client(bodies: Vec<String>) -> (Core, Arc<Mutex<Vec<String>>>) {
    let paths = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&paths);
    let transport = tower::service_fn(move |request: Request<Body>| {
        let mut asked = asked.lock().unwrap();
        let body = bodies.get(asked.len()).or(bodies.last()).unwrap().clone();
        asked.push(request.uri().path_and_query().unwrap().to_string());
        let status = if body.contains("error_code") {
            500
        } else {
            200
        };
        std::future::ready(Ok::<_, std::io::Error>(
            Response::builder()
                .status(status)
                .body(Body::full(body))
                .unwrap(),
        ))
    });
    (
        Builder::new(Named::NONE)
            .endpoint("https://a.example")
            .transport(transport)
            .build()
            .unwrap(),
        paths,
    )
}

fn page(ids: std::ops::Range<u32>, count: Option<u32>) -> String {
    let tasks: Vec<_> = ids.map(|id| format!("{{\"task_id\":\"{id}\"}}")).collect();
    let count = count
        .map(|count| format!(",\"count\":{count}"))
        .unwrap_or_default();
    format!("{{\"tasks\":[{}]{count}}}", tasks.join(","))
}

async fn ids(core: &Core, request: ListTasks) -> Result<Vec<String>, Error<Fault>> {
    paginate(core, request.into())
        .map_ok(|task| task.task_id.unwrap())
        .try_collect()
        .await
}

#[tokio::test]
async fn pages_are_requested_until_the_total() {
    let (core, paths) = client(vec![
        page(0..2, Some(5)),
        page(2..4, Some(5)),
        page(4..5, Some(5)),
    ]);
    assert_eq!(
        ids(
            &core,
            ListTasks {
                limit: Some(2),
                ..ListTasks::default()
            }
        )
        .await
        .unwrap(),
        ["0", "1", "2", "3", "4"]
    );
    assert_eq!(
        *paths.lock().unwrap(),
        [
            "/tasks?limit=2",
            "/tasks?offset=2&limit=2",
            "/tasks?offset=4&limit=2"
        ]
    );
}

#[tokio::test]
async fn without_a_total_an_empty_page_is_the_last() {
    let (core, paths) = client(vec![page(0..2, None), page(2..3, None), page(0..0, None)]);
    let request = ListTasks {
        limit: Some(2),
        offset: Some(10),
        ..ListTasks::default()
    };
    assert_eq!(ids(&core, request).await.unwrap().len(), 3);
    assert_eq!(
        *paths.lock().unwrap(),
        [
            "/tasks?offset=10&limit=2",
            "/tasks?offset=12&limit=2",
            "/tasks?offset=13&limit=2"
        ]
    );
    let (core, paths) = client(vec![page(0..20, None), page(0..0, None)]);
    assert_eq!(ids(&core, ListTasks::default()).await.unwrap().len(), 20);
    assert_eq!(paths.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_page_is_not_requested_before_it_is_needed() {
    let (core, paths) = client(vec![page(0..2, Some(4)), page(2..4, Some(4))]);
    let mut stream = std::pin::pin!(paginate(&core, ListTasks::default().into()));
    assert!(paths.lock().unwrap().is_empty());
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(paths.lock().unwrap().len(), 1);
    stream.next().await.unwrap().unwrap();
    assert_eq!(paths.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn the_stream_ends_after_an_error() {
    let (core, _) = client(vec![
        page(0..1, Some(9)),
        r#"{"error_code":"E"}"#.to_owned(),
    ]);
    let mut stream = std::pin::pin!(paginate(&core, ListTasks::default().into()));
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap_err().code(), Some("E"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_offset_that_the_field_cannot_hold_is_an_error() {
    let (core, _) = client(vec![page(0..20, None)]);
    let error = ids(
        &core,
        ListTasks {
            offset: Some(i32::MAX),
            ..ListTasks::default()
        },
    )
    .await
    .unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
}

fn task(status: &str) -> String {
    format!("{{\"tasks\":[{{\"task_id\":\"t\",\"status\":\"{status}\"}}]}}")
}

const STARTED: &str = r#"{"task_id":"t"}"#;

fn bodies(started: &str, then: &[String]) -> Vec<String> {
    std::iter::once(started.to_owned())
        .chain(then.iter().cloned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_task_is_polled_until_its_end() {
    let started = Instant::now();
    let (core, paths) = client(bodies(
        STARTED,
        &[
            page(0..0, None),
            task("RUNNING"),
            task("NEW_WORD"),
            task("DONE"),
        ],
    ));
    let done = start_and_wait(&core, StartTask {}.into(), Wait::default())
        .await
        .unwrap();
    assert_eq!(done.status, Some(Status::Done));
    assert_eq!(paths.lock().unwrap()[..2], ["/start", "/tasks?task_id=t"]);
    assert_eq!(started.elapsed().as_secs(), 1 + 2 + 4 + 8);
}

#[tokio::test(start_paused = true)]
async fn a_failed_task_is_returned() {
    let (core, _) = client(bodies(STARTED, &[task("FAILED")]));
    let error = start_and_wait(&core, StartTask {}.into(), Wait::default())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, WaitError::Failed(failed) if state(failed) == Some(Status::Failed)),
        "{error}"
    );
    assert_eq!(error.to_string(), "the task failed: GET /tasks?task_id=t");
}

/// The last known status of a task.
fn state(task: &PolledTask<StartTask>) -> Option<Status> {
    task.task.as_ref()?.status.clone()
}

#[tokio::test(start_paused = true)]
async fn waiting_times_out_with_the_last_state() {
    let started = Instant::now();
    let (core, paths) = client(bodies(STARTED, &[task("RUNNING")]));
    let error = start_and_wait(&core, StartTask {}.into(), Wait::default())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, WaitError::TimedOut(task) if state(task) == Some(Status::Running)),
        "{error}"
    );
    // 1, 2, 4, 8, 16, then every 30 seconds, and at the end.
    assert_eq!(started.elapsed().as_secs(), 15 * 60);
    assert_eq!(paths.lock().unwrap().len(), 1 + 5 + (15 * 60 - 31) / 30 + 1);
}

#[tokio::test(start_paused = true)]
async fn the_last_poll_is_at_the_deadline() {
    for (running, ended) in [(2, true), (3, false)] {
        let started = Instant::now();
        let polls: Vec<_> = std::iter::repeat_n(task("RUNNING"), running)
            .chain([task("DONE")])
            .collect();
        let (core, paths) = client(bodies(STARTED, &polls));
        let wait = Wait::default().timeout(Duration::from_secs(4));
        let result = start_and_wait(&core, StartTask {}.into(), wait).await;
        assert_eq!(result.is_ok(), ended);
        assert_eq!(started.elapsed().as_secs(), 4);
        // After 1, 3 and 4 seconds.
        assert_eq!(paths.lock().unwrap().len(), 1 + 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_that_was_started_before_is_polled_at_once() {
    let started = Instant::now();
    let (core, paths) = client(vec![task("RUNNING"), task("RUNNING"), task("DONE")]);
    let poll = ListTasks {
        task_id: Some("t".to_owned()),
        ..ListTasks::default()
    };
    let done = wait_for::<StartTask>(&core, poll.into(), Wait::default())
        .await
        .unwrap();
    assert_eq!(done.status, Some(Status::Done));
    assert_eq!(*paths.lock().unwrap(), ["/tasks?task_id=t"; 3]);
    assert_eq!(started.elapsed().as_secs(), 1 + 2);
}

/// A response with a header, and a status that means what it says.
fn answer(status: u16, retry_after: &'static str, body: &str) -> Response<Body> {
    Response::builder()
        .status(status)
        .header("retry-after", retry_after)
        .body(Body::full(body.to_owned()))
        .unwrap()
}

/// Waits for a task whose polls give these one after the other, the last again and again. Also the number of polls.
async fn waited(
    wait: Wait,
    polls: impl Fn(usize) -> Response<Body> + Clone + Send + Sync + 'static,
) -> (Result<Task, WaitError<StartTask>>, usize) {
    let count = Arc::new(Mutex::new(0));
    let asked = Arc::clone(&count);
    let transport = tower::service_fn(move |request: Request<Body>| {
        let mut asked = asked.lock().unwrap();
        let response = if request.uri().path() == "/start" {
            answer(200, "", STARTED)
        } else {
            *asked += 1;
            polls(*asked)
        };
        std::future::ready(Ok::<_, std::io::Error>(response))
    });
    let core = Builder::new(Named::NONE)
        .endpoint("https://a.example")
        .retry(Retry::none())
        .transport(transport)
        .build()
        .unwrap();
    let result = start_and_wait(&core, StartTask {}.into(), wait).await;
    let asked = *count.lock().unwrap();
    (result, asked)
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_may_pass_does_not_end_the_wait() {
    for status in [408, 425, 429, 500, 502, 503, 504, 507, 520] {
        let (result, asked) = waited(Wait::default(), move |poll| match poll {
            1 => answer(200, "", &task("RUNNING")),
            2..5 => answer(status, "", "<h1>Bad Gateway</h1>"),
            _ => answer(200, "", &task("DONE")),
        })
        .await;
        assert_eq!(result.unwrap().status, Some(Status::Done), "{status}");
        assert_eq!(asked, 5);
    }
    for status in [400, 401, 403, 404, 409, 501, 505, 506, 508, 510, 511] {
        let (result, asked) = waited(Wait::default(), move |poll| match poll {
            1 => answer(200, "", &task("RUNNING")),
            _ => answer(status, "", "{}"),
        })
        .await;
        let error = result.unwrap_err();
        let WaitError::Poll(polled) = &error else {
            unreachable!("{error}")
        };
        assert_eq!(polled.error.as_ref().unwrap().status().unwrap(), status);
        assert_eq!(polled.poll.task_id.as_deref(), Some("t"));
        assert_eq!(state(polled), Some(Status::Running));
        assert_eq!(asked, 2, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_does_not_pass_is_part_of_the_error_at_the_deadline() {
    let (result, _) = waited(Wait::default(), |_| answer(502, "", "<h1>Bad Gateway</h1>")).await;
    let error = result.unwrap_err();
    assert!(matches!(error, WaitError::TimedOut(_)), "{error}");
    let text = error.to_string();
    let start = "the task has not ended in time: GET /tasks?task_id=t: 502 Bad Gateway";
    assert!(text.starts_with(start), "{text}");
    assert_eq!(error.polled().unwrap().poll.task_id.as_deref(), Some("t"));
}

#[tokio::test(start_paused = true)]
async fn the_pause_between_polls_is_at_least_what_the_server_asks_for() {
    let started = Instant::now();
    let (result, asked) = waited(Wait::default(), |poll| match poll {
        1 => answer(200, "60", &task("RUNNING")),
        2 => answer(503, "120", "{}"),
        _ => answer(200, "", &task("DONE")),
    })
    .await;
    assert_eq!(result.unwrap().status, Some(Status::Done));
    assert_eq!((started.elapsed().as_secs(), asked), (1 + 60 + 120, 3));

    // An hour is behind the deadline.
    let started = Instant::now();
    let (result, asked) = waited(Wait::default(), |_| answer(503, "3600", "{}")).await;
    let error = result.unwrap_err();
    assert!(matches!(error, WaitError::TimedOut(_)), "{error}");
    assert_eq!((started.elapsed().as_secs(), asked), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_longest_wait_does_not_overflow() {
    for first in [
        Duration::MAX,
        Duration::from_secs(u64::from(u32::MAX)),
        Duration::ZERO,
    ] {
        let (core, _) = client(bodies(STARTED, &[task("RUNNING"), task("DONE")]));
        let wait = Wait::default()
            .interval(first)
            .longest_interval(Duration::MAX)
            .timeout(Duration::MAX);
        let ended = start_and_wait(&core, StartTask {}.into(), wait).await;
        assert_eq!(ended.is_ok(), first == Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn failures_name_the_place() {
    let fault = r#"{"error_code":"E"}"#;
    let (core, _) = client(vec![fault.to_owned()]);
    let error = start_and_wait(&core, StartTask {}.into(), Wait::default())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, WaitError::Start(error) if error.code() == Some("E")),
        "{error}"
    );
    let (core, _) = client(bodies("{}", &[]));
    let error = start_and_wait(&core, StartTask {}.into(), Wait::default())
        .await
        .unwrap_err();
    assert!(matches!(error, WaitError::MissingTask(_)), "{error}");
}

/// A page whose items and total stand inside an object that may be absent or null.
mod wrapped {
    use bindwright_runtime::{
        Nullable,
        codegen::{OperationSpec, Param, ResponseSpec, codec, operation, pages},
    };

    #[derive(Debug, Clone, Default)]
    pub(crate) struct ListWrapped {
        pub(crate) offset: Option<i32>,
    }
    #[derive(Debug, Clone)]
    pub(crate) struct Wrapped {
        pub(crate) data: Option<Nullable<Inner>>,
    }
    codec!(Wrapped { "data" => data });
    #[derive(Debug, Clone)]
    pub(crate) struct Inner {
        pub(crate) names: Option<Nullable<Vec<String>>>,
        pub(crate) count: Option<Nullable<u32>>,
    }
    codec!(Inner { "names" => names, "count" => count });
    operation! {
        ListWrapped => {
            spec: OperationSpec::get("ListWrapped", "/wrapped"),
            parameters: { offset: Param::query("offset") },
            success: Wrapped { ResponseSpec::json(200) },
            failure: Vec<String> { ResponseSpec::json_default() },
        }
    }
    pages!(ListWrapped {
        offset: offset,
        items: (data?.into_option()?.names) as String,
        total: (data.as_ref()?.as_option()?.count),
    });
}

#[tokio::test]
async fn items_may_be_inside_optional_objects() {
    let pages_of = |bodies: &[&str]| client(bodies.iter().map(|body| (*body).to_owned()).collect());
    let full = r#"{"data":{"names":["a","b"],"count":3}}"#;
    for last in [r#"{"data":null}"#, "{}", r#"{"data":{"names":null}}"#] {
        let (core, paths) = pages_of(&[full, last]);
        let names: Vec<String> = paginate(&core, wrapped::ListWrapped::default().into())
            .try_collect()
            .await
            .unwrap();
        assert_eq!(names, ["a", "b"], "{last}");
        assert_eq!(*paths.lock().unwrap(), ["/wrapped", "/wrapped?offset=2"]);
    }
}

#[tokio::test]
async fn a_failure_that_is_a_list_keeps_its_type() {
    let (core, _) = client(vec![r#"["error_code","no"]"#.to_owned()]);
    let error = core
        .call(wrapped::ListWrapped::default().into())
        .await
        .unwrap_err();
    let Error::Api(failure) = error else {
        unreachable!("a documented failure");
    };
    assert_eq!(failure.body(), &["error_code", "no"]);
    assert_eq!(failure.summary().message.as_deref(), Some("error_code"));
}

#[tokio::test(start_paused = true)]
async fn each_poll_is_reported() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&reports);
    let wait = Wait::default().on_progress(move |progress| {
        let task = progress.task::<Task>().and_then(|task| task.status.clone());
        let failed = progress.error().is_some_and(|error| error.contains("502"));
        let facts = (progress.polls(), progress.elapsed().as_secs(), task, failed);
        assert!(progress.task::<Pet>().is_none(), "of another type");
        log.lock().unwrap().push(facts);
    });
    let (result, _) = waited(wait.clone(), |poll| match poll {
        1 => answer(200, "", &task("RUNNING")),
        2 => answer(502, "", "<h1>Bad Gateway</h1>"),
        _ => answer(200, "", &task("DONE")),
    })
    .await;
    result.unwrap();
    let running = Some(Status::Running);
    let expected = [(1, 1, running.clone(), false), (2, 3, running, true)];
    assert_eq!(*reports.lock().unwrap(), expected);
    assert_ne!(wait, Wait::default());
}

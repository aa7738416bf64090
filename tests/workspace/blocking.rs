//! The client that blocks, from programs without an async runtime, from several threads, and from async code.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::future::ready;
use std::io::{BufRead, ErrorKind, Read};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use huaweicloud_workspace::blocking::Client;
use huaweicloud_workspace::runtime::Body;
use huaweicloud_workspace::runtime::client::{Download, Retry, Wait, WaitError};
use huaweicloud_workspace::runtime::http::{self, StatusCode};
use huaweicloud_workspace::{DownloadExportFile, Error, ExportUserUsage, ListExportTasks};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::gateway::{Gateway, Reply, json, read_request, reply};
use super::operation::{END, START};

/// A gateway on threads of its own, which run until it is dropped.
struct Served {
    gateway: Gateway,
    _threads: Runtime,
}

impl Served {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let threads = Runtime::new().unwrap();
        Self {
            gateway: threads.block_on(Gateway::new(replies)),
            _threads: threads,
        }
    }

    fn client(&self) -> Client {
        self.gateway.builder().build_blocking().unwrap()
    }
}

const CSV: &str = "Content-Type: application/octet-stream\r\n";

fn page(ids: &[&str], count: usize) -> Reply {
    let tasks: Vec<_> = ids
        .iter()
        .map(|id| serde_json::json!({ "task_id": id }))
        .collect();
    let body = serde_json::json!({ "export_tasks": tasks, "count": count });
    json(200, &body.to_string())
}

fn task(status: &str) -> Reply {
    json(
        200,
        &format!(r#"{{"export_tasks":[{{"task_id":"t1","status":"{status}"}}]}}"#),
    )
}

fn soon() -> Wait {
    Wait::default()
        .interval(Duration::from_millis(1))
        .longest_interval(Duration::from_millis(2))
}

#[test]
fn a_call_waits_for_its_response_and_sends_what_the_other_client_does() {
    let served = Served::new([page(&["t1"], 1), page(&["t1"], 1)]);
    let client = served.client();
    let response = client
        .list_export_tasks(ListExportTasks::new().limit(7))
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let tasks = response.into_body().export_tasks.unwrap();
    assert_eq!(tasks[0].task_id.as_deref(), Some("t1"));
    let other = client.async_client();
    let request = ListExportTasks::new().limit(7);
    client.block_on(other.list_export_tasks(request)).unwrap();
    let sent = served.gateway.requests();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
}

#[test]
fn an_error_has_what_the_server_said() {
    let said = json(404, r#"{"error_code":"WKS.1","error_msg":"no such task"}"#);
    let served = Served::new([said, Reply::Drop]);
    let client = served.client();
    let error = client
        .download_export_file(DownloadExportFile::new("t1"))
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.code(), Some("WKS.1"));
    let error = client
        .list_export_tasks(ListExportTasks::new())
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

#[test]
fn the_limit_of_time_ends_a_call() {
    let served = Served::new([Reply::Silence]);
    let limited = served.gateway.builder().timeout(Duration::from_millis(50));
    let client = limited.build_blocking().unwrap();
    let error = client
        .list_export_tasks(ListExportTasks::new())
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
}

#[test]
fn a_request_is_repeated_after_a_pause() {
    let served = Served::new([Reply::Drop, page(&["t1"], 1)]);
    let retry = Retry::default().first_pause(Duration::from_millis(1));
    let client = served.gateway.builder().retry(retry);
    let client = client.build_blocking().unwrap();
    client.list_export_tasks(ListExportTasks::new()).unwrap();
    assert_eq!(served.gateway.requests().len(), 2);
}

#[test]
fn pages_are_an_iterator_of_items_or_of_pages() {
    let pages = || [page(&["t1", "t2"], 3), page(&["t3"], 3)];
    let served = Served::new(pages().into_iter().chain(pages()));
    let client = served.client();
    let all = client.list_export_tasks_all(ListExportTasks::new());
    let ids: Result<Vec<_>, _> = all.map(|task| task.map(|task| task.task_id)).collect();
    let expected = ["t1", "t2", "t3"].map(|id| Some(id.to_owned()));
    assert_eq!(ids.unwrap(), expected);
    let mut all = client.list_export_tasks_all(ListExportTasks::new());
    assert!(all.next().unwrap().is_ok());
    let sizes: Vec<_> = all
        .by_page()
        .map(|page| page.unwrap().items.len())
        .collect();
    assert_eq!(
        sizes,
        [1, 1],
        "what is left of the first page, then the second"
    );
}

#[test]
fn the_iterator_of_pages_ends_after_an_error() {
    let served = Served::new([page(&["t1"], 9), json(500, "{}")]);
    let mut all = served
        .client()
        .list_export_tasks_all(ListExportTasks::new());
    assert!(all.next().unwrap().is_ok());
    let error = all.next().unwrap().unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert!(all.next().is_none());
}

#[test]
fn a_download_is_a_reader() {
    let served = Served::new([reply(200, CSV, "id,name\n1,Ada\n")]);
    let client = served.client();
    let response = client
        .download_export_file(DownloadExportFile::new("t1"))
        .unwrap();
    drop(client);
    let reader = response.into_body().reader();
    assert_eq!(reader.get_ref().content_length(), Some(14));
    let lines: Vec<_> = reader.lines().map(Result::unwrap).collect();
    assert_eq!(lines, ["id,name", "1,Ada"]);
}

#[test]
fn a_download_that_stalls_or_breaks_off_is_an_error_of_the_reader() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 100\r\n\r\nbegin";
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let mut open = Vec::new();
        for stays in [true, false] {
            let (mut socket, _) = listener.accept().unwrap();
            let mut request = [0; 64];
            let _ = socket.read(&mut request).unwrap();
            std::io::Write::write_all(&mut socket, head.as_bytes()).unwrap();
            if stays {
                open.push(socket);
            }
        }
        open
    });
    let client = huaweicloud_workspace::Client::builder()
        .endpoint(url)
        .project_id("p1")
        .token("token-1")
        .idle_timeout(Duration::from_millis(30))
        .build_blocking()
        .unwrap();
    for stalls in [true, false] {
        let file = client.download_export_file(DownloadExportFile::new("t1"));
        let mut file = file.unwrap().into_body().reader();
        let mut text = String::new();
        let error = file.read_to_string(&mut text).unwrap_err();
        assert_eq!(error.kind() == ErrorKind::TimedOut, stalls, "{error}");
        let said = if stalls { "no progress" } else { "broke off" };
        assert!(error.to_string().contains(said), "{error}");
    }
    server.join().unwrap();
}

#[test]
fn a_download_to_a_file_goes_on_where_it_broke_off() {
    let tag = "Content-Type: application/octet-stream\r\nETag: \"v1\"\r\n";
    let broken = format!("HTTP/1.1 200 OK\r\n{tag}Content-Length: 10\r\n\r\n01234");
    let rest = format!("{tag}Content-Range: bytes 5-9/10\r\n");
    let served = Served::new([
        Reply::RawResponse(broken.into_bytes()),
        reply(206, &rest, "56789"),
    ]);
    let client = served.client();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    let file = DownloadExportFile::new("t1");
    let other = client.async_client();
    let download = Download::new(file, |request| other.download_export_file(request));
    client.block_on(download.to_path(&path)).unwrap();
    assert_eq!(std::fs::read(path).unwrap(), b"0123456789");
}

#[test]
fn a_wait_blocks_until_the_task_ends() {
    let started = json(202, r#"{"task_id":"t1"}"#);
    let served = Served::new([started, task("PROCESSING"), task("SUCCESS")]);
    let client = served.client();
    let request = ExportUserUsage::new(START, END);
    let done = client.export_user_usage_and_wait(request, soon()).unwrap();
    assert_eq!(done.task_id.as_deref(), Some("t1"));
    assert_eq!(served.gateway.requests().len(), 3);
    let served = Served::new([task("FAIL")]);
    let poll = ListExportTasks::new().task_id("t1");
    let error = served.client().export_user_usage_wait(poll, soon());
    let error = error.unwrap_err();
    assert!(matches!(error, WaitError::Failed(_)), "{error}");
}

/// Each response is sent when both requests are there.
#[test]
fn two_threads_call_at_once() {
    let threads = Runtime::new().unwrap();
    let listener = threads.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    threads.spawn(async move {
        let mut sockets = Vec::new();
        for _ in 0..2 {
            let (mut socket, _) = listener.accept().await.unwrap();
            read_request(&mut socket).await;
            sockets.push(socket);
        }
        for mut socket in sockets {
            let response =
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            socket.write_all(response).await.unwrap();
        }
    });
    let builder = huaweicloud_workspace::Client::builder().endpoint(url);
    let client = builder.project_id("p1").token("token-1");
    let client = client.build_blocking().unwrap();
    thread::scope(|scope| {
        let calls = [(); 2].map(|()| {
            let client = client.clone();
            scope.spawn(move || client.list_export_tasks(ListExportTasks::new()))
        });
        for call in calls {
            call.join().unwrap().unwrap();
        }
    });
}

/// Linux names the first 15 characters of the names of threads.
#[cfg(target_os = "linux")]
#[test]
fn one_thread_drives_all_clients() {
    let served = [(); 2].map(|()| Served::new([page(&["t1"], 1)]));
    let clients = served.each_ref().map(Served::client);
    for client in &clients {
        client.list_export_tasks(ListExportTasks::new()).unwrap();
    }
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")));
    // A thread of another test may have ended meanwhile.
    let drivers = names.filter(|name| name.as_ref().is_ok_and(|name| name == "bindwright-bloc\n"));
    assert_eq!(drivers.count(), 1);
}

#[test]
fn the_transport_runs_on_the_thread_that_calls() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    let transport = tower::service_fn(move |_: http::Request<Body>| {
        noted.lock().unwrap().push(thread::current().id());
        let response = http::Response::builder().header("content-type", "application/json");
        ready(Ok::<_, Infallible>(
            response.body(Body::full("{}")).unwrap(),
        ))
    });
    let builder = huaweicloud_workspace::Client::builder().endpoint("http://127.0.0.1:9");
    let builder = builder.project_id("p1").token("token-1");
    let client = builder.transport(transport).build_blocking().unwrap();
    let moved = client.clone();
    let other = thread::spawn(move || {
        moved.list_export_tasks(ListExportTasks::new()).unwrap();
        thread::current().id()
    });
    let other = other.join().unwrap();
    client.list_export_tasks(ListExportTasks::new()).unwrap();
    assert_eq!(*seen.lock().unwrap(), [other, thread::current().id()]);
}

/// More calls than a task of tokio may make before it has to yield.
#[tokio::test]
async fn async_code_may_call_it_on_its_own_thread() {
    let pages = [page(&["t1"], 1)];
    let served = thread::spawn(|| Served::new(pages)).join().unwrap();
    let client = served.client();
    for _ in 0..200 {
        client.list_export_tasks(ListExportTasks::new()).unwrap();
    }
    let moved = client.clone();
    let call = move || moved.list_export_tasks(ListExportTasks::new()).map(drop);
    tokio::task::spawn_blocking(call).await.unwrap().unwrap();
    assert_eq!(served.gateway.requests().len(), 201);
    // A runtime must not be dropped in async code.
    thread::spawn(move || drop(served)).join().unwrap();
}

#[tokio::test]
async fn a_server_on_the_thread_that_waits_is_a_timeout_and_no_deadlock() {
    let gateway = Gateway::new([page(&["t1"], 1)]).await;
    let client = gateway.builder().timeout(Duration::from_millis(50));
    let client = client.build_blocking().unwrap();
    let error = client
        .list_export_tasks(ListExportTasks::new())
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
}

#[test]
fn what_cannot_be_built_is_an_error() {
    let builder = huaweicloud_workspace::Client::builder().endpoint("nowhere");
    let error = builder.build_blocking().unwrap_err();
    assert!(error.to_string().contains("endpoint"), "{error}");
}

fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    // ANCHOR: call
    use std::io::copy;

    use huaweicloud_workspace::runtime::client::Wait;
    use huaweicloud_workspace::{Client, DownloadExportFile, ExportUserUsage, ListExportTasks};

    let client = Client::builder()
        .endpoint(url)
        .project_id("2b31ed520a1b4c3d8e9f00112233aabb")
        .token("token")
        .build_blocking()?;

    for task in client.list_export_tasks_all(ListExportTasks::new()) {
        println!("{:?}", task?.task_id);
    }

    let request = ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z");
    let task = client.export_user_usage_and_wait(request, Wait::default())?;

    let file = DownloadExportFile::new(task.task_id.unwrap_or_default());
    let mut file = client.download_export_file(file)?.into_body().reader();
    copy(&mut file, &mut std::io::stdout())?;
    // ANCHOR_END: call
    Ok(())
}

#[test]
fn the_guide_runs() {
    let started = json(202, r#"{"task_id":"t1"}"#);
    let file = reply(200, CSV, "id,name\n");
    let served = Served::new([page(&["t0"], 1), started, task("SUCCESS"), file]);
    run(&served.gateway.url).unwrap();
    assert_eq!(served.gateway.requests().len(), 4);
}

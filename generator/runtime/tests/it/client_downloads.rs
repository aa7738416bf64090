//! Downloads over sockets that break off, and what is left in the folder.

use std::fs;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bindwright_runtime::client::{Download, DownloadError, Downloaded};
use bindwright_runtime::codegen::Core;
use futures_util::future::join_all;
use tokio::io::AsyncWrite;

use crate::client_support::{Script, Server, example, json};

type Outcome = Result<Downloaded, DownloadError<example::Fault>>;

/// Bytes of which each part differs from its neighbours.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|place| (place % 251) as u8).collect()
}

/// A response that announces `length` bytes and sends these.
fn part(status: &str, headers: &str, length: usize, sent: &[u8]) -> Script {
    let head = format!(
        "HTTP/1.1 {status}\ncontent-type: application/octet-stream\n{headers}content-length: {length}\nconnection: close\n\n"
    );
    Script::Answer([head.replace('\n', "\r\n").as_bytes(), sent].concat())
}

const TAG: &str = "etag: \"v1\"\n";

/// The whole, of which only the beginning arrives.
fn whole(content: &[u8], sent: usize) -> Script {
    part("200 OK", TAG, content.len(), &content[..sent])
}

/// What is behind `from`, of which only the beginning arrives.
fn rest(content: &[u8], from: usize, until: usize) -> Script {
    let (last, total) = (content.len() - 1, content.len());
    let headers = format!("{TAG}content-range: bytes {from}-{last}/{total}\n");
    let length = total - from;
    part(
        "206 Partial Content",
        &headers,
        length,
        &content[from..until],
    )
}

async fn to_path(core: &Core, path: &Path) -> Outcome {
    let download = Download::new(example::Download {}, |request| core.call(request)).to_path(path);
    sendable(download).await
}

/// Callers spawn downloads.
fn sendable<F: Future + Send>(future: F) -> F {
    future
}

async fn to_memory(core: &Core) -> (Outcome, Vec<u8>) {
    let mut written = Vec::new();
    let done = Download::new(example::Download {}, |request| core.call(request))
        .to_writer(&mut written)
        .await;
    (done, written)
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.collect()
}

fn ranges(server: &Server) -> Vec<Option<String>> {
    let requests = server.requests();
    let range = |request: &String| {
        let line = request.lines().find(|line| line.starts_with("range: "));
        line.map(str::to_owned)
    };
    requests.iter().map(range).collect()
}

#[tokio::test]
async fn a_file_has_its_name_when_it_is_complete() {
    let content = content(300_000);
    let server = Server::new([whole(&content, content.len())]).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    let reports = Arc::new(Mutex::new(Vec::new()));
    let (seen, at) = (Arc::clone(&reports), path.clone());
    let core = server.core();
    let done = Download::new(example::Download {}, |request| core.call(request))
        .progress(move |so_far| {
            assert!(!at.exists());
            seen.lock().unwrap().push(so_far.bytes);
        })
        .to_path(&path)
        .await
        .unwrap();
    assert_eq!((done.bytes, done.total), (300_000, Some(300_000)));
    assert_eq!(fs::read(&path).unwrap(), content);
    assert_eq!(names(folder.path()), ["report.bin"]);
    let reports = reports.lock().unwrap();
    assert_eq!((reports[0], *reports.last().unwrap()), (0, 300_000));
    assert!(reports.is_sorted());
    assert!(server.requests()[0].contains("accept-encoding: identity\n"));
}

#[tokio::test]
async fn downloads_that_break_off_anywhere_are_equal_in_the_end() {
    let content = content(20_000);
    let mut state = 1_u32;
    let mut random = move |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    let cuts: Vec<(usize, usize)> = (0..100)
        .map(|_| {
            let first = 1 + random(content.len() - 2);
            (first, first + random(content.len() - first))
        })
        .collect();
    let content = &content;
    join_all(cuts.into_iter().map(|(first, second)| async move {
        let scripts = [
            whole(content, first),
            rest(content, first, second),
            rest(content, second, content.len()),
        ];
        let server = Server::new(scripts).await;
        let (done, written) = to_memory(&server.core()).await;
        assert_eq!(done.unwrap().bytes, 20_000, "{first} {second}");
        assert!(written == *content, "{first} {second}");
        let range = |from: usize| Some(format!("range: bytes={from}-"));
        assert_eq!(ranges(&server), [None, range(first), range(second)]);
        assert!(server.requests()[1].contains("if-range: \"v1\"\n"));
    }))
    .await;
}

#[tokio::test]
async fn a_server_without_ranges_starts_again() {
    let content = content(5_000);
    let again = || part("200 OK", "", content.len(), &content);
    let broken = || part("200 OK", "", content.len(), &content[..999]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    let server = Server::new([broken(), again()]).await;
    assert_eq!(to_path(&server.core(), &path).await.unwrap().bytes, 5_000);
    assert_eq!(fs::read(&path).unwrap(), content);
    assert_eq!(ranges(&server), [None, None]);
    // A writer cannot start again, and nothing says that the bytes are the same.
    let server = Server::new([broken(), again()]).await;
    let (done, written) = to_memory(&server.core()).await;
    assert!(matches!(done, Err(DownloadError::Changed)), "{done:?}");
    assert_eq!(written, content[..999]);
    // The same tag says it.
    let server = Server::new([whole(&content, 999), whole(&content, content.len())]).await;
    let (done, written) = to_memory(&server.core()).await;
    assert_eq!((done.unwrap().bytes, written), (5_000, content));
}

/// Each attempt brings bytes, and none of them is new.
#[tokio::test]
async fn a_server_that_always_breaks_off_at_the_same_place_is_not_asked_for_ever() {
    let content = content(5_000);
    let broken = || part("200 OK", "", content.len(), &content[..999]);
    let server = Server::new([broken(), broken(), broken(), broken(), broken()]).await;
    let (folder, core) = (tempfile::tempdir().unwrap(), server.core());
    let done: Outcome = Download::new(example::Download {}, |request| core.call(request))
        .resumes(2)
        .to_path(folder.path().join("report.bin"))
        .await;
    let is_broken = matches!(done, Err(DownloadError::Broken { bytes: 999, .. }));
    assert!(is_broken, "{done:?}");
    assert_eq!(ranges(&server), [None, None, None]);
    assert!(names(folder.path()).is_empty());
}

#[tokio::test]
async fn another_version_is_not_appended() {
    let content = content(5_000);
    let other = |headers: &str| {
        let server = [
            whole(&content, 10),
            part("206 Partial Content", headers, 4_990, &content[10..]),
        ];
        async { to_memory(&Server::new(server).await.core()).await.0 }
    };
    for headers in [
        "etag: \"v2\"\ncontent-range: bytes 10-4999/5000\n",
        "etag: \"v1\"\ncontent-range: bytes 10-4999/6000\n",
        "etag: \"v1\"\ncontent-range: bytes 9-4998/5000\n",
        "etag: \"v1\"\n",
    ] {
        let done = other(headers).await;
        assert!(
            matches!(done, Err(DownloadError::Changed)),
            "{headers} {done:?}"
        );
    }
}

#[tokio::test]
async fn passing_failures_of_further_requests_are_passed_over() {
    let content = content(5_000);
    let server = Server::new([
        whole(&content, 10),
        json("503 Service Unavailable", "{}"),
        Script::Close,
        rest(&content, 10, 20),
        rest(&content, 20, 5_000),
    ])
    .await;
    let (done, written) = to_memory(&server.core()).await;
    assert_eq!((done.unwrap().bytes, written), (5_000, content));
    assert_eq!(server.requests().len(), 5);
}

/// A body without a length can break off right behind its last byte.
#[tokio::test]
async fn nothing_behind_the_last_byte_is_the_end() {
    let chunk = "HTTP/1.1 200 OK\r\netag: \"v1\"\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n";
    let status = "416 Range Not Satisfiable";
    for (length, is_end) in [(3, true), (4, false)] {
        let headers = format!("content-range: bytes */{length}\n");
        let scripts = [
            Script::Answer(chunk.as_bytes().to_vec()),
            part(status, &headers, 0, &[]),
        ];
        let server = Server::new(scripts).await;
        let (done, written) = to_memory(&server.core()).await;
        assert_eq!(written, b"abc");
        match done {
            Ok(done) => assert!(is_end && done.bytes == 3),
            Err(error) => assert!(
                !is_end && matches!(error, DownloadError::Changed),
                "{error}"
            ),
        }
    }
}

#[tokio::test]
async fn the_last_failure_is_the_error_and_nothing_is_left() {
    let content = content(5_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    let server = Server::new([whole(&content, 10), rest(&content, 10, 10)]).await;
    let core = server.core();
    let done = Download::new(example::Download {}, |request| core.call(request))
        .resumes(1)
        .to_path(&path)
        .await;
    let error = done.unwrap_err();
    assert_eq!(error.to_string(), "the download broke off after 10 bytes");
    assert!(names(folder.path()).is_empty());
    // The first request is not repeated, whatever its failure.
    let server = Server::new([json("404 Not Found", "{}")]).await;
    let error = to_path(&server.core(), &path).await.unwrap_err();
    assert!(matches!(error, DownloadError::Call(_)), "{error}");
    assert!(names(folder.path()).is_empty());
}

#[tokio::test]
async fn files_of_others_are_not_lost() {
    let content = content(100);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    fs::write(&path, "mine").unwrap();
    let server = Server::new([]).await;
    let error = to_path(&server.core(), &path).await.unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
    let broken = [whole(&content, 10), whole(&content, 100)];
    for (scripts, expected) in [(&broken[..1], &b"mine"[..]), (&broken[1..], &content)] {
        let server = Server::new(scripts.to_vec()).await;
        let core = server.core();
        let download = Download::new(example::Download {}, |request| core.call(request));
        let done = download.overwrite().resumes(0).to_path(&path).await;
        assert_eq!(done.is_ok(), expected.len() == 100);
        assert_eq!(fs::read(&path).unwrap(), expected);
        assert_eq!(names(folder.path()), ["report.bin"]);
    }
    let missing = folder.path().join("no/such/folder/report.bin");
    let error = to_path(&server.core(), &missing).await.unwrap_err();
    assert!(matches!(error, DownloadError::File { .. }), "{error}");
    assert!(error.to_string().contains("no/such/folder"), "{error}");
}

#[tokio::test]
async fn a_cancelled_download_leaves_nothing() {
    let content = content(100);
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n".as_bytes();
    let server = Server::new([Script::Stall([head, &content[..50]].concat())]).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.bin");
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let core = server.core();
    let download = Download::new(example::Download {}, |request| core.call(request))
        .progress(move |so_far| {
            let _ = told.send(so_far.bytes);
        })
        .to_path(&path);
    tokio::select! {
        done = download => panic!("{done:?}"),
        () = async { while heard.recv().await != Some(50) {} } => {}
    }
    assert!(names(folder.path()).is_empty());
}

/// A disk without room.
struct Full;

impl AsyncWrite for Full {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::ErrorKind::StorageFull.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_writer_that_fails_ends_the_download() {
    let content = content(100);
    let server = Server::new([whole(&content, 100)]).await;
    let core = server.core();
    let done = Download::new(example::Download {}, |request| core.call(request))
        .to_writer(&mut Full)
        .await;
    assert!(matches!(done, Err(DownloadError::Write(_))), "{done:?}");
    assert_eq!(server.requests().len(), 1);
}

//! Files in parts: ranges, validators, HEAD, and downloads that break off.

use fastrand::Rng;
use huaweicloud_workspace_sandbox::{Faults, Sandbox};

use crate::client::{exported, small, tasks};
use crate::http::{Reply, send_with_token};

/// A sandbox with one finished task: the path of its file.
async fn finished() -> (Sandbox, String) {
    let sandbox = small().start().await.unwrap();
    let id = exported(sandbox.client()).await;
    let account = sandbox.account();
    let project = account.project_id();
    let path = format!("/v2/{project}/export-tasks/{id}/download");
    (sandbox, path)
}

/// The same, and its file.
async fn downloaded() -> (Sandbox, String, Vec<u8>) {
    let (sandbox, path) = finished().await;
    let file = get(&sandbox, &path, &[]).await.body;
    (sandbox, path, file)
}

async fn get(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)]) -> Reply {
    send_with_token(sandbox, &format!("GET {path}"), headers).await
}

#[tokio::test]
async fn downloads_that_were_cut_at_random_bytes_are_resumed_to_equal_files() {
    let (sandbox, path, file) = downloaded().await;
    let whole = get(&sandbox, &path, &[]).await;
    assert_eq!((whole.status, whole.is_cut), (200, false));
    assert_eq!(whole.body, file);
    let etag = whole.header("etag").unwrap();
    let mut rng = Rng::with_seed(4);
    for _ in 0..100 {
        let cut = rng.usize(..file.len());
        let range = format!("bytes={cut}-");
        let rest = get(&sandbox, &path, &[("range", &range), ("if-range", etag)]).await;
        assert_eq!(rest.status, 206, "{range}");
        let expected = format!("bytes {cut}-{}/{}", file.len() - 1, file.len());
        assert_eq!(rest.header("content-range"), Some(expected.as_str()));
        assert_eq!([&file[..cut], &rest.body].concat(), file, "{range}");
    }
}

#[tokio::test]
async fn a_range_beyond_the_file_is_416_with_the_size() {
    let (sandbox, path, file) = downloaded().await;
    let range = format!("bytes={}-", file.len());
    let reply = get(&sandbox, &path, &[("range", &range)]).await;
    assert_eq!((reply.status, reply.code().as_str()), (416, "WKS.00211102"));
    let expected = format!("bytes */{}", file.len());
    assert_eq!(reply.header("content-range"), Some(expected.as_str()));
}

#[tokio::test]
async fn a_range_of_another_version_is_the_whole_file() {
    let (sandbox, path, file) = downloaded().await;
    let reply = get(
        &sandbox,
        &path,
        &[("range", "bytes=5-9"), ("if-range", "\"another\"")],
    )
    .await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body, file);
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_marks_nothing() {
    let (sandbox, path) = finished().await;
    let head = send_with_token(&sandbox, &format!("HEAD {path}"), &[("range", "bytes=0-1")]).await;
    assert_eq!(head.status, 200);
    assert!(head.body.is_empty());
    assert_eq!(tasks(sandbox.client()).await[0].is_download, Some(false));
    let get = get(&sandbox, &path, &[]).await;
    for name in [
        "content-length",
        "etag",
        "content-type",
        "content-disposition",
        "accept-ranges",
    ] {
        assert!(get.header(name).is_some(), "{name}");
        assert_eq!(head.header(name), get.header(name));
    }
    assert_eq!(tasks(sandbox.client()).await[0].is_download, Some(true));
}

#[tokio::test]
async fn a_download_that_breaks_off_is_noticed_and_can_be_resumed() {
    let (sandbox, path, file) = downloaded().await;
    sandbox.set_faults(Faults {
        truncation_rate: 1.0,
        ..Faults::default()
    });
    let first = get(&sandbox, &path, &[]).await;
    assert!(first.is_cut);
    assert_eq!(first.body, file[..file.len() / 2]);
    sandbox.set_faults(Faults::default());
    let range = format!("bytes={}-", first.body.len());
    let rest = get(&sandbox, &path, &[("range", &range)]).await;
    assert_eq!([first.body, rest.body].concat(), file);
}

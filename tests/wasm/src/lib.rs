//! What the generated client does on wasm32-unknown-unknown. `test.js` calls these functions in
//! Node.js, and is the server. Each returns what it found as a text.

mod fetch;

use std::time::Duration;

use futures_util::TryStreamExt as _;
use huaweicloud_workspace::runtime::client::{Retry, Wait};
use huaweicloud_workspace::runtime::{BodyError, ByteStream, KeyPair};
use huaweicloud_workspace::{
    Client, ClientBuilder, DownloadExportFile, ExportUserUsage, ListExportTasks,
};
use wasm_bindgen::prelude::wasm_bindgen;

type Outcome = Result<String, String>;

fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .endpoint(url)
        .project_id("p1")
        .retry(Retry::none())
        .transport(fetch::fetch())
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// One call, with a token.
#[wasm_bindgen]
pub async fn call(url: String) -> Outcome {
    let client = builder(&url).token("token-1").build().map_err(text)?;
    let response = client.list_export_tasks(ListExportTasks::new().limit(7));
    let tasks = response.await.map_err(text)?.into_body().export_tasks;
    let ids = tasks.into_iter().flatten().filter_map(|task| task.task_id);
    Ok(ids.collect::<Vec<_>>().join(","))
}

/// A request that is signed, with the date of JavaScript.
#[wasm_bindgen]
pub async fn signed(url: String) -> Outcome {
    let client = builder(&url).key_pair(KeyPair::new("access", "secret"));
    let client = client.build().map_err(text)?;
    let response = client.list_export_tasks(ListExportTasks::new()).await;
    Ok(response.map_err(text)?.status().to_string())
}

/// A call that is repeated twice at most, after pauses of a few milliseconds.
#[wasm_bindgen]
pub async fn repeated(url: String) -> Outcome {
    let retry = Retry::default().first_pause(Duration::from_millis(4));
    let client = builder(&url).token("token-1").retry(retry);
    let client = client.build().map_err(text)?;
    let response = client.list_export_tasks(ListExportTasks::new()).await;
    Ok(response.map_err(text)?.status().to_string())
}

/// A call that the server does not answer.
#[wasm_bindgen]
pub async fn late(url: String) -> Outcome {
    let client = builder(&url).token("token-1");
    let client = client.timeout(Duration::from_millis(40)).build();
    let client = client.map_err(text)?;
    let response = client.list_export_tasks(ListExportTasks::new()).await;
    Ok(response.map_err(text)?.status().to_string())
}

/// A call with the longest limit of time that there is.
#[wasm_bindgen]
pub async fn patient(url: String) -> Outcome {
    let client = builder(&url).token("token-1").timeout(Duration::MAX);
    let client = client.build().map_err(text)?;
    let response = client.list_export_tasks(ListExportTasks::new()).await;
    Ok(response.map_err(text)?.status().to_string())
}

/// Every item of a paged list.
#[wasm_bindgen]
pub async fn pages(url: String) -> Outcome {
    let client = builder(&url).token("token-1").build().map_err(text)?;
    let tasks = client.list_export_tasks_all(ListExportTasks::new());
    let tasks: Vec<_> = tasks.try_collect().await.map_err(text)?;
    let ids = tasks.into_iter().filter_map(|task| task.task_id);
    Ok(ids.collect::<Vec<_>>().join(","))
}

/// A task that is waited for, with a poll every few milliseconds.
#[wasm_bindgen]
pub async fn wait(url: String) -> Outcome {
    let client = builder(&url).token("token-1").build().map_err(text)?;
    let request = ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z");
    let wait = Wait::default().interval(Duration::from_millis(4));
    let task = client.export_user_usage_and_wait(request, wait).await;
    Ok(task.map_err(text)?.task_id.unwrap_or_default())
}

/// A file, from a transport that sends a part of it and then nothing.
#[wasm_bindgen]
pub async fn stalled() -> Outcome {
    use huaweicloud_workspace::runtime::http::{Request, Response};
    use huaweicloud_workspace::runtime::{Body, bytes::Bytes};

    let stalls = tower::service_fn(|_: Request<Body>| async {
        let part = futures_util::stream::iter([Ok::<_, BodyError>(Bytes::from_static(b"part"))]);
        let body = futures_util::StreamExt::chain(part, futures_util::stream::pending());
        Ok::<_, BodyError>(Response::new(ByteStream::from_stream(body).into_body()))
    });
    let client = builder("https://api.example").token("token-1");
    let client = client
        .idle_timeout(Duration::from_millis(40))
        .transport(stalls);
    let client = client.build().map_err(text)?;
    let file = client.download_export_file(DownloadExportFile::new("t1"));
    let file = file.await.map_err(text)?.into_body();
    file.collect(100).await.map_err(text)?;
    Ok("complete".to_owned())
}

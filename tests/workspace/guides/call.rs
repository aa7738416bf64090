//! The listings of "Call Workspace", run against the fake of "Serve and fake an API".

use std::error::Error as StdError;

use huaweicloud_workspace::Client;

use super::serve::{Fake, OneToken};

type Outcome = Result<(), Box<dyn StdError>>;

fn client(access_key: &str, secret_key: &str) -> Result<Client, Box<dyn StdError>> {
    // ANCHOR: client
    use huaweicloud_workspace::Client;
    use huaweicloud_workspace::runtime::KeyPair;

    let client = Client::builder()
        .region("ap-southeast-1")
        .project_id("2b31ed520a1b4c3d8e9f00112233aabb")
        .key_pair(KeyPair::new(access_key, secret_key)) // or .token(token)
        .build()?;
    // ANCHOR_END: client
    Ok(client)
}

async fn export(client: &Client) -> Outcome {
    // ANCHOR: export
    use huaweicloud_workspace::runtime::client::Wait;
    use huaweicloud_workspace::{DownloadExportFile, ExportUserUsage};

    let request =
        ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z").usage_min_hours(1);
    let task = client
        .export_user_usage_and_wait(request, Wait::default())
        .await?;
    let task_id = task.task_id.unwrap_or_default();
    // ANCHOR_END: export

    // ANCHOR: download
    use futures_util::StreamExt;

    let response = client
        .download_export_file(DownloadExportFile::new(&task_id))
        .await?;
    let mut file = response.into_body();
    while let Some(chunk) = file.next().await {
        println!("{} bytes", chunk?.len());
    }
    // ANCHOR_END: download

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("report.xlsx");
    // ANCHOR: save
    use huaweicloud_workspace::runtime::client::Download;

    let file = DownloadExportFile::new(&task_id);
    let saved = Download::new(file, |request| client.download_export_file(request))
        .progress(|so_far| println!("{} of {:?} bytes", so_far.bytes, so_far.total))
        .to_path(&path)
        .await?;
    // ANCHOR_END: save
    assert_eq!(std::fs::metadata(&path)?.len(), saved.bytes);
    Ok(())
}

async fn pages(client: &Client) -> Outcome {
    // ANCHOR: pages
    use futures_util::TryStreamExt;
    use huaweicloud_workspace::ListExportTasks;

    let mut tasks = client.list_export_tasks_all(ListExportTasks::new());
    while let Some(task) = tasks.try_next().await? {
        println!("{:?} {:?}", task.task_id, task.status);
    }
    // ANCHOR_END: pages
    Ok(())
}

async fn errors(client: &Client) -> Outcome {
    // ANCHOR: errors
    use huaweicloud_workspace::{DownloadExportFile, Error};

    match client
        .download_export_file(DownloadExportFile::new("unknown"))
        .await
    {
        Ok(_) => println!("the file exists"),
        // A response that the document describes, with its typed body.
        Err(Error::Api(error)) => {
            println!("{}: {:?}", error.status(), error.body().error_code);
        }
        // A response that it does not describe, invalid arguments, a connection that failed, …
        Err(other) => println!("{other}"),
    }
    // ANCHOR_END: errors
    Ok(())
}

async fn invalid(client: &Client) {
    // ANCHOR: invalid
    use huaweicloud_workspace::ExportUserUsage;

    let request = ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z")
        .usage_min_hours(24)
        .usage_max_hours(1);
    if let Err(error) = client.export_user_usage(request).await {
        println!("{error}"); // nothing was sent
    }
    // ANCHOR_END: invalid
    let request = ExportUserUsage::new("start", "end");
    let request = request.usage_min_hours(24).usage_max_hours(1);
    let error = client
        .export_user_usage(request)
        .await
        .expect_err("an error");
    assert_eq!(format!("{error}\n"), include_str!("invalid.txt"));
}

async fn settings() -> Outcome {
    // ANCHOR: settings
    use std::time::Duration;

    use huaweicloud_workspace::runtime::client::Retry;
    use huaweicloud_workspace::{ListExportTasks, Request};

    let client = Client::builder()
        .endpoint("https://workspace.example.com")
        .project_id("2b31ed520a1b4c3d8e9f00112233aabb")
        .token("a token")
        .timeout(Duration::from_secs(10)) // of one call, with all its retries
        .retry(Retry::none())
        .build()?;

    let request = Request::new(ListExportTasks::new()).with_timeout(Duration::from_millis(1));
    // ANCHOR_END: settings
    assert!(client.list_export_tasks(request).await.is_err());
    Ok(())
}

fn fake() -> Client {
    // ANCHOR: in_process
    let router = huaweicloud_workspace::router(Fake::default(), OneToken);
    let client = Client::builder()
        .project_id("2b31ed520a1b4c3d8e9f00112233aabb")
        .token("secret")
        .transport(router) // no socket
        .build();
    // ANCHOR_END: in_process
    client.expect("a client")
}

#[tokio::test]
async fn the_listings_run() {
    client("AK", "SK").expect("a client");
    let client = fake();
    export(&client).await.expect("an export");
    pages(&client).await.expect("pages");
    errors(&client).await.expect("an error that is handled");
    invalid(&client).await;
    settings().await.expect("settings");
}

//! The tasks of the project, and their files.

use futures_util::TryStreamExt as _;
use huaweicloud_workspace::runtime::client::Download;
use huaweicloud_workspace::{
    Client, DeleteExportTasks, DownloadExportFile, ExportTaskIds, ExportTaskStatus, ListExportTasks,
};
use serde_json::json;

use super::arguments::{State, Target, Tasks};
use super::failure::{Failure, Kind};
use super::report::{Report, table};

pub async fn run(client: &Client, report: &mut Report, command: Tasks) -> Result<(), Failure> {
    match command {
        Tasks::List { status } => list(client, report, status).await,
        Tasks::Download { id, target } => download(client, report, &id, &target).await,
        Tasks::Delete { ids } => {
            let object = json!({ "deleted": ids });
            let text = format!("deleted {}", ids.join(", "));
            let request = DeleteExportTasks::new(ExportTaskIds::new(ids));
            client.delete_export_tasks(request).await?;
            report.result(&object, &text)
        }
    }
}

async fn list(client: &Client, report: &mut Report, status: Option<State>) -> Result<(), Failure> {
    let mut request = ListExportTasks::new();
    request.status = status.map(|status| match status {
        State::Creating => ExportTaskStatus::Creating,
        State::Success => ExportTaskStatus::Success,
        State::Fail => ExportTaskStatus::Fail,
        State::Expired => ExportTaskStatus::Expired,
    });
    let tasks: Vec<_> = client.list_export_tasks_all(request).try_collect().await?;
    let rows = tasks.iter().map(|task| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let status = task.status.as_ref().map(ToString::to_string);
        [
            text(&task.task_id),
            status.unwrap_or_default(),
            text(&task.create_time),
            text(&task.file_name),
        ]
    });
    let rows: Vec<[String; 4]> = rows.collect();
    let objects: Vec<_> = rows
        .iter()
        .map(|[id, status, created, file]| {
            json!({"task": id, "status": status, "created": created, "file": file})
        })
        .collect();
    let text = table(["TASK", "STATUS", "CREATED", "FILE"], &rows);
    report.result(&json!({ "tasks": objects }), &text)
}

/// Whether the file could be written now, so that nobody waits for a report that cannot. The download checks it again.
pub fn check(target: &Target) -> Result<(), Failure> {
    let path = &target.output;
    if path.is_dir() || (!target.overwrite && path.symlink_metadata().is_ok()) {
        return Err(Failure::exists(path));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            let folder = folder.display();
            Err(Failure::new(Kind::File, format!("{folder} is no folder")))
        }
        _ => Ok(()),
    }
}

/// Downloads the file of a task that has ended.
pub async fn download(
    client: &Client,
    report: &mut Report,
    id: &str,
    target: &Target,
) -> Result<(), Failure> {
    check(target)?;
    let file = DownloadExportFile::new(id);
    let mut download =
        Download::new(file, |request| client.download_export_file(request)).progress(report.bar());
    if target.overwrite {
        download = download.overwrite();
    }
    let done = download.to_path(&target.output).await?;
    let path = target.output.display().to_string();
    report.result(
        &json!({"task": id, "file": path, "bytes": done.bytes}),
        &format!("{path}: {} bytes", done.bytes),
    )
}

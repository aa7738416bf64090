//! A report in one go: start, wait, download.

use std::future::Future;
use std::pin::pin;

use huaweicloud_workspace::runtime::client::{Wait, WaitError};
use huaweicloud_workspace::{
    AppUserAccessQuery, Client, ExportAppUserAccess, ExportUserConnections, ExportUserUsage,
    ListExportTasks,
};

use super::arguments::{Command, Export};
use super::failure::{Failure, Kind};
use super::report::Report;
use super::tasks;

/// The failure of a wait. All exports are polled in the same list, so that one waiter serves them.
fn unfinished(error: WaitError<ExportUserConnections>) -> Failure {
    match error {
        WaitError::Failed(task) => {
            let reason = task.task.as_ref().and_then(|task| task.fail_reason.clone());
            let reason = reason.unwrap_or_else(|| "the service gives no reason".to_owned());
            Failure::new(Kind::TaskFailed, format!("it failed: {reason}"))
        }
        WaitError::Start(error) => error.into(),
        other => Failure::new(Kind::Unfinished, other),
    }
}

/// Starts the export, waits for its end, and downloads its file.
pub async fn run(
    client: &Client,
    report: &mut Report,
    command: Command,
    interrupt: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let (export, id) = start(client, command).await?;
    report.step(&format!("task {id} has started"));
    let poll = ListExportTasks::new().task_id(&id);
    let wait = Wait::default().timeout(export.wait);
    tokio::select! {
        ended = client.export_user_connections_wait(poll, wait) => {
            ended.map_err(|error| unfinished(error).of_task(&id))?;
        }
        () = pin!(interrupt) => {
            return Err(Failure::new(Kind::Unfinished, "interrupted; it goes on").of_task(&id));
        }
    }
    tasks::download(client, report, &id, &export.target)
        .await
        .map_err(|failure| failure.of_task(&id))
}

/// The ID of the new task.
async fn start(client: &Client, command: Command) -> Result<(Export, String), Failure> {
    let (export, started) = match command {
        Command::Connections {
            export,
            user,
            computer,
        } => {
            let (from, to) = export.period.texts();
            let mut request = ExportUserConnections::new().start_time(from).end_time(to);
            request.user_name = user;
            request.computer_name = computer;
            let started = client.export_user_connections(request).await?;
            (export, started)
        }
        Command::Users { export, user } => {
            let (from, to) = export.period.texts();
            let mut request = ExportUserUsage::new(from, to);
            request.username = user;
            let started = client.export_user_usage(request).await?;
            (export, started)
        }
        Command::AppAccess { export, user } => {
            let (from, to) = export.period.texts();
            let mut query = AppUserAccessQuery::new(from, to);
            query.username = user;
            let started = client
                .export_app_user_access(ExportAppUserAccess::new(query))
                .await?;
            (export, started)
        }
        Command::Assistant { .. } | Command::Tasks { .. } => {
            return Err(Failure::new(Kind::Rejected, "this command exports nothing"));
        }
    };
    let id = started.into_body().task_id;
    let id = id.ok_or_else(|| Failure::new(Kind::Service, "the response names no task"))?;
    Ok((export, id))
}

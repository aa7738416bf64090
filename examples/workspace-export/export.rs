//! A report in one go: start, wait, download.

use std::future::Future;
use std::pin::pin;

use huaweicloud_workspace::runtime::client::{Wait, WaitError};
use huaweicloud_workspace::{
    AppUserAccessQuery, Client, ExportAppUserAccess, ExportUserConnections, ExportUserUsage,
    ListExportTasks,
};

use super::arguments::{Export, ExportCommand};
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
    command: ExportCommand,
    interrupt: impl Future<Output = ()>,
) -> Result<(), Failure> {
    tasks::check(&command.export().target)?;
    let id = start(client, &command).await?;
    let export = command.export();
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
async fn start(client: &Client, command: &ExportCommand) -> Result<String, Failure> {
    let period = &command.export().period;
    let started = match command {
        ExportCommand::Connections { user, computer, .. } => {
            let mut request = ExportUserConnections::new()
                .start_time(period.from)
                .end_time(period.to);
            request.user_name.clone_from(user);
            request.computer_name.clone_from(computer);
            client.export_user_connections(request).await?
        }
        ExportCommand::Users { user, .. } => {
            let mut request = ExportUserUsage::new(period.from, period.to);
            request.username.clone_from(user);
            client.export_user_usage(request).await?
        }
        ExportCommand::AppAccess { user, .. } => {
            let mut query = AppUserAccessQuery::new(period.from, period.to);
            query.username.clone_from(user);
            let request = ExportAppUserAccess::new(query);
            client.export_app_user_access(request).await?
        }
    };
    let id = started.into_body().task_id;
    id.ok_or_else(|| Failure::new(Kind::Service, "the response names no task"))
}

impl ExportCommand {
    /// What all of them have.
    fn export(&self) -> &Export {
        match self {
            Self::Connections { export, .. }
            | Self::Users { export, .. }
            | Self::AppAccess { export, .. } => export,
        }
    }
}

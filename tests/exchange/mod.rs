//! A service that computes its responses, and the requests to measure it with.

use huaweicloud_workspace::runtime::http::{Request as HttpRequest, StatusCode};
use huaweicloud_workspace::runtime::server::{Authenticator, Call, Credential, Denied, Router};
use huaweicloud_workspace::runtime::{Body, ByteStream};
use huaweicloud_workspace::{
    AiAssistantUsageFrequency, DeleteExportTasks, DownloadExportFile, Error, ErrorResponse,
    ExportAppUserAccess, ExportTask, ExportTaskItem, ExportTaskList, ExportTaskStatus,
    ExportUserConnections, ExportUserUsage, ListExportTasks, Request, Response,
    ShowAiAssistantUsageFrequency, WorkspaceApi, routes,
};

/// Accepts one token.
#[derive(Debug, Clone, Copy)]
struct OneToken;

impl Authenticator for OneToken {
    type Principal = ();

    async fn authenticate(&self, credentials: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
        match credentials {
            [Credential::Key { value, .. }] if value.matches("tok") => Ok(()),
            _ => Err(Denied::Unauthorized),
        }
    }
}

/// The service. It lists as many tasks as a request asks for.
#[derive(Debug, Clone, Copy)]
struct Computed;

type Outcome<T> = Result<Response<T>, Error<ErrorResponse>>;

fn task() -> Outcome<ExportTask> {
    Ok(Response::new(ExportTask::new().task_id("task0001")))
}

impl WorkspaceApi for Computed {
    async fn export_user_usage(&self, _: Request<ExportUserUsage>) -> Outcome<ExportTask> {
        task()
    }

    async fn export_app_user_access(&self, _: Request<ExportAppUserAccess>) -> Outcome<ExportTask> {
        task()
    }

    async fn export_user_connections(
        &self,
        _: Request<ExportUserConnections>,
    ) -> Outcome<ExportTask> {
        task()
    }

    async fn show_ai_assistant_usage_frequency(
        &self,
        _: Request<ShowAiAssistantUsageFrequency>,
    ) -> Outcome<AiAssistantUsageFrequency> {
        Ok(Response::new(AiAssistantUsageFrequency::new()))
    }

    async fn list_export_tasks(
        &self,
        request: Request<ListExportTasks>,
    ) -> Outcome<ExportTaskList> {
        let count = request.into_inner().limit_or_default();
        let tasks: Vec<_> = (0..count)
            .map(|number| {
                ExportTaskItem::new()
                    .task_id(format!("task{number:04}"))
                    .file_name(format!("report_{number}"))
                    .status(ExportTaskStatus::Success)
                    .create_time("2026-05-01T00:00:00.000Z")
                    .end_time("2026-05-01T00:00:01.000Z")
                    .is_download(false)
            })
            .collect();
        Ok(Response::new(
            ExportTaskList::new().export_tasks(tasks).count(count),
        ))
    }

    async fn download_export_file(&self, _: Request<DownloadExportFile>) -> Outcome<ByteStream> {
        Err(Error::api(StatusCode::NOT_FOUND, ErrorResponse::new()))
    }

    async fn delete_export_tasks(&self, _: Request<DeleteExportTasks>) -> Outcome<()> {
        Ok(Response::new(()))
    }
}

/// The service as a router.
pub(crate) fn service() -> Router {
    routes(Computed)
        .authenticator(OneToken)
        // As in a release build.
        .check_responses(false)
        .into_router()
}

/// A request for a list of so many tasks.
pub(crate) fn list(count: usize) -> HttpRequest<Body> {
    HttpRequest::get(format!("/v2/p/export-tasks?limit={count}&offset=0"))
        .header("host", "localhost")
        .header("x-auth-token", "tok")
        .body(Body::empty())
        .unwrap()
}

/// A request with a list of 100 strings, whose lengths and uniqueness are checked.
pub(crate) fn delete() -> HttpRequest<Body> {
    let ids: Vec<String> = (1..=100).map(|id| format!("\"task-{id:04}\"")).collect();
    let body = format!("{{\"task_ids\":[{}]}}", ids.join(","));
    HttpRequest::post("/v2/p/export-tasks/batch-delete")
        .header("host", "localhost")
        .header("x-auth-token", "tok")
        .header("content-type", "application/json")
        .header("content-length", body.len())
        .body(Body::full(body))
        .unwrap()
}

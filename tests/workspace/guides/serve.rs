//! The listings of "Serve and fake an API".

// ANCHOR: fake
use std::sync::{Arc, Mutex};

use huaweicloud_workspace::runtime::ByteStream;
use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::{
    AiAssistantUsageFrequency, DeleteExportTasks, DownloadExportFile, Error, ErrorResponse,
    ExportAppUserAccess, ExportTask, ExportTaskItem, ExportTaskList, ExportTaskStatus,
    ExportUserConnections, ExportUserUsage, ListExportTasks, Request, Response,
    ShowAiAssistantUsageFrequency, WorkspaceApi,
};

/// The IDs of the export tasks, all of them finished.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<Vec<String>>>);

impl Fake {
    fn start(&self) -> Response<ExportTask> {
        let mut tasks = self.0.lock().expect("no test panics here");
        let id = format!("task{}", tasks.len() + 1);
        tasks.push(id.clone());
        Response::new(ExportTask::new().task_id(id))
    }
}

type ApiResult<T> = Result<Response<T>, Error<ErrorResponse>>;

impl WorkspaceApi for Fake {
    async fn export_user_usage(&self, _: Request<ExportUserUsage>) -> ApiResult<ExportTask> {
        Ok(self.start())
    }

    async fn list_export_tasks(&self, _: Request<ListExportTasks>) -> ApiResult<ExportTaskList> {
        let tasks = self.0.lock().expect("no test panics here");
        let items = tasks.iter().map(|id| {
            ExportTaskItem::new()
                .task_id(id)
                .status(ExportTaskStatus::Success)
        });
        let list = ExportTaskList::new().export_tasks(items.collect::<Vec<_>>());
        Ok(Response::new(list))
    }

    async fn download_export_file(
        &self,
        request: Request<DownloadExportFile>,
    ) -> ApiResult<ByteStream> {
        let id = &request.get_ref().task_id;
        if !self.0.lock().expect("no test panics here").contains(id) {
            let body = ErrorResponse::new().error_msg(format!("there is no task {id}"));
            return Err(Error::api(StatusCode::NOT_FOUND, body));
        }
        Ok(Response::new(ByteStream::from("user,hours\nzhang san,7\n")))
    }

    // ELIDE: a method for each operation that the tests call
    async fn export_app_user_access(
        &self,
        _: Request<ExportAppUserAccess>,
    ) -> ApiResult<ExportTask> {
        Ok(self.start())
    }

    async fn export_user_connections(
        &self,
        _: Request<ExportUserConnections>,
    ) -> ApiResult<ExportTask> {
        Ok(self.start())
    }

    async fn show_ai_assistant_usage_frequency(
        &self,
        _: Request<ShowAiAssistantUsageFrequency>,
    ) -> ApiResult<AiAssistantUsageFrequency> {
        Ok(Response::new(AiAssistantUsageFrequency::new()))
    }

    async fn delete_export_tasks(&self, _: Request<DeleteExportTasks>) -> ApiResult<()> {
        Ok(Response::new(()))
    }
    // ELIDE_END
}
// ANCHOR_END: fake

// ANCHOR: authenticator
use huaweicloud_workspace::runtime::server::{Authenticator, Call, Credential, Denied};

/// Accepts one token.
pub struct OneToken;

impl Authenticator for OneToken {
    /// What handlers learn about the caller.
    type Principal = ();

    async fn authenticate(&self, credentials: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
        match credentials {
            [Credential::Key { value, .. }] if value.matches("secret") => Ok(()),
            _ => Err(Denied::Unauthorized),
        }
    }
}
// ANCHOR_END: authenticator

// ANCHOR: serve
async fn serve(listener: tokio::net::TcpListener) {
    let app = huaweicloud_workspace::router(Fake::default(), OneToken);
    huaweicloud_workspace::runtime::server::serve(listener, app).await;
}
// ANCHOR_END: serve

#[tokio::test]
async fn the_fake_serves_over_a_socket() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(serve(listener));
    let client = huaweicloud_workspace::Client::builder()
        .endpoint(format!("http://{address}"))
        .project_id("p")
        .token("secret")
        .build()
        .expect("a client");
    let list = client
        .list_export_tasks(ListExportTasks::new())
        .await
        .expect("a list");
    assert_eq!(list.body().count, None);
    server.abort();
}

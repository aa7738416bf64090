//! The service in memory: a list of tasks, known callers, and a record of who called what.

use std::sync::{Arc, Mutex};

use huaweicloud_workspace::runtime::http::{HeaderValue, StatusCode};
use huaweicloud_workspace::runtime::server::{
    Authenticator, Call, Credential, Denied, Router, Server,
};
use huaweicloud_workspace::runtime::{ByteStream, Secret};
use huaweicloud_workspace::{
    AiAssistantUsageFrequency, DeleteExportTasks, DownloadExportFile, Error, ErrorResponse,
    ExportAppUserAccess, ExportTask, ExportTaskItem, ExportTaskList, ExportTaskStatus,
    ExportUserConnections, ExportUserUsage, ListExportTasks, Request, Response,
    ShowAiAssistantUsageFrequency, UserUsageFrequency, WorkspaceApi, router,
};
use tokio::net::TcpListener;

pub(crate) const ACCESS_KEY: &str = "AK-1";
pub(crate) const SECRET_KEY: &str = "SK-canary-1";

/// The caller, for handlers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User(pub(crate) String);

/// Accepts one access key and two tokens, one of which has no permissions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doorman;

impl Authenticator for Doorman {
    type Principal = User;

    async fn authenticate(&self, credentials: &[Credential], _: &Call<'_>) -> Result<User, Denied> {
        match credentials {
            [Credential::Signed { access_key, .. }] => Ok(User(access_key.clone())),
            [Credential::Key { value, .. }] => match value.expose() {
                "token-1" => Ok(User("ann".to_owned())),
                "token-2" => Err(Denied::Forbidden("ann may, bob may not".into())),
                _ => Err(Denied::Unauthorized),
            },
            _ => Err(Denied::Unauthorized),
        }
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        (access_key == ACCESS_KEY).then(|| Secret::from(SECRET_KEY))
    }
}

/// The service. Clones share their tasks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Who called what, in order.
    calls: Vec<(String, &'static str)>,
    tasks: Vec<ExportTaskItem>,
    created: usize,
}

impl Memory {
    /// The service with its authenticator.
    pub(crate) fn router(&self) -> Router {
        router(self.clone(), Doorman)
    }

    /// Serves it on a free port. Returns the address: `127.0.0.1:…`.
    pub(crate) async fn serve(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(Server::new(listener, self.router()).run_until(std::future::pending()));
        address
    }

    /// Who called what, in order.
    pub(crate) fn calls(&self) -> Vec<(String, &'static str)> {
        self.0.lock().unwrap().calls.clone()
    }

    fn called<T>(&self, request: &Request<T>, operation: &'static str) {
        let User(name) = request
            .principal::<User>()
            .cloned()
            .unwrap_or(User("nobody".to_owned()));
        self.0.lock().unwrap().calls.push((name, operation));
    }

    /// Creates a task that is finished.
    fn create(&self, file: &str) -> Result<Response<ExportTask>, Error<ErrorResponse>> {
        let mut state = self.0.lock().unwrap();
        state.created += 1;
        let id = format!("t{}", state.created);
        let task = ExportTaskItem::new()
            .task_id(&id)
            .file_name(file)
            .status(ExportTaskStatus::Success)
            .create_time("2026-05-31T08:09:10.120+0000")
            .is_download(false);
        state.tasks.push(task);
        Ok(ExportTask::new().task_id(id).into())
    }
}

fn not_found(id: &str) -> Error<ErrorResponse> {
    let body = ErrorResponse::new()
        .error_code("WKS.00211902")
        .error_msg(format!("no task {id}"));
    Error::api(StatusCode::NOT_FOUND, body)
}

impl WorkspaceApi for Memory {
    async fn export_user_usage(
        &self,
        request: Request<ExportUserUsage>,
    ) -> Result<Response<ExportTask>, Error<ErrorResponse>> {
        self.called(&request, "export_user_usage");
        self.create("usage.xlsx")
    }

    async fn export_app_user_access(
        &self,
        request: Request<ExportAppUserAccess>,
    ) -> Result<Response<ExportTask>, Error<ErrorResponse>> {
        self.called(&request, "export_app_user_access");
        self.create("access.xlsx")
    }

    async fn export_user_connections(
        &self,
        request: Request<ExportUserConnections>,
    ) -> Result<Response<ExportTask>, Error<ErrorResponse>> {
        self.called(&request, "export_user_connections");
        self.create("connections.xlsx")
    }

    async fn show_ai_assistant_usage_frequency(
        &self,
        request: Request<ShowAiAssistantUsageFrequency>,
    ) -> Result<Response<AiAssistantUsageFrequency>, Error<ErrorResponse>> {
        self.called(&request, "show_ai_assistant_usage_frequency");
        let most = usize::try_from(request.get_ref().count_or_default()).unwrap();
        let users =
            ["张三", "li.si"].map(|name| UserUsageFrequency::new().user_name(name).use_count(7));
        Ok(AiAssistantUsageFrequency::new()
            .users(users.into_iter().take(most))
            .into())
    }

    async fn list_export_tasks(
        &self,
        request: Request<ListExportTasks>,
    ) -> Result<Response<ExportTaskList>, Error<ErrorResponse>> {
        self.called(&request, "list_export_tasks");
        let args = request.into_inner();
        let state = self.0.lock().unwrap();
        let found: Vec<_> = state
            .tasks
            .iter()
            .filter(|task| args.task_id.is_none() || task.task_id == args.task_id)
            .cloned()
            .collect();
        let count = i32::try_from(found.len()).unwrap();
        let (offset, limit) = (args.offset_or_default(), args.limit_or_default());
        let page = found
            .into_iter()
            .skip(usize::try_from(offset).unwrap())
            .take(usize::try_from(limit).unwrap());
        Ok(ExportTaskList::new().export_tasks(page).count(count).into())
    }

    async fn download_export_file(
        &self,
        request: Request<DownloadExportFile>,
    ) -> Result<Response<ByteStream>, Error<ErrorResponse>> {
        self.called(&request, "download_export_file");
        let id = request.into_inner().task_id;
        let mut state = self.0.lock().unwrap();
        let task = state
            .tasks
            .iter_mut()
            .find(|task| task.task_id.as_deref() == Some(&id));
        let task = task.ok_or_else(|| not_found(&id))?;
        task.is_download = Some(true);
        let name = task.file_name.clone().unwrap_or_default();
        let file = ByteStream::from(format!("file of {id}"))
            .with_content_type(HeaderValue::from_static("application/vnd.ms-excel"))
            .with_content_disposition(format!("attachment; filename=\"{name}\"").parse().unwrap());
        Ok(file.into())
    }

    async fn delete_export_tasks(
        &self,
        request: Request<DeleteExportTasks>,
    ) -> Result<Response<()>, Error<ErrorResponse>> {
        self.called(&request, "delete_export_tasks");
        let ids = request.into_inner().body.task_ids;
        let mut state = self.0.lock().unwrap();
        let is_named =
            |task: &ExportTaskItem| task.task_id.as_ref().is_some_and(|id| ids.contains(id));
        state.tasks.retain(|task| !is_named(task));
        Ok(().into())
    }
}

//! Client and server in one program: serves an in-memory Workspace on loopback, and calls it with the client.
//!
//! ```console
//! $ cargo run --example quickstart --features server
//! ```
//!
//! It creates an export, waits for it, downloads the file, lists the tasks, deletes them, and shows two rejected
//! requests: one that the client does not send, and one that the server rejects.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use huaweicloud_workspace::runtime::ByteStream;
use huaweicloud_workspace::runtime::bytes::Bytes;
use huaweicloud_workspace::runtime::client::Wait;
use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::runtime::server::{Authenticator, Call, Credential, Denied, serve};
use huaweicloud_workspace::{
    AiAssistantUsageFrequency, Client, CompleteWorkspaceApi, DeleteExportTasks, DownloadExportFile,
    Error, ErrorResponse, ExportAppUserAccess, ExportTask, ExportTaskIds, ExportTaskItem,
    ExportTaskList, ExportTaskStatus, ExportUserConnections, ExportUserUsage, ListExportTasks,
    Request, Response, ShowAiAssistantUsageFrequency, UserUsageFrequency, router,
};
use tokio::net::TcpListener;

const TOKEN: &str = "a-token-for-the-sandbox";

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    tokio::spawn(serve(listener, router(Sandbox::default(), OneToken)));
    println!("serving an in-memory Workspace on {endpoint}\n");

    let client = Client::builder()
        .endpoint(&endpoint)
        .project_id("2b31ed520a1b4c3d8e9f00112233aabb")
        .token(TOKEN)
        .build()?;
    export_wait_download(&client).await?;
    list_and_delete(&client).await?;
    rejected(&client, &endpoint).await?;
    Ok(())
}

async fn export_wait_download(client: &Client) -> Result<(), Box<dyn StdError>> {
    let request = ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z")
        .usage_min_hours(1)
        .usage_max_hours(24);
    let wait = Wait::default().interval(Duration::from_millis(20));
    let task = client.export_user_usage_and_wait(request, wait).await?;
    let (id, name) = (
        task.task_id.unwrap_or_default(),
        task.file_name.unwrap_or_default(),
    );
    println!("exported   task {id} wrote {name}");

    let mut file = client
        .download_export_file(DownloadExportFile::new(&id))
        .await?
        .into_body();
    let kind = file.content_type().unwrap_or("no type").to_owned();
    let (mut chunks, mut bytes) = (0, 0);
    while let Some(chunk) = file.next().await {
        (chunks, bytes) = (chunks + 1, bytes + chunk?.len());
    }
    println!("downloaded {bytes} bytes of {kind} in {chunks} chunks");
    Ok(())
}

async fn list_and_delete(client: &Client) -> Result<(), Box<dyn StdError>> {
    for _ in 0..2 {
        let request = ExportUserConnections::new().user_name("zhang san");
        client.export_user_connections(request).await?;
    }
    let mut tasks = client.list_export_tasks_all(ListExportTasks::new().limit(2));
    let mut ids = Vec::new();
    while let Some(task) = tasks.next().await {
        let task = task?;
        let status = task
            .status
            .as_ref()
            .map_or("unknown", ExportTaskStatus::as_str);
        println!(
            "listed     {} {status}",
            task.task_id.as_deref().unwrap_or("?")
        );
        ids.extend(task.task_id);
    }
    let request = DeleteExportTasks::new(ExportTaskIds::new(ids));
    let response = client.delete_export_tasks(request).await?;
    println!("deleted    all of them: {}", response.status());
    Ok(())
}

async fn rejected(client: &Client, endpoint: &str) -> Result<(), Box<dyn StdError>> {
    let request = ExportUserUsage::new("2026-05-01T00:00:00Z", "2026-05-30T23:59:59Z")
        .usage_min_hours(24)
        .usage_max_hours(1);
    if let Err(error) = client.export_user_usage(request).await {
        println!("\nrejected before sending:\n  {error}");
    }
    let unauthorized = Client::builder()
        .endpoint(endpoint)
        .project_id("p")
        .token("guessed")
        .build()?;
    if let Err(error) = unauthorized.list_export_tasks(ListExportTasks::new()).await {
        println!("rejected by the server:\n  {error}");
    }
    Ok(())
}

/// Accepts one token.
struct OneToken;

impl Authenticator for OneToken {
    type Principal = ();

    async fn authenticate(
        &self,
        credentials: &[Credential],
        _call: &Call<'_>,
    ) -> Result<(), Denied> {
        match credentials {
            [Credential::Key { value, .. }] if value.matches(TOKEN) => Ok(()),
            _ => Err(Denied::Unauthorized),
        }
    }
}

/// Export tasks in memory. A task is finished the second time that it is listed.
#[derive(Clone, Default)]
struct Sandbox {
    tasks: Arc<Mutex<BTreeMap<String, ExportTaskItem>>>,
}

type ApiResult<T> = Result<Response<T>, Error<ErrorResponse>>;

impl Sandbox {
    fn tasks(&self) -> MutexGuard<'_, BTreeMap<String, ExportTaskItem>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self, report: &str) -> ApiResult<ExportTask> {
        let mut tasks = self.tasks();
        let id = format!("task{:04}", tasks.len() + 1);
        let task = ExportTaskItem::new()
            .task_id(&id)
            .file_name(format!("{report}_{id}"))
            .status(ExportTaskStatus::Creating)
            .is_download(false);
        tasks.insert(id.clone(), task);
        Ok(Response::new(ExportTask::new().task_id(id)))
    }
}

impl CompleteWorkspaceApi for Sandbox {
    async fn export_user_usage(&self, _request: Request<ExportUserUsage>) -> ApiResult<ExportTask> {
        self.start("user_usage")
    }

    async fn export_app_user_access(
        &self,
        _request: Request<ExportAppUserAccess>,
    ) -> ApiResult<ExportTask> {
        self.start("app_user_access")
    }

    async fn export_user_connections(
        &self,
        _request: Request<ExportUserConnections>,
    ) -> ApiResult<ExportTask> {
        self.start("connections")
    }

    async fn show_ai_assistant_usage_frequency(
        &self,
        request: Request<ShowAiAssistantUsageFrequency>,
    ) -> ApiResult<AiAssistantUsageFrequency> {
        let count = usize::try_from(request.get_ref().count_or_default()).unwrap_or_default();
        let users = ["zhang.san", "li.si"].into_iter().take(count);
        let users = users.map(|name| UserUsageFrequency::new().user_name(name).use_count(7));
        Ok(Response::new(
            AiAssistantUsageFrequency::new().users(users.collect::<Vec<_>>()),
        ))
    }

    async fn list_export_tasks(
        &self,
        request: Request<ListExportTasks>,
    ) -> ApiResult<ExportTaskList> {
        let request = request.into_inner();
        let mut tasks = self.tasks();
        let matches = |id: &String| request.task_id.as_ref().is_none_or(|wanted| wanted == id);
        let found: Vec<ExportTaskItem> = tasks
            .iter()
            .filter(|(id, _)| matches(id))
            .map(|(_, task)| task.clone())
            .collect();
        for task in tasks.values_mut() {
            task.status = Some(ExportTaskStatus::Success);
        }
        let page = found
            .iter()
            .skip(usize::try_from(request.offset_or_default()).unwrap_or(0));
        let page = page
            .take(usize::try_from(request.limit_or_default()).unwrap_or(0))
            .cloned();
        let count = i32::try_from(found.len()).unwrap_or(i32::MAX);
        let list = ExportTaskList::new()
            .export_tasks(page.collect::<Vec<_>>())
            .count(count);
        Ok(Response::new(list))
    }

    async fn download_export_file(
        &self,
        request: Request<DownloadExportFile>,
    ) -> ApiResult<ByteStream> {
        let id = &request.get_ref().task_id;
        if !self.tasks().contains_key(id) {
            let body = ErrorResponse::new()
                .error_code("WKS.00211902")
                .error_msg(format!("there is no task {id}"));
            return Err(Error::api(StatusCode::NOT_FOUND, body));
        }
        let rows = stream::iter(0..5).then(|row| async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            Ok::<_, std::convert::Infallible>(Bytes::from(format!("user{row},{}\n", row * 3)))
        });
        Ok(Response::new(ByteStream::from_stream(rows)))
    }

    async fn delete_export_tasks(&self, request: Request<DeleteExportTasks>) -> ApiResult<()> {
        let ids = request.into_inner().body.task_ids;
        self.tasks().retain(|id, _| !ids.contains(id));
        Ok(Response::new(()))
    }
}

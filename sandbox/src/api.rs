//! The seven operations, as an implementation of the generated trait.

use std::sync::Arc;

use huaweicloud_workspace::runtime::ByteStream;
use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::{
    AiAssistantUsageFrequency, CompleteWorkspaceApi, DeleteExportTasks, DownloadExportFile, Error,
    ErrorResponse, ExportAppUserAccess, ExportTask, ExportTaskItem, ExportTaskList,
    ExportTaskSortField, ExportTaskStatus, ExportUserConnections, ExportUserUsage, ListExportTasks,
    Request, Response, ShowAiAssistantUsageFrequency, SortDirection, UserUsageFrequency,
};
use tokio::sync::Semaphore;

use crate::auth::Caller;
use crate::clock::Clock;
use crate::download::{Part, Sent, part, size_for_416};
use crate::errors::{
    CONFLICT, DATABASE, INVALID_PARAMETER, NO_PERMISSION, NOT_FOUND, OPERATION_FAILED, Published,
};
use crate::faults::FaultSwitch;
use crate::gateway::HeadOnly;
use crate::jobs::Jobs;
use crate::report::{InvalidReport, Order, Report, period};
use crate::store::tasks::{Task, TaskQuery};
use crate::store::{DbResult, Store};
use crate::times::{of_file, of_task};

type ApiResult<T> = Result<Response<T>, Error<ErrorResponse>>;
type Failure = Error<ErrorResponse>;

/// The service. Clones share everything.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) store: Arc<Store>,
    pub(crate) jobs: Jobs,
    pub(crate) clock: Clock,
    pub(crate) faults: FaultSwitch,
    /// The requests that may use the database at once.
    pub(crate) slots: Arc<Semaphore>,
}

impl CompleteWorkspaceApi for Service {
    async fn export_user_usage(&self, request: Request<ExportUserUsage>) -> ApiResult<ExportTask> {
        let report = Report::of_usage(request.get_ref());
        self.create(&request, report).await
    }

    async fn export_app_user_access(
        &self,
        request: Request<ExportAppUserAccess>,
    ) -> ApiResult<ExportTask> {
        let report = Report::of_access(request.get_ref(), self.clock.millis());
        self.create(&request, report).await
    }

    async fn export_user_connections(
        &self,
        request: Request<ExportUserConnections>,
    ) -> ApiResult<ExportTask> {
        let report = Report::of_connections(request.get_ref(), self.clock.millis());
        self.create(&request, report).await
    }

    async fn show_ai_assistant_usage_frequency(
        &self,
        request: Request<ShowAiAssistantUsageFrequency>,
    ) -> ApiResult<AiAssistantUsageFrequency> {
        let project = project(&request)?;
        let request = request.into_inner();
        let period = period(&request.start_time, &request.end_time).map_err(|why| invalid(&why))?;
        let count = u32::try_from(request.count_or_default()).unwrap_or(0);
        let users = self
            .ask(move |store| store.assistant_users(&project, period, count))
            .await?;
        let users = users
            .into_iter()
            .map(|(name, uses)| UserUsageFrequency::new().user_name(name).use_count(uses));
        Ok(AiAssistantUsageFrequency::new().users(users).into())
    }

    async fn list_export_tasks(
        &self,
        request: Request<ListExportTasks>,
    ) -> ApiResult<ExportTaskList> {
        let query = query(&request)?;
        self.expire().await?;
        let (tasks, count) = self.ask(move |store| store.tasks(&query)).await?;
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        let tasks = tasks.into_iter().map(item);
        Ok(ExportTaskList::new()
            .export_tasks(tasks)
            .count(count)
            .into())
    }

    async fn download_export_file(
        &self,
        request: Request<DownloadExportFile>,
    ) -> ApiResult<ByteStream> {
        let project = project(&request)?;
        let id = request.get_ref().task_id.clone();
        self.expire().await?;
        let task = self.ask(move |store| store.task(&project, &id)).await?;
        let task = task.ok_or_else(|| NOT_FOUND.error("There is no such task."))?;
        let (Some(size), Some(etag), "SUCCESS") = (task.bytes, &task.etag, task.status.as_str())
        else {
            let detail = format!("The task has no file: its status is {}.", task.status);
            return Err(CONFLICT.error(detail));
        };
        let is_head = request.extensions().get::<HeadOnly>().is_some();
        // A range is defined for GET only: https://www.rfc-editor.org/rfc/rfc9110#section-14.2
        let part = if is_head {
            Part::Whole
        } else {
            part(request.headers(), size, etag)
        };
        if part == Part::Unsatisfiable {
            return Err(out_of_range(size));
        }
        let sent = Sent {
            path: &self.jobs.file(&task.id),
            name: &task.file_name,
            size,
            etag,
            is_head,
            is_truncated: !is_head && self.faults.happens(|faults| faults.truncation_rate),
        };
        let response = sent.response(part).await.map_err(|error| {
            tracing::error!(%error, id = task.id, "the file of a task cannot be opened");
            OPERATION_FAILED.error("The file cannot be opened.")
        })?;
        if !is_head {
            self.ask(move |store| store.mark_downloaded(&task.id))
                .await?;
        }
        Ok(response)
    }

    async fn delete_export_tasks(&self, request: Request<DeleteExportTasks>) -> ApiResult<()> {
        let project = project(&request)?;
        let ids = request.into_inner().body.task_ids;
        let deleted = self
            .ask(move |store| store.delete_tasks(&project, &ids))
            .await?;
        let jobs = self.jobs.clone();
        self.blocking(move || jobs.remove(&deleted)).await?;
        Ok(().into())
    }
}

impl Service {
    /// Creates a task, and starts it. It is in the database before the caller learns its ID.
    async fn create<T>(
        &self,
        request: &Request<T>,
        report: Result<Report, InvalidReport>,
    ) -> ApiResult<ExportTask> {
        let project = project(request)?;
        let report = report.map_err(|why| invalid(&why))?;
        let id = format!("{:032x}", fastrand::u128(..));
        let now = self.clock.millis();
        let file_name = format!("{}_{}", report.base_name(), of_file(now));
        let created = id.clone();
        self.ask(move |store| store.create_task(&created, &project, &file_name, &report, now))
            .await?;
        self.jobs.start(id.clone());
        Ok(ExportTask::new().task_id(id).into())
    }

    /// Expires what is due, so that no caller sees it.
    async fn expire(&self) -> Result<(), Failure> {
        let jobs = self.jobs.clone();
        self.blocking(move || jobs.expire())
            .await?
            .map_err(|error| database(&error))
    }

    /// Asks the database on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Store) -> DbResult<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = Arc::clone(&self.store);
        let result = self.blocking(move || run(&store)).await?;
        result.map_err(|error| database(&error))
    }

    /// Runs what may wait on a thread of its own, when it is its turn.
    async fn blocking<T: Send + 'static>(
        &self,
        run: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let interrupted = || OPERATION_FAILED.error("The operation was interrupted.");
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        let slot = slot.map_err(|_| interrupted())?;
        let ran = tokio::task::spawn_blocking(move || {
            let done = run();
            drop(slot);
            done
        });
        ran.await.map_err(|error| {
            tracing::error!(%error, "a thread ended early");
            interrupted()
        })
    }
}

/// The caller learns nothing about the database.
fn database(error: &rusqlite::Error) -> Failure {
    tracing::error!(%error, "the database failed");
    DATABASE.error("The database failed.")
}

/// The project of the caller. The authenticator has compared it with that in the path.
fn project<T>(request: &Request<T>) -> Result<String, Failure> {
    let caller = request.principal::<Caller>();
    let caller = caller.ok_or_else(|| NO_PERMISSION.error("The caller is unknown."))?;
    Ok(caller.project.clone())
}

fn invalid(why: &InvalidReport) -> Failure {
    INVALID_PARAMETER.error(why.to_string())
}

/// 416 with the size of the file ([RFC 9110, section 15.5.17](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.17)).
fn out_of_range(size: u64) -> Failure {
    let published = Published {
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        ..INVALID_PARAMETER
    };
    let mut error = published.error("The file does not have this range.");
    if let Error::Api(api) = &mut error {
        size_for_416(api.headers_mut(), size);
    }
    error
}

/// The tasks that a caller asks for.
fn query(request: &Request<ListExportTasks>) -> Result<TaskQuery, Failure> {
    let project = project(request)?;
    let request = request.get_ref();
    let unknown = |name: &str| INVALID_PARAMETER.error(format!("{name} has no such value"));
    match &request.sort_field {
        None | Some(ExportTaskSortField::CreateTime) => {}
        Some(_) => return Err(unknown("sort_field")),
    }
    let order = match &request.sort_type {
        None | Some(SortDirection::Ascending) => Order::Ascending,
        Some(SortDirection::Descending) => Order::Descending,
        Some(_) => return Err(unknown("sort_type")),
    };
    Ok(TaskQuery {
        project,
        file_name: request.file_name.clone(),
        id: request.task_id.clone(),
        status: request
            .status
            .as_ref()
            .map(|status| status.as_str().to_owned()),
        is_download: request.is_download,
        order,
        offset: u32::try_from(request.offset_or_default()).unwrap_or(0),
        limit: u32::try_from(request.limit_or_default()).unwrap_or(0),
    })
}

/// A task as the service shows it.
fn item(task: Task) -> ExportTaskItem {
    let mut item = ExportTaskItem::new()
        .task_id(task.id)
        .file_name(task.file_name)
        .create_time(of_task(task.create_time))
        .is_download(task.is_download);
    item.status = Some(ExportTaskStatus::from(task.status.as_str()));
    item.fail_reason = task.fail_reason;
    item.error_code = task.error_code;
    item.end_time = task.end_time.map(of_task);
    item
}

//! The seven operations as a table: how to call each with the required arguments, and what its page documents.

use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::{
    AppUserAccessQuery, DeleteExportTasks, DownloadExportFile, Error, ErrorResponse,
    ExportAppUserAccess, ExportTaskIds, ExportUserConnections, ExportUserUsage, ListExportTasks,
    Request, ShowAiAssistantUsageFrequency, WorkspaceApi,
};

pub(crate) const START: &str = "2026-05-01T00:00:00Z";
pub(crate) const END: &str = "2026-05-30T23:59:59Z";

/// One of the operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    UserUsage,
    AppUserAccess,
    UserConnections,
    AiAssistant,
    List,
    Download,
    Delete,
}

/// The arguments of any operation.
#[derive(Debug, Clone)]
pub(crate) enum Args {
    UserUsage(ExportUserUsage),
    AppUserAccess(ExportAppUserAccess),
    UserConnections(ExportUserConnections),
    AiAssistant(ShowAiAssistantUsageFrequency),
    List(ListExportTasks),
    Download(DownloadExportFile),
    Delete(DeleteExportTasks),
}

macro_rules! args_from {
    ($($variant:ident($args:ty),)*) => {
        $(impl From<$args> for Args {
            fn from(args: $args) -> Self {
                Self::$variant(args)
            }
        })*
    };
}
args_from! {
    UserUsage(ExportUserUsage),
    AppUserAccess(ExportAppUserAccess),
    UserConnections(ExportUserConnections),
    AiAssistant(ShowAiAssistantUsageFrequency),
    List(ListExportTasks),
    Download(DownloadExportFile),
    Delete(DeleteExportTasks),
}

impl Args {
    /// Calls the operation. Returns the status of the response.
    pub(crate) async fn send(
        self,
        api: &impl WorkspaceApi,
    ) -> Result<StatusCode, Error<ErrorResponse>> {
        Ok(match self {
            Self::UserUsage(args) => api.export_user_usage(Request::new(args)).await?.status(),
            Self::AppUserAccess(args) => api
                .export_app_user_access(Request::new(args))
                .await?
                .status(),
            Self::UserConnections(args) => api
                .export_user_connections(Request::new(args))
                .await?
                .status(),
            Self::AiAssistant(args) => api
                .show_ai_assistant_usage_frequency(Request::new(args))
                .await?
                .status(),
            Self::List(args) => api.list_export_tasks(Request::new(args)).await?.status(),
            Self::Download(args) => api.download_export_file(Request::new(args)).await?.status(),
            Self::Delete(args) => api.delete_export_tasks(Request::new(args)).await?.status(),
        })
    }
}

use Operation::{AiAssistant, AppUserAccess, Delete, Download, List, UserConnections, UserUsage};

impl Operation {
    pub(crate) const ALL: [Self; 7] = [
        UserUsage,
        AppUserAccess,
        UserConnections,
        AiAssistant,
        List,
        Download,
        Delete,
    ];

    /// The operations that must not be sent twice.
    pub(crate) const ONCE: [Self; 4] = [UserUsage, AppUserAccess, UserConnections, Delete];

    /// The required arguments.
    pub(crate) fn args(self) -> Args {
        match self {
            UserUsage => ExportUserUsage::new(START, END).into(),
            AppUserAccess => ExportAppUserAccess::new(AppUserAccessQuery::new(START, END)).into(),
            UserConnections => ExportUserConnections::new().into(),
            AiAssistant => ShowAiAssistantUsageFrequency::new(START, END).into(),
            List => ListExportTasks::new().into(),
            Download => DownloadExportFile::new("t1").into(),
            Delete => DeleteExportTasks::new(ExportTaskIds::new(["t1"])).into(),
        }
    }

    /// Calls it with the required arguments.
    pub(crate) async fn call(
        self,
        api: &impl WorkspaceApi,
    ) -> Result<StatusCode, Error<ErrorResponse>> {
        self.args().send(api).await
    }

    /// The error statuses that its page lists, and 429, which the gateway adds to all.
    pub(crate) fn failures(self) -> &'static [u16] {
        match self {
            UserConnections => &[401, 429],
            AiAssistant => &[400, 401, 403, 404, 405, 500, 503, 429],
            UserUsage | AppUserAccess | List | Download | Delete => &[400, 401, 500, 429],
        }
    }

    /// The first line of its smallest request for the project `p1`, without the version, and its body.
    pub(crate) fn smallest(self) -> (&'static str, Option<&'static str>) {
        match self {
            UserUsage => (
                "GET /v3/p1/statistics/metrics/users/export?start_time=2026-05-01T00%3A00%3A00Z&end_time=2026-05-30T23%3A59%3A59Z",
                None,
            ),
            AppUserAccess => (
                "POST /v2/p1/statistics/metrics/app-user-access/export",
                Some(r#"{"start_time":"2026-05-01T00:00:00Z","end_time":"2026-05-30T23:59:59Z"}"#),
            ),
            UserConnections => ("GET /v3/p1/desktops/connections/export", None),
            AiAssistant => (
                "GET /v3/users/ai-assistant/statistics/usage-frequency?start_time=2026-05-01T00%3A00%3A00Z&end_time=2026-05-30T23%3A59%3A59Z",
                None,
            ),
            List => ("GET /v2/p1/export-tasks", None),
            Download => ("GET /v2/p1/export-tasks/t1/download", None),
            Delete => (
                "POST /v2/p1/export-tasks/batch-delete",
                Some(r#"{"task_ids":["t1"]}"#),
            ),
        }
    }
}

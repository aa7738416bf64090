//! What the client sends, byte for byte: every operation with the required arguments only, and with all arguments.

use huaweicloud_workspace::{
    AppUserAccessQuery, AppUserAccessSortField, DeleteExportTasks, DownloadExportFile,
    ExportAppUserAccess, ExportLanguage, ExportTaskIds, ExportTaskSortField, ExportTaskStatus,
    ExportUserConnections, ExportUserUsage, ListExportTasks, Request,
    ShowAiAssistantUsageFrequency, SortDirection, UserUsageSortField,
};

use super::gateway::{Gateway, json};
use super::operation::{END, Operation, START};

/// The bytes of a GET request, from its target and the media types that it accepts.
fn get(target: &str, accept: &str) -> String {
    format!(
        "GET {target} HTTP/1.1\nx-auth-token: token-1\nuser-agent: test\naccept: {accept}\nhost: HOST\n\n"
    )
}

/// The bytes of a POST request with JSON.
fn post(target: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {target} HTTP/1.1\ncontent-type: application/json\nx-auth-token: token-1\nuser-agent: test\n\
         accept: application/json\nhost: HOST\ncontent-length: {length}\n\n{body}"
    )
}

const JSON: &str = "application/json";
const FILE: &str = "application/octet-stream, application/json";

async fn gateway() -> Gateway {
    Gateway::new([json(200, "{}")]).await
}

#[tokio::test]
async fn every_operation_with_required_arguments_only() {
    for operation in Operation::ALL {
        let gateway = gateway().await;
        operation.call(&gateway.client()).await.unwrap();
        let (line, body) = operation.smallest();
        let (_, target) = line.split_once(' ').unwrap();
        let accept = if operation == Operation::Download {
            FILE
        } else {
            JSON
        };
        let sent = body.map_or_else(|| get(target, accept), |body| post(target, body));
        assert_eq!(gateway.requests(), [sent], "{operation:?}");
    }
}

#[tokio::test]
async fn export_user_usage_with_everything() {
    let gateway = gateway().await;
    let args = ExportUserUsage::new("2026-05-01 00:00+08:00", END)
        .project_id("p 2/é")
        .username("zhang san & 张三")
        .usage_min_hours(0)
        .usage_max_hours(2_147_483_646)
        .enterprise_project_id("a=b+c%/~")
        .sort_field(UserUsageSortField::UserUsage)
        .sort_type(SortDirection::Descending);
    gateway.client().export_user_usage(args).await.unwrap();
    let target = "/v3/p%202%2F%C3%A9/statistics/metrics/users/export\
        ?start_time=2026-05-01%2000%3A00%2B08%3A00&end_time=2026-05-30T23%3A59%3A59Z\
        &username=zhang%20san%20%26%20%E5%BC%A0%E4%B8%89&usage_min_hours=0&usage_max_hours=2147483646\
        &enterprise_project_id=a%3Db%2Bc%25%2F~&sort_field=user_usage&sort_type=DESC";
    assert_eq!(gateway.requests(), [get(target, JSON)]);
}

#[tokio::test]
async fn export_app_user_access_with_everything() {
    let gateway = gateway().await;
    let query = AppUserAccessQuery::new(START, "2026-05-12T11:45:42Z")
        .username("张三 \"&=+%/\\")
        .sort_field(AppUserAccessSortField::LastAccessFailedTime)
        .sort_type(SortDirection::Ascending);
    let args = ExportAppUserAccess::new(query).project_id("p2");
    gateway.client().export_app_user_access(args).await.unwrap();
    let body = r#"{"start_time":"2026-05-01T00:00:00Z","end_time":"2026-05-12T11:45:42Z","username":"张三 \"&=+%/\\","sort_field":"last_access_failed_time","sort_type":"ASC"}"#;
    assert_eq!(
        gateway.requests(),
        [post(
            "/v2/p2/statistics/metrics/app-user-access/export",
            body
        )]
    );
}

#[tokio::test]
async fn export_user_connections_with_everything() {
    let gateway = gateway().await;
    let args = ExportUserConnections::new()
        .project_id("p2")
        .start_time(START)
        .end_time(END)
        .user_name("用户@local.com")
        .computer_name("DESKTOP/0A=1")
        .terminal_type("Windows 10")
        .language(ExportLanguage::Chinese)
        .min_e2e_rtt(0)
        .max_e2e_rtt(10_000)
        .enterprise_project_id("0")
        .public_ip("2001:db8::7")
        .domain("example.com?#[]");
    gateway
        .client()
        .export_user_connections(args)
        .await
        .unwrap();
    let target = "/v3/p2/desktops/connections/export\
        ?start_time=2026-05-01T00%3A00%3A00Z&end_time=2026-05-30T23%3A59%3A59Z\
        &user_name=%E7%94%A8%E6%88%B7%40local.com&computer_name=DESKTOP%2F0A%3D1&terminal_type=Windows%2010\
        &language=zh_CN&min_e2e_rtt=0&max_e2e_rtt=10000&enterprise_project_id=0&public_ip=2001%3Adb8%3A%3A7\
        &domain=example.com%3F%23%5B%5D";
    assert_eq!(gateway.requests(), [get(target, JSON)]);
}

#[tokio::test]
async fn show_ai_assistant_usage_frequency_with_everything() {
    let gateway = gateway().await;
    let args = ShowAiAssistantUsageFrequency::new(START, END).count(30);
    gateway
        .client()
        .show_ai_assistant_usage_frequency(args)
        .await
        .unwrap();
    let target = "/v3/users/ai-assistant/statistics/usage-frequency\
        ?count=30&start_time=2026-05-01T00%3A00%3A00Z&end_time=2026-05-30T23%3A59%3A59Z";
    assert_eq!(gateway.requests(), [get(target, JSON)]);
}

#[tokio::test]
async fn list_export_tasks_with_everything() {
    let gateway = gateway().await;
    let args = ListExportTasks::new()
        .project_id("p2")
        .file_name("a b.xlsx")
        .task_id("t/1")
        .status(ExportTaskStatus::Success)
        .is_download(false)
        .sort_field(ExportTaskSortField::CreateTime)
        .sort_type(SortDirection::Ascending)
        .offset(2_147_483_646)
        .limit(100);
    gateway.client().list_export_tasks(args).await.unwrap();
    let target = "/v2/p2/export-tasks?file_name=a%20b.xlsx&task_id=t%2F1&status=SUCCESS&is_download=false\
        &sort_field=create_time&sort_type=ASC&offset=2147483646&limit=100";
    assert_eq!(gateway.requests(), [get(target, JSON)]);
}

/// The service would reject it, as our server does. Under a known name it is a known value.
#[tokio::test]
async fn values_that_no_enum_lists_are_not_sent() {
    let gateway = gateway().await;
    let status = |word: &str| ExportTaskStatus::Unknown(word.to_owned());
    let args = ListExportTasks::new().status(status("ON HOLD"));
    let error = gateway.client().list_export_tasks(args).await.unwrap_err();
    let why = "query.status: the document does not list this value";
    assert!(error.to_string().ends_with(why), "{error}");
    let query = AppUserAccessQuery::new(START, END).sort_type(SortDirection::from("UP"));
    let args = ExportAppUserAccess::new(query);
    let error = gateway
        .client()
        .export_app_user_access(args)
        .await
        .unwrap_err();
    let why = "body: /sort_type: the document does not list this value";
    assert!(error.to_string().contains(why), "{error}");
    assert_eq!(gateway.requests().len(), 0);
    let args = ListExportTasks::new().status(status("SUCCESS"));
    gateway.client().list_export_tasks(args).await.unwrap();
}

#[tokio::test]
async fn download_export_file_with_everything() {
    let gateway = gateway().await;
    let args = DownloadExportFile::new("a b/c~é").project_id("p2");
    gateway.client().download_export_file(args).await.unwrap();
    assert_eq!(
        gateway.requests(),
        [get("/v2/p2/export-tasks/a%20b%2Fc~%C3%A9/download", FILE)]
    );
}

#[tokio::test]
async fn delete_export_tasks_with_everything() {
    let gateway = gateway().await;
    let ids: Vec<_> = (0..200).map(|number| format!("{number:064}")).collect();
    let body = format!(r#"{{"task_ids":["{}"]}}"#, ids.join(r#"",""#));
    let args = DeleteExportTasks::new(ExportTaskIds::new(ids)).project_id("p2");
    gateway.client().delete_export_tasks(args).await.unwrap();
    assert_eq!(
        gateway.requests(),
        [post("/v2/p2/export-tasks/batch-delete", &body)]
    );
}

#[tokio::test]
async fn headers_of_the_caller_are_sent_first() {
    let gateway = gateway().await;
    let mut request = Request::new(ListExportTasks::new());
    for (name, value) in [
        ("x-language", "zh-cn"),
        ("x-auth-token", "token-9"),
        ("user-agent", "mine"),
    ] {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    gateway.client().list_export_tasks(request).await.unwrap();
    let sent = gateway.requests().concat();
    for line in [
        "x-language: zh-cn\n",
        "x-auth-token: token-9\n",
        "user-agent: mine\n",
    ] {
        assert_eq!(sent.matches(line).count(), 1, "{line} {sent}");
    }
    assert!(!sent.contains("token-1"), "{sent}");
}

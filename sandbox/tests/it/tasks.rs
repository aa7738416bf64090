//! Export tasks: how they are listed, deleted, and how they end.

use std::time::Duration;

use futures_util::StreamExt as _;
use huaweicloud_workspace::runtime::client::WaitError;
use huaweicloud_workspace::{
    DeleteExportTasks, ExportTaskIds, ExportTaskSortField, ExportTaskStatus, ExportUserConnections,
    ExportUserUsage, ListExportTasks, SortDirection,
};
use huaweicloud_workspace_sandbox::{Faults, Sandbox};

use crate::client::{NOW, download, failure, small, tasks, wait};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn finished(sandbox: &Sandbox) -> String {
    let request = ExportUserConnections::new();
    let client = sandbox.client();
    let task = client
        .export_user_connections_and_wait(request, wait())
        .await
        .unwrap();
    task.task_id.unwrap()
}

#[tokio::test]
async fn a_task_is_listed_as_the_service_shows_it() {
    let sandbox = small().start().await.unwrap();
    let id = finished(&sandbox).await;
    let task = &tasks(sandbox.client()).await[0];
    assert_eq!(task.task_id.as_deref(), Some(id.as_str()));
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(task.file_name.as_deref(), Some("connections_20260601"));
    assert_eq!(task.status, Some(ExportTaskStatus::Success));
    assert_eq!(
        task.create_time.as_deref(),
        Some("2026-06-01T08:09:10.000+0000")
    );
    assert_eq!(
        task.end_time.as_deref(),
        Some("2026-06-01T08:09:10.000+0000")
    );
    assert_eq!(task.is_download, Some(false));
    assert_eq!((&task.fail_reason, &task.error_code), (&None, &None));
    download(sandbox.client(), &id).await.unwrap();
    assert_eq!(tasks(sandbox.client()).await[0].is_download, Some(true));
}

#[tokio::test]
async fn tasks_are_filtered_ordered_and_paged() {
    let sandbox = small().start().await.unwrap();
    let client = sandbox.client();
    let mut ids = Vec::new();
    for number in 0..5 {
        let id = if number % 2 == 0 {
            finished(&sandbox).await
        } else {
            let request = ExportUserUsage::new("2026-05-20T00:00:00Z", NOW);
            client
                .export_user_usage_and_wait(request, wait())
                .await
                .unwrap()
                .task_id
                .unwrap()
        };
        ids.push(id);
        sandbox.clock().advance(Duration::from_millis(1));
    }
    download(client, &ids[0]).await.unwrap();

    let list = |request: ListExportTasks| async {
        let body = client.list_export_tasks(request).await.unwrap().into_body();
        let found = body
            .export_tasks
            .unwrap()
            .into_iter()
            .map(|task| task.task_id.unwrap());
        (found.collect::<Vec<_>>(), body.count.unwrap())
    };
    let of = |places: &[usize]| {
        places
            .iter()
            .map(|place| ids[*place].clone())
            .collect::<Vec<_>>()
    };
    let request = ListExportTasks::new;
    let descending = || {
        request()
            .sort_field(ExportTaskSortField::CreateTime)
            .sort_type(SortDirection::Descending)
    };
    for (asked, places, count) in [
        (request(), &[0, 1, 2, 3, 4][..], 5),
        (
            request().sort_field(ExportTaskSortField::CreateTime),
            &[0, 1, 2, 3, 4],
            5,
        ),
        (descending(), &[4, 3, 2, 1, 0], 5),
        (descending().limit(2).offset(1), &[3, 2], 5),
        (request().offset(5), &[], 5),
        (request().task_id(&ids[2]), &[2], 1),
        (request().task_id("no such task"), &[], 0),
        (request().file_name("user_usage_20260601"), &[1, 3], 2),
        (request().file_name("user_usage"), &[], 0),
        (request().is_download(true), &[0], 1),
        (request().is_download(false), &[1, 2, 3, 4], 4),
        (
            request().status(ExportTaskStatus::Success).limit(1),
            &[0],
            5,
        ),
        (request().status(ExportTaskStatus::Fail), &[], 0),
    ] {
        let shown = format!("{asked:?}");
        assert_eq!(list(asked).await, (of(places), count), "{shown}");
    }
    let pages = client.list_export_tasks_all(request().limit(2));
    let all: Vec<_> = pages
        .map(|task| task.unwrap().task_id.unwrap())
        .collect()
        .await;
    assert_eq!(all, ids);
}

#[tokio::test]
async fn a_deleted_task_is_gone_and_so_is_its_file() {
    let sandbox = small().start().await.unwrap();
    let client = sandbox.client();
    let (kept, deleted) = (finished(&sandbox).await, finished(&sandbox).await);
    let ids = ExportTaskIds::new([deleted.clone(), "unknown".to_owned()]);
    client
        .delete_export_tasks(DeleteExportTasks::new(ids))
        .await
        .unwrap();
    assert_eq!(failure(download(client, &deleted).await).0, 404);
    let left: Vec<_> = tasks(client)
        .await
        .into_iter()
        .map(|task| task.task_id.unwrap())
        .collect();
    assert_eq!(left, std::slice::from_ref(&kept));
    let mut folder = sandbox.database().as_os_str().to_owned();
    folder.push(".files");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(files, [format!("{kept}.xlsx").as_str()]);
}

#[tokio::test]
async fn a_task_that_is_deleted_while_it_runs_leaves_no_file() {
    let faults = Faults {
        task_delay: Duration::from_millis(80),
        ..Faults::default()
    };
    let sandbox = small().faults(faults).start().await.unwrap();
    let client = sandbox.client();
    let id = client
        .export_user_connections(ExportUserConnections::new())
        .await
        .unwrap();
    let id = id.into_body().task_id.unwrap();
    assert_eq!(
        tasks(client).await[0].status,
        Some(ExportTaskStatus::Creating)
    );
    assert_eq!(
        failure(download(client, &id).await),
        (409, "WKS.00211103".to_owned())
    );
    client
        .delete_export_tasks(DeleteExportTasks::new(ExportTaskIds::new([id.clone()])))
        .await
        .unwrap();
    // A later task of the same workers has ended, so the deleted one has, too.
    for _ in 0..2 {
        finished(&sandbox).await;
    }
    assert_eq!(failure(download(client, &id).await).0, 404);
    assert!(
        tasks(client)
            .await
            .iter()
            .all(|task| task.task_id.as_deref() != Some(id.as_str()))
    );
}

#[tokio::test]
async fn a_file_expires_after_its_time() {
    let sandbox = small().retention(DAY).start().await.unwrap();
    let id = finished(&sandbox).await;
    sandbox.clock().advance(DAY - Duration::from_millis(1));
    download(sandbox.client(), &id).await.unwrap();
    sandbox.clock().advance(Duration::from_millis(1));
    assert_eq!(failure(download(sandbox.client(), &id).await).0, 409);
    assert_eq!(
        tasks(sandbox.client()).await[0].status,
        Some(ExportTaskStatus::Expired)
    );
}

#[tokio::test]
async fn tasks_fail_and_expire_on_request() {
    let sandbox = small().start().await.unwrap();
    sandbox.set_faults(Faults {
        task_failure_rate: 1.0,
        ..Faults::default()
    });
    let export = || {
        sandbox
            .client()
            .export_user_connections_and_wait(ExportUserConnections::new(), wait())
    };
    let Err(WaitError::Failed(task)) = export().await else {
        panic!("the task should fail");
    };
    assert_eq!(
        task.task.unwrap().error_code.as_deref(),
        Some("WKS.00211401")
    );
    sandbox.set_faults(Faults {
        task_expiry_rate: 1.0,
        ..Faults::default()
    });
    let Err(WaitError::Failed(task)) = export().await else {
        panic!("the task should expire");
    };
    assert_eq!(task.task.unwrap().status, Some(ExportTaskStatus::Expired));
}

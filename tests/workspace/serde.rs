//! The feature `serde`: `serde_json` writes and reads every type in the form that it has on the wire.

use std::fmt::Debug;

use huaweicloud_workspace::{
    AiAssistantUsageFrequency, AppUserAccessQuery, AppUserAccessSortField, ErrorResponse,
    ExportLanguage, ExportTask, ExportTaskIds, ExportTaskItem, ExportTaskList, ExportTaskSortField,
    ExportTaskStatus, SortDirection, UserUsageFrequency, UserUsageSortField,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

#[track_caller]
fn round<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, wire: Value) {
    assert_eq!(serde_json::to_value(&value).unwrap(), wire);
    assert_eq!(serde_json::from_value::<T>(wire.clone()).unwrap(), value);
    let text = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), value);
}

#[test]
fn full_and_empty_objects() {
    round(ExportTask::new(), json!({}));
    round(ExportTask::new().task_id("t1"), json!({"task_id": "t1"}));
    round(
        AppUserAccessQuery::new("a", "b"),
        json!({"start_time": "a", "end_time": "b"}),
    );
    round(
        AppUserAccessQuery::new("a", "b")
            .username("张 \"三\"")
            .sort_field(AppUserAccessSortField::AccessFailedCount)
            .sort_type(SortDirection::Descending),
        json!({"start_time": "a", "end_time": "b", "username": "张 \"三\"", "sort_field": "access_failed_count", "sort_type": "DESC"}),
    );
    round(UserUsageFrequency::new(), json!({}));
    let user = UserUsageFrequency::new().user_name("u").use_count(-1);
    round(user.clone(), json!({"user_name": "u", "use_count": -1}));
    round(AiAssistantUsageFrequency::new(), json!({}));
    round(
        AiAssistantUsageFrequency::new().users([user]),
        json!({"users": [{"user_name": "u", "use_count": -1}]}),
    );
    round(
        ExportTaskIds::new(["a", "b"]),
        json!({"task_ids": ["a", "b"]}),
    );
    round(ErrorResponse::new(), json!({}));
    round(
        ErrorResponse::new()
            .error_code("c")
            .error_msg("m")
            .error_detail("d")
            .encoded_authorization_message("e")
            .request_id("r"),
        json!({"error_code": "c", "error_msg": "m", "error_detail": "d", "encoded_authorization_message": "e", "request_id": "r"}),
    );
}

#[test]
fn tasks_and_their_list() {
    let task = ExportTaskItem::new()
        .task_id("t1")
        .file_name("f")
        .status(ExportTaskStatus::Fail)
        .fail_reason("why")
        .error_code("c")
        .create_time("2026-05-31T08:09:10.120+0000")
        .end_time("2026-05-31T08:09:14.305Z")
        .is_download(false);
    let wire = json!({
        "task_id": "t1", "file_name": "f", "status": "FAIL", "fail_reason": "why", "error_code": "c",
        "create_time": "2026-05-31T08:09:10.120+0000", "end_time": "2026-05-31T08:09:14.305Z", "is_download": false,
    });
    round(ExportTaskItem::new(), json!({}));
    round(task.clone(), wire.clone());
    round(ExportTaskList::new(), json!({}));
    round(
        ExportTaskList::new().export_tasks([task]).count(1),
        json!({"export_tasks": [wire], "count": 1}),
    );
}

#[test]
fn enumerations_and_unknown_values() {
    macro_rules! round_enum {
        ($($type:ident { $($variant:ident = $wire:literal),* })*) => {
            $($(round($type::$variant, json!($wire));)*
            round($type::Unknown("NEW one".to_owned()), json!("NEW one"));)*
        };
    }
    round_enum! {
        ExportTaskStatus { Creating = "CREATING", Success = "SUCCESS", Fail = "FAIL", Expired = "EXPIRED" }
        SortDirection { Ascending = "ASC", Descending = "DESC" }
        UserUsageSortField { UserUsage = "user_usage" }
        AppUserAccessSortField { AccessFailedCount = "access_failed_count", LastAccessFailedTime = "last_access_failed_time" }
        ExportTaskSortField { CreateTime = "create_time" }
        ExportLanguage { Chinese = "zh_CN", English = "en_US" }
    }
}

#[test]
fn missing_values_and_wrong_types_are_rejected() {
    assert!(serde_json::from_value::<ExportTaskIds>(json!({})).is_err());
    assert!(serde_json::from_value::<ExportTask>(json!({"task_id": 1})).is_err());
    assert!(serde_json::from_value::<ExportTaskStatus>(json!(1)).is_err());
    assert_eq!(
        serde_json::from_value::<ExportTask>(json!({"new": [1], "task_id": null})).unwrap(),
        ExportTask::new()
    );
}

"""The official Python SDK, unmodified, calls all seven operations of a sandbox that runs. Needs huaweicloudsdkcore and
huaweicloudsdkworkspace from PyPI. The argument is the endpoint: python3 python_sdk.py http://127.0.0.1:8080

With HUAWEICLOUD_SDK_AK in the environment, the SDK looks for the credentials itself, as workspace-export does."""

import datetime
import io
import os
import sys
import time
import zipfile

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions import exceptions
from huaweicloudsdkworkspace.v2 import (
    DeleteExportTaskRequestBody,
    DeleteExportTasksRequest,
    DownloadExportFileRequest,
    ExportAppUserAccessDataRequest,
    ExportAppUserAccessDataRequestBody,
    ExportUserConnectionNewRequest,
    ExportUserUsageMetricNewRequest,
    ListExportTasksRequest,
    ShowAiAssistantUsageFrequencyRequest,
    WorkspaceClient,
)

PROJECT = "2b31ed520a1b4c3d8e9f00112233aabb"
SECRET = "sandbox-secret-key-that-protects-nothing"


def client(secret):
    builder = WorkspaceClient.new_builder().with_endpoint(sys.argv[1])
    if secret != SECRET or "HUAWEICLOUD_SDK_AK" not in os.environ:
        builder.with_credentials(BasicCredentials("SANDBOXACCESSKEY0001", secret, PROJECT))
    return builder.build()


def ago(days):
    time = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def failure(call):
    try:
        call()
    except exceptions.ClientRequestException as error:
        assert error.request_id, "errors have the ID of the request"
        return error.status_code, error.error_code
    raise AssertionError("the call should fail")


def ended(workspace, task_id):
    for _ in range(200):
        tasks = workspace.list_export_tasks(ListExportTasksRequest(task_id=task_id)).export_tasks
        if tasks[0].status != "CREATING":
            return tasks[0]
        time.sleep(0.05)
    raise AssertionError("the task does not end")


workspace = client(SECRET)
access = ExportAppUserAccessDataRequestBody(
    start_time=ago(10), end_time=ago(0), sort_field="access_failed_count", sort_type="DESC"
)
usage = ExportUserUsageMetricNewRequest(
    start_time=ago(10), end_time=ago(0), sort_field="user_usage", sort_type="ASC", usage_min_hours=1
)
connections = ExportUserConnectionNewRequest(language="zh_CN", terminal_type="Windows 10")
ids = [
    workspace.export_user_usage_metric_new(usage).task_id,
    workspace.export_app_user_access_data(ExportAppUserAccessDataRequest(body=access)).task_id,
    workspace.export_user_connection_new(connections).task_id,
]
for task_id in ids:
    assert ended(workspace, task_id).status == "SUCCESS"
    file = workspace.download_export_file(DownloadExportFileRequest(task_id=task_id)).raw_content
    assert zipfile.ZipFile(io.BytesIO(file)).testzip() is None, "the file is whole"
    assert ended(workspace, task_id).is_download

request = ListExportTasksRequest(limit=2, sort_field="create_time", sort_type="DESC")
newest = [task.task_id for task in workspace.list_export_tasks(request).export_tasks]
assert newest == [ids[2], ids[1]], newest

request = ShowAiAssistantUsageFrequencyRequest(count=3, start_time=ago(8), end_time=ago(0))
counts = [user.use_count for user in workspace.show_ai_assistant_usage_frequency(request).users]
assert len(counts) == 3 and counts == sorted(counts, reverse=True), counts

body = DeleteExportTaskRequestBody(task_ids=ids)
assert workspace.delete_export_tasks(DeleteExportTasksRequest(body=body)).status_code == 200

old = ExportUserConnectionNewRequest(start_time=ago(40), end_time=ago(1))
for call, expected in [
    (lambda: workspace.list_export_tasks(ListExportTasksRequest(limit=101)), (400, "WKS.00211102")),
    (lambda: workspace.export_user_connection_new(old), (400, "WKS.00211102")),
    (lambda: workspace.download_export_file(DownloadExportFileRequest(task_id=ids[0])), (404, "WKS.00211902")),
    (lambda: client("wrong").list_export_tasks(ListExportTasksRequest()), (401, "APIGW.0301")),
]:
    assert failure(call) == expected, (failure(call), expected)

print("seven operations and four errors are as expected")

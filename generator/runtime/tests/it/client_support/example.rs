//! Operations as a generated crate has them: one with parameters in all styles, a JSON body, a file, several replies, pages, a task.

use bindwright_runtime::{
    ByteStream, Map,
    codegen::{
        LongRunning, Media, OperationSpec, Param, PollMaker, Progress, Requirement, ResponseSpec,
        Scheme, Security, Style, codec, error_body, limits, operation, pages, responses,
    },
};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fault {
    pub error_code: Option<String>,
    pub error_msg: Option<String>,
    pub request_id: Option<String>,
}
codec!(Fault { "error_code" => error_code, "error_msg" => error_msg, "request_id" => request_id });
error_body!(Fault {
    code: "error_code",
    message: "error_msg",
    request_id: "request_id"
});

#[derive(Debug, Clone, PartialEq)]
pub struct Pet {
    pub id: i64,
    pub name: String,
    pub tag: Option<String>,
}
codec!(Pet { "id" => id, "name" => name, "tag" => tag });

limits!(Pet { "name" => name: [MinLength(1), MaxLength(8)] });

pub const SECURED: Security = &[&[Requirement::of(&AK_SK)], &[Requirement::of(&TOKEN)]];
pub static TOKEN: Scheme = Scheme::header_key("Token", "X-Auth-Token");
pub static AK_SK: Scheme =
    Scheme::signature("AkSk", "SDK-HMAC-SHA256", &[("X-Project-Id", "project_id")]);

/// Every place and style.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Search {
    pub owner: Option<String>,
    pub shelf: Vec<i64>,
    pub point: Map<String>,
    pub text: Option<String>,
    pub ids: Option<Vec<i64>>,
    pub tags: Option<Vec<String>>,
    pub pipes: Option<Vec<String>>,
    pub spaces: Option<Vec<String>>,
    pub color: Option<Map<i64>>,
    pub filter: Option<Map<Map<String>>>,
    pub query: Option<Map<bool>>,
    pub raw: Option<String>,
    pub trace: Option<String>,
    pub sizes: Option<Vec<i64>>,
    pub session: Option<String>,
    pub flags: Option<Vec<bool>>,
}

operation! {
    Search => {
        spec: OperationSpec::get("Search", "/v1/{owner}/shelves/{shelf}/{point}"),
        parameters: {
            owner: Param::path("owner").from_client(),
            shelf: Param::path("shelf").list().style(Style::Matrix).exploded(),
            point: Param::path("point").object(&["x", "y"]).style(Style::Label).exploded(),
            text: Param::query("text").limits(&[MaxLength(16)]),
            ids: Param::query("ids").list().limits(&[MaxItems(3), UniqueItems]),
            tags: Param::query("tags").list().compact(),
            pipes: Param::query("pipes").list().style(Style::PipeDelimited),
            spaces: Param::query("spaces").list().style(Style::SpaceDelimited),
            color: Param::query("color").object(&["R", "G"]),
            filter: Param::query("filter").object(&[]).style(Style::DeepObject),
            query: Param::query("query").json(),
            raw: Param::query("raw").allow_reserved(),
            trace: Param::header("X-Trace"),
            sizes: Param::header("X-Sizes").list(),
            session: Param::cookie("session"),
            flags: Param::cookie("flags").list().compact(),
        },
        limits: { rule requires("query.tags" => tags, "query.text" => text) },
        success: Pet { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct CreatePet {
    pub owner: Option<String>,
    pub body: Pet,
}
impl CreatePet {
    /// Creates Rex, who belongs to `o`.
    pub fn rex() -> Self {
        Self {
            owner: Some("o".to_owned()),
            body: Pet {
                id: 1,
                name: "Rex".to_owned(),
                tag: None,
            },
        }
    }
}
operation! {
    CreatePet => {
        spec: OperationSpec::post("CreatePet", "/v1/{owner}/pets").security(SECURED),
        parameters: { owner: Param::path("owner").from_client() },
        body: required [Media::JSON],
        limits: { "body" => body: inside },
        success: Pet { ResponseSpec::json(201) },
        failure: Fault { ResponseSpec::json_range(4), ResponseSpec::json(500) },
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetPet {
    pub id: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum GetPetSuccess {
    Found(Pet),
    Gone,
}
#[derive(Debug, Clone, PartialEq)]
pub enum GetPetFailure {
    NotFound(String),
    Other(Fault),
}
responses!(GetPetSuccess { Found(Pet) => ResponseSpec::json_range(2), Gone => ResponseSpec::empty(204) });
responses!(error GetPetFailure { NotFound(String) => ResponseSpec::text(404, "text/plain"), Other(Fault) => ResponseSpec::json_range(4) });
operation! {
    GetPet => {
        spec: OperationSpec::get("GetPet", "/pets/{id}").security(SECURED),
        parameters: { id: Param::path("id") },
        success: GetPetSuccess,
        failure: GetPetFailure,
    }
}

#[derive(Debug)]
pub struct Upload {
    pub body: ByteStream,
}
operation! {
    Upload => {
        spec: OperationSpec::put("Upload", "/file"),
        parameters: {},
        body: required [Media::BINARY],
        success: () { ResponseSpec::empty(204) },
        failure: Fault {},
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Download {}
operation! {
    Download => {
        spec: OperationSpec::get("Download", "/file"),
        parameters: {},
        success: ByteStream { ResponseSpec::binary(200, "application/octet-stream") },
        failure: Fault { ResponseSpec::json(404) },
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListTasks {
    pub task_id: Option<String>,
    pub offset: Option<i32>,
    pub limit: Option<i32>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct TaskList {
    pub tasks: Option<Vec<Task>>,
    pub count: Option<i32>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub task_id: Option<String>,
    pub status: Option<Status>,
}
#[derive(Clone)]
pub enum Status {
    Running,
    Done,
    Failed,
    Unknown(String),
}
codec!(TaskList { "tasks" => tasks, "count" => count });
codec!(Task { "task_id" => task_id, "status" => status });
codec!(enum Status { "RUNNING" => Running, "DONE" => Done, "FAILED" => Failed });
operation! {
    ListTasks => {
        spec: OperationSpec::get("ListTasks", "/tasks"),
        parameters: { task_id: Param::query("task_id"), offset: Param::query("offset"), limit: Param::query("limit") },
        success: TaskList { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
pages!(ListTasks {
    offset: offset,
    items: tasks as Task,
    total: count
});

/// A `GET` that starts something.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StartTask {}
operation! {
    StartTask => {
        spec: OperationSpec::get("StartTask", "/start").side_effect(),
        parameters: {},
        success: Task { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
impl LongRunning for StartTask {
    type Poll = ListTasks;
    type Task = Task;

    fn poll(&self) -> PollMaker<Self> {
        Box::new(|started| {
            Some(ListTasks {
                task_id: Some(started.task_id.clone()?),
                ..ListTasks::default()
            })
        })
    }

    fn task(response: TaskList) -> Option<Task> {
        response.tasks?.into_iter().next()
    }

    fn progress(task: &Task) -> Progress {
        match task.status {
            Some(Status::Done) => Progress::Succeeded,
            Some(Status::Failed) => Progress::Failed,
            Some(Status::Running | Status::Unknown(_)) | None => Progress::Pending,
        }
    }
}

//! A small API as generated code would have it: exports of a project, files, and a few operations that only go wrong.

use bindwright_runtime::{
    ByteStream,
    codegen::{
        Media, OperationSpec, Param, Requirement, ResponseSpec, Scheme, StatusPattern, codec,
        error_body, limits, operation, responses,
    },
};
use bindwright_runtime::{Map, Value};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    pub(crate) error_code: String,
    pub(crate) error_msg: String,
    pub(crate) error_detail: Option<String>,
    pub(crate) request_id: Option<String>,
}

codec!(Failure {
    "error_code" => error_code,
    "error_msg" => error_msg,
    "error_detail" => error_detail,
    "request_id" => request_id,
});
error_body!(Failure {
    fill {
        Code.required("error_code"),
        Message.required("error_msg"),
        Detail.optional("error_detail"),
        RequestId.optional("request_id"),
    },
    code: "error_code",
    message: "error_msg",
    detail: "error_detail",
    request_id: "request_id",
});

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Export {
    pub(crate) project: String,
    pub(crate) kind: Kind,
    pub(crate) note: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) caller: Option<String>,
    pub(crate) extra: Map<Value>,
}
codec!(Export {
    "project" => project, "kind" => kind, "note" => note, "count" => count, "caller" => caller, .. => extra
});

#[derive(Clone)]
pub(crate) enum Kind {
    Desktop,
    User,
}
codec!(closed enum Kind { "desktop" => Desktop, "user" => User });

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewExport {
    pub(crate) kind: Kind,
    pub(crate) note: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) weight: Option<f64>,
    pub(crate) any: Option<Value>,
}
codec!(NewExport { "kind" => kind, "note" => note, "count" => count, "weight" => weight, "any" => any });

limits!(NewExport { "note" => note: [MaxLength(8)], "count" => count: [Minimum(0)] });

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ListExports {
    pub(crate) project_id: String,
    pub(crate) limit: Option<i32>,
    pub(crate) q: Option<String>,
}
operation! {
    ListExports => {
        spec: OperationSpec::get("ListExports", "/v2/{project_id}/exports"),
        parameters: {
            project_id: Param::path("project_id").limits(&[MaxLength(12)]),
            limit: Param::query("limit").limits(&[Minimum(1), Maximum(100)]),
            q: Param::query("q").limits(&[MaxLength(5)]),
        },
        success: Export { ResponseSpec::json(200) },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CreateExport {
    pub(crate) project: String,
    pub(crate) body: NewExport,
}
operation! {
    CreateExport => {
        spec: OperationSpec::post("CreateExport", "/v2/{project}/exports"),
        parameters: { project: Param::path("project") },
        body: required [Media::JSON],
        limits: { "body" => body: inside },
        success: Export { ResponseSpec::json(201) },
        failure: Failure { ResponseSpec::json(409), ResponseSpec::json_default() },
    }
}

/// What `PutExport` returns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PutExportSuccess {
    Ok(Export),
    Created(Export),
    NoContent,
}
responses! {
    PutExportSuccess {
        Ok(Export) => ResponseSpec::json(200),
        Created(Export) => ResponseSpec::json(201),
        NoContent => ResponseSpec::empty(204),
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PutExport {
    pub(crate) id: String,
}
operation! {
    PutExport => {
        spec: OperationSpec::put("PutExport", "/exports/{id}"),
        parameters: { id: Param::path("id") },
        success: PutExportSuccess,
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeleteExport {
    pub(crate) export_id: String,
}
operation! {
    DeleteExport => {
        spec: OperationSpec::delete("DeleteExport", "/exports/{export_id}").security(BOTH_OR_TOKEN),
        parameters: { export_id: Param::path("export_id") },
        success: () { ResponseSpec::empty(204) },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Download {
    pub(crate) name: String,
    pub(crate) ext: String,
}
operation! {
    Download => {
        spec: OperationSpec::get("Download", "/files/{name}.{ext}"),
        parameters: { name: Param::path("name"), ext: Param::path("ext") },
        success: ByteStream { ResponseSpec::binary(200, "application/octet-stream") },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) body: ByteStream,
}
operation! {
    Upload => {
        spec: OperationSpec::post("Upload", "/files"),
        parameters: {},
        body: required [Media::BINARY],
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Submit {
    pub(crate) body: Option<NewExport>,
}
operation! {
    Submit => {
        spec: OperationSpec::post("Submit", "/submit"),
        parameters: {},
        body: optional [Media::JSON, Media::FORM],
        limits: { "body" => body: inside },
        success: Export { ResponseSpec::new(StatusPattern::Exact(200), &[Media::JSON, Media::FORM]) },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sign {
    pub(crate) project_id: String,
    pub(crate) body: Option<Value>,
}
operation! {
    Sign => {
        spec: OperationSpec::post("Sign", "/v2/{project_id}/signed").security(SIGNED_OR_TOKEN),
        parameters: { project_id: Param::path("project_id") },
        body: optional [Media::JSON],
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WhoAmI {}
operation! {
    WhoAmI => {
        spec: OperationSpec::get("WhoAmI", "/me").security(OPTIONAL_TOKEN),
        parameters: {},
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Failure { ResponseSpec::json_default() },
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Break {
    pub(crate) how: String,
}
operation! {
    Break => {
        spec: OperationSpec::get("Break", "/break/{how}"),
        parameters: { how: Param::path("how") },
        success: () { ResponseSpec::empty(204) },
        failure: Failure { ResponseSpec::json(409), ResponseSpec::json_default() },
    }
}

pub(crate) static TOKEN: Scheme = Scheme::header_key("Token", "X-Auth-Token");
pub(crate) static COOKIE: Scheme = Scheme::cookie_key("Session", "sid");
pub(crate) static BASIC: Scheme = Scheme::basic("Basic");
pub(crate) static AK_SK: Scheme =
    Scheme::signature("AkSk", "SDK-HMAC-SHA256", &[("X-Project-Id", "project_id")]);
const BOTH_OR_TOKEN: &[&[Requirement]] = &[
    &[Requirement::of(&BASIC), Requirement::of(&COOKIE)],
    &[Requirement::of(&TOKEN)],
];
const SIGNED_OR_TOKEN: &[&[Requirement]] =
    &[&[Requirement::of(&AK_SK)], &[Requirement::of(&TOKEN)]];
const OPTIONAL_TOKEN: &[&[Requirement]] = &[&[Requirement::of(&TOKEN)], &[]];

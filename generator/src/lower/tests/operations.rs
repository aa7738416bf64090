//! Operations.

use super::{lowered, print};
use crate::ir::{
    Credential, Location, ParameterCodec, PollArgument, Signature, SignatureAlgorithm, Style,
    StyleText,
};

#[test]
fn parameters_of_the_path_come_first_and_can_be_replaced() {
    let (api, reports) = lowered(
        "paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: string}}
    post:
      operationId: savePet
      parameters:
        - {name: limit, in: query, schema: {type: integer, default: 3}}
        - {name: id, in: query, schema: {type: string}}
        - {name: body, in: query, schema: {type: string}}
        - {name: Accept, in: header, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses: {'204': {description: ok}}",
    );
    let operation = &api.operations[0];
    assert_eq!(
        print::request(&api, operation),
        "save_pet(id: String in path; limit?: i64 = 3 in query; id_query?: String in query; \
         body_query?: String in query; body?: SavePetBody as application/json)"
    );
    assert_eq!(print::success(&api, operation), "204: ()");
    assert_eq!(print::failure(&api, operation), "undocumented");
    assert!(operation.side_effect);
    assert_eq!(reports.len(), 1, "the ignored header: {reports:?}");
}

#[test]
fn styles_have_their_defaults() {
    let (api, _) = lowered(
        "paths:
  /a/{p}:
    get:
      parameters:
        - {name: p, in: path, required: true, style: matrix, schema: {type: string}}
        - {name: q, in: query, schema: {type: array, items: {type: string}}}
        - {name: d, in: query, style: deepObject, schema: {type: object, properties: {x: {type: string}}}}
        - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: h, in: header, schema: {type: string}}
      responses: {'200': {description: ok}}",
    );
    let operation = &api.operations[0];
    assert_eq!(operation.name.to_string(), "get_a_by_p");
    let codecs: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| (parameter.location, parameter.codec.clone()))
        .collect();
    let style = |style, explode| ParameterCodec::Style {
        text: StyleText::Defined,
        style,
        explode,
        allow_reserved: false,
    };
    assert_eq!(
        codecs,
        [
            (Location::Path, style(Style::Matrix, false)),
            (Location::Query, style(Style::Form, true)),
            (Location::Query, style(Style::DeepObject, false)),
            (Location::Query, ParameterCodec::Json),
            (Location::Header, style(Style::Simple, false)),
        ]
    );
}

#[test]
fn replies_are_grouped_by_body() {
    let (api, reports) = lowered(
        "paths:
  /a:
    get:
      operationId: read
      responses:
        '200': {description: all, content: {application/json: {schema: {type: string}}}}
        '204': {description: none}
        '404': {description: gone, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
        4XX: {description: yours, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
        default: {description: other, content: {text/plain: {schema: {type: string}}}}
  /b:
    get:
      responses:
        '302': {description: moved}
  /c:
    get:
      responses:
        default: {description: whatever}
        '503': {description: busy}
components:
  schemas:
    Problem: {type: object, properties: {text: {type: string}}}",
    );
    assert_eq!(reports, []);
    let [a, b, c] = [0, 1, 2].map(|index| &api.operations[index]);
    assert_eq!(
        print::success(&api, a),
        "ReadSuccess { Ok 200: String, NoContent 204: () }"
    );
    assert_eq!(
        print::failure(&api, a),
        "ReadFailure { NotFound 404: Problem, ClientError 4XX: Problem, Default default: String }"
    );
    assert_eq!(print::success(&api, b), "302: ()");
    assert_eq!(print::success(&api, c), "default: ()");
    assert_eq!(print::failure(&api, c), "503: ()");
}

#[test]
fn security_falls_back_to_the_document() {
    let (api, reports) = lowered(
        "security: [{key: []}, {}]
paths:
  /a: {get: {responses: {'200': {description: ok}}}}
  /b: {get: {security: [], responses: {'200': {description: ok}}}}
  /c: {get: {security: [{login: [read], key: []}], responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    unused: {type: http, scheme: basic}
    login: {type: openIdConnect, openIdConnectUrl: 'https://example.com/id'}
    key: {type: apiKey, in: header, name: Authorization, x-signature: {algorithm: SDK-HMAC-SHA256}}",
    );
    assert_eq!(reports, []);
    let schemes: Vec<_> = api
        .schemes
        .iter()
        .map(|scheme| (scheme.id.as_str(), scheme.credential.clone()))
        .collect();
    assert_eq!(
        schemes,
        [
            ("login", Credential::Bearer),
            (
                "key",
                Credential::Signature(Signature {
                    algorithm: SignatureAlgorithm::SdkHmacSha256,
                    headers: Vec::new(),
                    otherwise: Vec::new()
                })
            )
        ]
    );
    let security: Vec<Vec<Vec<usize>>> = api
        .operations
        .iter()
        .map(|operation| {
            operation
                .security
                .iter()
                .map(|all| all.iter().map(|one| one.scheme).collect())
                .collect()
        })
        .collect();
    assert_eq!(security, [vec![vec![1], vec![]], vec![], vec![vec![0, 1]]]);
}

#[test]
fn pages_and_waiters_follow_typed_pointers() {
    let (api, reports) = lowered(
        "paths:
  /tasks:
    post:
      operationId: start
      x-waiter: {operation: list, parameters: {id: $response.body#/id}, status: $response.body#/tasks/0/status, success: [DONE], failure: [FAILED]}
      responses: {'202': {description: ok, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}}}}
    get:
      operationId: list
      x-pagination: {offset: offset, limit: limit, items: tasks, total: count}
      parameters:
        - {name: id, in: query, schema: {type: string}}
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Tasks'}}}}}
components:
  schemas:
    Tasks: {type: object, required: [tasks], properties: {count: {type: integer, nullable: true}, tasks: {type: array, items: {$ref: '#/components/schemas/Task'}}}}
    Task: {type: object, properties: {status: {type: string, enum: [DONE, FAILED]}}}",
    );
    assert_eq!(reports, []);
    let waiter = api.operations[0].waiter.as_ref().unwrap();
    assert_eq!(waiter.operation, 1);
    let arguments = waiter.arguments.iter();
    let arguments = arguments.map(|(name, argument)| match argument {
        PollArgument::FromResponse(value) => format!("{name}: {}", print::steps(&value.steps)),
        PollArgument::FromRequest => format!("{name}: request"),
        PollArgument::Absent => format!("{name}: absent"),
    });
    assert_eq!(
        arguments.collect::<Vec<_>>(),
        ["id: .id", "offset: absent", "limit: absent"]
    );
    assert_eq!(print::steps(&waiter.subject.steps), ".tasks[0]");
    assert_eq!(print::ty(&api, &waiter.subject.ty), "Task");
    assert_eq!(print::steps(&waiter.status.steps), ".status?");
    let pagination = api.operations[1].pagination.as_ref().unwrap();
    assert_eq!(print::steps(&pagination.items.steps), ".tasks");
    assert_eq!(
        print::steps(&pagination.total.as_ref().unwrap().steps),
        ".count?!"
    );
    assert_eq!(print::ty(&api, &pagination.item), "Task");
}

#[test]
fn the_workspace_document_lowers_without_reports() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/workspace.yaml");
    let mut diagnostics = crate::diagnostic::Diagnostics::new();
    let document = crate::load::load(
        &path.as_path().into(),
        &crate::load::LoadOptions::default(),
        &mut diagnostics,
    )
    .unwrap();
    let api = crate::lower::lower(
        &document,
        &crate::lower::LowerOptions::default(),
        &mut diagnostics,
    );
    assert_eq!(
        diagnostics
            .iter()
            .map(crate::diagnostic::Diagnostic::message)
            .collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
    assert_eq!(api.name.to_string(), "Workspace");
    let names: Vec<String> = api
        .operations
        .iter()
        .map(|operation| operation.name.to_string())
        .collect();
    assert_eq!(
        names,
        [
            "export_user_usage",
            "export_app_user_access",
            "export_user_connections",
            "show_ai_assistant_usage_frequency",
            "list_export_tasks",
            "download_export_file",
            "delete_export_tasks",
        ]
    );
    assert_eq!(
        api.operations
            .iter()
            .filter(|operation| operation.waiter.is_some())
            .count(),
        3
    );
    assert_eq!(api.client_parameters.len(), 1);
}

#[test]
fn operations_may_have_their_own_servers() {
    let (api, reports) = lowered(
        "servers: [{url: 'https://{region}.example', variables: {region: {default: eu}}}]
paths:
  /a:
    servers: [{url: 'https://a.{region}.example/{stage}', variables: {region: {default: eu}, stage: {default: v1}}}]
    get: {responses: {'204': {description: ok}}}
    put: {servers: [{url: 'https://{region}.example', variables: {region: {default: eu}}}], responses: {'204': {description: ok}}}
    post: {servers: [{url: /b}], responses: {'204': {description: ok}}}",
    );
    let servers: Vec<_> = api
        .operations
        .iter()
        .map(|one| one.server.as_deref())
        .collect();
    assert_eq!(servers, [Some("https://a.{region}.example/v1"), None, None]);
    assert_eq!(reports.len(), 1, "the relative one: {reports:?}");
}

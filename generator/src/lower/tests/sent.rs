//! What the API sends: webhooks and callbacks.

use super::{lowered, lowered_as, print};
use crate::diagnostic::Code;
use crate::ir::{Api, Interface, Owner, Role, RustName};

/// The methods of a trait, each with the path that a receiver serves it at.
fn methods(api: &Api, interface: Interface) -> Vec<(&str, &str)> {
    let methods = api.methods(interface);
    methods
        .map(|one| (one.name.as_str(), one.path.written.as_str()))
        .collect()
}

#[test]
fn webhooks_have_their_own_trait() {
    let (api, reports) = lowered_as(
        "3.1.0",
        "security: [{key: []}]
webhooks:
  'pets/{new}':
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {name: {type: [string, 'null']}}}}}}
      responses: {'200': {description: ok}}
  both:
    get: {responses: {'200': {description: ok}}}
    post: {security: [{key: []}], responses: {'200': {description: ok}}}
  shared: {$ref: '#/components/pathItems/Shared'}
components:
  pathItems: {Shared: {post: {operationId: sharedOne, responses: {'204': {description: ok}}}}}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}",
    );
    assert_eq!(reports, []);
    assert_eq!(methods(&api, Interface::Api), []);
    assert_eq!(
        methods(&api, Interface::Webhooks),
        [
            ("pets_new", "/pets%2F%7Bnew%7D"),
            ("get_both", "/both"),
            ("both", "/both"),
            ("shared_one", "/shared"),
        ]
    );
    let security: Vec<_> = api
        .operations
        .iter()
        .map(|one| one.security.len())
        .collect();
    assert_eq!(security, [0, 0, 1, 0], "that of the document is not theirs");
    assert_eq!(
        print::request(&api, &api.operations[0]),
        "pets_new(body: PetsNewBody as application/json)"
    );
    let origin = &api.types[0].origin.pointer;
    assert!(
        origin.starts_with("/webhooks/pets~1{new}/post/"),
        "{origin}"
    );
    let groups = api.layout.as_ref().unwrap().types.as_ref().unwrap();
    assert!(groups.iter().all(|group| group.owner == Owner::Hooks));
    assert_eq!(api.hooks[0].name.as_str(), "Webhooks");
}

#[test]
fn operations_of_the_api_keep_their_names() {
    let (api, reports) = lowered(
        "x-webhooks:
  ping: {post: {responses: {'200': {description: ok}}}}
  to: {post: {responses: {'200': {description: ok}}}}
  Pet: {post: {responses: {'200': {description: ok}}}}
paths:
  /ping: {post: {responses: {'200': {description: ok}}}, get: {operationId: ping, responses: {'200': {description: ok}}}}
components: {schemas: {Pet: {type: object}, Webhooks: {type: object}}}",
    );
    assert_eq!(reports, []);
    let (names, requests): (Vec<_>, Vec<_>) = api
        .operations
        .iter()
        .map(|one| (one.name.as_str(), one.request.as_str()))
        .unzip();
    assert_eq!(
        names,
        ["post_ping", "ping", "ping_webhook", "to_operation", "pet"]
    );
    assert_eq!(
        requests,
        [
            "PostPing",
            "Ping",
            "PingWebhook",
            "ToOperation",
            "PetRequest"
        ]
    );
    assert_eq!(api.hooks[0].name.as_str(), "WebhooksTrait");
}

#[test]
fn a_callback_that_is_referred_to_is_a_method_of_each_operation() {
    let (api, reports) = lowered(
        "paths:
  /a:
    post:
      operationId: a
      responses: {'200': {description: ok}}
      callbacks:
        done: {$ref: '#/components/callbacks/Done'}
        own: {'{$request.body#/url}': {put: {responses: {'200': {$ref: '#/paths/~1b/post/callbacks/other/x/post/responses/200'}}}}, x-note: 1}
  /b:
    post:
      responses: {'200': {description: ok}}
      callbacks:
        done: {$ref: '#/components/callbacks/Done'}
        other: {x: {post: {responses: {'200': {description: Text., content: {text/plain: {schema: {type: string}}}}}}}}
components:
  callbacks: {Done: {'{$request.query.url}': {post: {operationId: onDone, responses: {'204': {description: ok}}}}}}",
    );
    assert_eq!(reports, []);
    let names: Vec<_> = methods(&api, Interface::Callbacks)
        .into_iter()
        .map(|one| one.0)
        .collect();
    let done = ["on_done_callback_of_a", "on_done_callback_of_post_b"];
    assert_eq!(names, [done[0], "put_own", done[1], "other"]);
    let own = &api.operations[3];
    assert_eq!(
        print::success(&api, own),
        "200: String",
        "references follow what moved"
    );
    let address = Role::Callback {
        name: "own".to_owned(),
        expression: "{$request.body#/url}".to_owned(),
    };
    assert_eq!(own.role, address);
    assert_eq!(
        own.origin.pointer,
        "/paths/~1a/post/callbacks/own/{$request.body#~1url}/put"
    );
}

#[test]
fn parameters_in_an_address_are_left_out() {
    let (api, reports) = lowered(
        "paths: {}
x-webhooks:
  sold:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
    post: {responses: {'200': {description: ok}}}",
    );
    assert_eq!(
        reports,
        [(
            Code::PathParameterNotInTemplate,
            "/x-webhooks/sold/parameters/0/name".to_owned()
        )]
    );
    assert_eq!(
        print::request(&api, &api.operations[0]),
        "sold(q?: String in query)"
    );
}

#[test]
fn extensions_of_other_tools_called_x_webhooks_are_ignored() {
    for other in ["[1]", "{a: 1}", "text"] {
        let (api, reports) = lowered(&format!("paths: {{}}\nx-webhooks: {other}"));
        assert_eq!(api.operations, []);
        let foreign = (Code::ForeignExtension, "/x-webhooks".to_owned());
        assert_eq!(reports, [foreign], "{other}");
    }
}

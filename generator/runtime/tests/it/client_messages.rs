//! What an error says first: the method and the URL without secrets, or the method of the builder that is missing.

use std::time::Duration;

use bindwright_runtime::{
    Body, Request, TransportError, TransportKind,
    codegen::{
        Builder, ClientCredential, OperationSpec, Param, Requirement, ResponseSpec, Scheme,
        Security, ServerTemplate as Named, operation,
    },
    http,
};

use crate::client_support::{SILENCE, Script, Server, example::Fault, json};

static KEY: Scheme = Scheme::query_key("The.Key", "api_key").setter("the_key");
static TENANT: Scheme = Scheme::header_key("Tenant", "x-tenant").setter("tenant");
static OTHER: Scheme = Scheme::bearer("Other").setter("other");
const SECURED: Security = &[
    &[Requirement::of(&KEY), Requirement::of(&TENANT)],
    &[Requirement::of(&OTHER)],
];

#[derive(Debug, Clone)]
struct Invite {
    token: String,
    person: Option<String>,
}
operation! {
    Invite => {
        spec: OperationSpec::post("Invite", "/invitations/{token}").security(SECURED),
        parameters: { token: Param::path("token"), person: Param::query("person") },
        success: () { ResponseSpec::empty(204) },
        failure: Fault { ResponseSpec::json(400) },
    }
}

fn invite() -> Request<Invite> {
    let person = Some("Ada Lovelace".to_owned());
    let token = "canary-token".to_owned();
    Request::new(Invite { token, person })
}

fn with_keys(builder: Builder) -> Builder {
    builder
        .credential(&KEY, ClientCredential::key("canary-key"))
        .credential(&TENANT, ClientCredential::key("canary-tenant"))
}

#[tokio::test]
async fn an_error_starts_with_the_method_and_the_url_without_secrets_and_query() {
    let scripts = [
        json("400 Bad Request", "{}"),
        json("409 Conflict", "{}"),
        Script::Close,
        Script::Stall(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 9\r\n\r\n".to_vec()),
        SILENCE,
    ];
    let server = Server::new(scripts).await;
    let limited = server.builder().timeout(Duration::from_millis(100));
    let core = with_keys(limited).build().unwrap();
    let start = format!("POST {}/invitations/[redacted]: ", server.url);
    let late = "no response within 100ms";
    for rest in [
        "400 Bad Request",
        "409 Conflict",
        "no response: ",
        late,
        late,
    ] {
        let error = core.call(invite()).await.unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with(&format!("{start}{rest}")), "{text}");
        assert_eq!(error.request(), Some(start.trim_end_matches(": ")));
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("canary") && !shown.contains("Ada"),
            "{shown}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_connection_the_error_names_the_request_as_well() {
    let transport = tower::service_fn(|_: http::Request<Body>| {
        std::future::ready(Err::<http::Response<Body>, _>(TransportError::new(
            TransportKind::Connect,
            "down",
        )))
    });
    let builder = Builder::new(Named::NONE)
        .endpoint("https://a.example/v1")
        .transport(transport);
    let error = with_keys(builder)
        .build()
        .unwrap()
        .call(invite())
        .await
        .unwrap_err();
    let expected = "POST https://a.example/v1/invitations/[redacted]: cannot connect: down";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_missing_credential_is_named_by_the_method_of_the_builder() {
    let server = Server::new([]).await;
    let error = server.core().call(invite()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Invite` needs credentials: `.the_key(…)` and `.tenant(…)`, or `.other(…)` of the client's builder"
    );
}

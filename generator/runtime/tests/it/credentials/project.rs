//! Values of client parameters that go with credentials, such as the project of access keys: where requests have them, which
//! of several counts, and what an error says if there is none.

use std::{
    fs, io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use bindwright_runtime::{
    Error, KeyPair, Value,
    client::{AccessKeys, AccessToken, CredentialChain, KeySource, Retry, TokenSource},
    codegen::{Builder, Core, OperationSpec, Param, ResponseSpec, ServerTemplate, operation},
};

use super::{SCHEMES, SECURED, chain, received, signed};
use crate::client_support::{Script, Server, json};

const DONE: &str = "HTTP/1.1 204 No Content\nconnection: close\n\n";

/// An operation of a project.
#[derive(Debug, Clone, Default)]
struct List {
    project_id: Option<String>,
    id: String,
}
operation! {
    List => {
        spec: OperationSpec::get("List", "/v2/{project_id}/tasks/{id}").security(SECURED),
        parameters: {
            project_id: Param::path("project_id").from_client().limits(&[MinLength(1)]),
            id: Param::path("id"),
        },
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

/// An operation that has the project everywhere but in its path.
#[derive(Debug, Clone, Default)]
struct Find {
    text: Option<String>,
    project: Option<String>,
    tenant: Option<String>,
    session: Option<String>,
    domain: Option<String>,
    none: Option<String>,
}
operation! {
    Find => {
        spec: OperationSpec::get("Find", "/tasks").security(SECURED),
        parameters: {
            text: Param::query("text"),
            project: Param::query("project_id").from_client(),
            tenant: Param::header("tenant").from_client_if_set(),
            session: Param::cookie("session"),
            domain: Param::cookie("domain_id").from_client(),
            none: Param::query("none").from_client_if_set(),
        },
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

fn list() -> List {
    List {
        project_id: None,
        id: "a b".to_owned(),
    }
}

/// Keys that go with these values.
fn keys(values: &'static [(&str, &str)]) -> KeySource {
    KeySource::provider(move || async move {
        let keys = AccessKeys::new(KeyPair::new("AK1", "canary-sk"));
        let keys = values
            .iter()
            .fold(keys, |keys, (name, value)| keys.parameter(*name, *value));
        Ok::<_, io::Error>(keys)
    })
}

fn core(server: &Server, chain: CredentialChain) -> Core {
    let builder = server.builder().credentials(SCHEMES, chain);
    builder.build().unwrap()
}

/// Why a request is not sent.
async fn rejected(chain: CredentialChain) -> String {
    let server = Server::new([]).await;
    let error = core(&server, chain).call(list().into()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(server.requests().is_empty());
    error.to_string()
}

#[tokio::test]
async fn keys_of_a_provider_bring_their_project() {
    let server = Server::new([DONE.into(), DONE.into()]).await;
    let source = keys(&[("project_id", "p 1"), ("domain_id", "d-1"), ("other", "x")]);
    let core = core(&server, CredentialChain::empty().keys(source));
    for number in [0, 1] {
        core.call(list().into()).await.unwrap();
        let parts = received(&server, number);
        assert_eq!(parts.uri, "/v2/p%201/tasks/a%20b");
        let (_, headers) = signed(&parts, "canary-sk");
        assert_eq!(headers, "host;x-project-id;x-sdk-date");
        assert_eq!(parts.headers["x-project-id"], "p 1");
    }
}

#[tokio::test]
async fn without_a_project_keys_of_a_provider_send_their_domain() {
    let server = Server::new([DONE.into()]).await;
    let chain = CredentialChain::empty().keys(keys(&[("domain_id", "d-1")]));
    core(&server, chain)
        .call(super::Read {}.into())
        .await
        .unwrap();
    let (_, headers) = signed(&received(&server, 0), "canary-sk");
    assert_eq!(headers, "host;x-domain-id;x-sdk-date");
}

#[tokio::test]
async fn a_token_of_a_provider_brings_its_project() {
    let server = Server::new([DONE.into()]).await;
    let tokens = TokenSource::provider(|| async {
        Ok::<_, io::Error>(AccessToken::new("token-1").parameter("project_id", "p-1"))
    });
    let core = core(&server, CredentialChain::empty().tokens(tokens));
    core.call(list().into()).await.unwrap();
    let parts = received(&server, 0);
    assert_eq!(parts.uri, "/v2/p-1/tasks/a%20b");
    assert_eq!(parts.headers["x-auth-token"], "token-1");
}

#[tokio::test]
async fn what_a_provider_brings_may_be_anywhere_in_a_request() {
    let server = Server::new([DONE.into()]).await;
    let source = keys(&[
        ("project_id", "p&1"),
        ("tenant", "t-1"),
        ("domain_id", "d-1"),
    ]);
    let core = core(&server, CredentialChain::empty().keys(source));
    let find = Find {
        text: Some("a".to_owned()),
        session: Some("s-1".to_owned()),
        ..Find::default()
    };
    core.call(find.into()).await.unwrap();
    let parts = received(&server, 0);
    assert_eq!(parts.uri, "/tasks?text=a&project_id=p%261");
    assert_eq!(parts.headers["tenant"], "t-1");
    assert_eq!(parts.headers["cookie"], "session=s-1; domain_id=d-1");
    signed(&parts, "canary-sk");
}

#[tokio::test]
async fn the_request_counts_before_the_builder_and_the_builder_before_the_provider() {
    let server = Server::new([DONE.into(), DONE.into()]).await;
    let chain = CredentialChain::empty().keys(keys(&[("project_id", "p-1")]));
    let builder = server.builder().credentials(SCHEMES, chain);
    let core = builder.parameter("project_id", "p-2").build().unwrap();
    let mut own = list();
    own.project_id = Some("p-3".to_owned());
    core.call(own.into()).await.unwrap();
    core.call(list().into()).await.unwrap();
    for (number, project) in [(0, "p-3"), (1, "p-2")] {
        let parts = received(&server, number);
        assert_eq!(parts.uri.path(), format!("/v2/{project}/tasks/a%20b"));
        assert_eq!(parts.headers["x-project-id"], project);
    }
}

#[tokio::test]
async fn other_keys_bring_another_project() {
    let unauthorized = || json("401 X", "{}");
    let server = Server::new([DONE.into(), unauthorized(), DONE.into()]).await;
    let count = Arc::new(AtomicU32::new(0));
    let source = KeySource::provider(move || {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            let keys = KeyPair::new(format!("AK{number}"), format!("SK{number}"));
            let keys = AccessKeys::new(keys);
            Ok::<_, io::Error>(keys.parameter("project_id", format!("p-{number}")))
        }
    });
    let chain = CredentialChain::empty().keys(source);
    let builder = server.builder().retry(Retry::default());
    let core = builder.credentials(SCHEMES, chain).build().unwrap();
    core.call(list().into()).await.unwrap();
    // The keys are rejected, and replaced.
    core.call(list().into()).await.unwrap();
    for (number, key) in [(0, 1), (1, 1), (2, 2)] {
        let parts = received(&server, number);
        assert_eq!(parts.uri.path(), format!("/v2/p-{key}/tasks/a%20b"));
        assert_eq!(parts.headers["x-project-id"], format!("p-{key}"));
        assert_eq!(signed(&parts, &format!("SK{key}")).0, format!("AK{key}"));
    }
}

#[tokio::test]
async fn a_value_that_a_provider_brings_is_checked_as_any_other() {
    for (value, said) in [
        (&[("project_id", "")] as &'static [_], "path.project_id: "),
        (&[("project_id", "..")], "path: a segment must not be"),
    ] {
        let error = rejected(CredentialChain::empty().keys(keys(value))).await;
        assert!(error.contains(said), "{error}");
    }
}

#[tokio::test]
async fn an_error_says_where_the_project_was_looked_for() {
    const SET: &str = "the request is invalid: path.project_id: missing: set it on the request, or for all requests on the client's builder";
    const AK: (&str, &str) = ("EXAMPLE_AK", "AK1");
    const SK: (&str, &str) = ("EXAMPLE_SK", "canary-sk");
    assert_eq!(
        rejected(chain(&[AK, SK])).await,
        format!(
            "{SET}; it does not come with the credentials: environment variable EXAMPLE_PROJECT_ID is not set"
        )
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    fs::write(&path, "[basic]\nak = AK1\nsk = canary-sk\n").unwrap();
    assert_eq!(
        rejected(CredentialChain::empty().file_at(&path)).await,
        format!(
            "{SET}; it does not come with the credentials: file {}, section [basic] has no key project_id",
            path.display()
        )
    );
    assert_eq!(
        rejected(CredentialChain::empty().keys(keys(&[]))).await,
        format!(
            "{SET}; it does not come with the credentials: what their provider issued has no `project_id`"
        )
    );
    let fixed = CredentialChain::empty().keys(KeyPair::new("AK1", "canary-sk"));
    assert_eq!(rejected(fixed).await, SET);
    // Credentials of the caller's own: the provider is not asked.
    let server = Server::new([]).await;
    let asked = KeySource::provider(|| async { Err::<AccessKeys, _>(io::Error::other("asked")) });
    let core = core(&server, CredentialChain::empty().keys(asked));
    let mut own = bindwright_runtime::Request::new(list());
    own.headers_mut()
        .insert("authorization", "own".parse().unwrap());
    assert_eq!(core.call(own).await.unwrap_err().to_string(), SET);
}

#[tokio::test(start_paused = true)]
async fn a_request_without_its_project_is_named_by_its_template() {
    let slow = KeySource::provider(std::future::pending::<Result<AccessKeys, io::Error>>);
    let builder = Builder::new(ServerTemplate::NONE).endpoint("https://a.example");
    let chain = CredentialChain::empty().keys(slow);
    let core = builder.credentials(SCHEMES, chain).build().unwrap();
    let error = core.call(list().into()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(
        error.request(),
        Some("GET https://a.example/v2/{project_id}/tasks/a%20b")
    );
}

#[tokio::test]
async fn what_a_server_says_about_the_project_is_shown() {
    let answer: Script = json("403 X", r#"{"error_msg":"p-1 is locked, canary-sk"}"#);
    let server = Server::new([answer]).await;
    let chain = CredentialChain::empty().keys(keys(&[("project_id", "p-1")]));
    let error = core(&server, chain).call(list().into()).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("/v2/p-1/tasks/"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

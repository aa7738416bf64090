//! The sources of a chain: their order, and what each supplies.

use std::{
    fs, io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use bindwright_runtime::{
    KeyPair,
    client::{AccessKeys, AccessToken, CredentialChain, KeySource, TokenSource},
    codegen::{
        Builder, ClientCredential, OperationSpec, Requirement, Scheme, Security, ServerTemplate,
        Variable,
    },
};

use super::{Read, SCHEMES, TOKEN, chain, received, signed};
use crate::client_support::{Server, empty_operations};

const DONE: &str = "HTTP/1.1 204 No Content\nconnection: close\n\n";

/// Calls a server once, and returns what it got.
async fn call(chain: CredentialChain) -> (Server, http::request::Parts) {
    let server = Server::new([DONE.into()]).await;
    let core = server
        .builder()
        .credentials(SCHEMES, chain)
        .build()
        .unwrap();
    core.call(Read {}.into()).await.unwrap();
    let parts = received(&server, 0);
    (server, parts)
}

#[tokio::test]
async fn variables_supply_the_keys_and_what_goes_with_them() {
    let (_, parts) = call(chain(&[
        ("EXAMPLE_AK", "AK1"),
        ("EXAMPLE_SK", "SK1"),
        ("EXAMPLE_SECURITY_TOKEN", "ST1"),
        ("EXAMPLE_PROJECT_ID", "p-1"),
        ("EXAMPLE_DOMAIN_ID", "d-1"),
        ("EXAMPLE_TOKEN", "not this"),
    ]))
    .await;
    let (access_key, headers) = signed(&parts, "SK1");
    assert_eq!(access_key, "AK1");
    assert_eq!(headers, "host;x-project-id;x-sdk-date;x-security-token");
    assert_eq!(parts.headers["x-project-id"], "p-1");
    assert_eq!(parts.headers["x-security-token"], "ST1");
    assert!(!parts.headers.contains_key("x-domain-id"));
}

#[tokio::test]
async fn without_a_project_the_domain_is_sent_and_signed() {
    let (_, parts) = call(chain(&[
        ("EXAMPLE_AK", "AK1"),
        ("EXAMPLE_SK", "SK1"),
        ("EXAMPLE_DOMAIN_ID", "d-1"),
        // Empty is not set.
        ("EXAMPLE_PROJECT_ID", ""),
        ("EXAMPLE_SECURITY_TOKEN", ""),
    ]))
    .await;
    let (_, headers) = signed(&parts, "SK1");
    assert_eq!(headers, "host;x-domain-id;x-sdk-date");
    assert_eq!(parts.headers["x-domain-id"], "d-1");
}

#[tokio::test]
async fn variables_of_the_next_scheme_are_looked_at_before_files() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".example")).unwrap();
    let file = home.path().join(".example/credentials");
    fs::write(file, "[basic]\nak = AK2\nsk = SK2\n").unwrap();
    let home = home.path().to_str().unwrap();
    let (_, parts) = call(chain(&[("HOME", home), ("EXAMPLE_TOKEN", "token-1")])).await;
    assert_eq!(parts.headers["x-auth-token"], "token-1");
    let (_, parts) = call(chain(&[("HOME", home)])).await;
    assert_eq!(signed(&parts, "SK2").0, "AK2");
    let (_, parts) = call(chain(&[("USERPROFILE", home)])).await;
    assert_eq!(signed(&parts, "SK2").0, "AK2");
}

#[tokio::test]
async fn a_file_is_read_as_the_official_tools_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.ini");
    let text = "; keys\n[global]\nak = AK3\nsk = SK3\n\n[basic]\n# mine\nAK: AK4\n  sk=S;K#4=\n\
                security_token = ST4\nproject_id = p-4\n";
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let (_, parts) = call(chain(&[("EXAMPLE_FILE", path), ("HOME", "/nowhere")])).await;
    let (access_key, headers) = signed(&parts, "S;K#4=");
    assert_eq!(access_key, "AK4");
    assert_eq!(headers, "host;x-project-id;x-sdk-date;x-security-token");
    assert_eq!(parts.headers["x-project-id"], "p-4");
    // A file that the program names.
    let (_, parts) = call(CredentialChain::empty().file_at(path)).await;
    assert_eq!(signed(&parts, "S;K#4=").0, "AK4");
}

#[tokio::test]
async fn a_provider_is_asked_when_a_call_needs_it_and_only_if_nothing_else_is_there() {
    let count = Arc::new(AtomicU32::new(0));
    let asked = Arc::clone(&count);
    let provider = move || {
        asked.fetch_add(1, Ordering::SeqCst);
        async { Ok::<_, io::Error>(AccessKeys::new(KeyPair::new("AK5", "SK5"))) }
    };
    let with_provider = |variables: &[(&str, &str)]| {
        let source = KeySource::provider(provider.clone());
        chain(variables).keys(source)
    };
    let core = Builder::new(ServerTemplate::NONE)
        .endpoint("http://127.0.0.1:1")
        .credentials(SCHEMES, with_provider(&[]))
        .build()
        .unwrap();
    drop(core);
    let (_, parts) = call(with_provider(&[
        ("EXAMPLE_AK", "AK1"),
        ("EXAMPLE_SK", "SK1"),
    ]))
    .await;
    assert_eq!(signed(&parts, "SK1").0, "AK1");
    assert_eq!(count.load(Ordering::SeqCst), 0);
    let (_, parts) = call(with_provider(&[])).await;
    assert_eq!(signed(&parts, "SK5").0, "AK5");
    assert_eq!(count.load(Ordering::SeqCst), 1);

    let tokens =
        TokenSource::provider(|| async { Ok::<_, io::Error>(AccessToken::new("token-6")) });
    let (_, parts) = call(chain(&[]).tokens(tokens)).await;
    assert_eq!(parts.headers["x-auth-token"], "token-6");
}

#[tokio::test]
async fn nothing_is_looked_up_if_a_credential_is_set() {
    let server = Server::new([DONE.into()]).await;
    let chain = CredentialChain::default().variables(|name| panic!("{name} was read"));
    let builder = server.builder().credentials(SCHEMES, chain);
    let core = builder.credential(&TOKEN, ClientCredential::key("mine"));
    core.build().unwrap().call(Read {}.into()).await.unwrap();
    assert_eq!(received(&server, 0).headers["x-auth-token"], "mine");
}

#[tokio::test]
async fn what_is_set_on_the_builder_counts() {
    let server = Server::new([DONE.into()]).await;
    let chain = chain(&[
        ("EXAMPLE_AK", "AK1"),
        ("EXAMPLE_SK", "SK1"),
        ("EXAMPLE_PROJECT_ID", "p-1"),
    ]);
    let builder = server.builder().credentials(SCHEMES, chain);
    let core = builder.parameter("project_id", "mine").build().unwrap();
    core.call(Read {}.into()).await.unwrap();
    assert_eq!(received(&server, 0).headers["x-project-id"], "mine");
}

static BEARER: Scheme = Scheme::bearer("Login").environment(&[("token", "OTHER_TOKEN")]);
static BASIC: Scheme = Scheme::basic("Basic").file(
    "~/.other",
    "",
    "login",
    &[("user", "name"), ("password", "pass")],
);
static QUERY: Scheme = Scheme::query_key("Key", "key").environment(&[("token", "OTHER_KEY")]);
const OTHERS: &[&Scheme] = &[&BEARER, &BASIC, &QUERY];
const ANY: Security = &[
    &[Requirement::of(&BEARER)],
    &[Requirement::of(&BASIC)],
    &[Requirement::of(&QUERY)],
];
empty_operations! {
    Other OperationSpec::get("Other", "/other").security(ANY);
}

#[tokio::test]
async fn other_schemes_are_found_too() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join(".other"), "[login]\nname = user\npass = pass\n").unwrap();
    let (here, nowhere) = (home.to_str().unwrap(), "/nowhere");
    for (variables, line) in [
        (
            [("OTHER_TOKEN", "t-1"), ("HOME", here)],
            "\nauthorization: Bearer t-1\n",
        ),
        (
            [("OTHER_KEY", "k-1"), ("HOME", here)],
            "GET /other?key=k-1 ",
        ),
        (
            [("HOME", here), ("OTHER_KEY", "")],
            "\nauthorization: Basic dXNlcjpwYXNz\n",
        ),
        (
            [("HOME", nowhere), ("OTHER_TOKEN", "t-2")],
            "\nauthorization: Bearer t-2\n",
        ),
    ] {
        let server = Server::new([DONE.into()]).await;
        let builder = server.builder().credentials(OTHERS, chain(&variables));
        let core = builder.build().unwrap();
        core.call(Other {}.into()).await.unwrap();
        let request = server.requests().remove(0);
        assert!(request.contains(line), "{request}");
    }
}

const TEMPLATE: ServerTemplate = ServerTemplate::with_environment(
    "https://api.{region}.example",
    &[Variable::new("region", "eu-west-1")],
    "EXAMPLE_ENDPOINT_{region}",
);

#[tokio::test]
async fn a_variable_may_have_the_url_of_a_region() {
    let server = Server::new([DONE.into()]).await;
    let several = format!("{} , https://second.example", server.url);
    let found = |name: &str, region: Option<&str>| {
        let chain = chain(&[("EXAMPLE_TOKEN", "t"), (name, &several)]);
        let mut builder = Builder::new(TEMPLATE).credentials(SCHEMES, chain);
        if let Some(region) = region {
            builder = builder.variable("region", region);
        }
        builder
    };
    let core = found("EXAMPLE_ENDPOINT_CN_NORTH_4", Some("cn-north-4")).build();
    core.unwrap().call(Read {}.into()).await.unwrap();
    assert_eq!(server.requests().len(), 1);
    let shown = |builder: Builder| format!("{:?}", builder.build().unwrap());
    let of_default = shown(found("EXAMPLE_ENDPOINT_EU_WEST_1", None));
    assert!(of_default.contains(&server.url), "{of_default}");
    let of_another = shown(found("EXAMPLE_ENDPOINT_EU_WEST_1", Some("us")));
    assert!(
        of_another.contains("https://api.us.example"),
        "{of_another}"
    );
    let set = found("EXAMPLE_ENDPOINT_EU_WEST_1", None).endpoint("https://set.example");
    let set = shown(set);
    assert!(set.contains("https://set.example"), "{set}");

    // Without a scheme it is https, as the official tools take it.
    let chain = chain(&[
        ("EXAMPLE_TOKEN", "t"),
        ("EXAMPLE_ENDPOINT_EU_WEST_1", "api.example"),
    ]);
    let plain = shown(Builder::new(TEMPLATE).credentials(SCHEMES, chain));
    assert!(plain.contains("https://api.example"), "{plain}");
}

#[test]
fn a_chain_prints_no_secret() {
    let chain = chain(&[("EXAMPLE_AK", "canary-ak"), ("EXAMPLE_SK", "canary-sk")])
        .keys(KeyPair::new("canary-ak", "canary-sk"))
        .tokens("canary-token")
        .file_at("/canary-path");
    let shown = format!("{chain:?}");
    assert_eq!(
        shown,
        r#"CredentialChain ["environment", "file", "keys", "tokens", "file_at"]"#
    );
    let builder = Builder::new(TEMPLATE).credentials(SCHEMES, chain);
    let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    assert!(!shown.contains("canary"), "{shown}");
}

//! `README.md` of the crate: what it is, how to call and to serve the API, and its operations.
//!
//! It repeats the front page of the docs for readers who have not built the docs yet, and has what rustdoc does not show: the
//! features, and a table that leads from the operations of the document to methods and request types.

use std::fmt::Write as _;

use super::Package;
use crate::emit::readme as text;
use crate::ir::{Api, Feature, Hooks, Interface, Operation};

/// The readme.
pub(super) fn text(api: &Api, package: &Package, crate_name: &str, header: &str) -> String {
    let mut text = format!("<!-- {header} -->\n\n# {}\n", package.name);
    for line in text::about(api) {
        _ = write!(text, "\n{line}");
    }
    let call = text::call(api, crate_name).join("\n");
    _ = write!(text, "\n\n## Call it\n\n```rust\n{call}\n```\n");
    _ = write!(
        text,
        "\n## Serve it\n\n{SERVE}\n```rust\n{}```\n",
        serve(api, crate_name)
    );
    text.push_str(&credentials(api, crate_name));
    text.push_str(&features(api, package, crate_name));
    _ = write!(
        text,
        "\n## Operations\n\n| method | request | on the wire |\n| --- | --- | --- |\n"
    );
    for operation in api.methods(Interface::Api) {
        _ = writeln!(text, "{}", row(operation));
    }
    for hooks in &api.hooks {
        text.push_str(&sent(api, crate_name, hooks));
    }
    text
}

/// Where a client finds credentials, if the document says so.
fn credentials(api: &Api, crate_name: &str) -> String {
    let places = text::credential_places(api);
    if places.is_empty() {
        return String::new();
    }
    let places: Vec<String> = places.iter().map(|place| format!("- {place}")).collect();
    format!(
        "\n## Credentials\n\n{LOOKED_FOR}\n```rust\nlet chain = {crate_name}::runtime::client::CredentialChain::default();\n\
         let client = {crate_name}::Client::builder().credentials(chain).build()?;\n```\n\n{}\n",
        places.join("\n")
    )
}

const LOOKED_FOR: &str = "With the feature `credentials`, a client looks for credentials that nobody sets. The first of these places that has one\n\
    supplies everything that goes with it:\n";

/// Webhooks or callbacks: how to receive and to send them.
fn sent(api: &Api, crate_name: &str, hooks: &Hooks) -> String {
    let (title, module) = match hooks.interface {
        Interface::Api | Interface::Webhooks => ("Webhooks", "webhooks"),
        Interface::Callbacks => ("Callbacks", "callbacks"),
    };
    let mut text = format!(
        "\n## {title}\n\n{SENT}\n```rust\nimpl {crate_name}::{module}::{} for MyReceiver {{ … }}\n\n\
         let router = {crate_name}::{module}::router(MyReceiver{});\n\n\
         let client = {crate_name}::{module}::Client::builder().build()?;\n\
         client.to(\"https://receiver.example/hooks\")?.{}(…).await?;\n```\n\n\
         | method | request | on the wire |\n| --- | --- | --- |\n",
        hooks.name,
        authenticator(api.methods(hooks.interface)),
        api.methods(hooks.interface)
            .next()
            .map_or_else(String::new, |one| one.name.to_string()),
    );
    for operation in api.methods(hooks.interface) {
        _ = writeln!(text, "{}", row(operation));
    }
    text
}

const SENT: &str = "Requests that the server sends, behind the feature `webhooks`. A receiver (feature `server`) implements the methods \
    that it needs;\na sender (feature `client`) sets the address of each receiver.\n";

const SERVE: &str = "With the feature `server`, `router` makes an axum router of any implementation of the trait:\n";

/// The features: those that every crate has, then those that depend on the document.
fn features(api: &Api, package: &Package, crate_name: &str) -> String {
    let name = &package.name;
    let mut text = format!(
        "\n## Features\n\n{SIDES}\n```toml\n{name} = {{ version = \"…\", default-features = false, features = [\"native-tls\"] }}\n\
         ```\n\n{TRANSPORT}\n```rust\nlet client = {crate_name}::Client::builder().transport(service).build()?;\n```\n"
    );
    let tags = api.features.first();
    let tags = tags.map(|first| tag_features(api, name, &first.name));
    let schemas = api.schemas_feature().map(|_| SCHEMAS.to_owned());
    for part in tags.into_iter().chain(schemas) {
        _ = write!(text, "\n{part}");
    }
    text
}

const SCHEMAS: &str =
    "Types that no operation uses are behind the feature `schemas`, which is off by default.\n";

/// The features of tags, and what they mean for implementations of the trait.
fn tag_features(api: &Api, package: &str, first: &str) -> String {
    let mut text = format!(
        "{FEATURES}\n```toml\n{package} = {{ version = \"…\", default-features = false, features = [\"rustls\", {first:?}] }}\n\
         ```\n\n{IMPLEMENTERS}\n| feature | tag | enables |\n| --- | --- | --- |\n"
    );
    for Feature { name, tag, enables } in &api.features {
        let enables: Vec<String> = enables.iter().map(|name| format!("`{name}`")).collect();
        let tag = text::code(tag).replace('|', "\\|");
        _ = writeln!(text, "| `{name}` | {tag} | {} |", enables.join(", "));
    }
    text
}

const SIDES: &str = "\
| feature | what it adds |
| --- | --- |
| `client`, on by default | typed calls over any `tower::Service` that takes an `http::Request` |
| `rustls`, on by default | the client's transport: HTTP/1.1 with hyper, TLS with rustls and the platform's root certificates |
| `native-tls` | the same with the platform's TLS; it is used if both are enabled |
| `webpki-roots` | the same with rustls and Mozilla's root certificates, for images without any |
| `http2`, `proxy`, `redirects`, `gzip`, `brotli`, `zstd` | settings of the transport, `http2` also of the server, each off until it is called |
| `reqwest` | a `reqwest::Client` as the transport |
| `credentials` | credentials from environment variables, a file and providers, where the document names them |
| `download` | downloads to files and writers, which go on where they broke off |
| `blocking` | `blocking::Client`, whose calls need no async runtime |
| `server` | an axum router for any implementation of the trait; includes `builders` |
| `server-docs` | a page of the server that shows the document; includes `server` |
| `server-tls` | TLS of the server, by rustls; includes `server` |
| `builders` | constructors and setters of types that clients only receive, to build responses in tests |
| `dyn` | an object-safe version of the trait: `Arc<dyn Dyn…Api>` is any implementation |
| `serde` | `Serialize` and `Deserialize` for every type |
";

const TRANSPORT: &str = "With `client` alone there is no transport, and hyper, TLS and sockets are not compiled. Pass your own: a connection\n\
    pool, a router in the same process, or a fake.\n";

const FEATURES: &str = "There is one feature per tag, all of them on by default. If you enable a few of them, only their \
    operations are compiled:\n";

const IMPLEMENTERS: &str = "The trait has the methods of the enabled features, and a method that is left out returns 501. Cargo \
    enables a feature if any crate of a\nbuild needs it: a library that implements the trait without defaults should enable all of \
    them.\n";

fn serve(api: &Api, crate_name: &str) -> String {
    let authenticator = authenticator(api.methods(Interface::Api));
    format!(
        "impl {crate_name}::{}Api for MyService {{ … }}\n\nlet router = {crate_name}::router(MyService{authenticator});\n",
        api.name
    )
}

/// The argument of `router` that checks credentials, if some operation needs them.
fn authenticator<'o>(mut operations: impl Iterator<Item = &'o Operation>) -> &'static str {
    match operations.find(|operation| !operation.security.is_empty()) {
        Some(_) => ", MyAuthenticator",
        None => "",
    }
}

fn row(operation: &Operation) -> String {
    format!(
        "| `{}` | `{}` | {} |",
        operation.name,
        operation.request,
        text::operation_id(operation).replace('|', "\\|")
    )
}

//! The part of the program that depends on the document: the clients, their credentials, and the servers that they call.

use std::collections::BTreeSet;

use super::interfaces::{put, used};
use crate::ir::{
    Api, Credential, Interface, ResponseChecks, RustName as _, Scheme, Server, SignatureAlgorithm,
};

/// The clients and servers.
pub(super) fn clients(text: &mut String, api: &Api) {
    let (mut fields, mut arms, mut starts, mut names) =
        (String::new(), String::new(), String::new(), String::new());
    for (interface, name, module) in used(api) {
        put(
            &mut fields,
            format_args!("    pub {name}: ({module}::Client, Loopback),\n"),
        );
        put(
            &mut arms,
            format_args!("            \"{name}\" => &self.{name}.1,\n"),
        );
        put(&mut names, format_args!("{name}, "));
        let settings = settings(api, interface);
        put(
            &mut starts,
            format_args!(
                "    let router = {module}::routes(Recorder).authenticator(Known).problems(noted).into_router();\n    \
                 let address = match against {{ Some(url) => address_of(url).await, None => serve(router).await }};\n    \
                 let loopback = Loopback::new(address);\n    \
                 let builder = {module}::Client::builder().transport(loopback.clone()).allow_credentials_over_http()\n        \
                 .retry(bindwright_runtime::client::Retry::none()){settings};\n    \
                 let builder = match against {{ Some(url) => builder.endpoint(url), None => builder }};\n    \
                 let {name} = (builder.build().expect(\"a client\"), loopback);\n"
            ),
        );
    }
    let is_served = used(api).iter().any(|one| one.0 == Interface::Api);
    let router = match is_served {
        true => "Some(proved::routes(Recorder).authenticator(Known).into_router())",
        false => "None",
    };
    put(
        text,
        format_args!(
            "\npub struct Clients {{\n{fields}}}\n\n\
             impl Clients {{\n    pub fn loopback(&self, interface: &str) -> &Loopback {{\n        match interface {{\n{arms}            \
             _ => panic!(\"there is no such interface\"),\n        }}\n    }}\n}}\n\n\
             pub async fn start(against: Option<&str>) -> Clients {{\n{starts}    Clients {{ {names}}}\n}}\n\n\
             pub fn router() -> Option<Router> {{\n    {router}\n}}\n"
        ),
    );
}

/// The setters of a client: its credentials, and an address if the document has none that can be called.
fn settings(api: &Api, interface: Interface) -> String {
    let mut settings = String::new();
    let first = api.servers.first();
    let has_host = |server: &Server| server.url.contains("://");
    if interface != Interface::Api {
        settings.push_str(".endpoint(\"http://localhost\")");
    } else if !first.is_some_and(has_host) {
        let base = first.map_or("", |server| server.base_path.as_str());
        put(
            &mut settings,
            format_args!(".endpoint({:?})", format!("http://localhost{base}")),
        );
    }
    if api.response_checks == ResponseChecks::Present {
        settings.push_str(".check_responses(true)");
    }
    let operations = api.operations.iter();
    let operations = operations.filter(|one| one.role.interface() == interface);
    let used: BTreeSet<usize> = operations
        .flat_map(|one| one.security.iter().flatten())
        .map(|one| one.scheme)
        .collect();
    for scheme in used.into_iter().filter_map(|index| api.schemes.get(index)) {
        settings.push_str(&credential(scheme));
    }
    settings
}

fn credential(scheme: &Scheme) -> String {
    let name = scheme.name.as_str();
    match &scheme.credential {
        Credential::Basic => format!(".{name}(\"Aladdin\", \"open sesame\")"),
        Credential::HeaderKey(_)
        | Credential::QueryKey(_)
        | Credential::CookieKey(_)
        | Credential::Bearer => format!(".{name}(CREDENTIAL)"),
        Credential::Signature(signature) => match &signature.algorithm {
            SignatureAlgorithm::SdkHmacSha256 => {
                format!(".{name}(KeyPair::new(\"key\", \"secret\"))")
            }
            // Operations that need it are not run.
            SignatureAlgorithm::Custom(_) => String::new(),
        },
    }
}

//! The part of the program that depends on the document: how the messages of each operation are made and shown, the handlers, and
//! the clients. As text, since it is no part of any generated crate.
//!
//! ```text
//! impl Proof for proved::ListPets {
//!     fn make(parts: &Parts) -> Result<Self> { Ok(Self { limit: parts.parameter(0)?, … }) }
//!     async fn shown(self) -> Result<Value> { … }
//!     …
//! }
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::table_body::{Shape, made, outcome_shown, shown};
use crate::ir::{
    Api, Body, Credential, ErrorOutcome, Interface, Operation, Presence, Reply, RustName as _,
    Scheme, Server, SignatureAlgorithm, SuccessOutcome,
};

/// The interfaces that an API may have, and the modules that they are in.
pub(super) const INTERFACES: [(Interface, &str, &str); 3] = [
    (Interface::Api, "api", "proved"),
    (Interface::Webhooks, "webhooks", "proved::webhooks"),
    (Interface::Callbacks, "callbacks", "proved::callbacks"),
];

/// Why an operation is not run, if it is not.
pub(super) fn reason_to_skip(api: &Api, operation: &Operation) -> Option<String> {
    let schemes = operation.security.iter().flatten();
    let mut schemes = schemes.filter_map(|one| api.schemes.get(one.scheme));
    schemes.find_map(|scheme| match &scheme.credential {
        Credential::Signature(signature) => match &signature.algorithm {
            SignatureAlgorithm::Custom(name) => Some(format!(
                "its requests are signed by {name}, for which there is no implementation here"
            )),
            SignatureAlgorithm::SdkHmacSha256 => None,
        },
        _ => None,
    })
}

/// The whole file.
pub(super) fn text(api: &Api) -> String {
    let mut text = String::from(
        "//! How the messages of each operation are made and shown, the handlers, and the clients.\n\n\
         #![allow(warnings)]\n\n\
         use bindwright_runtime::codec::Direction;\n\
         use bindwright_runtime::codegen::CallResult;\n\
         use bindwright_runtime::http::HeaderMap;\n\
         use bindwright_runtime::server::Router;\n\
         use bindwright_runtime::{KeyPair, Map, Request, Response, Value};\n\n\
         use crate::exchange::{Everybody, Exchange, Proof, exchange, handle, noted};\n\
         use crate::loopback::{Loopback, address_of, serve};\n\
         use crate::parts::*;\n\
         use crate::proved;\n\n\
         type Result<T> = std::result::Result<T, String>;\n\n\
         /// The handlers.\n\
         pub struct Recorder;\n",
    );
    for (interface, name, module) in used(api) {
        handlers(&mut text, api, (interface, name, module));
    }
    for (index, operation) in api.operations.iter().enumerate() {
        proof(&mut text, api, (index, operation));
    }
    let rows = api.operations.iter().map(|one| {
        let request = one.request.as_str();
        let module = module_of(one.role.interface());
        format!("    |clients, case| Box::pin(exchange::<{module}::{request}>(clients, case)),\n")
    });
    let rows: String = rows.collect();
    put(&mut text, format_args!("\npub const OPERATIONS: &[Exchange] = &[\n{rows}];\n"));
    headers(&mut text, api);
    clients(&mut text, api);
    text
}

/// Text in memory can always be written to.
fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(line);
}

/// The interfaces that have operations.
pub(super) fn used(api: &Api) -> Vec<(Interface, &'static str, &'static str)> {
    let has = |interface: Interface| {
        let mut operations = api.operations.iter();
        operations.any(|one| one.role.interface() == interface)
    };
    let all = INTERFACES.into_iter();
    all.filter(|(interface, ..)| has(*interface)).collect()
}

fn module_of(interface: Interface) -> &'static str {
    let mut all = INTERFACES.iter();
    all.find(|one| one.0 == interface)
        .map_or("proved", |(_, _, module)| module)
}

fn trait_name(api: &Api, interface: Interface) -> String {
    let mut hooks = api.hooks.iter();
    match hooks.find(|one| one.interface == interface) {
        Some(hooks) => hooks.name.to_string(),
        None => format!("{}Api", api.name.as_str().trim_start_matches("r#")),
    }
}

/// The implementation of a trait: each method notes what it sees.
fn handlers(text: &mut String, api: &Api, (interface, _, module): (Interface, &str, &str)) {
    let name = trait_name(api, interface);
    put(text, format_args!("\nimpl {module}::{name} for Recorder {{\n"));
    let operations = api.operations.iter();
    for one in operations.filter(|one| one.role.interface() == interface) {
        let (method, request) = (one.name.as_str(), one.request.as_str());
        put(
            text,
            format_args!(
                "    async fn {method}(&self, request: Request<{module}::{request}>) -> CallResult<{module}::{request}> {{\n        \
                 handle(request).await\n    }}\n"
            ),
        );
    }
    text.push_str("}\n");
}

/// The implementation of `Proof`.
fn proof(text: &mut String, api: &Api, (index, operation): (usize, &Operation)) {
    let interface = operation.role.interface();
    let (module, api_trait) = (module_of(interface), trait_name(api, interface));
    let (request, method) = (operation.request.as_str(), operation.name.as_str());
    let mut fields = String::new();
    let mut shows = String::new();
    for (index, one) in operation.parameters.iter().enumerate() {
        let name = one.name.as_str();
        put(&mut fields, format_args!("{name}: parts.parameter({index})?, "));
        put(
            &mut shows,
            format_args!(
                "        if let Some(value) = show_optional(&self.{name}, Direction::Request)? {{ all.insert(\"{index}\".to_owned(), value); }}\n"
            ),
        );
    }
    if let Some(body) = &operation.body {
        let shape = Shape::of_body(module, body);
        let (make, show) = (made(&shape), shown(&shape, "body", "Request"));
        if is_optional(body) {
            put(
                &mut fields,
                format_args!("body: match &parts.body {{ None => None, Some(_) => Some({{ {make} }}) }}"),
            );
            put(
                &mut shows,
                format_args!("        if let Some(body) = self.body {{ let value = {show}; all.insert(\"body\".to_owned(), value); }}\n"),
            );
        } else {
            put(&mut fields, format_args!("body: {{ {make} }}"));
            put(
                &mut shows,
                format_args!("        {{ let body = self.body; let value = {show}; all.insert(\"body\".to_owned(), value); }}\n"),
            );
        }
    }
    let success = Shape::of_success(module, &operation.success);
    let failure = Shape::of_failure(module, &operation.failure);
    put(
        text,
        format_args!(
            "\nimpl Proof for {module}::{request} {{\n    const INDEX: usize = {index};\n    \
             fn make(parts: &Parts) -> Result<Self> {{\n        Ok(Self {{ {fields} }})\n    }}\n    \
             async fn shown(self) -> Result<Value> {{\n        let mut all = Map::new();\n{shows}        Ok(Value::from_iter(all))\n    }}\n    \
             fn success(parts: &Parts) -> Result<Self::Success> {{\n        Ok({{ {} }})\n    }}\n    \
             async fn shown_success(body: Self::Success) -> Result<Value> {{\n        {}\n    }}\n    \
             fn failure(parts: &Parts) -> Result<Self::Failure> {{\n        Ok({{ {} }})\n    }}\n    \
             async fn shown_failure(body: Self::Failure) -> Result<Value> {{\n        {}\n    }}\n    \
             async fn call(clients: &Clients, request: Request<Self>) -> CallResult<Self> {{\n        \
             {module}::{api_trait}::{method}(&clients.{}.0, request).await\n    }}\n}}\n",
            made(&success),
            outcome_shown(&success),
            made(&failure),
            outcome_shown(&failure),
            client_of(interface),
        ),
    );
}

pub(super) fn client_of(interface: Interface) -> &'static str {
    let mut all = INTERFACES.iter();
    all.find(|one| one.0 == interface).map_or("api", |one| one.1)
}

fn is_optional(body: &Body) -> bool {
    !matches!(body.presence, Presence::Required)
}

/// The functions that read and write headers of responses by their index.
fn headers(text: &mut String, api: &Api) {
    let (mut read, mut written) = (String::new(), String::new());
    for (index, header) in api.headers.iter().enumerate() {
        let users = api.operations.iter();
        let mut users = users.filter(|one| uses_header(one, index));
        let Some(user) = users.next() else { continue };
        let module = module_of(user.role.interface());
        let name = header.name.as_str().trim_start_matches("r#").to_uppercase();
        put(&mut read, format_args!("        {index} => read_header(headers, {module}::{name}),\n"));
        put(
            &mut written,
            format_args!("        {index} => with_header(response, {module}::{name}, value),\n"),
        );
    }
    put(
        text,
        format_args!(
            "\npub fn header(index: usize, headers: &HeaderMap) -> Result<Option<Value>> {{\n    match index {{\n{read}        \
             _ => Ok(None),\n    }}\n}}\n\n\
             pub fn with_header(index: usize, response: Response<()>, value: &Value) -> Result<Response<()>> {{\n    \
             use crate::parts::with_header;\n    match index {{\n{written}        _ => Ok(response),\n    }}\n}}\n"
        ),
    );
}

fn uses_header(operation: &Operation, index: usize) -> bool {
    let replies = operation.success.replies().chain(operation.failure.replies());
    let mut headers = replies.flat_map(|one: &Reply| &one.headers);
    headers.any(|one| one.header == index)
}

/// The clients and servers.
fn clients(text: &mut String, api: &Api) {
    let (mut fields, mut arms, mut starts, mut names) =
        (String::new(), String::new(), String::new(), String::new());
    for (interface, name, module) in used(api) {
        put(&mut fields, format_args!("    pub {name}: ({module}::Client, Loopback),\n"));
        put(&mut arms, format_args!("            \"{name}\" => &self.{name}.1,\n"));
        put(&mut names, format_args!("{name}, "));
        let settings = settings(api, interface);
        put(
            &mut starts,
            format_args!(
                "    let router = {module}::routes(Recorder).authenticator(Everybody).problems(noted).into_router();\n    \
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
        true => "Some(proved::routes(Recorder).authenticator(Everybody).into_router())",
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
        put(&mut settings, format_args!(".endpoint({:?})", format!("http://localhost{base}")));
    }
    if api.response_checks == crate::ir::ResponseChecks::Present {
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
        | Credential::Bearer => format!(".{name}(\"secret\")"),
        Credential::Signature(signature) => match &signature.algorithm {
            SignatureAlgorithm::SdkHmacSha256 => {
                format!(".{name}(KeyPair::new(\"key\", \"secret\"))")
            }
            // Operations that need it are not run.
            SignatureAlgorithm::Custom(_) => String::new(),
        },
    }
}

impl Shape {
    fn of_success(module: &str, outcome: &SuccessOutcome) -> Self {
        match outcome {
            SuccessOutcome::Single(replies) => Self::of_replies(replies),
            SuccessOutcome::Several(name, replies) => Self::several(module, name, replies),
        }
    }

    fn of_failure(module: &str, outcome: &ErrorOutcome) -> Self {
        match outcome {
            ErrorOutcome::Undocumented => Self::Value,
            ErrorOutcome::Single(replies) => Self::of_replies(replies),
            ErrorOutcome::Several(name, replies) => Self::several(module, name, replies),
        }
    }
}

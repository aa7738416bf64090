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

use super::interfaces::{client_of, module_of, put, used};
use super::table_body::{BodyShape, made, outcome_shown, returned, shown};
use super::table_clients::clients;
use crate::ir::{
    Api, Body, Credential, ErrorOutcome, Interface, Operation, Presence, Reply, RustName as _,
    SignatureAlgorithm, SuccessOutcome,
};
use crate::load::path_shape;
use crate::lower::ApiPart;

/// Why an operation is not run, if it is not.
pub(super) fn reason_to_skip(api: &Api, operation: &Operation) -> Option<String> {
    if let Some(other) = same_path(api, operation) {
        let path = &other.path.written;
        return Some(format!(
            "its requests are those of {path}, which the document has before it"
        ));
    }
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

/// An operation before this one that the same requests are for: the templates of their paths differ in names only (`BW0304`).
fn same_path<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Operation> {
    let shape = |one: &Operation| path_shape(&one.path.written);
    let (method, path, role) = (
        operation.method,
        shape(operation),
        operation.role.interface(),
    );
    let before = api
        .operations
        .iter()
        .take_while(|one| one.id != operation.id);
    let mut same = before.filter(|one| one.method == method && one.role.interface() == role);
    same.find(|one| shape(one) == path)
}

/// The whole file.
pub(super) fn text(part: &ApiPart) -> String {
    let api = &part.api;
    let mut text = String::from(
        "//! How the messages of each operation are made and shown, the handlers, and the clients.\n\n\
         #![allow(warnings)]\n\n\
         use std::future::Future;\n\n\
         use bindwright_runtime::codec::Direction;\n\
         use bindwright_runtime::codegen::CallResult;\n\
         use bindwright_runtime::http::HeaderMap;\n\
         use bindwright_runtime::server::Router;\n\
         use bindwright_runtime::{KeyPair, Map, Request, Response, Value};\n\n\
         use crate::exchange::{CREDENTIAL, Exchange, Known, Proof, exchange, handle, noted};\n\
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
    for (index, operation) in part.operations.iter().zip(&api.operations) {
        proof(&mut text, api, (*index, operation));
    }
    let rows = part.operations.iter().zip(&api.operations);
    let rows = rows.map(|(index, one)| {
        let request = one.request.as_str();
        let module = module_of(one.role.interface());
        format!("    ({index}, |clients, case| Box::pin(exchange::<{module}::{request}>(clients, case))),\n")
    });
    let rows: String = rows.collect();
    put(
        &mut text,
        format_args!(
            "\n/// The operations, with their indices in the document.\n\
             pub const OPERATIONS: &[(usize, Exchange)] = &[\n{rows}];\n"
        ),
    );
    headers(&mut text, part);
    clients(&mut text, api);
    text
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
    put(
        text,
        format_args!("\nimpl {module}::{name} for Recorder {{\n"),
    );
    let operations = api.operations.iter();
    for one in operations.filter(|one| one.role.interface() == interface) {
        let (method, request) = (one.name.as_str(), one.request.as_str());
        put(
            text,
            format_args!(
                "    fn {method}(&self, request: Request<{module}::{request}>) -> impl Future<Output = CallResult<{module}::{request}>> + Send {{\n        \
                 handle(request)\n    }}\n"
            ),
        );
    }
    text.push_str("}\n");
}

/// How the arguments of an operation are made and shown: the fields of the struct, and statements.
#[derive(Default)]
struct ShownArguments {
    fields: String,
    shown: String,
}

impl ShownArguments {
    fn of(module: &str, operation: &Operation) -> Self {
        let mut all = Self::default();
        for (index, one) in operation.parameters.iter().enumerate() {
            let name = one.name.as_str();
            let field = format_args!("{name}: parts.parameter({index})?, ");
            put(&mut all.fields, field);
            let shown = format_args!(
                "        if let Some(value) = show_optional(&self.{name}, Direction::Request)? {{ \
                 all.insert(\"{index}\".to_owned(), value); }}\n"
            );
            put(&mut all.shown, shown);
        }
        if let Some(body) = &operation.body {
            all.add_body(module, body);
        }
        all
    }

    fn add_body(&mut self, module: &str, body: &Body) {
        let shape = BodyShape::of_body(module, body);
        let (make, show) = (made(&shape), shown(&shape, "body", "Request"));
        let insert = format!("let value = {show}; all.insert(\"body\".to_owned(), value);");
        let (field, shown) = match body.presence {
            Presence::Required => (
                format!("body: {{ {make} }}"),
                format!("        {{ let body = self.body; {insert} }}\n"),
            ),
            Presence::Optional | Presence::Default(_) => (
                format!(
                    "body: match &parts.body {{ None => None, Some(_) => Some({{ {make} }}) }}"
                ),
                format!("        if let Some(body) = self.body {{ {insert} }}\n"),
            ),
        };
        self.fields.push_str(&field);
        self.shown.push_str(&shown);
    }
}

/// The implementation of `Proof`.
fn proof(text: &mut String, api: &Api, (index, operation): (usize, &Operation)) {
    let interface = operation.role.interface();
    let (module, api_trait) = (module_of(interface), trait_name(api, interface));
    let (request, method) = (operation.request.as_str(), operation.name.as_str());
    let ShownArguments { fields, shown } = ShownArguments::of(module, operation);
    let success = BodyShape::of_success(module, &operation.success);
    let failure = BodyShape::of_failure(module, &operation.failure);
    put(
        text,
        format_args!(
            "\nimpl Proof for {module}::{request} {{\n    const INDEX: usize = {index};\n    \
             fn make(parts: &Parts) -> Result<Self> {{\n        Ok(Self {{ {fields} }})\n    }}\n    \
             fn shown(self) -> Shown {{\n        {}\n    }}\n    \
             fn success(parts: &Parts) -> Result<Self::Success> {{\n        Ok({{ {} }})\n    }}\n    \
             fn shown_success(body: Self::Success) -> Shown {{\n        {}\n    }}\n    \
             fn failure(parts: &Parts) -> Result<Self::Failure> {{\n        Ok({{ {} }})\n    }}\n    \
             fn shown_failure(body: Self::Failure) -> Shown {{\n        {}\n    }}\n    \
             fn call(clients: &Clients, request: Request<Self>) -> impl Future<Output = CallResult<Self>> + Send {{\n        \
             {module}::{api_trait}::{method}(&clients.{}.0, request)\n    }}\n}}\n",
            returned(&format!(
                "let mut all = Map::new();\n{shown}        Ok(Value::from_iter(all))"
            )),
            made(&success),
            outcome_shown(&success),
            made(&failure),
            outcome_shown(&failure),
            client_of(interface),
        ),
    );
}

/// The functions that read and write headers of responses by their index.
fn headers(text: &mut String, part: &ApiPart) {
    let api = &part.api;
    let (mut read, mut written) = (String::new(), String::new());
    for (at, (header, index)) in api.headers.iter().zip(&part.headers).enumerate() {
        let users = api.operations.iter();
        let mut users = users.filter(|one| uses_header(one, at));
        let Some(user) = users.next() else { continue };
        let module = module_of(user.role.interface());
        let name = header.name.as_str().trim_start_matches("r#").to_uppercase();
        put(
            &mut read,
            format_args!("        {index} => read_header(headers, {module}::{name}),\n"),
        );
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
    let replies = operation
        .success
        .replies()
        .chain(operation.failure.replies());
    let mut headers = replies.flat_map(|one: &Reply| &one.headers);
    headers.any(|one| one.header == index)
}

impl BodyShape {
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

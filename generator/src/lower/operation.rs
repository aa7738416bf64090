//! Path items (<https://spec.openapis.org/oas/v3.1.1.html#path-item-object>) -> operations: a
//! method, a request type, outcomes.
//!
//! The parts of an operation are lowered by files of their own: `parameter`, `body`, `response`,
//! `security`, `links`, and the extensions `pagination`, `waiter` and `rules`. This file puts them
//! together, and only it knows their order: pagination needs the finished parameters and responses,
//! and a waiter needs all other operations.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::context::{Lowering, origin};
use super::docs::needed_actions;
use super::naming::{method_name, type_name};
use super::security::Schemes;
use super::site::OperationSite;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{ClientParameter, FieldName, Method, Note, Operation, Parameter, Rule, RustName};
use crate::load::{Hook, TypedPathItem};

impl<'d> Lowering<'d, '_> {
    /// Every operation in document order: those that clients call, then webhooks and callbacks.
    ///
    /// Pages and waiters are filled in at the end: they depend on which types occur in requests, and
    /// the operation that is polled may follow the one that starts the task.
    pub(super) fn operations(&mut self, schemes: &Schemes) -> Vec<Operation> {
        let (mut called, mut sent) = (Vec::new(), Vec::new());
        for (path, item) in self.document.paths() {
            let at = Pointer::root().child("paths").child(path);
            self.path_item((path, &at), item, (None, schemes), &mut called);
        }
        for (hook, item) in self.document.hooks() {
            self.path_item(("", &hook.at), item, (Some(hook), schemes), &mut sent);
        }
        self.build_waiting();
        let count = called.len();
        called.append(&mut sent);
        let (mut operations, places): (Vec<Operation>, Vec<Pointer>) = called.into_iter().unzip();
        self.settle_access(&mut operations);
        for (operation, at) in operations.iter_mut().zip(&places).take(count) {
            operation.pagination = self.pagination(operation, at);
            self.check_error_in_success(operation, at);
        }
        for index in 0..count {
            let (called, _) = operations.split_at(count);
            let waiter = self.waiter(called, index);
            if let Some(operation) = operations.get_mut(index) {
                operation.waiter = waiter;
            }
        }
        operations
    }

    /// Lowers the operations of one path item, or of the one that it refers to.
    fn path_item(
        &mut self,
        (path, at): (&'d str, &Pointer),
        item: &'d ReferenceOr<TypedPathItem>,
        (hook, schemes): (Option<&Hook>, &Schemes),
        operations: &mut Vec<(Operation, Pointer)>,
    ) {
        let Some((item, item_at)) = self.resolver.path_item(item, at) else {
            return;
        };
        for (method, described) in &item.operations {
            let own_at = at.child(method);
            let site = OperationSite {
                path,
                hook,
                method,
                item,
                described,
                item_at: &item_at,
                own_at: &own_at,
            };
            let lowered = self.operation(&site, schemes);
            operations.extend(lowered.map(|one| (one, item_at.child(method))));
        }
    }

    /// Lowers one operation.
    ///
    /// ```yaml
    /// /pets/{id}:
    ///   get:
    ///     operationId: showPet
    ///     parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    ///     responses: {200: {content: {application/json: {schema: {$ref: …/Pet}}}}}
    /// ```
    ///
    /// becomes a method `show_pet(ShowPet { id: String }) -> Pet` of the trait. `None` for an
    /// operation that the plan of names does not know.
    fn operation(&mut self, site: &OperationSite<'_, 'd>, schemes: &Schemes) -> Option<Operation> {
        let names = self.plan.operations.get(site.own_at)?.clone();
        let method = http_method(site.method)?;
        let at = site.item_at.child(site.method);
        let described = site.described;
        let id = described
            .operation_id
            .clone()
            .unwrap_or_else(|| site.spelled());
        let who = format!("`{}`", show(&id));
        let parameters = self.request_fields(site, &at, &who);
        let body = described.request_body.as_ref();
        let body =
            body.and_then(|body| self.body(body, &at.child("requestBody"), &names.method, &who));
        let (success, failure) = self.outcomes(
            (method, &described.responses),
            &at.child("responses"),
            &names.method,
            &who,
        );
        let security = site.security(self.document.openapi.security.as_deref());
        let value = self.value(&at);
        let mut operation = Operation {
            name: method_name(&names.method),
            request: type_name(&names.request),
            companion: None, // named when every other type has its name
            id,
            method,
            role: site.role(),
            path: site.template(&names.method),
            server: self.own_server(site, &at),
            rules: self.operation_rules(&at, &parameters),
            parameters,
            body,
            success,
            failure,
            security: security
                .map(|security| schemes.alternatives(security))
                .unwrap_or_default(),
            side_effect: side_effect(value, method),
            pagination: None,
            waiter: None,
            links: self.own_links(site, &at),
            tags: described.tags.clone(),
            tag: described.tags.first().cloned(),
            docs: self.prose_at(&at),
            origin: origin(site.own_at),
        };
        self.complete(&mut operation, site, &at);
        Some(operation)
    }

    /// Adds notes to the docs of an operation.
    fn complete(&mut self, operation: &mut Operation, site: &OperationSite<'_, 'd>, at: &Pointer) {
        if site.hook.is_some() {
            self.report_ineffective_keys(site, at);
        }
        let actions = self.value(at).into_iter().flat_map(needed_actions);
        operation.docs.notes.extend(actions);
        let notes = operation.server.as_deref().map(at_server);
        operation.docs.notes.extend(notes);
        operation.docs.notes.extend(site.note());
    }

    /// `servers` of the operation, or else of its path.
    fn own_server(&mut self, site: &OperationSite<'_, 'd>, at: &Pointer) -> Option<String> {
        if site.hook.is_some() {
            None
        } else if site.described.servers.is_empty() {
            self.server_of(&site.item.servers, site.item_at)
        } else {
            self.server_of(&site.described.servers, at)
        }
    }

    /// The parameters as fields of the request type. `body` is taken if the operation has a body: a
    /// parameter of that name becomes `body_query`, for example.
    fn request_fields(
        &mut self,
        site: &OperationSite<'_, 'd>,
        at: &Pointer,
        who: &str,
    ) -> Vec<Parameter> {
        let declared = self.declared(
            &site.item.parameters,
            site.item_at,
            &site.described.parameters,
            at,
        );
        let taken: &[&str] = if site.described.request_body.is_some() {
            &["body"]
        } else {
            &[]
        };
        self.parameters(&declared, taken, who)
    }

    /// `x-rules` of the operation, between its parameters.
    fn operation_rules(&mut self, at: &Pointer, parameters: &[Parameter]) -> Vec<Rule> {
        let lookup = |wire: &str| field_called(parameters, wire);
        let rules = self.value(at).and_then(|value| value.get("x-rules"));
        self.rules(rules, &at.child("x-rules"), &lookup)
    }

    /// The parameters with `x-client-parameter: true`, each once. The client's builder has a setter
    /// for each of them, so all operations that declare one must agree on its name and type.
    pub(super) fn client_parameters(&mut self, operations: &[Operation]) -> Vec<ClientParameter> {
        let mut found: IndexMap<&str, (ClientParameter, Pointer)> = IndexMap::new();
        for parameter in operations
            .iter()
            .flat_map(|operation| &operation.parameters)
            .filter(|parameter| parameter.from_client)
        {
            let at = Pointer::parse(&parameter.origin.pointer).unwrap_or_default();
            match found.get(parameter.wire.as_str()) {
                None => {
                    found.insert(&parameter.wire, (client_parameter(parameter), at));
                }
                Some((known, _)) if known.ty == parameter.ty && known.name == parameter.name => {}
                Some((_, first)) => {
                    let first = self.document.place(first);
                    let message = format!(
                        "`{}` has another name or type elsewhere",
                        show(&parameter.wire)
                    );
                    if let Some(diagnostic) =
                        self.report(Code::ClientParameterConflict, &at, message)
                    {
                        diagnostic.also(&first, "first declared here");
                    }
                }
            }
        }
        let found = found.into_values();
        found.map(|(parameter, _)| parameter).collect()
    }
}

/// The line of the docs for an operation with an address of its own.
fn at_server(url: &str) -> Note {
    Note {
        words: "It has an address of its own:".to_owned(),
        code: Some(url.to_owned()),
    }
}

/// Whether the client must not repeat the operation on its own: what `x-side-effect` says, and
/// otherwise whether the method is not idempotent
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>).
fn side_effect(operation: Option<&Value>, method: Method) -> bool {
    let said = operation
        .and_then(|value| value.get("x-side-effect"))
        .and_then(Value::as_bool);
    said.unwrap_or(matches!(method, Method::Post | Method::Patch))
}

fn client_parameter(parameter: &Parameter) -> ClientParameter {
    ClientParameter {
        name: parameter.name.clone(),
        wire: parameter.wire.clone(),
        ty: parameter.ty.clone(),
        docs: parameter.docs.clone(),
    }
}

/// The field of a parameter, by wire name. If parameters share the wire name (`id` in the path and
/// in the query), by Rust name.
fn field_called(parameters: &[Parameter], wire: &str) -> Option<FieldName> {
    let exact = parameters
        .iter()
        .find(|parameter| parameter.name.as_str() == wire && parameter.wire == wire);
    let found = exact.or_else(|| parameters.iter().find(|parameter| parameter.wire == wire));
    found.map(|parameter| parameter.name.clone())
}

/// The method of a key of a path item.
fn http_method(method: &str) -> Option<Method> {
    Some(match method {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

//! Names the structs that constructors take if they need more than [`MOST_ARGUMENTS`] values: `InvoiceRequired` for `Invoice`.
//!
//! Arguments by position are easy to swap, and a document that reorders two properties would swap them for every caller:
//! `Invoice::new(InvoiceRequired { id, … })` names each one, and a missing one is a compile error.

use std::collections::HashSet;

use super::naming::type_name;
use crate::ir::{
    Api, Body, ErrorOutcome, Kind, MOST_ARGUMENTS, Operation, Outcome, Payload, Presence, RustName,
    TypeName,
};

/// What the name of such a struct ends in, in order of preference.
const ENDINGS: [&str; 3] = ["Required", "RequiredFields", "RequiredArguments"];

/// Names the structs of all objects, requests and forms that need one.
pub(super) fn settle(api: &mut Api) {
    let mut taken = names(api);
    for def in &mut api.types {
        if let Kind::Struct(data) = &mut def.kind {
            let count = data.fields.iter().filter(|one| one.is_required()).count();
            data.required = required(&mut taken, &def.name, count);
        }
    }
    for operation in &mut api.operations {
        let count = required_arguments(operation);
        operation.required = required(&mut taken, &operation.request, count);
        for payload in operation.body.iter_mut().flat_map(Body::payloads_mut) {
            if let Some(form) = &mut payload.form {
                let is_required = |presence: &Presence| *presence == Presence::Required;
                let parts = form.parts.iter();
                let count = parts.filter(|one| is_required(&one.field.presence)).count();
                form.required = required(&mut taken, &form.name, count);
            }
        }
    }
}

/// How many arguments of an operation a caller must give.
fn required_arguments(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter();
    let given = parameters.filter(|one| !one.from_client && one.presence == Presence::Required);
    let body = operation.body.as_ref();
    given.count() + usize::from(body.is_some_and(|body| body.presence == Presence::Required))
}

/// The name of the struct for `owner`, if it has `count` required fields.
fn required(taken: &mut HashSet<String>, owner: &TypeName, count: usize) -> Option<TypeName> {
    if count <= MOST_ARGUMENTS {
        return None;
    }
    let endings = ENDINGS.into_iter().map(str::to_owned);
    let numbered = (2_u64..).map(|number| format!("Required{number}"));
    let names = endings.chain(numbered).map(|end| format!("{owner}{end}"));
    let name = names.into_iter().find(|name| !taken.contains(name))?;
    taken.insert(name.clone());
    Some(type_name(&name))
}

/// Every name of a type so far.
fn names(api: &Api) -> HashSet<String> {
    let types = api.types.iter().map(|def| def.name.to_string());
    let operations = api.operations.iter().flat_map(|operation| {
        let success = match &operation.success {
            Outcome::Single(_) => None,
            Outcome::Several(name, _) => Some(name),
        };
        let failure = match &operation.failure {
            ErrorOutcome::Undocumented | ErrorOutcome::Single(_) => None,
            ErrorOutcome::Several(name, _) => Some(name),
        };
        let body = operation.body.as_ref().and_then(Body::choice);
        let payloads = operation.body.iter().flat_map(Body::payloads);
        let forms = payloads.filter_map(|payload: &Payload| payload.form.as_ref());
        [Some(&operation.request), success, failure, body]
            .into_iter()
            .flatten()
            .chain(forms.map(|form| &form.name))
            .map(|name| name.as_str().to_owned())
    });
    types.chain(operations).collect()
}

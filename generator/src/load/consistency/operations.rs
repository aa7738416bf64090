//! [Operations](https://spec.openapis.org/oas/v3.0.3.html#operation-object): ids and parameters are unique, responses can be
//! sent, and bodies have a meaning.

use std::collections::HashMap;

use super::{Code, ConsistencyCheck, ObjectMembers, Repair, Trail, Value, list, text};
use crate::diagnostic::show;
use crate::load::report::Reports;

/// Checks the parts of a path item that apply to all its operations.
pub(super) fn path_item<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    item: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    unique_parameters(context, item, at);
    for method in ["get", "head", "trace"] {
        if let Some(Value::Object(operation)) = item.get(method)
            && operation.contains_key("requestBody")
        {
            let at = at.key(method);
            let message = format!(
                "the body of a {} request has no defined meaning",
                method.to_uppercase()
            );
            context.often(Code::IgnoredBody, &at.key("requestBody"), message);
        }
    }
}

/// Checks one operation.
pub(super) fn operation<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    operation: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    unique_id(context, operation, at);
    unique_parameters(context, operation, at);
    let Some(Value::Object(responses)) = operation.get("responses") else {
        return;
    };
    let at = at.key("responses");
    if responses.keys().all(|name| name.starts_with("x-")) {
        context.fault_key(
            Repair::Guess,
            Code::EmptyList,
            &at,
            "an operation has at least one response",
        );
    }
    for status in ["204", "205", "304"] {
        let response = responses
            .get(status)
            .and_then(|response| context.resolved(response));
        let content = response
            .and_then(|response| response.get("content"))
            .and_then(Value::as_object);
        if content.is_some_and(|content| !content.is_empty()) {
            let message = format!("a {status} response has no body");
            context.report_key(Code::IgnoredBody, &at.key(status), message);
        }
    }
}

fn unique_id<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    operation: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let Some(id) = text(operation, "operationId") else {
        return;
    };
    let at = at.key("operationId");
    let Some(first) = context.operation_ids.get(id).cloned() else {
        context.operation_ids.insert(id, at.pointer());
        return;
    };
    if first == at.pointer() {
        return;
    }
    let first = context.place(&first);
    if first == context.place(&at.pointer()) {
        // A callback that several operations refer to.
        return;
    }
    let message = format!("the id `{}` is already used", show(id));
    context.repairs.drop(at.pointer());
    context
        .fault(Repair::Guess, Code::DuplicateOperationId, &at, message)
        .also(&first, "first here");
}

/// A parameter is identified by its location and name. Names of headers are compared without case.
fn unique_parameters<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    owner: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let at = at.key("parameters");
    let mut seen: HashMap<(&str, String), usize> = HashMap::new();
    for (index, parameter) in list(owner, "parameters").iter().enumerate() {
        let Some(parameter) = context.resolved(parameter) else {
            continue;
        };
        let (Some(place), Some(name)) = (text(parameter, "in"), text(parameter, "name")) else {
            continue;
        };
        let folded = if place == "header" {
            name.to_ascii_lowercase()
        } else {
            name.to_owned()
        };
        if let Some(first) = seen.get(&(place, folded.clone())) {
            let first = context.place(&at.index(*first).pointer());
            let message = format!("there are two {place} parameters `{}`", show(name));
            context.repairs.drop(at.index(index).pointer());
            context
                .fault(
                    Repair::Guess,
                    Code::DuplicateParameter,
                    &at.index(index),
                    message,
                )
                .also(&first, "first here");
        } else {
            seen.insert((place, folded), index);
        }
    }
}

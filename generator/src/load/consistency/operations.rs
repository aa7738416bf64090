//! [Operations](https://spec.openapis.org/oas/v3.0.3.html#operation-object) and
//! [parameters](https://spec.openapis.org/oas/v3.0.3.html#parameter-object): ids and parameters are
//! unique, names can be sent, responses can be sent, and bodies have a meaning.

use foldhash::HashMap;

use super::{
    Check, Code, Members, Repair, Trail, Value, http_tokens, is_true, list, object, text, values,
};
use crate::diagnostic::show;
use crate::header_names;
use crate::load::Strictness;
use crate::load::suggest::near_miss;

/// Checks the parts of a path item that apply to all its operations.
///
/// A body has no meaning in a GET, HEAD or
/// [TRACE](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8) request, and some servers reject
/// it.
pub(super) fn path_item<'d>(check: &mut Check<'d, '_>, item: &'d Members, at: &Trail<'_>) {
    unique_parameters(check, item, at);
    for method in ["get", "head", "trace"] {
        let operation = object(item, method);
        if operation.is_some_and(|operation| operation.contains_key("requestBody")) {
            let (at, verb) = (at.key(method), method.to_uppercase());
            let message = format!("the body of a {verb} request has no defined meaning");
            check
                .report
                .often(Code::IgnoredBody, &at.key("requestBody"), message);
        }
    }
    let head = object(item, "head").and_then(|operation| object(operation, "responses"));
    let at = at.key("head");
    let at = at.key("responses");
    for (status, response) in head.into_iter().flatten() {
        if has_content(check, response) {
            let at = at.key(status);
            let message = "a response to HEAD has no body";
            check.report.often(Code::IgnoredBody, &at, message);
        }
    }
}

/// Whether a response, or the one that it refers to, has `content`.
fn has_content<'d>(check: &Check<'d, '_>, response: &'d Value) -> bool {
    let content = check.resolved(response);
    let content = content.and_then(|response| object(response, "content"));
    content.is_some_and(|content| !content.is_empty())
}

/// Checks one operation. The statuses without a body are those of [RFC
/// 9110](https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1).
pub(super) fn operation<'d>(check: &mut Check<'d, '_>, operation: &'d Members, at: &Trail<'_>) {
    unique_id(check, operation, at);
    unique_parameters(check, operation, at);
    tags(check, operation, at);
    let Some(responses) = object(operation, "responses") else {
        return;
    };
    let at = at.key("responses");
    if responses.keys().all(|name| name.starts_with("x-")) {
        let message = "an operation has at least one response";
        check.report.loose(Code::EmptyList, &at, message);
    }
    for status in ["204", "205", "304"] {
        let response = responses.get(status);
        if response.is_some_and(|response| has_content(check, response)) {
            let message = format!("a {status} response has no body");
            check
                .report
                .often(Code::IgnoredBody, &at.key(status), message);
        }
    }
}

/// A tag need not be [declared](https://spec.openapis.org/oas/v3.0.3.html#openapi-object), but one that
/// is almost a declared one is misspelled: the operation would be in a group of its own. Names are not compared if
/// there are very many.
fn tags<'d>(check: &mut Check<'d, '_>, operation: &'d Members, at: &Trail<'_>) {
    let declared = || {
        let tags = check.tree.get("tags").and_then(Value::as_array);
        tags.into_iter()
            .flatten()
            .filter_map(|tag| text(tag.as_object()?, "name"))
    };
    if declared().nth(500).is_some() {
        return;
    }
    let at = at.key("tags");
    for (index, tag) in list(operation, "tags").iter().enumerate() {
        let Some(tag) = tag
            .as_str()
            .filter(|tag| !declared().any(|name| name == *tag))
        else {
            continue;
        };
        if let Some(meant) = near_miss(tag, declared()) {
            let message = format!("the tag `{}` is not declared", show(tag));
            let report = check.report.at(Code::LooseShape, &at.index(index), message);
            report.help(format!("did you mean `{}`?", show(meant)));
        }
    }
}

/// Ids are unique, because methods are named after them. The second operation loses its id and gets
/// a name from its path. No request or response contains an id, so this is harmless.
fn unique_id<'d>(check: &mut Check<'d, '_>, operation: &'d Members, at: &Trail<'_>) {
    let Some(id) = text(operation, "operationId") else {
        return;
    };
    let at = at.key("operationId");
    let first = check
        .operation_ids
        .entry(id)
        .or_insert_with(|| at.pointer());
    let (first, own) = (check.report.origins.place(first), check.report.place(&at));
    if first == own {
        return; // the same operation, or a copy of a callback that several operations refer to
    }
    let message = format!("the id `{}` is already used", show(id));
    check.repairs.remove(&at);
    let code = Code::DuplicateOperationId;
    let is_strict = check.report.strictness == Strictness::Strict;
    let report = check.report.fault(Repair::Harmless, code, &at, message);
    report.also(&first, "first here");
    if !is_strict {
        report.help("give each operation its own; this one is named after its path until then");
    }
}

/// A parameter is identified by its location and name. Names of headers are compared without case,
/// as [HTTP](https://www.rfc-editor.org/rfc/rfc9110#section-5.1) does.
///
/// A parameter of an operation that repeats one of its path item is no duplicate: it overrides it.
fn unique_parameters<'d>(check: &mut Check<'d, '_>, owner: &'d Members, at: &Trail<'_>) {
    let at = at.key("parameters");
    let mut seen: HashMap<(&str, String), usize> = HashMap::default();
    for (index, parameter) in list(owner, "parameters").iter().enumerate() {
        let Some(parameter) = check.resolved(parameter) else {
            continue;
        };
        let (Some(place), Some(name)) = (text(parameter, "in"), text(parameter, "name")) else {
            continue;
        };
        let folded = match place {
            "header" => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        };
        let first = *seen.entry((place, folded)).or_insert(index);
        if first != index {
            let first = check.report.place(&at.index(first));
            let message = format!("there are two {place} parameters `{}`", show(name));
            check.repairs.remove(&at.index(index));
            let report = check
                .report
                .guess(Code::DuplicateParameter, &at.index(index), message);
            report.also(&first, "first here");
        }
    }
}

/// Checks one parameter: path parameters are required, names can be sent, examples match.
pub(super) fn parameter<'d>(check: &mut Check<'d, '_>, parameter: &'d Members, at: &Trail<'_>) {
    let (Some(place), Some(name)) = (text(parameter, "in"), text(parameter, "name")) else {
        return;
    };
    if place == "path" && !is_true(parameter, "required") {
        check.repairs.put(&at.key("required"), Value::Bool(true));
        let is_stated = parameter.contains_key("required");
        let at = at.key(if is_stated { "required" } else { "name" });
        if check.report.strictness == Strictness::Strict {
            let message = "a path parameter is always required";
            let report = check.report.at(Code::BadParameter, &at, message);
            report.help("write `required: true`");
        } else {
            let message =
                "a path parameter is always required, and read as if it had `required: true`";
            check.report.often(Code::LooseShape, &at, message);
        }
    }
    let at_name = at.key("name");
    if place == "header" && header_names::is_described_elsewhere(name) {
        let message = format!("OpenAPI ignores header parameters named `{}`", show(name));
        check.report.at(Code::IgnoredHeader, &at_name, message);
    } else if place == "header" && header_names::is_framing(name) {
        let message = format!("the HTTP library sets the header `{}`", show(name));
        let code = Code::FramingHeader;
        check
            .report
            .fault(Repair::Harmless, code, &at_name, message);
    }
    if matches!(place, "header" | "cookie") && !http_tokens::is_token(name) {
        let message = format!("`{}` is not a valid name for a {place}", show(name));
        check.report.at(Code::BadToken, &at_name, message);
    }
    if name.is_empty() {
        check
            .report
            .at(Code::BadToken, &at_name, "a parameter needs a name");
    }
    values::examples(check, parameter, at);
}

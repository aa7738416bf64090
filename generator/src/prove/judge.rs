//! What an answer of the program means.

use bindwright_runtime::Value;

use super::answer::{get, listed, outcome, problem, violations};
use super::equal;
use super::report::FaultSide;
use crate::diff::counterexample::RequestDraft;
use crate::ir::Operation;

/// What is wrong with an exchange: which message, and in what way.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) side: FaultSide,
    pub(super) text: String,
}

fn request(text: impl Into<String>) -> Option<Wrong> {
    let (side, text) = (FaultSide::Request, text.into());
    Some(Wrong { side, text })
}

fn response(text: impl Into<String>) -> Option<Wrong> {
    let (side, text) = (FaultSide::Response, text.into());
    Some(Wrong { side, text })
}

/// What a message may have that its sender was not told to send.
#[derive(Clone, Copy)]
pub(super) struct Added<'a> {
    /// The parameters that it adds, by their indices.
    pub(super) parameters: &'a [usize],
    /// The headers that the server itself sets, by their indices.
    pub(super) of_server: &'a [String],
}

/// What is wrong with an exchange of valid messages; `None` if both arrive as they were sent.
pub(super) fn exchange(
    operation: &Operation,
    (sent_draft, added): (&RequestDraft, Added<'_>),
    answer: &Value,
) -> Option<Wrong> {
    if let Some(error) = get(answer, "error").and_then(Value::as_str) {
        return request(error);
    }
    if let Some(error) = get(answer, "unmade").and_then(Value::as_str) {
        return request(format!("its type has no such value: {error}"));
    }
    let sent = match outcome(answer, "sent") {
        Some(Ok(sent)) => sent,
        Some(Err(error)) => return request(format!("it cannot be written: {error}")),
        None => return request("nothing was sent"),
    };
    let got = outcome(answer, "got");
    let seen = match outcome(answer, "seen") {
        Some(Ok(seen)) => seen,
        Some(Err(error)) => return request(format!("the handler cannot read it: {error}")),
        None => return request(not_seen(answer, got)),
    };
    if !equal::requests(operation, (sent_draft, added.parameters), sent, seen) {
        return request(format!("sent {sent}, but the handler saw {seen}"));
    }
    let returned = match outcome(answer, "returned") {
        Some(Ok(returned)) => returned,
        Some(Err(error)) => return response(format!("its type has no such value: {error}")),
        None => return response("the handler returned nothing"),
    };
    match got {
        Some(Ok(got)) if equal::responses(operation, added.of_server, returned, got) => None,
        Some(Ok(got)) => response(format!("returned {returned}, but the client got {got}")),
        Some(Err(error)) => response(format!("returned {returned}, but the client says: {error}")),
        None => response("the client got nothing"),
    }
}

/// What is wrong with the answer of a server of somebody else: anything but a success that the client reads.
pub(super) fn answered(answer: &Value) -> Option<String> {
    if let Some(error) = get(answer, "error")
        .or(get(answer, "unmade"))
        .and_then(Value::as_str)
    {
        return Some(error.to_owned());
    }
    match outcome(answer, "got") {
        Some(Ok(got)) if matches!(get(got, "success"), Some(Value::Bool(true))) => None,
        Some(Ok(got)) => Some(format!("the server rejects it: {got}")),
        Some(Err(error)) => Some(error),
        None => Some("the client got nothing".to_owned()),
    }
}

/// Why the handler was not called.
fn not_seen(answer: &Value, got: Option<Result<&Value, String>>) -> String {
    if let Some(problem) = problem(answer) {
        return format!("the server rejects it: {problem}");
    }
    match got {
        Some(Ok(got)) => match get(got, "invalid") {
            Some(list) => format!("the client rejects it: {}", listed(&violations(Some(list)))),
            None => format!("the handler was not called, and the client got {got}"),
        },
        Some(Err(error)) => format!("the handler was not called: {error}"),
        None => "the handler was not called".to_owned(),
    }
}

/// What is wrong with how the server treats a request that breaks a rule at a place.
pub(super) fn server(location: &str, answer: &Value) -> Option<String> {
    if let Some(error) = get(answer, "error").and_then(Value::as_str) {
        return Some(error.to_owned());
    }
    if matches!(get(answer, "seen"), Some(Value::Bool(true))) {
        return Some("the server accepts it".to_owned());
    }
    let found = violations(get(answer, "problem").and_then(|one| get(one, "violations")));
    if found.iter().any(|(place, _)| place == location) {
        return None;
    }
    let status = get(answer, "status")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let reason = problem(answer).unwrap_or_default();
    Some(format!(
        "the server rejects it for something else: {status} {reason}"
    ))
}

/// What is wrong with how the client treats it: it is rejected, or not a value of the type at all.
pub(super) fn client(location: &str, answer: &Value) -> Option<String> {
    if let Some(error) = get(answer, "error").and_then(Value::as_str) {
        return Some(error.to_owned());
    }
    if get(answer, "unmade").is_some() {
        return None;
    }
    let got = outcome(answer, "got");
    if outcome(answer, "seen").is_some() {
        return Some("the client sends it, and the server accepts it".to_owned());
    }
    let found = match &got {
        Some(Ok(got)) => violations(get(got, "invalid")),
        _ => Vec::new(),
    };
    if found.iter().any(|(place, _)| place == location) {
        return None;
    }
    if found.is_empty() {
        return Some(format!("the client sends it: {}", not_seen(answer, got)));
    }
    Some(format!(
        "the client rejects it for something else: {}",
        listed(&found)
    ))
}

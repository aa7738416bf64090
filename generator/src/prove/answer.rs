//! What the program says about an exchange.

use bindwright_runtime::Value;

/// A member of an object.
pub(super) fn get<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_object()?.get(name)
}

/// What one side saw, or why it saw nothing.
pub(super) fn outcome<'v>(answer: &'v Value, name: &str) -> Option<Result<&'v Value, String>> {
    let outcome = get(answer, name)?;
    Some(match (get(outcome, "ok"), get(outcome, "error")) {
        (Some(value), _) => Ok(value),
        (None, error) => Err(error.and_then(Value::as_str).unwrap_or_default().to_owned()),
    })
}

/// The violations in `[["query.limit", "must be at least 1"]]`: places and texts.
pub(super) fn violations(list: Option<&Value>) -> Vec<(String, String)> {
    let all = list.and_then(Value::as_array).into_iter().flatten();
    let pairs = all.filter_map(|pair| {
        let mut parts = pair.as_array()?.iter().filter_map(Value::as_str);
        Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
    });
    pairs.collect()
}

/// Violations as one text.
pub(super) fn listed(violations: &[(String, String)]) -> String {
    let all = violations.iter();
    let all: Vec<String> = all
        .map(|(place, text)| format!("{place}: {text}"))
        .collect();
    all.join("; ")
}

/// Why the server rejected a request, if it did.
pub(super) fn problem(answer: &Value) -> Option<String> {
    let problem = get(answer, "problem")?;
    let violations = violations(get(problem, "violations"));
    match violations.is_empty() {
        false => Some(listed(&violations)),
        true => get(problem, "message")
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

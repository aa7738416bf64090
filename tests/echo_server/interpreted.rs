//! Compares compiled servers with the interpreter that `bindwright diff` looks for counterexamples with: the status, the body that
//! is written back, and every violation in the same words.

use std::collections::BTreeMap;

use bindwright::diff::counterexample::{Interpreter, WireRequest};
use bindwright_runtime::http::{HeaderMap, HeaderValue, Method, header::CONTENT_TYPE};
use serde_json::{Value, json};

use super::{Questions, Reports};

/// What was compared, and every difference, one a line.
#[derive(Debug, Default)]
pub struct Agreement {
    /// The values that both accept.
    pub accepted: usize,
    /// The values that both reject, for the same reasons.
    pub rejected: usize,
    /// The others.
    pub differences: Vec<String>,
}

/// Asks the interpreter the same questions.
pub fn compare(
    questions: &[Questions],
    reports: &[Reports],
    responses: &BTreeMap<usize, Vec<Value>>,
) -> Agreement {
    let mut agreement = Agreement::default();
    for (index, (questions, reports)) in questions.iter().zip(reports).enumerate() {
        let (Some(responses), Some(interpreter)) = (responses.get(&index), reports.interpreter)
        else {
            continue;
        };
        for ((path, value), response) in questions.requests.iter().zip(responses) {
            let found = answer(&interpreter, path, value);
            let compiled = compiled(response);
            match &found[0] {
                _ if found != compiled => agreement.differences.push(format!(
                    "{index} {path} {value}: compiled {compiled}, interpreted {found}"
                )),
                status if *status == 200 => agreement.accepted += 1,
                _ => agreement.rejected += 1,
            }
        }
    }
    agreement
}

/// The status, and the body or the violations.
fn answer(interpreter: &Interpreter, path: &str, value: &Value) -> Value {
    let json = HeaderValue::from_static("application/json");
    let request = WireRequest {
        method: Method::POST,
        target: path.to_owned(),
        headers: HeaderMap::from_iter([(CONTENT_TYPE, json)]),
        body: value.to_string().into(),
    };
    match interpreter.echo(&request) {
        Ok(body) => json!([200, body_of(&body)]),
        Err((status, _)) if status == 500 => json!([500, null]),
        Err((status, reasons)) => {
            json!([status.as_u16(), reasons.split('\n').collect::<Vec<_>>()])
        }
    }
}

fn body_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(bytes)))
}

/// The same of the response of a compiled server.
fn compiled(response: &Value) -> Value {
    let (status, body) = (&response[0], &response[1]);
    let Some(errors) = body["errors"].as_array().filter(|_| *status == 400) else {
        let body = if *status == 200 { body } else { &Value::Null };
        return json!([status, body]);
    };
    let lines = errors.iter().map(|one| {
        let text = |key: &str| one[key].as_str().unwrap_or_default();
        format!("{}: {}", text("location"), text("message"))
    });
    json!([status, lines.collect::<Vec<_>>()])
}

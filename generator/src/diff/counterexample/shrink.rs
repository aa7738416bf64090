//! Makes a counterexample smaller for as long as it is one: fewer members, shorter lists and strings, simpler scalars.

use bindwright_runtime::codegen::number;
use bindwright_runtime::{Map, Value};

use super::interpret::{BodyDraft, RequestDraft, ResponseDraft};

/// How many smaller messages are tried.
const TRIES: usize = 400;

/// Whether something smaller still is a counterexample.
type StillFails<'f, T> = &'f mut dyn FnMut(&T) -> bool;

/// A smaller request.
pub(super) fn request(draft: RequestDraft, fails: StillFails<'_, RequestDraft>) -> RequestDraft {
    reduced(draft, smaller_requests, fails)
}

/// A smaller response.
pub(super) fn response(
    draft: ResponseDraft,
    fails: StillFails<'_, ResponseDraft>,
) -> ResponseDraft {
    reduced(draft, smaller_responses, fails)
}

/// Takes the first of the smaller ones that still fails, again and again.
fn reduced<T: Clone>(mut draft: T, smaller: fn(&T) -> Vec<T>, fails: StillFails<'_, T>) -> T {
    let mut tries = TRIES;
    loop {
        let mut found = None;
        for one in smaller(&draft) {
            tries = tries.saturating_sub(1);
            if tries == 0 {
                return draft;
            }
            if fails(&one) {
                found = Some(one);
                break;
            }
        }
        match found {
            Some(one) => draft = one,
            None => return draft,
        }
    }
}

fn smaller_requests(draft: &RequestDraft) -> Vec<RequestDraft> {
    let mut found = Vec::new();
    if draft.credentials.is_some() {
        found.push(RequestDraft {
            credentials: None,
            ..draft.clone()
        });
    }
    if draft.body.is_some() {
        found.push(RequestDraft {
            body: None,
            ..draft.clone()
        });
    }
    for (index, value) in draft.parameters.iter().enumerate() {
        let Some(value) = value else { continue };
        let smaller = smaller_values(value).into_iter().map(Some);
        for value in std::iter::once(None).chain(smaller) {
            let mut one = draft.clone();
            if let Some(place) = one.parameters.get_mut(index) {
                *place = value;
            }
            found.push(one);
        }
    }
    if let Some(body) = &draft.body {
        let values = smaller_values(&body.value).into_iter();
        found.extend(values.map(|value| RequestDraft {
            body: Some(BodyDraft {
                value,
                ..body.clone()
            }),
            ..draft.clone()
        }));
    }
    found
}

fn smaller_responses(draft: &ResponseDraft) -> Vec<ResponseDraft> {
    let mut found = Vec::new();
    for index in 0..draft.headers.len() {
        let mut one = draft.clone();
        one.headers.remove(index);
        found.push(one);
    }
    if let Some((media, value)) = &draft.body {
        let values = smaller_values(value).into_iter();
        found.extend(values.map(|value| ResponseDraft {
            body: Some((*media, value)),
            ..draft.clone()
        }));
    }
    found
}

/// Values that are one step smaller.
fn smaller_values(value: &Value) -> Vec<Value> {
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec![Value::Bool(false)],
        Value::Number(number) => smaller_numbers(&number.text()),
        Value::String(text) => smaller_texts(text),
        Value::Array(items) => smaller_lists(items),
        Value::Object(members) => smaller_objects(members),
    }
}

fn smaller_numbers(text: &str) -> Vec<Value> {
    let simple = ["0", "1", "-1"].iter().take_while(|one| **one != text);
    let mut found: Vec<String> = simple.map(|one| (*one).to_owned()).collect();
    if let Ok(integer) = text.parse::<i128>()
        && integer.unsigned_abs() > 2
    {
        found.extend([
            (integer / 2).to_string(),
            (integer - integer.signum()).to_string(),
        ]);
    }
    found.iter().map(|text| Value::from(number(text))).collect()
}

fn smaller_texts(text: &str) -> Vec<Value> {
    let length = text.chars().count();
    let first = |count: usize| text.chars().take(count).collect::<String>();
    let lengths = [0, 1, length / 2, length.saturating_sub(1)];
    let shorter = lengths
        .into_iter()
        .filter(|count| *count < length)
        .map(first);
    let plain = "a".repeat(length);
    let plain = (plain != text && !text.is_empty()).then_some(plain);
    let plain = plain.filter(|_| {
        text.chars()
            .any(|one| one != 'a' && !one.is_ascii_alphanumeric())
    });
    shorter
        .chain(plain)
        .map(|text| Value::from(text.as_str()))
        .collect()
}

fn smaller_lists(items: &[Value]) -> Vec<Value> {
    let mut found = Vec::new();
    if items.len() > 3 {
        let half = items.iter().take(items.len() / 2);
        found.push(Value::Array(half.cloned().collect()));
    }
    for index in (0..items.len()).take(20) {
        let rest = items.iter().enumerate().filter(|(at, _)| *at != index);
        found.push(Value::Array(rest.map(|(_, item)| item.clone()).collect()));
    }
    for (index, item) in items.iter().enumerate().take(20) {
        for smaller in smaller_values(item) {
            let mut items = items.to_vec();
            if let Some(place) = items.get_mut(index) {
                *place = smaller;
            }
            found.push(Value::Array(items));
        }
    }
    found
}

fn smaller_objects(members: &Map<Value>) -> Vec<Value> {
    let mut found = Vec::new();
    for name in members.keys() {
        let mut rest = members.clone();
        rest.shift_remove(name);
        found.push(Value::Object(rest.into()));
    }
    for (name, value) in members {
        for smaller in smaller_values(value) {
            let mut all = members.clone();
            all.insert(name.clone(), smaller);
            found.push(Value::Object(all.into()));
        }
    }
    found
}

//! Makes a counterexample smaller for as long as it is one: fewer members, shorter lists and strings, simpler scalars.

use bindwright_runtime::codegen::number;
use bindwright_runtime::{Map, Value};

use super::interpret::{BodyDraft, RequestDraft, ResponseDraft};
use super::variation::RequestVariation;

/// How many smaller messages are tried.
const TRIES: usize = 399;

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

/// Smaller ones, of which each is made when it is its turn.
type Smaller<'t, T> = Box<dyn Iterator<Item = T> + 't>;

/// Takes the first of the smaller ones that still fails, again and again.
fn reduced<T>(
    mut draft: T,
    smaller: for<'t> fn(&'t T) -> Smaller<'t, T>,
    fails: StillFails<'_, T>,
) -> T {
    let mut left = TRIES;
    loop {
        let found = smaller(&draft).take(left).find(|one| {
            left -= 1;
            fails(one)
        });
        match found {
            Some(one) => draft = one,
            None => return draft,
        }
    }
}

fn smaller_requests(draft: &RequestDraft) -> Smaller<'_, RequestDraft> {
    let credentials = draft
        .credentials
        .map(|_| RequestVariation::Credentials(None));
    let body = draft.body.as_ref();
    let without_body = body.map(|_| RequestVariation::Body(None));
    let parameters = draft.parameters.iter().enumerate();
    let parameters = parameters.filter_map(|(index, value)| Some((index, value.as_ref()?)));
    let parameters = parameters.flat_map(|(index, value)| {
        let values = std::iter::once(None).chain(smaller_values(value).map(Some));
        values.map(move |value| RequestVariation::Parameter(index, value))
    });
    let bodies = body.into_iter().flat_map(|body| {
        let BodyDraft { index, media, .. } = *body;
        smaller_values(&body.value).map(move |value| {
            RequestVariation::Body(Some(BodyDraft {
                index,
                media,
                value,
            }))
        })
    });
    let all = credentials.into_iter().chain(without_body);
    Box::new(all.chain(parameters).chain(bodies).map(|one| one.of(draft)))
}

fn smaller_responses(draft: &ResponseDraft) -> Smaller<'_, ResponseDraft> {
    let headers = (0..draft.headers.len()).map(|index| {
        let mut one = draft.clone();
        one.headers.remove(index);
        one
    });
    let bodies = draft.body.iter().flat_map(|(media, value)| {
        smaller_values(value).map(|value| ResponseDraft {
            body: Some((*media, value)),
            ..draft.clone()
        })
    });
    Box::new(headers.chain(bodies))
}

/// Values that are one step smaller.
fn smaller_values(value: &Value) -> Smaller<'_, Value> {
    match value {
        Value::Null | Value::Bool(false) => Box::new(std::iter::empty()),
        Value::Bool(true) => Box::new(std::iter::once(Value::Bool(false))),
        Value::Number(number) => Box::new(smaller_numbers(&number.text()).into_iter()),
        Value::String(text) => Box::new(smaller_texts(text).into_iter()),
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

fn smaller_lists(items: &[Value]) -> Smaller<'_, Value> {
    let half = (items.len() > 3).then(|| {
        let half = items.iter().take(items.len() / 2);
        Value::Array(half.cloned().collect())
    });
    let shorter = (0..items.len()).take(20).map(|index| {
        let rest = items.iter().enumerate().filter(|(at, _)| *at != index);
        Value::Array(rest.map(|(_, item)| item.clone()).collect())
    });
    let simpler = items.iter().enumerate().take(20);
    let simpler = simpler.flat_map(move |(index, item)| {
        smaller_values(item).map(move |smaller| {
            let mut items = items.to_vec();
            if let Some(place) = items.get_mut(index) {
                *place = smaller;
            }
            Value::Array(items)
        })
    });
    Box::new(half.into_iter().chain(shorter).chain(simpler))
}

fn smaller_objects(members: &Map<Value>) -> Smaller<'_, Value> {
    let shorter = members.keys().map(|name| {
        let mut rest = members.clone();
        rest.shift_remove(name);
        Value::Object(rest.into())
    });
    let simpler = members.iter().flat_map(|(name, value)| {
        smaller_values(value).map(|smaller| {
            let mut all = members.clone();
            all.insert(name.clone(), smaller);
            Value::Object(all.into())
        })
    });
    Box::new(shorter.chain(simpler))
}

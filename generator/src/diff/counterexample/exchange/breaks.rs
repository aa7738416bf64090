//! Values that break one rule each, made from one that breaks none.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::number;

use super::super::sample::{Bare, Pair, is_sent};
use crate::diagnostic::escape;
use crate::ir::{Bound, Constraint, Holds, Presence, Struct, Unlisted};

/// A value that breaks a rule; `None` if it is the value itself that is missing.
pub(super) struct Break {
    pub(super) value: Option<Value>,
    /// Where the rule is broken.
    pub(super) location: String,
    /// The keyword.
    pub(super) rule: &'static str,
    /// Whether what is missing may be an empty list, an empty object or `null`, which have no form outside of JSON.
    pub(super) may_be_nothing: bool,
}

/// Whether a value may be one that has no form in a style and in a form: it arrives as if it was not there
/// (<https://spec.openapis.org/oas/v3.0.3.html#style-values>).
pub(super) fn may_be_nothing(pair: &Pair) -> bool {
    let nothing = [
        Value::Null,
        Value::Array(Vec::new()),
        Value::Object(Box::default()),
    ];
    nothing.iter().any(|one| pair.may_send(one))
}

/// Whether a value has no form in a style and in a form.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(members) => members.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// No text is longer, and no list or object has more parts.
const LONGEST: u64 = 2_000;

/// One broken value for each rule of a place and of those inside, as far as alternatives need not be chosen for it.
pub(super) fn breaks(pair: &Pair, value: &Value, place: &str) -> Vec<Break> {
    let mut found = Vec::new();
    for limit in pair.sender.own() {
        let others = pair.sender.own();
        let broken = candidates(limit, value, &others).into_iter();
        // Made to be invalid: where it is not, the rule is about values of another type.
        let mut broken = broken.filter(|value| !pair.may_send(value));
        if let (Some(rule), Some(value)) = (keyword(limit), broken.next()) {
            found.push(Break {
                value: Some(value),
                location: place.to_owned(),
                rule,
                may_be_nothing: false,
            });
        }
    }
    match (pair.sender.bare().0, value) {
        (Bare::Enumeration(data), _) if matches!(data.unlisted, Unlisted::Kept(_)) => {
            let other = match value {
                Value::String(_) => Value::from("no-such-value"),
                _ => Value::from(number("987654")),
            };
            found.push(Break {
                value: Some(other),
                location: place.to_owned(),
                rule: "enum",
                may_be_nothing: false,
            });
        }
        (Bare::List(item), Value::Array(items)) => {
            if let Some(first) = items.first() {
                let inner = breaks(&pair.items(item), first, &format!("{place}.0"));
                found.extend(inner.into_iter().filter_map(|one| {
                    let mut items = items.clone();
                    *items.first_mut()? = one.value.clone()?;
                    Some(Break {
                        value: Some(Value::Array(items)),
                        ..one
                    })
                }));
            }
        }
        (Bare::Struct(_, data), Value::Object(_)) => members(pair, data, value, place, &mut found),
        _ => {}
    }
    found
}

/// The broken members of an object, each inside the object.
fn members(pair: &Pair, data: &'static Struct, value: &Value, place: &str, found: &mut Vec<Break>) {
    let Value::Object(members) = value else {
        return;
    };
    for field in data.fields.iter().filter(|one| is_sent(one, pair.usage)) {
        let Some(own) = members.get(&field.wire) else {
            continue;
        };
        let location = format!("{place}.{}", escape(&field.wire));
        if field.presence == Presence::Required {
            let mut rest = members.clone();
            rest.shift_remove(&field.wire);
            let rest = Value::Object(rest);
            // An object without anything else is absent as a whole. Only a body is there anyway.
            let is_gone = place != "body" && is_nothing(&rest);
            found.push(Break {
                value: Some(rest),
                location: location.clone(),
                rule: "required",
                may_be_nothing: is_gone || may_be_nothing(&pair.field(field)),
            });
        }
        if field.holds == Holds::InSomeAlternatives {
            // Its rules are those of some alternatives of `anyOf`, and another one may take the object.
            continue;
        }
        for one in breaks(&pair.field(field), own, &location) {
            let Some(value) = one.value.clone() else {
                continue;
            };
            // An optional one that is empty arrives as absent, which breaks nothing.
            let is_absent = field.presence != Presence::Required && is_nothing(&value);
            let mut all = members.clone();
            all.insert(field.wire.clone(), value);
            found.push(Break {
                value: Some(Value::Object(all)),
                may_be_nothing: one.may_be_nothing || is_absent,
                ..one
            });
        }
    }
}

/// The keyword of a rule that values can be made to break.
fn keyword(limit: &Constraint) -> Option<&'static str> {
    Some(match limit {
        Constraint::MinLength(_) => "minLength",
        Constraint::MaxLength(_) => "maxLength",
        Constraint::Pattern { .. } => "pattern",
        Constraint::Minimum(_) => "minimum",
        Constraint::Maximum(_) => "maximum",
        Constraint::MultipleOf(_) => "multipleOf",
        Constraint::MinItems(_) => "minItems",
        Constraint::MaxItems(_) => "maxItems",
        Constraint::UniqueItems => "uniqueItems",
        Constraint::MinProperties(_) => "minProperties",
        Constraint::MaxProperties(_) => "maxProperties",
        Constraint::Assertion(_) => return None,
    })
}

/// Values that break a rule, made from one that does not.
fn candidates(limit: &Constraint, value: &Value, others: &[&Constraint]) -> Vec<Value> {
    match (limit, value) {
        (Constraint::MinLength(at), Value::String(text)) => {
            let shorter = usize::try_from(at.saturating_sub(1)).unwrap_or_default();
            let text: String = text.chars().take(shorter).collect();
            vec![Value::from(text.as_str())]
        }
        (Constraint::MaxLength(at), Value::String(text)) if *at < LONGEST => {
            let longer = usize::try_from(at + 1).unwrap_or_default();
            let last = text.chars().last().unwrap_or('a');
            let more = std::iter::repeat(last);
            let text: String = text.chars().chain(more).take(longer).collect();
            vec![Value::from(text.as_str())]
        }
        (Constraint::Pattern { .. }, Value::String(text)) => {
            let others = ["~", "!", "\u{e9}", "a b", "0", "a", "~~~~~~~~", ""];
            let changed = [format!("{text}~"), format!("~{text}")];
            let all = changed.iter().map(String::as_str).chain(others);
            all.map(Value::from).collect()
        }
        (Constraint::Minimum(bound), Value::Number(_)) => beyond(*bound, -step(others)),
        (Constraint::Maximum(bound), Value::Number(_)) => beyond(*bound, step(others)),
        (Constraint::MultipleOf(step), Value::Number(_)) => between(step),
        (Constraint::MinItems(at), Value::Array(items)) => {
            let fewer = usize::try_from(at.saturating_sub(1)).unwrap_or_default();
            vec![Value::Array(items.iter().take(fewer).cloned().collect())]
        }
        (Constraint::MaxItems(at), Value::Array(items)) if *at < LONGEST => {
            let more = usize::try_from(at + 1).unwrap_or_default();
            let items = items.iter().cycle().take(more).cloned().collect();
            vec![Value::Array(items)]
        }
        (Constraint::UniqueItems, Value::Array(items)) => {
            let twice = items.first().map(|one| vec![one.clone(), one.clone()]);
            twice.map(Value::Array).into_iter().collect()
        }
        (Constraint::MinProperties(at), Value::Object(members)) => {
            let fewer = usize::try_from(at.saturating_sub(1)).unwrap_or_default();
            let members = members.iter().take(fewer);
            vec![
                members
                    .map(|(name, one)| (name.clone(), one.clone()))
                    .collect(),
            ]
        }
        (Constraint::MaxProperties(at), Value::Object(members)) if *at < 200 => {
            let more = usize::try_from(at + 1).unwrap_or_default();
            let values = members.values().cycle().take(more).enumerate();
            vec![
                values
                    .map(|(index, one)| (format!("y{index}"), one.clone()))
                    .collect(),
            ]
        }
        _ => Vec::new(),
    }
}

/// The distance of the numbers that keep the other limits.
fn step(others: &[&Constraint]) -> i32 {
    let mut steps = others.iter().filter_map(|one| match one {
        Constraint::MultipleOf(step) => step.parse().ok(),
        _ => None,
    });
    steps.next().unwrap_or(1)
}

/// The next number on the other side of a limit.
fn beyond(bound: Bound, step: i32) -> Vec<Value> {
    let text = match bound {
        Bound::Integer(at) => at.saturating_add(i128::from(step)).to_string(),
        Bound::Float(at) => (at + f64::from(step)).to_string(),
        Bound::ExclusiveFloat(at) => at.to_string(),
    };
    vec![Value::from(number(&text))]
}

/// A number between two multiples.
fn between(step: &str) -> Vec<Value> {
    let text = match (step.parse::<i128>(), step.parse::<f64>()) {
        (Ok(step), _) if step > 1 => (step + 1).to_string(),
        (Err(_), Ok(step)) => (step * 1.5).to_string(),
        _ => return Vec::new(),
    };
    vec![Value::from(number(&text))]
}

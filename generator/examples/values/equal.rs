//! Compares a value with what a type wrote of it.

use std::fmt;

use serde_json::{Number, Value, json};

use crate::document::step;

/// A difference between a value and what a type wrote of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Difference {
    /// The member at this pointer is missing.
    Lost(String),
    /// The string at this pointer is the same UUID or address in its canonical form: hexadecimal digits in lower case, zeros
    /// left out (<https://www.rfc-editor.org/rfc/rfc9562#section-4>, <https://www.rfc-editor.org/rfc/rfc5952#section-4>).
    Form(String),
    /// Anything else, in words.
    Changed(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(pointer) => write!(f, "{pointer} was lost"),
            Self::Form(pointer) => write!(f, "{pointer} is in its canonical form"),
            Self::Changed(words) => f.write_str(words),
        }
    }
}

/// The first difference, if there is one. Numbers are compared by value.
pub(crate) fn difference(sent: &Value, written: &Value) -> Option<Difference> {
    compare(sent, written, "")
}

fn compare(sent: &Value, written: &Value, at: &str) -> Option<Difference> {
    let changed = |words: String| Some(Difference::Changed(format!("{at} {words}")));
    match (sent, written) {
        (Value::Number(one), Value::Number(other)) => {
            let is_same = one == other || one.as_f64() == other.as_f64() || is_rounded(one, other);
            if is_same {
                None
            } else {
                changed(format!("{one} became {other}"))
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                compare(one, other, &step(at, &index.to_string()))
            })
        }
        (Value::Object(one), Value::Object(other)) => {
            let differing = one.iter().find_map(|(name, value)| match other.get(name) {
                Some(found) => compare(value, found, &step(at, name)),
                None => Some(Difference::Lost(step(at, name))),
            });
            let added = || other.keys().find(|name| !one.contains_key(*name));
            differing.or_else(|| changed(format!("has a new member {}", added()?)))
        }
        _ if sent == written => None,
        (Value::String(one), Value::String(other)) if is_canonical(one, other) => {
            Some(Difference::Form(at.to_owned()))
        }
        _ => changed(format!("{sent} became {written}")),
    }
}

/// Whether a number was rounded to 32 bits (`format: float`), and is written with the digits that this takes.
#[expect(clippy::cast_possible_truncation, reason = "that is the question")]
fn is_rounded(one: &Number, other: &Number) -> bool {
    let rounded = |number: &Number| number.as_f64().map(|number| number as f32);
    rounded(one).is_some_and(|one| one.is_finite() && rounded(other) == Some(one))
}

/// Whether the second string is the canonical form of the first one.
fn is_canonical(one: &str, other: &str) -> bool {
    let address = |text: &str| text.parse::<std::net::Ipv6Addr>().ok();
    let is_uuid = other.len() == 36 && other.matches('-').count() == 4;
    (is_uuid && one.to_lowercase() == other)
        || address(one).is_some_and(|one| one.to_string() == other)
}

/// The first difference beyond canonical forms, and missing members that nothing constrains: `is_valid` accepts anything in their place, so no schema
/// that holds here declares them, and a type need not keep them.
pub(crate) fn difference_in_declared(
    sent: &Value,
    written: &Value,
    is_valid: &mut dyn FnMut(&Value) -> bool,
) -> Option<Difference> {
    // Without a member a value may match another alternative, so what is free is asked of the whole value.
    let whole = sent.clone();
    let mut sent = sent.clone();
    loop {
        let found = difference(&sent, written);
        let pointer = match &found {
            Some(Difference::Lost(pointer)) => pointer,
            Some(Difference::Form(pointer)) => {
                let same = written.pointer(pointer).cloned();
                if let (Some(place), Some(same)) = (sent.pointer_mut(pointer), same) {
                    *place = same;
                }
                continue;
            }
            _ => return found,
        };
        let is_free = [json!(null), json!({"zz": 1}), json!(["zz"]), json!(-7.25)]
            .into_iter()
            .all(|replacement| {
                let mut changed = whole.clone();
                if let Some(place) = changed.pointer_mut(pointer) {
                    *place = replacement;
                }
                is_valid(&changed)
            });
        if !is_free {
            return found;
        }
        remove(&mut sent, pointer);
    }
}

fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(Value::Object(members)) = value.pointer_mut(parent) {
        members.shift_remove(&name);
    }
}

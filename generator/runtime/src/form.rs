//! `application/x-www-form-urlencoded` bodies (URL Standard, section 5): an object as `key=value` pairs joined by `&`.
//! Refuses broken percent-encoding. A key that stands more than once is a list.

use crate::{
    Value,
    codec::{DecodeError, DecodeReason, Map},
    percent::{self, Plus},
};

/// Writes an object; a list repeats its key, and what nests deeper is JSON.
pub(crate) fn write(value: &Value) -> String {
    let mut out = String::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        match member {
            Value::Null => {}
            Value::Array(items) => items.iter().for_each(|item| pair(&mut out, key, item)),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                pair(&mut out, key, member)
            }
        }
    }
    out
}

fn pair(out: &mut String, key: &str, value: &Value) {
    if !out.is_empty() {
        out.push('&');
    }
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    out.push_str(&component(key));
    out.push('=');
    out.push_str(&component(&text));
}

fn component(text: &str) -> String {
    percent::encode(text).replace("%20", "+")
}

/// Reads an object of texts.
pub(crate) fn parse(text: &str) -> Result<Value, DecodeError> {
    let mut members = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decode(key)?;
        let value = Value::String(decode(value).map_err(|error| error.within(&key))?);
        match members.get_mut(&key) {
            None => drop(members.insert(key, value)),
            Some(Value::Array(items)) => items.push(value),
            Some(single) => *single = Value::Array(vec![std::mem::take(single), value]),
        }
    }
    Ok(Value::Object(members))
}

fn decode(text: &str) -> Result<String, DecodeError> {
    percent::decode(text, Plus::Space)
        .map_err(|_| DecodeReason::unexpected_text("percent-encoded UTF-8", text).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_as_texts() {
        let value: Value = r#"{"a b":"ü&=","n":[1,2],"none":null,"t":true}"#
            .parse()
            .unwrap_or_default();
        let text = write(&value);
        assert_eq!(text, "a+b=%C3%BC%26%3D&n=1&n=2&t=true");
        let back = parse(&text).map(|value| value.to_string());
        assert_eq!(
            back.as_deref(),
            Ok(r#"{"a b":"ü&=","n":["1","2"],"t":"true"}"#)
        );
    }

    #[test]
    fn broken_escapes_are_refused() {
        assert_eq!(
            parse("a=%zz").map_err(|error| error.to_string()),
            Err("/a: expected percent-encoded UTF-8, found \"%zz\"".to_owned())
        );
    }
}

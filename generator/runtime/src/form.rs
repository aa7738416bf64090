//! `application/x-www-form-urlencoded` bodies
//! (<https://url.spec.whatwg.org/#application/x-www-form-urlencoded>): an object as `key=value`
//! pairs joined by `&`.
//!
//! ```text
//! {"name": "a b", "tags": ["x", "y"], "size": {"w": 1}}     name=a+b&tags=x&tags=y&size%5Bw%5D=1
//! ```
//!
//! A list of scalars repeats its key, deeper values have brackets in their names; an [`Encoding`]
//! of the property overrides this. Rejects properties with broken percent-encoding, and those whose names contradict each
//! other. What the schema does not have is ignored, whatever its name and value.

use crate::{
    codec::{
        Decode, DecodeError, EncodeError, EncodeReason, Map, PairFault, Policy, Unwritten, Value,
        from_json_within, from_written,
    },
    deep_object::{self, ObjectKeys},
    media::{Encoding, Written},
    percent::{self, Plus},
};

/// Writes an object.
///
/// # Errors
/// If a key or item would be read as something else.
pub(crate) fn write(value: &Value, encodings: &[Encoding]) -> Result<String, EncodeError> {
    let mut out = String::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        for (name, text) in
            pairs(key, member, Encoding::find(encodings, key)).map_err(|mut error| {
                error.prepend(key);
                error
            })?
        {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(&component(&name));
            out.push('=');
            out.push_str(&component(&text));
        }
    }
    Ok(out)
}

/// The pairs of one property, not yet percent-encoded: none for `null`, and none for an empty list
/// or object.
pub(crate) fn pairs(
    key: &str,
    value: &Value,
    encoding: Option<Encoding>,
) -> Result<Vec<(String, String)>, EncodeError> {
    let written = encoding.map(Encoding::written);
    let has_bracket = key.contains(['[', ']']);
    match (written, value) {
        (_, Value::Null) => Ok(Vec::new()),
        (Some(Written::Json), _) => Ok(vec![(key.to_owned(), value.to_string())]),
        (Some(Written::Joined(between)), Value::Array(items)) if !items.is_empty() => {
            let texts: Vec<String> = items.iter().map(text).collect();
            match texts.iter().any(|text| text.contains(between)) {
                true => Err(EncodeError::new(EncodeReason::Separator)),
                false => Ok(vec![(key.to_owned(), texts.join(between))]),
            }
        }
        (Some(Written::AsIs | Written::Joined(_)), single) if is_scalar(single) => {
            Ok(vec![(key.to_owned(), text(single))])
        }
        // A name with brackets is the name of something nested, if its own encoding does not say otherwise.
        (None | Some(Written::Type(_) | Written::Brackets), _) if has_bracket => {
            Err(EncodeError::new(EncodeReason::Bracket))
        }
        (None | Some(Written::AsIs | Written::Type(_)), Value::Array(items))
            if items.iter().all(is_scalar) =>
        {
            if items.iter().any(Value::is_null) {
                return Err(EncodeError::new(EncodeReason::Gap));
            }
            let texts = items.iter().map(|item| (key.to_owned(), text(item)));
            Ok(texts.collect())
        }
        (Some(_), Value::Array(_) | Value::Object(_)) if has_bracket => {
            Err(EncodeError::new(EncodeReason::Bracket))
        }
        (None | Some(_), _) => {
            deep_object::flatten(key, value, ObjectKeys::Uncounted).map_err(EncodeError::new)
        }
    }
}

/// Whether a value is neither a list nor an object.
fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// A string as it is, anything else as JSON.
pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// One name or value, percent-encoded with `+` for spaces.
fn component(text: &str) -> String {
    percent::encode(text).replace("%20", "+")
}

/// Reads a form as an object of strings. The schema turns them into numbers later.
///
/// A name with broken escapes is that of no property. Names that contradict each other and values with broken escapes are an error
/// once a type has the property.
///
/// # Errors
/// If a value should be JSON and is not.
pub(crate) fn parse(text: &str, encodings: &[Encoding]) -> Result<Value, DecodeError> {
    let mut form = Form::new(encodings);
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Ok(key) = percent::decode(key, Plus::Space) else {
            continue;
        };
        match percent::decode(value, Plus::Space) {
            Ok(value) => form.insert(&key, value.into_owned())?,
            Err(_) => form.mark(&key, PairFault::Escape),
        }
    }
    Ok(form.finish())
}

/// Which values a form does not write. Members of JSON properties are always written.
pub(crate) fn unwritten(encodings: &[Encoding]) -> Unwritten {
    let mut encodings = encodings.iter();
    match encodings.any(|one| one.written() == Written::Json) {
        true => Unwritten::Parts,
        false => Unwritten::Pairs,
    }
}

/// Decodes a form. An object or a list that is JSON is read as that, although nothing says that it is: browsers and `curl` send the
/// parts of a form as plain strings, and OpenAPI's default for an object is JSON
/// (<https://spec.openapis.org/oas/v3.1.1.html#encoding-object>).
///
/// # Errors
/// If the form is not a `T`.
pub(crate) fn read<T: Decode>(
    mut form: Value,
    policy: Policy,
    unwritten: Unwritten,
    memory: usize,
) -> Result<T, DecodeError> {
    loop {
        match from_written(&form, policy, unwritten) {
            Err(error) if open_member(&mut form, &error, memory) => {}
            read => return read,
        }
    }
}

/// Reads the member in which an error is as JSON; whether that is something new.
fn open_member(form: &mut Value, error: &DecodeError, memory: usize) -> bool {
    let Value::Object(members) = form else {
        return false;
    };
    let token = error.pointer().split('/').nth(1).unwrap_or_default();
    let name = token.replace("~1", "/").replace("~0", "~");
    let Some(member) = members.get_mut(&name) else {
        return false;
    };
    let opened = opened_within(member.clone(), memory);
    let is_new = opened != *member;
    *member = opened;
    is_new
}

/// The value with the objects and lists in it that are strings of JSON.
pub(crate) fn opened_within(value: Value, memory: usize) -> Value {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            match from_json_within(text.as_bytes(), Policy::Strict, memory) {
                Ok(json) => deep_object::texts(json),
                Err(_) => Value::String(text),
            }
        }
        Value::Array(items) => {
            let items = items.into_iter();
            let items = items.map(|item| opened_within(item, memory));
            Value::Array(items.collect())
        }
        other => other,
    }
}

/// The pairs of a form that were read so far.
#[derive(Debug)]
pub(crate) struct Form<'e> {
    /// Pairs with plain values.
    tree: deep_object::PairTree,
    /// Properties that are JSON.
    json: Map<Value>,
    encodings: &'e [Encoding],
}

impl<'e> Form<'e> {
    /// No pairs yet; `encodings` says how the document's properties are written.
    pub(crate) fn new(encodings: &'e [Encoding]) -> Self {
        Self {
            tree: deep_object::PairTree::default(),
            json: Map::new(),
            encodings,
        }
    }

    /// Adds one pair.
    ///
    /// # Errors
    /// If the value should be JSON and is not.
    pub(crate) fn insert(&mut self, key: &str, text: String) -> Result<(), DecodeError> {
        match Encoding::find(self.encodings, key).map(Encoding::written) {
            Some(Written::Json) => {
                let value = text.parse().or_else(|error: DecodeError| {
                    // A plain string is one without quotes, too.
                    match text.trim_start().starts_with(['{', '[', '"']) {
                        true => Err(error.within(key)),
                        false => Ok(Value::String(text)),
                    }
                });
                self.insert_value(key, value?);
            }
            Some(Written::Joined(between)) => {
                for item in text.split(between) {
                    self.tree.insert_as_is_or_mark(key, item.to_owned());
                }
            }
            Some(Written::AsIs) => self.tree.insert_as_is_or_mark(key, text),
            Some(Written::Brackets | Written::Type(_)) | None => {
                self.tree.insert_or_mark(key, text);
            }
        }
        Ok(())
    }

    /// Puts a fault in place of the value of a property.
    fn mark(&mut self, key: &str, fault: PairFault) {
        match Encoding::find(self.encodings, key).map(Encoding::written) {
            Some(Written::Json) => self.insert_value(key, fault.marker()),
            Some(Written::Joined(_) | Written::AsIs) => self.tree.mark(key, fault),
            Some(Written::Brackets | Written::Type(_)) | None => self.tree.mark_root(key, fault),
        }
    }

    /// Adds a value that was sent as JSON. A second one with the same name makes a list.
    pub(crate) fn insert_value(&mut self, key: &str, value: Value) {
        let value = deep_object::texts(value);
        match self.json.get_mut(key) {
            None => drop(self.json.insert(key.to_owned(), value)),
            Some(Value::Array(items)) => items.push(value),
            Some(single) => *single = Value::Array(vec![std::mem::take(single), value]),
        }
    }

    /// All pairs as one object.
    pub(crate) fn finish(self) -> Value {
        let mut members = self.tree.finish();
        members.extend(self.json);
        Value::from(members)
    }
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_back_as_strings() {
        let value: Value = r#"{"a b":"ü&=","n":[1,2],"none":null,"t":true,"o":{"k":[{"x":1}]}}"#
            .parse()
            .unwrap();
        let text = write(&value, &[]).unwrap();
        assert_eq!(
            text,
            "a+b=%C3%BC%26%3D&n=1&n=2&t=true&o%5Bk%5D%5B0%5D%5Bx%5D=1"
        );
        let back = parse(&text, &[]).map(|value| value.to_string());
        assert_eq!(
            back.as_deref(),
            Ok(r#"{"a b":"ü&=","n":["1","2"],"t":"true","o":{"k":[{"x":"1"}]}}"#)
        );
    }

    #[test]
    fn an_encoding_overrides_the_rule_for_its_property() {
        const ENCODINGS: &[Encoding] = &[
            Encoding::deep_object("expand"),
            Encoding::joined("tags", ","),
            Encoding::json("spec"),
            Encoding::as_is("ids[]"),
        ];
        let value: Value = r#"{"expand":["a","b"],"tags":[1,2],"spec":{"n":1},"ids[]":[3,4]}"#
            .parse()
            .unwrap();
        let text = write(&value, ENCODINGS).unwrap();
        assert_eq!(
            text,
            "expand%5B0%5D=a&expand%5B1%5D=b&tags=1%2C2&spec=%7B%22n%22%3A1%7D&ids%5B%5D=3&ids%5B%5D=4"
        );
        let back = parse(&text, ENCODINGS).unwrap().to_string();
        assert_eq!(
            back,
            r#"{"expand":["a","b"],"tags":["1","2"],"ids[]":["3","4"],"spec":{"n":"1"}}"#
        );
    }

    #[test]
    fn broken_escapes_and_names_are_rejected() {
        for (text, why) in [
            (
                "a=%zz",
                "/a: expected percent-encoded UTF-8, found other bytes",
            ),
            (
                "a[b]=1&a[b]=2",
                "/a: expected a form, found a name that has a key more than once",
            ),
            (
                "a=1&a[b]=2&a[b]=3",
                "/a: expected a form, found a name that has a key with and without brackets",
            ),
            (
                "a[b=1",
                "/a: expected a form, found a name that has a bracket that does not close",
            ),
        ] {
            let form = parse(text, &[]);
            let read = form.and_then(|form| {
                read::<Map<Value>>(form, Policy::Strict, Unwritten::Pairs, usize::MAX)
            });
            let error = read.map_err(|error| error.to_string());
            assert_eq!(error, Err(why.to_owned()));
        }
    }
}

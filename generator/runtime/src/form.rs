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
        Decode, DecodeError, DecodeReason, EncodeError, EncodeReason, Map, Memory, PairFault,
        Policy, Unwritten, Value, from_form, from_json_counted,
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
/// If a value should be JSON and is not, or the form needs too much memory.
pub(crate) fn parse(
    text: &str,
    encodings: &[Encoding],
    memory: &mut Memory,
) -> Result<Value, DecodeError> {
    let mut form = Form::new(encodings, memory);
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
    form: &Value,
    policy: Policy,
    unwritten: Unwritten,
    mut memory: Memory,
) -> Result<T, DecodeError> {
    let values = memory.anew();
    let read = |opened| from_form(form, opened, policy, unwritten, &mut values.clone());
    let error = match read(None) {
        Err(error) if !error.reason().is_fatal() => error,
        done => return done,
    };
    let mut opened = Map::new();
    for (key, member) in form.as_object().into_iter().flatten() {
        let member = opened_within(member, &mut memory).map_err(|error| error.within(key))?;
        opened.extend(member.map(|member| (key.clone(), member)));
    }
    if opened.is_empty() {
        return Err(error);
    }
    read(Some(&opened))
}

/// The value with the objects and lists in it that are strings of JSON, if there are any.
///
/// # Errors
/// If they need too much memory.
pub(crate) fn opened_within(
    value: &Value,
    memory: &mut Memory,
) -> Result<Option<Value>, DecodeError> {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            match from_json_counted(text.as_bytes(), Policy::Strict, memory) {
                Ok(json) => Ok(Some(deep_object::texts(json))),
                Err(error) if matches!(error.reason(), DecodeReason::Memory(_)) => Err(error),
                Err(_) => Ok(None),
            }
        }
        Value::Array(items) => {
            let opened = items.iter().map(|item| opened_within(item, memory));
            let opened: Vec<Option<Value>> = opened.collect::<Result<_, _>>()?;
            Ok(opened.iter().any(Option::is_some).then(|| {
                let both = opened.into_iter().zip(items);
                let either = both.map(|(opened, item)| opened.unwrap_or_else(|| item.clone()));
                Value::Array(either.collect())
            }))
        }
        _ => Ok(None),
    }
}

/// The pairs of a form that were read so far.
#[derive(Debug)]
pub(crate) struct Form<'e> {
    memory: &'e mut Memory,
    /// Pairs with plain values.
    tree: deep_object::PairTree,
    /// Properties that are JSON.
    json: Map<Value>,
    encodings: &'e [Encoding],
}

impl<'e> Form<'e> {
    /// No pairs yet; `encodings` says how the document's properties are written.
    pub(crate) fn new(encodings: &'e [Encoding], memory: &'e mut Memory) -> Self {
        Self {
            memory,
            tree: deep_object::PairTree::default(),
            json: Map::new(),
            encodings,
        }
    }

    /// Adds one pair.
    ///
    /// # Errors
    /// If the value should be JSON and is not, or there is no memory left.
    pub(crate) fn insert(&mut self, key: &str, text: String) -> Result<(), DecodeError> {
        match Encoding::find(self.encodings, key).map(Encoding::written) {
            Some(Written::Json) => {
                let read = from_json_counted(text.as_bytes(), Policy::Strict, self.memory);
                let value = read.or_else(|error: DecodeError| {
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
                    self.memory.take(self.tree.grown())?;
                }
            }
            Some(Written::AsIs) => self.tree.insert_as_is_or_mark(key, text),
            Some(Written::Brackets | Written::Type(_)) | None => {
                self.tree.insert_or_mark(key, text);
            }
        }
        Ok(self.memory.take(self.tree.grown())?)
    }

    /// Puts a fault in place of the value of a property.
    fn mark(&mut self, key: &str, fault: PairFault) {
        match Encoding::find(self.encodings, key).map(Encoding::written) {
            Some(Written::Json) => self.insert_value(key, fault.marker()),
            Some(Written::Joined(_) | Written::AsIs) => self.tree.mark(key, fault),
            Some(Written::Brackets | Written::Type(_)) | None => self.tree.mark_root(key, fault),
        }
    }

    /// Adds a value that is sent as JSON.
    ///
    /// # Errors
    /// If it is not JSON, or there is no memory left.
    pub(crate) fn insert_json(&mut self, key: &str, text: &[u8]) -> Result<(), DecodeError> {
        let value = from_json_counted(text, Policy::Strict, self.memory);
        self.insert_value(key, value.map_err(|error| error.within(key))?);
        Ok(())
    }

    /// Adds a value that was sent as JSON. A second one with the same name makes a list.
    fn insert_value(&mut self, key: &str, value: Value) {
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
        let back = parse(&text, &[], &mut Memory::of(10_000)).map(|value| value.to_string());
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
        let back = parse(&text, ENCODINGS, &mut Memory::of(10_000))
            .unwrap()
            .to_string();
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
            let memory = Memory::of(10_000);
            let form = parse(text, &[], &mut memory.clone());
            let read = form.and_then(|form| {
                read::<Map<Value>>(&form, Policy::Strict, Unwritten::Pairs, memory)
            });
            let error = read.map_err(|error| error.to_string());
            assert_eq!(error, Err(why.to_owned()));
        }
    }

    thread_local! {
        static DECODED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    /// An object, which counts how often one is read.
    #[derive(Debug)]
    struct Object(Map<Value>);

    impl Decode for Object {
        fn decode(r: &mut crate::codec::Reader<'_>) -> Result<Self, DecodeError> {
            DECODED.set(DECODED.get() + 1);
            Map::decode(r).map(Self)
        }
    }

    fn read_map(text: &str, memory: usize) -> Result<Map<Object>, DecodeError> {
        let mut memory = Memory::of(memory);
        let form = parse(text, &[], &mut memory)?;
        read(&form, Policy::Strict, Unwritten::Pairs, memory)
    }

    #[test]
    fn members_that_are_json_are_read_in_linear_time() {
        let pairs: Vec<String> = (0..1_000).map(|at| format!("k{at}={{\"n\":1}}")).collect();
        let read = read_map(&pairs.join("&"), 1 << 20).unwrap();
        assert_eq!(read.len(), 1_000);
        assert!(read.values().all(|object| object.0.len() == 1));
        assert!(DECODED.get() <= 2_001, "{}", DECODED.get());
    }

    #[test]
    fn the_memory_of_a_form_is_bounded() {
        let deep = format!("&a[0]{}=1", "[d]".repeat(100));
        let nested: String = (0..100)
            .map(|at| deep.replace("[0]", &format!("[{at}]")))
            .collect();
        let items = "&a=".repeat(10_000);
        let json = format!("a=[{}0]", "[[],[]],".repeat(2_000));
        for text in [&nested, &items, &json] {
            let error = read_map(text, 200_000).unwrap_err().to_string();
            assert!(
                error.contains("needs more than 200000 bytes of memory"),
                "{error}"
            );
        }
    }
}

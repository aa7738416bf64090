//! The two back ends of a [`Writer`](super::Writer): JSON text, and a [`Value`] tree. Both take the
//! same events.
//!
//! `{"tags":["a"]}` is written by these calls:
//!
//! ```text
//! open_object()  key("tags")  open_array()  item(true)  string("a")  close_array()  close_object()
//! ```
//!
//! The writer makes the calls in a valid order, so no back end checks it.

use std::io::Write as _;

use super::{
    field_key::FieldKey,
    number::with_float_text,
    value::{Map, Value},
};
use crate::scan::{is_plain, plain_length};

/// Where a writer writes to.
#[derive(Debug)]
pub(super) enum Output {
    /// Bodies: UTF-8 without white space.
    Json(Vec<u8>),
    /// Parameters, forms and rules that compare values: what they need is not JSON text.
    Tree(TreeBuilder),
}

/// A tree under construction.
#[derive(Debug, Default)]
pub(super) struct TreeBuilder {
    /// The arrays and objects that are open, from the outside in, each object with the key whose
    /// value comes next.
    open: Vec<(Value, String)>,
    done: Value,
}

impl TreeBuilder {
    /// Adds a finished value to the innermost array or object, or makes it the result.
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some((Value::Array(items), _)) => items.push(value),
            Some((Value::Object(members), key)) => {
                members.insert(std::mem::take(key), value);
            }
            Some(_) | None => self.done = value,
        }
    }

    /// The innermost array or object is complete.
    fn close(&mut self) {
        if let Some((value, _)) = self.open.pop() {
            self.put(value);
        }
    }

    pub(super) fn finish(self) -> Value {
        self.done
    }
}

impl Output {
    pub(super) fn null(&mut self) {
        match self {
            Output::Json(out) => out.extend_from_slice(b"null"),
            Output::Tree(tree) => tree.put(Value::Null),
        }
    }

    pub(super) fn bool(&mut self, value: bool) {
        match self {
            Output::Json(out) => out.extend_from_slice(if value { b"true" } else { b"false" }),
            Output::Tree(tree) => tree.put(Value::Bool(value)),
        }
    }

    pub(super) fn integer<I: itoa::Integer + Into<super::Number>>(&mut self, value: I) {
        match self {
            Output::Json(out) => {
                out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes())
            }
            Output::Tree(tree) => tree.put(Value::Number(value.into())),
        }
    }

    /// A finite float.
    pub(super) fn float(&mut self, value: f64) {
        with_float_text(value, |text| match self {
            Output::Json(out) => out.extend_from_slice(text.as_bytes()),
            Output::Tree(tree) => tree.put(Value::Number(super::Number::from_literal(text))),
        });
    }

    /// A number by its literal text.
    pub(super) fn number(&mut self, literal: std::fmt::Arguments<'_>) {
        match self {
            // Writing into a vector cannot fail.
            Output::Json(out) => drop(out.write_fmt(literal)),
            Output::Tree(tree) => tree.put(Value::Number(super::Number::from_literal(
                &literal.to_string(),
            ))),
        }
    }

    pub(super) fn string(&mut self, text: &str) {
        match self {
            Output::Json(out) => push_string(out, text),
            Output::Tree(tree) => tree.put(Value::String(text.to_owned())),
        }
    }

    pub(super) fn open_array(&mut self) {
        match self {
            Output::Json(out) => out.push(b'['),
            Output::Tree(tree) => tree.open.push((Value::Array(Vec::new()), String::new())),
        }
    }

    /// Announces the next element.
    #[inline]
    pub(super) fn item(&mut self, is_first: bool) {
        match self {
            Output::Json(out) if !is_first => out.push(b','),
            Output::Json(_) | Output::Tree(_) => {}
        }
    }

    pub(super) fn close_array(&mut self) {
        match self {
            Output::Json(out) => out.push(b']'),
            Output::Tree(tree) => tree.close(),
        }
    }

    pub(super) fn open_object(&mut self) {
        match self {
            Output::Json(out) => out.push(b'{'),
            Output::Tree(tree) => tree.open.push((Value::from(Map::new()), String::new())),
        }
    }

    /// Announces the next member.
    pub(super) fn key(&mut self, name: &str) {
        match self {
            Output::Json(out) => {
                let is_first = out.last() == Some(&b'{');
                push_key(out, name.as_bytes(), is_first);
            }
            Output::Tree(tree) => {
                if let Some((_, key)) = tree.open.last_mut() {
                    name.clone_into(key);
                }
            }
        }
    }

    /// The same of a field that is known to the crate.
    pub(super) fn known_key(&mut self, key: FieldKey<'_>, is_first: bool) {
        match (self, key.with_comma()) {
            (Output::Json(out), Some(text)) => {
                out.extend_from_slice(text.get(usize::from(is_first)..).unwrap_or_default());
            }
            (output, _) => output.key(key.name()),
        }
    }

    pub(super) fn close_object(&mut self) {
        match self {
            Output::Json(out) => out.push(b'}'),
            Output::Tree(tree) => tree.close(),
        }
    }
}

/// Writes a JSON string: escapes what [RFC 8259, section
/// 7](https://www.rfc-editor.org/rfc/rfc8259#section-7) demands, and nothing else.
fn push_string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    push_content(out, text.as_bytes());
    out.push(b'"');
}

/// Writes a key, with the comma before it. Half of the text of a list of records is keys, most of them short: those of 8 to 16
/// bytes, whose first and last eight bytes are all there is, are put together before they are added.
fn push_key(out: &mut Vec<u8>, name: &[u8], is_first: bool) {
    let mut text = *b",\"0123456789abcdef\":";
    let end = name.len() + 2;
    if let (8..=16, Some(first), Some(last)) = (name.len(), name.first_chunk(), name.last_chunk())
        && is_plain(name)
        && let Some(start) = text.get_mut(2..10)
    {
        let last: &[u8; 8] = last;
        start.copy_from_slice(first as &[u8; 8]);
        if let Some(place) = text.get_mut(end - 8..end) {
            place.copy_from_slice(last);
        }
        if let Some(place) = text.get_mut(end..end + 2) {
            place.copy_from_slice(b"\":");
        }
        let text = text.get(usize::from(is_first)..end + 2);
        return out.extend_from_slice(text.unwrap_or_default());
    }
    if !is_first {
        out.push(b',');
    }
    out.push(b'"');
    push_content(out, name);
    out.extend_from_slice(b"\":");
}

/// What is between the quotes of a JSON string.
#[inline]
fn push_content(out: &mut Vec<u8>, bytes: &[u8]) {
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        push_escaped(out, bytes);
    }
}

/// Apart, because most strings have no escapes.
#[inline(never)]
fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    out.reserve(bytes.len() + 8);
    let (mut part, mut rest) = bytes.split_at(plain_length(bytes));
    loop {
        out.extend_from_slice(part);
        let Some((byte, after)) = rest.split_first() else {
            break;
        };
        push_escape(out, *byte);
        (part, rest) = after.split_at(plain_length(after));
    }
}

/// The short escape if there is one, such as `\n`, else `\u` and four digits.
fn push_escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        // Writing into a vector cannot fail.
        _ => return drop(write!(out, "\\u{byte:04x}")),
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::{Output, push_string};

    #[test]
    fn keys_of_all_lengths_are_whole() {
        for length in 0..40 {
            let mut out = Output::Json(b"{".to_vec());
            let name: String = ('a'..='z').cycle().take(length).collect();
            out.key(&name);
            out.key(&format!("{name}\\"));
            let Output::Json(out) = out else { return };
            let expected = format!("{{\"{name}\":,\"{name}\\\\\":");
            assert_eq!(String::from_utf8(out), Ok(expected));
        }
    }

    #[test]
    fn an_escape_is_found_anywhere() {
        for place in 0..50 {
            let mut out = Vec::new();
            push_string(
                &mut out,
                &format!("{}\n{}", "x".repeat(place), "y".repeat(40)),
            );
            let expected = format!("\"{}\\n{}\"", "x".repeat(place), "y".repeat(40));
            assert_eq!(String::from_utf8(out), Ok(expected));
        }
    }

    #[test]
    fn strings_are_escaped_as_little_as_possible() {
        let mut out = Vec::new();
        push_string(&mut out, "a\"b\\c\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}é🦀/");
        assert_eq!(
            String::from_utf8(out).as_deref(),
            Ok("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0000\\u001f\u{7f}é🦀/\"")
        );
    }
}

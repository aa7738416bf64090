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
    number::Number,
    number_text::with_float_text,
    push::{push_first, push_integer, push_plain, short_plain},
    tree::TreeBuilder,
    value::{Map, Value},
};
use crate::scan::plain_length;

/// Where a writer writes to.
#[derive(Debug)]
pub(super) enum Output<'p> {
    /// Bodies: UTF-8 without white space.
    Json(Vec<u8>),
    /// Parameters, forms and rules that compare values: what they need is not JSON text.
    Tree(TreeBuilder<'p>),
}

impl Output<'_> {
    /// Writes `null` for a list or an object that is too deep.
    pub(super) fn leave_out(&mut self) {
        self.null();
        if let Output::Tree(tree) = self {
            tree.is_cut = true;
        }
    }

    #[inline]
    pub(super) fn null(&mut self) {
        match self {
            Output::Json(out) => out.extend_from_slice(b"null"),
            Output::Tree(tree) => tree.put(Value::Null),
        }
    }

    #[inline]
    pub(super) fn bool(&mut self, value: bool) {
        let (text, length) = match value {
            true => (*b"true    ", 4),
            false => (*b"false   ", 5),
        };
        match self {
            Output::Json(out) => push_first(out, text, length),
            Output::Tree(tree) => tree.put(Value::Bool(value)),
        }
    }

    #[inline]
    pub(super) fn integer(&mut self, value: i64) {
        match self {
            Output::Json(out) => push_integer(out, value),
            Output::Tree(tree) => tree.put(Value::Number(value.into())),
        }
    }

    /// A finite float.
    #[inline]
    pub(super) fn float(&mut self, value: f64) {
        with_float_text(value, |text| match self {
            Output::Json(out) => out.extend_from_slice(text.as_bytes()),
            Output::Tree(tree) => tree.put(Value::Number(Number::from_literal(text))),
        });
    }

    /// A number, which is written as its literal text.
    pub(super) fn number(&mut self, number: &Number) {
        match self {
            Output::Json(out) => number.push_to(out),
            Output::Tree(tree) => tree.put(Value::Number(number.clone())),
        }
    }

    pub(super) fn string(&mut self, text: &str) {
        match self {
            Output::Json(out) => push_string(out, text),
            Output::Tree(tree) => tree.string(text),
        }
    }

    #[inline]
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

    #[inline]
    pub(super) fn close_array(&mut self) {
        match self {
            Output::Json(out) => out.push(b']'),
            Output::Tree(tree) => tree.close(),
        }
    }

    #[inline]
    pub(super) fn open_object(&mut self) {
        match self {
            Output::Json(out) => out.push(b'{'),
            Output::Tree(tree) => tree.open.push((Value::from(Map::new()), String::new())),
        }
    }

    /// Announces the next member.
    #[inline]
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
    #[inline]
    pub(super) fn known_key(&mut self, key: FieldKey<'_>, is_first: bool) {
        match (self, key.with_comma()) {
            (Output::Json(out), Some(text)) => {
                out.extend_from_slice(text.get(usize::from(is_first)..).unwrap_or_default());
            }
            (output, _) => output.key(key.name()),
        }
    }

    #[inline]
    pub(super) fn close_object(&mut self) {
        match self {
            Output::Json(out) => out.push(b'}'),
            Output::Tree(tree) => tree.close(),
        }
    }
}

/// Writes a JSON string: escapes what [RFC 8259, section
/// 7](https://www.rfc-editor.org/rfc/rfc8259#section-7) demands, and nothing else. Short ones are put together before they are added.
fn push_string(out: &mut Vec<u8>, text: &str) {
    let length = text.len();
    if length <= 14
        && let Some(bytes) = short_plain(text.as_bytes())
    {
        let end = u128::from(b'"') << (8 * (length + 1));
        let quoted = bytes << 8 | u128::from(b'"') | end;
        return push_first(out, quoted.to_le_bytes(), length + 2);
    }
    out.reserve(length + 2);
    out.push(b'"');
    push_content(out, text.as_bytes());
    out.push(b'"');
}

/// Writes a key, with the comma before it. Half of the text of a list of records is keys.
fn push_key(out: &mut Vec<u8>, name: &[u8], is_first: bool) {
    let (length, comma) = (name.len(), usize::from(!is_first));
    if length <= 12
        && let Some(bytes) = short_plain(name)
    {
        let end = u128::from(u16::from_le_bytes(*b"\":")) << (8 * (length + 2));
        let key = bytes << 16 | u128::from(u16::from_le_bytes(*b",\"")) | end;
        let key = if is_first { key >> 8 } else { key };
        return push_first(out, key.to_le_bytes(), length + 3 + comma);
    }
    out.reserve(length + 4);
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
    let (plain, rest) = bytes.split_at(plain_length(bytes));
    out.extend_from_slice(plain);
    if !rest.is_empty() {
        push_escaped(out, rest);
    }
}

/// Apart, because most strings have no escapes. The first byte needs one.
#[inline(never)]
fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    out.reserve(bytes.len() + 16);
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        push_escape(out, *byte);
        (_, rest) = rest.split_at(push_plain(out, rest));
    }
}

/// The short escape if there is one, such as `\n`, else `\u` and four digits.
#[inline]
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

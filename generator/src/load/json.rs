//! JSON text -> value tree.
//!
//! Refuses what `serde_json` lets pass in silence: equal keys in one object, integers that a double cannot hold.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{Limits, number};
use crate::diagnostic::{Code, Diagnostics, Place, escape, show};
use crate::source::{FileId, LineIndex, Repeated, repeated_keys};

/// Parses a text, or reports where it stops being JSON.
pub(super) fn parse(
    file: FileId,
    text: &str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let state = State::new(limits);
    let mut reader = serde_json::Deserializer::from_str(text);
    let root = Seed {
        state: &state,
        depth: limits.depth,
    };
    match root
        .deserialize(&mut reader)
        .and_then(|tree| reader.end().map(|()| tree))
    {
        Ok(tree) => {
            if state.repeated.get() {
                report_repeated(file, diagnostics);
            }
            if state.rounded.get() {
                report_rounded(file, text, diagnostics);
            }
            Some(tree)
        }
        Err(error) => {
            report(file, text, limits, &state, &error, diagnostics);
            None
        }
    }
}

struct State {
    /// How many more values are allowed.
    nodes: Cell<usize>,
    /// Why reading was stopped by us, if it was.
    stopped: Cell<Option<Code>>,
    /// Whether a key was met a second time in its object.
    repeated: Cell<bool>,
    /// Whether an integer was met that might have been rounded.
    rounded: Cell<bool>,
}

impl State {
    fn new(limits: &Limits) -> Self {
        Self {
            nodes: Cell::new(limits.nodes),
            stopped: Cell::new(None),
            repeated: Cell::new(false),
            rounded: Cell::new(false),
        }
    }

    fn stop<E: serde::de::Error>(&self, code: Code) -> E {
        self.stopped.set(Some(code));
        E::custom(code.title())
    }
}

/// Reports a parse error at its position.
fn report(
    file: FileId,
    text: &str,
    limits: &Limits,
    state: &State,
    error: &serde_json::Error,
    diagnostics: &mut Diagnostics,
) {
    if text.trim().is_empty() {
        diagnostics.report(
            Code::EmptyDocument,
            &Place::text(file, 0..0),
            "the file holds no value",
        );
        return;
    }
    let at = offset(text, error.line(), error.column());
    let full = error.to_string();
    let message = full
        .rsplit_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    let too_deep = || {
        format!(
            "the document is nested more than {} levels deep",
            limits.depth.min(128)
        )
    };
    let (code, message) = match state.stopped.get() {
        Some(Code::TooManyNodes) => (
            Code::TooManyNodes,
            format!("the document has more than {} values", limits.nodes),
        ),
        Some(code) => (code, too_deep()),
        None if message.starts_with("recursion limit") => (Code::TooDeep, too_deep()),
        None if message.starts_with("number out of range") => (Code::BadNumber, escape(message)),
        None => (Code::Syntax, escape(message)),
    };
    diagnostics.report(code, &Place::text(file, at..at), message);
}

/// `serde_json` counts columns in bytes, from 1, and 0 at the start of a line.
fn offset(text: &str, line: usize, column: usize) -> usize {
    LineIndex::new(text).line_span(line).start + column.saturating_sub(1)
}

/// Finds the integers that a double changes; only for texts that have at least one candidate.
fn report_rounded(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let (mut at, mut quoted) = (0, false);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'-' | b'0'..=b'9' if !quoted => {
                let rest = text.get(at..).unwrap_or_default();
                let length = rest
                    .find(|c: char| !"+-.eE0123456789".contains(c))
                    .unwrap_or(rest.len());
                let literal = rest.get(..length).unwrap_or_default();
                if number::is_rounded(literal) {
                    let place = Place::text(file, at..at + length);
                    diagnostics.report(Code::BadNumber, &place, number::rounded_message(literal));
                }
                at += length.max(1) - 1;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Finds the keys that stand twice; only for texts that have at least one.
fn report_repeated(file: FileId, diagnostics: &mut Diagnostics) {
    let pairs = diagnostics
        .sources()
        .get(file)
        .map(repeated_keys)
        .unwrap_or_default();
    for Repeated { key, first, second } in pairs {
        let message = format!("the key `{}` stands twice in this object", show(&key));
        let second = Place::text(file, second);
        diagnostics
            .report(Code::DuplicateKey, &second, message)
            .also(&Place::text(file, first), "first here");
    }
}

/// Reads one value, at most so many levels deep.
#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
    depth: usize,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self
            .depth
            .checked_sub(1)
            .ok_or_else(|| self.state.stop(Code::TooDeep))?;
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self
            .state
            .nodes
            .get()
            .checked_sub(1)
            .ok_or_else(|| self.state.stop(Code::TooManyNodes))?;
        self.state.nodes.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if value.abs() >= number::EXACT {
            self.state.rounded.set(true);
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let value = members.next_value_seed(inner)?;
            match map.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(_) => self.state.repeated.set(true),
            }
        }
        Ok(Value::Object(map))
    }
}

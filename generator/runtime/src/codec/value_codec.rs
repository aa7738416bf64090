//! [`Value`] and [`Number`] as types of the codec, and as JSON text.

use std::{fmt, str::FromStr};

use super::{
    Decode, Encode, Policy, Reader, View, Writer,
    error::DecodeError,
    from_json,
    kind::JsonType,
    memory,
    number::Number,
    stack,
    value::{Map, Value},
    writer::to_json,
};

impl Encode for Value {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Value::Null => w.null(),
            Value::Bool(value) => w.bool(*value),
            Value::Number(number) => w.number(number),
            Value::String(text) => w.string(text),
            Value::Array(items) => items.encode(w),
            Value::Object(members) => members.encode(w),
        }
    }

    fn is_any(&self) -> bool {
        true
    }

    fn view(&self) -> View<'_> {
        View::Tree(self)
    }
}

/// An array or object of free-form JSON begins with room for as many values as the last one had, but not for more than these: what is
/// read next may be empty.
const MOST_EXPECTED: usize = 32;

/// Reads any JSON. The tag by which a union was chosen is kept, because no variant knows it.
impl Decode for Value {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.keep_tags();
        if let Some(text) = r.plain_str() {
            r.count_memory(memory::text(text))?;
            return Ok(Value::String(text.to_owned()));
        }
        Ok(match r.kind()? {
            JsonType::Null => {
                r.null()?;
                Value::Null
            }
            JsonType::Bool => Value::Bool(r.bool()?),
            JsonType::Number => Value::Number(r.number()?),
            JsonType::String => Value::String(String::decode(r)?),
            JsonType::Array => {
                let mut items = Vec::with_capacity(r.lengths.array.min(MOST_EXPECTED));
                let pending = r.begin::<Self>()?;
                let read = r.within_stack(stack::items::<Value>(), |r| {
                    r.list(&mut |r| push(&mut items, r))
                });
                r.end(pending, read)?;
                r.lengths.array = items.len();
                items.shrink_to_fit();
                Value::Array(items)
            }
            JsonType::Object => {
                r.count_memory(memory::MAP + memory::boxed::<Map<Value>>())?;
                let expected = r.lengths.object.clamp(1, MOST_EXPECTED);
                let mut members = Box::new(Map::with_capacity(expected));
                let pending = r.begin::<Self>()?;
                let read = r.within_stack(stack::items::<Value>(), |r| r.map(&mut *members));
                r.end(pending, read)?;
                r.lengths.object = members.len();
                members.shrink_to_fit();
                Value::Object(members)
            }
        })
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

/// Reads an item. Most arrays are short, and a list would begin with room for four items.
fn push(items: &mut Vec<Value>, r: &mut Reader<'_>) -> Result<(), DecodeError> {
    r.count_memory(size_of::<Value>())?;
    let item = Value::decode(r)?;
    if items.is_empty() {
        items.reserve_exact(1);
    }
    items.push(item);
    Ok(())
}

/// Writes the literal text of the number.
impl Encode for Number {
    fn encode(&self, w: &mut Writer<'_>) {
        w.number(self);
    }

    fn view(&self) -> View<'_> {
        View::Number(self)
    }
}

impl Decode for Number {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.number()
    }
}

/// Prints JSON, without blanks. Nesting beyond the codec's limit prints as an error of formatting.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = to_json(self).map_err(|_| fmt::Error)?;
        f.write_str(std::str::from_utf8(&json).map_err(|_| fmt::Error)?)
    }
}

/// Parses JSON.
impl FromStr for Value {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        from_json(text.as_bytes(), Policy::Strict)
    }
}

//! [`Value`] and [`Number`] as types of the codec, and as JSON text.

use std::{fmt, str::FromStr};

use super::{
    Decode, Encode, Policy, Reader, View, Writer, error::DecodeError, from_json, kind::JsonType,
    number::Number, value::Value, writer::to_json,
};

impl Encode for Value {
    fn encode(&self, w: &mut Writer) {
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

/// Reads any JSON. The tag by which a union was chosen is kept, because no variant knows it.
impl Decode for Value {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.keep_tags();
        Ok(match r.kind()? {
            JsonType::Null => {
                r.null()?;
                Value::Null
            }
            JsonType::Bool => Value::Bool(r.bool()?),
            JsonType::Number => Value::Number(r.number()?),
            JsonType::String => Value::String(r.str()?.to_owned()),
            JsonType::Array => Value::Array(Decode::decode(r)?),
            JsonType::Object => Value::Object(Decode::decode(r)?),
        })
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

/// Writes the literal text of the number.
impl Encode for Number {
    fn encode(&self, w: &mut Writer) {
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

//! Reads scalars: from the tokens of a JSON text, the nodes of a tree, or strings that represent
//! them. Rejects other types, texts outside of the grammar of JSON, and numbers that do not fit.

use std::borrow::Cow;

use super::{
    error::{DecodeError, DecodeReason},
    integral::{Integer, Integral, integral},
    kind::JsonType,
    memory,
    number::{Number, is_number, is_plain_integer},
    reader::{Reader, ReaderSource, Scalars},
    value::Value,
};
use crate::untrusted::EscapedText;

impl<'a> Reader<'a> {
    /// Reads a boolean.
    ///
    /// # Errors
    /// When the value is not a boolean, nor the string `true` or `false` where scalars are strings.
    #[inline]
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        if let ReaderSource::Json(json) = &mut self.source
            && let Some(value) = json.plain_bool()
        {
            return Ok(value);
        }
        self.other_bool()
    }

    /// The same where scalars are strings, or of a tree.
    #[inline(never)]
    fn other_bool(&mut self) -> Result<bool, DecodeError> {
        if let Some(text) = self.scalar_text() {
            self.progress.retyped += 1;
            let value = text.parse();
            return value.map_err(|_| DecodeReason::unexpected_text("true or false", text).into());
        }
        self.require(JsonType::Bool)?;
        match &mut self.source {
            ReaderSource::Json(json) => Err(json.fault(|tokens| tokens.next_bool().map(drop))),
            ReaderSource::Tree(value, _) => Ok(value.as_bool().unwrap_or_default()),
            ReaderSource::Text(_) => Ok(false),
        }
    }

    /// Reads a string. The borrow ends with the next read.
    ///
    /// # Errors
    /// When the value is not a string.
    #[inline]
    pub fn str(&mut self) -> Result<&str, DecodeError> {
        match self.plain_str() {
            Some(text) => Ok(text),
            None => self.other_str(),
        }
    }

    /// The string, if there is one in a JSON text, without escapes.
    #[inline]
    pub(super) fn plain_str(&mut self) -> Option<&'a str> {
        match &mut self.source {
            ReaderSource::Json(json) => json.plain_str(),
            ReaderSource::Tree(..) | ReaderSource::Text(_) => None,
        }
    }

    /// The same of a string with escapes, or of a tree. Apart, so that a plain string costs no more than it must.
    #[inline(never)]
    fn other_str(&mut self) -> Result<&str, DecodeError> {
        self.require(JsonType::String)?;
        match &mut self.source {
            ReaderSource::Json(json) => json.escaped_str(),
            ReaderSource::Tree(value, _) => Ok(value.as_str().unwrap_or_default()),
            ReaderSource::Text(text) => Ok(text),
        }
    }

    /// Reads a number without loss.
    ///
    /// # Errors
    /// When the value is not a number.
    pub fn number(&mut self) -> Result<Number, DecodeError> {
        let number = if let ReaderSource::Json(json) = &mut self.source
            && json.is(JsonType::Number)
        {
            json.exact_number()?
        } else {
            Number::from_literal(&self.literal()?)
        };
        self.count_memory(number.kept_text().map_or(0, memory::text))?;
        Ok(number)
    }

    /// Reads an integer. In JSON, `1.0` and `1e3` are integers too (JSON Schema, section 6.1.1).
    ///
    /// # Errors
    /// When the value is not an integer, or does not fit.
    #[inline]
    pub fn i64(&mut self) -> Result<i64, DecodeError> {
        if let ReaderSource::Json(json) = &mut self.source
            && let Some(value) = json.small_integer()
        {
            return Ok(value);
        }
        self.other_i64()
    }

    /// The same of an integer of 19 digits, or with a fraction or an exponent, or of a tree.
    #[inline(never)]
    fn other_i64(&mut self) -> Result<i64, DecodeError> {
        self.integer("i64", |integer| integer.to_i128()?.try_into().ok())
    }

    /// Reads an integer that is not negative, as [`i64`](Self::i64) does.
    ///
    /// # Errors
    /// When the value is not an integer, or does not fit.
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        self.integer("u64", |integer| integer.to_u128()?.try_into().ok())
    }

    /// Reads an integer of up to 128 bits, as [`i64`](Self::i64) does.
    ///
    /// # Errors
    /// When the value is not an integer, or does not fit.
    pub fn i128(&mut self) -> Result<i128, DecodeError> {
        self.integer("i128", Integer::to_i128)
    }

    /// Reads an integer of up to 128 bits that is not negative, as [`i64`](Self::i64) does.
    ///
    /// # Errors
    /// When the value is not an integer, or does not fit.
    pub fn u128(&mut self) -> Result<u128, DecodeError> {
        self.integer("u128", Integer::to_u128)
    }

    /// Reads a number as the nearest float.
    ///
    /// # Errors
    /// When the value is not a number, or its nearest float is infinite.
    #[inline]
    pub fn f64(&mut self) -> Result<f64, DecodeError> {
        if let ReaderSource::Json(json) = &mut self.source
            && let Some(value) = json.plain_float()
        {
            return Ok(value);
        }
        self.other_f64()
    }

    /// The same of a number with an exponent, or of a tree.
    #[inline(never)]
    fn other_f64(&mut self) -> Result<f64, DecodeError> {
        let text = self.literal()?;
        text.parse()
            .ok()
            .filter(|float: &f64| float.is_finite())
            .ok_or_else(|| out_of_range("f64", &text))
    }

    /// Reads a number as the nearest float of single precision.
    ///
    /// # Errors
    /// When the value is not a number, or its nearest float is infinite.
    pub fn f32(&mut self) -> Result<f32, DecodeError> {
        let text = self.literal()?;
        text.parse()
            .ok()
            .filter(|float: &f32| float.is_finite())
            .ok_or_else(|| out_of_range("f32", &text))
    }

    /// Whether scalars are strings.
    pub(super) fn has_texts(&self) -> bool {
        matches!(
            self.source,
            ReaderSource::Tree(_, Scalars::Text) | ReaderSource::Text(_)
        )
    }

    /// Whether the reader stands at an object, where scalars are strings.
    pub(super) fn is_object_of_form(&self) -> bool {
        matches!(
            self.source,
            ReaderSource::Tree(Value::Object(_), Scalars::Text)
        )
    }

    /// The scalar at which the reader stands, where scalars are strings.
    pub(super) fn scalar_text(&self) -> Option<&'a str> {
        match self.source {
            ReaderSource::Tree(Value::String(text), Scalars::Text) => Some(text),
            ReaderSource::Text(text) => Some(text),
            ReaderSource::Tree(..) | ReaderSource::Json(_) => None,
        }
    }

    /// The string of the number at which the reader stands.
    pub(super) fn literal(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if let Some(text) = self.scalar_text() {
            self.progress.retyped += 1;
            let number = is_number(text).then_some(Cow::Borrowed(text));
            return number.ok_or_else(|| DecodeReason::unexpected_text("a number", text).into());
        }
        self.require(JsonType::Number)?;
        match &mut self.source {
            ReaderSource::Json(json) => json.number().map(Cow::Borrowed),
            ReaderSource::Text(text) => Ok(Cow::Borrowed(text)),
            ReaderSource::Tree(value, _) => {
                Ok(value.as_number().map(Number::text).unwrap_or_default())
            }
        }
    }

    fn integer<T>(
        &mut self,
        target: &'static str,
        narrow: fn(Integer) -> Option<T>,
    ) -> Result<T, DecodeError> {
        const EXPECTED: &str = "an integer";
        if let ReaderSource::Json(json) = &mut self.source
            && let Some(value) = json.small_integer()
        {
            return narrow(value.into()).ok_or_else(|| too_large(target, value));
        }
        match self.scalar_text() {
            Some(text) if !is_plain_integer(text) => {
                return Err(DecodeReason::unexpected_text(EXPECTED, text).into());
            }
            None if self.kind()? != JsonType::Number => return Err(self.unexpected(EXPECTED)),
            Some(text) => {
                self.progress.retyped += 1;
                if let Ok(value) = text.parse::<i64>() {
                    return narrow(value.into()).ok_or_else(|| out_of_range(target, text));
                }
            }
            None => {}
        }
        let text = self.literal()?;
        match integral(&text) {
            Integral::Exact(integer) => narrow(integer).ok_or_else(|| out_of_range(target, &text)),
            Integral::TooBig => Err(out_of_range(target, &text)),
            Integral::Fraction => Err(DecodeReason::Expected {
                expected: EXPECTED,
                found: EscapedText::unquoted(&text),
            }
            .into()),
        }
    }
}

/// An integer that the type of the field cannot hold.
#[cold]
pub(super) fn too_large(target: &'static str, value: i64) -> DecodeError {
    out_of_range(target, itoa::Buffer::new().format(value))
}

/// A number that the type of the field cannot hold.
pub(super) fn out_of_range(target: &'static str, text: &str) -> DecodeError {
    DecodeReason::OutOfRange {
        target,
        found: EscapedText::unquoted(text),
    }
    .into()
}

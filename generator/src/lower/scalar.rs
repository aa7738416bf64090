//! `type` and `format` -> a scalar: the table.
//!
//! Formats are those of OpenAPI (<https://spec.openapis.org/oas/v3.0.3.html#data-types>) and of its
//! format registry (<https://spec.openapis.org/registry/format/>). A format that has no Rust type
//! leaves the plain type, and the caller adds a note.

use serde_json::Value;

use super::model::{JsonType, View};
use crate::ir::{Float, Integer, Scalar};
use crate::load::private;

/// What a format means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormatMeaning {
    /// The scalar of this type and format.
    Known(Scalar),
    /// The plain scalar of the type: the format adds nothing that a Rust type could express.
    Plain(Scalar),
    /// The plain scalar of the type: the format is not known.
    Unknown(Scalar),
}

impl FormatMeaning {
    /// The scalar.
    pub(super) fn scalar(self) -> Scalar {
        match self {
            Self::Known(scalar) | Self::Plain(scalar) | Self::Unknown(scalar) => scalar,
        }
    }
}

/// The scalar for a type and format; `None` for arrays and objects.
///
/// | `type` | `format` | Rust |
/// |---|---|---|
/// | `integer` | none | `i64` |
/// | `integer` | `int32`, `uint64` | `i32`, `u64` |
/// | `number` | none, `double` | `f64` |
/// | `number` | `decimal` | `Number`: all digits are kept |
/// | `string` | `date-time` | `jiff::Timestamp` |
/// | `string` | `byte` | `Base64` |
/// | `string` | `email` | `String` |
pub(super) fn scalar(json_type: JsonType, format: Option<&str>) -> Option<FormatMeaning> {
    Some(match json_type {
        JsonType::Boolean => plain(Scalar::Bool, format),
        JsonType::Integer => integer(format),
        JsonType::Number => number(format),
        JsonType::String => string(format),
        JsonType::Array | JsonType::Object => return None,
    })
}

/// Whether a string is the content of a media type as it is. JSON has no bytes, so there it is a
/// string (<https://json-schema.org/draft/2020-12/json-schema-validation#section-8.3>).
pub(super) fn has_media_type(view: &View<'_>) -> bool {
    let key = private("contentMediaType");
    view.sources.iter().any(|(_, own)| own.contains_key(&key))
}

/// The type of a number whose limits it can tell apart from other values.
///
/// ```yaml
/// {type: number, format: float, maximum: 9999999999999.99}   # f64: as an f32 this is 1e13
/// ```
pub(super) fn wide_enough(scalar: Scalar, view: &View<'_>) -> Scalar {
    let is_held = |limit: &Value| {
        let Some(number) = limit.as_number() else {
            return true;
        };
        let held = number.to_string().parse::<f32>();
        let held = held.map(|held| held.to_string().parse::<f64>().ok());
        held.is_ok_and(|held| held == number.as_f64())
    };
    let limits = view
        .sources
        .iter()
        .flat_map(|(_, own)| ["minimum", "maximum"].map(|key| own.get(key)));
    match scalar {
        Scalar::Float(Float::F32) if !limits.flatten().all(is_held) => Scalar::Float(Float::F64),
        other => other,
    }
}

/// The formats that a misspelled one is compared with.
#[rustfmt::skip]
pub(super) fn formats(json_type: JsonType) -> &'static [&'static str] {
    match json_type {
        JsonType::Integer => &["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"],
        JsonType::Number => &["float", "double", "decimal"],
        JsonType::String => &[
            "date-time", "date", "time", "duration", "uuid", "ipv4", "ipv6", "byte", "binary", "password", "email",
            "hostname", "uri",
        ],
        _ => &[],
    }
}

/// A type that no format refines.
fn plain(scalar: Scalar, format: Option<&str>) -> FormatMeaning {
    format.map_or(FormatMeaning::Plain(scalar), |_| {
        FormatMeaning::Unknown(scalar)
    })
}

/// The width of an integer. Without a format it has 64 bits: the standard sets no limit, and 32
/// bits overflow in practice.
fn integer(format: Option<&str>) -> FormatMeaning {
    let width = match format {
        None => return FormatMeaning::Plain(Scalar::Integer(Integer::I64)),
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("int64" | "long" | "timestamp" | "unix-time" | "double-int") => Integer::I64,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64" | "uint") => Integer::U64,
        Some(_) => return FormatMeaning::Unknown(Scalar::Integer(Integer::I64)),
    };
    FormatMeaning::Known(Scalar::Integer(width))
}

/// The width of a number. `format: int64` on a number is common, and means an integer.
fn number(format: Option<&str>) -> FormatMeaning {
    match format {
        None => FormatMeaning::Plain(Scalar::Float(Float::F64)),
        Some("float") => FormatMeaning::Known(Scalar::Float(Float::F32)),
        Some("double") => FormatMeaning::Known(Scalar::Float(Float::F64)),
        Some("decimal" | "decimal128") => FormatMeaning::Known(Scalar::Number),
        Some("int32") => FormatMeaning::Known(Scalar::Integer(Integer::I32)),
        Some("int64") => FormatMeaning::Known(Scalar::Integer(Integer::I64)),
        Some(_) => FormatMeaning::Unknown(Scalar::Float(Float::F64)),
    }
}

/// The type of a string by its format.
fn string(format: Option<&str>) -> FormatMeaning {
    let known = match format {
        None => return FormatMeaning::Plain(Scalar::String),
        Some("date-time") => Scalar::DateTime,
        Some("date") => Scalar::Date,
        Some("duration") => Scalar::Duration,
        Some("uuid") => Scalar::Uuid,
        Some("ipv4") => Scalar::Ipv4,
        Some("ipv6") => Scalar::Ipv6,
        Some("byte") => Scalar::Base64,
        Some("binary") => Scalar::Binary,
        // These constrain a string, and no Rust type is worth a dependency. A `time` is with or
        // without an offset: no type has both.
        Some(
            "password"
            | "time"
            | "email"
            | "idn-email"
            | "hostname"
            | "idn-hostname"
            | "uri"
            | "uri-reference"
            | "url"
            | "uri-template"
            | "iri"
            | "iri-reference"
            | "regex"
            | "json-pointer"
            | "relative-json-pointer"
            | "html"
            | "commonmark"
            | "markdown"
            | "media-range"
            | "char"
            | "text"
            | "decimal"
            | "string"
            | "http-date"
            | "sf-string"
            | "sf-token",
        ) => return FormatMeaning::Plain(Scalar::String),
        Some(_) => return FormatMeaning::Unknown(Scalar::String),
    };
    FormatMeaning::Known(known)
}

#[cfg(test)]
mod tests {
    use super::{FormatMeaning, Integer, JsonType, Scalar, scalar};

    #[test]
    fn formats_choose_the_type() {
        let of = |json_type, format| scalar(json_type, Some(format));
        assert_eq!(
            of(JsonType::Integer, "int32"),
            Some(FormatMeaning::Known(Scalar::Integer(Integer::I32)))
        );
        assert_eq!(
            of(JsonType::String, "date-time"),
            Some(FormatMeaning::Known(Scalar::DateTime))
        );
        assert_eq!(
            of(JsonType::String, "email"),
            Some(FormatMeaning::Plain(Scalar::String))
        );
        assert_eq!(
            of(JsonType::String, "hologram"),
            Some(FormatMeaning::Unknown(Scalar::String))
        );
        assert_eq!(
            scalar(JsonType::Integer, None),
            Some(FormatMeaning::Plain(Scalar::Integer(Integer::I64)))
        );
        assert_eq!(scalar(JsonType::Array, None), None);
    }
}

//! Parameter values into strings: the expansion of [RFC 6570, section 3.2](https://www.rfc-editor.org/rfc/rfc6570#section-3.2) over a
//! tree of values. Rejects nested values for which the style defines no string, and strings that the location cannot contain.
//!
//! | style | `"blue"` | `["a", "b"]` | `{"R": 1}` |
//! |---|---|---|---|
//! | `form`, exploded | `c=blue` | `c=a&c=b` | `R=1`, `G=1&G=2` for a list |
//! | `form`, compact | `c=blue` | `c=a,b` | `c=R,1` |
//! | `matrix`, exploded | `;c=blue` | `;c=a;c=b` | `;R=1` |
//! | `simple` | `blue` | `a,b` | `R,1` |
//! | `deepObject` | `c=blue` | `c%5B0%5D=a&c%5B1%5D=b` | `c%5BR%5D=1` |

use std::borrow::Cow;

use super::{
    Param, ParamLocation, Reserved, Shape, Style,
    expansion::{Expansion, Flat},
    raw::{scalar, with_json},
    style::Explode,
};
use crate::{
    codec::{Encode, Value, View},
    deep_object::{self, ObjectKeys},
    percent::{Keep, is_unreserved_text},
};

impl Param {
    /// Writes a value; `None` if RFC 6570 writes nothing. In a query or cookie it is the whole
    /// `name=value`, elsewhere the value alone.
    ///
    /// # Errors
    /// A sentence about why the value has no string in this style and location.
    pub(crate) fn write(&self, value: &Value) -> Result<Option<String>, String> {
        let mut out = String::new();
        let is_written = self.append(&mut out, value)?;
        Ok(is_written.then_some(out))
    }

    /// The same at the end of a string. Returns whether something is written.
    ///
    /// # Errors
    /// As `write`. The string may then have a part of the value.
    pub(crate) fn append(&self, out: &mut String, value: &Value) -> Result<bool, String> {
        let (open, lists);
        let flat = match self.shape {
            Shape::Json => Flat::Scalar(value.to_string().into()),
            Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Object(_) | Shape::Open
                if self.style == Style::DeepObject =>
            {
                deep(self, value)?
            }
            Shape::Open => {
                open = with_json(value, self.place)?;
                flatten(&open, self.explode)?
            }
            Shape::Lists(between) => {
                lists = super::lists::joined(value, between)?;
                flatten(&lists, self.explode)?
            }
            Shape::Scalar | Shape::List | Shape::Object(_) => flatten(value, self.explode)?,
        };
        self.fits(&flat)?;
        let start = out.len();
        if self.expansion().write(out, &flat) {
            self.fits_place(out.get(start..).unwrap_or_default())?;
            return Ok(true);
        }
        match self.place {
            ParamLocation::Path => Err("an empty list or object has no form in a path".to_owned()),
            ParamLocation::Query | ParamLocation::Header | ParamLocation::Cookie => Ok(false),
        }
    }

    /// The text of a value that needs no tree: a string or an integer where a scalar is expected.
    pub(crate) fn scalar_text<'v>(
        &self,
        value: &'v dyn Encode,
        digits: &'v mut itoa::Buffer,
    ) -> Option<&'v str> {
        if self.shape != Shape::Scalar || self.style == Style::DeepObject {
            return None;
        }
        match value.view() {
            View::String(text) => Some(text),
            View::Integer(value) => Some(digits.format(value)),
            _ => None,
        }
    }

    /// As [`append`](Self::append), for such a text, which is always written.
    pub(crate) fn append_text(&self, out: &mut String, text: &str) -> Result<(), String> {
        let start = out.len();
        // Unless it has escapes, this is all that it needs.
        out.reserve(self.name.len() + text.len() + 2);
        if self.is_plain_pair(text) {
            out.extend([self.name, "=", text]);
            return Ok(());
        }
        self.expansion().scalar(out, text);
        self.fits_place(out.get(start..).unwrap_or_default())
    }

    /// Whether such a text stands in a path as it is.
    pub(crate) fn is_written_as_it_is(&self, text: &str) -> bool {
        self.style == Style::Simple && self.is_plain(text)
    }

    /// Whether such a text and the name are written as they are, with `=` between.
    fn is_plain_pair(&self, text: &str) -> bool {
        self.style == Style::Form && self.has_plain_name && self.is_plain(text)
    }

    /// Whether nothing in a text is escaped, wherever it is.
    fn is_plain(&self, text: &str) -> bool {
        !text.is_empty() && self.escaping.is_empty() && is_unreserved_text(text)
    }

    fn expansion(&self) -> Expansion<'_> {
        Expansion {
            param: self,
            grammar: self.style.grammar(),
            keep: self.keep(),
        }
    }

    /// Rejects what the location cannot contain.
    fn fits_place(&self, written: &str) -> Result<(), String> {
        match self.place {
            ParamLocation::Header => fits_header(written),
            ParamLocation::Path if written.is_empty() => {
                Err("must not be empty in a path".to_owned())
            }
            ParamLocation::Path | ParamLocation::Query | ParamLocation::Cookie => Ok(()),
        }
    }

    /// Rejects parts that could not be told from their separators. What is JSON in a header was
    /// checked before.
    fn fits(&self, flat: &Flat<'_>) -> Result<(), String> {
        match flat {
            Flat::Nothing => Ok(()),
            Flat::Scalar(_) if self.place == ParamLocation::Header => Ok(()),
            Flat::Scalar(text) => self.fits_part(text),
            Flat::List(items) => items.iter().try_for_each(|item| self.fits_part(item)),
            Flat::Pairs(pairs) => pairs.iter().try_for_each(|(key, text)| {
                self.fits_key(key)?;
                self.fits_part(text)
            }),
        }
    }

    /// Which characters are not encoded in the location.
    fn keep(&self) -> Keep {
        match (self.place, self.reserved) {
            (ParamLocation::Header, _) => Keep::All,
            (ParamLocation::Query, Reserved::Allowed) => Keep::Reserved,
            (ParamLocation::Path | ParamLocation::Cookie, _)
            | (ParamLocation::Query, Reserved::Encoded) => Keep::Unreserved,
        }
    }
}

/// A value that nests no deeper than the styles allow. In an exploded object, a member that is a
/// list repeats its name, as a parameter that is a list does.
fn flatten(value: &Value, explode: Explode) -> Result<Flat<'_>, String> {
    Ok(match value {
        Value::Null => Flat::Nothing,
        Value::Array(items) if items.is_empty() => Flat::Nothing,
        Value::Object(members) if members.is_empty() => Flat::Nothing,
        Value::Array(items) => Flat::List(items.iter().map(scalar).collect::<Result<_, _>>()?),
        Value::Object(members) => {
            let mut pairs = Vec::new();
            for (key, member) in members.iter().filter(|(_, member)| !member.is_null()) {
                let items = match (member, explode) {
                    (Value::Array(items), Explode::Exploded) => items.as_slice(),
                    (other, _) => std::slice::from_ref(other),
                };
                for item in items {
                    pairs.push((Cow::from(key.as_str()), scalar(item)?));
                }
            }
            if pairs.is_empty() {
                Flat::Nothing
            } else {
                Flat::Pairs(pairs)
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Flat::Scalar(scalar(value)?),
    })
}

/// `deepObject`: the keys of objects and the indices of lists in brackets after the name; a scalar
/// under the name alone.
fn deep<'v>(param: &Param, value: &'v Value) -> Result<Flat<'v>, String> {
    match value {
        Value::Object(_) | Value::Array(_) => {
            let keys = match param.shape {
                Shape::Object(_) => ObjectKeys::Any,
                Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Json | Shape::Open => {
                    ObjectKeys::Uncounted
                }
            };
            let pairs = deep_object::flatten(param.name, value, keys);
            let pairs = pairs.map_err(|reason| reason.to_string())?.into_iter();
            let pairs: Vec<_> = pairs
                .map(|(name, text)| (name.into(), text.into()))
                .collect();
            Ok(if pairs.is_empty() {
                Flat::Nothing
            } else {
                Flat::Pairs(pairs)
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            flatten(value, Explode::Exploded)
        }
    }
}

/// Whether a string can be the value of a header: visible ASCII, and blanks inside ([RFC 9110,
/// section 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)).
pub(crate) fn fits_header(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !matches!(c, ' '..='~')) {
        Some(c) => Err(format!("{c:?} cannot stand in a header")),
        None if text.starts_with(' ') || text.ends_with(' ') => {
            Err("a header cannot start or end with a blank".to_owned())
        }
        None => Ok(()),
    }
}

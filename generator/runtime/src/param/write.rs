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
    raw::{scalar, with_json},
    style::{Explode, Grammar, Naming},
};
use crate::{
    codec::{Encode, Value, View},
    deep_object::{self, ObjectKeys},
    percent::{self, Keep, encode_also, encode_into},
};

/// A value as the styles see it.
enum Flat<'v> {
    /// Undefined in RFC 6570: `null`, an empty list, an empty object. Nothing is written.
    Nothing,
    Scalar(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Pairs(Vec<(Cow<'v, str>, Cow<'v, str>)>),
}

impl Param {
    /// Writes a value; `None` if RFC 6570 writes nothing. In a query or cookie it is the whole
    /// `name=value`, elsewhere the value alone.
    ///
    /// # Errors
    /// A sentence about why the value has no string in this style and location.
    pub(crate) fn write(&self, value: &Value) -> Result<Option<String>, String> {
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
        self.write_flat(&flat)
    }

    /// The text of a value that needs no tree: a string or an integer where a scalar is expected.
    pub(crate) fn scalar_text<'v>(&self, value: &'v dyn Encode) -> Option<Cow<'v, str>> {
        if self.shape != Shape::Scalar || self.style == Style::DeepObject {
            return None;
        }
        match value.view() {
            View::String(text) => Some(Cow::Borrowed(text)),
            View::Integer(value) => Some(Cow::Owned(itoa::Buffer::new().format(value).to_owned())),
            _ => None,
        }
    }

    /// As [`write`](Self::write), for such a text.
    pub(crate) fn write_text(&self, text: Cow<'_, str>) -> Result<Option<String>, String> {
        self.write_flat(&Flat::Scalar(text))
    }

    fn write_flat(&self, flat: &Flat<'_>) -> Result<Option<String>, String> {
        self.fits(flat)?;
        let written = Expansion {
            param: self,
            grammar: self.style.grammar(),
            keep: self.keep(),
        }
        .write(flat);
        match (&written, self.place) {
            (Some(text), ParamLocation::Header) => fits_header(text)?,
            (None, ParamLocation::Path) => {
                return Err("an empty list or object has no form in a path".to_owned());
            }
            (Some(text), ParamLocation::Path) if text.is_empty() => {
                return Err("must not be empty in a path".to_owned());
            }
            (Some(_), ParamLocation::Path | ParamLocation::Query | ParamLocation::Cookie)
            | (None, ParamLocation::Query | ParamLocation::Header | ParamLocation::Cookie) => {}
        }
        Ok(written)
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

/// One expansion of a value.
struct Expansion<'p> {
    param: &'p Param,
    grammar: Grammar,
    keep: Keep,
}

impl Expansion<'_> {
    fn write(&self, flat: &Flat<'_>) -> Option<String> {
        let mut out = self.grammar.first.to_owned();
        match (flat, self.param.explode) {
            (Flat::Nothing, _) => return None,
            (Flat::Scalar(text), _) => self.part(&mut out, std::iter::once(text)),
            (Flat::List(items), Explode::Exploded) => {
                for (index, item) in items.iter().enumerate() {
                    separate(&mut out, index, self.param.between());
                    self.part(&mut out, std::iter::once(item));
                }
            }
            (Flat::List(items), Explode::Compact) => self.part(&mut out, items.iter()),
            (Flat::Pairs(pairs), Explode::Exploded) => {
                for (index, (key, text)) in pairs.iter().enumerate() {
                    separate(&mut out, index, self.param.between());
                    self.pair(&mut out, key, std::iter::once(text));
                }
            }
            (Flat::Pairs(pairs), Explode::Compact) => {
                self.part(&mut out, pairs.iter().flat_map(|(key, text)| [key, text]));
            }
        }
        Some(out)
    }

    /// Appends the value or compact list of the parameter.
    fn part<'t>(&self, out: &mut String, texts: impl Iterator<Item = &'t Cow<'t, str>>) {
        match self.grammar.naming {
            Naming::Bare => self.join(out, texts),
            Naming::Named { .. } => self.pair(out, self.param.name, texts),
        }
    }

    /// Appends a name and a value.
    fn pair<'t>(&self, out: &mut String, key: &str, texts: impl Iterator<Item = &'t Cow<'t, str>>) {
        match self.keep {
            // `=` ends a name.
            Keep::Reserved => encode_into(out, key, Keep::Unreserved),
            Keep::Unreserved | Keep::All => self.encode(out, key),
        }
        let name = out.len();
        out.push('=');
        let value = out.len();
        self.join(out, texts);
        if let Naming::Named { if_empty } = self.grammar.naming
            && out.len() == value
        {
            out.truncate(name);
            out.push_str(if_empty);
        }
    }

    /// Appends the items of a compact list.
    fn join<'t>(&self, out: &mut String, texts: impl Iterator<Item = &'t Cow<'t, str>>) {
        for (index, text) in texts.enumerate() {
            separate(out, index, self.grammar.comma);
            self.encode(out, text);
        }
    }

    /// Appends a string, percent-encoded as the location requires.
    fn encode(&self, out: &mut String, text: &str) {
        let start = out.len();
        match self.param.escaping {
            "" => encode_into(out, text, self.keep),
            more => encode_also(out, text, more),
        }
        if let Some(separator) = self.param.encoded_separator() {
            // No escape contains one.
            let encoded = out.split_off(start);
            out.push_str(&encoded.replace(separator, &percent::escape(separator)));
        }
    }
}

/// Appends a separator, except before the first.
fn separate(out: &mut String, index: usize, separator: &str) {
    if index > 0 {
        out.push_str(separator);
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

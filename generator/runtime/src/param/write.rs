//! Parameter values into strings: RFC 6570's expansion over a value tree. Rejects nested values
//! where the style has no form for them and the table names none, and texts that the place cannot
//! carry.

use std::borrow::Cow;

use super::{
    Param, ParamLocation, Reserved, Shape, Style,
    raw::scalar,
    style::{Explode, Grammar, Naming},
};
use crate::{
    codec::Value,
    deep_object,
    percent::{Keep, encode_into},
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
    /// Writes a value; `None` where RFC 6570 writes nothing. In a query or cookie that is the whole
    /// `name=value`, else the value alone.
    ///
    /// # Errors
    /// A sentence on why the value has no form in this style and place.
    pub(crate) fn write(&self, value: &Value) -> Result<Option<String>, String> {
        let (open, lists);
        let flat = match self.shape {
            Shape::Json => Flat::Scalar(value.to_string().into()),
            Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Object(_) | Shape::Open
                if self.style == Style::DeepObject =>
            {
                deep(self.name, value)?
            }
            Shape::Open => {
                open = with_json(value, self.place);
                flatten(&open)?
            }
            Shape::Lists(between) => {
                lists = super::lists::joined(value, between)?;
                flatten(&lists)?
            }
            Shape::Scalar | Shape::List | Shape::Object(_) => flatten(value)?,
        };
        let written = Expansion {
            param: self,
            grammar: self.style.grammar(),
            keep: self.keep(),
        }
        .write(&flat);
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

    fn keep(&self) -> Keep {
        match (self.place, self.reserved) {
            (ParamLocation::Header, _) => Keep::All,
            (ParamLocation::Query, Reserved::Allowed) => Keep::Reserved,
            (ParamLocation::Path | ParamLocation::Cookie, _)
            | (ParamLocation::Query, Reserved::Encoded) => Keep::Unreserved,
        }
    }
}

struct Expansion<'p> {
    param: &'p Param,
    grammar: Grammar,
    keep: Keep,
}

impl Expansion<'_> {
    fn write(&self, flat: &Flat<'_>) -> Option<String> {
        let parts = match (flat, self.param.explode) {
            (Flat::Nothing, _) => return None,
            (Flat::Scalar(text), _) => vec![self.part(&self.encode(text))],
            (Flat::List(items), Explode::Exploded) => items
                .iter()
                .map(|item| self.part(&self.encode(item)))
                .collect(),
            (Flat::List(items), Explode::Compact) => vec![self.part(&self.join(&mut items.iter()))],
            (Flat::Pairs(pairs), Explode::Exploded) => pairs
                .iter()
                .map(|(key, text)| self.pair(key, &self.encode(text)))
                .collect(),
            (Flat::Pairs(pairs), Explode::Compact) => {
                vec![self.part(&self.join(&mut pairs.iter().flat_map(|(key, text)| [key, text])))]
            }
        };
        Some(format!(
            "{}{}",
            self.grammar.first,
            parts.join(self.grammar.between)
        ))
    }

    /// One value, with the name of the parameter where the style wants it.
    fn part(&self, encoded: &str) -> String {
        match self.grammar.naming {
            Naming::Bare => encoded.to_owned(),
            Naming::Named { .. } => self.pair(self.param.name, encoded),
        }
    }

    fn pair(&self, key: &str, encoded: &str) -> String {
        let key = self.encode(key);
        match self.grammar.naming {
            Naming::Named { if_empty } if encoded.is_empty() => key + if_empty,
            Naming::Named { .. } | Naming::Bare => key + "=" + encoded,
        }
    }

    fn join(&self, items: &mut dyn Iterator<Item = &Cow<'_, str>>) -> String {
        let encoded: Vec<_> = items.map(|item| self.encode(item)).collect();
        encoded.join(self.grammar.comma)
    }

    fn encode(&self, text: &str) -> String {
        let mut out = String::new();
        encode_into(&mut out, text, self.keep);
        out
    }
}

fn flatten(value: &Value) -> Result<Flat<'_>, String> {
    Ok(match value {
        Value::Null => Flat::Nothing,
        Value::Array(items) if items.is_empty() => Flat::Nothing,
        Value::Object(members) if members.is_empty() => Flat::Nothing,
        Value::Array(items) => Flat::List(items.iter().map(scalar).collect::<Result<_, _>>()?),
        Value::Object(members) => {
            let set = members.iter().filter(|(_, member)| !member.is_null());
            Flat::Pairs(
                set.map(|(key, member)| Ok((Cow::from(key.as_str()), scalar(member)?)))
                    .collect::<Result<_, String>>()?,
            )
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Flat::Scalar(scalar(value)?),
    })
}

/// `deepObject`: the keys of objects and the indices of lists in brackets behind the name; a scalar
/// under the name alone.
fn deep<'v>(name: &str, value: &'v Value) -> Result<Flat<'v>, String> {
    match value {
        Value::Object(_) | Value::Array(_) => {
            let pairs = deep_object::flatten(name, value)?.into_iter();
            let pairs: Vec<_> = pairs
                .map(|(name, text)| (name.into(), text.into()))
                .collect();
            Ok(if pairs.is_empty() {
                Flat::Nothing
            } else {
                Flat::Pairs(pairs)
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => flatten(value),
    }
}

/// A value with JSON text in the place of what the styles define no text for: objects, and what
/// nests in a list. A list in a header is JSON text itself where something nests in it, since
/// nothing could encode the commas inside.
fn with_json(value: &Value, place: ParamLocation) -> Value {
    let json = |value: &Value| Value::String(value.to_string());
    let nests = |value: &Value| matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
    match value {
        Value::Array(items) if place == ParamLocation::Header && items.iter().any(nests) => {
            json(value)
        }
        Value::Array(items) => {
            let texts = items.iter().map(|item| {
                if nests(item) {
                    json(item)
                } else {
                    item.clone()
                }
            });
            Value::Array(texts.collect())
        }
        Value::Object(_) => json(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// A header value is visible ASCII and inner blanks ([RFC 9110, section
/// 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)): nothing else arrives as it was sent.
pub(crate) fn fits_header(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !matches!(c, ' '..='~')) {
        Some(c) => Err(format!("{:?} cannot stand in a header", c)),
        None if text.starts_with(' ') || text.ends_with(' ') => {
            Err("a header cannot start or end with a blank".to_owned())
        }
        None => Ok(()),
    }
}

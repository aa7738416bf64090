//! Names in a query or cookie header that belong to one parameter. An exploded object has a name per property, so its properties
//! can have the name of another parameter or of a credential:
//!
//! ```text
//! limit: integer      filter: {type: object, additionalProperties: {type: string}}
//! ?limit=1&color=red  filter is {"color": "red"}; {"limit": "2"} has no string, because `limit` is another parameter
//! ```
//!
//! Of two objects that take all other names, the first in the document gets them. The other is sent without properties only.

use super::{Explode, Param, ParamLocation, Shape, Style};
use crate::{
    codec::Value,
    security::{Security, has_key},
};

/// What has names in requests of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claims {
    parameters: &'static [Param],
    security: Security,
}

impl Claims {
    pub(crate) const fn new(parameters: &'static [Param], security: Security) -> Self {
        Self {
            parameters,
            security,
        }
    }
}

/// Whether another parameter, or a credential, in the same place has this name: an object that takes
/// all other names must not take it.
pub(crate) fn claimed(claims: Claims, by: &Param, name: &str) -> bool {
    let is_same = |other: &Param| other.place == by.place && other.name == by.name;
    let own = claims.parameters.iter().position(is_same);
    let others = claims.parameters.iter().enumerate();
    let mut others = others.filter(|(_, other)| other.place == by.place && !is_same(other));
    others.any(|(position, other)| match other.shape {
        Shape::Object([]) if other.takes_names() => own.is_none_or(|own| position < own),
        Shape::Object(properties) if other.takes_names() => properties.contains(&name),
        Shape::Scalar
        | Shape::List
        | Shape::Lists(_)
        | Shape::Json
        | Shape::Object(_)
        | Shape::Open => {
            other.name == name
                || name
                    .strip_prefix(other.name)
                    .is_some_and(|rest| rest.starts_with('['))
        }
    }) || has_key(claims.security, by.place, &|key| key == name)
}

impl Param {
    /// Whether each property of the value is written under its own name.
    pub(crate) const fn takes_names(&self) -> bool {
        matches!(
            (self.shape, self.explode, self.place),
            (
                Shape::Object(_),
                Explode::Exploded,
                ParamLocation::Query | ParamLocation::Cookie
            )
        ) && !matches!(self.style, Style::DeepObject)
    }

    /// Rejects a value with a property that would be read as another parameter.
    pub(crate) fn fits_names(&self, claims: Claims, value: &Value) -> Result<(), String> {
        let is_deep = matches!(self.style, Style::DeepObject);
        let members = value.as_object().filter(|_| is_deep || self.takes_names());
        let mut written = members
            .into_iter()
            .flatten()
            .filter(|(_, member)| !member.is_null());
        let name = |key: &str| match is_deep {
            true => format!("{}[{key}]", self.name),
            false => key.to_owned(),
        };
        match written.find(|(key, _)| claimed(claims, self, &name(key))) {
            None => Ok(()),
            Some(_) => Err(format!(
                "a property has the name of another {} parameter or of a credential, and would be read as that",
                self.place.word()
            )),
        }
    }
}

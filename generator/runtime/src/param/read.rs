//! Strings into parameter values: splits them by style into a tree of strings, which the codec
//! reads by the target type. Rejects a scalar that is there more than once, broken
//! percent-encoding, and strings without the prefix of their style.

use std::borrow::Cow;

use http::HeaderMap;

use super::{
    Param, ParamLocation, Shape, Style,
    lists::split,
    raw::{Pair, RawValue, keyed_by_index, opened, repeat},
    set_cookie::{cookies, is_set_cookie},
    style::{Explode, Naming},
};
use crate::{
    codec::{Map, Value},
    deep_object::PairTree,
    percent::{self, Plus},
};

type Rejection = String;

impl Param {
    /// Reads a path value or a header, which has no name beside it.
    pub(crate) fn read_alone<'r>(&self, raw: &'r str) -> Result<RawValue<'r>, Rejection> {
        if self.shape == Shape::Json {
            return self.read_json(raw);
        }
        if let Some((texts, between)) = self.of_texts() {
            return Ok(split(texts.read_alone(raw)?, between));
        }
        let grammar = self.style.grammar();
        let rest = raw
            .strip_prefix(grammar.first)
            .ok_or_else(|| format!("must start with `{}`", grammar.first))?;
        if (self.shape, self.place) == (Shape::Open, ParamLocation::Header) {
            // JSON as a whole or not at all: nothing encodes the commas inside of its items.
            return self.read_open(&[rest]);
        }
        if let (Shape::Scalar, Naming::Bare) = (self.shape, grammar.naming) {
            return self.decode(rest).map(RawValue::Text);
        }
        let parts: Vec<&str> = self.parts(rest).collect();
        match (self.shape, self.explode, grammar.naming) {
            (Shape::Scalar | Shape::Lists(_) | Shape::Json, _, Naming::Bare) => {
                self.decode(rest).map(RawValue::Text)
            }
            (Shape::List, Explode::Exploded, Naming::Bare) => self.read_list(&parts),
            (Shape::List, Explode::Compact, Naming::Bare) => self.read_list(&self.items(rest)),
            (Shape::Open, Explode::Exploded, Naming::Bare) => self.read_open(&parts),
            (Shape::Open, Explode::Compact, Naming::Bare) => self.read_open(&self.items(rest)),
            (Shape::Object(_), Explode::Compact, Naming::Bare) => self.alternating(rest),
            (Shape::Object(_), Explode::Exploded, _) => {
                self.read_object(self.pairs(&parts)?.iter())
            }
            (
                Shape::Scalar
                | Shape::Json
                | Shape::List
                | Shape::Lists(_)
                | Shape::Object(_)
                | Shape::Open,
                _,
                Naming::Named { .. },
            ) => self.read_pairs(&self.pairs(&parts)?, &|_| false),
        }
    }

    /// Reads the lines of a header.
    pub(crate) fn read_header<'r>(
        &self,
        headers: &'r HeaderMap,
    ) -> Result<RawValue<'r>, Rejection> {
        if let Some((texts, between)) = self.of_texts() {
            return Ok(split(texts.read_header(headers)?, between));
        }
        let lines = headers.get_all(self.name).into_iter();
        let lines: Result<Vec<_>, _> = lines.map(|value| value.to_str()).collect();
        let lines = lines.map_err(|_| "not visible ASCII".to_owned())?;
        if is_set_cookie(self.name) {
            return Ok(cookies(&lines, self.shape));
        }
        match (lines.as_slice(), self.shape) {
            ([], _) => Ok(RawValue::Absent),
            ([one], _) => self.read_alone(one),
            (more, Shape::Scalar | Shape::Json | Shape::Open) => {
                Err(format!("given {} times", more.len()))
            }
            // RFC 9110, section 5.3: lines of one name are one list.
            (more, Shape::List | Shape::Lists(_) | Shape::Object(_)) => {
                self.read_alone(&more.join(",")).map(RawValue::into_owned)
            }
        }
    }

    /// Reads from the pairs of a query or cookie header; `claimed` says whether another parameter
    /// has a name.
    pub(crate) fn read_pairs<'r>(
        &self,
        pairs: &[Pair<'r>],
        claimed: &dyn Fn(&str) -> bool,
    ) -> Result<RawValue<'r>, Rejection> {
        if self.style == Style::DeepObject {
            return self.deep(pairs, claimed);
        }
        if let Some((texts, between)) = self.of_texts() {
            return Ok(split(texts.read_pairs(pairs, claimed)?, between));
        }
        if let (Shape::Object(listed), Explode::Exploded) = (self.shape, self.explode) {
            let mine = |name: &str| match listed.is_empty() {
                true => !claimed(name),
                false => listed.contains(&name),
            };
            return self.read_object(pairs.iter().filter(|pair| mine(&pair.name)));
        }
        let own = pairs.iter().filter(|pair| pair.name == self.name);
        let mut own = own.map(|pair| pair.raw);
        let Some(first) = own.next() else {
            return Ok(RawValue::Absent);
        };
        // The cookie of the longest path comes first (<https://www.rfc-editor.org/rfc/rfc6265#section-5.4>).
        let is_one = self.shape == Shape::Scalar || self.explode == Explode::Compact;
        let others = own.filter(|_| !(is_one && self.place == ParamLocation::Cookie));
        if self.shape == Shape::Scalar {
            return match others.count() {
                0 => self.decode(first).map(RawValue::Text),
                more => Err(format!("given {} times", more + 1)),
            };
        }
        let raw: Vec<&str> = std::iter::once(first).chain(others).collect();
        match (raw.as_slice(), self.shape, self.explode) {
            (items, Shape::List, Explode::Exploded) => self.read_list(items),
            ([one], Shape::Json, _) => self.read_json(one),
            ([one], Shape::List, Explode::Compact) => self.read_list(&self.items(one)),
            ([one], Shape::Object(_), _) => self.alternating(one),
            ([one], Shape::Open, Explode::Compact) => self.read_open(&self.items(one)),
            (items, Shape::Open, _) => self.read_open(items),
            (more, ..) => Err(format!("given {} times", more.len())),
        }
    }

    /// The same parameter as a list of strings if it is a list of lists, and the separator inside
    /// them.
    fn of_texts(&self) -> Option<(Self, char)> {
        match self.shape {
            Shape::Lists(between) => Some((self.list(), between)),
            Shape::Scalar | Shape::List | Shape::Object(_) | Shape::Json | Shape::Open => None,
        }
    }

    fn read_json(&self, raw: &str) -> Result<RawValue<'static>, Rejection> {
        let text = self.decode(raw)?;
        text.parse()
            .map(RawValue::Json)
            .map_err(|error: crate::codec::DecodeError| error.to_string())
    }

    fn read_text(&self, raw: &str) -> Result<Value, Rejection> {
        self.decode(raw)
            .map(|text| Value::String(text.into_owned()))
    }

    fn read_list<S: AsRef<str>>(&self, items: &[S]) -> Result<RawValue<'static>, Rejection> {
        let items: Result<Vec<_>, _> = items
            .iter()
            .map(|item| self.read_text(item.as_ref()))
            .collect();
        Ok(RawValue::Texts(Value::Array(items?)))
    }

    /// A string, or several, each of which may be JSON.
    fn read_open<S: AsRef<str>>(&self, items: &[S]) -> Result<RawValue<'static>, Rejection> {
        Ok(RawValue::Texts(match items {
            [one] => opened(self.read_text(one.as_ref())?),
            items => {
                let texts: Result<Vec<_>, _> = items
                    .iter()
                    .map(|item| self.read_text(item.as_ref()))
                    .collect();
                opened(Value::Array(texts?))
            }
        }))
    }

    /// `R,100,G,200`
    fn alternating(&self, raw: &str) -> Result<RawValue<'static>, Rejection> {
        let mut members = Map::new();
        let items = if raw.is_empty() {
            Vec::new()
        } else {
            self.items(raw)
        };
        for pair in items.chunks(2) {
            let [key, text] = pair else {
                return Err("has a key without a value".to_owned());
            };
            self.insert(&mut members, self.decode(key)?.into_owned(), text)?;
        }
        Ok(RawValue::Texts(Value::from(members)))
    }

    /// `R=100`, `G=200`, `B=1`, `B=2`: a name that is there more than once has a list.
    fn read_object<'p>(
        &self,
        pairs: impl Iterator<Item = &'p Pair<'p>>,
    ) -> Result<RawValue<'static>, Rejection> {
        let mut members = Map::new();
        for pair in pairs {
            let text = self.read_text(pair.raw)?;
            repeat(&mut members, &pair.name, text);
        }
        Ok(match members.is_empty() {
            true => RawValue::Absent,
            false => RawValue::Texts(Value::from(members)),
        })
    }

    fn insert(&self, members: &mut Map<Value>, key: String, raw: &str) -> Result<(), Rejection> {
        let text = self.read_text(raw)?;
        match members.insert(key, text) {
            None => Ok(()),
            Some(_) => Err("has a key more than once".to_owned()),
        }
    }

    /// `color[R]=100`, `color[G][H]=200`, `color[0]=blue`, `color=blue`
    fn deep(
        &self,
        pairs: &[Pair<'_>],
        claimed: &dyn Fn(&str) -> bool,
    ) -> Result<RawValue<'static>, Rejection> {
        let mut tree = PairTree::default();
        for pair in pairs {
            let rest = pair.name.strip_prefix(self.name);
            let is_own = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['));
            if is_own && !claimed(&pair.name) {
                let keys = pair.name.get(self.name.len()..).unwrap_or_default();
                let text = self.decode(pair.raw)?.into_owned();
                tree.insert(keys, text).map_err(|fault| fault.to_string())?;
            }
        }
        let found = tree.finish().into_iter().next();
        Ok(found.map_or(RawValue::Absent, |(_, value)| {
            RawValue::Texts(match (self.shape, value) {
                (Shape::Object(_), Value::Array(items)) => keyed_by_index(items),
                (_, value) => value,
            })
        }))
    }

    fn pairs<'r>(&self, parts: &[&'r str]) -> Result<Vec<Pair<'r>>, Rejection> {
        parts
            .iter()
            .map(|part| {
                let (name, raw) = part.split_once('=').unwrap_or((part, ""));
                Ok(Pair {
                    name: self.decode(name)?,
                    raw,
                })
            })
            .collect()
    }

    /// The exploded parts of a path value or header. A header may have blanks around its commas
    /// ([RFC 9110, section 5.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1)).
    fn parts<'r>(&self, rest: &'r str) -> impl Iterator<Item = &'r str> {
        let is_header = self.place == ParamLocation::Header;
        let parts = rest.split(self.between());
        parts.map(move |part| if is_header { part.trim() } else { part })
    }

    /// The items of a compact list. Clients write the separators of OpenAPI's own styles encoded or
    /// not.
    fn items(&self, raw: &str) -> Vec<String> {
        let (plain, separator) = match self.style {
            Style::SpaceDelimited => (raw.replace("%20", " ").replace('+', " "), ' '),
            Style::PipeDelimited => (raw.replace("%7C", "|").replace("%7c", "|"), '|'),
            Style::Matrix | Style::Label | Style::Form | Style::Simple | Style::DeepObject => {
                (raw.to_owned(), ',')
            }
        };
        let owned = |item: &str| match self.place {
            ParamLocation::Header => item.trim().to_owned(),
            _ => item.to_owned(),
        };
        plain.split(separator).map(owned).collect()
    }

    fn decode<'r>(&self, raw: &'r str) -> Result<Cow<'r, str>, Rejection> {
        let plus = match self.place {
            ParamLocation::Header => return Ok(Cow::Borrowed(raw)),
            ParamLocation::Query => Plus::Space,
            ParamLocation::Path | ParamLocation::Cookie => Plus::Literal,
        };
        percent::decode(raw, plus).map_err(|error| error.to_string())
    }
}

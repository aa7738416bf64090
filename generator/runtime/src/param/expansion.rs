//! One expansion of a value: its names, separators and escapes ([RFC 6570, section
//! 3.2](https://www.rfc-editor.org/rfc/rfc6570#section-3.2)).

use std::borrow::Cow;

use super::{
    Param,
    style::{Explode, Grammar, Naming},
};
use crate::percent::{self, Keep, encode_also, encode_into};

/// A value as the styles see it.
pub(super) enum Flat<'v> {
    /// Undefined in RFC 6570: `null`, an empty list, an empty object. Nothing is written.
    Nothing,
    Scalar(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Pairs(Vec<(Cow<'v, str>, Cow<'v, str>)>),
}

/// One expansion of a value.
pub(super) struct Expansion<'p> {
    pub(super) param: &'p Param,
    pub(super) grammar: Grammar,
    pub(super) keep: Keep,
}

impl Expansion<'_> {
    /// Appends a value, unless it is nothing.
    pub(super) fn write(&self, out: &mut String, flat: &Flat<'_>) -> bool {
        if matches!(flat, Flat::Nothing) {
            return false;
        }
        out.push_str(self.grammar.first);
        match (flat, self.param.explode) {
            (Flat::Nothing, _) => {}
            (Flat::Scalar(text), _) => self.part(out, std::iter::once(&**text)),
            (Flat::List(items), Explode::Exploded) => {
                for (index, item) in items.iter().enumerate() {
                    separate(out, index, self.param.between());
                    self.part(out, std::iter::once(&**item));
                }
            }
            (Flat::List(items), Explode::Compact) => {
                self.part(out, items.iter().map(|item| &**item))
            }
            (Flat::Pairs(pairs), Explode::Exploded) => {
                for (index, (key, text)) in pairs.iter().enumerate() {
                    separate(out, index, self.param.between());
                    self.pair(out, key, std::iter::once(&**text));
                }
            }
            (Flat::Pairs(pairs), Explode::Compact) => {
                let texts = pairs.iter().flat_map(|(key, text)| [&**key, &**text]);
                self.part(out, texts);
            }
        }
        true
    }

    /// Appends a scalar.
    pub(super) fn scalar(&self, out: &mut String, text: &str) {
        out.push_str(self.grammar.first);
        self.part(out, std::iter::once(text));
    }

    /// Appends the value or compact list of the parameter.
    fn part<'t>(&self, out: &mut String, texts: impl Iterator<Item = &'t str>) {
        match self.grammar.naming {
            Naming::Bare => self.join(out, texts),
            Naming::Named { .. } => self.pair(out, self.param.name, texts),
        }
    }

    /// Appends a name and a value.
    fn pair<'t>(&self, out: &mut String, key: &str, texts: impl Iterator<Item = &'t str>) {
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
    fn join<'t>(&self, out: &mut String, texts: impl Iterator<Item = &'t str>) {
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

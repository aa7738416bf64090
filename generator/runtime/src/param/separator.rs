//! What separates the parts of a value in each place and style, as one table for both sides: the writer keeps separators out of
//! the parts, and the reader splits at them.
//!
//! | place | style | exploded | compact | a separator inside a part |
//! |---|---|---|---|---|
//! | path | `simple` | `,` | `,` | percent-encoded |
//! | path | `label` | `.` | `,` | percent-encoded, although `.` needs no encoding elsewhere |
//! | path | `matrix` | `;` | `,` | percent-encoded |
//! | query | `form` | `&` | `,` | percent-encoded, also with `allowReserved` |
//! | query | `spaceDelimited` | `&` | `%20` | rejected: an encoded space is the separator |
//! | query | `pipeDelimited` | `&` | `%7C` | rejected: an encoded pipe is the separator |
//! | header | `simple` | `,` | `,` | rejected: headers have no encoding |
//! | cookie | `form` | `; ` | `,` | percent-encoded |
//!
//! What is rejected has no string that could be read back
//! (<https://spec.openapis.org/oas/v3.1.1.html#style-examples>: a delimiter in a value is for the author of the document to avoid).
//! The separators are those of RFC 6570, [section 3.2](https://www.rfc-editor.org/rfc/rfc6570#section-3.2). Cookies differ: `&` joins
//! nothing there (<https://spec.openapis.org/oas/v3.1.1.html#appendix-d-serializing-headers-and-cookies>), so each exploded part is a
//! cookie of its own ([RFC 6265, section 4.2.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1)).

use super::{Explode, Param, ParamLocation, Reserved, Shape, Style, style::Naming};

/// The separator between the parts of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separator {
    pub(super) character: char,
    pub(super) inside: Inside,
}

/// What becomes of a separator inside a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// It is percent-encoded.
    Encoded,
    /// The value is rejected.
    Rejected,
}

impl Param {
    /// The separator that the parts of this parameter must not contain as it is; `None` if the value has one part, or each part is
    /// a pair of its own.
    pub(super) const fn separator(&self) -> Option<Separator> {
        let (character, inside) = match (self.place, self.style, self.explode) {
            _ if matches!(self.shape, Shape::Scalar | Shape::Json) => return None,
            (_, Style::DeepObject, _) => return None,
            (ParamLocation::Header, ..) => (',', Inside::Rejected),
            (_, Style::SpaceDelimited, Explode::Compact) => (' ', Inside::Rejected),
            (_, Style::PipeDelimited, Explode::Compact) => ('|', Inside::Rejected),
            (_, Style::Label, Explode::Exploded) => ('.', Inside::Encoded),
            (_, Style::Matrix, Explode::Exploded) => (';', Inside::Encoded),
            (ParamLocation::Query, _, Explode::Exploded) => ('&', Inside::Encoded),
            (ParamLocation::Cookie, _, Explode::Exploded) => (';', Inside::Encoded),
            (ParamLocation::Path | ParamLocation::Query | ParamLocation::Cookie, ..) => {
                (',', Inside::Encoded)
            }
        };
        Some(Separator { character, inside })
    }

    /// The text between exploded parts.
    pub(super) const fn between(&self) -> &'static str {
        match self.place {
            ParamLocation::Cookie => "; ",
            ParamLocation::Path | ParamLocation::Query | ParamLocation::Header => {
                self.style.grammar().between
            }
        }
    }

    /// Which separator is encoded although its place does not ask for that: `.` in a path, and what `allowReserved` keeps.
    pub(super) fn encoded_separator(&self) -> Option<char> {
        let separator = self.separator()?;
        let is_kept = separator.character == '.' || self.reserved == Reserved::Allowed;
        (separator.inside == Inside::Encoded && is_kept).then_some(separator.character)
    }

    /// Why a part of a value cannot be read back from where it is written.
    pub(super) fn fits_part(&self, text: &str) -> Result<(), String> {
        let Some(separator) = self.separator() else {
            return Ok(());
        };
        if separator.inside == Inside::Rejected && text.contains(separator.character) {
            return Err(format!(
                "a value contains the {:?} that separates values, which nothing encodes in a {} of this style",
                separator.character,
                self.place.word()
            ));
        }
        if self.place == ParamLocation::Header && text != text.trim() {
            return Err("a value in a header cannot start or end with a blank".to_owned());
        }
        Ok(())
    }

    /// Why a key cannot be read back from where it is written.
    pub(super) fn fits_key(&self, key: &str) -> Result<(), String> {
        self.fits_part(key)?;
        let is_bare = self.style.grammar().naming == Naming::Bare;
        let (header, exploded) = (
            self.place == ParamLocation::Header,
            self.explode == Explode::Exploded,
        );
        match header && exploded && is_bare && key.contains('=') {
            true => Err("a key contains the '=' that ends keys in a header".to_owned()),
            false => Ok(()),
        }
    }

    /// Whether this is the path parameter with a name.
    pub(crate) fn is_in_path(&self, name: &str) -> bool {
        self.place == ParamLocation::Path && self.name == name
    }

    /// What every value starts with: `.` and `;` in the styles `label` and `matrix`.
    pub(crate) const fn start(&self) -> &'static str {
        match self.shape {
            Shape::Json => "",
            Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Object(_) | Shape::Open => {
                self.style.grammar().first
            }
        }
    }
}

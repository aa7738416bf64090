//! Unions without a tag: the variants, and what decides between them. `trial` tries them.
//!
//! A variant matches a value if the value decodes, and keeps the limits of the variant:
//!
//! ```text
//! V4: {type: string, pattern: '^[0-9.]+$'}      V6: {type: string, pattern: '^[0-9a-f:]+$'}
//! codec!(union Net checked { V4, V6 });         // "fd00::" is a V6, although both are strings
//! ```

use super::{Decode, error::DecodeError, reader::Reader};

/// How an untagged union `U` chooses its variant.
pub struct Trial<U: 'static> {
    pub(super) variants: Variants<U>,
    pub(super) matches: Matches,
    pub(super) check: Option<fn(&U) -> Option<String>>,
    /// Distinguishes unions that have the same type in Rust.
    pub(super) identity: usize,
}

/// How many variants may match a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matches {
    /// `anyOf`: the one that knows the most of the object's keys is taken.
    Any,
    /// `oneOf`: a second one makes the value invalid.
    One,
}

impl<U> Trial<U> {
    /// The variants of an `anyOf`.
    #[must_use]
    pub const fn new(variants: Variants<U>) -> Self {
        Self {
            variants,
            matches: Matches::Any,
            check: None,
            identity: 0,
        }
    }

    /// Under [`Policy::Strict`](super::Policy::Strict), a value that several variants match is rejected.
    #[must_use]
    pub const fn one(self) -> Self {
        Self {
            matches: Matches::One,
            ..self
        }
    }

    /// `check` returns the first limit that a value breaks.
    #[must_use]
    pub(crate) const fn checked_by(self, check: fn(&U) -> Option<String>) -> Self {
        Self {
            check: Some(check),
            ..self
        }
    }

    /// Distinguishes unions of a document that is read at run time: all of their values are of one type.
    #[doc(hidden)]
    #[must_use]
    pub const fn identified(self, identity: usize) -> Self {
        Self { identity, ..self }
    }

    /// What `null` means to the first variant that has a `null`.
    #[must_use]
    pub fn null(&self) -> Option<U> {
        let mut variants = self.variants.iter();
        variants.find_map(|(_, variant)| variant.null())
    }

    /// Reads a variant into a place.
    pub(super) fn read(
        &self,
        variant: usize,
        r: &mut Reader<'_>,
        place: &mut Option<U>,
    ) -> Result<(), DecodeError> {
        if let Some((_, variant)) = self.variants.get(variant) {
            *place = Some(variant.read(r)?);
        }
        Ok(())
    }
}

/// A variant of an untagged union `U`: the function that wraps the payload.
pub trait Variant<U> {
    /// Reads the payload.
    ///
    /// # Errors
    /// When the value does not decode.
    fn read(&self, r: &mut Reader<'_>) -> Result<U, DecodeError>;

    /// What `null` means to the payload.
    fn null(&self) -> Option<U>;
}

impl<T: Decode, U> Variant<U> for fn(T) -> U {
    fn read(&self, r: &mut Reader<'_>) -> Result<U, DecodeError> {
        T::decode(r).map(self)
    }

    fn null(&self) -> Option<U> {
        T::null().map(self)
    }
}

/// The variants of an untagged union, each with its name.
pub type Variants<U> = &'static [(&'static str, &'static dyn Variant<U>)];

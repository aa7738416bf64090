//! Properties of one value, for which a record has no field: they are written and expected as they are. Rejects any other
//! value, under every policy, and that the property is missing.

use super::{
    error::{DecodeError, DecodeReason},
    reader::Reader,
    slot::Slot,
};
use crate::untrusted::EscapedText;

/// The expected value, and the one that was found.
type Differing = (EscapedText, EscapedText);

/// Something that a property of one value may be: a string, a boolean or an integer.
#[doc(hidden)]
pub trait Fixed {
    /// Reads a value: `None` where it is this one, or else both as texts.
    ///
    /// # Errors
    /// When the value is of another type.
    fn differs(&self, r: &mut Reader<'_>) -> Result<Option<Differing>, DecodeError>;
}

impl Fixed for &str {
    fn differs(&self, r: &mut Reader<'_>) -> Result<Option<Differing>, DecodeError> {
        let found = r.str()?;
        Ok((found != *self).then(|| (EscapedText::quoted(self), EscapedText::quoted(found))))
    }
}

impl Fixed for bool {
    fn differs(&self, r: &mut Reader<'_>) -> Result<Option<Differing>, DecodeError> {
        let found = r.bool()?;
        let text = |value| EscapedText::from(if value { "true" } else { "false" });
        Ok((found != *self).then(|| (text(*self), text(found))))
    }
}

impl Fixed for i64 {
    fn differs(&self, r: &mut Reader<'_>) -> Result<Option<Differing>, DecodeError> {
        let found = r.i64()?;
        let text = |value| EscapedText::unquoted(itoa::Buffer::new().format::<i64>(value));
        Ok((found != *self).then(|| (text(*self), text(found))))
    }
}

/// The place of such a property among the slots of a record.
#[doc(hidden)]
#[derive(Debug)]
pub struct Constant<T> {
    value: T,
    is_filled: bool,
}

/// The slot of a property that always has this value.
#[doc(hidden)]
pub fn constant<T: Fixed>(value: T) -> Constant<T> {
    Constant {
        value,
        is_filled: false,
    }
}

impl<T: Fixed> Slot for Constant<T> {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        if let Some((expected, found)) = self.value.differs(r)? {
            return Err(DecodeReason::OtherValue { expected, found }.into());
        }
        self.is_filled = true;
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.is_filled
    }

    fn settle(&mut self) -> bool {
        false
    }
}

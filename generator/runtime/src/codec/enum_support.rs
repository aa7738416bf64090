//! Enums of strings and of integers at work: what [`codec!`](crate::__codec!) writes calls these.
//! Rejects a value that a closed enum does not list; under [`Policy::Strict`], and in a request that
//! is written, one that an open enum does not list.

use std::{
    fmt,
    hash::{Hash, Hasher},
    mem::discriminant,
};

use super::{Decode, DecodeReason, Decoded, Encode, EncodeReason, Policy, Reader, Writer};

/// The listed values as they stand on the wire.
type Names = &'static [&'static str];

/// An enum of strings or of integers.
#[doc(hidden)]
pub trait WireEnum: Clone + 'static {
    /// `str`, or the type of the integers.
    type Wire: Wire + ?Sized;
    /// The values that the document lists.
    const ALL: &'static [Self];

    /// The value on the wire.
    fn wire(&self) -> &Self::Wire;
}

/// What an enum is on the wire.
#[doc(hidden)]
pub trait Wire: Eq + Hash + fmt::Debug + 'static {
    /// Why a value is rejected that none of `names` is.
    fn unlisted(&self, names: Names) -> DecodeReason;
}

impl Wire for str {
    fn unlisted(&self, names: Names) -> DecodeReason {
        DecodeReason::unlisted_text(self, names)
    }
}

macro_rules! integers {
    ($($integer:ident)+) => {
        $(impl Wire for $integer {
            fn unlisted(&self, names: Names) -> DecodeReason {
                DecodeReason::unlisted_integer((*self).into(), names)
            }
        })+
    };
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// The listed value that looks so on the wire.
#[doc(hidden)]
pub fn known<T: WireEnum>(wire: &T::Wire) -> Option<T> {
    T::ALL.iter().find(|one| one.wire() == wire).cloned()
}

/// The listed value that looks so on the wire; `names` are all that do.
///
/// # Errors
/// When the document lists none.
#[doc(hidden)]
pub fn listed<T: WireEnum>(wire: &T::Wire, names: Names) -> Decoded<T> {
    known(wire).ok_or_else(|| wire.unlisted(names).into())
}

/// Whether two values are the same; a listed value kept as unknown is not the listed one.
#[doc(hidden)]
pub fn same<T: WireEnum>(left: &T, right: &T) -> bool {
    discriminant(left) == discriminant(right) && left.wire() == right.wire()
}

/// Hashes a value by what it looks like on the wire.
#[doc(hidden)]
pub fn hash<T: WireEnum, H: Hasher>(value: &T, state: &mut H) {
    value.wire().hash(state);
}

/// Prints a value as `derive(Debug)` does, given the names of the listed variants and the one that
/// keeps unknown values.
///
/// # Errors
/// Those of the formatter.
#[doc(hidden)]
pub fn debug<T: WireEnum>(value: &T, names: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let is_value = |one: &T| discriminant(one) == discriminant(value);
    match T::ALL.iter().zip(names).find(|(one, _)| is_value(one)) {
        Some((_, name)) => f.write_str(name),
        None => {
            let name = names.last().copied().unwrap_or_default();
            f.debug_tuple(name).field(&value.wire()).finish()
        }
    }
}

/// How enums are written.
impl Writer<'_> {
    /// Rejects a value that an enum does not list, in a request: the server would.
    #[doc(hidden)]
    pub fn listed<T: WireEnum>(&mut self, value: &T) {
        if self.one_way.is_request() && known::<T>(value.wire()).is_none() {
            self.fail(EncodeReason::Unlisted);
        }
    }

    /// Writes a value that no variant of a union has; rejects it in a request.
    #[doc(hidden)]
    pub fn unlisted(&mut self, value: &dyn Encode) {
        if self.one_way.is_request() {
            self.fail(EncodeReason::Unlisted);
        }
        value.encode(self);
    }
}

/// How enums are read: `names` are the listed values as they stand on the wire.
impl Reader<'_> {
    /// Reads an enum of strings that keeps unknown ones.
    ///
    /// # Errors
    /// When the value is not a string; under [`Policy::Strict`], when the enum does not list it.
    #[doc(hidden)]
    pub fn kept_string<T>(&mut self, names: Names) -> Decoded<T>
    where
        T: WireEnum<Wire = str> + for<'t> From<&'t str>,
    {
        let policy = self.policy();
        let text = self.str()?;
        match known(text) {
            Some(known) => Ok(known),
            None if policy == Policy::Strict => Err(text.unlisted(names).into()),
            None => Ok(T::from(text)),
        }
    }

    /// Reads an enum of integers that keeps unknown ones.
    ///
    /// # Errors
    /// When the value is not an integer of that size; under [`Policy::Strict`], when the enum does
    /// not list it.
    #[doc(hidden)]
    pub fn kept_integer<T>(&mut self, names: Names) -> Decoded<T>
    where
        T: WireEnum<Wire: Decode> + From<T::Wire>,
    {
        let value = T::Wire::decode(self)?;
        match known(&value) {
            Some(known) => Ok(known),
            None if self.policy() == Policy::Strict => Err(value.unlisted(names).into()),
            None => Ok(T::from(value)),
        }
    }

    /// Reads an enum of strings that any other string is a value of, too.
    ///
    /// # Errors
    /// When the value is not a string.
    #[doc(hidden)]
    pub fn open_string<T: for<'t> From<&'t str>>(&mut self) -> Decoded<T> {
        self.str().map(T::from)
    }

    /// Reads an enum of strings that rejects unknown ones.
    ///
    /// # Errors
    /// When the value is not a string, or the enum does not list it.
    #[doc(hidden)]
    pub fn closed_string<T: WireEnum<Wire = str>>(&mut self, names: Names) -> Decoded<T> {
        listed(self.str()?, names)
    }

    /// Reads an enum of integers that rejects unknown ones.
    ///
    /// # Errors
    /// When the value is not an integer of that size, or the enum does not list it.
    #[doc(hidden)]
    pub fn closed_integer<T: WireEnum<Wire: Decode>>(&mut self, names: Names) -> Decoded<T> {
        listed(&T::Wire::decode(self)?, names)
    }
}

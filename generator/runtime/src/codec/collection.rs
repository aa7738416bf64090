//! Lists, maps, optional fields, and boxes.

use std::collections::BTreeMap;

use super::{Decode, Encode, Extra, Kind, Policy, Reader, Writer, error::DecodeError, value::Map};

impl<T: Encode> Encode for [T] {
    fn encode(&self, w: &mut Writer) {
        w.list(&mut self.iter().map(|item| item as &dyn Encode));
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, w: &mut Writer) {
        self.as_slice().encode(w);
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Vec::new();
        r.list(&mut |r| {
            items.push(T::decode(r)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, w: &mut Writer) {
        w.map(self);
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut entries = Map::new();
        r.map(&mut entries)?;
        Ok(entries)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, w: &mut Writer) {
        w.map(self);
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut entries = BTreeMap::new();
        r.map(&mut entries)?;
        Ok(entries)
    }
}

impl<T: Decode> Extra for BTreeMap<String, T> {
    fn keep(&mut self, key: String, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        if self.contains_key(&key) {
            return Err(DecodeError::duplicate(&key));
        }
        let value = T::decode(r).map_err(|error| error.within(&key))?;
        self.insert(key, value);
        Ok(())
    }
}

/// An optional field: a record leaves `None` out. Elsewhere, in a list say, `None` is `null`.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, w: &mut Writer) {
        match self {
            Some(value) => value.encode(w),
            None => w.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// `null` is the value that it means to `T`; where it means nothing, it is an error, or `None`
/// under [`Policy::Lenient`].
impl<T: Decode> Decode for Option<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.policy() == Policy::Lenient && r.kind()? == Kind::Null && T::null().is_none() {
            r.null()?;
            return Ok(None);
        }
        T::decode(r).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn null() -> Option<Self> {
        T::null().map(Some)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, w: &mut Writer) {
        (**self).encode(w);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::decode(r).map(Box::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn null() -> Option<Self> {
        T::null().map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, w: &mut Writer) {
        (**self).encode(w);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

//! Lists, maps, optional fields, and boxes.
//!
//! | type | JSON |
//! |---|---|
//! | `Vec<T>` | an array |
//! | `Map<T>` | an object, in the order of its keys in the text |
//! | `BTreeMap<String, T>` | an object, sorted by key |
//! | `Option<T>` | the value; absent in an object, `null` in an array |
//! | `Box<T>`, `&T` | as `T` |

use std::collections::BTreeMap;

use super::{
    Decode, Encode, JsonType, Policy, Reader, View, Writer, decoded, error::DecodeError, memory,
    missing_fields, stack, value::Map,
};

impl<T: Encode> Encode for [T] {
    fn encode(&self, w: &mut Writer<'_>) {
        T::encode_list(self, w);
    }

    fn is_any(&self) -> bool {
        self.first().is_some_and(Encode::is_any)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        if !w.shows_items(self) {
            T::encode_list(self, w);
        }
    }

    fn is_any(&self) -> bool {
        self.as_slice().is_any()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

/// An error has the index of its item: `/0: expected an integer, found null`.
impl<T: Decode> Decode for Vec<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::decode_list(r)
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        w.map(self);
    }

    fn is_any(&self) -> bool {
        self.values().next().is_some_and(Encode::is_any)
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

/// A key that occurs twice is an error. [RFC 8259, section
/// 4](https://www.rfc-editor.org/rfc/rfc8259#section-4) leaves open which value would count.
impl<T: Decode> Decode for Map<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut entries = Map::new();
        let pending = r.begin::<Self>()?;
        let read = r.within_stack(stack::items::<T>(), |r| r.map(&mut entries));
        r.end(pending, read)?;
        Ok(entries)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, w: &mut Writer<'_>) {
        w.map(self);
    }

    fn is_any(&self) -> bool {
        self.values().next().is_some_and(Encode::is_any)
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut entries = BTreeMap::new();
        let pending = r.begin::<Self>()?;
        let read = r.within_stack(stack::items::<T>(), |r| r.map(&mut entries));
        r.end(pending, read)?;
        Ok(entries)
    }
}

/// An optional field: an object leaves `None` out. In a list, where nothing can be left out, `None`
/// is `null`.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Some(value) => value.encode(w),
            None => w.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_any(&self) -> bool {
        self.as_ref().is_some_and(Encode::is_any)
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, Encode::view)
    }
}

/// If `T` has a value for `null`, as [`Nullable`](super::Nullable) does, `null` is that value. For
/// other types it is an error, or `None` under [`Policy::Lenient`]: many servers write `null` for a
/// property that they do not have.
impl<T: Decode> Decode for Option<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        decoded(r)
    }

    fn decode_into(r: &mut Reader<'_>, place: &mut dyn FnMut(Self)) -> Result<(), DecodeError> {
        if r.policy() == Policy::Lenient && r.is(JsonType::Null) && T::null().is_none() {
            r.null()?;
            place(None);
            return Ok(());
        }
        T::decode_into(r, &mut |value| place(Some(value)))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn null() -> Option<Self> {
        T::null().map(Some)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_any(&self) -> bool {
        (**self).is_any()
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut boxed = None;
        r.count_memory(memory::boxed::<T>())?;
        let pending = r.begin::<Self>()?;
        let read = T::decode_into(r, &mut |value| boxed = Some(Box::new(value)));
        r.end(pending, read)?;
        boxed.map_or_else(missing_fields, Ok)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn null() -> Option<Self> {
        T::null().map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_any(&self) -> bool {
        (**self).is_any()
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_json, to_json};
    use super::*;

    fn read<T: Decode>(json: &str, policy: Policy) -> Result<T, String> {
        from_json(json.as_bytes(), policy).map_err(|error| error.to_string())
    }

    #[test]
    fn maps_keep_the_order_of_the_text_or_sort() {
        let json = r#"{"b":1,"a":2}"#;
        let map = read::<Map<i64>>(json, Policy::Strict);
        assert_eq!(map.and_then(|map| written(&map)).as_deref(), Ok(json));
        let sorted = read::<BTreeMap<String, i64>>(json, Policy::Strict);
        assert_eq!(
            sorted.and_then(|map| written(&map)).as_deref(),
            Ok(r#"{"a":2,"b":1}"#)
        );
    }

    fn written(value: &dyn Encode) -> Result<String, String> {
        let json = to_json(value).map_err(|error| error.to_string())?;
        String::from_utf8(json).map_err(|error| error.to_string())
    }

    #[test]
    fn an_absent_element_is_written_as_null() {
        let items = vec![None, Some(Box::new(1_i64))];
        assert_eq!(written(&items).as_deref(), Ok("[null,1]"));
        assert_eq!(read("[null,1]", Policy::Lenient), Ok(items));
        let strict = read::<Vec<Option<i64>>>("[null]", Policy::Strict);
        assert_eq!(
            strict,
            Err("/0: expected an integer, found null".to_owned())
        );
    }

    #[test]
    fn errors_name_keys_and_indexes() {
        let error = read::<Map<Vec<i64>>>(r#"{"a":[],"b/c":[0,{}]}"#, Policy::Strict);
        assert_eq!(
            error,
            Err("/b~1c/1: expected an integer, found an object".to_owned())
        );
        let error = read::<BTreeMap<String, i64>>(r#"{"a":1,"a":1}"#, Policy::Lenient);
        assert_eq!(error, Err("/a: given more than once".to_owned()));
    }
}

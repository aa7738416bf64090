//! serde for users of generated types: with the runtime's feature `serde`, every `codec!` row also
//! implements `serde::Serialize` and `serde::Deserialize` through a
//! [`Value`](super::Value) tree. Errors keep the pointer in their text. Rejects what the codec
//! rejects; a number beyond 64 bits goes through serde as a float, or not at all.

#[cfg(feature = "serde")]
pub use with_serde::{deserialize, serde, serialize};

#[cfg(feature = "serde")]
mod with_serde {
    use std::fmt;

    pub use serde;
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
        ser::Error as _,
    };

    use super::super::{
        Decode, Encode, MAX_DEPTH, Map, Number, Value, from_value_of_no_body, to_value,
    };

    /// Writes a value through its tree.
    ///
    /// # Errors
    /// When the value has no form in JSON, or the serializer fails.
    pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
        to_value(value)
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }

    /// Reads a value through its tree, under [`Policy::Lenient`](super::super::Policy::Lenient).
    ///
    /// # Errors
    /// When the input does not decode.
    pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let tree = Value::deserialize(deserializer)?;
        from_value_of_no_body(&tree).map_err(D::Error::custom)
    }

    impl Serialize for Value {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Value::Null => serializer.serialize_unit(),
                Value::Bool(value) => serializer.serialize_bool(*value),
                Value::Number(number) => number.serialize(serializer),
                Value::String(text) => serializer.serialize_str(text),
                Value::Array(items) => serializer.collect_seq(items),
                Value::Object(members) => serializer.collect_map(members.iter()),
            }
        }
    }

    /// As an integer of 64 bits if it is written as one, else as a float.
    impl Serialize for Number {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let is_integer = !self.text().contains(['.', 'e', 'E']);
            if let Some(value) = self.as_i64().filter(|_| is_integer) {
                return serializer.serialize_i64(value);
            }
            if let Some(value) = self.as_u64().filter(|_| is_integer) {
                return serializer.serialize_u64(value);
            }
            let float = self
                .as_f64()
                .ok_or_else(|| S::Error::custom(format!("{self} is out of range for f64")))?;
            serializer.serialize_f64(float)
        }
    }

    impl<'de> Deserialize<'de> for Value {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Nested(0).deserialize(deserializer)
        }
    }

    /// Reads a tree, this many levels down.
    #[derive(Clone, Copy)]
    struct Nested(usize);

    impl Nested {
        fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
            if self.0 == MAX_DEPTH {
                Err(E::custom(super::super::DecodeReason::Depth))
            } else {
                Ok(Self(self.0 + 1))
            }
        }
    }

    impl<'de> DeserializeSeed<'de> for Nested {
        type Value = Value;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
            deserializer.deserialize_any(self)
        }
    }

    impl<'de> Visitor<'de> for Nested {
        type Value = Value;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON value")
        }

        fn visit_unit<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_none<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
            self.deserialize(deserializer)
        }

        fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
            Ok(Value::Bool(value))
        }

        fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
            Ok(Value::Number(value.into()))
        }

        fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
            Ok(Value::Number(value.into()))
        }

        fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
            Number::from_f64(value)
                .map(Value::Number)
                .ok_or_else(|| E::custom("not a finite number"))
        }

        fn visit_str<E>(self, value: &str) -> Result<Value, E> {
            Ok(Value::String(value.to_owned()))
        }

        fn visit_string<E>(self, value: String) -> Result<Value, E> {
            Ok(Value::String(value))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
            let deeper = self.deeper()?;
            let mut items = Vec::new();
            while let Some(item) = seq.next_element_seed(deeper)? {
                items.push(item);
            }
            Ok(Value::Array(items))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
            let deeper = self.deeper()?;
            let mut members = Map::new();
            while let Some(key) = map.next_key::<String>()? {
                let value = map.next_value_seed(deeper)?;
                if members.contains_key(&key) {
                    return Err(A::Error::custom(super::super::DecodeError::duplicate(&key)));
                }
                members.insert(key, value);
            }
            Ok(Value::from(members))
        }
    }
}

//! Free-form JSON as a tree, for schemas that say nothing about their values and as the codec's
//! second back end.

use super::{kind::JsonType, number::Number};

/// An object with free keys: keeps the order of the document, and finds a key in constant time.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// Any JSON value. It takes 32 bytes, so that a body of many small values does not take many times its
/// length.
///
/// # Examples
/// ```
/// use bindwright_runtime::Value;
///
/// let task: Value = r#"{"id": 7, "tags": ["new"]}"#.parse()?;
/// assert_eq!(task.pointer("/tags/0").and_then(Value::as_str), Some("new"));
/// assert_eq!(task.to_string(), r#"{"id":7,"tags":["new"]}"#);
/// # Ok::<(), bindwright_runtime::codec::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, without loss.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object, in the order of its keys in the JSON text; see [`Value::from`].
    Object(Box<Map<Value>>),
}

impl Value {
    /// The member of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The value that a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) names: `""` is the value itself, `/items/0/id` a
    /// place inside.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer_tokens(pointer.strip_prefix('/')?).try_fold(self, |value, token| match value {
            Value::Object(members) => members.get(&token),
            Value::Array(items) => items.get(array_index(&token)?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Value::Null
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Value::Number(number) = self {
            Some(number)
        } else {
            None
        }
    }

    /// The number as an integer, if it is one and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number as an integer, if it is one, is not negative, and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number as a float, if it is one and does not overflow.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Value::Array(items) = self {
            Some(items)
        } else {
            None
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Map<Value>> {
        if let Value::Object(members) = self {
            Some(members)
        } else {
            None
        }
    }

    /// How many values the tree holds, down to so many levels.
    pub(super) fn count(&self, levels: usize) -> usize {
        let Some(below) = levels.checked_sub(1) else {
            return 1;
        };
        1 + match self {
            Value::Array(items) => items.iter().map(|item| item.count(below)).sum(),
            Value::Object(members) => members.values().map(|member| member.count(below)).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        }
    }

    /// Whether it is neither a list nor an object.
    pub(crate) fn is_scalar(&self) -> bool {
        !matches!(self, Value::Array(_) | Value::Object(_))
    }

    /// Which of the six types of JSON it is.
    #[must_use]
    pub fn kind(&self) -> JsonType {
        match self {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Bool,
            Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }
}

/// An object of these members.
impl FromIterator<(String, Value)> for Value {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Self::from(Map::from_iter(members))
    }
}

const _: () = assert!(size_of::<Value>() <= 32);

/// An array index as [RFC 6901, section 4](https://www.rfc-editor.org/rfc/rfc6901#section-4) writes it: no sign, no leading zero.
/// The tokens of a pointer behind its first slash.
pub(crate) fn pointer_tokens(pointer: &str) -> impl Iterator<Item = String> {
    let tokens = pointer.split('/');
    tokens.map(|token| token.replace("~1", "/").replace("~0", "~"))
}

pub(super) fn array_index(token: &str) -> Option<usize> {
    let plain = token == "0" || token.starts_with(|first: char| ('1'..='9').contains(&first));
    if plain { token.parse().ok() } else { None }
}

macro_rules! value_from {
    ($($from:ty => $make:expr),* $(,)?) => {
        $(impl From<$from> for Value {
            fn from(value: $from) -> Self {
                $make(value)
            }
        })*
    };
}
value_from!(
    bool => Value::Bool,
    i32 => |value: i32| Value::Number(value.into()),
    i64 => |value: i64| Value::Number(value.into()),
    u32 => |value: u32| Value::Number(value.into()),
    u64 => |value: u64| Value::Number(value.into()),
    Number => Value::Number,
    &str => |value: &str| Value::String(value.to_owned()),
    String => Value::String,
    Vec<Value> => Value::Array,
    Map<Value> => |members| Value::Object(Box::new(members)),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_prints_what_it_parsed() {
        let text =
            r#"{"b":[1,2.50,null,true,"\u0001é\"\\"],"a":{},"big":123456789012345678901234567890}"#;
        let value: Result<Value, _> = text.parse();
        assert_eq!(value.map(|value| value.to_string()).as_deref(), Ok(text));
    }

    #[test]
    fn a_pointer_finds_places() {
        let value: Value = r#"{"a/b":[{"m~n":7}],"":1,"01":2}"#.parse().unwrap_or_default();
        assert_eq!(
            value.pointer("/a~1b/0/m~0n").and_then(Value::as_i64),
            Some(7)
        );
        assert_eq!(value.pointer("/").and_then(Value::as_i64), Some(1));
        assert_eq!(value.pointer("/01").and_then(Value::as_i64), Some(2));
        for pointer in ["a", "/a~1b/00", "/a~1b/-", "/a~1b/1", "/a~1b/+0"] {
            assert_eq!(value.pointer(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        let value: Result<Value, _> = r#"[{"a":1,"a":2}]"#.parse();
        assert_eq!(
            value.map_err(|error| error.to_string()),
            Err("/0/a: given more than once".to_owned())
        );
    }
}

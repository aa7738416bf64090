//! A `serde` reader -> value tree, the same for JSON and YAML.
//!
//! Keys are strings, in the order of the text. If a key occurs twice, the first value counts; that
//! is noted, and so are integers that a double may have changed. Rejects trees with too many levels
//! or values while they are read, before they take the memory.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{Limits, exact_integer};
use crate::diagnostic::Code;

/// How many bytes of a key make the values below it count once more.
const LONG_KEY: usize = 256;

/// The limits of one tree, and what was noted while it was read.
///
/// All seeds of one tree share it, so its parts are cells. `serde` has no other way to return more
/// than a value.
pub(super) struct TreeLimits {
    /// How many more values are allowed.
    nodes: Cell<usize>,
    /// How many more values are allowed below long keys, counted once for each [`LONG_KEY`] bytes of the key.
    below_long_keys: Cell<usize>,
    limits: Limits,
    stopped: Cell<Option<Code>>,
    /// The keys that occur twice in an object, with whether their values are equal.
    pub(super) repeats: RefCell<Vec<(String, bool)>>,
    /// Whether there is an integer that may have been rounded.
    pub(super) rounded: Cell<bool>,
}

impl TreeLimits {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            nodes: Cell::new(limits.nodes),
            below_long_keys: Cell::new(limits.nodes),
            limits: *limits,
            stopped: Cell::new(None),
            repeats: RefCell::default(),
            rounded: Cell::new(false),
        }
    }

    /// The seed of the root, which reads a whole tree.
    pub(super) fn root(&self) -> TreeSeed<'_> {
        TreeSeed {
            state: self,
            depth: self.limits.depth,
        }
    }

    /// Which limit stopped the reading, if one did, and the message about it.
    pub(super) fn stopped(&self) -> Option<(Code, String)> {
        self.stopped.get().map(|code| match code {
            Code::TooManyNodes => (code, too_many(&self.limits)),
            code => (code, self.too_deep()),
        })
    }

    /// The message about too many levels.
    pub(super) fn too_deep(&self) -> String {
        too_deep(&self.limits)
    }

    /// How many values were read. YAML compares it with what validation has counted.
    pub(super) fn count(&self) -> usize {
        self.limits.nodes - self.nodes.get()
    }

    /// Counts values below a key. The pointer of each of them contains the key, so that a document with a key of half a million
    /// bytes and ten thousand values below it would have pointers of 5 GB.
    fn below<E: serde::de::Error>(&self, key: usize, values: usize) -> Result<(), E> {
        let left = self.below_long_keys.get();
        let left = left.checked_sub(values.saturating_mul(key / LONG_KEY));
        let left = left.ok_or_else(|| self.stop(Code::TooManyNodes))?;
        self.below_long_keys.set(left);
        Ok(())
    }

    /// Notes which limit was reached. `serde` errors are only strings, so the code is kept beside
    /// the error.
    fn stop<E: serde::de::Error>(&self, code: Code) -> E {
        self.stopped.set(Some(code));
        E::custom(code.title())
    }
}

/// Reads one value, at most so many levels deep. Each level has a seed with one level less.
#[derive(Clone, Copy)]
pub(super) struct TreeSeed<'s> {
    state: &'s TreeLimits,
    depth: usize,
}

impl TreeSeed<'_> {
    /// The seed of the values inside this one.
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1);
        let depth = depth.ok_or_else(|| self.state.stop(Code::TooDeep))?;
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.state.nodes.get().checked_sub(1);
        let left = left.ok_or_else(|| self.state.stop(Code::TooManyNodes))?;
        self.state.nodes.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
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

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if value.abs() >= exact_integer::EXACT {
            self.state.rounded.set(true);
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        // A list grows by more than one value; most are complete with few.
        list.shrink_to_fit();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        // Most objects have one or two members. Without this, the first makes room for three.
        let mut map = Map::with_capacity(2);
        while let Some(key) = members.next_key::<String>()? {
            let before = self.state.nodes.get();
            let value = members.next_value_seed(inner)?;
            self.state
                .below(key.len(), before - self.state.nodes.get())?;
            match map.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(first) => {
                    let is_equal = *first.get() == value;
                    let mut repeats = self.state.repeats.borrow_mut();
                    repeats.push((first.key().clone(), is_equal));
                }
            }
        }
        Ok(Value::Object(map))
    }
}

/// The message about a document with too many levels. The parsers read at most [`Limits::DEEPEST`].
pub(super) fn too_deep(limits: &Limits) -> String {
    let depth = limits.depth.min(Limits::DEEPEST);
    format!("the document is nested more than {depth} levels deep")
}

/// The message about a document with too many values.
pub(super) fn too_many(limits: &Limits) -> String {
    format!("the document has more than {} values", limits.nodes)
}

/// The members of a value; none if it is missing or no object.
pub(crate) fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// How many values there are in a value, itself included.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

//! The value under a cursor, read in place.
//!
//! A value shows itself through [`Encode::view`]: a `String` as its text, a `Vec` as a list of values.
//! Types that cannot, such as a struct, are [`View::Opaque`] and show their [`parts`] to a writer. On a struct of
//! twenty limited fields, checking in place takes a fifth of the time (`cargo bench --bench checks`).

use std::borrow::Cow;

use crate::codec::{
    EachPart, Encode, JsonType, Map, Number, Value, ValuePart, View, outline, parts, tree_parts,
};

/// The value under a cursor; empty if it is absent, or `null` where `null` keeps every limit.
#[derive(Clone, Copy, Default)]
pub(super) struct Subject<'v>(Option<(&'v dyn Encode, View<'v>)>);

/// A number, compared without conversion if it is an `i64` or an `f64`.
#[derive(Debug, Clone)]
pub(super) enum Amount<'v> {
    Integer(i128),
    Float(f64),
    Number(Cow<'v, Number>),
}

impl<'v> Subject<'v> {
    pub(super) fn new(value: &'v dyn Encode) -> Self {
        Self(Some((value, value.view())))
    }

    /// No value if it is `null`.
    pub(super) fn without_null(self) -> Self {
        match self.view() {
            Some(View::Null | View::Tree(Value::Null)) => Self(None),
            _ => self,
        }
    }

    pub(super) fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// How the value shows itself.
    pub(super) fn view(self) -> Option<View<'v>> {
        self.0.map(|(_, view)| view)
    }

    /// The value as a tree down to so many levels, with `null` for what is deeper; the whole tree if it is one. `None` if it cannot
    /// be written, which the writer reports later.
    pub(super) fn tree(self, levels: usize) -> Option<Cow<'v, Value>> {
        let (value, view) = self.0?;
        match view {
            View::Tree(value) => Some(Cow::Borrowed(value)),
            _ => outline(value, levels)
                .ok()
                .map(|(tree, _)| Cow::Owned(tree)),
        }
    }

    /// A scalar, or an empty list or object in place of another value.
    pub(super) fn scalar(self) -> Option<Cow<'v, Value>> {
        match self.0? {
            (_, View::Tree(value)) => Some(Cow::Borrowed(value)),
            (_, View::List(_)) => Some(Cow::Owned(Value::Array(Vec::new()))),
            (_, View::Map(_)) => Some(Cow::Owned(Value::from(Map::new()))),
            (value, _) => parts(value, &mut |_, _| {}).map(Cow::Owned),
        }
    }

    /// The string, if it is one.
    pub(super) fn text(self) -> Option<Cow<'v, str>> {
        match self.view()? {
            View::String(text) => Some(Cow::Borrowed(text)),
            View::Tree(value) => value.as_str().map(Cow::Borrowed),
            View::Opaque => match self.scalar()?.into_owned() {
                Value::String(text) => Some(Cow::Owned(text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many bytes a string has that shows itself.
    pub(super) fn bytes(self) -> Option<usize> {
        match self.view()? {
            View::String(text) => Some(text.len()),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub(super) fn number(self) -> Option<Amount<'v>> {
        match self.view()? {
            View::Integer(integer) => Some(Amount::Integer(integer)),
            View::Float(float) => Some(Amount::Float(float)),
            View::Number(number) => Some(Amount::Number(Cow::Borrowed(number))),
            View::Tree(value) => value
                .as_number()
                .map(|one| Amount::Number(Cow::Borrowed(one))),
            View::Opaque => match self.scalar()?.into_owned() {
                Value::Number(number) => Some(Amount::Number(Cow::Owned(number))),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many items a list has.
    pub(super) fn items(self) -> Option<usize> {
        match self.view()? {
            View::List(list) => Some(list.len()),
            View::Tree(value) => value.as_array().map(<[Value]>::len),
            View::Opaque => self.count(JsonType::Array),
            _ => None,
        }
    }

    /// How many properties an object has.
    pub(super) fn properties(self) -> Option<usize> {
        match self.view()? {
            View::Map(map) => Some(map.count()),
            View::Tree(value) => value.as_object().map(|object| object.len()),
            View::Opaque => self.count(JsonType::Object),
            _ => None,
        }
    }

    /// How many parts a value of this type has.
    fn count(self, expected: JsonType) -> Option<usize> {
        let mut count = 0;
        let kind = self.each(&mut |_, _| count += 1);
        (kind == Some(expected)).then_some(count)
    }

    /// Calls `each` with every item of a list or member of an object, and where it is. What is inside of them is not looked at, so that
    /// rules at each level of a nested value take no time in proportion to its depth. The result is the type of the value.
    pub(super) fn each(self, each: &mut EachPart<'_>) -> Option<JsonType> {
        match self.0? {
            (_, View::List(list)) => {
                for index in 0..list.len() {
                    if let Some(item) = list.get(index) {
                        each(ValuePart::Item(index), item);
                    }
                }
                Some(JsonType::Array)
            }
            (_, View::Map(map)) => {
                map.each(&mut |key, value| each(ValuePart::Member(key), value));
                Some(JsonType::Object)
            }
            (_, View::Tree(tree)) => {
                tree_parts(tree, each);
                Some(tree.kind())
            }
            (value, View::Opaque) => parts(value, each).map(|value| value.kind()),
            _ => None,
        }
    }

    /// Removes the names of the properties that an object has. Other values have them all.
    pub(super) fn remove_present(self, names: &mut Vec<&str>) {
        let kind = self.each(&mut |part, _| {
            if let ValuePart::Member(key) = part {
                names.retain(|name| *name != key);
            }
        });
        if kind != Some(JsonType::Object) {
            names.clear();
        }
    }

    /// NaN and the infinities, which JSON has no text for.
    pub(super) fn is_not_finite(self) -> bool {
        matches!(self.view(), Some(View::Float(float)) if !float.is_finite())
    }
}

impl Amount<'_> {
    /// The number as JSON writes it.
    pub(super) fn to_number(&self) -> Option<Number> {
        match self {
            Self::Integer(integer) => Some(Number::from(*integer)),
            Self::Float(float) => Number::from_f64(*float),
            Self::Number(number) => Some(number.clone().into_owned()),
        }
    }
}

impl std::fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Subject").field(&self.is_there()).finish()
    }
}

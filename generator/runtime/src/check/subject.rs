//! The value under a cursor: read in place, and turned into a tree only for rules that need one.
//!
//! A value shows itself through [`Encode::view`]: a `String` as its text, a `Vec` as a list of values.
//! Types that cannot, such as a struct, are [`View::Opaque`] and are turned into a tree. On a struct of
//! twenty limited fields, checking in place takes a fifth of the time (`cargo bench --bench checks`).

use std::borrow::Cow;

use super::compare;
use crate::codec::{Encode, EncodeError, List, Number, Value, View, outline, to_value};

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
    fn view(self) -> Option<View<'v>> {
        self.0.map(|(_, view)| view)
    }

    /// The value as a tree: borrowed if it is one; `None` if it cannot be written, which the writer
    /// reports later.
    pub(super) fn tree(self) -> Option<Cow<'v, Value>> {
        self.written(to_value)
    }

    /// The tree with `null` for the lists and objects inside of it. Rules at each level of a nested value would
    /// otherwise take time in proportion to its depth.
    pub(super) fn outline(self) -> Option<Cow<'v, Value>> {
        self.written(outline)
    }

    fn written(
        self,
        write: fn(&dyn Encode) -> Result<Value, EncodeError>,
    ) -> Option<Cow<'v, Value>> {
        let (value, view) = self.0?;
        match view {
            View::Tree(value) => Some(Cow::Borrowed(value)),
            _ => write(value).ok().map(Cow::Owned),
        }
    }

    /// The string, if it is one.
    pub(super) fn text(self) -> Option<Cow<'v, str>> {
        match self.view()? {
            View::String(text) => Some(Cow::Borrowed(text)),
            View::Tree(value) => value.as_str().map(Cow::Borrowed),
            View::Opaque => match self.tree()?.into_owned() {
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
            View::Opaque => match self.tree()?.into_owned() {
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
            View::Opaque => self.outline()?.as_array().map(<[Value]>::len),
            _ => None,
        }
    }

    /// How many properties an object has.
    pub(super) fn properties(self) -> Option<usize> {
        match self.view()? {
            View::Map(map) => Some(map.count()),
            View::Tree(value) => value.as_object().map(|object| object.len()),
            View::Opaque => self.outline()?.as_object().map(|object| object.len()),
            _ => None,
        }
    }

    /// Whether a list has an item twice. Strings, integers and trees are compared in place, others as
    /// a tree of one item at a time.
    pub(super) fn has_duplicates(self) -> bool {
        match self.view() {
            Some(View::List(list)) => list_repeats(list),
            Some(View::Tree(Value::Array(items))) => items_repeat(items),
            Some(View::Opaque) => {
                let tree = self.tree();
                tree.is_some_and(|tree| tree.as_array().is_some_and(items_repeat))
            }
            Some(_) | None => false,
        }
    }

    /// Calls `each` with every item of a list or value of a map, and where it is.
    pub(super) fn each(self, each: &mut dyn FnMut(Entry<'_>, &dyn Encode)) {
        match self.view() {
            Some(View::List(list)) => {
                for index in 0..list.len() {
                    if let Some(item) = list.get(index) {
                        each(Entry::Item(index), item);
                    }
                }
            }
            Some(View::Map(map)) => map.each(&mut |key, value| each(Entry::Member(key), value)),
            Some(View::Tree(tree)) => each_of(tree, each),
            Some(View::Opaque) => {
                if let Some(tree) = self.tree() {
                    each_of(&tree, each);
                }
            }
            Some(_) | None => {}
        }
    }

    /// NaN and the infinities, which JSON has no text for.
    pub(super) fn is_not_finite(self) -> bool {
        matches!(self.view(), Some(View::Float(float)) if !float.is_finite())
    }
}

/// Where an element is in its list or map.
pub(super) enum Entry<'e> {
    Item(usize),
    Member(&'e str),
}

/// [`Subject::each`] on a tree.
fn each_of(tree: &Value, each: &mut dyn FnMut(Entry<'_>, &dyn Encode)) {
    match tree {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each(Entry::Item(index), item);
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter() {
                each(Entry::Member(key), member);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The longest list whose items are kept in a table for the comparison.
const TABLE: usize = 1_024;

/// Whether a list has an item twice.
fn list_repeats(list: &dyn List) -> bool {
    let in_place = (list.len() <= TABLE)
        .then(|| distinct(list, text_of).or_else(|| distinct(list, integer_of)))
        .flatten();
    in_place.map_or_else(
        || {
            compare::has_duplicates(list.len(), &|index, each| {
                let Some(item) = list.get(index) else { return };
                match item.view() {
                    View::Tree(value) => each(value),
                    _ => to_value(item).iter().for_each(each),
                }
            })
        },
        |distinct| !distinct,
    )
}

/// Whether an array has an item twice.
fn items_repeat(items: &[Value]) -> bool {
    compare::has_duplicates(items.len(), &|index, each| {
        items.get(index).into_iter().for_each(each);
    })
}

/// Whether the items of a list differ; `None` if `read` does not know one of them.
fn distinct<'l, T: std::hash::Hash + Ord>(
    list: &'l dyn List,
    read: fn(&'l dyn Encode) -> Option<T>,
) -> Option<bool> {
    let count = list.len();
    // In a list that is sorted, as many are, equal items would be neighbours.
    let mut last = None;
    for index in 0..count {
        let item = Some(read(list.get(index)?)?);
        if item <= last {
            return distinct_by_hash(list, read);
        }
        last = item;
    }
    Some(true)
}

fn distinct_by_hash<'l, T: std::hash::Hash + Eq>(
    list: &'l dyn List,
    read: fn(&'l dyn Encode) -> Option<T>,
) -> Option<bool> {
    let mut seen = std::collections::HashSet::with_capacity(list.len());
    let mut distinct = true;
    for index in 0..list.len() {
        distinct &= seen.insert(read(list.get(index)?)?);
    }
    Some(distinct)
}

fn text_of(value: &dyn Encode) -> Option<&str> {
    match value.view() {
        View::String(text) => Some(text),
        _ => None,
    }
}

fn integer_of(value: &dyn Encode) -> Option<i128> {
    match value.view() {
        View::Integer(integer) => Some(integer),
        _ => None,
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

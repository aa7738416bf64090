//! The parts of a value in place: the members of an object or the items of a list, without a tree of what is inside of them.
//!
//! Only an `Encode` implementation knows the members of a record. So it writes to a writer that goes no deeper than the value
//! itself, and is given each member instead.

use std::collections::HashSet;

use super::{
    Encode, List, Writer,
    field_key::FieldKey,
    output::Output,
    tree::{EachPart, TreeBuilder, ValuePart},
    value::{Map, Value},
    writer::to_value,
};

/// Calls `each` with every item of a list or member of an object. The result is the value, which is empty if it is a list or an
/// object; `None` if it cannot be written.
pub(crate) fn parts(value: &dyn Encode, each: &mut EachPart<'_>) -> Option<Value> {
    let (shown, is_complete) = shown(value, each)?;
    if is_complete {
        return Some(shown);
    }
    let tree = to_value(value).ok()?;
    tree_parts(&tree, each);
    Some(match tree {
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) => Value::from(Map::new()),
        scalar => scalar,
    })
}

/// The same of a tree.
pub(crate) fn tree_parts(tree: &Value, each: &mut EachPart<'_>) {
    match tree {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each(ValuePart::Item(index), item);
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter() {
                each(ValuePart::Member(key), member);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The value, and whether its parts were shown, if it has any.
fn shown(value: &dyn Encode, each: &mut EachPart<'_>) -> Option<(Value, bool)> {
    let mut each = |part: ValuePart<'_>, value: &dyn Encode| each(part, value);
    let sink = Output::Tree(TreeBuilder::showing(&mut each));
    match Writer::run(sink, value, None, 0).ok()? {
        Output::Tree(tree) => Some((tree.done, !tree.is_cut)),
        Output::Json(_) => None,
    }
}

impl Writer<'_> {
    /// Whether the parts of the value are shown, which is `empty` without them.
    #[cold]
    pub(super) fn shows(&mut self, empty: Value) -> bool {
        match &mut self.sink {
            Output::Tree(tree) if tree.parts.is_some() && self.error.is_none() => {
                tree.done = empty;
                tree.is_cut = false;
                true
            }
            Output::Tree(_) | Output::Json(_) => false,
        }
    }

    /// Shows a part.
    #[cold]
    pub(super) fn show(&mut self, part: ValuePart<'_>, value: &dyn Encode) {
        if let Output::Tree(tree) = &mut self.sink
            && let Some(each) = &mut tree.parts
        {
            each(part, value);
        }
    }

    /// Shows the members of a record, if parts are shown.
    #[cold]
    pub(super) fn show_fields<'f>(
        &mut self,
        fields: &mut dyn Iterator<Item = (FieldKey<'f>, &'f dyn Encode)>,
    ) {
        if self.levels == 0 && self.shows(Value::from(Map::new())) {
            for (key, value) in fields.filter(|(_, value)| !value.is_absent()) {
                self.show(ValuePart::Member(key.name()), value);
            }
        }
    }

    /// Shows the items of a list, if parts are shown.
    #[inline]
    pub(super) fn shows_items(&mut self, list: &dyn List) -> bool {
        self.levels == 0 && self.show_items(list)
    }

    #[cold]
    fn show_items(&mut self, list: &dyn List) -> bool {
        self.scalar();
        let is_shown = self.shows(Value::Array(Vec::new()));
        for index in (0..list.len()).filter(|_| is_shown) {
            if let Some(item) = list.get(index) {
                self.show(ValuePart::Item(index), item);
            }
        }
        is_shown
    }

    /// Shows the parts of several values that are one; a member of an earlier value hides one of a later value.
    #[cold]
    pub(super) fn show_merged(&mut self, members: &[&dyn Encode]) {
        if !self.tags.is_empty() {
            return self.leave_out();
        }
        let mut seen = HashSet::new();
        let mut merged: Option<Value> = None;
        for member in members.iter().filter(|member| !member.is_absent()) {
            let is_first = merged.is_none();
            let value = parts(*member, &mut |part, value| match part {
                ValuePart::Member(key) if !seen.insert(key.to_owned()) => {}
                ValuePart::Item(_) if !is_first => {}
                ValuePart::Member(_) | ValuePart::Item(_) => self.show(part, value),
            });
            merged = merged.or(value);
        }
        match merged {
            Some(value @ (Value::Array(_) | Value::Object(_))) => {
                self.shows(value);
            }
            Some(scalar) => scalar.encode(self),
            None => self.null(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Nullable;

    /// The tree that the parts of a value make, which is that of the value.
    fn is_shown(value: &dyn Encode) {
        let (mut items, mut members) = (Vec::new(), Map::new());
        let shown = parts(value, &mut |part, value| {
            let tree = to_value(value).unwrap_or_default();
            match part {
                ValuePart::Item(index) => {
                    assert_eq!(index, items.len());
                    items.push(tree);
                }
                ValuePart::Member(key) => assert_eq!(members.insert(key.to_owned(), tree), None),
            }
        });
        let shown = match shown {
            Some(Value::Array(_)) => Some(Value::Array(items)),
            Some(Value::Object(_)) => Some(Value::from(members)),
            scalar => scalar,
        };
        assert_eq!(shown, to_value(value).ok());
    }

    /// What is written by a function.
    struct By<F>(F);

    impl<F: Fn(&mut Writer<'_>)> Encode for By<F> {
        fn encode(&self, w: &mut Writer<'_>) {
            (self.0)(w);
        }
    }

    #[test]
    fn scalars_lists_and_maps_are_shown() {
        is_shown(&1_i64);
        is_shown(&"a");
        is_shown(&f64::NAN);
        is_shown(&Nullable::<bool>::Null);
        let lists = vec![vec![1_i64, 2], vec![]];
        is_shown(&lists);
        is_shown(&By(|w: &mut Writer<'_>| lists.encode(w)));
        is_shown(&By(|w: &mut Writer<'_>| w.list(&[Some("a"), None])));
        is_shown(&By(|w: &mut Writer<'_>| lists.as_slice().encode(w)));
        is_shown(&Map::from_iter([
            ("a".to_owned(), Some(lists)),
            ("b".to_owned(), None),
        ]));
        is_shown(&r#"[{"a":[1,{}]},null]"#.parse::<Value>().ok());
    }

    #[test]
    fn objects_are_shown_as_they_are_written() {
        let list = vec![1_i64];
        let extra = Map::from_iter([("b".to_owned(), 3_i64), ("c".to_owned(), 4)]);
        let one = By(|w: &mut Writer<'_>| {
            w.fields(
                &["\"a\":", "\"b\":", "\"tag\":"],
                &[&list, &None::<i64>, &Some("one")],
            );
        });
        let two = By(|w: &mut Writer<'_>| w.record_with(&[("a", &1), ("b", &2)], &extra));
        is_shown(&one);
        is_shown(&two);
        for tag in ["tag", "kind"] {
            for tags in [&["one", "two"], &["two", "three"]] {
                is_shown(&By(|w: &mut Writer<'_>| w.tagged(tag, tags, &one)));
                is_shown(&By(|w: &mut Writer<'_>| {
                    let merged = By(|w: &mut Writer<'_>| w.merged(&[&two, &one]));
                    w.tagged(tag, tags, &merged);
                }));
            }
        }
        is_shown(&By(|w: &mut Writer<'_>| w.tagged("tag", &["one"], &list)));
        is_shown(&By(|w: &mut Writer<'_>| {
            w.merged(&[&None::<i64>, &one, &two])
        }));
        is_shown(&By(|w: &mut Writer<'_>| w.merged(&[&list, &list])));
        is_shown(&By(|w: &mut Writer<'_>| w.merged(&[&"a", &"a"])));
    }
}

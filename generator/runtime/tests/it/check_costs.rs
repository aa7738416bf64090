//! Rules at each level of a nested value take time in proportion to its size, whatever they look into.

use std::cell::Cell;

use bindwright_runtime::check::{Check, Checker, Cursor, check};
use bindwright_runtime::codegen::{Encode, Writer};

thread_local! {
    static WRITTEN: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is looked at.
#[derive(Debug)]
struct Leaf(i64);

impl Encode for Leaf {
    fn encode(&self, w: &mut Writer<'_>) {
        WRITTEN.set(WRITTEN.get() + 1);
        w.i64(self.0);
    }
}

#[derive(Debug)]
struct Nested {
    kind: Leaf,
    inner: Option<Box<Nested>>,
    items: Option<Vec<Nested>>,
    choice: Option<Box<Choice>>,
}

impl Encode for Nested {
    fn encode(&self, w: &mut Writer<'_>) {
        w.record(&[
            ("kind", &self.kind),
            ("inner", &self.inner),
            ("items", &self.items),
            ("choice", &self.choice),
        ]);
    }
}

/// A union with a tag.
#[derive(Debug)]
enum Choice {
    One(Nested),
}

impl Encode for Choice {
    fn encode(&self, w: &mut Writer<'_>) {
        let Self::One(one) = self;
        w.tagged("tag", &["one"], one);
    }
}

fn with_kind(at: Cursor<'_>) -> Cursor<'_> {
    at.property("kind", |kind| kind.minimum(0).kinds(&["integer"]))
}

impl Check for Nested {
    fn check(&self, check: &mut Checker<'_>) {
        check
            .at("", self)
            .min_properties(1)
            .kinds(&["object"])
            .requires(&["kind"])
            .dependent_required("inner", &["kind"])
            .not(|at| at.requires(&["other"]))
            .not(|at| at.property("kind", |kind| kind.maximum(-1)))
            .any_of(&[
                |at| at.requires(&["other"]),
                |at| at.property("inner", with_kind),
            ])
            .exactly_one(&[with_kind, |at| at.one_of(&["1", "{\"kind\":-1}"])])
            .when(with_kind, |at| at.property("inner", with_kind), |at| at)
            .none_of(&["{\"kind\":{}}"])
            .others(&["kind"], &[], |at| at.max_items(9))
            .unnamed(&["kind", "items"], with_kind)
            .property_names(|name| name.max_length(9))
            .unevaluated_properties(&[(with_kind, &["kind", "items"], &[])], |at| {
                at.kinds(&["object"])
            });
        check
            .at("items", &self.items)
            .unique_items()
            .contains(1, None, with_kind)
            .item(0, with_kind)
            .items_from(1, with_kind)
            .unevaluated_items(&[(|at| at, 1, with_kind)], |at| at.never());
        check
            .at("choice", &self.choice)
            .property("tag", |at| at.kinds(&["string"]));
        check.inside("inner", &self.inner);
        check.inside("items", &self.items);
        if let Some(Choice::One(one)) = self.choice.as_deref() {
            check.inside("choice", one);
        }
    }
}

/// The values at this many levels, and how often their leaves were looked at.
fn looks(levels: i64, around: fn(Nested, i64) -> Nested) -> usize {
    let value = (0..levels).fold(nested(0), around);
    WRITTEN.set(0);
    assert_eq!(check(&value).map_err(|error| error.to_string()), Ok(()));
    WRITTEN.get()
}

fn nested(kind: i64) -> Nested {
    Nested {
        kind: Leaf(kind),
        inner: None,
        items: None,
        choice: None,
    }
}

#[test]
fn rules_at_each_level_of_a_nested_value_take_linear_time() {
    let ways: [fn(Nested, i64) -> Nested; 3] = [
        |inner, level| Nested {
            inner: Some(Box::new(inner)),
            ..nested(level)
        },
        |inner, level| Nested {
            items: Some(vec![nested(level + 1), inner, nested(level + 2)]),
            ..nested(level)
        },
        |inner, level| Nested {
            choice: Some(Box::new(Choice::One(inner))),
            ..nested(level)
        },
    ];
    for around in ways {
        let looks = [20, 40, 80].map(|levels| looks(levels, around));
        for pair in looks.windows(2) {
            assert!(10 * pair[1] <= 21 * pair[0], "{looks:?}");
        }
    }
}

/// Items that are equal down to the last level.
fn twins(levels: u32, leaves: &mut i64) -> Nested {
    if levels == 0 {
        *leaves += 1;
        return nested(*leaves);
    }
    Nested {
        items: Some(vec![twins(levels - 1, leaves), twins(levels - 1, leaves)]),
        ..nested(0)
    }
}

#[test]
fn items_that_are_equal_far_are_looked_at_a_few_times_for_each_level() {
    for levels in 1..12 {
        let value = twins(levels, &mut 0);
        let all = 2_usize << levels;
        WRITTEN.set(0);
        assert!(check(&value).is_ok());
        let most = all * (60 + 4 * levels as usize);
        assert!(
            WRITTEN.get() <= most,
            "{levels}: {} > {most}",
            WRITTEN.get()
        );
    }
}

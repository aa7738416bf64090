//! Constraints and rules across fields, as generated code writes them: every violation with its place, the limit and the value.

use bindwright_runtime::{
    Map, Nullable,
    codegen::{Check, Checker, check, codec},
};

#[derive(Debug, Clone, Default)]
struct Item {
    name: String,
    price: Option<f64>,
    parts: Vec<Item>,
}
codec!(Item { "name" => name, "price" => price, "parts" => parts });

impl Check for Item {
    fn check(&self, check: &mut Checker<'_>) {
        check.at("name", &self.name).min_length(1).max_length(3);
        check
            .at("price", &self.price)
            .minimum_float(0.5)
            .exclusive_maximum_float(100.0)
            .multiple_of("0.01");
        check.inside("parts", &self.parts);
    }
}

#[derive(Debug, Default)]
struct Args {
    limit: Option<Nullable<i64>>,
    low: Option<i32>,
    high: Option<i32>,
    from: Option<String>,
    to: Option<String>,
    grid: Vec<Vec<i32>>,
    labels: Option<Map<String>>,
    items: Option<Map<Item>>,
    body: Option<Box<Item>>,
}

impl Check for Args {
    fn check(&self, check: &mut Checker<'_>) {
        check
            .at("query.limit", &self.limit)
            .minimum(1)
            .exclusive_maximum(100)
            .multiple_of("5");
        check.ordered(("query.low", &self.low), ("query.high", &self.high));
        check.requires(("query.low", &self.low), &[("query.from", &self.from)]);
        check.together(&[("query.from", &self.from), ("query.to", &self.to)]);
        check
            .at("query.grid", &self.grid)
            .min_items(1)
            .max_items(2)
            .unique_items();
        check.each("query.grid", &self.grid, |row| {
            row.max_items(1).each(|cell| cell.exclusive_minimum(0))
        });
        check
            .at("query.labels", &self.labels)
            .min_properties(1)
            .max_properties(1)
            .each(|label| label.max_length(1));
        check.inside("query.items", &self.items);
        check.inside("body", &self.body);
    }
}

fn violations(args: &Args) -> String {
    check(args)
        .err()
        .map(|violations| violations.to_string())
        .unwrap_or_default()
}

fn good() -> Args {
    Args {
        grid: vec![vec![1]],
        ..Args::default()
    }
}

#[test]
fn absent_and_null_satisfy_every_constraint() {
    assert_eq!(violations(&good()), "");
    assert_eq!(
        violations(&Args {
            limit: Some(Nullable::Null),
            ..good()
        }),
        ""
    );
    assert_eq!(
        violations(&Args {
            limit: Some(Nullable::Value(95)),
            ..good()
        }),
        ""
    );
}

#[test]
fn numbers_have_bounds_and_steps() {
    let limit = |limit: i64| {
        violations(&Args {
            limit: Some(limit.into()),
            ..good()
        })
    };
    assert_eq!(limit(0), "query.limit: must be at least 1, not 0");
    assert_eq!(limit(100), "query.limit: must be less than 100, not 100");
    assert_eq!(limit(7), "query.limit: must be a multiple of 5, not 7");
    let price = |price: f64| {
        let item = Item {
            name: "a".to_owned(),
            price: Some(price),
            parts: vec![],
        };
        violations(&Args {
            body: Some(Box::new(item)),
            ..good()
        })
    };
    assert_eq!(price(19.99), "");
    assert_eq!(price(0.25), "body.price: must be at least 0.5, not 0.25");
    assert_eq!(
        price(100.0),
        "body.price: must be less than 100.0, not 100.0"
    );
    assert_eq!(
        price(0.505),
        "body.price: must be a multiple of 0.01, not 0.505"
    );
    assert_eq!(price(f64::NAN), "body.price: not a finite number");
}

#[test]
fn lengths_count_characters() {
    let named = |name: &str| {
        let item = Item {
            name: name.to_owned(),
            ..Item::default()
        };
        violations(&Args {
            body: Some(Box::new(item)),
            ..good()
        })
    };
    assert_eq!(named("äöü"), "");
    assert_eq!(
        named(""),
        "body.name: must have at least 1 character, not 0"
    );
    assert_eq!(
        named("abcd"),
        "body.name: must have at most 3 characters, not 4"
    );
}

#[test]
fn violations_inside_lists_and_maps_have_their_place() {
    let bad = Item {
        name: String::new(),
        ..Item::default()
    };
    let items = Map::from_iter([(
        "k".to_owned(),
        Item {
            name: "a".to_owned(),
            parts: vec![bad.clone(), bad.clone()],
            ..Item::default()
        },
    )]);
    let args = Args {
        grid: vec![vec![0, 1], vec![0, 1], vec![]],
        labels: Some(Map::from_iter([
            ("x".to_owned(), "ab".to_owned()),
            ("y".to_owned(), "c".to_owned()),
        ])),
        items: Some(items),
        ..Args::default()
    };
    assert_eq!(
        violations(&args),
        "query.grid: must have at most 2 items, not 3\n\
         query.grid: must not have an item twice\n\
         query.grid.0: must have at most 1 item, not 2\n\
         query.grid.0.0: must be more than 0, not 0\n\
         query.grid.1: must have at most 1 item, not 2\n\
         query.grid.1.0: must be more than 0, not 0\n\
         query.labels: must have at most 1 property, not 2\n\
         query.labels.x: must have at most 1 character, not 2\n\
         query.items.k.parts.0.name: must have at least 1 character, not 0\n\
         query.items.k.parts.1.name: must have at least 1 character, not 0"
    );
}

#[test]
fn rules_across_fields_name_both() {
    let args = Args {
        low: Some(5),
        high: Some(4),
        from: None,
        to: Some("t".to_owned()),
        ..good()
    };
    assert_eq!(
        violations(&args),
        "query.low: 5 must be at most high (4)\n\
         query.from: required together with low\n\
         query.from: required together with to"
    );
    let equal = Args {
        low: Some(4),
        high: Some(4),
        from: Some("f".to_owned()),
        to: Some("t".to_owned()),
        ..good()
    };
    assert_eq!(violations(&equal), "");
}

#[cfg(feature = "pattern")]
#[test]
fn a_pattern_matches_anywhere_unless_it_is_anchored() {
    let pattern = bindwright_runtime::codegen::pattern!("^a.c");
    let mut found = bindwright_runtime::Violations::new();
    Checker::new(&mut found).at("x", &"abcd").pattern(pattern);
    assert!(found.is_empty());
    Checker::new(&mut found)
        .at("x", &"zabc\u{1b}")
        .pattern(pattern);
    assert_eq!(
        found.to_string(),
        "x: must match `^a.c`, not \"zabc\\u{1b}\""
    );
}

#[cfg(feature = "pattern")]
#[test]
fn a_pattern_is_not_tried_on_a_string_that_is_too_long() {
    let pattern = bindwright_runtime::codegen::pattern!("^a.c");
    let mut found = bindwright_runtime::Violations::new();
    let mut check = Checker::new(&mut found);
    check.at("x", &"zzzz").max_length(3).pattern(pattern);
    check.at("y", &"zzz").max_length(3).pattern(pattern);
    assert_eq!(
        found.to_string(),
        "x: must have at most 3 characters, not 4\ny: must match `^a.c`, not \"zzz\""
    );
}

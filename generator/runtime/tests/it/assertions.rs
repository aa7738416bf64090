//! The keywords that compare with values and apply rules, as generated code writes them.

use bindwright_runtime::codec::Encode;
use bindwright_runtime::codegen::{Checker, Cursor};
use bindwright_runtime::{Nullable, Value, Violations, codegen::pattern};

/// What is wrong with a JSON text, one violation a line.
fn wrong(json: &str, rule: fn(Cursor<'_>) -> Cursor<'_>) -> String {
    let value: Value = json.parse().unwrap();
    let mut violations = Violations::new();
    rule(Checker::new(&mut violations).at("it", &value));
    let lines = violations
        .into_iter()
        .map(|one| format!("{}: {}", one.location, one.message));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn values_are_compared_as_json() {
    let one_of = |json| wrong(json, |at| at.one_of(&["1.50", "\"a\"", "[true]"]));
    for good in ["1.5", "15e-1", "\"a\"", "[true]"] {
        assert_eq!(one_of(good), "", "{good}");
    }
    assert_eq!(
        one_of("null"),
        "it: must be one of 1.50, \"a\", [true], not null"
    );
    assert_eq!(
        one_of("\"b\""),
        "it: must be one of 1.50, \"a\", [true], not \"b\""
    );
    assert_eq!(
        wrong("false", |at| at.one_of(&["true"])),
        "it: must be true, not false"
    );
    assert_eq!(wrong("3", |at| at.none_of(&["3.0"])), "it: must not be 3");
}

#[test]
fn null_is_a_value_of_any_json_and_otherwise_absent() {
    let never = |value: &dyn Encode| {
        let mut violations = Violations::new();
        Checker::new(&mut violations).at("it", value).never();
        !violations.is_empty()
    };
    assert!(never(&Value::Null) && never(&Some(Box::new(Value::Null))));
    assert!(!never(&None::<Value>) && !never(&Nullable::<i64>::Null));
    let items = |value: &dyn Encode| {
        let mut violations = Violations::new();
        Checker::new(&mut violations).each("it", value, |at| at.one_of(&["1"]));
        violations.into_iter().count()
    };
    assert_eq!(items(&vec![Value::Null, Value::from("a")]), 2);
    assert_eq!(items(&vec![Nullable::Null, Nullable::Value(2)]), 1);
}

#[test]
fn types_are_those_of_json_schema() {
    let integer = |json| wrong(json, |at| at.kinds(&["integer"]));
    assert_eq!(integer("1.0"), "");
    assert_eq!(integer("12345678901234567890123"), "");
    assert_eq!(integer("1.5"), "it: must be of type integer, not 1.5");
    assert_eq!(
        wrong("{}", |at| at.kinds(&["string", "array"])),
        "it: must be of type string or array, not an object"
    );
}

#[test]
fn rules_are_negated_counted_and_chosen() {
    let not = |json| wrong(json, |at| at.not(|at| at.kinds(&["string"]).min_length(2)));
    assert_eq!(not("\"ab\""), "it: must not match the schema under `not`");
    assert_eq!((not("\"a\""), not("12")), (String::new(), String::new()));
    let one = |json| {
        wrong(json, |at| {
            at.exactly_one(&[|at| at.requires(&["a"]), |at| at.requires(&["b"])])
        })
    };
    assert_eq!(one(r#"{"a":1}"#), "");
    assert_eq!(
        one(r#"{"a":1,"b":1}"#),
        "it: must match exactly one of 2 alternatives, not 2"
    );
    let any = |json| {
        wrong(json, |at| {
            at.any_of(&[|at| at.minimum(5), |at| at.maximum(1)])
        })
    };
    assert_eq!((any("1"), any("7")), (String::new(), String::new()));
    assert_eq!(
        any("3"),
        "it: must match one of 2 alternatives: 1 (must be at least 5, not 3), 2 (must be at most 1, not 3)"
    );
    let when = |json| {
        wrong(json, |at| {
            at.when(
                |at| at.minimum(5),
                |at| at.multiple_of("2"),
                |at| at.never(),
            )
        })
    };
    assert_eq!(when("6"), "");
    assert_eq!(when("7"), "it: must be a multiple of 2, not 7");
    assert_eq!(when("1"), "it: must not be here");
    let contains = |json| wrong(json, |at| at.contains(1, Some(2), |at| at.minimum(5)));
    assert_eq!(contains("[1,5]"), "");
    assert_eq!(
        contains("[5,6,7]"),
        "it: must have at most 2 items that match the schema under `contains`, not 3"
    );
}

#[test]
fn errors_distinguish_properties_and_items() {
    let object = |json| {
        wrong(json, |at| {
            at.property("a", |at| at.kinds(&["string"]))
                .property_names(|at| at.max_length(3))
                .matching(pattern!("^x"), |at| at.minimum(1))
                .others(&["a"], &[pattern!("^x")], |at| at.never())
                .dependent_required("xa", &["a"])
                .dependent("xb", |at| at.min_properties(2))
        })
    };
    assert_eq!(object(r#"{"a":"","xa":1}"#), "");
    assert_eq!(
        object(r#"{"a":1,"xaaa":0,"b":1,"xb":2}"#),
        "it.a: must be of type string, not 1\nit.xaaa: must have at most 3 characters, not 4\n\
         it.xaaa: must be at least 1, not 0\nit.b: must not be here"
    );
    assert_eq!(object(r#"{"xa":1}"#), "it: must have the property \"a\"");
    assert_eq!(
        object(r#"{"xb":1}"#),
        "it: must have at least 2 properties, not 1"
    );
    let list = |json| {
        wrong(json, |at| {
            at.item(1, |at| at.kinds(&["null", "integer"]))
                .items_from(2, |at| at.never())
        })
    };
    assert_eq!(
        (list("[0]"), list("[0,null]")),
        (String::new(), String::new())
    );
    assert_eq!(
        list("[0,true,1]"),
        "it.1: must be of type null or integer, not true\nit.2: must not be here"
    );
}

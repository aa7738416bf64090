//! `codec!` as generated crates use it: every form from outside the runtime, with the exact JSON
//! and the exact texts of the errors.

use bindwright_runtime::codegen::codec;
use bindwright_runtime::{
    Map, Nullable, Value,
    codec::{Policy, from_json, from_text, from_value},
};

use crate::codec_support::{json, lenient, round_trip, strict};

#[derive(Debug, Clone, PartialEq)]
struct Pet {
    id: i64,
    name: String,
    tag: Option<String>,
    owner: Option<Nullable<String>>,
    toys: Option<Vec<Pet>>,
}
codec!(Pet { "id" => id, "name" => name, "tag" => tag, "owner" => owner, "toys" => toys });

#[derive(Debug, Clone, PartialEq)]
struct Labels {
    id: i64,
    extra: Map<Vec<i32>>,
}
codec!(Labels { "id" => id, .. => extra });

#[derive(Debug, Clone, PartialEq)]
struct Free {
    r#type: Map<Value>,
}
codec!(Free { .. => r#type });

#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: f64,
    y: f64,
}
codec!(closed Point { "x" => x, "y" => y });

/// Fields with the names that the macro uses for itself.
#[derive(Debug, Clone, PartialEq)]
struct Names {
    r: i64,
    w: i64,
}
codec!(Names { "r" => r, "w\"" => w });

#[derive(Debug, Clone, PartialEq)]
struct Empty {}
codec!(Empty {});

#[derive(Clone)]
enum SortDirection {
    Asc,
    Desc,
    Unknown(String),
}
codec!(enum SortDirection { "ASC" => Asc, "DESC" => Desc });

#[derive(Clone, Copy)]
enum Size {
    Small,
    Large,
}
codec!(closed enum Size { "small" => Small, "large" => Large });

#[derive(Clone, Copy)]
enum Level {
    Low,
    High,
    Unknown(i32),
}
codec!(enum Level: i32 { -1 => Low, 2 => High });

#[derive(Clone, Copy)]
enum Grade {
    One,
}
codec!(closed enum Grade: u8 { 1 => One });

/// The document itself lists `UNKNOWN`.
#[derive(Clone)]
enum State {
    Unknown,
    Other(String),
}
codec!(enum State { "UNKNOWN" => Unknown, .. => Other });

#[derive(Debug, Clone, PartialEq)]
struct UserId(String);
codec!(newtype UserId);

#[derive(Debug, Clone, PartialEq)]
struct MaybeId(Nullable<i64>);
codec!(newtype MaybeId);

#[test]
fn a_record_writes_its_fields_in_order_and_leaves_absent_ones_out() {
    let pet: Pet = round_trip(r#"{"id":1,"name":"Rex","toys":[{"id":2,"name":"é"}]}"#);
    assert_eq!(pet.toys.unwrap().first().unwrap().name, "é");
    let pet: Pet = lenient(r#" {"later":[{}], "name":"Rex", "id":1.0, "tag":null} "#).unwrap();
    assert_eq!(
        pet,
        Pet {
            id: 1,
            name: "Rex".into(),
            tag: None,
            owner: None,
            toys: None
        }
    );
    round_trip::<Empty>("{}");
    round_trip::<Names>(r#"{"r":1,"w\"":2}"#);
}

#[test]
fn absent_null_and_value_are_three_states() {
    let owner = |text: &str| round_trip::<Pet>(text).owner;
    assert_eq!(owner(r#"{"id":1,"name":"a"}"#), None);
    assert_eq!(
        owner(r#"{"id":1,"name":"a","owner":null}"#),
        Some(Nullable::Null)
    );
    assert_eq!(
        owner(r#"{"id":1,"name":"a","owner":"b"}"#),
        Some("b".into())
    );
}

#[test]
fn null_for_an_optional_field_depends_on_the_policy() {
    let text = r#"{"id":1,"name":"a","tag":null}"#;
    assert_eq!(lenient::<Pet>(text).unwrap().tag, None);
    assert_eq!(
        strict::<Pet>(text).unwrap_err(),
        "/tag: expected a string, found null"
    );
}

#[test]
fn errors_name_their_place() {
    let pet = |text: &str| lenient::<Pet>(text).unwrap_err();
    assert_eq!(pet("[]"), "expected an object, found an array");
    assert_eq!(
        pet(r#"{"id":"1"}"#),
        "/id: expected an integer, found a string"
    );
    assert_eq!(pet(r#"{"id":1.5}"#), "/id: expected an integer, found 1.5");
    assert_eq!(
        pet(r#"{"id":9223372036854775808}"#),
        "/id: 9223372036854775808 is out of range for i64"
    );
    assert_eq!(pet(r#"{"id":1e400}"#), "/id: 1e400 is out of range for i64");
    assert_eq!(pet(r#"{"id":1,"id":1}"#), "/id: given more than once");
    assert_eq!(
        pet("{}"),
        "/id: required, but missing; /name: required, but missing"
    );
    assert_eq!(
        pet(r#"{"id":1,"name":"a","toys":[{"id":1,"name":"b"},{"id":1}]}"#),
        "/toys/1/name: required, but missing"
    );
    assert_eq!(
        pet("{\"id\":1,\n \"name\":}"),
        "/name: invalid JSON at line 2, column 9: expected a value"
    );
    assert_eq!(
        pet(r#"{"id":1,"name":"a"} {"#),
        "invalid JSON at line 1, column 21: trailing characters"
    );
    assert_eq!(
        pet("\u{feff}{}"),
        "invalid JSON at line 1, column 1: a byte order mark"
    );
    let invalid = from_json::<Value>(b"\"\xff\"", Policy::Lenient).unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "invalid JSON at line 1, column 2: invalid UTF-8"
    );
}

#[test]
fn extra_fields_are_kept_in_order() {
    let labels: Labels = round_trip(r#"{"id":1,"b":[1],"a":[]}"#);
    assert_eq!(labels.extra.get("b"), Some(&vec![1]));
    assert_eq!(
        lenient::<Labels>(r#"{"id":1,"a":[1,true]}"#).unwrap_err(),
        "/a/1: expected an integer, found a boolean"
    );
    assert_eq!(
        lenient::<Labels>(r#"{"a":[],"a":[]}"#).unwrap_err(),
        "/a: given more than once"
    );
    round_trip::<Free>(r#"{"a":{"b":[null,1.50]}}"#);
    let hidden = Labels {
        id: 1,
        extra: Map::from_iter([("id".to_owned(), vec![2])]),
    };
    assert_eq!(json(&hidden), r#"{"id":1}"#);
}

#[test]
fn a_closed_record_rejects_other_fields_in_strict_mode() {
    round_trip::<Point>(r#"{"x":1.5,"y":-1e300}"#);
    let text = r#"{"x":1,"y":2,"z\u202e":3}"#;
    assert_eq!(
        strict::<Point>(text).unwrap_err(),
        "/z\\u{202e}: not a field of this object"
    );
    assert_eq!(lenient::<Point>(text), Ok(Point { x: 1.0, y: 2.0 }));
}

#[test]
fn an_open_enum_keeps_unknown_values() {
    round_trip::<Vec<SortDirection>>(r#"["ASC","DESC"]"#);
    let other: SortDirection = lenient(r#""asc""#).unwrap();
    assert_eq!(other, SortDirection::Unknown("asc".into()));
    assert_eq!(json(&other), r#""asc""#);
    assert_eq!(
        strict::<SortDirection>(r#""asc""#).unwrap_err(),
        r#"expected one of "ASC", "DESC", found "asc""#
    );
    assert_eq!(
        SortDirection::ALL,
        [SortDirection::Asc, SortDirection::Desc]
    );
    assert_eq!(SortDirection::from("ASC"), SortDirection::Asc);
    assert_eq!(SortDirection::from("x"), SortDirection::Unknown("x".into()));
    assert_eq!(format!("{:>5}", SortDirection::Asc), "  ASC");
    assert_eq!(round_trip::<State>(r#""UNKNOWN""#), State::Unknown);
    assert_eq!(lenient(r#""x""#), Ok(State::Other("x".into())));
}

#[test]
fn a_closed_enum_rejects_unknown_values() {
    round_trip::<Vec<Size>>(r#"["small","large"]"#);
    assert_eq!(
        lenient::<Size>(r#""huge""#).unwrap_err(),
        r#"expected one of "small", "large", found "huge""#
    );
    assert_eq!(
        lenient::<Size>("1").unwrap_err(),
        "expected a string, found a number"
    );
    assert_eq!("small".parse::<Size>().unwrap(), Size::Small);
    assert_eq!(Size::ALL.len(), 2);
}

#[test]
fn integer_enums_work_as_string_enums_do() {
    round_trip::<Vec<Level>>("[-1,2]");
    assert_eq!(lenient::<Level>("7"), Ok(Level::Unknown(7)));
    assert_eq!(
        strict::<Level>("7").unwrap_err(),
        "expected one of -1, 2, found 7"
    );
    assert_eq!(i32::from(Level::Unknown(7)), 7);
    assert_eq!(Level::from(2), Level::High);
    assert_eq!(Level::Low.to_string(), "-1");
    round_trip::<Grade>("1");
    assert_eq!(lenient::<Grade>("2").unwrap_err(), "expected 1, found 2");
    assert_eq!(
        lenient::<Grade>("256").unwrap_err(),
        "256 is out of range for u8"
    );
    assert_eq!(Grade::try_from(1).unwrap().value(), 1);
}

#[test]
fn a_newtype_is_encoded_as_its_content() {
    assert_eq!(round_trip::<UserId>(r#""u1""#), UserId("u1".into()));
    assert_eq!(
        lenient::<Option<MaybeId>>("null"),
        Ok(Some(MaybeId(Nullable::Null)))
    );
}

#[test]
fn strings_decode_strictly_into_scalars() {
    let text = |text: &str| Value::String(text.to_owned());
    assert_eq!(from_text::<i64>(&text("-42"), Policy::Strict), Ok(-42));
    for bad in [
        "+1",
        "0x10",
        "1.5",
        "1.0",
        "1e3",
        "",
        " 1",
        "01",
        "9223372036854775808",
    ] {
        assert!(
            from_text::<i64>(&text(bad), Policy::Strict).is_err(),
            "{bad}"
        );
    }
    assert_eq!(from_text::<f64>(&text("1.5e3"), Policy::Strict), Ok(1500.0));
    assert_eq!(from_text::<bool>(&text("true"), Policy::Strict), Ok(true));
    let error = from_text::<bool>(&text("True"), Policy::Strict).unwrap_err();
    assert_eq!(error.to_string(), r#"expected true or false, found "True""#);
    assert!(from_value::<i64>(&text("1"), Policy::Lenient).is_err());
    let pet: Value = r#"{"id":"1","name":"2","toys":[]}"#.parse().unwrap();
    assert_eq!(from_text::<Pet>(&pet, Policy::Strict).unwrap().id, 1);
}

//! The unions of `codec!`, tagged and untagged, from outside the runtime.

use bindwright_runtime::codegen::{codec, limits};
use bindwright_runtime::{
    Map, Nullable, Value,
    codec::{Decode, EncodeReason, Policy, Reader, to_json},
};

use crate::codec_support::{json, lenient, round_trip, strict};

#[derive(Debug, Clone, PartialEq)]
struct Cat {
    lives: i64,
}
codec!(closed Cat { "lives" => lives });

/// Carries its tag itself.
#[derive(Debug, Clone, PartialEq)]
struct Dog {
    pet_type: String,
    extra: Map<Value>,
}
codec!(Dog { "petType" => pet_type, .. => extra });

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Box<Cat>),
    Dog(Dog),
    Fish(Map<Value>),
}
codec!(union Pet by "petType" { "cat" => Cat, "dog" | "wolf" => Dog, "fish" => Fish });

#[derive(Debug, PartialEq)]
enum OpenPet {
    Cat(Cat),
    Count(i64),
    Unknown(Value),
}
codec!(union OpenPet by "petType" { "cat" => Cat, "count" => Count, .. => Unknown });

/// A union as the payload of a union: one object carries both tags.
#[derive(Debug, PartialEq)]
enum Being {
    Pet(Pet),
}
codec!(union Being by "kind" { "pet" => Pet });

#[test]
fn the_tag_is_written_unless_the_payload_has_it() {
    assert_eq!(
        round_trip::<Pet>(r#"{"petType":"cat","lives":9}"#),
        Pet::Cat(Box::new(Cat { lives: 9 }))
    );
    round_trip::<Pet>(r#"{"petType":"wolf","a":[1]}"#);
    let fish: Pet = round_trip(r#"{"petType":"fish","fins":2}"#);
    assert_eq!(
        fish,
        Pet::Fish(Map::from_iter([("fins".to_owned(), Value::from(2))]))
    );
    round_trip::<Vec<Being>>(r#"[{"kind":"pet","petType":"cat","lives":9}]"#);
}

#[test]
fn a_tag_of_another_variant_is_replaced() {
    let dog = |tag: &str| {
        let dog = Dog {
            pet_type: tag.to_owned(),
            extra: Map::new(),
        };
        json(&Pet::Dog(dog))
    };
    assert_eq!(dog("bogus"), r#"{"petType":"dog"}"#);
    assert_eq!(dog("cat"), r#"{"petType":"dog"}"#);
    assert_eq!(dog("wolf"), r#"{"petType":"wolf"}"#);
    let fish = Map::from_iter([("petType".to_owned(), Value::from("cat"))]);
    assert_eq!(json(&Pet::Fish(fish)), r#"{"petType":"fish"}"#);
}

/// Two strings that only their limits tell apart.
#[derive(Debug, PartialEq)]
enum Code {
    Short(String),
    Long(String),
}
codec!(union Code one checked { Short, Long });
limits!(union Code { Short => [MaxLength(4)], Long => [MinLength(4)] });

#[test]
fn limits_choose_a_variant_and_a_second_match_is_an_error() {
    assert_eq!(strict::<Code>(r#""ab""#), Ok(Code::Short("ab".to_owned())));
    assert_eq!(
        strict::<Code>(r#""abcdef""#),
        Ok(Code::Long("abcdef".to_owned()))
    );
    assert_eq!(
        strict::<Code>(r#""abcd""#).unwrap_err(),
        "matches Short and Long, and must match only one of them"
    );
    assert_eq!(
        lenient::<Code>(r#""abcd""#),
        Ok(Code::Short("abcd".to_owned()))
    );
    assert_eq!(
        strict::<Code>("7").unwrap_err(),
        "matches no variant: Short (expected a string, found a number), \
         Long (expected a string, found a number)"
    );
}

#[derive(Debug, PartialEq)]
enum Target {
    Number(i64),
    Name(String),
    Numbers(Vec<i64>),
    Names(Vec<String>),
    Sized(Size),
    Named(Name),
}
codec!(union Target one { Number, Name, Numbers, Names, Sized, Named });

#[derive(Debug, Clone, PartialEq)]
struct Size {
    value: i64,
}
codec!(Size { "value" => value });

#[derive(Debug, Clone, PartialEq)]
struct Name {
    value: String,
}
codec!(Name { "value" => value });

/// Where scalars are strings, `0` may be each of these, and none of them is wrong.
#[test]
fn a_text_that_several_variants_of_a_one_of_match_is_the_first_of_them() {
    fn text<T: Decode>(value: &str) -> Result<T, String> {
        let value: Value = value.parse().unwrap();
        let read = T::decode(&mut Reader::text(&value, Policy::Strict));
        read.map_err(|error| error.to_string())
    }
    let number = Target::Number(0);
    assert_eq!(text(r#""0""#), Ok(number));
    assert_eq!(text(r#""a""#), Ok(Target::Name("a".to_owned())));
    assert_eq!(text(r#"["0", "1"]"#), Ok(Target::Numbers(vec![0, 1])));
    let names = vec!["0".to_owned(), "b".to_owned()];
    assert_eq!(text(r#"["0", "b"]"#), Ok(Target::Names(names)));
    let size = Size { value: 0 };
    assert_eq!(text(r#"{"value": "0"}"#), Ok(Target::Sized(size)));
    let name = Name {
        value: "c".to_owned(),
    };
    assert_eq!(text(r#"{"value": "c"}"#), Ok(Target::Named(name)));
    // Both of these are strings.
    assert_eq!(
        text::<Code>(r#""abcd""#).unwrap_err(),
        "matches Short and Long, and must match only one of them"
    );
}

/// Neither variant accepts a string of three characters.
#[derive(Debug, PartialEq)]
enum Ends {
    Short(String),
    Long(String),
}
codec!(union Ends checked { Short, Long });
limits!(union Ends { Short => [MaxLength(2)], Long => [MinLength(4)] });

#[test]
fn an_error_names_the_limit_of_each_variant() {
    assert_eq!(
        strict::<Ends>(r#""abc""#).unwrap_err(),
        "matches no variant: Short (must have at most 2 characters, not 3), \
         Long (must have at least 4 characters, not 3)"
    );
}

#[test]
fn the_tag_may_be_anywhere() {
    assert_eq!(
        strict::<Pet>(r#" { "lives" : 9 , "petType" : "cat" } "#),
        Ok(Pet::Cat(Box::new(Cat { lives: 9 })))
    );
}

#[test]
fn a_tag_must_be_listed() {
    let pet = |text: &str| lenient::<Vec<Pet>>(text).unwrap_err();
    assert_eq!(pet("[1]"), "/0: expected an object, found a number");
    assert_eq!(pet(r#"[{"lives":9}]"#), "/0/petType: required, but missing");
    assert_eq!(
        pet(r#"[{"petType":1}]"#),
        "/0/petType: expected a string, found a number"
    );
    assert_eq!(
        pet(r#"[{"petType":"cow"}]"#),
        r#"/0/petType: expected one of "cat", "dog", "wolf", "fish", found "cow""#
    );
    assert_eq!(
        pet(r#"[{"petType":"cat","lives":"9"}]"#),
        "/0/lives: expected an integer, found a string"
    );
    let twice = strict::<Pet>(r#"{"petType":"cat","lives":9,"petType":"dog"}"#).unwrap_err();
    assert_eq!(twice, "/petType: given more than once");
}

#[test]
fn an_open_union_keeps_an_unknown_tag_with_its_object() {
    let text = r#"{"petType":"cow","milk":true}"#;
    assert_eq!(
        lenient::<OpenPet>(text),
        Ok(OpenPet::Unknown(text.parse().unwrap()))
    );
    assert_eq!(json(&lenient::<OpenPet>(text).unwrap()), text);
    assert_eq!(
        strict::<OpenPet>(text).unwrap_err(),
        r#"/petType: expected one of "cat", "count", found "cow""#
    );
    assert_eq!(
        lenient::<OpenPet>("{}"),
        Ok(OpenPet::Unknown(Value::from(Map::new())))
    );
}

#[test]
fn a_payload_without_an_object_cannot_be_tagged() {
    let error = to_json(&vec![OpenPet::Count(1)]).unwrap_err();
    assert_eq!(
        (error.pointer(), error.reason()),
        ("/0", EncodeReason::TagOutsideObject)
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Circle {
    radius: f64,
    label: Option<String>,
}
codec!(Circle { "radius" => radius, "label" => label });

#[derive(Debug, Clone, PartialEq)]
struct Ring {
    radius: f64,
    inner: Option<f64>,
    label: Option<String>,
}
codec!(Ring { "radius" => radius, "inner" => inner, "label" => label });

#[derive(Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Ring(Ring),
    Many(Vec<Shape>),
    Name(String),
}
codec!(union Shape { Circle, Ring, Many, Name });

#[derive(Debug, PartialEq)]
enum Id {
    Number(i64),
    Text(Nullable<String>),
    Unknown(Value),
}
codec!(union Id { Number, Text, .. => Unknown });

#[derive(Clone)]
enum Color {
    Red,
    Unknown(String),
}
codec!(enum Color { "red" => Red });

#[derive(Debug, PartialEq)]
enum Paint {
    Color(Color),
    Free(String),
}
codec!(union Paint { Color, Free });

#[test]
fn the_variant_that_knows_the_most_keys_wins() {
    assert!(matches!(
        round_trip::<Shape>(r#"{"radius":1.0}"#),
        Shape::Circle(_)
    ));
    assert!(matches!(
        round_trip::<Shape>(r#"{"radius":1.0,"inner":0.5}"#),
        Shape::Ring(_)
    ));
    assert!(matches!(
        strict::<Shape>(r#"{"radius":1,"x":1}"#),
        Ok(Shape::Circle(_))
    ));
    assert!(matches!(
        round_trip::<Shape>(r#"[{"radius":1.0},"a",[]]"#),
        Shape::Many(_)
    ));
    assert!(matches!(round_trip::<Shape>(r#""a""#), Shape::Name(_)));
}

#[test]
fn an_array_is_matched_by_the_keys_of_its_elements() {
    #[derive(Debug, PartialEq)]
    enum Lists {
        Circles(Vec<Circle>),
        Rings(Vec<Ring>),
    }
    codec!(union Lists { Circles, Rings });
    assert!(matches!(
        round_trip::<Lists>(r#"[{"radius":1.0},{"radius":1.0,"inner":0.5}]"#),
        Lists::Rings(_)
    ));
    assert!(matches!(
        round_trip::<Lists>(r#"[{"radius":1.0}]"#),
        Lists::Circles(_)
    ));
}

#[test]
fn a_failed_union_reports_the_reason_of_each_variant() {
    assert_eq!(
        strict::<Map<Shape>>(r#"{"a":{"radius":"1"}}"#).unwrap_err(),
        "/a: matches no variant: Circle (/radius: expected a number, found a string), \
         Ring (/radius: expected a number, found a string), Many (expected an array, found an object), \
         Name (expected a string, found an object)"
    );
    assert_eq!(
        strict::<Shape>(r#"{"radius":1,,}"#).unwrap_err(),
        "invalid JSON at line 1, column 13: key must be a string"
    );
}

#[test]
fn a_known_value_wins_over_a_free_one_and_lenience_comes_last() {
    assert_eq!(lenient("\"red\""), Ok(Paint::Color(Color::Red)));
    assert_eq!(lenient("\"blue\""), Ok(Paint::Free("blue".into())));
    let nulls = r#"{"radius":1,"label":null}"#;
    assert!(matches!(lenient::<Shape>(nulls), Ok(Shape::Circle(_))));
    assert!(strict::<Shape>(nulls).is_err());
}

#[test]
fn an_open_untagged_union_keeps_values_that_match_nothing() {
    assert_eq!(round_trip::<Id>("1"), Id::Number(1));
    assert_eq!(
        lenient::<Id>("[true]"),
        Ok(Id::Unknown("[true]".parse().unwrap()))
    );
    assert!(
        strict::<Id>("[true]")
            .unwrap_err()
            .ends_with("Text (expected a string, found an array)")
    );
    assert_eq!(
        lenient::<Option<Id>>("null"),
        Ok(Some(Id::Text(Nullable::Null)))
    );
}

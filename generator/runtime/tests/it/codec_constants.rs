//! Properties with one value, from outside the runtime: they have no field, and are always on the wire.

use bindwright_runtime::codegen::codec;
use bindwright_runtime::{
    Map, Value,
    codec::{Policy, from_text},
};

use crate::codec_support::{json, lenient, round_trip, strict};

#[derive(Debug, Clone, PartialEq)]
struct Account {
    id: i64,
    name: Option<String>,
}
codec!(Account { const "object" = "account", const "live" = true, "id" => id, "name" => name });

#[derive(Debug, Clone, PartialEq)]
struct Marker {}
codec!(closed Marker { const "version" = -5_000_000_000_i64 });

/// Constants alone, over several lines as long ones are laid out.
#[derive(Debug, Clone, PartialEq)]
struct Fixed {}
codec!(Fixed {
    const "kind" = "fixed",
    const "live" = true,
});

#[derive(Debug, Clone, PartialEq)]
struct Open {
    id: i64,
    extra: Map<Value>,
}
codec!(Open { const "kind" = "open", "id" => id, .. => extra });

#[derive(Debug, Clone, PartialEq)]
struct Cat {
    lives: i64,
}
codec!(Cat { const "petType" = "cat", "lives" => lives });

#[derive(Debug, Clone, PartialEq)]
struct Dog {
    lives: i64,
}
codec!(Dog { const "petType" = "dog", "lives" => lives });

#[derive(Debug, PartialEq)]
enum Tagged {
    Cat(Cat),
    Dog(Dog),
}
codec!(union Tagged by "petType" { "cat" => Cat, "dog" => Dog });

#[derive(Debug, PartialEq)]
enum Untagged {
    Cat(Cat),
    Dog(Dog),
}
codec!(union Untagged { Cat, Dog });

fn account() -> Account {
    Account { id: 1, name: None }
}

#[test]
fn the_values_are_written_and_expected() {
    assert_eq!(
        round_trip::<Account>(r#"{"object":"account","live":true,"id":1}"#),
        account()
    );
    assert_eq!(
        round_trip::<Marker>(r#"{"version":-5000000000}"#),
        Marker {}
    );
    let found = lenient::<Account>(r#"{"id":1,"live":true,"object":"account","more":2}"#);
    assert_eq!(found.unwrap(), account());
}

#[test]
fn another_value_is_rejected_in_every_mode() {
    let error = |json| lenient::<Account>(json).unwrap_err();
    assert_eq!(
        error(r#"{"object":"card","live":true,"id":1}"#),
        r#"/object: expected "account", found "card""#
    );
    assert_eq!(
        error(r#"{"object":"account","live":false,"id":1}"#),
        "/live: expected true, found false"
    );
    assert_eq!(
        error(r#"{"object":null,"live":true,"id":1}"#),
        "/object: expected a string, found null"
    );
    assert_eq!(
        strict::<Marker>(r#"{"version":1}"#).unwrap_err(),
        "/version: expected -5000000000, found 1"
    );
}

#[test]
fn missing_and_duplicate_files_are_reported() {
    let error = |json| lenient::<Account>(json).unwrap_err();
    let missing = error(r#"{"id":1}"#);
    assert!(
        missing.contains("/object") && missing.contains("/live"),
        "{missing}"
    );
    let twice = error(r#"{"object":"account","object":"account","live":true,"id":1}"#);
    assert_eq!(twice, "/object: given more than once");
}

#[test]
fn further_properties_are_kept_beside_the_constant() {
    let open = Open {
        id: 1,
        extra: Map::from_iter([("kin".to_owned(), Value::from(2))]),
    };
    assert_eq!(
        round_trip::<Open>(r#"{"kind":"open","id":1,"kin":2}"#),
        open
    );
}

#[test]
fn unions_choose_by_the_constant() {
    let (cat, dog) = (Cat { lives: 9 }, Dog { lives: 1 });
    let texts = [
        r#"{"petType":"cat","lives":9}"#,
        r#"{"petType":"dog","lives":1}"#,
    ];
    assert_eq!(round_trip::<Tagged>(texts[0]), Tagged::Cat(cat.clone()));
    assert_eq!(round_trip::<Tagged>(texts[1]), Tagged::Dog(dog.clone()));
    assert_eq!(round_trip::<Untagged>(texts[0]), Untagged::Cat(cat));
    assert_eq!(round_trip::<Untagged>(texts[1]), Untagged::Dog(dog));
    assert!(lenient::<Untagged>(r#"{"petType":"cow","lives":1}"#).is_err());
}

#[test]
fn constants_are_strings_in_forms() {
    let tree = lenient::<Value>(r#"{"object":"account","live":"true","id":"1"}"#).unwrap();
    assert_eq!(
        from_text::<Account>(&tree, Policy::Strict).unwrap(),
        account()
    );
    assert_eq!(
        json(&account()),
        r#"{"object":"account","live":true,"id":1}"#
    );
}

#[test]
fn a_record_may_have_nothing_else() {
    let text = r#"{"kind":"fixed","live":true}"#;
    assert_eq!(round_trip::<Fixed>(text), Fixed {});
    assert!(lenient::<Fixed>(r#"{"kind":"fixed"}"#).is_err());
}

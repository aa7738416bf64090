//! Schemas that types cannot express: checks at run time, open enumerations, types of other crates.

use bindwright_runtime::codec::{Policy, from_json, to_json};
use bindwright_runtime::{Nullable, Value};

use crate::wire::{post, raw};

echo!(schema_assertions);
echo!(schema_enumeration_of_alternatives);
echo!(schema_formats);
echo!(schema_formats_chrono);
echo!(schema_formats_string);
echo!(schema_formats_time);
echo!(schema_rust_type);
echo!(schema_values_of_any_type);

#[tokio::test]
async fn both_sides_check_assertions() {
    use schema_assertions::{Pet, rejected, server, there_and_back};
    let bars = |items: &[&str]| {
        items
            .iter()
            .map(|text| Value::from(*text))
            .collect::<Vec<_>>()
    };
    let good = Pet::new().kind("cat").legs(6.5).chip("1").vet("Ann");
    there_and_back(good).await;
    for (bad, place) in [
        (Pet::new(), "body"),
        (Pet::new().kind("dragon"), "body.kind"),
        (Pet::new().kind("fish").legs(4.0), "body"),
        (Pet::new().legs(3.0), "body.legs"),
        (Pet::new().chip("1"), "body"),
        (Pet::new().bars(bars(&["a", "b"])), "body.bars.1"),
    ] {
        let said = rejected(bad.clone()).await;
        assert!(said.contains(place), "{bad:?}: {said}");
        let json = to_json(&bad).unwrap();
        let json = String::from_utf8(json).unwrap();
        let (status, body) = raw(server(), post("/pets", &json)).await;
        assert_eq!(status, 400, "{json}: {body}");
        assert!(body.contains(place), "{json}: {body}");
    }
}

#[tokio::test]
async fn values_of_any_type_are_checked_by_their_schema() {
    use schema_values_of_any_type::{Pet, rejected, server, there_and_back};
    let read = |json: &str| from_json::<Pet>(json.as_bytes(), Policy::Strict).unwrap();
    for good in [
        r#"{"mood":{"deep":true}}"#,
        r#"{"toy":"ball","toys":["ball",7]}"#,
        r#"{"owner":{"name":null},"tag":"short"}"#,
        r#"{"name":"Rex","chip":7}"#,
    ] {
        assert_eq!(there_and_back(read(good)).await, good);
    }
    for (bad, place) in [
        (r#"{"mood":2}"#, "body.mood"),
        (r#"{"mood":null}"#, "body.mood"),
        (r#"{"ghost":0}"#, "body.ghost"),
        (r#"{"ghost":null}"#, "body.ghost"),
        (r#"{"toy":1}"#, "body.toy"),
        (r#"{"toy":null}"#, "body.toy"),
        (r#"{"toys":["ball",null]}"#, "body.toys.1"),
        (r#"{"owner":{}}"#, "body.owner"),
        (r#"{"tag":{"no":1}}"#, "body.tag"),
        (r#"{"name":"Rex"}"#, "body"),
    ] {
        let said = rejected(read(bad)).await;
        assert!(said.contains(place), "{bad}: {said}");
        let (status, body) = raw(server(), post("/pets", bad)).await;
        assert_eq!(status, 400, "{bad}: {body}");
        assert!(body.contains(place), "{bad}: {body}");
    }
}

#[tokio::test]
async fn an_open_enumeration_accepts_any_string() {
    use schema_enumeration_of_alternatives::{Food, Kind, Pet, server, there_and_back};
    let pet = Pet::new().kind(Kind::HouseCat).food(Food::from("cake"));
    assert_eq!(there_and_back(pet).await, r#"{"kind":1,"food":"cake"}"#);
    assert_eq!(Food::from("fish"), Food::Fish);
    let (status, _) = raw(server(), post("/pets", r#"{"kind":3}"#)).await;
    assert_eq!(status, 400);
}

/// Sends the pet with this JSON and receives it again, with the date types of each crate.
macro_rules! same_times {
    ($($case:ident writes $written:expr;)*) => {$({
        use $case::{Pet, there_and_back};
        let sent = r#"{"at":"2024-02-29T23:59:59.25+02:00","day":"2024-02-29"}"#;
        let pet: Pet = from_json(sent.as_bytes(), Policy::Strict).unwrap();
        let written = there_and_back(pet).await.replace(".250", ".25");
        assert_eq!(written, format!(r#"{{"at":"{}","day":"2024-02-29"}}"#, $written));
    })*};
}

#[tokio::test]
async fn times_are_equal_with_the_types_of_each_crate() {
    same_times! {
        schema_formats writes "2024-02-29T23:59:59.25+02:00";
        schema_formats_chrono writes "2024-02-29T23:59:59.25+02:00";
        schema_formats_string writes "2024-02-29T23:59:59.25+02:00";
        schema_formats_time writes "2024-02-29T23:59:59.25+02:00";
    }
}

#[tokio::test]
async fn a_type_of_the_user_is_encoded_by_its_own_codec() {
    use schema_rust_type::{Pet, there_and_back};
    let pet = Pet::new("12.50".parse().unwrap()).height(Nullable::Null);
    assert_eq!(
        there_and_back(pet).await,
        r#"{"weight":12.50,"height":null}"#
    );
}

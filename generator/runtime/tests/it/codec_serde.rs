//! The bridge to serde: what `codec!` types look like to `serde_json`.

use bindwright_runtime::codegen::codec;
use bindwright_runtime::{Map, Value};

#[derive(Debug, Clone, PartialEq)]
struct Pet {
    id: u64,
    weight: Option<f64>,
    sort: Sort,
    extra: Map<Value>,
}
codec!(Pet { "id" => id, "weight" => weight, "sort" => sort, .. => extra });

#[derive(Clone)]
enum Sort {
    Asc,
    Unknown(String),
}
codec!(enum Sort { "ASC" => Asc });

#[test]
fn a_type_goes_through_serde_and_back() {
    let text =
        r#"{"id":18446744073709551615,"weight":1.5,"sort":"DESC","a":[null,{"b":true}],"c":1e300}"#;
    let pet: Pet = serde_json::from_str(text).unwrap();
    assert_eq!(pet.sort, Sort::Unknown("DESC".into()));
    assert_eq!(
        serde_json::to_string(&pet).unwrap(),
        text.replace("1e300", "1e+300")
    );
    let tree = serde_json::to_value(&pet).unwrap();
    assert_eq!(serde_json::from_value::<Pet>(tree).unwrap(), pet);
}

#[test]
fn errors_keep_their_pointer() {
    let error = serde_json::from_str::<Vec<Sort>>("[1]").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("expected a string, found a number"),
        "{error}"
    );
    let error = serde_json::from_str::<Pet>(r#"{"id":1,"weight":[],"sort":""}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("/weight: expected a number, found an array"),
        "{error}"
    );
    let error = serde_json::from_str::<Pet>(r#"{"a":1,"a":2}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("/a: given more than once"),
        "{error}"
    );
}

#[test]
fn values_without_json_form_are_errors() {
    let pet = Pet {
        id: 1,
        weight: Some(f64::NAN),
        sort: Sort::Asc,
        extra: Map::new(),
    };
    assert_eq!(
        serde_json::to_string(&pet).unwrap_err().to_string(),
        "/weight: not a finite number"
    );
}

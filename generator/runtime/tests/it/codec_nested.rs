//! The members of an `anyof`, and unions inside unions, whose cost must stay bounded.

use std::time::Instant;

use bindwright_runtime::codegen::codec;
use bindwright_runtime::{
    Map, Value,
    codec::{EncodeReason, Policy, from_value, to_json},
};

use crate::codec_support::{lenient, round_trip, strict};

#[derive(Debug, Clone, PartialEq)]
struct Email {
    email: String,
    name: Option<String>,
}
codec!(Email { "email" => email, "name" => name });

#[derive(Debug, Clone, PartialEq)]
struct Phone {
    phone: String,
    name: Option<String>,
}
codec!(Phone { "phone" => phone, "name" => name });

#[derive(Debug, Clone, PartialEq)]
struct Contact {
    email: Option<Email>,
    phone: Option<Phone>,
}
codec!(anyof Contact { email, phone });

#[test]
fn an_anyof_keeps_every_member_that_matches() {
    let both: Contact = round_trip(r#"{"email":"e","name":"n","phone":"p"}"#);
    assert!(both.email.is_some() && both.phone.is_some());
    assert_eq!(round_trip::<Contact>(r#"{"phone":"p"}"#).email, None);
    assert_eq!(
        strict::<Vec<Contact>>("[{}]").unwrap_err(),
        "/0: matches no variant: email (/email: required, but missing), phone (/phone: required, but missing)"
    );
    let none = to_json(&Contact {
        email: None,
        phone: None,
    })
    .unwrap_err();
    assert_eq!(none.reason(), EncodeReason::Unmergeable);
}

#[derive(Debug, Clone, PartialEq)]
struct Add {
    left: Box<Expr>,
    add: Option<i64>,
}
codec!(Add { "left" => left, "add" => add });

#[derive(Debug, Clone, PartialEq)]
struct Mul {
    left: Box<Expr>,
    mul: Option<i64>,
}
codec!(Mul { "left" => left, "mul" => mul });

#[derive(Debug, PartialEq)]
enum Expr {
    Add(Add),
    Mul(Mul),
    Leaf(i64),
}
codec!(union Expr { Add, Mul, Leaf });

#[test]
fn unions_inside_unions_end_in_time() {
    let nested = |levels: usize, leaf: &str| {
        format!(
            "{}{leaf}{}",
            r#"{"x":1,"left":"#.repeat(levels),
            "}".repeat(levels)
        )
    };
    assert!(strict::<Expr>(&nested(5, "1")).is_ok());
    let start = Instant::now();
    assert!(strict::<Expr>(&nested(40, "1")).is_ok());
    assert!(lenient::<Expr>(&nested(40, "1")).is_ok());
    assert_eq!(
        strict::<Expr>(&nested(40, "true")).unwrap_err(),
        "matches no variant: Add (/left: matches no variant), Mul (/left: matches no variant), \
         Leaf (expected an integer, found an object)"
    );
    assert!(lenient::<Expr>(&nested(40, "true")).is_err());
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

/// Each level counts the stack of a record, of a map and of what they contain, until 384 KiB are used up.
#[test]
fn a_value_that_needs_too_much_stack_is_rejected() {
    let nested = |levels: usize| {
        let open = r#"{"inner":{"key":"#.repeat(levels);
        format!("{open}{{}}{}", "}}".repeat(levels))
    };
    assert!(strict::<Wide>(&nested(40)).is_ok());
    let error = strict::<Wide>(&nested(63)).unwrap_err();
    assert!(error.starts_with("/inner/key/inner/key/"), "{error}");
    assert_eq!(
        error.rsplit(": ").next(),
        Some("nested too deeply for types of this size, which need more than 384 KiB of stack")
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Wide {
    inner: Option<Map<Wide>>,
    a: Option<Map<i64>>,
    b: Option<Map<i64>>,
    c: Option<Map<i64>>,
    d: Option<Map<i64>>,
    e: Option<Map<i64>>,
}
codec!(Wide { "inner" => inner, "a" => a, "b" => b, "c" => c, "d" => d, "e" => e });

#[test]
fn many_sibling_unions_are_decoded_in_linear_time() {
    let items = vec![r#"{"left":{"left":1,"mul":2},"mul":2}"#; 20_000].join(",");
    let json = format!("[{items}]");
    assert_eq!(
        strict::<Vec<Expr>>(&json).map(|items| items.len()),
        Ok(20_000)
    );
    let tree: Value = json.parse().unwrap();
    let items = from_value::<Vec<Expr>>(&tree, Policy::Lenient);
    assert_eq!(items.map(|items| items.len()), Ok(20_000));
}

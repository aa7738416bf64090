//! Reading and writing as the tests of `codec!` do it.

use std::fmt::Debug;

use bindwright_runtime::{
    Value,
    codec::{Decode, Encode, Policy, from_json, from_value, to_json, to_value},
};

pub(crate) fn json(value: &dyn Encode) -> String {
    String::from_utf8(to_json(value).unwrap()).unwrap()
}

pub(crate) fn lenient<T: Decode>(text: &str) -> Result<T, String> {
    from_json(text.as_bytes(), Policy::Lenient).map_err(|error| error.to_string())
}

pub(crate) fn strict<T: Decode>(text: &str) -> Result<T, String> {
    from_json(text.as_bytes(), Policy::Strict).map_err(|error| error.to_string())
}

/// Reads and writes the text through both back ends; all four ways must agree.
pub(crate) fn round_trip<T: Encode + Decode + PartialEq + Debug>(text: &str) -> T {
    let value: T = strict(text).unwrap();
    assert_eq!(json(&value), text);
    let tree: Value = text.parse().unwrap();
    assert_eq!(to_value(&value).unwrap(), tree);
    assert_eq!(from_value::<T>(&tree, Policy::Strict).as_ref(), Ok(&value));
    assert_eq!(lenient::<T>(text).as_ref(), Ok(&value));
    value
}

//! The codec beside serde_json, on what is in records: lists of booleans, numbers and strings, maps, and free-form JSON.

use std::collections::BTreeMap;
use std::hint::black_box;

use bindwright_runtime::codec::{Decode, Encode, Policy, Value, from_json, to_json};
use divan::Bencher;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A kind of value, a thousand of which are in a list.
trait Kind {
    type Ours: Decode + Encode;
    type Theirs: Serialize + DeserializeOwned;

    /// One of them as JSON.
    fn numbered(number: usize) -> String;
}

macro_rules! kinds {
    ($($kind:ident($ours:ty, $theirs:ty) |$number:ident| $json:expr;)*) => {$(
        struct $kind;

        impl Kind for $kind {
            type Ours = $ours;
            type Theirs = $theirs;

            fn numbered($number: usize) -> String {
                $json
            }
        }
    )*};
}

kinds! {
    Integers(Vec<i64>, Vec<i64>) |n| list(|at| (n * 7919 * at).to_string());
    Floats(Vec<f64>, Vec<f64>) |n| list(|at| format!("{:?}", (n * 7919) as f64 / (at + 3) as f64));
    Strings(Vec<String>, Vec<String>) |n| list(|at| format!("\"value {n} of {at} and more\""));
    Escaped(Vec<String>, Vec<String>) |n| list(|at| format!("\"value\\n\\\"q\\\" {n} of {at} and more\""));
    Escapes(Vec<String>, Vec<String>) |n| list(|at| format!("\"{n}\\u00fc\\n{}\"", "C:\\\\dir\\\\file \\\"x\\\" ".repeat(at)));
    Chinese(Vec<String>, Vec<String>) |n| list(|at| format!("\"云桌面 {n} 的使用情况统计 {at}\""));
    Booleans(Vec<bool>, Vec<bool>) |n| list(|at| (n * at).is_multiple_of(3).to_string());
    Optional(Vec<Option<i64>>, Vec<Option<i64>>) |n| list(|at| if at % 2 == 0 { "null".to_owned() } else { (n * at).to_string() });
    Maps(BTreeMap<String, i64>, BTreeMap<String, i64>) |n| object(n);
    Trees(Value, serde_json::Value) |n| format!("[{},{}]", object(n), list(|at| format!("\"tag {at}\"")));
    Decimals(Value, serde_json::Value) |n| list(|at| format!("{:?}", (n * 7919) as f64 / (at + 3) as f64));
}

fn list(item: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..20).map(item).collect::<Vec<_>>().join(","))
}

fn object(number: usize) -> String {
    let member = |at| format!("\"key-{}-{at}\":{}", number % 17, number * at);
    format!("{{{}}}", (0..12).map(member).collect::<Vec<_>>().join(","))
}

fn json<K: Kind>() -> Vec<u8> {
    let items: Vec<String> = (0..1000).map(K::numbered).collect();
    format!("[{}]", items.join(",")).into_bytes()
}

fn main() {
    divan::main();
}

#[divan::bench(types = [Integers, Floats, Strings, Escaped, Escapes, Chinese, Booleans, Optional, Maps, Trees, Decimals])]
fn decode<K: Kind>(bencher: Bencher<'_, '_>) {
    let json = json::<K>();
    assert!(from_json::<Vec<K::Ours>>(&json, Policy::Lenient).is_ok());
    bencher.bench_local(|| from_json::<Vec<K::Ours>>(black_box(&json), Policy::Lenient));
}

#[divan::bench(types = [Integers, Floats, Strings, Escaped, Escapes, Chinese, Booleans, Optional, Maps, Trees, Decimals])]
fn decode_serde_json<K: Kind>(bencher: Bencher<'_, '_>) {
    let json = json::<K>();
    assert!(serde_json::from_slice::<Vec<K::Theirs>>(&json).is_ok());
    bencher.bench_local(|| serde_json::from_slice::<Vec<K::Theirs>>(black_box(&json)));
}

#[divan::bench(types = [Integers, Floats, Strings, Escaped, Escapes, Chinese, Booleans, Optional, Maps, Trees, Decimals])]
fn encode<K: Kind>(bencher: Bencher<'_, '_>) {
    let values: Vec<K::Ours> = from_json(&json::<K>(), Policy::Lenient).unwrap_or_default();
    assert_eq!(values.len(), 1000);
    bencher.bench_local(|| to_json(black_box(&values)));
}

#[divan::bench(types = [Integers, Floats, Strings, Escaped, Escapes, Chinese, Booleans, Optional, Maps, Trees, Decimals])]
fn encode_serde_json<K: Kind>(bencher: Bencher<'_, '_>) {
    let values: Vec<K::Theirs> = serde_json::from_slice(&json::<K>()).unwrap_or_default();
    assert_eq!(values.len(), 1000);
    bencher.bench_local(|| serde_json::to_vec(black_box(&values)));
}

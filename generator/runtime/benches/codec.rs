//! The codec beside serde_json's derives, on lists of 1,000 records: of nine fields, in snake case and in camel case, and with the
//! keys in reverse order; and of twelve optional fields, a third of which are there.
#![allow(missing_docs, reason = "a benchmark")]

use std::hint::black_box;

use bindwright_runtime::codec::{Decode, Encode, Policy, Value, from_json, to_json};
use bindwright_runtime::codegen::{codec, object};
use divan::Bencher;
use divan::counter::BytesCount;
use serde::Serialize;
use serde::de::DeserializeOwned;

object! {
    /// Its names in JSON are those of its fields.
    pub struct Desktop from DesktopRequired {
        pub required(into) desktop_id: String,
        pub required(into) computer_name: String,
        pub required(into) user_name: String,
        pub optional(into) description: String,
        pub required status: Status,
        pub required cores: i32,
        pub required usage_hours: f64,
        pub required created_at: i64,
        pub required(each into) tags: Vec<String>,
    }
}

object! {
    /// The same in camel case, so that names are written out.
    pub struct CamelDesktop from CamelDesktopRequired {
        pub required(into) desktop_id as desktopId: String,
        pub required(into) computer_name as computerName: String,
        pub required(into) user_name as userName: String,
        pub optional(into) description: String,
        pub required status: Status,
        pub required cores: i32,
        pub required usage_hours as usageHours: f64,
        pub required created_at as createdAt: i64,
        pub required(each into) tags: Vec<String>,
    }
}

object! {
    /// Few of its fields are there.
    pub struct Settings {
        pub optional(into) usb: String,
        pub optional(into) printer: String,
        pub optional(into) clipboard: String,
        pub optional(into) file_redirection: String,
        pub optional(into) file_redirection_size: String,
        pub optional(into) watermark: String,
        pub optional(into) watermark_text: String,
        pub optional(into) watermark_color: String,
        pub optional(into) bandwidth: String,
        pub optional(into) bandwidth_percent: String,
        pub optional(into) virtual_channel: String,
        pub optional(into) idle_lock: String,
    }
}

#[derive(Clone)]
enum Status {
    Active,
    Stopped,
    Unknown(String),
}
codec!(enum Status { "ACTIVE" => Active, "STOPPED" => Stopped });

/// The same types with serde's derives.
mod derived {
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "read from JSON, to measure that")]
    pub(crate) struct Settings {
        usb: Option<String>,
        printer: Option<String>,
        clipboard: Option<String>,
        file_redirection: Option<String>,
        file_redirection_size: Option<String>,
        watermark: Option<String>,
        watermark_text: Option<String>,
        watermark_color: Option<String>,
        bandwidth: Option<String>,
        bandwidth_percent: Option<String>,
        virtual_channel: Option<String>,
        idle_lock: Option<String>,
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    pub(crate) struct Desktop {
        desktop_id: String,
        computer_name: String,
        user_name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        status: Status,
        cores: i32,
        usage_hours: f64,
        created_at: i64,
        tags: Vec<String>,
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct CamelDesktop {
        desktop_id: String,
        computer_name: String,
        user_name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        status: Status,
        cores: i32,
        usage_hours: f64,
        created_at: i64,
        tags: Vec<String>,
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    enum Status {
        #[serde(rename = "ACTIVE")]
        Active,
        #[serde(rename = "STOPPED")]
        Stopped,
        #[serde(untagged)]
        Unknown(String),
    }
}

/// One of the records above.
trait Record: Encode + Decode {
    /// The same record with serde's derives.
    type Derived: Serialize + DeserializeOwned;

    /// The record of a number.
    fn numbered(number: i32) -> Self;
}

macro_rules! record {
    ($name:ident) => {
        impl Record for $name {
            type Derived = derived::$name;

            fn numbered(number: i32) -> Self {
                Self {
                    desktop_id: format!("c3b0e0a4-7d31-4d53-9c1d-{number:012}"),
                    computer_name: format!("desktop-{number}"),
                    user_name: "Zoë \"the user\" Müller".to_owned(),
                    description: (number % 2 == 0)
                        .then(|| "A desktop for the design team, with a graphics card.".to_owned()),
                    status: match number % 3 {
                        0 => Status::Active,
                        _ => Status::Stopped,
                    },
                    cores: number % 64,
                    usage_hours: f64::from(number) / 7.0,
                    created_at: 1_700_000_000_000 + i64::from(number),
                    tags: vec!["finance".to_owned(), format!("floor-{}", number % 9)],
                }
            }
        }
    };
}
record!(Desktop);
record!(CamelDesktop);

type Map = bindwright_runtime::codec::Map<Value>;

fn main() {
    divan::main();
}

fn records<T: Record>() -> Vec<T> {
    (0..1000).map(T::numbered).collect()
}

/// The list as JSON.
fn json<T: Record>() -> Vec<u8> {
    to_json(&records::<T>()).unwrap_or_default()
}

/// The list with the keys of each record in reverse order.
fn reversed() -> Vec<u8> {
    let records: Vec<Map> = from_json(&json::<Desktop>(), Policy::Strict).unwrap_or_default();
    let reverse = |record: Map| record.into_iter().rev().collect();
    to_json(&records.into_iter().map(reverse).collect::<Vec<Map>>()).unwrap_or_default()
}

/// Records with four of their twelve fields, which are others in each.
fn sparse() -> Vec<u8> {
    let all = Settings::new()
        .usb("on")
        .printer("off")
        .clipboard("both ways")
        .file_redirection("read only")
        .file_redirection_size("200 MB")
        .watermark("on")
        .watermark_text("{user} {time}")
        .watermark_color("#C0C0C0")
        .bandwidth("20 Mbit/s")
        .bandwidth_percent("80")
        .virtual_channel("off")
        .idle_lock("10 min");
    let all: Map =
        from_json(&to_json(&all).unwrap_or_default(), Policy::Strict).unwrap_or_default();
    let some = |number: usize| {
        let members = all.iter().enumerate();
        let chosen = members.filter(|(index, _)| (number * 7 + index * 5) % 11 < 4);
        chosen
            .map(|(_, (key, value))| (key.clone(), value.clone()))
            .collect()
    };
    to_json(&(0..1000).map(some).collect::<Vec<Map>>()).unwrap_or_default()
}

/// The list as values of the derived types.
fn derived<T: Record>() -> Vec<T::Derived> {
    let derived: Vec<_> = serde_json::from_slice(&json::<T>()).unwrap_or_default();
    assert_eq!(derived.len(), records::<T>().len());
    derived
}

fn bench_decode<T: Decode>(bencher: Bencher<'_, '_>, json: &[u8]) {
    assert!(from_json::<Vec<T>>(json, Policy::Lenient).is_ok());
    let bencher = bencher.counter(BytesCount::of_slice(json));
    bencher.bench_local(|| from_json::<Vec<T>>(black_box(json), Policy::Lenient));
}

fn bench_derived<T: DeserializeOwned>(bencher: Bencher<'_, '_>, json: &[u8]) {
    assert!(serde_json::from_slice::<Vec<T>>(json).is_ok());
    let bencher = bencher.counter(BytesCount::of_slice(json));
    bencher.bench_local(|| serde_json::from_slice::<Vec<T>>(black_box(json)));
}

#[divan::bench(types = [Desktop, CamelDesktop])]
fn decode<T: Record>(bencher: Bencher<'_, '_>) {
    bench_decode::<T>(bencher, &json::<T>());
}

#[divan::bench(types = [Desktop, CamelDesktop])]
fn decode_serde_json<T: Record>(bencher: Bencher<'_, '_>) {
    bench_derived::<T::Derived>(bencher, &json::<T>());
}

#[divan::bench]
fn decode_reversed(bencher: Bencher<'_, '_>) {
    bench_decode::<Desktop>(bencher, &reversed());
}

#[divan::bench]
fn decode_reversed_serde_json(bencher: Bencher<'_, '_>) {
    bench_derived::<derived::Desktop>(bencher, &reversed());
}

#[divan::bench]
fn decode_sparse(bencher: Bencher<'_, '_>) {
    bench_decode::<Settings>(bencher, &sparse());
}

#[divan::bench]
fn decode_sparse_serde_json(bencher: Bencher<'_, '_>) {
    bench_derived::<derived::Settings>(bencher, &sparse());
}

#[divan::bench(types = [Desktop, CamelDesktop])]
fn encode<T: Record>(bencher: Bencher<'_, '_>) {
    let records = records::<T>();
    let bencher = bencher.counter(BytesCount::of_slice(&json::<T>()));
    bencher.bench_local(|| to_json(black_box(&records)));
}

#[divan::bench(types = [Desktop, CamelDesktop])]
fn encode_serde_json<T: Record>(bencher: Bencher<'_, '_>) {
    let derived = derived::<T>();
    let bencher = bencher.counter(BytesCount::of_slice(&json::<T>()));
    bencher.bench_local(|| serde_json::to_vec(black_box(&derived)));
}

//! The codec beside serde_json's derives, on lists of 1,000 records: of nine fields, also with the keys in reverse order, and of
//! twelve optional fields, a third of which are there.

use std::hint::black_box;

use bindwright_runtime::codec::{Policy, Value, from_json, to_json};
use bindwright_runtime::codegen::codec;
use divan::Bencher;
use divan::counter::BytesCount;

type Map = bindwright_runtime::codec::Map<Value>;

#[derive(Debug, Clone, PartialEq)]
struct Desktop {
    desktop_id: String,
    computer_name: String,
    user_name: String,
    description: Option<String>,
    status: Status,
    cores: i32,
    usage_hours: f64,
    created_at: i64,
    tags: Vec<String>,
}
codec!(Desktop {
    "desktop_id" => desktop_id, "computer_name" => computer_name, "user_name" => user_name, "description" => description,
    "status" => status, "cores" => cores, "usage_hours" => usage_hours, "created_at" => created_at, "tags" => tags,
});

#[derive(Clone)]
enum Status {
    Active,
    Stopped,
    Unknown(String),
}
codec!(enum Status { "ACTIVE" => Active, "STOPPED" => Stopped });

#[derive(Debug, Clone, PartialEq)]
struct Policies {
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
codec!(Policies {
    "usb" => usb, "printer" => printer, "clipboard" => clipboard, "file_redirection" => file_redirection,
    "file_redirection_size" => file_redirection_size, "watermark" => watermark, "watermark_text" => watermark_text,
    "watermark_color" => watermark_color, "bandwidth" => bandwidth, "bandwidth_percent" => bandwidth_percent,
    "virtual_channel" => virtual_channel, "idle_lock" => idle_lock,
});

/// The same types with serde's derives.
mod derived {
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "read from JSON, to measure that")]
    pub(crate) struct Policies {
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

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
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

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    enum Status {
        #[serde(rename = "ACTIVE")]
        Active,
        #[serde(rename = "STOPPED")]
        Stopped,
        #[serde(untagged)]
        Unknown(String),
    }
}

fn desktops() -> Vec<Desktop> {
    let desktop = |number: i32| Desktop {
        desktop_id: format!("c3b0e0a4-7d31-4d53-9c1d-{number:012}"),
        computer_name: format!("desktop-{number}"),
        user_name: "Zoë \"the user\" Müller".to_owned(),
        description: (number % 2 == 0)
            .then(|| "A desktop for the design team, with a graphics card.".to_owned()),
        status: if number % 3 == 0 {
            Status::Active
        } else {
            Status::Stopped
        },
        cores: number % 64,
        usage_hours: f64::from(number) / 7.0,
        created_at: 1_700_000_000_000 + i64::from(number),
        tags: vec!["finance".to_owned(), format!("floor-{}", number % 9)],
    };
    (0..1000).map(desktop).collect()
}

fn main() {
    divan::main();
}

/// The list as JSON.
fn json() -> Vec<u8> {
    to_json(&desktops()).unwrap_or_default()
}

/// The list with the keys of each record in reverse order.
fn reversed() -> Vec<u8> {
    let records: Vec<Map> = from_json(&json(), Policy::Strict).unwrap_or_default();
    let reverse = |record: Map| record.into_iter().rev().collect();
    to_json(&records.into_iter().map(reverse).collect::<Vec<Map>>()).unwrap_or_default()
}

/// Records with four of their twelve fields, which are others in each.
fn sparse() -> Vec<u8> {
    let all = Policies {
        usb: Some("on".to_owned()),
        printer: Some("off".to_owned()),
        clipboard: Some("both ways".to_owned()),
        file_redirection: Some("read only".to_owned()),
        file_redirection_size: Some("200 MB".to_owned()),
        watermark: Some("on".to_owned()),
        watermark_text: Some("{user} {time}".to_owned()),
        watermark_color: Some("#C0C0C0".to_owned()),
        bandwidth: Some("20 Mbit/s".to_owned()),
        bandwidth_percent: Some("80".to_owned()),
        virtual_channel: Some("off".to_owned()),
        idle_lock: Some("10 min".to_owned()),
    };
    let all: Map =
        from_json(&to_json(&all).unwrap_or_default(), Policy::Strict).unwrap_or_default();
    let some = |number: usize| {
        let members = all.iter().enumerate();
        let chosen = members.filter(|(index, _)| (number * 7 + index * 5) % 11 % 3 == 0);
        chosen
            .map(|(_, (key, value))| (key.clone(), value.clone()))
            .collect()
    };
    to_json(&(0..1000).map(some).collect::<Vec<Map>>()).unwrap_or_default()
}

/// The list as values of the derived types.
fn derived() -> Vec<derived::Desktop> {
    let derived: Vec<_> = serde_json::from_slice(&json()).unwrap_or_default();
    assert_eq!(derived.len(), desktops().len());
    derived
}

fn bench_decode<T: bindwright_runtime::codec::Decode>(bencher: Bencher<'_, '_>, json: &[u8]) {
    assert!(from_json::<Vec<T>>(json, Policy::Lenient).is_ok());
    let bencher = bencher.counter(BytesCount::of_slice(json));
    bencher.bench_local(|| from_json::<Vec<T>>(black_box(json), Policy::Lenient));
}

fn bench_derived<T: serde::de::DeserializeOwned>(bencher: Bencher<'_, '_>, json: &[u8]) {
    assert!(serde_json::from_slice::<Vec<T>>(json).is_ok());
    let bencher = bencher.counter(BytesCount::of_slice(json));
    bencher.bench_local(|| serde_json::from_slice::<Vec<T>>(black_box(json)));
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    bench_decode::<Desktop>(bencher, &json());
}

#[divan::bench]
fn decode_serde_json(bencher: Bencher<'_, '_>) {
    bench_derived::<derived::Desktop>(bencher, &json());
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
    bench_decode::<Policies>(bencher, &sparse());
}

#[divan::bench]
fn decode_sparse_serde_json(bencher: Bencher<'_, '_>) {
    bench_derived::<derived::Policies>(bencher, &sparse());
}

#[divan::bench]
fn encode(bencher: Bencher<'_, '_>) {
    let desktops = desktops();
    let bencher = bencher.counter(BytesCount::of_slice(&json()));
    bencher.bench_local(|| to_json(black_box(&desktops)));
}

#[divan::bench]
fn encode_serde_json(bencher: Bencher<'_, '_>) {
    let derived = derived();
    let bencher = bencher.counter(BytesCount::of_slice(&json()));
    bencher.bench_local(|| serde_json::to_vec(black_box(&derived)));
}

//! The codec beside serde_json's derives, on a list of records of nine fields.

use std::hint::black_box;

use bindwright_runtime::codec::{Policy, from_json, to_json};
use bindwright_runtime::codegen::codec;
use divan::Bencher;
use divan::counter::BytesCount;

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

/// The same types with serde's derives.
mod derived {
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

/// The list as values of the derived types.
fn derived() -> Vec<derived::Desktop> {
    let derived: Vec<_> = serde_json::from_slice(&json()).unwrap_or_default();
    assert_eq!(derived.len(), desktops().len());
    derived
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let json = json();
    let bencher = bencher.counter(BytesCount::of_slice(&json));
    bencher.bench_local(|| from_json::<Vec<Desktop>>(black_box(&json), Policy::Lenient));
}

#[divan::bench]
fn decode_serde_json(bencher: Bencher<'_, '_>) {
    let json = json();
    let bencher = bencher.counter(BytesCount::of_slice(&json));
    bencher.bench_local(|| serde_json::from_slice::<Vec<derived::Desktop>>(black_box(&json)));
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

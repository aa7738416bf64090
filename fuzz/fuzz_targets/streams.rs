//! `cargo +nightly fuzz run streams --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::streams::run(data));

//! `cargo +nightly fuzz run pages --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::pages::run(data));

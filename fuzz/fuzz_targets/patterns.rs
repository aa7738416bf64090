//! `cargo +nightly fuzz run patterns --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::patterns::run(data));

//! `cargo +nightly fuzz run path_templates --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::path_templates::run(data));

//! `cargo +nightly fuzz run signing --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::signing::run(data));

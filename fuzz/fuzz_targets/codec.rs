//! `cargo +nightly fuzz run codec --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::codec::run(data));

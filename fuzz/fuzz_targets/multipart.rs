//! `cargo +nightly fuzz run multipart --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::multipart::run(data));

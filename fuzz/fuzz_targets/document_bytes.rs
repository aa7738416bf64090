//! `cargo +nightly fuzz run document_bytes --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::document_bytes::run(data));
